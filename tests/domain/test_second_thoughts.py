"""What a hall can take back, and what nobody can leave out: no slip is final, no paper is lost."""

from __future__ import annotations

from dataclasses import replace

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, unanswered
from countroom.domain.identifiers import BoxId, ContestId, SheetId
from countroom.domain.refusals import refuse
from countroom.domain.staffing import who_may_settle
from countroom.domain.totals import compensating

S, K = sc.SUPERVISOR, sc.KEYER
HALL = sc.MILL_LANE_HALL


def one() -> sc.Night:
    return sc.Night().set_up(sc.one_seat())


def codes(night: sc.Night, contest: str = sc.ONE) -> list[str]:
    state = night.count.contests[ContestId(contest)]
    return [finding.code for finding in check_contest(night.count, state)]


def test_a_box_that_never_was_and_then_turns_up_is_counted_after_all() -> None:
    night = one()
    account, _ = night.accounts(sc.ONE)
    night.play(do.WithdrawSheets(sc.OFFICER, sc.ONE, (account,), "the station used one box"))
    night.play(do.AddSheet(S, sc.ONE, "account", HALL, None, "it stood in the van"))
    again = list(night[sc.ONE].sheets)[-1]
    assert night[sc.ONE].sheets[again].sheet.fields == night[sc.ONE].sheets[account].sheet.fields
    night.arrive(sc.ONE)
    night.key(night.accounts(sc.ONE)[0], sc.account(300, kind="postal"))
    night.key(again, sc.account(700)).play(do.SignVerification(sc.OFFICER, sc.ONE, {}))
    statement = night[sc.ONE].verification
    assert statement is not None
    assert dict(statement.boxes) == {HALL: 700, BoxId("mill-lane-postal"): 300}


def test_an_open_table_without_a_sheet_is_outstanding() -> None:
    """Plymouth 2017: a mini-count left out is never cleared, whoever withdrew its sheet."""
    night = two_tables.issue(two_tables.verified(), 500, 500)
    first, second = (
        two_tables.sheets(night[sc.SPLIT], t, "count") for t in (two_tables.A, two_tables.B)
    )
    night.play(do.WithdrawSheets(S, sc.SPLIT, tuple(second), "it came back blank"))
    night.key(first[0], sc.count_sheet(night[sc.SPLIT].contest, (300, 150, 50), papers=500))
    assert "V14" in codes(night, sc.SPLIT)
    reach = do.ReachProvisionalResult(S, sc.SPLIT)
    assert night.ask(reach) == refuse("finding_stands", code="V14", contest=sc.SPLIT)


def test_papers_missing_at_the_only_table_show_beside_parcels_that_are_short() -> None:
    night = one().verify(sc.ONE)
    (table,) = night[sc.ONE].contest.counted_in
    night.play(do.IssuePapers(S, sc.ONE, table.id, 990))
    night.key(night.sheet(sc.ONE), night.paper(sc.ONE, (500, 250, 100), (30,), 850))
    numbers = {f.code: f.numbers for f in check_contest(night.count, night[sc.ONE])}
    assert numbers["V23"]["difference"] == -10
    assert numbers["V24"]["difference"] == -110


def test_a_reason_is_booked_on_what_the_person_saw_and_on_nothing_else() -> None:
    night = two_tables.issue(two_tables.verified(), 500, 500)
    two_tables.count(night, (300, 149, 50), (300, 148, 50))
    state = night[sc.SPLIT]
    first, second = (
        f for f in unanswered(state, check_contest(night.count, state)) if f.code == "V24"
    )
    answer = do.AnswerFinding(
        sc.OFFICER, sc.SPLIT, "V24", "a bag", dict(second.numbers), second.names
    )
    night.play(answer)
    assert night[sc.SPLIT].answers[-1].names == second.names
    assert night.ask(answer) == refuse("finding_not_open", code="V24", contest=sc.SPLIT)
    stale = replace(answer, names=first.names, numbers={**first.numbers, "accounted": 1})
    assert night.ask(stale) == refuse("finding_not_open", code="V24", contest=sc.SPLIT)


def test_a_first_entry_on_the_wrong_sheet_is_void_with_a_reason() -> None:
    night = one().verify(sc.ONE)
    sheet = night.sheet(sc.ONE)
    night.play(do.EnterSheet(K, sheet, 1, night.paper(sc.ONE)))
    night.play(do.ReopenSheet(S, sheet, "it is of another ward"))
    assert night[sc.ONE].sheets[sheet].first is None
    night.play(do.WithdrawSheets(S, sc.ONE, (sheet,), "spoilt"))


