"""What is said from the platform, and how far the reading has come.

Nothing here changes a figure; a slip of the tongue becomes a note on the spoken word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countroom.app.printing import speaker
from countroom.documents.lines import (
    Line,
    Piece,
    Share,
    say_call,
    spoken_lines,
    spoken_name,
)
from countroom.domain.identifiers import EventId
from countroom.domain.written import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

__all__ = [
    "Line",
    "Piece",
    "Reading",
    "Share",
    "lines_in",
    "platform_lines",
    "say_call",
    "slip_note",
    "spoken_name",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reading of one clearance has come: ``said`` lines, and slips by line from 0."""

    cleared: EventId
    said: int = 0
    slips: tuple[int, ...] = ()

    def on(self, lines: int) -> Reading:
        """Say the line, go on to the next."""
        return replace(self, said=min(self.said + 1, lines))

    def back(self) -> Reading:
        """Go back one line; never from the first to the last."""
        return replace(self, said=max(self.said - 1, 0))

    def slipped(self) -> Reading:
        """Keep a slip of the tongue at the line being read; once more takes it off again."""
        here = {self.said}
        return replace(self, slips=tuple(sorted({*self.slips} ^ here)))


def platform_lines(count: Count, state: ContestState, texts: Texts) -> tuple[Line, ...]:
    """List the lines of a cleared contest in the order they are said; none while not cleared."""
    election = count.elections[state.contest.election]
    return spoken_lines(state, election, texts, *speaker(count, state, texts))


def lines_in(count: Count, state: ContestState, voices: Iterable[Texts]) -> tuple[Line, ...]:
    """List the lines of a cleared contest in a language, or in two, each under its own."""
    first, *others = (platform_lines(count, state, texts) for texts in voices)
    for other in others:
        first = tuple(replace(one, also=also) for one, also in zip(first, other, strict=True))
    return first


def slip_note(lines: Sequence[Line], slips: Iterable[int], texts: Texts) -> str:
    """Write the slips down as the note of the spoken word, empty without any."""
    notes = [
        texts.say(
            "Line {line}, {name}: said again to put a slip of the tongue right.",
            line=at + 1,
            name=f"{lines[at].title} {lines[at].family}".strip(),
        )
        for at in slips
        if at < len(lines)
    ]
    note = " ".join(notes)
    if len(note) <= LONGEST_TEXT:
        return note
    listed = ", ".join(str(at + 1) for at in slips)
    return texts.say("Lines said again to put a slip of the tongue right: {lines}.", lines=listed)
