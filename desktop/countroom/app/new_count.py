"""A new count file from a source: the same steps for the command line and for the first start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from countroom.app.arranging import Arrangement, arranged
from countroom.app.crew import USUAL, slips_text, usual_members
from countroom.app.files import make_folder, write_whole
from countroom.app.setup import (
    Plan,
    columns_beside,
    keys_beside,
    secrets_beside,
    set_up,
    slips_beside,
)
from countroom.app.sources import Source, contests_for, council_in, election_for, polls_on
from countroom.app.sources.agents import read_agents
from countroom.app.sources.stations import read_stations
from countroom.app.staff import make_person
from countroom.domain.consultation import kinds_under
from countroom.domain.election import Environment
from countroom.domain.faults import Fault
from countroom.domain.refusals import Refusal
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from countroom.app.sources import SourceFault
    from countroom.app.sources.agents import Agents
    from countroom.app.sources.columns import Hall
    from countroom.app.staff import Enrolled, Randomness
    from countroom.domain.election import Contest, Election
    from countroom.texts import Texts
    from countroom.wire.chain import Clock

    Tell = Callable[["Stage", int, int], None]

Stage = Literal["reading", "keys", "contests"]
"""What is being done: reading the source, making keys, writing contests."""


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll on one day (ISO) as the source has it; ``wards`` counts a council's contests.

    A mayor's has no wards.
    """

    day: str
    slug: str
    council: str
    wards: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to set up: councils by slug on one day, and where; ``officer`` is printed.

    ``stations`` is the file of the hall's polling stations where there is one; ``columns`` says
    which column of ours each of its columns is, beside what was remembered; ``agents`` is the file
    of whom the candidates appointed.
    """

    day: str
    councils: tuple[str, ...]
    out: Path
    environment: Environment
    officer: str = ""
    stations: Path | None = None
    agents: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    how: Arrangement = field(default_factory=Arrangement)


@dataclass(frozen=True, slots=True)
class Made:
    """A count file just made and what lies beside it; ``contests`` were set up.

    ``mended`` are names as the source wrote them and as they were set up, where these differ.
    """

    path: Path
    contests: int
    mended: tuple[tuple[str, str], ...] = ()

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
    bare = list(_elections(source, wanted, tell))
    hall, agents = _with_stations(bare, wanted), _agents(bare, wanted)
    if isinstance(hall, tuple) or isinstance(agents, tuple):
        return tuple(one for wrong in (hall, agents) if isinstance(wrong, tuple) for one in wrong)
    elections = [_arranged(*one, wanted.how, texts) for one in hall]
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
        plan = Plan(wanted.environment, elections, crew, agents)
        count = set_up(wanted.out, plan, clock, random, one_more)
        if isinstance(count, Refusal):
            return count
        count.close()
        _remember(wanted)
        made = True
    finally:
        if not made:
            slips.unlink(missing_ok=True)
    return Made(wanted.out, contests, tuple(_mended(source, wanted)))


def remembered_columns(out: Path) -> dict[str, str]:
    """Read what the columns of stations files were said to be in this folder; else nothing."""
    try:
        kept = json.loads(columns_beside(out).read_bytes())
    except (OSError, ValueError):  # none was kept, or it is not ours
        return {}
    known = kept.items() if isinstance(kept, dict) else ()
    return {theirs: ours for theirs, ours in known if isinstance(ours, str)}


def _polls_on(source: Source, day: str) -> Iterator[Poll]:
    held = source.day(day).contests
    for slug in polls_on(source, day):
        yield Poll(day, slug, council_in(source, slug, day).name, len(held.get(slug, ())))


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


def _mended(source: Source, wanted: Wanted) -> Iterator[tuple[str, str]]:
    day = source.day(wanted.day)
    for slug in wanted.councils:
        for ward in day.contests.get(slug, ()):
            yield from ((c.written, c.name) for c in day.candidates_in(ward) if c.written)


def _with_stations(hall: Hall, wanted: Wanted) -> Hall | tuple[SourceFault, ...]:
    """Give the hall the boxes of its stations file, or all that is wrong in that."""
    if wanted.stations is None:
        return hall
    return read_stations(wanted.stations, _renamed(wanted), hall)


def _agents(hall: Hall, wanted: Wanted) -> Agents | tuple[SourceFault, ...]:
    """Give the agents of their file, or all that is wrong in that."""
    if wanted.agents is None:
        return {}
    laws = load_rule_sets()
    return read_agents(
        wanted.agents, _renamed(wanted), hall, lambda contest: kinds_under(laws[contest.rule_set])
    )


def _renamed(wanted: Wanted) -> dict[str, str]:
    return remembered_columns(wanted.out) | dict(wanted.columns)


def _arranged(
    election: Election, contests: Sequence[Contest], how: Arrangement, texts: Texts
) -> tuple[Election, list[Contest]]:
    early = how.count_before_verification
    return (
        replace(election, count_before_verification=early),
        [arranged(contest, how, texts) for contest in contests],
    )


def _remember(wanted: Wanted) -> None:
    """Keep what the columns were said to be, for the next count in this folder."""
    if wanted.columns:
        kept = remembered_columns(wanted.out) | dict(wanted.columns)
        write_whole(columns_beside(wanted.out), json.dumps(kept, indent=2, ensure_ascii=False))


def _crew(random: Randomness, tell: Tell) -> Iterator[Enrolled]:
    """Make everybody's key: slow on purpose, since a secret has to be hard to guess."""
    for done, member in enumerate(usual_members(random)):
        tell("keys", done, len(USUAL))
        yield make_person(member, random)


def _place(fault: SourceFault) -> tuple[str, int, str, str]:
    return fault.file, fault.row, fault.column, fault.code
