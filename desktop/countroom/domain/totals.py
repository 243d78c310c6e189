"""Sheets into contest totals; papers and votes are never mixed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countroom.domain.declaration import Second, Totals
from countroom.domain.sheets import (
    COUNTED,
    ELSEWHERE,
    OF_PAPERS,
    OF_SECOND,
    PAPERS,
    REJECTED_IN_PART,
    UNUSED_VOTES,
    bundled,
    candidate_of,
    expected_in_box,
    head_of,
    no_second_of,
    second_of,
    slates,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.domain.election import Contest
    from countroom.domain.identifiers import BoxId, CandidateId, FieldId, HeadId, MiniCountId
    from countroom.domain.sheets import Slate
    from countroom.domain.state import ContestState, SheetState


def add_sheets(
    contest: Contest, sheets: Iterable[Mapping[FieldId, int]], verified: int | None = None
) -> Totals:
    """Add sheets of papers; without ``verified`` the papers on the sheets stand for it.

    A bundle of a slate is a vote for each of its candidates; what the slate leaves of a paper's
    votes is unused, where the contest keeps count of that.
    """
    votes = {candidate.id: 0 for candidate in contest.candidates}
    rejected: dict[HeadId, int] = {}
    simple = {PAPERS: 0, REJECTED_IN_PART: 0, UNUSED_VOTES: 0}
    bundles = slates(contest)
    for figures in sheets:
        for field, figure in figures.items():
            candidate, head = candidate_of(field), head_of(field)
            if candidate is not None:
                votes[candidate] += figure
            elif head is not None:
                rejected[head] = rejected.get(head, 0) + figure
            elif field in simple:
                simple[field] += figure
        papers, unused = _add_bundles(contest.seats, bundles, figures, votes)
        simple[PAPERS] += papers
        simple[UNUSED_VOTES] += unused if contest.keeps_unused_votes else 0
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
    """Add the settled sheets of a contest's papers against its signed verified total."""
    verified = state.verification.verified if state.verification else None
    totals = add_sheets(state.contest, _settled(state.sheets_of(OF_PAPERS)), verified)
    seconds = _settled(state.sheets_of(OF_SECOND))
    return replace(totals, second=add_seconds(seconds)) if seconds else totals


def add_seconds(sheets: Iterable[Mapping[FieldId, int]]) -> Second:
    """Add sheets of second preferences."""
    votes: dict[CandidateId, int] = {}
    rejected: dict[HeadId, int] = {}
    simple = {PAPERS: 0, ELSEWHERE: 0}
    for figures in sheets:
        for field, figure in figures.items():
            candidate, head = second_of(field), no_second_of(field)
            if candidate is not None:
                votes[candidate] = votes.get(candidate, 0) + figure
            elif head is not None:
                rejected[head] = rejected.get(head, 0) + figure
            else:
                simple[field] += figure
    return Second(simple[PAPERS], votes, simple[ELSEWHERE], rejected)


def totals_at(state: ContestState, mini_count: MiniCountId) -> Totals:
    """Add the settled sheets of one mini-count."""
    own = [s for s in state.sheets_of(OF_PAPERS) if s.sheet.mini_count == mini_count]
    return add_sheets(state.contest, _settled(own))


def counts_of(state: ContestState, box: BoxId) -> tuple[int, ...]:
    """List the settled counts of a box's papers in order: the first, then each recount.

    Papers moved after a count are taken off it or added; a later count found them moved.
    """
    return tuple(
        s.settled[COUNTED]
        + sum(one.papers for one in state.moved if one.box == box and s.sheet.id in one.sheets)
        for s in state.sheets.values()
        if s.sheet.box == box and s.settled is not None
    )


def counted_by_box(state: ContestState) -> dict[BoxId, int]:
    """Give the papers in each box whose account is settled, as they were counted last."""
    return {box: counts_of(state, box)[-1] for box, _ in _accounts(state)}


def variances(state: ContestState) -> dict[BoxId, int]:
    """Give papers counted less papers expected, for the boxes whose accounts do not match.

    A station of several boxes has one account, its first box's, and varies as a whole.
    """
    varying: dict[BoxId, int] = {}
    for box, account in _accounts(state):
        expected, papers = expected_in_box(account), papers_of_station(state, box)
        if expected is not None and papers is not None and papers != expected:
            varying[box] = papers - expected
    return varying


def boxes_of_station(state: ContestState, box: BoxId) -> tuple[BoxId, ...]:
    """List a box with those that stand beside it, as far as they are awaited."""
    beside = {one.id for one in state.contest.boxes if one.beside == box}
    if not beside:
        return (box,)
    awaited = (one.sheet.box for one in state.sheets_of(frozenset({"account"})))
    return (box, *(one for one in awaited if one in beside))


def account_is_whole(state: ContestState, box: BoxId) -> bool:
    """Say whether a box has an account for itself alone: no other box of its station stands by."""
    found = state.contest.box(box)
    second = found is not None and found.beside is not None
    return not second and boxes_of_station(state, box) == (box,)


def papers_of_station(state: ContestState, box: BoxId) -> int | None:
    """Give the papers in a box and in those beside it; None while one of them is not counted."""
    counts = [counts_of(state, one)[-1:] for one in boxes_of_station(state, box)]
    return sum(papers for (papers,) in counts) if all(counts) else None


def compensating(state: ContestState) -> tuple[tuple[BoxId, BoxId], ...]:
    """Pair the boxes of one polling place whose variances cancel out: papers exchanged there.

    Source: Commission guidance, what to do where an account does not reconcile.
    """
    varying = variances(state)
    places = {box.id: box.polling_place for box in state.contest.boxes}
    pairs: list[tuple[BoxId, BoxId]] = []
    explained: set[BoxId] = set()  # one variance explains one other
    for one, over in varying.items():
        for other, short in varying.items():
            together = bool(places[one]) and places[one] == places[other]
            if over > 0 and over + short == 0 and together and not {one, other} & explained:
                pairs.append((one, other))
                explained |= {one, other}
    return tuple(pairs)


def _add_bundles(
    seats: int,
    bundles: tuple[Slate, ...],
    figures: Mapping[FieldId, int],
    votes: dict[CandidateId, int],
) -> tuple[int, int]:
    """Add bundled papers to their candidates; give the papers and the votes they leave unused."""
    papers = unused = 0
    for slate in bundles:
        of_slate = bundled(figures, slate.id)
        papers += of_slate
        unused += of_slate * (seats - len(slate.candidates))
        for candidate in slate.candidates:
            votes[candidate] += of_slate
    return papers, unused


def _settled(sheets: Iterable[SheetState]) -> list[Mapping[FieldId, int]]:
    return [sheet.settled for sheet in sheets if sheet.settled is not None]


def _accounts(state: ContestState) -> Iterable[tuple[BoxId, Mapping[FieldId, int]]]:
    return [
        (s.sheet.box, s.settled)
        for s in state.sheets.values()
        if s.sheet.kind == "account" and s.sheet.box is not None and s.settled is not None
    ]
