"""A station's second box on every screen that lists boxes."""

from __future__ import annotations

from dataclasses import replace

import scenarios as sc
from countroom.app.screens.accounts import box_rows, sums, varying_boxes
from countroom.app.screens.awaited import awaited_stations, boxes_to_count_again, say_awaited
from countroom.app.screens.box_words import with_boxes_named
from countroom.app.screens.entries import Sum, entry_sums
from countroom.app.screens.entry import equals_account, read, task_of
from countroom.app.screens.gaps import gaps
from countroom.app.screens.pairs import pair_of
from countroom.app.screens.postal import ledger_of
from countroom.app.screens.receipt import find_boxes, receipt_of, say_found
from countroom.app.screens.statement import statement_of
from countroom.app.screens.step import say_step
from countroom.app.screens.way import steps
from countroom.domain import commands as do
from countroom.domain.election import BallotBox
from countroom.domain.hall import BoxReceipt
from countroom.domain.identifiers import BoxId, SheetId
from countroom.domain.refusals import refuse
from countroom.domain.sheets import COUNTED
from countroom.texts import Texts

EN = Texts()
HALL, SECOND, POST = BoxId("S7-1"), BoxId("S7-2"), BoxId("P-mill-lane")
FIRST_SHEET, POST_SHEET, SECOND_SHEET = (SheetId(f"001-0{n}") for n in (1, 2, 3))
S, O, K = sc.SUPERVISOR, sc.OFFICER, sc.KEYER  # noqa: E741 - the officer


def night() -> sc.Night:
    boxes = (
        BallotBox(HALL, "station", "7/1", "Village Hall", entrusted=800),
        BallotBox(POST, "postal", ""),
        BallotBox(SECOND, "station", "7/2", "Village Hall", beside=HALL),
    )
    return sc.Night().set_up(replace(sc.one_seat(), boxes=boxes))


def keyed(*, variance: int = 0, second: bool = True) -> sc.Night:
    """Receive everything; the account is for 500 papers in the first box and 200 in the second."""
    played = night().arrive(sc.ONE, 500, 300, 200)
    played.key(FIRST_SHEET, sc.account(700, variance=variance) | {COUNTED: 500})
    played.key(POST_SHEET, sc.account(300, kind="postal"))
    return played.key(SECOND_SHEET, {COUNTED: 200}) if second else played


def rows(played: sc.Night) -> list[tuple[str, int | None, int | None, int | None, str]]:
    found = box_rows(EN, played.count, played[sc.ONE], K)
    return [(one.place, one.expected, one.counted, one.variance, one.note) for one in found]


def awaited(played: sc.Night) -> str:
    names = {one: one for one in played.count.people}
    return say_awaited(EN, played.count, played[sc.ONE], names)


def todo(played: sc.Night) -> list[str]:
    return [say_step(EN, one) for one in steps(played.count, played[sc.ONE])]


def test_the_account_is_held_against_both_boxes() -> None:
    together = "Its boxes together: 700"
    assert rows(keyed()) == [
        ("Polling station 7/1", 700, 500, 0, together),
        ("Postal votes", 300, 300, 0, ""),
        ("Polling station 7/2", None, 200, None, "In the account of Polling station 7/1"),
    ]
    varies = keyed(variance=2)
    assert rows(varies)[0][2:] == (500, 2, together)
    again = keyed(variance=2).count_again(sc.ONE, HALL, 500)
    assert rows(again)[0][-1] == f"{together}  ·  Counts: 500, 500"
    (varying,) = varying_boxes(EN, varies.count, varies[sc.ONE], O)
    assert (varying.box, varying.variance) == (HALL, 2)
    assert (sums(varies[sc.ONE]).variance, sums(varies[sc.ONE]).varying) == (2, 1)


def test_no_variance_is_told_before_both_boxes_are_counted() -> None:
    half = keyed(second=False)
    note = "Another box of the station is still to be counted"
    assert rows(half)[0] == ("Polling station 7/1", 700, 500, None, note)
    assert rows(half)[2][1:4] == (None, None, None)


def test_an_account_nobody_awaits_counts_in_no_sum() -> None:
    played = night()
    assert sums(played[sc.ONE]).boxes == 3
    played.play(do.WithdrawSheets(O, sc.ONE, (SECOND_SHEET,), "the station used one box"))
    assert sums(played[sc.ONE]).boxes == 2
    assert [row[0] for row in rows(played)] == ["Polling station 7/1", "Postal votes"]


def test_each_box_is_received_by_itself() -> None:
    played = night()
    assert [line.box for line in receipt_of(EN, played.count, {}).lines] == [HALL, SECOND]
    assert find_boxes(played.count, "7/2") == (SECOND,)
    both = "Several boxes: Polling station 7/1, Polling station 7/2. Type more, or choose in the "
    assert say_found(EN, played.count, find_boxes(played.count, "village")) == f"{both}list."
    played.play(do.ReceiveBoxes(K, (BoxReceipt(HALL, sealed=True),)))
    assert awaited(played) == "1 box has not come in: Polling station 7/2."


