"""Read the shipped thresholds of the soft checks, by the name that rule sets ask for."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec

from countroom.bundled import bundled
from countroom.domain.rule_set import Thresholds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_WHOLE: Final = 100
_IN_TEN_THOUSAND: Final = 10_000
_KEYS: Final = {one.name for one in fields(Thresholds)}


class RuleSetError(Exception):
    """A shipped rule set is malformed, or none is in force: our bug, never the user's."""


@cache
def load_thresholds() -> Mapping[str, tuple[Thresholds, ...]]:
    """Read the thresholds that are shipped, by name. Raises RuleSetError as ``read_thresholds``."""
    return read_thresholds(bundled("checks/likely.toml"))


def read_thresholds(file: Path) -> Mapping[str, tuple[Thresholds, ...]]:
    """Read each named list of thresholds, one table a number of seats, rising.

    Raises RuleSetError, which names the file, where they are malformed.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for name, tables in msgspec.convert(data, dict[str, list[dict[str, int]]]).items():
            _require_keys(name, tables)
        found = msgspec.convert(data, dict[str, tuple[Thresholds, ...]])
        for name, thresholds in found.items():
            _require_sense(name, thresholds)
    except ValueError as error:  # every reader on this way says so by one
        raise RuleSetError(f"{file.name}: {error}") from error
    return found


def _require_keys(name: str, tables: Sequence[Mapping[str, int]]) -> None:
    for table in tables:
        unknown, missing = sorted(table.keys() - _KEYS), sorted(_KEYS - table.keys())
        if unknown:
            raise ValueError(f"{name}: unknown keys: {', '.join(unknown)}")
        if missing:
            raise ValueError(f"{name}: missing keys: {', '.join(missing)}")


def _require_sense(name: str, thresholds: Sequence[Thresholds]) -> None:
    """Raise ValueError for what no type can refuse."""
    seats = [one.seats for one in thresholds]
    if not seats or seats[0] < 1 or seats != sorted(set(seats)):
        raise ValueError(f"{name}: seats do not rise from 1")
    for one in thresholds:
        faults = {
            "mean_votes": not _WHOLE
            <= one.mean_votes_low
            <= one.mean_votes_high
            <= _WHOLE * one.seats,
            "rejected_most": not 0 <= one.rejected_most <= _IN_TEN_THOUSAND,
            "turnout": not 0 <= one.turnout_low <= one.turnout_high <= _WHOLE,
            "slate_low": not 0 <= one.slate_low <= _WHOLE,
            "swap": not 0 <= one.swap_apart <= one.swap_together <= _WHOLE,
            "equal_most": one.equal_most < 0,
            "least_papers": one.least_papers < 1,
            "least_votes": one.least_votes < 1,
        }
        for fault, stands in faults.items():
            if stands:
                raise ValueError(f"{name}, seats {one.seats}: {fault} out of range")
