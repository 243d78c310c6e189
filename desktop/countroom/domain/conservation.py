"""Papers out, papers back: what was issued to each mini-count and what its sheets account for.

The one check that would have stopped Broughton and Scawby 2023, where 864 postal papers were
verified and never counted while every other identity held.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.totals import totals_at

if TYPE_CHECKING:
    from countroom.domain.election import MiniCount
    from countroom.domain.state import ContestState


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a mini-count or a contest; ``issued`` None while nothing went out."""

    issued: int | None
    accounted: int

    @property
    def out(self) -> int | None:
        """Give the papers issued that no settled sheet accounts for yet; negative is too many."""
        return None if self.issued is None else self.issued - self.accounted


def papers_at(state: ContestState, mini_count: MiniCount) -> Papers:
    """Give a mini-count's papers. Without parcels the only one has all that were verified.

    Once a parcel went out anywhere, a mini-count that got none has none.
    """
    totals = totals_at(state, mini_count.id)
    return Papers(_issued(state, mini_count), totals.papers + totals.rejected_total)


def papers_of(state: ContestState) -> Papers:
    """Give the papers of the whole contest."""
    each = [papers_at(state, mini_count) for mini_count in state.contest.counted_in]
    known = [one.issued for one in each if one.issued is not None]
    return Papers(sum(known) if known else None, sum(one.accounted for one in each))


def _issued(state: ContestState, mini_count: MiniCount) -> int | None:
    if state.issued:
        return state.issued.get(mini_count.id, 0)
    if len(state.contest.counted_in) > 1 or state.verification is None:
        return None
    return state.verification.verified
