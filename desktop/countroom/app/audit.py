"""Verify a count file as a stranger would: chain, signatures, rules, receipts, whose keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countroom.app.files import read_whole
from countroom.domain import events as ev
from countroom.domain.election import Environment
from countroom.domain.faults import Fault
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from countroom.store.log import CountStore
from countroom.wire.admission import LogReader
from countroom.wire.envelope import open_envelope
from countroom.wire.problem import Problem
from countroom.wire.receipt import read_receipt
from countroom.wire.tree import leaf_hash
from countroom.wire.trust import Trust, read_trust

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.domain.identifiers import EventId, KeyId

Verdict = Literal["valid", "superseded", "not_published", "invalid", "signer_unknown"]


@dataclass(frozen=True, slots=True)
class Audit:
    """What a verification found; ``problem`` is set when the verdict is invalid.

    ``position`` is the last event read, from 1; ``declared`` and ``receipted`` count contests.
    """

    verdict: Verdict
    environment: Environment | None
    events: int
    declared: int
    receipted: int
    problem: Problem | None
    position: int
    count: Count


def verify_count(path: Path, trust: Trust | None) -> Audit:
    """Verify a count file; without ``trust`` the best verdict is signer_unknown.

    Raises Fault when the file cannot be read.
    """
    store = CountStore(path, read_only=True)
    try:
        reader, problem, position = _read(store)
        problem = problem or _strangers(reader, trust)
    finally:
        store.close()
    states = reader.count.contests.values()
    declared = sum(1 for state in states if state.declared is not None)
    receipted = sum(1 for state in states if state.receipt_index is not None)
    verdict: Verdict = "valid" if receipted == declared else "not_published"
    if problem is not None:
        verdict = "invalid"
    elif trust is None:
        verdict = "signer_unknown"
    return Audit(
        verdict,
        reader.environment,
        reader.events,
        declared,
        receipted,
        problem,
        position,
        reader.count,
    )


def read_key_file(path: Path) -> Trust:
    """Read a key file. Raises Fault when it is missing or not one."""
    try:
        trust = read_trust(read_whole(path).decode())
    except UnicodeDecodeError:
        trust = Problem("key_file_line", "1")
    if isinstance(trust, Problem):
        raise Fault("not_a_key_file", path=str(path), where=trust.where)
    return trust


def _read(store: CountStore) -> tuple[LogReader, Problem | None, int]:
    reader = LogReader(Count(load_rule_sets()))
    declared: dict[EventId, bytes] = {}
    feed: KeyId | None = None
    position = 0
    for stored in store.since():
        position = stored.position
        record = reader.admit(stored.envelope)
        if isinstance(record, Problem):
            return reader, record, position
        if isinstance(record.event, ev.DeclaringEvent):
            declared[record.id] = stored.envelope
        elif isinstance(record.event, ev.DeclarationReceipted):
            key = _receipt_key(record.event, declared)
            if isinstance(key, Problem):
                return reader, key, position
            if feed not in (None, key):
                return reader, Problem("receipt_bad", record.event.contest), position
            feed = key
    return reader, reader.unfinished, position


def _receipt_key(event: ev.DeclarationReceipted, declared: dict[EventId, bytes]) -> KeyId | Problem:
    """Check a receipt by the key it names; one night has one feed, so one key."""
    envelope = open_envelope(event.receipt.encode())
    if isinstance(envelope, Problem) or len(envelope.signatures) != 1:
        return Problem("receipt_bad", event.contest)
    key = envelope.signatures[0].keyid
    receipt = read_receipt(event.receipt, key)
    if isinstance(receipt, Problem):
        return receipt
    leaf = leaf_hash(declared[event.declared]).hex()
    if (receipt.event, receipt.index, receipt.leaf) != (event.declared, event.index, leaf):
        return Problem("receipt_bad", event.contest)
    return key


def _strangers(reader: LogReader, trust: Trust | None) -> Problem | None:
    if trust is None:
        return None
    if reader.environment not in (None, trust.environment):
        return Problem("environment_mixed", trust.environment)
    return None if trust.covers(reader.count) else Problem("signer_not_trusted", "")
