"""The tokens as a style sheet, and the style class of each party."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from countroom.bundled import bundled
from countroom.tokens import load_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.tokens import Stamp, Tokens

STYLE_SHEET: Final = "countroom.css"
SCRIPT: Final = "countroom.js"
FONTS: Final = ("AtkinsonHyperlegibleNext-400.ttf", "AtkinsonHyperlegibleNext-700.ttf", "OFL.txt")


@dataclass(frozen=True, slots=True)
class StyledStamp:
    """How a party looks on a page: letters, style class, pattern and whether its ink is light."""

    code: str
    style: str
    pattern: str
    light: bool


class Look:
    """Palettes and parties, from the one source for window, sheet and page."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    @cached_property
    def edition(self) -> str:
        """Name this very style sheet, so that no cache shows a page in an older one."""
        return _edition(self.style_sheet().encode())

    @cached_property
    def script(self) -> bytes:
        """Give the script that keeps an open page up to date."""
        return bundled(f"web/{SCRIPT}").read_bytes()

    @cached_property
    def script_edition(self) -> str:
        """Name this very script."""
        return _edition(self.script)

    def stamp(self, key: str, name: str) -> StyledStamp:
        """Give the stamp of a party key; a stranger has the first letters of its name."""
        stamp = self._tokens.stamp(key, name)
        return StyledStamp(stamp.code, _style(stamp.look), stamp.pattern, stamp.light)

    def style_sheet(self) -> str:
        """Write the style sheet of every page."""
        palettes = self._tokens.palettes
        parts = [
            _variables(palettes["light"]),
            _only("prefers-color-scheme: dark", palettes["dark"]),
            _only("prefers-contrast: more", palettes["highContrast"]),
            *(_party_rule(party) for party in self._tokens.parties),
            bundled(f"web/{STYLE_SHEET}").read_text(encoding="utf-8"),
        ]
        return "".join(parts)


@cache
def load_look() -> Look:
    """Read the shipped tokens."""
    return Look(load_tokens())


def _style(code: str) -> str:
    return f"p-{code.lower()}"


def _edition(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()[:8]


def _only(wish: str, palette: Mapping[str, Any]) -> str:
    """Write a palette for those who wish it; paper is always light."""
    return f"@media screen and ({wish}) {{\n{_variables(palette)}}}\n"


def _variables(palette: Mapping[str, Any]) -> str:
    lines = [f"  --{_kebab(k)}: {v};\n" for k, v in palette.items() if isinstance(v, str)]
    for tone, chip in palette["chips"].items():
        lines += [f"  --chip-{tone}-{part}: {colour};\n" for part, colour in chip.items()]
    return f":root {{\n{''.join(lines)}}}\n"


def _party_rule(party: Stamp) -> str:
    return f".{_style(party.code)} {{ --fill: {party.colour}; --ink: {party.ink}; }}\n"


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
