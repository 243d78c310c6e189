"""Double entry: first, second and blind, differences, and how a sheet is settled.

A second entry by the first keyer's key is refused here, on every replica. Only lines that
differ go back; a supervisor never settles what they keyed themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.figures import unsound_figures
from countroom.domain.openness import open_sheet
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.staffing import keys_in, without_power

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain import commands as do
    from countroom.domain.identifiers import ContestId, FieldId, PersonId, SheetId
    from countroom.domain.people import Power
    from countroom.domain.sheets import SheetKind
    from countroom.domain.state import ContestState, Count, SheetState

Decision = tuple[ev.Event, ...] | Refusal

_REOPENED_BY: Final[Mapping[SheetKind, Power]] = {
    "account": "verify",
    "recount": "verify",
    "adjudication": "adjudicate",
}
"""What an officer's letter must name to void a sheet; papers are counted again by ``recount``."""


def enter_sheet(count: Count, command: do.EnterSheet) -> Decision:
    """Take a finished entry; the second one is compared with the first at once."""
    found = open_sheet(count, command.sheet)
    if isinstance(found, Refusal):
        return found
    state, sheet = found
    contest = state.contest.id
    refusal = _entry_out_of_turn(count, sheet, command) or unsound_figures(
        command.figures, sheet.sheet.fields
    )
    if refusal is not None:
        return refusal
    entered = ev.SheetEntered(contest, sheet.sheet.id, command.entry, command.figures)
    if command.entry == 1 or sheet.first is None:
        return (entered,)
    return (entered, _compare(contest, sheet, sheet.first.figures, command.figures))


def send_back(count: Count, command: do.SendBack) -> Decision:
    """Send the lines that differ back to be keyed again as one of the entries."""
    found = _differing_sheet(count, command.sheet)
    if isinstance(found, Refusal):
        return found
    state, sheet = found
    contest = state.contest.id
    if _keyed(count, sheet, command.by):
        return refuse("settler_keyed_sheet", sheet=command.sheet)
    if command.entry in sheet.sent_back:
        return refuse("sent_back_already", sheet=command.sheet)
    return (ev.SheetSentBack(contest, command.sheet, command.entry, sheet.differing),)


def correct_entry(count: Count, command: do.CorrectEntry) -> Decision:
    """Take the lines keyed again; when no other lines are out, compare anew."""
    found = _differing_sheet(count, command.sheet)
    if isinstance(found, Refusal):
        return found
    state, sheet = found
    contest = state.contest.id
    fields = sheet.sent_back.get(command.entry)
    if fields is None:
        return refuse("not_sent_back", sheet=command.sheet)
    if count.people[command.by].key in sheet.overseen:
        return refuse("corrector_saw_both", sheet=command.sheet)
    other = sheet.entry(3 - command.entry)
    if other is not None and count.people[command.by].key in other.keys:
        return refuse("second_keyer_is_first", sheet=command.sheet)
    refusal = unsound_figures(command.figures, fields)
    if refusal is not None:
        return refusal
    corrected = ev.EntryCorrected(contest, command.sheet, command.entry, command.figures)
    if set(sheet.sent_back) - {command.entry}:
        return (corrected,)
    own = sheet.entry(command.entry)
    figures = {**(own.figures if own else {}), **command.figures}
    return (corrected, _compare(contest, sheet, figures, other.figures if other else {}))


def settle_sheet(count: Count, command: do.SettleSheet) -> Decision:
    """Settle the differing lines, all of them and no others, by somebody who keyed neither.

    By an exception on record a keyer may, with an officer who signs beside them.
    """
    found = _differing_sheet(count, command.sheet)
    if isinstance(found, Refusal):
        return found
    state, sheet = found
    contest = state.contest.id
    refusal = _may_not_settle(count, state, sheet, command) or unsound_figures(
        command.figures, sheet.differing
    )
    if refusal is not None:
        return refusal
    return (ev.SheetSettled(contest, command.sheet, command.figures),)


def reopen_sheet(count: Count, command: do.ReopenSheet) -> Decision:
    """Void a sheet's entries, or its one, with a reason, while the contest is not cleared."""
    found = open_sheet(count, command.sheet)
    if isinstance(found, Refusal):
        return found
    state, sheet = found
    contest = state.contest.id
    power = _REOPENED_BY.get(sheet.sheet.kind, "recount")
    refusal = without_power(count, command.by, power, state.contest.election)
    if refusal is not None:
        return refusal
    if sheet.first is None:
        return refuse("sheet_not_begun", sheet=command.sheet)
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.SheetReopened(contest, command.sheet, command.reason),)


def _entry_out_of_turn(count: Count, sheet: SheetState, command: do.EnterSheet) -> Refusal | None:
    if sheet.entry(command.entry) is not None:
        return refuse("entered_already", sheet=command.sheet, entry=command.entry)
    if command.entry == 1:
        return None
    if sheet.first is None:
        return refuse("first_entry_missing", sheet=command.sheet)
    if count.people[command.by].key in sheet.first.keys:
        return refuse("second_keyer_is_first", sheet=command.sheet)
    return None


def _may_not_settle(
    count: Count, state: ContestState, sheet: SheetState, command: do.SettleSheet
) -> Refusal | None:
    if command.second is not None:
        officer = count.people[command.second]
        if command.by not in state.exceptions:
            return refuse("no_exception", person=command.by, contest=state.contest.id)
        if not officer.may("verify", state.contest.election):
            return refuse("power_missing", person=officer.id, power="verify")
        if _keyed(count, sheet, officer.id):
            return refuse("settler_keyed_sheet", sheet=command.sheet)
        return None
    if not {"supervisor", "officer"} & set(count.people[command.by].roles):
        return refuse("role_missing", person=command.by, roles="supervisor")
    if _keyed(count, sheet, command.by):
        return refuse("settler_keyed_sheet", sheet=command.sheet)
    return without_power(count, command.by, "verify", state.contest.election)


def _differing_sheet(count: Count, sheet: SheetId) -> tuple[ContestState, SheetState] | Refusal:
    found = open_sheet(count, sheet)
    if isinstance(found, Refusal):
        return found
    return found if found[1].differing else refuse("nothing_differs", sheet=sheet)


def _keyed(count: Count, sheet: SheetState, person: PersonId) -> bool:
    return count.people[person].key in keys_in(sheet)


def _compare(
    contest: ContestId,
    sheet: SheetState,
    one: Mapping[FieldId, int],
    other: Mapping[FieldId, int],
) -> ev.EntriesAgreed | ev.EntriesDiffered:
    differing = tuple(field for field in sheet.sheet.fields if one[field] != other[field])
    if differing:
        return ev.EntriesDiffered(contest, sheet.sheet.id, differing)
    return ev.EntriesAgreed(contest, sheet.sheet.id)
