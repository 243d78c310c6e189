"""The postal ledger of a contest: packets by station, opening sessions, each postal box's sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.screens.awaited import (
    awaited_boxes,
    awaited_stations,
    say_ledger,
    silent_stations,
    without_session,
)
from countroom.app.screens.box_words import say_box, say_boxes
from countroom.domain.figures import read_figure
from countroom.domain.hall import Packets, PostalSession
from countroom.domain.identifiers import BoxId
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import COUNTED, expected_in_box
from countroom.texts import say_time
from countroom.texts.of_the_post import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.domain.events import Recorded
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class StationLine:
    """The packets handed in at a station; both figures None while the station is silent."""

    box: BoxId
    place: str
    accepted: int | None
    rejected: int | None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """An opening session: envelopes, statements, papers, each in its own unit.

    ``matched`` says in words how many papers were matched with an earlier cover.
    """

    number: int
    envelopes: int
    accepted: int
    rejected: int
    reasons: str
    box: str
    papers: int
    matched: str


@dataclass(frozen=True, slots=True)
class BoxSum:
    """A postal box: papers the sessions put into it, beside its account once that is settled."""

    place: str
    into: int | None
    expected: int | None
    counted: int | None

    @property
    def difference(self) -> int | None:
        """Give what the account expects less what the sessions put in."""
        if self.into is None or self.expected is None:
            return None
        return self.expected - self.into


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole page; ``waits`` says what the ledger waits for, empty once it is closed.

    ``gap`` says that a station is silent or a postal box without a session; ``waiting`` in words
    that covers lack their statement or paper.
    """

    stations: tuple[StationLine, ...]
    sessions: tuple[SessionLine, ...]
    boxes: tuple[BoxSum, ...]
    silent: str
    waits: str
    closed: bool
    gap: bool
    waiting: str

    @property
    def packets(self) -> int:
        """Add the packets accepted so far."""
        return sum(line.accepted or 0 for line in self.stations)

    @property
    def papers(self) -> int:
        """Add the papers put into postal boxes so far."""
        return sum(line.papers for line in self.sessions)


def ledger_of(texts: Texts, state: ContestState) -> Ledger:
    """Put the ledger of a contest together."""
    ledger, silent = state.postal, silent_stations(state)
    boxes = {box.id: box for box in state.contest.boxes}
    return Ledger(
        stations=tuple(
            StationLine(
                box.id,
                say_box(texts, box),
                said.accepted if (said := ledger.packets.get(box.id)) else None,
                said.rejected if said else None,
            )
            for box in awaited_stations(state)
        ),
        sessions=tuple(
            _session(texts, number, one, say_box(texts, boxes[one.box]))
            for number, one in enumerate(ledger.sessions, start=1)
        ),
        boxes=tuple(_box_sum(texts, state, box.id) for box in awaited_boxes(state, "postal")),
        silent=say_boxes(texts, silent),
        waits="" if ledger.closed else say_ledger(texts, state),
        closed=ledger.closed,
        gap=bool(silent or without_session(state)),
        waiting=_say_waiting(texts, ledger.waiting),
    )


def postal_boxes(texts: Texts, state: ContestState) -> tuple[tuple[BoxId, str], ...]:
    """List the boxes a session may put papers into, each with its name."""
    return tuple((box.id, say_box(texts, box)) for box in awaited_boxes(state, "postal"))


def read_packets(accepted: str, rejected: str) -> Packets | Refusal:
    """Read a station's line as typed; an empty figure says nil."""
    figures = [read_or_nil(text) for text in (accepted, rejected)]
    for one in figures:
        if isinstance(one, Refusal):
            return one
    return Packets(*(one for one in figures if not isinstance(one, Refusal)))


def read_or_nil(text: str) -> int | Refusal:
    """Read a figure as typed, nothing typed as 0."""
    return read_figure(text) if text.strip() else 0


def read_session(
    envelopes: str,
    accepted: str,
    rejected: Mapping[str, str],
    papers: str,
    box: BoxId,
    matched: str = "",
) -> PostalSession | Refusal:
    """Read a session as typed; rejections and matches left empty are none, the rest is said."""
    figures = [read_figure(text) for text in (envelopes, accepted, papers)]
    figures.append(read_or_nil(matched))
    reasons = {reason: read_or_nil(text) for reason, text in rejected.items()}
    for one in (*figures, *reasons.values()):
        if isinstance(one, Refusal):
            return one
    known = [one for one in figures if not isinstance(one, Refusal)]
    given = {why: n for why, n in reasons.items() if not isinstance(n, Refusal) and n}
    return PostalSession(known[0], known[1], given, box, known[2], known[3])


def say_judged(
    texts: Texts, envelopes: str, accepted: str, rejected: Iterable[str]
) -> tuple[str, bool]:
    """Say whether statements accepted and rejected make the envelopes opened, as typed so far.

    The second value is False while they do not.
    """
    found = [read_figure(envelopes), read_or_nil(accepted), *(read_or_nil(r) for r in rejected)]
    if any(isinstance(one, Refusal) for one in found):
        return "", False
    opened, *judged = (one for one in found if not isinstance(one, Refusal))
    made = sum(judged)
    words = {"made": texts.figure(made), "opened": texts.figure(opened)}
    if made == opened:
        return texts.say("{made} statements judged: all {opened} envelopes.", **words), True
    return texts.say("{made} statements judged of {opened} envelopes.", **words), False


def say_signed(texts: Texts, recorded: Iterable[Recorded], named: Mapping[PersonId, str]) -> str:
    """Say who closed the ledger last, and when; empty where the log was not read."""
    last = next(iter(reversed(tuple(recorded))), None)
    if last is None:
        return ""
    by = ", ".join(named.get(person, person) for person in last.people)
    return texts.say("Closed {time} by {person}.", time=say_time(texts, last.at), person=by)


def _session(texts: Texts, number: int, one: PostalSession, box: str) -> SessionLine:
    reasons = [
        texts.say("{reason}: {n}", reason=texts.say(REASONS.get(why, why)), n=texts.figure(n))
        for why, n in one.rejected.items()
        if n
    ]
    return SessionLine(
        number,
        one.envelopes,
        one.accepted,
        sum(one.rejected.values()),
        "; ".join(reasons),
        box,
        one.papers,
        texts.count(
            "{n} paper was matched with an earlier cover",
            "{n} papers were matched with an earlier cover",
            one.matched,
        )
        if one.matched
        else "",
    )


def _say_waiting(texts: Texts, waiting: int) -> str:
    if not waiting:
        return ""
    return texts.count(
        "{n} cover lacks its statement or its paper. What comes later is matched in the session "
        "that has both.",
        "{n} covers lack their statement or their paper. What comes later is matched in the "
        "session that has both.",
        waiting,
    )


def _box_sum(texts: Texts, state: ContestState, box: BoxId) -> BoxSum:
    found = state.contest.box(box)
    account = next(
        (
            s.settled
            for s in state.sheets.values()
            if s.sheet.box == box and s.sheet.kind == "account" and not s.withdrawn
        ),
        None,
    )
    return BoxSum(
        place=say_box(texts, found) if found else box,
        into=state.postal.papers_into(box),
        expected=None if account is None else expected_in_box(account),
        counted=None if account is None else account[COUNTED],
    )
