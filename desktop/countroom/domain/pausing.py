"""The pause: papers under seal with the logs' heads on the closing sheet, compared on return.

What the officers read from that sheet is compared with the log itself as it stood before the
sealing, never with the heads that an event says it had.

Source: SI 2006/3304 Sch 2 r. 44 (exclusion of night hours, papers under seal).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.openness import contest_with_poll, open_contest
from countroom.domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.domain import commands as do
    from countroom.domain.hall import Container
    from countroom.domain.identifiers import DeviceId
    from countroom.domain.state import Count

Decision = tuple[ev.Event, ...] | Refusal

DIGITS: Final = 8
"""Hex digits of a last code: short enough to copy by hand, and chance never meets them.

Who holds a laptop's key and signs billions of tries could: the chain itself is verified apart.
"""


def seal_papers(count: Count, command: do.SealPapers) -> Decision:
    """Pause a contest: every container sealed, somebody keeps them, heads are written down."""
    state = open_contest(count, command.contest)
    if isinstance(state, Refusal):
        return state
    seals = _seals(command.containers)
    unnamed = any(not one.name.strip() or not one.seals for one in command.containers)
    if not command.containers or unnamed or not all(seal.strip() for seal in seals):
        return refuse("container_without_seal", contest=command.contest)
    if len({seal_number(seal) for seal in seals}) < len(seals):
        return refuse("seal_twice", contest=command.contest)
    used = _used_before(count, seals)
    if used is not None:
        return used
    if not command.place.strip() or not command.custodian.strip():
        return refuse("custodian_missing", contest=command.contest)
    heads = last_codes(count)
    return (
        ev.PapersSealed(
            command.contest, command.containers, command.place, command.custodian, heads
        ),
    )


def open_seals(count: Count, command: do.OpenSeals) -> Decision:
    """Go on when seals and heads are as on the closing sheet, or what differs is written down."""
    state = contest_with_poll(count, command.contest)
    if isinstance(state, Refusal):
        return state
    if state.called_off is not None:
        return refuse("poll_called_off", contest=command.contest)
    if state.declared is not None:
        return refuse("declared_already", contest=command.contest)
    sealed = state.sealed
    if sealed is None:
        return refuse("papers_not_sealed", contest=command.contest)
    known = {*_seals(sealed.containers), *state.closing}
    for seal, difference in command.differences.items():
        if seal not in known:
            return refuse("seal_unknown", seal=seal)
        if not difference.strip():
            return refuse("reason_missing")
    for device, head in state.closing.items():
        if command.heads.get(device) != head and device not in command.differences:
            return refuse("head_differs", device=device)
    return (ev.SealsOpened(command.contest, command.differences, command.heads),)


def last_codes(count: Count) -> dict[DeviceId, str]:
    """Give each laptop's last code as it stands on paper: two groups of four hex digits.

    A laptop that has written nothing into this file has zeros.
    """
    return {
        device: code_of(count.last[device].id if device in count.last else "0" * DIGITS)
        for device in count.devices
    }


def code_of(event: str) -> str:
    """Give an event's code as it stands on paper."""
    return f"{event[: DIGITS // 2]} {event[DIGITS // 2 : DIGITS]}"


def seal_number(seal: str) -> str:
    """Give a seal's number the same however it was typed."""
    return "".join(seal.split()).casefold()


def _used_before(count: Count, seals: Iterable[str]) -> Refusal | None:
    """Refuse a seal that was on any container of the night: a seal closes once."""
    asked = {seal_number(seal): seal for seal in seals}
    for state in count.contests.values():
        for one in (each for pause in state.pauses for each in pause.containers):
            for seal in (*one.seals, *one.agents_seals):
                if (number := seal_number(seal)) in asked:
                    where = {"contest": state.contest.id, "container": one.name}
                    return refuse("seal_used", seal=asked[number], **where)
    return None


def _seals(containers: Iterable[Container]) -> list[str]:
    return [seal for one in containers for seal in (*one.seals, *one.agents_seals)]
