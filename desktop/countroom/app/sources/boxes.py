"""The boxes of a contest whose stations are not in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain.election import BallotBox
from countroom.domain.identifiers import BoxId

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId

ALL_STATIONS: Final = "Polling stations"
"""The place of the one box that stands for all stations, these not being in the data."""


def box_id(contest: ContestId, name: str) -> BoxId:
    """Name a box that one contest alone has: ``harlow.bush-fair-S1``."""
    _, _, area = contest.partition(".")
    ward, _, _ = area.rpartition(".")
    return BoxId(f"{ward}-{name}")


def usual_boxes(contest: ContestId) -> tuple[BallotBox, ...]:
    """Give a contest one box for all its stations and one for its postal papers."""
    return (
        BallotBox(box_id(contest, "S1"), "station", ALL_STATIONS),
        BallotBox(box_id(contest, "P1"), "postal", ""),
    )
