"""Tally ballot papers, and the stage sheet of a hand count, by the single transferable vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from countroom.app.tally.reading import complain, convert
from countroom.app.tally.records import SheetRecord
from countroom.app.tally.result import Advice, Chosen, LotRow, StageRow, Tallied, decimal, noted
from countroom.domain.counting import stv_northern_ireland, stv_scotland
from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.stage_sheet import SheetStage, StageSheet, check_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from countroom.app.tally.asked import Asked
    from countroom.app.tally.records import PrintedStage
    from countroom.domain.counting.blt import BallotFile
    from countroom.domain.counting.stage_sheet import Departure
    from countroom.domain.counting.stv import Count


def tally_ballots(file: BallotFile, asked: Asked) -> Tallied:
    """Count the papers of a BLT file by the Scottish or the Northern Ireland rules."""
    scotland = asked.rules.system == "stv_scotland"
    law = stv_scotland if scotland else stv_northern_ireland
    names = tuple(one.name for one in file.candidates)
    seats = asked.seats_of(file.seats)
    count = law.count(file.ballots, len(names), seats, _drawn(asked, names), file.withdrawn)
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=seats,
        valid=count.valid,
        rejected=file.rejected,
        elected=_elected(count, names, [one.party for one in file.candidates]),
        stages=_stages(count, law.DECIMALS),
        lots=_lots(count, names),
        quota=count.quota,
    )


def tally_sheet(data: dict[str, Any], text: str, asked: Asked) -> Tallied:
    """Check the stage sheet of a hand count and say whom it elects. Raises Malformed."""
    record = convert(data, SheetRecord, text)
    names = tuple(f"{one.first_name} {one.surname}".strip() for one in record.candidates)
    seats = asked.seats_of(record.seats)
    check = check_sheet(_sheet(record, seats, text), _drawn(asked, names))
    places = stv_northern_ireland.DECIMALS
    found = [*check.discrepancies, *_poll(record)]
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=seats,
        valid=check.count.valid,
        rejected=record.spoiled,
        elected=_elected(check.count, names, [one.party for one in record.candidates]),
        stages=_stages(check.count, places),
        lots=_lots(check.count, names),
        findings=tuple(noted(one, places) for one in found),
        advice=tuple(map(_advice, check.departures)),
        quota=check.count.quota,
    )


def _drawn(asked: Asked, names: Sequence[str]) -> set[tuple[int, int]]:
    """Give the lots that were drawn by stage and place."""
    everyone = range(1, len(names) + 1)
    return {
        (lot.stage, place)
        for lot in asked.lots
        for place in asked.drawn_from(lot.stage, everyone, names)
    }


def _sheet(record: SheetRecord, seats: int, text: str) -> StageSheet:
    """Take the stages with candidates by place; each needs a figure for every candidate."""
    place: dict[int, int] = {}
    for at, candidate in enumerate(record.candidates):
        if place.setdefault(candidate.id, at + 1) != at + 1:
            raise complain(text, f"$.candidates[{at}]", "json_id_shared")
    for at, stage in enumerate(record.stages):
        path = f"$.stages[{at}]"
        lists = [stage.totals, *([stage.transfers] if stage.transfers is not None else [])]
        if any(len(one) != len(place) for one in lists):
            raise complain(text, path, "json_candidate_missing", candidates=len(place))
        if (stage.action == "first preferences") != (at == 0):
            raise complain(text, path, "json_stage_order")
        single = stage.action != "surplus" or len(stage.source) == 1
        once = len(set(stage.source)) == len(stage.source)
        if at and not (stage.source and once and single and place.keys() >= set(stage.source)):
            raise complain(text, path, "json_stage_source")
    totals = [_hundredths(stage.totals) for stage in record.stages]
    return StageSheet(
        seats=seats,
        valid=record.valid_poll,
        first_preferences=totals[0],
        later=tuple(
            _printed(stage, tuple(place[one] for one in stage.source), totals[at], totals[at - 1])
            for at, stage in enumerate(record.stages[1:], 1)
        ),
    )


def _printed(
    stage: PrintedStage, moved: tuple[int, ...], totals: tuple[int, ...], before: tuple[int, ...]
) -> SheetStage:
    """Take a stage; where transfers are not printed the totals alone say what moved."""
    if stage.transfers is None:
        transfers = tuple(now - then for now, then in zip(totals, before, strict=True))
    else:
        transfers = _hundredths(stage.transfers)
    published = stage.nontransferable_published
    nobody = None if published is None else _hundredths([published])[0]
    action: Literal["surplus", "exclusion"] = (
        "surplus" if stage.action == "surplus" else "exclusion"
    )
    return SheetStage(action, moved, totals, transfers, nobody)


def _hundredths(figures: Sequence[str]) -> tuple[int, ...]:
    return tuple(int(figure.replace(".", "")) for figure in figures)


def _poll(record: SheetRecord) -> list[Discrepancy]:
    """Compare the total poll with valid and spoiled papers, where all three are printed."""
    total, spoiled, valid = record.total_poll, record.spoiled, record.valid_poll
    if total is None or spoiled is None or valid is None or total == spoiled + valid:
        return []
    return [Discrepancy("poll_does_not_add_up", None, None, total, spoiled + valid)]


def _elected(count: Count, names: Sequence[str], parties: Sequence[str]) -> tuple[Chosen, ...]:
    return tuple(Chosen(one, names[one - 1], parties[one - 1]) for one in count.elected)


def _stages(count: Count, places: int) -> tuple[StageRow, ...]:
    return tuple(
        StageRow(
            stage.number,
            stage.action,
            stage.moved,
            None if stage.transfer_value is None else decimal(stage.transfer_value, places),
            tuple(decimal(total, places) for total in stage.totals),
            decimal(stage.non_transferable, places),
        )
        for stage in count.stages
    )


def _lots(count: Count, names: Sequence[str]) -> tuple[LotRow, ...]:
    return tuple(
        LotRow(
            lot.stage,
            lot.purpose,
            tuple(names[one - 1] for one in lot.tied),
            names[lot.drawn - 1] if lot.drawn else "",
        )
        for lot in count.lots
    )


def _advice(departure: Departure) -> Advice:
    asked = departure.asked
    return Advice(
        departure.stage,
        asked.action if asked else "",
        asked.candidates if asked else (),
        departure.action,
        departure.candidates,
    )
