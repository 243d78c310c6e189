"""The council: every seat before and after, who controls it, what changed, ward by ward.

Only declared contests give figures. Numbers are councillors, turnout is in hundredths of a per
cent, margins are votes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from countroom.app.returns import council_now
from countroom.app.screens.outcome import say_detail, say_headline
from countroom.app.screens.seats import SeatRow, Side, seat_rows
from countroom.domain.counting.plurality import majority as last_seat_margin
from countroom.domain.election import Party
from countroom.domain.identifiers import ContestId, ElectionId, PartyId
from countroom.texts import say_baseline, say_party, short_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.domain.council import Picture
    from countroom.domain.election import Composition
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts


_ISO_DAY: Final = 10
"""Characters of a day; a source may know the year only."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A party's seats: on the eve of poll, now, and the changes; None is not known or not yet."""

    party: Party
    name: str
    before: int | None
    now: int
    change: int | None
    change_last_fought: int | None


@dataclass(frozen=True, slots=True)
class Ward:
    """A contest's line; only a declared one has figures.

    ``turnout`` is in hundredths of a per cent, ``last_seat_by`` in votes; ``note`` says what
    stands for figures where there are none, ``told`` is the whole line in words.
    """

    contest: ContestId
    area: str
    declared: bool
    elected: tuple[Party, ...]
    turnout: int | None
    last_seat_by: int | None
    closest: bool
    time: str
    note: str
    told: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """A day that changes are counted from; ``given`` says whether it is known."""

    name: str
    text: str
    given: bool


@dataclass(frozen=True, slots=True)
class CouncilView:
    """All that the council's page shows of one election."""

    election: ElectionId
    name: str
    about: str
    headline: str
    certain: bool
    detail: tuple[str, ...]
    rows: tuple[SeatRow, ...]
    standings: tuple[Standing, ...]
    fought: bool
    baselines: tuple[Baseline, ...]
    declared: int
    wards: tuple[Ward, ...]


def council_view(texts: Texts, count: Count, election: ElectionId) -> CouncilView:
    """Put a council's page together."""
    states = count.contests_of(election)
    what, now = count.elections[election], council_now(count, election)
    names, composition = party_names(states), what.composition
    won = _won(states)
    seats = now.seats if now is not None else won
    sides = _sides(texts, names, seats, composition)
    declared = [state for state in states if state.declared is not None]
    return CouncilView(
        election=election,
        name=what.council.name,
        about=_about(texts, what.polling_day, states, now),
        headline=say_headline(texts, now, names),
        certain=now is not None and now.control_after is not None,
        detail=say_detail(texts, count, election, names),
        rows=seat_rows(texts, sides, composition, _open(states)),
        standings=_standings(sides, composition, now),
        fought=composition is not None and composition.last_fought is not None,
        baselines=_baselines(texts, composition),
        declared=len(declared),
        wards=_wards(texts, states, what.polling_day),
    )


def party_names(states: Sequence[ContestState]) -> dict[str, str]:
    """Name the party keys of those who stand."""
    return {
        candidate.party.key: candidate.party.name
        for state in states
        for candidate in state.contest.candidates
    }


def turnout(verified: int, electorate: int | None) -> int | None:
    """Give papers verified per elector in hundredths of a per cent, half up; None if unknown."""
    return (20_000 * verified + electorate) // (2 * electorate) if electorate else None


def say_percent(hundredths: int) -> str:
    """Write hundredths of a per cent: 28.14%."""
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _won(states: Sequence[ContestState]) -> dict[str, int]:
    keys = (s.contest.candidate(one).party.key for s in states for one in s.elected)
    return dict(Counter(keys))


def _open(states: Sequence[ContestState]) -> int:
    """Count the seats that are still to be declared."""
    return sum(state.contest.seats for state in states if state.declared is None)


def _sides(
    texts: Texts, names: Mapping[str, str], seats: Mapping[str, int], known: Composition | None
) -> tuple[Side, ...]:
    """List the parties of the council, those with most seats first."""
    before = known.before if known is not None else {}
    fought = known.last_fought or {} if known is not None else {}
    keys = sorted(
        {*seats, *before, *fought},
        key=lambda key: (-seats.get(key, 0), -before.get(key, 0), key),
    )
    return tuple(
        Side(
            _party(key, names),
            say_party(texts, key, names),
            before.get(key, 0),
            seats.get(key, 0),
        )
        for key in keys
    )


