"""The print desk of this laptop: what waits in the log comes out here, one print after another.

Papers are sent by anybody at any laptop (``SendToPrinter``); the laptop whose desk prints for them
typesets and prints them and says so in the log. What fails stays in the queue.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from countroom.app.laptop import moment_of
from countroom.app.owner import Owner
from countroom.app.preferences import PrintsFor
from countroom.app.printers import FolderSpool
from countroom.domain.commands import RecordPrinted
from countroom.domain.identifiers import ContestId
from countroom.domain.print_job import PaperLanguage
from countroom.domain.prints import ABOUT, holders, id_of, to_print

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from countroom.app.laptop import Laptop, Press
    from countroom.app.owner import Tell
    from countroom.app.printers import Printers, Spool
    from countroom.domain.faults import Fault
    from countroom.domain.print_job import PrintJob
    from countroom.domain.prints import Holder
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

T = TypeVar("T")

FOLDER: Final = "-"
"""Chosen instead of a printer."""

PLAN: Final = "plan"
CARRY_ON: Final = "carry-on"
GUIDE: Final = "guide."
"""A page of the guide; its chapter follows."""
MADE_HERE: Final = (PLAN, CARRY_ON)
"""What only the laptop that sent it can make, or must not wait for another."""

Print = tuple[ContestId | None, int]
"""A print by its contest, None for the hall, and its number."""


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


def folder_of(path: Path) -> Path:
    """Name the folder where the sheets of a count file are saved."""
    return path.with_suffix(".prints")


def waiting(count: Count) -> Iterator[tuple[Holder, PrintJob]]:
    """List what waits for a printer anywhere, in the order it was sent."""
    jobs = [(one, job) for one in holders(count) for job in to_print(one)]
    yield from sorted(jobs, key=lambda one: one[1].at)


class PrintDesk:
    """Prints what waits for this laptop; ``heard`` is called whenever anything changes.

    ``load`` gives what sets the sheets; it takes its time, so not before somebody prints.
    ``busy`` is being printed, ``troubles`` are prints that failed: each waits for ``try_again``.
    """

    def __init__(
        self,
        laptop: Laptop,
        printers: Printers,
        tell: Tell,
        heard: Callable[[], None],
        load: Callable[[], Press],
    ) -> None:
        self._laptop, self.printers, self._tell, self._heard = laptop, printers, tell, heard
        self._load = load
        self.choice = PrintChoice()
        self.busy: Print | None = None
        self.troubles: dict[Print, Fault] = {}
        self.done: dict[Print, Outcome] = {}
        self._out: dict[Print, set[str]] = {}
        self._recording: set[Print] = set()
        self._owner: Owner[Press] | None = None

    def choose(self, choice: PrintChoice) -> None:
        """Print there, and for these laptops, from now on; what failed is tried there at once."""
        self.choice = choice
        self.troubles.clear()
        self.look()
        self._heard()

    def queue(self) -> list[tuple[Holder, PrintJob]]:
        """List what waits for this laptop's printer."""
        return [one for one in waiting(self._laptop.count) if self._is_ours(one[1])]

    def _is_ours(self, job: PrintJob) -> bool:
        here = job.device == self._laptop.device
        if set(job.kinds) & set(MADE_HERE):
            return here
        choice = self.choice.prints_for
        return choice == "hall" or (choice == "own" and here)

    def look(self) -> None:
        """Begin with the next print, unless one is under way."""
        if self.busy is not None or not self._laptop.writing:
            return
        for holder, job in self.queue():
            of = (id_of(holder), job.number)
            if of not in self.troubles and of not in self._recording:
                self._begin(of, holder, job)
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
        kind: str,
        contests: Sequence[ContestId],
        texts: Texts,
        then: Callable[[str], None],
        failed: Callable[[Fault], None],
    ) -> None:
        """Print sheets of the hall that nobody signed for; ``then`` hears where they are.

        They have no number and no votes on them. For a folder that is its whole path.
        """
        moment = moment_of(self._laptop)

        def work(press: Press) -> str:
            spool = self.spool()
            press.print_loose(spool, moment, kind, contests, texts)
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

    def _begin(self, of: Print, holder: Holder, job: PrintJob) -> None:
        self.busy = of
        moment, out = moment_of(self._laptop), self._out.setdefault(of, set())

        def work(press: Press) -> tuple[str, bool, int]:
            spool = self.spool()
            sheets = press.print_job(spool, moment, holder, job, out)
            return spool.name, isinstance(spool, FolderSpool), sheets

        self._ask(work, partial(self._came_out, of), partial(self._failed, of))
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
        job: Callable[[Press], T],
        then: Callable[[T], None],
        failed: Callable[[Fault], None],
    ) -> None:
        if self._owner is None:
            self._owner = Owner("printer", self._load, lambda _: None, self._tell)
        self._owner.ask(job, then, failed)


def cleared_set() -> tuple[str, ...]:
    """List the kinds that are printed at once when a contest is cleared."""
    from countroom.documents import CLEARED_SET  # noqa: PLC0415 - slow to load

    return tuple(CLEARED_SET)


def on_paper_set() -> tuple[str, ...]:
    """List the kinds that are printed at once when a result declared on paper is taken down."""
    from countroom.documents import ON_PAPER_SET  # noqa: PLC0415 - slow to load

    return tuple(ON_PAPER_SET)


def printable(state: ContestState) -> tuple[str, ...]:
    """List the kinds that a contest can have and whose figures are there."""
    from countroom.documents import KINDS  # noqa: PLC0415 - slow to load

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


def languages_together(count: Count, contests: Sequence[ContestId]) -> tuple[PaperLanguage, ...]:
    """List the languages that papers of several contests are printed in."""
    found = {one for id_ in contests for one in languages_of(count, count.contests[id_])}
    return tuple(one for one in get_args(PaperLanguage) if one in found)
