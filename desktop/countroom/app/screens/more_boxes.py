"""A box that nobody had on the list: what it can be, what it is called, which table counts it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.screens.box_words import say_box
from countroom.app.screens.papers import say_table
from countroom.domain import commands as do
from countroom.domain.decide import roles_for
from countroom.domain.election import BallotBox
from countroom.domain.identifiers import BoxId
from countroom.domain.openness import open_contest
from countroom.domain.receiving import first_boxes
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.state import ContestState

if TYPE_CHECKING:
    from countroom.domain.identifiers import MiniCountId, PersonId
    from countroom.domain.state import Count
    from countroom.texts import Texts

_LAST: Final = re.compile(r"^(?P<station>.*?)(?:/1)?(?P<district> \(.*\))?$")
"""A station's name as the set-up has it for its first box: number of the box, then the district."""
_SECOND: Final = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """What a box is: of a station not listed, postal, another box ``of`` a station, or ``back``.

    One that is back was given up as never used, and turned up after all.
    """

    what: Literal["station", "postal", "beside", "back"]
    of: BoxId | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """The label of a box and the place its papers are from, as offered."""

    label: str
    place: str


def why_no_box_more(texts: Texts, count: Count, person: PersonId) -> str | Refusal:
    """Say why this person cannot add a box, whatever it be; empty where they can."""
    roles = roles_for(do.AddBox)
    if person not in count.people:
        return refuse("nobody_signed")
    if not set(roles) & set(count.people[person].roles):
        return refuse("role_missing", person=person, roles=" ".join(roles))
    return "" if wards_for_more(count) else texts.say("No ward is open for another box.")


def wards_for_more(count: Count) -> tuple[ContestState, ...]:
    """List the contests that another box can still belong to."""
    found = (open_contest(count, contest) for contest in count.contests)
    return tuple(state for state in found if isinstance(state, ContestState))


def kinds_of_more(texts: Texts, state: ContestState) -> dict[Kind, str]:
    """List what the box can be: most likely another one of a station."""
    first = first_boxes(state)
    awaited = {one.sheet.box for one in state.sheets_of(frozenset({"account"}))}
    boxes = state.contest.boxes
    beside = {
        Kind("beside", box.id): texts.say("Another box of {box}", box=say_box(texts, box))
        for box in boxes
        if box.id in first
    }
    back = {
        Kind("back", box.id): texts.say("{box}, which was given up", box=say_box(texts, box))
        for box in boxes
        if box.id not in awaited
    }
    others = {
        Kind("station"): texts.say("The box of a station that is not listed"),
        Kind("postal"): texts.say("Another box of postal votes"),
    }
    return beside | back | others


def tables_for_more(texts: Texts, state: ContestState) -> dict[MiniCountId, str]:
    """List the tables that still count."""
    open_ones = [one for one in state.contest.counted_in if one.id not in state.closed]
    return {one.id: say_table(texts, one) for one in open_ones}


def offered_name(count: Count, state: ContestState, kind: Kind) -> Named:
    """Offer a label and a place: those of the station, with the number of the box."""
    box = state.contest.box(kind.of) if kind.of is not None else None
    if box is not None:
        return _beside(count, state, box) if kind.what == "beside" else Named(box.id, box.place)
    if kind.what == "postal":
        number = 1 + sum(box.kind == "postal" for box in state.contest.boxes)
        return Named("", str(number))
    return Named("", "")


def add_command(
    by: PersonId, state: ContestState, kind: Kind, named: Named, table: MiniCountId, reason: str
) -> do.AddBox | do.AddSheet:
    """Give what adds the box; one that is back gets an account again."""
    contest = state.contest.id
    if kind.what == "back":
        return do.AddSheet(by, contest, "account", kind.of, None, reason)
    first = state.contest.box(kind.of) if kind.of is not None else None
    box = BallotBox(
        BoxId(named.label.strip()),
        "postal" if kind.what == "postal" else "station",
        named.place.strip(),
        first.polling_place if first is not None else "",
        beside=kind.of,
    )
    return do.AddBox(by, contest, box, table, reason)


def _beside(count: Count, state: ContestState, first: BallotBox) -> Named:
    """Give a station's next box its number; one that another poll has already is the same box."""
    every = [box for one in count.contests.values() for box in one.contest.boxes]
    for box in every:
        if box.beside == first.id and state.contest.box(box.id) is None:
            return Named(box.id, box.place)
    taken = {box.id for box in every}
    numbered = "/1" in first.place and first.id.endswith("-1")
    base = first.id[: -len("-1")] if numbered else first.id
    number = _SECOND
    while f"{base}-{number}" in taken:
        number += 1
    return Named(f"{base}-{number}", _numbered(first.place, number))


def _numbered(place: str, number: int) -> str:
    found = _LAST.fullmatch(place)
    station, district = (found["station"], found["district"] or "") if found else (place, "")
    return f"{station}/{number}{district}"
