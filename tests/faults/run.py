"""Run the fault harnesses and write what they counted to ``build/faults.json``.

Usage: ``python3 dev.py faults [--kills N] [--seed N]``. Exit code 1 when anything was lost, or
when a planted mutant was not caught.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from faults import kill  # noqa: E402 - found through the line above

LONG_RUN = 5_000
MUTANT_KILLS = 60


def main() -> int:
    """Run the harnesses that exist: SIGKILL of the core."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=LONG_RUN)
    parser.add_argument("--seed", type=int, default=1)
    wishes = parser.parse_args()
    result = run_kills(wishes.kills, wishes.seed)
    out = HERE.parents[1] / "build" / "faults.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    sound = not result["lost"] and not result["broken"] and result["mutant_caught"]
    return 0 if sound else 1


def run_kills(kills: int, seed: int) -> dict[str, object]:
    """Kill the real program, then the mutant that the same harness must catch."""
    with tempfile.TemporaryDirectory() as folder:
        real = kill.run(Path(folder), kills, seed)
    with tempfile.TemporaryDirectory() as folder:
        mutant = kill.run(Path(folder), MUTANT_KILLS, seed, "ack-before-commit")
    return {
        "harness": "SIGKILL, core",
        "seed": seed,
        "kills": real.kills,
        "acknowledged_events": real.events,
        "acknowledged_fields": real.fields,
        "lost": real.lost,
        "broken": real.broken,
        "mutant": "ack-before-commit",
        "mutant_kills": mutant.kills,
        "mutant_lost": len(mutant.lost),
        "mutant_caught": bool(mutant.lost),
    }


if __name__ == "__main__":
    sys.exit(main())
