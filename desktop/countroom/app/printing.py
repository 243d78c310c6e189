"""Sheets of an open count, typeset into a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.crew import TITLES
from countroom.app.files import make_folder, write_whole
from countroom.documents import KINDS, SheetFacts, Typesetter
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from countroom.domain.election import Environment
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Language

__all__ = ["KINDS", "Printer"]


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

    def print_sheet(self, kind: str, count: Count, state: ContestState, at: str) -> None:
        """Print a contest's sheet of a kind, dated ``at``, once in each language."""
        make_folder(self._folder)
        sheet = KINDS[kind]
        election = count.elections[state.contest.election]
        for texts in self._texts:
            facts = sheet_facts(count, state, self._environment, texts, at)
            data = sheet.sheet(state, election, texts, facts)
            pdf = self._typesetter.pdf(sheet.template, data, at)
            name = f"{state.contest.id}.{kind}.{texts.language}.pdf"
            write_whole(self._folder / name, pdf)
            self.printed += 1


def sheet_facts(
    count: Count, state: ContestState, environment: Environment, texts: Texts, at: str
) -> SheetFacts:
    """Say what a sheet needs that its contest does not hold."""
    officer, title = signer(count, state)
    titled = texts.say(title) if title in TITLES else title
    return SheetFacts(environment, officer, titled, at)


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
