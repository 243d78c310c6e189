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
    assert composition.last_fought_unknown == "no_earlier_results"
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
        ({"Hill": (2, STANDING)}, "seats_differ"),
        ({"Mount": (1, STANDING)}, "ward_changed"),
        ({"Hill (by)": (1, STANDING)}, "no_earlier_results"),
        ({"Hill": (1, [("Ash A.", CON, 0), ("Oak B.", LAB, 0)])}, "earlier_result_incomplete"),
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
