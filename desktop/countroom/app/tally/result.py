"""What a tally says, whatever the counting system: plain values, ready to print or to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.domain.rule_set import RuleSet

if TYPE_CHECKING:
    from countroom.domain.counting.discrepancy import Discrepancy


@dataclass(frozen=True, slots=True)
class Chosen:
    """Someone elected: the place on the ballot paper from 1, or of the party among the parties.

    ``name`` is empty for a list seat whose person the input does not name. ``stage`` is the one
    at which they were elected, or the list seat, from 1.
    """

    number: int
    name: str
    party: str
    stage: int = 1


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage: what was done to whose papers, and the totals after it as decimal strings."""

    number: int
    action: str
    moved: tuple[int, ...]
    transfer_value: str | None
    totals: tuple[str, ...]
    non_transferable: str


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot, with names; ``drawn`` is empty while it is still to be drawn."""

    stage: int
    purpose: str
    tied: tuple[str, ...]
    drawn: str


@dataclass(frozen=True, slots=True)
class Note:
    """A figure that does not add up, as decimal strings, and whose it is (a place, or None).

    ``area`` is the local count it stands in, empty for the whole contest.
    """

    code: str
    stage: int | None
    candidate: int | None
    figure: str | None
    expected: str | None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Departed:
    """A stage at which something else was done than the law asks; empty ``asked`` for nothing.

    ``by_lot``: it asks for one of ``asked_of``, by lot. ``reason`` is what a hand count gives.
    """

    stage: int
    asked: str
    asked_of: tuple[int, ...]
    by_lot: bool
    done: str
    done_to: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Surplus:
    """The surplus of an elected candidate, by place, in votes as a decimal string."""

    number: int
    votes: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the law asks for next at a hand count; empty ``action`` where nothing more.

    ``of`` are places: one whose ``surplus``, in votes, is to be transferred, or those to be
    excluded together. The surpluses ``waiting`` could not change who these are.
    """

    action: str
    of: tuple[int, ...]
    surplus: str = ""
    waiting: tuple[Surplus, ...] = ()


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A sub-parcel still to be sorted, in papers, and the value of each as a decimal string."""

    papers: int
    received_at: str


@dataclass(frozen=True, slots=True)
class Tallied:
    """One contest counted as far as its input goes.

    ``names`` are the candidates in ballot order, or the parties of lists; ``parties`` and ``votes``
    (first preferences, or list votes) stand in the same order, empty where there are none.
    ``below_threshold`` are parties that got no seat for it.
    ``valid`` and ``rejected`` are papers, None where the input does not tell; ``quota`` votes,
    None where the system has none. ``remaining`` are those between whom a second count is still
    to decide, ``areas_missing`` the local counts that lack theirs. ``seats_by_party`` has the list
    seats of parties that won one, None without lists; ``vacant`` are those nobody is left to take.
    A hand count tells the ``next`` step, or the sub-parcels ``awaiting``, the first on the table.
    """

    rules: RuleSet
    names: tuple[str, ...]
    seats: int
    valid: int | None
    rejected: int | None
    elected: tuple[Chosen, ...]
    stages: tuple[StageRow, ...]
    lots: tuple[LotRow, ...] = ()
    findings: tuple[Note, ...] = ()
    departures: tuple[Departed, ...] = ()
    quota: int | None = None
    seats_by_party: Mapping[str, int] | None = None
    remaining: tuple[str, ...] = ()
    areas_missing: tuple[str, ...] = ()
    vacant: int = 0
    title: str = ""
    parties: tuple[str, ...] = ()
    votes: tuple[int, ...] = ()
    below_threshold: tuple[str, ...] = ()
    next: NextStep | None = None
    awaiting: tuple[Awaiting, ...] = ()

    @property
    def waits_for(self) -> LotRow | None:
        """Give the lot that is still to be drawn."""
        return next((lot for lot in self.lots if not lot.drawn), None)

    @property
    def complete(self) -> bool:
        """Say whether nothing is missing: no lot, no second count."""
        return self.waits_for is None and not self.remaining


def decimal(units: int, decimals: int) -> str:
    """Write units of a vote as a decimal string with all its places."""
    if not decimals:
        return str(units)
    whole, rest = divmod(abs(units), 10**decimals)
    return f"{'-' if units < 0 else ''}{whole}.{rest:0{decimals}d}"


def noted(found: Discrepancy, decimals: int, area: str = "") -> Note:
    """Write a discrepancy; papers, seats and whole votes have no decimals."""
    places = decimals if found.code in _IN_PARTS_OF_A_VOTE else 0

    def write(figure: int | None) -> str | None:
        return None if figure is None else decimal(figure, places)

    figure, expected = write(found.figure), write(found.expected)
    return Note(found.code, found.stage, found.candidate, figure, expected, area)


_IN_PARTS_OF_A_VOTE = {
    "carry_error",
    "crumb_left",
    "non_transferable_wrong",
    "not_whole_papers",
    "surplus_wrong",
    "transfer_value_wrong",
    "votes_created",
    "votes_of_stage_wrong",
    "votes_taken_unmoved",
    "votes_to_not_continuing",
}
