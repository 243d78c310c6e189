"""Rule sets: dated law, read from ``resources/rules``."""

from countroom.rules.loading import (
    RuleSetError,
    load_rule_sets,
    read_rule_sets,
    rule_set_for,
    rule_set_in_force,
)

__all__ = [
    "RuleSetError",
    "load_rule_sets",
    "read_rule_sets",
    "rule_set_for",
    "rule_set_in_force",
]
