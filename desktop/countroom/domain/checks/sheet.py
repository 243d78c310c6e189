"""Checks on one sheet as it is keyed, all findings at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countroom.domain.checks.finding import Finding
from countroom.domain.checks.identities import identities
from countroom.domain.checks.papers import check_papers_stated
from countroom.domain.sheets import (
    ENTRUSTED,
    OF_SECOND,
    PAPERS,
    SPOILT,
    UNUSED,
    slate_of,
    votes_of,
)
from countroom.domain.totals import add_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId
    from countroom.domain.sheets import Sheet


def check_account(
    contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]
) -> tuple[Finding, ...]:
    """Check the arithmetic of a ballot paper account; a postal box has none of its own.

    A line left blank says nothing yet: what cannot be without it is found already.
    """
    unused, spoilt = figures.get(UNUSED, 0), figures.get(SPOILT, 0)
    if ENTRUSTED in figures and unused + spoilt > figures[ENTRUSTED]:
        numbers = {"unused": unused, "spoilt": spoilt, "entrusted": figures[ENTRUSTED]}
        lines = (ENTRUSTED, UNUSED, SPOILT)
        return (Finding("V21", contest.id, numbers, lines, sheet.id),)
    return ()


def check_count_sheet(
    contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]
) -> tuple[Finding, ...]:
    """Check a sheet of papers by itself while it is keyed: its own papers bound all else on it.

    Papers in bundles state themselves; the others bound the votes keyed for them. While lines are
    blank only what they cannot mend is found.
    """
    return (
        *check_papers_stated(contest, sheet, figures),
        *(_votes(contest, sheet, figures) if _has_votes(sheet, figures) else ()),
    )


def cannot_be(contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]) -> Iterator[Finding]:
    """Find what cannot be on a whole sheet: bundles, batch, more votes than its papers hold.

    Papers rejected in part are bounded by all of a table's sheets, not by the one that names them.
    """
    yield from check_papers_stated(contest, sheet, figures)
    if _has_votes(sheet, figures) and _too_much(contest, figures):
        too_much = ("V04", "V05", "V07")
        yield from (one for one in _votes(contest, sheet, figures) if one.code in too_much)


def _has_votes(sheet: Sheet, figures: Mapping[FieldId, int]) -> bool:
    return PAPERS in figures and sheet.kind not in OF_SECOND


def _too_much(contest: Contest, figures: Mapping[FieldId, int]) -> bool:
    """Say whether papers cannot hold the votes keyed for them: asked of thousands of sheets."""
    papers = figures[PAPERS]
    votes = [figures[votes_of(candidate.id)] for candidate in contest.candidates]
    return max(votes) > papers or sum(votes) > papers * contest.seats


def _votes(contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]) -> Iterator[Finding]:
    unbundled = {line: figure for line, figure in figures.items() if slate_of(line) is None}
    complete = all(line in figures for line in sheet.fields)
    for found in identities(contest, add_sheets(contest, [unbundled])):
        if found.code != "V09" and (complete or not _may_be_mended(found)):
            yield replace(found, sheet=sheet.id)


def _may_be_mended(finding: Finding) -> bool:
    """Say whether figures still to come could be what is missing."""
    numbers = finding.numbers
    if finding.code == "V12":
        return numbers["votes"] + numbers["unused"] < numbers["papers"] * numbers["seats"]
    return finding.code in ("V06", "V08")
