from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from countroom.app.sources import Source, composition_before, contests_for, election_for
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from countroom.domain.election import Composition
    from tiny_source import TinySource

DAY = "2024-05-02"
CON, LAB, LD, FIRST = "PP52", "PP53", "PP90", "PP1"
STANDING = [("Ash, A.", CON, 5), ("Oak, B.", LAB, 4)]

THIRDS = [
    ("Hill", "Ann Ash", CON, "2024-05-02"),
    ("Hill", "Bob Oak", LAB, "2026-05-07"),
    ("Hill", "Cat Elm", LD, "2027-05-06"),
    ("Dale & Vale", "Dan Fir", FIRST, "2024-05-02"),
    ("Dale & Vale", "Eve Yew", "joint-party:53-119", "2026-05-07"),
    ("Dale & Vale", "Fay Bay", LAB, "2027-05-06"),
]


def before(tiny: TinySource, day: str = DAY) -> tuple[Composition, list[str]]:
    found = composition_before(Source([tiny.folder]), "anyborough", day)
    assert found.composition is not None
    return found.composition, [note.code for note in found.notes]


def test_seats_not_up_stay_and_parties_of_one_group_count_together(tiny: TinySource) -> None:
    tiny.roster(2023, THIRDS)
    tiny.poll(DAY, {"Hill": (1, STANDING), "Dale and Vale": (1, STANDING)})
    composition, notes = before(tiny)
    assert composition.before == {"CON": 1, "LAB": 3, "LD": 1, "PP1": 1}
    assert composition.continuing == {"LAB": 3, "LD": 1}
    assert (composition.seats_total, composition.as_of, notes) == (6, "2023", [])
    assert "Open Council Data UK 2023" in composition.source


def test_nothing_of_the_polls_own_year_or_later_is_used(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, STANDING), "Dale and Vale": (1, STANDING)})
    tiny.roster(2023, THIRDS)
    known = before(tiny)
    for year in (2024, 2025):
        tiny.roster(year, [("Hill", "Zoe Zed", LD, "2028-05-04")])
    tiny.write("control/control-2024.csv", ("council_id", "after_control"), [("ANY", "LD")])
    assert before(tiny) == known


def test_a_council_elected_as_a_whole_keeps_nobody(tiny: TinySource) -> None:
    tiny.roster(2023, THIRDS)
    tiny.poll(DAY, {"New North": (2, STANDING), "New South": (3, STANDING)})
    composition, notes = before(tiny)
    assert composition.continuing == {}
    assert composition.seats_total == 5
    assert notes == ["council_resized"]


def test_an_extra_vacancy_takes_whoever_has_sat_longest_and_says_that_it_guesses(
    tiny: TinySource,
) -> None:
    tiny.roster(2023, THIRDS)
    tiny.poll(DAY, {"Hill": (2, STANDING), "Dale and Vale": (1, STANDING)})
    composition, notes = before(tiny)
    assert composition.continuing == {"LAB": 2, "LD": 1}
    assert notes == ["who_left_unknown"]


def test_a_vacant_seat_is_the_one_that_an_extra_vacancy_fills(tiny: TinySource) -> None:
    rows = list(THIRDS)
    rows[2] = ("Hill", "Vacancy", "VACANT", "2027-05-06")
    tiny.roster(2023, rows)
    tiny.poll(DAY, {"Hill": (2, STANDING), "Dale and Vale": (1, STANDING)})
    composition, notes = before(tiny)
    assert composition.before == {"CON": 1, "LAB": 3, "PP1": 1}
    assert composition.continuing == {"LAB": 3}
    assert notes == []


def test_a_by_election_alone_leaves_all_others(tiny: TinySource) -> None:
    tiny.roster(2023, [(ward, who, party, "2027-05-06") for ward, who, party, _ in THIRDS])
    tiny.poll(DAY, {"Hill (by)": (1, STANDING)})
    composition, notes = before(tiny)
    assert sum(composition.continuing.values()) == 5
    assert composition.last_fought_unknown == "by_election"
    assert notes == ["who_left_unknown"]


