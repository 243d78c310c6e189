"""An input that is not as its format says: where, and what was expected there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Malformed(Exception):  # noqa: N818 - told to a person as one sentence, not to a debugger
    """What was expected at a line of an input, as a code with details; nothing of it is used.

    ``line`` counts from 1; 0 stands for the input as a whole.
    """

    def __init__(self, line: int, expected: str, /, **details: str | int) -> None:
        super().__init__(line, expected, details)
        self.line = line
        self.expected = expected
        self.details: Mapping[str, str | int] = details
