"""Set-up: people, devices, elections, contests, their proof, and what the night changes of it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.figures import is_moment, unsound_papers
from countroom.domain.issuing import MOST_SHEETS_IN_ALL, unsound_mini_count
from countroom.domain.openness import contest_with_poll, open_contest, why_closed
from countroom.domain.receiving import unsound_second
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import in_pads, kinds_of, sheets_for

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.election import Contest
    from countroom.domain.state import Count

KEPT: Final = ("plurality", "supplementary_vote")
"""The counting systems whose sheets are keyed here (decision 8)."""

Decision = tuple[ev.Event, ...] | Refusal


def enrol_device(count: Count, command: do.EnrolDevice) -> Decision:
    """Enrol a laptop once."""
    device = command.device
    if device.id in count.devices:
        return refuse("device_known", device=device.id)
    return (ev.DeviceEnrolled(device),)


def enrol_person(count: Count, command: do.EnrolPerson) -> Decision:
    """Enrol a person once, and no key twice: two people are two keys."""
    person = command.person
    if person.id in count.people:
        return refuse("person_known", person=person.id)
    if any(person.key == other.key for other in count.people.values()):
        return refuse("key_known", person=person.id)
    return (ev.PersonEnrolled(person),)


def set_up_election(count: Count, command: do.SetUpElection) -> Decision:
    """Set up an election once; polls that are combined are verified before votes are counted."""
    election = command.election
    if election.id in count.elections:
        return refuse("election_known", election=election.id)
    if election.combined and election.count_before_verification:
        return refuse("combined_counted_early", election=election.id)
    return (ev.ElectionSetUp(election),)


def set_up_contest(count: Count, command: do.SetUpContest) -> Decision:
    """Set up a contest whose ballot paper can be one."""
    contest = command.contest
    if contest.election not in count.elections:
        return refuse("election_unknown", election=contest.election)
    if contest.id in count.contests:
        return refuse("contest_known", contest=contest.id)
    unsound = _unsound(count, contest)
    if unsound is not None:
        return unsound
    rules = count.rule_sets[contest.rule_set]
    sheets = () if contest.uncontested else sheets_for(contest, rules, len(count.contests) + 1)
    return (ev.ContestSetUp(contest, in_pads(sheets)),)


def correct_set_up(count: Count, command: do.CorrectSetUp) -> Decision:
    """Change a set-up by an officer's order while nothing is keyed; it is to be proven anew."""
    state = count.contests.get(command.contest)
    if state is None:
        return refuse("contest_unknown", contest=command.contest)
    new = command.corrected
    if (new.id, new.election) != (state.contest.id, state.contest.election):
        return refuse("another_contest", contest=new.id)
    closed = why_closed(state)
    if closed is not None:
        return closed
    if any(sheet.first is not None for sheet in state.sheets.values()):
        return refuse("keyed_already", contest=command.contest)
    if not command.reason.strip():
        return refuse("reason_missing")
    unsound = _unsound(count, new)
    if unsound is not None:
        return unsound
    made = sheets_for(new, count.rule_sets[new.rule_set], state.number, len(state.sheets))
    sheets = () if new.uncontested else made
    return (ev.SetUpCorrected(command.contest, new, in_pads(sheets), command.reason),)


