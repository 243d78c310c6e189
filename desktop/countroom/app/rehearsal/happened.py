"""What befell the last ten minutes of a rehearsed night, counted from the count itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.domain.declaration import Declaration
    from countroom.domain.state import ContestState, Count


def happened(count: Count, *, left: int) -> dict[str, int]:
    """Count recounts, lots, results not reconciled and the like; ``left`` are officers called away.

    What did not happen is 0: the night was played to its end.
    """
    states = list(count.contests.values())
    made = list(_declarations(states))
    return {
        "recounts_granted": sum(state.recounts for state in states),
        "recounts_refused": sum(len(state.refused) for state in states),
        "equal_for_the_last_seat": sum(any(r.tied for r in state.results) for state in states),
        "lots": sum(len(one.lots) for one in made),
        "not_reconciled": sum(one.totals_state == "not_reconciled" for one in made),
        "declared_on_paper": sum(one.on_paper for one in made),
        "corrected": sum(one.revision > 1 for one in made),
        "officers_called_away": left,
    }


def _declarations(states: Iterable[ContestState]) -> Iterable[Declaration]:
    for state in states:
        if state.declared is not None and state.cleared is not None:
            yield state.cleared.event.declaration
