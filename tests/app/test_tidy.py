from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from countroom.app.sources import Source, councils_on
from countroom.domain.faults import Fault
from countroom.texts import Texts, say_source_fault

if TYPE_CHECKING:
    from tiny_source import TinySource

DAY = "2024-05-02"
SAMPLE = Path(__file__).parents[2] / "resources" / "sample"

CONTESTS = """contest_id,election_date,council_id,council_slug,ward,seats,electorate,turnout_pct
local.any.a.2024-05-02,2024-05-02,ANY,any,A,1,4000,35.5
"""
CANDIDATES = """contest_id,candidate,party_label,party_id,party_group,votes,elected
local.any.a.2024-05-02,"Ash, A.",CON,PP52,CON,10,1
local.any.a.2024-05-02,"Oak, B.",LAB,PP53,LAB,9,0
"""


def written(folder: Path, contests: str | bytes, candidates: str | bytes) -> Source:
    results = folder / "results"
    results.mkdir(exist_ok=True)
    for name, text in (("contests", contests), ("candidates", candidates)):
        data = text.encode() if isinstance(text, str) else text
        (results / f"2024-{name}.csv").write_bytes(data)
    return Source([folder])


def test_every_fault_found_here_has_its_sentence(tmp_path: Path) -> None:
    source = written(tmp_path, CONTESTS.replace(",1,4000", ",0,lots"), CANDIDATES + "x,y\n")
    said = [say_source_fault(Texts(), fault) for fault in source.day(DAY).faults]
    assert len(said) == 3
    assert said[0] == (
        f"{tmp_path}/results/2024-contests.csv, row 2, column seats: "
        "A has no seat to fill. Write how many there are."
    )
    assert said[2] == (
        f"{tmp_path}/results/2024-candidates.csv, row 4: The row has 2 cells, "
        "the header names 7. Look for a missing or extra comma."
    )
    (tmp_path / "results" / "2024-candidates.csv").unlink()
    *_, last = Source([tmp_path]).day(DAY).faults
    assert say_source_fault(Texts(), last).startswith(
        f"{tmp_path}/results/2024-contests.csv: There is no file of candidates"
    )


def faults(source: Source, day: str = DAY) -> list[tuple[str, str, int, str]]:
    found = source.day(day).faults
    return sorted((f.code, Path(f.file).name, f.row, f.column) for f in found)


def with_rows(text: str, *rows: str) -> str:
    return text + "".join(f"{row}\n" for row in rows)


def test_a_clean_source_has_no_faults(tmp_path: Path) -> None:
    source = written(tmp_path, CONTESTS, CANDIDATES)
    assert faults(source) == []
    (contest,) = source.day(DAY).contests["any"]
    assert (contest.seats, contest.electorate, contest.turnout) == (1, 4000, 3550)
    first, second = source.day(DAY).candidates_in(contest)
    assert (first.name, first.surname, first.votes, first.elected) == ("Ash, A.", "Ash", 10, True)
    assert second.party.key == "LAB"


def test_every_bad_row_is_found_at_once_by_file_row_and_column(tmp_path: Path) -> None:
    contests = with_rows(
        CONTESTS,
        "local.any.b.2024-05-02,2024-05-02,ANY,any,B,,4000,35",  # 3: no seats
        "local.any.c.2024-05-02,2024-05-02,ANY,any,C,0,4000,35",  # 4: none either
        "local.any.d.2024-05-02,2024-05-02,ANY,any,D,two,4000,35",  # 5: letters
        "local.any.a.2024-05-02,2024-05-02,ANY,any,A again,1,4000,35",  # 6: again
        "local.any.e.2024-05-02,2024-05-02,ANY,any,E,1," + "9" * 40 + ",35",  # 7: 40 digits
        "local.any.f.2024-05-02,2nd May,ANY,any,F,1,4000,35",  # 8: no day
        "../../escape,2024-05-02,ANY,any,G,1,4000,35",  # 9: no id
        "local.any.h.2024-05-02,2024-05-02,ANY,any,H,1",  # 10: cells missing
        "local.any.i.2024-05-02,2024-05-02,ANY,any,,1,4000,a lot",  # 11: two at once
        "local.any.j.2024-05-02,2024-05-02,ANY,any,J,1,4000,35",  # 12: nobody stands
    )
    candidates = with_rows(
        CANDIDATES,
        'local.any.a.2024-05-02,"Elm, C.",LD,PP90,LD,8,1',  # a second winner of one seat
        'local.any.z.2024-05-02,"Fir, D.",LD,PP90,LD,8,0',  # 5: unknown contest
        "local.any.e.2024-05-02,,LD,PP90,LD,8,0",  # 6: no name
        'local.any.e.2024-05-02,"Yew, E.",LD,PP90,LD,1e3,yes',  # 7: two at once
        'local.any.h.2024-05-02,"Bay, F.",LD,PP90,LD,8,0',
        'local.any.i.2024-05-02,"Bay, F.",LD,PP90,LD,8,0',
    )
    assert faults(written(tmp_path, contests, candidates)) == [
        ("cell_empty", "2024-candidates.csv", 6, "candidate"),
        ("cell_empty", "2024-contests.csv", 11, "ward"),
        ("contest_twice", "2024-contests.csv", 6, "contest_id"),
        ("contest_unknown", "2024-candidates.csv", 5, "contest_id"),
        ("contest_without_candidates", "2024-contests.csv", 12, "contest_id"),
        ("id_malformed", "2024-contests.csv", 9, "contest_id"),
        ("no_seats", "2024-contests.csv", 3, "seats"),
        ("no_seats", "2024-contests.csv", 4, "seats"),
        ("not_a_day", "2024-contests.csv", 8, "election_date"),
        ("not_a_flag", "2024-candidates.csv", 7, "elected"),
        ("not_a_number", "2024-candidates.csv", 7, "votes"),
        ("not_a_number", "2024-contests.csv", 5, "seats"),
        ("not_a_number", "2024-contests.csv", 7, "electorate"),
        ("not_a_number", "2024-contests.csv", 11, "turnout_pct"),
        ("row_uneven", "2024-contests.csv", 10, ""),
        ("winners_exceed_seats", "2024-contests.csv", 2, "seats"),
    ]