def test_where_the_roster_tells_no_terms_apart_earlier_winners_do(tiny: TinySource) -> None:
    # As in Hastings: the roster of 2023 had both councillors of every ward due in 2024.
    tiny.roster(2023, [("Hill", "Ann Ash", LD, DAY), ("Hill", "Bob Oak", LAB, DAY)])
    tiny.poll("2021-05-06", {"Hill": (1, [("Ash A.", CON, 9), ("Elm C.", LD, 8)])})
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    composition, notes = before(tiny)
    assert composition.continuing == {"LAB": 1}
    assert composition.last_fought == {"CON": 1}
    assert notes == []


def test_a_due_date_more_than_a_term_away_was_moved_on(tiny: TinySource) -> None:
    tiny.roster(
        2017, [("Hill", "Ann Ash", CON, "2022-05-05"), ("Hill", "B Oak", LAB, "2019-05-02")]
    )
    tiny.poll("2018-05-03", {"Hill": (1, STANDING)})
    composition, _ = before(tiny, "2018-05-03")
    assert composition.continuing == {"LAB": 1}


def test_polls_between_roster_and_election_bring_the_council_forward(tiny: TinySource) -> None:
    tiny.roster(
        2017,
        [
            ("Hill", "Ann Ash", CON, "2018-05-03"),
            ("Hill", "Bob Oak", CON, "2019-05-02"),
            ("Hill", "Cat Elm", CON, "2020-05-07"),
        ],
    )
    tiny.poll("2018-05-03", {"Hill": (1, [("Fir D.", LAB, 9), ("Ash A.", CON, 8)])})
    tiny.poll("2019-05-02", {"Hill": (1, [("Yew E.", LD, 9), ("Oak B.", CON, 8)])})
    tiny.poll("2021-05-06", {"Hill": (1, [("Bay F.", LD, 9), ("Elm C.", CON, 8)])})
    composition, notes = before(tiny, "2021-05-06")
    assert composition.before == {"CON": 1, "LAB": 1, "LD": 1}
    assert composition.continuing == {"LAB": 1, "LD": 1}
    assert (composition.as_of, notes) == ("2019-05-02", [])


def test_after_a_poll_for_all_the_one_with_fewest_votes_retires_first(tiny: TinySource) -> None:
    tiny.roster(2017, [("Old", "Ann Ash", CON, "2018-05-03")] * 3)
    tiny.poll(
        "2018-05-03",
        {"Hill": (3, [("Ash A.", CON, 9), ("Oak B.", LAB, 8), ("Elm C.", LD, 7)])},
    )
    tiny.poll("2019-05-02", {"Hill": (1, STANDING)})
    composition, notes = before(tiny, "2019-05-02")
    assert composition.continuing == {"CON": 1, "LAB": 1}
    assert notes == []


def test_a_new_council_has_nothing_before(tiny: TinySource) -> None:
    tiny.write(
        "rosters/2023-councillors.csv",
        ("council_id", "ward", "councillor", "party_id", "next_election"),
        [("OLD", "Hill", "Ann Ash", CON, DAY)],
    )
    tiny.poll(DAY, {"Hill": (3, STANDING)})
    composition, _ = before(tiny)
    assert composition.before == {}
    assert (composition.seats_total, composition.last_fought_unknown) == (3, "new_council")


def test_without_an_earlier_roster_nothing_is_known(tiny: TinySource) -> None:
    tiny.roster(2024, THIRDS)
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    found = composition_before(Source([tiny.folder]), "anyborough", DAY)
    assert (found.composition, [note.code for note in found.notes]) == (None, ["no_earlier_roster"])
    assert election_for(Source([tiny.folder]), "anyborough", DAY).composition is None


def cite(tiny: TinySource, *rows: tuple[object, ...], continuing: bool = False) -> None:
    columns = ["council_id", "as_of", "party_group", "party_id", "seats", "seats_total", "source"]
    tiny.write(f"composition/{DAY}.csv", columns + ["continuing"] * continuing, rows)


