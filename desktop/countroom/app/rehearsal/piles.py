"""The papers that lie on a counting table, taken off it as its sheets are filled in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from countroom.domain.sheets import (
    ALLOWED,
    DOUBTFUL,
    PAPERS,
    REJECTED_IN_PART,
    UNUSED_VOTES,
    bundle_lines,
    head_of,
    objected_by,
    rejected_under,
    slates,
    votes_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from countroom.app.rehearsal.ballots import BallotPaper
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId
    from countroom.domain.sheets import Sheet, SheetKind

ON_A_SHEET: Final = 25
"""Mixed papers on a counting sheet, and doubtful ones in a batch."""
IN_A_BUNDLE: Final = 25


class Pile:
    """Papers of one mini-count that no sheet accounts for yet.

    ``in_part`` of its valid papers bear a vote that is rejected.
    """

    def __init__(
        self, contest: Contest, papers: Iterable[BallotPaper], in_part: int, random: Random
    ) -> None:
        self._contest, self._random = contest, random
        self._straight: list[BallotPaper] = []
        self._mixed: list[BallotPaper] = []
        self._rejected: list[BallotPaper] = []
        self._in_part = in_part
        for paper in papers:
            if paper.head is not None:
                self._rejected.append(paper)
            elif paper.slate is not None:
                self._straight.append(paper)
            else:
                self._mixed.append(paper)

    def left_for(self, kind: SheetKind) -> bool:
        """Say whether papers lie there that belong on such a sheet."""
        match kind:
            case "mixed":
                return bool(self._mixed)
            case "adjudication":
                return bool(self._rejected or self._in_part)
            case "block":
                return bool(self._straight)
            case _:
                return self.papers > 0

    @property
    def papers(self) -> int:
        """Count the papers that are left."""
        return len(self._straight) + len(self._mixed) + len(self._rejected)

    def fill(self, sheet: Sheet) -> dict[FieldId, int]:
        """Take the papers of one sheet off the pile and give its lines in order."""
        figures = dict.fromkeys(sheet.fields, 0)
        if sheet.kind in ("count", "summary", "block"):
            self._fill_straight(sheet, figures)
        if sheet.kind in ("count", "summary"):
            self._fill_votes(figures, _taken(self._mixed, len(self._mixed)))
        if sheet.kind == "mixed":
            self._fill_votes(figures, _taken(self._mixed, ON_A_SHEET))
        if sheet.kind == "count":
            self._fill_rejected(figures, len(self._rejected))
        if sheet.kind == "adjudication":
            self._fill_rejected(figures, ON_A_SHEET)
            self._fill_adjudication(figures)
        return figures

    def _fill_straight(self, sheet: Sheet, figures: dict[FieldId, int]) -> None:
        papers = _taken(self._straight, len(self._straight))
        if sheet.kind == "count":
            self._fill_votes(figures, papers)
            return
        bundled = Counter(paper.slate for paper in papers)
        for slate in slates(self._contest):
            size, bundles, odd = bundle_lines(slate.id)
            figures[size] = IN_A_BUNDLE
            figures[bundles], figures[odd] = divmod(bundled[slate.id], IN_A_BUNDLE)

    def _fill_votes(self, figures: dict[FieldId, int], papers: Sequence[BallotPaper]) -> None:
        votes = Counter(candidate for paper in papers for candidate in paper.votes)
        figures[PAPERS] += len(papers)
        for candidate, n in votes.items():
            figures[votes_of(candidate)] += n
        if UNUSED_VOTES in figures:
            figures[UNUSED_VOTES] += len(papers) * self._contest.seats - votes.total()

    def _fill_rejected(self, figures: dict[FieldId, int], most: int) -> None:
        for paper in _taken(self._rejected, most):
            if paper.head is not None:
                figures[rejected_under(paper.head)] += 1
        if REJECTED_IN_PART in figures:
            figures[REJECTED_IN_PART], self._in_part = self._in_part, 0

    def _fill_adjudication(self, figures: dict[FieldId, int]) -> None:
        """State the batch: allowed papers go on with the others; an agent objects now and then."""
        rejected = sum(n for field, n in figures.items() if head_of(field) is not None)
        figures[ALLOWED] = figures.get(REJECTED_IN_PART, 0) + self._random.randrange(3)
        figures[DOUBTFUL] = rejected + figures[ALLOWED]
        if rejected and self._random.randrange(4) == 0:
            objector = self._random.choice(self._contest.candidates)
            figures[objected_by(objector.id)] = 1


def _taken(papers: list[BallotPaper], most: int) -> list[BallotPaper]:
    """Take papers off the top of a pile."""
    taken = papers[:most]
    del papers[:most]
    return taken


def deal(
    contest: Contest,
    papers: Sequence[BallotPaper],
    sizes: Sequence[int],
    in_part: int,
    random: Random,
) -> list[Pile]:
    """Deal all papers out into piles of these sizes; papers rejected in part lie anywhere.

    Raises ValueError where the sizes are not those of all papers.
    """
    if sum(sizes) != len(papers):
        raise ValueError(f"{contest.id}: {len(papers)} papers, {sum(sizes)} verified")
    valid = [n for n, paper in enumerate(papers) if paper.head is None]
    parts = random.sample(valid, in_part)
    piles, at = [], 0
    for size in sizes:
        own = sum(at <= part < at + size for part in parts)
        piles.append(Pile(contest, papers[at : at + size], own, random))
        at += size
    return piles
