"""Who works in the count and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from countroom.domain.identifiers import DeviceId, KeyId, PersonId

Role = Literal["administrator", "keyer", "supervisor", "officer", "observer"]


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff by pseudonym; ``title`` is printed beside an officer's signature."""

    id: PersonId
    roles: tuple[Role, ...]
    title: str
    key: KeyId


@dataclass(frozen=True, slots=True)
class Device:
    """A laptop enrolled for this count."""

    id: DeviceId
    key: KeyId
