"""The state of a count: what folding the log gives, never changed in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Literal, TypeVar

from countroom.domain.consultation import Agent, Recount, Voice
from countroom.domain.declaration import CorrectionReason, Lot, Totals
from countroom.domain.disclosure import Fact, Outlet, Told
from countroom.domain.election import Contest, Election
from countroom.domain.events import (
    FindingAnswered,
    PapersFound,
    PapersSealed,
    PollCalledOff,
    Recorded,
    RecountGranted,
    RecountRefused,
    ResultCleared,
    VerificationSigned,
)
from countroom.domain.guidance import StepTaken
from countroom.domain.hall import BoxReceipt, Moved, PostalLedger, Sent, Transfer
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    DeviceId,
    ElectionId,
    EventId,
    FieldId,
    KeyId,
    MiniCountId,
    PersonId,
    RuleSetId,
    SheetId,
)
from countroom.domain.people import Device, Person
from countroom.domain.print_job import PrintJob
from countroom.domain.rule_set import RuleSet, Thresholds
from countroom.domain.sheets import OF_BOXES, OF_PAPERS, OF_SECOND, Sheet, SheetKind

T = TypeVar("T")

_MOST_DIGITS: Final = 6
"""Of a contest's number: what a stranger's sheet id may make us read as one."""

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
    "sealed",
    "called_off",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading of a sheet, last keyed by ``person``.

    ``keys`` are those of all who keyed a line of it: they keep the two entries apart.
    """

    person: PersonId
    keys: tuple[KeyId, ...]
    figures: Mapping[FieldId, int]


@dataclass(frozen=True)
class SheetState:
    """A sheet between its first entry and its settled figures.

    ``sent_back`` are lines to be keyed again, by entry; ``overseen`` are the keys of those who
    sent lines back and so saw both entries. ``adjudicated`` is who ruled on a batch of doubtful
    papers and signed it. ``withdrawn`` is why nobody waits for it any more; ``reopened`` says
    that it was keyed before.
    """

    sheet: Sheet
    first: Entry | None = None
    second: Entry | None = None
    differing: tuple[FieldId, ...] = ()
    sent_back: Mapping[int, tuple[FieldId, ...]] = field(default_factory=dict)
    settled: Mapping[FieldId, int] | None = None
    overseen: tuple[KeyId, ...] = ()
    adjudicated: PersonId | None = None
    withdrawn: str = ""
    reopened: bool = False

    @property
    def begun(self) -> bool:
        """Say whether anybody has keyed it, also before it was opened again."""
        return self.first is not None or self.reopened

    @property
    def outstanding(self) -> bool:
        """Say whether figures are still to come from this sheet."""
        return self.settled is None and not self.withdrawn

    def entry(self, ordinal: int) -> Entry | None:
        """Give the first or the second entry."""
        return self.first if ordinal == 1 else self.second


@dataclass(frozen=True)
class Provisional:
    """A version of the provisional result; ``tied`` candidates need a lot before clearing.

    ``remaining`` are those a second count is between, none once it is in.
    """

    version: int
    totals: Totals
    elected: tuple[CandidateId, ...]
    tied: tuple[CandidateId, ...]
    remaining: tuple[CandidateId, ...] = ()


@dataclass(frozen=True)
class Clearance:
    """A result as it was signed, and the officer who signed it: cleared, on paper, or corrected.

    ``at`` is when, by the laptop's clock; ``correction`` why it supersedes an earlier record;
    ``place`` is where it came in the order of clearing, from 1, 0 for none; ``second`` is the
    other officer, who signs where the totals do not agree.
    """

    id: EventId
    event: ResultCleared
    by: PersonId
    at: str = ""
    correction: CorrectionReason | None = None
    place: int = 0
    second: PersonId | None = None


