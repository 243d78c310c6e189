"""What the hall can be told as it happens, within the disclosure table, and what it was told.

The list is the Electoral Commission's: Communication during the verification and count, verbal
announcements (boxes and postal votes in, verification complete with turnout and papers to count,
where doubtful papers are ruled on, declarations to come, delays). Recounts only where disclosed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.disclosing import disclosed, is_shown
from countroom.domain.disclosure import Announcement
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain import commands as do
    from countroom.domain.disclosure import Fact
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal


def tick_announcement(count: Count, command: do.TickAnnouncement) -> Decision:
    """Tick what can be told now, once."""
    said = command.announcement
    state = count.contests.get(command.contest)
    if state is None:
        return refuse("contest_unknown", contest=command.contest)
    if said in {one.announcement for one in state.told}:
        return refuse("announcement_read_already", contest=command.contest)
    if said not in announcements(count, state):
        return refuse("announcement_not_there", contest=command.contest)
    return (ev.AnnouncementRead(command.contest, said),)


def announcements(count: Count, state: ContestState) -> tuple[Announcement, ...]:
    """List what the hall can be told of a contest now, in the order of the night."""
    if state.called_off is not None or state.declared is not None:
        return ()
    election = state.contest.election
    happened = _happened(count, state)
    return tuple(one for one, fact in happened if is_shown(count, election, "hall", fact))


def expected_before(state: ContestState, said: Announcement) -> str:
    """Give the time that the hall was told before this one, empty where it was the first."""
    before = ""
    for one in state.told:
        if one.announcement == said:
            break
        if one.announcement.kind == "expected":
            before = one.announcement.moment
    return before


def _happened(count: Count, state: ContestState) -> Iterator[tuple[Announcement, Fact]]:
    """Give each thing that happened with the fact that it discloses; a later one ends it."""
    if state.cleared is not None:
        yield Announcement("next_declared", state.cleared.event.print_number), "cleared"
        return
    if state.verification is None:
        yield from _coming_in(count, state)
    else:
        yield Announcement("verified", state.verification.version), "verified_turnout"
        batches = state.sheets_of(frozenset({"adjudication"}))
        if any(one.outstanding for one in batches):
            yield Announcement("adjudication"), "counting"
    if state.recount is not None:
        yield Announcement("recount", state.recount.number), "recount"
    if state.contest.expected_at:
        yield Announcement("expected", moment=state.contest.expected_at), "counting"


def _coming_in(count: Count, state: ContestState) -> Iterator[tuple[Announcement, Fact]]:
    came, boxes = disclosed(count, state.contest.id, "hall").boxes or (0, 0)
    if boxes and came == boxes:
        yield Announcement("boxes_in", boxes), "boxes_in"
    if state.postal.closed:
        yield Announcement("postal_in", len(state.postal.sessions)), "boxes_in"
