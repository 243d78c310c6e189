"""What both laws of the single transferable vote share: papers, stages, quota, ties, lots.

Candidates are places on the ballot paper, from 1; place 0 is nobody's, and holds the
non-transferable votes. Votes are whole numbers of the law's smallest unit: hundred-thousandths
in Scotland, hundredths in Northern Ireland.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

NOBODY: Final = 0
"""The place of votes that go to no candidate."""

Ranking = tuple[int, ...]
"""Candidates in the order of a paper's preferences, the first preference first."""

Ballots = Mapping[Ranking, int]
"""How many valid papers bear each ranking; no ranking is empty or names a candidate twice."""

Drawn = Collection[tuple[int, int]]
"""Lots that were drawn: the stage whose totals are equal, and the candidate drawn."""

Bundle = tuple[int, Iterator[int]]
"""Papers that are alike: how many, and the preferences after the one for who holds them.

What is passed over has left the count for good, so papers are only ever read on.
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the count as it is announced: what was done, and the totals after it.

    ``moved`` are the candidates whose papers moved, ``transfer_value`` the value of a paper that
    was worth one vote (None where papers keep their value). ``totals`` stand in ballot order.
    """

    number: int
    action: Literal["first preferences", "surplus", "exclusion"]
    moved: tuple[int, ...]
    transfer_value: int | None
    totals: tuple[int, ...]
    non_transferable: int

    def votes(self, candidate: int) -> int:
        """Give the votes of a candidate after this stage."""
        return self.totals[candidate - 1]


