"""Supplementary vote: one seat, a first and a second preference (Local Government Act 2000 Sch 2).

The same law governs council mayors (SI 2007/1024), combined authority mayors (SI 2017/67), police
and crime commissioners (SI 2012/1917) and the Mayor of London (Greater London Authority Act 1999
Sch 2 Part I) while this system applies to them. All figures are whole votes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.plurality import Equality, elect
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

OTHER = "other"
"""Cell of a transfer row: second preferences for candidates who do not remain either."""
NONE = "none"
"""Cell of a transfer row: no second preference, or none that counts."""
Transfers: TypeAlias = Mapping[CandidateId, Mapping[str, int]]
"""Papers by first preference, then by second: candidate, ``OTHER`` or ``NONE``."""


@dataclass(frozen=True, slots=True)
class FirstCount:
    """Who is elected at once, or who remains for the second count, or who is tied for the seat.

    At most one of the three is filled; all are empty only where nobody stands. ``remaining`` goes
    by falling votes, equals by id.
    """

    elected: CandidateId | None
    remaining: tuple[CandidateId, ...]
    equality: Equality | None


@dataclass(frozen=True, slots=True)
class SecondCount:
    """Totals of those who remained, in the order they were given, and who has most votes."""

    totals: Mapping[CandidateId, int]
    elected: CandidateId | None
    equality: Equality | None


@dataclass(frozen=True, slots=True)
class Seconds:
    """The law's added seconds of each remaining candidate, and the rows that do not close."""

    added: Mapping[CandidateId, int]
    discrepancies: tuple[Discrepancy, ...]


def first_count(first: Mapping[CandidateId, int], drawn: Sequence[CandidateId] = ()) -> FirstCount:
    """Count the valid first preferences: elect on more than half of them, or say who remains.

    Exactly half is not more than half. The two with most remain, with everybody tied for either
    place. One candidate is elected without a poll; of two the one with more votes is, a tie
    needing a lot, ``drawn``. Raises ValueError when a drawn candidate is not among the tied.
    Source: s. 42(2), Sch 2 paras 1 to 3; SI 2007/1024 Sch 1 r. 51.
    """
    if len(first) <= 2:  # noqa: PLR2004 - with two candidates there is no second preference
        result = elect(first, 1, drawn)
        return FirstCount(_only(result.elected), (), result.equality)
    ranking = sorted(first, key=lambda candidate: (-first[candidate], candidate))
    leader, second = ranking[:2]
    if 2 * first[leader] > sum(first.values()):
        return FirstCount(leader, (), None)
    return FirstCount(None, tuple(c for c in ranking if first[c] >= first[second]), None)


def papers_out(first: Mapping[CandidateId, int], remaining: Collection[CandidateId]) -> int:
    """Count the papers whose first preference is for none of the remaining: only they have seconds.

    Where there are none, no second preference can count, and the first ones decide.
    Source: Sch 2 para 3.
    """
    return sum(votes for candidate, votes in first.items() if candidate not in remaining)


def second_count(
    first: Mapping[CandidateId, int],
    remaining: Collection[CandidateId],
    seconds: Mapping[CandidateId, int],
    drawn: Sequence[CandidateId] = (),
) -> SecondCount:
    """Add the ``seconds`` of those who remain to their first preferences; most votes wins.

    ``seconds`` has one figure for each remaining candidate: second preferences of voters whose
    first was for none of the remaining. No majority is needed and nobody is eliminated again; a
    tie needs a lot, ``drawn``. Raises ValueError when the figures are not for those who remain, or
    a drawn candidate is not among the tied. Source: Sch 2 para 3(5) to (8).
    """
    _demand(seconds, remaining)
    totals = {candidate: first[candidate] + seconds[candidate] for candidate in remaining}
    result = elect(totals, 1, drawn)
    return SecondCount(totals, _only(result.elected), result.equality)


def add_transfers(
    first: Mapping[CandidateId, int],
    remaining: Collection[CandidateId],
    transfers: Transfers,
) -> Seconds:
    """Add the seconds from rows ``{eliminated: {candidate: n, "other": n, "none": n}}``.

    Only rows of eliminated candidates count, and of these only the cells of the remaining. Each
    such row must account for all first preferences of its candidate: one that does not is a
    discrepancy ``second_preferences_do_not_close``, its candidate the place in ``first``, its
    figure None where the whole row is missing. Raises ValueError for a row or cell of somebody
    who does not stand.
    """
    cells = {*first, OTHER, NONE}
    strangers = {*transfers} - {*first} | {c for row in transfers.values() for c in row} - cells
    if strangers:
        raise ValueError(f"not standing: {', '.join(sorted(strangers))}")
    rows = {c: transfers.get(c) for c in first if c not in remaining}
    added = {c: sum(row.get(c, 0) for row in rows.values() if row) for c in remaining}
    return Seconds(added, tuple(_open_rows(first, rows)))


def check_seconds(
    first: Mapping[CandidateId, int],
    remaining: Collection[CandidateId],
    seconds: Mapping[CandidateId, int],
    uncounted: int | None = None,
) -> tuple[Discrepancy, ...]:
    """Check the added seconds against the first preferences of the eliminated candidates.

    ``uncounted`` is one figure for all other papers of theirs: second preference for nobody
    remaining, and those rejected as to the second preference under every head; None where it was
    not recorded. ``second_preferences_exceed``: a remaining candidate's seconds, or those of all
    together (candidate None), are more than there are papers. ``second_preferences_do_not_close``
    with candidate None: seconds and uncounted are not those papers. The root cause silences what
    follows from it. Raises ValueError when the figures are not for those who remain.
    """
    _demand(seconds, remaining)
    papers = papers_out(first, remaining)
    added = sum(seconds.values())
    too_many = tuple(
        Discrepancy("second_preferences_exceed", 2, place, seconds[candidate], papers)
        for place, candidate in enumerate(first, 1)
        if seconds.get(candidate, 0) > papers
    )
    if too_many:
        return too_many
    if added > papers:
        return (Discrepancy("second_preferences_exceed", 2, None, added, papers),)
    if uncounted is not None and added + uncounted != papers:
        figure = added + uncounted
        return (Discrepancy("second_preferences_do_not_close", 2, None, figure, papers),)
    return ()


def _only(elected: Sequence[CandidateId]) -> CandidateId | None:
    return elected[0] if elected else None


def _demand(seconds: Mapping[CandidateId, int], remaining: Collection[CandidateId]) -> None:
    if set(seconds) != set(remaining):
        wrong = ", ".join(sorted(set(seconds) ^ set(remaining)))
        raise ValueError(f"second preferences are not for those who remain: {wrong}")


def _open_rows(
    first: Mapping[CandidateId, int], rows: Mapping[CandidateId, Mapping[str, int] | None]
) -> Iterator[Discrepancy]:
    for place, (candidate, votes) in enumerate(first.items(), 1):
        row = rows.get(candidate)
        figure = sum(row.values()) if row is not None else None
        if candidate in rows and (figure or 0) != votes:
            yield Discrepancy("second_preferences_do_not_close", 2, place, figure, votes)
