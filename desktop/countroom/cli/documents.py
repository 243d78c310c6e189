"""``countroom documents``: typeset sheets of a count file into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from countroom.app.clock import SystemClock
from countroom.app.count import environment_in, read_count
from countroom.app.printing import KINDS, Printer
from countroom.cli.main import DONE, MISUSE
from countroom.texts import LANGUAGES

if TYPE_CHECKING:
    import argparse

    from countroom.domain.state import ContestState, Count
    from countroom.texts import Language, Texts


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``documents`` takes."""
    parser.add_argument("file", type=Path, metavar="FILE.count")
    parser.add_argument(
        "contest",
        nargs="*",
        metavar="CONTEST",
        help=texts.say("contests by id or by ward; all that can have the sheet without any"),
    )
    parser.add_argument("--kind", choices=sorted(KINDS), required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--language",
        dest="languages",
        type=_languages,
        default=("en",),
        metavar="en,cy",
        help=texts.say("languages of the sheets"),
    )


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Typeset the sheets asked for, cleared contests only."""
    count = read_count(arguments.file)
    states = _chosen(count, arguments.contest, texts)
    if states is None:
        return MISUSE
    ready = [state for state in states if state.cleared is not None]
    printer = Printer(arguments.out, environment_in(arguments.file), arguments.languages)
    at = SystemClock().now()
    for state in ready:
        printer.print_sheet(arguments.kind, count, state, at)
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
                "{n} contest has no cleared result yet.",
                "{n} contests have no cleared result yet.",
                waiting,
            )
        )
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
