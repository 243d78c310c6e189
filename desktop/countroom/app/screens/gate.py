"""The hall gate of combined polls: no result before every box of every one of them is verified.

Source: check V16; Electoral Commission guidance for candidates, how the votes will be counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.screens.box_words import say_list
from countroom.domain.checks import combined, waited_for

if TYPE_CHECKING:
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

_NAMED: Final = 4
"""Wards that are called by name before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Wards of combined polls that are not verified, and those whose results wait for them."""

    outstanding: tuple[str, ...]
    waiting: tuple[str, ...]


def gate_of(count: Count) -> Gate:
    """Say what the hall gate of the whole count waits for, and who waits for it."""
    out = tuple(waited_for(count))
    waiting = [
        state.contest.area
        for state in count.contests.values()
        if out and combined(count, state) and _ready(state)
    ]
    return Gate(tuple(state.contest.area for state in out), tuple(waiting))


def gate_closed(count: Count, state: ContestState) -> bool:
    """Say whether a contest's result has to wait for other contests."""
    return combined(count, state) and next(waited_for(count), None) is not None


def say_outstanding(texts: Texts, gate: Gate) -> str:
    """Name what has to be verified first; empty where the gate is open."""
    if not gate.outstanding:
        return ""
    return texts.count(
        "Combined polls: {n} ward is still to be verified: {wards}.",
        "Combined polls: {n} wards are still to be verified: {wards}.",
        len(gate.outstanding),
        wards=say_list(texts, gate.outstanding, _NAMED),
    )


def say_waiting(texts: Texts, gate: Gate) -> str:
    """Name the results that wait for it; empty where none does."""
    if not gate.waiting:
        return ""
    return texts.count(
        "{n} result waits for that: {wards}.",
        "{n} results wait for that: {wards}.",
        len(gate.waiting),
        wards=say_list(texts, gate.waiting, _NAMED),
    )


def _ready(state: ContestState) -> bool:
    """Say whether a contest is done but for the gate."""
    return state.provisional is not None and state.cleared is None
