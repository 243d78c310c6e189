"""A file of agents as it would be taken down: read against this hall, shown before it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from countroom.app.screens.new_count import read_columns, say_fault_of_set_up
from countroom.app.sources.agents import read_agents
from countroom.domain.consultation import kinds_under
from countroom.domain.faults import Fault
from countroom.texts import say_fault

if TYPE_CHECKING:
    from countroom.app.sources.agents import Agents
    from countroom.domain.consultation import AgentKind
    from countroom.domain.election import Contest
    from countroom.domain.state import Count
    from countroom.texts import Texts


def read_for_hall(texts: Texts, count: Count, path: str, columns: str) -> Agents | str:
    """Read a file as typed, with ``theirs=ours`` in ``columns``; or say all that is wrong, by row.

    Only as much of it can be taken down as is right altogether: nothing of a file with a fault.
    """
    if not path.strip():
        return ""
    hall = [
        (election, [state.contest for state in count.contests_of(election.id)])
        for election in count.elections.values()
    ]

    def kinds(contest: Contest) -> tuple[AgentKind, ...]:
        return kinds_under(count.contests[contest.id].rules)

    try:
        found = read_agents(Path(path.strip()).expanduser(), read_columns(columns), hall, kinds)
    except Fault as fault:
        return say_fault(texts, fault.code, fault.details)
    if isinstance(found, tuple):
        named = (replace(fault, file=Path(fault.file).name) for fault in found)
        return "\n".join(say_fault_of_set_up(texts, fault) for fault in named)
    return found


def say_agents(texts: Texts, count: Count, agents: Agents) -> str:
    """Say contest by contest how many are taken down, and how many stood there."""
    lines = []
    for contest, people in agents.items():
        state = count.contests[contest]
        told = texts.count("{n} agent", "{n} agents", len(people))
        if state.agents:
            told = texts.say(
                "{agents}, in the place of {before}",
                agents=told,
                before=texts.figure(len(state.agents)),
            )
        lines.append(f"{state.contest.area}: {told}")
    return "\n".join(lines)
