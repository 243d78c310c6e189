"""The open count: a command in, events on disk, listeners told what changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countroom import __version__
from countroom.domain.commands import Command, CorrectEntry, EnterSheet, signers
from countroom.domain.decide import decide
from countroom.domain.faults import Fault
from countroom.domain.history import evolve, replay
from countroom.domain.refusals import Refusal
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from countroom.store.log import CountStore
from countroom.wire.chain import Chain, Signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from countroom.domain.election import Environment
    from countroom.domain.events import Event, Recorded
    from countroom.domain.identifiers import DeviceId, FieldId, PersonId, SheetId
    from countroom.store.log import Turn
    from countroom.wire.chain import Clock, Hand
    from countroom.wire.envelope import Signer

    Listener = Callable[[tuple[Recorded, ...]], None]


@dataclass(slots=True)
class OpenCount:
    """A count file open on this laptop, owned by one thread.

    ``count`` is the state of everything on disk. Other programs may append to the file too;
    each command first takes in what they did.
    """

    store: CountStore
    chain: Chain
    count: Count
    position: int
    head: tuple[int, str]
    listeners: list[Listener] = field(default_factory=list)

    @property
    def environment(self) -> Environment:
        """Give TEST or live."""
        return self.chain.environment

    def do(self, command: Command, *hands: Hand) -> tuple[Recorded, ...] | Refusal:
        """Carry a command out durably, or refuse it and change nothing.

        ``hands`` sign in the order of ``signers(command)``. When this returns, the events are
        on disk. Raises Fault when the disk fails: nothing of the command is kept then.
        """
        return self.do_together((command,), *hands)

    def do_together(
        self, commands: tuple[Command, ...], *hands: Hand
    ) -> tuple[Recorded, ...] | Refusal:
        """Carry out commands of the same hands, all or none; none may rest on another of them."""
        for command in commands:
            if tuple(hand.person for hand in hands) != signers(command):
                raise ValueError(f"{type(command).__name__} signed by the wrong hands")
        with self.store.exclusive() as turn:
            self._catch_up(turn)
            events: list[Event] = []
            for command in commands:
                decision = decide(self.count, command)
                if isinstance(decision, Refusal):
                    return decision
                events += decision
            written = self._append(turn, tuple(events), hands)
            for command in commands:
                if isinstance(command, EnterSheet | CorrectEntry):
                    turn.drop_drafts(command.sheet, command.entry)
        self.count, self.position, last = written[-1]
        self.head = (last.payload.sequence, last.id)
        recorded = tuple(signed.recorded for _, _, signed in written)
        for listener in self.listeners:
            listener(recorded)
        return recorded

    def refresh(self) -> bool:
        """Take in what other programs appended; say whether there was anything."""
        before = self.position
        with self.store.exclusive() as turn:
            self._catch_up(turn)
        return self.position != before

    def save_field(
        self, sheet: SheetId, entry: int, field: FieldId, person: PersonId, text: str
    ) -> None:
        """Keep one typed field on disk before the cursor moves on."""
        at = self.chain.now()
        self.store.save_draft(sheet, entry, field, person, text, at)

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def _append(
        self, turn: Turn, events: tuple[Event, ...], hands: tuple[Hand, ...]
    ) -> list[tuple[Count, int, Signed]]:
        written: list[tuple[Count, int, Signed]] = []
        count, head = self.count, self.head
        for event in events:
            signed = self.chain.write(count, event, hands, head)
            count = evolve(count, signed.recorded)
            written.append((count, turn.append(signed, count), signed))
            head = (signed.payload.sequence, signed.id)
        return written

    def _catch_up(self, turn: Turn) -> None:
        missed = turn.since(self.position)
        for stored in missed:
            self.count = evolve(self.count, self.store.read(stored))
            self.position = stored.position
        if missed:
            self.head = self.store.head(self.chain.device, self.chain.incarnation)


def create_count(
    path: Path, environment: Environment, device: DeviceId, signer: Signer, clock: Clock, mark: str
) -> OpenCount:
    """Make an empty count file; ``mark`` is the random name of this disk's incarnation."""
    store = CountStore(path, create=True)
    store.describe(
        {"environment": environment, "incarnation": mark, "made_by": f"countroom {__version__}"}
    )
    return _opened(store, device, signer, clock)


def open_count(
    path: Path,
    device: DeviceId,
    signer: Signer,
    clock: Clock,
    known: tuple[Count, int] | None = None,
) -> OpenCount:
    """Open a count file to work in it; what was read of it before is not read again.

    ``known`` is the state and position that ``read_log`` gave. Raises Fault when the file cannot
    be used.
    """
    return _opened(CountStore(path), device, signer, clock, known)


def read_count(path: Path) -> Count:
    """Read a count file's state without changing the file. Raises Fault."""
    return read_log(path)[0]


def read_log(path: Path) -> tuple[Count, int]:
    """Read a count file's state and the position of its last event. Raises Fault."""
    store = CountStore(path, read_only=True)
    try:
        return _folded(store)
    finally:
        store.close()


def environment_in(path: Path) -> Environment:
    """Read whether a count file is TEST or live. Raises Fault."""
    store = CountStore(path, read_only=True)
    try:
        return environment_of(store)
    finally:
        store.close()


def environment_of(store: CountStore) -> Environment:
    """Read whether a file is TEST or live. Raises Fault when it says neither."""
    match store.about().get("environment"):
        case "live":
            return "live"
        case "test":
            return "test"
        case _:
            raise Fault("file_damaged", path=str(store.path), reason="environment")


def _opened(
    store: CountStore,
    device: DeviceId,
    signer: Signer,
    clock: Clock,
    known: tuple[Count, int] | None = None,
) -> OpenCount:
    environment, incarnation = environment_of(store), store.about()["incarnation"]
    chain = Chain(device, signer, environment, incarnation, clock, f"countroom {__version__}")
    count, position = _folded(store, *(known or ()))
    return OpenCount(store, chain, count, position, store.head(device, incarnation))


def _folded(store: CountStore, count: Count | None = None, position: int = 0) -> tuple[Count, int]:
    """Fold the log after a position; every event has to follow its device's one before."""

    def log() -> Iterator[Recorded]:
        nonlocal position
        for at, recorded in store.chained(position):
            position = at
            yield recorded

    return replay(count or Count(load_rule_sets()), log()), position
