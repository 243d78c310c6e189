"""What a bench hands back: a figure against its target, or the reason why there is none."""

from __future__ import annotations

import os
from typing import Any


class NotMeasured(Exception):  # noqa: N818 - no error: this machine cannot tell
    """What this machine lacks to measure it."""


def result(
    value: float,
    unit: str,
    target: float,
    *,
    against: float | None = None,
    digits: int = 3,
    at_least: bool = False,
) -> dict[str, Any]:
    """Put a figure, or its ratio to the base where there is one, against the target.

    It is met at the target or below, or with ``at_least`` at the target or above.
    """
    ratio = None if against is None else round(value / against, 3)
    figure = value if ratio is None else ratio
    return {
        "value": round(value, digits),
        "unit": unit,
        "against": None if against is None else round(against, digits),
        "ratio": ratio,
        "target": target,
        "met": figure >= target if at_least else figure <= target,
        "cores": os.cpu_count(),
    }
