"""Whole nights by the command line, as a person would start them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.result import NotMeasured, result

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "countroom")


def harlow(folder: Path) -> dict[str, Any]:
    """Play Harlow with its sheets; the time is after the start of the program."""
    out = folder / "harlow"
    _run("rehearse", str(ROOT / "resources/sample"), *_day("harlow"), "--out", str(out))
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return result(summary["seconds"], "s", 3.0, digits=2)


def all_of_2024(folder: Path) -> dict[str, Any]:
    """Play all councils of 2024 without documents; the time is the whole process."""
    data = os.environ.get("COUNTROOM_DATA")
    if not data:
        raise NotMeasured("COUNTROOM_DATA is not set")
    began = time.perf_counter()
    _run("rehearse", data, *_day("all"), "--no-documents", "--out", str(folder / "all"))
    return result(time.perf_counter() - began, "s", 45.0, digits=2)


def _day(council: str) -> tuple[str, ...]:
    return ("--election", "2024-05-02", "--council", council, "--mistakes", "0.05")


def _run(*arguments: str) -> None:
    subprocess.run([*PROGRAM, *arguments], check=True, stdout=subprocess.DEVNULL)
