"""A rule set that is not whole is refused by the name of its file, before anything counts by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from countroom.rules import RuleSetError, read_rule_sets

if TYPE_CHECKING:
    from pathlib import Path

GOOD = {
    "id": '"pcc-2012-sv"',
    "system": '"supplementary_vote"',
    "seats": "1",
    "heads": '["no_official_mark", "unmarked"]',
    "second_heads": '["unmarked_or_void_second"]',
    "tie_rule": '"lot"',
    "recount_by": '["candidate", "area_officer"]',
    "announced": '["result"]',
    "declared_locally": "false",
    "postal_statement_days": "[10, 25]",
    "valid_from": '"2012-11-15"',
    "valid_until": '"2023-05-03"',
    "source": '"SI 2012/1917"',
    "verified": "true",
}
NEEDED = [
    *("id", "system", "heads", "tie_rule", "recount_by", "announced", "declared_locally"),
    *("valid_from", "source", "verified"),
]


def write(folder: Path, name: str = "pcc-2012-sv.toml", **changed: str) -> None:
    """Write a rule set; a key changed to nothing is left out."""
    keys = {key: value for key, value in {**GOOD, **changed}.items() if value}
    text = "".join(f"{key} = {value}\n" for key, value in keys.items())
    (folder / name).write_text(text, encoding="utf-8")


def test_a_whole_rule_set_is_read_as_it_is_written(tmp_path: Path) -> None:
    write(tmp_path)
    [rules] = read_rule_sets(tmp_path).values()
    assert (rules.id, rules.kind, rules.seats) == ("pcc-2012-sv", "pcc", 1)
    assert rules.heads == ("no_official_mark", "unmarked")
    assert rules.recount_by == ("candidate", "area_officer")
    assert rules.postal_statement_days == (10, 25)
    assert (rules.valid_from, rules.valid_until) == ("2012-11-15", "2023-05-03")
    assert (rules.declared_locally, rules.verified, rules.unverified_because) == (False, True, "")


def test_a_law_has_constituency_seats_unless_it_says_that_it_has_none(tmp_path: Path) -> None:
    write(tmp_path)
    [rules] = read_rule_sets(tmp_path).values()
    assert rules.constituency_seats is True
    write(tmp_path, constituency_seats="false")
    [rules] = read_rule_sets(tmp_path).values()
    assert rules.constituency_seats is False


def test_other_files_beside_the_rule_sets_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "README.md").write_text("not law")
    assert list(read_rule_sets(tmp_path)) == ["pcc-2012-sv"]


@pytest.mark.parametrize("key", NEEDED)
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    write(tmp_path, **{key: ""})
    with pytest.raises(RuleSetError, match=rf"^pcc-2012-sv\.toml: missing keys: {key}$"):
        read_rule_sets(tmp_path)


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    write(tmp_path, seat="1")
    with pytest.raises(RuleSetError, match=r"^pcc-2012-sv\.toml: unknown keys: seat$"):
        read_rule_sets(tmp_path)


@pytest.mark.parametrize("key", sorted(GOOD.keys() - {"seats", "valid_until"}))
def test_a_key_of_the_wrong_type_is_named(tmp_path: Path, key: str) -> None:
    write(tmp_path, **{key: "1.5"})
    with pytest.raises(RuleSetError, match=rf"^pcc-2012-sv\.toml: Expected .*`\$\.{key}`$"):
        read_rule_sets(tmp_path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("system", '"borda"'),
        ("tie_rule", '"coin"'),
        ("decimals", "3"),
        ("seats", "true"),
        ("seats", '"1"'),
        ("valid_until", "2023-05-03"),
        ("recount_by", '["anybody"]'),
        ("announced", '["rumour"]'),
        ("unverified_because", '"not sure"'),
        ("postal_statement_days", "[10]"),
        ("threshold_percent", "5.0"),
        ("constituency_seats", "1"),
        ("constituency_seats", '"false"'),
    ],
)
def test_a_value_outside_the_closed_sets_is_named(tmp_path: Path, key: str, value: str) -> None:
    write(tmp_path, **{key: value})
    with pytest.raises(RuleSetError, match=rf"^pcc-2012-sv\.toml: .*`\$\.{key}"):
        read_rule_sets(tmp_path)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"id": '"pcc-2013-sv"'}, "id is not the file's name"),
        ({"heads": "[]"}, "heads are not each there once"),
        ({"heads": '["unmarked", "unmarked"]'}, "heads are not each there once"),
        ({"heads": '[""]'}, "heads are not each there once"),
        ({"second_heads": '["unmarked", "unmarked"]'}, "second_heads are not each there once"),
        ({"source": '" "'}, "source is empty"),
        ({"seats": "0"}, "seats are below 1"),
        ({"threshold_percent": "0"}, "threshold_percent is not between 1 and 99"),
        ({"threshold_percent": "100"}, "threshold_percent is not between 1 and 99"),
        ({"valid_from": '"20121115"'}, "a day is not written as 2024-05-02"),
        ({"valid_from": '"2012-11-31"'}, "day"),
        ({"valid_until": '"soon"'}, "soon"),
        ({"valid_until": '"2012-11-14"'}, "valid_until is before valid_from"),
        ({"postal_statement_days": "[25, 10]"}, "postal_statement_days are not in order"),
        ({"postal_statement_days": "[0, 10]"}, "postal_statement_days are not in order"),
        ({"unverified_because": '"heads_not_read"'}, "verified and unverified_because contradict"),
        ({"verified": "false"}, "verified and unverified_because contradict"),
    ],
)
def test_what_makes_no_sense_is_said(tmp_path: Path, changed: dict[str, str], says: str) -> None:
    write(tmp_path, **changed)
    with pytest.raises(RuleSetError, match=rf"^pcc-2012-sv\.toml: .*{says}"):
        read_rule_sets(tmp_path)


@pytest.mark.parametrize("content", [b"id = ", b"\xff\xfe", b"\x00", b"id = 'a'\nid = 'b'\n"])
def test_what_is_no_toml_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pcc-2012-sv.toml").write_bytes(content)
    with pytest.raises(RuleSetError, match=r"^pcc-2012-sv\.toml: "):
        read_rule_sets(tmp_path)


def later(folder: Path, first: str) -> None:
    """Write the law that follows, from a day on."""
    changed = {"id": '"pcc-2023-fptp"', "system": '"plurality"', "second_heads": ""}
    write(folder, "pcc-2023-fptp.toml", **changed, valid_from=f'"{first}"', valid_until="")


def test_one_law_follows_the_other_from_day_to_day(tmp_path: Path) -> None:
    write(tmp_path)
    later(tmp_path, "2023-05-04")
    assert list(read_rule_sets(tmp_path)) == ["pcc-2012-sv", "pcc-2023-fptp"]


@pytest.mark.parametrize("first", ["2023-05-03", "2012-11-15", "2000-01-01"])
def test_two_laws_for_one_day_are_refused_by_both_names(tmp_path: Path, first: str) -> None:
    write(tmp_path)
    later(tmp_path, first)
    with pytest.raises(RuleSetError, match=r"pcc-20.*\.toml and pcc-20.*\.toml \(pcc\) overlap"):
        read_rule_sets(tmp_path)


def test_a_law_without_an_end_has_none_after_it(tmp_path: Path) -> None:
    write(tmp_path, valid_until="")
    later(tmp_path, "2023-05-04")
    with pytest.raises(RuleSetError, match="overlap"):
        read_rule_sets(tmp_path)


def test_a_day_without_law_between_two_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    later(tmp_path, "2023-05-05")
    with pytest.raises(RuleSetError, match=r"between pcc-2012-sv\.toml and pcc-2023-fptp\.toml"):
        read_rule_sets(tmp_path)


def test_laws_of_other_kinds_may_hold_on_the_same_days(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "ca-mayor-2017-sv.toml", id='"ca-mayor-2017-sv"')
    assert len(read_rule_sets(tmp_path)) == 2


def test_thresholds_are_asked_for_by_a_name_that_there_is(tmp_path: Path) -> None:
    write(tmp_path, likely='"wards-2018-2026"')
    [rules] = read_rule_sets(tmp_path).values()
    assert [one.seats for one in rules.likely] == [1, 2, 3]
    for name in ('"wards-1906"', "3"):
        write(tmp_path, likely=name)
        with pytest.raises(RuleSetError, match=r"^pcc-2012-sv\.toml: likely names no thresholds"):
            read_rule_sets(tmp_path)
