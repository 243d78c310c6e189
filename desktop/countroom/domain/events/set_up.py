"""Events of the set-up: people, laptops, elections, contests and their proof."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.election import CalledOff, Contest, Election, Particulars
from countroom.domain.identifiers import CandidateId, ContestId, ElectionId
from countroom.domain.people import Device, Person
from countroom.domain.rule_set import Thresholds
from countroom.domain.sheets import Pad, Sheet, sheets_in


@dataclass(frozen=True, slots=True)
class DeviceEnrolled:
    """A laptop joined the count with its own key."""

    device: Device


@dataclass(frozen=True, slots=True)
class PersonEnrolled:
    """A person joined the count with a key sealed under their own secret."""

    person: Person


@dataclass(frozen=True, slots=True)
class ElectionSetUp:
    """An election of one council was set up."""

    election: Election


@dataclass(frozen=True, slots=True)
class ContestSetUp:
    """A contest was set up with its ballot paper, its boxes and the sheets printed for it."""

    contest: Contest
    pads: tuple[Pad, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """List the sheets one by one."""
        return sheets_in(self.pads)


@dataclass(frozen=True, slots=True)
class ContestProven:
    """Two people checked the set-up against the printed ballot paper and signed.

    ``electorate`` is as they keyed it from the register, None where it was not known or there is
    no poll.
    """

    contest: ContestId
    electorate: int | None


@dataclass(frozen=True, slots=True)
class ReturnedUncontested:
    """Candidates did not exceed vacancies: no poll, all returned (SI 2006/3304 r. 16)."""

    contest: ContestId
    elected: tuple[CandidateId, ...]


@dataclass(frozen=True, slots=True)
class SetUpCorrected:
    """An officer ordered a set-up changed: it is to be proven anew, older sheets are void."""

    contest: ContestId
    corrected: Contest
    pads: tuple[Pad, ...]
    reason: str

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """List the sheets one by one."""
        return sheets_in(self.pads)


@dataclass(frozen=True, slots=True)
class SetUpAmended:
    """Words, parties or times of a set-up changed: it is to be proven anew, every sheet stands."""

    contest: ContestId
    particulars: Particulars
    reason: str


@dataclass(frozen=True, slots=True)
class ElectorateAltered:
    """The electorate moved on polling day, by clerical errors put right until 21:00."""

    contest: ContestId
    electorate: int
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class PollCalledOff:
    """A candidate died: the poll is countermanded, or abandoned once it had begun."""

    contest: ContestId
    how: CalledOff
    reason: str


@dataclass(frozen=True, slots=True)
class PollRestored:
    """A poll had been called off by mistake: it goes on where it stood."""

    contest: ContestId
    reason: str


@dataclass(frozen=True, slots=True)
class ThresholdsChanged:
    """An officer changed where warnings begin, for contests of so many seats of one election."""

    election: ElectionId
    usual: Thresholds
    reason: str
