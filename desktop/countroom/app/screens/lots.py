"""The lot between equal votes as the result page shows it: one at a time, seats before terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.election import Candidate
from countroom.domain.lots import lot_now

if TYPE_CHECKING:
    from countroom.domain.state import ContestState
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class LotToDraw:
    """A lot that is needed now, the ``nth`` in this contest: ``places`` for more candidates.

    ``term`` is the last day of the longer term it decides, empty where it decides a seat.
    """

    nth: int
    tied: tuple[Candidate, ...]
    places: int
    term: str = ""


def lot_to_draw(state: ContestState) -> LotToDraw | None:
    """Give the lot that the provisional result waits for; None without one."""
    needed = lot_now(state)
    if needed is None:
        return None
    tied = [c for c in state.contest.candidates if c.id in needed.tied]
    return LotToDraw(len(state.lots) + 1, tuple(tied), needed.places, needed.term)


def say_decides(texts: Texts, lot: LotToDraw) -> str:
    """Say between how many a lot is, and whether for a seat or for the longer of two terms."""
    tied = texts.figure(len(lot.tied))
    if not lot.term:
        return texts.count(
            "{tied} candidates have equal votes for {n} seat.",
            "{tied} candidates have equal votes for {n} seats.",
            lot.places,
            tied=tied,
        )
    return texts.count(
        "{tied} of the elected have equal votes for {n} seat that ends on {day}, the longer term.",
        "{tied} of the elected have equal votes for {n} seats that end on {day}, the longer term.",
        lot.places,
        tied=tied,
        day=texts.day(lot.term),
    )


def witnesses_in(text: str) -> tuple[str, ...]:
    """Read the witnesses of a lot, one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
