"""Six digits for taking turns at one laptop: quick for a keyer, worthless to anybody else.

Whoever guesses passphrases at a laptop waits longer after each, and nobody is locked out for good.

A PIN opens a key that its owner opened by passphrase since the program started. It lives in
memory only, so nobody can try a million of them on a copied disk, and after three wrong ones
the passphrase is asked for again. Settling, clearing and set-up always ask for the passphrase.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from countroom.app.staff import SignedIn
from countroom.domain.refusals import Refusal, refuse
from countroom.wire.sealed import NONCE_BYTES, SALT_BYTES, Sealed, open_secret, seal_secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.app.staff import Randomness
    from countroom.domain.identifiers import PersonId
    from countroom.domain.people import Role

_PIN: Final = re.compile(r"[0-9]{6}")
_TRIES: Final = 3
_SLIPS: Final = 3
"""Wrong passphrases in a row that cost no time: tired people mistype."""
_FIRST_WAIT: Final = 5
_LONGEST_WAIT: Final = 60
_SECOND: Final = 1_000_000_000
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


class Guesses:
    """Wrong passphrases in a row, by person, since the program started; ``now`` in nanoseconds."""

    def __init__(self, now: Callable[[], int] = time.monotonic_ns) -> None:
        self._now = now
        self._wrong: dict[PersonId, tuple[int, int]] = {}

    def seconds_to_wait(self, person: PersonId) -> int:
        """Give how long no passphrase of this person is tried, 0 where one may be."""
        many, last = self._wrong.get(person, (0, 0))
        if many < _SLIPS:
            return 0
        wait = min(_LONGEST_WAIT, _FIRST_WAIT << (many - _SLIPS))
        return max(0, -(-(last + wait * _SECOND - self._now()) // _SECOND))

    def note(self, person: PersonId, *, right: bool) -> None:
        """Remember a wrong one; the right one makes up for all before."""
        if right:
            self._wrong.pop(person, None)
        else:
            many, _ = self._wrong.get(person, (0, 0))
            self._wrong[person] = many + 1, self._now()
