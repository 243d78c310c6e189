"""What a difference between two entries looks like: the slips that keyers really make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.domain.identifiers import FieldId
from countroom.domain.sheets import bundle_lines, slate_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal[
    "zero",
    "exchanged",
    "neighbour",
    "swapped",
    "order",
    "round",
    "bundle",
    "digit",
    "doubled",
    "missing",
    "",
]

BUNDLES: Final = (25, 50, 100)
"""Papers in a bundle, as counting halls tie them."""
ROUND: Final = (100, 1000)
_TELLING: Final = 10
"""The least figure that tells something when it stands on a neighbouring line too."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a difference looks like; ``line`` is the neighbour's.

    ``amount`` is the difference, in papers where whole bundles differ.
    """

    kind: Kind
    amount: int
    line: FieldId | None = None


def likeness(
    fields: Sequence[FieldId],
    field: FieldId,
    first: Mapping[FieldId, int],
    second: Mapping[FieldId, int],
) -> Likeness:
    """Say what the difference on one line looks like, the most telling first.

    ``fields`` are the lines of the sheet from top to bottom.
    """
    one, other = first[field], second[field]
    amount = abs(one - other)
    of_bundles = _of_bundles(field, first, second)
    if of_bundles is not None:
        return of_bundles
    if 0 in (one, other):
        return Likeness("zero", amount)
    beside = _beside(fields, field, first, second)
    if beside is not None:
        return Likeness(beside[0], amount, beside[1])
    return Likeness(_of_two(one, other), amount)


def unlike_digits(one: str, other: str) -> frozenset[int]:
    """Give the places in ``one`` whose digits are not those of ``other``, counted from the left.

    The two are laid one under the other by their right edges, as figures are.
    """
    offset = len(other) - len(one)
    return frozenset(
        place
        for place, digit in enumerate(one)
        if digit.isdigit() and (place + offset < 0 or other[place + offset] != digit)
    )


def _of_two(one: int, other: int) -> Kind:
    digits, others = str(one), str(other)
    amount = abs(one - other)
    if sorted(digits) == sorted(others):
        return "order"
    if amount in ROUND:
        return "round"
    if amount in BUNDLES:
        return "bundle"
    if len(digits) == len(others):
        return "digit" if sum(a != b for a, b in zip(digits, others, strict=True)) == 1 else ""
    return _one_more(*sorted((digits, others), key=len))


def _one_more(short: str, long: str) -> Kind:
    """Compare a figure with a longer one: a digit typed twice, or one left out."""
    for place, digit in enumerate(long):
        if long[:place] + long[place + 1 :] == short:
            beside = long[max(0, place - 1) : place] + long[place + 1 : place + 2]
            return "doubled" if digit in beside else "missing"
    return ""


def _beside(
    fields: Sequence[FieldId],
    field: FieldId,
    first: Mapping[FieldId, int],
    second: Mapping[FieldId, int],
) -> tuple[Kind, FieldId] | None:
    """Find a neighbouring line of the same kind whose figure one of the entries has here."""
    alike = [line for line in fields if _kind(line) and _kind(line) == _kind(field)]
    if field not in alike:
        return None
    at = alike.index(field)
    neighbours = [line for line in alike[max(0, at - 1) : at + 2] if line != field]
    for line in neighbours:
        if (first[field], second[field]) == (second[line], first[line]):
            return "exchanged", line
    for line in neighbours:
        if _TELLING <= first[field] == second[line] or _TELLING <= second[field] == first[line]:
            return "neighbour", line
    return None


def _kind(line: FieldId) -> str:
    """Give what lines stand under each other on the paper; empty for one that stands alone."""
    kind, colon, _ = line.partition(":")
    return kind if colon else ""


def _of_bundles(
    field: FieldId, first: Mapping[FieldId, int], second: Mapping[FieldId, int]
) -> Likeness | None:
    """See size and bundles exchanged, and one bundle more or fewer."""
    slate = slate_of(field)
    if slate is None:
        return None
    size, bundles, odd = bundle_lines(slate)
    if field == odd:
        return None
    one, other = (first[size], first[bundles]), (second[size], second[bundles])
    if one == other[::-1] and one != other:
        return Likeness("swapped", abs(first[field] - second[field]))
    if field == bundles and first[size] == second[size] and abs(one[1] - other[1]) == 1:
        return Likeness("bundle", first[size])
    return None
