"""The script for the platform: the lines of the screen in large type, a box to tick beside each."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from countroom.documents.frame import frame, say_hall_print, say_status, say_title
from countroom.documents.lines import say_call, spoken_lines, spoken_name
from countroom.documents.office import say_poll
from countroom.documents.wording import plain, runs
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.documents.frame import Of, SheetFacts
    from countroom.documents.lines import Line
    from countroom.documents.wording import Run
    from countroom.domain.election import Election
    from countroom.domain.state import ContestState


def script_sheet(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the script, in both languages line by line where the poll is in Wales or it is asked.

    Raises ValueError while nothing is cleared.
    """
    return script_group([(state, election, facts)], texts)


def script_group(contests: Sequence[Of], texts: Texts) -> dict[str, object]:
    """Fill one script of several contests, each beginning a page with the call of its candidates.

    Raises ValueError while one of them is not cleared.
    """
    state, election, facts = contests[0]
    alone = len(contests) == 1
    data = frame(state, election, texts, facts, texts.say("Script for the platform"))
    areas = [plain(one.contest.area) for one, _, _ in contests]
    together = {
        "status": texts.say("{n} RESULTS", n=len(contests)),
        "print": say_hall_print(texts, facts),
        "title": f"{data['name']}, {', '.join(areas)}",
        "running": f"{data['name']}, {data['council']}",
    }
    return (
        data
        | ({} if alone else together)
        | {
            "alone": alone,
            "parts": [_part(*one, texts) for one in contests],
            "areas": areas,
            "call": "" if alone else texts.say("To call them, say"),
            "say": texts.say("Say"),
            "spoken": texts.say("Spoken at"),
            "by": texts.say("By"),
            "tick": texts.say("Tick each line when it is said."),
        }
    )


def _part(
    state: ContestState, election: Election, facts: SheetFacts, texts: Texts
) -> dict[str, object]:
    contest = state.contest
    if state.cleared is None:
        raise ValueError(f"{contest.id} is not cleared, so nothing is said of it")
    voices = [texts]
    officer = facts.officer_named
    lines = spoken_lines(state, election, texts, officer, say_title(texts, facts))
    others: Sequence[Line] = ()
    if facts.both or election.council.nation == "Wales":
        other = Texts("cy" if texts.language == "en" else "en")
        voices.append(other)
        title = facts.other_title or other.say("Returning Officer")
        others = spoken_lines(state, election, other, officer, title)
    return {
        "area": plain(contest.area),
        "status": say_status(state, texts, facts),
        "election": runs(say_poll(texts, contest, state.rules, election.polling_day)),
        "call": [
            {"language": voice.language, "said": plain(say_call(voice, contest))}
            for voice in voices
        ],
        "candidates": [
            {"name": _name(*spoken_name(one)), "how": plain(state.how_said.get(one.id, ""))}
            for one in contest.candidates
        ],
        "lines": [
            [
                _line(one, voice) | ({"how": ""} if at else {})  # noted once, alike in both
                for at, (one, voice) in enumerate(zip(pair, voices, strict=False))
                if one is not None
            ]
            for pair in zip_longest(lines, others)
        ],
    }


def _line(line: Line, texts: Texts) -> dict[str, object]:
    return {
        "language": texts.language,
        "said": [{"text": text, "strong": strong} for text, strong in line.said]
        or _name(line.title, line.family),
        "description": line.description,
        "figure": line.figure,
        "words": line.words,
        "shares": [
            {"label": share.label, "figure": share.figure, "words": share.words}
            for share in line.shares
        ],
        "how": line.how,
    }


def _name(forenames: str, family: str) -> list[Run]:
    name: list[Run] = [{"text": f"{forenames} ", "strong": False}] if forenames and family else []
    return [*name, {"text": family or forenames, "strong": True}]
