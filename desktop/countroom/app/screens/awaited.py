"""What the statement as to verification waits for: boxes, accounts, post, a second equal count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.screens.box_words import say_box, say_boxes
from countroom.domain.sheets import COUNTED, expected_in_box
from countroom.domain.verifying import boxes_not_received, counted_once, variance_at
from countroom.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.domain.election import BallotBox
    from countroom.domain.identifiers import BoxId, PersonId
    from countroom.domain.state import ContestState, Count, SheetState
    from countroom.texts import Texts

    NameOf = Mapping[PersonId, str]


def awaited_boxes(state: ContestState, kind: str) -> tuple[BallotBox, ...]:
    """List the boxes of a kind whose accounts belong to the statement."""
    wanted = {s.sheet.box for s in state.sheets.values() if _is_account(s) and not s.withdrawn}
    return tuple(box for box in state.contest.boxes if box.kind == kind and box.id in wanted)


def awaited_stations(state: ContestState) -> tuple[BallotBox, ...]:
    """List the stations by their first boxes: each has one account and speaks once."""
    return tuple(box for box in awaited_boxes(state, "station") if box.beside is None)


def silent_stations(state: ContestState) -> tuple[BallotBox, ...]:
    """List the stations that have not said how many packets were handed in there."""
    return tuple(b for b in awaited_stations(state) if b.id not in state.postal.packets)


def without_session(state: ContestState) -> tuple[BallotBox, ...]:
    """List the postal boxes into which no session has put papers yet."""
    into = {session.box for session in state.postal.sessions}
    return tuple(box for box in awaited_boxes(state, "postal") if box.id not in into)


def ledger_open(state: ContestState) -> bool:
    """Say whether the postal ledger holds the statement back: open, or with a gap."""
    if not any(box.kind == "postal" for box in state.contest.boxes):
        return False
    return not state.postal.closed or bool(silent_stations(state) or without_session(state))


def boxes_to_count_again(state: ContestState) -> tuple[BoxId, ...]:
    """List the boxes that vary and wait for a count more which nobody has begun yet."""
    if not _may_vary(state):
        return ()
    begun = {sheet.sheet.box for sheet in state.boxes_out}
    return tuple(box for box in counted_once(state) if box not in begun)


def say_awaited(texts: Texts, count: Count, state: ContestState, named: NameOf) -> str:
    """Say in one sentence who or what is awaited before signing; empty where nothing is.

    ``named`` gives people's names as the screen shows them. Reasons for variances are not
    awaited here: their fields ask for them.
    """
    boxes = {box.id: box for box in state.contest.boxes}
    missing = [boxes[box] for box in boxes_not_received(count, state)]
    if missing:
        return _say_missing(texts, missing)
    for sheet in _by_need(state.boxes_out):
        return _say_sheet(texts, sheet, boxes, named)
    if ledger_open(state):
        return say_ledger(texts, state)
    for box in counted_once(state):
        return texts.say(
            "{box} varies by {papers}. Its papers are counted again until two counts running "
            "are the same.",
            box=say_box(texts, boxes[box]),
            papers=texts.figure(abs(variance_at(state, box))),
        )
    return ""


def say_ledger(texts: Texts, state: ContestState) -> str:
    """Say what the postal ledger waits for, and who closes it."""
    silent, empty = silent_stations(state), without_session(state)
    if silent:
        return texts.count(
            "{n} station has not said how many postal packets were handed in: {stations}.",
            "{n} stations have not said how many postal packets were handed in: {stations}.",
            len(silent),
            stations=say_boxes(texts, silent),
        )
    if empty:
        return texts.say(
            "No opening session has put papers into {boxes} yet.", boxes=say_boxes(texts, empty)
        )
    return texts.say(
        "Every station has spoken: a supervisor or the officer closes the postal ledger."
    )


def _say_missing(texts: Texts, missing: Sequence[BallotBox]) -> str:
    return texts.count(
        "{n} box has not come in: {boxes}.",
        "{n} boxes have not come in: {boxes}.",
        len(missing),
        boxes=say_boxes(texts, missing),
    )


_SHEET: Final[Mapping[tuple[str, int], str]] = {
    ("account", 1): N_("{box}: the account is awaited, its first entry by a keyer."),
    ("account", 2): N_("{box}: the account awaits its second entry, by anybody but {person}."),
    ("account", 0): N_("{box}: the entries of the account differ; a supervisor settles them."),
    ("beside", 1): N_("{box}: its papers are being counted; a keyer keys the figure."),
    ("beside", 2): N_("{box}: the count awaits its second entry, by anybody but {person}."),
    ("beside", 0): N_("{box}: the entries of the count differ; a supervisor settles them."),
    ("recount", 1): N_("{box}: the papers are being counted again; a keyer keys the figure."),
    ("recount", 2): N_("{box}: the new count awaits its second entry, by anybody but {person}."),
    ("recount", 0): N_("{box}: the entries of the new count differ; a supervisor settles them."),
}


def _say_sheet(
    texts: Texts, sheet: SheetState, boxes: Mapping[BoxId, BallotBox], named: NameOf
) -> str:
    box = say_box(texts, boxes[sheet.sheet.box]) if sheet.sheet.box else ""
    if sheet.sent_back:
        ordinal = min(sheet.sent_back)
        entry = sheet.entry(ordinal)
        person = named.get(entry.person, "") if entry else ""
        return texts.say(
            "{box}: lines went back to {person}, who keys them again.", box=box, person=person
        )
    due = 0 if sheet.differing else 1 if sheet.first is None else 2
    person = named.get(sheet.first.person, "") if sheet.first else ""
    kind = "beside" if sheet.sheet.of_second_box else sheet.sheet.kind
    return texts.say(_SHEET[kind, due], box=box, person=person)


def _by_need(sheets: Sequence[SheetState]) -> list[SheetState]:
    """Put first what a person could do now: differences, second entries, then paper to come."""
    return sorted(sheets, key=lambda s: (not s.differing, s.first is None))


def _is_account(sheet: SheetState) -> bool:
    return sheet.sheet.kind == "account"


def _may_vary(state: ContestState) -> bool:
    """Say at little cost whether any box could vary: seldom, and asked for every tile."""
    settled = (s.settled for s in state.sheets.values() if _is_account(s) and s.settled)
    return bool(state.transfers) or any(f[COUNTED] != expected_in_box(f) for f in settled)
