"""What the commands that read a source of elections share."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from countroom.app.sources import councils_on, polls_on
from countroom.texts import say_source_fault

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from countroom.app.sources import Source, SourceFault
    from countroom.texts import Texts


def add_source_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare SOURCE…, ``--election`` and ``--council``."""

    def day(text: str) -> str:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            sentence = texts.say("“{text}” is not a day. Write it as 2024-05-02.", text=text)
            raise ArgumentTypeError(sentence) from error

    parser.add_argument("source", type=Path, nargs="+", metavar="SOURCE")
    parser.add_argument(
        "--election",
        type=day,
        required=True,
        metavar="DATE",
        help=texts.say("the polling day, as 2024-05-02"),
    )
    parser.add_argument(
        "--council",
        required=True,
        metavar="SLUG[,SLUG...]|all",
        help=texts.say("councils or mayors by their slug, or all that poll that day"),
    )


def chosen_councils(
    source: Source, arguments: argparse.Namespace, texts: Texts
) -> list[str] | None:
    """Give the councils asked for; None after saying which of them has no poll that day."""
    return _chosen(source, arguments, texts, councils_on(source, arguments.election))


def chosen_polls(source: Source, arguments: argparse.Namespace, texts: Texts) -> list[str] | None:
    """Give the councils and mayors asked for; None after saying why one cannot be had.

    An office of an area that several halls count is named, and left out of ``all``.
    """
    day, asked = arguments.election, arguments.council.lower().split(",")
    left = [f for f in source.left_out(day) if f.council in asked or asked == ["all"]]
    say_faults(left, texts)
    if left and asked != ["all"]:
        return None
    return _chosen(source, arguments, texts, polls_on(source, day))


def _chosen(
    source: Source, arguments: argparse.Namespace, texts: Texts, polling: list[str]
) -> list[str] | None:
    if arguments.council == "all":
        if not polling:
            say_faults(source.faults(arguments.election, ""), texts)
            _say_no_poll(arguments, "all", texts)
        return polling or None
    asked = [slug for slug in arguments.council.lower().split(",") if slug]
    missing = [slug for slug in asked if slug not in polling]
    if missing or not asked:
        say_faults(source.faults(arguments.election, ""), texts)
        _say_no_poll(arguments, ", ".join(missing), texts)
        return None
    return list(dict.fromkeys(asked))


def say_faults(faults: Iterable[SourceFault], texts: Texts) -> None:
    """Name every bad row on stderr."""
    for fault in faults:
        print(say_source_fault(texts, fault), file=sys.stderr)


def _say_no_poll(arguments: argparse.Namespace, slugs: str, texts: Texts) -> None:
    sentence = texts.say(
        "The source has no poll on {day} for: {slugs}. Check the date and the council's slug.",
        day=arguments.election,
        slugs=slugs,
    )
    print(sentence, file=sys.stderr)