def test_a_cited_composition_stands_before_the_roster(tiny: TinySource) -> None:
    tiny.roster(2023, THIRDS)
    tiny.poll(DAY, {"Hill": (3, STANDING), "Dale and Vale": (3, STANDING)})
    cite(
        tiny,
        ("ANY", "2024-05-01", "LAB", "PP53", 4, 6, "the council's page"),
        ("ANY", "2024-05-01", "OTH", "PP1", 1, 6, "the council's page"),
    )
    composition, _ = before(tiny)
    assert composition.before == {"LAB": 4, "PP1": 1}
    assert (composition.seats_total, composition.as_of) == (6, "2024-05-01")
    assert composition.source == "the council's page"


def test_a_cited_composition_must_say_who_stays_unless_nobody_does(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    cite(tiny, ("ANY", "2024-05-01", "LAB", "PP53", 6, 6, "x"))
    found = composition_before(Source([tiny.folder]), "anyborough", DAY)
    assert (found.composition, found.notes[0].code) == (None, "continuing_unknown")
    cite(tiny, ("ANY", "2024-05-01", "LAB", "PP53", 6, 6, "x", 5), continuing=True)
    assert before(tiny)[0].continuing == {"LAB": 5}


def test_a_cited_composition_that_cannot_be_is_a_fault(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    cite(
        tiny,
        ("ANY", "2024-05-01", "LAB", "PP53", 4, 6, "x"),
        ("ANY", "2024-05-01", "CON", "PP52", 3, 6, "x"),
        ("ANY", "2024-05-01", "LD", "PP90", "few", 7, ""),
    )
    found = Source([tiny.folder]).faults(DAY, "anyborough")
    assert [(fault.code, fault.row, fault.column) for fault in found] == [
        ("seats_exceed_total", 3, "seats"),
        ("seats_disagree", 4, "seats_total"),
        ("not_a_number", 4, "seats"),
        ("seats_exceed_total", 4, "seats"),
        ("cell_empty", 4, "source"),
    ]


def test_a_cited_council_without_a_size_is_left_out(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    cite(tiny, ("ANY", "2024-05-01", "LAB", "PP53", 4, "", "x"))
    source = Source([tiny.folder])
    assert [fault.code for fault in source.faults(DAY, "anyborough")] == ["no_seats"]
    assert source.cited(DAY) == {}


def test_a_seat_whose_next_election_cannot_be_read_is_a_fault(tiny: TinySource) -> None:
    tiny.roster(2023, [*THIRDS, ("Moor", "Guy Elm", CON, "next year")])
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    (fault,) = Source([tiny.folder]).faults(DAY, "anyborough")
    assert (fault.code, fault.row, fault.column) == ("not_a_day", 8, "next_election")


def test_a_by_election_in_a_council_without_roster_is_not_a_new_council(tiny: TinySource) -> None:
    tiny.write(
        "rosters/2023-councillors.csv",
        ("council_id", "ward", "councillor", "party_id", "next_election"),
        [("OLD", "Hill", "Ann Ash", CON, DAY)],
    )
    tiny.poll(DAY, {"Hill (by)": (1, STANDING)})
    found = composition_before(Source([tiny.folder]), "anyborough", DAY)
    assert (found.composition, found.notes[0].code) == (None, "no_earlier_roster")


def test_a_by_elections_seat_has_no_second_baseline(tiny: TinySource) -> None:
    tiny.roster(2023, THIRDS)
    tiny.poll("2021-05-06", {"Hill": (1, STANDING)})
    tiny.poll(DAY, {"Hill (by)": (1, STANDING)})
    assert before(tiny)[0].last_fought_unknown == "by_election"


def test_spellings_of_a_ward_are_made_to_fit(tiny: TinySource) -> None:
    tiny.roster(
        2023,
        [
            (ward.replace("Hill", "Coal Clough Hill"), who, party, due)
            for ward, who, party, due in THIRDS
        ],
    )
    tiny.poll(DAY, {"Coalcluogh Hill": (1, STANDING), "Elsewhere": (1, STANDING)})
    composition, notes = before(tiny)
    assert composition.continuing == {"LAB": 3, "LD": 1}
    assert notes == []


@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        ({"Hill": (1, STANDING)}, ""),
        # Two were elected in 2021, and who had more votes took the longer term.
        ({"Hill": (2, [("Ash, A.", CON, 7), ("Oak, B.", LAB, 4)])}, ""),
        ({"Mount": (1, STANDING)}, "ward_changed"),
        ({"Hill (by)": (1, STANDING)}, "no_earlier_results"),
        ({"Hill": (1, [("Ash, A.", CON, 0), ("Oak, B.", LAB, 0)])}, "earlier_result_incomplete"),
    ],
)
def test_the_seats_up_are_compared_with_the_poll_one_term_ago(
    tiny: TinySource, earlier: dict[str, tuple[int, list[tuple[str, str, int]]]], reason: str
) -> None:
    tiny.roster(2023, THIRDS)
    tiny.poll("2021-05-06", earlier)  # held for 2020
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    composition, _ = before(tiny)
    assert composition.last_fought_unknown == reason
    assert composition.last_fought == ({"CON": 1} if not reason else None)


WHOLE = [("Hill", "Ann Ash", CON, DAY), ("Hill", "Bob Oak", LAB, DAY), ("Dale", "C Elm", LD, DAY)]
TWO = [("Ash, A.", CON, 9), ("Oak, B.", LAB, 8)]


@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        ({"Hill": (2, TWO), "Dale": (1, STANDING)}, ""),
        ({"Hill": (1, STANDING), "Dale": (1, STANDING)}, "seats_differ"),
        # Nothing but names tells these wards apart, and one name is new: Dale may be another too.
        ({"Mount": (2, TWO), "Dale": (1, STANDING)}, "ward_changed"),
    ],
)
def test_a_whole_council_is_compared_ward_by_ward(
    tiny: TinySource, earlier: dict[str, tuple[int, list[tuple[str, str, int]]]], reason: str
) -> None:
    tiny.roster(2023, WHOLE)
    tiny.poll("2021-05-06", earlier)
    tiny.poll(DAY, {"Hill": (2, TWO), "Dale": (1, STANDING)})
    composition, _ = before(tiny)
    assert composition.last_fought_unknown == reason
    assert composition.last_fought == ({"CON": 2, "LAB": 1} if not reason else None)


