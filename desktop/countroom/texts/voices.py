"""Who spoke at a consultation, as the room and the record name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.texts.spoken import say_capacity

if TYPE_CHECKING:
    from countroom.domain.consultation import Voice
    from countroom.domain.state import ContestState
    from countroom.texts.catalogue import Texts


def say_voice(texts: Texts, state: ContestState, voice: Voice) -> str:
    """Name somebody, as what, and for whom."""
    if voice.candidate is None:
        return capitalised(say_capacity(texts, voice.capacity))
    candidate = state.contest.candidate(voice.candidate).name
    if voice.capacity == "candidate":
        return texts.say(
            "{name}, {capacity}", name=candidate, capacity=say_capacity(texts, voice.capacity)
        )
    return texts.say(
        "{names}, {capacity} of {candidate}",
        names=names_heard(state, voice) or texts.say("somebody not on the list"),
        capacity=say_capacity(texts, voice.capacity),
        candidate=candidate,
    )


def names_heard(state: ContestState, voice: Voice) -> str:
    """Name the people who are heard in a capacity for a candidate, empty for nobody."""
    return ", ".join(
        agent.name
        for agent in state.agents
        if (agent.candidate, agent.kind) == (voice.candidate, voice.capacity)
    )


def capitalised(words: str) -> str:
    """Begin words with a capital."""
    return words[:1].upper() + words[1:]
