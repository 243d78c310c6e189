"""The steps of the guidance that are taken before totals that do not agree may be cleared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from countroom.domain.identifiers import PersonId

GuidanceStep = Literal["stores", "floor", "arithmetic", "rejected", "part_bundles", "recounted"]
"""The closed list. Source: Electoral Commission, Reconciliation of count totals."""
GUIDANCE_STEPS: Final[tuple[GuidanceStep, ...]] = get_args(GuidanceStep)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step that was taken on one provisional version, by whom and when (UTC in RFC 3339)."""

    step: GuidanceStep
    version: int
    by: PersonId
    at: str
