"""Turnout by its three definitions, each with what it is of.

As the Electoral Commission told them apart in its report on the combined authority mayors of
2017. None of them counts votes: in a ward with several seats a voter has several.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from countroom.domain.ratio import Ratio

TurnoutBasis = Literal["valid_vote", "ballot_box", "total"]
"""``ballot_box`` is the figure usually published."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """Ballot papers over the electorate entitled at this poll, and which papers those are."""

    basis: TurnoutBasis
    share: Ratio


def turnouts(
    electorate: int | None, valid: int, rejected: int, postal_rejected: int | None = None
) -> tuple[Turnout, ...]:
    """Give what can be given of valid vote, ballot box and total turnout, in ballot papers.

    Papers in the ballot boxes are the ``valid`` ones and those wholly ``rejected``; the total adds
    postal votes rejected before the count, and is left out where those are not known. Without an
    electorate there is none.
    """
    if not electorate:
        return ()
    in_boxes = valid + rejected
    found = [
        Turnout("valid_vote", Ratio(valid, electorate)),
        Turnout("ballot_box", Ratio(in_boxes, electorate)),
    ]
    if postal_rejected is not None:
        found.append(Turnout("total", Ratio(in_boxes + postal_rejected, electorate)))
    return tuple(found)
