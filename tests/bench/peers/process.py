"""Engines as processes: started, asked in turns, cut off when they take too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, NamedTuple, Self

TESTS = Path(__file__).resolve().parents[2]
CUT_OFF = 60.0
"""Seconds after which an answer is no longer waited for."""

STARTING = 120.0
"""Seconds in which an engine must have been imported."""


class Program(NamedTuple):
    """An engine by its name, where its interpreter is, and the function that gives it."""

    name: str
    python: Path
    engine: str


class Running:
    """One engine in a process of its own; ``over`` says in words why it answers no more."""

    def __init__(self, program: Program) -> None:
        self.name = program.name
        self.over = ""
        command = (str(program.python), "-m", "bench.peers.protocol", program.engine)
        # One order of sets and dictionaries of strings in every run.
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, cwd=TESTS, env=environment, stdin=pipe, stdout=pipe, stderr=quiet, text=True
        )
        self._line(STARTING)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, path: Path, repeat: int, seconds: float = CUT_OFF) -> dict[str, Any] | None:
        """Have a file read and counted so many times; None where there is no answer."""
        if self.over:
            return None
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"path": str(path), "repeat": repeat}) + "\n")
        self._process.stdin.flush()
        answer = self._line(seconds * repeat)
        if answer and "error" in answer:
            self.over = answer["error"]
            answer = None
        return answer

    def _line(self, seconds: float) -> dict[str, Any] | None:
        assert self._process.stdout
        impatience = threading.Timer(seconds, self._cut_off, [seconds])
        impatience.start()
        line = self._process.stdout.readline()
        impatience.cancel()
        found: dict[str, Any] | None = json.loads(line) if line else None
        if found is None and not self.over:
            self.over = "ended of itself"
        return found

    def _cut_off(self, seconds: float) -> None:
        self.over = f"cut off after {seconds:.0f} s"
        self._process.kill()


def ours(engine: str) -> Program:
    """Name one of our own engines."""
    return Program("countroom", Path(sys.executable), f"bench.peers.ours:{engine}")
