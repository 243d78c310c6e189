"""To go on by hand: where the count is, and blank forms, a page each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.documents.plan import Section, section_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.texts import Texts

__all__ = ["TEMPLATE", "Section", "carry_on_sheet"]

TEMPLATE = "carry_on.typ"


def carry_on_sheet(
    frame: Mapping[str, object],
    texts: Texts,
    pages: Sequence[Sequence[Section]],
    *,
    blank: bool = False,
) -> dict[str, object]:
    """Fill the sheet in the ``frame`` of the hall; ``blank`` forms have lines to sign on."""
    signs = [texts.say("First reader, time"), texts.say("Second reader, time")]
    return (
        dict(frame)
        | {
            "pages": [[section_data(part) for part in parts] for parts in pages],
            "signs": signs if blank else [],
        }
        | ({"status": texts.say("BLANK")} if blank else {})
    )
