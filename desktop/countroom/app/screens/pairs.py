"""A line of a sheet with both its figures, named as on the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.screens.entries import figures_of
from countroom.app.screens.paper_sheets import say_kind
from countroom.app.screens.sheet_lines import SECTIONS, section_on
from countroom.domain.election import Party
from countroom.domain.identifiers import FieldId
from countroom.domain.sheets import OF_BOXES, bundle_lines, head_of
from countroom.texts import N_, name_of_slate

if TYPE_CHECKING:
    from countroom.app.screens.sheet_lines import Line
    from countroom.domain.state import ContestState, SheetState
    from countroom.texts import Texts

_PARTS: Final = (N_("Papers in a bundle"), N_("Whole bundles"), N_("Loose papers"))


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the sheet with both figures.

    ``label`` says where on the paper it stands; ``number`` is the candidate's, 0 for other lines.
    """

    field: FieldId
    label: str
    name: str
    about: str
    party: Party | None
    number: int
    first: int
    second: int

    @property
    def differs(self) -> bool:
        """Say whether the entries differ here."""
        return self.first != self.second


def pair_of(texts: Texts, state: ContestState, sheet: SheetState, line: Line) -> Pair:
    """Put both figures of a line together."""
    first, second = figures_of(sheet, 1)[line.field], figures_of(sheet, 2)[line.field]
    if line.part:
        return _bundles(texts, state, line, first, second)
    stands = line.candidate
    if stands is None:
        label = _label(texts, sheet, line.field)
        return Pair(line.field, label, line.words, "", None, 0, first, second)
    about = stands.description or stands.party.name
    if line.section == "objections":
        label = texts.say("Objections by the agent of")
        return Pair(line.field, label, stands.name, about, stands.party, 0, first, second)
    label = texts.say("Line {number}", number=stands.number)
    number = stands.number
    return Pair(line.field, label, line.words, about, stands.party, number, first, second)


def _bundles(texts: Texts, state: ContestState, line: Line, first: int, second: int) -> Pair:
    """Name one of the three lines of a slate's bundles, and whose they are."""
    slate, contest = line.slate, state.contest
    if slate is None:
        raise ValueError(f"{line.field} is no line of bundles")
    part = bundle_lines(slate.id).index(line.field)
    name = texts.say(_PARTS[part])
    label = texts.say("Line {number}", number=line.number)
    about, party = name_of_slate(contest, slate.id), contest.candidate(slate.candidates[0]).party
    if contest.seats > 1:
        names = ", ".join(contest.candidate(one).surname for one in slate.candidates)
        about = texts.say("Block papers, {party}: {names}", party=about, names=names)
    return Pair(line.field, label, name, about, party, 0, first, second)


def _label(texts: Texts, sheet: SheetState, field: FieldId) -> str:
    kind = sheet.sheet.kind
    if kind == "count" and head_of(field):
        return texts.say("Ballot papers rejected")
    if kind in OF_BOXES:
        return texts.say(SECTIONS[section_on(sheet.sheet, field)])
    return say_kind(texts, kind)
