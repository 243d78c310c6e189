"""``countroom rehearse --window``: the same night, played in the desk for people to watch."""

from __future__ import annotations

import threading
import time
from functools import cache
from typing import TYPE_CHECKING, Final

from countroom.app.clock import SystemClock
from countroom.app.count import read_count
from countroom.app.printing import Printer
from countroom.app.rehearsal.clock import NightClock
from countroom.app.rehearsal.council import Wishes, rehearsed, set_out, staged
from countroom.app.rehearsal.crew import TEST_SECRET, make_crew
from countroom.app.rehearsal.night import Played
from countroom.app.rehearsal.visible import StoppedError, VisiblePlayer, deliver_rest
from countroom.app.setup import secrets_beside
from countroom.app.staff import read_secrets, sign_in
from countroom.cli.screen import require_screen
from countroom.domain.faults import Fault
from countroom.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from countroom.app.owner import Tell
    from countroom.app.rehearsal.council import Rehearsed
    from countroom.app.rehearsal.crew import Crew
    from countroom.app.rehearsal.source import PublishedNight
    from countroom.app.staff import SignedIn
    from countroom.domain.commands import Command
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.texts import Texts
    from countroom.ui.desk import Desk
    from countroom.ui.rehearsal import WindowStage

_PATIENCE_SECONDS: Final = 0.2


def watch_council(
    night: PublishedNight, folder: Path, wishes: Wishes, speed: float, texts: Texts
) -> Rehearsed:
    """Play a council's night in a window until it ends or is closed. Raises Fault."""
    require_screen()
    from countroom.ui.program import run_program  # noqa: PLC0415 - only here is Qt needed

    began = time.perf_counter()
    crew = make_crew(wishes.seed)
    clock = NightClock(night.election.polling_day, wishes.seed)
    count = set_out(night, crew, folder, wishes, clock)
    path = count.store.path
    count.close()
    performance = NightInWindow(night, crew, wishes, speed)
    run_program(performance, path, wishes.feed or "", texts.language, performance)
    seconds = time.perf_counter() - began
    return rehearsed(
        night, read_count(path), performance.played, wishes, performance.printed, seconds
    )


class NightInWindow:
    """The performance: everybody of the crew takes their seat when it is their turn."""

    def __init__(self, night: PublishedNight, crew: Crew, wishes: Wishes, speed: float) -> None:
        self._night, self._crew, self._wishes, self._speed = night, crew, wishes, speed
        self._stop: list[Callable[[], None]] = []
        self.played = Played()
        self.printed = 0

    @property
    def ends_with_the_window(self) -> bool:
        """Say whether the window closes after the last step."""
        return self._speed == 0

    def play(self, desk: Desk, tell: Tell) -> None:
        """Play the night on this thread."""
        from countroom.ui.rehearsal import WindowStage  # noqa: PLC0415

        path = desk.station.path
        stage = InStep(WindowStage(desk, tell, _seats(path)), tell)
        player = VisiblePlayer(
            self._crew.hands, desk.station.use, SystemClock(), stage, self._speed
        )
        self._stop += [stage.close, player.stop]
        play = staged(self._night, player, self._wishes)
        self.played = play.played
        if self._wishes.documents is not None:
            play.declaring.printer = Printer(self._wishes.documents, "test")
        try:
            play.play(self._night.contests)
            if self._wishes.feed is not None:
                deliver_rest(desk.station.use, self._wishes.feed, self.played)
        except StoppedError:
            return
        finally:
            printer = play.declaring.printer
            self.printed = printer.printed if printer else 0

    def stop(self) -> None:
        """Play no further."""
        for stop in self._stop:
            stop()

    def practise(self) -> tuple[Path, str]:
        """Offer nothing else while a night is played."""
        raise Fault("no_practice_here")

    def check_log(self, _path: Path) -> str:
        """Leave the night's own log alone: it was made a moment ago."""
        return ""

    def feed_beside(self, _path: Path, _day: str) -> str:
        """Start none: the command has its own."""
        return ""

    def close(self) -> None:
        """Leave the feed to the command that started it."""


class InStep:
    """A stage whose window has taken in what was done before it is shown the next step.

    A sheet added a moment ago is unknown to the window until then; calls reach it in order.
    """

    def __init__(self, stage: WindowStage, tell: Tell) -> None:
        self._stage, self._tell = stage, tell
        self._closed = threading.Event()

    def close(self) -> None:
        """Show nothing more, and wait for nothing."""
        self._closed.set()
        self._stage.close()

    def show(self, command: Command) -> None:
        """Show who acts and where, once the window is as far as the log."""
        seen = threading.Event()
        self._tell(seen.set)
        while not seen.wait(_PATIENCE_SECONDS):
            if self._closed.is_set():
                return
        self._stage.show(command)

    def key(self, field: FieldId, figure: int) -> None:
        """Key one figure."""
        self._stage.key(field, figure)


def _seats(path: Path) -> Callable[[PersonId], SignedIn]:
    secrets = read_secrets(secrets_beside(path))

    @cache
    def seat(person: PersonId) -> SignedIn:
        signed_in = sign_in(secrets, person, TEST_SECRET)
        if isinstance(signed_in, Refusal):
            raise TypeError(f"{person} is not of the crew")
        return signed_in

    return seat