def test_a_missing_column_is_named_and_nothing_follows_from_it(tmp_path: Path) -> None:
    without_seats = CONTESTS.replace(",seats,", ",chairs,")
    without_name = CANDIDATES.replace(",candidate,", ",person,").replace("party_id", "id")
    assert faults(written(tmp_path, without_seats, without_name)) == [
        ("column_missing", "2024-candidates.csv", 1, "party_id"),
        ("column_missing", "2024-contests.csv", 1, "seats"),
    ]
    assert faults(written(tmp_path, CONTESTS, CANDIDATES.replace(",candidate,", ",person,"))) == [
        ("column_missing", "2024-candidates.csv", 1, "candidate"),
    ]


def test_bytes_that_are_not_utf8_are_found_where_they_stand(tmp_path: Path) -> None:
    latin = CANDIDATES.replace("Oak, B.", "Öak, B.").encode("latin-1")
    source = written(tmp_path, CONTESTS, latin)
    assert faults(source) == [("not_utf8", "2024-candidates.csv", 3, "candidate")]


def test_a_quotation_mark_left_open_ends_the_file_there(tmp_path: Path) -> None:
    source = written(tmp_path, CONTESTS, CANDIDATES + 'local.any.a.2024-05-02,"Elm, C.,LD')
    assert faults(source) == [("not_csv", "2024-candidates.csv", 4, "")]


def test_an_empty_file_lacks_every_column(tmp_path: Path) -> None:
    codes = {code for code, *_ in faults(written(tmp_path, b"", CANDIDATES))}
    assert codes == {"column_missing"}


def test_a_byte_order_mark_and_blank_lines_are_no_fault(tmp_path: Path) -> None:
    contests = b"\xef\xbb\xbf" + CONTESTS.replace("\n", "\r\n\r\n").encode()
    assert faults(written(tmp_path, contests, CANDIDATES)) == []


def test_contests_without_a_file_of_candidates_say_so(tmp_path: Path) -> None:
    written(tmp_path, CONTESTS, CANDIDATES)
    (tmp_path / "results" / "2024-candidates.csv").unlink()
    assert faults(Source([tmp_path])) == [("candidates_missing", "2024-contests.csv", 0, "")]


def test_faults_concern_their_council_only(tmp_path: Path) -> None:
    more = "local.other.b.2024-05-02,2024-05-02,OTH,other,B,,4000,35"
    source = written(tmp_path, with_rows(CONTESTS, more), CANDIDATES)
    assert [fault.code for fault in source.faults(DAY, "other")] == ["no_seats"]
    assert source.faults(DAY, "any") == ()


def test_one_contest_may_not_stand_in_two_places(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, CONTESTS, CANDIDATES)
    source = Source([tmp_path / "one", tmp_path / "two"])
    assert [fault.code for fault in source.day(DAY).faults] == ["contest_in_two_files"]


def test_a_file_stands_for_its_pair_and_needs_no_year_in_its_name(tmp_path: Path) -> None:
    written(tmp_path, CONTESTS, CANDIDATES)
    results = tmp_path / "results"
    for half in ("contests", "candidates"):
        shutil.copy(results / f"2024-{half}.csv", tmp_path / f"mine-{half}.csv")
        named = Source([results / f"2024-{half}.csv"])
        assert councils_on(named, DAY) == ["any"]
    both = Source([tmp_path / "mine-contests.csv", tmp_path / "mine-candidates.csv"])
    assert councils_on(both, DAY) == ["any"]
    assert faults(both) == []


