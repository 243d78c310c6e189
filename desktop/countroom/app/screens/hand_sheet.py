"""A result written by hand: the lines of the paper, and what somebody has keyed of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from countroom.domain.declaration import Reading, Second, Totals
from countroom.domain.electing import final_votes, outcome
from countroom.domain.election import Candidate
from countroom.domain.figures import read_figure
from countroom.domain.identifiers import CandidateId, FieldId
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import (
    ELSEWHERE,
    REJECTED_IN_PART,
    UNUSED_VOTES,
    no_second_under,
    rejected_under,
    second_for,
    votes_of,
)
from countroom.texts import LONDON, london, say_field, say_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.declaration import Declaration
    from countroom.domain.state import ContestState
    from countroom.texts import Texts

VERIFIED: Final = FieldId("verified")
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the paper; ``candidate`` is there for votes, ``of_second`` for a second count."""

    key: FieldId
    words: str
    candidate: Candidate | None = None
    of_second: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What one person has keyed so far: figures as typed, who is ticked as elected, the time."""

    figures: Mapping[FieldId, str] = field(default_factory=dict)
    elected: frozenset[CandidateId] = frozenset()
    time: str = ""


TIME: Final = FieldId("spoken_at")
"""Stands for the time among the lines that can differ."""


def lines_of(texts: Texts, state: ContestState) -> tuple[Line, ...]:
    """List the lines in the order of the paper; those of a second count last."""
    return tuple(_lines(texts, state))


def _lines(texts: Texts, state: ContestState) -> Iterator[Line]:
    contest, rules = state.contest, state.rules

    def line(key: FieldId, *, of_second: bool = False) -> Line:
        return Line(key, say_field(texts, contest, key), of_second=of_second)

    for candidate in contest.candidates:
        yield Line(votes_of(candidate.id), candidate.name, candidate)
    for head in rules.heads:
        yield line(rejected_under(head))
    if contest.seats > 1:
        yield line(REJECTED_IN_PART)
    if contest.keeps_unused_votes:
        yield line(UNUSED_VOTES)
    yield Line(VERIFIED, texts.say("Ballot papers verified"))
    if rules.system == "supplementary_vote":
        for candidate in contest.candidates:
            yield line(second_for(candidate.id), of_second=True)
        yield line(ELSEWHERE, of_second=True)
        for head in rules.second_heads:
            yield line(no_second_under(head), of_second=True)


def asked(lines: tuple[Line, ...], state: ContestState, typed: Typed) -> tuple[Line, ...]:
    """List the lines that have to be keyed now: a second count's only where one was held."""
    remaining = {second_for(one) for one in _remaining(state, typed)}
    seconds = {second_for(one.id) for one in state.contest.candidates}

    def wanted(line: Line) -> bool:
        if not line.of_second:
            return True
        return line.key in remaining if line.key in seconds else bool(remaining)

    return tuple(line for line in lines if wanted(line))


def trouble(
    texts: Texts, lines: tuple[Line, ...], state: ContestState, typed: Typed, now: str
) -> tuple[FieldId, str] | None:
    """Give the first line that is no figure yet, or the time, with what is wrong with it."""
    for line in asked(lines, state, typed):
        found = read_figure(typed.figures.get(line.key, ""))
        if isinstance(found, Refusal):
            return line.key, f"{line.words}: {say_refusal(texts, found)}"
    if moment_at(typed.time, now) is None:
        return TIME, texts.say("Key the time when it was spoken, as on a clock: 02:40.")
    return None


def moment_at(clock: str, now: str) -> str | None:
    """Give the last moment (UTC) at which London clocks showed a time, None where it is none."""
    found = _CLOCK.fullmatch(clock.strip())
    if found is None:
        return None
    here = datetime.fromisoformat(now).astimezone(LONDON)
    at = here.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    if at > here:
        at -= timedelta(days=1)
    return f"{at.astimezone(datetime.fromisoformat(now).tzinfo):%Y-%m-%dT%H:%M}:00.000Z"


