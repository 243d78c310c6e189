"""Set up a count file: its laptop, its people, its elections and contests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countroom.app.count import OpenCount, create_count
from countroom.app.files import make_folder, write_whole
from countroom.app.staff import SEED_BYTES, Enrolled, seal_laptop, write_secrets
from countroom.domain import commands as do
from countroom.domain.consultation import Agent
from countroom.domain.election import Contest, Election, Environment
from countroom.domain.faults import Fault
from countroom.domain.identifiers import ContestId, DeviceId
from countroom.domain.people import Device
from countroom.domain.refusals import Refusal
from countroom.wire.envelope import Key
from countroom.wire.trust import trust_in, write_trust

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.app.staff import Randomness
    from countroom.domain.state import Count
    from countroom.wire.chain import Clock

FIRST_LAPTOP = DeviceId("laptop-1")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to set up: the elections of one hall with their contests, and who works there.

    The first of the crew is the administrator who signs the set-up. ``agents`` are those of the
    contests for which they are known already.
    """

    environment: Environment
    elections: Sequence[tuple[Election, Sequence[Contest]]]
    crew: Sequence[Enrolled]
    agents: Mapping[ContestId, tuple[Agent, ...]] = field(default_factory=dict)


def keys_beside(path: Path) -> Path:
    """Name the public key file that lies beside a count file."""
    return path.with_suffix(".keys")


def secrets_beside(path: Path) -> Path:
    """Name the sealed file that lies beside a count file."""
    return path.with_suffix(".secrets")


def slips_beside(path: Path) -> Path:
    """Name the file with the slips to hand out."""
    return path.with_suffix(".slips.txt")


def free_slips_beside(path: Path) -> Path:
    """Name a file for more slips that does not exist yet: those handed out are deleted or not."""
    first, n = slips_beside(path), 1
    found = first
    while found.exists():
        n += 1
        found = path.with_suffix(f".slips-{n}.txt")
    return found


def write_keys(path: Path, count: Count, environment: Environment) -> None:
    """Write the key file anew: people or roles changed, and whoever verifies needs all of them.

    Raises Fault when the folder cannot be written.
    """
    write_whole(keys_beside(path), write_trust(trust_in(count, environment)))


def columns_beside(path: Path) -> Path:
    """Name the file that remembers what somebody's tables call our columns, for its folder."""
    return path.with_name("stations-columns.json")


def set_up(
    path: Path,
    plan: Plan,
    clock: Clock,
    random: Randomness,
    on: Callable[[], None] = lambda: None,
) -> OpenCount | Refusal:
    """Make the count file with its key file and sealed file; nothing is left when refused.

    ``on`` is called after each contest; what it raises ends the set-up. Raises Fault when a file
    exists already or the disk fails.
    """
    for beside in (path, keys_beside(path), secrets_beside(path)):
        if beside.exists():
            raise Fault("file_exists", path=str(beside))
    make_folder(path.parent)
    seed = random(SEED_BYTES)
    key = Key(seed)
    count = create_count(path, plan.environment, FIRST_LAPTOP, key, clock, random(8).hex())
    done = False
    try:
        refusal = _enrol(count, plan, key) or _fill(count, plan, on)
        if refusal is None:
            secrets = seal_laptop(FIRST_LAPTOP, seed, plan.environment, plan.crew)
            write_secrets(secrets_beside(path), secrets)
            write_keys(path, count.count, plan.environment)
            done = True
    finally:
        if not done:
            count.close()
            _remove(path)
    return count if refusal is None else refusal


def _enrol(count: OpenCount, plan: Plan, key: Key) -> Refusal | None:
    administrator, *others = plan.crew
    found = count.do(do.EnrolDevice(None, Device(FIRST_LAPTOP, key.key)))
    if not isinstance(found, Refusal):
        found = count.do(do.EnrolPerson(None, administrator.person))
    by, hand = administrator.person.id, administrator.hand
    for one in others:
        if isinstance(found, Refusal):
            break
        found = count.do(do.EnrolPerson(by, one.person), hand)
    return found if isinstance(found, Refusal) else None


def _fill(count: OpenCount, plan: Plan, on: Callable[[], None]) -> Refusal | None:
    by, hand = plan.crew[0].person.id, plan.crew[0].hand
    for election, contests in plan.elections:
        found = count.do(do.SetUpElection(by, election), hand)
        for contest in contests:
            if isinstance(found, Refusal):
                return found
            found = count.do(do.SetUpContest(by, contest), hand)
            agents = plan.agents.get(contest.id)
            if agents and not isinstance(found, Refusal):
                found = count.do(do.AppointAgents(by, contest.id, agents), hand)
            on()
        if isinstance(found, Refusal):
            return found
    return None


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
