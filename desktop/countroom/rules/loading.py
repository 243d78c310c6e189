"""Read the shipped rule sets and find the one in force for a kind of contest on a day."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final

import msgspec

from countroom.bundled import bundled
from countroom.domain.disclosure import OUTLETS, Disclosure
from countroom.domain.rule_set import RuleSet
from countroom.rules.likely import RuleSetError, load_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from countroom.domain.identifiers import RuleSetId
    from countroom.domain.rule_set import Thresholds

_MAY_BE_LEFT_OUT: Final = {
    "second_heads",
    "seats",
    "threshold_percent",
    "constituency_seats",
    "decimals",
    "postal_statement_days",
    "valid_until",
    "unverified_because",
    "likely",
}
_OF_ITS_OWN: Final = {"disclosure"}
"""Held by every law alike: read from a file of its own."""
_KNOWN: Final = {one.name for one in fields(RuleSet)} - _OF_ITS_OWN
_NEEDED: Final = _KNOWN - _MAY_BE_LEFT_OUT


@cache
def load_disclosure() -> Disclosure:
    """Read what may be known where unless an officer says otherwise. Raises RuleSetError."""
    return read_disclosure(bundled("checks/disclosure.toml"))


def read_disclosure(file: Path) -> Disclosure:
    """Read the facts that each outlet shows.

    Raises RuleSetError, which names the file, for one that is malformed, names an outlet or a fact
    there is not, or leaves the result away from anybody: that takes an officer.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        _require_outlets(data)
        table = msgspec.convert(data, Disclosure)
        _require_results(table)
    except ValueError as error:  # every reader on this way says so by one
        raise RuleSetError(f"{file.name}: {error}") from error
    return table


@cache
def load_rule_sets() -> Mapping[RuleSetId, RuleSet]:
    """Read every rule set that is shipped, by id. Raises RuleSetError as ``read_rule_sets``."""
    return read_rule_sets(bundled("rules"))


def read_rule_sets(folder: Path) -> Mapping[RuleSetId, RuleSet]:
    """Read every rule set in a folder, one TOML file each, by id.

    Raises RuleSetError, which names the file, for one that is malformed, and for two of one kind
    whose days overlap or leave a gap.
    """
    found = [_read(file) for file in sorted(folder.glob("*.toml"))]
    _refuse_overlaps_and_gaps(found)
    return {rules.id: rules for rules in found}


def rule_set_in_force(kind: str, polling_day: str) -> RuleSet:
    """Find the rule set of a kind of contest (``pcc``, ``ca-mayor`` ...) for a poll on an ISO day.

    Raises RuleSetError when there is none.
    """
    for rules in load_rule_sets().values():
        until = rules.valid_until or "9999-12-31"
        if rules.kind == kind and rules.valid_from <= polling_day <= until:
            return rules
    raise RuleSetError(f"no rule set of kind {kind!r} on {polling_day}")


def rule_set_for(nation: str, polling_day: str) -> RuleSet:
    """Find the rule set of a principal council's poll on an ISO day. Raises RuleSetError."""
    kind = {"England": "england-principal", "Wales": "wales-principal"}.get(nation)
    if kind is None:
        raise RuleSetError(f"no rule set for a principal council in {nation!r}")
    return rule_set_in_force(kind, polling_day)


def _require_outlets(data: Mapping[str, Any]) -> None:
    if data.keys() != set(OUTLETS):
        raise ValueError(f"outlets are not {', '.join(OUTLETS)}")


def _require_results(table: Disclosure) -> None:
    for outlet in OUTLETS:
        if not table.shows(outlet, "result"):
            raise ValueError(f"{outlet}: the result is withheld")


def _read(file: Path) -> RuleSet:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        _require_keys(data)
        likely = _thresholds(data.pop("likely", None))
        rules = replace(msgspec.convert(data, RuleSet), likely=likely, disclosure=load_disclosure())
        _require_sense(rules, file.stem)
    except ValueError as error:  # every reader on this way says so by one
        raise RuleSetError(f"{file.name}: {error}") from error
    return rules


def _thresholds(name: object) -> tuple[Thresholds, ...]:
    """Give the thresholds that a rule set names; raise ValueError for a name there is not."""
    if name is None:
        return ()
    if not isinstance(name, str) or name not in load_thresholds():
        raise ValueError(f"likely names no thresholds: {name!r}")
    return load_thresholds()[name]


def _require_keys(data: Mapping[str, Any]) -> None:
    unknown, missing = sorted(data.keys() - _KNOWN), sorted(_NEEDED - data.keys())
    if unknown:
        raise ValueError(f"unknown keys: {', '.join(unknown)}")
    if missing:
        raise ValueError(f"missing keys: {', '.join(missing)}")


def _require_sense(rules: RuleSet, name: str) -> None:
    """Raise ValueError for what no type can refuse."""
    ends = [rules.valid_from, *([rules.valid_until] if rules.valid_until else [])]
    days = rules.postal_statement_days or (1, 1)
    faults = {
        "id is not the file's name": rules.id != name,
        "heads are not each there once": not _distinct(rules.heads),
        "second_heads are not each there once": bool(rules.second_heads)
        and not _distinct(rules.second_heads),
        "source is empty": not rules.source.strip(),
        "seats are below 1": rules.seats is not None and rules.seats < 1,
        "threshold_percent is not between 1 and 99": rules.threshold_percent is not None
        and rules.threshold_percent not in range(1, 100),
        "a day is not written as 2024-05-02": any(
            date.fromisoformat(day).isoformat() != day for day in ends
        ),
        "valid_until is before valid_from": ends != sorted(ends),
        "postal_statement_days are not in order": not 0 < days[0] <= days[1],
        "verified and unverified_because contradict": rules.verified
        == bool(rules.unverified_because),
    }
    for fault, stands in faults.items():
        if stands:
            raise ValueError(fault)


def _distinct(names: tuple[str, ...]) -> bool:
    return 0 < len(names) == len(set(names)) and all(names)


def _refuse_overlaps_and_gaps(found: Iterable[RuleSet]) -> None:
    """Raise RuleSetError unless the rule sets of each kind follow one another day by day."""
    ordered = sorted(found, key=lambda rules: (rules.kind, rules.valid_from))
    for kind, of_kind in groupby(ordered, key=lambda rules: rules.kind):
        for earlier, later in pairwise(of_kind):
            until = earlier.valid_until
            if until is None or until >= later.valid_from:
                raise RuleSetError(f"{earlier.id}.toml and {later.id}.toml ({kind}) overlap")
            if _day_after(until) != later.valid_from:
                raise RuleSetError(
                    f"between {earlier.id}.toml and {later.id}.toml ({kind}) is a gap"
                )


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
