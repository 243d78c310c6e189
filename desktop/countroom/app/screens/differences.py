"""The lines of a sheet that differ between its entries, for a supervisor who keyed neither.

Nobody else sees a figure here: whoever may still key a line has to copy it from paper alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.screens.accounts import keyed
from countroom.app.screens.entries import entry_findings, figures_of
from countroom.app.screens.likeness import likeness, unlike_digits
from countroom.app.screens.pairs import Pair, pair_of
from countroom.app.screens.settlers import beside_officer
from countroom.app.screens.sheet_lines import lines_of
from countroom.domain import commands as do
from countroom.domain.figures import read_figure
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import candidate_of
from countroom.texts import N_, say_field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.app.screens.likeness import Likeness
    from countroom.domain.checks import Finding
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.domain.state import ContestState, Count, SheetState
    from countroom.texts import Texts

Choice = Literal["first", "second", "both", "settle"]

CHOICES: Final[Mapping[Choice, str]] = {
    "first": N_("First keyer"),
    "second": N_("Second keyer"),
    "both": N_("Both"),
    "settle": N_("I settle it from the paper"),
}

_MANY: Final = 4
"""Fewer lines than these differ by slips."""

_LOOKS: Final = {
    "zero": N_("One entry has nothing here."),
    "exchanged": N_("Exchanged with {name}: each has the figure of the other."),
    "neighbour": N_("The figure of {name}, one line away."),
    "swapped": N_("Size and number of the bundles exchanged."),
    "order": N_("The same digits in another order."),
    "round": N_("Exactly {amount}."),
    "bundle": N_("Exactly one bundle, {amount}."),
    "digit": N_("Only one digit is another."),
    "doubled": N_("A digit typed once too often, or once too few."),
    "missing": N_("A digit is missing, or one too many."),
    "": N_("Not one of the usual slips."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that differs, its figures as written and the places in them to underline.

    ``looks`` says what the difference looks like, ``paper`` what only the paper can say.
    """

    pair: Pair
    first: str
    second: str
    difference: str
    unlike_first: frozenset[int]
    unlike_second: frozenset[int]
    looks: str
    paper: str


def closed_to(count: Count, sheet: SheetState, person: PersonId | None) -> Refusal | None:
    """Say why a person does not see the figures here; None for who may settle them."""
    if not sheet.differing:
        return refuse("nothing_differs", sheet=sheet.sheet.id)
    if person is None:
        return refuse("nobody_signed")
    if beside_officer(count, sheet, person):
        return None
    if keyed(count, sheet, person, 1) or keyed(count, sheet, person, 2):
        return refuse("settler_keyed_sheet", sheet=sheet.sheet.id)
    if "supervisor" not in count.people[person].roles:
        return refuse("role_missing", person=person, roles="supervisor")
    return None


def two_papers(sheet: SheetState) -> bool:
    """Say whether so much differs that two papers may carry the number of one sheet."""
    return len(sheet.differing) >= _MANY and 2 * len(sheet.differing) > len(sheet.sheet.fields)


def pairs(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Pair, ...]:
    """List every line of the sheet with both figures, as on the paper."""
    return tuple(pair_of(texts, state, sheet, line) for line in lines_of(texts, state, sheet))


def lines(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Line, ...]:
    """List the lines that differ, in the order of the paper."""
    return tuple(
        _line(texts, state, sheet, pair_of(texts, state, sheet, line))
        for line in lines_of(texts, state, sheet)
        if line.field in sheet.differing
    )


def open_choices(sheet: SheetState, *, beside: bool = False) -> tuple[Choice, ...]:
    """List who can key the lines again now: nobody to whom they are sent back already.

    Who settles ``beside`` an officer keyed the sheet, and so sends nothing back.
    """
    if beside:
        return ("settle",)
    back = sheet.sent_back
    choices: list[Choice] = []
    if 1 not in back:
        choices.append("first")
    if 2 not in back:  # noqa: PLR2004 - the second entry
        choices.append("second")
    if not back:
        choices.append("both")
    return (*choices, "settle")


