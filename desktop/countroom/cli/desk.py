"""``countroom`` without a command, or with a count file: open the desk."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from countroom.bundled import bundled
from countroom.cli.main import ENVIRONMENT_FAILED
from countroom.cli.screen import require_screen

if TYPE_CHECKING:
    import argparse

    from countroom.cli.checked_log import LogChecks
    from countroom.texts import Texts

_SAMPLE: Final = ("harlow", "2024-05-02")


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what the desk takes."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.count")
    parser.add_argument(
        "--feed", metavar="URL", default="", help=texts.say("the feed that declarations go to")
    )


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Show the window until it is closed."""
    require_screen()
    try:
        from countroom.ui.program import run_program  # noqa: PLC0415 - only here is Qt needed
    except ImportError as error:
        if "PySide6" not in str(error) and "lib" not in str(error):
            raise
        sentence = texts.say(
            "The window cannot start ({reason}). Install the desktop part: `python3 dev.py setup`.",
            reason=error,
        )
        print(sentence, file=sys.stderr)
        return ENVIRONMENT_FAILED
    return run_program(Practice(), arguments.file, arguments.feed, texts.language)


class Practice:
    """The practice nights of one run of the program, each with a feed of its own."""

    def __init__(self) -> None:
        self._feeds = ExitStack()
        self._checks: LogChecks | None = None

    def practise(self) -> tuple[Path, str]:
        """Set a practice night out in the person's own folder. Raises Fault."""
        from countroom.app.practice import prepare_practice  # noqa: PLC0415
        from countroom.app.preferences import practice_folder  # noqa: PLC0415
        from countroom.app.sources import Source  # noqa: PLC0415
        from countroom.cli.embedded_feed import embedded_feed  # noqa: PLC0415

        slug, day = _SAMPLE
        folder = practice_folder() / datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
        path = folder / "practice.count"
        prepare_practice(Source([bundled("sample")]), slug, day, path)
        feed = self._feeds.enter_context(embedded_feed(folder / "feed", day, None))
        return path, feed

    def feed_beside(self, path: Path, day: str) -> str:
        """Start the feed beside a practice night again. Raises Fault."""
        from countroom.cli.embedded_feed import embedded_feed  # noqa: PLC0415

        folder = path.parent / "feed"
        if not folder.is_dir():
            return ""
        return self._feeds.enter_context(embedded_feed(folder, day, None))

    def check_log(self, path: Path) -> str:
        """Verify a count file in a process of its own: the window keeps its pace."""
        from countroom.cli.checked_log import LogChecks  # noqa: PLC0415 - after the first sight

        if self._checks is None:
            self._checks = LogChecks()
        return self._checks.check(path)

    def close(self) -> None:
        """End the feeds and what is being checked."""
        if self._checks is not None:
            self._checks.end()
        self._feeds.close()
