"""What comes through the door: boxes, postal packets, openings, and the statement after them."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.decide import decide
from countroom.domain.election import BallotBox, MiniCount
from countroom.domain.hall import BoxReceipt, Packets, PostalLedger, PostalSession
from countroom.domain.identifiers import BoxId, MiniCountId
from countroom.domain.refusals import refuse
from countroom.domain.totals import compensating, counted_by_box, variances
from countroom.domain.verifying import boxes_not_received, counted_once

HALL, POST = sc.MILL_LANE_HALL, BoxId("mill-lane-postal")
GREEN_HALL, LIBRARY = BoxId("green-end-hall"), BoxId("green-end-library")
A = MiniCountId("A")
S, O, K = sc.SUPERVISOR, sc.OFFICER, sc.KEYER  # noqa: E741 - the officer
SIGN = do.SignVerification(O, sc.ONE, {})


def one() -> sc.Night:
    return sc.Night().set_up(sc.one_seat())


def split() -> sc.Night:
    return sc.Night().set_up(sc.split()).arrive(sc.SPLIT, 500, 400, 100)


def received(box: BoxId, *, sealed: bool = True, note: str = "") -> do.ReceiveBoxes:
    return do.ReceiveBoxes(K, (BoxReceipt(box, sealed, note),))


def opened(envelopes: int, accepted: int, papers: int, **rejected: int) -> do.HoldPostalSession:
    return do.HoldPostalSession(
        S, sc.ONE, PostalSession(envelopes, accepted, rejected, POST, papers)
    )


# --- papers of a session -------------------------------------------------------------------


def session(
    envelopes: int, accepted: int, papers: int, matched: int = 0, **rejected: int
) -> do.HoldPostalSession:
    held = PostalSession(envelopes, accepted, rejected, POST, papers, matched)
    return do.HoldPostalSession(S, sc.ONE, held)


def test_every_paper_of_a_session_came_with_a_statement_that_was_accepted() -> None:
    night = one()
    refusal = refuse("more_papers_than_accepted", papers=10, accepted=9)
    assert night.ask(session(10, 9, 10, signature=1)) == refusal
    night.play(session(10, 9, 9, signature=1))
    assert night[sc.ONE].postal.waiting == 0


def test_a_statement_and_a_paper_that_came_apart_are_matched_later() -> None:
    """SI 2001/341 regs 87 and 88: two lists, of papers and of statements that came alone."""
    night = one().play(session(10, 8, 7, statement=2))
    assert night[sc.ONE].postal.waiting == 3
    too_many = refuse("more_matched_than_waiting", matched=4, most=3)
    assert night.ask(session(5, 5, 9, 4)) == too_many
    assert night.ask(session(5, 5, 2, 3)) == refuse("more_matched_than_waiting", matched=3, most=2)
    night.play(session(5, 5, 8, 3))
    assert night[sc.ONE].postal.papers_into(POST) == 15
    assert night[sc.ONE].postal.waiting == 0
    assert night.ask(session(0, 0, 1, 1)) == refuse("more_matched_than_waiting", matched=1, most=0)


def test_what_was_rejected_for_another_reason_is_matched_with_nothing() -> None:
    night = one().play(session(10, 8, 8, signature=1, date_of_birth=1))
    assert night.ask(session(0, 0, 1, 1)) == refuse("more_matched_than_waiting", matched=1, most=0)


def test_a_session_is_not_taken_back_from_under_papers_matched_since() -> None:
    night = one().play(session(10, 9, 9, statement=1), session(3, 3, 4, 1))
    back = do.TakeBackSession(S, sc.ONE, 1, "it was of another ward")
    assert night.ask(back) == refuse("session_matched_since", number=1)
    night.play(replace(back, number=2), back)
    assert night[sc.ONE].postal.sessions == ()


# --- boxes ---------------------------------------------------------------------------------


def test_a_box_comes_in_once_for_every_contest_whose_papers_it_holds() -> None:
    other = replace(sc.three_seats(), boxes=sc.one_seat().boxes, mini_counts=())
    night = sc.Night().set_up(sc.one_seat(), other).play(received(HALL))
    for contest in (sc.ONE, sc.THREE):
        assert boxes_not_received(night.count, night[contest]) == ()
    assert night.ask(received(HALL)) == refuse("box_received_already", box=HALL)


def test_a_receipt_names_the_box_that_is_in_twice_and_takes_none_of_the_list() -> None:
    night = split()
    both = (BoxReceipt(HALL, sealed=True), BoxReceipt(GREEN_HALL, sealed=True))
    night.play(do.SetUpContest(sc.ADMINISTRATOR, sc.one_seat()))
    refusal = refuse("box_received_already", box=GREEN_HALL)
    assert night.ask(do.ReceiveBoxes(K, both)) == refusal
    assert HALL not in night.count.received


def test_a_broken_seal_is_written_down_with_the_box() -> None:
    night = one()
    assert night.ask(received(HALL, sealed=False)) == refuse("seal_without_note", box=HALL)
    night.play(received(HALL, sealed=False, note="the tag is torn"))
    assert night.count.received == {HALL: BoxReceipt(HALL, sealed=False, note="the tag is torn")}


def test_a_box_of_nobody_is_unknown() -> None:
    stranger = BoxId("another-town")
    assert one().ask(received(stranger)) == refuse("box_unknown", box=stranger)


def test_crowland_2007_the_box_left_out_holds_the_statement_back() -> None:
    """South Holland: votes were declared with a ballot box left out."""
    night = sc.Night().set_up(sc.split())
    late, came = GREEN_HALL, (LIBRARY, BoxId("green-end-postal"))
    night.play(received(LIBRARY))
    night.play(do.RecordPackets(S, sc.SPLIT, {b: Packets(0, 0) for b in (late, LIBRARY)}))
    session = PostalSession(100, 100, {}, came[1], 100)
    night.play(do.HoldPostalSession(S, sc.SPLIT, session), do.ClosePostal(S, sc.SPLIT))
    hall, library, postal = night.accounts(sc.SPLIT)
    night.key(library, sc.account(400)).key(postal, sc.account(100, kind="postal"))
    sign = do.SignVerification(O, sc.SPLIT, {})
    assert night.ask(sign) == refuse("box_not_received", box=late, boxes=1)
    night.play(received(late))
    assert night.ask(sign) == refuse("box_outstanding", sheet=hall, boxes=1)
    night.key(hall, sc.account(500)).play(sign)
    statement = night[sc.SPLIT].verification
    assert statement is not None
    assert statement.verified == 1_000


def test_an_officer_withdraws_the_account_of_a_box_that_never_was_and_nobody_waits_for_it() -> None:
    night = sc.Night().set_up(sc.split())
    sign = do.SignVerification(O, sc.SPLIT, {})
    assert night.ask(sign) == refuse("box_not_received", box=GREEN_HALL, boxes=2)
    sheets = night.accounts(sc.SPLIT)
    night.play(do.WithdrawSheets(O, sc.SPLIT, sheets[:1], "the station used one box"))
    assert night.ask(sign) == refuse("box_not_received", box=LIBRARY, boxes=1)
    night.play(received(LIBRARY), do.RecordPackets(S, sc.SPLIT, {LIBRARY: Packets(0, 0)}))
    session = PostalSession(100, 100, {}, BoxId("green-end-postal"), 100)
    night.play(do.HoldPostalSession(S, sc.SPLIT, session), do.ClosePostal(S, sc.SPLIT))
    night.key(sheets[1], sc.account(400)).key(sheets[2], sc.account(100, kind="postal"))
    night.play(sign)
    assert counted_by_box(night[sc.SPLIT]) == {LIBRARY: 400, BoxId("green-end-postal"): 100}


def test_a_box_nobody_foresaw_feeds_a_table_and_voids_the_statement() -> None:
    night = split()
    for sheet, counted, kind in zip(
        night.accounts(sc.SPLIT), (500, 400, 100), ("station", "station", "postal"), strict=True
    ):
        night.key(sheet, sc.account(counted, kind=kind))
    night.play(do.SignVerification(O, sc.SPLIT, {}))
    late = BallotBox(BoxId("late"), "station", "Green End, second box")
    night.play(do.AddBox(S, sc.SPLIT, late, A, "the station used two"))
    state = night[sc.SPLIT]
    assert state.verification is None
    assert state.contest.box(late.id) == late
    assert [one.boxes[-1] for one in state.contest.counted_in] == ["late", "green-end-postal"]
    sheet = night.accounts(sc.SPLIT)[-1]
    assert sheet == "001-06"
    sign = do.SignVerification(O, sc.SPLIT, {})
    assert night.ask(sign) == refuse("box_not_received", box=late.id, boxes=1)


def test_a_box_in_a_contest_that_is_one_count_feeds_that() -> None:
    night = one()
    late = BallotBox(BoxId("late"), "station", "a second box")
    night.play(do.AddBox(S, sc.ONE, late, A, "the station used two"))
    assert [m.boxes for m in night[sc.ONE].contest.counted_in] == [(HALL, POST, late.id)]


def test_a_closed_table_is_fed_no_more() -> None:
    night = split().play(do.CloseMiniCount(S, sc.SPLIT, A, "two keyers went home"))
    late = BallotBox(BoxId("late"), "station", "a second box")
    add = do.AddBox(S, sc.SPLIT, late, A, "the station used two")
    assert night.ask(add) == refuse("mini_count_closed", mini_count=A)


# --- the post ------------------------------------------------------------------------------


def test_nil_must_be_said_before_the_post_is_closed() -> None:
    night = one().play(opened(300, 300, 300))
    close = do.ClosePostal(S, sc.ONE)
    assert night.ask(close) == refuse("packets_not_said", box=HALL, contest=sc.ONE)
    night.play(do.RecordPackets(K, sc.ONE, {HALL: Packets(0, 0)}), close)
    assert night[sc.ONE].postal.closed


def test_packets_said_again_replace_what_was_said() -> None:
    night = one()
    for said in (Packets(0, 0), Packets(3, 1)):
        night.play(do.RecordPackets(K, sc.ONE, {HALL: said}))
    assert night[sc.ONE].postal.packets == {HALL: Packets(3, 1)}


def test_every_envelope_opened_is_accepted_or_rejected_for_a_reason() -> None:
    """SI 2001/341 reg. 85A: the statement of each envelope is judged."""
    night = one()
    short = opened(310, 300, 300, signature=6)
    assert night.ask(short) == refuse("envelopes_not_judged", envelopes=310, judged=306)
    night.play(opened(310, 300, 299, signature=6, date_of_birth=4))
    assert night[sc.ONE].postal.papers_into(POST) == 299


def test_the_papers_of_several_openings_add_up_in_their_box() -> None:
    night = one()
    assert night[sc.ONE].postal.papers_into(POST) is None
    night.play(opened(200, 200, 200), opened(100, 99, 99, missing=1), opened(0, 0, 0))
    assert night[sc.ONE].postal.papers_into(POST) == 299
    assert PostalLedger().papers_into(POST) is None


def test_an_empty_opening_says_that_a_postal_box_stayed_empty() -> None:
    night = one().play(do.RecordPackets(K, sc.ONE, {HALL: Packets(0, 0)}))
    close = do.ClosePostal(S, sc.ONE)
    refusal = refuse("postal_session_missing", box=POST, contest=sc.ONE)
    assert night.ask(close) == refusal
    night.play(opened(0, 0, 0), close)


def test_the_post_opened_again_voids_the_statement_until_it_is_closed_and_signed_anew() -> None:
    night = one().verify(sc.ONE).count_votes(sc.ONE).consult(sc.ONE)
    assert night.ask(opened(1, 1, 1)) == refuse("postal_closed_already", contest=sc.ONE)
    night.play(do.ReopenPostal(S, sc.ONE, "a packet lay under the table"))
    state = night[sc.ONE]
    assert (state.verification, state.provisional, state.verifications) == (None, None, 1)
    assert night.ask(SIGN) == refuse("postal_open", contest=sc.ONE)
    night.play(do.ClosePostal(S, sc.ONE), SIGN)
    statement = night[sc.ONE].verification
    assert statement is not None
    assert statement.version == 2


def test_a_contest_without_postal_boxes_waits_for_no_post() -> None:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE)
    assert not night[sc.THREE].postal.closed
    assert night[sc.THREE].verification is not None


@pytest.mark.parametrize("kind", ["station", "postal"])
def test_a_box_added_after_the_post_was_closed_still_has_to_be_in_the_ledger(kind: str) -> None:
    night = one().arrive(sc.ONE)
    late = BallotBox(BoxId("late"), "postal" if kind == "postal" else "station", "Late")
    night.play(do.AddBox(S, sc.ONE, late, A, "found in a van"))
    if kind == "station":
        night.play(received(late.id))
    papers = (700, 300, 20)
    for sheet, box, counted in zip(
        night.accounts(sc.ONE), night[sc.ONE].contest.boxes, papers, strict=True
    ):
        night.key(sheet, sc.account(counted, kind=box.kind))
    code = "packets_not_said" if kind == "station" else "postal_session_missing"
    assert night.ask(SIGN) == refuse(code, box=late.id, contest=sc.ONE)
    night.play(do.ReopenPostal(S, sc.ONE, "a box more"))
    if kind == "station":
        night.play(do.RecordPackets(K, sc.ONE, {late.id: Packets(0, 0)}))
    else:
        session = PostalSession(20, 20, {}, late.id, 20)
        night.play(do.HoldPostalSession(S, sc.ONE, session))
    night.play(do.ClosePostal(S, sc.ONE), SIGN)


# --- counted against the account -----------------------------------------------------------


def varying(variance: int) -> sc.Night:
    night = one().arrive(sc.ONE)
    hall, postal = night.accounts(sc.ONE)
    night.key(hall, sc.account(700, variance=variance))
    return night.key(postal, sc.account(300, kind="postal"))


def test_a_box_that_varies_is_counted_until_two_counts_in_a_row_are_the_same() -> None:
    """Electoral Commission guidance: recount until two consecutive counts are equal."""
    night = varying(3)
    explained = do.SignVerification(O, sc.ONE, {HALL: "three stuck together"})
    for again, variance in ((701, 4), (700, 3), (701, 4)):
        night.count_again(sc.ONE, HALL, again)
        assert counted_once(night[sc.ONE]) == (HALL,)
        refusal = refuse("box_counted_once", box=HALL, variance=variance)
        assert night.ask(explained) == refusal
    night.count_again(sc.ONE, HALL, 701)
    assert counted_once(night[sc.ONE]) == ()
    refusal = refuse("variance_without_reason", box=HALL, variance=4)
    assert night.ask(SIGN) == refusal
    night.play(explained)
    statement = night[sc.ONE].verification
    assert statement is not None
    assert statement.boxes[HALL] == 701
    assert statement.variances == {HALL: (4, "three stuck together")}


def test_a_recount_that_finds_what_the_account_expects_needs_no_other_and_no_reason() -> None:
    night = varying(3).count_again(sc.ONE, HALL, 697).play(SIGN)
    statement = night[sc.ONE].verification
    assert statement is not None
    assert (statement.boxes[HALL], statement.variances) == (697, {})


def test_a_recount_not_keyed_yet_holds_the_statement_back() -> None:
    night = varying(3).play(do.AddSheet(S, sc.ONE, "recount", HALL, None, "it varies"))
    sheet = list(night[sc.ONE].sheets)[-1]
    explained = do.SignVerification(O, sc.ONE, {HALL: "three stuck together"})
    assert night.ask(explained) == refuse("box_outstanding", sheet=sheet, boxes=1)


def exchanged(hall: int, library: int, *, place: str = "Green End") -> sc.Night:
    """Key the boxes of one polling place with these variances."""
    first, second, post = sc.split().boxes
    boxes = (first, replace(second, polling_place=place), post)
    night = sc.Night().set_up(replace(sc.split(), boxes=boxes)).arrive(sc.SPLIT, 500, 400, 100)
    sheets = night.accounts(sc.SPLIT)
    night.key(sheets[0], sc.account(500, variance=hall))
    night.key(sheets[1], sc.account(400, variance=library))
    return night.key(sheets[2], sc.account(100, kind="postal"))


def test_errors_of_one_polling_place_that_cancel_out_need_a_reason_and_no_recount() -> None:
    """Electoral Commission guidance: look for compensating errors in the polling place."""
    night = exchanged(2, -2)
    assert compensating(night[sc.SPLIT]) == ((GREEN_HALL, LIBRARY),)
    assert counted_once(night[sc.SPLIT]) == ()
    sign = do.SignVerification(O, sc.SPLIT, {})
    assert night.ask(sign) == refuse("variance_without_reason", box=GREEN_HALL, variance=2)
    reasons = {GREEN_HALL: "two papers of the other room", LIBRARY: "two lie in the other box"}
    night.play(do.SignVerification(O, sc.SPLIT, reasons))
    statement = night[sc.SPLIT].verification
    assert statement is not None
    assert statement.verified == 1_000


@pytest.mark.parametrize(
    "night",
    [
        pytest.param(exchanged(2, -3), id="not the same number"),
        pytest.param(exchanged(2, 2), id="both too many"),
        pytest.param(exchanged(2, -2, place="Elsewhere"), id="another polling place"),
        pytest.param(exchanged(2, -2, place=""), id="no polling place known"),
    ],
)
def test_other_errors_are_counted_again(night: sc.Night) -> None:
    assert set(variances(night[sc.SPLIT])) == {GREEN_HALL, LIBRARY}
    assert counted_once(night[sc.SPLIT]) == (GREEN_HALL, LIBRARY)


def test_a_box_that_is_right_keeps_no_reason() -> None:
    night = varying(0)
    (event,) = decided(night, do.SignVerification(O, sc.ONE, {HALL: "all is well", POST: "too"}))
    assert isinstance(event, ev.VerificationSigned)
    assert event.variances == {}


def test_the_warnings_of_a_contest_are_answered_by_a_supervisor_the_unreconciled_by_letter() -> (
    None
):
    night = one().verify(sc.ONE).count_votes(sc.ONE, papers=1_100)
    answer = do.AnswerFinding(S, sc.ONE, "V11", "searched")
    assert night.ask(answer) == refuse("role_missing", person=S, roles="officer")
    night.play(replace(answer, by=O))
    warned = one().verify(sc.ONE).count_votes(sc.ONE, (500, 300, 170), (30,))
    warned.play(do.AnswerFinding(S, sc.ONE, "W02", "a bad pencil"))


def test_a_ward_of_one_box_is_counted_with_the_officers_reason() -> None:
    alone = MiniCount(A, "", (HALL,), alone_because="no other box in the parish")
    ward = replace(sc.one_seat(), boxes=sc.one_seat().boxes[:1], mini_counts=(alone,))
    night = sc.Night().set_up(ward).verify(sc.ONE, 700)
    assert night[sc.ONE].verification is not None


def decided(night: sc.Night, command: do.Command) -> tuple[object, ...]:
    decision = decide(night.count, command)
    assert isinstance(decision, tuple), decision
    return decision
