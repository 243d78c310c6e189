"""The receipt of boxes in the whole hall: what came through the door, and what is still out.

A box stands here once, however many contests have papers in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.screens.box_words import say_box, say_list
from countroom.domain.identifiers import BoxId, ContestId
from countroom.texts import short_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from countroom.domain.election import BallotBox
    from countroom.domain.events import BoxesReceived, Recorded
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

BoxState = Literal["out", "in", "broken"]

_WARDS: Final = 4
_FEWEST: Final = 2
"""Letters before a part of a name means a box: a receipt taken back stands in the log."""


@dataclass(frozen=True, slots=True)
class Came:
    """When a box came in and who took it, by name; both empty where the log was not read."""

    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A box of a station: where it comes from, whose papers it holds, whether it is in.

    ``wards`` are the contests' areas; ``note`` says of a box that is out whom it keeps waiting,
    of one that is in what was written about its seal. ``told`` is all of it in one sentence.
    """

    box: BoxId
    place: str
    wards: str
    state: BoxState
    note: str
    at: str
    by: str
    told: str


@dataclass(frozen=True, slots=True)
class WardLine:
    """The boxes of a contest: how many of how many are in."""

    contest: ContestId
    area: str
    came: int
    boxes: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """The whole page: boxes still out first, then those in, the last one on top."""

    lines: tuple[BoxLine, ...]
    wards: tuple[WardLine, ...]

    @property
    def came(self) -> int:
        """Count the boxes that are in."""
        return sum(line.state != "out" for line in self.lines)


def receipt_of(texts: Texts, count: Count, came: Mapping[BoxId, Came]) -> Receipt:
    """Put the page together; ``came`` says when and to whom, as far as the log was read."""
    holders = _holders(count)
    lacks = {state.contest.id: _missing(count, state) for state in _awaiting(count)}
    lines = [_line(texts, count, box, states, lacks, came) for box, states in holders.values()]
    last = {box: n for n, box in enumerate(count.received)}
    out = [line for line in lines if line.state == "out"]
    here = sorted((one for one in lines if one.state != "out"), key=lambda one: -last[one.box])
    pressing = {
        box: min((lacks[s.contest.id] for s in states if s.contest.id in lacks), default=0)
        for box, (_, states) in holders.items()
    }
    out.sort(key=lambda line: pressing[line.box])
    return Receipt((*out, *here), _wards(count))


def say_typed(texts: Texts, count: Count, receipt: Receipt, typed: str) -> str:
    """Say what Enter would do with what is typed, or what there is to do before."""
    found = find_boxes(count, typed)
    if found or len(typed.strip()) > 1:
        return say_found(texts, count, found)
    return say_start(texts, receipt)


def say_start(texts: Texts, receipt: Receipt) -> str:
    """Say what there is to do before anything is typed."""
    if receipt.came == len(receipt.lines):
        return texts.say("Every box is in.")
    return texts.say("Enter receives with the seal intact; F7 where the seal is not.")


def came_in(
    texts: Texts, count: Count, recorded: Iterable[Recorded], named: Mapping[PersonId, str]
) -> dict[BoxId, Came]:
    """Read from the log's receipts when each box came in, and who took it."""
    found: dict[BoxId, Came] = {}
    day = count.polling_day()
    for one in recorded:
        event: BoxesReceived = one.event  # type: ignore[assignment]
        by = ", ".join(named.get(person, person) for person in one.people)
        at = short_time(texts, one.at, day)
        found |= {receipt.box: Came(at, by) for receipt in event.receipts}
    return found


def find_boxes(count: Count, typed: str) -> tuple[BoxId, ...]:
    """Find the boxes a person means: by id, else by station, else by words of its name.

    Of several boxes of one station those still out come first.
    """
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return ()
    boxes = [box for box, _ in _holders(count).values()]
    ladder = (
        lambda box: box.id.casefold() == wanted,
        lambda box: box.place.casefold() == wanted,
        lambda box: len(wanted) >= _FEWEST and _holds(box, wanted.split()),
    )
    for means in ladder:
        found = [box.id for box in boxes if means(box)]
        if found:
            return tuple(sorted(found, key=lambda box: box in count.received))
    return ()


