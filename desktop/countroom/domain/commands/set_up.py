"""Commands of the set-up."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.domain.election import CalledOff, Contest, Election, Particulars
from countroom.domain.identifiers import ContestId, ElectionId, PersonId
from countroom.domain.people import Device, Person
from countroom.domain.rule_set import Thresholds


@dataclass(frozen=True, slots=True)
class EnrolDevice:
    """Let a laptop join; before anybody is enrolled it speaks for itself."""

    by: PersonId | None
    device: Device


@dataclass(frozen=True, slots=True)
class EnrolPerson:
    """Let a person join; the first one needs nobody's leave."""

    by: PersonId | None
    person: Person


@dataclass(frozen=True, slots=True)
class SetUpElection:
    """Set up an election."""

    by: PersonId
    election: Election


@dataclass(frozen=True, slots=True)
class SetUpContest:
    """Set up a contest; its sheets follow from the ballot paper and the rule set."""

    by: PersonId
    contest: Contest


@dataclass(frozen=True, slots=True)
class CorrectSetUp:
    """Change a set-up by an officer's order, before anything is keyed; it is proven anew."""

    by: PersonId
    contest: ContestId
    corrected: Contest
    reason: str


@dataclass(frozen=True, slots=True)
class AmendSetUp:
    """Change of a set-up what no figure rests on, keyed or not; it is proven anew."""

    by: PersonId
    contest: ContestId
    particulars: Particulars
    reason: str


@dataclass(frozen=True, slots=True)
class ProveContest:
    """Sign, with a second person, that the set-up is as the ballot paper is printed.

    ``electorate`` is keyed from the register, None where it is not known or there is no poll.
    """

    by: PersonId
    second: PersonId
    contest: ContestId
    electorate: int | None


@dataclass(frozen=True, slots=True)
class ReturnUncontested:
    """Return the candidates of a contest without a poll."""

    by: PersonId
    contest: ContestId


@dataclass(frozen=True, slots=True)
class AlterElectorate:
    """Take an electorate that moved on polling day, with its dated source.

    Once the contest is proven a second person compares it with the register and signs too.
    """

    by: PersonId
    contest: ContestId
    electorate: int
    source: str
    reason: str
    second: PersonId | None = None


@dataclass(frozen=True, slots=True)
class CallOffPoll:
    """Countermand a poll, or abandon it once it had begun."""

    by: PersonId
    contest: ContestId
    how: CalledOff
    reason: str


@dataclass(frozen=True, slots=True)
class RestorePoll:
    """Let a poll go on that was called off by mistake."""

    by: PersonId
    contest: ContestId
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeThresholds:
    """Change where warnings begin, for the contests of so many seats of an election."""

    by: PersonId
    election: ElectionId
    usual: Thresholds
    reason: str