def reading_of(state: ContestState, typed: Typed, now: str) -> Reading:
    """Give the reading of a paper on which nothing is missing."""
    totals = totals_typed(state, typed)
    return Reading(totals, in_order(totals, typed.elected), moment_at(typed.time, now) or "")


def typed_again(state: ContestState, declaration: Declaration) -> Typed:
    """Give a signed record as if it had been keyed, to be changed or compared."""
    totals = declaration.totals
    figures = {votes_of(one): votes for one, votes in totals.votes.items()}
    figures |= {rejected_under(one): totals.rejected.get(one, 0) for one in state.rules.heads}
    figures |= {REJECTED_IN_PART: totals.rejected_in_part, UNUSED_VOTES: totals.unused_votes}
    figures[VERIFIED] = totals.verified
    if totals.second is not None:
        figures |= {second_for(one): votes for one, votes in totals.second.votes.items()}
        figures |= {
            no_second_under(one): totals.second.rejected.get(one, 0)
            for one in state.rules.second_heads
        }
        figures[ELSEWHERE] = totals.second.elsewhere
    written = {key: str(figure) for key, figure in figures.items()}
    return Typed(written, frozenset(declaration.elected), london(state.spoken_at)[1])


def in_order(totals: Totals, elected: frozenset[CandidateId]) -> tuple[CandidateId, ...]:
    """Put those elected in the order of votes."""
    votes = final_votes(totals)
    return tuple(sorted(elected, key=lambda one: (-votes[one], one)))


def elected_by_votes(state: ContestState, typed: Typed) -> frozenset[CandidateId]:
    """Give who is elected whatever a lot says, by the figures keyed so far."""
    figures = [typed.figures.get(votes_of(one.id), "") for one in state.contest.candidates]
    if any(isinstance(read_figure(text), Refusal) for text in figures):
        return frozenset()
    found = outcome(state.rules.system, state.contest.seats, totals_typed(state, typed))
    return frozenset(found.elected)


def _remaining(state: ContestState, typed: Typed) -> tuple[CandidateId, ...]:
    """Give between whom a second count was held, by the first preferences keyed so far."""
    if state.rules.system != "supplementary_vote":
        return ()
    first = {one.id: _figure(typed, votes_of(one.id)) for one in state.contest.candidates}
    if not sum(first.values()):
        return ()
    return outcome(state.rules.system, 1, Totals(0, 0, first, {}, 0, 0)).remaining


def totals_typed(state: ContestState, typed: Typed) -> Totals:
    """Add up what is keyed; the papers on the tables are those verified and not rejected."""
    rejected = {head: _figure(typed, rejected_under(head)) for head in state.rules.heads}
    verified = _figure(typed, VERIFIED)
    return Totals(
        verified,
        max(verified - sum(rejected.values()), 0),
        {one.id: _figure(typed, votes_of(one.id)) for one in state.contest.candidates},
        rejected,
        _figure(typed, REJECTED_IN_PART),
        _figure(typed, UNUSED_VOTES),
        _second(state, typed),
    )


def _second(state: ContestState, typed: Typed) -> Second | None:
    remaining = _remaining(state, typed)
    if not remaining:
        return None
    votes = {one: _figure(typed, second_for(one)) for one in remaining}
    rejected = {head: _figure(typed, no_second_under(head)) for head in state.rules.second_heads}
    elsewhere = _figure(typed, ELSEWHERE)
    papers = sum(votes.values()) + elsewhere + sum(rejected.values())
    return Second(papers, votes, elsewhere, rejected)


def _figure(typed: Typed, key: FieldId) -> int:
    found = read_figure(typed.figures.get(key, ""))
    return 0 if isinstance(found, Refusal) else found


def clock_words(text: str) -> str:
    """Write a time as a clock shows it, however it was typed."""
    found = _CLOCK.fullmatch(text.strip())
    return f"{int(found[1]):02}:{found[2]}" if found else text
