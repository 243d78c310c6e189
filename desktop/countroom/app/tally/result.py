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

    ``name`` is empty for a list seat whose person the input does not name.
    """

    number: int
    name: str
    party: str


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
    """A figure that does not add up, as decimal strings, and whose it is (a place, or None)."""

    code: str
    stage: int | None
    candidate: int | None
    figure: str | None
    expected: str | None


@dataclass(frozen=True, slots=True)
class Advice:
    """A stage at which something else was done than the law asks; empty ``asked`` for nothing."""

    stage: int
    asked: str
    asked_of: tuple[int, ...]
    done: str
    done_to: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tallied:
    """One contest counted as far as its input goes.

    ``valid`` and ``rejected`` are papers, None where the input does not tell; ``quota`` votes,
    None where the system has none. ``remaining`` are those between whom a second count is still
    to decide. ``seats_by_party`` has the list seats of parties that won one, None without lists.
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
    advice: tuple[Advice, ...] = ()
    quota: int | None = None
    seats_by_party: Mapping[str, int] | None = None
    remaining: tuple[str, ...] = ()

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


def noted(found: Discrepancy, decimals: int) -> Note:
    """Write a discrepancy; papers, seats and whole votes have no decimals."""
    places = decimals if found.code in _IN_PARTS_OF_A_VOTE else 0

    def write(figure: int | None) -> str | None:
        return None if figure is None else decimal(figure, places)

    return Note(
        found.code, found.stage, found.candidate, write(found.figure), write(found.expected)
    )


_IN_PARTS_OF_A_VOTE = {
    "carry_error",
    "crumb_left",
    "non_transferable_wrong",
    "not_whole_papers",
    "surplus_wrong",
    "transfer_value_wrong",
    "votes_created",
    "votes_taken_unmoved",
    "votes_to_not_continuing",
}
