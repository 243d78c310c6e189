"""Six digits for taking turns at one laptop: quick for a keyer, worthless to anybody else.

A PIN opens a key that its owner opened by passphrase since the program started. It lives in
memory only, so nobody can try a million of them on a copied disk, and after three wrong ones
the passphrase is asked for again. Settling, clearing and set-up always ask for the passphrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from countroom.app.staff import SignedIn
from countroom.domain.refusals import Refusal, refuse
from countroom.wire.sealed import NONCE_BYTES, SALT_BYTES, Sealed, open_secret, seal_secret

if TYPE_CHECKING:
    from countroom.app.staff import Randomness
    from countroom.domain.identifiers import PersonId
    from countroom.domain.people import Role

_PIN: Final = re.compile(r"[0-9]{6}")
_TRIES: Final = 3
_BY_PIN: Final[frozenset[Role]] = frozenset({"keyer", "observer"})


@dataclass(slots=True)
class _Kept:
    sealed: Sealed
    signed_in: SignedIn
    tries: int = _TRIES


class Pins:
    """The PINs chosen at this laptop since the program started."""

    def __init__(self, random: Randomness) -> None:
        self._random = random
        self._kept: dict[PersonId, _Kept] = {}

    def may_have(self, roles: tuple[Role, ...]) -> bool:
        """Say whether a person with these roles may come back by PIN."""
        return bool(roles) and set(roles) <= _BY_PIN

    def has(self, person: PersonId) -> bool:
        """Say whether this person has chosen a PIN that still works."""
        return person in self._kept

    def choose(self, signed_in: SignedIn, pin: str) -> Refusal | None:
        """Keep a person's PIN; six digits, not all the same and not in a row."""
        if not _PIN.fullmatch(pin):
            return refuse("pin_malformed")
        steps = {int(b) - int(a) for a, b in pairwise(pin)}
        if len(steps) == 1 and steps <= {-1, 0, 1}:
            return refuse("pin_too_plain")
        salt, nonce = self._random(SALT_BYTES), self._random(NONCE_BYTES)
        sealed = seal_secret(b"countroom", pin, salt, nonce)
        self._kept[signed_in.hand.person] = _Kept(sealed, signed_in)
        return None

    def sign_in(self, person: PersonId, pin: str) -> SignedIn | Refusal:
        """Let a person back in by PIN; the third wrong one forgets it."""
        kept = self._kept.get(person)
        if kept is None:
            return refuse("pin_not_chosen")
        if not isinstance(open_secret(kept.sealed, pin), Refusal):
            kept.tries = _TRIES
            return kept.signed_in
        kept.tries -= 1
        if kept.tries == 0:
            del self._kept[person]
            return refuse("pin_forgotten")
        return refuse("pin_wrong", tries=kept.tries)
