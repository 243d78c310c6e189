"""The shipped disclosure table is every law's, and a malformed one is refused by its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from countroom.domain.disclosure import OUTLETS
from countroom.rules import RuleSetError, load_disclosure, load_rule_sets, read_disclosure

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, str] = dict.fromkeys(OUTLETS, '["counting", "result"]')


def write(folder: Path, **changed: str) -> Path:
    """Write a table; an outlet changed to nothing is left out."""
    rows = {outlet: facts for outlet, facts in {**GOOD, **changed}.items() if facts}
    file = folder / "disclosure.toml"
    file.write_text("".join(f"{outlet} = {facts}\n" for outlet, facts in rows.items()))
    return file


def test_every_law_has_the_shipped_table() -> None:
    assert {rules.disclosure for rules in load_rule_sets().values()} == {load_disclosure()}


def test_a_table_is_read_as_it_is_written(tmp_path: Path) -> None:
    table = read_disclosure(write(tmp_path, press='["result"]'))
    assert (table.hall, table.press) == (("counting", "result"), ("result",))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"feed": ""}, "outlets are not hall, observers, feed, press"),
        ({"wall": '["result"]'}, "outlets are not hall, observers, feed, press"),
        ({"hall": '["rumour", "result"]'}, "Invalid enum value 'rumour'"),
        ({"hall": "1"}, "Expected `array`, got `int`"),
        ({"observers": '["counting"]'}, "observers: the result is withheld"),
        ({"hall": "]"}, "Invalid"),
    ],
)
def test_a_malformed_table_is_refused(tmp_path: Path, changed: dict[str, str], why: str) -> None:
    with pytest.raises(RuleSetError, match=rf"^disclosure\.toml: .*{why}"):
        read_disclosure(write(tmp_path, **changed))
