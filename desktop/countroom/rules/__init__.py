"""Rule sets: dated law, read from ``resources/rules``."""

from countroom.rules.loading import RuleSetError, load_rule_sets, rule_set_for

__all__ = ["RuleSetError", "load_rule_sets", "rule_set_for"]
