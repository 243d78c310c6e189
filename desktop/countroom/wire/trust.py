"""The key file made at set-up: whose keys are good for this count, in lines a person can read.

It goes to whoever verifies or publishes; it holds no secret. Form::

    countroom keys v1
    environment test
    election local.harlow.2024-05-02
    device laptop-1 KEY
    person officer-1 officer KEY
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from countroom.domain.election import Environment
from countroom.domain.identifiers import DeviceId, ElectionId, KeyId, PersonId
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Container

    from countroom.domain.state import Count

_HEADER: Final = "countroom keys v1"
_KEY: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Trust:
    """The keys of one count centre for one environment."""

    environment: Environment
    elections: tuple[ElectionId, ...]
    devices: dict[DeviceId, KeyId]
    people: dict[PersonId, tuple[str, KeyId]]

    def covers(self, count: Count) -> bool:
        """Say whether every election, device and person of a log is one of ours, roles too."""
        return (
            set(count.elections) <= set(self.elections)
            and all(self.devices.get(d.id) == d.key for d in count.devices.values())
            and all(
                self.people.get(p.id) == (",".join(p.roles), p.key) for p in count.people.values()
            )
        )


def trust_in(count: Count, environment: Environment) -> Trust:
    """List the keys of a count as it stands, for the key file."""
    return Trust(
        environment,
        tuple(count.elections),
        {device.id: device.key for device in count.devices.values()},
        {person.id: (",".join(person.roles), person.key) for person in count.people.values()},
    )


def write_trust(trust: Trust) -> str:
    """Write the key file."""
    lines = [_HEADER, f"environment {trust.environment}"]
    lines += [f"election {election}" for election in trust.elections]
    lines += [f"device {device} {key}" for device, key in trust.devices.items()]
    lines += [f"person {person} {roles} {key}" for person, (roles, key) in trust.people.items()]
    return "\n".join(lines) + "\n"


def read_trust(text: str) -> Trust | Problem:
    """Read a key file strictly; the problem names the line."""
    lines = text.splitlines()
    if not lines or lines[0] != _HEADER:
        return Problem("key_file_header", "1")
    environment = ""
    elections: list[ElectionId] = []
    devices: dict[DeviceId, KeyId] = {}
    people: dict[PersonId, tuple[str, KeyId]] = {}
    for number, line in enumerate(lines[1:], start=2):
        match line.split(" "):
            case ["environment", ("live" | "test") as found] if not environment:
                environment = found
            case ["election", election] if _new(election, elections):
                elections.append(ElectionId(election))
            case ["device", device, key] if _new(device, devices) and _KEY.fullmatch(key):
                devices[DeviceId(device)] = KeyId(key)
            case ["person", person, roles, key] if _new(person, people) and _KEY.fullmatch(key):
                people[PersonId(person)] = (roles, KeyId(key))
            case _:
                return Problem("key_file_line", str(number))
    if not environment:
        return Problem("key_file_header", "2")
    return Trust(cast("Environment", environment), tuple(elections), devices, people)


def _new(name: str, known: Container[str]) -> bool:
    return bool(name) and name not in known
