"""The script for the platform: the lines of the screen in large type, a box to tick beside each."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from countroom.documents.frame import frame, say_title
from countroom.documents.lines import spoken_lines
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.documents.frame import SheetFacts
    from countroom.documents.lines import Line
    from countroom.domain.election import Election
    from countroom.domain.state import ContestState


def script_sheet(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the script, in both languages line by line where the poll is in Wales or it is asked.

    Raises ValueError while nothing is cleared.
    """
    if state.cleared is None:
        raise ValueError(f"{state.contest.id} is not cleared, so nothing is said of it")
    voices = [texts]
    officer = facts.officer_named
    lines = spoken_lines(state, election, texts, officer, say_title(texts, facts))
    others: Sequence[Line] = ()
    if facts.both or election.council.nation == "Wales":
        other = Texts("cy" if texts.language == "en" else "en")
        voices.append(other)
        title = facts.other_title or other.say("Returning Officer")
        others = spoken_lines(state, election, other, officer, title)
    return frame(state, election, texts, facts, texts.say("Script for the platform")) | {
        "lines": [
            [
                _line(one, voice) | ({"how": ""} if at else {})  # noted once, alike in both
                for at, (one, voice) in enumerate(zip(pair, voices, strict=False))
                if one is not None
            ]
            for pair in zip_longest(lines, others)
        ],
        "say": texts.say("Say"),
        "spoken": texts.say("Spoken at"),
        "by": texts.say("By"),
        "tick": texts.say("Tick each line when it is said."),
    }


def _line(line: Line, texts: Texts) -> dict[str, object]:
    name = [{"text": f"{line.title} ", "strong": False}] if line.title and line.family else []
    name.append({"text": line.family or line.title, "strong": True})
    return {
        "language": texts.language,
        "said": [{"text": text, "strong": strong} for text, strong in line.said] or name,
        "description": line.description,
        "figure": line.figure,
        "words": line.words,
        "shares": [
            {"label": share.label, "figure": share.figure, "words": share.words}
            for share in line.shares
        ],
        "how": line.how,
    }
