"""The code by which a person compares a sheet with the results page, and reads it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from countroom.domain.identifiers import EventId

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U


def short_code(event: EventId) -> str:
    """Give the first 40 bits of an event's id in Crockford's base 32, as ``K4T7 92MR``."""
    number = int(event[:10], 16)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]} {letters[4:]}"


def in_groups(digest: str) -> str:
    """Space out a digest for reading against another."""
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))
