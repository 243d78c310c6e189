"""Identities of the supplementary vote, the transferable vote and party lists (numbers 7 to 9).

Figures in papers and votes; stage figures in whole hundred-thousandths of a vote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.identifiers import ContestId


def check_supplementary_first(
    contest: ContestId, first_preferences: Sequence[int], rejected: int, verified: int
) -> tuple[Finding, ...]:
    """Compare first preferences and papers rejected with those verified (SI 2007/1024 r. 51)."""
    votes = sum(first_preferences)
    return _equal("V17", contest, votes + rejected, verified)


def check_second_count(
    contest: ContestId, for_remaining: int, for_others: int, none: int, eliminated: int
) -> tuple[Finding, ...]:
    """Compare all second preferences, nobody's too, with the eliminated first preferences."""
    return _equal("V18", contest, for_remaining + for_others + none, eliminated)


def check_stage(
    contest: ContestId, candidates: Sequence[int], non_transferable: int, valid: int
) -> tuple[Finding, ...]:
    """Check that a stage conserves the valid poll (Electoral Law Act (NI) 1962 Sch 5 r. 50)."""
    return _equal("V19", contest, sum(candidates) + non_transferable, valid)


def check_list_votes(
    contest: ContestId, list_votes: Sequence[int], rejected: int, verified: int
) -> tuple[Finding, ...]:
    """Compare list votes and papers rejected with the papers verified, per colour of paper."""
    return _equal("V20", contest, sum(list_votes) + rejected, verified)


def check_region(
    contest: ContestId, constituencies: Sequence[int], region: int
) -> tuple[Finding, ...]:
    """Compare a region with the sum of its constituencies."""
    return _equal("V22", contest, sum(constituencies), region)


def _equal(code: str, contest: ContestId, found: int, expected: int) -> tuple[Finding, ...]:
    if found == expected:
        return ()
    numbers = {"found": found, "expected": expected, "difference": found - expected}
    return (Finding(code, contest, numbers),)