def test_where_one_name_is_new_no_ward_is_compared_by_its_name(tiny: TinySource) -> None:
    tiny.roster(2023, WHOLE)
    tiny.poll("2021-05-06", {"Mount": (2, TWO), "Dale": (1, STANDING)})
    tiny.poll(DAY, {"Hill": (2, TWO), "Dale": (1, STANDING)})
    fought = composition_before(Source([tiny.folder]), "anyborough", DAY).fought
    assert [one.unknown for one in fought.wards.values()] == ["ward_changed"] * 2


def test_a_council_that_did_not_poll_that_year_has_no_poll_of_it_in_a_roster(
    tiny: TinySource,
) -> None:
    tiny.poll("2021-05-06", {"Hill (by)": (1, STANDING)})
    tiny.poll("2023-05-04", {"Hill (by)": (1, STANDING)})
    tiny.poll(DAY, {"Hill": (2, TWO), "Dale": (1, STANDING)})
    for year in (2021, 2022, 2023):
        tiny.roster(year, WHOLE)
    assert before(tiny)[0].last_fought_unknown == "no_earlier_results"
    for year in (2021, 2022, 2023):
        tiny.roster(year, THIRDS)
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    assert before(tiny)[0].last_fought_unknown == "no_earlier_results"


def test_a_file_of_several_years_gives_each_its_own_polls(tiny: TinySource) -> None:
    tiny.roster(2023, WHOLE)
    for half in ("contests", "candidates"):
        header, lines = "", list[str]()
        for day in ("2021-05-06", DAY):
            tiny.poll(day, {"Hill": (2, TWO), "Dale": (1, STANDING)})
            file = tiny.folder / "results" / f"{day[:4]}-{half}.csv"
            header, *rows = file.read_text().splitlines()
            lines += rows
        (tiny.folder / f"{half}.csv").write_text("\n".join([header, *lines]))
    (tiny.folder / "results").rename(tiny.folder / "unread")
    source = Source([tiny.folder / "contests.csv"])
    held = {year: len(source.polls("anyborough", year)) for year in (2020, 2021, 2023)}
    assert held == {2020: 0, 2021: 1, 2023: 0}
    assert composition_before(source, "anyborough", DAY).fought.seats == {"CON": 2, "LAB": 1}


