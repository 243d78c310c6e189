"""Sheets follow from the ballot paper, the boxes and the rule set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

import scenarios as sc
from countroom.domain.election import Contest, Party
from countroom.domain.identifiers import CandidateId, FieldId, HeadId, PartyId
from countroom.domain.sheets import (
    OF_PAPERS,
    account_fields,
    candidate_of,
    expected_in_box,
    fields_of,
    head_of,
    kinds_of,
    objected_by,
    objector_of,
    rejected_under,
    sheets_for,
    slate_of,
    votes_of,
)
from countroom.rules import load_rule_sets
from strategies import wards

RULES = load_rule_sets()[sc.RULES]


def test_each_box_has_an_account_and_the_contest_one_count_sheet() -> None:
    sheets = sheets_for(sc.one_seat(), RULES, 7)
    assert [(s.id, s.kind, s.box) for s in sheets] == [
        ("007-01", "account", "mill-lane-hall"),
        ("007-02", "account", "mill-lane-postal"),
        ("007-03", "count", None),
    ]
    assert {s.contest for s in sheets} == {sc.ONE}


def test_a_station_has_a_ballot_paper_account_and_a_postal_box_an_opening_total() -> None:
    station, postal = sc.one_seat().boxes
    assert account_fields(station) == ("entrusted", "unused", "spoilt", "tendered", "counted")
    assert account_fields(postal) == ("expected", "counted")


def test_a_count_sheet_lists_candidates_in_ballot_paper_order_then_the_heads_of_the_law() -> None:
    assert fields_of("count", sc.three_seats(), RULES) == (
        "papers",
        "candidate:zadie-abbott",
        "candidate:yusuf-barker",
        "candidate:wendy-carter",
        "candidate:vivek-dawson",
        "candidate:una-ellis",
        "rejected:no_official_mark",
        "rejected:too_many_votes",
        "rejected:identifying_mark",
        "rejected:unmarked_or_uncertain",
        "rejected_in_part",
    )


def test_one_seat_has_no_line_for_papers_rejected_in_part() -> None:
    """SI 2006/3304 Sch 2 r. 47(2) speaks of more than one vacancy."""
    assert "rejected_in_part" not in fields_of("count", sc.one_seat(), RULES)


def test_unused_votes_are_a_line_only_where_the_contest_keeps_them() -> None:
    keeping = replace(sc.three_seats(), keeps_unused_votes=True)
    assert "unused_votes" in fields_of("count", keeping, RULES)
    assert "unused_votes" not in fields_of("count", sc.three_seats(), RULES)


@given(wards())
def test_no_line_stands_twice_on_a_sheet_and_no_id_on_two_sheets(contest: Contest) -> None:
    sheets = sheets_for(contest, RULES, 1)
    of_tables = sum(len(kinds_of(contest, one)) for one in contest.counted_in)
    assert len({s.id for s in sheets}) == len(sheets) == len(contest.boxes) + of_tables
    for sheet in sheets:
        assert len(set(sheet.fields)) == len(sheet.fields)
        assert (sheet.kind in OF_PAPERS) == (sheet.mini_count is not None) == (sheet.box is None)


def test_every_line_of_every_sheet_says_what_it_is() -> None:
    """A line is a candidate's, a head's, an objector's, a slate's, or one of a few by name."""
    contest = replace(sc.one_seat(), keeps_unused_votes=True)
    for kind in sorted(OF_PAPERS):
        for line in fields_of(kind, contest, RULES):
            readers = (candidate_of, head_of, objector_of, slate_of)
            said = [read(line) for read in readers if read(line) is not None]
            assert len(said) == (":" in line)
    assert objector_of(objected_by(sc.ELLIS)) == sc.ELLIS


def test_numbers_of_sheets_made_before_are_not_given_again() -> None:
    again = sheets_for(sc.one_seat(), RULES, 7, made_before=3)
    assert [sheet.id for sheet in again] == ["007-04", "007-05", "007-06"]


def test_a_box_counted_again_has_one_line() -> None:
    assert fields_of("recount", sc.one_seat(), RULES) == ("counted",)


def test_a_line_gives_back_the_candidate_or_head_it_was_named_for() -> None:
    candidate, head = CandidateId("una-ellis"), HeadId("no_official_mark")
    assert candidate_of(votes_of(candidate)) == candidate
    assert head_of(rejected_under(head)) == head
    assert candidate_of(rejected_under(head)) is None
    assert head_of(votes_of(candidate)) is None
    assert candidate_of(FieldId("papers")) is None
    assert head_of(FieldId("papers")) is None


def test_a_station_box_should_hold_what_was_entrusted_less_unused_and_spoilt() -> None:
    """SI 2006/3304 Sch 2 r. 44: the ballot paper account."""
    figures = sc.account(700)
    assert expected_in_box(figures) == 700
    assert expected_in_box(figures | {FieldId("spoilt"): 5}) == 697


def test_a_postal_box_should_hold_what_was_put_into_it() -> None:
    assert expected_in_box(sc.account(300, kind="postal", variance=-2)) == 302


def test_a_candidate_is_found_by_id_and_a_stranger_is_not() -> None:
    contest = sc.three_seats()
    assert contest.candidate(sc.DAWSON).name == "Vivek Dawson"
    with pytest.raises(KeyError):
        contest.candidate(CandidateId("somebody-else"))


def test_a_contest_has_no_poll_when_candidates_do_not_exceed_seats() -> None:
    assert replace(sc.three_seats(), seats=5).uncontested
    assert replace(sc.three_seats(), candidates=()).uncontested
    assert not replace(sc.three_seats(), seats=4).uncontested


def test_labour_and_labour_co_operative_count_as_one_party() -> None:
    labour = Party(PartyId("PP53"), "Labour Party", "LAB")
    both = Party(PartyId("joint-party:53-119"), "Labour and Co-operative Party", "LAB")
    assert labour.key == both.key == "LAB"


def test_parties_outside_the_groups_count_each_for_itself() -> None:
    residents = Party(PartyId("PP2575"), "Residents for Uttlesford", "OTH")
    unmapped = Party(PartyId(""), "Castle Point Residents", "OTH")
    assert residents.key == "PP2575"
    assert unmapped.key == "OTH:Castle Point Residents"
