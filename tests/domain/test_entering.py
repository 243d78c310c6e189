"""Double entry: two people, two readings, and how a difference is settled."""

from __future__ import annotations

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.decide import decide
from countroom.domain.events import (
    EntriesAgreed,
    EntriesDiffered,
    EntryCorrected,
    SheetEntered,
    SheetReopened,
    SheetSentBack,
    SheetSettled,
)
from countroom.domain.identifiers import FieldId, PersonId, SheetId
from countroom.domain.refusals import refuse
from countroom.domain.state import SheetState

SHEET = SheetId("001-03")
A_VOTES, B_VOTES = FieldId("candidate:zadie-abbott"), FieldId("candidate:yusuf-barker")
K, OTHER, S = sc.KEYER, sc.OTHER_KEYER, sc.SUPERVISOR
THIRD = PersonId("supervisor-2")


def verified() -> sc.Night:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    return night.play(do.EnrolPerson(sc.ADMINISTRATOR, sc.person(THIRD, "supervisor", "keyer")))


def keyed(
    first: PersonId, one: dict[FieldId, int], second: PersonId, other: dict[FieldId, int]
) -> sc.Night:
    night = verified()
    paper = night.paper(sc.ONE)
    return night.play(
        do.EnterSheet(first, SHEET, 1, paper | one), do.EnterSheet(second, SHEET, 2, paper | other)
    )


def at(night: sc.Night) -> SheetState:
    return night[sc.ONE].sheets[SHEET]


def test_a_first_entry_settles_nothing() -> None:
    night = verified()
    paper = night.paper(sc.ONE)
    command = do.EnterSheet(K, SHEET, 1, paper)
    assert decide(night.count, command) == (SheetEntered(sc.ONE, SHEET, 1, paper),)
    night.play(command)
    assert at(night).settled is None
    assert night[sc.ONE].stage == "second_entry"


def test_a_second_entry_that_reads_the_same_settles_the_sheet() -> None:
    night = verified()
    paper = night.paper(sc.ONE)
    night.play(do.EnterSheet(K, SHEET, 1, paper))
    assert decide(night.count, do.EnterSheet(OTHER, SHEET, 2, paper)) == (
        SheetEntered(sc.ONE, SHEET, 2, paper),
        EntriesAgreed(sc.ONE, SHEET),
    )
    night.play(do.EnterSheet(OTHER, SHEET, 2, paper))
    assert at(night).settled == paper


def test_a_second_entry_that_differs_names_exactly_the_lines_that_do_in_paper_order() -> None:
    night = keyed(K, {B_VOTES: 301, A_VOTES: 521}, OTHER, {})
    assert night.log[-1].event == EntriesDiffered(sc.ONE, SHEET, (A_VOTES, B_VOTES))
    assert at(night).settled is None
    assert night[sc.ONE].stage == "differ"


def test_only_the_lines_that_differ_go_back_and_only_they_are_keyed_again() -> None:
    night = keyed(K, {B_VOTES: 301}, OTHER, {})
    back = do.SendBack(S, SHEET, 1)
    assert decide(night.count, back) == (SheetSentBack(sc.ONE, SHEET, 1, (B_VOTES,)),)
    night.play(back)
    again = do.CorrectEntry(K, SHEET, 1, {B_VOTES: 310})
    assert decide(night.count, again) == (
        EntryCorrected(sc.ONE, SHEET, 1, {B_VOTES: 310}),
        EntriesAgreed(sc.ONE, SHEET),
    )
    night.play(again)
    assert at(night).settled == night.paper(sc.ONE)


def test_a_line_keyed_wrongly_again_still_differs() -> None:
    night = keyed(K, {B_VOTES: 301, A_VOTES: 521}, OTHER, {})
    night.play(do.SendBack(S, SHEET, 2))
    night.play(do.CorrectEntry(OTHER, SHEET, 2, {B_VOTES: 301, A_VOTES: 520}))
    assert night.log[-1].event == EntriesDiffered(sc.ONE, SHEET, (A_VOTES,))
    assert at(night).sent_back == {}


def test_two_entries_sent_back_are_compared_when_the_last_one_is_in() -> None:
    night = keyed(K, {B_VOTES: 301}, OTHER, {B_VOTES: 130})
    night.play(do.SendBack(S, SHEET, 1), do.SendBack(S, SHEET, 2))
    first = do.CorrectEntry(OTHER, SHEET, 2, {B_VOTES: 310})
    assert decide(night.count, first) == (EntryCorrected(sc.ONE, SHEET, 2, {B_VOTES: 310}),)
    night.play(first)
    assert at(night).settled is None
    night.play(do.CorrectEntry(K, SHEET, 1, {B_VOTES: 310}))
    assert at(night).settled == night.paper(sc.ONE)


