"""The print desk of this laptop: what waits in the log comes out here, one print after another.

Papers are sent by anybody at any laptop (``SendToPrinter``); the laptop whose desk prints for them
typesets and prints them and says so in the log. What fails stays in the queue.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from countroom.app.owner import Owner
from countroom.app.preferences import PrintsFor
from countroom.app.printers import FolderSpool, Sheet
from countroom.domain.commands import RecordPrinted
from countroom.domain.faults import Fault
from countroom.domain.identifiers import ContestId
from countroom.domain.prints import ABOUT, standing_papers, to_print
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from countroom.app.owner import Tell
    from countroom.app.printers import Printers, Spool
    from countroom.documents import Typesetter
    from countroom.domain.election import Environment
    from countroom.domain.identifiers import DeviceId, PersonId
    from countroom.domain.print_job import Paper, PaperLanguage, PrintJob
    from countroom.domain.state import ContestState, Count

T = TypeVar("T")

FOLDER: Final = "-"
"""Chosen instead of a printer."""

Print = tuple[ContestId, int]
"""A print by its contest and number."""


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What was chosen at this laptop; ``printer`` is empty while nobody chose one.

    Then a live count goes to the system's usual printer and a TEST into the folder: a practice
    night must not empty somebody's paper tray.
    """

    printer: str = ""
    prints_for: PrintsFor = "own"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A print that came out: how many sheets of paper kinds, where, when (UTC in RFC 3339)."""

    of: Print
    sheets: int
    to: str
    at: str
    into_folder: bool


class Laptop(Protocol):
    """What the print desk needs of the laptop it stands on."""

    @property
    def count(self) -> Count:
        """Give the count as it is on disk."""
        ...

    @property
    def environment(self) -> Environment:
        """Give TEST or live."""
        ...

    @property
    def device(self) -> DeviceId:
        """Name this laptop."""
        ...

    @property
    def names(self) -> Mapping[PersonId, str]:
        """Give the names of staff that this laptop knows; none of them is in the log."""
        ...

    @property
    def writing(self) -> bool:
        """Say whether anything can be written yet."""
        ...

    @property
    def path(self) -> Path:
        """Give the count file."""
        ...

    def now(self) -> str:
        """Give UTC in RFC 3339."""
        ...

    def record(self, command: RecordPrinted) -> None:
        """Have it kept that a print came out."""
        ...


def folder_of(path: Path) -> Path:
    """Name the folder where the sheets of a count file are saved."""
    return path.with_suffix(".prints")


def waiting(count: Count) -> Iterator[tuple[ContestState, PrintJob]]:
    """List what waits for a printer anywhere, in the order it was sent."""
    jobs = [(s, job) for s in count.contests.values() for job in to_print(s)]
    yield from sorted(jobs, key=lambda one: one[1].at)


class PrintDesk:
    """Prints what waits for this laptop; ``heard`` is called whenever anything changes.

    ``busy`` is being printed, ``troubles`` are prints that failed: each waits for ``try_again``.
    """

    def __init__(
        self, laptop: Laptop, printers: Printers, tell: Tell, heard: Callable[[], None]
    ) -> None:
        self._laptop, self.printers, self._tell, self._heard = laptop, printers, tell, heard
        self.choice = PrintChoice()
        self.busy: Print | None = None
        self.troubles: dict[Print, Fault] = {}
        self.done: dict[Print, Outcome] = {}
        self._out: dict[Print, set[Paper]] = {}
        self._recording: set[Print] = set()
        self._owner: Owner[Typesetter] | None = None

    def choose(self, choice: PrintChoice) -> None:
        """Print there, and for these laptops, from now on; what failed is tried there at once."""
        self.choice = choice
        self.troubles.clear()
        self.look()
        self._heard()

    def queue(self) -> list[tuple[ContestState, PrintJob]]:
        """List what waits for this laptop's printer."""
        here, choice = self._laptop.device, self.choice.prints_for
        if choice == "nobody":
            return []
        found = waiting(self._laptop.count)
        return [one for one in found if choice == "hall" or one[1].device == here]

    def look(self) -> None:
        """Begin with the next print, unless one is under way."""
        if self.busy is not None or not self._laptop.writing:
            return
        for state, job in self.queue():
            of = (state.contest.id, job.number)
            if of not in self.troubles and of not in self._recording:
                self._begin(of, state, job)
                return

    def try_again(self, of: Print) -> None:
        """Print what failed; papers that came out already do not come out twice."""
        self.troubles.pop(of, None)
        self.look()
        self._heard()

    def warm(self) -> None:
        """Load the typesetter before it is needed."""
        self._ask(lambda _: None, lambda _: None, lambda _: None)

    def print_loose(
        self,
        make: Callable[[Typesetter], Iterable[Sheet]],
        then: Callable[[str], None],
        failed: Callable[[Fault], None],
    ) -> None:
        """Print sheets of the whole hall, which have no number; ``then`` hears where they are.

        For a folder that is its whole path.
        """

        def work(setter: Typesetter) -> str:
            spool = self.spool()
            for sheet in make(setter):
                spool.send(sheet, 1)
            return str(spool.folder) if isinstance(spool, FolderSpool) else spool.name

        self._ask(work, then, failed)

    def spool(self) -> Spool:
        """Give where sheets go now. Asks the system: not in the window's thread."""
        chosen = self.choice.printer
        if not chosen and self._laptop.environment == "live":
            chosen = self.printers.usual()
        if chosen in ("", FOLDER):
            return FolderSpool(self.folder)
        return self.printers.spool(chosen)

    @property
    def folder(self) -> Path:
        """Give the folder for sheets where there is no printer."""
        return folder_of(self._laptop.path)

    def ask_names(self, then: Callable[[tuple[str, ...]], None]) -> None:
        """Have the printers listed beside the window."""
        self._ask(lambda _: self.printers.names(), then, lambda _: then(()))

    def close(self) -> None:
        """Finish what was begun."""
        if self._owner is not None:
            self._owner.close()

    def _begin(self, of: Print, state: ContestState, job: PrintJob) -> None:
        self.busy = of
        laptop = self._laptop
        out = self._out.setdefault(of, set())
        about = (laptop.count, state, job, laptop.environment, laptop.now(), laptop.names)
        job_to_do = partial(_print, *about, self.spool, out)
        self._ask(job_to_do, partial(self._came_out, of), partial(self._failed, of))
        self._heard()

    def _came_out(self, of: Print, printed: tuple[str, bool, int]) -> None:
        to, into_folder, sheets = printed
        self.busy = None
        self._recording.add(of)
        self._out.pop(of, None)
        self.done[of] = Outcome(of, sheets, to, self._laptop.now(), into_folder)
        self._laptop.record(RecordPrinted(*of, to))
        self.look()
        self._heard()

    def _failed(self, of: Print, fault: Fault) -> None:
        self.busy = None
        self.troubles[of] = fault
        self.look()
        self._heard()

    def _ask(
        self,
        job: Callable[[Typesetter], T],
        then: Callable[[T], None],
        failed: Callable[[Fault], None],
    ) -> None:
        if self._owner is None:
            self._owner = Owner("printer", _load, lambda _: None, self._tell)
        self._owner.ask(job, then, failed)


