"""A keyer's own speed and slips, worked out of the log for that keyer alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import hall
import scenarios as sc
from countroom.app.own_pace import OwnSpeed, Pace, read_pace
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.sheets import COUNTED, ENTRUSTED, SPOILT, TENDERED, UNUSED, votes_of

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.domain.events import Recorded

ACCOUNT = {ENTRUSTED: 900, UNUSED: 51, SPOILT: 2, TENDERED: 0, COUNTED: 847}
KEYS = 3 + 2 + 1 + 1 + 3 + 5 + 1
"""Digits, one a line and one to finish."""


def at(recorded: Recorded, time: str) -> Recorded:
    return replace(recorded, at=f"2024-05-03T{time}.000Z")


def entered(sheet: str, time: str, person: str = sc.KEYER, entry: int = 1) -> Recorded:
    event = ev.SheetEntered(sc.ONE, sheet, entry, ACCOUNT)  # type: ignore[arg-type]
    recorded = sc.Night().set_up(sc.one_seat()).log[-1]
    return at(replace(recorded, event=event, people=(person,)), time)  # type: ignore[arg-type]


def speed_of(*log: Recorded) -> OwnSpeed:
    pace = Pace(sc.KEYER)
    pace.take(enumerate(log, start=1))
    return pace.speed()


def test_one_sheet_gives_no_speed_yet() -> None:
    assert speed_of(entered("001-01", "01:00:00")) == OwnSpeed(sc.KEYER, 1, None, 5, 0)


def test_keys_are_counted_from_sheet_to_sheet() -> None:
    found = speed_of(entered("001-01", "01:00:00"), entered("001-02", "01:00:30"))
    assert (found.sheets, found.keys_a_minute) == (2, 2 * KEYS)


def test_a_pause_is_no_keying() -> None:
    first, second = entered("001-01", "01:00:00"), entered("001-02", "01:00:30")
    late, after = entered("001-03", "01:30:00"), entered("001-04", "01:30:30")
    assert speed_of(first, second, late, after).keys_a_minute == 2 * KEYS


def test_a_clock_set_back_is_no_keying_either() -> None:
    found = speed_of(entered("001-01", "01:00:00"), entered("001-02", "00:59:00"))
    assert found.keys_a_minute is None


def test_what_others_key_is_theirs() -> None:
    other = entered("001-02", "01:00:10", sc.OTHER_KEYER)
    found = speed_of(entered("001-01", "01:00:00"), other, entered("001-03", "01:00:30"))
    assert (found.sheets, found.lines, found.keys_a_minute) == (2, 10, 2 * KEYS)


def test_lines_sent_back_are_those_of_ones_own_entries(tmp_path: Path) -> None:
    desk = hall.open_hall(tmp_path / "night.count", 1)
    (state,) = desk.state.contests.values()
    hall.key_accounts(desk, state)
    sheet = next(s.sheet for s in state.sheets.values() if s.sheet.kind == "count")
    true = hall.true_figures(state.contest, sheet)
    first, second = (votes_of(one.id) for one in state.contest.candidates[:2])
    desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, true))
    wrong = {**true, first: true[first] + 1, second: true[second] + 1}
    desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.id, 2, wrong))
    desk.do(do.SendBack(hall.SUPERVISOR, sheet.id, 2))
    paces = {person: Pace(person) for person in (hall.KEYER, hall.OTHER_KEYER, hall.SUPERVISOR)}
    found = {person: read_pace(desk.count, pace) for person, pace in paces.items()}
    assert {person: one.sent_back for person, one in found.items()} == {
        hall.KEYER: 0,
        hall.OTHER_KEYER: 2,
        hall.SUPERVISOR: 0,
    }
    assert found[hall.KEYER].sheets == 1 + len(state.contest.boxes)
    assert found[hall.SUPERVISOR].sheets == 0
    # Only what is new is read; the whole log gives the same.
    lines = {field: true[field] for field in (first, second)}
    desk.do(do.CorrectEntry(hall.OTHER_KEYER, sheet.id, 2, lines))
    again = read_pace(desk.count, paces[hall.OTHER_KEYER])
    assert again == read_pace(desk.count, Pace(hall.OTHER_KEYER))
    assert again.lines == found[hall.OTHER_KEYER].lines + 2
    desk.count.close()


def test_a_sheet_voided_and_keyed_anew_by_another_sends_nothing_back_to_the_first() -> None:
    mine, other = entered("001-01", "01:00:00"), entered("001-01", "01:01:00", sc.OTHER_KEYER)
    reopened = replace(mine, event=ev.SheetReopened(sc.ONE, "001-01", "wrong paper"))  # type: ignore[arg-type]
    back = replace(mine, event=ev.SheetSentBack(sc.ONE, "001-01", 1, (COUNTED,)))  # type: ignore[arg-type]
    assert speed_of(mine, back).sent_back == 1
    assert speed_of(mine, reopened, other, back).sent_back == 0
