"""What a contest lacks before its count, asked of its state one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from countroom.app.sources.boxes import ALL_STATIONS

if TYPE_CHECKING:
    from countroom.domain.state import ContestState

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


def undated(state: ContestState) -> bool:
    """Say whether an electorate is known without the day of its register."""
    contest = state.contest
    return contest.electorate is not None and _YEAR.search(contest.electorate_source) is None


def terms_unknown(state: ContestState) -> bool:
    """Say whether the terms of the seats are not all known."""
    contest = state.contest
    if contest.terms:
        return len(contest.terms) != contest.seats
    return contest.by_election and contest.seats > 1


def not_from_the_paper(state: ContestState) -> bool:
    """Say whether names or descriptions came from elsewhere than the nominations."""
    named = all(one.full_name for one in state.contest.candidates)
    return not state.proven and not named


def placeholder(state: ContestState) -> bool:
    """Say whether the polling stations are not set up one by one."""
    stations = [box for box in state.contest.boxes if box.kind == "station"]
    return not stations or (len(stations) == 1 and stations[0].place == ALL_STATIONS)


def not_entrusted(state: ContestState) -> bool:
    """Say whether the papers entrusted to a station are not known."""
    stations = [box for box in state.contest.boxes if box.stands_alone]
    return not placeholder(state) and any(box.entrusted is None for box in stations)


def postal_unknown(state: ContestState) -> bool:
    """Say whether nobody said how many postal papers were issued."""
    return state.contest.postal_issued is None


def no_postal_box(state: ContestState) -> bool:
    """Say whether postal papers were issued and no box is set up for them."""
    contest = state.contest
    return bool(contest.postal_issued) and all(box.kind != "postal" for box in contest.boxes)


def not_comparable(state: ContestState) -> bool:
    """Say whether the boundary changed and nobody made notional figures."""
    previous = state.contest.previous
    return previous is not None and not previous.comparable


def alone(state: ContestState) -> bool:
    """Say whether one box alone feeds an open table."""
    tables = [one for one in state.contest.counted_in if one.id not in state.closed]
    return any(state.contest.of_one_station(one.boxes) for one in tables)
