"""The consultation: who may ask, what is counted again, and when the next result can be drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain.consultation import Agent, Recount, Scope, Voice
from countroom.domain.consulting import may_ask, voices
from countroom.domain.identifiers import CandidateId, ContestId, RuleSetId
from countroom.domain.refusals import refuse
from countroom.rules import load_rule_sets
from two_tables import A, B

if TYPE_CHECKING:
    from countroom.domain.election import Depth
    from countroom.domain.identifiers import MiniCountId

SPLIT, OFFICER = sc.SPLIT, sc.OFFICER
VOTES = ((200, 180, 120), (190, 185, 125))
NOBODY = CandidateId("nobody")


def told(depth: Depth = "totals") -> sc.Night:
    """Tell candidates and agents the provisional result of Green End."""
    night = two_tables.verified(depth, 2)
    two_tables.issue(night, 500, 500)
    if depth == "totals":
        two_tables.count(night, *VOTES)
    else:
        _key_bundles(night)
    return night.play(do.ReachProvisionalResult(sc.SUPERVISOR, SPLIT))


def _key_bundles(night: sc.Night) -> None:
    """Key both tables in mixed papers, nothing in bundles and nothing doubtful."""
    for table, votes in zip((A, B), VOTES, strict=True):
        for sheet in two_tables.sheets_of(night[SPLIT], table):
            figures = dict.fromkeys(sheet.fields, 0)
            if sheet.kind == "mixed" and sheet.id == two_tables.sheets(
                night[SPLIT], table, "mixed"
            ).pop(0):
                figures |= sc.count_sheet(night[SPLIT].contest, votes, papers=sum(votes))
            night.key(sheet.id, {field: figures[field] for field in sheet.fields})


def grant(
    scope: Scope,
    *tables: MiniCountId,
    version: int = 1,
    asked_by: Voice | None = sc.CARTERS_AGENT,
    reason: str = "three votes apart",
    on_new_sheets: bool = False,
) -> do.GrantRecount:
    return do.GrantRecount(OFFICER, SPLIT, version, asked_by, scope, tables, reason, on_new_sheets)


# --- who is heard -------------------------------------------------------------------------------


def test_candidates_and_their_agents_are_heard_and_the_last_list_of_agents_stands() -> None:
    night = told()
    plain = Agent(sc.BARKER, "counting_agent", "C. Crane")
    night.play(
        do.AppointAgents(sc.SUPERVISOR, SPLIT, (plain,)),
        do.AppointAgents(sc.SUPERVISOR, SPLIT, (sc.CARTERS, plain, plain)),
    )
    assert voices(night[SPLIT]) == (
        Voice(sc.ABBOTT, "candidate"),
        Voice(sc.BARKER, "candidate"),
        Voice(sc.BARKER, "counting_agent"),
        Voice(sc.CARTER, "candidate"),
        sc.CARTERS_AGENT,
    )


@pytest.mark.parametrize(
    ("agent", "refusal"),
    [
        (replace(sc.CARTERS, candidate=NOBODY), refuse("candidate_unknown", candidate=NOBODY)),
        (replace(sc.CARTERS, name=" "), refuse("agent_without_name", candidate=sc.CARTER)),
    ],
)
def test_an_agent_is_somebodys_and_has_a_name(agent: Agent, refusal: object) -> None:
    assert told().ask(do.AppointAgents(sc.SUPERVISOR, SPLIT, (agent,))) == refusal


def test_a_contest_nobody_set_up_has_no_agents() -> None:
    nowhere = ContestId("no-such-contest")
    refusal = refuse("contest_unknown", contest=nowhere)
    assert told().ask(do.AppointAgents(sc.SUPERVISOR, nowhere, ())) == refusal


def test_a_counting_agent_watches_and_the_officer_of_the_area_directs() -> None:
    """SI 2006/3304 Sch 2 r. 46; SI 2012/1917 Sch 3 r. 31: one agent designated for a count."""
    state = told()[SPLIT]
    rules = load_rule_sets()[RuleSetId("pcc-2023-fptp")]
    commissioner = replace(state, rules=rules)
    designated = Voice(sc.CARTER, "counting_agent_designated")
    area = Voice(None, "area_officer")
    assert may_ask(state, sc.CARTERS_AGENT)
    assert not may_ask(state, designated)
    assert not may_ask(state, area)
    assert may_ask(commissioner, designated)
    assert may_ask(commissioner, area)
    assert not may_ask(commissioner, Voice(sc.CARTER, "counting_agent"))


@pytest.mark.parametrize(
    ("voice", "refusal"),
    [
        (
            Voice(sc.CARTER, "counting_agent"),
            refuse("not_entitled_to_recount", capacity="counting_agent"),
        ),
        (Voice(NOBODY, "candidate"), refuse("candidate_unknown", candidate=NOBODY)),
        (Voice(None, "candidate"), refuse("candidate_unknown", candidate="")),
    ],
)
def test_a_recount_is_asked_by_somebody_entitled(voice: Voice, refusal: object) -> None:
    night = told()
    assert night.ask(do.RefuseRecount(OFFICER, SPLIT, 1, voice, "unreasonable")) == refusal
    assert night.ask(grant("whole", asked_by=voice)) == refusal


def test_a_refusal_leaves_the_result_and_is_kept_with_its_reason() -> None:
    night = told()
    night.play(do.RefuseRecount(OFFICER, SPLIT, 1, sc.CARTERS_AGENT, "far apart"))
    state = night[SPLIT]
    assert state.provisional is not None
    assert [(one.asked_by, one.reason) for one in state.refused] == [
        (sc.CARTERS_AGENT, "far apart")
    ]
    again = do.RefuseRecount(OFFICER, SPLIT, 1, sc.CARTERS_AGENT, " ")
    assert night.ask(again) == refuse("reason_missing")


@pytest.mark.parametrize("version", [0, 2])
def test_nobody_decides_about_a_result_that_is_not_the_one_they_saw(version: int) -> None:
    night = told()
    refusal = refuse("provisional_changed", contest=SPLIT, seen=version, now=1)
    assert night.ask(grant("whole", version=version)) == refusal
    asked = do.RefuseRecount(OFFICER, SPLIT, version, sc.CARTERS_AGENT, "far apart")
    assert night.ask(asked) == refusal


def test_a_recount_needs_a_result_that_stands_in_a_contest_that_is_open() -> None:
    night = told()
    two_tables_cleared = told().play(
        do.CloseConsultation(OFFICER, SPLIT, "agreed"), do.ClearResult(OFFICER, SPLIT)
    )
    assert two_tables_cleared.ask(grant("whole")) == refuse("cleared_already", contest=SPLIT)
    night.play(grant("whole"))
    assert night.ask(grant("whole")) == refuse("not_provisional", contest=SPLIT)


def test_who_is_noted_as_there_is_kept_in_the_order_of_the_ballot_paper() -> None:
    night = told().play(do.AppointAgents(sc.SUPERVISOR, SPLIT, (sc.CARTERS,)))
    abbott = Voice(sc.ABBOTT, "candidate")
    there = (sc.CARTERS_AGENT, abbott)
    stranger = Voice(sc.BARKER, "election_agent")
    assert night.ask(do.CloseConsultation(OFFICER, SPLIT, "agreed", None, (stranger,))) == refuse(
        "candidate_unknown", candidate=sc.BARKER
    )
    area = Voice(None, "area_officer")
    assert night.ask(do.CloseConsultation(OFFICER, SPLIT, "agreed", None, (area,))) == refuse(
        "candidate_unknown", candidate=""
    )
    night.play(do.CloseConsultation(OFFICER, SPLIT, "agreed", None, there))
    assert night[SPLIT].present == (abbott, sc.CARTERS_AGENT)


# --- what is counted again ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "tables", "sheets"),
    [("bundles", (), 2), ("bundles", (B,), 1), ("mini_counts", (A,), 1), ("whole", (), 2)],
)
def test_a_scope_names_its_sheets(
    scope: Scope, tables: tuple[MiniCountId, ...], sheets: int
) -> None:
    night = told().play(grant(scope, *tables))
    state = night[SPLIT]
    expected = (
        two_tables.sheets(state, tables[0])
        if tables
        else [*two_tables.sheets(state, A), *two_tables.sheets(state, B)]
    )
    assert (list(state.to_confirm), len(expected)) == (expected, sheets)
    assert state.recount == Recount(
        *(1, 1, scope, tables, tuple(expected)), sc.CARTERS_AGENT, "three votes apart"
    )
    assert (state.provisional, state.stage) == (None, "agreed")


def test_rejected_papers_are_on_the_batches_where_batches_are_keyed() -> None:
    night = told("every_sheet").play(grant("rejected"))
    kinds = {night[SPLIT].sheets[sheet].sheet.kind for sheet in night[SPLIT].to_confirm}
    assert kinds == {"adjudication"}
    totals = told().play(grant("rejected"))
    assert len(totals[SPLIT].to_confirm) == 2


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (grant("mini_counts"), refuse("scope_and_tables_disagree", scope="mini_counts")),
        (grant("whole", A), refuse("scope_and_tables_disagree", scope="whole")),
        (grant("bundles", two_tables.C), refuse("mini_count_unknown", mini_count="C")),
        (grant("bundles", on_new_sheets=True), refuse("scope_keeps_its_sheets", scope="bundles")),
        (grant("second_count"), refuse("nothing_to_recount", contest=SPLIT)),
        (grant("whole", reason=""), refuse("reason_missing")),
    ],
)
def test_a_scope_that_cannot_be_is_not_granted(command: do.GrantRecount, refusal: object) -> None:
    assert told().ask(command) == refusal


def test_the_officer_may_want_a_recount_that_nobody_asked_for() -> None:
    night = told().play(grant("whole", asked_by=None))
    assert night[SPLIT].recounts == 1


# --- until the next result ------------------------------------------------------------------------


def test_the_next_result_waits_until_each_sheet_is_confirmed_or_keyed_again() -> None:
    night = told().play(grant("whole"))
    first, second = night[SPLIT].to_confirm
    again = do.ReachProvisionalResult(sc.SUPERVISOR, SPLIT)
    assert night.ask(again) == refuse("recount_open", sheet=first, sheets=2)
    night.play(do.ConfirmUnchanged(sc.KEYER, sc.SUPERVISOR, SPLIT, 1, (first,)))
    assert night.ask(again) == refuse("recount_open", sheet=second, sheets=1)
    night.play(do.ReopenSheet(sc.SUPERVISOR, second, "two votes were in the wrong bundle"))
    assert night[SPLIT].to_confirm == ()
    changed = sc.count_sheet(night[SPLIT].contest, (190, 187, 123), papers=500)
    night.key(second, changed).play(again)
    versions = [one.totals.votes[sc.BARKER] for one in night[SPLIT].results]
    assert (versions, night[SPLIT].recount, night[SPLIT].provisionals) == ([365, 367], None, 2)


def test_new_sheets_take_the_place_of_the_old_ones_as_a_set() -> None:
    night = told().play(do.CloseMiniCount(sc.SUPERVISOR, SPLIT, B, "its people helped elsewhere"))
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, SPLIT))
    night.play(grant("mini_counts", B, version=2, on_new_sheets=True))
    state = night[SPLIT]
    (old,), (new,) = (
        [s.sheet.id for s in state.sheets.values() if s.sheet.mini_count == B and s.withdrawn],
        two_tables.sheets(state, B),
    )
    assert state.sheets[old].withdrawn == "three votes apart"
    assert (new, state.to_confirm, state.closed) == ("001-06", (), frozenset())
    assert night.ask(do.ReachProvisionalResult(sc.SUPERVISOR, SPLIT)) is not None
    night.key(new, sc.count_sheet(state.contest, (190, 187, 123), papers=500))
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, SPLIT))
    assert night[SPLIT].results[-1].totals.votes[sc.BARKER] == 367


def test_a_whole_count_on_new_sheets_gives_every_table_its_own() -> None:
    night = told("every_sheet").play(grant("whole", on_new_sheets=True))
    state = night[SPLIT]
    for table in (A, B):
        kinds = [sheet.kind for sheet in two_tables.sheets_of(state, table)]
        assert kinds == ["block", "adjudication", "mixed", "mixed"]
    live = [sheet for table in (A, B) for sheet in two_tables.sheets(state, table)]
    assert live == sorted(live)
    assert len(set(live)) == 8


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        ({"recount": 2}, refuse("no_such_recount", recount=2, contest=SPLIT)),
        ({"sheets": ()}, refuse("sheet_not_in_recount", sheet="")),
        ({"sheets": ("001-01",)}, refuse("sheet_not_in_recount", sheet="001-01")),
        ({"second": sc.KEYER}, refuse("second_person_is_first")),
        (
            {"contest": ContestId("no-such-contest")},
            refuse("contest_unknown", contest="no-such-contest"),
        ),
    ],
)
def test_two_people_confirm_what_a_recount_waits_for(
    command: dict[str, Any], refusal: object
) -> None:
    night = told().play(grant("whole"))
    confirm = do.ConfirmUnchanged(sc.KEYER, sc.OTHER_KEYER, SPLIT, 1, night[SPLIT].to_confirm[:1])
    assert night.ask(replace(confirm, **command)) == refusal


def test_nothing_is_confirmed_where_nothing_is_counted_again() -> None:
    confirm = do.ConfirmUnchanged(sc.KEYER, sc.OTHER_KEYER, SPLIT, 1, ())
    assert told().ask(confirm) == refuse("no_such_recount", recount=1, contest=SPLIT)
