"""Measure what has a target and write ``build/bench.json``. Usage: ``python3 dev.py bench [NAME]``.

Ratios are taken in one run on one machine and one disk. Each entry is
``{"value", "unit", "against", "ratio", "target", "met"}``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(ROOT)]

from bench import counting, desk, log, nights, printing, room, window  # noqa: E402 - found through the line above
from bench.result import NotMeasured  # noqa: E402 - the same

BENCHES = {
    "durable_entry": log.durable_entry,
    "rebuild_60000_events": log.rebuild,
    "rehearse_harlow": nights.harlow,
    "rehearse_2024": nights.all_of_2024,
    "window_exposed": window.window_exposed,
    "key_to_paint": desk.key_to_paint,
    "page_change_147": desk.page_change,
    "checks_after_a_field": room.checks_after_a_field,
    "checks_on_demand": room.checks_on_demand,
    "open_full_room": room.open_full_room,
    "print_set": printing.print_set,
    "tally_vs_fastest": counting.tally_vs_fastest,
    "tally_vs_right": counting.tally_vs_right,
    "tally_growth": counting.tally_growth,
    "ward_with_sheet": counting.ward_with_sheet,
    "count_memory": counting.count_memory,
    "lists_vs_fastest": counting.lists_vs_fastest,
}


def main() -> int:
    """Run the named benches, or all; exit code 1 when a target is missed."""
    chosen = sys.argv[1:] or list(BENCHES)
    out = ROOT / "build" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    found = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    missed = False
    for name in chosen:
        # Beside the checkout's own build folder, because a temporary folder may be in memory.
        try:
            with tempfile.TemporaryDirectory(dir=out.parent) as folder:
                result = BENCHES[name](Path(folder))
        except NotMeasured as reason:
            print(f"{name}: not measured, {reason}", flush=True)
            continue
        found[name] = result
        missed |= not result["met"]
        print(f"{name}: {json.dumps(result)}", flush=True)
    found["machine"] = {"cores": os.cpu_count(), "python": sys.version.split()[0]}
    out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
