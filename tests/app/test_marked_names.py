"""Names into which a source wrote who was elected: real rows of three years, read clean and told.

All of them stand in contests whose last seat was drawn by lot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from countroom.app.count import read_count
from countroom.app.rehearsal.source import published_night
from countroom.app.sources import Source
from countroom.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

MARKED = {
    "local.caerphilly.newbridge.2017-05-04": ("Kath Baker", "Leeroy Jeremiah"),
    "local.sutton.nonsuch.2018-05-03": ("James McDermott-Hill", "Samantha Bourne"),
    "local.hertsmere.borehamwood-kenilworth.2019-05-02": ("Dan Ozarow", "Kumail Jaffer"),
    "local.thanet.viking.2019-05-02": ("David Saunders", "Roger Binks"),
    "local.tunbridge-wells.paddock-wood-west.2019-05-02": ("Matt Bailey", "Raymond Moon"),
    "local.waverley.hindhead.2019-05-02": ("Geoffrey Whitby", "Peter Isherwood"),
}


@pytest.mark.data
def test_every_marked_row_of_three_years_is_read_without_its_mark(data_folder: Path) -> None:
    source = Source([data_folder])
    found: dict[str, tuple[str, ...]] = {}
    for date in ("2017-05-04", "2018-05-03", "2019-05-02"):
        for contest, standing in source.day(date).candidates.items():
            assert not any("elected)" in one.name.casefold() for one in standing), contest
            mended = [one for one in standing if one.written]
            if mended:
                found[contest] = tuple(sorted(one.name for one in mended))
            for one in mended:  # the mark and the source's own column say the same
                assert one.elected is ("not elected" not in one.written.casefold())
    assert found == MARKED


@pytest.mark.data
def test_a_mended_name_is_told_by_a_rehearsal_and_by_setup(
    data_folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    night = published_night(Source([data_folder]), "sutton", "2018-05-03")
    told = {one.source: one.played for one in night.cases if one.code == "name_marked"}
    assert told == {
        "James McDermott-Hill (Elected)": "James McDermott-Hill",
        "Samantha Bourne (Not elected)": "Samantha Bourne",
    }
    out = tmp_path / "a.count"
    asked = ["setup", str(data_folder), "--election", "2018-05-03", "--council", "sutton"]
    assert run([*asked, "--out", str(out), "--test"]) == 0
    assert (
        "The source writes “Samantha Bourne (Not elected)”; the name was set up as "
        "“Samantha Bourne”." in capsys.readouterr().out
    )
    names = [
        one.name for state in read_count(out).contests.values() for one in state.contest.candidates
    ]
    assert "Samantha Bourne" in names
    assert not [name for name in names if "elected" in name.casefold()]
