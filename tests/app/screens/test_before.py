"""The result before, typed by hand: what was typed is what is taken, and what lacks is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
from countroom.app.screens.before import (
    TypedBefore,
    before_as_typed,
    parties_before,
    with_result_before,
)
from countroom.domain.election import Particulars, PreviousResult, particulars_of
from countroom.texts import Texts

TEXTS, WARD = Texts(), sc.one_seat()
PARTIES = {"CON": "CON party", "LAB": "LAB party", "LD": "LD party"}
REAL = PreviousResult(
    "2021-05-06",
    {"LAB": 1},
    {"LAB": 540, "CON": 310},
    comparable=True,
    notional_by="",
    source="the council's return",
)
TYPED = TypedBefore(
    "2021-05-06",
    " the council's return ",
    "same",
    "",
    {"LAB": "1", "CON": "0", "LD": ""},
    {"LAB": "540", "CON": " 310", "LD": " "},
)


def taken(typed: TypedBefore) -> Particulars | str:
    return with_result_before(TEXTS, WARD, sc.POLLING_DAY, PARTIES, typed)


def test_a_result_is_taken_as_typed_and_nothing_else_changes() -> None:
    found = taken(TYPED)
    assert found == replace(particulars_of(WARD), previous=REAL)


@pytest.mark.parametrize(
    ("typed", "previous", "changed"),
    [
        (
            replace(TYPED, boundary="notional", notional_by="BBC"),
            replace(REAL, notional_by="BBC"),
            True,
        ),
        (
            replace(TYPED, boundary="changed", notional_by="BBC"),
            replace(REAL, comparable=False),
            True,
        ),
        (replace(TYPED, notional_by="BBC"), REAL, False),
    ],
)
def test_a_changed_boundary_is_compared_only_by_notional_figures(
    typed: TypedBefore, previous: PreviousResult, changed: bool
) -> None:
    found = taken(typed)
    assert isinstance(found, Particulars)
    assert (found.previous, found.boundary_changed) == (previous, changed)


@pytest.mark.parametrize(
    "contest",
    [
        replace(WARD, previous=REAL),
        replace(WARD, previous=replace(REAL, notional_by="BBC"), boundary_changed=True),
        replace(WARD, previous=replace(REAL, comparable=False), boundary_changed=True),
    ],
)
def test_what_is_known_is_typed_in_already(contest: object) -> None:
    ward = contest
    assert isinstance(ward, type(WARD))
    assert taken(before_as_typed(ward)) == particulars_of(ward)


def test_nothing_known_is_typed_as_nothing() -> None:
    assert before_as_typed(WARD) == TypedBefore("", "", "same", "", {}, {})
    changed = replace(WARD, boundary_changed=True)
    assert before_as_typed(changed).boundary == "changed"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day": "6 May 2021"}, "“6 May 2021” is not a polling day before this one."),
        ({"day": " "}, "Write its polling day as 2021-05-06."),
        ({"day": sc.POLLING_DAY}, "“2024-05-02” is not a polling day before this one."),
        ({"day": "2021-02-30"}, "“2021-02-30” is not a polling day before this one."),
        ({"source": " "}, "Name the source of the figures."),
        ({"boundary": "notional", "notional_by": " "}, "Name who made the notional figures."),
        ({"seats": {"LAB": "one"}}, "LAB party: “one” is not a whole figure"),
        ({"votes": {"LD": "many"}}, "LD party: “many” is not a whole figure"),
        ({"seats": {"LAB": "0", "CON": ""}}, "Somebody was elected"),
    ],
)
def test_what_lacks_is_said(wrong: dict[str, object], says: str) -> None:
    found = taken(replace(TYPED, **wrong))  # type: ignore[arg-type]
    assert isinstance(found, str)
    assert found.startswith(says)


def test_parties_of_the_ward_come_first_then_those_of_the_file_and_of_the_last_result() -> None:
    gone = replace(REAL, seats={"UKIP": 1}, votes={"UKIP": 400})
    ward = replace(WARD, previous=gone)
    night = sc.Night().set_up(sc.three_seats(), ward)
    assert list(parties_before(night.count, ward).items())[:3] == list(PARTIES.items())
    assert list(parties_before(night.count, ward)) == [*PARTIES, "GRN", "OTH:OTH party", "UKIP"]
