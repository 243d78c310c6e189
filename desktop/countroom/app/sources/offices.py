"""The offices that a source has beside its councils: mayors whose one hall counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.sources.mayors import CANDIDATES, Mayoral, read_mayors
from countroom.app.sources.tables import SourceFault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Offices:
    """One day's offices by slug, and what is wrong in their files or keeps one out."""

    kept: Mapping[str, Mayoral]
    faults: tuple[SourceFault, ...]


def offices_in(folders: Iterable[Path], day: str) -> Offices:
    """Read the offices of an ISO day; an area counted in several halls is kept out and named.

    Raises Fault when the disk fails.
    """
    kept: dict[str, Mayoral] = {}
    faults: list[SourceFault] = []
    for folder in folders:
        found, wrong = read_mayors(folder, day)
        faults += wrong
        for one in found.values():
            if one.in_one_hall:
                kept[one.slug] = one
            else:
                told = {"post": one.election.name}
                file = str(folder / CANDIDATES)
                faults.append(SourceFault("counted_in_areas", file, 0, "", one.slug, told))
    return Offices(kept, tuple(faults))
