"""The crew: who is here with which powers, who may still key and settle, and what is too few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.screens.gaps import LEAST_CLEARING, LEAST_KEYING, holders_of
from countroom.domain.identifiers import ContestId, PersonId
from countroom.domain.people import ALL_POWERS, Appointment, Power
from countroom.domain.staffing import who_may_adjudicate, who_may_key, who_may_settle
from countroom.domain.state import SheetState
from countroom.texts import N_, say_role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from countroom.domain.identifiers import ElectionId
    from countroom.domain.people import Person
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

    NameOf = Callable[[PersonId], str]

POWERS: Final[Mapping[Power, str]] = {
    "adjudicate": N_("adjudicate papers"),
    "verify": N_("sign the verification"),
    "recount": N_("agree or refuse a recount"),
    "lot": N_("draw lots"),
    "clear": N_("clear results"),
    "disclose": N_("say what may be known"),
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person's line: name, roles, whether they are here, and their powers poll by poll."""

    person: PersonId
    name: str
    roles: str
    here: bool
    powers: str
    told: str


@dataclass(frozen=True, slots=True)
class ContestCrew:
    """Who may still do what in a contest, by name; the sheet with fewest of them decides."""

    contest: ContestId
    area: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    settle: tuple[str, ...]
    rule: tuple[str, ...]
    clear: tuple[str, ...]

    @property
    def stuck(self) -> bool:
        """Say whether a step of it has nobody left."""
        return not (self.first and self.second and self.settle and self.rule and self.clear)


def person_rows(texts: Texts, count: Count, name_of: NameOf) -> tuple[PersonRow, ...]:
    """List everybody, those who are away last."""
    rows = [_row(texts, count, one, name_of) for one in count.people.values()]
    return tuple(sorted(rows, key=lambda row: not row.here))


def contest_crews(count: Count, name_of: NameOf) -> tuple[ContestCrew, ...]:
    """Say for each contest with a poll still open who may still do each of its steps."""
    return tuple(
        _crew_of(count, state, name_of)
        for state in count.contests.values()
        if state.declared is None and state.called_off is None and not state.contest.uncontested
    )


def say_crew(texts: Texts, crew: ContestCrew) -> str:
    """Say who may do what in a contest."""
    nobody = texts.say("nobody")
    return texts.say(
        "First entry: {first}. Second: {second}. Settle: {settle}. Doubtful papers: {rule}. "
        "Clear: {clear}.",
        first=", ".join(crew.first) or nobody,
        second=", ".join(crew.second) or nobody,
        settle=", ".join(crew.settle) or nobody,
        rule=", ".join(crew.rule) or nobody,
        clear=", ".join(crew.clear) or nobody,
    )


def warnings(texts: Texts, count: Count, name_of: NameOf) -> tuple[str, ...]:
    """Say what the crew is short of, and whom it would miss."""
    here = [one for one in count.people.values() if one.id not in count.away]
    said = []
    keying = [one for one in here if {"keyer", "supervisor"} & set(one.roles)]
    if len(keying) < LEAST_KEYING:
        said.append(
            texts.say("Each sheet is keyed by two people, and fewer are here. Call a keyer in.")
        )
    settlers = [one for one in here if "supervisor" in one.roles]
    if not settlers:
        said.append(
            texts.say(
                "Nobody here may settle what differs. Call a supervisor, or an officer records an "
                "exception for one contest and person."
            )
        )
    elif len(settlers) == 1:
        said.append(
            texts.say(
                "If {person} keys a sheet for somebody on a break, nobody is left to settle it.",
                person=name_of(settlers[0].id),
            )
        )
    return (*said, *_short_of_officers(texts, count))


def least_crew(texts: Texts) -> str:
    """Say the smallest crew that gets through a night."""
    return texts.say(
        "The least crew: two keyers, a supervisor who keys nothing, and two officers who may clear "
        "results in each poll."
    )


def with_letter(person: Person, letter: Appointment) -> tuple[Appointment, ...]:
    """Give a person's appointments with those for one poll, or for every poll, replaced."""
    others = tuple(one for one in person.appointments if one.election != letter.election)
    return (*others, letter)


def powers_in(person: Person, election: ElectionId | None) -> tuple[Power, ...]:
    """List an officer's powers in one poll; all of them for the returning officer."""
    if not person.appointments:
        return ALL_POWERS if "officer" in person.roles else ()
    held = {
        power
        for one in person.appointments
        if one.election == election or (election is not None and one.covers(election))
        for power in one.powers
    }
    return tuple(power for power in ALL_POWERS if power in held)


def letter_of(election: ElectionId | None, powers: Collection[Power], title: str) -> Appointment:
    """Make an appointment of what is ticked, powers in their order."""
    ordered = tuple(power for power in ALL_POWERS if power in powers)
    return Appointment(election, ordered, " ".join(title.split()))


def _row(texts: Texts, count: Count, person: Person, name_of: NameOf) -> PersonRow:
    name, here = name_of(person.id), person.id not in count.away
    roles = ", ".join(say_role(texts, role) for role in person.roles)
    powers = _say_powers(texts, count, person)
    place = texts.say("here") if here else texts.say("away")
    told = ". ".join(part for part in (f"{name}, {place}", roles, powers) if part)
    return PersonRow(person.id, name, roles, here, powers, told)


def _say_powers(texts: Texts, count: Count, person: Person) -> str:
    if "officer" not in person.roles:
        return ""
    if not person.appointments:
        return texts.say("Every power in every poll")
    said = []
    for election in count.elections.values():
        powers = powers_in(person, election.id)
        words = ", ".join(texts.say(POWERS[power]) for power in powers)
        said.append(
            texts.say(
                "{poll}: {powers} ({title})",
                poll=election.name,
                powers=words or texts.say("no power"),
                title=person.title_in(election.id),
            )
        )
    return "; ".join(said)


def _short_of_officers(texts: Texts, count: Count) -> list[str]:
    """Name the polls in which fewer than two people here may clear results."""
    return [
        texts.say(
            "{poll}: fewer than two people here may clear results. Call a deputy with that power.",
            poll=election.name,
        )
        for election in count.elections.values()
        if len(holders_of(count, election.id)) < LEAST_CLEARING
    ]


def _crew_of(count: Count, state: ContestState, name_of: NameOf) -> ContestCrew:
    begun = [one for one in state.sheets.values() if one.outstanding and one.first is not None]
    blank = SheetState(next(iter(state.sheets.values())).sheet)
    free = who_may_key(count, blank, 1)
    second = free if len(free) >= LEAST_KEYING else ()
    seconds = [who_may_key(count, one, 2) for one in begun if one.second is None]
    settle = [who_may_settle(count, state, one) for one in (*begun, blank)]
    contest = state.contest

    def names(people: Sequence[PersonId]) -> tuple[str, ...]:
        return tuple(name_of(one) for one in people)

    return ContestCrew(
        contest.id,
        contest.area,
        names(free),
        names(min((*seconds, second), key=len)),
        names(min(settle, key=len)),
        names(who_may_adjudicate(count, contest.election)),
        names(holders_of(count, contest.election)),
    )
