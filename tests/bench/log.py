"""The log on this disk: one durable entry, and the derived tables of a long night."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any

import hall
from bench.result import result
from countroom.domain import commands as do
from countroom.domain.decide import decide
from countroom.domain.refusals import Refusal
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from countroom.store.connection import connect
from countroom.store.migrations import COUNT_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.state import ContestState

WARDS = 147
EVENTS = 60_000
INSERT = (
    "INSERT INTO event (id, type, contest, device, incarnation, sequence, at, envelope)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def durable_entry(folder: Path) -> dict[str, Any]:
    """From the command to COMMIT returned, against the bare insert of the same envelope."""
    desk = hall.open_hall(folder / "entry.count", WARDS)
    for state in list(desk.count.count.contests.values()):
        hall.key_accounts(desk, state)
    base = _Base(folder / "base.count")
    ours, bare = [], []
    # In turns, so that a slow moment of the disk falls on both.
    for command in list(_first_entries(desk)):
        began = time.perf_counter()
        desk.do(command)
        ours.append(time.perf_counter() - began)
        row = desk.count.store.execute(
            "SELECT id, type, contest, device, incarnation, sequence, at, envelope"
            " FROM event ORDER BY position DESC LIMIT 1"
        ).fetchone()
        bare.append(base.insert(row))
    desk.count.close()
    value, against = statistics.median(ours), statistics.median(bare)
    return result(value * 1e6, "us", 1.5, against=against * 1e6)


class _Base:
    """BEGIN IMMEDIATE, INSERT, COMMIT on the same schema, WAL and FULL."""

    def __init__(self, path: Path) -> None:
        database = connect(path, create=True)
        COUNT_FILE.apply(database)
        self._execute = database.conn.execute

    def insert(self, row: tuple[object, ...]) -> float:
        began = time.perf_counter()
        self._execute("BEGIN IMMEDIATE")
        self._execute(INSERT, row)
        self._execute("COMMIT")
        return time.perf_counter() - began


def rebuild(folder: Path) -> dict[str, Any]:
    """Derive every table again from 60,000 events."""
    desk = hall.open_hall(folder / "long.count", WARDS)
    _fill(desk)
    began = time.perf_counter()
    rebuilt = desk.count.store.rebuild(Count(load_rule_sets()))
    seconds = time.perf_counter() - began
    assert rebuilt == desk.count.count
    desk.count.close()
    return result(seconds, "s", 3.0)


def _fill(desk: Desk) -> None:
    """Append a long night in one transaction: sheets keyed, voided and keyed again."""
    count = desk.count
    with count.store.exclusive() as turn:
        for command in _long_night(desk):
            decision = decide(count.count, command)
            if isinstance(decision, Refusal):
                raise TypeError(f"{command}: {decision}")
            hands = tuple(desk.hands[person] for person in do.signers(command))
            state, position, last = count._append(turn, decision, hands)[-1]
            count.count, count.position = state, position
            count.head = (last.payload.sequence, last.id)


def _long_night(desk: Desk) -> Iterator[do.Command]:
    while desk.count.position < EVENTS:
        for state in desk.count.count.contests.values():
            sheet = state.boxes_out or tuple(state.sheets.values())
            one = sheet[0].sheet
            if sheet[0].settled is not None:
                yield do.ReopenSheet(hall.SUPERVISOR, one.id, "a bundle was found")
            figures = hall.true_figures(state.contest, one)
            yield do.EnterSheet(hall.KEYER, one.id, 1, figures)
            yield do.EnterSheet(hall.OTHER_KEYER, one.id, 2, figures)


def _first_entries(desk: Desk) -> Iterator[do.Command]:
    states: list[ContestState] = list(desk.count.count.contests.values())
    for state in states:
        sheet = state.papers_out[0].sheet
        yield do.EnterSheet(hall.KEYER, sheet.id, 1, hall.true_figures(state.contest, sheet))
