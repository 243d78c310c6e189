"""The one protocol of every engine: a process that reads, counts and tells how long each took.

``python -m bench.peers.protocol MODULE:FUNCTION``, started in ``tests`` by the interpreter that has
the engine. FUNCTION imports the engine and gives how to read a file and how to count what was
read. Then each line in is ``{"path", "repeat"}``, each line out ``{"read", "count", "elected",
"peak_kb"}``: seconds of every repetition, what the last one found, and the memory's peak so far.
An engine that fails answers ``{"error"}`` in its own words.
"""

from __future__ import annotations

import json
import random
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Engine(NamedTuple):
    """How an engine reads a file into what it counts, and counts that."""

    read: Callable[[str], Any]
    count: Callable[[Any], Any]


def main() -> None:
    """Answer every line until there are no more."""
    module, function = sys.argv[1].split(":")
    engine: Engine = getattr(import_module(module), function)()
    answers, sys.stdout = sys.stdout, sys.stderr  # some engines print
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(_answer(engine, **json.loads(line))), file=answers, flush=True)


def _answer(engine: Engine, path: str, repeat: int) -> dict[str, Any]:
    read, count, found = [], [], None
    random.seed(1)  # some engines draw lots of their own accord
    try:
        for _ in range(repeat):
            began = time.perf_counter()
            ballots = engine.read(path)
            between = time.perf_counter()
            found = engine.count(ballots)
            ended = time.perf_counter()
            read.append(between - began)
            count.append(ended - between)
            del ballots
    except Exception as error:  # noqa: BLE001 - another's program may raise anything
        return {"error": f"{type(error).__name__}: {error}"[:200]}
    return {"read": read, "count": count, "elected": found, "peak_kb": peak_kb()}


def peak_kb() -> int:
    """Give the peak of this process's memory; the kernel's older count has the parent's in it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1])


if __name__ == "__main__":
    main()