def cleared_set() -> tuple[str, ...]:
    """List the kinds that are printed at once when a contest is cleared."""
    from countroom.documents import CLEARED_SET  # noqa: PLC0415 - see _load

    return tuple(CLEARED_SET)


def printable(state: ContestState) -> tuple[str, ...]:
    """List the kinds that a contest can have and whose figures are there."""
    from countroom.documents import KINDS  # noqa: PLC0415 - see _load

    there = {
        "clearance": state.cleared is not None,
        "provisional": state.provisional is not None,
        "statement": state.verification is not None,
    }
    return tuple(
        kind
        for kind, one in KINDS.items()
        if one.has(state) and there.get(ABOUT.get(kind, ""), True)
    )


def languages_of(count: Count, state: ContestState) -> tuple[PaperLanguage, ...]:
    """List the languages that papers of a contest are printed in."""
    nation = count.elections[state.contest.election].council.nation
    return ("en", "cy") if nation == "Wales" else ("en",)


def _load() -> Typesetter:
    """Make a typesetter; it takes its time to load, so not before somebody prints."""
    from countroom.documents import Typesetter  # noqa: PLC0415 - as said above

    return Typesetter()


def _print(  # noqa: PLR0913, PLR0917 - what a print is made of
    count: Count,
    state: ContestState,
    job: PrintJob,
    environment: Environment,
    at: str,
    names: Mapping[PersonId, str],
    choose: Callable[[], Spool],
    out: set[Paper],
    setter: Typesetter,
) -> tuple[str, bool, int]:
    """Print the papers that are not ``out`` yet; give where, whether a folder, and how many."""
    from countroom.app.printing import KINDS, filled  # noqa: PLC0415 - see _load

    spool = choose()
    papers = standing_papers(state, job)
    for paper in papers:
        if paper in out:
            continue
        kind = KINDS.get(paper.kind)
        if kind is None or not kind.has(state):
            raise Fault("sheet_unknown", kind=paper.kind)
        texts = Texts(paper.language)
        name = f"{state.contest.id}.print-{job.number}.{paper.kind}.{paper.language}"
        template, data = filled(
            paper.kind, count, state, environment, texts, at, job=job, names=names
        )
        pages = partial(setter.to_png, template, data)
        spool.send(Sheet(name, setter.pdf(template, data, at), pages), job.copies)
        out.add(paper)
    return spool.name, isinstance(spool, FolderSpool), len(papers) * job.copies
