from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from countroom.app.council_picture import CouncilPicture, council_picture, unusable
from countroom.app.sources import Source, councils_on
from countroom.domain.council import change

if TYPE_CHECKING:
    from tiny_source import TinySource

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
DAY = "2024-05-02"
YEARS = {
    "2018": "2018-05-03",
    "2019": "2019-05-02",
    "2021": "2021-05-06",
    "2023": "2023-05-04",
    "2024": DAY,
    "2025": "2025-05-01",
    "2026": "2026-05-07",
}
CON, LAB, LD, FIRST = "PP52", "PP53", "PP90", "PP1"


def test_the_bundled_election_ends_as_it_really_did() -> None:
    found = council_picture(Source([SAMPLE]), "harlow", DAY)
    shown = found.picture
    assert shown is not None
    assert (shown.control_before, shown.control_after, shown.outcome) == ("CON", "CON", "hold")
    assert shown.seats == {"CON": 17, "LAB": 16}
    assert shown.change == {"CON": -4, "LAB": 4}
    assert (shown.seats_total, shown.change_last_fought, found.notes) == (33, None, ())


def test_control_before_counts_the_seats_there_were(tiny: TinySource) -> None:
    # 5 of 10 is no majority, though 5 of the 8 seats after the review would be one.
    tiny.roster(2023, [("Old", f"Ann {n}", CON if n < 5 else LAB, DAY) for n in range(10)])
    tiny.poll(DAY, {"New": (8, [(f"Ash, {letter}.", CON, 9) for letter in "ABCDEFGH"])})
    shown = council_picture(Source([tiny.folder]), "anyborough", DAY).picture
    assert shown is not None
    assert (shown.control_before, shown.control_after) == ("NOC", "CON")
    assert (shown.outcome, shown.lost_by) == ("gain", "")


def test_a_tie_at_the_last_place_falls_as_the_source_marks_it(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY)])
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", CON, 7), ("Oak, B.", LAB, 7)])})
    unmarked = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert [note.code for note in unmarked.notes] == ["lot_unknown"]
    file = tiny.folder / "results" / "2024-candidates.csv"
    file.write_text(file.read_text().replace("LAB,7,", "LAB,7,1"))
    marked = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert (marked.elected, marked.notes) == ({"LAB": 1}, ())


def test_marks_alone_elect_nobody(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY)])
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", CON, 7), ("Oak, B.", LAB, 8)])})
    file = tiny.folder / "results" / "2024-candidates.csv"
    file.write_text(file.read_text().replace("CON,7,", "CON,7,1"))
    assert council_picture(Source([tiny.folder]), "anyborough", DAY).elected == {"LAB": 1}


def test_a_ward_without_votes_returns_all_who_stand(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY), ("Dale", "Bob Oak", LAB, DAY)])
    tiny.poll(DAY, {"Hill": (2, [("Ash, A.", CON, 0)]), "Dale": (1, [("Oak, B.", LAB, 3)])})
    shown = council_picture(Source([tiny.folder]), "anyborough", DAY).picture
    assert shown is not None
    assert shown.elected == {"CON": 1, "LAB": 1}
    assert shown.seats_declared == 3  # one seat stays vacant


def test_what_has_no_result_leaves_control_open(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY), ("Dale", "Bob Oak", LAB, DAY)])
    tiny.poll(
        DAY,
        {
            "Hill": (1, [("Ash, A.", CON, 0), ("Oak, B.", LAB, 0)]),
            "Dale": (1, [("Oak, B.", LAB, 3)]),
            "Moor": (1, []),
        },
    )
    found = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert found.picture is not None
    assert (found.picture.control_after, found.picture.outcome) == (None, None)
    assert [note.code for note in found.notes] == ["council_resized", "no_votes", "no_candidates"]