def suggested(state: ContestState, sheet: SheetState, *, beside: bool = False) -> Choice:
    """Propose who keys again: whose entry alone fails the checks, else both."""
    choices = open_choices(sheet, beside=beside)
    if "both" not in choices:
        return choices[0]
    first, second = (bool(entry_findings(state, sheet, ordinal)) for ordinal in (1, 2))
    if first == second:
        return "both"
    return "first" if first else "second"


def send_back(by: PersonId, sheet: SheetState, choice: Choice) -> tuple[do.SendBack, ...]:
    """Give the commands that send the lines back, in order."""
    one = do.SendBack(by, sheet.sheet.id, 1)
    other = do.SendBack(by, sheet.sheet.id, 2)
    return {"first": (one,), "second": (other,), "both": (one, other), "settle": ()}[choice]


def read_settled(
    sheet: SheetState, typed: Mapping[FieldId, str]
) -> Mapping[FieldId, int] | tuple[FieldId, Refusal]:
    """Read the figures typed from the paper, or give the first line that cannot be read."""
    figures: dict[FieldId, int] = {}
    for field in sheet.differing:
        read = read_figure(typed.get(field, ""))
        if isinstance(read, Refusal):
            return field, read
        figures[field] = read
    return figures


def waiting_for(texts: Texts, sheet: SheetState) -> str:
    """Say which entry's lines are out to be keyed again; empty when none are."""
    match sorted(sheet.sent_back):
        case [1]:
            return texts.say("The first keyer has these lines to key again.")
        case [2]:
            return texts.say("The second keyer has these lines to key again.")
        case [1, 2]:
            return texts.say("Both keyers have these lines to key again.")
        case _:
            return ""


def question(texts: Texts, differing: Sequence[Line]) -> str:
    """Ask who keys again, naming the line where there is one only."""
    if len(differing) == 1:
        pair = differing[0].pair
        if pair.number:
            return texts.say("Who keys line {number} again?", number=pair.number)
        return texts.say("Who keys this line again?")
    return texts.say("Who keys these lines again?")


def _line(texts: Texts, state: ContestState, sheet: SheetState, pair: Pair) -> Line:
    first, second = texts.figure(pair.first), texts.figure(pair.second)
    like = likeness(sheet.sheet.fields, pair.field, figures_of(sheet, 1), figures_of(sheet, 2))
    return Line(
        pair=pair,
        first=first,
        second=second,
        difference=texts.figure(abs(pair.first - pair.second)),
        unlike_first=unlike_digits(first, second),
        unlike_second=unlike_digits(second, first),
        looks=_looks(texts, state, like),
        paper=_paper(texts, state, sheet, pair),
    )


def _looks(texts: Texts, state: ContestState, like: Likeness) -> str:
    name = "" if like.line is None else say_field(texts, state.contest, like.line)
    return texts.say(_LOOKS[like.kind], name=name, amount=texts.figure(like.amount))


def _paper(texts: Texts, state: ContestState, sheet: SheetState, pair: Pair) -> str:
    """Say how far the checks help with a line; they never say which figure is on the paper."""
    first, second = (
        {found.code for found in entry_findings(state, sheet, ordinal) if _bears(found, pair.field)}
        for ordinal in (1, 2)
    )
    if first and second:
        return texts.say("Neither entry passes the checks; the paper may say something else.")
    if not first and not second:
        return texts.say("No check speaks against either, so only the paper can say which it is.")
    codes = ", ".join(sorted(first | second))
    if len(sheet.differing) == 1:
        good, bad = (pair.second, pair.first) if first else (pair.first, pair.second)
        return texts.say(
            "With {good} the sheet passes the checks, with {bad} it does not ({codes}). "
            "Only the paper says which it is.",
            good=texts.figure(good),
            bad=texts.figure(bad),
            codes=codes,
        )
    if first:
        return texts.say(
            "The second entry passes the checks, the first does not ({codes}). Look at the paper.",
            codes=codes,
        )
    return texts.say(
        "The first entry passes the checks, the second does not ({codes}). Look at the paper.",
        codes=codes,
    )


def _bears(finding: Finding, field: FieldId) -> bool:
    """Say whether a line can be what a check is about: papers and rejected papers always can."""
    if finding.code == "V12" or field in finding.fields:
        return True
    return candidate_of(field) is None and finding.code != "V21"