def test_a_supervisor_settles_the_lines_that_differ_from_the_paper() -> None:
    night = keyed(K, {B_VOTES: 301}, OTHER, {B_VOTES: 130})
    settle = do.SettleSheet(S, SHEET, {B_VOTES: 310})
    assert decide(night.count, settle) == (SheetSettled(sc.ONE, SHEET, {B_VOTES: 310}),)
    night.play(settle)
    assert at(night).settled == night.paper(sc.ONE)
    assert at(night).differing == ()


def test_a_supervisor_who_keyed_one_entry_leaves_it_to_another() -> None:
    night = keyed(S, {B_VOTES: 301}, K, {})
    settle = do.SettleSheet(S, SHEET, {B_VOTES: 310})
    assert night.ask(settle) == refuse("settler_keyed_sheet", sheet=SHEET)
    assert night.ask(do.SettleSheet(THIRD, SHEET, {B_VOTES: 310})) is None


def test_a_supervisor_whose_entry_was_keyed_again_by_another_still_keyed_it() -> None:
    night = keyed(S, {B_VOTES: 301}, K, {})
    night.play(do.SendBack(THIRD, SHEET, 1), do.CorrectEntry(OTHER, SHEET, 1, {B_VOTES: 311}))
    settle = do.SettleSheet(S, SHEET, {B_VOTES: 310})
    assert night.ask(settle) == refuse("settler_keyed_sheet", sheet=SHEET)
    assert night.ask(do.SendBack(S, SHEET, 1)) == refuse("settler_keyed_sheet", sheet=SHEET)


def test_nobody_keys_lines_of_both_entries_not_even_after_being_relieved() -> None:
    night = keyed(K, {B_VOTES: 301}, OTHER, {})
    night.play(do.SendBack(S, SHEET, 1), do.CorrectEntry(THIRD, SHEET, 1, {B_VOTES: 311}))
    night.play(do.SendBack(S, SHEET, 2))
    swap = do.CorrectEntry(K, SHEET, 2, {B_VOTES: 311})
    assert night.ask(swap) == refuse("second_keyer_is_first", sheet=SHEET)


def test_a_keyer_who_keys_a_line_again_is_listed_once() -> None:
    night = keyed(K, {B_VOTES: 301}, OTHER, {})
    night.play(do.SendBack(S, SHEET, 1), do.CorrectEntry(K, SHEET, 1, {B_VOTES: 311}))
    entry = at(night).first
    assert entry is not None
    assert entry.keys == (sc.key_of(K).key,)
    assert entry.figures == night.paper(sc.ONE) | {B_VOTES: 311}


def test_a_relieved_keyer_is_named_last_and_stays_known() -> None:
    night = keyed(K, {B_VOTES: 301}, OTHER, {})
    night.play(do.SendBack(S, SHEET, 1), do.CorrectEntry(THIRD, SHEET, 1, {B_VOTES: 311}))
    entry = at(night).first
    assert entry is not None
    assert entry.person == THIRD
    assert entry.keys == (sc.key_of(K).key, sc.key_of(THIRD).key)


def test_a_reopened_sheet_is_blank_and_its_first_keyer_may_now_be_second() -> None:
    night = keyed(K, {}, OTHER, {})
    reopen = do.ReopenSheet(S, SHEET, "a bundle came later")
    assert decide(night.count, reopen) == (SheetReopened(sc.ONE, SHEET, "a bundle came later"),)
    night.play(reopen)
    assert at(night) == SheetState(at(night).sheet, reopened=True)
    paper = night.paper(sc.ONE)
    night.play(do.EnterSheet(OTHER, SHEET, 1, paper), do.EnterSheet(K, SHEET, 2, paper))
    assert at(night).settled == paper


def test_accounts_are_keyed_twice_like_any_sheet() -> None:
    night = sc.Night().set_up(sc.one_seat())
    account = sc.account(700)
    hall, _ = night.accounts(sc.ONE)
    night.play(do.EnterSheet(K, hall, 1, account))
    refusal = refuse("second_keyer_is_first", sheet=hall)
    assert night.ask(do.EnterSheet(K, hall, 2, account)) == refusal


def test_reopening_a_count_sheet_voids_the_result_drawn_from_it() -> None:
    night = keyed(K, {}, OTHER, {}).consult(sc.ONE)
    night.play(do.ReopenSheet(S, SHEET, "why"))
    assert night[sc.ONE].provisional is None
    assert night[sc.ONE].verification is not None


def test_reopening_an_account_voids_the_statement_and_the_result() -> None:
    night = keyed(K, {}, OTHER, {}).consult(sc.ONE)
    hall, _ = night.accounts(sc.ONE)
    night.play(do.ReopenSheet(S, hall, "a box was counted twice"))
    state = night[sc.ONE]
    assert (state.verification, state.provisional) == (None, None)
    assert at(night).settled is not None
    night.key(hall, sc.account(700)).play(do.SignVerification(sc.OFFICER, sc.ONE, {}))
    again = night[sc.ONE].verification
    assert again is not None
    assert again.version == 2
