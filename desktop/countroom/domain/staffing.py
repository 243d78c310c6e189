"""The crew: powers by letter, who is here, who may still key and settle, and exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.openness import contest_with_poll
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from countroom.domain import commands as do
    from countroom.domain.identifiers import ElectionId, KeyId, PersonId
    from countroom.domain.people import Person, Power
    from countroom.domain.state import ContestState, Count, SheetState

Decision = tuple[ev.Event, ...] | Refusal


def change_appointments(count: Count, command: do.ChangeAppointments) -> Decision:
    """Give a person other roles and powers; somebody must still be able to set up."""
    if command.person not in count.people:
        return refuse("person_unknown", person=command.person)
    if not command.reason.strip():
        return refuse("reason_missing")
    if command.person == command.by and "administrator" not in command.roles:
        return refuse("administrator_stays", person=command.person)
    refusal = _unsound_office(count.people[command.person], command)
    if refusal is not None:
        return refusal
    return (
        ev.AppointmentsChanged(command.person, command.roles, command.appointments, command.reason),
    )


def _unsound_office(old: Person, command: do.ChangeAppointments) -> Refusal | None:
    """Refuse one's own promotion, and an officer without a letter but the returning officer."""
    returning_officer = "officer" in old.roles and not old.appointments
    if "officer" not in command.roles:
        return None
    if command.by == command.person and "officer" not in old.roles:
        return refuse("own_promotion", person=command.person)
    if not command.appointments and not returning_officer:
        return refuse("officer_without_letter", person=command.person)
    return None


def note_person_left(count: Count, command: do.NotePersonLeft) -> Decision:
    """Note once that a person left."""
    if command.person not in count.people:
        return refuse("person_unknown", person=command.person)
    if command.person in count.away:
        return refuse("person_away", person=command.person)
    return (ev.PersonLeft(command.person),)


def note_person_returned(count: Count, command: do.NotePersonReturned) -> Decision:
    """Note that a person who had left is back."""
    if command.person not in count.away:
        return refuse("person_not_away", person=command.person)
    return (ev.PersonReturned(command.person),)


def record_exception(count: Count, command: do.RecordException) -> Decision:
    """Let one person settle one contest beside an officer."""
    state = contest_with_poll(count, command.contest)
    if isinstance(state, Refusal):
        return state
    person = count.people.get(command.person)
    if person is None:
        return refuse("person_unknown", person=command.person)
    if not {"keyer", "supervisor"} & set(person.roles):
        return refuse("role_missing", person=command.person, roles="keyer supervisor")
    if command.person in state.exceptions:
        return refuse("exception_known", person=command.person, contest=command.contest)
    if not command.reason.strip():
        return refuse("reason_missing")
    return (ev.ExceptionRecorded(command.contest, command.person, command.reason),)


def without_power(count: Count, by: PersonId, power: Power, election: ElectionId) -> Refusal | None:
    """Refuse an officer whose letter does not name a power; a supervisor acts as a supervisor."""
    person = count.people[by]
    if "supervisor" in person.roles or person.may(power, election):
        return None
    return refuse("power_missing", person=by, power=power)


def not_who_verifies(count: Count, by: PersonId, election: ElectionId) -> Refusal | None:
    """Refuse all but an officer whose letter names verification in that poll."""
    person = count.people[by]
    if "officer" not in person.roles:
        return refuse("role_missing", person=by, roles="officer")
    if not person.may("verify", election):
        return refuse("power_missing", person=by, power="verify")
    return None


def who_may_adjudicate(count: Count, election: ElectionId) -> tuple[PersonId, ...]:
    """List the officers here who may rule on doubtful papers in one poll."""
    return tuple(
        person.id
        for person in count.people.values()
        if person.id not in count.away and person.may("adjudicate", election)
    )


def who_may_key(count: Count, sheet: SheetState, ordinal: int) -> tuple[PersonId, ...]:
    """List the people here who may key an entry of a sheet.

    Not those of the other entry, nor who sent its lines back and so saw both.
    """
    other = sheet.entry(3 - ordinal)
    barred = other.keys if other is not None else ()
    return _here(count, {"keyer", "supervisor"}, (*barred, *sheet.overseen))


def who_may_settle(count: Count, state: ContestState, sheet: SheetState) -> tuple[PersonId, ...]:
    """List the people here who may settle a sheet: supervisors who keyed none of it, exceptions."""
    free = _here(count, {"supervisor"}, keys_in(sheet))
    excepted = state.exceptions & set(_here(count, {"keyer", "supervisor"}, ()))
    return (*free, *sorted(excepted - set(free)))


def who_would_settle(
    count: Count, state: ContestState, sheet: SheetState, keyer: PersonId
) -> tuple[PersonId, ...]:
    """List who could still settle a sheet if this person began to key it."""
    return tuple(
        person
        for person in who_may_settle(count, state, sheet)
        if person != keyer or person in state.exceptions
    )


def keys_in(sheet: SheetState) -> tuple[KeyId, ...]:
    """List the keys of all who keyed a line of a sheet."""
    return tuple(key for entry in (sheet.first, sheet.second) if entry for key in entry.keys)


def _here(count: Count, roles: set[str], barred: tuple[KeyId, ...]) -> tuple[PersonId, ...]:
    return tuple(
        person.id
        for person in count.people.values()
        if roles & set(person.roles) and person.id not in count.away and person.key not in barred
    )
