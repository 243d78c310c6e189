"""Rule sets: dated law, read from ``resources/rules``, and what is usual under it."""

from countroom.rules.likely import RuleSetError, load_thresholds, read_thresholds
from countroom.rules.loading import (
    load_disclosure,
    load_rule_sets,
    read_disclosure,
    read_rule_sets,
    rule_set_for,
    rule_set_in_force,
)

__all__ = [
    "RuleSetError",
    "load_disclosure",
    "load_rule_sets",
    "load_thresholds",
    "read_disclosure",
    "read_rule_sets",
    "read_thresholds",
    "rule_set_for",
    "rule_set_in_force",
]
