"""The Welsh catalogue is whole, and what is read at run time is what was written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from countroom.app.sources.tables import SourceFault
from countroom.domain.malformed import Malformed
from countroom.domain.refusals import refuse
from countroom.texts import Texts, say_malformed, say_refusal, say_source_fault

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


def test_every_number_in_a_sentence_is_written_as_a_figure() -> None:
    texts = Texts()
    assert texts.say("{n} of {all}", n=1_234, all="no") == "1,234 of no"
    assert texts.parts("{n} papers. Count {all}.", n=1_234, all=12) == (
        "1,234 papers.",
        "Count 12.",
    )
    assert texts.count("{n} of {all}", "{n} of {all}", 1_234, all=56_789) == "1,234 of 56,789"
    issued = refuse("more_than_verified", issued=1_300, verified=1_234)
    assert "1,234" in say_refusal(texts, issued)


def test_a_row_of_a_file_is_found_as_the_spreadsheet_writes_it() -> None:
    fault = SourceFault("column_missing", "candidates.csv", 12_345, "votes")
    assert say_source_fault(Texts(), fault).startswith("candidates.csv, row 12345, column votes: ")
    malformed = Malformed(12_345, "blt_no_end")
    assert say_malformed(Texts(), "ward.blt", malformed).startswith("ward.blt, line 12345: ")
