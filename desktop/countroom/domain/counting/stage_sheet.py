"""A published sheet of a Northern Ireland hand count, checked stage by stage.

The arithmetic of each stage is checked and nothing is mended; what was done is compared with what
the law asked for (``stv_northern_ireland.next_step``). A sheet gives votes and no papers, so a
transfer value is the largest that explains every transfer of the stage; others that do are kept in
mind for later surpluses. Votes are hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.stv import NOBODY, Count, Drawn, Lot, Table
from countroom.domain.counting.stv_northern_ireland import (
    ONE,
    Step,
    deem_elected,
    exclude,
    first_stage,
    next_step,
    transfer_value,
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
    """A stage at which something else was done than the law asks, None where it asks nothing.

    Where it asks for a lot, ``asked`` is that lot: one of its tied, and not all of them.
    """

    stage: int
    asked: Step | Lot | None
    action: Literal["surplus", "exclusion"]
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """What a sheet amounts to: the count it shows, what does not add up, where it departs."""

    count: Count
    discrepancies: tuple[Discrepancy, ...]
    departures: tuple[Departure, ...]


@dataclass(frozen=True, slots=True)
class _LastReceived:
    """What a sheet tells of a sub-parcel: the most votes in it, and the values it may have."""

    votes: int
    values: frozenset[int]


@dataclass(slots=True)
class _Check:
    """The sheet under the finger: its table, and what each candidate received last.

    ``values`` are all that papers of the count so far may have.
    """

    table: Table
    values: frozenset[int]
    last_received: list[_LastReceived]
    discrepancies: list[Discrepancy]
    departures: list[Departure]

    def report(self, code: str, candidate: int | None, figure: int | None, expected: int) -> None:
        """Note a figure of the stage under the finger."""
        stage = len(self.table.stages) + 1
        self.discrepancies.append(Discrepancy(code, stage, candidate, figure, expected))


def check_sheet(sheet: StageSheet, drawn: Drawn = ()) -> SheetCheck:
    """Check a sheet from its first stage to its last, and say who it elects.

    ``drawn`` is the lot after its last stage, where there was one: an exclusion that only fills
    the last seats is not printed.

    Raises ValueError when the stages differ in length, or move nobody or a stranger.
    """
    _is_whole(sheet)
    check = _first(sheet)
    for stage in sheet.later:
        _departs(check, stage)
        sound = _adds_up(check, stage)
        values = _values_of(check, stage) if stage.action == "surplus" and sound else frozenset()
        _take_over(check, stage, values)
    table = check.table
    table.drawn = drawn
    finished = not table.unfinished or _last_are_filled(table)
    count = table.result(sum(sheet.first_preferences) // ONE)
    elected = len(table.elected)
    if elected > sheet.seats or not (finished or count.waits_for):
        code = "too_many_elected" if elected > sheet.seats else "count_not_finished"
        found = Discrepancy(code, len(table.stages), None, elected, sheet.seats)
        check.discrepancies.append(found)
    return SheetCheck(count, tuple(check.discrepancies), tuple(check.departures))


def _is_whole(sheet: StageSheet) -> None:
    """Raise ValueError unless every stage has a figure for each place, and moves some of these."""
    places = range(1, len(sheet.first_preferences) + 1)
    for number, stage in enumerate(sheet.later, 2):
        if not len(stage.totals) == len(stage.transfers) == len(places):
            raise ValueError(f"stage {number} has not a figure for each candidate")
        several = stage.action == "surplus" and len(stage.moved) > 1
        if several or not stage.moved or not set(stage.moved) <= set(places):
            raise ValueError(f"at stage {number} {stage.moved} moved")


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
    whole = frozenset([ONE])
    return _Check(table, whole, [_LastReceived(one, whole) for one in table.totals], found, [])


def _departs(check: _Check, stage: SheetStage) -> None:
    """Compare what was done with what the law asks; a lot counts as drawn for who was moved."""
    table = check.table
    number, lots = len(table.stages), len(table.lots)
    table.drawn = {(number, one) for one in stage.moved}
    asked: Step | Lot | None = next_step(table) if table.unfinished else None
    if len(table.lots) > lots and table.lots[-1].drawn is None:
        asked = table.lots.pop()
    done = (stage.action, tuple(sorted(stage.moved)))
    if not isinstance(asked, Step) or (asked.action, asked.candidates) != done:
        check.departures.append(Departure(number + 1, asked, *done))


def _adds_up(check: _Check, stage: SheetStage) -> bool:
    """Check what was carried forward, what was taken away, and what nobody got (rule 50(2)).

    Say whether the figures of the candidates are sound; what is not silences what follows from it.
    """
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
        elif moved < 0 and candidate not in stage.moved:
            check.report("votes_taken_unmoved", candidate, -moved, 0)
        elif moved > 0 and not table.continuing[candidate]:
            check.report("votes_to_not_continuing", candidate, moved, 0)
    if len(check.discrepancies) > before:
        return False
    lost = -sum(stage.transfers)
    if lost < 0:
        check.report("votes_created", None, -lost, 0)
        return False
    if stage.non_transferable not in (None, lost):
        check.report("non_transferable_wrong", None, stage.non_transferable, lost)
    return True


def _values_of(check: _Check, stage: SheetStage) -> frozenset[int]:
    """Find what the papers of a surplus may have been worth (rule 49(4) and (7)).

    Such a value divides every transfer, is the lawful one for so many papers, and so many can
    have been in the sub-parcel.
    """
    (chosen,) = stage.moved
    surplus, last = check.table.surplus(chosen), check.last_received[chosen]
    gained = [moved for moved in stage.transfers if moved > 0]
    found = {
        value
        for value in range(1, ONE + 1)
        for received_at in last.values
        if not any(moved % value for moved in gained)
        and sum(gained) * received_at <= last.votes * value
        and value == transfer_value(surplus, sum(gained) // value, received_at)
    }
    if gained and not found:
        check.report("transfer_value_wrong", chosen, sum(gained), surplus)
    return frozenset(found)


def _take_over(check: _Check, stage: SheetStage, values: frozenset[int]) -> None:
    """Lay the printed totals on the table, and deem elected whom they elect."""
    table, possible = check.table, values
    if stage.action == "surplus" and not values and max(stage.transfers) > 0:
        possible = frozenset(range(1, ONE + 1))  # what does not add up tells nothing
    check.values |= possible
    for candidate, moved in enumerate(stage.transfers, 1):
        if moved > 0:
            check.last_received[candidate] = _LastReceived(moved, possible or check.values)
    table.totals[NOBODY] += sum(table.totals[1:]) - sum(stage.totals)
    table.totals[1:] = stage.totals
    for candidate in stage.moved:
        table.continuing[candidate] = False
    table.record(stage.action, stage.moved, max(values, default=None))
    deem_elected(table, len(table.stages))
