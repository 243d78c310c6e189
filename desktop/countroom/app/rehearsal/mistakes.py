"""Mistakes as tired keyers make them, one to an entry, always told apart from the truth.

The kinds are those of real nights: digits and bundles, a line shifted, two figures exchanged
(Marsden West 2023), a thousand (High Street 2010), bundles keyed as papers (Highworth 2019, Brocks
Hill 2023), and a sheet keyed twice under another number (Forest Hill 2014).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.domain.figures import LARGEST_FIGURE
from countroom.domain.identifiers import ContestId, EventId, FieldId, PersonId, SheetId, SlateId
from countroom.domain.sheets import bundle_lines, candidate_of, slate_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    _Kind = Callable[[Mapping[FieldId, int], Random], dict[FieldId, int]]

TWICE: Final = "sheet_twice"
"""The kind that no second entry sees: a sheet keyed again under another number."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake of one entry: its kind, and the lines as they were keyed instead of the truth."""

    kind: str
    keyed: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake in its place, by the first line it made wrong.

    ``caught_by`` is the event of the log in which it came to light, None while it stands;
    ``check`` is the code of the check that led there, empty where the entries differed.
    """

    contest: ContestId
    sheet: SheetId
    person: PersonId
    kind: str
    field: str
    true: str
    keyed: str
    check: str
    caught_by: EventId | None


def slip_in(figures: Mapping[FieldId, int], random: Random, other: Slip | None = None) -> Slip:
    """Make one mistake in a sheet's lines, none of them wrong as the other keyer had it."""
    while True:
        kind = random.choice(list(_KINDS))
        keyed = {
            field: figure
            for field, figure in _KINDS[kind](figures, random).items()
            if figure != figures[field]
        }
        possible = all(0 <= figure <= LARGEST_FIGURE for figure in keyed.values())
        apart = other is None or all(other.keyed.get(line) != n for line, n in keyed.items())
        if keyed and possible and apart:
            return Slip(kind, keyed)


def _one_line(wrongly: Callable[[int, Random], int]) -> _Kind:
    def mistake(figures: Mapping[FieldId, int], random: Random) -> dict[FieldId, int]:
        field = random.choice(list(figures))
        return {field: wrongly(figures[field], random)}

    return mistake


def _exchanged_digits(true: int, random: Random) -> int:
    digits = str(true)
    if len(digits) == 1:
        return true
    at = random.randrange(len(digits) - 1)
    return int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def _wrong_digit(true: int, random: Random) -> int:
    digits = str(true)
    at = random.randrange(len(digits))
    return int(digits[:at] + str(random.randrange(10)) + digits[at + 1 :])


def _dropped_digit(true: int, random: Random) -> int:
    digits = str(true)
    at = random.randrange(len(digits))
    return int(digits[:at] + digits[at + 1 :] or "0")


def _doubled_digit(true: int, random: Random) -> int:
    digits = str(true)
    at = random.randrange(len(digits))
    return int(digits[: at + 1] + digits[at:])


def _bundle_added(true: int, random: Random) -> int:
    return true + random.choice((-100, -50, -25, 25, 50, 100))


def _thousand(true: int, _random: Random) -> int:
    return true + 1000


def _shifted(figures: Mapping[FieldId, int], random: Random) -> dict[FieldId, int]:
    """Skip one candidate: every figure after it stands one line too high, the last is nought."""
    lines = [field for field in figures if candidate_of(field)]
    if len(lines) < 2:  # noqa: PLR2004 - two lines make a shift
        return {}
    at = random.randrange(len(lines) - 1)
    below = [*(figures[line] for line in lines[at + 1 :]), 0]
    return dict(zip(lines[at:], below, strict=True))


def _exchanged_figures(figures: Mapping[FieldId, int], random: Random) -> dict[FieldId, int]:
    lines = [field for field in figures if candidate_of(field)]
    if len(lines) < 2:  # noqa: PLR2004 - two figures are exchanged
        return {}
    one, other = random.sample(lines, 2)
    return {one: figures[other], other: figures[one]}


def _bundles_as_papers(figures: Mapping[FieldId, int], random: Random) -> dict[FieldId, int]:
    """Key the papers in the bundles where the number of bundles was meant."""
    slate = _some_slate(figures, random)
    if slate is None:
        return {}
    size, bundles, _ = bundle_lines(slate)
    return {bundles: figures[bundles] * figures[size]}


def _size_and_bundles(figures: Mapping[FieldId, int], random: Random) -> dict[FieldId, int]:
    slate = _some_slate(figures, random)
    if slate is None:
        return {}
    size, bundles, _ = bundle_lines(slate)
    return {size: figures[bundles], bundles: figures[size]}


def _some_slate(figures: Mapping[FieldId, int], random: Random) -> SlateId | None:
    found = dict.fromkeys(slate for field in figures if (slate := slate_of(field)) is not None)
    return random.choice(list(found)) if found else None


_KINDS: Mapping[str, _Kind] = {
    "digits_exchanged": _one_line(_exchanged_digits),
    "digit_wrong": _one_line(_wrong_digit),
    "digit_dropped": _one_line(_dropped_digit),
    "digit_doubled": _one_line(_doubled_digit),
    "bundle_added": _one_line(_bundle_added),
    "thousand": _one_line(_thousand),
    "line_shifted": _shifted,
    "figures_exchanged": _exchanged_figures,
    "bundles_as_papers": _bundles_as_papers,
    "size_and_bundles": _size_and_bundles,
}
