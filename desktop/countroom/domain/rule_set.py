"""A rule set: which law counts this contest, as dated data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from countroom.domain.identifiers import HeadId, RuleSetId

CountingSystem = Literal["plurality"]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The law of one kind of contest from ``valid_from`` to ``valid_until`` (ISO days, inclusive).

    ``heads`` are the legal grounds of rejection in the order they are printed.
    """

    id: RuleSetId
    system: CountingSystem
    heads: tuple[HeadId, ...]
    valid_from: str
    valid_until: str | None
    source: str
    verified: bool
    unverified_because: str
