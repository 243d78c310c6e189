"""Sheets of an open count: one of any kind, the set of a cleared contest, or into a folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.app.crew import TITLES, shown_name
from countroom.app.files import make_folder, write_whole
from countroom.documents import CLEARED_SET, KINDS, SheetFacts, Typesetter
from countroom.documents.press import press_group
from countroom.documents.wording import plain
from countroom.domain.checks import check_contest
from countroom.domain.pausing import code_of as log_code
from countroom.domain.prints import ABOUT
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from countroom.domain.election import Environment
    from countroom.domain.identifiers import PersonId
    from countroom.domain.print_job import PrintJob
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Language

_NOBODY_NAMED: Final[Mapping[PersonId, str]] = {}

__all__ = ["CLEARED_SET", "KINDS", "Printer", "filled", "press_of", "typeset"]


class Printer:
    """Writes PDF sheets to a folder, made on first use; ``printed`` counts them.

    Raises Fault when the folder cannot be written.
    """

    def __init__(
        self, folder: Path, environment: Environment, languages: Sequence[Language] = ("en",)
    ) -> None:
        self.printed = 0
        self._folder = folder
        self._environment = environment
        self._texts = [Texts(language) for language in languages]
        self._typesetter = Typesetter()

    def print_sheet(
        self, kind: str, count: Count, state: ContestState, at: str, *, tables: bool = True
    ) -> None:
        """Print a contest's sheet of a kind, dated ``at``, once in each language."""
        for texts in self._texts:
            pdf = typeset(
                *(self._typesetter, kind, count, state, self._environment, texts, at),
                tables=tables,
            )
            self._write(f"{state.contest.id}.{kind}", texts, pdf)

    def print_together(self, count: Count, states: Sequence[ContestState], at: str) -> None:
        """Print one press sheet of several contests, once in each language."""
        for texts in self._texts:
            pdf = press_of(self._typesetter, count, states, self._environment, texts, at)
            self._write("press", texts, pdf)

    def _write(self, name: str, texts: Texts, pdf: bytes) -> None:
        make_folder(self._folder)
        write_whole(self._folder / f"{name}.{texts.language}.pdf", pdf)
        self.printed += 1


def typeset(  # noqa: PLR0913 - what a sheet is made of
    typesetter: Typesetter,
    kind: str,
    count: Count,
    state: ContestState,
    environment: Environment,
    texts: Texts,
    at: str,
    *,
    job: PrintJob | None = None,
    tables: bool = True,
) -> bytes:
    """Typeset a contest's sheet of a kind as PDF; it is filled as ``filled`` says."""
    template, data = filled(kind, count, state, environment, texts, at, job=job, tables=tables)
    return typesetter.pdf(template, data, at)


def filled(  # noqa: PLR0913 - what a sheet is made of
    kind: str,
    count: Count,
    state: ContestState,
    environment: Environment,
    texts: Texts,
    at: str,
    *,
    job: PrintJob | None = None,
    tables: bool = True,
    names: Mapping[PersonId, str] = _NOBODY_NAMED,
) -> tuple[str, Mapping[str, object]]:
    """Give the template of a kind and what a contest's sheet, printed ``at``, fills it with.

    The print number and what it replaces are those of ``job``, where it was sent to the printer.
    Without ``tables`` a provisional sheet shows no sub-totals. ``names`` are those this laptop
    knows; whoever is not among them is named by title or role. Raises ValueError for a kind that
    the contest does not have (``KINDS[kind].has``).
    """
    sheet = KINDS[kind]
    facts = replace(sheet_facts(count, state, environment, texts, at, names), tables=tables)
    number, replaces = (job.number, job.replaces) if job else _numbered(state, kind)
    facts = replace(facts, number=number, replaces=replaces)
    return sheet.template, sheet.sheet(state, count.elections[state.contest.election], texts, facts)


def _numbered(state: ContestState, kind: str) -> tuple[int, int]:
    """Find the print number of a sheet that goes to a folder; 0 where its record alone has one."""
    about = ABOUT.get(kind)
    stands = [job for job in state.jobs if kind in job.kinds and not job.given_up]
    if about is None or not stands:
        return (0, 0)
    last, cleared = stands[-1], state.cleared
    if about != "clearance" or cleared is None or last.clearance == cleared.id:
        return last.number, last.replaces
    return cleared.event.print_number, last.number


def sheet_facts(
    count: Count,
    state: ContestState,
    environment: Environment,
    texts: Texts,
    at: str,
    names: Mapping[PersonId, str] = _NOBODY_NAMED,
) -> SheetFacts:
    """Say what a sheet needs that its contest does not hold."""
    officer, title = speaker(count, state, texts)
    other = Texts("en" if texts.language == "cy" else "cy")
    cleared = state.cleared
    signed = [one for one in (cleared.by, cleared.second) if one] if cleared else []
    people = [count.people[one] for one in signed if one in count.people]
    election = state.contest.election
    return SheetFacts(
        environment,
        officer,
        title,
        at,
        held=say_held(count, state, texts),
        findings=check_contest(count, state),
        officers=tuple(_titled(one.title_in(election), texts) for one in people),
        named={
            one.by: shown_name(texts, count.people[one.by], names.get(one.by, ""))
            for one in state.steps
        },
        other_title=speaker(count, state, other)[1],
    )


def press_of(
    typesetter: Typesetter,
    count: Count,
    states: Sequence[ContestState],
    environment: Environment,
    texts: Texts,
    at: str,
) -> bytes:
    """Typeset one press sheet of the contests that are read together, in this order."""
    parts = [
        (
            one,
            count.elections[one.contest.election],
            sheet_facts(count, one, environment, texts, at),
        )
        for one in states
    ]
    return typesetter.pdf(KINDS["press"].template, press_group(parts, texts), at)


def say_held(count: Count, state: ContestState, texts: Texts) -> tuple[str, ...]:
    """Say where a result is saved, copied and published, and where each laptop's log stands."""
    index = state.receipt_index
    published = (
        texts.say("Not published yet")
        if index is None
        else texts.say("Published, place {place} in the feed's log", place=index)
    )
    saved = texts.say("Saved on this laptop's disk, signed")
    heads = (
        texts.say("Log of {laptop}: {code}", laptop=device, code=log_code(last.id))
        for device, last in count.last.items()
    )
    return (saved, texts.say("Not copied"), published, *heads)


def signer(count: Count, state: ContestState) -> tuple[str, str]:
    """Give the name and title at the signature: of who cleared, else of the first officer.

    The election knows the returning officer's name only; a deputy signs by title.
    """
    officers = [person for person in count.people.values() if "officer" in person.roles]
    if not officers:
        return "", ""
    cleared = state.cleared
    signer = next((one for one in officers if cleared and one.id == cleared.by), officers[0])
    named = count.elections[state.contest.election].returning_officer
    return named if signer is officers[0] else "", signer.title


def speaker(count: Count, state: ContestState, texts: Texts) -> tuple[str, str]:
    """Give the name and title that are spoken and printed; no name where it says only the title."""
    officer, title = signer(count, state)
    titled = _titled(title, texts)
    return "" if plain(officer) == titled else plain(officer), titled


def _titled(title: str, texts: Texts) -> str:
    known = texts.say(title) if title in TITLES else title
    return plain(known) or texts.say("Returning Officer")
