"""A Northern Ireland hand count keyed as it is done: papers, sub-parcel by sub-parcel.

Tellers sort a sub-parcel and count papers; the program makes the values and the votes, and says
what the law asks for next. That advice can be declined with a reason; the arithmetic cannot: the
papers sorted must be the papers there were. A stage may stop between two sub-parcels and go on
next day, from a count that is only what was keyed. Electoral Law Act (NI) 1962 Sch 5 rr. 47 to 52.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from countroom.domain.counting.stv import NOBODY, Count, Lot, Table
from countroom.domain.counting.stv_northern_ireland import (
    ONE,
    Step,
    deem_elected,
    exclude,
    first_stage,
    next_step,
    transfer_value,
)
from countroom.domain.refusals import Refusal, refuse

Sorted = tuple[int, ...]
"""Papers of a sub-parcel by place on the ballot paper; at place 0 the non-transferable."""


@dataclass(frozen=True, slots=True)
class Move:
    """A stage as keyed: whose papers, the sub-parcels so far, and why the advice was declined."""

    action: Literal["surplus", "exclusion"]
    candidates: tuple[int, ...]
    sub_parcels: tuple[Sorted, ...] = ()
    declined: str = ""


@dataclass(frozen=True, slots=True)
class HandCount:
    """What was keyed so far; ``first`` are first preferences in papers, place 0 empty."""

    seats: int
    first: Sorted
    moves: tuple[Move, ...] = ()
    drawn: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SubParcel:
    """Papers on the table to be sorted next: how many, and the value they were received at."""

    papers: int
    received_at: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where a hand count stands.

    ``advice`` is what the law asks for next; None while a stage is under way (then ``awaiting``
    are its sub-parcels still to be sorted), while ``lot`` is to be drawn, and at the end.
    """

    count: Count
    advice: Step | None
    lot: Lot | None
    awaiting: tuple[SubParcel, ...]

    @property
    def finished(self) -> bool:
        """Say whether nothing is left to do."""
        return self.advice is None and self.lot is None and not self.awaiting


@dataclass(slots=True)
class _Replay:
    """The table that the keyed stages lead to, and the sub-parcels everyone holds."""

    table: Table
    held: list[list[SubParcel]]
    awaiting: list[SubParcel]


def position(count: HandCount) -> Position:
    """Say where a count stands and what the law asks for next.

    Raises ValueError, as all here do, for a count that ``begin`` and ``sort_sub_parcel`` have not
    made: nobody's first preferences, a stage after the end or after one that is not whole, a
    sub-parcel more than there were.
    """
    return _position(_replay(count), sum(count.first))


def begin(
    count: HandCount,
    action: Literal["surplus", "exclusion"],
    candidates: tuple[int, ...],
    declined: str = "",
) -> HandCount | Refusal:
    """Begin a stage. What the law does not ask for needs the reason why it was declined.

    Refused: while a stage or a lot is open, after the end, a surplus that is none or not one
    alone, and the exclusion of someone who does not continue or of too many.
    """
    replay = _replay(count)
    table, now = replay.table, _position(replay, sum(count.first))
    chosen = tuple(sorted(set(candidates)))
    if now.awaiting:
        return refuse("stage_under_way")
    if now.finished:
        return refuse("hand_count_finished")
    if now.lot is not None and not declined:
        return refuse("lot_to_be_drawn", stage=now.lot.stage)
    if action == "surplus" and (len(chosen) != 1 or chosen[0] not in table.with_surplus()):
        return refuse("no_such_surplus")
    standing = table.candidates()
    if action == "exclusion":
        if not chosen or not set(chosen) <= set(standing):
            return refuse("not_continuing")
        if len(standing) - len(chosen) < table.vacancies:
            return refuse("seats_would_stay_empty", vacancies=table.vacancies)
    asked = now.advice is not None and (now.advice.action, now.advice.candidates) == (
        action,
        chosen,
    )
    if not asked and not declined.strip():
        return refuse("advice_declined_without_reason")
    return replace(count, moves=(*count.moves, Move(action, chosen, (), "" if asked else declined)))


def sort_sub_parcel(count: HandCount, papers: Sorted) -> HandCount | Refusal:
    """Key how the sub-parcel on the table was sorted, in papers by place on the ballot paper.

    Refused: when no sub-parcel is on the table, when papers went to someone who does not
    continue, and when the papers are not those there were; that is never overridden.
    """
    replay = _replay(count)
    if not replay.awaiting:
        return refuse("no_stage_under_way")
    there = replay.awaiting[0].papers
    if len(papers) != len(count.first) or any(number < 0 for number in papers):
        return refuse("not_a_sorting", places=len(count.first) - 1)
    if any(n and not replay.table.continuing[one] for one, n in enumerate(papers) if one):
        return refuse("papers_to_not_continuing")
    if sum(papers) != there:
        found = sum(papers)
        return refuse("papers_do_not_add_up", found=found, there=there, difference=found - there)
    *before, last = count.moves
    last = replace(last, sub_parcels=(*last.sub_parcels, tuple(papers)))
    return replace(count, moves=(*before, last))


