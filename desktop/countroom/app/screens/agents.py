"""The agents of a contest as they are typed: a row a candidate, names apart by semicolons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.domain.consultation import Agent, AgentKind, kinds_under
from countroom.domain.identifiers import CandidateId
from countroom.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.domain.state import ContestState

KINDS: Final[Mapping[AgentKind, str]] = {
    "election_agent": N_("Election agent"),
    "counting_agent_designated": N_("Counting agent named to ask for recounts"),
    "counting_agent": N_("Counting agents, apart by ;"),
}
"""What a candidate may appoint, as a column of the form."""


@dataclass(frozen=True, slots=True)
class AgentsOf:
    """Whom one candidate appointed, as typed, by kind."""

    candidate: CandidateId
    name: str
    typed: Mapping[AgentKind, str]


def rows_of(state: ContestState) -> tuple[AgentsOf, ...]:
    """Give the agents known now, candidate by candidate in the order of the ballot paper."""
    return tuple(
        AgentsOf(
            one.id,
            one.name,
            {
                kind: "; ".join(
                    agent.name
                    for agent in state.agents
                    if (agent.candidate, agent.kind) == (one.id, kind)
                )
                for kind in kinds_under(state.rules)
            },
        )
        for one in state.contest.candidates
    )


def agents_in(rows: Iterable[AgentsOf]) -> tuple[Agent, ...]:
    """Read what was typed; a name with nothing in it is none."""
    return tuple(
        Agent(row.candidate, kind, " ".join(name.split()))
        for row in rows
        for kind, text in row.typed.items()
        for name in text.split(";")
        if name.strip()
    )
