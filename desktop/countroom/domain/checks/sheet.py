"""Checks on one sheet as it is keyed, all findings at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.checks.finding import Finding
from countroom.domain.checks.identities import identities
from countroom.domain.sheets import (
    ENTRUSTED,
    SPOILT,
    UNUSED,
)
from countroom.domain.totals import add_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId
    from countroom.domain.sheets import Sheet


def check_account(
    contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]
) -> tuple[Finding, ...]:
    """Check the arithmetic of a ballot paper account; a postal box has none of its own."""
    if ENTRUSTED in figures and figures[UNUSED] + figures[SPOILT] > figures[ENTRUSTED]:
        numbers = {
            "unused": figures[UNUSED],
            "spoilt": figures[SPOILT],
            "entrusted": figures[ENTRUSTED],
        }
        lines = (ENTRUSTED, UNUSED, SPOILT)
        return (Finding("V21", contest.id, numbers, lines, sheet.id),)
    return ()


def check_count_sheet(
    contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]
) -> tuple[Finding, ...]:
    """Check a count sheet by itself: its own papers bound its own votes."""
    totals = add_sheets(contest, [figures])
    return tuple(
        Finding(f.code, f.contest, f.numbers, f.fields, sheet.id, f.names)
        for f in identities(contest, totals)
        if f.code != "V09"
    )
