"""The words about a file of agents: what each kind may be called, and what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.texts.catalogue import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.consultation import AgentKind

AGENT_KINDS: Final[Mapping[str, AgentKind]] = {
    "election agent": "election_agent",
    "asiant etholiad": "election_agent",
    "counting agent": "counting_agent",
    "asiant cyfrif": "counting_agent",
    "counting agent designated": "counting_agent_designated",
    "designated counting agent": "counting_agent_designated",
    "designated": "counting_agent_designated",
    "asiant cyfrif dynodedig": "counting_agent_designated",
    "dynodedig": "counting_agent_designated",
}
"""Kinds as a file may write them, in English and Welsh, in small letters."""

AGENT_FAULTS: Final[Mapping[str, str]] = {
    "ward_unknown": N_(
        "No contest of this hall is called “{text}”. Write its name as on the board."
    ),
    "ward_of_several_polls": N_(
        "Several polls of this hall have a contest “{text}”. Say which in a column poll."
    ),
    "candidate_unknown": N_(
        "“{text}” is no candidate in {ward}, or is more than one. Write the whole name as on the "
        "ballot paper."
    ),
    "kind_unknown": N_(
        "“{text}” is no kind of agent. Write election agent, counting agent, or designated."
    ),
    "kind_not_here": N_(
        "In {ward} the law names no counting agent who may ask for a recount. Write counting agent."
    ),
    "agent_twice": N_("This agent stands in row {first} already. Take one of them out."),
    "agent_is_one": N_(
        "The candidate has an agent of this kind in row {first} already, and may have one. "
        "Mend the kind, or take one out."
    ),
    "agent_too_long": N_("The name is longer than {most} letters. Shorten it."),
    "no_agents": N_("The file has no agent in it. Add a row for each."),
}
