"""Every sentence a person reads goes through ``texts``: none is written anywhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import countroom

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(countroom.__file__).parent
SPEAKING = ("app", "cli", "documents", "feed", "store", "sync", "ui")
"""Packages that talk to people, or could be tempted to."""

THROUGH_TEXTS = {"N_", "say", "count"}
LOG = {"debug", "info", "warning", "error", "exception", "critical", "log"}
OUR_BUGS = re.compile(r"(?:Error|Exception)$")

WORDS = re.compile(r"[A-Za-z][\w'\u2019]*(?: [A-Za-z][\w'\u2019]*){2,}")
"""Three words in a row, which is what a sentence has and a name, a path or a key has not."""
NOT_PROSE = (
    re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|PRAGMA|BEGIN|VALUES|ORDER BY)\b"),
    re.compile(r"</?[a-z!][^>]*>|<[a-z!]|[a-z\"]/?>"),  # HTML
    re.compile(r"[{;]\s*[a-z-]+\s*:|^[#@.][a-z-]+|#[a-z]+[(\[]"),  # CSS, Typst
    re.compile(r"\\"),  # a pattern
)
QUOTED_MODULES = {"app/sources/licences.py"}
"""Attributions, word for word as the licences ask."""
NOT_SENTENCES = {
    "Atkinson Hyperlegible Next": "the name of a font",
    "countroom verify night.count --trust night.keys": "a command line, the same in any language",
    "East of England": "the official name of a region, as it stands in the data",
    "Yorkshire and The Humber": "the official name of a region, as it stands in the data",
    "figure muted wide": "classes of a style sheet",
    "wide bars unseen": "classes of a style sheet",
}


def name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def spoken_elsewhere(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Walk code for text that looks like a sentence and does not go through ``texts``."""
    match node:
        case ast.Call(func=function) if name_of(function) in THROUGH_TEXTS | LOG:
            return
        case ast.Raise(exc=ast.Call(func=function)) if OUR_BUGS.search(name_of(function)):
            return
        case ast.Expr(value=ast.Constant()):
            return  # a docstring
        case ast.Constant(value=str(text)):
            yield from found_in(node.lineno, text)
        case ast.JoinedStr(values=parts):
            whole = "".join(str(p.value) if isinstance(p, ast.Constant) else "…" for p in parts)
            yield from found_in(node.lineno, whole)
            for part in parts:
                if isinstance(part, ast.FormattedValue):
                    yield from spoken_elsewhere(part.value)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from spoken_elsewhere(child)


def found_in(line: int, text: str) -> Iterator[tuple[int, str]]:
    if text in NOT_SENTENCES or any(pattern.search(text) for pattern in NOT_PROSE):
        return
    if WORDS.search(text):
        yield line, text


def sentences_of(code: str) -> list[str]:
    return [text for _, text in spoken_elsewhere(ast.parse(code))]


@pytest.mark.parametrize("package", SPEAKING)
def test_no_sentence_is_written_outside_texts(package: str) -> None:
    found = [
        f"{file.relative_to(SOURCE)}:{line}: {text!r}"
        for file in sorted((SOURCE / package).rglob("*.py"))
        if file.relative_to(SOURCE).as_posix() not in QUOTED_MODULES
        for line, text in spoken_elsewhere(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'print("The feed does not answer")',
        'parser.add_argument("--json", help="one JSON document")',
        'print(f"{n} contests were checked by {name}")',
        'print(f"{say(a)} is not known here")',
        'raise Fault("cannot_write", reason="there is no room left")',
        'lines = ["Hand out one slip", "and delete this file"]',
        'title = {"heading": "Votes for all candidates"}',
        'print("The notice at " + place)',
        'window.setText("Key it twice, please")',
    ],
)
def test_a_sentence_outside_texts_is_found(code: str) -> None:
    assert sentences_of(code) != []


@pytest.mark.parametrize(
    "code",
    [
        'print(texts.say("The feed does not answer"))',
        'KEPT = N_("The feed does not answer")',
        'texts.count("{n} contest was checked", "{n} contests were checked", n)',
        '"""The feed does not answer: a docstring."""',
        'def run():\n    """Run it from the first line."""\n',
        'log.warning("the feed does not answer: %s", url)',
        'raise ValueError("the feed does not answer")',
        'raise errors.RuleSetError(f"no rule set for {nation} on that day") from error',
        'raise AssertionError("this can never happen")',
        'execute("SELECT sequence, id FROM event WHERE device = ? ORDER BY sequence DESC")',
        'execute("BEGIN IMMEDIATE")',
        'f"DELETE FROM {table} where it is old"',
        'page = "<p class=\\"note\\">every count and its result</p>"',
        'css = "main { color: red; font: bold large serif }"',
        'typst = "#set page(paper: a four, margin: two)"',
        'key = "local.harlow.bush-fair.2024-05-02"',
        'encoding = "utf-8"; mode = "application/x-ndjson"; two = "two words"',
        'columns = "contest_id,candidate_number,name"',
    ],
)
def test_what_no_person_reads_does_not_trip_the_test(code: str) -> None:
    assert sentences_of(code) == []
