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
_HALF: Final = re.compile("[\ud800-\udfff]")
_HALF_ESCAPED: Final = re.compile(r"\\u[dD][89a-fA-F]")
_MARK: Final = re.compile(r'["{}\[\]]')
_DECODER: Final = JSONDecoder(parse_int=str)  # a figure may have any length here


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


def half_letter(text: str) -> int | None:
    """Find the line of a string with half of a letter, which only an escape can write."""
    if not _HALF_ESCAPED.search(text):
        return None
    strings = ((at, _DECODER.raw_decode(text, at)[0]) for at, _ in _marks(text) if text[at] == '"')
    return next((_line(text, at) for at, string in strings if _HALF.search(string)), None)


def _names_again(text: str) -> Iterator[tuple[int, str]]:
    """Give every name that stands again in its object; a string before a colon is a name."""
    inside: list[set[str]] = []
    for at, end in _marks(text):
        if text[at] in "{[":
            inside.append(set())
        elif text[at] in "}]":
            inside.pop()
        elif text.startswith(":", _past_space(text, end)):
            name, _ = _DECODER.raw_decode(text, at)
            if name in inside[-1]:
                yield at, name
            inside[-1].add(name)


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Give where each bracket and each string begins and ends."""
    mark = _MARK.search(text)
    while mark:
        at, end = mark.span()
        if mark[0] == '"':
            _, end = _DECODER.raw_decode(text, at)
        yield at, end
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
