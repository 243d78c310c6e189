"""The stations file: boxes for every poll of the hall, and every bad row named at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from countroom.app.screens.new_count import say_fault_of_set_up
from countroom.app.sources import Source, contests_for, election_for
from countroom.app.sources.stations import COLUMNS, read_stations
from countroom.domain.identifiers import ContestId, ElectionId
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.app.sources import SourceFault
    from countroom.app.sources.columns import Hall
    from countroom.domain.election import Contest
    from tiny_source import TinySource

RESOURCES = Path(__file__).parents[2] / "resources" / "sample"
DAY = "2024-05-02"
STANDING = [("Ash, A.", "PP52", 9), ("Elm, E.", "PP53", 8)]


@pytest.fixture
def hall(tiny: TinySource) -> Hall:
    tiny.poll(DAY, {"Hill": (1, STANDING), "Dale": (1, STANDING), "Moor": (3, STANDING)})
    source = Source([tiny.folder])
    return [(election_for(source, "anyborough", DAY), contests_for(source, "anyborough", DAY))]


@pytest.fixture
def two_polls(hall: Hall) -> Hall:
    """The borough, and a mayor whose one contest covers all of it."""
    (borough, wards) = hall[0]
    council = replace(borough.council, slug="anyshire", name="Anyshire")
    mayor = replace(borough, id=ElectionId(f"mayor.anyshire.{DAY}"), council=council, name="Mayor")
    contest = replace(
        wards[1], id=ContestId(f"mayor.anyshire.{DAY}"), election=mayor.id, area="Anyshire"
    )
    return [(borough, wards), (mayor, [contest])]


def read(
    tmp_path: Path, text: str, hall: Hall, renamed: Mapping[str, str] | None = None
) -> Hall | tuple[SourceFault, ...]:
    path = tmp_path / "stations.csv"
    path.write_text(text, encoding="utf-8")
    return read_stations(path, renamed or {}, hall)


def contests(found: Hall | tuple[SourceFault, ...], at: int = 0) -> dict[str, Contest]:
    assert isinstance(found, list), found
    return {one.area: one for one in found[at][1]}


def faults(found: Hall | tuple[SourceFault, ...]) -> list[tuple[str, int, str]]:
    assert isinstance(found, tuple), found
    return [(one.code, one.row, one.column) for one in found]


GOOD = """\
ward,station,polling_place,polling_district,boxes,electorate,entrusted,postal_issued,register_date
Hill,1,Church Hall,A1,,900,800,120,2024-04-26
Hill,2,Church Hall,A2,2,700,600,80,2024-04-26
Dale,Dale School,,,,500,,60,
"""


def test_a_ward_gets_its_stations_and_a_postal_box_of_its_own(tmp_path: Path, hall: Hall) -> None:
    found = contests(read(tmp_path, GOOD, hall))
    hill = found["Hill"]
    assert [(box.id, box.place, box.electorate, box.entrusted) for box in hill.boxes] == [
        ("S1", "1 (A1)", 900, 800),
        ("S2-1", "2/1 (A2)", 700, 600),  # what is known of a station stands at its first box
        ("S2-2", "2/2 (A2)", None, None),
        ("P-hill", "", None, None),
    ]
    assert [box.beside for box in hill.boxes] == [None, None, "S2-1", None]
    assert {box.polling_place for box in hill.boxes[:3]} == {"Church Hall"}
    assert (hill.electorate, hill.electorate_source) == (1600, "stations.csv, 2024-04-26")
    assert hill.postal_issued == 200
    assert [box.id for box in found["Dale"].boxes] == ["dale-school", "P-dale"]
    assert found["Moor"].boxes == ()  # nobody polls there


def test_our_template_sets_the_sample_up() -> None:
    source = Source([RESOURCES])
    before = [(election_for(source, "harlow", DAY), contests_for(source, "harlow", DAY))]
    template = RESOURCES / "stations-template.csv"
    header = template.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert header == list(COLUMNS)
    after = contests(read_stations(template, {}, before))
    assert len(after) == 11
    for one in before[0][1]:
        assert after[one.area].electorate == one.electorate
        assert len(after[one.area].boxes) == 3
        assert after[one.area].postal_issued


def test_a_station_serves_several_polls_by_a_row_for_each(tmp_path: Path, two_polls: Hall) -> None:
    text = """\
poll,ward,station,electorate,entrusted
anyborough,Hill,1,900,800
anyborough,Dale,2,500,450
Anyshire,,1,950,820
mayor,,2,520,470
"""
    found = read(tmp_path, text, two_polls)
    hill, mayor = contests(found)["Hill"], contests(found, 1)["Anyshire"]
    assert [box.id for box in mayor.boxes] == ["S1", "S2", "P-anyshire"]
    assert hill.boxes[0].id == mayor.boxes[0].id
    assert (hill.boxes[0].electorate, mayor.boxes[0].electorate) == (900, 950)
    assert (hill.boxes[0].entrusted, mayor.boxes[0].entrusted) == (800, 820)
    assert isinstance(found, list)
    assert all(election.combined for election, _ in found)


def test_a_station_serves_several_polls_by_columns_for_each(
    tmp_path: Path, two_polls: Hall
) -> None:
    text = """\
