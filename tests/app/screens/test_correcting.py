"""Corrections from what was typed: a contest as on the ballot paper, or the line that is wrong."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

import hall
import scenarios as sc
from countroom.app.screens.correcting import (
    LIMITS,
    as_typed,
    changed_limits,
    corrected,
    correction,
    limits_of,
    parties_in,
)
from countroom.domain import commands as do
from countroom.domain.election import particulars_of
from countroom.domain.rule_set import Thresholds
from countroom.texts import Texts

TEXTS = Texts()
WARD = replace(
    hall.make_contest(1, candidates=4), postal_issued=800, expected_at="2024-05-03T01:30:00.000Z"
)


def test_what_is_not_changed_stays_as_it_is() -> None:
    assert corrected(TEXTS, WARD, hall.DAY, as_typed(WARD)) == WARD
    bare = replace(WARD, electorate=None, postal_issued=None, expected_at="")
    assert corrected(TEXTS, bare, hall.DAY, as_typed(bare)) == bare


def test_order_names_and_descriptions_are_as_typed() -> None:
    typed = as_typed(WARD)
    first, second, *rest = typed.candidates
    swapped = (("2", "Anne ASH", " Green Party "), ("1", *second[1:]), *rest)
    found = corrected(TEXTS, WARD, hall.DAY, replace(typed, candidates=swapped))
    assert not isinstance(found, str)
    assert [one.number for one in found.candidates] == [1, 2, 3, 4]
    assert [one.id for one in found.candidates][:2] == ["c-1-2", "c-1-1"]
    assert (found.candidates[1].name, found.candidates[1].description) == (
        "Anne ASH",
        "Green Party",
    )
    assert first[1] != "Anne ASH"


def test_seats_terms_electorate_post_and_time_are_as_typed() -> None:
    typed = replace(
        as_typed(WARD),
        seats="2",
        terms="2028-05-04; 2026-05-07;",
        electorate="6,123",
        source="register of 26 April 2024",
        postal="900",
        expected="03:00",
    )
    found = corrected(TEXTS, WARD, hall.DAY, typed)
    assert not isinstance(found, str)
    assert (found.seats, found.terms) == (2, ("2028-05-04", "2026-05-07"))
    assert (found.electorate, found.postal_issued) == (6123, 900)
    assert found.electorate_source == "register of 26 April 2024"
    assert found.expected_at == "2024-05-03T02:00:00.000Z"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"seats": "three"}, "Seats: “three” is not a whole figure"),
        ({"seats": ""}, "Seats: This line is blank"),
        ({"electorate": "many"}, "Electorate: “many”"),
        ({"postal": "-1"}, "Postal ballot papers issued: “-1”"),
        ({"expected": "late"}, "“late” is not a time"),
        ({"candidates": (("x", "Ash", ""),) * 4}, "Surname111, A.: “x”"),
        ({"candidates": (("1", " ", ""),) * 4}, "Number 1 on the ballot paper has no name."),
    ],
)
def test_the_line_that_cannot_be_is_named(changes: dict[str, object], says: str) -> None:
    typed = replace(as_typed(WARD), **changes)  # type: ignore[arg-type]
    found = corrected(TEXTS, WARD, hall.DAY, typed)
    assert isinstance(found, str)
    assert found.startswith(says)


def test_parties_and_sitting_members_are_as_chosen() -> None:
    typed = as_typed(WARD)
    green = sc.candidates(4)[3].party
    parties = (green, *typed.parties[1:])
    found = corrected(
        TEXTS, WARD, hall.DAY, replace(typed, parties=parties, sitting=("this_ward", "", "", ""))
    )
    assert not isinstance(found, str)
    assert [(one.party, one.incumbent) for one in found.candidates][:2] == [
        (green, "this_ward"),
        (WARD.candidates[1].party, ""),
    ]


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Anne SURNAME111", "Surname111"),
        ("Anne ASH", "ASH"),
        ("Ash, A.", "Ash"),
    ],
)
def test_a_corrected_name_brings_its_surname(name: str, surname: str) -> None:
    ward = replace(
        WARD, candidates=tuple(replace(one, full_name="in full") for one in WARD.candidates)
    )
    typed = as_typed(ward)
    rows = ((typed.candidates[0][0], name, ""), *typed.candidates[1:])
    found = corrected(TEXTS, ward, hall.DAY, replace(typed, candidates=rows))
    assert not isinstance(found, str)
    assert [(one.surname, one.full_name) for one in found.candidates][:2] == [
        (surname, ""),
        (ward.candidates[1].surname, "in full"),
    ]


def test_the_parties_offered_are_those_of_the_file_each_once_and_by_name() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats())
    names = [party.name for party in parties_in(night.count)]
    assert names == ["CON party", "GRN party", "LAB party", "LD party", "OTH party"]


def test_the_least_that_is_enough_is_asked_for() -> None:
    state = sc.Night().set_up(sc.one_seat())[sc.ONE]
    ward = state.contest
    first, *others = ward.candidates
    words = replace(ward, candidates=(replace(first, description="Independent"), *others))
    asked = correction(state, words, sc.OFFICER, "a misprint")
    assert asked == do.AmendSetUp(sc.OFFICER, sc.ONE, particulars_of(words), "a misprint")
    order = tuple(replace(one, number=n) for n, one in enumerate(ward.candidates[::-1], 1))
    for wider in (
        replace(ward, electorate=3_001),
        replace(ward, seats=2),
        replace(ward, candidates=order),
        replace(words, electorate_source="another"),
    ):
        asked = correction(state, wider, sc.OFFICER, "the order")
        assert asked == do.CorrectSetUp(sc.OFFICER, sc.ONE, wider, "the order")


def test_every_limit_can_be_changed_and_has_words_of_its_own() -> None:
    assert ["seats", *LIMITS] == [one.name for one in fields(Thresholds)]
    assert len(set(LIMITS.values())) == len(LIMITS)


def test_limits_are_those_for_as_many_seats() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats())
    one, three = (limits_of(night.count, night[ward]) for ward in (sc.ONE, sc.THREE))
    assert one is not None
    assert three is not None
    assert (one.seats, three.seats) == (1, 3)
    state = replace(night[sc.ONE], contest=replace(night[sc.ONE].contest, seats=99))
    assert limits_of(night.count, state) is None


def test_other_limits_are_taken_as_typed() -> None:
    usual = Thresholds(seats=3, **dict.fromkeys(LIMITS, 5))
    typed = dict.fromkeys(LIMITS, "7")
    found = changed_limits(TEXTS, usual, typed)
    assert found == Thresholds(seats=3, **dict.fromkeys(LIMITS, 7))
    said = changed_limits(TEXTS, usual, {**typed, "turnout_high": "most"})
    assert isinstance(said, str)
    assert said.startswith("Turnout of 100 electors, at most: “most”")
