"""The state of a count: what folding the log gives, never changed in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeVar

from countroom.domain.declaration import Lot, Totals
from countroom.domain.election import Contest, Election
from countroom.domain.events import FindingAnswered, ResultCleared, VerificationSigned
from countroom.domain.identifiers import (
    CandidateId,
    ContestId,
    DeviceId,
    ElectionId,
    EventId,
    FieldId,
    KeyId,
    PersonId,
    RuleSetId,
    SheetId,
)
from countroom.domain.people import Device, Person
from countroom.domain.rule_set import RuleSet
from countroom.domain.sheets import Sheet

T = TypeVar("T")

Stage = Literal[
    "nominated",
    "proven",
    "boxes",
    "verified",
    "first_entry",
    "second_entry",
    "differ",
    "agreed",
    "provisional",
    "consulted",
    "cleared",
    "declared",
    "uncontested",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading of a sheet, last keyed by ``person``.

    ``keys`` are those of all who keyed a line of it: they keep the two entries apart.
    """

    person: PersonId
    keys: tuple[KeyId, ...]
    figures: Mapping[FieldId, int]


@dataclass(frozen=True, slots=True)
class SheetState:
    """A sheet between its first entry and its settled figures.

    ``sent_back`` are lines to be keyed again, by entry.
    """

    sheet: Sheet
    first: Entry | None = None
    second: Entry | None = None
    differing: tuple[FieldId, ...] = ()
    sent_back: Mapping[int, tuple[FieldId, ...]] = field(default_factory=dict)
    settled: Mapping[FieldId, int] | None = None

    def entry(self, ordinal: int) -> Entry | None:
        """Give the first or the second entry."""
        return self.first if ordinal == 1 else self.second


@dataclass(frozen=True, slots=True)
class Provisional:
    """A version of the provisional result; ``tied`` candidates need a lot before clearing."""

    version: int
    totals: Totals
    elected: tuple[CandidateId, ...]
    tied: tuple[CandidateId, ...]


@dataclass(frozen=True, slots=True)
class Clearance:
    """A cleared result waiting to be spoken, and the officer who signed it."""

    id: EventId
    event: ResultCleared
    by: PersonId


@dataclass(frozen=True, slots=True)
class ContestState:
    """All that has happened in one contest; ``number`` is its place in the file, from 1.

    ``verifications``, ``provisionals`` and ``prints`` are the last version
    numbers given, which only grow; ``consultation_closed`` is a provisional version, 0 for none.
    """

    contest: Contest
    number: int
    rules: RuleSet
    sheets: Mapping[SheetId, SheetState]
    proven: bool = False
    verification: VerificationSigned | None = None
    verifications: int = 0
    answers: tuple[FindingAnswered, ...] = ()
    provisional: Provisional | None = None
    provisionals: int = 0
    consultation_closed: int = 0
    lots: tuple[Lot, ...] = ()
    prints: int = 0
    cleared: Clearance | None = None
    declared: EventId | None = None
    spoken_at: str = ""
    uncontested: bool = False
    receipt_index: int | None = None

    @property
    def elected(self) -> tuple[CandidateId, ...]:
        """Give who is elected once declared; empty before."""
        if self.declared is None:
            return ()
        if self.cleared is None:
            return tuple(candidate.id for candidate in self.contest.candidates)
        return self.cleared.event.declaration.elected

    def unsettled(self, kind: str) -> tuple[SheetState, ...]:
        """List the sheets of a kind that are not settled yet."""
        return tuple(s for s in self.sheets.values() if s.sheet.kind == kind and s.settled is None)

    @property
    def stage(self) -> Stage:
        """Name the step of the night that the contest is at."""
        late = self._after_the_sheets()
        return late if late is not None else self._among_the_sheets()

    def _after_the_sheets(self) -> Stage | None:
        if self.declared is not None:
            return "uncontested" if self.uncontested else "declared"
        if self.cleared is not None:
            return "cleared"
        if self.provisional is not None:
            closed = self.consultation_closed == self.provisional.version
            return "consulted" if closed else "provisional"
        return None

    def _among_the_sheets(self) -> Stage:
        if self.verification is None:
            entered = any(s.first for s in self.sheets.values())
            return "boxes" if entered else ("proven" if self.proven else "nominated")
        counts = [s for s in self.sheets.values() if s.sheet.kind == "count"]
        if all(s.settled is not None for s in counts):
            return "agreed"
        if any(s.differing for s in counts):
            return "differ"
        if any(s.first for s in counts):
            return "second_entry" if all(s.first for s in counts) else "first_entry"
        return "verified"


@dataclass(frozen=True, slots=True)
class Count:
    """The state of one count file: several elections, their contests, people and devices.

    ``sheets`` says which contest a sheet belongs to.
    """

    rule_sets: Mapping[RuleSetId, RuleSet]
    elections: Mapping[ElectionId, Election] = field(default_factory=dict)
    contests: Mapping[ContestId, ContestState] = field(default_factory=dict)
    sheets: Mapping[SheetId, ContestId] = field(default_factory=dict)
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    devices: Mapping[DeviceId, Device] = field(default_factory=dict)

    def contests_of(self, election: ElectionId) -> tuple[ContestState, ...]:
        """List an election's contests in the order they were set up."""
        return tuple(c for c in self.contests.values() if c.contest.election == election)


def changed(old: T, /, **changes: object) -> T:
    """Give a copy of a state with some fields changed.

    ``dataclasses.replace`` in a third of its time: a long night folds through here three times
    an event.
    """
    kind: type = type(old)
    names, values_of = _layout(kind)
    values = list(values_of(old))
    for name, value in changes.items():
        values[names[name]] = value
    return kind(*values)  # type: ignore[no-any-return]


@cache
def _layout(kind: Any) -> tuple[dict[str, int], attrgetter[tuple[object, ...]]]:  # noqa: ANN401
    names = [one.name for one in fields(kind)]
    return {name: at for at, name in enumerate(names)}, attrgetter(*names)
