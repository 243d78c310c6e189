"""Differences exactly as large as something that is lost, forgotten or counted twice as a whole.

They say where to look first. At Broughton and Scawby in 2023 the 864 papers that were missing were
those of the postal box. Sizes of bundles: the Electoral Commission's guidance on the count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from countroom.domain.checks.finding import Finding
from countroom.domain.sheets import OF_PAPERS
from countroom.domain.totals import add_sheets, counted_by_box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from countroom.domain.identifiers import ContestId, SheetId
    from countroom.domain.state import ContestState

BUNDLES: Final = frozenset({10, 20, 25, 50, 100})
"""Papers in a bundle, as counting halls tie them."""
THOUSAND: Final = 1_000


class Difference(NamedTuple):
    """Papers or votes by which two figures differ; ``where`` is the code of the check."""

    where: str
    amount: int


def differences_found(findings: Iterable[Finding]) -> Iterator[Difference]:
    """Give how many papers V11, V23 and V24, and votes V06 and V08, found too few or too many."""
    for finding in findings:
        numbers = finding.numbers
        if finding.code in ("V11", "V23", "V24"):
            yield Difference(finding.code, abs(numbers["difference"]))
        elif finding.code in ("V06", "V08"):
            yield Difference(finding.code, numbers["valid"] - numbers["votes"])


def papers_by_sheet(state: ContestState) -> dict[SheetId, int]:
    """Give the papers on each settled sheet of papers, rejected ones left out."""
    return {
        sheet.sheet.id: add_sheets(state.contest, [sheet.settled]).papers
        for sheet in state.sheets_of(OF_PAPERS)
        if sheet.settled is not None
    }


def papers_by_place(state: ContestState) -> tuple[tuple[str, int], ...]:
    """Give the papers counted in each box whose account is settled, with the box's place."""
    counted = counted_by_box(state)
    return tuple((box.place, counted[box.id]) for box in state.contest.boxes if box.id in counted)


def round_differences(
    contest: ContestId,
    differences: Iterable[Difference],
    sheets: Mapping[SheetId, int],
    boxes: Iterable[tuple[str, int]],
) -> Iterator[Finding]:
    """Notice a difference that is a bundle's, a thousand, or one sheet's or one box's papers.

    An amount that several checks found is said once, with all their codes.
    """
    where: dict[int, list[str]] = {}
    for difference in differences:
        where.setdefault(difference.amount, []).append(difference.where)
    places = tuple(boxes)
    for amount, found in where.items():
        numbers, names = {"difference": amount}, tuple(dict.fromkeys(found))
        if amount in BUNDLES:
            yield Finding("N03", contest, numbers, names=names)
        if amount == THOUSAND:
            yield Finding("N04", contest, numbers, names=names)
        for sheet, papers in sheets.items():
            if papers == amount:
                yield Finding("N05", contest, numbers, sheet=sheet, names=names)
        for place, papers in places:
            if papers == amount:
                yield Finding("N06", contest, numbers, names=(place,))
