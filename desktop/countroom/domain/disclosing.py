"""The disclosure table, and the only way by which an outlet reads the count.

Votes come out of here for no contest that was not spoken, whatever a table says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.domain import events as ev
from countroom.domain.declaration import Declaration
from countroom.domain.disclosure import FACTS, FIGURES, Fact
from countroom.domain.election import Contest
from countroom.domain.identifiers import CandidateId
from countroom.domain.refusals import Refusal, refuse
from countroom.domain.sheets import OF_PAPERS
from countroom.domain.state import ContestState, Count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain import commands as do
    from countroom.domain.disclosure import Outlet
    from countroom.domain.identifiers import ContestId, ElectionId
    from countroom.domain.rule_set import RuleSet

Decision = tuple[ev.Event, ...] | Refusal
Step = Fact | Literal["nominated", "declared", "uncontested", "called_off"]

CARRIED: Final[Mapping[Outlet, frozenset[Fact]]] = {
    "hall": frozenset(FACTS),
    "observers": frozenset(FACTS),
    "feed": FIGURES,
    "press": frozenset(FACTS),
}
"""What each outlet can show at all: no word on a contest under way is ever sent to the feed."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an outlet may know of a contest now.

    ``step`` is the last one it may know of. ``boxes`` are stations' boxes in and all,
    ``verified`` papers; None where not known or not to be known. ``declaration`` is None for
    who was returned without a poll as well; ``elected`` and ``spoken_at`` are empty before the
    result is out. ``called_off`` says how the poll was, empty where it was not.
    """

    contest: Contest
    step: Step
    boxes: tuple[int, int] | None = None
    verified: int | None = None
    declaration: Declaration | None = None
    elected: tuple[CandidateId, ...] = ()
    spoken_at: str = ""
    called_off: str = ""


def set_disclosure(count: Count, command: do.SetDisclosure) -> Decision:
    """Show a fact or withhold it, once, where the law has it and the outlet carries it."""
    if command.election not in count.elections:
        return refuse("election_unknown", election=command.election)
    fact, outlet = command.fact, command.outlet
    if fact not in CARRIED[outlet]:
        return refuse("fact_not_carried", outlet=outlet, fact=fact)
    if fact not in facts_in(count, command.election):
        return refuse("fact_not_there", fact=fact)
    if not command.reason.strip():
        return refuse("reason_missing")
    if is_shown(count, command.election, outlet, fact) == command.shown:
        return refuse("disclosure_set_already", outlet=outlet, fact=fact)
    return (ev.DisclosureSet(command.election, outlet, fact, command.shown, command.reason),)


def facts_of(rules: RuleSet) -> tuple[Fact, ...]:
    """List the facts there can be under a law, in the order of the night.

    Stages where the law has each one announced; the local totals of an area election instead of a
    result, which another officer declares.
    """
    absent: set[Fact] = {"result" if not rules.declared_locally else "local_totals"}
    if "each_stage" not in rules.announced:
        absent.add("stage_figures")
    return tuple(fact for fact in FACTS if fact not in absent)


def facts_in(count: Count, election: ElectionId) -> tuple[Fact, ...]:
    """List the facts there can be of a poll's contests."""
    found = {fact for state in count.contests_of(election) for fact in facts_of(state.rules)}
    return tuple(fact for fact in FACTS if fact in found)


def is_shown(count: Count, election: ElectionId, outlet: Outlet, fact: Fact) -> bool:
    """Say what the table of a poll says; the law's own default stands until an officer decides."""
    decided = count.disclosures.get(election, {}).get((outlet, fact))
    if decided is not None:
        return decided
    states = count.contests_of(election)
    return all(
        state.rules.disclosure.shows(outlet, fact)
        for state in states
        if fact in facts_of(state.rules)
    )


def disclosed(count: Count, contest: ContestId, outlet: Outlet) -> Known:
    """Give what an outlet may know of a contest now.

    What was set up is public, and so is a poll called off. A step that is withheld looks like the
    one before it.
    """
    state = count.contests[contest]
    seen = {fact for fact in _reached(state) if _may_see(count, state, outlet, fact)}
    if state.called_off is not None:
        return Known(state.contest, "called_off", called_off=state.called_off.how)
    if seen & FIGURES:
        return _with_result(count, state, seen)
    return Known(state.contest, _last_of(seen), *_progress(count, state, seen))


def seen_at(count: Count, outlet: Outlet) -> Count:
    """Give the count as an outlet may see it: results that are out, and the set-up of the rest.

    No people, sheets, provisional results or prints are in it.
    """
    contests = {
        id_: _result_of(state)
        if disclosed(count, id_, outlet).step in ("declared", "uncontested")
        else _set_up_of(state)
        for id_, state in count.contests.items()
    }
    return Count(count.rule_sets, elections=count.elections, contests=contests)


def may_be_handed_out(count: Count, contest: ContestId) -> bool:
    """Say whether the press may have a contest's sheet: once spoken, unless it is withheld."""
    return disclosed(count, contest, "press").step in ("declared", "uncontested")


def _may_see(count: Count, state: ContestState, outlet: Outlet, fact: Fact) -> bool:
    there = fact in facts_of(state.rules) and fact in CARRIED[outlet]
    return there and is_shown(count, state.contest.election, outlet, fact)


def _reached(state: ContestState) -> frozenset[Fact]:
    """Give the facts that are so by now; figures only once they were spoken."""
    if state.declared is not None:
        return frozenset(FACTS) - {"stage_figures"}
    found: set[Fact] = set()
    if not state.contest.uncontested:
        found.add("boxes_in")
    if state.verification is not None:
        found.add("verified_turnout")
    if state.issued or any(sheet.begun for sheet in state.sheets_of(OF_PAPERS)):
        found.add("counting")
    if state.provisional is not None or state.recount is not None:
        found.add("provisional")
    if state.recount is not None:
        found.add("recount")
    if state.cleared is not None:
        found.add("cleared")
    return frozenset(found)


def _last_of(seen: set[Fact]) -> Step:
    """Name the last step seen; a first count under way is no recount."""
    for fact in reversed(FACTS):
        if fact in seen and fact not in FIGURES:
            return fact
    return "nominated"


def _progress(
    count: Count, state: ContestState, seen: set[Fact]
) -> tuple[tuple[int, int] | None, int | None]:
    boxes = [box.id for box in state.contest.boxes if box.kind == "station"]
    signed = state.verification
    came = sum(box in count.received for box in boxes)
    return (
        (came, len(boxes)) if "boxes_in" in seen else None,
        signed.verified if signed is not None and "verified_turnout" in seen else None,
    )


def _with_result(count: Count, state: ContestState, seen: set[Fact]) -> Known:
    cleared = state.cleared
    return Known(
        state.contest,
        "uncontested" if state.uncontested else "declared",
        *_progress(count, state, seen),
        cleared.event.declaration if cleared is not None else None,
        state.elected,
        state.spoken_at,
    )


def _set_up_of(state: ContestState) -> ContestState:
    return ContestState(state.contest, state.number, state.rules, {}, called_off=state.called_off)


def _result_of(state: ContestState) -> ContestState:
    return ContestState(
        state.contest,
        state.number,
        state.rules,
        {},
        cleared=state.cleared,
        declared=state.declared,
        spoken_at=state.spoken_at,
        uncontested=state.uncontested,
    )
