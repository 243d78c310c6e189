"""Fold what was keyed from sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.history.consultation import without
from countroom.domain.history.sheet import with_sheet
from countroom.domain.sheets import OF_BOXES
from countroom.domain.state import Entry, SheetState, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.identifiers import FieldId, KeyId, PersonId
    from countroom.domain.state import ContestState, Count


def _entry(
    count: Count, person: PersonId, figures: Mapping[FieldId, int], old: Entry | None = None
) -> Entry:
    return Entry(
        person,
        _with_key(count, old.keys if old else (), person),
        {**(old.figures if old else {}), **figures},
    )


def _entered(
    count: Count, state: ContestState, event: ev.SheetEntered, recorded: ev.Recorded
) -> ContestState:
    entry = _entry(count, recorded.people[0], event.figures)
    if event.entry == 1:
        return with_sheet(state, event.sheet, lambda sheet: changed(sheet, first=entry))
    return with_sheet(state, event.sheet, lambda sheet: changed(sheet, second=entry))


def _agreed(
    _count: Count, state: ContestState, event: ev.EntriesAgreed, _recorded: ev.Recorded
) -> ContestState:
    def settle(sheet: SheetState) -> SheetState:
        figures = sheet.first.figures if sheet.first else {}
        return changed(sheet, differing=(), sent_back={}, settled=figures)

    return with_sheet(state, event.sheet, settle)


def _differed(
    _count: Count, state: ContestState, event: ev.EntriesDiffered, _recorded: ev.Recorded
) -> ContestState:
    return with_sheet(
        state, event.sheet, lambda s: changed(s, differing=event.fields, sent_back={})
    )


def _sent_back(
    count: Count, state: ContestState, event: ev.SheetSentBack, recorded: ev.Recorded
) -> ContestState:
    return with_sheet(
        state,
        event.sheet,
        lambda s: changed(
            s,
            sent_back={**s.sent_back, event.entry: event.fields},
            overseen=_with_key(count, s.overseen, recorded.people[0]),
        ),
    )


def _corrected(
    count: Count, state: ContestState, event: ev.EntryCorrected, recorded: ev.Recorded
) -> ContestState:
    def correct(sheet: SheetState) -> SheetState:
        entry = _entry(count, recorded.people[0], event.figures, sheet.entry(event.entry))
        waiting = {o: f for o, f in sheet.sent_back.items() if o != event.entry}
        if event.entry == 1:
            return changed(sheet, first=entry, sent_back=waiting)
        return changed(sheet, second=entry, sent_back=waiting)

    return with_sheet(state, event.sheet, correct)


def _settled(
    _count: Count, state: ContestState, event: ev.SheetSettled, _recorded: ev.Recorded
) -> ContestState:
    def settle(sheet: SheetState) -> SheetState:
        agreed = sheet.first.figures if sheet.first else {}
        figures = {**agreed, **event.figures}
        return changed(sheet, differing=(), sent_back={}, settled=figures)

    return with_sheet(state, event.sheet, settle)


def _reopened(
    _count: Count, state: ContestState, event: ev.SheetReopened, _recorded: ev.Recorded
) -> ContestState:
    sheet = state.sheets[event.sheet].sheet
    reopened = with_sheet(state, event.sheet, _anew)
    # A closed table that counts again is open again; a recount waits for the sheet as for any.
    reopened = changed(
        reopened,
        closed=state.closed - {sheet.mini_count},
        recount=without(state.recount, (event.sheet,)),
    )
    # Papers of a box counted anew need a new statement; sheets of papers leave it standing.
    return changed(reopened, verification=None) if sheet.kind in OF_BOXES else reopened


def _anew(old: SheetState) -> SheetState:
    return SheetState(old.sheet, overseen=old.overseen, reopened=True)


def _adjudicated(
    _count: Count, state: ContestState, event: ev.AdjudicationSigned, recorded: ev.Recorded
) -> ContestState:
    # A signature changes no figure, so it voids nothing that was concluded from one.
    signed = changed(state.sheets[event.sheet], adjudicated=recorded.people[0])
    return changed(state, sheets={**state.sheets, event.sheet: signed})


def _with_key(count: Count, keys: tuple[KeyId, ...], person: PersonId) -> tuple[KeyId, ...]:
    key = count.people[person].key
    return keys if key in keys else (*keys, key)


STEPS: dict[type, Callable[..., ContestState]] = {
    ev.SheetEntered: _entered,
    ev.EntriesAgreed: _agreed,
    ev.EntriesDiffered: _differed,
    ev.SheetSentBack: _sent_back,
    ev.EntryCorrected: _corrected,
    ev.SheetSettled: _settled,
    ev.SheetReopened: _reopened,
    ev.AdjudicationSigned: _adjudicated,
}
