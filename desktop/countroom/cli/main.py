"""Read the command, run it, turn faults into one plain sentence and an exit code.

Exit codes: 0 done; 1 done, and the answer is no; 2 misuse or unreadable input; 5 the
environment failed.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from countroom import __version__
from countroom.domain.faults import Fault
from countroom.texts import LANGUAGES, N_, Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.texts import Language

COMMANDS: Final = {
    "setup": N_("build a count file from a source of elections"),
    "rehearse": N_("play a real count night with the TEST environment"),
    "council": N_("say who controls a council before and after, and what changed"),
    "tally": N_("count one contest from ballots, votes or a stage sheet"),
    "check": N_("run every check on every contest of a count file"),
    "documents": N_("typeset sheets from a count file"),
    "verify": N_("verify a count file's chain, signatures, rules and receipts"),
    "feed": N_("run the central feed"),
    "doctor": N_("say whether this machine is fit for a night"),
}

DONE, ANSWER_IS_NO, MISUSE, ENVIRONMENT_FAILED = 0, 1, 2, 5
COUNT_FILE: Final = ".count"
_INTERRUPTED: Final = 130
_UNREADABLE_INPUT: Final = frozenset(
    {"not_a_count_file", "not_a_key_file", "newer_version", "file_damaged", "not_a_feed"}
)


def run(argv: Sequence[str]) -> int:
    """Run one command line and give its exit code; argparse ends misuse with code 2 itself."""
    # Names of people and places come in any script; a terminal that cannot show one letter
    # must not stop a count.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    command = next((word for word in argv if word in COMMANDS), None)
    texts = Texts(_language(argv))
    parser = _desk_parser(texts) if _opens_the_desk(argv) else _parser(texts, command)
    arguments = parser.parse_args(argv)
    try:
        return int(import_module(f"countroom.cli.{command or 'desk'}").run(arguments, texts))
    except Fault as fault:
        from countroom.texts import say_fault  # noqa: PLC0415 - see ui.first_sight

        print(say_fault(texts, fault.code, fault.details), file=sys.stderr)
        return MISUSE if fault.code in _UNREADABLE_INPUT else ENVIRONMENT_FAILED
    except BrokenPipeError:
        # Whoever read our output has seen enough; the last flush must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ENVIRONMENT_FAILED
    except KeyboardInterrupt:
        print(texts.say("Stopped. What was shown as saved is safe."), file=sys.stderr)
        return _INTERRUPTED


def _opens_the_desk(argv: Sequence[str]) -> bool:
    """Say whether no command is given: nothing at all, or a count file and its options."""
    if any(word in COMMANDS or word in {"-h", "--help", "--version"} for word in argv):
        return False
    words = [word for word in argv if not word.startswith("-")]
    return not words or argv[0].startswith("--") or words[0].endswith(COUNT_FILE)


def _desk_parser(texts: Texts) -> argparse.ArgumentParser:
    parser = _whole_parser(texts)
    import_module("countroom.cli.desk").add_arguments(parser, texts)
    return parser


def _whole_parser(texts: Texts) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="countroom",
        description=texts.say("What a UK count centre runs on election night."),
        epilog=texts.say("Without a command, or with a count file, the desk opens."),
    )
    parser.add_argument("--version", action="version", version=f"countroom {__version__}")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    return parser


def _parser(texts: Texts, command: str | None) -> argparse.ArgumentParser:
    parser = _whole_parser(texts)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=texts.say(summary), description=texts.say(summary))
        if name == command:
            import_module(f"countroom.cli.{name}").add_arguments(sub, texts)
    return parser


def _language(argv: Sequence[str]) -> Language:
    # Asked for before the parser exists, because its own help speaks too; after the command's
    # name the option means the sheets'.
    words = list(takewhile(lambda word: word not in COMMANDS, argv))
    return "cy" if words[-2:] == ["--language", "cy"] or "--language=cy" in words else "en"