def _party(key: str, names: Mapping[str, str]) -> Party:
    """Give a party for a key; its letters and colour follow from it."""
    name = names.get(key, key.removeprefix("OTH:"))
    if key.startswith("OTH:"):
        return Party(PartyId(""), name, "OTH")
    stranger = key.startswith(("PP", "ynmp-", "joint-"))
    return Party(PartyId(key), name, "OTH") if stranger else Party(PartyId(""), name, key)


def _standings(
    sides: Sequence[Side], known: Composition | None, now: Picture | None
) -> tuple[Standing, ...]:
    change = now.change if now is not None else None
    fought = now.change_last_fought if now is not None else None
    has_before = known is not None and bool(known.before)
    return tuple(
        Standing(
            party=side.party,
            name=side.name,
            before=side.before if has_before else None,
            now=side.now,
            change=change.get(side.party.key, 0) if change is not None else None,
            change_last_fought=fought.get(side.party.key, 0) if fought is not None else None,
        )
        for side in sides
    )


def _about(texts: Texts, day: str, states: Sequence[ContestState], now: Picture | None) -> str:
    up, spoken = sum(state.contest.seats for state in states), texts.day(day)
    if now is None:
        return texts.count("{day}, {n} seat up", "{day}, {n} seats up", up, day=spoken)
    if now.seats_total == up:
        return texts.count("{day}, all {n} seat up", "{day}, all {n} seats up", up, day=spoken)
    return texts.say(
        "{day}, {up} of {total} seats up",
        day=spoken,
        up=texts.figure(up),
        total=texts.figure(now.seats_total),
    )


def _baselines(texts: Texts, known: Composition | None) -> tuple[Baseline, ...]:
    eve, fought = texts.say("The eve of poll"), texts.say("When these seats were last fought")
    if known is None:
        unknown = say_baseline(texts, "composition_not_known")
        return (Baseline(eve, unknown, given=False),)
    stood = texts.say(
        "The council as it stood, by-elections and defections included as far as known ({as_of}).",
        as_of=texts.day(known.as_of) if len(known.as_of) == _ISO_DAY else known.as_of,
    )
    new = say_baseline(texts, "new_council")
    won = texts.say("Who won the seats now up at their last ordinary election.")
    last = known.last_fought is not None
    why = won if last else say_baseline(texts, known.last_fought_unknown)
    return (
        Baseline(eve, stood if known.before else new, given=bool(known.before)),
        Baseline(fought, why, given=last),
    )


def _wards(texts: Texts, states: Sequence[ContestState], day: str) -> tuple[Ward, ...]:
    margins = {state.contest.id: _margin(state) for state in states}
    closest = min((m for m in margins.values() if m is not None), default=None)
    return tuple(
        _ward(texts, state, margins[state.contest.id], closest, day)
        for state in sorted(states, key=lambda state: state.contest.area)
    )


def _margin(state: ContestState) -> int | None:
    if state.declared is None or state.cleared is None:
        return None
    votes = state.cleared.event.declaration.totals.votes
    return last_seat_margin(votes, state.contest.seats)


def _ward(
    texts: Texts, state: ContestState, margin: int | None, closest: int | None, day: str
) -> Ward:
    contest, declared = state.contest, state.declared is not None
    seats = texts.count("{n} seat", "{n} seats", contest.seats)
    polled = state.cleared if declared else None
    note = "" if declared else texts.say("Not declared yet, {seats}", seats=seats)
    if state.uncontested:
        note = texts.say("Returned without a poll")
    row = Ward(
        contest=contest.id,
        area=contest.area,
        declared=declared,
        elected=tuple(contest.candidate(one).party for one in state.elected),
        turnout=turnout(polled.event.declaration.totals.verified, contest.electorate)
        if polled
        else None,
        last_seat_by=margin,
        closest=margin is not None and margin == closest,
        time=short_time(texts, state.spoken_at, day) if declared else "",
        note=note,
        told="",
    )
    return _with_words(texts, row)


def _with_words(texts: Texts, row: Ward) -> Ward:
    if not row.declared:
        told = f"{row.area}. {row.note}"
    else:
        unknown = texts.say("not known")
        told = texts.say(
            "{area}: elected {parties}. Turnout {turnout}. Last seat by {margin}. Declared {time}.",
            area=row.area,
            parties=", ".join(say_party(texts, p.key, {p.key: p.name}) for p in row.elected),
            turnout=say_percent(row.turnout) if row.turnout is not None else unknown,
            margin=texts.figure(row.last_seat_by) if row.last_seat_by is not None else unknown,
            time=row.time,
        )
    return replace(row, told=told)
