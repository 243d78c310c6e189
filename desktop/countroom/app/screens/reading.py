"""Where the reading is: in which languages, how far, in which group, and what comes after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.running_order import running_order

if TYPE_CHECKING:
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts


def in_wales(count: Count, state: ContestState) -> bool:
    """Say whether a contest's poll is in Wales, where every line is read in both languages."""
    return count.elections[state.contest.election].council.nation == "Wales"


def place_in_group(count: Count, state: ContestState) -> tuple[int, int]:
    """Give which contest of the group it was called with this is, and of how many; (1, 1) alone."""
    id_ = state.cleared.id if state.cleared is not None else None
    group = next((group for group in reversed(count.called) if id_ in group), ())
    return next(((at, len(group)) for at, one in enumerate(group, 1) if one == id_), (1, 1))


def say_progress(count: Count, state: ContestState, texts: Texts, said: int, of: int) -> str:
    """Say how many lines are said, and which contest of its group this is."""
    at, figure = min(said + 1, of), texts.figure
    line = texts.say("Line {line} of {lines}", line=figure(at), lines=figure(of))
    if said >= of:
        line = texts.say("All {lines} lines are said", lines=figure(of))
    place, contests = place_in_group(count, state)
    if contests == 1:
        return line
    group = texts.say("Result {place} of {results}", place=figure(place), results=figure(contests))
    return f"{group} · {line}"


def say_upcoming(count: Count, state: ContestState, texts: Texts) -> str:
    """Say what is read after this contest, empty where nothing is called or waits."""
    order = running_order(count)
    others = (one for group in (*order.called, *order.queue) for one in group)
    after = next((one for one in others if one.contest.id != state.contest.id), None)
    if after is None:
        return ""
    called = any(one is after for group in order.called for one in group)
    if called:
        return texts.say("Next on the platform: {ward}.", ward=after.contest.area)
    return texts.say("Next in the running order: {ward}.", ward=after.contest.area)