@dataclass(frozen=True)
class ContestState:
    """All that has happened in one contest; ``number`` is its place in the file, from 1.

    ``transfers`` are those that moved its sums, ``sent`` all out of its boxes as written down.
    ``statements`` are all versions signed, of which ``verification`` is the one that stands.
    ``results`` are all versions drawn, of which ``provisional`` is the one that stands, if any;
    ``recounts`` and ``prints`` are the last numbers given. ``jobs`` are all papers sent
    to a printer, of any standing. ``refused`` and ``granted`` are requests for a recount;
    ``consultation_closed`` is a provisional version, 0 for none, and ``present`` who was noted
    there. ``steps`` are those of the guidance taken, of any version. ``issued`` are papers out
    at each mini-count, empty until a first parcel; ``closed``
    mini-counts have given theirs back. ``closing`` are the laptops' last codes by this very log
    when the papers went under seal, ``pauses`` every sealing of the night. ``superseded`` are the
    earlier records of a corrected declaration and ``earlier`` the events that declared them;
    ``receipts`` are the places in the feed's log, by declaring event. ``told`` are the
    announcements that were read to the hall; ``how_said`` are notes of how names are said.
    """

    contest: Contest
    number: int
    rules: RuleSet
    sheets: Mapping[SheetId, SheetState]
    proven: bool = False
    postal: PostalLedger = field(default_factory=PostalLedger)
    transfers: tuple[Transfer, ...] = ()
    sent: tuple[Sent, ...] = ()
    moved: tuple[Moved, ...] = ()
    verification: VerificationSigned | None = None
    statements: tuple[VerificationSigned, ...] = ()
    issued: Mapping[MiniCountId, int] = field(default_factory=dict)
    closed: frozenset[MiniCountId] = frozenset()
    exceptions: frozenset[PersonId] = frozenset()
    sealed: PapersSealed | None = None
    closing: Mapping[DeviceId, str] = field(default_factory=dict)
    pauses: tuple[PapersSealed, ...] = ()
    called_off: PollCalledOff | None = None
    answers: tuple[FindingAnswered, ...] = ()
    agents: tuple[Agent, ...] = ()
    provisional: Provisional | None = None
    results: tuple[Provisional, ...] = ()
    refused: tuple[RecountRefused, ...] = ()
    granted: tuple[RecountGranted, ...] = ()
    recount: Recount | None = None
    recounts: int = 0
    consultation_closed: int = 0
    present: tuple[Voice, ...] = ()
    lots: tuple[Lot, ...] = ()
    steps: tuple[StepTaken, ...] = ()
    prints: int = 0
    jobs: tuple[PrintJob, ...] = ()
    cleared: Clearance | None = None
    declared: EventId | None = None
    superseded: tuple[Clearance, ...] = ()
    earlier: tuple[EventId, ...] = ()
    spoken_at: str = ""
    uncontested: bool = False
    receipts: Mapping[EventId, int] = field(default_factory=dict)
    found: tuple[PapersFound, ...] = ()
    told: tuple[Told, ...] = ()
    how_said: Mapping[CandidateId, str] = field(default_factory=dict)

    @property
    def verifications(self) -> int:
        """Give the version of the last statement signed, 0 before the first."""
        return len(self.statements)

    @property
    def provisionals(self) -> int:
        """Give the version of the last result drawn, 0 before the first."""
        return len(self.results)

    @property
    def receipt_index(self) -> int | None:
        """Give the place in the feed's log of what declares the contest now, None without one."""
        return None if self.declared is None else self.receipts.get(self.declared)

    @property
    def to_confirm(self) -> tuple[SheetId, ...]:
        """List the sheets of a recount that nobody has confirmed or opened again yet."""
        waiting = self.recount.waiting if self.recount else ()
        return tuple(sheet for sheet in waiting if not self.sheets[sheet].withdrawn)

    @property
    def elected(self) -> tuple[CandidateId, ...]:
        """Give who is elected once declared; empty before."""
        if self.declared is None:
            return ()
        if self.cleared is None:
            return tuple(candidate.id for candidate in self.contest.candidates)
        return self.cleared.event.declaration.elected

    def sheets_of(self, kinds: frozenset[SheetKind]) -> tuple[SheetState, ...]:
        """List the sheets of some kinds that are not withdrawn."""
        return tuple(s for s in self.sheets.values() if s.sheet.kind in kinds and not s.withdrawn)

    @property
    def boxes_out(self) -> tuple[SheetState, ...]:
        """List the sheets of boxes that are not settled yet."""
        return tuple(s for s in self.sheets_of(OF_BOXES) if s.outstanding)

    @property
    def papers_out(self) -> tuple[SheetState, ...]:
        """List the sheets of papers that are not settled yet, those of a second count too."""
        return tuple(s for s in self.sheets_of(OF_PAPERS | OF_SECOND) if s.outstanding)

    @property
    def stage(self) -> Stage:
        """Name the step of the night that the contest is at."""
        if self.called_off is not None:
            return "called_off"
        if self.sealed is not None and self.declared is None:
            return "sealed"
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
        counts = self.sheets_of(OF_PAPERS | OF_SECOND)
        if all(s.settled is not None for s in counts):
            return "agreed"
        if any(s.differing for s in counts):
            return "differ"
        if any(s.first for s in counts):
            return "second_entry" if all(s.first for s in counts) else "first_entry"
        return "verified"


