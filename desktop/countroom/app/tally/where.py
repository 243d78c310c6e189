"""Find the line of a JSON text on which a value stands, so that a sentence can name it."""

from __future__ import annotations

import re
from json import JSONDecoder
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Step = str | int
"""A step into a value: a name in an object, or a place in a list from 0."""

ANY: Final = "[...]"
"""The step into whichever member of an object."""

_STEP: Final = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_MARK: Final = re.compile(r'["{}\[\]]')
_DECODER: Final = JSONDecoder()


def steps_of(path: str) -> tuple[Step, ...]:
    """Read the steps of a path written ``$.parties[3].votes``, or ``$.votes[...]``."""
    found = _STEP.finditer(path)
    return tuple(match[1] or (int(match[2]) if match[2] else ANY) for match in found)


def line_of(text: str, steps: Iterable[Step]) -> int:
    """Give the line, from 1, of a value of a sound JSON text.

    What cannot be followed stops at what was found.
    """
    at = _past_space(text, 0)
    if text[at] == "[":
        at = _past_space(text, at + 1)  # the one record of a list
    for step in steps:
        try:
            found = _item(text, at, step) if isinstance(step, int) else _member(text, at, step)
        except RecursionError:  # a nest that could just be read, and not again from in here
            found = None
        if found is None:
            break
        at = found
    return _line(text, at)


def name_given_twice(text: str) -> tuple[int, str]:
    """Find the first name that stands twice in one object, and the line where it does again.

    The text is sound as far as there. Raises StopIteration where no name does.
    """
    return next((_line(text, at), name) for at, name in _names_again(text))


def _names_again(text: str) -> Iterator[tuple[int, str]]:
    """Walk all strings and brackets; a string before a colon is a name."""
    inside: list[set[str]] = []
    mark = _MARK.search(text)
    while mark:
        at, end = mark.span()
        if mark[0] == '"':
            name, end = _DECODER.raw_decode(text, at)
            if text.startswith(":", _past_space(text, end)):
                if name in inside[-1]:
                    yield at, name
                inside[-1].add(name)
        elif mark[0] in "{[":
            inside.append(set())
        else:
            inside.pop()
        mark = _MARK.search(text, end)


def _member(text: str, at: int, name: str) -> int | None:
    """Find where the value of a name begins in the object that begins at ``at``."""
    if text[at] != "{":
        return None
    at = _past_space(text, at + 1)
    while text[at] != "}":
        key, end = _DECODER.raw_decode(text, at)
        at = _past_space(text, _past_space(text, end) + 1)  # past the colon
        if key == name:
            return at
        at = _next(text, at)
    return None


def _item(text: str, at: int, place: int) -> int | None:
    """Find where an item begins in the list that begins at ``at``."""
    if text[at] != "[":
        return None
    at = _past_space(text, at + 1)
    while text[at] != "]":
        if not place:
            return at
        place -= 1
        at = _next(text, at)
    return None


def _next(text: str, at: int) -> int:
    """Step over a value, and the comma after it."""
    _, end = _DECODER.raw_decode(text, at)
    at = _past_space(text, end)
    return _past_space(text, at + 1) if text[at] == "," else at


def _past_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
