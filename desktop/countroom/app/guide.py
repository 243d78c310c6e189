"""The night guide as it is shipped: a few short pages of Markdown, in English and Welsh.

A page has a ``#`` title, ``##`` sections for pages of the window and ``###`` sections for what can
stop the work there. The comment above a heading names what the section is about: ``page:result``,
``fault:disk_full``, the code of a check or of a refusal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from countroom.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countroom.texts import Language

CHAPTERS: Final = (
    "board",
    "receipt",
    "keying",
    "differences",
    "papers",
    "result",
    "checks",
    "speak",
    "last-ten-minutes",
    "printing",
    "on-paper",
    "failures",
    "people",
)
"""The pages of the guide in the order of the night."""
_HEADING: Final = re.compile(r"^(#{1,3}) (.+)$")
_ABOUT: Final = re.compile(r"^<!-- (.+) -->$")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page of the guide: ``level`` is 1 for its title, 2 for a page, 3 for a stop."""

    chapter: str
    level: int
    title: str
    about: tuple[str, ...]
    body: str


@cache
def guide(language: Language) -> tuple[Section, ...]:
    """Read the guide in a language."""
    return tuple(one for name in CHAPTERS for one in _read(name, language))


def find(sections: Sequence[Section], about: Iterable[str]) -> int | None:
    """Give the place of the section for the first of these that has one."""
    for one in about:
        for at, section in enumerate(sections):
            if one in section.about:
                return at
    return None


def _read(name: str, language: Language) -> list[Section]:
    folder = "guide" if language == "en" else f"guide/{language}"
    text = bundled(f"{folder}/{name}.md").read_text(encoding="utf-8")
    found: list[tuple[int, str, tuple[str, ...], list[str]]] = []
    about: tuple[str, ...] = ()
    for line in text.splitlines():
        if comment := _ABOUT.match(line):
            about = tuple(comment[1].split())
        elif heading := _HEADING.match(line):
            found.append((len(heading[1]), heading[2], about, []))
            about = ()
        else:
            found[-1][3].append(line)
    return [
        Section(name, level, title, about, "\n".join(lines).strip())
        for level, title, about, lines in found
    ]
