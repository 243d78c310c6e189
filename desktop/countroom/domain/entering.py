"""Double entry: first, second and blind, differences, and how a sheet is settled.

A second entry by the first keyer's key is refused here, on every replica. Only lines that
differ go back; a supervisor never settles what they keyed themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.figures import unsound_figures
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain import commands as do
    from countroom.domain.identifiers import ContestId, FieldId, PersonId, SheetId
    from countroom.domain.state import ContestState, Count, SheetState

Decision = tuple[ev.Event, ...] | Refusal


def enter_sheet(count: Count, command: do.EnterSheet) -> Decision:
    """Take a finished entry; the second one is compared with the first at once."""
    found = open_sheet(count, command.sheet)
    if isinstance(found, Refusal):
        return found
    contest, sheet = found
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
    contest, sheet = found
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
    contest, sheet = found
    fields = sheet.sent_back.get(command.entry)
    if fields is None:
        return refuse("not_sent_back", sheet=command.sheet)
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
    """Settle the differing lines, all of them and no others, by somebody who keyed neither."""
    found = _differing_sheet(count, command.sheet)
    if isinstance(found, Refusal):
        return found
    contest, sheet = found
    if _keyed(count, sheet, command.by):
        return refuse("settler_keyed_sheet", sheet=command.sheet)
    refusal = unsound_figures(command.figures, sheet.differing)
    if refusal is not None:
        return refusal
    return (ev.SheetSettled(contest, command.sheet, command.figures),)


def reopen_sheet(count: Count, command: do.ReopenSheet) -> Decision:
    """Void a sheet's entries, with a reason, while the contest is not cleared."""
    found = open_sheet(count, command.sheet)
    if isinstance(found, Refusal):
        return found
    contest, sheet = found
    if sheet.settled is None:
        return refuse("sheet_not_settled", sheet=command.sheet)
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.SheetReopened(contest, command.sheet, command.reason),)


def open_sheet(count: Count, sheet: SheetId) -> tuple[ContestId, SheetState] | Refusal:
    """Find a sheet of a contest whose figures may still change, or say why they may not."""
    state = contest_of_sheet(count, sheet)
    if state is None:
        return refuse("sheet_unknown", sheet=sheet)
    if not state.proven:
        return refuse("contest_not_proven", contest=state.contest.id)
    if state.declared is not None:
        return refuse("declared_already", contest=state.contest.id)
    if state.cleared is not None:
        return refuse("cleared_already", contest=state.contest.id)
    found = state.sheets[sheet]
    if found.sheet.kind == "count" and state.verification is None:
        return refuse("not_verified", contest=state.contest.id)
    return state.contest.id, found


def contest_of_sheet(count: Count, sheet: SheetId) -> ContestState | None:
    """Find the contest that a sheet belongs to."""
    contest = count.sheets.get(sheet)
    return None if contest is None else count.contests[contest]


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


def _differing_sheet(count: Count, sheet: SheetId) -> tuple[ContestId, SheetState] | Refusal:
    found = open_sheet(count, sheet)
    if isinstance(found, Refusal):
        return found
    return found if found[1].differing else refuse("nothing_differs", sheet=sheet)


def _keyed(count: Count, sheet: SheetState, person: PersonId) -> bool:
    key = count.people[person].key
    return any(entry is not None and key in entry.keys for entry in (sheet.first, sheet.second))


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