station,ward:anyborough,electorate:anyborough,entrusted:anyborough,electorate:anyshire
1,Hill,900,800,950
2,Dale,500,450,
"""
    found = read(tmp_path, text, two_polls)
    assert [box.id for box in contests(found, 1)["Anyshire"].boxes] == ["S1", "P-anyshire"]
    assert contests(found)["Dale"].electorate == 500
    assert contests(found, 1)["Anyshire"].electorate == 950


def test_an_electorate_of_every_poll_needs_no_poll_but_papers_do(
    tmp_path: Path, two_polls: Hall
) -> None:
    text = "station,ward:anyborough,electorate,entrusted:anyshire\n1,Hill,900,950\n2,Dale,500,\n"
    found = read(tmp_path, text, two_polls)
    assert contests(found)["Hill"].electorate == 900
    assert contests(found, 1)["Anyshire"].electorate == 900
    plain = text.replace("entrusted:anyshire", "entrusted")
    assert faults(read(tmp_path, plain, two_polls)) == [("column_of_no_poll", 1, "entrusted")]


def test_polls_without_a_common_station_are_not_combined(tmp_path: Path, two_polls: Hall) -> None:
    text = "poll,ward,station\nanyborough,Hill,1\nanyborough,Dale,2\nanyshire,,3\n"
    found = read(tmp_path, text, two_polls)
    assert isinstance(found, list)
    assert not any(election.combined for election, _ in found)


def test_their_names_of_columns_are_told_apart_by_the_map(tmp_path: Path, hall: Hall) -> None:
    text = "Polling No;x,Ward,Remarks,No. on register\n1,Hill,wet,900\n2,Dale,,500\n"
    unknown = read(tmp_path, text, hall)
    assert faults(unknown) == [
        ("column_unknown", 1, "Polling No;x"),
        ("column_unknown", 1, "Remarks"),
        ("column_unknown", 1, "No. on register"),
        ("column_missing", 1, "station"),
    ]
    assert isinstance(unknown, tuple)
    said = say_fault_of_set_up(Texts(), unknown[0])
    assert "row 1, column Polling No;x" in said
    assert "--map “Polling No;x=NAME”" in said
    renamed = {"polling no;x": "station", "Remarks": "", "No. on register": "electorate"}
    assert contests(read(tmp_path, text, hall, renamed))["Hill"].electorate == 900


def test_every_bad_row_is_named_at_once(tmp_path: Path, hall: Hall) -> None:
    text = """\
ward,station,polling_place,boxes,electorate,entrusted,postal_issued,register_date
Hill,1,Church,1,nine,800,5,2024-04-26
Hill,1,Church,1,9,800,5,2024-04-26
Nowhere,3,Church,1,9,,5,26 April
Hill,,Church,1,9,,5,
Hill,4,Church,40,9,,,
Hill,5,Church,1,9
Dale,4,School,40,9,,5,
"""
    found = faults(read(tmp_path, text, hall))
    assert [row for _, row, _ in found] == sorted(row for _, row, _ in found)
    assert set(found) == {
        ("ward_of_no_poll", 4, "ward"),
        ("not_a_day", 4, "register_date"),
        ("cell_empty", 5, "station"),
        ("no_boxes", 6, "boxes"),
        ("row_uneven", 7, ""),
        ("no_boxes", 8, "boxes"),
        ("station_disagrees", 8, "polling_place"),
        ("station_twice", 3, "station"),
        ("not_a_number", 2, "electorate"),
        ("not_for_every_station", 6, "postal_issued"),
        ("entrusted_twice", 3, "entrusted"),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("poll,ward,station\nanyborough,Hill,1\n,Dale,2\n", "cell_empty"),
        ("poll,ward,station\nanyborough,Hill,1\nelsewhere,Dale,2\n", "poll_unknown"),
        ("ward,station\nHill,1\nDale,2\n", "column_missing"),
        ("poll,station\nanyborough,1\n", "column_missing"),
        ("station,ward:anyborough,electorate:anyshire\n1,,\n", "no_poll_served"),
        ("station,ward:elsewhere\n1,Hill\n", "column_unknown"),
        ("station,Station \n1,2\n", "column_named_twice"),
        ("poll,ward,station\nanyborough,Hill,1\nanyshire,,1\n", "ward_without_station"),
    ],
)
def test_what_a_hall_of_two_polls_needs(
    tmp_path: Path, two_polls: Hall, text: str, code: str
) -> None:
    found = read(tmp_path, text, two_polls)
    assert code in [one[0] for one in faults(found)]
    assert isinstance(found, tuple)
    assert all(say_fault_of_set_up(Texts(), one) for one in found)


def test_districts_of_one_station_are_added_up(tmp_path: Path, hall: Hall) -> None:
    text = """\
ward,station,polling_district,electorate,entrusted
Hill,1,A1,900,1500
Hill,1,A2,800,
Dale,2,B1,500,450
"""
    hill = contests(read(tmp_path, text, hall))["Hill"]
    assert [(box.place, box.electorate, box.entrusted) for box in hill.boxes[:1]] == [
        ("1 (A1, A2)", 1700, 1500)
    ]
    assert hill.electorate == 1700


def test_postal_boxes_of_wards_of_one_name_are_two(tmp_path: Path, two_polls: Hall) -> None:
    mayor = two_polls[1][1][0]
    two_polls[1][1][0] = replace(mayor, id=ContestId(f"parish.other.hill.{DAY}"), area="Hill")
    text = "poll,ward,station\nanyborough,Hill,1\nanyborough,Dale,2\nanyshire,,1\n"
    found = read(tmp_path, text, two_polls)
    assert contests(found)["Hill"].boxes[-1].id == "P-local-anyborough-hill"
    assert contests(found, 1)["Hill"].boxes[-1].id == "P-parish-other-hill"
