"""One person, two seats: who was returned more than once, and the vacancies that causes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.identifiers import ContestId

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Returned:
    """A person returned in a contest, ``as_mayor`` or as a councillor.

    ``person`` tells a person apart from everybody else in all contests of the day: a name does
    not.
    """

    person: str
    contest: ContestId
    as_mayor: bool = False


@dataclass(frozen=True, slots=True)
class TwoSeats:
    """A person returned in more than one contest of a day.

    ``vacancies`` seats as councillor fall vacant, somewhere in ``wards``: in all of them when the
    person is the mayor too, else in all but the one that the person keeps.
    """

    person: str
    mayor: ContestId | None
    wards: tuple[ContestId, ...]

    @property
    def vacancies(self) -> int:
        """Count the seats as councillor that fall vacant."""
        return len(self.wards) - (self.mayor is None)


def two_seats(returned: Iterable[Returned]) -> tuple[TwoSeats, ...]:
    """Find who was returned more than once, in order of the persons' ids.

    Who is returned as mayor and as councillor at once leaves a vacancy as councillor (Local
    Government Act 2000 s. 9HA(1), in Wales s. 40(1)), and nobody holds two seats of one council.
    Who has no id is left out: nothing tells them apart. The seats stay counted for the parties
    that won them, as the vacancy arises after the declaration.
    """
    wards: dict[str, list[ContestId]] = {}
    mayors: dict[str, ContestId] = {}
    for one in returned:
        if one.person and one.as_mayor:
            mayors[one.person] = one.contest
        elif one.person:
            wards.setdefault(one.person, []).append(one.contest)
    found = [
        TwoSeats(person, mayors.get(person), tuple(sorted(won)))
        for person, won in sorted(wards.items())
    ]
    return tuple(one for one in found if one.vacancies)
