"""The plan of the night on paper: tables with a heading each, said by who knows the count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.documents.wording import plain
from countroom.texts import london

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.domain.election import Environment
    from countroom.domain.state import Count
    from countroom.texts import Texts

TEMPLATE = "plan.typ"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan: sentences, a table if it has rows, and sentences below.

    The first column holds words, the others figures unless ``words`` says all do; ``widths`` are
    the columns' shares of the page where they are not alike.
    """

    heading: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    words: bool = False
    widths: tuple[int, ...] = ()


def plan_sheet(frame: Mapping[str, object], sections: Sequence[Section]) -> dict[str, object]:
    """Fill the sheet in the ``frame`` of the hall."""
    return dict(frame) | {"sections": [section_data(one) for one in sections]}


def frame_of_the_hall(
    texts: Texts,
    name: str,
    councils: Sequence[str],
    polling_day: str,
    environment: Environment,
    printed_at: str,
) -> dict[str, object]:
    """Give what a sheet for the staff has round its tables, whatever it is.

    ``printed_at`` is UTC in RFC 3339 and stands on it: the night goes on, and plans change.
    """
    council = ", ".join(plain(one) for one in councils)
    day, time = london(printed_at)
    test = texts.say("TEST") if environment == "test" else ""
    return {
        "language": texts.language,
        "title": ", ".join(one for one in (test, name, council, texts.day(polling_day)) if one),
        "author": council,
        "status": texts.say("FOR THE STAFF, NOT FOR THE DOOR"),
        "print": texts.say("Printed {time}, {day}", time=time, day=texts.day(day)),
        "test": test,
        "practice": texts.say("Practice only, not an official result"),
        "copy": "",
        "void": False,
        "code": None,
        "council": council,
        "name": name,
        "day": texts.day(polling_day),
        "running": f"{name}, {council}",
        "page": texts.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }


def councils_of(texts: Texts, count: Count) -> tuple[str, ...]:
    """Name the councils of a count in the language of the paper, each once."""
    councils = (one.council for one in count.elections.values())
    return tuple(
        dict.fromkeys((texts.language == "cy" and one.name_cy) or one.name for one in councils)
    )


def section_data(section: Section) -> dict[str, object]:
    """Give a part of a sheet as its template takes it."""
    return {
        "heading": section.heading,
        "columns": list(section.columns),
        "rows": [[plain(cell) for cell in row] for row in section.rows],
        "before": [plain(one) for one in section.before],
        "after": [plain(one) for one in section.after],
        "words": section.words,
        "widths": list(section.widths),
    }
