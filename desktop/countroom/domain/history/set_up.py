"""Fold the set-up: people, laptops, elections, contests, and what the night changes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.history.sheet import with_sheets
from countroom.domain.state import ContestState, Count, SheetState, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.election import Contest
    from countroom.domain.rule_set import RuleSet


def _device(count: Count, event: ev.DeviceEnrolled) -> Count:
    return changed(count, devices={**count.devices, event.device.id: event.device})


def _person(count: Count, event: ev.PersonEnrolled) -> Count:
    return changed(count, people={**count.people, event.person.id: event.person})


def _appointments(count: Count, event: ev.AppointmentsChanged) -> Count:
    old = count.people[event.person]
    person = replace(old, roles=event.roles, appointments=event.appointments)
    return changed(count, people={**count.people, event.person: person})


def _left(count: Count, event: ev.PersonLeft) -> Count:
    return changed(count, away=count.away | {event.person})


def _returned(count: Count, event: ev.PersonReturned) -> Count:
    return changed(count, away=count.away - {event.person})


def _received(count: Count, event: ev.BoxesReceived) -> Count:
    came = {receipt.box: receipt for receipt in event.receipts}
    return changed(count, received={**count.received, **came})


def _receipt_taken_back(count: Count, event: ev.ReceiptTakenBack) -> Count:
    left = {box: receipt for box, receipt in count.received.items() if box != event.box}
    return changed(count, received=left)


def _election(count: Count, event: ev.ElectionSetUp) -> Count:
    return changed(count, elections={**count.elections, event.election.id: event.election})


def _thresholds(count: Count, event: ev.ThresholdsChanged) -> Count:
    own = [t for t in count.thresholds.get(event.election, ()) if t.seats != event.usual.seats]
    thresholds = {**count.thresholds, event.election: (*own, event.usual)}
    count = changed(count, thresholds=thresholds)
    contests = dict(count.contests)
    for state in count.contests_of(event.election):
        rules = _rules_of(count, state.contest)
        # What was drawn before the change was not asked about by it.
        asked = state.contest.seats >= event.usual.seats and state.cleared is None
        drawn = {"provisional": None, "lots": ()} if asked else {}
        contests[state.contest.id] = changed(state, rules=rules, **drawn)
    return changed(count, contests=contests)


def _rules_of(count: Count, contest: Contest) -> RuleSet:
    """Give a contest's rule set with the thresholds that were changed for its election."""
    rules = count.rule_sets[contest.rule_set]
    own = count.thresholds.get(contest.election, ())
    if not own:
        return rules
    seats = {one.seats for one in own}
    likely = (*(one for one in rules.likely if one.seats not in seats), *own)
    return replace(rules, likely=tuple(sorted(likely, key=lambda one: one.seats)))


def _contest(count: Count, event: ev.ContestSetUp) -> Count:
    contest = event.contest
    state = ContestState(
        contest=contest,
        number=len(count.contests) + 1,
        rules=_rules_of(count, contest),
        sheets={sheet.id: SheetState(sheet) for sheet in event.sheets},
    )
    return changed(count, contests={**count.contests, contest.id: state})


def _corrected(
    count: Count, state: ContestState, event: ev.SetUpCorrected, _recorded: ev.Recorded
) -> ContestState:
    old = [id_ for id_, sheet in state.sheets.items() if not sheet.withdrawn]
    renewed = with_sheets(state, event.sheets, old, event.reason)
    tables = {mini_count.id for mini_count in event.corrected.counted_in}
    return changed(
        renewed,
        contest=event.corrected,
        rules=_rules_of(count, event.corrected),
        proven=False,
        verification=None,
        issued={table: papers for table, papers in state.issued.items() if table in tables},
        closed=frozenset(),
        answers=(),
    )


def _amended(
    _count: Count, state: ContestState, event: ev.SetUpAmended, _recorded: ev.Recorded
) -> ContestState:
    contest = event.particulars.of(state.contest)
    return changed(state, contest=contest, proven=False, provisional=None, lots=())


def _proven(
    _count: Count, state: ContestState, _event: ev.ContestProven, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, proven=True)


def _uncontested(
    _count: Count, state: ContestState, _event: ev.ReturnedUncontested, recorded: ev.Recorded
) -> ContestState:
    return changed(state, declared=recorded.id, uncontested=True, spoken_at=recorded.at)


def _electorate(
    _count: Count, state: ContestState, event: ev.ElectorateAltered, _recorded: ev.Recorded
) -> ContestState:
    contest = replace(state.contest, electorate=event.electorate, electorate_source=event.source)
    return changed(state, contest=contest, provisional=None, lots=())


def _called_off(
    _count: Count, state: ContestState, event: ev.PollCalledOff, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, called_off=event)


def _restored(
    _count: Count, state: ContestState, _event: ev.PollRestored, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, called_off=None)


def _exception(
    _count: Count, state: ContestState, event: ev.ExceptionRecorded, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, exceptions=state.exceptions | {event.person})


WHOLE: dict[type, Callable[..., Count]] = {
    ev.DeviceEnrolled: _device,
    ev.PersonEnrolled: _person,
    ev.AppointmentsChanged: _appointments,
    ev.PersonLeft: _left,
    ev.PersonReturned: _returned,
    ev.ElectionSetUp: _election,
    ev.ThresholdsChanged: _thresholds,
    ev.ContestSetUp: _contest,
    ev.BoxesReceived: _received,
    ev.ReceiptTakenBack: _receipt_taken_back,
}

STEPS: dict[type, Callable[..., ContestState]] = {
    ev.SetUpCorrected: _corrected,
    ev.SetUpAmended: _amended,
    ev.ContestProven: _proven,
    ev.ReturnedUncontested: _uncontested,
    ev.ElectorateAltered: _electorate,
    ev.PollCalledOff: _called_off,
    ev.PollRestored: _restored,
    ev.ExceptionRecorded: _exception,
}
