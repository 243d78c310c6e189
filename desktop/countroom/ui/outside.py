"""What the window asks of the layer above it: a practice to open, a night to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.app.owner import Tell
    from countroom.ui.desk import Desk


class Services(Protocol):
    """What the window needs from outside its layer."""

    def practise(self) -> tuple[Path, str]:
        """Make a night to practise with and its feed: the count file and the feed's address."""
        ...

    def feed_beside(self, path: Path, day: str) -> str:
        """Start the feed that lies beside a practice night; its address, empty for none."""
        ...

    def check_log(self, path: Path) -> str:
        """Verify a count file whole; the reason why it is not sound, empty where it is."""
        ...

    def close(self) -> None:
        """End what was started."""
        ...


class Performance(Protocol):
    """A night played in the window; ``play`` runs on a thread of its own."""

    def play(self, desk: Desk, tell: Tell) -> None:
        """Play to the end, or until stopped."""
        ...

    def stop(self) -> None:
        """Play no further."""
        ...

    @property
    def ends_with_the_window(self) -> bool:
        """Say whether the window closes by itself after the last step."""
        ...
