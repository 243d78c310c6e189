"""Expected "no" answers: typed values with a code, never raised across a layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command is not carried out; ``details`` fill the sentence that ``texts`` keeps."""

    code: str
    details: Mapping[str, str | int] = field(default_factory=dict)


def refuse(code: str, /, **details: str | int) -> Refusal:
    """Make a refusal with its details by name."""
    return Refusal(code, details)
