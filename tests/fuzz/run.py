"""Spoil inputs of a tally for so many minutes and write what came of it to ``build/fuzz.json``.

Usage: ``COUNTROOM_DATA=... python tests/fuzz/run.py [--minutes N] [--seed N]``. Every input has a
seed of its own, so that a fault is made again by its number; what was at fault is kept beside the
report. Times of one input are the processor's, whatever else the machine does. Exit code 1 when a
reader let anything through or did not come back.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from countroom.app.tally import LotGiven  # noqa: E402 - found through the line above
from fuzz.readers import SMALL, Input, judged, real, spoiled  # noqa: E402

if TYPE_CHECKING:
    from types import FrameType

PATIENCE_SECONDS = 20
MOST_FAULTS = 50
BUILD = HERE.parents[1] / "build"
NAMES = ("Ann Ash", "Bob Birch", "1", "2", "A", "Eve")


class DidNotComeBackError(Exception):
    """A reader took longer than anybody waits."""


def main() -> int:
    """Fuzz the readers with small and, where there are any, real inputs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**9))
    wishes = parser.parse_args()
    data = os.environ.get("COUNTROOM_DATA")
    result = fuzz(wishes.minutes * 60, wishes.seed, real(Path(data)) if data else ())
    BUILD.mkdir(exist_ok=True)
    report = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
    (BUILD / "fuzz.json").write_text(report, encoding="utf-8")
    print(report)
    return 1 if result["faults"] else 0


def fuzz(seconds: float, seed: int, inputs: tuple[Input, ...]) -> dict[str, Any]:
    """Try inputs until the time is over, three of four of them small."""
    signal.signal(signal.SIGVTALRM, _give_up)
    begun, slowest = time.monotonic(), (0.0, 0)
    outcomes: Counter[str] = Counter()
    faults: list[dict[str, Any]] = []
    number = 0
    while time.monotonic() - begun < seconds and len(faults) < MOST_FAULTS:
        number += 1
        chance = Random(f"{seed} {number}")
        one = spoiled(
            chance, chance.choice(SMALL if chance.random() < 0.75 or not inputs else inputs)
        )
        seats = chance.choice((*[None] * 9, 1, 2, 999))
        lots = (
            [LotGiven(chance.randint(0, 3), chance.choice(NAMES))] if chance.random() < 0.1 else []
        )
        started = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE_SECONDS)
        try:
            outcomes[judged(one, seats, *lots)] += 1
        except Exception as error:  # noqa: BLE001 - whatever a reader lets through is what is sought
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            faults.append(_kept(number, one, error))
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        slowest = max(slowest, (time.process_time() - started, number))
    return {
        "seed": seed,
        "seconds": round(time.monotonic() - begun),
        "inputs": number,
        "slowest_seconds": round(slowest[0], 3),
        "slowest_number": slowest[1],
        "most_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "real_inputs": len(inputs),
        "outcomes": dict(outcomes.most_common()),
        "faults": faults,
    }


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise DidNotComeBackError


def _kept(number: int, one: Input, error: Exception) -> dict[str, Any]:
    folder = BUILD / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.input").write_bytes(one.content)
    last = "".join(traceback.format_exception(error)[-4:])
    return {"number": number, "rules": one.rules, "bytes": len(one.content), "error": last}


if __name__ == "__main__":
    sys.exit(main())
