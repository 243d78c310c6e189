from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.screens.accounts import (
    Due,
    account_findings,
    box_rows,
    due,
    entrusted_of,
    say_box,
    say_variance,
    speak_variance,
    sums,
    varying_boxes,
)
from countroom.app.screens.awaited import say_awaited
from countroom.app.screens.statement import offered_reasons, say_next, say_signing, statement_of
from countroom.domain import commands as do
from countroom.domain.election import BallotBox
from countroom.domain.events import Recorded
from countroom.domain.hall import BoxReceipt, Transfer
from countroom.domain.identifiers import BoxId, DeviceId, EventId
from countroom.domain.sheets import COUNTED, ENTRUSTED, UNUSED
from countroom.texts import Texts
from hall import (
    ADMINISTRATOR,
    KEYER,
    OFFICER,
    OTHER_KEYER,
    SUPERVISOR,
    arrive,
    key_accounts,
    key_count_sheet,
    open_hall,
    true_figures,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.events import Ordinal
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.domain.state import ContestState, SheetState

TEXTS = Texts()
PAIR: tuple[tuple[PersonId, Ordinal], ...] = ((KEYER, 1), (OTHER_KEYER, 2))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    hall = open_hall(tmp_path / "night.count", contests=1)
    yield hall
    hall.count.close()


def contest(desk: Desk) -> ContestState:
    return next(iter(desk.count.count.contests.values()))


def station(desk: Desk) -> SheetState:
    return next(iter(contest(desk).sheets.values()))


def enter(
    desk: Desk, by: PersonId, entry: Ordinal, change: Mapping[FieldId, int] | None = None
) -> None:
    sheet = station(desk).sheet
    figures = true_figures(contest(desk).contest, sheet) | dict(change or {})
    desk.do(do.EnterSheet(by, sheet.id, entry, figures))


def word(desk: Desk, person: PersonId | None) -> tuple[str, str, Due | None]:
    row = box_rows(TEXTS, desk.count.count, contest(desk), person)[0]
    return row.word, row.note, row.due


def test_every_box_has_its_line_and_no_figure_before_both_entries_agree(desk: Desk) -> None:
    enter(desk, KEYER, 1)
    rows = box_rows(TEXTS, desk.count.count, contest(desk), KEYER)
    assert [row.place for row in rows] == ["Polling station 1", "Postal votes"]
    assert [row.sheet for row in rows] == ["001-01", "001-02"]
    assert all(row.expected is row.counted is row.variance is None for row in rows)
    enter(desk, OTHER_KEYER, 2)
    agreed = box_rows(TEXTS, desk.count.count, contest(desk), KEYER)[0]
    assert (agreed.expected, agreed.counted, agreed.variance) == (1000, 1000, 0)
    assert (agreed.word, agreed.note, agreed.due) == ("Figures agree", "", None)


def test_what_is_due_depends_on_who_asks(desk: Desk) -> None:
    assert word(desk, KEYER) == ("Not entered", "Key the first entry", Due("entry", 1))
    assert word(desk, OFFICER) == ("Not entered", "A keyer keys it", None)
    assert word(desk, None) == ("Not entered", "Sign in to key it", None)
    enter(desk, KEYER, 1)
    told = "You keyed it; another person is next"
    assert word(desk, KEYER) == ("Needs second entry", told, None)
    assert word(desk, OTHER_KEYER) == ("Needs second entry", "Key it second", Due("entry", 2))
    assert word(desk, SUPERVISOR)[2] == Due("entry", 2)


def test_differing_entries_lead_to_their_page_and_lines_sent_back_to_their_keyer(
    desk: Desk,
) -> None:
    enter(desk, KEYER, 1)
    enter(desk, OTHER_KEYER, 2, {COUNTED: 1001})
    differ = ("Entries differ", "See what differs", Due("differences", 0))
    assert word(desk, SUPERVISOR) == word(desk, OFFICER) == differ
    desk.do(do.SendBack(SUPERVISOR, station(desk).sheet.id, 2))
    again = ("Lines sent back", "Key the lines again")
    assert word(desk, OTHER_KEYER) == (*again, Due("entry", 2))
    assert word(desk, SUPERVISOR) == (*again, Due("entry", 2))
    assert word(desk, KEYER) == ("Lines sent back", "The other keyer keys it again", None)
    desk.do(do.SendBack(SUPERVISOR, station(desk).sheet.id, 1))
    assert word(desk, KEYER)[2] == Due("entry", 1)
    assert word(desk, OTHER_KEYER)[2] == Due("entry", 2)
    assert due(desk.count.count, station(desk), SUPERVISOR) == Due("entry", 1)
    assert due(desk.count.count, station(desk), ADMINISTRATOR) is None


def test_sums_and_boxes_that_need_a_reason(desk: Desk) -> None:
    assert sums(contest(desk)).boxes_in == 0
    enter(desk, KEYER, 1, {COUNTED: 998})
    enter(desk, OTHER_KEYER, 2, {COUNTED: 998})
    found = sums(contest(desk))
    assert (found.boxes_in, found.boxes, found.counted) == (1, 2, 998)
    assert (found.variance, found.varying) == (-2, 1)
    varying = varying_boxes(TEXTS, desk.count.count, contest(desk), OFFICER)
    assert [(row.box, row.variance) for row in varying] == [("S1", -2)]


def test_an_account_that_cannot_be_is_found(desk: Desk) -> None:
    assert account_findings(desk.count.count, contest(desk)) == ()
    enter(desk, KEYER, 1, {ENTRUSTED: 10, UNUSED: 11})
    enter(desk, OTHER_KEYER, 2, {ENTRUSTED: 10, UNUSED: 11})
    assert [f.code for f in account_findings(desk.count.count, contest(desk))] == ["V21"]


def test_who_is_next_after_the_statement(desk: Desk) -> None:
    assert say_next(TEXTS, contest(desk)) == ""
    key_accounts(desk, contest(desk))
    assert say_next(TEXTS, contest(desk)) == "A keyer keys the count sheet: first entry."
    key_count_sheet(desk, contest(desk))
    assert say_next(TEXTS, contest(desk)) == "A supervisor draws the provisional result."


def test_a_variance_in_figures_and_in_words() -> None:
    written = [say_variance(TEXTS, n) for n in (2, -1000, 0, None)]
    assert written == ["+2", "\u22121,000", "0", "\u2013"]
    assert speak_variance(TEXTS, 1) == "1 paper more than the account"
    assert speak_variance(TEXTS, -2) == "2 papers fewer than the account"
    assert speak_variance(TEXTS, 0) == "as the account says"


def test_a_second_postal_box_is_told_by_its_place() -> None:
    assert say_box(TEXTS, BallotBox(BoxId("P2"), "postal", "B")) == "Postal votes, B"


def test_whether_a_box_is_in_stands_on_its_line(desk: Desk) -> None:
    def arrivals() -> list[str]:
        rows = box_rows(TEXTS, desk.count.count, contest(desk), KEYER)
        return [row.arrival for row in rows]

    assert arrivals() == ["out", "ledger"]
    torn = BoxReceipt(BoxId("S1"), sealed=False, note="wire cut")
    desk.do(do.ReceiveBoxes(KEYER, (torn,)))
    assert arrivals() == ["broken", "ledger"]
    arrive(desk, contest(desk))
    assert arrivals() == ["broken", "closed"]


def count_again(desk: Desk, counted: int) -> None:
    desk.do(do.AddSheet(SUPERVISOR, contest(desk).contest.id, "recount", BoxId("S1"), None, "-"))
    sheet = list(contest(desk).sheets)[-1]
    desk.do(do.EnterSheet(KEYER, sheet, 1, {COUNTED: counted}))
    desk.do(do.EnterSheet(OTHER_KEYER, sheet, 2, {COUNTED: counted}))


def test_counts_that_followed_stand_below_their_box(desk: Desk) -> None:
    enter(desk, KEYER, 1, {COUNTED: 998})
    enter(desk, OTHER_KEYER, 2, {COUNTED: 998})
    count_again(desk, 1_001)
    rows = box_rows(TEXTS, desk.count.count, contest(desk), KEYER)
    assert [(row.place, row.again) for row in rows] == [
        ("Polling station 1", 1),
        ("Count 2 of Polling station 1", 2),
        ("Postal votes", 1),
    ]
    assert (rows[0].counts, rows[0].counted, rows[0].variance) == ((998, 1001), 1001, 1)
    assert rows[0].note == "Counts: 998, 1,001"
    assert (rows[1].counted, rows[1].expected, rows[1].variance) == (1001, None, None)
    assert [row.again for row in varying_boxes(TEXTS, desk.count.count, contest(desk), None)] == [1]


def test_what_the_set_up_entrusted_is_known_for_accounts_only(desk: Desk) -> None:
    ward = contest(desk).contest
    boxes = tuple(replace(box, entrusted=1_500 + n) for n, box in enumerate(ward.boxes))
    sheets = [s.sheet for s in contest(desk).sheets.values()]
    assert [entrusted_of(replace(ward, boxes=boxes), one) for one in sheets] == [1500, 1501, None]
    assert [entrusted_of(ward, one) for one in sheets] == [None, None, None]


def test_who_or_what_is_awaited_is_named_in_its_order(desk: Desk) -> None:
    named = {KEYER: "K. One", OTHER_KEYER: "K. Two"}

    def awaited() -> str:
        return say_awaited(TEXTS, desk.count.count, contest(desk), named)

    said = [awaited()]
    desk.do(do.ReceiveBoxes(KEYER, (BoxReceipt(BoxId("S1"), sealed=True),)))
    said.append(awaited())
    enter(desk, KEYER, 1, {COUNTED: 998})
    said.append(awaited())
    enter(desk, OTHER_KEYER, 2, {COUNTED: 997})
    said.append(awaited())
    desk.do(do.SendBack(SUPERVISOR, station(desk).sheet.id, 2))
    said.append(awaited())
    desk.do(do.CorrectEntry(OTHER_KEYER, station(desk).sheet.id, 2, {COUNTED: 998}))
    post = list(contest(desk).sheets.values())[1].sheet
    for person, ordinal in PAIR:
        figures = true_figures(contest(desk).contest, post)
        desk.do(do.EnterSheet(person, post.id, ordinal, figures))
    said.append(awaited())
    arrive(desk, contest(desk))
    said.append(awaited())
    desk.do(do.AddSheet(SUPERVISOR, contest(desk).contest.id, "recount", BoxId("S1"), None, "-"))
    recount = list(contest(desk).sheets)[-1]
    said.append(awaited())
    desk.do(do.EnterSheet(KEYER, recount, 1, {COUNTED: 998}))
    said.append(awaited())
    desk.do(do.EnterSheet(OTHER_KEYER, recount, 2, {COUNTED: 996}))
    said.append(awaited())
    desk.do(do.SettleSheet(SUPERVISOR, recount, {COUNTED: 998}))
    said.append(awaited())
    assert said == [
        "1 box has not come in: Polling station 1.",
        "Polling station 1: the account is awaited, its first entry by a keyer.",
        "Polling station 1: the account awaits its second entry, by anybody but K. One.",
        "Polling station 1: the entries of the account differ; a supervisor settles them.",
        "Polling station 1: lines went back to K. Two, who keys them again.",
        "1 station has not said how many postal packets were handed in: Polling station 1.",
        (
            "Polling station 1 varies by 2. Its papers are counted again until two counts running "
            "are the same."
        ),
        "Polling station 1: the papers are being counted again; a keyer keys the figure.",
        "Polling station 1: the new count awaits its second entry, by anybody but K. One.",
        "Polling station 1: the entries of the new count differ; a supervisor settles them.",
        "",
    ]


def test_the_statement_shows_boxes_post_total_and_what_was_signed_before(tmp_path: Path) -> None:
    desk = open_hall(tmp_path / "two.count", contests=2)
    first, second = desk.count.count.contests.values()
    key_accounts(desk, first)
    now = desk.count.count.contests[first.contest.id]
    found = statement_of(TEXTS, desk.count.count, now)
    assert [(line.place, line.verified) for line in found.lines] == [
        ("Polling station 1", 1000),
        ("Postal votes", 1000),
    ]
    assert (found.version, found.postal, found.total, found.earlier) == (1, 1000, 2000, ())
    ids = first.contest.id, second.contest.id
    one = Transfer(ids[0], BoxId("S1"), ids[1], BoxId("P1"), 14, counted=True)
    desk.do(do.TransferPapers(SUPERVISOR, one, "found at 00:10"))
    count = desk.count.count
    found = statement_of(TEXTS, count, count.contests[ids[0]])
    assert (found.version, found.total) == (0, 1986)
    assert found.moved == ("14 papers of Ward 2 were taken out of Polling station 1.",)
    assert found.earlier == ("Version 1 had 2,000 papers verified; now 1,986.",)
    other = statement_of(TEXTS, count, count.contests[ids[1]])
    assert other.moved == ("14 papers came from Polling station 1 of Ward 1.",)
    desk.count.close()


def test_variances_in_two_places_offer_no_reason(desk: Desk) -> None:
    enter(desk, KEYER, 1, {COUNTED: 998})
    enter(desk, OTHER_KEYER, 2, {COUNTED: 998})
    assert offered_reasons(TEXTS, contest(desk)) == {}


def test_a_signature_is_told_with_its_time(desk: Desk) -> None:
    key_accounts(desk, contest(desk))
    signed = contest(desk).verification
    assert signed is not None
    recorded = Recorded(EventId("e"), signed, (OFFICER,), DeviceId("d"), "2024-05-02T23:10:00.000Z")
    assert say_signing(TEXTS, [recorded], 1, {OFFICER: "A. Officer"}) == (
        "Signed 00:10 on 3 May 2024 by A. Officer."
    )
    assert say_signing(TEXTS, [recorded], 2, {}) == "Signed by an officer."


def test_a_box_with_fewer_papers_than_were_moved_out_of_it_says_so() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats()).verify(sc.ONE).verify(sc.THREE)
    moved = Transfer(sc.ONE, sc.MILL_LANE_HALL, sc.THREE, sc.OLD_TOWN_SCHOOL, 600, counted=True)
    night.play(do.TransferPapers(sc.SUPERVISOR, moved, "in the wrong box"))
    account = night.accounts(sc.ONE)[0]
    night.play(do.ReopenSheet(sc.SUPERVISOR, account, "read wrongly"))
    night.key(account, sc.account(500))
    row = box_rows(TEXTS, night.count, night[sc.ONE], None)[0]
    assert row.counted == -100
    assert row.note.startswith("more papers were moved out of it than were counted")
