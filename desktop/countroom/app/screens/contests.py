"""The board: how far the night is, who is waited for, and every contest as a tile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.screens.gate import Gate, gate_of
from countroom.app.screens.way import Step, may_do, say_step, steps
from countroom.domain.election import Party
from countroom.domain.identifiers import ContestId, KeyId, PersonId, SheetId
from countroom.domain.people import Role
from countroom.texts import N_, say_party, say_role, say_state, say_time, short_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.domain.sheets import SheetKind
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

Group = Literal["boxes", "verified", "entry", "differ", "agreed", "declared"]

GROUPS: Final[Mapping[Group, tuple[str, str]]] = {
    "boxes": ("boxes", N_("Boxes coming in")),
    "verified": ("verified", N_("Verified")),
    "entry": ("first", N_("Entry")),
    "differ": ("difference", N_("Entries differ")),
    "agreed": ("provisional", N_("Agreed, provisional")),
    "declared": ("declared", N_("Declared")),
}
"""The six steps that are counted: the state key each looks like, and its word."""

_GROUP_OF: Final[Mapping[str, Group | None]] = {
    "nominated": "boxes",
    "boxes": "boxes",
    "verified": "verified",
    "first": "entry",
    "second": "entry",
    "waiting-second": "entry",
    "difference": "differ",
    "paused": None,
    "countermanded": None,
    "abandoned": None,
}
_TRACK: Final[Mapping[str, int]] = {
    "nominated": 0,
    "boxes": 0,
    "verified": 2,
    "first": 2,
    "waiting-second": 3,
    "second": 3,
    "difference": 4,
    "recount": 4,
}
_PRESSING: Final = (
    "difference",
    "lot",
    "readback",
    "provisional",
    "recount",
    "settled",
    "second",
    "first",
    "waiting-second",
    "boxes",
    "uncontested",
    "nominated",
    "verified",
    "paused",
    "countermanded",
    "abandoned",
)
"""States in the order in which a person is called for them."""
MOST_TILES: Final = 24
"""Contests that are drawn as large tiles; with more they are low, and then cells of a column."""
MOST_LOW_TILES: Final = 60
_ACCOUNTS: Final[frozenset[SheetKind]] = frozenset({"account"})
_AGREED_TRACK: Final = 5
_WHOLE_TRACK: Final = 6


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the board: their roles and key, and how they see others named."""

    roles: tuple[Role, ...] = ()
    key: KeyId | None = None
    name_of: Callable[[PersonId], str] = str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A contest that waits for a person, or for a sheet of paper when ``urgent`` is False.

    ``mine`` says that the reader may do it; ``told`` is all of it in one sentence.
    """

    contest: ContestId
    area: str
    step: Step
    sentence: str
    whose: str
    mine: bool
    urgent: bool
    told: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A contest on the board; ``track`` is how many of the six steps are behind it.

    ``aside`` is the short figure or name beside the state, ``elected`` the parties of those
    elected once declared. ``group`` is None under seal and where the poll is called off.
    """

    contest: ContestId
    area: str
    step: Step
    group: Group | None
    word: str
    urgent: bool
    track: int
    aside: str
    elected: tuple[Party, ...]
    spoken_at: str
    told: str
    sheets: tuple[SheetId, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board; ``seats`` are those of declared contests by party, most first.

    ``majority`` is None unless the whole council is elected here, by itself. Polls called off
    are not counted. ``gate`` is what combined polls wait for.
    """

    declared: int
    contests: int
    seats_declared: int
    seats_up: int
    majority: int | None
    steps: Mapping[Group, int]
    seats: tuple[tuple[Party, int], ...]
    waiting: tuple[Waiting, ...]
    tiles: tuple[Tile, ...]
    gate: Gate

    @property
    def urgent(self) -> int:
        """Count the contests that wait for a person."""
        return sum(one.urgent for one in self.waiting)


def board(texts: Texts, count: Count, reader: Reader) -> Board:
    """Put the board together as this reader sees it."""
    states = tuple(count.contests.values())
    ways = [(state, steps(count, state)) for state in states]
    tiles = [_tile(texts, count, state, way[0], reader) for state, way in ways]
    declared = [state for state in states if state.declared is not None]
    held = [state for state in states if state.called_off is None]
    groups = Counter(one.group for one in tiles)
    return Board(
        declared=len(declared),
        contests=len(held),
        seats_declared=sum(state.contest.seats for state in declared),
        seats_up=sum(state.contest.seats for state in held),
        majority=_majority(count),
        steps={group: groups[group] for group in GROUPS},
        seats=_seats(declared),
        waiting=_waiting(texts, ways, reader),
        tiles=tuple(sorted(tiles, key=_place if len(tiles) <= MOST_LOW_TILES else _place_by_name)),
        gate=gate_of(count),
    )


def tile(texts: Texts, count: Count, state: ContestState, reader: Reader) -> Tile:
    """Make a contest's tile."""
    return _tile(texts, count, state, steps(count, state)[0], reader)


def _tile(texts: Texts, count: Count, state: ContestState, step: Step, reader: Reader) -> Tile:
    contest = state.contest
    parties = tuple(contest.candidate(one).party for one in state.elected)
    word = say_state(texts, "declared" if step.state == "published" else step.state)
    return Tile(
        contest=contest.id,
        area=contest.area,
        step=step,
        group="declared" if state.declared else _GROUP_OF.get(step.state, "agreed"),
        word=word,
        urgent=_urgent(step),
        track=_track(state, step),
        aside=_aside(texts, state, step, reader, count.polling_day(contest.id)),
        elected=parties,
        spoken_at=state.spoken_at if state.declared else "",
        told=_told(texts, state, step, word, reader),
        sheets=tuple(state.sheets),
    )


def matches(one: Tile, group: Group | None, typed: str) -> bool:
    """Say whether a tile is of the chosen step and called or numbered as typed.

    Every word stands in the name, or the whole begins the number of one of its sheets.
    """
    if group is not None and one.group != group:
        return False
    area, wanted = one.area.casefold(), typed.casefold().split()
    return all(word in area for word in wanted) or any(
        sheet.startswith(typed.strip()) for sheet in one.sheets
    )


def say_whose(texts: Texts, state: ContestState, step: Step, reader: Reader) -> str:
    """Say whose job a step is."""
    if not step.roles:
        return ""
    if step.state == "nominated":
        return texts.say("Two people: supervisor, officer or administrator")
    other = state.sheets[step.sheet].entry(3 - step.entry) if step.sheet and step.entry else None
    if other is not None:
        return texts.say("Any keyer but {person}", person=reader.name_of(other.person))
    return say_role(texts, step.roles[0])


def _urgent(step: Step) -> bool:
    return bool(step.roles) and not step.paper


def _track(state: ContestState, step: Step) -> int:
    if state.declared is not None:
        return _WHOLE_TRACK
    if state.verification is None:
        return int(state.proven and bool(state.sheets) and not state.boxes_out)
    return _TRACK.get(step.state, _AGREED_TRACK)


def _aside(texts: Texts, state: ContestState, step: Step, reader: Reader, day: str) -> str:
    if state.declared is not None:
        return short_time(texts, state.spoken_at, day)
    if state.verification is None and state.proven and state.sheets:
        accounts = [s for s in state.sheets_of(_ACCOUNTS) if s.sheet.box is not None]
        came = sum(s.settled is not None for s in accounts)
        return texts.say("{n} of {all}", n=came, all=len(accounts))
    first = state.sheets[step.sheet].first if step.sheet and step.entry else None
    return reader.name_of(first.person) if first is not None else ""


def _told(texts: Texts, state: ContestState, step: Step, word: str, reader: Reader) -> str:
    area = state.contest.area
    if state.declared is None:
        return texts.say(
            "{area}: {state}. {todo}. {whose}.",
            area=area,
            state=word,
            todo=say_step(texts, step),
            whose=say_whose(texts, state, step, reader),
        )
    parties = (state.contest.candidate(one).party for one in state.elected)
    return texts.say(
        "{area}: {state} {time}. Elected: {parties}.",
        area=area,
        state=word,
        time=say_time(texts, state.spoken_at),
        parties=", ".join(say_party(texts, one.key, {one.key: one.name}) for one in parties),
    )


def _place(one: Tile) -> tuple[bool, int, str, str]:
    """Order tiles: those that wait for a person, then step by step, declared ones by time."""
    if one.urgent:
        return False, _PRESSING.index(one.step.state), "", one.area
    group = len(GROUPS) if one.group is None else tuple(GROUPS).index(one.group)
    return True, group, one.spoken_at, one.area


def _place_by_name(one: Tile) -> tuple[bool, int, str, str]:
    """Order many: declared ones by name too, for nobody remembers the time of so many."""
    late, step, _, area = _place(one)
    return late, step, "", area


def _waiting(
    texts: Texts, ways: Iterable[tuple[ContestState, tuple[Step, ...]]], reader: Reader
) -> tuple[Waiting, ...]:
    rows = [
        _row(texts, state, way, reader)
        for state, way in ways
        if state.declared is None and state.called_off is None
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (not row.urgent, not row.mine, _PRESSING.index(row.step.state)),
        )
    )


def _row(texts: Texts, state: ContestState, open_now: tuple[Step, ...], reader: Reader) -> Waiting:
    own = [step for step in open_now if may_do(step, reader.roles, reader.key)]
    step = own[0] if own else open_now[0]
    sentence, whose = say_step(texts, step), say_whose(texts, state, step, reader)
    area = state.contest.area
    return Waiting(
        contest=state.contest.id,
        area=area,
        step=step,
        sentence=sentence,
        whose=whose,
        mine=bool(own),
        urgent=_urgent(step),
        told=texts.say("{area}: {todo}. {whose}.", area=area, todo=sentence, whose=whose),
    )


def _seats(declared: Iterable[ContestState]) -> tuple[tuple[Party, int], ...]:
    parties: dict[str, Party] = {}
    won: Counter[str] = Counter()
    for state in declared:
        for one in state.elected:
            party = state.contest.candidate(one).party
            parties.setdefault(party.key, party)
            won[party.key] += 1
    return tuple((parties[key], seats) for key, seats in won.most_common())


def _majority(count: Count) -> int | None:
    elections = tuple(count.elections.values())
    composition = elections[0].composition if len(elections) == 1 else None
    if composition is None or composition.continuing:
        return None
    return composition.seats_total // 2 + 1
