"""The two laws of the single transferable vote, written as they read and slow on purpose.

One paper after another, in fractions; nothing is shared with ``countroom.domain.counting``, so that
the two can be held against each other. Scotland: SSI 2011/399, Schedule 1, rules 46 to 53. Northern
Ireland: Electoral Law Act (Northern Ireland) 1962, Schedule 5, rules 47 to 52.

Candidates are numbered from 1 and at least as many as the seats. The caller draws the lots, told
the stage whose totals are equal, what the lot is for (surplus or exclusion) and the tied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

Papers = Sequence[tuple[int, ...]]
Draw = Callable[[int, str, list[int]], int]
FIRST_PREFERENCES = 0


class Paper(NamedTuple):
    """A paper as its holder has it."""

    ranking: tuple[int, ...]
    value: Fraction  # when received
    parcel: int  # the sub-parcel with which it came, numbered as they are handed on


class PlainStage(NamedTuple):
    """How things stand at the end of a stage; what is non-transferable is all so far."""

    action: str  # first preferences, surplus, exclusion
    moved: tuple[int, ...]
    totals: tuple[Fraction, ...]
    non_transferable: Fraction


class PlainLot(NamedTuple):
    """A lot that was drawn."""

    stage: int
    purpose: str
    tied: tuple[int, ...]
    drawn: int


class PlainCount(NamedTuple):
    """A finished count; the elected by stage, in ballot order at one stage, as on real sheets."""

    quota: int
    stages: tuple[PlainStage, ...]
    elected: tuple[int, ...]
    lots: tuple[PlainLot, ...]


def cut(exact: Fraction, decimals: int) -> Fraction:
    """Ignore the remainder behind so many decimals."""
    return Fraction(exact * 10**decimals // 1, 10**decimals)


@dataclass
class Count:
    """A count under way: who holds which papers, and what is credited to whom."""

    seats: int
    quota: int
    held: dict[int, list[Paper]]
    votes: dict[int, Fraction]
    draw: Draw
    latest_first: bool  # how a tie looks at the stages: in Scotland yes, in Northern Ireland no
    non_transferable: Fraction = Fraction(0)
    stage: int = 1
    parcel: int = FIRST_PREFERENCES
    elected: dict[int, int] = field(default_factory=dict)  # candidate: stage
    excluded: set[int] = field(default_factory=set)
    stages: list[PlainStage] = field(default_factory=list)
    lots: list[PlainLot] = field(default_factory=list)

    @property
    def continuing(self) -> dict[int, Fraction]:
        done = self.excluded | self.elected.keys()
        return {c: votes for c, votes in self.votes.items() if c not in done}

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    @property
    def surpluses(self) -> dict[int, Fraction]:
        return {c: self.votes[c] - self.quota for c in self.elected if self.votes[c] > self.quota}

    def deem_elected(self, least: Fraction | int = 0) -> None:
        """Deem elected all who continue with at least so many votes."""
        found = [c for c, votes in self.continuing.items() if votes >= least]
        self.elected |= dict.fromkeys(found, self.stage)

    def transferable(self, papers: Iterable[Paper]) -> list[tuple[Paper, int]]:
        """Give the papers with a next available preference, each with that preference."""
        continuing = self.continuing.keys()
        following = ((p, [c for c in p.ranking if c in continuing]) for p in papers)
        return [(paper, preferences[0]) for paper, preferences in following if preferences]

    def transfer(self, source: int, worth: Fraction, papers: list[Paper]) -> None:
        """Take votes from a candidate; what the papers, at their new values, leave is nobody's."""
        self.votes[source] -= worth
        self.non_transferable += worth
        for paper, receiver in self.transferable(papers):
            self.held[receiver].append(paper._replace(parcel=self.parcel))
            self.votes[receiver] += paper.value
            self.non_transferable -= paper.value

    def choose(self, purpose: str, votes: dict[int, Fraction]) -> int:
        """Choose the largest surplus or the lowest candidate, by earlier stages or by lot."""
        best = max if purpose == "surplus" else min
        tied = sorted(c for c in votes if votes[c] == best(votes.values()))
        for stage in self.stages[::-1] if self.latest_first else self.stages:
            mark = best(stage.totals[c - 1] for c in tied)
            tied = [c for c in tied if stage.totals[c - 1] == mark]
        if len(tied) == 1:
            return tied[0]
        drawn = self.draw(self.stage, purpose, tied)
        self.lots.append(PlainLot(self.stage, purpose, tuple(tied), drawn))
        return drawn

    def write_down(self, action: str, *moved: int) -> None:
        totals = tuple(self.votes.values())
        self.stages.append(PlainStage(action, moved, totals, self.non_transferable))

    def result(self) -> PlainCount:
        elected = sorted(self.elected, key=lambda c: (self.elected[c], c))
        return PlainCount(self.quota, tuple(self.stages), tuple(elected), tuple(self.lots))


