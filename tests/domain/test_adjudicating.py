"""Doubtful papers: each batch is ruled on by somebody who may, and nothing is drawn before."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.adjudicating import batches, unsigned_batches
from countroom.domain.identifiers import ElectionId, FieldId, MiniCountId, SheetId
from countroom.domain.people import ALL_POWERS, Appointment
from countroom.domain.refusals import refuse
from countroom.domain.staffing import who_may_adjudicate

S, O, DEPUTY = sc.SUPERVISOR, sc.OFFICER, sc.OTHER_OFFICER  # noqa: E741 - the officer
BATCH = SheetId("001-04")
REACH = do.ReachProvisionalResult(S, sc.ONE)
UNSIGNED = refuse("adjudication_unsigned", sheet=BATCH, batches=1)


def with_batch() -> sc.Night:
    """Have the papers of Mill Lane counted, three doubtful ones in a batch of their own."""
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    more = do.AddSheet(sc.KEYER, sc.ONE, "adjudication", None, MiniCountId("A"), "doubtful papers")
    night.play(more).count_votes(sc.ONE, rejected=(1, 1), papers=996)
    return night.key(BATCH, figures(night))


def figures(night: sc.Night) -> dict[FieldId, int]:
    return sc.batch(night[sc.ONE].sheets[BATCH].sheet)


def sign(night: sc.Night) -> do.SignAdjudication:
    return do.SignAdjudication(DEPUTY, sc.ONE, BATCH, figures(night))


def deputed(night: sc.Night, *letters: Appointment) -> sc.Night:
    return night.play(
        do.ChangeAppointments(sc.ADMINISTRATOR, DEPUTY, ("officer",), letters, "letter of 1 May")
    )


def test_no_result_is_drawn_from_papers_nobody_ruled_on() -> None:
    """SI 2006/3304 Sch 2 rr. 47, 48: only who may rule says whether a paper counts."""
    night = with_batch()
    assert night.ask(REACH) == UNSIGNED
    night.play(sign(night))
    assert night.log[-1].event == ev.AdjudicationSigned(sc.ONE, BATCH, figures(night))
    assert night.log[-1].people == (DEPUTY,)
    assert night[sc.ONE].sheets[BATCH].adjudicated == DEPUTY
    night.play(REACH)


def test_a_deputy_signs_a_batch_by_the_letter_for_that_poll_alone() -> None:
    """RPA 1983 s. 35(4): deputies for all or any of the functions."""
    night = with_batch()
    others = tuple(power for power in ALL_POWERS if power != "adjudicate")
    elsewhere = Appointment(ElectionId("mayor.sample.2024-05-02"), ALL_POWERS, "Deputy")
    missing = refuse("power_missing", person=DEPUTY, power="adjudicate")
    for wrong in (Appointment(None, others, "Deputy"), elsewhere):
        assert deputed(night, wrong).ask(sign(night)) == missing
    deputed(night, Appointment(None, ("adjudicate",), "Deputy")).play(sign(night))


def test_who_may_rule_is_here_and_holds_the_power() -> None:
    night = deputed(with_batch(), Appointment(None, ("verify",), "Deputy"))
    assert who_may_adjudicate(night.count, sc.ELECTION) == (O,)
    deputed(night, Appointment(None, ("adjudicate",), "Deputy"))
    assert who_may_adjudicate(night.count, sc.ELECTION) == (O, DEPUTY)
    night.play(do.NotePersonLeft(O, O))
    assert who_may_adjudicate(night.count, sc.ELECTION) == (DEPUTY,)


def test_a_batch_keyed_anew_is_signed_anew() -> None:
    night = with_batch()
    night.play(sign(night), REACH)
    night.play(do.ReopenSheet(S, BATCH, "an agent saw a mark"))
    assert night[sc.ONE].sheets[BATCH].adjudicated is None
    assert night.ask(sign(night)) == refuse("batch_not_settled", sheet=BATCH)
    night.key(BATCH, figures(night))
    assert night.ask(REACH) == UNSIGNED
    night.play(sign(night), REACH)


def test_what_is_signed_is_what_was_seen() -> None:
    """Figures keyed anew while the page was open are not signed unread."""
    night = with_batch()
    seen = replace(sign(night), figures=figures(night) | {FieldId("doubtful"): 4})
    assert night.ask(seen) == refuse("batch_changed", sheet=BATCH)


def test_a_signature_changes_no_figure_and_voids_nothing() -> None:
    """An empty batch may be signed after the result was told."""
    night = with_batch()
    night.play(sign(night))
    empty = SheetId("001-05")
    night.play(do.AddSheet(S, sc.ONE, "adjudication", None, MiniCountId("A"), "one more"))
    nil = dict.fromkeys(night[sc.ONE].sheets[empty].sheet.fields, 0)
    night.key(empty, nil).play(REACH)
    drawn = night[sc.ONE].provisional
    assert drawn is not None
    night.play(do.SignAdjudication(O, sc.ONE, empty, nil))
    assert night[sc.ONE].provisional == drawn


def test_only_settled_batches_with_papers_wait_for_a_signature() -> None:
    night = two_tables.issue(two_tables.verified("every_sheet", 1), 600, 400)
    assert unsigned_batches(night[sc.SPLIT]) == ()
    first, second = (one.sheet for one in batches(night[sc.SPLIT]))
    night.key(first.id, dict.fromkeys(first.fields, 0))
    assert unsigned_batches(night[sc.SPLIT]) == ()
    night.key(second.id, sc.batch(second))
    assert [one.sheet for one in unsigned_batches(night[sc.SPLIT])] == [second]


@pytest.mark.parametrize("kind", ["count", "account"])
def test_nobody_rules_on_another_sheet(kind: str) -> None:
    """Keyed in totals, the rulings stay on the form on paper: decision 11."""
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    sheet = night.sheet(sc.ONE) if kind == "count" else night.accounts(sc.ONE)[0]
    wrong = do.SignAdjudication(O, sc.ONE, sheet, night[sc.ONE].sheets[sheet].settled or {})
    assert night.ask(wrong) == refuse("not_a_batch", sheet=sheet)
    night.play(REACH)
