"""Who controls a council, what changed, and from when that is certain.

Control is more than half of all seats, those not up and the vacant ones included; exactly half
is no overall control. Outcomes compare with the eve of poll. Numbers are councillors: a directly
elected mayor is none (Local Government Act 2000 s. 9H(3)) and is never among the seats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from countroom.domain.election import Composition

NOC = "NOC"
"""No overall control."""

Outcome = Literal["hold", "gain", "loss", "no_change", "new"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A council during or after its count.

    ``control_after`` is None until the seats still to come cannot change it; ``outcome`` follows
    it, and ``lost_by`` names the party that lost control to no overall control, empty else.
    ``change`` is against the eve of poll, ``change_last_fought`` against who won these seats when
    they were last fought, None where that is not known.
    """

    seats_total: int
    seats_up: int
    seats_declared: int
    control_before: str | None
    control_after: str | None
    outcome: Outcome | None
    lost_by: str
    seats: Mapping[str, int]
    elected: Mapping[str, int]
    change: Mapping[str, int] | None
    change_last_fought: Mapping[str, int] | None

    @property
    def seats_undeclared(self) -> int:
        """Count the seats up that are not declared, postponed wards included."""
        return self.seats_up - self.seats_declared

    @property
    def seats_vacant(self) -> int:
        """Count the seats that nobody holds and no count will fill: they help nobody."""
        return max(0, self.seats_total - sum(self.seats.values()) - self.seats_undeclared)


def control(seats: Mapping[str, int], seats_total: int) -> str:
    """Give the party key with more than half of all seats, or NOC."""
    for party, held in seats.items():
        if 2 * held > seats_total:
            return party
    return NOC


def certain_control(seats: Mapping[str, int], seats_total: int, outstanding: int) -> str | None:
    """Give the control that ``outstanding`` undeclared seats cannot change any more, else None."""
    now = control(seats, seats_total)
    if now != NOC or outstanding == 0:
        return now
    # A party with no seat yet could win every outstanding one.
    best = max(seats.values(), default=0) + outstanding
    return NOC if 2 * best <= seats_total else None


def outcome(before: str | None, after: str) -> Outcome:
    """Name the change of control; ``before`` is None for a new council."""
    if before is None:
        return "new"
    if before == after:
        return "no_change" if after == NOC else "hold"
    return "loss" if after == NOC else "gain"


def change(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Give seats won less seats lost by party key, parties without change left out."""
    parties = {*before, *after}
    moved = {party: after.get(party, 0) - before.get(party, 0) for party in sorted(parties)}
    return {party: seats for party, seats in moved.items() if seats}


def add(*parts: Mapping[str, int]) -> dict[str, int]:
    """Add seats by party key."""
    total: dict[str, int] = {}
    for part in parts:
        for party, seats in part.items():
            total[party] = total.get(party, 0) + seats
    return total


def picture(
    composition: Composition, elected: Mapping[str, int], seats_up: int, seats_declared: int
) -> Picture:
    """Put a council together from the seats not up and those declared so far.

    Seats that stay empty after a declared contest (fewer candidates than vacancies) count as
    declared and are vacant. Change is given only when every seat is declared.
    """
    seats = add(composition.continuing, elected)
    total = composition.seats_total
    outstanding = seats_up - seats_declared
    before = control(composition.before, composition.seats_before) if composition.before else None
    after = certain_control(seats, total, outstanding)
    result = outcome(before, after) if after is not None else None
    complete = outstanding == 0
    fought = composition.last_fought
    return Picture(
        seats_total=total,
        seats_up=seats_up,
        seats_declared=seats_declared,
        control_before=before,
        control_after=after,
        outcome=result,
        lost_by=before or "" if result == "loss" else "",
        seats=seats,
        elected=dict(elected),
        change=change(composition.before, seats) if complete and composition.before else None,
        change_last_fought=change(fought, elected) if complete and fought is not None else None,
    )
