"""A result by hand as two officers keyed it: what differs, what it fails, what a record changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countroom.app.screens.hand_sheet import TIME, Line, Typed, asked, clock_words, totals_typed
from countroom.domain.checks import check_declaration
from countroom.domain.declaration import Reading, Totals
from countroom.domain.figures import read_figure
from countroom.domain.identifiers import CandidateId, FieldId
from countroom.domain.on_record import corrected_record, declared_by_hand
from countroom.domain.refusals import Refusal
from countroom.texts import say_parts

if TYPE_CHECKING:
    from countroom.domain.checks import Finding
    from countroom.domain.declaration import Declaration, Second
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import Clearance, ContestState, Count
    from countroom.texts import Texts

    Elected = tuple[CandidateId, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that two people read differently, each reading as it is shown.

    ``key`` is None for who was elected.
    """

    key: FieldId | None
    words: str
    first: str
    again: str


def differences(
    texts: Texts, lines: tuple[Line, ...], state: ContestState, first: Typed, again: Typed
) -> tuple[Difference, ...]:
    """List what two people read differently."""
    keys = dict.fromkeys((*asked(lines, state, first), *asked(lines, state, again)))
    found = [
        Difference(line.key, line.words, *(_shown(texts, one, line.key) for one in (first, again)))
        for line in keys
    ]
    clock = tuple(clock_words(one.time) for one in (first, again))
    found.append(Difference(TIME, texts.say("Spoken at"), *clock))
    names = tuple(_names(state, one.elected) for one in (first, again))
    found.append(Difference(None, texts.say("Elected"), *names))
    return tuple(one for one in found if one.first != one.again)


def fails(texts: Texts, state: ContestState, reading: Reading) -> tuple[tuple[Finding, str], ...]:
    """List the checks that a result written by hand fails, each with its figures."""
    return _fails(texts, state, declared_by_hand(state, reading))


def fails_corrected(
    texts: Texts, state: ContestState, signed: Clearance, totals: Totals, elected: Elected
) -> tuple[tuple[Finding, str], ...]:
    """List the checks that a corrected record fails, each with its figures."""
    return _fails(texts, state, corrected_record(state, signed, totals, elected))


def _fails(
    texts: Texts, state: ContestState, declaration: Declaration
) -> tuple[tuple[Finding, str], ...]:
    found = check_declaration(state.rules.system, state.contest, declaration)
    said = [(one, say_parts(texts, one, state.contest)[0]) for one in found]
    return tuple((one, words[:1].upper() + words[1:]) for one, words in said)


def anything(state: ContestState, now: str) -> Reading:
    """Give a reading of nothing, to ask whether a result may be taken down at all."""
    standing = [one.id for one in state.contest.candidates]
    totals = Totals(0, 0, dict.fromkeys(standing, 0), {}, 0, 0)
    return Reading(totals, tuple(standing[: state.contest.seats]), now)


def another_officer(count: Count, by: PersonId) -> PersonId:
    """Give an officer who might sign beside the first; who asks where there is none."""
    mine = count.people[by].key if by in count.people else None
    others = (one for one in count.people.values() if "officer" in one.roles)
    return next((one.id for one in others if one.key != mine), by)


def corrected_totals(state: ContestState, last: Totals, typed: Typed) -> Totals:
    """Give the totals of a record with what was keyed otherwise, and nothing else, changed.

    Papers on settled sheets stay as they were counted, unless they were exactly the valid ones.
    """
    new = totals_typed(state, typed)
    rejected = {one: n for one, n in new.rejected.items() if n or one in last.rejected}
    second = last.second if _same_second(last.second, new.second) else new.second
    papers = new.papers if last.papers == last.valid else last.papers
    return replace(new, papers=papers, rejected=rejected, second=second)


def _same_second(one: Second | None, other: Second | None) -> bool:
    if one is None or other is None:
        return one is other
    heads = {*one.rejected, *other.rejected}
    return (one.votes, one.elsewhere) == (other.votes, other.elsewhere) and all(
        one.rejected.get(head, 0) == other.rejected.get(head, 0) for head in heads
    )


def _shown(texts: Texts, typed: Typed, key: FieldId) -> str:
    found = read_figure(typed.figures.get(key, ""))
    return "" if isinstance(found, Refusal) else texts.figure(found)


def _names(state: ContestState, elected: frozenset[CandidateId]) -> str:
    return ", ".join(one.name for one in state.contest.candidates if one.id in elected)