def test_a_table_whose_sheet_was_misread_is_open_again() -> None:
    night = two_tables.issue(two_tables.verified(), 500, 500)
    two_tables.count(night, (300, 150, 50), (300, 150, 50))
    night.play(do.CloseMiniCount(S, sc.SPLIT, two_tables.A, "all counted"))
    (sheet,) = two_tables.sheets(night[sc.SPLIT], two_tables.A, "count")
    night.play(do.ReopenSheet(S, sheet, "misread"))
    assert night[sc.SPLIT].closed == frozenset()
    night.play(do.ReturnPapers(S, sc.SPLIT, two_tables.A, 1, "one too many in the parcel"))


def test_a_poll_called_off_by_a_slip_goes_on_where_it_stood() -> None:
    night = one().verify(sc.ONE)
    before = night[sc.ONE]
    night.play(do.CallOffPoll(sc.OFFICER, sc.ONE, "abandoned", "a candidate died"))
    night.play(do.RestorePoll(sc.OFFICER, sc.ONE, "it was said of another ward"))
    assert night[sc.ONE] == before


def test_a_session_written_down_wrongly_is_taken_back() -> None:
    night = one().arrive(sc.ONE, 700, 600).play(do.ReopenPostal(S, sc.ONE, "a slip"))
    night.play(do.TakeBackSession(S, sc.ONE, 1, "600 typed for 300"))
    assert night[sc.ONE].postal.sessions == ()
    night.arrive(sc.ONE)
    night.verify(sc.ONE)
    assert "V27" not in codes(night)


def test_one_variance_explains_one_other() -> None:
    night = sc.Night().set_up(
        replace(
            sc.split(),
            boxes=(*sc.split().boxes, replace(sc.split().boxes[0], id=BoxId("green-end-third"))),
            mini_counts=(),
        )
    )
    for sheet, papers, variance in zip(
        night.accounts(sc.SPLIT), (300, 400, 300, 200), (-10, 10, 0, 10), strict=True
    ):
        kind = night[sc.SPLIT].sheets[sheet].sheet.box == sc.POSTAL_BOX
        night.key(
            sheet, sc.account(papers, kind="postal" if kind else "station", variance=variance)
        )
    assert len(compensating(night[sc.SPLIT])) == 1


def test_whoever_saw_both_entries_keys_neither_after_the_sheet_is_opened_again_either() -> None:
    night = one().verify(sc.ONE)
    sheet, paper = night.sheet(sc.ONE), night.paper(sc.ONE)
    field = next(iter(paper))
    night.play(
        do.EnterSheet(K, sheet, 1, paper),
        do.EnterSheet(sc.OTHER_KEYER, sheet, 2, paper | {field: 1}),
        do.SendBack(S, sheet, 2),
        do.CorrectEntry(sc.OTHER_KEYER, sheet, 2, {field: paper[field]}),
        do.ReopenSheet(S, sheet, "wrong on paper"),
    )
    assert night[sc.ONE].sheets[sheet].overseen


def test_an_officer_with_the_power_settles_where_no_supervisor_is_left() -> None:
    night = one().verify(sc.ONE)
    sheet, paper = night.sheet(sc.ONE), night.paper(sc.ONE)
    field = next(iter(paper))
    night.play(
        do.EnterSheet(K, sheet, 1, paper),
        do.EnterSheet(sc.OTHER_KEYER, sheet, 2, paper | {field: 1}),
        do.SettleSheet(sc.OFFICER, sheet, {field: paper[field]}),
    )
    assert night[sc.ONE].sheets[sheet].settled is not None


def test_thresholds_changed_hold_for_a_contest_set_up_later_and_ask_anew() -> None:
    night = one().verify(sc.ONE).count_votes(sc.ONE)
    night.play(do.ReachProvisionalResult(S, sc.ONE))
    usual = next(t for t in night[sc.ONE].rules.likely if t.seats == 1)
    night.play(
        do.ChangeThresholds(sc.OFFICER, sc.ELECTION, replace(usual, turnout_high=91), "two polls")
    )
    assert night[sc.ONE].provisional is None
    night.play(do.SetUpContest(sc.ADMINISTRATOR, sc.split()))
    assert [t.turnout_high for t in night[sc.SPLIT].rules.likely if t.seats == 1] == [91]
    untouched = night[sc.SPLIT].rules.likely[1:]
    assert untouched == night.count.rule_sets[sc.RULES].likely[1:]


def test_a_strangers_sheet_number_of_any_length_is_unknown_and_no_crash() -> None:
    night = one().verify(sc.ONE)
    for id_ in ("1" * 5_000 + "-01", "\u0661-01", "-01"):
        command = do.EnterSheet(K, SheetId(id_), 1, {})
        assert night.ask(command) == refuse("sheet_unknown", sheet=id_)


def test_who_may_settle_names_supervisors_and_exceptions() -> None:
    night = one().verify(sc.ONE)
    state = night[sc.ONE]
    sheet = state.sheets[night.sheet(sc.ONE)]
    assert S in who_may_settle(night.count, state, sheet)
