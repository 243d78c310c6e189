"""Fold the way from the warnings answered to the spoken word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.guidance import StepTaken
from countroom.domain.state import Clearance, Provisional, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.declaration import CorrectionReason
    from countroom.domain.state import ContestState, Count


def _answered(
    _count: Count, state: ContestState, event: ev.FindingAnswered, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, answers=(*state.answers, event))


def _provisional(
    _count: Count, state: ContestState, event: ev.ProvisionalResultReached, _recorded: ev.Recorded
) -> ContestState:
    result = Provisional(event.version, event.totals, event.elected, event.tied, event.remaining)
    results = (*state.results, result)
    return changed(state, provisional=result, results=results, recount=None, lots=())


def _consulted(
    _count: Count, state: ContestState, event: ev.ConsultationClosed, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, consultation_closed=event.version, present=event.present)


def _lot(
    _count: Count, state: ContestState, event: ev.LotDrawn, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, lots=(*state.lots, event.lot))


def _step(
    _count: Count, state: ContestState, event: ev.GuidanceStepTaken, recorded: ev.Recorded
) -> ContestState:
    taken = StepTaken(event.step, event.version, recorded.people[0], recorded.at)
    return changed(state, steps=(*state.steps, taken))


def _cleared(
    count: Count, state: ContestState, event: ev.ResultCleared, recorded: ev.Recorded
) -> ContestState:
    place = 1 + max(
        (one.cleared.place for one in count.contests.values() if one.cleared), default=0
    )
    return changed(
        state,
        cleared=_clearance(event, recorded, None, place),
        prints=event.print_number,
    )


def _withdrawn(
    _count: Count, state: ContestState, _event: ev.ClearanceWithdrawn, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, cleared=None)


def _spoken(
    _count: Count, state: ContestState, event: ev.ResultSpoken, recorded: ev.Recorded
) -> ContestState:
    return changed(state, declared=recorded.id, spoken_at=event.spoken_at)


def _on_paper(
    _count: Count, state: ContestState, event: ev.DeclaredOnPaper, recorded: ev.Recorded
) -> ContestState:
    return changed(
        _signed(state, event, event.reason, None, recorded),
        declared=recorded.id,
        spoken_at=event.spoken_at,
        recount=None,
    )


def _corrected(
    _count: Count, state: ContestState, event: ev.DeclarationCorrected, recorded: ev.Recorded
) -> ContestState:
    if state.cleared is None or state.declared is None:  # pragma: no cover - decided otherwise
        return state
    return changed(
        _signed(state, event, event.note, event.reason, recorded),
        declared=recorded.id,
        superseded=(*state.superseded, state.cleared),
        earlier=(*state.earlier, state.declared),
    )


def _signed(
    state: ContestState,
    event: ev.DeclaredOnPaper | ev.DeclarationCorrected,
    reason: str,
    correction: CorrectionReason | None,
    recorded: ev.Recorded,
) -> ContestState:
    made = ev.ResultCleared(event.contest, event.declaration, event.print_number, reason, ())
    return changed(
        state,
        cleared=_clearance(made, recorded, correction, 0),
        prints=event.print_number,
    )


def _clearance(
    event: ev.ResultCleared, recorded: ev.Recorded, correction: CorrectionReason | None, place: int
) -> Clearance:
    first, *others = recorded.people
    second = others[0] if others else None
    return Clearance(recorded.id, event, first, recorded.at, correction, place, second)


def _receipted(
    _count: Count, state: ContestState, event: ev.DeclarationReceipted, _recorded: ev.Recorded
) -> ContestState:
    return changed(state, receipts={**state.receipts, event.declared: event.index})


STEPS: dict[type, Callable[..., ContestState]] = {
    ev.FindingAnswered: _answered,
    ev.ProvisionalResultReached: _provisional,
    ev.ConsultationClosed: _consulted,
    ev.LotDrawn: _lot,
    ev.GuidanceStepTaken: _step,
    ev.ResultCleared: _cleared,
    ev.ClearanceWithdrawn: _withdrawn,
    ev.ResultSpoken: _spoken,
    ev.DeclaredOnPaper: _on_paper,
    ev.DeclarationCorrected: _corrected,
    ev.DeclarationReceipted: _receipted,
}