def test_without_a_roster_there_is_no_picture_but_the_elected(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", CON, 2), ("Oak, B.", LAB, 1)])})
    found = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert (found.picture, found.elected) == (None, {"CON": 1})


def test_only_faults_that_could_change_the_picture_are_unusable(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", CON, 2)]), "Moor": (1, [])})
    contests = tiny.folder / "results" / "2024-contests.csv"
    contests.write_text(contests.read_text().replace(",4000,", ",4.000,"))
    candidates = tiny.folder / "results" / "2024-candidates.csv"
    candidates.write_text(candidates.read_text().replace("CON,2,", "CON,two,"))
    found = unusable(Source([tiny.folder]).faults(DAY, "anyborough"))
    assert [(fault.code, fault.column) for fault in found] == [("not_a_number", "votes")]


def test_what_changed_hands_is_told_ward_by_ward(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY), ("Dale", "Bob Oak", LAB, DAY)])
    tiny.poll("2021-05-06", {"Hill": (1, [("Ash, A.", CON, 7)]), "Dale": (1, [("Elm, C.", LD, 7)])})
    tiny.poll(DAY, {"Hill": (1, [("Oak, B.", LAB, 7)]), "Dale": (1, [("Elm, C.", LD, 7)])})
    found = council_picture(Source([tiny.folder]), "anyborough", DAY)
    dale, hill = sorted(found.wards, key=lambda ward: ward.ward)
    assert (dale.change.outcome, hill.change.outcome) == ("hold", "gain")
    assert (hill.change.gains, hill.change.losses) == ({"LAB": 1}, {"CON": 1})
    assert (found.wards_compared, found.last_fought_unknown) == (2, "")


def test_seats_by_party_stand_for_votes_that_are_missing(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY), ("Dale", "Bob Oak", LAB, DAY)])
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", CON, 9)]), "Dale": (1, [])})
    party_seats(tiny, (LAB, "LAB", 1), (CON, "CON", 1), (LD, "LD", 0))
    found = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert (found.elected, [note.code for note in found.notes]) == (
        {"CON": 1, "LAB": 1},
        ["elected_by_party"],
    )
    assert found.picture is not None
    assert (found.picture.control_after, found.picture.seats_undeclared) == ("NOC", 0)
    assert [ward.elected for ward in found.wards] == [{"CON": 1}, None]


def test_fewer_seats_by_party_than_seats_up_leave_the_rest_undeclared(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY), ("Dale", "Bob Oak", LAB, DAY)])
    tiny.poll(DAY, {"Hill": (1, []), "Dale": (1, [])})
    party_seats(tiny, (LAB, "LAB", 1))
    shown = council_picture(Source([tiny.folder]), "anyborough", DAY).picture
    assert shown is not None
    assert (shown.control_after, shown.seats_undeclared) == (None, 1)


def test_the_votes_of_each_partys_best_fill_a_ward_of_one_seat_and_no_other(
    tiny: TinySource,
) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY), *[("Dale", "Bob Oak", LAB, DAY)] * 2])
    tiny.poll(DAY, {"Hill": (1, []), "Dale": (2, []), "Moor": (1, [])})
    best_votes(
        tiny,
        *(("hill", CON, "CON", 8), ("hill", LD, "LD", 9), ("hill", LAB, "LAB", 7)),
        *(("dale", CON, "CON", 8), ("dale", LD, "LD", 9)),
    )
    found = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert {ward.ward: ward.elected for ward in found.wards} == {
        "Hill": {"LD": 1},
        "Dale": None,
        "Moor": None,
    }
    assert found.elected == {"LD": 1}
    assert [note.code for note in found.notes] == [
        "council_resized",
        "no_candidates",
        "no_candidates",
        "elected_by_best_votes",
    ]
    party_seats(tiny, (LAB, "LAB", 3), (LD, "LD", 1))
    assert council_picture(Source([tiny.folder]), "anyborough", DAY).elected == {"LAB": 3, "LD": 1}


def test_a_tie_between_the_best_of_two_parties_fills_no_seat(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, []), "Dale": (1, [])})
    best_votes(
        tiny,
        *(("hill", CON, "CON", 9), ("hill", LAB, "LAB", 9), ("hill", LD, "LD", 3)),
        *(("dale", CON, "CON", ""), ("dale", LAB, "", 2), ("dale", "", "", 1)),
    )
    found = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert {ward.ward: ward.elected for ward in found.wards} == {"Hill": None, "Dale": {"LAB": 1}}


