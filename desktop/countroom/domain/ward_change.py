"""What changed hands in a ward: its seats last fought against its seats now, as party multisets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from countroom.domain.council import change

WardOutcome = Literal["hold", "gain", "no_comparison"]


@dataclass(frozen=True, slots=True)
class WardChange:
    """How a ward's seats moved between parties, in numbers of councillors by party key.

    ``gains`` are the differences above zero, ``losses`` those below as numbers above zero; both
    are empty for a hold and where there is no comparison.
    """

    outcome: WardOutcome
    gains: Mapping[str, int]
    losses: Mapping[str, int]


NO_COMPARISON: Final = WardChange("no_comparison", {}, {})
"""For a ward with other boundaries, or of which it is not known who won its seats last."""


def ward_change(before: Mapping[str, int] | None, after: Mapping[str, int]) -> WardChange:
    """Compare who won these seats when they were last fought with who won them now.

    ``before`` is None after a boundary change or where it is not known. Other numbers of seats
    cannot be compared either. One seat that moves is one gain and one loss: LAB gain from CON.
    """
    if before is None or sum(before.values()) != sum(after.values()):
        return NO_COMPARISON
    moved = change(before, after)
    gains = {party: seats for party, seats in moved.items() if seats > 0}
    losses = {party: -seats for party, seats in moved.items() if seats < 0}
    return WardChange("gain" if gains else "hold", gains, losses)
