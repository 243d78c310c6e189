"""The options of ``rehearse`` that say how deep the paper is keyed, and what it says at the end."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from countroom.app.count import read_count
from countroom.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

SAMPLE = ("resources/sample", "--election", "2024-05-02", "--council", "harlow")
NO_FEED = ("--feed", "http://127.0.0.1:9", "--no-documents")


@pytest.mark.parametrize("option", [("--depth", "deep"), ("--tables", "0"), ("--tables", "two")])
def test_a_depth_or_a_number_of_tables_that_cannot_be_is_misuse(
    option: tuple[str, str], tmp_path: Path, capsys: Capture
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["rehearse", *SAMPLE, "--out", str(tmp_path / "x"), *option])
    assert ended.value.code == 2
    assert option[0] in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_the_planned_and_the_played_bill_are_told_for_two_keyers_and_for_four(
    tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "night"
    run(["rehearse", *SAMPLE, "--out", str(out), *NO_FEED])
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Keying")]
    bill = re.compile(
        r"Keying, (planned|played): (\d\d) sheets, \d,\d{3} keystrokes,"
        r" \d+ minutes with 2 keyers, \d+ minutes with 4 keyers"
    )
    (planned, played) = (found for line in said if (found := bill.fullmatch(line)))
    assert planned.groups() == ("planned", "44")
    assert played[1] == "played"
    assert int(played[2]) > 44  # a recount on new sheets


def test_depth_and_tables_are_those_of_the_count_file_and_the_summary(
    tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "night"
    deep = ("--depth", "team_summary", "--tables", "3", "--json")
    run(["rehearse", *SAMPLE, "--out", str(out), *NO_FEED, *deep])
    found = json.loads(capsys.readouterr().out)
    assert found["depth"] == "team_summary"
    assert (
        set(found["planned"])
        == set(found["played"])
        == {
            *("sheets", "keystrokes", "minutes_with_2", "minutes_with_4"),
        }
    )
    for state in read_count(out / "night.count").contests.values():
        assert [one.table for one in state.contest.mini_counts][:3] == ["1", "2", "3"]
