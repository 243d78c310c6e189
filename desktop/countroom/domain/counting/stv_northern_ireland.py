"""Northern Ireland: the single transferable vote as district councils and the Assembly count it.

The Electoral Law Act (Northern Ireland) 1962, Schedule 5, rules 47 to 52 (as put in by
SI 1985/454). A surplus moves on the sub-parcel last received, cut to two decimal places; it waits
while it cannot change who is lowest; candidates too far behind are excluded together.
Votes are whole hundredths. What the law asks for next is asked of a table and not of papers, so
that a hand count (``hand_count``) and a published sheet (``stage_sheet``) are judged by it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal

from countroom.domain.counting.stv import (
    NOBODY,
    Ballots,
    Count,
    Drawn,
    Parcel,
    Parcels,
    Table,
    by_next_preference,
    by_value,
    credit,
    fewest,
    first_preferences,
    most,
    papers_in,
    quota,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DECIMALS: Final = 2
ONE: Final = 10**DECIMALS
"""A whole vote; rule 49(4) cuts transfer values to two decimal places."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the law asks for next: whose surplus to transfer, or whom to exclude together.

    ``waiting`` are the candidates whose surplus is not liable to be transferred yet.
    """

    action: Literal["surplus", "exclusion"]
    candidates: tuple[int, ...]
    waiting: tuple[int, ...] = ()


def count(
    ballots: Ballots,
    candidates: int,
    seats: int,
    drawn: Drawn = (),
    withdrawn: frozenset[int] = frozenset(),
) -> Count:
    """Count papers of ``candidates`` places for ``seats`` vacancies to the end, or to a lot.

    No ballot names one of the ``withdrawn``, whose places stay on the sheet. At every stage totals
    and non-transferable votes add up to the valid papers, each worth ``ONE``.
    """
    sorted_papers = first_preferences(ballots, candidates)
    table = first_stage([papers_in(bundles) for bundles in sorted_papers], seats, drawn, withdrawn)
    parcels = [[Parcel(ONE, bundles)] for bundles in sorted_papers]
    while table.unfinished:
        step = next_step(table)
        if step is None:
            break
        if step.action == "surplus":
            _transfer_surplus(table, parcels, step.candidates[0])
        elif exclude(table, step.candidates):
            _transfer_excluded(table, parcels, step.candidates)
        deem_elected(table, len(table.stages))
    return table.result(sum(ballots.values()))


def first_stage(
    papers: Sequence[int],
    seats: int,
    drawn: Drawn = (),
    withdrawn: frozenset[int] = frozenset(),
) -> Table:
    """Credit a vote for each first preference, set the quota, elect (rules 47 and 48).

    ``papers`` are by place on the ballot paper; place 0 is nobody's and has none.
    """
    table = Table(
        one=ONE,
        seats=seats,
        quota=quota(sum(papers), seats) * ONE,
        totals=[first * ONE for first in papers],
        continuing=[place not in (NOBODY, *withdrawn) for place in range(len(papers))],
        drawn=drawn,
    )
    table.record("first preferences")
    deem_elected(table, 1)
    return table


def deem_elected(table: Table, stage: int) -> None:
    """Deem elected those with the quota (rule 48(3)) and those sure of the last seats (rule 52).

    With one vacancy in all the quota elects nobody; whoever reaches it has more than all others
    together, which is rule 52(2).
    """
    if table.seats > 1:
        table.elect_by_quota(stage)
    standing = table.candidates()
    if len(standing) <= table.vacancies:
        table.elect(standing, stage)
    elif table.vacancies == 1:
        table.elect(_sure_of_the_last(table, standing), stage)


def next_step(table: Table) -> Step | None:
    """Say what comes next at a table with vacancies; None while a lot is to be drawn."""
    waiting = tuple(table.with_surplus())
    together = _lowest_together(table, sum(map(table.surplus, waiting)))
    if waiting and not together:
        largest = _largest_surplus(table, waiting)
        return None if largest is None else Step("surplus", (largest,))
    if len(together) > 1:
        return Step("exclusion", tuple(sorted(together)), waiting)
    lowest = _lowest(table)
    return None if lowest is None else Step("exclusion", (lowest,), waiting)


def exclude(table: Table, chosen: Iterable[int]) -> bool:
    """Exclude candidates (rule 51(1)); say whether their papers are then to be transferred.

    They are not where those left are no more than the vacancies: these are elected at the stage
    that stands, and the excluded keep their votes on the sheet (rule 52(1) and (3)).
    """
    for one in chosen:
        table.continuing[one] = False
    left = table.candidates()
    if len(left) > table.vacancies:
        return True
    table.elect(left, len(table.stages))
    return False


def transfer_value(surplus: int, transferable: int, received_at: int) -> int:
    """Value a paper of a surplus in hundredths of a vote (rule 49(4) and (7)).

    The surplus over the transferable papers of the sub-parcel, the remainder ignored, but never
    more than the value at which the sub-parcel was received; 0 where no paper is transferable.
    """
    return min(surplus // transferable, received_at) if transferable else 0


def _sure_of_the_last(table: Table, standing: list[int]) -> list[int]:
    """Find who has no fewer votes than all others together with surpluses (rule 52(2)).

    Two equals who share all the votes both do: then neither is sure.
    """
    together = sum(table.totals[one] for one in standing)
    together += sum(map(table.surplus, table.with_surplus()))
    sure = [one for one in standing if 2 * table.totals[one] >= together]
    return sure if len(sure) == 1 else []


def _lowest_together(table: Table, surpluses: int) -> list[int]:
    """Find the most candidates that all surpluses could not lift to the next (49(10), 51(12)).

    Never so many that seats would stay empty. Empty: the surpluses might lift even the lowest.
    """
    standing = sorted(table.candidates(), key=table.totals.__getitem__)
    sums = list(accumulate(table.totals[one] for one in standing))
    for number in range(len(standing) - table.vacancies, 0, -1):
        if sums[number - 1] + surpluses < table.totals[standing[number]]:
            return standing[:number]
    return []


def _largest_surplus(table: Table, holding: tuple[int, ...]) -> int | None:
    """Choose the largest surplus; equals by the earliest unequal stage, then by lot (rule 50)."""
    largest = max(map(table.surplus, holding))
    tied = [one for one in holding if table.surplus(one) == largest]
    return table.by_lot(most(tied, table.stages), "surplus")


def _lowest(table: Table) -> int | None:
    """Choose the lowest vote; equals by the earliest unequal stage, then by lot (rule 51(13))."""
    standing = table.candidates()
    lowest = min(table.totals[one] for one in standing)
    tied = [one for one in standing if table.totals[one] == lowest]
    return table.by_lot(fewest(tied, table.stages), "exclusion")


def _transfer_surplus(table: Table, parcels: Parcels, chosen: int) -> None:
    """Transfer a surplus on the sub-parcel last received (rules 49 and 50(2))."""
    surplus, last = table.surplus(chosen), parcels[chosen][-1]
    received = by_next_preference(last.bundles, table.continuing)
    transferable = sum(papers_in(got) for one, got in received.items() if one != NOBODY)
    value = transfer_value(surplus, transferable, last.value)
    left = surplus - credit(table, parcels, received, value)
    table.totals[NOBODY] += left
    table.totals[chosen] = table.quota
    table.record("surplus", [chosen], value)


def _transfer_excluded(table: Table, parcels: Parcels, chosen: tuple[int, ...]) -> None:
    """Transfer the excluded in one stage, sub-parcel by sub-parcel (rule 51(2) to (10)).

    Whoever reaches the quota is passed over from then on. When no seat is left, what was not
    reached moves no more (rule 52(3)) and the sheets enter it as non-transferable.
    """
    stage = len(table.stages) + 1
    left = sum(table.totals[one] for one in chosen)
    for parcel in _sub_parcels(parcels, chosen):
        received = by_next_preference(parcel.bundles, table.continuing)
        left -= credit(table, parcels, received, parcel.value)
        deem_elected(table, stage)
        if not table.unfinished:
            break
    for one in chosen:
        table.totals[one] = 0
    table.totals[NOBODY] += left
    table.record("exclusion", chosen)


def _sub_parcels(parcels: Parcels, chosen: tuple[int, ...]) -> list[Parcel]:
    """Put the first preferences together, then what was transferred, by falling value (51(5))."""
    first = [bundle for one in chosen for bundle in parcels[one][0].bundles]
    transferred = by_value(parcel for one in chosen for parcel in parcels[one][1:])
    falling = sorted(transferred.items(), reverse=True)
    together = [Parcel(ONE, first), *(Parcel(value, bundles) for value, bundles in falling)]
    return [parcel for parcel in together if parcel.bundles]
