"""Reading back: the lines read aloud from the paper, in its order, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countroom.app.screens.result import Name, name_of
from countroom.domain.electing import final_votes
from countroom.domain.election import Party
from countroom.domain.identifiers import PersonId
from countroom.domain.sheets import (
    REJECTED_IN_PART,
    no_second_under,
    rejected_under,
    second_for,
    votes_of,
)
from countroom.texts import say_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.declaration import Second, Totals
    from countroom.domain.state import ContestState, Count, Provisional
    from countroom.texts.catalogue import Texts


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be read aloud: its mark on the paper, who or what, and the figure there.

    ``number`` is the place on the ballot paper, None for a line of rejected papers, which has
    neither party nor description.
    """

    key: str
    number: int | None
    name: Name | None
    words: str
    party: Party | None
    description: str
    figure: int

    @property
    def short(self) -> str:
        """Name the line in a few words."""
        return self.name.surname if self.name else self.words


@dataclass(frozen=True, slots=True)
class ReadBack:
    """How far the paper was read, by whom, on which provisional version and to whom.

    Lines are read in order, so ``read`` of them are the same; ``differs`` says that the next
    one is not.
    """

    version: int
    officer: PersonId | None
    reader: PersonId | None = None
    read: int = 0
    differs: bool = False

    def same(self, lines: int) -> ReadBack:
        """Tick the line being read and go on."""
        return replace(self, read=min(self.read + 1, lines), differs=False)

    def not_same(self, lines: int) -> ReadBack:
        """Mark the line being read and stop there."""
        return replace(self, differs=self.read < lines)

    def back(self) -> ReadBack:
        """Read the line before again."""
        return replace(self, read=max(self.read - 1, 0), differs=False)

    def by(self, reader: PersonId | None) -> ReadBack:
        """Have another person read; what was read before is read again."""
        return self if reader == self.reader else ReadBack(self.version, self.officer, reader)


def read_lines(state: ContestState, provisional: Provisional, texts: Texts) -> Iterator[Line]:
    """List the lines in the order of the paper: candidates, rejected papers, in part."""
    totals, contest = provisional.totals, state.contest
    for candidate in contest.candidates:
        yield Line(
            votes_of(candidate.id),
            candidate.number,
            name_of(candidate),
            candidate.name,
            candidate.party,
            candidate.description or candidate.party.name,
            totals.votes[candidate.id],
        )
    for head in state.rules.heads:
        words, papers = say_head(texts, head), totals.rejected.get(head, 0)
        yield Line(rejected_under(head), None, None, words, None, "", papers)
    rejected = texts.say("Total rejected")
    yield Line("rejected_total", None, None, rejected, None, "", totals.rejected_total)
    if totals.second is not None:
        yield from _second_lines(state, totals, totals.second, texts)
    if contest.seats > 1:
        in_part = texts.say("Rejected in part")
        yield Line(REJECTED_IN_PART, None, None, in_part, None, "", totals.rejected_in_part)


def _second_lines(
    state: ContestState, totals: Totals, second: Second, texts: Texts
) -> Iterator[Line]:
    """List a second count's lines: what each who remained had in it and in all, then rejected."""
    in_all = final_votes(totals)
    for candidate in state.contest.candidates:
        if candidate.id in second.votes:
            words = texts.say("Second preferences for {name}", name=candidate.name)
            figure = second.votes[candidate.id]
            yield Line(second_for(candidate.id), None, None, words, None, "", figure)
            words = texts.say("{name}, first and second preferences", name=candidate.name)
            yield Line(f"in_all:{candidate.id}", None, None, words, None, "", in_all[candidate.id])
    for head in state.rules.second_heads:
        words, papers = say_head(texts, head), second.rejected.get(head, 0)
        yield Line(no_second_under(head), None, None, words, None, "", papers)


def begin(state: ContestState, officer: PersonId | None) -> ReadBack:
    """Begin to read a contest back on its last provisional version."""
    return ReadBack(state.provisional.version if state.provisional else 0, officer)


def still_good(read_back: ReadBack, state: ContestState, officer: PersonId | None) -> bool:
    """Say whether a read-back was of these figures and before this officer."""
    version = state.provisional.version if state.provisional else 0
    return read_back.version == version and read_back.officer == officer


def readers(count: Count, officer: PersonId | None) -> tuple[PersonId, ...]:
    """List who may read the paper aloud: everybody in the count but the officer."""
    return tuple(person for person in count.people if person != officer)
