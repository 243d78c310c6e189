"""The record follows the hall: declared on paper, corrected afterwards, never counted again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.decide import decide
from countroom.domain.declaration import Lot, Reading, Second, Totals
from countroom.domain.hall import Container
from countroom.domain.identifiers import CandidateId, EventId, HeadId
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from countroom.domain.declaration import Declaration

ONE, OFFICER, OTHER = sc.ONE, sc.OFFICER, sc.OTHER_OFFICER
A, B, C = (candidate.id for candidate in sc.one_seat().candidates)
VOTES = {A: 520, B: 310, C: 166}
HEADS = {HeadId("no_official_mark"): 1, HeadId("too_many_votes"): 3}
PAPER = Totals(1_000, 996, VOTES, HEADS, 0, 0)


def at_the_tables() -> sc.Night:
    """Leave Mill Lane between verification and count: the power fails."""
    return sc.Night().set_up(sc.one_seat(), sc.without_poll()).verify(ONE)


def on_paper(**changed: Any) -> do.DeclareOnPaper:  # noqa: ANN401 - any field of it or of a reading
    read = Reading(PAPER, (A,), sc.SPOKEN_AT)
    said = {
        name: changed.pop(name) for name in ("totals", "elected", "spoken_at") if name in changed
    }
    read = replace(read, **said)
    command = do.DeclareOnPaper(OFFICER, OTHER, ONE, read, read, "the power failed at 02:10")
    return replace(command, **changed)


def declared() -> sc.Night:
    return sc.declared(sc.Night())


def last(night: sc.Night) -> Declaration:
    cleared = night[ONE].cleared
    assert cleared is not None
    return cleared.event.declaration


def correct(night: sc.Night, **changed: Any) -> do.CorrectDeclaration:  # noqa: ANN401
    totals = replace(last(night).totals, rejected_in_part=0, rejected={**HEADS})
    command = do.CorrectDeclaration(
        OFFICER, OTHER, ONE, totals, (A,), "transcription", "rejected papers, first two heads"
    )
    return replace(command, **changed)


# --- declared on paper ------------------------------------------------------------------------


def test_a_result_declared_by_hand_is_the_result_and_says_so() -> None:
    night = at_the_tables().play(on_paper())
    state = night[ONE]
    assert (state.stage, state.elected, state.spoken_at) == ("declared", (A,), sc.SPOKEN_AT)
    assert (last(night).on_paper, last(night).totals_state, last(night).findings) == (
        True,
        "reconciled",
        (),
    )
    assert night.log[-1].people == (OFFICER, OTHER)
    assert night.ask(on_paper()) == refuse("declared_already", contest=ONE)
    night.receipt(ONE)


def test_checks_that_fail_never_hold_back_what_the_hall_has_heard() -> None:
    """N3: the feed never contradicts the hall; it names what the result fails instead."""
    short = replace(PAPER, papers=900, votes={A: 400, B: 500, C: 0})
    night = at_the_tables().play(on_paper(totals=short))
    assert last(night).totals_state == "not_reconciled"
    assert last(night).findings == ("V06", "V11", "V13")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        (
            {"again": Reading(replace(PAPER, votes={**VOTES, C: 661}), (A,), sc.SPOKEN_AT)},
            refuse("readings_differ", contest=ONE),
        ),
        ({"again": Reading(PAPER, (B,), sc.SPOKEN_AT)}, refuse("readings_differ", contest=ONE)),
        (
            {"again": Reading(PAPER, (A,), "2024-05-03T01:13:00Z")},
            refuse("readings_differ", contest=ONE),
        ),
        ({"second": OFFICER}, refuse("second_person_is_first")),
        ({"reason": " "}, refuse("reason_missing")),
        ({"spoken_at": "two o'clock"}, refuse("moment_unreadable", text="two o'clock")),
        ({"elected": (A, B)}, refuse("not_so_many_elected", contest=ONE, seats=1)),
        ({"elected": (CandidateId("x"),)}, refuse("candidate_unknown", candidate="x")),
        (
            {"totals": replace(PAPER, votes={A: 1, B: 1})},
            refuse("candidate_unknown", candidate=C),
        ),
        (
            {"totals": replace(PAPER, rejected={HeadId("ink"): 1})},
            refuse("head_unknown", contest=ONE),
        ),
        (
            {"totals": replace(PAPER, second=Second(1, {}, 1, {HeadId("ink"): 0}))},
            refuse("head_unknown", contest=ONE),
        ),
        (
            {"totals": replace(PAPER, second=Second(-1, {}, 0, {}))},
            refuse("papers_out_of_range", papers=-1, least=0),
        ),
        ({"contest": sc.NO_POLL}, refuse("contest_without_poll", contest=sc.NO_POLL)),
    ],
)
def test_two_officers_take_down_one_whole_paper(changed: dict[str, Any], refusal: object) -> None:
    assert at_the_tables().ask(on_paper(**changed)) == refusal


def test_what_was_cleared_here_is_spoken_and_not_declared_on_paper() -> None:
    night = at_the_tables().count_votes(ONE).consult(ONE).clear(ONE)
    assert night.ask(on_paper()) == refuse("cleared_already", contest=ONE)


# --- corrected --------------------------------------------------------------------------------


def test_a_corrected_record_stands_beside_the_one_it_supersedes() -> None:
    night = declared()
    first = night[ONE].cleared
    assert first is not None
    night.play(correct(night))
    state = night[ONE]
    assert (last(night).revision, last(night).supersedes) == (2, first.id)
    assert last(night).totals.rejected == HEADS
    assert [one.event.declaration.totals.rejected for one in state.superseded] == [
        first.event.declaration.totals.rejected
    ]
    assert (state.prints, state.receipt_index, state.elected) == (2, None, (A,))
    night.receipt(ONE, 1)
    night.play(correct(night, totals=first.event.declaration.totals))
    assert (last(night).revision, len(night[ONE].superseded)) == (3, 2)


def test_nobody_else_is_elected_but_by_a_court() -> None:
    night = declared()
    other = correct(night, elected=(B,))
    assert night.ask(other) == refuse("only_a_court", contest=ONE)
    night.play(replace(other, reason="court_order", note="petition of May 2024"))
    assert (night[ONE].elected, last(night).findings) == ((B,), ("V13",))


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"note": ""}, refuse("reason_missing")),
        ({"second": OFFICER}, refuse("second_person_is_first")),
        ({"elected": ()}, refuse("not_so_many_elected", contest=ONE, seats=1)),
        ({"contest": sc.NO_POLL}, refuse("contest_unknown", contest=sc.NO_POLL)),
    ],
)
def test_a_correction_is_signed_by_two_and_says_what_was_wrong(
    changed: dict[str, Any], refusal: object
) -> None:
    night = declared()
    assert night.ask(correct(night, **changed)) == refusal


def test_nothing_is_corrected_by_the_same_figures_or_before_the_word() -> None:
    night = declared()
    same = correct(night, totals=last(night).totals)
    assert night.ask(same) == refuse("nothing_corrected", contest=ONE)
    early = at_the_tables().count_votes(ONE).consult(ONE).clear(ONE)
    assert early.ask(correct(night)) == refuse("not_declared", contest=ONE)


# --- lots, seals and what the room alone had found ----------------------------------------------


def test_who_was_drawn_among_equals_is_told_by_who_was_elected() -> None:
    equal = replace(PAPER, votes={A: 415, B: 415, C: 166})
    night = at_the_tables().play(on_paper(totals=equal, elected=(B,)))
    assert (last(night).lots, last(night).findings) == ((Lot((B, A), B, "", ()),), ())
    wrong = at_the_tables().play(on_paper(totals=equal, elected=(C,)))
    assert (last(wrong).lots, last(wrong).findings) == ((), ("V13",))


def test_papers_under_seal_stay_there_when_the_hall_declared_meanwhile() -> None:
    bag = Container("bag 1", ("1001",))
    night = at_the_tables().play(do.SealPapers(OFFICER, ONE, (bag,), "strong room", "A. Guard"))
    night.play(on_paper())
    assert (night[ONE].stage, night[ONE].sealed is None) == ("declared", False)
    opened = do.OpenSeals(OFFICER, ONE, {}, night[ONE].closing)
    assert night.ask(opened) == refuse("declared_already", contest=ONE)


@pytest.mark.parametrize(
    ("end", "code"),
    [(do.CallOffPoll(OFFICER, ONE, "abandoned", "a fire"), "poll_called_off"), (None, "")],
)
def test_a_poll_called_off_has_no_result_on_paper(end: do.Command | None, code: str) -> None:
    night = at_the_tables().play(*([end] if end else []))
    found = night.ask(on_paper())
    assert (found.code if found else "") == code


def test_an_unproven_contest_is_proven_before_its_paper_is_taken_down() -> None:
    night = sc.Night().play(*sc.set_up(sc.one_seat()))
    assert night.ask(on_paper()) == refuse("contest_not_proven", contest=ONE)


def test_each_record_of_a_declaration_has_its_own_receipt_in_any_order() -> None:
    night = at_the_tables().play(on_paper())
    first = night[ONE].declared
    night.play(correct(night, totals=replace(PAPER, rejected_in_part=0, papers=995)))
    second = night[ONE].declared
    assert first is not None
    assert second is not None
    night.play(do.RecordReceipt(ONE, second, 9, "b"), do.RecordReceipt(ONE, first, 7, "a"))
    assert (night[ONE].receipts, night[ONE].receipt_index) == ({first: 7, second: 9}, 9)
    for known in (first, second):
        again = do.RecordReceipt(ONE, known, 7, "a")
        assert night.ask(again) == refuse("receipted_already", contest=ONE)
    stranger = do.RecordReceipt(ONE, EventId("0" * 64), 7, "a")
    assert night.ask(stranger) == refuse("not_declared", contest=ONE)


def test_a_correction_says_why_and_when_and_keeps_who_signed() -> None:
    night = declared()
    night.play(correct(night))
    signed = night[ONE].cleared
    assert signed is not None
    assert (signed.by, signed.correction, signed.event.reason) == (
        OFFICER,
        "transcription",
        "rejected papers, first two heads",
    )
    assert signed.at == night.log[-1].at
    assert night[ONE].superseded[0].correction is None


def test_a_lot_stays_with_the_figures_that_needed_it() -> None:
    equal = replace(PAPER, votes={A: 415, B: 415, C: 166})
    night = at_the_tables().play(on_paper(totals=equal, elected=(B,)))
    night.play(
        correct(night, totals=replace(equal, rejected={**HEADS}, verified=1_001), elected=(B,))
    )
    assert last(night).lots == (Lot((B, A), B, "", ()),)
    ahead = replace(equal, votes={A: 415, B: 416, C: 165})
    night.play(correct(night, totals=ahead, elected=(B,)))
    assert (last(night).lots, "V13" in last(night).findings) == ((), False)


def test_what_only_the_room_had_found_stays_named_in_a_correction() -> None:
    night = declared()
    known = night[ONE].cleared
    assert known is not None
    marked = replace(known.event.declaration, findings=("V24",), totals_state="not_reconciled")
    state = replace(
        night[ONE], cleared=replace(known, event=replace(known.event, declaration=marked))
    )
    count = replace(night.count, contests={**night.count.contests, ONE: state})
    decision = decide(count, correct(night))
    assert not isinstance(decision, Refusal)
    (event,) = decision
    assert isinstance(event, ev.DeclarationCorrected)
    assert event.declaration.findings == ("V24",)
