"""Mistakes as tired keyers make them, one to an entry, always told apart from the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.figures import LARGEST_FIGURE
from countroom.domain.identifiers import ContestId, EventId, FieldId, PersonId, SheetId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random


@dataclass(frozen=True, slots=True)
class Slip:
    """One wrong figure of an entry."""

    field: FieldId
    true: int
    keyed: int


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake in its place, and the event of the log that caught it, None while it stands."""

    contest: ContestId
    sheet: SheetId
    person: PersonId
    slip: Slip
    caught_by: EventId | None


def slip_in(figures: Mapping[FieldId, int], random: Random, avoid: Slip | None = None) -> Slip:
    """Choose one line and key it wrongly; never as the other keyer already did."""
    lines = list(figures)
    while True:
        at = random.randrange(len(lines))
        field, true = lines[at], figures[lines[at]]
        following = figures[lines[(at + 1) % len(lines)]]
        keyed = _wrongly(true, following, random)
        slip = Slip(field, true, keyed)
        if keyed != true and 0 <= keyed <= LARGEST_FIGURE and slip != avoid:
            return slip


def _wrongly(true: int, following: int, random: Random) -> int:
    digits = str(true)
    kind = random.choice(("exchanged", "digit", "dropped", "doubled", "bundle", "next_line"))
    at = random.randrange(len(digits))
    if kind == "exchanged" and len(digits) > 1:
        at = random.randrange(len(digits) - 1)
        return int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    if kind == "dropped" and len(digits) > 1:
        return int(digits[:at] + digits[at + 1 :])
    if kind == "doubled":
        return int(digits[: at + 1] + digits[at:])
    if kind == "bundle":
        return true + random.choice((-100, -50, -25, 25, 50, 100))
    if kind == "next_line":
        return following
    return int(digits[:at] + str(random.randrange(10)) + digits[at + 1 :])
