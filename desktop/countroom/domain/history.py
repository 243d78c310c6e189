"""Fold events into the state of a count. Trusts the log: ``decide`` let each event in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.state import (
    Clearance,
    ContestState,
    Count,
    Entry,
    Provisional,
    SheetState,
    changed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from countroom.domain.identifiers import ContestId, FieldId, PersonId, SheetId


def evolve(count: Count, recorded: ev.Recorded) -> Count:
    """Give the state after one more event. Raises KeyError for an event out of place."""
    event = recorded.event
    if isinstance(event, ev.CountEvent):
        return _WHOLE[type(event)](count, event)
    return _with_contest(
        count, event.contest, lambda state: _CONTEST[type(event)](count, state, event, recorded)
    )


def unfold(count: Count, log: Iterable[ev.Recorded]) -> Iterator[tuple[ev.Recorded, Count]]:
    """Fold a whole log and give the state after each event, good until the next is asked for.

    The contests' table is copied once and not for every event, so a long night opens quickly.
    """
    contests = dict(count.contests)
    count = changed(count, contests=contests)
    for recorded in log:
        event = recorded.event
        if isinstance(event, ev.CountEvent):
            count = evolve(count, recorded)
            contests = dict(count.contests)
            count = changed(count, contests=contests)
        else:
            state = contests[event.contest]
            contests[event.contest] = _CONTEST[type(event)](count, state, event, recorded)
        yield recorded, count


def replay(count: Count, log: Iterable[ev.Recorded]) -> Count:
    """Fold a whole log."""
    for _, state in unfold(count, log):
        count = state
    return count


def _with_contest(
    count: Count, contest: ContestId, change: Callable[[ContestState], ContestState]
) -> Count:
    contests = dict(count.contests)
    contests[contest] = change(contests[contest])
    return changed(count, contests=contests)


def _device(count: Count, event: ev.DeviceEnrolled) -> Count:
    return changed(count, devices={**count.devices, event.device.id: event.device})


def _person(count: Count, event: ev.PersonEnrolled) -> Count:
    return changed(count, people={**count.people, event.person.id: event.person})


def _election(count: Count, event: ev.ElectionSetUp) -> Count:
    return changed(count, elections={**count.elections, event.election.id: event.election})


def _contest(count: Count, event: ev.ContestSetUp) -> Count:
    contest = event.contest
    state = ContestState(
        contest=contest,
        number=len(count.contests) + 1,
        rules=count.rule_sets[contest.rule_set],
        sheets={sheet.id: SheetState(sheet) for sheet in event.sheets},
    )
    return changed(
        count,
        contests={**count.contests, contest.id: state},
        sheets={**count.sheets, **dict.fromkeys(state.sheets, contest.id)},
    )


def _proven(
    _count: Count, state: ContestState, _event: ev.ContestProven, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, proven=True)


def _uncontested(
    _count: Count, state: ContestState, _event: ev.ReturnedUncontested, recorded: ev.Recorded
) -> ContestState:
    return changed(state, declared=recorded.id, uncontested=True, spoken_at=recorded.at)


def _sheet(
    state: ContestState, sheet: SheetId, change: Callable[[SheetState], SheetState]
) -> ContestState:
    sheets = dict(state.sheets)
    sheets[sheet] = change(sheets[sheet])
    # Whatever was concluded from older figures is void.
    return changed(state, sheets=sheets, provisional=None, lots=())


def _entry(
    count: Count, person: PersonId, figures: Mapping[FieldId, int], old: Entry | None = None
) -> Entry:
    earlier, key = old.keys if old else (), count.people[person].key
    keys = earlier if key in earlier else (*earlier, key)
    return Entry(person, keys, {**(old.figures if old else {}), **figures})


def _entered(
    count: Count, state: ContestState, event: ev.SheetEntered, recorded: ev.Recorded
) -> ContestState:
    entry = _entry(count, recorded.people[0], event.figures)
    if event.entry == 1:
        return _sheet(state, event.sheet, lambda sheet: changed(sheet, first=entry))
    return _sheet(state, event.sheet, lambda sheet: changed(sheet, second=entry))


def _agreed(
    _count: Count, state: ContestState, event: ev.EntriesAgreed, _recorded: ev.Recorded
) -> ContestState:
    def settle(sheet: SheetState) -> SheetState:
        figures = sheet.first.figures if sheet.first else {}
        return changed(sheet, differing=(), sent_back={}, settled=figures)

    return _sheet(state, event.sheet, settle)


def _differed(
    _count: Count, state: ContestState, event: ev.EntriesDiffered, _recorded: ev.Recorded
) -> ContestState:
    return _sheet(state, event.sheet, lambda s: changed(s, differing=event.fields, sent_back={}))


def _sent_back(
    _count: Count, state: ContestState, event: ev.SheetSentBack, _recorded: ev.Recorded
) -> ContestState:
    return _sheet(
        state,
        event.sheet,
        lambda s: changed(s, sent_back={**s.sent_back, event.entry: event.fields}),
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

    return _sheet(state, event.sheet, correct)


def _settled(
    _count: Count, state: ContestState, event: ev.SheetSettled, _recorded: ev.Recorded
) -> ContestState:
    def settle(sheet: SheetState) -> SheetState:
        agreed = sheet.first.figures if sheet.first else {}
        figures = {**agreed, **event.figures}
        return changed(sheet, differing=(), sent_back={}, settled=figures)

    return _sheet(state, event.sheet, settle)


def _reopened(
    _count: Count, state: ContestState, event: ev.SheetReopened, _recorded: ev.Recorded
) -> ContestState:
    sheet = state.sheets[event.sheet].sheet
    reopened = _sheet(state, event.sheet, lambda _: SheetState(sheet))
    # An account keyed anew needs a new statement; count sheets leave it standing.
    return changed(reopened, verification=None) if sheet.kind == "account" else reopened


def _verified(
    _count: Count, state: ContestState, event: ev.VerificationSigned, _recorded: ev.Recorded
) -> ContestState:
    return changed(
        state,
        verification=event,
        verifications=event.version,
        provisional=None,
        lots=(),
    )


def _answered(
    _count: Count, state: ContestState, event: ev.FindingAnswered, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, answers=(*state.answers, event))


def _provisional(
    _count: Count, state: ContestState, event: ev.ProvisionalResultReached, _recorded: ev.Recorded
) -> ContestState:
    result = Provisional(event.version, event.totals, event.elected, event.tied)
    return changed(state, provisional=result, provisionals=event.version, lots=())


def _consulted(
    _count: Count, state: ContestState, event: ev.ConsultationClosed, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, consultation_closed=event.version)


def _lot(
    _count: Count, state: ContestState, event: ev.LotDrawn, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, lots=(*state.lots, event.lot))


def _cleared(
    _count: Count, state: ContestState, event: ev.ResultCleared, recorded: ev.Recorded
) -> ContestState:
    return changed(
        state,
        cleared=Clearance(recorded.id, event, recorded.people[0]),
        prints=event.print_number,
    )


def _withdrawn(
    _count: Count, state: ContestState, _event: ev.ClearanceWithdrawn, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, cleared=None)


def _spoken(
    _count: Count, state: ContestState, event: ev.ResultSpoken, recorded: ev.Recorded
) -> ContestState:
    return changed(state, declared=recorded.id, spoken_at=event.spoken_at)


def _receipted(
    _count: Count, state: ContestState, event: ev.DeclarationReceipted, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, receipt_index=event.index)


_WHOLE: dict[type, Callable[..., Count]] = {
    ev.DeviceEnrolled: _device,
    ev.PersonEnrolled: _person,
    ev.ElectionSetUp: _election,
    ev.ContestSetUp: _contest,
}

_CONTEST: dict[type, Callable[..., ContestState]] = {
    ev.ContestProven: _proven,
    ev.ReturnedUncontested: _uncontested,
    ev.SheetEntered: _entered,
    ev.EntriesAgreed: _agreed,
    ev.EntriesDiffered: _differed,
    ev.SheetSentBack: _sent_back,
    ev.EntryCorrected: _corrected,
    ev.SheetSettled: _settled,
    ev.SheetReopened: _reopened,
    ev.VerificationSigned: _verified,
    ev.FindingAnswered: _answered,
    ev.ProvisionalResultReached: _provisional,
    ev.ConsultationClosed: _consulted,
    ev.LotDrawn: _lot,
    ev.ResultCleared: _cleared,
    ev.ClearanceWithdrawn: _withdrawn,
    ev.ResultSpoken: _spoken,
    ev.DeclarationReceipted: _receipted,
}