@dataclass(frozen=True, slots=True)
class Lot:
    """Equal candidates between whom the law leaves the decision to a lot.

    ``stage`` is the one whose totals are equal; the candidate drawn is the one whose surplus
    goes first, or who is excluded. ``drawn`` is None while the count waits for it.
    """

    stage: int
    purpose: Literal["surplus", "exclusion"]
    tied: tuple[int, ...]
    drawn: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """A count as far as it goes: complete, or up to a lot that is still to be drawn.

    ``valid`` is in papers and ``quota`` in whole votes; the stages are in units of a vote.
    ``elected`` are in order of election, those of one stage in ballot order, as official sheets
    have them; ``elected_at`` is the stage of each.
    """

    valid: int
    quota: int
    elected: tuple[int, ...]
    elected_at: tuple[int, ...]
    stages: tuple[Stage, ...]
    lots: tuple[Lot, ...]

    @property
    def waits_for(self) -> Lot | None:
        """Give the lot without which the count cannot go on."""
        return self.lots[-1] if self.lots and self.lots[-1].drawn is None else None


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers that a candidate received together, each at ``value`` in units of a vote."""

    value: int
    bundles: Sequence[Bundle]


Parcels = list[list[Parcel]]
"""What each place on the ballot paper received, first preferences first."""


@dataclass(slots=True)
class Table:
    """The counting table: who holds how many votes, who continues, what was recorded.

    ``quota`` and ``totals`` are in units of a vote; ``one`` is how many units a vote has.
    ``elected`` gives the stage at which a candidate was deemed elected.
    """

    one: int
    seats: int
    quota: int
    totals: list[int]
    continuing: list[bool]
    drawn: Drawn
    elected: dict[int, int] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)

    @property
    def vacancies(self) -> int:
        """Give the seats not yet filled."""
        return self.seats - len(self.elected)

    @property
    def unfinished(self) -> bool:
        """Say whether seats are left, and candidates to fill them."""
        return self.vacancies > 0 and any(self.continuing)

    def candidates(self) -> list[int]:
        """List the continuing candidates, those neither elected nor excluded."""
        return [candidate for candidate, stands in enumerate(self.continuing) if stands]

    def surplus(self, candidate: int) -> int:
        """Give the votes of a candidate above the quota."""
        return self.totals[candidate] - self.quota

    def with_surplus(self) -> list[int]:
        """List the elected candidates whose surplus was not transferred."""
        return [one for one in self.elected if self.totals[one] > self.quota]

    def elect(self, candidates: Iterable[int], stage: int) -> None:
        """Deem candidates elected at a stage."""
        for candidate in candidates:
            self.continuing[candidate] = False
            self.elected[candidate] = stage

    def elect_by_quota(self, stage: int) -> None:
        """Deem elected at a stage every continuing candidate who has the quota."""
        self.elect([one for one in self.candidates() if self.totals[one] >= self.quota], stage)

    def record(
        self,
        action: Literal["first preferences", "surplus", "exclusion"],
        moved: Iterable[int] = (),
        transfer_value: int | None = None,
    ) -> None:
        """Write down a stage with the totals as they stand."""
        nobody, *totals = self.totals
        number = len(self.stages) + 1
        stage = Stage(number, action, tuple(moved), transfer_value, tuple(totals), nobody)
        self.stages.append(stage)

    def by_lot(self, tied: Sequence[int], purpose: Literal["surplus", "exclusion"]) -> int | None:
        """Give the only one, or the one drawn by lot; None while the lot is to be drawn."""
        if len(tied) == 1:
            return tied[0]
        stage = len(self.stages)
        drawn = next((one for one in tied if (stage, one) in self.drawn), None)
        self.lots.append(Lot(stage, purpose, tuple(tied), drawn))
        return drawn

    def result(self, valid: int) -> Count:
        """Give the count as far as it went; ``valid`` in papers."""
        order = sorted(self.elected, key=lambda one: (self.elected[one], one))
        return Count(
            valid=valid,
            quota=self.quota // self.one,
            elected=tuple(order),
            elected_at=tuple(self.elected[one] for one in order),
            stages=tuple(self.stages),
            lots=tuple(self.lots),
        )


def quota(valid: int, seats: int) -> int:
    """Give the votes that no more than ``seats`` candidates can all reach, of ``valid`` papers.

    SSI 2011/399 Sch 1 rule 47; Electoral Law Act (NI) 1962 Sch 5 rule 48.
    """
    return valid // (seats + 1) + 1


def first_preferences(ballots: Ballots, candidates: int) -> list[list[Bundle]]:
    """Sort papers by first preference: a list of bundles for each place, none at place 0."""
    found: list[list[Bundle]] = [[] for _ in range(candidates + 1)]
    for ranking, papers in ballots.items():
        after = iter(ranking)
        found[next(after)].append((papers, after))
    return found


def by_next_preference(
    bundles: Iterable[Bundle], continuing: Sequence[bool]
) -> dict[int, list[Bundle]]:
    """Sort papers by the next preference for a continuing candidate; those without, to nobody.

    The papers are read on: they move here, once, and not again from where they were.
    """
    found: defaultdict[int, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        for candidate in bundle[1]:
            if continuing[candidate]:
                found[candidate].append(bundle)
                break
        else:
            found[NOBODY].append(bundle)
    return found


def by_value(parcels: Iterable[Parcel]) -> dict[int, list[Bundle]]:
    """Put together the papers that were received at the same value."""
    found: dict[int, list[Bundle]] = {}
    for parcel in parcels:
        found.setdefault(parcel.value, []).extend(parcel.bundles)
    return found


def credit(
    table: Table, parcels: Parcels, received: Mapping[int, Sequence[Bundle]], value: int
) -> int:
    """Give papers to the candidates they go to at ``value``; give the votes credited in all."""
    credited = 0
    for candidate, bundles in received.items():
        if candidate != NOBODY:
            votes = papers_in(bundles) * value
            table.totals[candidate] += votes
            parcels[candidate].append(Parcel(value, bundles))
            credited += votes
    return credited


def papers_in(bundles: Iterable[Bundle]) -> int:
    """Count papers."""
    return sum([papers for papers, _ in bundles])


def most(tied: Sequence[int], stages: Iterable[Stage]) -> list[int]:
    """Keep who had more votes at the first of these stages at which they were unequal, and on."""
    return _separated(tied, stages, 1)


def fewest(tied: Sequence[int], stages: Iterable[Stage]) -> list[int]:
    """Keep who had fewer votes at the first of these stages at which they were unequal, and on."""
    return _separated(tied, stages, -1)


def _separated(tied: Sequence[int], stages: Iterable[Stage], sign: int) -> list[int]:
    left = list(tied)
    for stage in stages:
        if len(left) == 1:
            break
        best = max(sign * stage.votes(one) for one in left)
        left = [one for one in left if sign * stage.votes(one) == best]
    return left
