"""Party lists on the regional results of real elections (data counting/ams)."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.party_list import Allocation, ListEntry, allocate
from countroom.domain.counting.plurality import elect
from countroom.domain.identifiers import CandidateId

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.data

INCOMPLETE = {
    "scotland-2016-highlands-and-islands": "the five largest parties",
    "scotland-2016-north-east-scotland": "the five largest parties",
    "scotland-2016-west-scotland": "the five largest parties",
    "scotland-2016-south-scotland": "the five largest parties",
    "scotland-2021-highlands-and-islands": "last rows cut off, individuals added together",
    "scotland-2021-glasgow": "the four largest parties",
    "senedd-2021-south-wales-central": "rows after the seventh cut off",
}
"""Records whose list votes are not complete, with what they have."""
LABELS_OF_NO_LIST = {
    "Central Scotland": {"Scottish Senior Citizens"},
    "Lothian": {"Independent", "National Front"},
    "Mid Scotland and Fife": {"Jack Black", "Land Party", "Scottish Senior Citizens"},
    "North East Scotland": {"Independent"},
    "South Scotland": {"Conservatives", "Independent"},
}
"""Parties of constituency candidates of 2011 without a list; "Conservatives" is a slip of the
source for Conservative in Kilmarnock and Irvine Valley, which they did not win."""


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """Read every regional contest by id."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted((folder / "counting" / "ams").glob("*.json")):
        content = json.loads(file.read_text(encoding="utf-8"))
        for record in content if isinstance(content, list) else [content]:
            found[record["id"]] = record
    return found


def entries(record: dict[str, Any]) -> tuple[ListEntry, ...]:
    """Take the parties of a record, all as lists that do not run out."""
    return tuple(
        ListEntry(party["party"], party["votes"], party["constituency_seats"])
        for party in record["parties"]
    )


def list_seats(record: dict[str, Any], result: Allocation) -> dict[str, int]:
    """Give the list seats of each party that has any."""
    won = zip(record["parties"], result.won, strict=True)
    return {party["party"]: seats for party, seats in won if seats}


def allocated(record: dict[str, Any]) -> Allocation:
    """Allocate a record's list seats by its own threshold."""
    return allocate(
        entries(record),
        record["list_seats"],
        threshold_percent=record["threshold_percent"],
        total_votes=record["total_valid_votes"],
        votes_complete=record["votes_complete"],
    )


def test_every_regional_contest_has_the_list_seats_that_were_declared(data_folder: Path) -> None:
    contests = records(data_folder)
    assert len(contests) == 16
    for name, record in contests.items():
        result = allocated(record)
        assert list_seats(record, result) == record["official_list_seats"], name
        assert (result.equality, result.vacant, result.discrepancies) == (None, 0, ()), name


def test_the_published_order_of_seats_is_the_order_allocated(data_folder: Path) -> None:
    ordered = {n: r for n, r in records(data_folder).items() if r["official_order"] is not None}
    assert list(ordered) == ["senedd-2021-south-wales-central"]
    for record in ordered.values():
        result = allocated(record)
        parties = [record["parties"][seat.entry]["party"] for seat in result.seats]
        assert parties == record["official_order"]


def test_the_people_returned_are_those_of_the_lists_in_their_order(data_folder: Path) -> None:
    """With a name more on each list, so that none runs out."""
    named = {n: r for n, r in records(data_folder).items() if r["official_elected"] is not None}
    assert len(named) == 9
    people = 0
    for name, record in named.items():
        lists = tuple(
            ListEntry(
                party["party"],
                party["votes"],
                party["constituency_seats"],
                candidates=(*record["official_elected"].get(party["party"], ()), "next"),
            )
            for party in record["parties"]
        )
        result = allocate(lists, record["list_seats"])
        returned: dict[str, list[str]] = {}
        for seat in result.seats:
            returned.setdefault(lists[seat.entry].name, []).append(seat.person)
        assert returned == record["official_elected"], name
        people += len(result.seats)
    assert people == 60


