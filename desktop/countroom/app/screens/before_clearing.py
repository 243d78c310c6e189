"""Before clearing: the points that have to be done, each with what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from countroom.app.screens.read_back import Line, ReadBack
from countroom.app.screens.result import ToAnswer, findings_of
from countroom.domain.electing import outcome_of
from countroom.domain.identifiers import PersonId
from countroom.domain.lots import lot_now
from countroom.domain.reconciling import steps_open
from countroom.domain.state import ContestState, Count
from countroom.texts.catalogue import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator


Progress = Literal["done", "now", "open"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A point that has to be done before clearing, and what is known of it."""

    key: str
    progress: Progress
    title: str
    note: str


def conditions(
    count: Count,
    state: ContestState,
    texts: Texts,
    read_back: ReadBack,
    lines: tuple[Line, ...],
    reason: str,
    named: Callable[[PersonId], str],
) -> tuple[Condition, ...]:
    """List the points in the order they are done; the first undone one is for now."""
    found = findings_of(count, state, texts)
    facts = _Facts(state, count, texts, read_back, lines, found, reason, named)
    return _in_turn(tuple(_conditions(facts)))


def stops(row: ToAnswer) -> bool:
    """Say whether a finding keeps a result from being cleared as reconciled."""
    return row.finding.severity in ("impossible", "not_reconciled")


@dataclass(frozen=True, slots=True)
class _Facts:
    state: ContestState
    count: Count
    texts: Texts
    read_back: ReadBack
    lines: tuple[Line, ...]
    found: tuple[ToAnswer, ...]
    reason: str
    named: Callable[[PersonId], str]

    @property
    def hard(self) -> list[ToAnswer]:
        return [row for row in self.found if stops(row)]

    @property
    def impossible(self) -> list[ToAnswer]:
        return [row for row in self.hard if row.finding.severity == "impossible"]

    @property
    def candidates(self) -> int:
        return len(self.state.contest.candidates)


def _conditions(facts: _Facts) -> Iterator[Condition]:
    unreconciled = bool(facts.hard) and not facts.impossible
    if not unreconciled:
        yield _checks(facts)
    yield _consultation(facts)
    if facts.state.lots or lot_now(facts.state) is not None:
        yield _lots(facts)
    yield _candidates_read(facts)
    yield _rejected_read(facts)
    if unreconciled:
        yield _checks(facts)
    yield _key(facts)


def _in_turn(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Keep one point for now, the first that is not done; the others are open."""
    undone = [condition for condition in conditions if condition.progress != "done"]
    first = undone[0] if undone else None
    return tuple(
        replace(c, progress="now" if c is first else "open") if c in undone else c
        for c in conditions
    )


def _checks(facts: _Facts) -> Condition:
    texts = facts.texts
    if facts.impossible:
        sentence = facts.impossible[0].sentence
        return Condition("checks", "open", texts.say("Must be settled"), sentence)
    if not facts.hard:
        answered = sum(row.weight == "answered" for row in facts.found)
        note = texts.count("{n} warning answered", "{n} warnings answered", answered)
        note = note if answered else texts.say("no warning")
        return Condition("checks", "done", texts.say("All checks clear"), note)
    codes = ", ".join(sorted({f.finding.code for f in facts.hard}))
    title = texts.say("Totals not reconciled ({codes})", codes=codes)
    left = len(steps_open(facts.state))
    if left:
        note = texts.count("{n} step of the guidance left", "{n} steps of the guidance left", left)
        return Condition("checks", "open", title, note)
    if not facts.reason.strip():
        return Condition("checks", "open", title, texts.say("the reason is not given yet"))
    note = texts.say("every step done, the reason given; a second officer signs too")
    return Condition("checks", "done", title, note)


def _consultation(facts: _Facts) -> Condition:
    texts, state = facts.texts, facts.state
    version = state.provisional.version if state.provisional else 0
    note = texts.say("provisional result {number}", number=version)
    if state.consultation_closed == version:
        return Condition("consultation", "done", texts.say("Consultation closed"), note)
    return Condition("consultation", "open", texts.say("Close the consultation"), note)


def _lots(facts: _Facts) -> Condition:
    texts, state = facts.texts, facts.state
    if _settled(state):
        drawn = "; ".join(state.contest.candidate(lot.drawn).surname for lot in state.lots)
        return Condition("lot", "done", texts.say("Lot drawn"), drawn)
    return Condition("lot", "open", texts.say("Lot needed"), texts.say("on the result page"))


def _candidates_read(facts: _Facts) -> Condition:
    texts, read = facts.texts, min(facts.read_back.read, facts.candidates)
    title = texts.say("Read back: {read} of {lines} lines", read=read, lines=facts.candidates)
    if read == facts.candidates:
        return Condition("candidates", "done", title, _reader(facts))
    return Condition("candidates", "open", title, _being_read(facts, within=facts.candidates))


def _rejected_read(facts: _Facts) -> Condition:
    texts, first = facts.texts, facts.candidates
    lines = len(facts.lines) - first
    read = max(facts.read_back.read - first, 0)
    second = facts.state.provisional and facts.state.provisional.totals.second
    title = texts.say("Rejected papers read back")
    if second:
        title = texts.say("Rejected papers and second count read back")
    if read == lines:
        return Condition("rejected", "done", title, _reader(facts))
    if read or facts.read_back.read == first:
        return Condition("rejected", "open", title, _being_read(facts, within=len(facts.lines)))
    if second:
        note = texts.count("{n} line", "{n} lines", lines)
        return Condition("rejected", "open", title, note)
    note = texts.count(
        "{n} head and the total", "{n} heads and the total", len(facts.state.rules.heads)
    )
    return Condition("rejected", "open", title, note)


def _reader(facts: _Facts) -> str:
    reader = facts.read_back.reader
    return facts.texts.say("read by {person}", person=facts.named(reader)) if reader else ""


def _being_read(facts: _Facts, *, within: int) -> str:
    texts, at = facts.texts, facts.read_back.read
    if facts.read_back.reader is None:
        return texts.say("choose who reads the paper aloud")
    if at >= within:
        return ""
    line = facts.lines[at]
    if facts.read_back.differs:
        return texts.say("{line} is not the same: settle it first", line=line.short)
    if line.number is None:
        return texts.say("{line} is being read", line=line.short)
    return texts.say("line {number}, {name}, is being read", number=line.number, name=line.short)


def _key(facts: _Facts) -> Condition:
    texts, officer = facts.texts, facts.read_back.officer
    title = texts.say("Your key")
    person = facts.count.people.get(officer) if officer else None
    if person is None:
        return Condition("key", "open", title, texts.say("an officer signs in: Hand over, F10"))
    if "officer" not in person.roles:
        note = texts.say("only an officer clears: Hand over, F10")
        return Condition("key", "open", title, note)
    note = texts.say("{person} signs", person=facts.named(person.id))
    return Condition("key", "done", title, note)


def _settled(state: ContestState) -> bool:
    if state.provisional is None:
        return False
    result = outcome_of(state, state.provisional.totals)
    return lot_now(state) is None and not result.remaining
