"""The consultation: who may ask for a recount, what it counts again, when it is done.

A candidate or election agent present may ask, the officer may refuse what is unreasonable, and no
step is taken on the result before those present had the opportunity (SI 2006/3304 Sch 2 r. 46).
Each recount ends in a version of the provisional result of its own, and a new consultation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.consultation import Voice
from countroom.domain.openness import open_contest
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import OF_PAPERS, OF_SECOND, head_of, in_pads, sheets_of_papers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.domain import commands as do
    from countroom.domain.consultation import Capacity, Scope
    from countroom.domain.identifiers import CandidateId, ContestId, MiniCountId
    from countroom.domain.sheets import Pad, Sheet
    from countroom.domain.state import ContestState, Count, Provisional, SheetState

Decision = tuple[ev.Event, ...] | Refusal

_IN_SETS: Final[frozenset[Scope]] = frozenset({"mini_counts", "whole"})
"""Scopes whose papers may come back on new sheets."""
_ONE_COUNT: Final[frozenset[Scope]] = frozenset({"second_count", "rejected", "mini_counts"})
"""Scopes of the first count's sheets only, or of the second's; others go through all of them."""


def appoint_agents(count: Count, command: do.AppointAgents) -> Decision:
    """Take down the agents of a contest, each for a candidate of it and by name."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    standing = {candidate.id for candidate in state.contest.candidates}
    for agent in command.agents:
        if agent.candidate not in standing:
            return refuse("candidate_unknown", candidate=agent.candidate)
        if not agent.name.strip():
            return refuse("agent_without_name", candidate=agent.candidate)
    return (ev.AgentsAppointed(command.contest, command.agents),)


def refuse_recount(count: Count, command: do.RefuseRecount) -> Decision:
    """Refuse a request by somebody entitled, for a reason; the result stands as it is."""
    found = told_result(count, command.contest, command.version)
    if isinstance(found, Refusal):
        return found
    stranger = _not_entitled(found[0], command.asked_by)
    if stranger is not None:
        return stranger
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.RecountRefused(command.contest, command.version, command.asked_by, command.reason),)


def grant_recount(count: Count, command: do.GrantRecount) -> Decision:
    """Have the papers of a scope counted again, on the same sheets or on new ones."""
    found = told_result(count, command.contest, command.version)
    if isinstance(found, Refusal):
        return found
    state, _ = found
    stranger = _not_entitled(state, command.asked_by) if command.asked_by else None
    unsound = stranger or _unsound_scope(state, command)
    if unsound is not None:
        return unsound
    if not command.reason.strip():
        return refuse("reason_missing")
    sheets = sheets_in(state, command.scope, command.mini_counts)
    if not sheets:
        return refuse("nothing_to_recount", contest=command.contest)
    return (
        ev.RecountGranted(
            command.contest,
            state.recounts + 1,
            command.version,
            command.asked_by,
            command.scope,
            command.mini_counts,
            tuple(sheet.sheet.id for sheet in sheets),
            _new_pads(state, sheets) if command.on_new_sheets else (),
            command.reason,
        ),
    )


def confirm_unchanged(count: Count, command: do.ConfirmUnchanged) -> Decision:
    """Take sheets off the recount whose papers gave the same figures again."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if state.recount is None or state.recount.number != command.recount:
        return refuse("no_such_recount", recount=command.recount, contest=command.contest)
    strange = [sheet for sheet in command.sheets if sheet not in state.recount.waiting]
    if strange or not command.sheets:
        return refuse("sheet_not_in_recount", sheet=strange[0] if strange else "")
    return (ev.SheetsUnchanged(command.contest, command.recount, command.sheets),)


def told_result(
    count: Count, contest: ContestId, version: int
) -> tuple[ContestState, Provisional] | Refusal:
    """Find the provisional result that stands, if it is the version somebody saw."""
    state = open_contest(count, contest)
    if isinstance(state, Refusal):
        return state
    if state.provisional is None:
        return refuse("not_provisional", contest=contest)
    if state.provisional.version != version:
        now = state.provisional.version
        return refuse("provisional_changed", contest=contest, seen=version, now=now)
    return state, state.provisional


def voices(state: ContestState) -> tuple[Voice, ...]:
    """List who may be heard at a contest's consultation, candidate by candidate.

    Ordinary counting agents are among them: they may be told, and ask for nothing.
    """
    kinds: dict[CandidateId, list[Capacity]] = {
        candidate.id: [] for candidate in state.contest.candidates
    }
    for agent in state.agents:
        kinds[agent.candidate].append(agent.kind)
    return tuple(
        Voice(candidate, capacity)
        for candidate, named in kinds.items()
        for capacity in ("candidate", *dict.fromkeys(named))
    )


def may_ask(state: ContestState, voice: Voice) -> bool:
    """Say whether the law of this contest lets somebody ask for a recount."""
    return voice.capacity in state.rules.recount_by


def sheets_in(
    state: ContestState, scope: Scope, mini_counts: tuple[MiniCountId, ...] = ()
) -> tuple[SheetState, ...]:
    """List the settled sheets that a scope counts again, all mini-counts' where none is named."""
    kinds = OF_SECOND if scope == "second_count" else OF_PAPERS
    return tuple(
        sheet
        for sheet in state.sheets_of(kinds if scope in _ONE_COUNT else OF_PAPERS | OF_SECOND)
        if sheet.settled is not None
        and (not mini_counts or sheet.sheet.mini_count in mini_counts)
        and (scope != "rejected" or any(head_of(field) for field in sheet.sheet.fields))
    )


def _unsound_scope(state: ContestState, command: do.GrantRecount) -> Refusal | None:
    """Let tables be named where they narrow a scope, and new sheets come for whole tables only."""
    known = {one.id for one in state.contest.counted_in}
    for mini_count in command.mini_counts:
        if mini_count not in known:
            return refuse("mini_count_unknown", mini_count=mini_count)
    named = bool(command.mini_counts)
    if (command.scope == "mini_counts" and not named) or (command.scope == "whole" and named):
        return refuse("scope_and_tables_disagree", scope=command.scope)
    if command.on_new_sheets and command.scope not in _IN_SETS:
        return refuse("scope_keeps_its_sheets", scope=command.scope)
    return None


def _new_pads(state: ContestState, sheets: Iterable[SheetState]) -> tuple[Pad, ...]:
    """Make a fresh set for each table whose set is given up."""
    again = {sheet.sheet.mini_count for sheet in sheets}
    made: list[Sheet] = []
    for mini_count in state.contest.counted_in:
        if mini_count.id in again:
            place = len(state.sheets) + len(made) + 1
            made += sheets_of_papers(state.contest, state.rules, mini_count, state.number, place)
    return in_pads(made)


def _not_entitled(state: ContestState, voice: Voice) -> Refusal | None:
    standing = {candidate.id for candidate in state.contest.candidates}
    for_somebody = voice.capacity != "area_officer"
    if not may_ask(state, voice):
        return refuse("not_entitled_to_recount", capacity=voice.capacity)
    if for_somebody != (voice.candidate in standing):
        return refuse("candidate_unknown", candidate=voice.candidate or "")
    return None
