"""To go on by hand: where the count is, and blank forms, a page each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.documents.plan import Section, frame_of_the_hall, section_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.election import Environment
    from countroom.texts import Texts

__all__ = ["TEMPLATE", "Section", "carry_on_sheet"]

TEMPLATE = "carry_on.typ"


def carry_on_sheet(  # noqa: PLR0913 - what stands on it
    texts: Texts,
    councils: Sequence[str],
    polling_day: str,
    environment: Environment,
    printed_at: str,
    name: str,
    pages: Sequence[Sequence[Section]],
    *,
    blank: bool = False,
) -> dict[str, object]:
    """Fill the sheet; ``blank`` forms have lines to sign under each page.

    ``printed_at`` is UTC in RFC 3339 and stands on it: the night goes on.
    """
    frame = frame_of_the_hall(texts, name, councils, polling_day, environment, printed_at)
    signs = [texts.say("First reader, time"), texts.say("Second reader, time")]
    return (
        frame
        | {
            "pages": [[section_data(part) for part in parts] for parts in pages],
            "signs": signs if blank else [],
        }
        | ({"status": texts.say("BLANK")} if blank else {})
    )