def best_votes(tiny: TinySource, *rows: tuple[str, str, str, object]) -> None:
    columns = ("contest_id", "party_label", "party_id", "party_group", "best_candidate_votes")
    told = [
        (f"local.anyborough.{ward}.{DAY}", group, party, group, votes)
        for ward, party, group, votes in rows
    ]
    tiny.write("results/2024-ward-party-votes.csv", columns, told)


def test_more_seats_by_party_than_seats_up_are_not_believed(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY)])
    tiny.poll(DAY, {"Hill": (1, [])})
    party_seats(tiny, (LAB, "LAB", 2))
    found = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert (found.elected, [note.code for note in found.notes]) == ({}, ["no_candidates"])


def test_votes_are_believed_before_seats_by_party(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY)])
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", CON, 9)])})
    party_seats(tiny, (LAB, "LAB", 1))
    assert council_picture(Source([tiny.folder]), "anyborough", DAY).elected == {"CON": 1}


def test_a_figure_of_seats_by_party_that_cannot_be_read_is_unusable(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", CON, 9)])})
    party_seats(tiny, (LAB, "LAB", "one"))
    (fault,) = unusable(Source([tiny.folder]).faults(DAY, "anyborough"))
    assert (fault.code, fault.row, fault.column) == ("not_a_number", 2, "seats_won")
    assert unusable(Source([tiny.folder]).faults(DAY, "elsewhere")) == []


def party_seats(tiny: TinySource, *rows: tuple[str, str, object]) -> None:
    columns = ("council_slug", "election_date", "party", "party_id", "party_group", "seats_won")
    told = [("anyborough", DAY, "a party", party, group, seats) for party, group, seats in rows]
    other = ("anyborough", "2024-11-07", "a party", LD, "LD", 1)
    tiny.write("results/2024-council-party-seats.csv", columns, [*told, other])


def test_a_person_returned_in_two_wards_is_said_with_the_vacancy_to_come(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", CON, DAY), ("Dale", "Bob Oak", LAB, DAY)])
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", CON, 9)]), "Dale": (1, [("Ash, A.", CON, 8)])})
    same_name = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert same_name.notes == ()
    file = tiny.folder / "results" / "2024-candidates.csv"
    header, *rows = file.read_text().splitlines()
    file.write_text("\n".join([f"{header},dc_person_id", *(f"{row},77" for row in rows)]))
    (note,) = council_picture(Source([tiny.folder]), "anyborough", DAY).notes
    assert note.code == "returned_twice"
    assert note.details == {"name": "Ash, A.", "wards": "Dale, Hill", "vacancies": 1}


def test_where_only_a_mayor_is_elected_there_is_no_picture(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Mayor": (1, [("Ash, A.", CON, 9)])})
    for file in (tiny.folder / "results").glob("2024-*.csv"):
        file.write_text(file.read_text().replace("local.anyborough.mayor.", "mayor.anyborough."))
    found = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert (found.picture, found.seats_up, found.elected) == (None, 0, {})
    assert [note.code for note in found.notes] == ["no_poll"]


def test_a_label_of_the_results_is_the_rosters_party_and_that_is_said(tiny: TinySource) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", FIRST, DAY)])
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", FIRST, 9)])})
    file = tiny.folder / "results" / "2024-candidates.csv"
    file.write_text(file.read_text().replace(f",,{FIRST},", ",ANY FST,,").replace("FST", "FIRST"))
    found = council_picture(Source([tiny.folder]), "anyborough", DAY)
    assert found.picture is not None
    assert (found.picture.control_after, found.picture.outcome) == (FIRST, "hold")
    (note,) = found.notes
    assert note.details == {"label": "ANY FIRST", "party": "Anyborough First"}


# --- against the real elections -------------------------------------------------------------------


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["council_slug"]: row for row in csv.DictReader(file)}


@cache
def pictures(data: Path, day: str) -> dict[str, CouncilPicture]:
    source = Source([data])
    return {slug: council_picture(source, slug, day) for slug in councils_on(source, day)}


def controls(one: CouncilPicture) -> tuple[str, str, str]:
    """Write an outcome as the control files do: a new council has nothing before."""
    shown = one.picture
    assert shown is not None
    changed = "" if shown.outcome == "new" else (shown.outcome or "")
    return (shown.control_before or "", shown.control_after or "", changed.upper())


def expected_controls(row: dict[str, str]) -> tuple[str, str, str]:
    return (row["before_control"], row["after_control"], row["outcome"])


@pytest.mark.data
def test_the_list_of_2024_is_reproduced_but_for_stockport(data_folder: Path) -> None:
    wanted = rows(data_folder / "expected" / "seed-002-control.csv")
    found = pictures(data_folder, DAY)
    wrong = {}
    for slug, row in wanted.items():
        shown = found[slug].picture
        assert shown is not None
        # The list says who lost only where nobody gained.
        lost_by = shown.lost_by if shown.outcome == "loss" else ""
        said = (shown.control_after, shown.outcome, lost_by)
        printed = (
            row["expected_control"],
            row["expected_outcome"].lower(),
            row["expected_lost_by"],
        )
        if said != printed:
            wrong[slug] = said
    assert len(wanted) == 35
    # Of Stockport's 63 seats the roster of 2023 and the votes of 2024 give the Liberal Democrats
    # 32, a majority; one of those not up had left the group before the poll, and no roster of an
    # earlier year can know that. In truth they had 31, and nobody control.
    assert wrong == {"stockport": ("LD", "gain", "")}
    stockport = found["stockport"].picture
    assert stockport is not None
    assert (stockport.seats["LD"], stockport.seats_total) == (32, 63)


@pytest.mark.data
def test_all_104_councils_of_2024_agree_on_control(data_folder: Path) -> None:
    wanted = rows(data_folder / "control" / "control-2024.csv")
    found = pictures(data_folder, DAY)
    assert list(found) == sorted(wanted)
    assert {s for s in wanted if controls(found[s]) != expected_controls(wanted[s])} == set()


@pytest.mark.data
def test_103_councils_of_2024_agree_on_every_seat(data_folder: Path) -> None:
    wanted = rows(data_folder / "control" / "control-2024.csv")
    found = pictures(data_folder, DAY)
    after = {slug for slug, row in wanted.items() if seats(row, "after") != grouped(found[slug])}
    # The roster has all 32 councillors of Hastings due in 2024, and 16 seats were filled. The
    # control file lets everybody go; here those stay whom the ward did not elect in 2021.
    assert after == {"hastings"}
    assert grouped(found["hastings"]) == {"CON": 6, "GRN": 12, "LAB": 14}
    guessed = {
        (slug, note.details["ward"])
        for slug, one in found.items()
        for note in one.notes
        if note.code == "who_left_unknown"
    }
    # Where two parties hold the seats not up and one of them was filled as well: the guess, the
    # one whose term ends first, was right each time.
    assert guessed == {
        ("bolton", "Horwich North"),
        ("salford", "Ordsall"),
        ("swindon", "Wroughton and Wichelstowe"),
    }


def seats(row: dict[str, str], when: str) -> dict[str, int]:
    groups = ("CON", "LAB", "LD", "GRN", "UKIP", "REF", "PC", "IND", "OTH")
    return {group: int(row[f"{when}_{group}"]) for group in groups if row[f"{when}_{group}"] != "0"}


def grouped(one: CouncilPicture) -> dict[str, int]:
    """Count the seats after as the control files do, all small parties together."""
    assert one.picture is not None
    groups = {"CON", "LAB", "LD", "GRN", "UKIP", "REF", "PC", "IND"}
    counted: dict[str, int] = {}
    for key, held in one.picture.seats.items():
        group = key if key in groups else "OTH"
        counted[group] = counted.get(group, 0) + held
    return dict(sorted((group, held) for group, held in counted.items() if held))


CAUSES = {
    # The roster of 2017 has all 39 due in 2019, so who was up in 2018 has to be guessed.
    "great-yarmouth": "who_left_unknown",
    # The control files count 73 of 72 seats, and 58 of 57; Open Council Data says as we do.
    "dudley": "",
    "kingston-upon-hull": "",
}


@pytest.mark.data
@pytest.mark.parametrize(
    ("day", "councils", "other_after"),
    [
        ("2017-05-04", 57, set()),
        ("2018-05-03", 147, {"great-yarmouth"}),
        ("2019-05-02", 246, {"dudley", "kingston-upon-hull"}),
        ("2021-05-06", 140, set()),
    ],
)
def test_earlier_years_agree_on_control_after(
    data_folder: Path, day: str, councils: int, other_after: set[str]
) -> None:
    wanted = rows(data_folder / "control" / f"control-{day[:4]}.csv")
    found = pictures(data_folder, day)
    assert len(wanted) == councils
    wrong = {s for s, row in wanted.items() if controls(found[s])[1] != row["after_control"]}
    assert wrong == other_after
    for slug in wrong:
        notes = {note.code for note in found[slug].notes}
        assert (
            CAUSES[slug] in notes or wanted[slug]["ocd_after_control"] == controls(found[slug])[1]
        )


@pytest.mark.data
@pytest.mark.parametrize(
    ("day", "others"),
    [
        ("2017-05-04", set()),
        ("2018-05-03", {"great-yarmouth"}),
        # Between the roster of 2017 and these polls there are only the votes of 2018 and 2019:
        # who changed party or was replaced at a by-election in those years is not known.
        (
            "2019-05-02",
            {
                *("ashfield", "babergh", "boston", "lancaster", "lewes", "mole-valley"),
                *("north-norfolk", "scarborough", "tendring", "thanet", "worcester"),
                *("great-yarmouth", "dudley", "kingston-upon-hull"),
            },
        ),
        ("2021-05-06", {"basingstoke-and-deane", "wirral"}),
    ],
)
def test_earlier_years_agree_on_before_and_outcome_but_for_these(
    data_folder: Path, day: str, others: set[str]
) -> None:
    wanted = rows(data_folder / "control" / f"control-{day[:4]}.csv")
    found = pictures(data_folder, day)
    wrong = {s for s, row in wanted.items() if controls(found[s]) != expected_controls(row)}
    assert wrong == others


@pytest.mark.data
def test_2025_agrees_with_the_published_compositions_but_for_one(data_folder: Path) -> None:
    with (data_folder / "councils" / "composition-by-year.csv").open(encoding="utf-8") as file:
        after = {
            row["council_slug"]: row["control_derived"]
            for row in csv.DictReader(file)
            if row["year"] == "2025"
        }
    found = pictures(data_folder, "2025-05-01")
    wrong = {slug for slug, one in found.items() if controls(one)[1] != after[slug]}
    assert len(found) == 23
    # The published row for Warwickshire still has the council of 2021.
    assert wrong == {"warwickshire"}


@pytest.mark.data
def test_2016_has_no_roster_before_it_and_says_so(data_folder: Path) -> None:
    found = pictures(data_folder, "2016-05-05")
    assert len(found) == 147
    assert all(one.picture is None for one in found.values())
    assert {note.code for one in found.values() for note in one.notes} == {"no_earlier_roster"}


OTHERS_2023 = {
    # Who left the Conservative group between the roster of 2022 and the poll is not known.
    "brentwood": ("CON", "NOC"),
    "cannock-chase": ("CON", "NOC"),
    "tamworth": ("CON", "NOC"),
    # Uncontested or postponed wards are not in the source; what is there does not decide.
    "east-lindsey": ("", "NOC"),
    "north-devon": ("", "LD"),
    "west-lindsey": ("", "NOC"),
    # The control file counts two Conservatives more than Open Council Data, which has no control.
    "thurrock": ("NOC", "CON"),
    # A majority of one local party, which the control file counts among the independents.
    "boston": ("OTH:BOST IND", "IND"),
}


@pytest.mark.data
def test_2023_agrees_on_control_but_for_these_without_a_vote_of_most_wards(
    data_folder: Path,
) -> None:
    wanted = rows(data_folder / "control" / "control-2023.csv")
    found = pictures(data_folder, YEARS["2023"])
    assert list(found) == sorted(wanted)
    assert len(found) == 228

    def printed(key: str) -> str:
        """Write control as the file does: small parties are all OTH, or go by name in one place."""
        return "OTH" if key.startswith(("PP", "OTH:")) else key

    wrong = {}
    for slug, row in wanted.items():
        before, after, _ = controls(found[slug])
        assert printed(before) == printed(row["eve_control"])
        if printed(after) != printed(row["after_control"]):
            wrong[slug] = (after, row["after_control"])
    assert wrong == OTHERS_2023
    codes = Counter(note.code for one in found.values() for note in one.notes)
    assert codes["elected_by_party"] == 225  # all but Blackpool, Medway and Trafford
    assert codes["no_candidates"] == 0


@pytest.mark.data
def test_in_2023_wards_of_one_seat_agree_with_the_seats_by_party_but_in_five_councils(
    data_folder: Path,
) -> None:
    over: dict[str, dict[str, tuple[int, int]]] = {}
    wards: Counter[tuple[bool, bool]] = Counter()
    for slug, one in pictures(data_folder, YEARS["2023"]).items():
        won: Counter[str] = Counter()
        for ward in one.wards:
            wards[ward.seats == 1, ward.elected is not None] += 1
            won.update(ward.elected or {})
        more = {p: (n, one.elected.get(p, 0)) for p, n in won.items() if n > one.elected.get(p, 0)}
        if more:
            over[slug] = more
    assert wards == {(True, True): 2_471, (False, True): 145, (False, False): 2_149}
    # Local parties stand as independents in the one file and under their label in the other.
    # The file of candidates puts Croston, Mawdesley and Euxton South's winner into Euxton as well.
    assert over == {
        "burnley": {"IND": (1, 0)},
        "chorley": {"CON": (2, 1)},
        "hartlepool": {"IND": (2, 1)},
        "herefordshire": {"IND": (11, 8)},
        "lancaster": {"IND": (4, 1)},
    }


@pytest.mark.data
def test_in_2023_a_review_is_seen_by_the_names_of_wards_alone(data_folder: Path) -> None:
    wanted = rows(data_folder / "control" / "control-2023.csv")
    found = pictures(data_folder, YEARS["2023"])
    reviewed = {slug for slug, row in wanted.items() if row["boundary_change"] == "Y"}
    known = {slug for slug, one in found.items() if not one.last_fought_unknown}
    assert (len(reviewed), len(known)) == (48, 172)
    # Blackpool's new wards all kept the old names, and the source has no codes for 2023.
    assert reviewed & known == {"blackpool"}


@pytest.mark.data
@pytest.mark.parametrize(
    ("year", "councils"),
    [
        (
            "2018",
            {"": 12, "no_earlier_results": 134, "by_election": 11, "earlier_result_incomplete": 1},
        ),
        ("2019", {"": 20, "no_earlier_results": 221, "by_election": 8, "new_council": 5}),
        ("2021", {"": 107, "ward_changed": 29, "seats_differ": 1, "new_council": 3}),
        ("2023", {"": 172, "ward_changed": 53, "seats_differ": 3}),
        (
            "2024",
            {"": 74, "ward_changed": 23, "no_earlier_results": 1, "earlier_result_incomplete": 6},
        ),
        ("2025", {"": 7, "ward_changed": 16}),
        ("2026", {"": 14, "seats_differ": 1, "earlier_result_incomplete": 1}),
    ],
)
def test_the_second_baseline_is_known_of_so_many_councils(
    data_folder: Path, year: str, councils: dict[str, int]
) -> None:
    found = pictures(data_folder, YEARS[year])
    assert Counter(one.last_fought_unknown for one in found.values()) == councils
    for one in found.values():
        seats = one.composition.last_fought if one.composition else None
        assert (seats is None) == bool(one.last_fought_unknown)
        assert seats is None or sum(seats.values()) == sum(ward.seats for ward in one.wards)


@pytest.mark.data
def test_the_seats_up_in_2024_were_mostly_held_by_the_party_that_won_them_last(
    data_folder: Path,
) -> None:
    # Two sources, two ways: votes and rosters of 2021 to 2023 against the eve by the roster of
    # 2023. What differs are by-elections, councillors who changed party and labels.
    total = moved = 0
    for one in pictures(data_folder, DAY).values():
        known = one.composition
        if known is not None and known.last_fought is not None:
            held = change(known.continuing, known.before)
            differ = change(known.last_fought, held)
            total += sum(known.last_fought.values())
            moved += sum(seats for seats in differ.values() if seats > 0)
    assert (total, moved) == (1_487, 81)


@pytest.mark.data
def test_nobody_is_returned_twice_among_the_persons_numbered_in_2018(data_folder: Path) -> None:
    found = pictures(data_folder, YEARS["2018"])
    assert not [n for one in found.values() for n in one.notes if n.code == "returned_twice"]
