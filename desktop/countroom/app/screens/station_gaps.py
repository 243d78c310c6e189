"""What stations are set up with that cannot be right: papers and electors that do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from countroom.domain.election import BallotBox
    from countroom.domain.state import ContestState
    from countroom.texts import Texts

_BOOKS: Final = 100
"""Papers are handed to a station in whole books."""


def odd_stations(state: ContestState) -> list[BallotBox]:
    """Find stations with papers for not half their electors, or a book more than for all."""
    return [
        box
        for box in state.contest.boxes
        if box.stands_alone
        and box.electorate is not None
        and box.entrusted is not None
        and not box.electorate <= 2 * box.entrusted < 2 * (box.electorate + _BOOKS)
    ]


def say_odd_stations(texts: Texts, state: ContestState) -> str:
    """Name such stations of a contest with their figures."""
    stations = (
        texts.say(
            "{station} {papers} papers for {electors} electors",
            station=box.place or box.id,
            papers=texts.figure(box.entrusted or 0),
            electors=texts.figure(box.electorate or 0),
        )
        for box in odd_stations(state)
    )
    return f"{state.contest.area}: {', '.join(stations)}"


def _electors_by_station(state: ContestState) -> int | None:
    """Add up the electors of the stations; None where not all are known."""
    known = [box.electorate for box in state.contest.boxes if box.stands_alone]
    given = [one for one in known if one is not None]
    return sum(given) if given and len(given) == len(known) else None


def do_not_add_up(state: ContestState) -> bool:
    """Say whether the stations of a contest have other electors in all than the contest."""
    summed = _electors_by_station(state)
    return None not in (summed, state.contest.electorate) and summed != state.contest.electorate


def say_sums(texts: Texts, state: ContestState) -> str:
    """Name a contest with both figures."""
    return texts.say(
        "{contest}: stations {sum}, contest {electorate}",
        contest=state.contest.area,
        sum=texts.figure(_electors_by_station(state) or 0),
        electorate=texts.figure(state.contest.electorate or 0),
    )
