"""Whatever is wrong with a record is told by its line; nothing of it is used."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from countroom.app.tally.reading import complain, parse
from countroom.app.tally.where import half_letter, line_of, name_given_twice, steps_of
from countroom.domain.malformed import Malformed
from countroom.rules import load_rule_sets
from countroom.texts.tally import MALFORMED
from fuzz.readers import (
    AREAS,
    BALLOTS,
    LISTS,
    LOCAL,
    ODD,
    PLAIN,
    SHEET,
    SMALL,
    SUPPLEMENTARY,
    TRANSFERS,
    Input,
    ask,
    judged,
    paths,
    put,
    record,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Value = dict[str, Any]

FIGURE, TEXT, LIST, OBJECT, CHOICE = (
    *("json_figure", "json_text", "json_list", "json_object", "json_choice"),
)
SUPPLEMENTARY_WITH = {**SUPPLEMENTARY, "transfers": TRANSFERS}


def brief(value: object) -> str:
    """Name a case by the beginning of what it has."""
    return str(value)[:30]


def told(rules: str, content: str | bytes) -> Malformed:
    """Give the complaint about a content."""
    with pytest.raises(Malformed) as caught:
        ask(Input(rules, content.encode() if isinstance(content, str) else content))
    judged(Input(rules, content.encode() if isinstance(content, str) else content))
    return caught.value


def where_of(content: bytes, path: str, count: int = 1) -> int:
    """Find the line of the ``count``-th member with this name, as an editor would."""
    rows = content.decode().split("\n")
    found = [at for at, row in enumerate(rows, 1) if row.lstrip().startswith(f'"{path}":')]
    return found[count - 1]


def changed(value: Value, path: tuple[str | int, ...], odd: object) -> Value:
    copy = deepcopy(value)
    put(copy, path, lambda holder, last: holder.__setitem__(last, odd))
    return copy


@pytest.mark.parametrize(
    ("rules", "value", "path", "odd", "code"),
    [
        ("plurality", PLAIN, ("seats",), "2", FIGURE),
        ("plurality", PLAIN, ("seats",), 0, FIGURE),
        ("plurality", PLAIN, ("seats",), 1000, FIGURE),
        ("plurality", PLAIN, ("seats",), 2.0, FIGURE),
        ("plurality", PLAIN, ("seats",), True, FIGURE),
        ("plurality", PLAIN, ("valid",), -1, FIGURE),
        ("plurality", PLAIN, ("valid",), 10**10, FIGURE),
        ("plurality", PLAIN, ("votes",), [1], OBJECT),
        ("plurality", PLAIN, ("votes",), None, OBJECT),
        ("plurality", PLAIN, ("votes", "Bob Birch"), "90", FIGURE),
        ("plurality", PLAIN, ("votes", "Dan Dow"), None, FIGURE),
        ("plurality", PLAIN, ("votes", "Dan Dow"), 0.5, FIGURE),
        ("plurality", PLAIN, ("votes", ""), 1, TEXT),
        ("plurality", PLAIN, ("votes", "x" * 201), 1, TEXT),
        ("plurality", PLAIN, ("rejected",), "3", FIGURE),
        ("plurality", PLAIN, ("rejected", "uncertain"), -1, FIGURE),
        ("plurality", PLAIN, ("parties", "Siân Cole"), 1, TEXT),
        ("plurality", LOCAL, ("local_counts", 1, "votes", "Cat Cole"), [], FIGURE),
        ("plurality", LOCAL, ("local_counts", 1, "area"), 2, TEXT),
        ("plurality", AREAS, ("local_counts", 1, "valid"), "45", FIGURE),
        ("plurality", AREAS, ("local_counts", 0, "rejected", "unmarked"), -1, FIGURE),
        ("supplementary-vote", AREAS, ("local_counts", 0, "second_count_uncounted"), -1, FIGURE),
        ("supplementary-vote", AREAS, ("local_counts", 0, "second_count", 1, "total"), "", FIGURE),
        ("supplementary-vote", AREAS, ("local_counts", 1, "transfers", "Dan Dow"), 3, OBJECT),
        ("supplementary-vote", SUPPLEMENTARY, ("second_count_uncounted",), "9", FIGURE),
        ("supplementary-vote", SUPPLEMENTARY, ("seats",), "1", FIGURE),
        ("plurality", LOCAL, ("local_counts", 1), 2, OBJECT),
        ("plurality", LOCAL, ("local_counts",), {}, LIST),
        ("supplementary-vote", SUPPLEMENTARY, ("candidates",), [], LIST),
        ("supplementary-vote", SUPPLEMENTARY, ("candidates",), {"Ann": 1}, LIST),
        ("supplementary-vote", SUPPLEMENTARY, ("candidates", 2, "name"), "", TEXT),
        ("supplementary-vote", SUPPLEMENTARY, ("candidates", 2, "first_preferences"), "", FIGURE),
        ("supplementary-vote", SUPPLEMENTARY, ("candidates", 1, "party"), None, TEXT),
        ("supplementary-vote", SUPPLEMENTARY, ("first_count_complete",), "no", CHOICE),
        ("supplementary-vote", SUPPLEMENTARY, ("second_count",), {}, LIST),
        ("supplementary-vote", SUPPLEMENTARY, ("second_count", 1, "total"), "47", FIGURE),
        ("supplementary-vote", SUPPLEMENTARY_WITH, ("transfers",), [], OBJECT),
        ("supplementary-vote", SUPPLEMENTARY_WITH, ("transfers", "Dan Dow"), 5, OBJECT),
        ("supplementary-vote", SUPPLEMENTARY_WITH, ("transfers", "Dan Dow", "none"), -5, FIGURE),
        ("london-assembly-1999", LISTS, ("parties", 1, "votes"), "800", FIGURE),
        ("london-assembly-1999", LISTS, ("parties", 2, "individual"), 1, CHOICE),
        ("london-assembly-1999", LISTS, ("parties", 1, "candidates"), "Ann", LIST),
        ("london-assembly-1999", LISTS, ("returned",), "Ann", LIST),
        ("ni-assembly-2001", SHEET, ("seats",), None, FIGURE),
        ("ni-assembly-2001", SHEET, ("candidates", 2, "surname"), 5, TEXT),
        ("ni-assembly-2001", SHEET, ("candidates", 1, "id"), "7", FIGURE),
        ("ni-assembly-2001", SHEET, ("candidates", 1, "id"), 10**25, FIGURE),
        ("ni-assembly-2001", SHEET, ("stages", 1, "action"), "recount", CHOICE),
        ("ni-assembly-2001", SHEET, ("stages", 1, "action"), "x\n - at `$.seats`", CHOICE),
        ("ni-assembly-2001", SHEET, ("stages", 1, "source"), 31, LIST),
        ("ni-assembly-2001", SHEET, ("stages", 1, "nontransferable_published"), 2.2, TEXT),
    ],
)
def test_a_value_of_another_kind_is_told_at_its_line(
    rules: str, value: Value, path: tuple[str | int, ...], odd: object, code: str
) -> None:
    content = json.dumps(changed(value, path, odd), indent=1, ensure_ascii=False)
    malformed = told(rules, content)
    assert malformed.expected == code
    row = content.split("\n")[malformed.line - 1].strip()
    name = next(step for step in reversed(path) if isinstance(step, str))
    if isinstance(path[-1], str):
        assert row.startswith(json.dumps(name, ensure_ascii=False))
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]
    assert malformed.details == {"name": written if len(written) < 41 else written[:40] + "…"}


@pytest.mark.parametrize(
    "figure",
    [
        "12",
        "12.0",
        "12.000",
        "+1.00",
        "1,000.00",
        "\u0663.\u0660\u0660",
        "12345678901.00",
        "1.00\n",
        "-1.00",
        "",
        " 1.00",
    ],
)
def test_a_total_is_a_decimal_string_of_two_places(figure: str) -> None:
    value = changed(SHEET, ("stages", 2, "totals", 1), figure)
    malformed = told("ni-assembly-2001", record("", value).content)
    assert (malformed.expected, malformed.details) == (TEXT, {"name": "stages[2].totals[1]"})
    assert (
        json.dumps(figure, ensure_ascii=False)
        in (record("", value).content.decode().split("\n")[malformed.line - 1])
    )


@pytest.mark.parametrize(
    ("rules", "value", "path", "name"),
    [
        ("supplementary-vote", SUPPLEMENTARY, ("candidates", 2, "name"), "name"),
        ("supplementary-vote", SUPPLEMENTARY, ("candidates", 2, "first_preferences"), None),
        ("supplementary-vote", SUPPLEMENTARY, ("second_count", 0, "name"), "name"),
        ("plurality", LOCAL, ("local_counts", 1, "votes"), "votes"),
        ("senedd-2006", LISTS, ("parties",), "parties"),
        ("senedd-2006", LISTS, ("parties", 3, "party"), "party"),
        ("ni-assembly-2001", SHEET, ("seats",), "seats"),
        ("ni-assembly-2001", SHEET, ("stages",), "stages"),
        ("ni-assembly-2001", SHEET, ("candidates", 0, "id"), "id"),
        ("ni-assembly-2001", SHEET, ("stages", 2, "totals"), "totals"),
    ],
)
def test_what_is_missing_is_named_at_the_line_where_its_record_begins(
    rules: str, value: Value, path: tuple[str | int, ...], name: str | None
) -> None:
    copy = deepcopy(value)
    put(copy, path, lambda holder, last: holder.__delitem__(last))
    content = record("", copy).content
    malformed = told(rules, content)
    assert malformed.expected == "json_missing"
    assert malformed.details == {"name": name or path[-1]}
    assert malformed.line == line_of(content.decode(), path[:-1])
    assert content.decode().split("\n")[malformed.line - 1].strip() == "{"


@pytest.mark.parametrize(
    "value", [{}, {"votes": {}}, {"local_counts": []}, {"local_counts": [{"votes": {}}]}]
)
def test_a_record_without_votes_has_none_to_count(value: Value) -> None:
    for rules in ("plurality", "supplementary-vote"):
        malformed = told(rules, json.dumps(value))
        assert (malformed.line, malformed.expected) == (1, "json_missing")
        assert malformed.details == {"name": "votes"}


@pytest.mark.parametrize(
    ("text", "line", "code", "details"),
    [
        ('{"votes": {"Ann": 1,\n"Bob": 2}', 2, "json_syntax", {"column": 10}),
        ('{"votes": {"Ann": 1,\n}}', 2, "json_syntax", {"column": 1}),
        ('{"votes": {"Ann": 1}}\n{}', 2, "json_syntax", {"column": 1}),
        ('{"votes":\n{"Ann": 0x1}}', 2, "json_syntax", {"column": 10}),
        ('{"votes":\n{"An\tn": 1}}', 2, "json_syntax", {"column": 5}),
        ('{"votes":\n{"Ann": \u0661}}', 2, "json_syntax", {"column": 9}),
        ("{\x00}", 1, "json_syntax", {"column": 2}),
        ("{", 1, "json_syntax", {"column": 2}),
        ('{"a": 1,\n"b": 2,\n"a": 3}', 3, "json_twice", {"name": "a"}),
        ('{"x": {"b": 1},\n"y": "b",\n"b": {"c":\n1, "c": 2}}', 4, "json_twice", {"name": "c"}),
        ('{"votes": {"Ann": 1,\n"\\u0041nn": 2}}', 2, "json_twice", {"name": "Ann"}),
        ('{"votes": {"A\\nn": 1,\n"A\\u000an": 2}}', 2, "json_twice", {"name": "A\ufffdn"}),
        (f'{{"{"n" * 99}": 1,\n"{"n" * 99}": 2}}', 2, "json_twice", {"name": "n" * 40 + "…"}),
        ('{"x": [{"a": 1}, {"a": 2}],\n"x": 3}', 2, "json_twice", {"name": "x"}),
        ("[" * 5_000 + "]" * 5_000, 1, "json_beyond_measure", {}),
        ('{"x":' * 5_000 + "1" + "}" * 5_000, 1, "json_beyond_measure", {}),
        ("[]", 1, "json_several", {"number": 0}),
        ('[{"votes": {"Ann": 1}},\n{"votes": {"Ann": 1}}]', 1, "json_several", {"number": 2}),
        ("[[1, 2]]", 1, "json_several", {"number": 2}),
        ("[3]", 1, "json_not_a_record", {}),
        ('[\n\n{"votes": 1}]', 3, "json_object", {"name": "votes"}),
        ("[\n{}]", 2, "json_missing", {"name": "votes"}),
        ('{"votes":\n{"A\\ud800": 1}}', 2, "not_utf8", {}),
        ('{"votes": {"A": 1},\n"\\uDfFFx": 1}', 2, "not_utf8", {}),
        ('{"votes": {"A": 1},\n\n"x": ["\\ud83d"]}', 3, "not_utf8", {}),
    ],
    ids=brief,
)
def test_what_is_no_record_at_all_is_told_at_the_line_where_that_shows(
    text: str, line: int, code: str, details: dict[str, object]
) -> None:
    malformed = told("plurality", text)
    assert (malformed.line, malformed.expected, malformed.details) == (line, code, details)


def test_two_halves_of_a_letter_make_one_and_an_escaped_backslash_makes_none() -> None:
    assert parse('{"x": "\\ud83d\\ude00", "y": "\\\\ud800"}') == {"x": "😀", "y": "\\ud800"}
    assert half_letter('{"x": "\\ud83d\\ude00"}') is None
    assert half_letter('{"x":\n"\\ude00\\ud83d"}') == 2


def test_a_figure_of_thousands_of_digits_is_told_at_its_line() -> None:
    """Python itself reads no number of more than 4,300 digits."""
    malformed = told("plurality", '{"votes": {"Ann": 1,\n"Bob": ' + "9" * 5_000 + "}}")
    assert (malformed.line, malformed.expected) == (2, FIGURE)
    assert malformed.details == {"name": "votes.Bob"}


def test_figures_of_any_length_may_stand_where_nothing_is_read() -> None:
    content = '{"defects": ' + "9" * 9_999 + ',\n"votes": {"Ann": 1}, "seats": 1}'
    result = ask(Input("plurality", content.encode()))
    assert result == ask(Input("plurality", b'{"votes": {"Ann": 1}, "seats": 1}'))
    assert told("plurality", content.replace("Ann", "")).line == 2


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\xff", 1),
        (b'{"votes":\n{"Si\xe2n": 1}}', 2),
        (b"3 2\n\n1 1 0\n0\nSi\xe2n", 5),
        (b"3 2\n1 1 0\xc3", 2),
        ("3 2".encode("utf-16"), 1),
    ],
)
def test_a_file_that_is_not_utf_8_is_told_at_the_line_of_the_letter(
    content: bytes, line: int
) -> None:
    for rules in ("plurality", "scotland-council-2011"):
        malformed = told(rules, content)
        assert (malformed.line, malformed.expected) == (line, "not_utf8")


def test_the_line_of_a_letter_is_right_after_a_byte_order_mark() -> None:
    assert told("plurality", b"\xef\xbb\xbf{\n\n\xff").line == 3


@pytest.mark.parametrize("rules", [rules.id for rules in load_rule_sets().values()])
def test_every_rule_set_says_which_kind_of_file_it_counts(rules: str) -> None:
    system = load_rule_sets()[rules].system  # type: ignore[index]
    wants = {"rules": rules}
    if system == "stv_scotland":
        malformed = told(rules, "\n{}")
        assert (malformed.line, malformed.expected) == (1, "wants_ballots")
        assert malformed.details == wants
    if not system.startswith("stv"):
        for content in (BALLOTS, "", "\n"):
            malformed = told(rules, content)
            assert (malformed.line, malformed.expected) == (1, "wants_record")
            assert malformed.details == wants
    else:
        assert told(rules, "").expected == "blt_empty"


def sheet(change: Callable[[Value], object]) -> tuple[Malformed, str]:
    """Change the stage sheet; give the complaint and the line it points at."""
    value = deepcopy(SHEET)
    change(value)
    content = record("", value).content
    malformed = told("ni-assembly-2001", content)
    where = malformed.line - 1
    assert malformed.line < content.count(b"\n") + 1
    return malformed, "".join(content.decode().split("\n")[where : where + 3])


def test_two_candidates_with_one_id_are_told_at_the_second() -> None:
    malformed, row = sheet(lambda value: value["candidates"][2].update(id=31))
    assert (malformed.expected, malformed.details) == ("json_id_shared", {})
    assert '"Cole"' in row


@pytest.mark.parametrize(
    "change",
    [
        lambda stage: stage["totals"].append("0.00"),
        lambda stage: stage["totals"].pop(),
        lambda stage: stage["transfers"].pop(),
        lambda stage: stage.update(transfers=[]),
    ],
)
def test_a_stage_without_a_figure_for_each_candidate_is_told(
    change: Callable[[Value], object],
) -> None:
    malformed, row = sheet(lambda value: change(value["stages"][1]))
    assert (malformed.expected, malformed.details) == ("json_candidate_missing", {"candidates": 4})
    assert '"stage": 2' in row


@pytest.mark.parametrize(("at", "action"), [(0, "surplus"), (1, "first preferences")])
def test_first_preferences_are_the_first_stage_and_only_it(at: int, action: str) -> None:
    malformed, row = sheet(lambda value: value["stages"][at].update(action=action))
    assert (malformed.expected, malformed.details) == ("json_stage_order", {})
    assert f'"stage": {at + 1}' in row


@pytest.mark.parametrize(
    ("at", "source"),
    [(1, []), (1, [5]), (1, [31, 7]), (1, [31, 31]), (2, []), (2, [4, 5]), (2, [4, 4])],
)
def test_a_later_stage_moves_papers_of_candidates_and_a_surplus_those_of_one(
    at: int, source: list[int]
) -> None:
    malformed, row = sheet(lambda value: value["stages"][at].update(source=source))
    assert (malformed.expected, malformed.details) == ("json_stage_source", {})
    assert f'"stage": {at + 1}' in row


@pytest.mark.parametrize(
    ("rules", "value", "path"),
    [
        ("supplementary-vote", SUPPLEMENTARY, ("candidates", 2, "name")),
        ("supplementary-vote", SUPPLEMENTARY, ("second_count", 1, "name")),
        ("london-assembly-1999", LISTS, ("parties", 3, "party")),
    ],
)
def test_two_of_one_name_are_told_at_the_second(
    rules: str, value: Value, path: tuple[str | int, ...]
) -> None:
    first = value[str(path[0])][0][path[-1]]
    content = record("", changed(value, path, first)).content
    malformed = told(rules, content)
    assert (malformed.expected, malformed.details) == ("json_name_shared", {"name": first})
    assert malformed.line == line_of(content.decode(), path[:-1])


@pytest.mark.parametrize(
    ("path", "odd", "name"),
    [
        (("second_count", 1, "name"), "Eve", "Eve"),
        (("transfers", "Eve"), {"none": 1}, "Eve"),
        (("transfers", "other"), {"none": 1}, "other"),
        (("transfers", "Dan Dow", "Eve"), 1, "Eve"),
        (("transfers", "Dan Dow", "E" * 999), 1, "E" * 40 + "…"),
        (("transfers", "Dan Dow", "E\nve"), 1, "E\ufffdve"),
    ],
)
def test_second_preferences_of_a_stranger_are_told(
    path: tuple[str | int, ...], odd: object, name: str
) -> None:
    value = {**SUPPLEMENTARY, "transfers": TRANSFERS} if path[0] == "transfers" else SUPPLEMENTARY
    content = record("", changed(value, path, odd)).content
    malformed = told("supplementary-vote", content)
    assert (malformed.expected, malformed.details) == ("json_not_standing", {"name": name})
    held = path[:2] if path[0] == "second_count" else path[:1]
    assert malformed.line == line_of(content.decode(), held)


def test_a_candidate_may_be_called_as_a_cell_is() -> None:
    first = [{"name": name, "first_preferences": 5} for name in ("other", "none", "Ann")]
    first[0]["first_preferences"] = 6
    transfers = {"Ann": {"other": 4, "none": 1}}
    one = record("supplementary-vote", {"candidates": first, "transfers": transfers})
    assert judged(one) == "a lot is needed" or judged(one).startswith("counted")


def test_local_counts_of_other_candidates_are_told_at_the_first_such_count() -> None:
    value = changed(LOCAL, ("local_counts", 1, "votes"), {"Ann Ash": 1, "Bob Birch": 2})
    content = record("", value).content
    for rules in ("plurality", "supplementary-vote"):
        malformed = told(rules, content)
        assert (malformed.expected, malformed.details) == ("json_other_candidates", {})
        assert malformed.line == line_of(content.decode(), ("local_counts", 1))


def test_votes_beside_local_counts_are_not_passed_over() -> None:
    content = record("", LOCAL | {"votes": {"Ann Ash": 9}}).content
    for rules in ("plurality", "supplementary-vote"):
        malformed = told(rules, content)
        assert malformed.expected == "json_votes_and_counts"
        assert malformed.line == line_of(content.decode(), ("votes",))


def test_a_record_has_each_papers_figure_once() -> None:
    """Every name and more of it: test_areas."""
    value: Value = {**deepcopy(LOCAL), "valid": 59}
    for local in value["local_counts"]:
        local["valid"] = sum(local["votes"].values())
    content = record("", value).content
    malformed = told("pcc-2023-fptp", content)
    assert (malformed.expected, malformed.details) == ("json_beside_counts", {"name": "valid"})
    assert malformed.line == line_of(content.decode(), ("valid",))


def test_constituency_seats_under_a_law_without_them_are_told_at_the_line_of_the_party() -> None:
    value = changed(LISTS, ("parties", 0, "constituency_seats"), 0)
    assert judged(record("senedd-2024", value)).startswith("counted")
    value = changed(value, ("parties", 2, "constituency_seats"), 1)
    content = record("", value).content
    malformed = told("senedd-2024", content)
    assert (malformed.expected, malformed.details) == (
        "json_constituency_seats",
        {"name": "Cat Cole"},
    )
    assert malformed.line == line_of(content.decode(), ("parties", 2, "constituency_seats"))
    assert judged(record("senedd-2006", value)).startswith("counted")


@pytest.mark.parametrize(
    ("rules", "value", "name"),
    [
        ("plurality", {"votes": {str(n): 1 for n in range(1_000)}}, "votes"),
        ("plurality", {"local_counts": [{"votes": {str(n): 1 for n in range(1_000)}}]}, None),
        (
            "senedd-2006",
            {"parties": [{"party": str(n), "votes": 1} for n in range(1_000)]},
            "parties",
        ),
        ("ni-council", {**SHEET, "stages": SHEET["stages"] * 334}, "stages"),
        ("ni-council", {**SHEET, "candidates": SHEET["candidates"] * 250}, "candidates"),
    ],
)
def test_a_record_has_no_more_candidates_than_a_ballot_file(
    rules: str, value: Value, name: str | None
) -> None:
    malformed = told(rules, record("", value).content)
    assert malformed.expected == "json_too_many"
    assert malformed.details == {"name": name or "local_counts[0].votes", "most": 999}


def test_as_many_candidates_as_a_ballot_file_may_have_are_counted() -> None:
    votes = {str(n): n for n in range(999)}
    assert judged(record("plurality", {"votes": votes, "seats": 5})) == "counted"


@pytest.mark.parametrize("one", SMALL[:9], ids=lambda one: one.rules)
def test_every_value_may_be_of_every_kind_or_missing_and_nothing_gets_through(one: Input) -> None:
    """Each is either counted or told at a line of the file."""
    value = json.loads(one.content)
    tried = set()
    for path in paths(value):
        for odd in ODD:
            content = json.dumps(changed(value, path, odd), indent=1, ensure_ascii=False)
            tried.add(judged(Input(one.rules, content.encode("utf-8", "surrogatepass"))))
        copy = deepcopy(value)
        put(copy, path, lambda holder, last: holder.__delitem__(last))
        tried.add(judged(record(one.rules, copy)))
    assert len(tried) > 3


@pytest.mark.parametrize("depth", range(860, 1_000, 3))
def test_a_nest_that_can_just_be_read_is_told_like_any_other(depth: int) -> None:
    """How deep that is depends on what has been called before."""
    nest = "[" * depth + "]" * depth
    assert told("plurality", f'{{"x": {nest},\n"votes": {{"A": "x"}}}}').expected in {
        *("json_figure", "json_beyond_measure"),
    }


def test_a_place_that_is_not_there_is_told_at_the_nearest_that_is() -> None:
    text = '{\n"a": [\n1,\n{"b": 2}]\n}'
    assert [line_of(text, steps_of(path)) for path in ("$", "$.a", "$.a[1]", "$.a[1].b")] == [
        *(1, 2, 4, 4),
    ]
    for path in ("$.z", "$[0]", "$.a.z", "$.a[7]", "$.a[0].z", "$.a[0][0]", "$.a[...]"):
        at = line_of(text, steps_of(path))
        assert at == {"$.a[0].z": 3, "$.a[0][0]": 3, "$.a.z": 2, "$.a[7]": 2, "$.a[...]": 2}.get(
            path, 1
        )
    assert steps_of("$.a[3].b[...]") == ("a", 3, "b", "[...]")
    assert complain(text, "$.a[1]", "json_missing", name="c").line == 4


def test_names_are_told_apart_by_what_they_say_and_not_by_how_they_are_written() -> None:
    assert name_given_twice('{"b": ["a"],\n"a": "b", "\\u0062": 1}') == (2, "b")
    with pytest.raises(StopIteration):
        name_given_twice('{"a": {"a": ["a", {"a": "a"}]}}')


@pytest.mark.parametrize(
    "filler", ['"', "[", "{", '{"a":', "\\", '\\"', " ", "1", '"a",', '"a":1,']
)
def test_a_record_with_a_line_of_a_million_signs_is_told(filler: str) -> None:
    """Nothing is timed; what tries every way of splitting such a line would never end."""
    million = filler * (1_000_000 // len(filler))
    for text in (
        f'{{"votes": {million}',
        f'{{"votes": {{"A": 1, "A": 2}}, "x": "{million}',
        f'{{"votes": {{"A": "1"}}, "x": "{million}"}}',
        f'{{"x": "{million}", "votes": {{"A": 1, "A": 2}}}}',
    ):
        assert told("plurality", text).line == 1


def test_many_names_are_told_apart_at_once() -> None:
    """Comparing each with each would take minutes."""
    rows = "".join(f'"{n}": 1,\n' for n in range(50_000))
    assert told("plurality", f'{{{rows}"49999": 2}}').line == 50_001
    malformed = told("plurality", f'{{"votes": {{"A": 1}},\n"rejected": {{{rows}"A": "x"}}}}')
    assert (malformed.line, malformed.details) == (2, {"name": "rejected", "most": 999})


def test_every_complaint_has_been_reached() -> None:
    """All codes of a record stand in this file; those of a ballot file in test_blt."""
    here = Path(__file__)
    written = here.read_text(encoding="utf-8")
    written += (here.parents[2] / "domain" / "test_blt.py").read_text(encoding="utf-8")
    assert [code for code in MALFORMED if f'"{code}"' not in written] == []
