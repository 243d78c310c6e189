"""A team of tellers who hold the papers of a ward and key a Northern Ireland hand count."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from countroom.domain.counting.hand_count import (
    HandCount,
    Move,
    Position,
    SubParcel,
    begin,
    draw,
    position,
    sort_sub_parcel,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.counting.stv import Lot, Ranking
    from countroom.domain.counting.stv_northern_ireland import Step
    from countroom.domain.refusals import Refusal
    from small_wards import Ward


class Pile(NamedTuple):
    """Papers that a candidate received together, and the value written on the band around them."""

    value: int
    papers: Counter[Ranking]

    def like(self) -> SubParcel:
        return SubParcel(self.papers.total(), self.value)


class Tellers:
    """A team that holds every paper, sorts what is on the table and keys how many it found.

    They know the law of sorting (the next preference for whoever continues), not of counting.
    """

    def __init__(self, ward: Ward) -> None:
        first: list[Counter[Ranking]] = [Counter() for _ in range(ward.candidates + 1)]
        for ranking, many in ward.ballots.items():
            first[ranking[0]][ranking] += many
        self.piles = [[Pile(100, pile)] for pile in first]
        self.gone: set[int] = set()
        self.table: list[Pile] = []
        self.sorted: dict[int, Counter[Ranking]] = {}
        self.count = HandCount(ward.seats, tuple(pile.total() for pile in first))

    def begin(self, step: Step, declined: str = "") -> None:
        """Begin a stage and bring its piles to the table, in the order in which they move."""
        self.count = done(begin(self.count, step.action, step.candidates, declined))
        piles = [self.piles[one] for one in step.candidates]
        if step.action == "surplus":
            self.table = [piles[0][-1]]
            return
        self.gone |= set(step.candidates)
        later: dict[int, Counter[Ranking]] = {}
        for own in piles:
            for pile in own[1:]:
                later.setdefault(pile.value, Counter()).update(pile.papers)
        first: Counter[Ranking] = Counter()
        for own in piles:
            first.update(own[0].papers)
        by_value = [Pile(value, later[value]) for value in sorted(later, reverse=True)]
        self.table = [pile for pile in (Pile(100, first), *by_value) if pile.papers]

    def sort(self) -> None:
        """Sort the pile on the table, key it, and lay the papers with whoever gets them."""
        before = position(self.count)
        continuing = set(range(1, len(self.piles))) - self.gone - set(before.count.elected)
        pile = self.table.pop(0)
        assert before.awaiting[0] == pile.like()
        heaps: dict[int, Counter[Ranking]] = {}
        for ranking, many in pile.papers.items():
            following = [one for one in ranking if one in continuing]
            heaps.setdefault(following[0] if following else 0, Counter())[ranking] += many
        keyed = tuple(heaps.get(one, Counter()).total() for one in range(len(self.piles)))
        self.count = done(sort_sub_parcel(self.count, keyed))
        now = position(self.count)
        value = pile.value
        if self.count.moves[-1].action == "surplus":
            value = now.count.stages[-1].transfer_value or 0
        for one, heap in heaps.items():
            if one:
                self.piles[one].append(Pile(value, heap))

    def to_the_end(self, choose: Callable[[Lot], int], pause: Callable[[], None]) -> Position:
        """Do whatever the law asks for until nothing is left to do."""
        while True:
            now = position(self.count)
            pause()
            if now.finished:
                return now
            if now.lot is not None:
                self.count = done(draw(self.count, choose(now.lot)))
            elif now.advice is not None:
                self.begin(now.advice)
            else:
                self.sort()


def done(answer: HandCount | Refusal) -> HandCount:
    assert isinstance(answer, HandCount), answer
    return answer


def go_on() -> None:
    """Pause for nothing."""


def record_of(count: HandCount) -> dict[str, Any]:
    """Write a hand count as the record that ``countroom tally`` takes."""
    places = range(1, len(count.first))
    return {
        "seats": count.seats,
        "candidates": [{"name": f"Candidate {place}", "party": f"P{place}"} for place in places],
        "first_preferences": list(count.first[1:]),
        "stages": [_stage_of(move) for move in count.moves],
    }


def _stage_of(move: Move) -> dict[str, Any]:
    sub_parcels = [
        {"papers": list(papers), "non_transferable": nobodys}
        for nobodys, *papers in move.sub_parcels
    ]
    stage = {"action": move.action, "from": list(move.candidates), "sub_parcels": sub_parcels}
    return stage | ({"declined": move.declined} if move.declined else {})
