"""Who collected the figures, and under which licence they may be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Provenance:
    """The attribution of a part of a source and its licence, empty when none is stated."""

    attribution: str
    licence: str


_LIBRARY: Final = Provenance(
    "House of Commons Library, local elections", "Open Parliament Licence v3.0"
)
_LABELS: Final = {
    "LEH2021": _LIBRARY,
    "LEH2023-wards": _LIBRARY,
    "LEH2024": _LIBRARY,
    "LEH2025": _LIBRARY,
    "LEAP": Provenance("Andrew Teale's Local Elections Archive Project", "CC BY-SA 3.0"),
    "DC2018": Provenance("Democracy Club", "CC BY 4.0"),
    "GLA-return-2026": Provenance("London boroughs' returns to the GLA", ""),
}

ROSTERS: Final = Provenance("Open Council Data UK", "CC BY-SA 4.0")
"""Where the rosters of councillors come from."""


def provenance(label: str) -> Provenance:
    """Give what a source's own mark for a row stands for; an unknown mark stands for itself."""
    return _LABELS.get(label, Provenance(label, ""))


def joined(labels: Iterable[str]) -> Provenance:
    """Give the attribution and the licences of several marks, each once."""
    parts = [provenance(label) for label in sorted(set(labels)) if label]
    return Provenance(
        "; ".join(dict.fromkeys(part.attribution for part in parts)),
        "; ".join(dict.fromkeys(part.licence for part in parts if part.licence)),
    )
