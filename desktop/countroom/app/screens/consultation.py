"""The consultation in words: who is heard, who asked for a recount, what may be decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from countroom.app.screens.papers import say_table
from countroom.domain import commands as do
from countroom.domain.consultation import Scope, Voice
from countroom.domain.consulting import may_ask, sheets_in, voices
from countroom.domain.identifiers import ContestId, MiniCountId, PersonId
from countroom.texts import say_capacity, say_scope
from countroom.texts.voices import capitalised, names_heard, say_voice

if TYPE_CHECKING:
    from collections.abc import Collection

    from countroom.domain.state import ContestState
    from countroom.texts import Texts

Ruling = Scope | Literal["refuse"]
"""What an officer decides on a request: to refuse it, or what is counted again."""

Asker = Voice | Literal["choose", "officer"]
"""Who asks: nobody is chosen yet, or the officer wants it without being asked."""

IN_SETS: Final[frozenset[Ruling]] = frozenset({"mini_counts", "whole"})
"""What may come back on new sheets."""
BY_TABLE: Final[frozenset[Ruling]] = frozenset(
    {"bundles", "rejected", "mini_counts", "second_count"}
)
"""What may be narrowed to some tables."""
_AREA: Final = Voice(None, "area_officer")
_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who is heard: by which names, as what, and that they may only watch if so."""

    voice: Voice
    words: str


@dataclass(frozen=True, slots=True)
class HeardFor:
    """All who are heard for one candidate, the candidate first."""

    candidate: str
    people: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the form has it filled in."""

    by: PersonId
    contest: ContestId
    version: int
    asked_by: Asker
    ruling: Ruling
    tables: tuple[MiniCountId, ...]
    on_new_sheets: bool
    reason: str


def heard(texts: Texts, state: ContestState) -> tuple[HeardFor, ...]:
    """List who is heard, candidate by candidate in the order of the ballot paper."""
    every = voices(state)
    return tuple(
        HeardFor(
            one.name,
            tuple(
                Heard(voice, _words(texts, state, voice))
                for voice in every
                if voice.candidate == one.id
            ),
        )
        for one in state.contest.candidates
    )


def askers(texts: Texts, state: ContestState) -> dict[Asker, str]:
    """Name everybody in whose name a recount may be decided on; nobody is chosen at first.

    Those who may not ask are among them: who tries is told by the law's own words.
    """
    found: dict[Asker, str] = {"choose": texts.say("Choose")}
    for voice in voices(state):
        if may_ask(state, voice):
            found[voice] = say_voice(texts, state, voice)
    if may_ask(state, _AREA):
        found[_AREA] = say_voice(texts, state, _AREA)
    found["officer"] = texts.say("Nobody asked: the officer's own wish")
    for voice in voices(state):
        if voice not in found:
            found[voice] = texts.say("{voice}: may not ask", voice=say_voice(texts, state, voice))
    return found


def rulings(texts: Texts, state: ContestState) -> dict[Ruling, str]:
    """List what can be decided: what holds nothing to count again is left out."""
    found: dict[Ruling, str] = {}
    for scope in get_args(Scope):
        several = len(state.contest.counted_in) >= _SEVERAL
        if sheets_in(state, scope) and (scope != "mini_counts" or several):
            found[scope] = say_scope(texts, scope)
    found["refuse"] = texts.say("Refused as unreasonable")
    return found


def tables(texts: Texts, state: ContestState) -> dict[MiniCountId, str]:
    """Name the tables that may count again; empty where there is only one."""
    found = {one.id: say_table(texts, one) for one in state.contest.counted_in}
    return found if len(found) >= _SEVERAL else {}


def command_of(request: Request) -> do.RefuseRecount | do.GrantRecount | None:
    """Make the command of a request; None while nobody is named whom it could answer."""
    asked_by = request.asked_by
    voice = asked_by if isinstance(asked_by, Voice) else None
    by, contest, version, reason = request.by, request.contest, request.version, request.reason
    if request.ruling == "refuse":
        return do.RefuseRecount(by, contest, version, voice, reason) if voice else None
    if asked_by == "choose":
        return None
    return do.GrantRecount(
        by,
        contest,
        version,
        voice,
        request.ruling,
        request.tables if request.ruling in BY_TABLE else (),
        reason,
        request.on_new_sheets and request.ruling in IN_SETS,
    )


def refusals(texts: Texts, state: ContestState) -> tuple[str, ...]:
    """Say which requests were refused and why, the last first."""
    return tuple(
        texts.say(
            "Result {number}, asked by {voice}: {reason}",
            number=one.version,
            voice=say_voice(texts, state, one.asked_by),
            reason=one.reason,
        )
        for one in reversed(state.refused)
    )


def present(ticked: Collection[Voice], state: ContestState) -> tuple[Voice, ...]:
    """Keep of those ticked the ones who are still heard, in the order of the list."""
    return tuple(voice for voice in voices(state) if voice in ticked)


def _words(texts: Texts, state: ContestState, voice: Voice) -> str:
    capacity = say_capacity(texts, voice.capacity)
    if voice.capacity == "candidate":
        return capitalised(capacity)
    names = names_heard(state, voice)
    if may_ask(state, voice):
        return texts.say("{name}, {capacity}", name=names, capacity=capacity)
    return texts.say("{name}, {capacity}: watches, may not ask", name=names, capacity=capacity)
