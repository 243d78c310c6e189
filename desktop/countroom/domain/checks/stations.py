"""What a station gave back against what it was set up with: papers and electors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.checks.finding import Finding
from countroom.domain.totals import papers_of_station

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.state import ContestState


def more_than_electors(state: ContestState) -> Iterator[Finding]:
    """Find stations with more papers in their boxes than electors on their register.

    Boxes of one polling place may have exchanged papers, so a reason may answer it.
    """
    for box in state.contest.boxes:
        if not box.stands_alone or box.electorate is None:
            continue
        papers = papers_of_station(state, box.id)
        if papers is not None and papers > box.electorate:
            numbers = {"papers": papers, "electorate": box.electorate}
            yield Finding("W08", state.contest.id, numbers, names=(box.place,))
