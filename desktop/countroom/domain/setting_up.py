"""Set-up: people, devices, elections, contests, and the proof against the printed paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import sheets_for

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.election import Contest
    from countroom.domain.state import Count

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
    """Set up an election once."""
    election = command.election
    if election.id in count.elections:
        return refuse("election_known", election=election.id)
    return (ev.ElectionSetUp(election),)


def set_up_contest(count: Count, command: do.SetUpContest) -> Decision:
    """Set up a contest whose ballot paper can be one."""
    contest = command.contest
    if contest.election not in count.elections:
        return refuse("election_unknown", election=contest.election)
    if contest.id in count.contests:
        return refuse("contest_known", contest=contest.id)
    if contest.rule_set not in count.rule_sets:
        return refuse("rule_set_unknown", rule_set=contest.rule_set)
    unsound = _unsound(contest)
    if unsound is not None:
        return unsound
    rules = count.rule_sets[contest.rule_set]
    if rules.system != "plurality":
        return refuse("system_not_kept", rule_set=contest.rule_set)
    sheets = () if contest.uncontested else sheets_for(contest, rules, len(count.contests) + 1)
    return (ev.ContestSetUp(contest, sheets),)


def prove_contest(count: Count, command: do.ProveContest) -> Decision:
    """Take the proof of two people; a contest is proven once."""
    state = count.contests.get(command.contest)
    if state is None:
        return refuse("contest_unknown", contest=command.contest)
    if state.proven:
        return refuse("contest_proven", contest=command.contest)
    return (ev.ContestProven(command.contest),)


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


def _unsound(contest: Contest) -> Refusal | None:
    if contest.seats < 1:
        return refuse("contest_without_seats", contest=contest.id)
    if [c.number for c in contest.candidates] != list(range(1, len(contest.candidates) + 1)):
        return refuse("candidates_not_in_order", contest=contest.id)
    if len({c.id for c in contest.candidates}) != len(contest.candidates):
        return refuse("candidate_twice", contest=contest.id)
    if not contest.uncontested and not contest.boxes:
        return refuse("contest_without_boxes", contest=contest.id)
    if len({b.id for b in contest.boxes}) != len(contest.boxes):
        return refuse("box_twice", contest=contest.id)
    return None
