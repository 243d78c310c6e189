"""Mayors and a commissioner of the supplementary vote, rehearsed by their published figures.

First preferences and what the second count added are the source's; the winner it names is the
oracle and is not counted by.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from countroom.app.audit import read_key_file, verify_count
from countroom.app.count import read_count
from countroom.app.rehearsal.council import Wishes, rehearse_council
from countroom.app.rehearsal.crew import make_crew
from countroom.app.rehearsal.source import mayors_night
from countroom.app.setup import keys_beside
from countroom.app.sources.mayors import law_of, read_mayors
from countroom.domain.declaration import Second
from countroom.domain.electing import final_votes
from countroom.domain.identifiers import ContestId
from countroom.domain.sheets import ELSEWHERE, PAPERS

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.app.rehearsal.council import Rehearsed
    from countroom.app.sources.mayors import Mayoral
    from countroom.domain.state import ContestState

WISHES = Wishes(seed=7, mistakes=0.2, documents=None, closely=False, feed=None)
FINAL = {
    "mayor.mansfield.2019-05-02": {"Andy Abrahams": 7_930, "Kate Allsop": 7_928},
    "mayor.bedford.2019-05-02": {"Dave Hodgson": 21_416, "Gianni Carofano": 18_105},
    "mayor.bedford.2009-10-15": {"Parvez Akhtar": 11_543, "Dave Hodgson": 13_555},
    "mayor.bristol.2021-05-06": {"Marvin Rees": 59_276, "Sandy Hore-Ruthven": 45_663},
    "mayor.london.2016-05-05": {"Zac Goldsmith": 994_614, "Sadiq Aman Khan": 1_310_143},
}
"""Totals after the second count as published, by candidate."""


@pytest.fixture(scope="module")
def mayors(data_folder: Path) -> dict[ContestId, Mayoral]:
    return read_mayors(data_folder / "mayors-pcc")[0]


def played(
    mayoral: Mayoral, folder: Path, wishes: Wishes = WISHES
) -> tuple[Rehearsed, ContestState]:
    rehearsed = rehearse_council(
        mayors_night(mayoral), make_crew(wishes.seed), folder, wishes, lambda _: None
    )
    path = folder / "night.count"
    count = read_count(path)
    assert verify_count(path, read_key_file(keys_beside(path))).problem is None
    return rehearsed, count.contests[mayoral.contest.id]


@pytest.mark.data
@pytest.mark.parametrize("contest", FINAL)
def test_a_mayor_is_elected_as_published_after_two_counts(
    mayors: dict[ContestId, Mayoral], tmp_path: Path, contest: str
) -> None:
    mayoral = mayors[ContestId(contest)]
    rehearsed, state = played(mayoral, tmp_path)
    assert state.cleared is not None
    declared = state.cleared.event.declaration
    assert (rehearsed.summary.declared, declared.elected) == (1, (mayoral.winner,))
    assert declared.totals.votes == mayoral.votes
    second = declared.totals.second
    assert second is not None
    in_all = final_votes(declared.totals)
    found = {state.contest.candidate(one).name: in_all[one] for one in second.votes}
    assert found == FINAL[contest]


@pytest.mark.data
def test_what_is_not_published_is_named_as_derived(
    mayors: dict[ContestId, Mayoral], tmp_path: Path
) -> None:
    mansfield = mayors[ContestId("mayor.mansfield.2019-05-02")]
    rehearsed, state = played(mansfield, tmp_path)
    cases = {case.code: case.played for case in rehearsed.cases}
    assert cases["seconds_derived"] == "7724"
    assert state.cleared is not None
    second = state.cleared.event.declaration.totals.second
    assert isinstance(second, Second)
    assert (second.papers, second.elsewhere, sum(second.rejected.values())) == (10_841, 7_724, 0)


@pytest.mark.data
def test_seconds_that_nobody_published_are_played_for_nobody(
    mayors: dict[ContestId, Mayoral], tmp_path: Path
) -> None:
    hamlets = mayors[ContestId("mayor.tower-hamlets.2018-05-03")]
    assert hamlets.seconds is None
    rehearsed, state = played(hamlets, tmp_path)
    assert "seconds_not_published" in {case.code for case in rehearsed.cases}
    sheets = [one for one in state.sheets.values() if one.sheet.kind == "second"]
    assert sheets[0].settled is not None
    assert sheets[0].settled[ELSEWHERE] == sheets[0].settled[PAPERS]


@pytest.mark.data
def test_a_tie_after_the_second_count_is_drawn_as_the_source_says(
    mayors: dict[ContestId, Mayoral], tmp_path: Path
) -> None:
    mansfield = mayors[ContestId("mayor.mansfield.2019-05-02")]
    first, second = (one for one in mansfield.seconds or {})
    tied = replace(mansfield, seconds={first: 1_047, second: 2_068}, winner=second)
    _, state = played(tied, tmp_path, replace(WISHES, mistakes=0.0))
    assert [lot.drawn for lot in state.lots] == [second]
    assert state.elected == (second,)


@pytest.mark.data
def test_a_row_without_its_first_preferences_is_named_and_left_out(data_folder: Path) -> None:
    mayors, faults = read_mayors(data_folder / "mayors-pcc")
    assert ContestId("pcc.hertfordshire.2016-05-05") not in mayors
    assert [(fault.code, fault.column) for fault in faults] == [
        ("cell_empty", "first_preference_votes")
    ]
    dyfed = mayors[ContestId("pcc.dyfed-powys.2021-05-06")]
    assert (dyfed.contest.area, dyfed.contest.rule_set) == ("Dyfed-Powys", "pcc-2012-sv")


@pytest.mark.parametrize(
    ("contest", "day", "law"),
    [
        ("mayor.mansfield.2019-05-02", "2019-05-02", "council-mayor-2007-sv"),
        ("mayor.mansfield.2023-05-04", "2023-05-04", "council-mayor-2023-fptp"),
        ("mayor.sheffield-city-ca.2018-05-03", "2018-05-03", "ca-mayor-2017-sv"),
        ("mayor.london.2016-05-05", "2016-05-05", "london-mayor-2007-sv"),
        ("pcc.dyfed-powys.2024-05-02", "2024-05-02", "pcc-2023-fptp"),
    ],
)
def test_the_law_goes_by_the_office_and_the_day(contest: str, day: str, law: str) -> None:
    assert law_of(ContestId(contest), day).id == law