@dataclass(frozen=True)
class Count:
    """The state of one count file: several elections, their contests, people and devices.

    ``received`` are the boxes that came in, ``away`` the people who went home or on a break;
    ``thresholds`` and ``disclosures`` are those an officer changed, by election;
    ``running_order`` and ``called`` are clearances in groups, spoken ones and withdrawn ones too;
    ``last`` is each laptop's last event but for sealings; ``prints`` is the last number given to
    papers of the hall, and ``jobs`` are all of those.
    """

    rule_sets: Mapping[RuleSetId, RuleSet]
    elections: Mapping[ElectionId, Election] = field(default_factory=dict)
    contests: Mapping[ContestId, ContestState] = field(default_factory=dict)
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    devices: Mapping[DeviceId, Device] = field(default_factory=dict)
    received: Mapping[BoxId, BoxReceipt] = field(default_factory=dict)
    thresholds: Mapping[ElectionId, tuple[Thresholds, ...]] = field(default_factory=dict)
    disclosures: Mapping[ElectionId, Mapping[tuple[Outlet, Fact], bool]] = field(
        default_factory=dict
    )
    running_order: tuple[tuple[EventId, ...], ...] = ()
    called: tuple[tuple[EventId, ...], ...] = ()
    away: frozenset[PersonId] = frozenset()
    last: Mapping[DeviceId, Recorded] = field(default_factory=dict)
    prints: int = 0
    jobs: tuple[PrintJob, ...] = ()

    def contest_of(self, sheet: SheetId) -> ContestState | None:
        """Find the contest that a sheet belongs to: its number leads the sheet's."""
        number, _, _ = sheet.partition("-")
        if len(number) > _MOST_DIGITS or not number.isdecimal():
            return None
        if not 0 < int(number) <= len(self.contests):
            return None
        state = next(islice(self.contests.values(), int(number) - 1, None))
        return state if sheet in state.sheets else None

    def contests_of(self, election: ElectionId) -> tuple[ContestState, ...]:
        """List an election's contests in the order they were set up."""
        return tuple(c for c in self.contests.values() if c.contest.election == election)

    def polling_day(self, contest: ContestId | None = None) -> str:
        """Give the polling day (ISO) of a contest, of the hall the earliest, empty before any."""
        if contest is None:
            return min((one.polling_day for one in self.elections.values()), default="")
        return self.elections[self.contests[contest].contest.election].polling_day


def changed(old: T, /, **changes: object) -> T:
    """Give a copy of a state with some fields changed.

    ``dataclasses.replace`` in a tenth of its time: a long night folds through here three times
    an event. States keep their fields in a dictionary for its sake, which is copied whole.

    Raises:
        TypeError: a field that the state does not have.

    """
    kept = vars(old)
    fields = {**kept, **changes}
    if len(fields) != len(kept):
        raise TypeError(f"{type(old).__name__} has no {sorted(changes.keys() - kept.keys())}")
    new = object.__new__(type(old))
    object.__setattr__(new, "__dict__", fields)  # states are frozen for everybody else
    return new
