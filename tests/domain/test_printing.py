"""Papers by print number: which stand, which are void, which are to be collected."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.decide import decide
from countroom.domain.history import replay
from countroom.domain.print_job import Paper, PrintJob
from countroom.domain.prints import (
    WhyVoid,
    job_of,
    standing_papers,
    to_collect,
    to_print,
    void_papers,
)
from countroom.domain.refusals import Refusal
from countroom.domain.running_order import running_order
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from strategies import ways_to_the_platform

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId

ONE, OFFICER, KEYER = sc.ONE, sc.OFFICER, sc.KEYER
SET = ("declaration", "script", "press", "notice")


def consulted() -> sc.Night:
    return sc.Night().set_up(sc.one_seat()).verify(ONE).count_votes(ONE).consult(ONE)


def cleared() -> sc.Night:
    return consulted().clear(ONE)


def send(night: sc.Night, *kinds: str, reason: str = "", **more: object) -> PrintJob:
    command = replace(do.SendToPrinter(KEYER, ONE, kinds, reason=reason), **more)  # type: ignore[arg-type]
    night.play(command)
    return night[ONE].jobs[-1]


def come_out(night: sc.Night, *numbers: int) -> None:
    night.play(*(do.RecordPrinted(ONE, number, "spool") for number in numbers))


def job(night: sc.Night, number: int) -> PrintJob:
    found = job_of(night[ONE], number)
    assert found is not None
    return found


def void(night: sc.Night, number: int) -> set[WhyVoid]:
    return set(void_papers(night[ONE], job(night, number)).values())


def waiting(night: sc.Night) -> list[int]:
    return [one.number for one in to_print(night[ONE])]


def collecting(night: sc.Night) -> dict[int, set[Paper]]:
    return {one.number: set(papers) for one, papers in to_collect(night[ONE])}


def test_the_set_has_the_number_that_clearing_gave_it() -> None:
    night = cleared()
    declared = night[ONE].cleared
    assert declared is not None
    assert send(night, *SET).number == declared.event.print_number == 1
    assert job(night, 1).replaces == 0


def test_every_print_of_a_contest_has_the_next_number_of_one_numbering() -> None:
    night = consulted()
    assert send(night, "provisional").number == 1
    night.clear(ONE)
    assert send(night, *SET).number == 2
    assert send(night, "press", reason="smudged").number == 3
    assert send(night, "blank").number == 4


def test_a_number_reserved_by_clearing_is_not_given_to_other_papers() -> None:
    night = cleared()
    assert send(night, "blank").number == 2
    assert send(night, *SET).number == 1
    assert send(night, "blank", reason="more").number == 3


def test_papers_of_a_withdrawn_clearance_are_void_by_their_number() -> None:
    night = cleared()
    send(night, *SET)
    come_out(night, 1)
    assert void(night, 1) == set()
    night.play(do.WithdrawClearance(OFFICER, ONE, "an agent on the steps"))
    assert void(night, 1) == {"withdrawn"}
    night.clear(ONE)
    assert void(night, 1) == {"withdrawn"}
    again = send(night, *SET)
    assert (again.number, again.replaces) == (2, 1)
    assert void(night, 2) == set()


def test_spoken_papers_stand_and_corrected_ones_do_not() -> None:
    night = cleared()
    send(night, *SET)
    come_out(night, 1)
    night.speak(ONE)
    assert void(night, 1) == set()
    last = night[ONE].cleared
    assert last is not None
    made = last.event.declaration
    totals = replace(made.totals, unused_votes=1)
    night.play(
        do.CorrectDeclaration(
            OFFICER, sc.OTHER_OFFICER, ONE, totals, made.elected, "transcription", "one unused"
        )
    )
    assert void(night, 1) == {"corrected"}
    assert send(night, *SET).number == 2


def test_a_new_version_voids_the_agents_sheet_and_a_new_statement_the_old_one() -> None:
    night = consulted()
    send(night, "provisional", "verification")
    come_out(night, 1)
    night.play(do.ReopenSheet(sc.SUPERVISOR, night.sheet(ONE), "a bundle came later"))
    assert void(night, 1) == {"new_version"}
    assert collecting(night) == {1: {Paper("provisional", "en")}}
    night.key(night.sheet(ONE), night.paper(ONE)).consult(ONE)
    assert void(night, 1) == {"new_version"}


def test_a_new_statement_voids_the_old_statement() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(ONE)
    send(night, "verification")
    come_out(night, 1)
    hall = night.accounts(ONE)[0]
    night.play(do.ReopenSheet(sc.SUPERVISOR, hall, "wrong on paper"))
    night.key(hall, sc.account(700))
    night.play(do.SignVerification(OFFICER, ONE, {}))
    assert void(night, 1) == {"new_version"}


def test_printing_again_replaces_only_the_sheets_printed_again() -> None:
    night = cleared()
    send(night, *SET)
    come_out(night, 1)
    again = send(night, "press", reason="smudged")
    assert again.replaces == 1
    assert void_papers(night[ONE], job(night, 1)) == {Paper("press", "en"): "replaced"}
    assert set(standing_papers(night[ONE], job(night, 1))) == {
        Paper(kind, "en") for kind in SET if kind != "press"
    }


def test_another_language_replaces_nothing_and_needs_no_reason() -> None:
    night = cleared()
    send(night, *SET)
    welsh = send(night, *SET, languages=("cy",))
    assert welsh.replaces == 0
    assert void(night, 1) == set()


def test_what_was_given_up_frees_its_sheets_and_what_it_had_replaced_stands_again() -> None:
    night = cleared()
    send(night, *SET)
    come_out(night, 1)
    again = send(night, "press", reason="smudged")
    night.play(do.VoidPrint(KEYER, ONE, again.number, "the printer is on fire"))
    assert waiting(night) == []
    assert void(night, 1) == set()
    assert void(night, again.number) == {"given_up"}
    assert send(night, "press", reason="smudged").replaces == 1


def test_the_queue_holds_what_is_neither_printed_nor_given_up_nor_void() -> None:
    night = consulted()
    send(night, "provisional")
    night.clear(ONE)
    send(night, *SET)
    send(night, "blank")
    assert waiting(night) == [1, 2, 3]
    come_out(night, 3)
    night.play(do.WithdrawClearance(OFFICER, ONE, "an agent on the steps"))
    assert waiting(night) == [1]


def test_only_void_papers_that_came_out_are_collected_and_each_once() -> None:
    night = cleared()
    send(night, *SET)
    night.play(do.WithdrawClearance(OFFICER, ONE, "an agent on the steps"))
    assert collecting(night) == {}  # it never came out
    night.clear(ONE)
    send(night, *SET)
    come_out(night, 2)
    send(night, "press", reason="smudged")
    assert collecting(night) == {2: {Paper("press", "en")}}
    night.play(do.CollectPapers(KEYER, ONE, 2))
    assert collecting(night) == {}
    night.play(do.WithdrawClearance(OFFICER, ONE, "an agent on the steps"))
    assert collecting(night) == {2: {Paper(k, "en") for k in SET if k != "press"}}


def test_signed_on_paper_is_ticked_with_name_and_time() -> None:
    night = cleared()
    send(night, *SET)
    come_out(night, 1)
    night.play(do.TickSigned(KEYER, ONE, 1, "declaration", "A. Returning"))
    (signature,) = job(night, 1).signed
    assert (signature.kind, signature.name, signature.ticked_by) == (
        "declaration",
        "A. Returning",
        KEYER,
    )
    assert signature.at == night.log[-1].at


def test_where_a_print_came_out_is_kept_with_the_laptop_and_the_time() -> None:
    night = cleared()
    send(night, *SET)
    come_out(night, 1)
    printed = job(night, 1).printed
    assert printed is not None
    assert (printed.device, printed.to) == (sc.LAPTOP, "spool")
    assert night.log[-1].people == ()


# Papers of the hall: results read together, and sheets of the whole count.

THREE, TOGETHER = sc.THREE, ("script", "press")


def grouped() -> sc.Night:
    """Two results cleared and put together."""
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats())
    for ward in (ONE, THREE):
        night.verify(ward).count_votes(ward).consult(ward).clear(ward)
    return night.play(do.SetRunningOrder(OFFICER, ((ONE, THREE),)))


def send_hall(night: sc.Night, *kinds: str, about: tuple[ContestId, ...] = ()) -> PrintJob:
    night.play(do.SendToPrinter(KEYER, None, kinds, contests=about))
    return night.count.jobs[-1]


def scripted() -> sc.Night:
    """Give the group its script, printed."""
    night = grouped()
    send_hall(night, *TOGETHER, about=(ONE, THREE))
    return night.play(do.RecordPrinted(None, 1, "spool"))


def hall_void(night: sc.Night, number: int = 1) -> set[WhyVoid]:
    found = job_of(night.count, number)
    assert found is not None
    return set(void_papers(night.count, found).values())


def test_results_read_together_have_a_number_of_the_hall_beside_their_own() -> None:
    night = scripted()
    job = night.count.jobs[0]
    assert (job.number, job.contests, job.replaces) == (1, (ONE, THREE), 0)
    assert job.clearances == tuple(
        state.cleared.id for state in (night[ONE], night[THREE]) if state.cleared
    )
    assert night[ONE].jobs == ()
    assert send(night, "script").number == 1  # the contest's own numbering goes on by itself
    assert hall_void(night) == set()


def test_one_clearance_taken_back_voids_the_papers_of_all() -> None:
    night = scripted()
    night.play(do.WithdrawClearance(OFFICER, THREE, "an agent on the steps"))
    assert hall_void(night) == {"withdrawn"}
    assert [job.number for job, _ in to_collect(night.count)] == [1]
    night.clear(THREE).play(do.SetRunningOrder(OFFICER, ((ONE, THREE),)))
    assert hall_void(night) == {"withdrawn"}
    again = send_hall(night, *TOGETHER, about=(ONE, THREE))
    assert (again.number, again.replaces) == (2, 1)
    night.play(do.CollectPapers(KEYER, None, 1))
    assert list(to_collect(night.count)) == []


@pytest.mark.parametrize(
    "change",
    [
        do.SetRunningOrder(OFFICER, ((THREE, ONE),)),
        do.SetRunningOrder(OFFICER, ((ONE,), (THREE,))),
        do.CallToPlatform(OFFICER, (ONE,)),
    ],
    ids=["another order", "parted", "one is called alone"],
)
def test_another_group_or_order_voids_its_papers_and_the_old_one_does_not_bring_them_back(
    change: do.Command,
) -> None:
    night = scripted().play(change)
    assert hall_void(night) == {"regrouped"}
    if isinstance(change, do.CallToPlatform):
        night.play(do.TakeFromPlatform(OFFICER, (ONE,)))
    night.play(do.SetRunningOrder(OFFICER, ((ONE, THREE),)))
    assert hall_void(night) == {"regrouped"}


def test_what_is_called_read_and_spoken_in_its_order_stands_to_the_end() -> None:
    night = scripted().play(do.CallToPlatform(OFFICER, (ONE, THREE)))
    night.speak(ONE).play(do.TakeFromPlatform(OFFICER, (THREE,)))
    assert hall_void(night) == set()
    night.speak(THREE)
    night.play(do.SetRunningOrder(OFFICER, ()))
    assert hall_void(night) == set()


def test_a_record_corrected_voids_what_was_read_together() -> None:
    night = scripted().speak(ONE)
    last = night[ONE].cleared
    assert last is not None
    made = last.event.declaration
    totals = replace(made.totals, unused_votes=1)
    night.play(
        do.CorrectDeclaration(
            OFFICER, sc.OTHER_OFFICER, ONE, totals, made.elected, "transcription", "one unused"
        )
    )
    assert hall_void(night) == {"corrected"}


def test_a_new_plan_replaces_the_old_one_and_no_other_sheet_and_needs_no_reason() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats())
    send_hall(night, "plan", "pack-receipt")
    night.play(do.RecordPrinted(None, 1, "spool"))
    again = send_hall(night, "plan")
    assert (again.number, again.replaces) == (2, 1)
    assert void_papers(night.count, night.count.jobs[0]) == {Paper("plan", "en"): "replaced"}
    night.play(do.VoidPrint(KEYER, None, 2, "the plan is another"))
    assert hall_void(night) == set()
    assert hall_void(night, 2) == {"given_up"}
    night.play(do.TickSigned(KEYER, None, 1, "pack-receipt", "A. Returning"))
    assert [one.name for one in night.count.jobs[0].signed] == ["A. Returning"]


def test_papers_to_carry_on_with_one_ward_replace_none_of_another() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats())
    for about in ((ONE,), (THREE,), ()):
        assert send_hall(night, "carry-on", about=about).replaces == 0
    assert send_hall(night, "carry-on", about=(ONE,)).replaces == 1
    assert [job.number for job in to_print(night.count)] == [2, 3, 4]


@given(st.lists(st.integers(0, 99), max_size=12))
def test_whatever_is_done_on_the_platform_a_script_stands_only_for_its_group(
    steps: list[int],
) -> None:
    night = scripted()
    for step in steps:
        order = running_order(night.count)
        ways = ways_to_the_platform(order)
        ways += [do.ClearResult(OFFICER, ward) for ward in (ONE, THREE)]
        command = ways[step % len(ways)]
        if not isinstance(decide(night.count, command), Refusal):
            night.play(command)
        order = running_order(night.count)
        groups = [tuple(s.contest.id for s in group) for group in (*order.called, *order.queue)]
        for one in night.count.jobs:
            if standing_papers(night.count, one):
                states = [night[ward] for ward in one.contests]
                assert [s.cleared and s.cleared.id for s in states] == list(one.clearances)
                waiting = tuple(s.contest.id for s in states if s.declared is None)
                assert not waiting or waiting in groups
    assert replay(Count(load_rule_sets()), night.log) == night.count
