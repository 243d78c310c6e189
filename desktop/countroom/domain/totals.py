"""Sheets into contest totals; papers and votes are never mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.declaration import Totals
from countroom.domain.sheets import (
    COUNTED,
    PAPERS,
    REJECTED_IN_PART,
    UNUSED_VOTES,
    candidate_of,
    expected_in_box,
    head_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.domain.election import Contest
    from countroom.domain.identifiers import BoxId, FieldId, HeadId
    from countroom.domain.state import ContestState


def add_sheets(
    contest: Contest, sheets: Iterable[Mapping[FieldId, int]], verified: int | None = None
) -> Totals:
    """Add count sheets; without ``verified`` the papers on the sheets stand for it."""
    votes = {candidate.id: 0 for candidate in contest.candidates}
    rejected: dict[HeadId, int] = {}
    simple = {PAPERS: 0, REJECTED_IN_PART: 0, UNUSED_VOTES: 0}
    for figures in sheets:
        for field, figure in figures.items():
            candidate, head = candidate_of(field), head_of(field)
            if candidate is not None:
                votes[candidate] += figure
            elif head is not None:
                rejected[head] = rejected.get(head, 0) + figure
            else:
                simple[field] += figure
    papers = simple[PAPERS]
    return Totals(
        verified=papers + sum(rejected.values()) if verified is None else verified,
        papers=papers,
        votes=votes,
        rejected=rejected,
        rejected_in_part=simple[REJECTED_IN_PART],
        unused_votes=simple[UNUSED_VOTES],
    )


def totals_of(state: ContestState) -> Totals:
    """Add the settled count sheets of a contest against its signed verified total."""
    settled = [
        s.settled
        for s in state.sheets.values()
        if s.sheet.kind == "count" and s.settled is not None
    ]
    verified = state.verification.verified if state.verification else None
    return add_sheets(state.contest, settled, verified)


def counted_by_box(state: ContestState) -> dict[BoxId, int]:
    """Give the papers counted in each box whose account is settled."""
    return {box: figures[COUNTED] for box, figures in _accounts(state)}


def variances(state: ContestState) -> dict[BoxId, int]:
    """Give papers counted less papers expected, for the boxes where they differ."""
    found = {b: f[COUNTED] - expected_in_box(f) for b, f in _accounts(state)}
    return {box: variance for box, variance in found.items() if variance}


def _accounts(state: ContestState) -> Iterable[tuple[BoxId, Mapping[FieldId, int]]]:
    return [
        (s.sheet.box, s.settled)
        for s in state.sheets.values()
        if s.sheet.box is not None and s.settled is not None
    ]
