"""The record of a declared result: on paper, corrected, and papers found when it was too late."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.screens.hand_sheet import lines_of, typed_again
from countroom.app.screens.on_record import Difference, differences
from countroom.domain.counting.plurality import majority
from countroom.domain.electing import contenders
from countroom.texts import london, say_correction, say_failed, say_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from countroom.domain.events import PapersFound
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import Clearance, ContestState, Count
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class RecordWord:
    """One thing to say of the record, and what it changed against the one before."""

    sentence: str
    changes: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Papers found after the declaration: where, how many, beside which majority."""

    sentence: str
    beside: str


def record_words(
    texts: Texts, state: ContestState, named: Callable[[PersonId], str]
) -> tuple[RecordWord, ...]:
    """Say how a result came onto the record, and every correction of it with both figures."""
    if state.declared is None or state.cleared is None:
        return ()
    return tuple(_record_words(texts, state, state.cleared, named))


def _record_words(
    texts: Texts, state: ContestState, last: Clearance, named: Callable[[PersonId], str]
) -> Iterator[RecordWord]:
    signed = (*state.superseded, last)
    first = signed[0]
    if first.event.declaration.on_paper:
        words = texts.say(
            "Declared on paper, entered by {name} and another officer: {reason}",
            name=named(first.by),
            reason=first.event.reason,
        )
        yield RecordWord(words)
    for before, one in itertools.pairwise(signed):
        words = texts.say(
            "Record {n}, {time}, signed by {name} and another officer. {why}: {reason}",
            n=texts.figure(one.event.declaration.revision),
            time=say_time(texts, one.at),
            name=named(one.by),
            why=say_correction(texts, one.correction or "transcription"),
            reason=one.event.reason,
        )
        older, newer = (typed_again(state, each.event.declaration) for each in (before, one))
        yield RecordWord(words, differences(texts, lines_of(texts, state), state, older, newer))
    codes = last.event.declaration.findings
    if codes:
        failed = "; ".join(f"{say_failed(texts, code)} ({code})" for code in codes)
        yield RecordWord(texts.say("The figures fail these checks: {failed}.", failed=failed))


def found_words(texts: Texts, state: ContestState) -> tuple[Found, ...]:
    """Say of every papers found after the declaration how many they are beside the majority."""
    return tuple(_found(texts, state, one) for one in state.found)


def _found(texts: Texts, state: ContestState, one: PapersFound) -> Found:
    sentence = texts.count(
        "{n} ballot paper found: {where} ({reason}).",
        "{n} ballot papers found: {where} ({reason}).",
        one.papers,
        where=one.where,
        reason=one.reason,
    )
    margin = margin_of(state)
    if margin is None:
        return Found(sentence, texts.say("Sealed and not added."))
    beside = texts.count(
        "Sealed and not added. The last seat was won by {n} vote.",
        "Sealed and not added. The last seat was won by {n} votes.",
        margin,
    )
    return Found(sentence, beside)


def margin_of(state: ContestState) -> int | None:
    """Give the votes by which the last seat was won, None where votes do not say."""
    signed = state.cleared if state.declared is not None else None
    if signed is None or "V13" in signed.event.declaration.findings:
        return None
    return majority(contenders(signed.event.declaration.totals), state.contest.seats)


def note_to_candidates(texts: Texts, count: Count, state: ContestState) -> str:
    """Draft what candidates and agents are told of papers found too late."""
    return "\n\n".join(_note(texts, count, state, texts.say("To the candidates and their agents")))


def note_to_commission(texts: Texts, count: Count, state: ContestState) -> str:
    """Draft what the Electoral Commission is told of papers found too late."""
    return "\n\n".join(_note(texts, count, state, texts.say("To the Electoral Commission")))


def _note(texts: Texts, count: Count, state: ContestState, to: str) -> Iterator[str]:
    election, contest = count.elections[state.contest.election], state.contest
    day, time = london(state.spoken_at)
    yield f"{texts.say('DRAFT')}\n{to}"
    yield texts.say(
        "{election}, {ward}, poll of {day}",
        election=election.name,
        ward=contest.area,
        day=texts.day(election.polling_day),
    )
    yield texts.say(
        "The result of this contest was declared on {day} at {time}. Afterwards ballot papers "
        "were found that were not in the count:",
        day=texts.day(day),
        time=time,
    )
    yield "\n".join(f"- {one.sentence}" for one in found_words(texts, state))
    yield _says_margin(texts, state)
    yield texts.say(
        "The papers were sealed as they were found. They were not looked at, counted or added. "
        "The declared result stands: once declared it can be questioned only by an election "
        "petition, and only a court can have these papers counted."
    )
    yield texts.say("Returning officer: {name}", name=election.returning_officer or "____________")


def _says_margin(texts: Texts, state: ContestState) -> str:
    papers, margin = sum(one.papers for one in state.found), margin_of(state)
    if margin is None:
        return texts.count("{n} paper in all.", "{n} papers in all.", papers)
    votes = texts.count(
        "The last seat was won by {n} vote.", "The last seat was won by {n} votes.", margin
    )
    return f"{texts.count('{n} paper in all.', '{n} papers in all.', papers)} {votes}"
