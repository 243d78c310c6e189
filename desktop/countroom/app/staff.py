"""The people of a count, their secrets and the laptop's key: making them and signing in.

Private keys lie in one sealed file beside the count file. A person's key is sealed under their
secret; the laptop's key is sealed to every person who may work at it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import msgspec

from countroom.app.files import read_whole, write_whole
from countroom.domain.election import Environment
from countroom.domain.faults import Fault
from countroom.domain.identifiers import DeviceId, PersonId
from countroom.domain.people import Appointment, Person, Role
from countroom.domain.refusals import Refusal, refuse
from countroom.wire.chain import Hand
from countroom.wire.envelope import Key
from countroom.wire.sealed import (
    NONCE_BYTES,
    SALT_BYTES,
    Sealed,
    open_sealed_to,
    open_secret,
    seal_secret,
    seal_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SEED_BYTES = 32


class Randomness(Protocol):
    """Where fresh bytes come from: the system, or a rehearsal's seed."""

    def __call__(self, n: int, /) -> bytes:
        """Give ``n`` bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """A person to enrol: pseudonym, display name, roles, printed title and their secret.

    A deputy comes with their letters of appointment.
    """

    id: PersonId
    name: str
    roles: tuple[Role, ...]
    title: str
    secret: str
    appointments: tuple[Appointment, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A member with the key just made: what the log learns, and what is sealed."""

    member: Member
    person: Person
    seed: bytes
    sealed: Sealed

    @property
    def hand(self) -> Hand:
        """Give the hand that signs for this person."""
        return Hand(self.person.id, Key(self.seed))


class SealedPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's sealed key and display name; erasing this line erases the name."""

    name: str
    sealed: Sealed
    device_key: bytes


class Secrets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sealed file of one laptop."""

    device: DeviceId
    environment: Environment
    people: dict[PersonId, SealedPerson]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person at this laptop: both keys are open; the laptop's seed is sealed to newcomers."""

    name: str
    hand: Hand
    device: DeviceId
    device_key: Key
    device_seed: bytes = field(repr=False)


def make_person(member: Member, random: Randomness) -> Enrolled:
    """Make a person's key and seal it under their secret (tens of milliseconds)."""
    seed = random(SEED_BYTES)
    sealed = seal_secret(seed, member.secret, random(SALT_BYTES), random(NONCE_BYTES))
    key = Key(seed).key
    person = Person(member.id, member.roles, member.title, key, member.appointments)
    return Enrolled(member, person, seed, sealed)


def seal_laptop(
    device: DeviceId, device_seed: bytes, environment: Environment, crew: Sequence[Enrolled]
) -> Secrets:
    """Seal a laptop's key to everybody of its crew."""
    people = {
        one.person.id: SealedPerson(
            one.member.name, one.sealed, seal_to(device_seed, one.person.key)
        )
        for one in crew
    }
    return Secrets(device, environment, people)


def sign_in(secrets: Secrets, person: PersonId, secret: str) -> SignedIn | Refusal:
    """Open a person's key and the laptop's with the person's secret."""
    sealed = secrets.people.get(person)
    if sealed is None:
        return refuse("person_unknown", person=person)
    seed = open_secret(sealed.sealed, secret)
    if isinstance(seed, Refusal):
        return seed
    device_seed = open_sealed_to(sealed.device_key, seed)
    hand = Hand(person, Key(seed))
    return SignedIn(sealed.name, hand, secrets.device, Key(device_seed), device_seed)


def with_people(secrets: Secrets, crew: Sequence[Enrolled], device_seed: bytes) -> Secrets:
    """Give a laptop's sealed file with more people in it."""
    more = seal_laptop(secrets.device, device_seed, secrets.environment, crew)
    return Secrets(secrets.device, secrets.environment, {**secrets.people, **more.people})


def write_secrets(path: Path, secrets: Secrets) -> None:
    """Keep the sealed file, readable by this account only."""
    write_whole(path, msgspec.json.format(msgspec.json.encode(secrets)), mode=0o600)


def read_secrets(path: Path) -> Secrets:
    """Read the sealed file. Raises Fault when it is missing or damaged."""
    try:
        secrets = msgspec.json.decode(read_whole(path), type=Secrets)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise Fault("file_damaged", path=str(path), reason=str(error)) from error
    for person, sealed in secrets.people.items():
        if not sealed.sealed.sound:
            raise Fault("file_damaged", path=str(path), reason=person)
    return secrets
