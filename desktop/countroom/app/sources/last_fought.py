"""Who won these seats when they were last fought, as far as the source has that poll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.sources.names import last_word
from countroom.app.sources.rosters import TERM, ward_key
from countroom.app.sources.winners import winners
from countroom.domain.council import add

if TYPE_CHECKING:
    from countroom.app.sources.records import SourceCandidate, SourceContest
    from countroom.app.sources.source import Source

_REASONS: Final = (
    "no_earlier_results",
    "by_election",
    "ward_changed",
    "seats_differ",
    "earlier_result_incomplete",
)
"""Why a baseline is not known, the plainest first."""

_POSTPONED: Final = 2020
_HELD: Final = 2021
"""The polls of 2020 were held in 2021, beside those of 2021 (Coronavirus Act 2020 s. 60)."""


@dataclass(frozen=True, slots=True)
class LastFought:
    """The seats up by the party that won them last, or None and why that is not known."""

    seats: Mapping[str, int] | None
    unknown: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """The surnames of those who won a ward one term ago, and of those who won it since."""

    term_ago: frozenset[str]
    since: frozenset[str]


def last_fought(source: Source, contests: Sequence[SourceContest], nation: str) -> LastFought:
    """Look for the poll that last filled each seat now up: by most votes, one term ago."""
    found: dict[str, int] = {}
    reasons: set[str] = set()
    for contest in contests:
        earlier, reason = _term_ago(source, contest, nation)
        elected = _winners(source, earlier) if earlier and not reason else None
        if elected is None:
            reasons.add(reason or "earlier_result_incomplete")
        else:
            found = add(found, *({one.party.key: 1} for one in elected))
    if reasons:
        return LastFought(None, min(reasons, key=_REASONS.index))
    return LastFought(found, "")


def tenure_of(source: Source, contest: SourceContest, nation: str) -> Tenure:
    """Look for who won a ward at its ordinary polls, from one term ago until now."""
    year = int(contest.date[:4])
    years = _years_a_term_ago(year, nation)
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for before in range(min(years), year):
        for poll in source.polls(contest.council, before):
            for earlier in _ordinary(poll):
                if _same_ward(earlier, contest):
                    elected = _winners(source, earlier) or ()
                    found[before in years] |= {last_word(one.surname) for one in elected}
    return Tenure(frozenset(found[True] - found[False]), frozenset(found[False]))


def _term_ago(
    source: Source, contest: SourceContest, nation: str
) -> tuple[SourceContest | None, str]:
    """Find the ward's poll one term ago, or say why it does not serve as the baseline."""
    reason = "no_earlier_results"
    for year in _years_a_term_ago(int(contest.date[:4]), nation):
        for poll in source.polls(contest.council, year):
            ordinary = _ordinary(poll)
            for earlier in ordinary:
                if _same_ward(earlier, contest):
                    return earlier, _mismatch(earlier, contest)
            reason = "ward_changed" if ordinary else reason
    return None, reason


def _mismatch(earlier: SourceContest, contest: SourceContest) -> str:
    if contest.by_election:
        return "by_election"
    return "" if earlier.seats == contest.seats else "seats_differ"


def _years_a_term_ago(year: int, nation: str) -> tuple[int, ...]:
    """List the years, the likelier first, in which seats now up can have been filled."""
    term = TERM.get(nation, TERM["England"])
    ago = _HELD if year - term == _POSTPONED else year - term
    return (ago, _POSTPONED - term) if year == _HELD else (ago,)


def _ordinary(poll: Sequence[SourceContest]) -> list[SourceContest]:
    return [contest for contest in poll if not contest.by_election]


def _same_ward(earlier: SourceContest, contest: SourceContest) -> bool:
    """Compare codes where both have one: new boundaries bring a new code, and often an old name."""
    if earlier.gss and contest.gss:
        return earlier.gss == contest.gss
    return ward_key(earlier.ward) == ward_key(contest.ward)


def _winners(source: Source, contest: SourceContest) -> tuple[SourceCandidate, ...] | None:
    return winners(contest, source.day(contest.date).candidates_in(contest)).elected
