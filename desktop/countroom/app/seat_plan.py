"""Which laptop does which job, what stops if one dies, when keying begins, and the breaks.

A plan is no event: it lies beside the count file, and a lost or damaged one costs a minute.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from countroom.app.files import write_whole
from countroom.domain.identifiers import PersonId

if TYPE_CHECKING:
    from pathlib import Path

Job = Literal["receipt", "entry", "settle", "board", "hall", "print", "uplink"]
JOBS: Final[tuple[Job, ...]] = get_args(Job)
MOST_LAPTOPS: Final = 8
SIZES: Final = (1, 3, 8)
USUAL_BEGIN: Final = "23:30"
LONGEST_BREAK: Final = 120
"""Minutes."""

_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_USUAL: Final[Mapping[int, Mapping[Job, tuple[int, ...]]]] = {
    1: dict.fromkeys(JOBS, (1,)),
    3: {
        "receipt": (1,),
        "entry": (1, 2),
        "settle": (3,),
        "board": (3,),
        "hall": (3,),
        "print": (2,),
        "uplink": (3,),
    },
    8: {
        "receipt": (1,),
        "entry": (2, 3, 4, 5),
        "settle": (6,),
        "board": (7,),
        "hall": (7,),
        "print": (8,),
        "uplink": (8,),
    },
}


@dataclass(frozen=True, slots=True)
class Break:
    """Somebody's break, from ``at`` (HH:MM) on; ``relief`` works in their place, None if nobody."""

    person: PersonId
    at: str
    minutes: int
    relief: PersonId | None = None


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """The laptops, numbered from 1, that do each job; ``begins`` is when keying begins, HH:MM.

    ``breaks`` are at most one a person.
    """

    laptops: int
    seats: Mapping[Job, tuple[int, ...]]
    begins: str = USUAL_BEGIN
    breaks: tuple[Break, ...] = ()

    def with_seats(self, job: Job, laptops: tuple[int, ...]) -> SeatPlan:
        """Give the plan with other laptops for a job."""
        return replace(self, seats={**self.seats, job: laptops})

    def jobs_of(self, laptop: int) -> tuple[Job, ...]:
        """List the jobs of a laptop."""
        return tuple(job for job in JOBS if laptop in self.seats.get(job, ()))

    @property
    def nobodys(self) -> tuple[Job, ...]:
        """List the jobs that no laptop does."""
        return tuple(job for job in JOBS if not self.seats.get(job))


@dataclass(frozen=True, slots=True)
class Loss:
    """What stops if one laptop dies: jobs nobody else does, those that go on, and who takes over.

    ``to`` is the laptop with fewest jobs of those left, None where there is no other.
    """

    laptop: int
    lost: tuple[Job, ...]
    going_on: tuple[Job, ...]
    to: int | None


def usual_plan(laptops: int) -> SeatPlan:
    """Give the plan to begin with; other sizes than 1, 3 and 8 begin as the next smaller one."""
    known = max(size for size in _USUAL if size <= max(1, laptops))
    return SeatPlan(laptops, _USUAL[known])


def losses(plan: SeatPlan) -> tuple[Loss, ...]:
    """Say for each laptop with a job what its death stops."""
    found = []
    for laptop in range(1, plan.laptops + 1):
        jobs = plan.jobs_of(laptop)
        lost = tuple(job for job in jobs if plan.seats[job] == (laptop,))
        others = [one for one in range(1, plan.laptops + 1) if one != laptop]
        to = min(others, key=lambda one: (len(plan.jobs_of(one)), one), default=None)
        if jobs:
            going_on = tuple(job for job in jobs if job not in lost)
            found.append(Loss(laptop, lost, going_on, to))
    return tuple(found)


def read_laptops(typed: str, laptops: int) -> tuple[int, ...] | None:
    """Read the laptops of a job as typed, ``2 3 5``; None where one of them is none."""
    parts = re.split(r"[\s,;]+", typed.strip())
    if parts == [""]:
        return ()
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    found = sorted({int(part) for part in parts})
    return tuple(found) if found[0] >= 1 and found[-1] <= laptops else None


def is_time(typed: str) -> bool:
    """Say whether something typed is a time of the day, as 23:30."""
    return _TIME.fullmatch(typed) is not None


def plan_beside(path: Path) -> Path:
    """Name the file of the plan that lies beside a count file."""
    return path.with_suffix(".plan.json")


def read_plan(path: Path) -> SeatPlan:
    """Read the plan beside a count file; the usual one of one laptop where none can be read."""
    try:
        return _read(json.loads(plan_beside(path).read_bytes()))
    except (OSError, ValueError, RecursionError):  # whatever it holds, it is not ours
        return usual_plan(1)


def write_plan(path: Path, plan: SeatPlan) -> None:
    """Keep the plan beside a count file. Raises Fault when the folder cannot be written."""
    write_whole(plan_beside(path), json.dumps(asdict(plan), indent=2) + "\n")


def _read(kept: Any) -> SeatPlan:  # noqa: ANN401 - whatever stands in the file
    """Take a plan that can be one; raise ValueError for anything else."""
    if not isinstance(kept, dict) or not isinstance(kept.get("seats"), dict):
        raise ValueError("not a plan")  # noqa: TRY004 - a file, not an argument
    laptops, begins = kept.get("laptops"), kept.get("begins")
    if type(laptops) is not int or not 1 <= laptops <= MOST_LAPTOPS:
        raise ValueError("not a number of laptops")
    if not isinstance(begins, str) or not is_time(begins):
        raise ValueError("not a time")
    seats = {job: kept["seats"].get(job, []) for job in JOBS}
    known = range(1, laptops + 1)
    if not all(isinstance(s, list) and all(n in known for n in s) for s in seats.values()):
        raise ValueError("not laptops")
    breaks = kept.get("breaks", [])
    if not isinstance(breaks, list):
        raise ValueError("not breaks")  # noqa: TRY004 - a file, not an argument
    return SeatPlan(
        laptops,
        {job: tuple(found) for job, found in seats.items()},
        begins,
        tuple(map(_read_break, breaks)),
    )


def _read_break(kept: Any) -> Break:  # noqa: ANN401 - whatever stands in the file
    """Take a break that can be one; raise ValueError for anything else."""
    if not isinstance(kept, dict):
        raise ValueError("not a break")  # noqa: TRY004 - a file, not an argument
    person, at, minutes = kept.get("person"), kept.get("at"), kept.get("minutes")
    relief = kept.get("relief")
    if not isinstance(person, str) or not isinstance(at, str) or not is_time(at):
        raise ValueError("not a break")
    if type(minutes) is not int or not 1 <= minutes <= LONGEST_BREAK:
        raise ValueError("not the minutes of a break")
    if relief is not None and not isinstance(relief, str):
        raise ValueError("not a relief")
    return Break(PersonId(person), at, minutes, None if relief is None else PersonId(relief))
