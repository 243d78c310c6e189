"""Papers found in a box of another contest: between which boxes they can be moved, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.screens.box_words import say_box
from countroom.domain.figures import read_figure
from countroom.domain.hall import Transfer
from countroom.domain.identifiers import BoxId, ContestId
from countroom.domain.openness import open_contest
from countroom.domain.refusals import Refusal, refuse
from countroom.texts import say_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.hall import Sent
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import Count
    from countroom.texts import Texts

_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Holder:
    """A contest that papers can be moved out of or into, with its boxes by name."""

    contest: ContestId
    area: str
    boxes: tuple[tuple[BoxId, str], ...]


@dataclass(frozen=True, slots=True)
class TransferLine:
    """A transfer in words: where the papers lay and belong, how many, why, by whom and when."""

    source: str
    target: str
    papers: int
    how: str
    reason: str
    signed: str


def transfer_lines(
    texts: Texts, count: Count, contest: ContestId, named: Callable[[PersonId], str]
) -> tuple[TransferLine, ...]:
    """List the transfers out of a contest's boxes or into them, in the order of the night."""
    every = (one for state in count.contests.values() for one in state.sent)
    own = (one for one in every if contest in (one.transfer.source, one.transfer.target))
    return tuple(_line(texts, count, one, named) for one in sorted(own, key=lambda one: one.at))


def holders(texts: Texts, count: Count, first: ContestId) -> tuple[Holder, ...]:
    """List the contests with a poll, the one the page is about first."""
    states = [s for s in count.contests.values() if not s.contest.uncontested]
    states.sort(key=lambda state: state.contest.id != first)
    return tuple(
        Holder(
            state.contest.id,
            state.contest.area,
            tuple((box.id, say_box(texts, box)) for box in state.contest.boxes),
        )
        for state in states
    )


def _line(texts: Texts, count: Count, one: Sent, named: Callable[[PersonId], str]) -> TransferLine:
    transfer = one.transfer
    how = (
        texts.say("Counted with the box they lay in")
        if transfer.counted
        else texts.say("Set aside before the box was counted")
    )
    by = ", ".join(map(named, one.people))
    return TransferLine(
        _box(texts, count, transfer.source, transfer.source_box),
        _box(texts, count, transfer.target, transfer.target_box),
        transfer.papers,
        how,
        one.reason,
        texts.say("{time} by {person}", time=say_time(texts, one.at), person=by),
    )


def _box(texts: Texts, count: Count, contest: ContestId, box: BoxId) -> str:
    found = count.contests[contest].contest
    held = found.box(box)
    name = say_box(texts, held) if held is not None else box
    return f"{found.area}, {name}"


def why_no_transfer(
    texts: Texts, count: Count, contest: ContestId, person: PersonId
) -> str | Refusal:
    """Say why this person cannot move papers here whatever they be; empty where they can.

    Which boxes and how many is asked for after.
    """
    if sum(not state.contest.uncontested for state in count.contests.values()) < _TWO:
        return texts.say("There is no other ward here that papers could belong to.")
    roles = count.people[person].roles if person in count.people else ()
    if not roles:
        return refuse("nobody_signed")
    if not {"supervisor", "officer"} & set(roles):
        return refuse("role_missing", person=person, roles="supervisor officer")
    state = open_contest(count, contest)
    return state if isinstance(state, Refusal) else ""


def likely_target(found: tuple[Holder, ...], source: ContestId, box: BoxId) -> Holder | None:
    """Give where papers out of a box most likely belong: a contest that shares it, else any."""
    others = [one for one in found if one.contest != source]
    sharing = [one for one in others if box in dict(one.boxes)]
    return next(iter([*sharing, *others]), None)


def likely_box(target: Holder, source_box: BoxId) -> BoxId | None:
    """Give the box of the target that the papers go to: the shared one, else the first."""
    boxes = [box for box, _ in target.boxes]
    return source_box if source_box in boxes else next(iter(boxes), None)


def read_transfer(
    source: tuple[ContestId, BoxId],
    target: tuple[ContestId, BoxId],
    papers: str,
    *,
    counted: bool,
) -> Transfer | Refusal:
    """Read a transfer as typed."""
    number = read_figure(papers)
    if isinstance(number, Refusal):
        return number
    return Transfer(*source, *target, number, counted)
