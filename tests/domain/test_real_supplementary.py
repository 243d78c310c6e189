"""The supplementary vote on declared mayors and commissioners (data counting/sv and mayors-pcc)."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.plurality import add_local_counts, elect
from countroom.domain.counting.supplementary import check_seconds, first_count, second_count
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.data

NO_SECOND_FIGURES = {
    "pcc-2021-avon-and-somerset": "only percentages of the second count are published",
    "mayor.sheffield-city-ca.2018-05-03": "first preferences only in the source",
    "mayor.tower-hamlets.2018-05-03": "first preferences only in the source",
}
"""Contests that went to a second count whose figures are not in the data, and why."""
FIRST_PREFERENCES_MISSING = {
    "london-mayor-2021": "4 of 20 candidates",
    "pcc.hertfordshire.2016-05-05": "the two eliminated candidates are blank",
}


class Declared(NamedTuple):
    """A contest as its source has it: votes by candidate, and what the second count added."""

    name: str
    first: dict[CandidateId, int]
    added: dict[CandidateId, int]
    totals: dict[CandidateId, int]
    winner: str


def of_counting(folder: Path) -> dict[str, Declared]:
    """Read counting/sv."""
    file = folder / "counting" / "sv" / "sv-contests.json"
    content: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return {
        record["id"]: Declared(
            record["id"],
            {CandidateId(c["name"]): c["first_preferences"] for c in record["candidates"]},
            {
                CandidateId(c["name"]): c["second_preferences_added"]
                for c in record["second_count"] or ()
            },
            {CandidateId(c["name"]): c["total"] for c in record["second_count"] or ()},
            record["official_winner"],
        )
        for record in content
    }


def rows(file: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def of_declarations(folder: Path, system: str) -> dict[str, Declared]:
    """Read the contests of mayors-pcc by one voting system, blank figures left out."""
    contests: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(folder / "mayors-pcc" / "sv-and-mayor-candidates.csv"):
        if row["voting_system"] == system:
            contests[row["election_id"]].append(row)

    def figures(standing: list[dict[str, str]], column: str) -> dict[CandidateId, int]:
        return {CandidateId(r["candidate"]): int(r[column]) for r in standing if r[column]}

    return {
        name: Declared(
            name,
            figures(standing, "first_preference_votes"),
            figures(standing, "second_count_transfers"),
            figures(standing, "final_votes"),
            *(row["candidate"] for row in standing if row["elected"] == "1"),
        )
        for name, standing in contests.items()
    }


def every_contest(folder: Path) -> dict[str, Declared]:
    """Read every contest by supplementary vote."""
    return of_counting(folder) | of_declarations(folder, "SV")


def test_those_over_half_of_the_first_preferences_were_elected_at_the_first_count(
    data_folder: Path,
) -> None:
    contests = every_contest(data_folder)
    assert len(contests) == 5 + 18
    at_once = {}
    for name, one in contests.items():
        if name in FIRST_PREFERENCES_MISSING:
            continue
        elected = first_count(one.first).elected
        if elected is not None:
            at_once[name] = elected
            assert elected == one.winner, name
            assert one.added == {}, name
    assert at_once == {
        "pcc-2021-cleveland": "Steve Turner",
        "mayor.middlesbrough.2019-05-02": "Andy Preston",
        "mayor.hackney.2018-05-03": "Philip Glanville",
        "mayor.watford.2018-05-03": "Peter Colin Taylor",
        "mayor.newham.2018-05-03": "Rokhsana Fiaz",
        "mayor.lewisham.2018-05-03": "Damien Egan",
    }


def test_every_published_second_count_adds_up_and_elects_who_was_declared(
    data_folder: Path,
) -> None:
    second = {n: one for n, one in every_contest(data_folder).items() if one.added}
    assert len(second) == 14
    for name, one in second.items():
        remaining = tuple(one.added)
        if name != "pcc.hertfordshire.2016-05-05":
            assert set(first_count(one.first).remaining) == set(remaining), name
            assert check_seconds(one.first, remaining, one.added) == (), name
        result = second_count(one.first, remaining, one.added)
        assert result.totals == one.totals, name
        assert (result.elected, result.equality) == (one.winner, None), name


def test_where_the_second_count_is_not_published_two_remain_and_the_winner_is_one_of_them(
    data_folder: Path,
) -> None:
    contests = every_contest(data_folder)
    left = {
        name: first_count(one.first).remaining
        for name, one in contests.items()
        if not one.added and first_count(one.first).remaining
    }
    assert set(left) == set(NO_SECOND_FIGURES)
    for name, remaining in left.items():
        assert len(remaining) == 2
        assert contests[name].winner in remaining


def test_first_preferences_that_are_missing_are_found_by_what_the_second_count_added(
    data_folder: Path,
) -> None:
    """Hertfordshire 2016: with its blanks as nothing, nobody could have had a second preference.

    London 2021 in counting/sv gives enough of the eliminated for no figure to be impossible; the
    other table has all twenty.
    """
    one = every_contest(data_folder)["pcc.hertfordshire.2016-05-05"]
    assert one.first == {"David Edward Lloyd": 100_262, "Kerry Patrick Pollard": 64_978}
    assert check_seconds(one.first, tuple(one.added), one.added) == (
        Discrepancy("second_preferences_exceed", 2, 1, 25_807, 0),
        Discrepancy("second_preferences_exceed", 2, 2, 20_876, 0),
    )
    four = of_counting(data_folder)["london-mayor-2021"].first
    twenty = of_declarations(data_folder, "SV")["mayor.london.2021-05-06"].first
    assert (len(four), sum(four.values())) == (4, 2_216_464)
    assert (len(twenty), sum(twenty.values())) == (20, 2_531_357)
    assert set(four.values()) < set(twenty.values())


def test_documented_contradictions_of_the_declarations_are_those_found(data_folder: Path) -> None:
    """Each a figure printed by some source and refused by the arithmetic of the others."""
    declared = of_declarations(data_folder, "SV")
    bedford = declared["mayor.bedford.2011-05-05"]
    misprint = bedford.first | {CandidateId("Dave Hodgson"): 19_996}
    totals = second_count(misprint, tuple(bedford.added), bedford.added).totals
    assert totals[CandidateId("Dave Hodgson")] - bedford.totals[CandidateId("Dave Hodgson")] == 30
    powys = declared["pcc.dyfed-powys.2021-05-06"]
    totals = second_count(powys.first, tuple(powys.added), powys.added).totals
    assert 77_408 - totals[CandidateId("Jon Burns")] == 87
    middlesbrough = declared["mayor.middlesbrough.2019-05-02"].first
    other_page = middlesbrough | {CandidateId("Mick Thompson"): 6_693}
    assert sum(other_page.values()) - 29_432 == 1
    west = of_counting(data_folder)["west-of-england-mayor-2017"]
    assert sum(west.first.values()) - (199_519 - 2_572) == 6


def test_published_valid_votes_are_the_sum_of_first_preferences(data_folder: Path) -> None:
    declared = of_declarations(data_folder, "SV") | of_declarations(data_folder, "FPTP")
    assert len(declared) == 21
    checked = 0
    for row in rows(data_folder / "mayors-pcc" / "sv-and-mayor-contests.csv"):
        if row["valid_first"]:
            assert sum(declared[row["election_id"]].first.values()) == int(row["valid_first"])
            checked += 1
    assert checked == 12


def test_mansfield_2019_was_won_by_two_votes_from_second_preferences(data_folder: Path) -> None:
    one = of_declarations(data_folder, "SV")["mayor.mansfield.2019-05-02"]
    totals = second_count(one.first, tuple(one.added), one.added).totals
    assert sorted(totals.values()) == [7_928, 7_930]


def test_mayors_and_commissioners_since_2023_have_most_votes(data_folder: Path) -> None:
    declared = of_declarations(data_folder, "FPTP")
    assert len(declared) == 3
    for one in declared.values():
        assert elect(one.first, 1).elected == (one.winner,)
        assert one.added == {}


def london(folder: Path) -> list[dict[str, str]]:
    """Read the wards and postal batches of the Mayor of London election of 2016."""
    return rows(folder / "mayors-pcc" / "london-mayor-2016-wards.csv")


REJECTED = tuple(
    f"rej_{head}"
    for head in ("official_mark", "voter_identified", "unmarked", "uncertain", "too_many")
)
SECOND_UNCOUNTED = ("second_unused_unmarked", "second_uncertain", "second_too_many")


def preferences(row: dict[str, str], column: str) -> dict[CandidateId, int]:
    """Give the first or second preferences of a row by candidate."""
    summed = {f"{column}_valid", "second_rej_total", *SECOND_UNCOUNTED}
    return {
        CandidateId(name.removeprefix(f"{column}_")): int(figure)
        for name, figure in row.items()
        if name.startswith(f"{column}_") and name not in summed
    }


def test_every_london_ward_of_2016_adds_up_in_itself(data_folder: Path) -> None:
    """First preferences, rejections by head, second preferences, and both columns together."""
    wards = london(data_folder)
    assert len(wards) == 663
    for row in wards:
        ward = (row["borough"], row["ward_as_published"])
        first, second = preferences(row, "first"), preferences(row, "second")
        assert len(first) == len(second) == 12, ward
        assert sum(first.values()) == int(row["first_valid"]), ward
        assert sum(int(row[head]) for head in REJECTED) == int(row["rej_total"]), ward
        assert sum(second.values()) == int(row["second_valid"]), ward
        uncounted = sum(int(row[head]) for head in SECOND_UNCOUNTED)
        assert uncounted == int(row["second_rej_total"]), ward
        assert sum(second.values()) + uncounted == int(row["first_valid"]), ward


def test_the_london_wards_of_2016_sum_to_the_declared_result(data_folder: Path) -> None:
    wards = london(data_folder)
    declared = of_declarations(data_folder, "SV")["mayor.london.2016-05-05"]
    area = add_local_counts(preferences(row, "first") for row in wards)
    assert sorted(area.values()) == sorted(declared.first.values())
    assert sum(area.values()) == 2_596_961
    of_counting_sv = of_counting(data_folder)["london-mayor-2016"]
    assert sorted(of_counting_sv.first.values()) == sorted(area.values())
    one = first_count(area)
    assert (one.elected, one.equality) == (None, None)
    assert one.remaining == ("sadiq_aman_khan", "zac_goldsmith")
    khan, goldsmith = one.remaining
    added = {khan: 161_427, goldsmith: 84_859}
    assert list(added.values()) == [
        declared.added[CandidateId("Sadiq Aman Khan")],
        declared.added[CandidateId("Zac Goldsmith")],
    ]
    assert check_seconds(area, one.remaining, added) == ()
    result = second_count(area, one.remaining, added)
    assert (result.totals, result.elected) == ({khan: 1_310_143, goldsmith: 994_614}, khan)
    everywhere = add_local_counts(preferences(row, "second") for row in wards)
    assert all(added[candidate] <= everywhere[candidate] for candidate in added)


def test_london_2016_by_constituency_is_london_2016_by_ward(data_folder: Path) -> None:
    """Local counts may be added in steps."""
    wards: dict[str, list[dict[CandidateId, int]]] = defaultdict(list)
    for row in london(data_folder):
        wards[row["constituency"]].append(preferences(row, "first"))
    assert len(wards) == 14
    steps = add_local_counts(add_local_counts(constituency) for constituency in wards.values())
    at_once = add_local_counts(count for counts in wards.values() for count in counts)
    assert steps == at_once


def test_more_than_half_of_one_london_ward_elects_nobody(data_folder: Path) -> None:
    """A local count waits for the area's totals (SI 2017/67 Sch 1 rr. 55, 58 say the same)."""
    wards = london(data_folder)
    area = first_count(add_local_counts(preferences(row, "first") for row in wards)).remaining
    alone = [first_count(preferences(row, "first")) for row in wards]
    assert sum(one.elected is not None for one in alone) == 409
    open_wards = [one.remaining for one in alone if one.remaining]
    assert len(open_wards) == 663 - 409
    assert {frozenset(remaining) for remaining in open_wards} == {frozenset(area)}
