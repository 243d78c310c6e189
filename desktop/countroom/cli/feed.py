"""``countroom feed``: the central feed, until it is told to stop."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast, get_args

from countroom.cli.main import DONE, MISUSE
from countroom.domain.election import Environment
from countroom.feed.serving import Settings, serve

if TYPE_CHECKING:
    import argparse

    from countroom.texts import Texts

_ORIGIN: Final = re.compile(r"[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._-]+)+")
_LAST_PORT: Final = 65_535


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``feed`` takes."""
    say = texts.say
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="DIR",
        help=say("folder of the feed: its log, its key, approved key files"),
    )
    parser.add_argument("--host", default="127.0.0.1", help=say("address to listen on"))
    parser.add_argument(
        "--port", type=int, default=8440, help=say("port to listen on; 0 takes a free one")
    )
    parser.add_argument(
        "--origin",
        default="localhost/test",
        metavar="NAME",
        help=say("name in all that the feed signs; it ends in /live or /test"),
    )
    parser.add_argument(
        "--publish", type=Path, metavar="PLACE", help=say("folder for the published files")
    )


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Serve; SIGTERM and SIGINT end it after a last publication. Raises Fault."""
    environment = arguments.origin.rpartition("/")[2]
    if not _ORIGIN.fullmatch(arguments.origin) or environment not in get_args(Environment):
        return _misuse(
            texts.say(
                "“{origin}” cannot be an origin. Give a name that ends in /live or /test, "
                "such as results.example.org/2027-05-06/test.",
                origin=arguments.origin,
            )
        )
    if not 0 <= arguments.port <= _LAST_PORT:
        return _misuse(
            texts.say(
                "{port} cannot be a port. Give one from 0 to {last}.",
                port=arguments.port,
                last=_LAST_PORT,
            )
        )
    serve(
        Settings(
            data=arguments.data,
            origin=arguments.origin,
            environment=cast("Environment", environment),
            publish=arguments.publish,
            host=arguments.host,
            port=arguments.port,
        ),
        texts,
        lambda address: print(
            f"countroom feed: {address}  {arguments.origin}  {environment}", flush=True
        ),
    )
    return DONE


def _misuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return MISUSE
