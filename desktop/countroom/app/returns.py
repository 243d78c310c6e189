"""The council as its count file shows it at this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.council import picture

if TYPE_CHECKING:
    from countroom.domain.council import Picture
    from countroom.domain.identifiers import ElectionId
    from countroom.domain.state import Count


def council_now(count: Count, election: ElectionId) -> Picture | None:
    """Give a council's picture from its declared contests; None without a composition."""
    composition = count.elections[election].composition
    if composition is None:
        return None
    elected: dict[str, int] = {}
    up = declared = 0
    for state in count.contests_of(election):
        if not state.rules.of_council:
            continue
        up += state.contest.seats
        if state.declared is not None:
            declared += state.contest.seats
        for candidate in state.elected:
            key = state.contest.candidate(candidate).party.key
            elected[key] = elected.get(key, 0) + 1
    return picture(composition, elected, up, declared)
