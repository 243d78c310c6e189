"""Whether a ward of an earlier poll or roster is this ward still: by code, else by name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from countroom.app.sources.rosters import ward_key

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from countroom.app.sources.records import SourceContest

ALIKE: Final = 0.8
"""How alike two spellings of one ward are: Coalclough and Coal Clough, Woughton and Wroughton."""


def ordinary(poll: Sequence[SourceContest]) -> list[SourceContest]:
    """Leave out the by-elections of a poll."""
    return [contest for contest in poll if not contest.by_election]


def same_ward(earlier: SourceContest, contest: SourceContest) -> bool:
    """Compare codes where both have one: new boundaries bring a new code, and often an old name."""
    if earlier.gss and contest.gss:
        return earlier.gss == contest.gss
    return ward_key(earlier.ward) == ward_key(contest.ward)


def alike(ward: str, keys: Collection[str]) -> str | None:
    """Find a ward among ward keys by its name, the spelling made to fit; None if it is not there.

    A ward's own spelling comes first, and of others the most alike.
    """
    key = ward_key(ward)
    if key in keys:
        return key
    return next(iter(get_close_matches(key, keys, n=1, cutoff=ALIKE)), None)


def names_stayed(now: Sequence[SourceContest], earlier: Collection[str]) -> bool:
    """Say whether every ward now up has its like among the ``earlier`` ward keys.

    A boundary review redraws a whole council. So, where there are no codes, one ward that is new
    by its name means that those of an old name may have other boundaries too.
    """
    wards = ordinary(now)
    return bool(wards) and all(alike(contest.ward, earlier) for contest in wards)
