"""Mayors by a plain command: a real one set up and rehearsed, an area's refused in words."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from countroom.app.count import read_count
from countroom.app.new_count import polls_in
from countroom.app.sources import Source
from countroom.cli import run
from countroom.domain.electing import final_votes

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

MANSFIELD = ("--election", "2019-05-02", "--council", "mayor-mansfield")


@pytest.fixture
def mayors(data_folder: Path) -> Path:
    return data_folder / "mayors-pcc"


@pytest.mark.data
def test_mansfields_mayor_is_rehearsed_to_the_end_of_the_second_count(
    mayors: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "night"
    asked = ["rehearse", str(mayors), *MANSFIELD, "--out", str(out), "--no-documents"]
    assert run(asked) == 0
    said = capsys.readouterr().out
    assert "Mansfield: declared, elected: Andy Abrahams" in said
    assert "Mayor of Mansfield: 1 of 1 declared" in said
    assert "Not certain yet" not in said
    (state,) = read_count(out / "night.count").contests.values()
    assert state.cleared is not None
    totals = state.cleared.event.declaration.totals
    assert totals.second is not None
    assert sorted(final_votes(totals)[one] for one in totals.second.votes) == [7_928, 7_930]
    night = json.loads((out / "feed" / "state" / "night.json").read_text(encoding="utf-8"))
    assert [one["slug"] for one in night["offices"]] == ["mayor-mansfield"]
    with (out / "feed" / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert rows["Andy Abrahams"]["elected"] == "1"
    assert rows["Kate Allsop"]["second_preferences"] == "2068"


@pytest.mark.data
def test_a_mayor_is_set_up_beside_the_council_that_votes_the_same_day(
    mayors: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "a.count"
    asked = ["setup", str(mayors.parent), str(mayors), "--election", "2019-05-02", "--test"]
    assert run([*asked, "--council", "mansfield,mayor-mansfield", "--out", str(out)]) == 0
    assert "37 contests set up" in capsys.readouterr().out
    count = read_count(out)
    laws = [str(state.contest.rule_set) for state in count.contests.values()]
    assert laws.count("council-mayor-2007-sv") == 1
    (mayor,) = count.contests_of("mayor.mansfield.2019-05-02")  # type: ignore[arg-type]
    assert [(box.id, box.kind) for box in mayor.contest.boxes] == [
        ("mansfield-S1", "station"),
        ("mansfield-P1", "postal"),
    ]
    names = [one.name for one in mayor.contest.candidates]
    assert names[:2] == ["Andy Abrahams", "Kate Allsop"]


@pytest.mark.data
@pytest.mark.parametrize("command", ["setup", "rehearse"])
@pytest.mark.parametrize(
    ("office", "day", "said"),
    [
        ("mayor-london", "2016-05-05", "Mayor of London: each council counts its own part"),
        ("pcc-dyfed-powys", "2021-05-06", "Total the areas with countroom tally."),
        ("pcc-hertfordshire", "2016-05-05", "column first_preference_votes: The cell is empty."),
    ],
)
def test_what_no_one_hall_counts_is_refused_in_words_and_nothing_is_left(
    mayors: Path, tmp_path: Path, capsys: Capture, command: str, office: str, day: str, said: str
) -> None:
    out = tmp_path / "x" / "night.count"
    asked = [command, str(mayors), "--election", day, "--council", office, "--out", str(out)]
    assert run(asked) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "has no poll" not in err
    assert not out.parent.exists()


@pytest.mark.data
def test_all_leaves_an_area_out_and_says_so(mayors: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "a.count"
    file = mayors / "sv-and-mayor-contests.csv"  # a file stands for the folder's pair
    asked = ["setup", str(file), "--election", "2021-05-06", "--council", "all", "--out", str(out)]
    assert run(asked) == 0
    assert "Mayor of London: each council" in capsys.readouterr().err
    assert set(read_count(out).elections) == {"mayor.bristol.2021-05-06"}


@pytest.mark.data
def test_the_first_start_lists_mayors_among_the_polls(mayors: Path) -> None:
    polls = {(one.slug, one.day): one for one in polls_in(Source([mayors]))}
    assert polls["mayor-mansfield", "2019-05-02"].wards == 0
    assert ("mayor-mansfield", "2023-05-04") in polls
    assert ("mayor-london", "2016-05-05") not in polls


@pytest.mark.data
def test_a_mayor_has_no_council_picture(mayors: Path, capsys: Capture) -> None:
    assert run(["council", str(mayors), *MANSFIELD]) == 2
    assert "has no poll on 2019-05-02 for: mayor-mansfield" in capsys.readouterr().err
