"""Who won a contest, by the votes in the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.sources.names import ballot_order
from countroom.app.sources.records import Note, SourceCandidate
from countroom.domain.counting.plurality import elect
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.sources.records import SourceContest


@dataclass(frozen=True, slots=True)
class Won:
    """The elected by falling votes, None when the source cannot say; ``notes`` say what chose."""

    elected: tuple[SourceCandidate, ...] | None
    notes: tuple[Note, ...] = ()


def winners(contest: SourceContest, candidates: Sequence[SourceCandidate]) -> Won:
    """Elect by most votes; the mark ``elected`` decides a tie at the last place and no more.

    Without any votes there was no poll: all who stand are returned, if there are seats for them.
    """
    if not candidates:
        return Won(None, (Note("no_candidates", {"ward": contest.ward}),))
    if not any(candidate.votes for candidate in candidates):
        if len(candidates) <= contest.seats:
            return Won(tuple(candidates))
        return Won(None, (Note("no_votes", {"ward": contest.ward}),))
    standing = ballot_order(candidates)
    votes = {CandidateId(f"{place:03d}"): one.votes or 0 for place, one in enumerate(standing)}
    counted = elect(votes, contest.seats)
    above = [standing[int(id_)] for id_ in counted.elected]
    if counted.equality is None:
        return Won(tuple(above))
    tied = [standing[int(id_)] for id_ in counted.equality.tied]
    marked = [one for one in tied if one.elected]
    if len(marked) == counted.equality.places:
        return Won((*above, *marked))
    drawn = tied[: counted.equality.places]
    return Won((*above, *drawn), (Note("lot_unknown", {"ward": contest.ward}),))