def test_the_station_has_one_line_of_packets() -> None:
    played = night()
    assert [box.id for box in awaited_stations(played[sc.ONE])] == [HALL]
    ledger = ledger_of(EN, played[sc.ONE])
    assert [line.box for line in ledger.stations] == [HALL]
    assert ledger.silent == "Polling station 7/1"


def test_a_second_box_lacks_no_figure_of_the_set_up() -> None:
    assert "entrusted" not in [gap.code for gap in gaps(EN, night().count)]


def test_a_second_box_is_awaited_as_a_count_and_not_as_an_account() -> None:
    played = keyed(second=False)
    place = "Polling station 7/2"
    assert awaited(played) == f"{place}: its papers are being counted; a keyer keys the figure."
    assert f"{place}: the papers counted are expected" in todo(played)
    played.play(do.EnterSheet(K, SECOND_SHEET, 1, {COUNTED: 200}))
    told = f"{place}: the count awaits its second entry, by anybody but {K}."
    assert awaited(played) == told
    assert f"{place}: the count needs its second entry" in todo(played)
    played.play(do.EnterSheet(sc.OTHER_KEYER, SECOND_SHEET, 2, {COUNTED: 201}))
    differ = "the entries of the count differ; a supervisor settles them."
    assert awaited(played) == f"{place}: {differ}"


def test_each_box_of_a_station_that_varies_is_to_be_counted_again() -> None:
    played = keyed(variance=2).count_again(sc.ONE, HALL, 500)
    assert boxes_to_count_again(played[sc.ONE]) == (SECOND,)
    assert awaited(played).startswith("Polling station 7/2 varies by 2.")


def test_the_paper_of_a_second_box_has_one_line() -> None:
    state = night()[sc.ONE]
    task = task_of(EN, state, state.sheets[SECOND_SHEET], 1)
    assert [(line.section, line.field) for line in task.lines] == [("beside", COUNTED)]
    played = keyed(second=False).play(
        do.EnterSheet(K, SECOND_SHEET, 1, {COUNTED: 200}),
        do.EnterSheet(sc.OTHER_KEYER, SECOND_SHEET, 2, {COUNTED: 201}),
    )
    differs = played[sc.ONE].sheets[SECOND_SHEET]
    pair = pair_of(EN, played[sc.ONE], differs, task.lines[0])
    assert pair.label == "Another box of the station, counted"


def test_what_a_station_expects_is_never_offered_as_counted_in_one_of_its_boxes() -> None:
    state = night()[sc.ONE]
    account = {str(field): "0" for field in state.sheets[FIRST_SHEET].sheet.fields}
    for sheet in (FIRST_SHEET, SECOND_SHEET):
        task = task_of(EN, state, state.sheets[sheet], 1)
        assert not task.whole
        typed = {field: account[field] for field in task.fields}
        assert equals_account(task, read(task, state, typed, EN)) is None
    postal = task_of(EN, state, state.sheets[POST_SHEET], 1)
    assert postal.whole


def sums_of(played: sc.Night, sheet: SheetId) -> list[Sum]:
    return list(entry_sums(EN, played[sc.ONE], played[sc.ONE].sheets[sheet]))


def test_entries_of_one_box_are_not_held_against_the_account_of_two() -> None:
    played = keyed(variance=2)
    assert sums_of(played, FIRST_SHEET) == [
        Sum("Expected in the boxes of the station", "698", "698"),
        Sum("Counted in the box", "500", "500"),
    ]
    assert sums_of(played, SECOND_SHEET) == [Sum("Counted in the box", "200", "200")]
    played.count_again(sc.ONE, HALL, 499).count_again(sc.ONE, SECOND, 200)
    *_, first, second = played[sc.ONE].sheets
    assert sums_of(played, first) == [
        Sum("Expected in the boxes of the station", "698", "698"),
        Sum("Counted in the box", "499", "499"),
    ]
    assert sums_of(played, second) == [Sum("Counted in the box", "200", "200")]


def test_the_statement_has_the_figure_of_each_box() -> None:
    played = keyed().play(do.SignVerification(O, sc.ONE, {}))
    statement = statement_of(EN, played.count, played[sc.ONE])
    assert [(line.place, line.verified) for line in statement.lines] == [
        ("Polling station 7/1", 500),
        ("Postal votes", 300),
        ("Polling station 7/2", 200),
    ]
    assert statement.total == 1_000


def test_a_refusal_names_boxes_as_the_hall_does() -> None:
    played = night()
    shared = refuse("box_shares_account", box=HALL, other=SECOND)
    assert with_boxes_named(EN, played.count, shared).details == {
        "box": "Polling station 7/1",
        "other": "Polling station 7/2",
    }
    stranger = refuse("box_unknown", box="S9")
    assert with_boxes_named(EN, played.count, stranger) is stranger
    plain = refuse("reason_missing")
    assert with_boxes_named(EN, played.count, plain) is plain