def test_a_place_that_is_missing_is_a_fault_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="file_missing"):
        Source([tmp_path / "nowhere"])
    written(tmp_path, CONTESTS, CANDIDATES)
    (tmp_path / "results" / "2024-contests.csv").unlink()
    with pytest.raises(Fault, match="file_missing"):
        Source([tmp_path]).day(DAY)


def test_files_of_other_years_are_not_opened(tmp_path: Path) -> None:
    source = written(tmp_path, CONTESTS, CANDIDATES)
    (tmp_path / "results" / "2023-contests.csv").write_bytes(b"\xff")
    assert faults(source) == []
    assert source.day("2022-05-05").contests == {}


def test_londons_returns_of_2026_are_read_in_their_own_columns(tmp_path: Path) -> None:
    results = tmp_path / "results"
    results.mkdir()
    (results / "2026-london-contests.csv").write_text(
        "contest_id,election_date,council_id,council_slug,ward,seats,ballots_polling_stations,"
        "ballots_postal,turnout_as_returned,rejected_total_as_returned,flags,source\n"
        "local.any.a.2026-05-07,2026-05-07,ANY,any,A,1,300,100,0.47075,7,TURNOUT_AS_FRACTION,G\n"
        "local.any.b.2026-05-07,2026-05-07,ANY,any,B,1,300,,54.49,,,G\n"
    )
    (results / "2026-london-candidates.csv").write_text(
        "contest_id,candidate_surname,candidate_first_names,party_label,party_id,party_group\n"
        "local.any.a.2026-05-07,ELY,John Gerard,The Labour Party Candidate,,OTH\n"
        'local.any.b.2026-05-07,"AMIN, Khuram",,Residents,,OTH\n'
    )
    (tmp_path / "parties").mkdir()
    (tmp_path / "parties" / "parties.csv").write_text(
        "party_id,name,group\nPP53,Labour Party,LAB\n"
    )
    day = Source([tmp_path]).day("2026-05-07")
    a, b = day.contests["any"]
    assert (a.ballot_papers, a.rejected, a.turnout) == (400, 7, 4708)
    assert (b.ballot_papers, b.rejected, b.turnout) == (None, None, 5449)
    (ely,), (amin,) = day.candidates_in(a), day.candidates_in(b)
    assert (ely.name, ely.surname, ely.party.key) == ("John Gerard ELY", "ELY", "LAB")
    assert (amin.name, amin.surname, amin.party.key) == ("AMIN, Khuram", "AMIN", "OTH:Residents")
    assert (ely.votes, ely.elected) == (None, None)


def test_parties_are_named_by_the_register_and_grouped_for_control(tiny: TinySource) -> None:
    standing = [
        ("Ash, A.", "joint-party:53-119", 5),
        ("Oak, B.", "PP53", 4),
        ("Elm, C.", "PP1", 3),
    ]
    tiny.poll(DAY, {"Hill": (1, standing)})
    day = Source([tiny.folder]).day(DAY)
    (contest,) = day.contests["anyborough"]
    parties = [(one.party.name, one.party.key) for one in day.candidates_in(contest)]
    assert parties == [
        ("Labour and Co-operative Party", "LAB"),
        ("Labour Party", "LAB"),
        ("Anyborough First", "PP1"),
    ]


def test_the_bundled_election_is_clean() -> None:
    source = Source([SAMPLE])
    assert councils_on(source, DAY) == ["harlow"]
    assert source.faults(DAY, "harlow") == ()
    wards = source.day(DAY).contests["harlow"]
    assert [ward.seats for ward in wards] == [3] * 11


@pytest.mark.data
@pytest.mark.parametrize(
    ("day", "contests", "candidates", "found"),
    [
        ("2016-05-05", 2159, 10664, {}),
        ("2017-05-04", 3108, 13280, {}),
        ("2018-05-03", 2705, 15905, {}),
        ("2019-05-02", 5247, 25669, {}),
        ("2021-05-06", 3812, 17833, {}),
        ("2023-05-04", 4765, 1296, {"contest_without_candidates": 4548}),
        ("2024-05-02", 1851, 9765, {}),
        # 17 of the README's 18: the last one is the contest without candidates.
        ("2025-05-01", 1401, 8135, {"contest_without_candidates": 1, "winners_exceed_seats": 17}),
        # Lambeth returned "3.013" papers for one ward.
        ("2026-05-07", 345, 4489, {"not_a_number": 1}),
    ],
)
def test_the_real_files_are_read_whole(
    data_folder: Path, day: str, contests: int, candidates: int, found: dict[str, int]
) -> None:
    read = Source([data_folder]).day(day)
    assert sum(map(len, read.contests.values())) == contests
    assert sum(map(len, read.candidates.values())) == candidates
    codes = [fault.code for fault in read.faults]
    assert {code: codes.count(code) for code in codes} == found
