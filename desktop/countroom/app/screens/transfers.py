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

if TYPE_CHECKING:
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


def why_no_transfer(
    texts: Texts, count: Count, contest: ContestId, person: PersonId
) -> str | Refusal:
    """Say why this person cannot move papers here whatever they be; empty where they can.

    Which boxes and how many is asked for after.
    """
    found = holders(texts, count, contest)
    if len(found) < _TWO:
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
