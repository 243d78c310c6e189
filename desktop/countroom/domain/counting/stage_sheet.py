"""A published sheet of a Northern Ireland hand count, checked stage by stage.

The arithmetic of each stage is checked and nothing is mended; what was done is compared with what
the law asked for (``stv_northern_ireland.next_step``). A sheet gives votes and no papers, so a
transfer value is the largest that explains every transfer of the stage. Votes are hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.stv import NOBODY, Count, Table
from countroom.domain.counting.stv_northern_ireland import (
    ONE,
    Step,
    deem_elected,
    exclude,
    first_stage,
    next_step,
)


@dataclass(frozen=True, slots=True)
class SheetStage:
    """A later stage as printed, in ballot order: the totals after it, and what moved.

    ``non_transferable`` are the votes that became so at this stage, None where not printed.
    """

    action: Literal["surplus", "exclusion"]
    moved: tuple[int, ...]
    totals: tuple[int, ...]
    transfers: tuple[int, ...]
    non_transferable: int | None


@dataclass(frozen=True, slots=True)
class StageSheet:
    """A whole sheet: first preferences in hundredths of a vote, then every later stage.

    ``valid`` is the printed valid poll in papers, None where it is missing.
    """

    seats: int
    valid: int | None
    first_preferences: tuple[int, ...]
    later: tuple[SheetStage, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """A stage at which something else was done than the law asks, None where it asks nothing."""

    stage: int
    asked: Step | None
    action: Literal["surplus", "exclusion"]
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """What a sheet amounts to: the count it shows, what does not add up, where it departs."""

    count: Count
    discrepancies: tuple[Discrepancy, ...]
    departures: tuple[Departure, ...]


@dataclass(slots=True)
class _Check:
    """The sheet under the finger: its table, and the values of the papers last received.

    ``received_at`` is the value of each candidate's last sub-parcel where the sheet tells it,
    None where any value seen so far is possible.
    """

    table: Table
    values: set[int]
    received_at: list[int | None]
    discrepancies: list[Discrepancy]
    departures: list[Departure]

    def report(self, code: str, candidate: int | None, figure: int | None, expected: int) -> None:
        """Note a figure of the stage under the finger."""
        stage = len(self.table.stages) + 1
        self.discrepancies.append(Discrepancy(code, stage, candidate, figure, expected))


def check_sheet(sheet: StageSheet) -> SheetCheck:
    """Check a sheet from its first stage to its last, and say who it elects.

    Raises ValueError when the stages differ in length, or move nobody or a stranger.
    """
    check = _first(sheet)
    for stage in sheet.later:
        _departs(check, stage)
        _adds_up(check, stage)
        value = _value_of(check, stage) if stage.action == "surplus" else None
        _take_over(check, stage, value)
    table = check.table
    if table.unfinished and not _last_are_filled(table):
        seats = len(table.elected)
        check.discrepancies.append(
            Discrepancy("count_not_finished", len(table.stages), None, seats, sheet.seats)
        )
    count = table.result(sum(sheet.first_preferences) // ONE)
    return SheetCheck(count, tuple(check.discrepancies), tuple(check.departures))


def _last_are_filled(table: Table) -> bool:
    """Fill the last seats where the next exclusion leaves no more candidates than seats."""
    step = next_step(table)
    return step is not None and step.action == "exclusion" and not exclude(table, step.candidates)


def _first(sheet: StageSheet) -> _Check:
    """Take the first preferences; compare the printed valid poll with their sum (rule 47)."""
    totals = sheet.first_preferences
    papers = sum(totals) // ONE
    table = first_stage([0, *(total // ONE for total in totals)], sheet.seats)
    found = [
        Discrepancy("not_whole_papers", 1, candidate, total, total - total % ONE)
        for candidate, total in enumerate(totals, 1)
        if total % ONE
    ]
    if sheet.valid is None:
        found.append(Discrepancy("valid_poll_missing", None, None, None, papers))
    elif sheet.valid != papers:
        found.append(Discrepancy("valid_poll_wrong", None, None, sheet.valid, papers))
    return _Check(table, {ONE}, [ONE] * (len(totals) + 1), found, [])


def _departs(check: _Check, stage: SheetStage) -> None:
    """Compare what was done with what the law asks; a lot counts as drawn for who was moved."""
    table = check.table
    number, lots = len(table.stages), len(table.lots)
    table.drawn = {(number, one) for one in stage.moved}
    asked = next_step(table) if table.unfinished else None
    if len(table.lots) > lots and table.lots[-1].drawn is None:
        lot = table.lots.pop()
        asked = Step(lot.purpose, lot.tied)
    done = (stage.action, tuple(sorted(stage.moved)))
    if asked is None or (asked.action, asked.candidates) != done:
        check.departures.append(Departure(number + 1, asked, *done))


def _adds_up(check: _Check, stage: SheetStage) -> None:
    """Check what was carried forward, what was taken away, and what nobody got (rule 50(2))."""
    table, before = check.table, len(check.discrepancies)
    rows = zip(stage.transfers, stage.totals, strict=True)
    for candidate, (moved, total) in enumerate(rows, 1):
        carried = table.totals[candidate] + moved
        left = table.quota if stage.action == "surplus" else 0
        if carried != total:
            check.report("carry_error", candidate, total, carried)
        elif candidate in stage.moved and total != left:
            code = "surplus_wrong" if stage.action == "surplus" else "crumb_left"
            check.report(code, candidate, total, left)
        elif moved and candidate not in stage.moved and not table.continuing[candidate]:
            check.report("votes_to_not_continuing", candidate, moved, 0)
    lost = -sum(stage.transfers)
    if lost < 0:
        check.report("votes_created", None, -lost, 0)
    elif len(check.discrepancies) == before and stage.non_transferable not in (None, lost):
        check.report("non_transferable_wrong", None, stage.non_transferable, lost)


def _value_of(check: _Check, stage: SheetStage) -> int | None:
    """Find the value of the papers of a surplus (rule 49(4) and (7)); None where none fits.

    It divides every transfer, and is the surplus over the papers moved, the remainder ignored,
    or, where that is more, the value at which the sub-parcel was received.
    """
    (chosen,) = stage.moved
    surplus = check.table.surplus(chosen)
    gained = [moved for moved in stage.transfers if moved > 0]
    if not gained:
        return None
    received_at = check.received_at[chosen]
    possible = check.values if received_at is None else {received_at}
    for value in range(min(ONE, surplus), 0, -1):
        if any(moved % value for moved in gained):
            continue
        whole = surplus // (sum(gained) // value)
        if value == whole or (value < whole and value in possible):
            return value
    check.report("transfer_value_wrong", chosen, sum(gained), surplus)
    return None


def _take_over(check: _Check, stage: SheetStage, value: int | None) -> None:
    """Lay the printed totals on the table, and deem elected whom they elect."""
    table = check.table
    if value is not None:
        check.values.add(value)
    for candidate, moved in enumerate(stage.transfers, 1):
        if moved > 0:
            check.received_at[candidate] = value
    table.totals[NOBODY] += sum(table.totals[1:]) - sum(stage.totals)
    table.totals[1:] = stage.totals
    for candidate in stage.moved:
        table.continuing[candidate] = False
    table.record(stage.action, stage.moved, value)
    deem_elected(table, len(table.stages))
