"""The running order as a page shows it: groups and their rows, moves, and the words of a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from countroom.app.screens.platform import say_call, spoken_name
from countroom.domain.identifiers import ContestId
from countroom.domain.prints import standing_papers
from countroom.domain.running_order import running_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.running_order import Group
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

T = TypeVar("T")
Groups = tuple[tuple[ContestId, ...], ...]
Where = Literal["called", "queue", "to_clear", "spoken"]


@dataclass(frozen=True, slots=True)
class Row:
    """A contest on its way to the platform, read with ``others`` of its group.

    ``place`` is its group's from 1, over called ones and the queue, 0 for what is in neither;
    ``script`` is the print of the hall that has one script for the group, 0 for none.
    """

    contest: ContestId
    where: Where
    area: str
    place: int
    others: tuple[str, ...] = ()
    script: int = 0


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody to be called to stand; ``how`` notes how the name is said."""

    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Call:
    """What is said to call a contest's candidates: a sentence in each language, then the names."""

    area: str
    said: tuple[str, ...]
    candidates: tuple[Stand, ...]


def order_rows(count: Count) -> tuple[Row, ...]:
    """List who is called, the queue, what could be cleared, and what is spoken, latest first."""
    order = running_order(count)
    waiting: tuple[tuple[Where, Group], ...] = (
        *(("called", group) for group in order.called),
        *(("queue", group) for group in order.queue),
    )
    rows = [
        Row(
            state.contest.id,
            where,
            state.contest.area,
            place,
            _others(group, state),
            script_of(count, _ids(group)),
        )
        for place, (where, group) in enumerate(waiting, 1)
        for state in group
    ]
    to_clear = [one for one in count.contests.values() if one.stage == "consulted"]
    rows += [Row(one.contest.id, "to_clear", one.contest.area, 0) for one in to_clear]
    spoken = reversed(order.spoken)
    rows += [Row(one.contest.id, "spoken", one.contest.area, 0) for one in spoken]
    return tuple(rows)


def script_of(count: Count, group: tuple[ContestId, ...]) -> int:
    """Give the print with one script for a group, of which some may be spoken; 0 for none."""
    for job in reversed(count.jobs):
        same = job.clearances and job.contests[-len(group) :] == group
        if same and any(paper.kind == "script" for paper in standing_papers(count, job)):
            return job.number
    return 0


def queued(count: Count) -> Groups:
    """Give the queue by contests."""
    return tuple(_ids(group) for group in running_order(count).queue)


def group_of(count: Count, contest: ContestId) -> tuple[ContestId, ...]:
    """Give the contests that are read together with one, itself among them."""
    order = running_order(count)
    groups = (_ids(group) for group in (*order.called, *order.queue))
    return next((group for group in groups if contest in group), (contest,))


def moved(groups: Groups, contest: ContestId, step: Literal[-1, 1]) -> Groups:
    """Move a contest within its group; at the group's edge the whole group moves past the next."""
    at, within = _find(groups, contest)
    group, there = groups[at], within + step
    if 0 <= there < len(group):
        return (*groups[:at], _swapped(group, within, there), *groups[at + 1 :])
    beside = at + step
    return _swapped(groups, at, beside) if 0 <= beside < len(groups) else groups


def joined(groups: Groups, contest: ContestId) -> Groups:
    """Read the first of a group together with the group above; part a group above any other."""
    at, within = _find(groups, contest)
    group = groups[at]
    if within:
        return (*groups[:at], group[:within], group[within:], *groups[at + 1 :])
    if not at:
        return groups
    return (*groups[: at - 1], groups[at - 1] + group, *groups[at + 1 :])


def calls(count: Count, contests: Sequence[ContestId], voices: Sequence[Texts]) -> tuple[Call, ...]:
    """Write the call of a group, contest by contest, in the languages it is read in."""
    return tuple(_call(count.contests[contest], voices) for contest in contests)


def _call(state: ContestState, voices: Sequence[Texts]) -> Call:
    contest = state.contest
    said = tuple(say_call(texts, contest) for texts in voices)
    names = tuple(
        Stand(" ".join(spoken_name(one)).strip(), state.how_said.get(one.id, ""))
        for one in contest.candidates
    )
    return Call(contest.area, said, names)


def _others(group: Group, state: ContestState) -> tuple[str, ...]:
    return tuple(one.contest.area for one in group if one is not state)


def _ids(group: Group) -> tuple[ContestId, ...]:
    return tuple(state.contest.id for state in group)


def _find(groups: Groups, contest: ContestId) -> tuple[int, int]:
    return next((at, group.index(contest)) for at, group in enumerate(groups) if contest in group)


def _swapped(things: tuple[T, ...], one: int, other: int) -> tuple[T, ...]:
    found = list(things)
    found[one], found[other] = found[other], found[one]
    return tuple(found)
