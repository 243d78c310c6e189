"""The coded checks: what is compared, with the real numbers, and how far a finding stops.

Sentences live in ``texts``; here are codes, numbers and the lines concerned. The identities are
those of the count: papers before votes, and conservation of papers first among them.
"""

from countroom.domain.checks.contest import (
    check_contest,
    check_count,
    combined,
    stopping,
    unanswered,
    waited_for,
)
from countroom.domain.checks.declared import check_declaration
from countroom.domain.checks.finding import SEVERITY, Finding, Severity
from countroom.domain.checks.other_systems import (
    check_list_votes,
    check_region,
    check_second_count,
    check_stage,
    check_supplementary_first,
)
from countroom.domain.checks.sheet import check_account, check_count_sheet

__all__ = [
    "SEVERITY",
    "Finding",
    "Severity",
    "check_account",
    "check_contest",
    "check_count",
    "check_count_sheet",
    "check_declaration",
    "check_list_votes",
    "check_region",
    "check_second_count",
    "check_stage",
    "check_supplementary_first",
    "combined",
    "stopping",
    "unanswered",
    "waited_for",
]
