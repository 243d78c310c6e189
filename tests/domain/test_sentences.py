"""Every code has its sentence, and every sentence gets the details it asks for."""

from __future__ import annotations

import ast
import string
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import countroom
import scenarios as sc
from countroom.domain.checks import SEVERITY
from countroom.domain.council import NOC
from countroom.domain.identifiers import HeadId
from countroom.domain.refusals import refuse
from countroom.domain.sheets import sheets_for
from countroom.rules import load_rule_sets
from countroom.texts import (
    Texts,
    say_fault,
    say_field,
    say_head,
    say_intake,
    say_outcome,
    say_problem,
    say_refusal,
)
from countroom.texts.findings import FINDINGS
from countroom.texts.sentences import FAULTS, HEADS, INTAKE, PROBLEMS, REFUSALS
from countroom.texts.tally import COUNTING_REFUSALS

if TYPE_CHECKING:
    from countroom.domain.election import Contest

SOURCE = Path(countroom.__file__).parent
TEXTS = Texts()
PARTIES = {"PP2575": "Residents for Uttlesford"}


class Given(NamedTuple):
    """A place in the source where a code is given, and with which details."""

    code: str
    details: frozenset[str]
    where: str


@cache
def given(maker: str) -> tuple[Given, ...]:
    """Find every call of ``maker`` whose code is written out."""
    found = []
    for file in sorted(SOURCE.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            if call.func.id != maker or not isinstance(call.args[0], ast.Constant):
                continue
            details = frozenset(keyword.arg or "**" for keyword in call.keywords)
            where = f"{file.relative_to(SOURCE)}:{call.lineno}"
            found.append(Given(str(call.args[0].value), details, where))
    return tuple(found)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize(
    ("maker", "sentences"),
    [("refuse", REFUSALS | COUNTING_REFUSALS), ("Problem", PROBLEMS | INTAKE), ("Fault", FAULTS)],
)
def test_every_code_in_the_source_has_its_sentence(maker: str, sentences: dict[str, str]) -> None:
    assert given(maker), f"no call of {maker} was found"
    assert [g for g in given(maker) if g.code not in sentences] == []


@pytest.mark.parametrize(
    ("maker", "sentences"), [("refuse", REFUSALS | COUNTING_REFUSALS), ("Fault", FAULTS)]
)
def test_every_sentence_is_given_the_details_it_asks_for(
    maker: str, sentences: dict[str, str]
) -> None:
    wanting = [
        (g.where, g.code, sorted(missing))
        for g in given(maker)
        if "**" not in g.details
        and (missing := placeholders(sentences.get(g.code, "")) - g.details)
    ]
    assert wanting == []


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_problem_asks_for_nothing_but_where_it_is(code: str) -> None:
    assert say_problem(TEXTS, code, "laptop-1 7")


@pytest.mark.parametrize("code", PROBLEMS | INTAKE)
def test_the_feed_has_words_for_whatever_it_does_not_take(code: str) -> None:
    assert say_intake(TEXTS, code, "laptop-1 7").endswith(".")


@pytest.mark.parametrize("sentences", [REFUSALS, PROBLEMS, INTAKE, FAULTS])
def test_no_sentence_is_kept_for_a_code_that_nobody_gives(sentences: dict[str, str]) -> None:
    written = set()
    for file in SOURCE.rglob("*.py"):
        if file.parent.name != "texts":
            nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            written |= {node.value for node in nodes if isinstance(node, ast.Constant)}
    assert sorted(set(sentences) - written) == []


def test_every_check_has_its_sentence_and_no_other() -> None:
    assert set(FINDINGS) == set(SEVERITY)


def test_every_head_of_every_rule_set_is_named_as_the_law_does() -> None:
    heads = {
        head for rules in load_rule_sets().values() for head in (*rules.heads, *rules.second_heads)
    }
    assert heads == set(HEADS)
    named = say_head(TEXTS, HeadId("no_official_mark"))
    assert named == "Want of an official mark"


@pytest.mark.parametrize(
    "contest", [sc.three_seats(), replace(sc.one_seat(), keeps_unused_votes=True)]
)
def test_every_line_of_every_sheet_has_a_name_of_its_own(contest: Contest) -> None:
    for sheet in sheets_for(contest, load_rule_sets()[sc.RULES], 1):
        names = [say_field(TEXTS, contest, field) for field in sheet.fields]
        assert all(names)
        assert len(set(names)) == len(names)


def test_a_candidates_line_carries_the_name_in_full() -> None:
    assert say_field(TEXTS, sc.one_seat(), sc.CARTER_VOTES) == "Wendy Carter"


def test_a_refusal_is_spoken_with_its_details() -> None:
    refusal = refuse("box_outstanding", boxes=2, sheet="001-01")
    assert say_refusal(TEXTS, refusal) == "Boxes are outstanding: 2, first account sheet 001-01-9."


def test_a_fault_is_spoken_with_its_details() -> None:
    spoken = say_fault(TEXTS, "file_missing", {"path": "night.count"})
    assert spoken == "night.count does not exist. Check the name and the folder."


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("LAB", None, "Not certain yet"),
        (None, "LAB", "Labour"),
        (None, NOC, "No overall control"),
        ("CON", "CON", "Conservative hold"),
        (NOC, NOC, "No overall control, no change"),
        ("CON", NOC, "Conservative loss to no overall control"),
        (NOC, "LD", "Liberal Democrat gain from no overall control"),
        ("CON", "LAB", "Labour gain from Conservative"),
        ("CON", "PP2575", "Residents for Uttlesford gain from Conservative"),
        ("PP1", "PP1", "PP1 hold"),
    ],
)
def test_an_outcome_is_said_as_newspapers_say_it(
    before: str | None, after: str | None, sentence: str
) -> None:
    assert say_outcome(TEXTS, before, after, PARTIES) == sentence


def test_figures_have_thousands_commas_and_days_are_written_out() -> None:
    assert [TEXTS.figure(n) for n in (0, 999, 1_000, 1_234_567)] == [
        "0",
        "999",
        "1,000",
        "1,234,567",
    ]
    assert TEXTS.day("2024-05-02") == "2 May 2024"
    assert TEXTS.day("2024-12-31T23:59:59.000Z") == "31 December 2024"


def test_a_number_chooses_the_form_of_its_sentence() -> None:
    assert TEXTS.count("{n} box in {ward}", "{n} boxes in {ward}", 1, ward="A") == "1 box in A"
    assert TEXTS.count("{n} box in {ward}", "{n} boxes in {ward}", 0, ward="A") == "0 boxes in A"
    many = TEXTS.count("{n} box in {ward}", "{n} boxes in {ward}", 1_204, ward="A")
    assert many == "1,204 boxes in A"
