"""Rows of the running order as lines of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain.prints import written_number
from countroom.texts import N_
from countroom.ui.ready.lines import Line

if TYPE_CHECKING:
    from countroom.app.screens.running_order import Row, Where
    from countroom.texts import Texts

_LOOKS: Final[dict[Where, tuple[str, str, str]]] = {
    "called": ("megaphone", "info", N_("Called to the platform")),
    "queue": ("circle", "text", N_("Cleared, in the queue")),
    "to_clear": ("clipboard-check", "warning", N_("To be read back and cleared")),
    "spoken": ("circle-check", "success", N_("Spoken")),
}

DOES: Final[dict[Where, str]] = {
    "called": N_("Read on the platform"),
    "queue": N_("Call to the platform"),
    "to_clear": N_("Read back and clear"),
    "spoken": N_("See what became of it"),
}
"""What the first key does with a row."""


def line_of(row: Row, texts: Texts) -> Line:
    """Show a row: its group's place, its ward, with whom it is read, where it is."""
    icon, tone, where = _LOOKS[row.where]
    title = f"{texts.figure(row.place)}. {row.area}" if row.place else row.area
    about = texts.say("Read together with {wards}", wards=", ".join(row.others))
    if row.script:
        script = texts.say("One script: print {number}", number=written_number(None, row.script))
        about = f"{about}. {script}"
    about = about if row.others else ""
    aside = texts.say(where)
    told = ". ".join(part for part in (title, about, aside) if part)
    return Line(row.contest, icon, tone, title, about, aside, told)
