"""``countroom setup``: build a count file; every bad row is named at once, nothing half-made."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from countroom.app.clock import SystemClock
from countroom.app.new_count import Made, Wanted, make_count
from countroom.app.sources import Source
from countroom.cli.main import DONE, MISUSE
from countroom.cli.sources import add_source_arguments, chosen_councils, say_faults
from countroom.domain.refusals import Refusal
from countroom.texts import say_refusal

if TYPE_CHECKING:
    import argparse

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


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Build the count file, its key file, its sealed file and the slips to hand out."""
    environment: Environment = "test" if arguments.test else "live"
    source = Source(arguments.source)
    slugs = chosen_councils(source, arguments, texts)
    if slugs is None:
        return MISUSE
    wanted = Wanted(arguments.election, tuple(slugs), arguments.out, environment, arguments.officer)
    made = make_count(source, wanted, SystemClock(), secrets.token_bytes, texts)
    if isinstance(made, Refusal):
        print(say_refusal(texts, made), file=sys.stderr)
        return MISUSE
    if not isinstance(made, Made):
        say_faults(made, texts)
        return MISUSE
    _tell(made, texts)
    return DONE


def _tell(made: Made, texts: Texts) -> None:
    print(
        texts.count(
            "{path}: {n} contest set up, to be proven against the ballot paper.",
            "{path}: {n} contests set up, to be proven against the ballot papers.",
            made.contests,
            path=made.path,
        )
    )
    print(texts.say("Public keys, for whoever verifies: {path}", path=made.keys))
    print(texts.say("Sealed keys, for this laptop only: {path}", path=made.secrets))
    print(texts.say("Secrets to hand out, then delete: {path}", path=made.slips))
