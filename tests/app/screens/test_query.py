"""What agents ask is answered from what is settled, and no candidate's votes stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mansfield as mf
import scenarios as sc
import two_tables
from countroom.app.screens.query import LOGGED, QUESTIONS, SheetTimes, answers
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.hall import Packets, PostalSession
from countroom.domain.identifiers import EventId
from countroom.domain.sheets import objected_by
from countroom.texts import Texts

if TYPE_CHECKING:
    from countroom.app.screens.query import Answer, Question
    from countroom.domain.identifiers import ContestId

EN = Texts()
SPLIT = sc.SPLIT


def asked(night: sc.Night, question: Question, contest: ContestId = SPLIT) -> Answer:
    times = SheetTimes()
    times.take(one for one in night.log if isinstance(one.event, LOGGED))
    return answers(EN, night[contest], times, str)[question]


def lines(answer: Answer) -> list[tuple[str, str]]:
    return [(row.words, row.figure) for row in answer.rows]


def one_table_in() -> sc.Night:
    """Give Green End with the first table's sheet settled and the second's out."""
    night = two_tables.issue(two_tables.verified(), 500, 500)
    (sheet,) = two_tables.sheets(night[SPLIT], two_tables.A)
    figures = sc.count_sheet(night[SPLIT].contest, (200, 180, 120), papers=500)
    return night.key(sheet, figures)


def test_papers_still_uncounted_stand_table_by_table() -> None:
    answer = asked(one_table_in(), "papers")
    assert answer.short == "500 papers are still uncounted. 1 sheet is not in."
    assert lines(answer) == [("Table 1", "0"), ("Table 2", "500"), ("All tables", "500")]
    assert answer.rows[1].note == "500 issued, 0 accounted for"
    assert [row.strong for row in answer.rows] == [False, False, True]


def test_papers_of_a_second_count_are_uncounted_until_its_sheet_is_in() -> None:
    answer = asked(mf.second_open(), "papers", mf.MAYOR)
    assert answer.short == "10,841 papers are still uncounted. 1 sheet is not in."
    assert lines(answer)[-2:] == [("All tables", "0"), ("Second count", "10,841")]
    night = mf.second_open()
    sheet = mf.second_sheet(night)
    night.key(sheet.id, mf.seconds(sheet))
    answer = asked(night, "papers", mf.MAYOR)
    assert answer.short == "0 papers are still uncounted. 0 sheets are not in."
    assert lines(answer)[-1] == ("Second count", "0")
    assert "Second count" not in dict(lines(asked(mf.first_told(), "papers", mf.MAYOR)))


def test_before_the_statement_boxes_are_what_is_open() -> None:
    night = sc.Night().set_up(sc.split())
    answer = asked(night, "papers")
    assert answer.short == "No papers are out at the tables yet. 2 sheets are not in."
    assert lines(answer)[2] == ("Polling station Green End Hall", "")
    assert answer.rows[2].note == "its account is not settled"


def test_postal_papers_in_and_rejected_are_added_up_by_reason() -> None:
    night = sc.Night().set_up(sc.one_seat())
    hall, postal = (box.id for box in night[sc.ONE].contest.boxes)
    night.play(
        do.RecordPackets(sc.KEYER, sc.ONE, {hall: Packets(12, 3)}),
        do.HoldPostalSession(
            sc.SUPERVISOR, sc.ONE, PostalSession(105, 100, {"signature": 5}, postal, 100)
        ),
        do.HoldPostalSession(
            sc.SUPERVISOR, sc.ONE, PostalSession(52, 50, {"signature": 2}, postal, 50)
        ),
    )
    answer = asked(night, "post", sc.ONE)
    assert answer.short == "150 postal papers in, 7 statements rejected. More may come."
    assert lines(answer) == [
        ("Packets handed in at stations, accepted", "12"),
        ("Packets handed in at stations, rejected", "3"),
        ("Covering envelopes opened", "157"),
        ("Statements accepted", "150"),
        ("Signature missing or not matching", "7"),
        ("Statements rejected", "7"),
        ("Papers put into postal boxes", "150"),
    ]


def test_a_closed_ledger_says_so() -> None:
    assert asked(one_table_in(), "post").short.endswith("The postal ledger is closed.")


def test_objections_are_counted_from_settled_batches_only() -> None:
    night = two_tables.issue(two_tables.verified("every_sheet", 1), 500, 500)
    batches = [
        two_tables.sheets_of(night[SPLIT], table, "adjudication")[0]
        for table in (two_tables.A, two_tables.B)
    ]
    figures = [sc.batch(sheet) | {objected_by(sc.CARTER): 2} for sheet in batches]
    night.key(batches[0].id, figures[0])
    night.play(do.EnterSheet(sc.KEYER, batches[1].id, 1, figures[1]))
    answer = asked(night, "objections")
    carter = [figure for words, figure in lines(answer) if words == "Wendy Carter"]
    assert carter == ["2"]
    other = figures[0][objected_by(sc.ABBOTT)] + figures[0][objected_by(sc.BARKER)]
    assert lines(answer)[-1] == ("All objections", str(2 + other))
    assert answer.rows[-1].strong


def test_where_doubtful_papers_have_no_sheet_nobody_is_told_nil() -> None:
    answer = asked(one_table_in(), "objections")
    assert answer.short.startswith("Objections are not keyed here")
    assert answer.rows == ()


def test_a_sheet_says_who_keyed_it_when_and_when_it_was_settled() -> None:
    answer = asked(one_table_in(), "sheets")
    assert answer.short == "1 of 2 sheets are settled."
    first, second = answer.rows
    assert first.words == "001-04-3  ·  Count sheet  ·  Table 1"
    assert first.note.count(sc.KEYER) == 1
    assert first.note.startswith("first ")
    assert f"; second {first.figure} {sc.OTHER_KEYER}" in first.note
    assert (second.figure, second.note) == ("not settled", "not keyed yet")


def test_a_sheet_that_is_opened_again_forgets_its_times_and_one_confirmed_tells_them() -> None:
    night = one_table_in()
    (other,) = two_tables.sheets(night[SPLIT], two_tables.B)
    night.key(other, sc.count_sheet(night[SPLIT].contest, (190, 185, 125), papers=500))
    night.play(
        do.ReachProvisionalResult(sc.SUPERVISOR, SPLIT),
        do.GrantRecount(sc.OFFICER, SPLIT, 1, None, "whole", (), "close"),
    )
    first, second = night[SPLIT].to_confirm
    night.play(
        do.ConfirmUnchanged(sc.KEYER, sc.SUPERVISOR, SPLIT, 1, (first,)),
        do.ReopenSheet(sc.SUPERVISOR, second, "two in a wrong bundle"),
    )
    confirmed, opened = asked(night, "sheets").rows
    assert "; counted again, unchanged, " in confirmed.note
    assert confirmed.note.endswith(f"{sc.KEYER}, {sc.SUPERVISOR}")
    assert (opened.figure, opened.note) == ("not settled", "not keyed yet")
    figures = sc.count_sheet(night[SPLIT].contest, (200, 180, 120), papers=500)
    night.play(do.ReopenSheet(sc.SUPERVISOR, first, "look again")).key(first, figures)
    again = asked(night, "sheets").rows[0]
    assert "unchanged" not in again.note
    assert again.note.startswith("first ")


def test_other_events_of_the_log_say_nothing_about_a_sheet() -> None:
    times = SheetTimes()
    event = ev.PollRestored(SPLIT, "a slip")
    times.take([ev.Recorded(EventId("0" * 64), event, (sc.OFFICER,), sc.LAPTOP, sc.SPOKEN_AT)])
    assert times == SheetTimes()


def test_every_question_has_an_answer() -> None:
    night = one_table_in()
    assert list(answers(EN, night[SPLIT], SheetTimes(), str)) == list(QUESTIONS)
