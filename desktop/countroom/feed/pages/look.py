"""The tokens as a style sheet, and the stamp of each party."""

from __future__ import annotations

import hashlib
import re
import tomllib
import zlib
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from countroom.bundled import bundled

STYLE_SHEET: Final = "countroom.css"
FONTS: Final = ("AtkinsonHyperlegibleNext-400.ttf", "AtkinsonHyperlegibleNext-700.ttf", "OFL.txt")

_LIGHT_INK: Final = "#FFFFFF"
_STRANGERS: Final = ("grid", "diagonal", "dots", "vertical", "diagonalBack", "diamond")
"""Patterns that keep local parties apart, which all have one colour."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a party looks: letters, style class, pattern and whether its ink is light."""

    code: str
    style: str
    pattern: str
    light: bool


class Look:
    """Palettes and parties, from the one source for window, sheet and page."""

    def __init__(self, tokens: dict[str, Any]) -> None:
        self._palettes = tokens["palettes"]
        self._parties: list[dict[str, str]] = tokens["parties"]
        self._stamps: dict[str, Stamp] = {}
        for party in self._parties:
            stamp = Stamp(
                party["code"], _style(party["code"]), party["pattern"], party["ink"] == _LIGHT_INK
            )
            self._stamps.setdefault(party["code"], stamp)
            self._stamps.setdefault(party["id"], stamp)

    @cached_property
    def edition(self) -> str:
        """Name this very style sheet, so that no cache shows a page in an older one."""
        return hashlib.sha256(self.style_sheet().encode()).hexdigest()[:8]

    def stamp(self, key: str, name: str) -> Stamp:
        """Give the stamp of a party key; a stranger has the first letters of its name."""
        known = self._stamps.get(key)
        if known is not None:
            return known
        other = self._stamps["OTH"]
        letters = re.sub(r"\W", "", name)[:4].upper()
        pattern = _STRANGERS[zlib.crc32(key.encode()) % len(_STRANGERS)]
        return Stamp(letters or other.code, other.style, pattern, other.light)

    def style_sheet(self) -> str:
        """Write the style sheet of every page."""
        parts = [
            _variables(self._palettes["light"]),
            f"@media (prefers-color-scheme: dark) {{\n{_variables(self._palettes['dark'])}}}\n",
            *(_party_rule(party) for party in self._parties if "countsAs" not in party),
            bundled(f"web/{STYLE_SHEET}").read_text(encoding="utf-8"),
        ]
        return "".join(parts)


@cache
def load_look() -> Look:
    """Read the shipped tokens."""
    return Look(tomllib.loads(bundled("tokens.toml").read_text(encoding="utf-8")))


def _style(code: str) -> str:
    return f"p-{code.lower()}"


def _variables(palette: dict[str, Any]) -> str:
    lines = [f"  --{_kebab(k)}: {v};\n" for k, v in palette.items() if isinstance(v, str)]
    return f":root {{\n{''.join(lines)}}}\n"


def _party_rule(party: dict[str, str]) -> str:
    return f".{_style(party['code'])} {{ --fill: {party['colour']}; --ink: {party['ink']}; }}\n"


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
