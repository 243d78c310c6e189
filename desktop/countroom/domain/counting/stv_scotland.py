"""Scottish council wards: the single transferable vote with weighted inclusive transfers.

The Scottish Local Government Elections Order 2011, SSI 2011/399, Schedule 1, rules 46 to 53
(rules 45 to 52 of SSI 2007/42). Each function below is one rule, in the order of the rules.
Votes are whole hundred-thousandths; ``count`` takes papers and gives the quota in votes.
"""

from __future__ import annotations

from typing import Final

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

DECIMALS: Final = 5
ONE: Final = 10**DECIMALS
"""A whole vote; rule 49(3) cuts transfer values to five decimal places."""


def count(
    ballots: Ballots,
    candidates: int,
    seats: int,
    drawn: Drawn = (),
    withdrawn: frozenset[int] = frozenset(),
) -> Count:
    """Count a ward of ``candidates`` places and ``seats`` vacancies to the end, or to a lot.

    No ballot names one of the ``withdrawn``, whose places stay on the sheet. At every stage totals
    and non-transferable votes add up to the valid papers, each worth ``ONE``.
    """
    table, parcels = _first_stage(ballots, candidates, seats, drawn)
    for place in withdrawn:
        table.continuing[place] = False
    _return_councillors(table)
    while table.unfinished:
        surpluses = table.with_surplus()
        chosen = _highest_surplus(table, surpluses) if surpluses else _lowest(table)
        if chosen is None:
            break
        move = _transfer_surplus if surpluses else _exclude
        move(table, parcels, chosen)
        _return_councillors(table)
    return table.result(sum(ballots.values()))


def _first_stage(
    ballots: Ballots, candidates: int, seats: int, drawn: Drawn
) -> tuple[Table, Parcels]:
    """Sort by first preference, credit a vote a paper; set the quota (rules 46 and 47)."""
    sorted_papers = first_preferences(ballots, candidates)
    totals = [papers_in(bundles) * ONE for bundles in sorted_papers]
    table = Table(
        one=ONE,
        seats=seats,
        quota=quota(sum(ballots.values()), seats) * ONE,
        totals=totals,
        continuing=[False, *[True] * candidates],
        drawn=drawn,
    )
    table.record("first preferences")
    return table, [[Parcel(ONE, bundles)] for bundles in sorted_papers]


def _return_councillors(table: Table) -> None:
    """Deem elected those with the quota (rule 48), and all when no more than the vacancies (53)."""
    stage = len(table.stages)
    table.elect_by_quota(stage)
    standing = table.candidates()
    if len(standing) <= table.vacancies:
        table.elect(standing, stage)


def _transfer_surplus(table: Table, parcels: Parcels, chosen: int) -> None:
    """Transfer the surplus on all papers of a candidate, each at its part of it (rule 49).

    A paper's new value is the surplus times its value when received, over all the candidate's
    votes, cut to five decimals; what of the surplus is not credited is non-transferable.
    """
    surplus, votes = table.surplus(chosen), table.totals[chosen]
    left = surplus
    for received_at, bundles in by_value(parcels[chosen]).items():
        value = surplus * received_at // votes
        received = by_next_preference(bundles, table.continuing)
        left -= credit(table, parcels, received, value)
    table.totals[NOBODY] += left
    table.totals[chosen] = table.quota
    table.record("surplus", [chosen], surplus * ONE // votes)


def _highest_surplus(table: Table, holding: list[int]) -> int | None:
    """Choose the highest surplus; equals by the latest unequal stage, then by lot (rule 50)."""
    highest = max(map(table.surplus, holding))
    tied = [one for one in holding if table.surplus(one) == highest]
    return table.by_lot(most(tied, reversed(table.stages)), "surplus")


def _exclude(table: Table, parcels: Parcels, chosen: int) -> None:
    """Exclude a candidate; the papers keep the values they were received at (rule 51)."""
    table.continuing[chosen] = False
    left = table.totals[chosen]
    for value, bundles in by_value(parcels[chosen]).items():
        received = by_next_preference(bundles, table.continuing)
        left -= credit(table, parcels, received, value)
    table.totals[NOBODY] += left
    table.totals[chosen] = 0
    table.record("exclusion", [chosen])


def _lowest(table: Table) -> int | None:
    """Choose the fewest votes; equals by the latest unequal stage, then by lot (rule 52)."""
    standing = table.candidates()
    lowest = min(table.totals[one] for one in standing)
    tied = [one for one in standing if table.totals[one] == lowest]
    return table.by_lot(fewest(tied, reversed(table.stages)), "exclusion")
