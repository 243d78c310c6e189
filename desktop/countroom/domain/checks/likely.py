"""The soft checks: what can be true but seldom is, and names that are easily exchanged.

What is unusual was read from real wards, per number of seats (``resources/checks``); the figures
come with the rule set. Of the results that really went wrong these would have shown Skelton 2007
(W01), Prestatyn North 2011 (N02) and Greasley 2011 (N01). W06 is the swap of Marsden West 2023
where there are running mates; without any, only a second keyer sees it. A thousand added to a
slate, as at High Street 2010, is V07's. W02 to W05 answer to no incident but to the kinds of slip:
a lost digit, a bundle on the wrong pile, one figure written twice.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from countroom.domain.checks.finding import Finding
from countroom.domain.counting.plurality import elect
from countroom.domain.sheets import votes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from countroom.domain.declaration import Totals
    from countroom.domain.election import Candidate, Contest
    from countroom.domain.rule_set import Thresholds

_LONG_SURNAME = 8
"""Letters from which two slips of the pen leave a surname alike."""


def thresholds_for(likely: Sequence[Thresholds], seats: int) -> Thresholds | None:
    """Choose the thresholds of a number of seats: with more than were measured, the last.

    None where the law has none of so few seats.
    """
    return next((one for one in reversed(likely) if one.seats <= seats), None)


def likelihoods(
    contest: Contest, totals: Totals, likely: Sequence[Thresholds]
) -> Iterator[Finding]:
    """Warn of what can be true but seldom is; what cannot be true is left to ``identities``.

    A slate that a swap would mend is not named for its lowest candidate too.
    """
    usual = thresholds_for(likely, contest.seats)
    if usual is None:
        return
    if totals.verified >= usual.least_papers and totals.valid >= 0:
        yield from _rates(contest, totals, usual)
    slates = _slates(contest, totals, usual.least_votes)
    swaps = tuple(_swaps(slates, usual))
    for one, other in swaps:
        yield _of_two("W06", contest, one, other)
    swapped = {standing.candidate.party.key for pair in swaps for standing in pair}
    for key, slate in slates.items():
        if key not in swapped and _evenness(slate) < usual.slate_low:
            yield _of_two("W04", contest, max(slate, key=_votes), min(slate, key=_votes))
    yield from _equals(contest, totals, usual.equal_most)


def same_surnames(contest: Contest) -> Iterator[Finding]:
    """Notice candidates who share a surname: their bundles are easily exchanged."""
    seen: dict[str, list[str]] = {}
    for candidate in contest.candidates:
        seen.setdefault(candidate.surname.casefold(), []).append(candidate.name)
    for names in seen.values():
        if len(names) > 1:
            yield Finding("N01", contest.id, {"candidates": len(names)}, names=tuple(names))


def similar_surnames(contest: Contest) -> Iterator[Finding]:
    """Notice surnames one slip apart, or two if long, as Pennington and Penlington."""
    candidates = contest.candidates
    for one, other in _alike(tuple(candidate.surname.casefold() for candidate in candidates)):
        names = (candidates[one].name, candidates[other].name)
        yield Finding("N02", contest.id, {"candidates": len(names)}, names=names)


class _Standing(NamedTuple):
    candidate: Candidate
    votes: int


def _rates(contest: Contest, totals: Totals, usual: Thresholds) -> Iterator[Finding]:
    votes, valid, verified = totals.votes_total, totals.valid, totals.verified
    measured = usual.seats == contest.seats
    low, high = usual.mean_votes_low * valid, usual.mean_votes_high * valid
    possible = valid <= votes <= contest.seats * valid
    if measured and possible and not low <= 100 * votes <= high:
        yield Finding("W01", contest.id, {"votes": votes, "valid": valid})
    rejected = totals.rejected_total
    if 10_000 * rejected > usual.rejected_most * verified:
        numbers = {
            "rejected": rejected,
            "verified": verified,
            "usual": verified * usual.rejected_most // 10_000,
        }
        yield Finding("W02", contest.id, numbers)
    electorate = contest.electorate or 0
    low, high = usual.turnout_low * electorate, usual.turnout_high * electorate
    if verified <= electorate and not low <= 100 * verified <= high:
        yield Finding("W03", contest.id, {"verified": verified, "electorate": electorate})


def _slates(contest: Contest, totals: Totals, least_votes: int) -> dict[str, list[_Standing]]:
    """Group votes by party; independents are no slate, and a slate of one is always even."""
    slates: dict[str, list[_Standing]] = {}
    for candidate in contest.candidates:
        if candidate.party.group != "IND":
            standing = _Standing(candidate, totals.votes.get(candidate.id, 0))
            slates.setdefault(candidate.party.key, []).append(standing)
    return {key: slate for key, slate in slates.items() if max(map(_votes, slate)) >= least_votes}


def _swaps(
    slates: Mapping[str, Sequence[_Standing]], usual: Thresholds
) -> Iterator[tuple[_Standing, _Standing]]:
    """Find two slates that lie apart and would come together with two figures exchanged.

    Of slates that several exchanges would mend, those nearest on the ballot paper are named.
    """
    apart = [slate for slate in slates.values() if _evenness(slate) < usual.swap_apart]
    for ours, theirs in combinations(apart, 2):
        mending = [
            (one, other)
            for one, other in product(ours, theirs)
            if _with(ours, one, other.votes) >= usual.swap_together
            and _with(theirs, other, one.votes) >= usual.swap_together
        ]
        if mending:
            yield min(mending, key=lambda p: abs(p[0].candidate.number - p[1].candidate.number))


def _with(slate: Sequence[_Standing], changed: _Standing, votes: int) -> int:
    """Give the evenness of a slate with another figure for one of it."""
    return _evenness([one._replace(votes=votes) if one is changed else one for one in slate])


def _equals(contest: Contest, totals: Totals, equal_most: int) -> Iterator[Finding]:
    """Find the same many votes for candidates of different parties; each independent is one.

    Those tied for the last seat are left out: the lot stops the count there as it is.
    """
    standing = [_Standing(c, totals.votes.get(c.id, 0)) for c in contest.candidates]
    many = [one for one in standing if one.votes > equal_most]
    for one, other in combinations(many, 2):
        parties = (one.candidate.party, other.candidate.party)
        apart = parties[0].key != parties[1].key or parties[0].group == "IND"
        if one.votes == other.votes and apart:
            equality = elect(totals.votes, contest.seats).equality
            if equality is None or one.candidate.id not in equality.tied:
                yield _of_two("W05", contest, one, other)


def _of_two(code: str, contest: Contest, one: _Standing, other: _Standing) -> Finding:
    lines = tuple(votes_of(standing.candidate.id) for standing in (one, other))
    names = (one.candidate.name, other.candidate.name)
    return Finding(code, contest.id, {"one": one.votes, "other": other.votes}, lines, names=names)


def _votes(standing: _Standing) -> int:
    return standing.votes


def _evenness(slate: Sequence[_Standing]) -> int:
    """Give the lowest votes of a slate per 100 of its highest, 100 where it has none."""
    most = max(map(_votes, slate))
    return 100 * min(map(_votes, slate)) // most if most else 100


@lru_cache(maxsize=1024)  # asked again after every line that is keyed
def _alike(surnames: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (one, other)
        for (one, first), (other, second) in combinations(enumerate(surnames), 2)
        if first != second
        and _within(first, second, 1 + (min(len(first), len(second)) >= _LONG_SURNAME))
    )


def _within(one: str, other: str, slips: int) -> bool:
    """Say whether letters added, left out, replaced or exchanged lead from one to the other."""
    if one == other:
        return True
    if slips == 0 or abs(len(one) - len(other)) > slips:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return True  # one goes on where the other ends
    one, other = one[at:], other[at:]
    return (
        _within(one[1:], other[1:], slips - 1)
        or _within(one[1:], other, slips - 1)
        or _within(one, other[1:], slips - 1)
        or (one[:2] == other[1::-1] and _within(one[2:], other[2:], slips - 1))
    )
