"""The second count of a supplementary vote: opened on a first result, void when that changes.

The first count's totals are told and may be counted again before anybody goes on (SI 2007/1024
Sch 1 rr. 49 to 56).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.consulting import told_result
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import Sheet, in_pads, second_fields, sheet_id

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.identifiers import CandidateId
    from countroom.domain.sheets import Pad
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal


def open_second_count(count: Count, command: do.OpenSecondCount) -> Decision:
    """Give every open table a sheet for the second preferences that can count."""
    found = told_result(count, command.contest, command.version)
    if isinstance(found, Refusal):
        return found
    state, first = found
    if not first.remaining:
        return refuse("no_second_count_needed", contest=command.contest)
    if state.consultation_closed != first.version:
        return refuse("consultation_open", contest=command.contest)
    pads = _pads(state, first.remaining)
    return (ev.SecondCountOpened(command.contest, first.version, first.remaining, pads),)


def _pads(state: ContestState, remaining: tuple[CandidateId, ...]) -> tuple[Pad, ...]:
    """Make a sheet for every table that counted, closed since or not: it has the papers."""
    fields, first = second_fields(remaining, state.rules), len(state.sheets) + 1
    return in_pads(
        Sheet(sheet_id(state.number, at), state.contest.id, "second", None, fields, table.id)
        for at, table in enumerate(state.contest.counted_in, start=first)
    )