def test_a_term_longer_than_four_years_still_has_its_first_poll(tiny: TinySource) -> None:
    # As in Dorset: a new council of 2019, next elected in 2024.
    tiny.roster(2023, WHOLE)
    tiny.poll("2019-05-02", {"Hill": (2, TWO), "Dale": (1, STANDING)})
    tiny.poll(DAY, {"Hill": (2, TWO), "Dale": (1, STANDING)})
    assert before(tiny)[0].last_fought == {"CON": 2, "LAB": 1}


def test_a_code_tells_new_boundaries_from_an_old_name(tiny: TinySource) -> None:
    tiny.roster(2023, WHOLE)
    for day, codes in (("2021-05-06", ("E1", "E2")), (DAY, ("E3", "E2"))):
        tiny.poll(day, {"Hill": (2, TWO), "Dale": (1, STANDING)})
        file = tiny.folder / "results" / f"{day[:4]}-contests.csv"
        text = file.read_text()
        for ward, code in zip(("Hill", "Dale"), codes, strict=True):
            text = text.replace(f",{ward},,", f",{ward},{code},")
        file.write_text(text)
    fought = composition_before(Source([tiny.folder]), "anyborough", DAY).fought
    by_ward = {ward.split(".")[2]: one.unknown for ward, one in fought.wards.items()}
    assert by_ward == {"hill": "ward_changed", "dale": ""}
    assert (fought.seats, fought.unknown) == (None, "ward_changed")


def test_the_roster_of_the_polls_year_stands_for_votes_that_are_missing(tiny: TinySource) -> None:
    # As in London in 2026: nothing of 2022 but the roster made after it.
    tiny.roster(2022, [(ward, who, party, "2026-05-07") for ward, who, party, _ in WHOLE])
    tiny.roster(2023, [("Hill", "Zoe Zed", LAB, "2026-05-07")] * 3)
    tiny.poll("2026-05-07", {"Hill": (2, TWO), "Dale": (1, STANDING)})
    found = composition_before(Source([tiny.folder]), "anyborough", "2026-05-07")
    assert found.fought.seats == {"CON": 1, "LAB": 1, "LD": 1}
    assert {one.roster for one in found.fought.wards.values()} == {2022}


@pytest.mark.parametrize(
    ("roster", "reason"),
    [
        ([("Hill", "Ann Ash", CON), ("Dale", "C Elm", LD)], "seats_differ"),
        ([("Hill", "Ann Ash", CON), ("Mount", "C Elm", LD)], "ward_changed"),
        (
            [("Hill", "Ann Ash", CON), ("Hill", "Vacancy", "VACANT"), ("Dale", "C Elm", LD)],
            "earlier_result_incomplete",
        ),
    ],
)
def test_a_roster_that_does_not_fit_says_nothing_of_the_poll_before(
    tiny: TinySource, roster: list[tuple[str, str, str]], reason: str
) -> None:
    day = "2026-05-07"
    tiny.roster(2022, [(*seat, day) for seat in roster])
    tiny.poll(day, {"Hill": (2, TWO), "Dale": (1, STANDING)})
    assert before(tiny, day)[0].last_fought_unknown == reason


def test_a_casual_vacancy_is_compared_with_its_own_last_poll(tiny: TinySource) -> None:
    # Two are filled: the seat due in 2024, won in 2021, and the one of 2026, won in 2022.
    tiny.roster(2022, [("Hill", "Bob Oak", LD, "2026-05-07"), *THIRDS[3:]])
    tiny.roster(
        2023,
        [
            ("Hill", "Ann Ash", CON, DAY),
            ("Hill", "Vacancy", "VACANT", "2026-05-07"),
            ("Hill", "Cat Elm", LD, "2027-05-06"),
            *THIRDS[3:],
        ],
    )
    tiny.poll("2021-05-06", {"Hill": (1, STANDING)})
    tiny.poll(DAY, {"Hill": (2, TWO)})
    found = composition_before(Source([tiny.folder]), "anyborough", DAY)
    assert found.fought.seats == {"CON": 1, "LD": 1}
    assert [one.roster for one in found.fought.wards.values()] == [2022]


