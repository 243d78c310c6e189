"""One poll as its pack sees it: its contests, its language, and figures with dashes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.crew import TITLES
from countroom.domain.election import Election
from countroom.domain.state import ContestState, Count
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countroom.domain.identifiers import PersonId

UNKNOWN: Final = "–"
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Poll:
    """One election's poll in a count, and the language its sheets speak."""

    texts: Texts
    count: Count
    election: Election

    @property
    def states(self) -> tuple[ContestState, ...]:
        """List its contests in the order they were set up."""
        return self.count.contests_of(self.election.id)

    @property
    def polled(self) -> list[ContestState]:
        """List the contests whose papers were counted or are to be."""
        return [s for s in self.states if not s.contest.uncontested and s.called_off is None]

    def figure(self, figure: int | None) -> str:
        """Write a figure; one that is not known is a dash and never zero."""
        return UNKNOWN if figure is None else self.texts.figure(figure)

    def named(self, person: PersonId) -> str:
        """Name a person by pseudonym and title: no name leaves the keys of its laptop."""
        title = self.count.people[person].title
        said = self.texts.say(title) if title in TITLES else title
        return f"{person} ({said})" if said else person


def not_declared(texts: Texts, states: Iterable[ContestState]) -> tuple[str, ...]:
    """Name the wards that are still to be declared."""
    waiting = [one for one in states if one.declared is None and one.called_off is None]
    return lacking(texts.say("Not declared yet"), waiting)


def lacking(what: str, states: Sequence[ContestState]) -> tuple[str, ...]:
    """Name the wards of which something is lacking: the first few, and how many more."""
    if not states:
        return ()
    names = [state.contest.area for state in states[:_MOST_NAMED]]
    more = len(states) - len(names)
    return (f"{what}: {', '.join(names)}{f' + {more}' if more else ''}",)


def total(figures: Iterable[int | None]) -> int | None:
    """Add figures; the sum is as unknown as any of them."""
    known = list(figures)
    return None if not known or None in known else sum(one or 0 for one in known)
