"""To go on by hand: where the count is, and blank forms, a page each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.documents.plan import Section, section_data
from countroom.documents.wording import plain
from countroom.texts import london

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
    council = ", ".join(plain(one) for one in councils)
    day, time = london(printed_at)
    test = texts.say("TEST") if environment == "test" else ""
    return {
        "language": texts.language,
        "title": ", ".join(one for one in (test, name, council, texts.day(polling_day)) if one),
        "author": council,
        "status": texts.say("BLANK") if blank else texts.say("FOR THE STAFF, NOT FOR THE DOOR"),
        "print": texts.say("Printed {time}, {day}", time=time, day=texts.day(day)),
        "test": test,
        "practice": texts.say("Practice only, not an official result"),
        "copy": "",
        "void": False,
        "code": None,
        "council": council,
        "name": name,
        "day": texts.day(polling_day),
        "pages": [[section_data(part) for part in parts] for parts in pages],
        "signs": [texts.say("First reader, time"), texts.say("Second reader, time")]
        if blank
        else [],
        "running": f"{name}, {council}",
        "page": texts.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }
