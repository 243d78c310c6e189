"""Sound inputs of a tally, what spoils them, and what must hold whatever comes in.

``spoiled`` takes a source of chance, so that Hypothesis can shrink what it finds and ``run.py``
can try millions without it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from countroom.app.tally import Asked, LotGiven, Tallied, tally
from countroom.cli.tally_block import tally_block
from countroom.cli.tally_document import document
from countroom.domain.identifiers import RuleSetId
from countroom.domain.malformed import Malformed
from countroom.domain.refusals import Refusal
from countroom.rules import load_rule_sets
from countroom.texts import Texts, say_malformed, say_refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from random import Random

    Value = Any

TEXTS: Final = Texts()
LONGEST_SENTENCE: Final = 300
RULES: Final = (
    *("plurality", "supplementary-vote", "london-assembly-1999", "scottish-parliament-1998"),
    *("senedd-2024", "scotland-council-2011", "ni-assembly-2001", "ni-council", "pcc-2023-fptp"),
)


class Input(NamedTuple):
    """What a file has, and the rule set that counts it."""

    rules: str
    content: bytes


def record(rules: str, value: Value) -> Input:
    """Write a record as JSON, a value a line."""
    return Input(rules, json.dumps(value, ensure_ascii=False, indent=1).encode())


PLAIN: Final[dict[str, Any]] = {
    "seats": 2,
    "votes": {"Ann Ash": 120, "Bob Birch": 90, "Siân Cole": 90, "Dan Dow": 7},
    "valid": 160,
    "rejected": {"unmarked": 2, "uncertain": 1},
    "parties": {"Ann Ash": "Green", "Siân Cole": "Plaid Cymru"},
}
LOCAL: Final[dict[str, Any]] = {
    "local_counts": [
        {"area": "North", "votes": {"Ann Ash": 10, "Bob Birch": 20, "Cat Cole": 5}},
        {"area": "South", "votes": {"Bob Birch": 1, "Cat Cole": 8, "Ann Ash": 15}},
    ]
}
SUPPLEMENTARY: Final[dict[str, Any]] = {
    "candidates": [
        {"name": "Ann Ash", "party": "Green", "first_preferences": 40},
        {"name": "Bob Birch", "party": "", "first_preferences": 35},
        {"name": "Cat Cole", "first_preferences": 20},
        {"name": "Dan Dow", "first_preferences": 5},
    ],
    "first_count_complete": True,
    "second_count": [
        {"name": "Ann Ash", "second_preferences_added": 4, "total": 44},
        {"name": "Bob Birch", "second_preferences_added": 12, "total": 47},
    ],
    "rejected": 3,
}
TRANSFERS: Final[dict[str, Any]] = {
    "Cat Cole": {"Ann Ash": 3, "Bob Birch": 12, "other": 2, "none": 3},
    "Dan Dow": {"Ann Ash": 1, "none": 4},
}
LISTS: Final[dict[str, Any]] = {
    "list_seats": 4,
    "parties": [
        {"party": "Labour", "votes": 1000, "constituency_seats": 2},
        {"party": "Green", "votes": 800, "candidates": ["Ann Ash", "Bob Birch"]},
        {"party": "Cat Cole", "votes": 500, "individual": True},
        {"party": "Too Few", "votes": 100},
    ],
    "returned": ["Ann Ash"],
    "votes_complete": True,
    "total_valid_votes": 2400,
    "rejected": 12,
}
NO_CONSTITUENCIES: Final[dict[str, Any]] = {
    "list_seats": 6,
    "parties": [
        {"party": "Plaid Cymru", "votes": 1000},
        {"party": "Labour", "votes": 500, "candidates": ["Ann Ash"]},
        {"party": "Cat Cole", "votes": 500, "individual": True},
    ],
}
AREAS: Final[dict[str, Any]] = {
    "parties": {"Ann Ash": "Green"},
    "local_counts": [
        {
            "area": "North",
            "votes": {"Ann Ash": 30, "Bob Birch": 15, "Cat Cole": 8, "Dan Dow": 2},
            "valid": 55,
            "rejected": {"unmarked": 2},
            "second_count": [
                {"name": "Ann Ash", "second_preferences_added": 1, "total": 31},
                {"name": "Bob Birch", "second_preferences_added": 6, "total": 21},
            ],
            "second_count_uncounted": 3,
        },
        {
            "area": "South",
            "votes": {"Bob Birch": 20, "Ann Ash": 10, "Dan Dow": 3, "Cat Cole": 12},
            "valid": 45,
            "rejected": 1,
            "transfers": {
                "Cat Cole": {"Ann Ash": 3, "Bob Birch": 6, "other": 1, "none": 2},
                "Dan Dow": {"none": 3},
            },
        },
    ],
}
"""Together the first preferences and the second count of ``SUPPLEMENTARY``."""
SHEET: Final[dict[str, Any]] = {
    "seats": 2,
    "electorate": 400,
    "total_poll": 305,
    "spoiled": 5,
    "valid_poll": 300,
    "candidates": [
        {"id": 31, "first_name": "Ann", "surname": "Ash", "party": "Green"},
        {"id": 7, "first_name": "Bob", "surname": "Birch", "party": "DUP"},
        {"id": 12, "surname": "Cole"},
        {"id": 4, "first_name": "Dan", "surname": "Dow"},
    ],
    "stages": [
        {
            "stage": 1,
            "action": "first preferences",
            "source": [],
            "totals": ["131.00", "84.00", "55.00", "30.00"],
            "transfers": None,
        },
        {
            "stage": 2,
            "action": "surplus",
            "source": [31],
            "totals": ["101.00", "97.57", "64.20", "37.13"],
            "transfers": ["-30.00", "13.57", "9.20", "7.13"],
            "nontransferable_published": "0.10",
        },
        {
            "stage": 3,
            "action": "exclusion",
            "source": [4],
            "totals": ["101.00", "107.57", "84.20", "0.00"],
            "transfers": ["0.00", "10.00", "20.00", "-37.13"],
        },
    ],
}
BALLOTS: Final = """4 2
-4
20 1 2 3 0
9 1 0
12 2 3 - 1 0
11 3 2=1 0
5 (no paper of this kind) 0
0
"Ann Ash" (Green)
"Bob "The Cat" Birch"
Cat Cole (Labour)
"Dan Dow"
"Ward 3, Leith"
""".replace("5 (no paper of this kind) 0", "(W1) 5 - 1 0  # not clear")

SMALL: Final = (
    record("plurality", PLAIN),
    record("pcc-2023-fptp", LOCAL),
    record("supplementary-vote", SUPPLEMENTARY),
    record("supplementary-vote", {**SUPPLEMENTARY, "second_count": None, "transfers": TRANSFERS}),
    record("supplementary-vote", {"votes": {"A": 5, "B": 4, "C": 4, "D": 1}, "rejected": 0}),
    record("ca-mayor-2017-sv", AREAS),
    record("london-assembly-1999", LISTS),
    record("senedd-2024", [NO_CONSTITUENCIES]),
    record("ni-assembly-2001", SHEET),
    Input("scotland-council-2011", BALLOTS.encode()),
    Input("ni-council", BALLOTS.encode()),
)
"""A sound input of every form."""


def real(folder: Path) -> tuple[Input, ...]:
    """Read every real record and every real ward of at most so many bytes."""
    counting, most = folder / "counting", 60_000
    found = [
        record("london-assembly-1999" if "london" in one["id"] else "scottish-parliament-1998", one)
        for file in sorted((counting / "ams").glob("*.json"))
        for one in _records(file)
    ]
    found += [
        record("supplementary-vote", one) for one in _records(counting / "sv" / "sv-contests.json")
    ]
    for file in sorted((counting / "stv-ni").glob("*.json")):
        found.append(Input("ni-assembly-2001", file.read_bytes()))
    for file in sorted((counting / "stv-scotland").glob("*.blt")):
        if file.stat().st_size <= most:
            found.append(Input("scotland-council-2011", file.read_bytes()))
    return tuple(found)


def _records(file: Path) -> list[Value]:
    content = json.loads(file.read_text(encoding="utf-8"))
    return content if isinstance(content, list) else [content]


def ask(one: Input, seats: int | None = None, *lots: LotGiven) -> Tallied | Refusal:
    """Tally an input. Raises Malformed."""
    return tally(one.content, Asked(load_rule_sets()[RuleSetId(one.rules)], seats, lots))


def judged(one: Input, seats: int | None = None, *lots: LotGiven) -> str:
    """Count an input, hold what comes of it against what must always be, and name it.

    What is wrong is an AssertionError; whatever else a reader raises comes through.
    """
    try:
        result = ask(one, seats, *lots)
    except Malformed as malformed:
        return _told(one, malformed)
    if isinstance(result, Refusal):
        assert say_refusal(TEXTS, result)
        return f"refused: {result.code}"
    _holds_together(result)
    assert tally_block(TEXTS, result, 100)
    assert json.loads(json.dumps(document(TEXTS, result)))["seats"] == result.seats
    if result.complete:
        return "counted, with findings" if result.findings else "counted"
    return "a second count is needed" if result.remaining else "a lot is needed"


def _told(one: Input, malformed: Malformed) -> str:
    """Hold that a complaint names a line of the input, in one sentence that can be read."""
    lines = len(re.split(rb"\r\n|\r|\n", one.content))
    assert 1 <= malformed.line <= lines, (malformed.line, lines)
    sentence = say_malformed(TEXTS, "input", malformed)
    assert sentence.isprintable(), sentence
    assert len(sentence) <= LONGEST_SENTENCE, sentence
    assert sentence.endswith("."), sentence
    return f"malformed: {malformed.expected}"


def _holds_together(result: Tallied) -> None:
    places = range(1, len(result.names) + 1)
    assert len(result.elected) <= result.seats or result.findings
    assert all(one.number in places for one in result.elected)
    if result.seats_by_party is None:
        assert len({one.number for one in result.elected}) == len(result.elected)
    assert [stage.number for stage in result.stages] == [*range(1, len(result.stages) + 1)]
    for stage in result.stages:
        assert len(stage.totals) == len(result.names)
        assert set(stage.moved) <= set(places)
    if result.quota is not None and not result.findings and result.valid is not None:
        for stage in result.stages:
            units = [
                int(total.replace(".", "")) for total in (*stage.totals, stage.non_transferable)
            ]
            one = 10 ** len(stage.non_transferable.partition(".")[2])
            assert sum(units) == result.valid * one


def spoiled(chance: Random, one: Input) -> Input:
    """Spoil an input once, or a few times, or give it to the wrong rules."""
    content = one.content
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        kinds = (*BYTES, *VALUES) if content[:1] in (b"{", b"[") else BYTES
        content = chance.choice(kinds)(chance, content)
    rules = chance.choice(RULES) if chance.random() < 0.05 else one.rules
    return Input(rules, content)


STRANGE: Final = tuple(
    word.encode("utf-8", "surrogatepass")
    for word in (
        *("\x00", "\ufeff", "\r", "\n", "\u2028", "\u00a0", "\x1b[31m", "\u202e", "\ud800", "é"),
        *(
            "\u0663",
            "²",
            "\uff11",
            "-",
            "=",
            "#",
            '"',
            "\\",
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "'",
        ),
        *("0", "-0", "00", "1.5", "1e9", "-1", "9" * 9, "9" * 10, "9" * 25, "9" * 5_000, "0x1"),
        *(
            "NaN",
            "-Infinity",
            "true",
            "null",
            "1e999",
            '""',
            "\\u0000",
            "\\ud800",
            "\\",
            "/*",
            "//",
        ),
        *('"votes"', '"name"', "(" * 300, "[" * 3_000, '{"a":' * 3_000, '"' * 300, " " * 3_000),
    )
)
ODD: Final[tuple[Value, ...]] = (
    *(None, True, False, 0, -1, 1.5, 5.0, 10**10, 10**30, float("nan"), float("inf"), 999, 1000),
    *(
        "",
        " ",
        "x",
        "1",
        "1.00",
        "-1.00",
        "1.0",
        "12345678901.00",
        "\u0663.\u0660\u0660",
        "1.00\n",
        "\x00\n\u2028",
    ),
    *("\ud800", "x" * 300, "surplus", "exclusion", "Ann Ash", "other", [], {}, [1], {"a": 1}),
    *([None], [[]], {"": 1}, {"a\nb": -1}, {"a.b[0]": "x"}, ["1.00"] * 4, [{}], [[[[[[]]]]]]),
)


def _place(chance: Random, content: bytes) -> int:
    return chance.randint(0, len(content))


def _slice(chance: Random, content: bytes) -> slice:
    start = _place(chance, content)
    return slice(start, start + chance.choice((1, 1, 2, 5, 40, 1_000)))


def cut(chance: Random, content: bytes) -> bytes:
    return content[: _place(chance, content)]


def drop(chance: Random, content: bytes) -> bytes:
    gone = _slice(chance, content)
    return content[: gone.start] + content[gone.stop :]


def again(chance: Random, content: bytes) -> bytes:
    part, at = content[_slice(chance, content)], _place(chance, content)
    return content[:at] + part * chance.choice((1, 1, 2, 50)) + content[at:]


def insert(chance: Random, content: bytes) -> bytes:
    at = _place(chance, content)
    return content[:at] + chance.choice(STRANGE) + content[at:]


def flip(chance: Random, content: bytes) -> bytes:
    changed = bytearray(content or b"\x00")
    for _ in range(chance.choice((1, 1, 4))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def word(chance: Random, content: bytes) -> bytes:
    """Replace a word or a figure by something strange."""
    found = list(re.finditer(rb"[\w.-]+", content[:20_000]))
    if not found:
        return content
    start, end = chance.choice(found).span()
    return content[:start] + chance.choice(STRANGE) + content[end:]


def lines(chance: Random, content: bytes) -> bytes:
    """Lose, double, move or swap lines."""
    rows = content.split(b"\n")
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    kind = chance.randrange(4)
    if kind == 0:
        del rows[one]
    elif kind == 1:
        rows.insert(other, rows[one])
    elif kind == 2:
        rows.insert(other, rows.pop(one))
    else:
        rows[one], rows[other] = rows[other], rows[one]
    return b"\n".join(rows)


def line_ends(chance: Random, content: bytes) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b" \n", b"", b"\x0b")))


def encoding(chance: Random, content: bytes) -> bytes:
    text = content.decode(errors="replace")
    return text.encode(chance.choice(("utf-8-sig", "utf-16", "latin-1")), "replace")


BYTES: Final[tuple[Callable[[Random, bytes], bytes], ...]] = (
    *(cut, drop, again, insert, flip, word, word, lines, lines, line_ends, encoding),
)
"""What spoils any file."""


def paths(value: Value, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Walk the path of every value beside the root."""
    members: Value = value.items() if isinstance(value, dict) else ()
    members = enumerate(value) if isinstance(value, list) else members
    for name, member in members:
        yield (*path, name)
        yield from paths(member, (*path, name))


