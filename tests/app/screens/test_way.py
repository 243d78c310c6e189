"""Where a contest stands on its way, and whose job the next step is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.screens.way import may_do, next_step, say_step, step_for, steps
from countroom.domain import commands as do
from countroom.domain.sheets import PAPERS
from countroom.texts import Texts, say_state

if TYPE_CHECKING:
    from countroom.app.screens.way import Step
    from countroom.domain.people import Role

EN = Texts()
KEY, OTHER_KEY = sc.key_of(sc.KEYER).key, sc.key_of(sc.OTHER_KEYER).key


def night() -> sc.Night:
    return sc.Night().set_up(sc.three_seats(), sc.without_poll())


def verified() -> sc.Night:
    return night().verify(sc.THREE)


def differing() -> sc.Night:
    played = verified()
    sheet, paper = played.sheet(sc.THREE), played.paper(sc.THREE)
    other = {**paper, sc.CARTER_VOTES: 240}
    return played.play(
        do.EnterSheet(sc.KEYER, sheet, 1, paper), do.EnterSheet(sc.OTHER_KEYER, sheet, 2, other)
    )


def step(played: sc.Night) -> Step:
    return next_step(played[sc.THREE])


def told(found: Step) -> tuple[str, str, str, Role | None]:
    role = found.roles[0] if found.roles else None
    return found.state, found.page, say_step(EN, found), role


def test_an_unproven_contest_is_checked_against_its_paper_by_two_people() -> None:
    played = sc.Night().play(*sc.set_up(sc.three_seats()))
    assert told(step(played)) == (
        "nominated",
        "accounts",
        "Check against the printed ballot paper",
        "supervisor",
    )


def test_a_contest_without_a_poll_waits_for_the_officer_and_is_done_then() -> None:
    played = night()
    found = next_step(played[sc.NO_POLL])
    assert told(found) == ("uncontested", "published", "Return without a poll", "officer")
    played.play(do.ReturnUncontested(sc.OFFICER, sc.NO_POLL))
    assert told(next_step(played[sc.NO_POLL])) == (
        "uncontested",
        "published",
        "Returned without a poll",
        None,
    )


def test_boxes_are_awaited_on_paper_and_then_keyed_twice() -> None:
    played = night()
    (sheet,) = played.accounts(sc.THREE)
    found = step(played)
    assert told(found) == (
        "boxes",
        "entry",
        "Polling station Old Town School: the account is expected",
        "keyer",
    )
    assert (found.sheet, found.entry, found.paper) == (sheet, 1, True)
    played.play(do.EnterSheet(sc.KEYER, sheet, 1, sc.account(800)))
    found = step(played)
    assert (
        say_step(EN, found) == "Polling station Old Town School: the account needs its second entry"
    )
    assert (found.sheet, found.entry, found.paper) == (sheet, 2, False)
    assert not may_do(found, ("keyer",), KEY)
    assert may_do(found, ("keyer",), OTHER_KEY)
    played.play(do.EnterSheet(sc.OTHER_KEYER, sheet, 2, sc.account(800)))
    assert told(step(played)) == (
        "boxes",
        "accounts",
        "All boxes are in: sign the verification",
        "officer",
    )


def test_an_account_that_differs_goes_before_boxes_still_expected() -> None:
    played = sc.Night().set_up(sc.one_seat())
    first, second = played.accounts(sc.ONE)
    played.play(
        do.EnterSheet(sc.KEYER, first, 1, sc.account(700)),
        do.EnterSheet(sc.OTHER_KEYER, first, 2, sc.account(701)),
    )
    waiting = steps(played[sc.ONE])
    assert [(one.state, one.sheet) for one in waiting] == [
        ("difference", first),
        ("boxes", second),
    ]
    assert say_step(EN, waiting[0]) == "Polling station Mill Lane Hall: Entries differ on 2 lines"


def test_the_count_sheet_is_keyed_by_one_and_then_by_another() -> None:
    played = verified()
    sheet = played.sheet(sc.THREE)
    assert told(step(played)) == ("verified", "entry", "Key the count sheet", "keyer")
    played.play(do.EnterSheet(sc.KEYER, sheet, 1, played.paper(sc.THREE)))
    found = step(played)
    assert told(found) == ("waiting-second", "entry", "Needs second entry", "keyer")
    assert (found.sheet, found.entry, found.not_by) == (sheet, 2, (KEY,))


def test_differing_lines_are_the_supervisors_then_the_keyers() -> None:
    played = differing()
    sheet = played.sheet(sc.THREE)
    assert told(step(played)) == (
        "difference",
        "differences",
        "Entries differ on 1 line",
        "supervisor",
    )
    played.play(do.SendBack(sc.SUPERVISOR, sheet, 2))
    found = step(played)
    assert told(found) == ("second", "entry", "Key 1 line again", "keyer")
    assert (found.sheet, found.entry) == (sheet, 2)
    assert not may_do(found, ("keyer",), KEY)


def test_when_both_entries_go_back_each_keyer_gets_an_own_one() -> None:
    played = differing()
    sheet = played.sheet(sc.THREE)
    played.play(do.SendBack(sc.SUPERVISOR, sheet, 1), do.SendBack(sc.SUPERVISOR, sheet, 2))
    state = played[sc.THREE]
    assert step_for(state, ("keyer",), KEY).entry == 1
    assert step_for(state, ("keyer",), OTHER_KEY).entry == 2


def test_from_agreed_figures_to_the_feed() -> None:
    played = verified().count_votes(sc.THREE)
    way = [told(step(played))]
    for command in (
        do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE),
        do.CloseConsultation(sc.OFFICER, sc.THREE, "agreed"),
        do.ClearResult(sc.OFFICER, sc.THREE),
        do.SpeakResult(sc.OFFICER, sc.THREE, sc.SPOKEN_AT),
    ):
        played.play(command)
        way.append(told(step(played)))
    played.receipt(sc.THREE)
    way.append(told(step(played)))
    assert way == [
        ("settled", "result", "Draw the provisional result", "supervisor"),
        ("provisional", "result", "Close the consultation", "officer"),
        ("readback", "clear", "Read back and clear", "officer"),
        ("readback", "platform", "Cleared: read it out on the platform", "officer"),
        ("declared", "published", "Declared, not published yet", None),
        ("published", "published", "Declared and published", None),
    ]


def test_a_tie_for_a_seat_waits_for_the_lot() -> None:
    played = verified().count_votes(sc.THREE, sc.TIE_VOTES).consult(sc.THREE)
    assert told(step(played)) == ("lot", "result", "Draw the lot", "officer")
    played.draw(sc.THREE, sc.CARTER)
    assert step(played).page == "clear"


@pytest.mark.parametrize(
    ("roles", "page"),
    [
        (("keyer",), "contests"),
        (("observer",), "contests"),
        ((), "contests"),
        (("officer",), "accounts"),
        (("supervisor",), "differences"),
    ],
)
def test_who_has_nothing_to_do_looks_on_from_where_no_open_figure_stands(
    roles: tuple[Role, ...], page: str
) -> None:
    assert step_for(differing()[sc.THREE], roles).page == page


def test_a_supervisor_who_keyed_the_sheet_looks_on_only() -> None:
    found = step_for(differing()[sc.THREE], ("supervisor",), KEY)
    assert (found.page, found.sheet, found.entry) == ("accounts", None, 0)


def test_everybody_may_see_what_is_declared() -> None:
    played = verified().count_votes(sc.THREE).consult(sc.THREE).clear(sc.THREE).speak(sc.THREE)
    assert step_for(played[sc.THREE], ()).page == "published"


def test_every_step_has_a_state_with_a_word() -> None:
    played = differing()
    for state in played.count.contests.values():
        for found in steps(state):
            assert say_state(EN, found.state)


def test_papers_of_a_recount_start_the_sheet_anew() -> None:
    played = verified().count_votes(sc.THREE)
    sheet = played.sheet(sc.THREE)
    played.play(do.ReopenSheet(sc.SUPERVISOR, sheet, "a bundle was left out"))
    assert step(played).state == "verified"
    assert PAPERS in played[sc.THREE].sheets[sheet].sheet.fields
