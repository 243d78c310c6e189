"""Sheets more and fewer: added with the next number, withdrawn while nobody began them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.openness import open_contest
from countroom.domain.receiving import first_boxes, unsound_second
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import OF_PAPERS, Sheet, account_of, fields_of, sheet_id
from countroom.domain.staffing import not_who_verifies, without_power
from countroom.domain.totals import counts_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from countroom.domain import commands as do
    from countroom.domain.identifiers import PersonId, SheetId
    from countroom.domain.people import Power
    from countroom.domain.state import ContestState, Count

Decision = tuple[ev.Event, ...] | Refusal


def add_sheet(count: Count, command: do.AddSheet) -> Decision:
    """Add a sheet with the next number: a box counted again, or papers of a mini-count."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if not command.reason.strip():
        return refuse("reason_missing")
    unsound = _not_theirs(count, state, command) or _unsound_place(state, command)
    if unsound is not None:
        return unsound
    sheet = _next_sheet(state, command)
    return (ev.SheetAdded(command.contest, sheet, command.reason),)


def _not_theirs(count: Count, state: ContestState, command: do.AddSheet) -> Refusal | None:
    """Keep a keyer from what voids a statement or a result: they add papers' sheets only.

    An officer's letter has to name verification for a box counted again, recounts for a sheet
    more once a result was told.
    """
    of_box = command.kind not in OF_PAPERS
    if not of_box and state.provisional is None:
        return None
    if not set(count.people[command.by].roles) & {"supervisor", "officer"}:
        return refuse("role_missing", person=command.by, roles="supervisor officer")
    power: Power = "verify" if of_box else "recount"
    return without_power(count, command.by, power, state.contest.election)


def withdraw_sheets(count: Count, command: do.WithdrawSheets) -> Decision:
    """Withdraw sheets nobody began; the account of a box that never was, by an officer only.

    That one is part of verification, and the officer's letter has to name it.
    """
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if not command.sheets or not command.reason.strip():
        return refuse("reason_missing")
    for id_ in command.sheets:
        sheet = state.sheets.get(id_)
        if sheet is None:
            return refuse("sheet_unknown", sheet=id_)
        if sheet.withdrawn:
            return refuse("sheet_withdrawn", sheet=id_)
        if sheet.first is not None:
            return refuse("sheet_begun", sheet=id_)
        if sheet.sheet.kind == "account":
            refusal = _shares_its_account(state, sheet.sheet, command.sheets) or _still_needed(
                count, state, sheet.sheet, command.by
            )
            if refusal is not None:
                return refusal
    return (ev.SheetsWithdrawn(command.contest, command.sheets, command.reason),)


def _shares_its_account(
    state: ContestState, account: Sheet, withdrawn: Collection[SheetId]
) -> Refusal | None:
    """Refuse to give up a station's account while a second box of the station stays awaited."""
    beside = {box.id for box in state.contest.boxes if box.beside == account.box}
    for one in state.sheets_of(frozenset({"account"})) if beside else ():
        if one.sheet.box in beside and one.sheet.id not in withdrawn:
            return refuse("box_shares_account", box=str(account.box), other=str(one.sheet.box))
    return None


def _still_needed(
    count: Count, state: ContestState, account: Sheet, by: PersonId
) -> Refusal | None:
    """Refuse to give up a box that came in or that the postal ledger put papers into."""
    box = account.box
    if box is not None and (box in count.received or state.postal.papers_into(box)):
        return refuse("box_is_here", box=box)
    return not_who_verifies(count, by, state.contest.election)


def _unsound_place(state: ContestState, command: do.AddSheet) -> Refusal | None:
    if command.kind == "recount":
        if command.mini_count is not None or command.box is None:
            return refuse("sheet_without_place", kind=command.kind)
        if not counts_of(state, command.box):
            return refuse("box_not_counted", box=command.box)
        return None
    if command.kind == "account":
        return _unsound_account(state, command)
    if command.kind not in OF_PAPERS or command.box is not None or command.mini_count is None:
        return refuse("sheet_without_place", kind=command.kind)
    if command.mini_count not in {one.id for one in state.contest.counted_in} - state.closed:
        return refuse("mini_count_unknown", mini_count=command.mini_count)
    return None


def _next_sheet(state: ContestState, command: do.AddSheet) -> Sheet:
    place = len(state.sheets) + 1
    box = state.contest.box(command.box) if command.box is not None else None
    if command.kind == "account" and box is not None:
        return account_of(state.contest, box, state.number, place)
    return Sheet(
        sheet_id(state.number, place),
        command.contest,
        command.kind,
        command.box,
        fields_of(command.kind, state.contest, state.rules),
        command.mini_count,
    )


def _unsound_account(state: ContestState, command: do.AddSheet) -> Refusal | None:
    """Let a box have an account again whose own was withdrawn: it turned up after all."""
    if command.mini_count is not None or command.box is None:
        return refuse("sheet_without_place", kind=command.kind)
    box = state.contest.box(command.box)
    if box is None:
        return refuse("box_unknown", box=command.box)
    stray = unsound_second(command.contest, box, first_boxes(state))
    if stray is not None:
        return stray
    live = {s.sheet.box for s in state.sheets_of(frozenset({"account"}))}
    return refuse("box_twice", contest=command.contest) if command.box in live else None
