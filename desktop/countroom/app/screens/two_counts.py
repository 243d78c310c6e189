"""A supplementary vote in words and margins: what the first count says, and what the second did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countroom.domain.counting.plurality import majority
from countroom.domain.counting.supplementary import first_count
from countroom.domain.electing import contenders
from countroom.domain.rule_set import in_preferences
from countroom.domain.sheets import OF_SECOND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.domain.declaration import Second, Totals
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import CandidateId
    from countroom.domain.state import ContestState, Provisional
    from countroom.texts import Texts

Where = Literal["seat", "remaining", "half"]
"""Between whom a margin lies: at the seat, at the last who remains, or before one half."""
_TWO = 2


@dataclass(frozen=True, slots=True)
class Margin:
    """The fewest papers that could change something, and where: after ``place`` candidates."""

    votes: int
    where: Where
    place: int


def margin_of(totals: Totals) -> Margin | None:
    """Give the narrowest margin of a supplementary vote's counts so far; None for one candidate.

    A paper that is settled moves a gap between two candidates by one at the most, and twice a
    candidate's figure against all of them by one too. More than half of ``n`` is needed, so a
    candidate with ``v`` lacks ``n - 2v + 1`` papers, or loses it with ``2v - n`` of them.
    """
    votes = totals.votes
    if len(votes) <= _TWO:
        gap = majority(votes, 1)
        return None if gap is None else Margin(gap, "seat", 1)
    ranking = sorted(votes.values(), reverse=True)
    over = 2 * ranking[0] - sum(ranking)
    margins = [Margin(over if over > 0 else 1 - over, "half", 1)]
    remaining = first_count(votes).remaining
    if len(remaining) > _TWO:
        margins.append(Margin(1, "remaining", _TWO))  # a tie: one paper sends somebody out
    elif remaining:
        margins.append(Margin(ranking[1] - ranking[2], "remaining", _TWO))
    last = majority(contenders(totals), 1) if totals.second else None
    if last is not None:
        margins.append(Margin(last, "seat", 1))
    return min(margins, key=lambda margin: margin.votes)


def more_than_half(totals: Totals) -> int:
    """Give the first preferences that are just more than half of all."""
    return totals.votes_total // 2 + 1


def say_counts(texts: Texts, state: ContestState) -> str:
    """Say what the count came to last drawn means for the next; empty for other systems.

    While the second count is keyed it is the first one's result that is said.
    """
    drawn = state.provisional or _first_told(state)
    if drawn is None or not in_preferences(state.contest.rule_set):
        return ""
    totals, contest = drawn.totals, state.contest
    needed = texts.figure(more_than_half(totals))
    if totals.second is not None:
        return say_second(texts, contest, totals.second, needed)
    if drawn.remaining:
        return texts.say(
            "First count: nobody has more than half of the {n} first preferences ({needed} "
            "needed). For the second count remain {names}.",
            n=texts.figure(totals.votes_total),
            needed=needed,
            names=names_of(contest, drawn.remaining),
        )
    if len(contest.candidates) <= _TWO or not drawn.elected:
        return ""
    return texts.say(
        "More than half of the {n} first preferences ({needed} needed): no second count.",
        n=texts.figure(totals.votes_total),
        needed=needed,
    )


def _first_told(state: ContestState) -> Provisional | None:
    """Give the first count that the sheets of seconds rest on, None while there are none."""
    if not state.sheets_of(OF_SECOND):
        return None
    return next((one for one in reversed(state.results) if one.remaining), None)


def say_second(texts: Texts, contest: Contest, second: Second, needed: str) -> str:
    """Say what was looked at in a second count, paper by paper."""
    return texts.say(
        "Second count: nobody had more than half of the first preferences ({needed} needed). "
        "{papers} papers were for nobody of {names}: {given} gave them a second preference, "
        "{elsewhere} gave it to somebody out, {rejected} were rejected.",
        needed=needed,
        papers=texts.figure(second.papers),
        names=names_of(contest, second.votes),
        given=texts.figure(sum(second.votes.values())),
        elsewhere=texts.figure(second.elsewhere),
        rejected=texts.figure(sum(second.rejected.values())),
    )


def names_of(contest: Contest, candidates: Iterable[CandidateId]) -> str:
    """Name candidates in the order of the ballot paper."""
    wanted = set(candidates)
    return ", ".join(one.name for one in contest.candidates if one.id in wanted)
