"""A page of the night guide on paper: its sections with their steps, points and sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from countroom.documents.plan import frame_of_the_hall
from countroom.documents.wording import Run, plain, runs, strong
from countroom.texts import london

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.domain.election import Environment
    from countroom.texts import Texts

TEMPLATE = "guide.typ"
_MARKUP: Final = re.compile(r"\*\*(.+?)\*\*|`(.+?)`|\*(.+?)\*")
_MARKS: Final = {"steps": re.compile(r"\d+\. "), "points": re.compile(r"- ")}


def guide_sheet(
    texts: Texts,
    councils: Sequence[str],
    environment: Environment,
    printed_at: str,
    name: str,
    sections: Sequence[tuple[str, int, str]],
) -> dict[str, object]:
    """Fill a page of the guide from sections of Markdown: heading, its level, body.

    No poll stands on it: it is the same every night. ``printed_at`` is UTC in RFC 3339.
    """
    today = london(printed_at)[0]
    frame = frame_of_the_hall(texts, name, councils, today, environment, printed_at)
    return frame | {
        "sections": [
            {"heading": plain(heading), "level": level, "parts": list(_parts(body))}
            for heading, level, body in sections
        ]
    }


def _parts(body: str) -> Iterator[dict[str, object]]:
    """Put lines of a kind together: numbered steps, points, or sentences, split by blank lines."""
    kind, lines = "", list[list[Run]]()
    for line in filter(None, (one.strip() for one in body.splitlines())):
        found = next((one for one, mark in _MARKS.items() if mark.match(line)), "words")
        if found != kind and lines:
            yield {"kind": kind, "lines": lines}
            lines = []
        kind = found
        words = _MARKS[kind].sub("", line, count=1) if kind in _MARKS else line
        lines.append(runs(_marked(words)))
    if lines:
        yield {"kind": kind, "lines": lines}


def _marked(line: str) -> str:
    """Mark what is bold or a key; what is in italics stands as it is."""
    return _MARKUP.sub(
        lambda found: found[3] or strong(found[1] or found[2]),
        plain(line),
    )
