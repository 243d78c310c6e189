"""How far each reading has come and how it is shown, kept while the desk is open.

A page is made anew when the window's look changes, for the next contest, and when somebody comes
back to it; the reading goes on at its line then. A new clearance is a new reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from weakref import WeakKeyDictionary

from countroom.app.screens.platform import Reading
from countroom.domain.identifiers import EventId
from countroom.texts import Language

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk

Voices = Language | Literal["both"]
"""The language of the words, or both line by line."""

_SIZES: Final = (0.7, 0.85, 1.0, 1.2, 1.45, 1.75)


@dataclass(slots=True)
class Progress:
    """The reading of one contest."""

    reading: Reading


@dataclass(slots=True)
class Manner:
    """How everything is read at this desk: text size, and voices where somebody chose (or None)."""

    voices: Voices | None = None
    size: float = 1.0

    def resize(self, step: int) -> None:
        """Take the next larger or smaller size."""
        at = _SIZES.index(self.size) + step
        self.size = _SIZES[max(0, min(at, len(_SIZES) - 1))]


_OPEN: Final[WeakKeyDictionary[Desk, dict[ContestId, Progress]]] = WeakKeyDictionary()
_MANNERS: Final[WeakKeyDictionary[Desk, Manner]] = WeakKeyDictionary()


def manner_of(desk: Desk) -> Manner:
    """Give how results are read at this desk."""
    return _MANNERS.setdefault(desk, Manner())


def reading_of(desk: Desk, state: ContestState) -> Progress:
    """Give how far the reading of a contest's clearance has come at this desk."""
    here = _OPEN.setdefault(desk, {})
    cleared = state.cleared.id if state.cleared else EventId("")
    contest = state.contest.id
    known = here.get(contest)
    if known is None or known.reading.cleared != cleared:
        known = here[contest] = Progress(Reading(cleared))
    return known
