"""The crew: powers by letter, who is left to key and settle, and what is too few."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.screens.people import (
    contest_crews,
    letter_of,
    person_rows,
    powers_in,
    say_crew,
    warnings,
    with_letter,
)
from countroom.domain import commands as do
from countroom.domain.people import ALL_POWERS, Appointment
from countroom.texts import Texts

if TYPE_CHECKING:
    from countroom.domain.identifiers import PersonId

TEXTS = Texts()


@pytest.fixture
def night() -> sc.Night:
    found = sc.Night()
    return found.set_up(sc.one_seat())


def supervisors(night: sc.Night) -> list[PersonId]:
    return [one.id for one in night.count.people.values() if "supervisor" in one.roles]


def test_everybody_is_listed_with_roles_and_powers_those_away_last(night: sc.Night) -> None:
    night.play(do.NotePersonLeft(sc.OFFICER, sc.KEYER))
    rows = person_rows(TEXTS, night.count, str)
    assert len(rows) == len(night.count.people)
    assert (rows[-1].person, rows[-1].here) == (sc.KEYER, False)
    officer = next(row for row in rows if row.person == sc.OFFICER)
    assert officer.powers == "Every power in every poll"
    assert officer.told.startswith(f"{sc.OFFICER}, here. ")
    assert next(row for row in rows if row.person == sc.KEYER).powers == ""


def test_powers_of_a_letter_are_listed_poll_by_poll_with_the_title(night: sc.Night) -> None:
    letter = Appointment(sc.ELECTION, ("clear", "adjudicate"), "Deputy")
    night.play(
        do.ChangeAppointments(
            sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), (letter,), "letter of 1 May"
        )
    )
    row = next(r for r in person_rows(TEXTS, night.count, str) if r.person == sc.OTHER_OFFICER)
    name = night.count.elections[sc.ELECTION].name
    assert row.powers == f"{name}: adjudicate papers, clear results (Deputy)"
    none = Appointment(sc.ELECTION, (), "Deputy")
    night.play(
        do.ChangeAppointments(
            sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), (none,), "letter of 2 May"
        )
    )
    row = next(r for r in person_rows(TEXTS, night.count, str) if r.person == sc.OTHER_OFFICER)
    assert "no power" in row.powers


def test_a_letter_for_one_poll_leaves_those_for_others(night: sc.Night) -> None:
    person = night.count.people[sc.OFFICER]
    for_all = letter_of(None, {"lot", "adjudicate"}, "  Deputy  Officer ")
    assert for_all == Appointment(None, ("adjudicate", "lot"), "Deputy Officer")
    (only,) = with_letter(person, for_all)
    assert only == for_all
    both = with_letter(replace(person, appointments=(for_all,)),
                       letter_of(sc.ELECTION, {"clear"}, "Deputy"))  # fmt: skip
    assert [one.election for one in both] == [None, sc.ELECTION]
    again = with_letter(replace(person, appointments=both), letter_of(None, set(), ""))
    assert [one.election for one in again] == [sc.ELECTION, None]


def test_powers_in_a_poll_are_those_of_every_letter_that_covers_it(night: sc.Night) -> None:
    officer, keyer = night.count.people[sc.OFFICER], night.count.people[sc.KEYER]
    assert powers_in(officer, sc.ELECTION) == ALL_POWERS
    assert powers_in(keyer, sc.ELECTION) == ()
    letters = (Appointment(None, ("lot",), ""), Appointment(sc.ELECTION, ("clear",), ""))
    lettered = replace(officer, appointments=letters)
    assert powers_in(lettered, sc.ELECTION) == ("lot", "clear")
    assert powers_in(lettered, None) == ("lot",)


def test_who_keyed_a_sheet_is_not_left_for_its_second_entry(night: sc.Night) -> None:
    hall, _ = night.accounts(sc.ONE)
    night.play(do.EnterSheet(sc.KEYER, hall, 1, sc.account(1_000)))
    (crew,) = contest_crews(night.count, str)
    assert sc.KEYER in crew.first
    assert sc.KEYER not in crew.second
    assert not crew.stuck
    assert "Second: " in say_crew(TEXTS, crew)


def test_a_supervisor_who_keyed_leaves_nobody_to_settle(night: sc.Night) -> None:
    hall, _ = night.accounts(sc.ONE)
    for supervisor in supervisors(night)[1:]:
        night.play(do.NotePersonLeft(sc.OFFICER, supervisor))
    first = supervisors(night)[0]
    night.play(do.EnterSheet(first, hall, 1, sc.account(1_000)))
    (crew,) = contest_crews(night.count, str)
    assert crew.settle == ()
    assert crew.stuck
    assert "Settle: nobody." in say_crew(TEXTS, crew)
    night.play(do.RecordException(sc.OFFICER, sc.ONE, sc.KEYER, "nobody else is here"))
    (crew,) = contest_crews(night.count, str)
    assert crew.settle == (sc.KEYER,)


def test_without_an_officer_who_may_rule_on_doubtful_papers_a_contest_is_stuck(
    night: sc.Night,
) -> None:
    letter = Appointment(None, ("verify", "recount", "lot", "clear"), "Deputy")
    night.play(
        do.ChangeAppointments(
            sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), (letter,), "letter of 1 May"
        )
    )
    (crew,) = contest_crews(night.count, str)
    assert (crew.rule, crew.stuck) == ((sc.OFFICER,), False)
    night.play(do.NotePersonLeft(sc.OTHER_OFFICER, sc.OFFICER))
    (crew,) = contest_crews(night.count, str)
    assert (crew.rule, crew.clear, crew.stuck) == ((), (sc.OTHER_OFFICER,), True)
    assert "Doubtful papers: nobody." in say_crew(TEXTS, crew)


def test_one_person_alone_cannot_key_both_entries(night: sc.Night) -> None:
    keying = [p.id for p in night.count.people.values() if {"keyer", "supervisor"} & set(p.roles)]
    for person in keying[1:]:
        night.play(do.NotePersonLeft(sc.OFFICER, person))
    (crew,) = contest_crews(night.count, str)
    assert (crew.first, crew.second) == ((keying[0],), ())


def test_a_contest_called_off_needs_nobody(night: sc.Night) -> None:
    night.play(do.CallOffPoll(sc.OFFICER, sc.ONE, "abandoned", "a candidate died"))
    assert contest_crews(night.count, str) == ()


def test_warnings_name_whom_the_crew_would_miss(night: sc.Night) -> None:
    for supervisor in supervisors(night)[1:]:
        night.play(do.NotePersonLeft(sc.OFFICER, supervisor))
    last = supervisors(night)[0]
    assert any(f"If {last} keys a sheet" in said for said in warnings(TEXTS, night.count, str))
    night.play(do.NotePersonLeft(sc.OFFICER, last))
    assert any("Nobody here may settle" in said for said in warnings(TEXTS, night.count, str))
    for keyer in (sc.KEYER, sc.OTHER_KEYER):
        if keyer not in night.count.away:
            night.play(do.NotePersonLeft(sc.OFFICER, keyer))
    assert any("keyed by two people" in said for said in warnings(TEXTS, night.count, str))
    night.play(do.NotePersonLeft(sc.OFFICER, sc.OTHER_OFFICER))
    assert any("may clear results" in said for said in warnings(TEXTS, night.count, str))
