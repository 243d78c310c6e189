"""The pause: papers under seal with the logs' heads on the closing sheet, compared on return.

Source: SI 2006/3304 Sch 2 r. 44 (exclusion of night hours, papers under seal).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain import events as ev
from countroom.domain.openness import contest_with_poll, open_contest
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.domain import commands as do
    from countroom.domain.hall import Container
    from countroom.domain.state import Count

Decision = tuple[ev.Event, ...] | Refusal


def seal_papers(count: Count, command: do.SealPapers) -> Decision:
    """Pause a contest: every container sealed, somebody keeps them, heads are written down."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    seals = _seals(command.containers)
    unnamed = any(not one.name.strip() or not one.seals for one in command.containers)
    if not command.containers or unnamed or not all(seal.strip() for seal in seals):
        return refuse("container_without_seal", contest=command.contest)
    if len(set(seals)) < len(seals):
        return refuse("seal_twice", contest=command.contest)
    if not command.place.strip() or not command.custodian.strip():
        return refuse("custodian_missing", contest=command.contest)
    if set(command.heads) != set(count.devices) or not all(map(str.strip, command.heads.values())):
        return refuse("head_missing", contest=command.contest)
    return (
        ev.PapersSealed(
            command.contest, command.containers, command.place, command.custodian, command.heads
        ),
    )


def open_seals(count: Count, command: do.OpenSeals) -> Decision:
    """Go on when seals and heads are as on the closing sheet, or what differs is written down."""
    state = contest_with_poll(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if state.called_off is not None:
        return refuse("poll_called_off", contest=command.contest)
    sealed = state.sealed
    if sealed is None:
        return refuse("papers_not_sealed", contest=command.contest)
    known = {*_seals(sealed.containers), *sealed.heads}
    for seal, difference in command.differences.items():
        if seal not in known:
            return refuse("seal_unknown", seal=seal)
        if not difference.strip():
            return refuse("reason_missing")
    for device, head in sealed.heads.items():
        if command.heads.get(device) != head and device not in command.differences:
            return refuse("head_differs", device=device)
    return (ev.SealsOpened(command.contest, command.differences, command.heads),)


def _seals(containers: Iterable[Container]) -> list[str]:
    return [seal for one in containers for seal in (*one.seals, *one.agents_seals)]
