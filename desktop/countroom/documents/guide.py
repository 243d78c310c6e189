"""A page of the night guide on paper: its sections with their steps, points and sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from countroom.documents.wording import Run, plain, runs, strong

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TEMPLATE = "guide.typ"
_MARKUP: Final = re.compile(r"\*\*(.+?)\*\*|`(.+?)`|\*(.+?)\*")
_MARKS: Final = {"steps": re.compile(r"\d+\. "), "points": re.compile(r"- ")}


def guide_sheet(
    frame: Mapping[str, object], sections: Sequence[tuple[str, int, str]]
) -> dict[str, object]:
    """Fill a page of the guide from sections of Markdown: heading, its level, body."""
    return dict(frame) | {
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