def alter_electorate(count: Count, command: do.AlterElectorate) -> Decision:
    """Take another electorate until the result is cleared; once proven it takes two people."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if not command.source.strip() or not command.reason.strip():
        return refuse("reason_missing")
    unsound = unsound_papers(command.electorate, least=1)
    if unsound is not None:
        return unsound
    if state.proven and command.second is None:
        return refuse("electorate_by_one", contest=command.contest)
    return (
        ev.ElectorateAltered(command.contest, command.electorate, command.source, command.reason),
    )


def call_off_poll(count: Count, command: do.CallOffPoll) -> Decision:
    """Call a poll off until it is cleared, under seal too: its papers are sealed uncounted."""
    state = contest_with_poll(count, command.contest)
    if isinstance(state, Refusal):
        return state
    closed = why_closed(state)
    if closed is not None and closed.code != "papers_sealed":
        return closed
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.PollCalledOff(command.contest, command.how, command.reason),)


def restore_poll(count: Count, command: do.RestorePoll) -> Decision:
    """Let a poll go on that was called off by mistake."""
    state = contest_with_poll(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if state.called_off is None:
        return refuse("poll_not_called_off", contest=command.contest)
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.PollRestored(command.contest, command.reason),)


def change_thresholds(count: Count, command: do.ChangeThresholds) -> Decision:
    """Change where warnings begin; nothing below zero and no high bound below its low one."""
    if command.election not in count.elections:
        return refuse("election_unknown", election=command.election)
    if not command.reason.strip():
        return refuse("reason_missing")
    usual = command.usual
    figures = [getattr(usual, one.name) for one in fields(usual)]
    bounds = (
        (usual.mean_votes_low, usual.mean_votes_high),
        (usual.turnout_low, usual.turnout_high),
    )
    if usual.seats < 1 or min(figures) < 0 or any(low > high for low, high in bounds):
        return refuse("thresholds_unsound", seats=usual.seats)
    return (ev.ThresholdsChanged(command.election, usual, command.reason),)


def prove_contest(count: Count, command: do.ProveContest) -> Decision:
    """Take the proof of two people; a contest is proven once.

    They key the electorate from the register: every turnout rests on it.
    """
    state = count.contests.get(command.contest)
    if state is None:
        return refuse("contest_unknown", contest=command.contest)
    if state.proven:
        return refuse("contest_proven", contest=command.contest)
    contest = state.contest
    if command.electorate != contest.electorate_to_prove:
        return refuse("electorate_differs", contest=contest.id)
    return (ev.ContestProven(contest.id, command.electorate),)


def return_uncontested(count: Count, command: do.ReturnUncontested) -> Decision:
    """Return all candidates of a proven contest that has no poll."""
    state = count.contests.get(command.contest)
    if state is None:
        return refuse("contest_unknown", contest=command.contest)
    if not state.contest.uncontested:
        return refuse("contest_has_a_poll", contest=command.contest)
    if not state.proven:
        return refuse("contest_not_proven", contest=command.contest)
    if state.declared is not None:
        return refuse("declared_already", contest=command.contest)
    elected = tuple(candidate.id for candidate in state.contest.candidates)
    return (ev.ReturnedUncontested(command.contest, elected),)


def _unsound(count: Count, contest: Contest) -> Refusal | None:
    rules = count.rule_sets.get(contest.rule_set)
    if rules is None:
        return refuse("rule_set_unknown", rule_set=contest.rule_set)
    if rules.system not in KEPT:
        return refuse("system_not_kept", rule_set=contest.rule_set)
    if rules.seats not in (None, contest.seats):
        return refuse("seats_of_the_law", rule_set=contest.rule_set, seats=rules.seats or 0)
    return _unsound_paper(contest) or _unsound_places(contest) or _unsound_figures(contest)


def _unsound_paper(contest: Contest) -> Refusal | None:
    if contest.seats < 1:
        return refuse("contest_without_seats", contest=contest.id)
    if [c.number for c in contest.candidates] != list(range(1, len(contest.candidates) + 1)):
        return refuse("candidates_not_in_order", contest=contest.id)
    if len({c.id for c in contest.candidates}) != len(contest.candidates):
        return refuse("candidate_twice", contest=contest.id)
    return None


def _unsound_figures(contest: Contest) -> Refusal | None:
    """Refuse numbers that no hall has, and more sheets than one event can name."""
    known = [contest.electorate, contest.postal_issued]
    for box in contest.boxes:
        known += [box.electorate, box.entrusted]
    sheets = sum(len(kinds_of(contest, one)) for one in contest.counted_in)
    if sheets > MOST_SHEETS_IN_ALL:
        return refuse("too_many_sheets_in_all", contest=contest.id, most=MOST_SHEETS_IN_ALL)
    if contest.expected_at and not is_moment(contest.expected_at):
        return refuse("moment_unreadable", text=contest.expected_at[:40])
    return unsound_papers(*(number for number in known if number is not None))


def _unsound_places(contest: Contest) -> Refusal | None:
    if not contest.uncontested and not contest.boxes:
        return refuse("contest_without_boxes", contest=contest.id)
    if len({b.id for b in contest.boxes}) != len(contest.boxes):
        return refuse("box_twice", contest=contest.id)
    first = {box.id for box in contest.boxes if box.stands_alone}
    for box in contest.boxes:
        stray = unsound_second(contest.id, box, first)
        if stray is not None:
            return stray
    names = [mini_count.id for mini_count in contest.counted_in]
    for at, name in enumerate(names):
        if name in names[:at]:
            return refuse("mini_count_twice", mini_count=name)
    for mini_count in () if contest.uncontested else contest.counted_in:
        unsound = unsound_mini_count(contest, mini_count)
        if unsound is not None:
            return unsound
    return _box_not_fed(contest)


def _box_not_fed(contest: Contest) -> Refusal | None:
    """Name a box whose papers no mini-count counts."""
    fed = {box for mini_count in contest.counted_in for box in mini_count.boxes}
    for box in contest.boxes:
        if box.id not in fed:
            return refuse("box_without_mini_count", box=box.id)
    return None
