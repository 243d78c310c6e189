"""Whether a corrected set-up may be taken: judged by what is seen here, not by what stayed there.

A room gives every sheet a number that none had before. Sheets and boxes that it adds never leave
it, so how many numbers were taken is the room's word, and everything else is decided again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from countroom.domain.decide import decide
from countroom.domain.refusals import Refusal
from countroom.domain.retrace import command_behind
from countroom.domain.sheets import in_pads, sheets_for
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from countroom.domain import events as ev
    from countroom.domain.state import Count

_PLACE: Final = re.compile(r"[0-9]{3}-([0-9]{2,4})")


def why_not_corrected(
    count: Count, recorded: ev.Recorded, event: ev.SetUpCorrected
) -> Problem | Refusal | None:
    """Say what speaks against a corrected set-up on a count that holds only public events."""
    decision = decide(count, command_behind(recorded))
    if isinstance(decision, Refusal):
        return decision
    state, new = count.contests[event.contest], event.corrected
    made_before = max(len(state.sheets), _made_before(event))
    rules = count.rule_sets[new.rule_set]
    sheets = () if new.uncontested else sheets_for(new, rules, state.number, made_before)
    # All but the pads is the event's own, by way of the command; the pads are made here again.
    return None if event.pads == in_pads(sheets) else Problem("not_as_decided", "SetUpCorrected")


def _made_before(event: ev.SetUpCorrected) -> int:
    """Read from its first sheet how many the contest had before."""
    first = next((one for pad in event.pads for one in pad.ids), "")
    place = _PLACE.fullmatch(first)
    return int(place[1]) - 1 if place else 0
