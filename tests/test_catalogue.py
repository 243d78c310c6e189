"""The Welsh catalogue is whole, and what is read at run time is what was written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from countroom.texts import Texts

ROOT = Path(__file__).resolve().parents[1]


def test_every_sentence_has_its_welsh_and_none_is_stale() -> None:
    command = [sys.executable, "packaging/texts.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


def test_welsh_counts_in_six_forms() -> None:
    texts = Texts("cy")
    said = {
        texts.count("{n} contest checked", "{n} contests checked", n).replace(str(n), "#")
        for n in (0, 1, 2, 3, 6, 4)
    }
    assert len(said) >= 3


def test_a_figure_of_none_is_written_and_thousands_are_parted() -> None:
    assert [Texts().figure(n) for n in (0, 999, 1_000, 1_234_567)] == [
        "0",
        "999",
        "1,000",
        "1,234,567",
    ]


def test_days_are_written_as_people_do() -> None:
    assert Texts().day("2024-05-02") == "2 May 2024"
    assert Texts("cy").day("2024-05-02") == "2 Mai 2024"
