"""What is to be read to the hall now, in both languages, and what was read by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.screens.council import say_percent, turnout
from countroom.app.screens.papers import say_table
from countroom.domain.announcing import announcements, expected_before
from countroom.domain.disclosure import Announcement
from countroom.domain.identifiers import ContestId, PersonId
from countroom.texts import LANGUAGES, Texts, say_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.state import ContestState, Count


@dataclass(frozen=True, slots=True)
class ToRead:
    """A sentence for the hall in each language, English first; ``read`` says who read it, when."""

    contest: ContestId
    announcement: Announcement
    area: str
    sentences: tuple[str, ...]
    read: str = ""

    @property
    def key(self) -> str:
        """Tell it from all others."""
        one = self.announcement
        return f"{self.contest} {one.kind} {one.number} {one.moment}"


def to_read(texts: Texts, count: Count, name_of: Callable[[PersonId], str]) -> tuple[ToRead, ...]:
    """List what nobody read yet, contest by contest, then what was read, the last one first."""
    speaking = tuple(Texts(language) for language in LANGUAGES)
    new: list[ToRead] = []
    old: list[tuple[str, ToRead]] = []
    for state in count.contests.values():
        told = {one.announcement for one in state.told}
        waiting = (one for one in announcements(count, state) if one not in told)
        new += [_row(count, state, one, speaking) for one in waiting]
        for one in state.told:
            read = _say_read(texts, name_of(one.by), one.at, _polling_day(count, state))
            old.append((one.at, _row(count, state, one.announcement, speaking, read)))
    old.sort(key=lambda row: row[0])
    return (*new, *(row for _, row in reversed(old)))


def _row(
    count: Count,
    state: ContestState,
    said: Announcement,
    speaking: tuple[Texts, ...],
    read: str = "",
) -> ToRead:
    sentences = tuple(say_announcement(texts, count, state, said) for texts in speaking)
    return ToRead(state.contest.id, said, state.contest.area, sentences, read)


def say_announcement(texts: Texts, count: Count, state: ContestState, said: Announcement) -> str:
    """Say an announcement as it is read out."""
    area, number = state.contest.area, said.number
    match said.kind:
        case "boxes_in":
            return texts.count(
                "The ballot box of {area} is in.",
                "All {n} ballot boxes of {area} are in.",
                number,
                area=area,
            )
        case "postal_in":
            return texts.say("All postal votes of {area} are in.", area=area)
        case "verified":
            return _say_verified(texts, state, number)
        case "adjudication":
            return _say_adjudication(texts, state)
        case "recount":
            return texts.say("Votes of {area} are being counted again.", area=area)
        case "next_declared":
            return texts.say(
                "The result of {area} is about to be declared. Candidates and agents, please come "
                "to the platform.",
                area=area,
            )
        case "expected":
            return _say_expected(texts, count, state, said)


def _say_verified(texts: Texts, state: ContestState, version: int) -> str:
    papers, area = state.statements[version - 1].verified, state.contest.area
    share = turnout(papers, state.contest.electorate)
    if share is None:
        return texts.count(
            "The verification of {area} is complete. {n} ballot paper goes to the count.",
            "The verification of {area} is complete. {n} ballot papers go to the count.",
            papers,
            area=area,
        )
    return texts.count(
        "The verification of {area} is complete. The turnout is {share}: {n} ballot paper goes to "
        "the count.",
        "The verification of {area} is complete. The turnout is {share}: {n} ballot papers go to "
        "the count.",
        papers,
        area=area,
        share=say_percent(share),
    )


def _say_adjudication(texts: Texts, state: ContestState) -> str:
    batches = state.sheets_of(frozenset({"adjudication"}))
    tables = {one.sheet.mini_count for one in batches}
    where = [one for one in state.contest.counted_in if one.id in tables]
    return texts.say(
        "Doubtful ballot papers of {area} are decided at {tables}. Candidates and agents may "
        "watch.",
        area=state.contest.area,
        tables=", ".join(say_table(texts, one) for one in where),
    )


def _say_expected(texts: Texts, count: Count, state: ContestState, said: Announcement) -> str:
    area, day = state.contest.area, _polling_day(count, state)
    at, before = say_time(texts, said.moment, day), expected_before(state, said)
    if not before:
        return texts.say("The result of {area} is expected at about {time}.", area=area, time=at)
    return texts.say(
        "The result of {area} is now expected at about {time}, not at {before}.",
        area=area,
        time=at,
        before=say_time(texts, before, day),
    )


def _say_read(texts: Texts, name: str, at: str, day: str) -> str:
    return texts.say("Read by {name}, {time}", name=name, time=say_time(texts, at, day))


def _polling_day(count: Count, state: ContestState) -> str:
    return count.elections[state.contest.election].polling_day
