"""The outcome in words: who controls the council, since when, or what could still happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.returns import council_now
from countroom.domain.council import NOC, add, certain_control
from countroom.texts import say_baseline, say_outcome, say_party, say_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from countroom.domain.council import Picture
    from countroom.domain.identifiers import ElectionId
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

_MOST_NAMED: Final = 3
"""Parties that are named one by one."""


def say_headline(texts: Texts, now: Picture | None, names: Mapping[str, str]) -> str:
    """Say the outcome, once it is certain."""
    if now is None:
        return texts.say("Control is not known here")
    return say_outcome(texts, now.control_before, now.control_after, names)


def say_detail(
    texts: Texts, count: Count, election: ElectionId, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Say how the outcome stands: by how much and since when, or what could still happen."""
    now = council_now(count, election)
    if now is None:
        return (say_baseline(texts, "composition_not_known"),)
    states = count.contests_of(election)
    if now.control_after is None:
        return (_to_come(texts, now), *_possible(texts, now, states, names))
    since = certain_since(count, election)
    last = all(state.declared is not None for state in states)
    return (
        _by_how_much(texts, now),
        *([_since(texts, since, last=last)] if since is not None else []),
    )


def certain_since(count: Count, election: ElectionId) -> ContestState | None:
    """Find the declaration after which control could not change any more; None before it."""
    composition = count.elections[election].composition
    if composition is None:
        return None
    states = count.contests_of(election)
    outstanding = sum(state.contest.seats for state in states)
    seats = dict(composition.continuing)
    for state in sorted(_declared(states), key=lambda state: state.spoken_at):
        won = [state.contest.candidate(one).party.key for one in state.elected]
        seats = add(seats, *({key: 1} for key in won))
        outstanding -= state.contest.seats
        if certain_control(seats, composition.seats_total, outstanding) is not None:
            return state
    return None


def most_still_to_win(states: Sequence[ContestState]) -> dict[str, int]:
    """Give the seats each party could win at most in what is not declared, by its candidates."""
    most: dict[str, int] = {}
    for state in states:
        if state.declared is not None:
            continue
        standing: dict[str, int] = {}
        for candidate in state.contest.candidates:
            standing[candidate.party.key] = standing.get(candidate.party.key, 0) + 1
        seats = state.contest.seats
        most = add(most, {key: min(seats, n) for key, n in standing.items()})
    return most


def _declared(states: Sequence[ContestState]) -> Iterator[ContestState]:
    return (state for state in states if state.declared is not None)


def _to_come(texts: Texts, now: Picture) -> str:
    return texts.say(
        "{left} of {up} seats are still to be declared.",
        left=texts.figure(now.seats_up - now.seats_declared),
        up=texts.figure(now.seats_up),
    )


def _possible(
    texts: Texts, now: Picture, states: Sequence[ContestState], names: Mapping[str, str]
) -> Iterator[str]:
    """Say who could still have a majority, the nearest first."""
    majority = now.seats_total // 2 + 1
    most = most_still_to_win(states)
    reach = {key: majority - now.seats.get(key, 0) for key in most}
    near = sorted(
        (key for key, needs in reach.items() if needs <= most[key]), key=lambda key: reach[key]
    )
    if len(near) > _MOST_NAMED:
        yield texts.count(
            "{n} party could still have a majority.",
            "{n} parties could still have a majority.",
            len(near),
        )
        return
    for key in near:
        yield texts.say(
            "{party} would need {needs} of them for a majority.",
            party=say_party(texts, key, names),
            needs=texts.figure(reach[key]),
        )
    if not near:
        yield texts.say("Nobody who stands could still have a majority.")


def _by_how_much(texts: Texts, now: Picture) -> str:
    majority = now.seats_total // 2 + 1
    held = now.seats.get(now.control_after or "", 0)
    if now.control_after == NOC:
        best = max(now.seats.values(), default=0)
        return texts.count(
            "The largest party is {n} seat short of a majority.",
            "The largest party is {n} seats short of a majority.",
            majority - best,
        )
    seats = texts.say(
        "{best} of {total} seats", best=texts.figure(held), total=texts.figure(now.seats_total)
    )
    if held == majority:
        return texts.say("{seats}: exactly a majority.", seats=seats)
    return texts.count(
        "{seats}: {n} more than a majority needs.",
        "{seats}: {n} more than a majority needs.",
        held - majority,
        seats=seats,
    )


def _since(texts: Texts, state: ContestState, *, last: bool) -> str:
    time = say_time(texts, state.spoken_at)
    if last:
        return texts.say("Certain since {time}, with {ward}.", time=time, ward=state.contest.area)
    return texts.say(
        "Certain since {time}, with {ward}; what is to come cannot change it.",
        time=time,
        ward=state.contest.area,
    )
