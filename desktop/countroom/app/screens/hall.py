"""The hall's screen: one declared ward, or progress while none is new; the seats; what is to come.

Made from ``domain.disclosing`` alone: a screen for strangers can know nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from countroom.app.screens.council import council_view, say_percent, turnout
from countroom.app.screens.known import KnownRow, known_row
from countroom.app.screens.result import Name, name_of
from countroom.app.screens.seats import SeatRow
from countroom.domain.disclosing import disclosed, seen_at
from countroom.domain.disclosure import FACTS, FIGURES
from countroom.domain.electing import final_votes
from countroom.domain.election import Party
from countroom.domain.identifiers import ContestId
from countroom.texts import short_time
from countroom.texts.of_disclosure import STEPS

if TYPE_CHECKING:
    from countroom.domain.disclosing import Known
    from countroom.domain.identifiers import ElectionId
    from countroom.domain.state import Count
    from countroom.texts import Texts

NEW_SECONDS: Final = 180
"""How long a ward just declared stays on the screen by itself."""
_TO_COME: Final = 4
"""Wards named in the foot line."""
MOST_ROWS: Final = 36
"""Wards whose progress can be read from afar; with more, those nearest to the word."""
_ON_THE_WAY: Final[dict[str, int]] = {
    fact: at for at, fact in enumerate(FACTS) if fact not in FIGURES
}
"""Steps of wards that are still to be declared, and their order."""


@dataclass(frozen=True, slots=True)
class HallCandidate:
    """A candidate's bar; ``votes`` is None for who was returned without a poll."""

    party: Party
    name: Name
    votes: int | None
    figure: str
    elected: bool


@dataclass(frozen=True, slots=True)
class HallWard:
    """A declared ward, candidates by votes; ``foot`` are pairs of a word and a figure."""

    contest: ContestId
    area: str
    seats: str
    looks: str
    word: str
    candidates: tuple[HallCandidate, ...]
    foot: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HallView:
    """All that the screen shows; ``ward`` is None while ``progress`` is shown.

    ``sides`` are the two parties with most seats, each with its seats. ``told`` is all in words.
    """

    council: str
    ward: HallWard | None
    progress: tuple[KnownRow, ...]
    seats: SeatRow | None
    sides: tuple[tuple[Party, int], ...]
    majority: str
    declared: str
    to_come: str
    elected_word: str
    told: str


def hall_pages(count: Count) -> tuple[ContestId, ...]:
    """List the wards that may be shown, the one spoken last first."""
    known = [disclosed(count, contest, "hall") for contest in count.contests]
    declared = [one for one in known if one.elected]
    declared.sort(key=lambda one: one.spoken_at, reverse=True)
    return tuple(one.contest.id for one in declared)


def new_ward(count: Count, now: str) -> ContestId | None:
    """Give the ward that was declared last, while it is new; ``now`` is UTC in RFC 3339."""
    for contest in hall_pages(count)[:1]:
        spoken = datetime.fromisoformat(disclosed(count, contest, "hall").spoken_at)
        if (datetime.fromisoformat(now) - spoken).total_seconds() <= NEW_SECONDS:
            return contest
    return None


def hall_view(texts: Texts, count: Count, contest: ContestId | None) -> HallView:
    """Put the screen together for a ward, or for progress where it is None."""
    known = [disclosed(count, one, "hall") for one in count.contests]
    first = count.contests[contest].contest if contest else known[0].contest
    ward = (
        _ward(texts, disclosed(count, contest, "hall"), count.polling_day(contest))
        if contest
        else None
    )
    own = [one for one in known if one.contest.election == first.election]
    council = council_view(texts, seen_at(count, "hall"), first.election)
    seats = council.rows[-1] if council.rows else None
    parts = HallView(
        council=council.name,
        ward=ward,
        progress=() if ward else _progress(texts, count, first.election),
        seats=seats,
        sides=tuple((one.party, one.now) for one in council.standings[:2] if one.now),
        majority=_majority(texts, seats),
        declared=texts.count(
            "{declared} of {n} ward declared",
            "{declared} of {n} wards declared",
            len(own),
            declared=sum(bool(one.elected) for one in own),
        ),
        to_come=_to_come(texts, own),
        elected_word=texts.say("Elected"),
        told="",
    )
    return _with_words(parts)


def _progress(texts: Texts, count: Count, election: ElectionId) -> tuple[KnownRow, ...]:
    known = [disclosed(count, one.contest.id, "hall") for one in count.contests_of(election)]
    if len(known) > MOST_ROWS:
        known.sort(key=lambda one: (bool(one.elected), -_ON_THE_WAY.get(one.step, -1)))
    return tuple(known_row(texts, count, one.contest.id, "hall") for one in known[:MOST_ROWS])


def _ward(texts: Texts, known: Known, day: str) -> HallWard:
    contest = known.contest
    totals = known.declaration.totals if known.declaration is not None else None
    votes = final_votes(totals) if totals is not None else {}
    rows = [
        HallCandidate(
            one.party,
            name_of(one),
            votes.get(one.id),
            texts.figure(votes[one.id]) if one.id in votes else "",
            one.id in known.elected,
        )
        for one in contest.candidates
    ]
    rows.sort(key=lambda row: (not row.elected, -(row.votes or 0)))
    time = short_time(texts, known.spoken_at, day)
    word = texts.say("Declared {time}", time=time) if votes else texts.say(STEPS["uncontested"])
    share = turnout(totals.verified, contest.electorate) if totals is not None else None
    foot = [(texts.say("Turnout"), say_percent(share))] if share is not None else []
    if contest.electorate is not None and totals is not None:
        foot.append((texts.say("Electorate"), texts.figure(contest.electorate)))
    return HallWard(
        contest.id,
        contest.area,
        texts.count("{n} seat", "{n} seats", contest.seats),
        "declared" if votes else "uncontested",
        word,
        tuple(rows),
        tuple(foot),
    )


def _majority(texts: Texts, seats: SeatRow | None) -> str:
    if seats is None or seats.majority is None:
        return ""
    return texts.say("{n} for a majority", n=seats.majority)


def _to_come(texts: Texts, own: list[Known]) -> str:
    """Name the wards still to be declared, those nearest to it first."""
    waiting = [one for one in own if one.step in _ON_THE_WAY or one.step == "nominated"]
    waiting.sort(key=lambda one: -_ON_THE_WAY.get(one.step, -1))
    if not waiting:
        return ""
    named = [
        f"{one.contest.area} ({texts.say(STEPS[one.step]).lower()})"
        if one.step in _ON_THE_WAY
        else one.contest.area
        for one in waiting[:_TO_COME]
    ]
    more = len(waiting) - len(named)
    if more:
        named.append(texts.count("{n} more", "{n} more", more))
    return texts.say("To come: {wards}", wards=", ".join(named))


def _with_words(view: HallView) -> HallView:
    """Add all of it in words, for a screen reader and for whoever checks what is shown."""
    said = [view.council, view.declared, view.to_come]
    if view.ward is not None:
        ward = view.ward
        said += [f"{ward.area}, {ward.seats}", ward.word]
        said += [_say(one, view.elected_word) for one in ward.candidates]
        said += [f"{word} {figure}" for word, figure in ward.foot]
    said += [row.short for row in view.progress]
    said += [view.seats.told] if view.seats is not None else []
    told = ". ".join(one for one in said if one)
    return replace(view, told=told)


def _say(one: HallCandidate, elected: str) -> str:
    words = [one.name.whole, one.party.name, one.figure, elected if one.elected else ""]
    return ", ".join(word for word in words if word)
