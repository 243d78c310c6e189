"""The result of the contest before this one in each ward: the baseline for swings and for swaps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from countroom.app.sources.licences import provenance
from countroom.app.sources.rosters import ward_key
from countroom.app.sources.same_ward import ordinary
from countroom.domain.election import PreviousResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.app.sources.records import SourceCandidate, SourceContest
    from countroom.app.sources.source import Source
    from countroom.domain.identifiers import ContestId

LONGEST_TERM: Final = 5
"""Years to look back: a term of four, and the postponed polls of 2020."""


def previous_results(
    source: Source, contests: Sequence[SourceContest]
) -> Mapping[ContestId, PreviousResult]:
    """Find each ward's last ordinary poll of the years before, where the source has its votes.

    A ward with another code has another boundary: its result is told and not comparable. Raises
    Fault when the disk fails.
    """
    found: dict[ContestId, PreviousResult] = {}
    this_year = int(contests[0].date[:4])
    for year in range(this_year - 1, this_year - 1 - LONGEST_TERM, -1):
        polls = source.polls(contests[0].council, year)
        held = {ward_key(one.ward): one for poll in polls for one in ordinary(poll)}
        for contest in contests:
            earlier = held.get(ward_key(contest.ward))
            if earlier is not None and contest.id not in found:
                result = _result(source, contest, earlier)
                if result is not None:
                    found[contest.id] = result
    return found


def _result(
    source: Source, contest: SourceContest, earlier: SourceContest
) -> PreviousResult | None:
    standing = source.candidates_of(earlier)
    elected = source.winners_of(earlier)
    if elected is None or not any(one.votes for one in standing):
        return None
    return PreviousResult(
        polling_day=earlier.date,
        seats=dict(Counter(one.party.key for one in elected)),
        votes=_best_placed(standing),
        comparable=not (earlier.gss and contest.gss and earlier.gss != contest.gss),
        notional_by="",
        source=provenance(earlier.label).attribution,
    )


def _best_placed(standing: Sequence[SourceCandidate]) -> dict[str, int]:
    votes: dict[str, int] = {}
    for one in standing:
        votes[one.party.key] = max(votes.get(one.party.key, 0), one.votes or 0)
    return votes