def draw(count: HandCount, candidate: int) -> HandCount | Refusal:
    """Record on whom the lot fell; refused where no lot is open or they are not among the tied."""
    lot = position(count).lot
    if lot is None or candidate not in lot.tied:
        return refuse("not_among_the_tied")
    return replace(count, drawn=(*count.drawn, (lot.stage, candidate)))


def reopen(count: HandCount, stage: int) -> HandCount:
    """Go back to just before a stage, to the first preferences at the least, its lots undrawn.

    The caller keeps the count that was, so that every later stage can be compared with the new.
    """
    drawn = tuple(lot for lot in count.drawn if lot[0] < stage - 1)
    return replace(count, moves=count.moves[: max(stage - 2, 0)], drawn=drawn)


def _replay(count: HandCount) -> _Replay:
    """Do again on a table all that was keyed; raise ValueError for what could not have been."""
    if count.first[NOBODY]:
        raise ValueError(f"{count.first[NOBODY]} first preferences are nobody's")
    table = first_stage(count.first, count.seats, count.drawn)
    held = [[SubParcel(papers, ONE)] for papers in count.first]
    replay = _Replay(table, held, [])
    for number, move in enumerate(count.moves, 2):
        if replay.awaiting or not table.unfinished:
            raise ValueError(f"stage {number} cannot follow the one before")
        _record_lot(table)
        if move.action == "surplus":
            _surplus(replay, move)
        elif exclude(table, move.candidates):
            _exclusion(replay, move)
        elif move.sub_parcels:
            raise ValueError(f"no papers move at stage {number}")
        if not replay.awaiting:
            deem_elected(table, len(table.stages))
    return replay


def _position(replay: _Replay, valid: int) -> Position:
    """Say where the keyed stages lead to."""
    table = replay.table
    advice = None
    if table.unfinished and not replay.awaiting:
        advice = next_step(table)
    result = table.result(valid)
    return Position(result, advice, result.waits_for, tuple(replay.awaiting))


def _record_lot(table: Table) -> None:
    """Keep the lot that was drawn before a stage; one that was passed over is none."""
    before = len(table.lots)
    next_step(table)
    table.lots[before:] = [lot for lot in table.lots[before:] if lot.drawn is not None]


def _surplus(replay: _Replay, move: Move) -> None:
    """Transfer a surplus on the papers of the sub-parcel last received, once they are sorted."""
    table, (chosen,) = replay.table, move.candidates
    last = replay.held[chosen][-1]
    if not move.sub_parcels:
        replay.awaiting = [last]
        return
    (papers,) = move.sub_parcels
    surplus = table.surplus(chosen)
    value = transfer_value(surplus, sum(papers[1:]), last.received_at)
    table.totals[NOBODY] += surplus - _credit(replay, papers, value)
    table.totals[chosen] = table.quota
    table.record("surplus", move.candidates, value)


def _exclusion(replay: _Replay, move: Move) -> None:
    """Transfer the excluded as far as their sub-parcels are sorted, or seats are left."""
    table, chosen = replay.table, move.candidates
    left = sum(table.totals[one] for one in chosen)
    waiting = _sub_parcels(replay.held, chosen)
    for papers in move.sub_parcels:
        if not (waiting and table.unfinished):
            raise ValueError(f"{len(move.sub_parcels)} sub-parcels are more than there were")
        left -= _credit(replay, papers, waiting.pop(0).received_at)
        deem_elected(table, len(table.stages) + 1)
    if waiting and table.unfinished:
        replay.awaiting = waiting
        return
    for one in chosen:
        table.totals[one] = 0
    table.totals[NOBODY] += left
    table.record("exclusion", chosen)


def _sub_parcels(held: list[list[SubParcel]], chosen: tuple[int, ...]) -> list[SubParcel]:
    """Put the papers of the excluded together: first preferences, then by falling value."""
    transferred: defaultdict[int, int] = defaultdict(int)
    for one in chosen:
        for parcel in held[one][1:]:
            transferred[parcel.received_at] += parcel.papers
    first = SubParcel(sum(held[one][0].papers for one in chosen), ONE)
    by_value = sorted(transferred.items(), reverse=True)
    parcels = [first, *(SubParcel(papers, value) for value, papers in by_value)]
    return [parcel for parcel in parcels if parcel.papers]


def _credit(replay: _Replay, papers: Sorted, value: int) -> int:
    """Give sorted papers to candidates at ``value``; give the votes credited."""
    credited = 0
    for one, number in enumerate(papers):
        if one and number:
            replay.table.totals[one] += number * value
            replay.held[one].append(SubParcel(number, value))
            credited += number * value
    return credited