def test_a_ward_drawn_in_a_year_without_results_is_looked_up_in_its_roster(
    tiny: TinySource,
) -> None:
    # As in Bury: other wards in 2021, all seats in 2022, of which there is only the roster.
    tiny.roster(2022, THIRDS)
    tiny.roster(2023, [("Hill", "Zoe Zed", LD, DAY), *THIRDS[1:]])
    tiny.poll("2021-05-06", {"Mount": (1, STANDING), "Dale and Vale": (1, STANDING)})
    tiny.poll("2023-05-04", {"Hill": (1, STANDING)})
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    assert before(tiny)[0].last_fought == {"CON": 1}


def test_after_a_review_the_roster_says_whose_seat_is_due_first(tiny: TinySource) -> None:
    # As in Bolton: the whole council in 2023, of which there are no votes, and a third in 2024.
    tiny.roster(2023, THIRDS)
    tiny.poll("2021-05-06", {"Hill": (1, [("Yew, E.", LD, 9)]), "Dale and Vale": (1, STANDING)})
    tiny.poll("2023-05-04", {"Hill": (3, []), "Dale and Vale": (3, [])})
    tiny.poll(DAY, {"Hill": (1, STANDING), "Dale and Vale": (1, STANDING)})
    assert before(tiny)[0].last_fought == {"CON": 1, "PP1": 1}


def test_seats_won_between_roster_and_poll_were_last_fought_then(tiny: TinySource) -> None:
    tiny.roster(2017, [("Hill", f"Ann {n}", LD, "2018-05-03") for n in range(3)])
    three = [("Ash A.", CON, 9), ("Oak B.", LAB, 8), ("Elm C.", LD, 7)]
    tiny.poll("2018-05-03", {"Hill": (3, three)})
    tiny.poll("2019-05-02", {"Hill": (1, STANDING)})
    # The third of 2018 retires first, by the law of electoral changes orders.
    assert before(tiny, "2019-05-02")[0].last_fought == {"LD": 1}


def test_a_roster_of_a_later_year_says_nothing_of_a_poll(tiny: TinySource) -> None:
    tiny.roster(
        2017, [("Hill", "Ann Ash", CON, "2018-05-03"), ("Hill", "B Oak", LAB, "2019-05-02")]
    )
    tiny.poll("2018-05-03", {"Hill": (1, STANDING)})
    assert before(tiny, "2018-05-03")[0].last_fought_unknown == "no_earlier_results"


def test_wards_that_the_poll_for_a_whole_council_leaves_out_keep_their_seats(
    tiny: TinySource,
) -> None:
    tiny.roster(2023, WHOLE)
    tiny.poll(DAY, {"Hill": (2, TWO)})
    found = composition_before(Source([tiny.folder]), "anyborough", DAY)
    assert found.composition is not None
    assert (found.composition.seats_total, found.seats_missing) == (3, 1)
    assert [note.code for note in found.notes] == ["wards_missing"]


def test_the_earlier_poll_names_missing_wards_where_the_roster_spells_otherwise(
    tiny: TinySource,
) -> None:
    tiny.roster(
        2023, [(f"Anyborough {ward} Ward", who, party, DAY) for ward, who, party, _ in WHOLE]
    )
    tiny.poll("2021-05-06", {"Hill": (2, TWO), "Dale": (1, STANDING)})
    tiny.poll(DAY, {"Hill": (2, TWO)})
    assert composition_before(Source([tiny.folder]), "anyborough", DAY).seats_missing == 1


