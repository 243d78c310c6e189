"""Engines against each other on one file, in turns, so that a slow moment falls on all of them."""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bench.peers.process import Program, Running

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ROUNDS = 7
REPEAT = 3
LONG = 1.0
"""Seconds from which a turn is not repeated within the round."""

SLOW = 10.0
"""Seconds from which an engine is measured once and not in every round."""


@dataclass
class Timed:
    """One engine's turns: seconds to read and build, to count, and for both; why it stopped."""

    name: str
    read: list[float] = field(default_factory=list)
    count: list[float] = field(default_factory=list)
    both: list[float] = field(default_factory=list)
    peak_kb: int = 0
    elected: Any = None
    over: str = ""

    def take(self, answer: dict[str, Any]) -> None:
        """Keep the quickest of a turn's repetitions: the one that was disturbed least."""
        pairs = zip(answer["read"], answer["count"], strict=True)
        read, count = min(pairs, key=sum)
        self.read.append(read)
        self.count.append(count)
        self.both.append(read + count)
        self.peak_kb, self.elected = answer["peak_kb"], answer["elected"]

    def row(self, ours: Timed) -> dict[str, Any]:
        """Give the milliseconds, minimum and median of the turns, and the ratios to ours."""
        if not self.both:
            return {"over": self.over}
        ratios = sorted(ratios_of(self.both, ours.both))
        return {
            "ratio": round(statistics.median(ratios), 2),
            "spread": [round(ratios[0], 2), round(ratios[-1], 2)],
            "count_ratio": round(statistics.median(ratios_of(self.count, ours.count)), 2),
            "both_ms": _milliseconds(self.both),
            "read_ms": _milliseconds(self.read),
            "count_ms": _milliseconds(self.count),
            "peak_mb": round(self.peak_kb / 1024, 1),
            "turns": len(self.both),
            **({"over": self.over} if self.over else {}),
        }


def race(programs: Sequence[Program], path: Path) -> list[Timed]:
    """Time each program on a file; the first is ours, and its turns are one for every round."""
    with ExitStack() as stack:
        running = [stack.enter_context(Running(program)) for program in programs]
        timed = [Timed(one.name) for one in running]
        both = list(zip(running, timed, strict=True))
        first = {one.name: _first(one, figures, path) for one, figures in both}
        for _round in range(ROUNDS):
            for one, figures in both:
                if one.over or first[one.name] > SLOW:
                    continue
                if answer := one.ask(path, 1 if first[one.name] > LONG else REPEAT):
                    figures.take(answer)
                figures.over = one.over
    return timed


def ratios_of(theirs: Sequence[float], ours: Sequence[float]) -> list[float]:
    """Divide turn by turn; what was measured once, by the median of ours."""
    if len(theirs) == 1:
        return [theirs[0] / statistics.median(ours)]
    return [their / our for their, our in zip(theirs, ours, strict=False)]


def _first(one: Running, figures: Timed, path: Path) -> float:
    """Bring an engine's code off the disk and give the seconds; kept where there is no more."""
    answer = one.ask(path, 1)
    figures.over = one.over
    if answer is None:
        return 0.0
    seconds: float = answer["read"][0] + answer["count"][0]
    if seconds > SLOW:
        figures.take(answer)
    return seconds


def _milliseconds(turns: Sequence[float]) -> list[float]:
    return [round(min(turns) * 1e3, 2), round(statistics.median(turns) * 1e3, 2)]
