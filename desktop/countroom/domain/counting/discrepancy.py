"""A figure in a count's input that does not add up: shown with what was expected, never mended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One figure that contradicts the others of its count.

    ``stage`` counts from 1 (None: the whole count); ``candidate`` is the place on the ballot
    paper from 1, or the place in the list of parties (None: no one candidate's figure).
    ``figure`` and ``expected`` are in the smallest unit of the count: papers, votes, or
    hundredths of a vote in a Northern Ireland stage; ``expected`` None where nothing can be.
    """

    code: str
    stage: int | None
    candidate: int | None
    figure: int | None
    expected: int | None