def put(value: Value, path: tuple[str | int, ...], change: Callable[[Value, Value], None]) -> None:
    """Change what holds the value of a path; the change gets the holder and the last step."""
    *holders, last = path
    for step in holders:
        value = value[step]
    change(value, last)


def _changed(chance: Random, content: bytes, change: Callable[[Value, Value], None]) -> bytes:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return content
    found = list(paths(value))
    if not found:
        return content
    put(value, chance.choice(found), change)
    indent = chance.choice((None, 1))
    return json.dumps(value, indent=indent, ensure_ascii=False).encode("utf-8", "surrogatepass")


def wrong_type(chance: Random, content: bytes) -> bytes:
    odd = chance.choice(ODD)
    return _changed(chance, content, lambda holder, last: holder.__setitem__(last, odd))


def missing(chance: Random, content: bytes) -> bytes:
    return _changed(chance, content, lambda holder, last: holder.__delitem__(last))


def beside(chance: Random, content: bytes) -> bytes:
    """Put a value in beside another: doubled in a list, under a strange name in an object."""
    name = chance.choice(("", "other", "none", "Ann Ash", "a\nb", "x" * 300, "official_elected"))

    def change(holder: Value, last: Value) -> None:
        if isinstance(holder, list):
            holder.insert(chance.randint(0, len(holder)), holder[last])
        else:
            holder[name] = holder[last]

    return _changed(chance, content, change)


