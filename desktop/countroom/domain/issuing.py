"""Papers out and the tables they go to: parcels, mini-counts, the depth of what is keyed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from countroom.domain import events as ev
from countroom.domain.conservation import papers_at
from countroom.domain.election import Depth
from countroom.domain.figures import unsound_papers
from countroom.domain.openness import open_contest
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import Pad, in_pads, sheets_of_papers
from countroom.domain.staffing import not_who_verifies

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.election import Contest, MiniCount
    from countroom.domain.identifiers import ContestId, MiniCountId, PersonId
    from countroom.domain.state import ContestState, Count, SheetState

Decision = tuple[ev.Event, ...] | Refusal

_DEPTHS: Final = get_args(Depth)
"""From the least that is keyed to the most."""
MOST_SHEETS_IN_ALL: Final = 2_000
"""Sheets of one contest: more would not fit into the one event that names them."""
MOST_SHEETS: Final = 500
"""Counting sheets printed for one table: 12,500 papers in sheets of 25."""


def issue_papers(count: Count, command: do.IssuePapers) -> Decision:
    """Send a parcel out to an open mini-count, never more than were verified."""
    found = _open_mini_count(count, command.contest, command.mini_count)
    if isinstance(found, Refusal):
        return found
    state, _ = found
    unsound = unsound_papers(command.papers, least=1)
    if unsound is not None:
        return unsound
    early = count.elections[state.contest.election].count_before_verification
    if state.verification is None and not early:
        return refuse("not_verified", contest=command.contest)
    issued = sum(state.issued.values()) + command.papers
    if state.verification is not None and issued > state.verification.verified:
        verified = state.verification.verified
        return refuse("more_than_verified", issued=issued, verified=verified)
    return (ev.PapersIssued(command.contest, command.mini_count, command.papers),)


def return_papers(count: Count, command: do.ReturnPapers) -> Decision:
    """Take papers back, never more than are still out."""
    found = _open_mini_count(count, command.contest, command.mini_count)
    if isinstance(found, Refusal):
        return found
    state, mini_count = found
    unsound = unsound_papers(command.papers, least=1)
    if unsound is not None:
        return unsound
    out = max(papers_at(state, mini_count).out or 0, 0) if state.issued else 0
    if command.papers > out:
        return refuse("more_than_out", out=out)
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.PapersReturned(command.contest, command.mini_count, command.papers, command.reason),)


def add_mini_count(count: Count, command: do.AddMiniCount) -> Decision:
    """Open a table with its sheets; one that a box alone feeds is the officer's to open."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    mini_count = command.mini_count
    if mini_count.id in {one.id for one in state.contest.counted_in}:
        return refuse("mini_count_twice", mini_count=mini_count.id)
    unsound = unsound_mini_count(state.contest, mini_count) or _not_the_officers(
        count, state, mini_count, command.by
    )
    if unsound is not None:
        return unsound
    if not command.reason.strip():
        return refuse("reason_missing")
    pads = _pads(state, mini_count)
    return (ev.MiniCountAdded(command.contest, mini_count, pads, command.reason),)


def close_mini_count(count: Count, command: do.CloseMiniCount) -> Decision:
    """Close a table that has begun no sheet it has not finished and holds no papers."""
    found = _open_mini_count(count, command.contest, command.mini_count)
    if isinstance(found, Refusal):
        return found
    state, mini_count = found
    begun = [s for s in _out_at(state, mini_count.id) if s.first is not None]
    if begun:
        return refuse("sheet_begun", sheet=begun[0].sheet.id)
    papers = papers_at(state, mini_count)
    out = papers.out or 0
    if out > 0:
        return refuse("papers_still_out", mini_count=mini_count.id, papers=out)
    if out < 0:
        return refuse("more_accounted_than_issued", mini_count=mini_count.id, papers=-out)
    if not command.reason.strip():
        return refuse("reason_missing")
    withdrawn = tuple(s.sheet.id for s in _out_at(state, mini_count.id))
    return (ev.MiniCountClosed(command.contest, mini_count.id, withdrawn, command.reason),)


def change_depth(count: Count, command: do.ChangeDepth) -> Decision:
    """Key the rest of a mini-count at another depth; what was begun stays.

    Less may always be keyed; more of one box alone shows more of how a station voted.
    """
    found = _open_mini_count(count, command.contest, command.mini_count)
    if isinstance(found, Refusal):
        return found
    state, mini_count = found
    if mini_count.depth == command.depth:
        return refuse("depth_as_it_is", mini_count=mini_count.id)
    if not command.reason.strip():
        return refuse("reason_missing")
    unsound = unsound_papers(command.sheets) or _too_many(command.mini_count, command.sheets)
    if unsound is None and _DEPTHS.index(command.depth) > _DEPTHS.index(mini_count.depth):
        unsound = _not_the_officers(count, state, mini_count, command.by)
    if unsound is not None:
        return unsound
    changed = replace(mini_count, depth=command.depth, sheets=command.sheets)
    return (
        ev.DepthChanged(
            command.contest,
            mini_count.id,
            command.depth,
            command.sheets,
            tuple(s.sheet.id for s in _out_at(state, mini_count.id) if s.first is None),
            _pads(state, changed),
            command.reason,
        ),
    )


def _not_the_officers(
    count: Count, state: ContestState, mini_count: MiniCount, by: PersonId
) -> Refusal | None:
    """Refuse what shows how the voters of one box voted to all but who signs the verification."""
    if not state.contest.of_one_station(mini_count.boxes):
        return None
    return not_who_verifies(count, by, state.contest.election)


def unsound_mini_count(contest: Contest, mini_count: MiniCount) -> Refusal | None:
    """Refuse a mini-count of strange boxes, or of one station alone without the officer's reason.

    Papers of a box are mixed with those of another before they are sorted, so that nobody learns
    how one station voted (SI 2006/3304 Sch 2 r. 45).
    """
    known = {box.id for box in contest.boxes}
    for box in mini_count.boxes:
        if box not in known:
            return refuse("box_unknown", box=box)
    if contest.of_one_station(mini_count.boxes) and not mini_count.alone_because.strip():
        other = min((str(box) for box in known - set(mini_count.boxes)), default="")
        return refuse("mini_count_of_one_box", mini_count=mini_count.id, other=other)
    return unsound_papers(mini_count.sheets) or _too_many(mini_count.id, mini_count.sheets)


def _too_many(mini_count: MiniCountId, sheets: int) -> Refusal | None:
    if sheets > MOST_SHEETS:
        return refuse("too_many_sheets", mini_count=mini_count, most=MOST_SHEETS)
    return None


def _open_mini_count(
    count: Count, contest: ContestId, mini_count: MiniCountId
) -> tuple[ContestState, MiniCount] | Refusal:
    state = open_contest(count, contest)
    if isinstance(state, Refusal):
        return state
    found = next((one for one in state.contest.counted_in if one.id == mini_count), None)
    if found is None:
        return refuse("mini_count_unknown", mini_count=mini_count)
    if mini_count in state.closed:
        return refuse("mini_count_closed", mini_count=mini_count)
    return state, found


def _out_at(state: ContestState, mini_count: MiniCountId) -> tuple[SheetState, ...]:
    return tuple(s for s in state.papers_out if s.sheet.mini_count == mini_count)


def _pads(state: ContestState, mini_count: MiniCount) -> tuple[Pad, ...]:
    place = len(state.sheets) + 1
    return in_pads(sheets_of_papers(state.contest, state.rules, mini_count, state.number, place))
