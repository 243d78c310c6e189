"""Small widgets that every page is put together from; all take the look first."""

from countroom.ui.parts.buttons import Act, Button
from countroom.ui.parts.findings import FindingRow, Findings
from countroom.ui.parts.marks import Chip, IconBox, KeyCap, StampBox
from countroom.ui.parts.overlay import Overlay
from countroom.ui.parts.panels import Panel, Rule, Strip
from countroom.ui.parts.scrolled import Scrolled, side_column
from countroom.ui.parts.words import CutWords, Hint, StillWords, Words

__all__ = [
    "Act",
    "Button",
    "Chip",
    "CutWords",
    "FindingRow",
    "Findings",
    "Hint",
    "IconBox",
    "KeyCap",
    "Overlay",
    "Panel",
    "Rule",
    "Scrolled",
    "StampBox",
    "StillWords",
    "Strip",
    "Words",
    "side_column",
]
