"""A stop that another person lifts names who in this hall can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import hall
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId
from countroom.domain.people import Appointment

if TYPE_CHECKING:
    from countroom.app.rehearsal.desk import Desk as Playing
    from ui.conftest import DeskOf

WARD: Final = ContestId(f"local.testham.ward-1.{hall.DAY}")
CLEAR: Final = do.WithdrawClearance(hall.KEYER, WARD, "why")


def test_a_keyer_is_told_which_officers_can(desk_of: DeskOf) -> None:
    desk = desk_of(person=hall.KEYER)
    officers = f"{desk.name_of(hall.OFFICER)}, {desk.name_of(hall.DEPUTY)}"
    assert desk.why_not(CLEAR).endswith(f"In this hall: {officers}.")


def test_a_deputy_without_the_power_is_told_who_holds_it(desk_of: DeskOf) -> None:
    letter = (Appointment(None, ("verify",), "Deputy"),)

    def play(playing: Playing) -> None:
        playing.do(
            do.ChangeAppointments(hall.ADMINISTRATOR, hall.DEPUTY, ("officer",), letter, "1 May")
        )

    desk = desk_of(play, person=hall.DEPUTY)
    said = desk.why_not(do.WithdrawClearance(hall.DEPUTY, WARD, "why"))
    assert said.endswith(f"In this hall: {desk.name_of(hall.OFFICER)}.")


def test_where_nobody_is_left_who_can_it_says_so(desk_of: DeskOf) -> None:
    def play(playing: Playing) -> None:
        for officer in (hall.OFFICER, hall.DEPUTY):
            playing.do(do.NotePersonLeft(hall.SUPERVISOR, officer))

    desk = desk_of(play, person=hall.KEYER)
    assert "Nobody here can: an administrator appoints somebody" in desk.why_not(CLEAR)


def test_a_stop_that_a_fact_makes_names_nobody(desk_of: DeskOf) -> None:
    desk = desk_of(person=hall.OFFICER)
    said = desk.why_not(do.WithdrawClearance(hall.OFFICER, WARD, "why"))
    assert "In this hall" not in said
    assert said
