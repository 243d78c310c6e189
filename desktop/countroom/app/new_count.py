"""A new count file from a source: the same steps for the command line and for the first start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from countroom.app.crew import USUAL, usual_members
from countroom.app.files import make_folder, write_whole
from countroom.app.setup import Plan, keys_beside, secrets_beside, set_up, slips_beside
from countroom.app.sources import Source, contests_for, council_in, councils_on, election_for
from countroom.app.staff import make_person
from countroom.domain.election import Environment
from countroom.domain.faults import Fault
from countroom.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from countroom.app.sources import SourceFault
    from countroom.app.staff import Enrolled, Randomness
    from countroom.domain.election import Contest, Election
    from countroom.texts import Texts
    from countroom.wire.chain import Clock

    Tell = Callable[["Stage", int, int], None]

Stage = Literal["reading", "keys", "contests"]
"""What is being done: reading the source, making keys, writing contests."""


@dataclass(frozen=True, slots=True)
class Poll:
    """A council's poll on one day (ISO) as the source has it; ``wards`` counts its contests."""

    day: str
    slug: str
    council: str
    wards: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to set up: councils by slug on one day, and where; ``officer`` is printed."""

    day: str
    councils: tuple[str, ...]
    out: Path
    environment: Environment
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A count file just made and what lies beside it; ``contests`` were set up."""

    path: Path
    contests: int

    @property
    def keys(self) -> Path:
        """Name the public key file."""
        return keys_beside(self.path)

    @property
    def secrets(self) -> Path:
        """Name the sealed file."""
        return secrets_beside(self.path)

    @property
    def slips(self) -> Path:
        """Name the file with the slips to hand out."""
        return slips_beside(self.path)


def say_nothing(_stage: Stage, _done: int, _of: int) -> None:
    """Tell nobody how far it is."""


def polls_in(source: Source, tell: Tell = say_nothing) -> list[Poll]:
    """List every poll of a source, the latest day first, then by council.

    What ``tell`` raises ends the reading. Raises Fault when the disk fails.
    """
    years = source.years
    polls: list[Poll] = []
    for done, year in enumerate(years):
        tell("reading", done, len(years))
        for day in source.days_in(year):
            polls += _polls_on(source, day)
    # An undated file is read with each year that has others, so its polls may come twice.
    return sorted(set(polls), key=lambda poll: (_latest(poll.day), poll.council, poll.slug))


def make_count(
    source: Source,
    wanted: Wanted,
    clock: Clock,
    random: Randomness,
    texts: Texts,
    tell: Tell = say_nothing,
) -> Made | Refusal | tuple[SourceFault, ...]:
    """Make a count file, its key file, its sealed file and the slips, or say all that is wrong.

    Nothing is left when there is anything wrong, or when ``tell`` raises to stop it. Raises
    Fault when a file exists already or the disk fails.
    """
    tell("reading", 0, len(wanted.councils))
    found = [fault for slug in wanted.councils for fault in source.faults(wanted.day, slug)]
    if found:
        return tuple({_place(fault): fault for fault in found}.values())
    elections = list(_elections(source, wanted, tell))
    crew = list(_crew(random, tell))
    slips = slips_beside(wanted.out)
    if slips.exists():
        raise Fault("file_exists", path=str(slips))
    make_folder(wanted.out.parent)
    write_whole(slips, slips_text(crew, wanted.environment, texts), mode=0o600)
    contests = sum(len(held) for _, held in elections)
    done = 0

    def one_more() -> None:
        nonlocal done
        done += 1
        tell("contests", done, contests)

    made = False
    try:
        count = set_up(
            wanted.out, Plan(wanted.environment, elections, crew), clock, random, one_more
        )
        if isinstance(count, Refusal):
            return count
        count.close()
        made = True
    finally:
        if not made:
            slips.unlink(missing_ok=True)
    return Made(wanted.out, contests)


def slips_text(crew: Sequence[Enrolled], environment: Environment, texts: Texts) -> str:
    """Write the slips: one line a person with pseudonym, roles and secret."""
    head = texts.say("Hand out one slip to each person, then delete this file.")
    lines = [head, texts.say("TEST") if environment == "test" else "", ""]
    for one in crew:
        lines += [f"{one.person.id}\t{' '.join(one.person.roles)}\t{one.member.secret}", ""]
    return "\n".join(lines)


def _polls_on(source: Source, day: str) -> Iterator[Poll]:
    held = source.day(day).contests
    for slug in councils_on(source, day):
        yield Poll(day, slug, council_in(source, slug, day).name, len(held[slug]))


def _latest(day: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in day.split("-"))


def _elections(
    source: Source, wanted: Wanted, tell: Tell
) -> Iterator[tuple[Election, list[Contest]]]:
    for done, slug in enumerate(wanted.councils, 1):
        election = election_for(source, slug, wanted.day)
        named = replace(election, returning_officer=wanted.officer)
        yield named, contests_for(source, slug, wanted.day)
        tell("reading", done, len(wanted.councils))


def _crew(random: Randomness, tell: Tell) -> Iterator[Enrolled]:
    """Make everybody's key: slow on purpose, since a secret has to be hard to guess."""
    for done, member in enumerate(usual_members(random)):
        tell("keys", done, len(USUAL))
        yield make_person(member, random)


def _place(fault: SourceFault) -> tuple[str, int, str, str]:
    return fault.file, fault.row, fault.column, fault.code
