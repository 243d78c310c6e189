"""The postal side of a night: packets handed in at stations, openings, what was turned down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from countroom.domain.hall import MISSING, Packets, PostalSession
from countroom.domain.identifiers import BoxId
from countroom.domain.sheets import COUNTED, EXPECTED

if TYPE_CHECKING:
    from random import Random

    from countroom.app.rehearsal.paper import Paper
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId

_REASONS: Final = ("signature", "date_of_birth", MISSING)
_BEFORE_POLLING_DAY: Final = 80
"""Of 100 postal papers, those opened before the last session at the count."""


@dataclass(frozen=True, slots=True)
class Post:
    """What the receipt team writes of a contest's post; a station that is left out handed in none.

    ``sessions`` are in order; a box without one gets its papers in a single opening.
    """

    packets: Mapping[BoxId, Packets] = field(default_factory=dict)
    sessions: tuple[PostalSession, ...] = ()


NO_POST: Final = Post()


def make_post(contest: Contest, paper: Paper, random: Random) -> Post:
    """Make a contest's packets and openings; its postal boxes hold what was put into them."""
    packets = {
        box.id: Packets(random.randrange(12), int(random.randrange(8) == 0))
        for box in contest.boxes
        if box.stands_alone
    }
    sessions: list[PostalSession] = []
    for box in contest.boxes:
        if box.kind == "postal":
            papers = put_into(paper.accounts[box.id])
            early = papers * _BEFORE_POLLING_DAY // 100
            first = opening(box.id, early, random)
            came_after = min(1, first.rejected.get(MISSING, 0), papers - early)
            sessions += [first, opening(box.id, papers - early, random, came_after)]
    return Post(packets, tuple(sessions))


def opening(box: BoxId, papers: int, random: Random, matched: int = 0) -> PostalSession:
    """Make one opening with so many papers for a box; some statements are turned down.

    ``matched`` of the papers had come without their statement, or it without them.
    """
    rejected = {reason: random.randrange(1 + papers // 120) for reason in _REASONS}
    accepted = papers - matched
    envelopes = accepted + sum(rejected.values())
    told = {reason: n for reason, n in rejected.items() if n}
    return PostalSession(envelopes, accepted, told, box, papers, matched)


def put_into(account: Mapping[FieldId, int]) -> int:
    """Give the papers that were put into a postal box by its account."""
    return account.get(EXPECTED, account[COUNTED])
