"""The feed of a rehearsal: the real server, as a process of its own, for as long as it lasts."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from countroom.app.files import make_folder
from countroom.domain.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE_SECONDS: Final = 30


def own_program() -> list[str]:
    """Give the words that start this program again, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "countroom"]


@contextmanager
def embedded_feed(folder: Path, day: str, url: str | None) -> Iterator[str]:
    """Give the address of a feed: the one named, or one that runs in ``folder`` meanwhile.

    Leaving waits for its last publication. Raises Fault when it does not start.
    """
    if url is not None:
        yield url
        return
    make_folder(folder)
    origin = f"localhost/{day}/test"
    command = [*own_program(), "feed", "--data", str(folder), "--port", "0", "--origin", origin]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as feed:
        try:
            yield _address(feed)
        finally:
            feed.terminate()
            try:
                feed.communicate(timeout=_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                feed.kill()


def _address(feed: subprocess.Popen[str]) -> str:
    """Read the one line in which a feed says where it listens."""
    watch = threading.Timer(_PATIENCE_SECONDS, feed.kill)
    watch.start()
    line = feed.stdout.readline() if feed.stdout else ""
    watch.cancel()
    address = next((word for word in line.split() if word.startswith("http")), None)
    if address is None:
        _, trouble = feed.communicate(timeout=_PATIENCE_SECONDS)
        reason = trouble.strip().splitlines() or [str(feed.returncode)]
        raise Fault("feed_not_started", reason=reason[-1])
    return address
