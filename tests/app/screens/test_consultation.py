"""Who is heard and who asks, what may be decided, and the recount under way in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
import two_tables
from countroom.app.screens.agents import AgentsOf, agents_in, rows_of
from countroom.app.screens.consultation import (
    Request,
    askers,
    command_of,
    heard,
    present,
    refusals,
    rulings,
    tables,
)
from countroom.app.screens.contests import Reader, board
from countroom.app.screens.recount import confirming, recount_screen
from countroom.app.screens.versions import say_change, tell_change, versions
from countroom.app.screens.way import may_do, say_step, steps
from countroom.domain import commands as do
from countroom.domain.consultation import Agent, Voice, kinds_under
from countroom.domain.identifiers import RuleSetId
from countroom.rules import load_rule_sets
from countroom.texts import Texts
from two_tables import A, B

if TYPE_CHECKING:
    from countroom.app.screens.consultation import Asker, Ruling
    from countroom.domain.consultation import Scope
    from countroom.domain.state import ContestState

EN = Texts()
SPLIT = sc.SPLIT
PLAIN = Agent(sc.CARTER, "counting_agent", "C. Crane")
OTHER = Agent(sc.CARTER, "counting_agent", "D. Dee")


def told() -> sc.Night:
    night = two_tables.issue(two_tables.verified(), 500, 500)
    two_tables.count(night, (200, 180, 120), (190, 185, 125))
    return night.play(
        do.AppointAgents(sc.SUPERVISOR, SPLIT, (sc.CARTERS, PLAIN, OTHER)),
        do.ReachProvisionalResult(sc.SUPERVISOR, SPLIT),
    )


def granted(scope: Scope = "whole", *, asked: bool = True, on_new_sheets: bool = False) -> sc.Night:
    voice = sc.CARTERS_AGENT if asked else None
    return told().play(
        do.GrantRecount(sc.OFFICER, SPLIT, 1, voice, scope, (), "close", on_new_sheets)
    )


def under_police_rules(state: ContestState) -> ContestState:
    return replace(state, rules=load_rule_sets()[RuleSetId("pcc-2023-fptp")])


# --- who is heard ---------------------------------------------------------------------------------


def test_those_heard_are_named_candidate_by_candidate_with_what_they_may() -> None:
    found = heard(EN, told()[SPLIT])
    assert [one.candidate for one in found] == ["Zadie Abbott", "Yusuf Barker", "Wendy Carter"]
    assert [person.words for person in found[2].people] == [
        "Candidate",
        "T. Dunn, election agent",
        "C. Crane, D. Dee, counting agent: watches, may not ask",
    ]


def test_who_may_not_ask_stands_last_among_those_who_could_be_asking() -> None:
    night = told()
    assert list(askers(EN, night[SPLIT]).values()) == [
        "Choose",
        "Zadie Abbott, candidate",
        "Yusuf Barker, candidate",
        "Wendy Carter, candidate",
        "T. Dunn, election agent of Wendy Carter",
        "Nobody asked: the officer's own wish",
        "C. Crane, D. Dee, counting agent of Wendy Carter: may not ask",
    ]


def test_the_officer_of_the_area_directs_where_the_law_says_so() -> None:
    state = under_police_rules(told()[SPLIT])
    assert "Officer of the whole area" in askers(EN, state).values()
    assert kinds_under(state.rules) == (
        "election_agent",
        "counting_agent_designated",
        "counting_agent",
    )


def test_only_who_is_still_heard_stays_ticked() -> None:
    gone = Voice(sc.BARKER, "election_agent")
    ticked = {gone, sc.CARTERS_AGENT}
    assert present(ticked, told()[SPLIT]) == (sc.CARTERS_AGENT,)


def test_refusals_are_listed_the_last_first() -> None:
    night = told()
    for voice, reason in ((sc.CARTERS_AGENT, "far apart"), (Voice(sc.ABBOTT, "candidate"), "late")):
        night.play(do.RefuseRecount(sc.OFFICER, SPLIT, 1, voice, reason))
    assert refusals(EN, night[SPLIT]) == (
        "Result 1, asked by Zadie Abbott, candidate: late",
        "Result 1, asked by T. Dunn, election agent of Wendy Carter: far apart",
    )


def test_a_refusal_still_names_an_agent_who_left_the_list() -> None:
    night = told()
    night.play(
        do.RefuseRecount(sc.OFFICER, SPLIT, 1, sc.CARTERS_AGENT, "far apart"),
        do.AppointAgents(sc.SUPERVISOR, SPLIT, ()),
    )
    (said,) = refusals(EN, night[SPLIT])
    assert "somebody not on the list, election agent of Wendy Carter" in said


# --- what is decided ------------------------------------------------------------------------------


def test_only_what_holds_papers_can_be_counted_again() -> None:
    assert list(rulings(EN, told()[SPLIT])) == [
        *("bundles", "rejected", "mini_counts", "whole", "refuse")
    ]
    one = sc.Night().set_up(sc.three_seats()).verify(sc.THREE).count_votes(sc.THREE)
    assert list(rulings(EN, one[sc.THREE])) == ["bundles", "rejected", "whole", "refuse"]
    assert tables(EN, told()[SPLIT]) == {A: "Table 1", B: "Table 2"}
    assert tables(EN, one[sc.THREE]) == {}


@pytest.mark.parametrize(
    ("asked_by", "ruling", "expected"),
    [
        ("choose", "whole", None),
        ("choose", "refuse", None),
        ("officer", "refuse", None),
        (
            sc.CARTERS_AGENT,
            "refuse",
            do.RefuseRecount(sc.OFFICER, SPLIT, 1, sc.CARTERS_AGENT, "close"),
        ),
        (
            "officer",
            "whole",
            do.GrantRecount(sc.OFFICER, SPLIT, 1, None, "whole", (), "close", True),
        ),
        (
            sc.CARTERS_AGENT,
            "mini_counts",
            do.GrantRecount(
                *(sc.OFFICER, SPLIT, 1, sc.CARTERS_AGENT, "mini_counts", (A,), "close", True)
            ),
        ),
        (
            sc.CARTERS_AGENT,
            "bundles",
            do.GrantRecount(sc.OFFICER, SPLIT, 1, sc.CARTERS_AGENT, "bundles", (A,), "close"),
        ),
    ],
)
def test_a_request_keeps_only_what_its_decision_has(
    asked_by: Asker, ruling: Ruling, expected: object
) -> None:
    filled = Request(sc.OFFICER, SPLIT, 1, asked_by, ruling, (A,), True, "close")
    assert command_of(filled) == expected


# --- under way ------------------------------------------------------------------------------------


def test_without_a_recount_there_is_none_to_show() -> None:
    assert recount_screen(EN, told()[SPLIT]) is None


def test_a_recount_says_what_for_whom_why_and_how_many_sheets_wait() -> None:
    night = granted()
    screen = recount_screen(EN, night[SPLIT])
    assert screen is not None
    assert (screen.number, screen.title) == (1, "Recount 1: All papers counted again")
    assert screen.asked == "Asked by T. Dunn, election agent of Wendy Carter"
    assert (screen.reason, screen.done) == ("close", False)
    assert screen.left.startswith("2 sheets still wait")
    assert [(one.title, one.table) for one in screen.sheets] == [
        ("001-04-3, Count sheet", "Table 1"),
        ("001-05-1, Count sheet", "Table 2"),
    ]
    assert screen.sheets[0].figures == (
        "Papers on this sheet 500  ·  Zadie Abbott 200  ·  Yusuf Barker 180  ·  Wendy Carter 120"
    )


def test_named_tables_stand_with_the_scope_and_opened_sheets_are_out() -> None:
    night = told().play(
        do.GrantRecount(sc.OFFICER, SPLIT, 1, None, "mini_counts", (B,), "close", True)
    )
    screen = recount_screen(EN, night[SPLIT])
    assert screen is not None
    assert screen.title == "Recount 1: Some tables counted again (Table 2)"
    assert (screen.asked, screen.sheets) == ("Wanted by the officer", ())
    assert screen.left == "1 sheet is out to be counted and keyed twice."


def test_only_the_sheets_named_are_confirmed_in_the_order_of_the_list() -> None:
    night = granted()
    first, second = night[SPLIT].to_confirm
    both = confirming(night[SPLIT], sc.KEYER, sc.SUPERVISOR, [second, first])
    assert both.sheets == (first, second)
    assert confirming(night[SPLIT], sc.KEYER, sc.SUPERVISOR, [second]).sheets == (second,)


def test_when_every_sheet_is_confirmed_the_next_result_can_be_drawn() -> None:
    night = granted()
    sheets = night[SPLIT].to_confirm
    night.play(confirming(night[SPLIT], sc.KEYER, sc.SUPERVISOR, set(sheets)))
    screen = recount_screen(EN, night[SPLIT])
    assert screen is not None
    assert screen.done
    assert screen.left.startswith("Every sheet is confirmed")
    assert confirming(told()[SPLIT], sc.KEYER, sc.SUPERVISOR, sheets).recount == 0


# --- the way --------------------------------------------------------------------------------------


def open_now(night: sc.Night) -> list[tuple[str, str, str]]:
    found = steps(night.count, night[SPLIT])
    return [(one.state, one.page, say_step(EN, one)) for one in found]


def test_a_recount_is_named_on_the_way_until_the_next_result() -> None:
    night = granted()
    assert open_now(night) == [
        ("recount", "result", "Confirm 2 sheets of the recount, or open them again")
    ]
    step = steps(night.count, night[SPLIT])[0]
    assert all(may_do(step, (role,)) for role in ("keyer", "supervisor", "officer"))
    first, second = night[SPLIT].to_confirm
    night.play(do.ConfirmUnchanged(sc.KEYER, sc.SUPERVISOR, SPLIT, 1, (first,)))
    assert open_now(night)[0][2] == "Confirm 1 sheet of the recount, or open it again"
    night.play(do.ReopenSheet(sc.SUPERVISOR, second, "two in a wrong bundle"))
    assert open_now(night) == [("recount", "entry", "Key the count sheet")]
    figures = sc.count_sheet(night[SPLIT].contest, (190, 187, 123), papers=500)
    night.play(do.EnterSheet(sc.KEYER, second, 1, figures))
    assert open_now(night) == [("waiting-second", "entry", "Needs second entry")]
    night.play(do.EnterSheet(sc.OTHER_KEYER, second, 2, figures))
    assert open_now(night) == [("recount", "result", "Draw the provisional result")]


def test_entries_that_differ_go_before_sheets_that_wait() -> None:
    night = granted()
    second = night[SPLIT].to_confirm[1]
    figures = sc.count_sheet(night[SPLIT].contest, (190, 187, 123), papers=500)
    night.play(
        do.ReopenSheet(sc.SUPERVISOR, second, "two in a wrong bundle"),
        do.EnterSheet(sc.KEYER, second, 1, figures),
    )
    assert [state for state, *_ in open_now(night)] == ["waiting-second", "recount"]


def test_the_board_shows_the_recount_before_figures_that_agree() -> None:
    night = granted()
    shown = board(EN, night.count, Reader())
    (tile,) = shown.tiles
    assert (tile.word, tile.urgent, tile.track) == ("Recount", True, 4)
    (waiting,) = shown.waiting
    assert waiting.sentence == "Confirm 2 sheets of the recount, or open them again"
    assert waiting.whose == "Supervisor"


# --- what it changed ------------------------------------------------------------------------------


def test_two_versions_stand_side_by_side_and_only_what_differs_is_marked() -> None:
    night = granted()
    first, second = night[SPLIT].to_confirm
    assert versions(EN, told()[SPLIT]) is None
    night.play(
        do.ConfirmUnchanged(sc.KEYER, sc.SUPERVISOR, SPLIT, 1, (first,)),
        do.ReopenSheet(sc.SUPERVISOR, second, "two in a wrong bundle"),
    )
    figures = sc.count_sheet(night[SPLIT].contest, (190, 188, 122), papers=500)
    night.key(second, figures).play(do.ReachProvisionalResult(sc.SUPERVISOR, SPLIT))
    found = versions(EN, night[SPLIT])
    assert found is not None
    assert (found.before, found.now, found.changed) == (1, 2, True)
    assert found.summary == "2 lines differ from provisional result 1."
    abbott, barker, carter = found.lines[:3]
    assert [say_change(EN, one.change) for one in found.lines[:3]] == ["", "+3", "\u22123"]
    assert tell_change(EN, abbott) == "Zadie Abbott: 390, unchanged"
    assert tell_change(EN, barker) == "Yusuf Barker: 365 before, 368 now, 3 more"
    assert tell_change(EN, carter) == "Wendy Carter: 245 before, 242 now, 3 fewer"
    heads = len(night[SPLIT].rules.heads)
    assert [one.words for one in found.lines[3 + heads :]] == [
        "Total rejected",
        "Valid ballot papers",
    ]


def test_a_recount_that_found_the_same_says_so() -> None:
    night = granted()
    command = confirming(night[SPLIT], sc.KEYER, sc.SUPERVISOR, night[SPLIT].to_confirm)
    night.play(command, do.ReachProvisionalResult(sc.SUPERVISOR, SPLIT))
    found = versions(EN, night[SPLIT])
    assert found is not None
    assert (found.changed, found.summary) == (
        False,
        "Every figure is as in provisional result 1.",
    )


# --- agents ---------------------------------------------------------------------------------------


def test_agents_are_read_back_as_they_were_typed() -> None:
    rows = rows_of(told()[SPLIT])
    assert [dict(row.typed) for row in rows[1:]] == [
        {"election_agent": "", "counting_agent": ""},
        {"election_agent": "T. Dunn", "counting_agent": "C. Crane; D. Dee"},
    ]
    assert agents_in(rows) == (sc.CARTERS, PLAIN, OTHER)


def test_blanks_and_stray_semicolons_are_no_agents() -> None:
    row = AgentsOf(sc.ABBOTT, "Zadie Abbott", {"counting_agent": " ; A.   One ;;"})
    assert agents_in([row]) == (Agent(sc.ABBOTT, "counting_agent", "A. One"),)
