"""The look's one source, read for whoever draws: the window and the results page.

Lengths are px at 100 % text size, colours sRGB as #RRGGBB; keys are those of ``tokens.toml``.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from countroom.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PaletteName = Literal["light", "dark", "highContrast"]

_LIGHT_INK: Final = "#FFFFFF"
_STRANGERS: Final = ("grid", "diagonal", "dots", "vertical", "diagonalBack", "diamond")
"""Patterns that keep local parties apart, which all have one colour."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a party looks: letters on a colour, and the pattern that says it without colour."""

    code: str
    colour: str
    ink: str
    pattern: str
    look: str
    """The code whose colour and ink these are: a stranger's letters are its own."""

    @property
    def light(self) -> bool:
        """Say whether the letters are light on dark."""
        return self.ink == _LIGHT_INK


@dataclass(frozen=True, slots=True)
class State:
    """How the state of a contest looks on its chip; ``word`` is English, for the catalogue."""

    key: str
    word: str
    tone: str
    icon: str


class Tokens:
    """Palettes, parties, states, type and lengths."""

    def __init__(self, tokens: Mapping[str, Any]) -> None:
        self.palettes: Mapping[PaletteName, Mapping[str, Any]] = tokens["palettes"]
        self.type: Mapping[str, Mapping[str, Any]] = tokens["type"]
        self.size: Mapping[str, int] = tokens["size"]
        self.space: Mapping[str, int] = tokens["space"]
        self.line: Mapping[str, int] = tokens["line"]
        self.qt_roles: Mapping[str, str] = tokens["qtRoles"]
        self.states = {
            one["key"]: State(one["key"], one["word"], one["tone"], one["icon"])
            for one in tokens["states"]
        }
        self.parties: Sequence[Stamp] = [
            _stamp(one) for one in tokens["parties"] if "countsAs" not in one
        ]
        self._stamps: dict[str, Stamp] = {}
        for one in tokens["parties"]:
            self._stamps.setdefault(one["code"], _stamp(one))
            self._stamps.setdefault(one["id"], _stamp(one))

    def stamp(self, key: str, name: str) -> Stamp:
        """Give the stamp of a party key; a stranger has the first letters of its name."""
        known = self._stamps.get(key)
        if known is not None:
            return known
        other = self._stamps["OTH"]
        letters = re.sub(r"\W", "", name)[:4].upper()
        pattern = _STRANGERS[zlib.crc32(key.encode()) % len(_STRANGERS)]
        return Stamp(letters or other.code, other.colour, other.ink, pattern, other.code)


@cache
def load_tokens() -> Tokens:
    """Read the shipped tokens."""
    return Tokens(tomllib.loads(bundled("tokens.toml").read_text(encoding="utf-8")))


def _stamp(party: Mapping[str, str]) -> Stamp:
    return Stamp(party["code"], party["colour"], party["ink"], party["pattern"], party["code"])