def test_a_renamed_ward_is_not_taken_for_one_left_out(tiny: TinySource) -> None:
    # As in Kent in 2021: both new names are most like the same old one, and no seat is lacking.
    old = [("Malling North", "Ann Ash", CON, DAY), ("Malling Rural North East", "B Oak", LAB, DAY)]
    tiny.roster(2023, old)
    tiny.poll(DAY, {"Malling North": (1, STANDING), "Malling North E": (1, STANDING)})
    found = composition_before(Source([tiny.folder]), "anyborough", DAY)
    assert found.composition is not None
    assert (found.composition.seats_total, found.seats_missing) == (2, 0)


def test_a_review_that_resizes_a_ward_leaves_no_ward_out(tiny: TinySource) -> None:
    tiny.roster(2023, WHOLE)
    tiny.poll(DAY, {"Hill": (3, [*TWO, ("Elm, C.", LD, 7)])})
    found = composition_before(Source([tiny.folder]), "anyborough", DAY)
    assert (found.seats_missing, found.notes) == (0, ())


def test_a_mayors_poll_is_no_seat_of_the_council(tiny: TinySource) -> None:
    tiny.roster(2023, WHOLE)
    tiny.poll(DAY, {"Hill": (2, TWO), "Dale": (1, STANDING), "Mayor": (1, STANDING)})
    for file in (tiny.folder / "results").glob("2024-*.csv"):
        file.write_text(file.read_text().replace("local.anyborough.mayor.", "mayor.anyborough."))
    composition, notes = before(tiny)
    assert (composition.seats_total, notes) == (3, [])
    only = Source([tiny.folder]).day(DAY).contests["anyborough"]
    assert [contest.of_mayor for contest in only] == [False, False, True]


def test_contests_become_ballot_papers_in_ward_order(tiny: TinySource) -> None:
    tiny.poll(
        DAY,
        {
            "Vale": (1, [("Yew, Z.", LAB, 1), ("Ash, B.", CON, 3), ("Ash, A.", LD, 2)]),
            "Hill": (2, [("Oak, B.", LAB, 0)]),
            "Moor": (1, []),
        },
    )
    hill, vale = contests_for(Source([tiny.folder]), "anyborough", DAY)
    assert [one.name for one in vale.candidates] == ["Ash, A.", "Ash, B.", "Yew, Z."]
    assert [one.number for one in vale.candidates] == [1, 2, 3]
    assert vale.candidates[0].description == "Liberal Democrats"
    assert [box.kind for box in vale.boxes] == ["station", "postal"]
    assert (hill.uncontested, hill.boxes, hill.electorate) == (True, (), 4000)
    assert hill.election == "local.anyborough.2024-05-02"
    assert load_rule_sets()[vale.rule_set].id == "england-principal-2006"


def test_a_candidate_stands_for_the_party_that_sits_and_is_described_by_the_label(
    tiny: TinySource,
) -> None:
    tiny.roster(2023, [("Hill", "Ann Ash", FIRST, DAY)])
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", FIRST, 9), ("Oak, B.", LAB, 8)])})
    file = tiny.folder / "results" / "2024-candidates.csv"
    file.write_text(file.read_text().replace(f",,{FIRST},OTH", ",ANY FIRST,,OTH"))
    ((ash, _),) = [
        hill.candidates for hill in contests_for(Source([tiny.folder]), "anyborough", DAY)
    ]
    assert (ash.party.key, ash.party.name) == (FIRST, "Anyborough First")
    assert ash.description == "ANY FIRST"


def test_an_election_names_its_council_source_and_licence(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, STANDING)})
    text = (tiny.folder / "results" / "2024-contests.csv").read_text()
    (tiny.folder / "results" / "2024-contests.csv").write_text(text.replace(",x\n", ",LEH2024\n"))
    election = election_for(Source([tiny.folder]), "anyborough", DAY)
    assert (election.council.name, election.council.name_cy) == ("Anyborough", "Unrhywle")
    assert election.source == "House of Commons Library, local elections"
    assert election.licence == "Open Parliament Licence v3.0"
    (tiny.folder / "councils" / "councils.csv").unlink()
    unlisted = election_for(Source([tiny.folder]), "anyborough", DAY).council
    assert (unlisted.id, unlisted.name, unlisted.nation) == ("ANY", "Anyborough", "England")
