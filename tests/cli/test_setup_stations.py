"""``countroom setup`` with a stations file: mapped columns, bad rows, tables and depth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from countroom.app.count import read_count
from countroom.app.setup import columns_beside
from countroom.cli import run

if TYPE_CHECKING:
    Capture = pytest.CaptureFixture[str]

SAMPLE = ("resources/sample", "--election", "2024-05-02", "--council", "harlow")
TEMPLATE = Path(__file__).parents[2] / "resources" / "sample" / "stations-template.csv"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """The template under a council's own names of columns."""
    path = tmp_path / "theirs.csv"
    text = TEMPLATE.read_text(encoding="utf-8")
    header, rows = text.split("\n", 1)
    header = header.replace("station,", "Polling Station Number,").replace("electorate", "Electors")
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    return path


def test_the_template_gives_every_ward_its_stations(tmp_path: Path) -> None:
    out = tmp_path / "night.count"
    assert run(["setup", *SAMPLE, "--out", str(out), "--stations", str(TEMPLATE)]) == 0
    boxes = [s.contest.boxes for s in read_count(out).contests.values()]
    assert [len(one) for one in boxes] == [3] * 11
    assert not columns_beside(out).exists()


def test_without_a_stations_file_everything_stays_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "night.count"
    assert run(["setup", *SAMPLE, "--out", str(out)]) == 0
    contest = next(iter(read_count(out).contests.values())).contest
    assert [box.id for box in contest.boxes] == ["harlow.bush-fair-S1", "harlow.bush-fair-P1"]
    assert (contest.mini_counts, contest.expected_at) == ((), "")


def test_unknown_columns_are_asked_for_and_remembered(
    tmp_path: Path, theirs: Path, capsys: Capture
) -> None:
    asked = ["setup", *SAMPLE, "--stations", str(theirs)]
    out = tmp_path / "a.count"
    assert run([*asked, "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert f"{theirs}, row 1, column Polling Station Number: " in said
    assert "--map “Polling Station Number=NAME”" in said
    assert f"{theirs}, row 1, column Electors: " in said
    assert not out.exists()
    named = ["--map", "Polling Station Number=station", "--map", "Electors=electorate"]
    assert run([*asked, "--out", str(out), *named]) == 0
    kept = json.loads(columns_beside(out).read_text(encoding="utf-8"))
    assert kept == {"Polling Station Number": "station", "Electors": "electorate"}
    assert run([*asked, "--out", str(tmp_path / "b.count")]) == 0


def test_what_is_remembered_may_be_damaged(tmp_path: Path, theirs: Path) -> None:
    out = tmp_path / "a.count"
    for kept in ("not json", "[]", '{"Electors": 3}'):
        columns_beside(out).write_text(kept, encoding="utf-8")
        assert run(["setup", *SAMPLE, "--stations", str(theirs), "--out", str(out)]) == 2


def test_bad_rows_are_all_named_and_nothing_is_left(tmp_path: Path, capsys: Capture) -> None:
    bad = tmp_path / "bad.csv"
    text = TEMPLATE.read_text(encoding="utf-8")
    bad.write_text(text.replace("3518", "many", 1).replace("Mark Hall,13", "Nowhere,13", 1),
                   encoding="utf-8")  # fmt: skip
    assert run(["setup", *SAMPLE, "--stations", str(bad), "--out", str(tmp_path / "a.count")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in said] == [
        f"{bad}, row 2, column electorate",
        f"{bad}, row 14, column ward",
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["bad.csv"]


def test_tables_depth_and_the_rest_go_into_the_file(tmp_path: Path) -> None:
    out = tmp_path / "a.count"
    how = ["--tables", "2", "--depth", "every_sheet", "--unused-votes", "--expected", "01:15",
           "--count-before-verification"]  # fmt: skip
    assert run(["setup", *SAMPLE, "--stations", str(TEMPLATE), "--out", str(out), *how]) == 0
    count = read_count(out)
    contest = next(iter(count.contests.values())).contest
    assert [one.table for one in contest.mini_counts] == ["Table 1", "Table 2"]
    assert all(one.sheets > 10 and len(one.boxes) == 3 for one in contest.mini_counts)
    assert contest.keeps_unused_votes
    assert contest.expected_at == "2024-05-03T00:15:00.000Z"
    assert next(iter(count.elections.values())).count_before_verification


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--expected", "soon"], "“soon” is not a time"),
        (["--map", "nothing"], "“nothing” is not their name"),
        (["--tables", "0"], "0"),
        (["--depth", "deep"], "deep"),
    ],
)
def test_what_cannot_be_is_said(
    tmp_path: Path, capsys: Capture, more: list[str], says: str
) -> None:
    asked = ["setup", *SAMPLE, "--out", str(tmp_path / "a.count"), *more]
    try:
        code = run(asked)
    except SystemExit as ended:
        code = int(ended.code or 0)
    assert code == 2
    assert says in capsys.readouterr().err


def test_a_stations_file_that_is_not_there_is_said(tmp_path: Path, capsys: Capture) -> None:
    missing = str(tmp_path / "none.csv")
    out = str(tmp_path / "a.count")
    assert run(["setup", *SAMPLE, "--out", out, "--stations", missing]) == 5
    assert "does not exist" in capsys.readouterr().err
