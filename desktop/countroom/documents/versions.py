"""A version of the provisional result beside the one before: line by line, what a recount changed.

Candidates in the order of the ballot paper, then papers rejected by head. Nothing is left out:
an agent asks for the line that did not move as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.documents.wording import signed
from countroom.texts import say_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.state import ContestState, Provisional
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class Beside:
    """A line in two versions; ``change`` is now less before, 0 where nothing changed."""

    words: str
    before: int
    now: int

    @property
    def change(self) -> int:
        """Say by how much it grew; below 0 it fell."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of a result, line by line; ``summary`` says what differs in one sentence."""

    before: int
    now: int
    lines: tuple[Beside, ...]
    summary: str

    @property
    def changed(self) -> bool:
        """Say whether any figure differs."""
        return any(line.change for line in self.lines)


def versions(texts: Texts, state: ContestState) -> Versions | None:
    """Set the last version beside the one before; None before a second version."""
    if len(state.results) < 2:  # noqa: PLR2004 - one beside another
        return None
    return compare(texts, state, *state.results[-2:])


def compare(
    texts: Texts, state: ContestState, before: Provisional, now: Provisional
) -> Versions | None:
    """Set a version beside an earlier one; None where the second count came in between."""
    if before.remaining and not now.remaining and now.totals.second is not None:
        return None  # the second count came in: no recount, and nothing to set beside it
    lines = tuple(_lines(texts, state, before, now))
    return Versions(before.version, now.version, lines, _summary(texts, before, lines))


def say_change(texts: Texts, change: int) -> str:
    """Write a change with its sign, empty where there is none."""
    return signed(texts, change) if change else ""


def tell_change(texts: Texts, line: Beside) -> str:
    """Say a line and its change in words, for who cannot see the columns."""
    figures = {"before": texts.figure(line.before), "now": texts.figure(line.now)}
    if not line.change:
        return texts.say("{line}: {now}, unchanged", line=line.words, now=figures["now"])
    by = texts.figure(abs(line.change))
    if line.change > 0:
        return texts.say(
            "{line}: {before} before, {now} now, {n} more", line=line.words, n=by, **figures
        )
    return texts.say(
        "{line}: {before} before, {now} now, {n} fewer", line=line.words, n=by, **figures
    )


def _lines(
    texts: Texts, state: ContestState, before: Provisional, now: Provisional
) -> Iterator[Beside]:
    old, new = before.totals, now.totals
    for one in state.contest.candidates:
        yield Beside(one.name, old.votes[one.id], new.votes[one.id])
    second = (old.second, new.second)
    if second[0] is not None and second[1] is not None:
        for one in state.contest.candidates:
            if one.id in second[1].votes:
                words = texts.say("{name}, second preferences", name=one.name)
                was = second[0].votes.get(one.id, 0)
                yield Beside(words, was, second[1].votes[one.id])
    for head in state.rules.heads:
        yield Beside(say_head(texts, head), old.rejected.get(head, 0), new.rejected.get(head, 0))
    yield Beside(texts.say("Total rejected"), old.rejected_total, new.rejected_total)
    if state.contest.seats > 1:
        in_part = texts.say("Rejected in part")
        yield Beside(in_part, old.rejected_in_part, new.rejected_in_part)
    yield Beside(texts.say("Valid ballot papers"), old.valid, new.valid)


def _summary(texts: Texts, before: Provisional, lines: tuple[Beside, ...]) -> str:
    differ = sum(1 for line in lines if line.change)
    if not differ:
        return texts.say(
            "Every figure is as in provisional result {number}.", number=before.version
        )
    return texts.count(
        "{n} line differs from provisional result {number}.",
        "{n} lines differ from provisional result {number}.",
        differ,
        number=before.version,
    )
