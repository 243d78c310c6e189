"""What the figures of a sheet come to: votes against their ceiling, papers out and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.conservation import Papers, papers_of
from countroom.domain.counting.supplementary import papers_out
from countroom.domain.sheets import (
    ALLOWED,
    DOUBTFUL,
    OF_SECOND,
    PAPERS,
    UNUSED_VOTES,
    candidate_of,
    head_of,
    second_of,
    slates,
)
from countroom.domain.totals import totals_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.identifiers import FieldId, SlateId
    from countroom.domain.sheets import Slate
    from countroom.domain.state import ContestState, SheetState


@dataclass(frozen=True, slots=True)
class Meter:
    """Votes against their ceiling, papers times seats; and where the papers of the contest are.

    ``papers`` are those on the sheet with its bundles, None until they are keyed. ``votes`` are
    all of them, ``block_votes`` and ``block_papers`` what the bundles hold of them. ``unused`` is
    None where the contest keeps no such line. ``issued`` is None while nothing is out, and
    ``elsewhere`` what other sheets account for.
    """

    papers: int | None
    seats: int
    votes: int
    rejected: int
    block_votes: int = 0
    block_papers: int = 0
    unused: int | None = None
    issued: int | None = None
    elsewhere: int = 0

    @property
    def ceiling(self) -> int | None:
        """Give the most votes that these papers can hold."""
        return None if self.papers is None else self.papers * self.seats

    @property
    def left(self) -> int | None:
        """Give the votes below the ceiling that nothing accounts for; negative is too many."""
        return None if self.ceiling is None else self.ceiling - self.votes - (self.unused or 0)

    @property
    def on_sheet(self) -> int:
        """Give the papers on this sheet, valid and rejected."""
        return (self.papers or 0) + self.rejected

    @property
    def accounted(self) -> int:
        """Give the papers that all sheets account for, this one as far as it is keyed."""
        return self.elsewhere + self.on_sheet

    @property
    def out(self) -> int | None:
        """Give the papers still out; negative is too many."""
        return None if self.issued is None else self.issued - self.accounted


@dataclass(frozen=True, slots=True)
class Judged:
    """A batch of doubtful papers; ``doubtful`` is None until that line is keyed."""

    doubtful: int | None
    rejected: int
    allowed: int

    @property
    def papers(self) -> int:
        """Give the papers that were judged."""
        return self.rejected + self.allowed


def meter_of(
    state: ContestState,
    sheet: SheetState,
    figures: Mapping[FieldId, int],
    bundles: Mapping[SlateId, int],
    elsewhere: Papers | None = None,
) -> Meter:
    """Add up a sheet as far as it is keyed; ``bundles`` are papers by slate."""
    contest = state.contest
    if sheet.sheet.kind in OF_SECOND:
        return _second_meter(state, sheet, figures)
    mixed = sum(n for field, n in figures.items() if candidate_of(field) is not None)
    in_slates = [(bundles[one.id], len(one.candidates)) for one in _slates(state, bundles)]
    in_bundles = sum(papers for papers, _ in in_slates)
    block_votes = sum(papers * votes for papers, votes in in_slates)
    others = papers_of(state) if elsewhere is None else elsewhere
    return Meter(
        papers=_papers(sheet, figures, in_bundles),
        seats=contest.seats,
        votes=mixed + block_votes,
        rejected=sum(n for field, n in figures.items() if head_of(field) is not None),
        block_votes=block_votes,
        block_papers=in_bundles,
        unused=(
            figures.get(UNUSED_VOTES, 0) + in_bundles * contest.seats - block_votes
            if contest.keeps_unused_votes
            else None
        ),
        issued=others.issued,
        elsewhere=others.accounted,
    )


def _second_meter(state: ContestState, sheet: SheetState, figures: Mapping[FieldId, int]) -> Meter:
    """Set all lines of a sheet of second preferences against the papers of those who went out."""
    remaining = [one for one in map(second_of, sheet.sheet.fields) if one is not None]
    others = [s for s in state.sheets_of(OF_SECOND) if s.sheet.id != sheet.sheet.id]
    return Meter(
        papers=figures.get(PAPERS),
        seats=1,
        votes=sum(n for field, n in figures.items() if field != PAPERS),
        rejected=0,
        issued=papers_out(totals_of(state).votes, remaining),
        elsewhere=sum(s.settled[PAPERS] for s in others if s.settled is not None),
    )


def judged_of(sheet: SheetState, figures: Mapping[FieldId, int]) -> Judged | None:
    """Add up a batch of doubtful papers; None for any other sheet."""
    if sheet.sheet.kind != "adjudication":
        return None
    rejected = sum(n for field, n in figures.items() if head_of(field) is not None)
    return Judged(figures.get(DOUBTFUL), rejected, figures.get(ALLOWED, 0))


def _papers(sheet: SheetState, figures: Mapping[FieldId, int], in_bundles: int) -> int | None:
    if PAPERS not in sheet.sheet.fields:
        return in_bundles
    return in_bundles + figures[PAPERS] if PAPERS in figures else None


def _slates(state: ContestState, bundles: Mapping[SlateId, int]) -> list[Slate]:
    return [one for one in slates(state.contest) if one.id in bundles] if bundles else []
