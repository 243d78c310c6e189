"""Breaks: who relieves whom and when, and where a relief leaves nobody who may settle or key.

Two people key each sheet and a third settles it; whoever keys in somebody's place may not settle
what they keyed, also when the break is over (night.md N15).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.seat_plan import Break

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countroom.domain.identifiers import PersonId
    from countroom.domain.people import Person
    from countroom.domain.state import Count

Strain = Literal["same", "busy", "unfit", "one_key", "none_settle", "keyed_by_settler"]
"""Relief is the person; is on a break or at another desk then; may not do the work; fewer than two
key; nobody settles while it lasts; or nobody may settle what the relief keyed, also afterwards."""

USUAL_MINUTES: Final = 20
LEAST_KEYING: Final = 2
_FIRST: Final = 60
"""Minutes after keying begins."""
_DAY, _HOUR, _NOON = 1440, 60, 720


@dataclass(frozen=True, slots=True)
class Warned:
    """What a break would leave undone; ``contests`` are those it concerns, by name."""

    of: Break
    strain: Strain
    contests: tuple[str, ...] = ()


def crew(count: Count) -> tuple[Person, ...]:
    """List the people here who key or settle: keyers first, then supervisors."""
    here = [one for one in count.people.values() if one.id not in count.away]
    keyers = [one for one in here if "keyer" in one.roles]
    return (*keyers, *(one for one in here if _settles(one) and one not in keyers))


def suggested(count: Count, begins: str, minutes: int = USUAL_MINUTES) -> tuple[Break, ...]:
    """Give everybody a break, one after another from an hour after keying begins.

    A keyer's place is taken by a supervisor where only two key and another supervisor stays; else
    by nobody.
    """
    people = crew(count)
    settlers = [one for one in people if _settles(one)]
    keyers = [one for one in people if "keyer" in one.roles]
    breaks, at = [], since_noon(begins) + _FIRST
    for one in people:
        relief = None
        if one in keyers and len(keyers) <= LEAST_KEYING:
            spare = [other.id for other in settlers if other.id != one.id]
            relief = spare[-1] if len(spare) > 1 else None
        breaks.append(Break(one.id, clock(at), minutes, relief))
        at += minutes
    return tuple(breaks)


def reliefs_for(count: Count, person: Person) -> tuple[PersonId, ...]:
    """List who may do a person's work in their place."""
    fit = {"keyer", "supervisor"} if "keyer" in person.roles else {"supervisor"}
    return tuple(one.id for one in crew(count) if one.id != person.id and fit & set(one.roles))


def warnings(count: Count, breaks: Sequence[Break]) -> tuple[Warned, ...]:
    """Say what each break would leave undone; breaks of people who are not here ask nothing."""
    people = {one.id: one for one in crew(count)}
    planned = [one for one in breaks if one.person in people]
    found: list[Warned] = []
    for one in planned:
        wrong = _unlikely(count, one, planned, people)
        if wrong is not None:
            found.append(Warned(one, wrong))
            continue
        together = [other for other in planned if _meet(one, other)]
        found += _left_undone(count, one, together, people)
    return tuple(found)


def since_noon(at: str) -> int:
    """Give the minutes from noon of polling day to a time of the night, HH:MM."""
    hours, minutes = at.split(":")
    return (int(hours) * _HOUR + int(minutes) - _NOON) % _DAY


def clock(minutes: int) -> str:
    """Give the time so many minutes after noon of polling day, HH:MM."""
    hours, rest = divmod((minutes + _NOON) % _DAY, _HOUR)
    return f"{hours:02d}:{rest:02d}"


def ends(one: Break) -> str:
    """Give when a break is over, HH:MM."""
    return clock(since_noon(one.at) + one.minutes)


def _unlikely(
    count: Count, one: Break, planned: Iterable[Break], people: dict[PersonId, Person]
) -> Strain | None:
    """Say why the relief cannot be there, None where it can or nobody is asked to."""
    if one.relief is None:
        return None
    if one.relief == one.person:
        return "same"
    if one.relief not in reliefs_for(count, people[one.person]):
        return "unfit"
    others = [other for other in planned if other is not one and _meet(one, other)]
    busy = any(one.relief in (other.person, other.relief) for other in others)
    return "busy" if busy else None


def _left_undone(
    count: Count, one: Break, together: Sequence[Break], people: dict[PersonId, Person]
) -> list[Warned]:
    """Look at the desks while a break lasts, with the breaks that meet it."""
    away = {other.person for other in together}
    lent = {
        other.relief
        for other in together
        if other.relief is not None and "keyer" in people[other.person].roles
    }
    here = [person for person in people.values() if person.id not in away]
    keying = [person for person in here if "keyer" in person.roles or person.id in lent]
    settling = [person for person in here if _settles(person) and person.id not in lent]
    found = []
    if len(keying) < LEAST_KEYING and "keyer" in people[one.person].roles:
        found.append(Warned(one, "one_key"))
    if not settling and (_settles(people[one.person]) or one.relief in lent):
        found.append(Warned(one, "none_settle"))
    if one.relief is not None and _settles(people[one.relief]) and one.relief in lent:
        others = [p for p in people.values() if _settles(p) and p.id != one.relief]
        left = _without_settler(count, one.relief) if not others else ()
        if left:
            found.append(Warned(one, "keyed_by_settler", left))
    return found


def _without_settler(count: Count, relief: PersonId) -> tuple[str, ...]:
    """Name the contests in which nobody else may settle: no exception of somebody here."""
    return tuple(
        state.contest.area
        for state in count.contests.values()
        if state.declared is None
        and state.called_off is None
        and not state.contest.uncontested
        and not state.exceptions - count.away - {relief}
    )


def _settles(person: Person) -> bool:
    return "supervisor" in person.roles


def _meet(one: Break, other: Break) -> bool:
    """Say whether two breaks overlap; one meets itself."""
    first, second = since_noon(one.at), since_noon(other.at)
    return first < second + other.minutes and second < first + one.minutes
