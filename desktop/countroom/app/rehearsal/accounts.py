"""Ballot paper accounts as presiding officers write them, fitting the papers verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain.sheets import COUNTED, ENTRUSTED, EXPECTED, SPOILT, TENDERED, UNUSED

if TYPE_CHECKING:
    from random import Random

    from countroom.domain.election import BallotBox, Contest
    from countroom.domain.identifiers import BoxId, FieldId

_BOOK: Final = 50
"""Ballot papers in a book, as stations are given them."""


def true_accounts(
    contest: Contest, verified: int, random: Random
) -> dict[BoxId, dict[FieldId, int]]:
    """Spread the papers verified over the boxes; a station in forty varies from its account.

    A station's papers lie in equal parts in its boxes.
    """
    stations = [box for box in contest.boxes if box.stands_alone]
    postal = [box.id for box in contest.boxes if box.kind == "postal"]
    by_post = verified * random.randrange(18, 40) // 100
    accounts = {box: postal_account(by_post) for box in postal}
    left = verified - by_post
    for n, box in enumerate(stations):
        share = left // (len(stations) - n)
        account = _station(box, share, random)
        left -= share
        beside = [one.id for one in contest.boxes if one.beside == box.id]
        in_each = share // (len(beside) + 1)
        accounts[box.id] = {**account, COUNTED: share - in_each * len(beside)}
        accounts |= {one: {COUNTED: in_each} for one in beside}
    return accounts


def postal_account(papers: int) -> dict[FieldId, int]:
    """Fill in the account of a postal box that holds what was put into it."""
    return {EXPECTED: papers, COUNTED: papers}


def entrusted_with(electors: int) -> int:
    """Give the papers a station is sent: a whole number of books, one for every elector."""
    return -(-electors // _BOOK) * _BOOK


def _station(box: BallotBox, counted: int, random: Random) -> dict[FieldId, int]:
    spoilt = random.choice((0, 0, 0, 1, 2))
    # One box in forty varies from its account by a paper or two.
    variance = random.choice((-1, 1, 2)) if random.randrange(40) == 0 else 0
    issued = max(0, counted - variance)
    unused = random.randrange(200, 900)
    entrusted = box.entrusted or 0
    if entrusted < issued + spoilt:  # the set-up does not say, or a second parcel was sent out
        entrusted = entrusted_with(issued + spoilt + unused)
    return {
        ENTRUSTED: entrusted,
        UNUSED: entrusted - issued - spoilt,
        SPOILT: spoilt,
        TENDERED: random.choice((0, 0, 0, 0, 1)),
        COUNTED: counted,
    }
