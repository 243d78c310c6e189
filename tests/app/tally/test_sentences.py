"""Every code of a tally has its sentence, and every sentence gets the details it asks for."""

from __future__ import annotations

import ast
import string
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import countroom
from countroom.app.tally import Note
from countroom.app.tally.reading import _KINDS
from countroom.domain.malformed import Malformed
from countroom.texts import Texts, say_action, say_malformed, say_tally_note
from countroom.texts.tally import ACTIONS, COUNTING_REFUSALS, MALFORMED, NOTES

SOURCE = Path(countroom.__file__).parent
TEXTS = Texts()
MADE = {"Malformed": 1, "complain": 2, "_complain": 2, "Discrepancy": 0, "report": 0}
"""Which argument of a call is the code."""
TALLY = ("app/tally", "cli", "domain/counting")
"""Where codes of a tally are written."""


class Given(NamedTuple):
    """A place in the source where a code is given, and with which details."""

    code: str
    details: frozenset[str]
    where: str


@cache
def given(maker: str) -> tuple[Given, ...]:
    """Find every call of a maker, function or method, whose code is written out."""
    found = []
    for file, node in nodes():
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name != maker or len(node.args) <= MADE[maker]:
            continue
        code = node.args[MADE[maker]]
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            details = frozenset(keyword.arg or "**" for keyword in node.keywords)
            found.append(Given(code.value, details, f"{file.name}:{node.lineno}"))
    return tuple(found)


@cache
def nodes() -> tuple[tuple[Path, ast.AST], ...]:
    files = [file for part in TALLY for file in sorted((SOURCE / part).rglob("*.py"))]
    return tuple((f, node) for f in files for node in ast.walk(ast.parse(f.read_text("utf-8"))))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize(
    ("maker", "sentences", "least"),
    [
        ("Malformed", MALFORMED, 15),
        ("complain", MALFORMED, 7),
        ("Discrepancy", NOTES, 10),
        ("report", NOTES, 5),
    ],
)
def test_every_code_in_the_source_has_its_sentence(
    maker: str, sentences: dict[str, str], least: int
) -> None:
    assert len(given(maker)) >= least
    assert [g for g in given(maker) if g.code not in sentences] == []


def test_every_complaint_is_given_the_details_its_sentence_asks_for_and_no_other() -> None:
    made = [*given("Malformed"), *given("complain"), *given("_complain")]
    wrong = [(g.where, g.code) for g in made if placeholders(MALFORMED[g.code]) != g.details]
    assert wrong == []


def test_the_kinds_of_a_record_have_sentences_that_ask_for_the_name() -> None:
    for kind in (*_KINDS.values(), "choice"):
        assert placeholders(MALFORMED[f"json_{kind}"]) == {"name"}


@pytest.mark.parametrize("sentences", [MALFORMED, NOTES, COUNTING_REFUSALS])
def test_no_sentence_is_kept_for_a_code_that_nobody_gives(sentences: dict[str, str]) -> None:
    written = {
        part.value
        for _, node in nodes()
        for part in ast.walk(node)
        if isinstance(part, ast.Constant)
    }
    written |= {f"json_{kind}" for kind in (*_KINDS.values(), "choice")}
    assert sorted(set(sentences) - written) == []


@pytest.mark.parametrize("code", MALFORMED)
def test_a_complaint_is_one_sentence_with_file_and_line(code: str) -> None:
    details = dict.fromkeys(placeholders(MALFORMED[code]), "7")
    told = say_malformed(TEXTS, "ward 3.blt", Malformed(12, code, **details))
    assert told.startswith("ward 3.blt, line 12: ")
    assert told.isprintable()
    assert told.endswith(".")


@pytest.mark.parametrize("code", NOTES)
def test_what_does_not_add_up_is_told_with_stage_candidate_and_figures(code: str) -> None:
    assert placeholders(NOTES[code]) <= {"figure", "expected"}
    whole = say_tally_note(TEXTS, Note(code, None, None, "5", "6"), ["Ann"])
    assert say_tally_note(TEXTS, Note(code, None, 1, "5", "6"), ["Ann"]) == f"Ann: {whole}"
    told = say_tally_note(TEXTS, Note(code, 3, 1, "5", "6"), ["Ann"])
    assert told == f"stage 3, Ann: {whole}"
    assert say_tally_note(TEXTS, Note(code, 3, 1, "5", "6", "North"), ["Ann"]) == f"North: {told}"
    assert say_tally_note(TEXTS, Note(code, None, None, None, None), [])


def test_every_action_of_a_stage_and_every_purpose_of_a_lot_has_its_word() -> None:
    spoken = (
        *("votes", "first preferences", "second preferences", "surplus", "exclusion"),
        *("seat", "seat (added vote)", "seat (lot)"),
    )
    assert set(ACTIONS) == set(spoken)
    assert [say_action(TEXTS, action) for action in spoken] == [
        *spoken[:-2],
        "seat by added vote",
        "seat by lot",
    ]
