"""``countroom documents``: typeset sheets of a count file into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from countroom.app.clock import SystemClock
from countroom.app.count import environment_in, read_count
from countroom.app.pack import whole_pack, write_pack
from countroom.app.print_desk import printable
from countroom.app.printing import KINDS, Edition, Printer
from countroom.cli.main import DONE, MISUSE
from countroom.documents import GROUPS, Typesetter
from countroom.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    import argparse

    from countroom.domain.state import ContestState, Count
    from countroom.texts import Language

PACK: Final = "pack"
"""The kind that is not of a contest but of every poll of the hall."""


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``documents`` takes."""
    parser.add_argument("file", type=Path, metavar="FILE.count")
    parser.add_argument(
        "contest",
        nargs="*",
        metavar="CONTEST",
        help=texts.say("contests by id or by ward; all that can have the sheet without any"),
    )
    parser.add_argument("--kind", choices=sorted([*KINDS, PACK]), required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--language",
        dest="languages",
        type=_languages,
        default=("en",),
        metavar="en,cy",
        help=texts.say("languages of the sheets"),
    )
    parser.add_argument(
        "--no-tables",
        dest="tables",
        action="store_false",
        help=texts.say("provisional result without the sub-totals of each table"),
    )
    parser.add_argument(
        "--together",
        action="store_true",
        help=texts.say("one script or copy for the press of all these contests"),
    )


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Typeset the sheets asked for, of contests that can have them."""
    if arguments.together and arguments.kind not in GROUPS:
        sentence = texts.say("Only scripts and copies for the press go on one sheet together.")
        print(sentence, file=sys.stderr)
        return MISUSE
    count = read_count(arguments.file)
    if arguments.kind == PACK:
        return _pack(count, arguments, texts)
    states = _chosen(count, arguments.contest, texts)
    if states is None:
        return MISUSE
    ready = [state for state in states if arguments.kind in printable(state)]
    printer = Printer(arguments.out, environment_in(arguments.file), arguments.languages)
    at = SystemClock().now()
    if arguments.together and ready:
        printer.print_together(arguments.kind, count, ready, at)
    for state in () if arguments.together else ready:
        printer.print_sheet(arguments.kind, count, state, at, tables=arguments.tables)
    print(
        texts.count(
            "{n} sheet typeset into {path}.",
            "{n} sheets typeset into {path}.",
            printer.printed,
            path=arguments.out,
        )
    )
    waiting = len(states) - len(ready)
    if waiting:
        print(
            texts.count(
                "{n} contest cannot have this sheet yet.",
                "{n} contests cannot have this sheet yet.",
                waiting,
            )
        )
    return DONE


def _pack(count: Count, arguments: argparse.Namespace, texts: Texts) -> int:
    """Typeset the pack of every poll, and say what its sheets lack."""
    languages = [Texts(language) for language in arguments.languages]
    environment, at = environment_in(arguments.file), SystemClock().now()
    editions = [Edition(count, environment, at, one) for one in languages]
    sheets = write_pack(Typesetter(), arguments.out, editions)
    print(
        texts.count(
            "{n} sheet typeset into {path}.",
            "{n} sheets typeset into {path}.",
            sheets,
            path=arguments.out,
        )
    )
    for item in whole_pack(texts, count):
        for lacks in item.lacks:
            print(f"{item.title}: {lacks}")
    return DONE


def _chosen(count: Count, asked: list[str], texts: Texts) -> list[ContestState] | None:
    """Find contests by id or ward; without any, all that have a poll."""
    if not asked:
        return [state for state in count.contests.values() if not state.contest.uncontested]
    chosen = []
    for name in asked:
        found = [s for s in count.contests.values() if name in (s.contest.id, s.contest.area)]
        if not found:
            sentence = texts.say("No contest {name} is in this count file.", name=name)
            print(sentence, file=sys.stderr)
            return None
        chosen += found
    return chosen


def _languages(text: str) -> tuple[Language, ...]:
    """Read a list of languages; argparse turns the ValueError into its own sentence."""
    chosen = tuple(language for language in LANGUAGES if language in text.split(","))
    if len(chosen) != len(text.split(",")):
        raise ValueError(text)
    return chosen
