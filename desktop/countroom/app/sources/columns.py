"""Somebody else's table: what its columns are called here, and what its names mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from countroom.app.sources.names import folded
from countroom.app.sources.tables import HEADER, SourceFault
from countroom.domain.election import Contest, Election

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from countroom.app.sources.tables import Table

Hall = list[tuple[Election, list[Contest]]]
Named = TypeVar("Named")


def name_columns(
    table: Table,
    renamed: Mapping[str, str],
    known: Callable[[str, str], str | None],
    names: Iterable[str],
) -> dict[str, str]:
    """Give their name of each column by ours; one unknown or named twice is a fault of the table.

    ``renamed`` says which column of ours each of theirs is, empty for one to be left out.
    ``known`` gives our full name of a column and what stands behind its colon, or None; ``names``
    are listed to whoever wrote another.
    """
    said = {folded(theirs): ours for theirs, ours in renamed.items()}
    found: dict[str, str] = {}
    for theirs in table.columns:
        ours = _ours(theirs, said, known)
        if ours is None:
            details = {"text": theirs[:40], "names": ", ".join(names)}
            table.faults.append(
                SourceFault("column_unknown", table.file, HEADER, theirs, details=details)
            )
        elif ours in found:
            other = {"other": found[ours], "name": ours}
            table.faults.append(
                SourceFault("column_named_twice", table.file, HEADER, theirs, details=other)
            )
        elif ours:
            found[ours] = theirs
    return found


def _ours(
    theirs: str, said: Mapping[str, str], known: Callable[[str, str], str | None]
) -> str | None:
    named = said.get(folded(theirs))
    if named == "" or not theirs:
        return ""
    name, _, part = (theirs if named is None else named).partition(":")
    return known("_".join(re.split(r"[\s_-]+", name.strip().lower())), part)


def unique(
    things: Iterable[Named], names_of: Callable[[Named], Iterable[str]]
) -> Iterator[tuple[str, Named]]:
    """Pass every name (folded) that means one thing only."""
    meant: dict[str, list[Named]] = {}
    for thing in things:
        for name in {folded(name) for name in names_of(thing) if name}:
            meant.setdefault(name, []).append(thing)
    yield from ((name, found[0]) for name, found in meant.items() if len(found) == 1)


def poll_names(election: Election) -> tuple[str, ...]:
    """Give what a poll may be called."""
    return election.council.slug, election.council.name, election.name, election.id


def ward_names(contest: Contest) -> tuple[str, ...]:
    """Give what a contest may be called."""
    return contest.area, contest.area_code, contest.id
