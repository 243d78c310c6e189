"""Papers by print number: which stand, which are void, which are to be collected."""

from __future__ import annotations

from dataclasses import replace

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.print_job import Paper, PrintJob
from countroom.domain.prints import (
    WhyVoid,
    job_of,
    standing_papers,
    to_collect,
    to_print,
    void_papers,
)

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
