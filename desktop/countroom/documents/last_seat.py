"""How a result stands before it is declared: who would win, the last seat, equality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.documents.of_lots import say_lot, say_names
from countroom.documents.office import say_second_count
from countroom.documents.wording import name_in_sentence, strong
from countroom.domain.electing import contenders, final_votes, outcome_of, seats_drawn
from countroom.domain.identifiers import CandidateId
from countroom.domain.lots import lot_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.declaration import Totals
    from countroom.domain.lots import Draw
    from countroom.domain.state import ContestState
    from countroom.texts import Texts


def say_results(texts: Texts, state: ContestState, totals: Totals) -> dict[CandidateId, str]:
    """Say how each candidate stands; nothing of those who would not win."""
    found = outcome_of(state, totals)
    drawn, standing = seats_drawn(state.lots), dict[CandidateId, str]()
    for one in found.elected:
        by_lot = one in drawn
        standing[one] = texts.say("Would win, by lot") if by_lot else texts.say("Would win")
    tied = found.equality.tied if found.equality else ()
    standing |= dict.fromkeys(tied, texts.say("Lot decides"))
    return standing | dict.fromkeys(found.remaining, texts.say("Remains"))


def say_last_seat(texts: Texts, state: ContestState, totals: Totals) -> Iterator[tuple[str, str]]:
    """Say the margin at the last seat, an equality and its lot, and what the counts came to."""
    contest, remaining = state.contest, outcome_of(state, totals).remaining
    if remaining:
        yield texts.say("The first count"), _first_count(texts, state, totals, remaining)
    if totals.second is not None:
        told = say_second_count(texts, contest, totals, totals.second)
        yield texts.say("The second count"), told
    between = _between(state, totals, remaining)
    if between is not None:
        heading = texts.say("Last to remain") if remaining else texts.say("The last seat")
        yield heading, _margin(texts, state, totals, *between)
    for lot in state.lots:
        yield texts.say("Equality of votes"), say_lot(texts, contest, lot)
    needed = lot_now(state)
    if needed is not None:
        yield texts.say("Equality of votes"), _lot_to_come(texts, state, needed)


def _lot_to_come(texts: Texts, state: ContestState, needed: Draw) -> str:
    tied = [one.id for one in state.contest.candidates if one.id in needed.tied]
    names = say_names(state.contest, tied)
    if needed.term:
        return texts.say(
            "Equal votes, and seats that end on different days: {names}. A lot decides who serves "
            "longer, after the consultation is closed.",
            names=names,
        )
    return texts.say(
        "Equal votes: {names}. A lot decides who is elected, after the consultation is closed.",
        names=names,
    )


def _first_count(
    texts: Texts, state: ContestState, totals: Totals, remaining: tuple[CandidateId, ...]
) -> str:
    ordered = [one.id for one in state.contest.candidates if one.id in remaining]
    return texts.say(
        "No candidate has more than half of the {n} first preference votes. These candidates "
        "remain for the second count: {names}.",
        n=texts.figure(totals.votes_total),
        names=say_names(state.contest, ordered),
    )


def _between(
    state: ContestState, totals: Totals, remaining: tuple[CandidateId, ...]
) -> tuple[CandidateId, CandidateId] | None:
    """Give the last in and the first out; None where nobody is out."""
    votes = contenders(totals)
    places = len(remaining) or state.contest.seats
    inside = outcome_of(state, totals).elected
    ranking = sorted(votes, key=lambda one: (-votes[one], one not in inside, one))
    if not 0 < places < len(ranking):
        return None
    return ranking[places - 1], ranking[places]


def _margin(
    texts: Texts, state: ContestState, totals: Totals, last: CandidateId, following: CandidateId
) -> str:
    votes = final_votes(totals)
    margin = votes[last] - votes[following]
    return texts.count(
        "{last} {last_votes}, {next} {next_votes}: {margin} vote between them.",
        "{last} {last_votes}, {next} {next_votes}: {margin} votes between them.",
        margin,
        last=strong(name_in_sentence(state.contest.candidate(last))),
        next=strong(name_in_sentence(state.contest.candidate(following))),
        last_votes=texts.figure(votes[last]),
        next_votes=texts.figure(votes[following]),
        margin=strong(texts.figure(margin)),
    )
