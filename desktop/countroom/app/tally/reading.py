"""Read a JSON record, or complain in one sentence about its line: no figure is ever guessed."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from countroom.app.tally.records import Figure, Name
from countroom.app.tally.where import ANY, half_letter, line_of, name_given_twice, steps_of
from countroom.domain.counting.blt import MOST_CANDIDATES, shortened
from countroom.domain.malformed import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.app.tally.where import Step

Record = TypeVar("Record", bound=msgspec.Struct)

_MISSING: Final = re.compile(r"\w+ missing required field `(.*?)`")
_EXPECTED: Final = re.compile(rf"Expected `(\w+)[^`]*`( of length <= {MOST_CANDIDATES})?")
_PLACE: Final = re.compile(r" - at (`key` in )?`([^`]*)`$")
_KINDS: Final = {"int": "figure", "str": "text", "array": "list", "object": "object"}
_MEMBERS: Final[dict[str, Any]] = {"int": Figure, "str": str, "object": dict}
_KEY: Final = "`key`"
_MOST_DIGITS: Final = 18


def parse(text: str) -> dict[str, Any]:
    """Read one JSON object. Raises Malformed for what is no JSON, or not one record."""
    try:
        data = json.loads(text, object_pairs_hook=_once_each, parse_int=_figure)
    except _Twice as twice:
        line, name = name_given_twice(text)
        raise Malformed(line, "json_twice", name=shortened(name)) from twice
    except json.JSONDecodeError as error:
        raise Malformed(error.lineno, "json_syntax", column=error.colno) from error
    except RecursionError as error:
        raise Malformed(1, "json_beyond_measure") from error
    half = half_letter(text)
    if half is not None:
        raise Malformed(half, "not_utf8")
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
        raise _complaint(str(error), data, text) from error


def complain(text: str, path: str, expected: str, **details: str | int) -> Malformed:
    """Make the complaint about a value at a path of a sound JSON text, ``$.parties[3].votes``."""
    return _complain(text, steps_of(path), expected, **details)


def refuse_shared_names(names: Sequence[str], text: str, path: str) -> None:
    """Complain where two of a list of records have one name: they could not be told apart."""
    seen: set[str] = set()
    for at, name in enumerate(names):
        if name in seen:
            raise complain(text, f"{path}[{at}]", "json_name_shared", name=name)
        seen.add(name)


def _complain(text: str, steps: Sequence[Step], expected: str, **details: str | int) -> Malformed:
    told = {key: shortened(one) if isinstance(one, str) else one for key, one in details.items()}
    return Malformed(line_of(text, steps), expected, **told)


def _complaint(message: str, data: dict[str, Any], text: str) -> Malformed:
    """Make the complaint from the message of msgspec; the member of an object it does not name.

    The messages are pinned by a test for every kind of value at every place of a record.
    """
    place, missing = _PLACE.search(message), _MISSING.match(message)
    path = steps_of(place[2]) if place else ()
    if missing:
        return _complain(text, path, "json_missing", name=missing[1])
    expected = _EXPECTED.match(message)
    word, too_long = expected.groups() if expected else ("", None)
    wanted = _MEMBERS.get(word, Any)
    if place and place[1]:
        path, wanted = (*path, _KEY), Name
    steps = next(_astray(data, path, wanted), path)
    name = _written(steps)
    if too_long:
        return _complain(text, steps, "json_too_many", name=name, most=MOST_CANDIDATES)
    return _complain(text, steps, f"json_{_KINDS.get(word, 'choice')}", name=name)


def _astray(value: Any, path: Sequence[Step], wanted: Any) -> Iterator[tuple[Step, ...]]:  # noqa: ANN401 - JSON
    """Give the steps to every value at a path that is not as wanted, with names for ``ANY``."""
    if not path:
        yield from () if _fits(value, wanted) else ((),)
    elif path[0] == _KEY:
        yield from ((name,) for name in value if not _fits(name, wanted))
    else:
        for name in value if path[0] == ANY else path[:1]:
            for further in _astray(value[name], path[1:], wanted):
                yield (name, *further)


def _fits(value: Any, wanted: Any) -> bool:  # noqa: ANN401 - JSON
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        return False
    return True


def _written(steps: Sequence[Step]) -> str:
    """Write steps as a person may find them: ``stages[0].totals[3]``."""
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in steps)[1:]


class _Twice(Exception):  # noqa: N818 - caught a few lines above
    """An object has one name twice."""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, and refuse a name that stands in it twice: one figure would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice
    return found


def _figure(digits: str) -> int | float:
    """Read a whole number; one of more digits than a figure can have is none."""
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf
