"""The seat plan: who does what, what stops if a laptop dies, and a file that may be damaged."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest

from countroom.app.screens.ready import say_losses
from countroom.app.seat_plan import (
    JOBS,
    Break,
    Loss,
    losses,
    plan_beside,
    read_laptops,
    read_plan,
    usual_plan,
    write_plan,
)
from countroom.domain.identifiers import PersonId
from countroom.texts import Texts

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = Texts()
BREAK = Break(PersonId("keyer-1"), "01:30", 20, PersonId("supervisor-2"))


@pytest.mark.parametrize("laptops", [1, 3, 8])
def test_every_job_has_a_laptop_in_the_usual_plans(laptops: int) -> None:
    plan = usual_plan(laptops)
    assert plan.laptops == laptops
    assert plan.nobodys == ()
    assert {n for seats in plan.seats.values() for n in seats} == set(range(1, laptops + 1))


def test_of_one_laptop_everything_stops() -> None:
    (loss,) = losses(usual_plan(1))
    assert (loss.lost, loss.to) == (JOBS, None)
    assert "everything stops" in say_losses(TEXTS, usual_plan(1))[0]


def test_of_three_another_takes_over_and_says_what_stops() -> None:
    first, second, third = losses(usual_plan(3))
    assert first == Loss(1, ("receipt",), ("entry",), 2)
    assert second.lost == ("print",)
    assert set(third.lost) == {"settle", "board", "hall", "uplink"}
    said = say_losses(TEXTS, usual_plan(3))
    assert said[0] == "If laptop 1 dies these stop: Boxes in. Laptop 2 takes over."


def test_what_others_do_too_goes_on() -> None:
    said = say_losses(TEXTS, usual_plan(8))
    assert "If laptop 3 dies the others go on with: Entry." in said


def test_a_job_that_nobody_does_is_said() -> None:
    plan = usual_plan(3).with_seats("print", ())
    assert plan.nobodys == ("print",)
    assert say_losses(TEXTS, plan)[-1] == "Nobody does: Print desk."


@pytest.mark.parametrize(
    ("typed", "laptops"),
    [
        ("1 3", (1, 3)),
        ("3, 1;3", (1, 3)),
        ("", ()),
        ("9", None),
        ("0", None),
        ("one", None),
        ("1²", None),
    ],
)
def test_laptops_are_typed_as_numbers(typed: str, laptops: tuple[int, ...] | None) -> None:
    assert read_laptops(typed, 8) == laptops


def test_a_plan_is_kept_beside_the_count_file(tmp_path: Path) -> None:
    path = tmp_path / "night.count"
    plan = usual_plan(3).with_seats("entry", (1, 2, 3))
    write_plan(path, plan)
    assert read_plan(path) == plan
    with_breaks = replace(plan, breaks=(BREAK, replace(BREAK, relief=None)))
    write_plan(path, with_breaks)
    assert read_plan(path) == with_breaks
    assert plan_beside(path).name == "night.plan.json"


@pytest.mark.parametrize(
    "kept",
    [
        "not json",
        "[]",
        '{"laptops": 3, "begins": "23:30"}',
        '{"laptops": 0, "seats": {}, "begins": "23:30"}',
        '{"laptops": true, "seats": {}, "begins": "23:30"}',
        '{"laptops": 3, "seats": {}, "begins": "late"}',
        '{"laptops": 3, "seats": {"entry": [4]}, "begins": "23:30"}',
        '{"laptops": 3, "seats": {"entry": "12"}, "begins": "23:30"}',
        '{"laptops": 3, "seats": {}, "begins": "23:30", "breaks": 3}',
        '{"laptops": 3, "seats": {}, "begins": "23:30", "breaks": ["x"]}',
        *(
            json.dumps({"laptops": 3, "seats": {}, "begins": "23:30", "breaks": [asdict(wrong)]})
            for wrong in (
                replace(BREAK, person=1),  # type: ignore[arg-type]
                replace(BREAK, at="soon"),
                replace(BREAK, minutes=0),
                replace(BREAK, minutes=121),
                replace(BREAK, minutes=True),
                replace(BREAK, relief=2),  # type: ignore[arg-type]
            )
        ),
    ],
)
def test_a_damaged_plan_costs_no_more_than_itself(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "night.count"
    plan_beside(path).write_text(kept, encoding="utf-8")
    assert read_plan(path) == usual_plan(1)
