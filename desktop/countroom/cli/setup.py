"""``countroom setup``: build a count file; every bad row is named at once, nothing half-made."""

from __future__ import annotations

import secrets
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from countroom.app.arranging import MOST_TABLES, Arrangement, at_night
from countroom.app.clock import SystemClock
from countroom.app.new_count import Made, Wanted, make_count
from countroom.app.screens.new_count import read_columns, say_fault_of_set_up
from countroom.app.sources import Source
from countroom.cli.main import DONE, MISUSE
from countroom.cli.sources import add_source_arguments, chosen_polls
from countroom.domain.election import Depth
from countroom.domain.refusals import Refusal
from countroom.texts import say_refusal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from countroom.domain.election import Environment
    from countroom.texts import Texts


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``setup`` takes."""
    add_source_arguments(parser, texts)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.count")
    parser.add_argument(
        "--officer",
        default="",
        metavar="NAME",
        help=texts.say("the returning officer's name as printed on the declaration"),
    )
    parser.add_argument(
        "--test", action="store_true", help=texts.say("a TEST count; without it the count is live")
    )
    _add_stations(parser, texts)
    _add_arrangement(parser, texts)


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Build the count file, its key file, its sealed file and the slips to hand out."""
    environment: Environment = "test" if arguments.test else "live"
    expected = at_night(arguments.election, arguments.expected) if arguments.expected else ""
    if expected is None:
        print(_say_no_time(texts, arguments.expected), file=sys.stderr)
        return MISUSE
    source = Source(arguments.source)
    slugs = chosen_polls(source, arguments, texts)
    if slugs is None:
        return MISUSE
    wanted = Wanted(
        day=arguments.election,
        councils=tuple(slugs),
        out=arguments.out,
        environment=environment,
        officer=arguments.officer,
        stations=arguments.stations,
        agents=arguments.agents,
        columns=dict(arguments.map),
        how=Arrangement(
            arguments.tables,
            arguments.depth,
            arguments.unused_votes,
            arguments.count_before_verification,
            expected,
        ),
    )
    made = make_count(source, wanted, SystemClock(), secrets.token_bytes, texts)
    if isinstance(made, Refusal):
        print(say_refusal(texts, made), file=sys.stderr)
        return MISUSE
    if not isinstance(made, Made):
        for fault in made:
            print(say_fault_of_set_up(texts, fault), file=sys.stderr)
        return MISUSE
    _tell(made, texts)
    return DONE


def _add_stations(parser: argparse.ArgumentParser, texts: Texts) -> None:
    parser.add_argument(
        "--stations",
        type=Path,
        metavar="FILE.csv",
        help=texts.say("the polling stations of the hall: boxes, electorates, papers entrusted"),
    )
    parser.add_argument(
        "--agents",
        type=Path,
        metavar="FILE.csv",
        help=texts.say("whom the candidates appointed: ward, candidate, agent, kind"),
    )
    parser.add_argument(
        "--map",
        type=_column(texts),
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help=texts.say("what a column of those files is called here; remembered beside the count"),
    )


def _add_arrangement(parser: argparse.ArgumentParser, texts: Texts) -> None:
    parser.add_argument(
        "--tables",
        type=int,
        choices=range(1, MOST_TABLES + 1),
        default=1,
        metavar="N",
        help=texts.say("tables that count each contest, 1 to {most}", most=MOST_TABLES),
    )
    parser.add_argument(
        "--depth",
        choices=get_args(Depth),
        default="totals",
        help=texts.say("what is keyed: totals of a table, its team's summary, or every sheet"),
    )
    parser.add_argument(
        "--unused-votes",
        action="store_true",
        help=texts.say("unused votes are counted too"),
    )
    parser.add_argument(
        "--count-before-verification",
        action="store_true",
        help=texts.say("votes may be counted before verification is complete, at one poll alone"),
    )
    parser.add_argument(
        "--expected",
        default="",
        metavar="HH:MM",
        help=texts.say("when the declarations are expected, London time of the night"),
    )


def _column(texts: Texts) -> Callable[[str], tuple[str, str]]:
    """Make the reader of one ``--map``."""

    def read(text: str) -> tuple[str, str]:
        columns = read_columns(text)
        if not columns:
            raise ArgumentTypeError(
                texts.say("“{text}” is not their name, =, and our name.", text=text)
            )
        return columns.popitem()

    return read


def _say_no_time(texts: Texts, text: str) -> str:
    return texts.say("“{text}” is not a time. Write it as 02:30.", text=text)


def _tell(made: Made, texts: Texts) -> None:
    print(
        texts.count(
            "{path}: {n} contest set up, to be proven against the ballot paper.",
            "{path}: {n} contests set up, to be proven against the ballot papers.",
            made.contests,
            path=made.path,
        )
    )
    for written, name in made.mended:
        print(
            texts.say(
                "The source writes “{written}”; the name was set up as “{name}”.",
                written=written,
                name=name,
            )
        )
    print(texts.say("Public keys, for whoever verifies: {path}", path=made.keys))
    print(texts.say("Sealed keys, for this laptop only: {path}", path=made.secrets))
    print(texts.say("Secrets to hand out, then delete: {path}", path=made.slips))