def test_london_2016_without_its_threshold_gives_womens_equality_a_seat(data_folder: Path) -> None:
    record = records(data_folder)["london-assembly-2016"]
    over = [party["party"] for party in record["parties"][:5]]
    result = allocated(record)
    assert [p["party"] for i, p in enumerate(record["parties"]) if i not in result.excluded] == over
    without = list_seats(record, allocate(entries(record), record["list_seats"]))
    with_threshold = list_seats(record, result)
    assert without == with_threshold | {"Women's Equality Party": 1, "UKIP": 1}


def test_a_threshold_cannot_be_tested_on_the_records_that_are_cut_off(data_folder: Path) -> None:
    contests = records(data_folder)
    assert {n for n, r in contests.items() if not r["votes_complete"]} == set(INCOMPLETE)
    for name in INCOMPLETE:
        record = contests[name]
        result = allocate(
            entries(record), record["list_seats"], threshold_percent=5, votes_complete=False
        )
        listed = sum(party["votes"] for party in record["parties"])
        assert result.discrepancies == (
            Discrepancy("threshold_not_testable", None, None, listed, None),
        )


def test_the_total_declared_in_central_scotland_2021_has_its_rejected_papers_in_it(
    data_folder: Path,
) -> None:
    """The 328,039 declared are 547 more than the votes: the rejected papers."""
    record = records(data_folder)["scotland-2021-central-scotland"]
    with_rejected = allocate(entries(record), record["list_seats"], total_votes=328_039)
    assert with_rejected.discrepancies == (
        Discrepancy("total_votes_contradicted", None, None, 327_492, 328_039),
    )
    without = allocate(entries(record), record["list_seats"], total_votes=328_039 - 547)
    assert without.discrepancies == ()


def test_scotland_2011_goes_from_constituencies_to_regions_in_one_chain(data_folder: Path) -> None:
    """Plurality fills the divisors, whoever won; the lists follow."""
    regions = {n: r for n, r in records(data_folder).items() if r.get("constituency_results")}
    constituencies = 0
    for name, record in regions.items():
        won: Counter[str] = Counter()
        standing: set[str] = set()
        for constituency in record["constituency_results"]:
            candidates = constituency["results"]
            votes = {CandidateId(c["candidate"]): c["votes"] for c in candidates}
            assert len(votes) == len(candidates)
            (winner,) = elect(votes, 1).elected
            won.update(c["party"] for c in candidates if c["candidate"] == winner)
            standing.update(c["party"] for c in candidates)
            constituencies += 1
        lists = tuple(
            ListEntry(party["party"], party["votes"], won.pop(party["party"], 0))
            for party in record["parties"]
        )
        assert not won
        assert lists == entries(record), name
        assert standing - {entry.name for entry in lists} == LABELS_OF_NO_LIST[record["region"]]
        result = allocate(lists, record["list_seats"])
        assert list_seats(record, result) == record["official_list_seats"], name
    assert (len(regions), constituencies) == (5, 46)


def test_margo_macdonald_of_lothian_2011_takes_one_seat_as_an_individual(
    data_folder: Path,
) -> None:
    record = records(data_folder)["scotland-2011-lothian"]
    one_person = tuple(
        ListEntry(e.name, e.votes, individual=e.name.startswith(("Margo", "Independent ")))
        if e.name.startswith(("Margo", "Independent "))
        else e
        for e in entries(record)
    )
    result = allocate(one_person, record["list_seats"])
    assert list_seats(record, result) == record["official_list_seats"]
    assert [seat.person for seat in result.seats if seat.person] == ["Margo MacDonald"]
    as_a_party = allocate(entries(record), 20)
    assert list_seats(record, as_a_party)["Margo MacDonald"] > 1
    assert list_seats(record, allocate(one_person, 20))["Margo MacDonald"] == 1
