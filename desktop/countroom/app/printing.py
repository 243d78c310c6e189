"""Sheets of an open count: one of any kind, one of several contests, or into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from countroom.app.crew import TITLES, shown_name
from countroom.app.files import make_folder, write_whole
from countroom.documents import CLEARED_SET, GROUPS, KINDS, SheetFacts, Typesetter
from countroom.documents.wording import plain
from countroom.domain.checks import check_contest
from countroom.domain.election import Environment
from countroom.domain.identifiers import PersonId
from countroom.domain.pausing import code_of as log_code
from countroom.domain.prints import ABOUT
from countroom.domain.state import Count
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from countroom.domain.print_job import PrintJob
    from countroom.domain.state import ContestState
    from countroom.texts import Language

__all__ = [
    "CLEARED_SET",
    "KINDS",
    "Edition",
    "Filled",
    "Printer",
    "filled",
    "filled_together",
    "sheet_facts",
    "typeset",
]

Filled = tuple[str, Mapping[str, object]]
"""A template and what fills it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What every sheet is made of: a count, printed ``at`` (UTC in RFC 3339), in one language.

    ``names`` are those this laptop knows; whoever is not among them is named by title or role.
    """

    count: Count
    environment: Environment
    at: str
    texts: Texts
    names: Mapping[PersonId, str] = field(default_factory=dict)


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
            edition = Edition(count, self._environment, at, texts)
            pdf = typeset(self._typesetter, edition, kind, state, tables=tables)
            self._write(f"{state.contest.id}.{kind}", texts, pdf)

    def print_together(
        self, kind: str, count: Count, states: Sequence[ContestState], at: str
    ) -> None:
        """Print one script or press sheet of several contests, once in each language."""
        for texts in self._texts:
            edition = Edition(count, self._environment, at, texts)
            pdf = self._typesetter.pdf(*filled_together(edition, kind, states), at)
            self._write(kind, texts, pdf)

    def _write(self, name: str, texts: Texts, pdf: bytes) -> None:
        make_folder(self._folder)
        write_whole(self._folder / f"{name}.{texts.language}.pdf", pdf)
        self.printed += 1


def typeset(
    typesetter: Typesetter,
    edition: Edition,
    kind: str,
    state: ContestState,
    *,
    tables: bool = True,
) -> bytes:
    """Typeset a contest's sheet of a kind as PDF; it is filled as ``filled`` says."""
    return typesetter.pdf(*filled(edition, kind, state, tables=tables), edition.at)


def filled(
    edition: Edition,
    kind: str,
    state: ContestState,
    *,
    job: PrintJob | None = None,
    tables: bool = True,
) -> Filled:
    """Give the template of a kind and what a contest's sheet fills it with.

    The print number and what it replaces are those of ``job``, where it was sent to the printer.
    Without ``tables`` a provisional sheet shows no sub-totals. Raises ValueError for a kind that
    the contest does not have (``KINDS[kind].has``).
    """
    sheet = KINDS[kind]
    number, replaces = (job.number, job.replaces) if job else _numbered(state, kind)
    facts = sheet_facts(edition, state)
    facts = replace(facts, tables=tables, number=number, replaces=replaces)
    election = edition.count.elections[state.contest.election]
    return sheet.template, sheet.sheet(state, election, edition.texts, facts)


def filled_together(
    edition: Edition, kind: str, states: Sequence[ContestState], job: PrintJob | None = None
) -> Filled:
    """Fill one script or press copy of the contests that are read together, in this order.

    Raises ValueError while one of them is not cleared.
    """
    number, replaces = (job.number, job.replaces) if job else (0, 0)
    parts = [
        (
            one,
            edition.count.elections[one.contest.election],
            replace(sheet_facts(edition, one), number=number, replaces=replaces),
        )
        for one in states
    ]
    return KINDS[kind].template, GROUPS[kind](parts, edition.texts)


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


def sheet_facts(edition: Edition, state: ContestState) -> SheetFacts:
    """Say what a sheet needs that its contest does not hold."""
    count, texts = edition.count, edition.texts
    officer, title = speaker(count, state, texts)
    other = Texts("en" if texts.language == "cy" else "cy")
    cleared = state.cleared
    signed = [one for one in (cleared.by, cleared.second) if one] if cleared else []
    people = [count.people[one] for one in signed if one in count.people]
    election = state.contest.election
    return SheetFacts(
        edition.environment,
        officer,
        title,
        edition.at,
        held=say_held(count, state, texts),
        findings=check_contest(count, state),
        officers=tuple(_titled(one.title_in(election), texts) for one in people),
        named={
            one.by: shown_name(texts, count.people[one.by], edition.names.get(one.by, ""))
            for one in state.steps
        },
        other_title=speaker(count, state, other)[1],
    )


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
    return (*_by_hand(state, texts), saved, texts.say("Not copied"), published, *heads)


def _by_hand(state: ContestState, texts: Texts) -> tuple[str, ...]:
    """Say why a result was declared without the program."""
    signed = state.cleared.event if state.cleared is not None else None
    if signed is None or not signed.declaration.on_paper:
        return ()
    why = texts.say("Declared by hand and taken down here: {reason}", reason=signed.reason)
    return (plain(why),)


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
