"""Breaks: who relieves whom, and what a break would leave undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.roster import (
    Warned,
    clock,
    crew,
    ends,
    reliefs_for,
    since_noon,
    suggested,
    warnings,
)
from countroom.app.screens.roster import say_breaks
from countroom.app.seat_plan import Break
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId, PersonId
from countroom.texts import Texts

if TYPE_CHECKING:
    from countroom.domain.people import Role

K1, K2, K3 = (PersonId(f"keyer-{n}") for n in (1, 2, 3))
S1, S2 = (PersonId(f"supervisor-{n}") for n in (1, 2))


def staffed(*more: tuple[PersonId, Role]) -> sc.Night:
    """Have two keyers and one supervisor, and some more people."""
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats())
    return night.play(
        *(do.EnrolPerson(sc.ADMINISTRATOR, sc.person(id_, role)) for id_, role in more)
    )


def strains(night: sc.Night, *breaks: Break) -> list[str]:
    return [one.strain for one in warnings(night.count, breaks)]


def test_the_crew_is_who_keys_and_settles_and_is_here() -> None:
    night = staffed((K3, "keyer"), (S2, "supervisor"))
    assert [one.id for one in crew(night.count)] == [K1, K2, K3, S1, S2]
    night.play(do.NotePersonLeft(sc.OFFICER, K2))
    assert [one.id for one in crew(night.count)] == [K1, K3, S1, S2]
    assert reliefs_for(night.count, night.count.people[K1]) == (K3, S1, S2)
    assert reliefs_for(night.count, night.count.people[S1]) == (S2,)


@pytest.mark.parametrize(
    ("at", "minutes", "over"),
    [("23:50", 20, "00:10"), ("12:00", 0, "12:00"), ("11:59", 1, "12:00"), ("00:00", 75, "01:15")],
)
def test_times_go_on_after_midnight(at: str, minutes: int, over: str) -> None:
    assert ends(Break(K1, at, minutes)) == over
    assert clock(since_noon(at)) == at
    assert since_noon("12:00") < since_noon("23:59") < since_noon("00:00") < since_noon("11:59")


def test_two_keyers_and_one_supervisor_leave_no_slack() -> None:
    """N15: with two keyers each contest needs both; relieved by the one supervisor, none settle."""
    night = staffed()
    assert strains(night, Break(K1, "01:30", 15)) == ["one_key"]
    relieved = Break(K1, "01:30", 15, S1)
    assert warnings(night.count, [relieved]) == (
        Warned(relieved, "none_settle"),
        Warned(relieved, "keyed_by_settler", ("Mill Lane", "Old Town")),
    )
    assert strains(night, Break(S1, "01:30", 15)) == ["none_settle"]


def test_three_contests_are_named_and_the_others_counted() -> None:
    night = staffed()
    more = [replace(sc.one_seat(), id=ContestId(f"w{n}"), area=f"Ward {n}") for n in (1, 2, 3)]
    night.play(*(do.SetUpContest(sc.ADMINISTRATOR, one) for one in more))
    said = say_breaks(Texts(), night.count, [Break(K1, "23:50", 15, S1)], str.title)
    assert "in Mill Lane, Old Town, Ward 1 and 2 more. Have" in said[1]


def test_contests_that_somebody_may_settle_by_an_exception_or_that_are_done_are_not_named() -> None:
    night = staffed()
    night.play(do.RecordException(sc.OFFICER, sc.ONE, K2, "the supervisor keys"))
    relieved = Break(K1, "01:30", 15, S1)
    *_, last = warnings(night.count, [relieved])
    assert last.contests == ("Old Town",)
    night.play(do.CallOffPoll(sc.OFFICER, sc.THREE, "abandoned", "a candidate died"))
    assert strains(night, relieved) == ["none_settle"]
    night.play(do.NotePersonLeft(sc.OFFICER, K2))
    *_, last = warnings(night.count, [relieved])
    assert last.contests == ("Mill Lane",), "who may settle by exception went home"


def test_a_second_supervisor_or_a_third_keyer_is_slack_enough() -> None:
    night = staffed((S2, "supervisor"))
    assert strains(night, Break(K1, "01:30", 15, S1), Break(K2, "01:45", 15, S2)) == []
    assert strains(staffed((K3, "keyer")), Break(K1, "01:30", 15)) == []


def test_breaks_that_meet_are_looked_at_together() -> None:
    night = staffed((K3, "keyer"), (S2, "supervisor"))
    first, second = Break(K1, "01:30", 15), Break(K2, "01:44", 15)
    assert strains(night, first, second) == ["one_key", "one_key"]
    assert strains(night, first, Break(K2, "01:45", 15)) == []
    assert strains(night, Break(S1, "23:55", 15), Break(S2, "00:09", 15)) == ["none_settle"] * 2
    lent = Break(K1, "01:30", 15, S1)
    assert strains(night, lent, Break(S2, "01:30", 15)) == ["none_settle"] * 2


def test_a_relief_is_somebody_else_who_may_and_is_free() -> None:
    night = staffed((K3, "keyer"), (S2, "supervisor"))
    assert strains(night, Break(K1, "01:30", 15, K1)) == ["same"]
    assert strains(night, Break(S1, "01:30", 15, K1)) == ["unfit"]
    assert strains(night, Break(K1, "01:30", 15, sc.OFFICER)) == ["unfit"]
    assert "busy" in strains(night, Break(K1, "01:30", 15, S1), Break(S1, "01:40", 15))
    twice = (Break(K1, "01:30", 15, S1), Break(K2, "01:40", 15, S1))
    assert strains(night, *twice) == ["busy", "busy"]


def test_who_is_not_here_takes_no_break() -> None:
    night = staffed().play(do.NotePersonLeft(sc.OFFICER, K1))
    assert strains(night, Break(K1, "01:30", 15)) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((), [None, None, None]),
        (((S2, "supervisor"),), [S2, S2, None, None]),
        (((K3, "keyer"), (S2, "supervisor")), [None] * 5),
    ],
)
def test_everybody_is_offered_a_break_one_after_another(
    more: tuple[tuple[PersonId, Role], ...], expected: list[PersonId | None]
) -> None:
    night = staffed(*more)
    breaks = suggested(night.count, "23:30")
    assert [one.person for one in breaks] == [one.id for one in crew(night.count)]
    assert [one.at for one in breaks][:3] == ["00:30", "00:50", "01:10"]
    assert [one.relief for one in breaks] == expected
    if more:
        assert warnings(night.count, breaks) == ()


def test_every_strain_is_said_with_its_people_and_times() -> None:
    night = staffed()
    said = say_breaks(Texts(), night.count, [Break(K1, "23:50", 15, S1)], str.title)
    assert said == (
        "23:50 to 00:05, Keyer-1: nobody is free to settle what differs.",
        (
            "23:50 to 00:05, Keyer-1: what Supervisor-1 keys nobody may settle, also after the "
            "break, in Mill Lane, Old Town. Have another supervisor come, or an officer record an "
            "exception."
        ),
    )
    gone = [Break(K1, "23:50", 15, PersonId("somebody"))]
    (unfit,) = say_breaks(Texts(), night.count, gone, str.title)
    assert unfit == "23:50 to 00:05, Keyer-1: somebody may not do this work."