def nest(chance: Random, content: bytes) -> bytes:
    """Put a figure or a word into brackets, few or more than can be read."""
    found = list(re.finditer(rb'"[^"\n]*"|\d+', content))
    if not found:
        return content
    start, end = chance.choice(found).span()
    depth = chance.choice((1, 3, 200, 900, chance.randint(900, 1_000), 5_000))
    opening, closing = chance.choice(((b"[", b"]"), (b'{"a":', b"}")))
    inside = content[start:end]
    return content[:start] + opening * depth + inside + closing * depth + content[end:]


def figure(chance: Random, content: bytes) -> bytes:
    """Change a figure to another that may stand there."""

    def change(holder: Value, last: Value) -> None:
        if isinstance(holder[last], int):
            holder[last] = chance.choice((0, 1, 2, 7, 100, 9_999_999_999))
        elif isinstance(holder[last], str) and "." in holder[last]:
            holder[last] = chance.choice(("0.00", "0.01", "-0.01", "-5.00", "100.00", "9999.99"))

    return _changed(chance, content, change)


def name_twice(chance: Random, content: bytes) -> bytes:
    """Write a member of an object twice, which no parsed value can hold."""
    members = list(re.finditer(rb'"[^"\n]*": [^\n{\[]*\n', content))
    if not members:
        return content
    member = chance.choice(members)
    written = member[0].rstrip().rstrip(b",") + b",\n"
    return content[: member.start()] + written + content[member.start() :]


VALUES: Final[tuple[Callable[[Random, bytes], bytes], ...]] = (
    *(wrong_type, wrong_type, wrong_type, missing, beside, nest, figure, figure, name_twice),
)
"""What spoils a record."""
