"""Who won a ward when, and how long ago the seats now up were filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.sources.names import last_word
from countroom.app.sources.rosters import TERM
from countroom.app.sources.same_ward import ordinary, same_ward

if TYPE_CHECKING:
    from countroom.app.sources.records import SourceContest
    from countroom.app.sources.source import Source

POSTPONED: Final = 2020
_HELD: Final = 2021
"""The polls of 2020 were held in 2021, beside those of 2021 (Coronavirus Act 2020 s. 60)."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """The surnames of those who won a ward one term ago, and of those who won it since."""

    term_ago: frozenset[str]
    since: frozenset[str]


def tenure_of(source: Source, contest: SourceContest, nation: str) -> Tenure:
    """Look for who won a ward at its ordinary polls, from one term ago until now."""
    year = int(contest.date[:4])
    years = years_a_term_ago(year, nation)
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for before in range(min(years), year):
        for poll in source.polls(contest.council, before):
            for earlier in ordinary(poll):
                if same_ward(earlier, contest):
                    elected = source.winners_of(earlier) or ()
                    found[before in years] |= {last_word(one.surname) for one in elected}
    return Tenure(frozenset(found[True] - found[False]), frozenset(found[False]))


def years_a_term_ago(year: int, nation: str) -> tuple[int, ...]:
    """List the years, the likelier first, in which seats now up can have been filled."""
    term = TERM.get(nation, TERM["England"])
    ago = _HELD if year - term == POSTPONED else year - term
    return (ago, POSTPONED - term) if year == _HELD else (ago,)
