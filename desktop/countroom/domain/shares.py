"""Shares of the vote where voters have several votes, and swing: both say what they are of.

There is no one way to share the vote of a ward with several seats: each favours somebody, so a
published share always names its basis. Nothing here is in law; the swing is David Butler's, as
House of Commons Library note SN/SG/2608 defines it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from countroom.domain.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ShareBasis = Literal["all_votes", "average_per_candidate", "top_candidate"]
"""``all_votes`` favours full slates; the others weigh each party as if it had one candidate."""

SHARE_BASES: Final[tuple[ShareBasis, ...]] = get_args(ShareBasis)


def shares(votes: Iterable[tuple[str, int]], basis: ShareBasis) -> dict[str, Ratio]:
    """Share the vote among parties: one pair of party key and votes a candidate.

    Independents who stand each for themselves need a key each. With one candidate a party all
    bases agree. Empty when nobody has a vote.
    """
    slates: dict[str, list[int]] = {}
    for party, figure in votes:
        slates.setdefault(party, []).append(figure)
    weights = _weights(slates, basis)
    total = sum(weights.values())
    return {party: Ratio(weight, total) for party, weight in weights.items()} if total else {}


def swing(
    before: Mapping[str, Ratio], now: Mapping[str, Ratio], loser: str, winner: str
) -> Ratio | None:
    """Give the swing from ``loser`` to ``winner``: the mean of the one's fall and the other's rise.

    Shares are of all votes at each election, and so is the result (a hundredth is one percentage
    point); negative when the swing went the other way. None where either party did not stand at
    both.
    """
    if not {loser, winner} <= before.keys() & now.keys():
        return None
    twice = _sum(_less(before[loser], now[loser]), _less(now[winner], before[winner]))
    return Ratio(twice.numerator, 2 * twice.denominator)


def _weights(slates: Mapping[str, list[int]], basis: ShareBasis) -> dict[str, int]:
    if basis == "all_votes":
        return {party: sum(slate) for party, slate in slates.items()}
    if basis == "top_candidate":
        return {party: max(slate) for party, slate in slates.items()}
    # Means over a common denominator: the product of the different sizes of slates.
    common = 1
    for size in {len(slate) for slate in slates.values()}:
        common *= size
    return {party: sum(slate) * (common // len(slate)) for party, slate in slates.items()}


def _less(one: Ratio, other: Ratio) -> Ratio:
    return _sum(one, Ratio(-other.numerator, other.denominator))


def _sum(one: Ratio, other: Ratio) -> Ratio:
    numerator = one.numerator * other.denominator + other.numerator * one.denominator
    return Ratio(numerator, one.denominator * other.denominator)
