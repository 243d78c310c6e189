"""Read the shipped rule sets and find the one in force for a contest."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from countroom.bundled import bundled
from countroom.domain.identifiers import HeadId, RuleSetId
from countroom.domain.rule_set import RuleSet

if TYPE_CHECKING:
    from collections.abc import Mapping


class RuleSetError(Exception):
    """A shipped rule set is malformed, or none is in force: our bug, never the user's."""


@cache
def load_rule_sets() -> Mapping[RuleSetId, RuleSet]:
    """Read every rule set that is shipped."""
    found = {}
    for file in bundled("rules").iterdir():
        if file.name.endswith(".toml"):
            rules = _read(file.name, file.read_text(encoding="utf-8"))
            found[rules.id] = rules
    return dict(sorted(found.items()))


def rule_set_for(nation: str, polling_day: str) -> RuleSet:
    """Find the rule set of a principal council's poll on an ISO day."""
    wanted = {"England": "england-principal", "Wales": "wales-principal"}.get(nation, "")
    for rules in load_rule_sets().values():
        until = rules.valid_until or "9999-12-31"
        if rules.id.startswith(wanted + "-") and rules.valid_from <= polling_day <= until:
            return rules
    raise RuleSetError(f"no rule set for a principal council in {nation!r} on {polling_day}")


def _read(name: str, text: str) -> RuleSet:
    try:
        data = tomllib.loads(text)
        return RuleSet(
            id=RuleSetId(data["id"]),
            system=data["system"],
            heads=tuple(HeadId(head) for head in data["heads"]),
            valid_from=data["valid_from"],
            valid_until=data.get("valid_until"),
            source=data["source"],
            verified=data["verified"],
            unverified_because=data.get("unverified_because", ""),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise RuleSetError(f"{name}: {error!r}") from error
