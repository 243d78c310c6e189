"""Tally ballot papers, and the stage sheet of a hand count, by the single transferable vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from countroom.app.tally.asked import Asked, called
from countroom.app.tally.reading import complain, convert
from countroom.app.tally.records import SheetRecord
from countroom.app.tally.result import Chosen, Departed, LotRow, StageRow, Tallied, decimal, noted
from countroom.domain.counting import stv_northern_ireland, stv_scotland
from countroom.domain.counting.discrepancy import Discrepancy
from countroom.domain.counting.stage_sheet import SheetStage, StageSheet, check_sheet
from countroom.domain.counting.stv import Lot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from countroom.app.tally.records import PrintedStage
    from countroom.domain.counting.blt import BallotFile
    from countroom.domain.counting.stage_sheet import Departure
    from countroom.domain.counting.stv import Count


def tally_ballots(file: BallotFile, asked: Asked) -> Tallied:
    """Count the papers of a BLT file by the Scottish or the Northern Ireland rules."""
    scotland = asked.rules.system == "stv_scotland"
    law = stv_scotland if scotland else stv_northern_ireland
    names = tuple(one.name for one in file.candidates)
    parties = tuple(one.party for one in file.candidates)
    seats = asked.seats_of(file.seats)
    count = law.count(file.ballots, len(names), seats, lots_drawn(asked, names), file.withdrawn)
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=seats,
        valid=count.valid,
        rejected=file.rejected or None,
        elected=elected_of(count, names, parties),
        stages=stages_of(count, law.DECIMALS),
        lots=lots_of(count, names),
        quota=count.quota,
        title=file.title,
        parties=parties,
        votes=_first_preferences(count, law.ONE),
    )


def tally_sheet(data: dict[str, Any], text: str, asked: Asked) -> Tallied:
    """Check the stage sheet of a hand count and say whom it elects. Raises Malformed."""
    record = convert(data, SheetRecord, text)
    names = tuple(f"{one.first_name} {one.surname}".strip() for one in record.candidates)
    seats = asked.seats_of(record.seats)
    parties = tuple(one.party for one in record.candidates)
    check = check_sheet(_sheet(record, seats, text), lots_drawn(asked, names))
    decimals = stv_northern_ireland.DECIMALS
    found = [*check.discrepancies, *_poll(record)]
    return Tallied(
        rules=asked.rules,
        names=names,
        seats=seats,
        valid=check.count.valid,
        rejected=record.spoiled,
        elected=elected_of(check.count, names, parties),
        stages=stages_of(check.count, decimals),
        lots=lots_of(check.count, names),
        findings=tuple(noted(one, decimals) for one in found),
        departures=tuple(map(departure_of, check.departures)),
        quota=check.count.quota,
        parties=parties,
        votes=_first_preferences(check.count, stv_northern_ireland.ONE),
    )


def lots_drawn(asked: Asked, names: Sequence[str]) -> set[tuple[int, int]]:
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


def elected_of(count: Count, names: Sequence[str], parties: Sequence[str]) -> tuple[Chosen, ...]:
    """Name the elected in order of election, with the stage of each."""
    chosen = zip(count.elected, count.elected_at, strict=True)
    return tuple(Chosen(one, names[one - 1], parties[one - 1], stage) for one, stage in chosen)


def _first_preferences(count: Count, one: int) -> tuple[int, ...]:
    return tuple(total // one for total in count.stages[0].totals)


def stages_of(count: Count, decimals: int) -> tuple[StageRow, ...]:
    """Write the stages with so many decimals."""
    return tuple(
        StageRow(
            stage.number,
            stage.action,
            stage.moved,
            None if stage.transfer_value is None else decimal(stage.transfer_value, decimals),
            tuple(decimal(total, decimals) for total in stage.totals),
            decimal(stage.non_transferable, decimals),
        )
        for stage in count.stages
    )


def lots_of(count: Count, names: Sequence[str]) -> tuple[LotRow, ...]:
    """Write the lots by the names that they may be given by."""
    return tuple(
        LotRow(
            lot.stage,
            lot.purpose,
            tuple(called(one, names) for one in lot.tied),
            called(lot.drawn, names) if lot.drawn else "",
        )
        for lot in count.lots
    )


def departure_of(departure: Departure) -> Departed:
    """Write what was asked for and what was done; a lot asks for one of its tied."""
    asked: str = ""
    asked_of: tuple[int, ...] = ()
    if isinstance(departure.asked, Lot):
        asked, asked_of = departure.asked.purpose, departure.asked.tied
    elif departure.asked is not None:
        asked, asked_of = departure.asked.action, departure.asked.candidates
    return Departed(
        stage=departure.stage,
        asked=asked,
        asked_of=asked_of,
        by_lot=isinstance(departure.asked, Lot),
        done=departure.action,
        done_to=departure.candidates,
    )
