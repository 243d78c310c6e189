"""Records of votes in JSON: what of them is read, and one plain complaint about what is wrong.

Whatever a record gives as the answer (who was elected, the quota, official seats) is not named
here, and so is never read. Figures are whole; totals of stages are decimal strings.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec

from countroom.app.tally.where import line_of
from countroom.domain.malformed import Malformed

Figure = Annotated[int, msgspec.Meta(ge=0, le=9_999_999_999)]
Seats = Annotated[int, msgspec.Meta(ge=1, le=999)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Decimal = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]{1,10}\.[0-9]{2}$")]
Rejected = Figure | dict[str, Figure] | None


class ListParty(msgspec.Struct):
    """A party with its list, or an individual, in one electoral region."""

    party: Name
    votes: Figure
    constituency_seats: Figure = 0
    individual: bool = False
    candidates: list[Name] | None = None


class ListRecord(msgspec.Struct):
    """The list votes of a region or of London."""

    parties: Annotated[list[ListParty], msgspec.Meta(min_length=1)]
    list_seats: Seats | None = None
    votes_complete: bool = True
    total_valid_votes: Figure | None = None
    returned: list[Name] = []
    rejected: Rejected = None


class FirstPreferences(msgspec.Struct):
    """A candidate's first preferences."""

    name: Name
    first_preferences: Figure
    party: str = ""


class SecondPreferences(msgspec.Struct):
    """A remaining candidate's second count: the votes added, or the total they came to."""

    name: Name
    second_preferences_added: Figure | None = None
    total: Figure | None = None


class SupplementaryRecord(msgspec.Struct):
    """A supplementary vote's first count, and its second as far as it is known."""

    candidates: Annotated[list[FirstPreferences], msgspec.Meta(min_length=1)]
    first_count_complete: bool = True
    second_count: list[SecondPreferences] | None = None
    transfers: dict[str, dict[str, Figure]] | None = None
    rejected: Rejected = None


class Candidate(msgspec.Struct):
    """A candidate of a stage sheet."""

    id: int
    surname: Name
    first_name: str = ""
    party: str = ""


class PrintedStage(msgspec.Struct):
    """A stage as printed, in the order of the candidates."""

    action: Literal["first preferences", "surplus", "exclusion"]
    totals: list[Decimal]
    source: list[int] = []
    transfers: list[Decimal] | None = None
    nontransferable_published: Decimal | None = None


class SheetRecord(msgspec.Struct):
    """A stage sheet of a hand count."""

    seats: Seats
    candidates: Annotated[list[Candidate], msgspec.Meta(min_length=1)]
    stages: Annotated[list[PrintedStage], msgspec.Meta(min_length=1)]
    total_poll: Figure | None = None
    spoiled: Figure | None = None
    valid_poll: Figure | None = None


class LocalCount(msgspec.Struct):
    """The votes of one area of a contest that is totalled from several."""

    votes: dict[Name, Figure]
    area: str = ""


class PlainRecord(msgspec.Struct):
    """Votes by name, or several local counts of them; ``parties`` by the same names."""

    votes: dict[Name, Figure] = {}
    local_counts: list[LocalCount] = []
    seats: Seats | None = None
    valid: Figure | None = None
    rejected: Rejected = None
    parties: dict[str, str] = {}
    transfers: dict[str, dict[str, Figure]] | None = None
    second_count: list[SecondPreferences] | None = None


Record = TypeVar("Record", bound=msgspec.Struct)

_MISSING: Final = re.compile(r"Object missing required field `(.*?)`(?: - at `(.*)`)?")
_EXPECTED: Final = re.compile(r"(?:Expected `(\w+)`|Invalid enum value).*?(?: - at `(.*)`)?$")
_KINDS: Final = {"int": "figure", "str": "text", "array": "list", "object": "object"}


def parse(text: str) -> dict[str, Any]:
    """Read one JSON object. Raises Malformed for what is no JSON, or not one record."""
    try:
        data = json.loads(text, object_pairs_hook=_once_each)
    except _Twice as twice:
        raise Malformed(_second_line(text, twice.name), "json_twice", name=twice.name) from twice
    except json.JSONDecodeError as error:
        raise Malformed(error.lineno, "json_syntax", column=error.colno) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, a deep nest
        raise Malformed(1, "json_beyond_measure") from error
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if isinstance(data, list):
        raise Malformed(1, "json_several", number=len(data))
    if not isinstance(data, dict):
        raise Malformed(1, "json_not_a_record")
    return data


def convert(data: dict[str, Any], kind: type[Record], text: str) -> Record:
    """Take from a parsed object what a record of this kind has. Raises Malformed."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise _complaint(str(error), text) from error


def complain(text: str, path: str, expected: str, **details: str | int) -> Malformed:
    """Make the complaint about a value at a path of a sound JSON text."""
    return Malformed(line_of(text, path), expected, **details)


def _complaint(message: str, text: str) -> Malformed:
    missing = _MISSING.match(message)
    if missing:
        return complain(text, missing[2] or "$", "json_missing", name=missing[1])
    expected = _EXPECTED.match(message)
    path = (expected[2] if expected else None) or "$"
    kind = _KINDS.get(expected[1] or "" if expected else "", "choice")
    name = path.removeprefix("$.").replace("[...]", "")
    return complain(text, path, f"json_{kind}", name=name)


class _Twice(Exception):  # noqa: N818 - caught a few lines above
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, and refuse a name that stands in it twice: one figure would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found


def _second_line(text: str, name: str) -> int:
    written = json.dumps(name, ensure_ascii=False)
    first = text.find(written)
    second = text.find(written, first + 1) if first >= 0 else -1
    return len(text[: max(second, first, 0)].split("\n"))
