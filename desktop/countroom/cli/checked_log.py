"""A whole count file verified by ``countroom verify``, run as a process of its own."""

from __future__ import annotations

import json
import subprocess
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from countroom.cli.embedded_feed import own_program

if TYPE_CHECKING:
    from pathlib import Path

_SOUND: Final = frozenset({"valid", "superseded", "not_published"})


class LogChecks:
    """The verifications that are under way; ``end`` stops them when the window closes."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()

    def check(self, path: Path) -> str:
        """Verify chain, signatures and rules; give the reason against, empty where it is sound.

        Without the key file made at set-up nobody knows whose the signatures are: a reason.
        """
        with subprocess.Popen(  # noqa: S603 - our own program
            [*own_program(), "verify", str(path), "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            with self._lock:
                self._running.add(process)
            said, trouble = process.communicate()
            with self._lock:
                self._running.discard(process)
        try:
            verdict = json.loads(said)
        except ValueError:
            return trouble.strip() or str(process.returncode)
        if verdict["verdict"] in _SOUND:
            return ""
        return str(verdict["reason"] or verdict["verdict"])

    def end(self) -> None:
        """Stop what is under way."""
        with self._lock:
            for process in self._running:
                with suppress(ProcessLookupError):
                    process.terminate()
