"""What the feed takes into its log: the rules again, on the state that each centre has built up.

One thread owns it. What is admitted here counts at once for what follows it; the sequencer makes
it durable before anybody is told, and starts again from the log when it cannot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, get_args

from countroom.domain import events as ev
from countroom.domain.commands import signers
from countroom.domain.decide import decide
from countroom.domain.faults import Fault
from countroom.domain.history import evolve
from countroom.domain.identifiers import ContestId, ElectionId, EventId, KeyId, PersonId
from countroom.domain.refusals import Refusal
from countroom.domain.retrace import command_behind
from countroom.domain.state import Count, changed
from countroom.feed.corrected import why_not_corrected
from countroom.feed.declared import why_not_on_record, why_not_publishable
from countroom.feed.reading import Enrolled, Read, Reader, Refused
from countroom.rules import load_rule_sets
from countroom.store.feed_log import Arrival
from countroom.wire import payload as pl
from countroom.wire.admission import election_of
from countroom.wire.envelope import open_envelope
from countroom.wire.problem import Problem
from countroom.wire.trust import Trust, read_trust

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from countroom.domain.election import Election, Environment
    from countroom.domain.people import Person, Role
    from countroom.store.feed_log import FeedLog

Reason = Problem | Refusal


@dataclass(frozen=True, slots=True)
class Accepted:
    """An event in the log, or about to be: its id and index."""

    id: EventId
    index: int


Answer = Accepted | Refused

_MAY_WAIT: Final = (ev.ResultCleared, *get_args(ev.DeclaringEvent))
"""What may come after younger events of its laptop: cleared for its word, or withheld a while."""


@dataclass(frozen=True, slots=True)
class Received:
    """When an event that declared a contest, or corrected it, came in, and its index."""

    index: int
    at: str


@dataclass(frozen=True)
class Centre:
    """A count centre as its public events show it.

    ``received`` tells of its declarations: of each contest's every record, the first one first.
    """

    number: int
    trust: Trust
    count: Count
    received: Mapping[ContestId, tuple[Received, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Chain:
    """One device's events in one incarnation, as far as they came here, by their numbers.

    ``after`` gives under a number the event that its follower names, where only that one is here.
    """

    last: int = 0
    ids: dict[int, EventId] = field(default_factory=lambda: {0: EventId(pl.FIRST)})
    after: dict[int, EventId] = field(default_factory=dict)

    def take(self, read: Read) -> None:
        number = read.payload.sequence
        self.last, self.ids[number] = max(self.last, number), read.id
        self.after[number - 1] = EventId(read.payload.previous)

    def why_not(self, read: Read) -> Problem | None:
        """Say why an event does not follow; a result may have waited in the hall."""
        payload = read.payload
        number, where = payload.sequence, f"{payload.device} {payload.sequence}"
        if number in self.ids:
            return Problem("fork", where)
        if number < self.last and not isinstance(read.recorded.event, _MAY_WAIT):
            return Problem("sequence_stale", where)
        before, named = self.ids.get(number - 1, payload.previous), self.after.get(number, read.id)
        if before != payload.previous or named != read.id:
            return Problem("chain_broken", where)
        return None


class Intake:
    """The state of a feed in memory; ``size`` counts the log with what was admitted since."""

    def __init__(self, environment: Environment, approved: Callable[[str], bool]) -> None:
        self.environment = environment
        self._approved = approved
        self.centres: dict[int, Centre] = {}
        self.enrolled: Mapping[KeyId, Enrolled] = {}
        self.size = 0
        self._known: dict[EventId, int] = {}
        self._chains: dict[tuple[KeyId, str], _Chain] = {}
        self._elections: dict[ElectionId, int] = {}
        self._contests: dict[ContestId, int] = {}
        self._slugs: set[str] = set()
        self._arrivals: list[Arrival] = []

    @property
    def reader(self) -> Reader:
        """Give a reader for the centres enrolled now."""
        return Reader(self.environment, self.enrolled)

    def heads(self, device: KeyId) -> dict[str, tuple[int, EventId]]:
        """Give the last sequence number and event id of a device by incarnation."""
        return {
            incarnation: (chain.last, chain.ids[chain.last])
            for (key, incarnation), chain in self._chains.items()
            if key == device
        }

    def enrol(self, text: str) -> Enrolled | Problem | None:
        """Say under which number a key file is to be kept; None when it is kept already.

        A live feed takes only what its operator approved. A file that shares a laptop with a
        known one replaces it only when nothing of the known one is missing.
        """
        trust = read_trust(text)
        if isinstance(trust, Problem):
            return trust
        if trust.environment != self.environment:
            return Problem("environment_wrong", trust.environment)
        if self.environment == "live" and not self._approved(text):
            return Problem("not_approved")
        if not trust.devices:
            return Problem("key_file_without_device")
        numbers = {self.enrolled[k].centre for k in trust.devices.values() if k in self.enrolled}
        known = [self.centres[number] for number in numbers]
        if not known:
            return Enrolled(len(self.centres) + 1, trust)
        if len(known) > 1 or not _grows(known[0].trust, trust):
            return Problem("key_file_conflicts")
        return None if known[0].trust == trust else Enrolled(known[0].number, trust)

    def take(self, enrolled: Enrolled) -> None:
        """Let a key file that is durable count from now on."""
        number, trust = enrolled.centre, enrolled.trust
        old = self.centres.get(number)
        new = changed(old, trust=trust) if old else Centre(number, trust, Count(load_rule_sets()))
        self.centres[number] = new
        self.enrolled = {**self.enrolled, **dict.fromkeys(trust.devices.values(), enrolled)}

    def restore(self, log: FeedLog) -> None:
        """Fold a log that was written here; signatures were checked on the way in."""
        for number, text in log.key_files():
            trust = read_trust(text)
            if isinstance(trust, Problem):
                raise Fault("file_damaged", path=str(log.path), reason=f"key file {number}")
            self.take(Enrolled(number, trust))
        for entry in log.since():
            envelope = open_envelope(entry.envelope)
            found = envelope if isinstance(envelope, Problem) else pl.read(envelope.payload)
            if isinstance(envelope, Problem) or isinstance(found, Problem):
                raise Fault("file_damaged", path=str(log.path), reason=f"entry {entry.index}")
            recorded = pl.recorded(envelope.payload, *found)
            key = envelope.signatures[0].keyid
            read = Read(entry.envelope, found[0], recorded, entry.centre, key)
            self._take(read, evolve(self.centres[entry.centre].count, recorded), entry.received_at)
        self._arrivals.clear()

    def admit(self, items: Sequence[Read | Refused], at: str) -> list[Answer]:
        """Admit the events of one request in order, a cleared result only with its spoken word."""
        answers: list[Answer] = []
        position = 0
        while position < len(items):
            item = items[position]
            after = items[position + 1] if position + 1 < len(items) else None
            if isinstance(item, Refused):
                answers.append(item)
            elif isinstance(after, Read) and _belong(item, after):
                answers += self._admit_together([item, after], at)
                position += 1
            elif isinstance(item.recorded.event, ev.ResultCleared | ev.ResultSpoken):
                contest = item.recorded.event.contest
                answers.append(self._known_or(item, Problem("pair_incomplete", contest)))
            else:
                answers += self._admit_together([item], at)
            position += 1
        return answers

    def take_arrivals(self) -> list[Arrival]:
        """Hand over what was admitted, to be made durable."""
        arrivals, self._arrivals = self._arrivals, []
        return arrivals

    def _known_or(self, read: Read, reason: Reason) -> Answer:
        index = self._known.get(read.id)
        return Refused(read.id, reason) if index is None else Accepted(read.id, index)

    def _admit_together(self, reads: Sequence[Read], at: str) -> list[Answer]:
        """Admit all of these or none; what is known already answers as before."""
        new = [read for read in reads if read.id not in self._known]
        count, before = self.centres[reads[0].centre].count, None
        steps: list[tuple[Read, Count]] = []
        for read in new:
            reason = self._off_chain(read, before) or self._unlawful(count, read)
            if reason is not None:
                return [self._known_or(one, reason) for one in reads]
            count, before = evolve(count, read.recorded), read
            steps.append((read, count))
        for read, state in steps:
            self._take(read, state, at)
        return [Accepted(read.id, self._known[read.id]) for read in reads]

    def _take(self, read: Read, count: Count, at: str) -> None:
        payload, event = read.payload, read.recorded.event
        centre = changed(self.centres[read.centre], count=count)
        if isinstance(event, ev.DeclaringEvent):
            known = centre.received.get(event.contest, ())
            received = {**centre.received, event.contest: (*known, Received(self.size, at))}
            centre = changed(centre, received=received)
        elif isinstance(event, ev.ElectionSetUp):
            self._elections[event.election.id] = centre.number
            self._slugs.add(event.election.council.slug)
        elif isinstance(event, ev.ContestSetUp):
            self._contests[event.contest.id] = centre.number
        self.centres[centre.number] = centre
        self._chains.setdefault(_chain_of(read), _Chain()).take(read)
        self._known[read.id] = self.size
        self._arrivals.append(
            Arrival(read.id, payload.type, payload.contest, centre.number, at, read.envelope)
        )
        self.size += 1

    def _off_chain(self, read: Read, before: Read | None) -> Problem | None:
        """Say why an event is out of its laptop's order; ``before`` is the other of a pair."""
        problem = self._chains.get(_chain_of(read), _Chain()).why_not(read)
        if problem is not None or before is None or _chain_of(before) != _chain_of(read):
            return problem
        pair = _Chain()
        pair.take(before)
        return pair.why_not(read)

    def _unlawful(self, count: Count, read: Read) -> Reason | None:
        recorded, event = read.recorded, read.recorded.event
        wrong: Reason | None = self._not_ours(count, read)
        if wrong is not None:
            return wrong
        command = command_behind(recorded)
        if isinstance(event, ev.ResultCleared):
            wrong = why_not_publishable(count, recorded, event)
        elif isinstance(event, ev.DeclaredOnPaper | ev.DeclarationCorrected):
            wrong = why_not_on_record(count, recorded, event)
        elif isinstance(event, ev.SetUpCorrected):
            wrong = why_not_corrected(count, recorded, event)
        elif (decision := decide(count, command)) != (event,):
            other = Problem("not_as_decided", read.payload.type)
            wrong = decision if isinstance(decision, Refusal) else other
        if wrong is None and signers(command) != recorded.people:
            wrong = Problem("signed_by_others", read.payload.type)
        return wrong

    def _not_ours(self, count: Count, read: Read) -> Problem | None:
        """Compare what an event claims with the key file and with the other centres."""
        payload, event = read.payload, read.recorded.event
        trust = self.centres[read.centre].trust
        if payload.election != election_of(count, event):
            return Problem("election_wrong", payload.type)
        enrols_itself = isinstance(event, ev.DeviceEnrolled) and not count.devices
        if payload.device not in count.devices and not enrols_itself:
            return Problem("device_unknown", payload.device)
        match event:
            case ev.DeviceEnrolled(device) if trust.devices.get(device.id) != device.key:
                return Problem("signer_not_trusted", device.id)
            case ev.PersonEnrolled(person) if trust.people.get(person.id) != _listed(person):
                return Problem("signer_not_trusted", person.id)
            case ev.AppointmentsChanged(person=id_, roles=roles) if _promoted(trust, id_, roles):
                return Problem("signer_not_trusted", id_)
            case ev.ElectionSetUp(election) if election.id not in count.elections:
                return self._election_not_ours(trust, election)
            case ev.ContestSetUp(contest) if contest.id not in count.contests:
                taken = contest.id in self._contests
                return Problem("contest_taken", contest.id) if taken else None
            case _:
                return None

    def _election_not_ours(self, trust: Trust, election: Election) -> Problem | None:
        if election.id in self._elections:
            return Problem("election_taken", election.id)
        if election.id not in trust.elections:
            return Problem("election_not_enrolled", election.id)
        slug = election.council.slug
        return Problem("council_taken", slug) if slug in self._slugs else None


def _chain_of(read: Read) -> tuple[KeyId, str]:
    return read.device_key, read.payload.incarnation


def _belong(cleared: Read, after: Read) -> bool:
    """Say whether these are a cleared result and its spoken word."""
    spoken, event = after.recorded.event, cleared.recorded.event
    return (
        isinstance(spoken, ev.ResultSpoken)
        and isinstance(event, ev.ResultCleared)
        and spoken.cleared == cleared.id
        and spoken.contest == event.contest
        and after.centre == cleared.centre
    )


def _grows(old: Trust, new: Trust) -> bool:
    return (
        set(old.elections) <= set(new.elections)
        and old.devices.items() <= new.devices.items()
        and old.people.items() <= new.people.items()
    )


def _promoted(trust: Trust, person: PersonId, roles: tuple[Role, ...]) -> bool:
    """Say whether somebody became an officer whom the centre's key file does not name as one."""
    listed, _ = trust.people.get(person, ("", ""))
    return "officer" in roles and "officer" not in listed.split(",")


def _listed(person: Person) -> tuple[str, KeyId]:
    return ",".join(person.roles), person.key