def say_found(texts: Texts, count: Count, found: Sequence[BoxId]) -> str:
    """Say what Enter would do with what is typed."""
    holders = _holders(count)
    out = [box for box in found if box not in count.received]
    if not found:
        return texts.say("No box is called that. Look at its label, or find it in the list.")
    if not out:
        return texts.say("{box} is in already.", box=say_box(texts, holders[found[0]][0]))
    if len(out) > 1:
        names = [say_box(texts, holders[box][0]) for box in out]
        return texts.say(
            "Several boxes: {boxes}. Type more, or choose in the list.",
            boxes=say_list(texts, names, _WARDS),
        )
    box, states = holders[out[0]]
    return texts.say(
        "Enter receives {box}, {wards}.",
        box=say_box(texts, box),
        wards=say_list(texts, [state.contest.area for state in states], _WARDS),
    )


def one_to_receive(count: Count, typed: str) -> BoxId | None:
    """Give the one box out there that is meant by what is typed; None for none or several."""
    out = [box for box in find_boxes(count, typed) if box not in count.received]
    return out[0] if len(out) == 1 else None


def ward_of(count: Count, box: BoxId) -> ContestId | None:
    """Give the first contest that has papers in a box."""
    found = _holders(count).get(box)
    return found[1][0].contest.id if found is not None else None


def _holds(box: BallotBox, words: Sequence[str]) -> bool:
    named = f"{box.id} {box.place} {box.polling_place}".casefold()
    return all(word in named for word in words)


def _holders(count: Count) -> dict[BoxId, tuple[BallotBox, list[ContestState]]]:
    """Give every station box once, with the contests that have papers in it.

    A box whose account was withdrawn never was, unless it came in.
    """
    found: dict[BoxId, tuple[BallotBox, list[ContestState]]] = {}
    for state in count.contests.values():
        for box in _boxes_of(count, state):
            found.setdefault(box.id, (box, []))[1].append(state)
    return found


def _boxes_of(count: Count, state: ContestState) -> list[BallotBox]:
    stations = [box for box in state.contest.boxes if box.kind == "station"]
    accounts = state.sheets_of(frozenset({"account"}))
    if len(accounts) >= len(state.contest.boxes):
        return stations
    awaited = {one.sheet.box for one in accounts} | set(count.received)
    return [box for box in stations if box.id in awaited or state.contest.uncontested]


def _line(
    texts: Texts,
    count: Count,
    box: BallotBox,
    states: Sequence[ContestState],
    lacks: Mapping[ContestId, int],
    came: Mapping[BoxId, Came],
) -> BoxLine:
    receipt, place = count.received.get(box.id), say_box(texts, box)
    wards = say_list(texts, [state.contest.area for state in states], _WARDS)
    when = came.get(box.id, Came())
    if receipt is None:
        alone = [s.contest.area for s in states if lacks.get(s.contest.id) == 1]
        note = ""
        if alone:
            names = say_list(texts, alone, _WARDS)
            note = texts.say("The last box of {wards}", wards=names)
        told = texts.say("{box}, {wards}: not in.", box=place, wards=wards)
        return BoxLine(box.id, place, wards, "out", note, "", "", f"{told} {note}".strip())
    if receipt.sealed:
        told = texts.say("{box}, {wards}: in, {time}.", box=place, wards=wards, time=when.at)
        return BoxLine(box.id, place, wards, "in", "", when.at, when.by, told)
    told = texts.say(
        "{box}, {wards}: in, {time}, its seal not intact: {note}.",
        box=place,
        wards=wards,
        time=when.at,
        note=receipt.note,
    )
    return BoxLine(box.id, place, wards, "broken", receipt.note, when.at, when.by, told)


def _awaiting(count: Count) -> list[ContestState]:
    return [state for state in count.contests.values() if state.called_off is None]


def _missing(count: Count, state: ContestState) -> int:
    return sum(box.id not in count.received for box in _boxes_of(count, state))


def _wards(count: Count) -> tuple[WardLine, ...]:
    """Count by contest: those that wait for boxes first, fewest to come on top."""
    lines = []
    for state in _awaiting(count):
        kinds = Counter(box.id in count.received for box in _boxes_of(count, state))
        if kinds.total():
            came = kinds[True]
            lines.append(WardLine(state.contest.id, state.contest.area, came, kinds.total()))
    return tuple(sorted(lines, key=lambda one: (one.came == one.boxes, one.boxes - one.came)))
