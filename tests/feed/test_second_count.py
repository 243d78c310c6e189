"""Mansfield 2019 through a real feed: a supplementary vote is told with both its counts."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

import mansfield as mf
from countroom.app.rehearsal.council import Wishes, rehearse_council
from countroom.app.rehearsal.crew import make_crew
from countroom.app.rehearsal.source import mayors_night
from countroom.app.sources.mayors import Mayoral
from countroom.domain.election import Council, Election
from countroom.domain.identifiers import ContestId, ElectionId

if TYPE_CHECKING:
    from pathlib import Path

    from feed.conftest import Reached

CONTEST = ContestId("mayor.mansfield.2019-05-02")
PATIENCE = 20.0


def mansfield() -> Mayoral:
    """Give the contest as a source has it, for a night of its own."""
    council = Council("MAS", "mayor-mansfield", "Mayor of Mansfield", "", "", "England")
    election = Election(
        id=ElectionId(CONTEST),
        name="Mayor of Mansfield",
        polling_day="2019-05-02",
        council=council,
        returning_officer="",
        composition=None,
        source="BBC News",
        licence="facts",
    )
    contest = replace(mf.contest(), id=CONTEST, election=election.id, mini_counts=())
    ids = [one.id for one in contest.candidates]
    return Mayoral(
        election,
        contest,
        dict(zip(ids, mf.FIRST, strict=True)),
        dict(zip(ids[:2], mf.ADDED, strict=True)),
        None,
        ids[0],
    )


def soon(feed: Reached, path: str) -> Any:  # noqa: ANN401
    """Wait until a document tells a declaration."""
    until = time.monotonic() + PATIENCE
    while True:
        response = feed.http.get(path)
        if response.status_code == HTTPStatus.OK and response.json().get("declared"):
            return response.json()
        assert time.monotonic() < until, response.text
        time.sleep(0.05)


@pytest.fixture
def published(feed: Reached, tmp_path: Path) -> Any:  # noqa: ANN401
    wishes = Wishes(3, 0.0, None, closely=True, feed=str(feed.http.base_url))
    rehearsed = rehearse_council(
        mayors_night(mansfield()), make_crew(3), tmp_path / "night", wishes, lambda _: None
    )
    assert (rehearsed.fault, rehearsed.refused, rehearsed.summary.published) == (None, "", 1)
    return soon(feed, f"/state/contest/{CONTEST}.json")


def test_the_document_tells_first_second_and_total(published: Any) -> None:  # noqa: ANN401
    told = [(one["votes"], one["second_count"]) for one in published["candidates"]]
    assert told == [
        (6_881, {"added": 1_049, "total": 7_930}),
        (5_860, {"added": 2_068, "total": 7_928}),
        (4_827, None),
        (3_592, None),
        (2_422, None),
    ]
    assert published["figures"]["second_count"] == {
        "papers": 10_841,
        "for_somebody_out": 7_724,
        "rejected": [{"head": "unmarked_or_void_second", "papers": 0}],
    }
    assert (published["system"], published["last_seat_by"]) == ("supplementary_vote", 2)


@pytest.mark.usefixtures("published")
def test_the_page_and_the_file_show_both_counts(feed: Reached) -> None:
    page = feed.http.get(f"/contest/{CONTEST}/").text
    for word in ("First", "Second", "Total", "7,930", "7,928", "2,068", "Last seat by 2 votes"):
        assert word in page
    assert page.index("Abrahams") < page.index("Allsop") < page.index("Garner")
    assert "Papers of the second count" in page
    assert "First preferences in all" in page
    council = feed.http.get("/council/mayor-mansfield/").text
    assert "7,930" in council
    header, *rows = csv.reader(io.StringIO(feed.http.get("/results.csv").text))
    assert header[6] == "second_preferences"
    assert [(row[4], row[6]) for row in rows][:3] == [
        *(("6881", "1049"), ("5860", "2068"), ("4827", "")),
    ]


@pytest.mark.usefixtures("published")
def test_a_mayor_is_no_seat_of_a_council_and_stands_apart(feed: Reached) -> None:
    night = feed.http.get("/state/night.json").json()
    assert [one["name"] for one in night["offices"]] == ["Mayor of Mansfield"]
    assert (night["scoreboard"], night["scope"]["seats"], night["councils"]["covered"]) == (
        [],
        0,
        0,
    )
    assert [one["area"] for one in night["latest"]] == ["Mansfield"]
    page = feed.http.get("/").text
    assert "Mayors" in page
    assert "council declared" not in page
    of_office = feed.http.get("/council/mayor-mansfield/").text
    assert "Mayor of Mansfield: declared" in of_office
    assert "seats up" not in of_office
    assert "Changes are counted from" not in of_office
    council = feed.http.get("/state/council/mayor-mansfield.json").json()
    assert (council["seats"]["up"], council["seats"]["elected"], council["parties"]) == (0, 0, [])
