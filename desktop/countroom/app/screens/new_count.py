"""The form of the first start: which poll, where the count file goes, what is still missing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from countroom.app.arranging import Arrangement, at_night
from countroom.app.new_count import Poll, Wanted
from countroom.app.setup import keys_beside, secrets_beside, slips_beside
from countroom.app.sources.names import folded
from countroom.domain.election import Depth, Environment
from countroom.texts import N_, say_source_fault, weekday
from countroom.texts.of_agents import AGENT_FAULTS
from countroom.texts.of_stations import STATION_FAULTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.app.new_count import Made, Stage
    from countroom.app.sources import SourceFault
    from countroom.texts import Texts

SUFFIX = ".count"
_OF_OUR_FILES: Final = {**STATION_FAULTS, **AGENT_FAULTS}

DEPTHS: Final[Mapping[Depth, str]] = {
    "totals": N_("Totals of each table"),
    "team_summary": N_("Each team's summary"),
    "every_sheet": N_("Every counting sheet"),
}
"""How much of the paper is keyed, in words."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person has chosen so far; ``environment`` is None until they say which.

    ``stations``, ``columns`` and ``expected`` are as typed: a path, ``theirs=ours`` with
    semicolons between, a time of the night in London.
    """

    poll: Poll | None = None
    out: str = ""
    environment: Environment | None = None
    officer: str = ""
    stations: str = ""
    columns: str = ""
    expected: str = ""
    how: Arrangement = field(default_factory=Arrangement)

    @property
    def expected_at(self) -> str | None:
        """Give when declarations are expected in UTC, empty for nobody knows, None for no time."""
        if self.poll is None or not self.expected.strip():
            return ""
        return at_night(self.poll.day, self.expected)

    @property
    def wanted(self) -> Wanted | None:
        """Give what to set up, None while something is missing."""
        expected = self.expected_at
        if self.poll is None or self.environment is None or not self.out.strip():
            return None
        if expected is None:
            return None
        path = Path(self.out.strip()).expanduser()
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        officer = " ".join(self.officer.split())
        stations = self.stations.strip()
        return Wanted(
            self.poll.day,
            (self.poll.slug,),
            path,
            self.environment,
            officer,
            stations=Path(stations).expanduser() if stations else None,
            columns=read_columns(self.columns),
            how=replace(self.how, expected_at=expected),
        )


@dataclass(frozen=True, slots=True)
class MadeFact:
    """A file that was made: its icon, what it is, where it is, what to do with it."""

    icon: str
    name: str
    path: str
    advice: str


def matching(polls: Sequence[Poll], typed: str, texts: Texts) -> tuple[Poll, ...]:
    """Find the polls whose council or day has every word typed, or one that begins with it."""
    words = folded(typed).split()
    return tuple(poll for poll in polls if all(_says(poll, word, texts) for word in words))


def _says(poll: Poll, word: str, texts: Texts) -> bool:
    spelled = folded(f"{poll.council} {poll.slug} {poll.day} {texts.day(poll.day)}").split()
    if word.isdigit() and len(word) < len("2024"):
        return word in spelled  # a day of the month, not the beginning of a year
    return any(said.startswith(word) for said in spelled)


def read_columns(typed: str) -> dict[str, str]:
    """Read which column of ours each of theirs is: ``their name=ours; another=``."""
    found: dict[str, str] = {}
    for part in typed.split(";"):
        theirs, equals, ours = part.rpartition("=")
        if equals and theirs.strip():
            found[theirs.strip()] = ours.strip()
    return found


def say_fault_of_set_up(texts: Texts, fault: SourceFault) -> str:
    """Say what is wrong with a source, a stations or an agents file, where, and what to do."""
    if fault.code not in _OF_OUR_FILES:
        return say_source_fault(texts, fault)
    sentence = texts.say(_OF_OUR_FILES[fault.code], **fault.details)
    where = {"file": fault.file, "row": fault.row, "column": fault.column, "sentence": sentence}
    if not fault.row:
        return texts.say("{file}: {sentence}", **where)
    if not fault.column:
        return texts.say("{file}, row {row}: {sentence}", **where)
    return texts.say("{file}, row {row}, column {column}: {sentence}", **where)


def say_poll(texts: Texts, poll: Poll) -> tuple[str, str, str]:
    """Say a poll's council, its day and how many wards vote."""
    wards = texts.count("{n} ward", "{n} wards", poll.wards) if poll.wards else ""
    return poll.council, weekday(texts, poll.day), wards


def missing(texts: Texts, choices: Choices) -> str:
    """Say what opens the button; empty when nothing is missing."""
    if choices.poll is None:
        return texts.say("Opens when a council and its polling day are chosen.")
    if choices.environment is None:
        return texts.say("Opens when you say whether it is TEST or live.")
    if not choices.out.strip():
        return texts.say("Opens when there is a place for the count file.")
    if choices.expected_at is None:
        return texts.say("Opens when the time expected is one: write it as 02:30.")
    wanted = choices.wanted
    if wanted is not None and any(path.exists() for path in _files(wanted.out)):
        return texts.say("There is a count file of that name already. Choose another name.")
    return ""


def _files(out: Path) -> tuple[Path, ...]:
    return out, keys_beside(out), secrets_beside(out), slips_beside(out)


def proposed_file(folder: Path, poll: Poll, environment: Environment | None) -> Path:
    """Propose a name for the count file: the council, the day, and TEST where it is one."""
    ending = "-test" if environment == "test" else ""
    return folder / f"{poll.slug}-{poll.day}{ending}{SUFFIX}"


def say_stage(texts: Texts, stage: Stage, done: int, of: int) -> str:
    """Say what is being done and how far it is."""
    values = {"done": texts.figure(done), "of": texts.figure(of)}
    if stage == "reading":
        return texts.say("Reading the source: {done} of {of}", **values)
    if stage == "keys":
        return texts.say("Making keys and secrets: {done} of {of} people", **values)
    return texts.say("Writing the contests: {done} of {of}", **values)


def made_facts(texts: Texts, made: Made) -> tuple[MadeFact, ...]:
    """Say where everything is, and what is to be done with it."""
    return (
        MadeFact(
            "hard-drive",
            texts.say("The count file"),
            str(made.path),
            texts.say("The whole night is kept in it. Leave it on this laptop's own disk."),
        ),
        MadeFact(
            "key-round",
            texts.say("Public keys, for whoever verifies"),
            str(made.keys),
            texts.say("Give it to the feed's operator, and to everybody who wants to check."),
        ),
        MadeFact(
            "lock",
            texts.say("Sealed keys, for this laptop only"),
            str(made.secrets),
            texts.say("It stays beside the count file; without it nobody can sign in."),
        ),
        MadeFact(
            "users",
            texts.say("Secrets to hand out"),
            str(made.slips),
            texts.say("Give each person their own slip, then delete this file."),
        ),
    )
