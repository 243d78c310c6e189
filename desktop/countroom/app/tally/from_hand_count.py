"""Tally a Northern Ireland hand count as far as it was keyed, in papers, sub-parcel by sub-parcel.

The record goes through ``hand_count`` as if it were keyed now: what could not be keyed there is
refused here, with its place in the record.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from countroom.app.tally.from_papers import departure_of, elected_of, lots_drawn, lots_of, stages_of
from countroom.app.tally.reading import complain, convert
from countroom.app.tally.records import HandCountRecord
from countroom.app.tally.result import (
    Awaiting,
    Departed,
    NextStep,
    Surplus,
    Tallied,
    decimal,
    noted,
)
from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.hand_count import (
    HandCount,
    Position,
    begin,
    position,
    sort_sub_parcel,
)
from countroom.domain.counting.stage_sheet import Departure
from countroom.domain.counting.stv_northern_ireland import DECIMALS, ONE
from countroom.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from countroom.app.tally.asked import Asked
    from countroom.app.tally.records import HandStage, SortedSubParcel
    from countroom.domain.counting.stv import Count


@dataclass(slots=True)
class _Keyed:
    """What was keyed so far, where the advice was declined, and which votes are not the papers'."""

    count: HandCount
    departures: list[Departed] = field(default_factory=list)
    discrepancies: list[Discrepancy] = field(default_factory=list)


def tally_hand_count(data: dict[str, Any], text: str, asked: Asked) -> Tallied | Refusal:
    """Count what was keyed, up to a lot that is to be drawn; say what the law asks for next.

    Refused: what a hand count refuses, the stage and the sub-parcel from 1 among the details as
    ``at_stage`` and ``at_sub_parcel``. Raises Malformed.
    """
    record = convert(data, HandCountRecord, text)
    _has_a_figure_for_each(record, text)
    names = tuple(one.name for one in record.candidates)
    parties = tuple(one.party for one in record.candidates)
    seats = asked.seats_of(record.seats)
    drawn = tuple(lots_drawn(asked, names))
    first = HandCount(seats, (0, *record.first_preferences), (), drawn)
    keyed = _key(record, first)
    if isinstance(keyed, Refusal):
        return keyed
    now = position(keyed.count)
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=seats,
        valid=now.count.valid,
        rejected=None,
        elected=elected_of(now.count, names, parties),
        stages=stages_of(now.count, DECIMALS),
        lots=lots_of(now.count, names),
        findings=tuple(noted(one, DECIMALS) for one in keyed.discrepancies),
        departures=tuple(keyed.departures),
        quota=now.count.quota,
        parties=parties,
        votes=tuple(record.first_preferences),
        next=_next(now),
        awaiting=tuple(
            Awaiting(one.papers, decimal(one.received_at, DECIMALS)) for one in now.awaiting
        ),
    )


def _has_a_figure_for_each(record: HandCountRecord, text: str) -> None:
    """Complain about first preferences, papers or votes that are not one for each candidate."""
    places = len(record.candidates)
    lists = {"$.first_preferences": len(record.first_preferences)}
    for at, stage in enumerate(record.stages):
        for of, parcel in enumerate(stage.sub_parcels):
            path = f"$.stages[{at}].sub_parcels[{of}]"
            lists[f"{path}.papers"] = len(parcel.papers)
            lists[f"{path}.votes"] = places if parcel.votes is None else len(parcel.votes)
    for path, figures in lists.items():
        if figures != places:
            raise complain(text, path, "json_candidate_missing", candidates=places)


def _key(record: HandCountRecord, first: HandCount) -> _Keyed | Refusal:
    """Key the stages of a record one by one, up to one that waits for a lot."""
    keyed = _Keyed(first)
    for number, stage in enumerate(record.stages, 2):
        now = position(keyed.count)
        if now.lot is not None and not stage.declined.strip():
            break
        refused = _begin(keyed, now, number, stage)
        for of, parcel in enumerate(stage.sub_parcels, 1):
            refused = refused or _sort(keyed, number, of, parcel)
        if refused is not None:
            return refused
    return keyed


def _begin(keyed: _Keyed, now: Position, number: int, stage: HandStage) -> Refusal | None:
    """Begin a stage, and keep what the law asked for where that was declined."""
    answer = begin(keyed.count, stage.action, tuple(stage.of), stage.declined)
    if isinstance(answer, Refusal):
        return replace(answer, details={**answer.details, "at_stage": number})
    keyed.count, move = answer, answer.moves[-1]
    if move.declined:
        departure = Departure(number, now.lot or now.advice, move.action, move.candidates)
        keyed.departures.append(replace(departure_of(departure), reason=move.declined))
    return None


def _sort(keyed: _Keyed, number: int, of: int, parcel: SortedSubParcel) -> Refusal | None:
    """Key a sub-parcel, and compare the votes that the tellers made of it."""
    before = keyed.count
    answer = sort_sub_parcel(keyed.count, (parcel.non_transferable, *parcel.papers))
    if isinstance(answer, Refusal):
        details = {**answer.details, "at_stage": number, "at_sub_parcel": of}
        return replace(answer, details=details)
    keyed.count = answer
    if parcel.votes is not None:
        value = position(before).awaiting[0].received_at
        if answer.moves[-1].action == "surplus":
            value = position(answer).count.stages[-1].transfer_value or 0
        keyed.discrepancies += _wrong_votes(number, parcel.papers, parcel.votes, value)
    return None


def _wrong_votes(
    number: int, papers: Sequence[int], votes: Sequence[str], value: int
) -> Iterator[Discrepancy]:
    for candidate, (many, figure) in enumerate(zip(papers, votes, strict=True), 1):
        found, expected = int(figure.replace(".", "")), many * value
        if found != expected:
            yield Discrepancy("votes_of_stage_wrong", number, candidate, found, expected)


def _next(now: Position) -> NextStep | None:
    """Say what the law asks for next; nothing more at the end, None while something is open."""
    if now.finished:
        return NextStep("", ())
    step = now.advice
    if step is None:
        return None
    surplus = _surplus(now.count, step.candidates[0]).votes if step.action == "surplus" else ""
    waiting = tuple(_surplus(now.count, one) for one in step.waiting)
    return NextStep(step.action, step.candidates, surplus, waiting)


def _surplus(count: Count, one: int) -> Surplus:
    votes = count.stages[-1].votes(one) - count.quota * ONE
    return Surplus(one, decimal(votes, DECIMALS))
