"""A full room, 147 contests and 3,000 sheets keyed twice: its checks, and how fast it opens."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import hall
from bench.result import NotMeasured, result
from countroom.app.rehearsal.arrival import arrival
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, check_count, check_count_sheet
from countroom.domain.decide import decide
from countroom.domain.election import BallotBox, MiniCount
from countroom.domain.identifiers import BoxId, MiniCountId
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import ALLOWED, DOUBTFUL, PAPERS, bundle_lines, slates, votes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId, SheetId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState, Count

CONTESTS: Final = 147
STATIONS: Final = 7
MIXED_SHEETS: Final = 10
PAPERS_IN_A_BOX: Final = 100
ROUNDS: Final = 5


def checks_after_a_field(folder: Path) -> dict[str, Any]:
    """Take the 99th percentile of a contest's own checks, asked after every field of a sheet."""
    count = _filled(folder / "room.count")
    taken = []
    for state in count.contests.values():
        sheet = next(s for s in state.sheets.values() if s.sheet.kind == "mixed")
        typed: dict[FieldId, int] = {}
        for field, figure in (sheet.settled or {}).items():
            typed[field] = figure
            began = time.perf_counter()
            check_count_sheet(state.contest, sheet.sheet, typed)
            check_contest(count, state)
            taken.append((time.perf_counter() - began) * 1e3)
    return result(statistics.quantiles(taken, n=100)[98], "ms, p99", 2.0)


def checks_on_demand(folder: Path) -> dict[str, Any]:
    """Run every check on every contest of a full room."""
    count = _filled(folder / "room.count")
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        check_count(count)
        taken.append((time.perf_counter() - began) * 1e3)
    sheets = sum(len(state.sheets) for state in count.contests.values())
    return {**result(statistics.median(taken), "ms", 200.0), "sheets": sheets}


def open_full_room(folder: Path) -> dict[str, Any]:
    """Take the time from asking for a full room's file to its board painted, chain checked.

    The whole log is verified behind the window, and declaring waits for it.
    """
    if find_spec("PySide6") is None:
        raise NotMeasured("PySide6 is not installed")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from countroom.app.preferences import Shelf  # noqa: PLC0415
    from countroom.ui.window import Window  # noqa: PLC0415
    from shooting import PracticeIn  # noqa: PLC0415

    path = folder / "room.count"
    _filled(path)
    app = QApplication.instance() or QApplication([])
    taken = []
    for _ in range(ROUNDS):
        window = Window(PracticeIn(folder), Shelf(folder / "choices"))
        window.show()
        app.processEvents()
        began = time.perf_counter()
        window.open(path)
        app.processEvents()
        taken.append(time.perf_counter() - began)
        window.close()
        app.processEvents()
    return result(statistics.median(taken), "s", 1.0)


def full_contest(number: int) -> Contest:
    """Make a ward of three seats and ten candidates with eight boxes and twelve sheets."""
    plain = hall.make_contest(number)
    boxes = [BallotBox(BoxId(f"{number}-S{n}"), "station", str(n)) for n in range(1, STATIONS + 1)]
    boxes.append(BallotBox(BoxId(f"{number}-P1"), "postal", ""))
    names = tuple(box.id for box in boxes)
    table = MiniCount(MiniCountId("A"), "Table 1", names, "every_sheet", MIXED_SHEETS)
    return replace(plain, boxes=tuple(boxes), mini_counts=(table,))


def fill(desk: Desk) -> None:
    """Play every contest up to its settled sheets, in one transaction."""
    count = desk.count
    with count.store.exclusive() as turn:
        for contest in list(count.count.contests):
            for command in _evening(count.count, contest):
                decision = decide(count.count, command)
                if isinstance(decision, Refusal):
                    raise TypeError(f"{command}: {decision}")
                hands = tuple(desk.hands[person] for person in do.signers(command))
                state, position, last = count._append(turn, decision, hands)[-1]
                count.count, count.position = state, position
                count.head = (last.payload.sequence, last.id)


def _filled(path: Path) -> Count:
    desk = hall.open_hall(path, wards=[full_contest(n) for n in range(1, CONTESTS + 1)])
    fill(desk)
    desk.count.close()
    return desk.count.count


def _evening(count: Count, contest: object) -> Iterator[do.Command]:
    state: ContestState = count.contests[contest]  # type: ignore[index]
    accounts = {
        one.sheet.box: hall.true_figures(state.contest, one.sheet, 2 * PAPERS_IN_A_BOX)
        for one in state.boxes_out
        if one.sheet.box is not None
    }
    yield from arrival(count, state, hall.SUPERVISOR, accounts)
    for one in state.boxes_out:
        if one.sheet.box is not None:
            yield from _twice(one.sheet.id, accounts[one.sheet.box])
    yield do.SignVerification(hall.OFFICER, state.contest.id, {})
    for one in state.papers_out:
        yield from _twice(one.sheet.id, _figures(state.contest, one.sheet))


def _figures(contest: Contest, sheet: Sheet) -> Mapping[FieldId, int]:
    """Give figures that account for every paper of the boxes over all sheets of the table."""
    figures = dict.fromkeys(sheet.fields, 0)
    papers = PAPERS_IN_A_BOX * (STATIONS + 1)
    if sheet.kind == "block":
        for slate in slates(contest):
            size, bundles, _odd = bundle_lines(slate.id)
            figures |= {size: 25, bundles: papers // 4 // 25}
    elif sheet.kind == "mixed":
        of_sheet = (papers - papers // 4 * len(slates(contest))) // MIXED_SHEETS
        figures[PAPERS] = of_sheet
        for candidate in contest.candidates:
            figures[votes_of(candidate.id)] = of_sheet * 2 // 10
    else:
        figures |= {DOUBTFUL: 3, ALLOWED: 3}
    return figures


def _twice(sheet: SheetId, figures: Mapping[FieldId, int]) -> Iterator[do.Command]:
    yield do.EnterSheet(hall.KEYER, sheet, 1, figures)
    yield do.EnterSheet(hall.OTHER_KEYER, sheet, 2, figures)
