"""What is wrong with bytes that somebody handed us: a value, so that it can be counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A code that ``texts`` turns into a sentence, and where it was found."""

    code: str
    where: str = ""