def first_stage(papers: Papers, many: int, seats: int, draw: Draw, latest_first: bool) -> Count:
    """Sort by first preferences and find the quota, alike in both laws."""
    held: dict[int, list[Paper]] = {c: [] for c in range(1, many + 1)}
    for ranking in papers:
        held[ranking[0]].append(Paper(ranking, Fraction(1), FIRST_PREFERENCES))
    votes = {c: Fraction(len(parcel)) for c, parcel in held.items()}
    count = Count(seats, len(papers) // (seats + 1) + 1, held, votes, draw, latest_first)
    count.write_down("first preferences")
    return count


def count_scotland(papers: Papers, candidates: int, seats: int, draw: Draw) -> PlainCount:
    """Count as in Scotland; the last exclusion is transferred, as official sheets show it.

    Where it leaves as many as the vacancies, rule 53(2) asked for no transfer; electronic counts
    make it all the same, which SSI 2021/437, article 2(4), has since allowed.
    """
    count = first_stage(papers, candidates, seats, draw, latest_first=True)
    while True:
        count.deem_elected(count.quota)  # rule 48
        if len(count.continuing) == count.vacancies:  # rule 53
            count.deem_elected()
        if not count.vacancies:
            return count.result()
        action = "surplus" if count.surpluses else "exclusion"  # rules 49 to 52
        source = count.choose(action, count.surpluses or count.continuing)
        count.stage += 1
        count.parcel += 1
        held, votes = count.held[source], count.votes[source]
        if action == "surplus":
            surplus = votes - count.quota
            held = [paper._replace(value=cut(surplus * paper.value / votes, 5)) for paper in held]
            count.transfer(source, surplus, held)
        else:
            count.excluded.add(source)
            count.transfer(source, votes, held)
        count.write_down(action, source)


def count_northern_ireland(papers: Papers, candidates: int, seats: int, draw: Draw) -> PlainCount:
    """Count as in Northern Ireland; an exclusion that fills the last vacancies moves nothing."""
    count = first_stage(papers, candidates, seats, draw, latest_first=False)
    while True:
        _deem_elected(count)
        if not count.vacancies:
            return count.result()
        if count.surpluses and not _deferred(count):
            _last_parcel(count, count.choose("surplus", count.surpluses))
        else:
            together = _lowest_together(count)
            _exclusion(count, together or [count.choose("exclusion", count.continuing)])


def _deem_elected(count: Count) -> None:
    """Deem elected by quota (rule 48(3)) and fill the last vacancies (rule 52)."""
    if count.seats > 1 or count.excluded:
        count.deem_elected(count.quota)
    if len(count.continuing) == count.vacancies:
        count.deem_elected()
    elif count.vacancies == 1:
        *others, most = sorted(count.continuing.values())
        enough = sum(others) + sum(count.surpluses.values())
        if most >= enough and most > others[-1]:  # two alike are a tie for rule 51(13)
            count.deem_elected(most)


def _deferred(count: Count) -> bool:
    """Tell whether surpluses wait (rule 49(10)), with "two or more" lowest as in rule 51(12)."""
    untransferred = sum(count.surpluses.values())
    votes = sorted(count.continuing.values())
    groups = range(1, len(votes) - count.vacancies + 1)
    return any(untransferred < votes[n] - sum(votes[:n]) for n in groups)


def _last_parcel(count: Count, source: int) -> None:
    """Transfer a surplus from the first preferences or the sub-parcel last received (rule 49)."""
    count.stage, count.parcel = count.stage + 1, count.parcel + 1
    surplus, held = count.surpluses[source], count.held[source]
    latest = max(p.parcel for p in held)
    last = [p for p in held if p.parcel == latest]
    value = cut(surplus / max(len(count.transferable(last)), 1), 2)
    count.transfer(source, surplus, [p._replace(value=min(value, p.value)) for p in last])
    count.write_down("surplus", source)


def _lowest_together(count: Count) -> list[int]:
    """Find the most candidates to exclude in one operation, if there are several (rule 51(12))."""
    untransferred = sum(count.surpluses.values())
    rising = sorted(count.continuing, key=count.votes.__getitem__)
    for many in range(len(rising) - count.vacancies, 1, -1):
        if sum(count.votes[c] for c in rising[:many]) + untransferred < count.votes[rising[many]]:
            return sorted(rising[:many])
    return []


def _exclusion(count: Count, sources: list[int]) -> None:
    """Transfer first preferences, then what came by transfer, by falling value (rule 51)."""
    count.excluded.update(sources)
    if len(count.continuing) == count.vacancies:  # rule 52(1) and (3)
        return
    count.stage += 1
    held = [paper for source in sources for paper in count.held[source]]
    for later, minus_value in sorted({(p.parcel > FIRST_PREFERENCES, -p.value) for p in held}):
        count.parcel += 1
        for source in sources:
            papers = [p for p in count.held[source] if p.value == -minus_value]
            papers = [p for p in papers if (p.parcel > FIRST_PREFERENCES) == later]
            count.transfer(source, -minus_value * len(papers), papers)
        _deem_elected(count)
        if not count.vacancies:  # rules 51(5) and 52(3): no further transfer
            break
    for source in sources:  # what was not reached is entered as non-transferable
        count.transfer(source, count.votes[source], [])
    count.write_down("exclusion", *sources)
