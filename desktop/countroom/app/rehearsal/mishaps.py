"""What goes wrong with the boxes of a night, so that accounts and recounts tell of it.

Each takes the true paper and gives the paper as the crew finds it; sums stay what they were. A
box is in one mishap at the most, so that each leaves its own trace and no other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.domain.sheets import COUNTED, expected_in_box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from countroom.app.rehearsal.paper import Paper
    from countroom.domain.election import BallotBox, Contest
    from countroom.domain.identifiers import BoxId, FieldId

_LEAST_IN_A_BOX: Final = 20
"""Papers in a box below which nothing goes wrong with it."""


def untouched(contest: Contest, paper: Paper) -> list[BallotBox]:
    """List the station boxes that hold exactly what their account says, by themselves."""
    several = {box.beside for box in contest.boxes}
    return [
        box
        for box in contest.boxes
        if box.stands_alone and box.id not in several and _as_expected(paper.accounts[box.id])
    ]


def miscounted(contest: Contest, paper: Paper, box: BallotBox, random: Random) -> Paper:
    """Have a box counted wrong once, or twice in two ways; the last count is right.

    It never makes up for what varies at the same polling place, or nobody would count again.
    """
    true = paper.accounts[box.id][COUNTED]
    there = [one.id for one in contest.boxes if one.polling_place == box.polling_place]
    varying = {_variance(paper.accounts[one]) for one in there}
    off, again = random.sample([n for n in (-2, -1, 1, 2, 3) if -n not in varying], 2)
    counts = random.choice(((true,), (true,), (true + again, true)))
    wrong = _with_counted(paper, {box.id: true + off})
    return replace(wrong, recounts={**paper.recounts, box.id: counts})


def exchanged(paper: Paper, one: BoxId, other: BoxId, papers: int) -> Paper:
    """Let two boxes of one polling place have exchanged papers: one is over, one is short."""
    counted = {
        one: paper.accounts[one][COUNTED] + papers,
        other: paper.accounts[other][COUNTED] - papers,
    }
    return _with_counted(paper, counted)


def strayed(paper: Paper, box: BoxId, papers: int) -> Paper:
    """Let a box hold so many papers more than are its own; a negative number is missing in it."""
    return _with_counted(paper, {box: paper.accounts[box][COUNTED] + papers})


def neighbours(boxes: Sequence[BallotBox]) -> tuple[BallotBox, BallotBox] | None:
    """Find two boxes of one polling place, None where there are none."""
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            if one.polling_place and one.polling_place == other.polling_place:
                return one, other
    return None


def _as_expected(account: Mapping[FieldId, int]) -> bool:
    return account[COUNTED] >= _LEAST_IN_A_BOX and not _variance(account)


def _variance(account: Mapping[FieldId, int]) -> int:
    expected = expected_in_box(account)
    return 0 if expected is None else account[COUNTED] - expected


def _with_counted(paper: Paper, counted: Mapping[BoxId, int]) -> Paper:
    accounts = dict(paper.accounts)
    for box, papers in counted.items():
        accounts[box] = {**accounts[box], COUNTED: papers}
    return replace(paper, accounts=accounts)
