"""One laptop at one count file: its people, the thread that writes, the way to the feed.

Everything that happens on other threads comes back by ``tell``; ``count`` is a snapshot of what
is on disk and only ever replaced.
"""

from __future__ import annotations

import secrets as system_secrets
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from countroom.app.clock import SystemClock
from countroom.app.count import OpenCount, environment_in, open_count, read_log
from countroom.app.courier import Courier, Post
from countroom.app.hand_over import Guesses, Pins
from countroom.app.own_pace import OwnSpeed, Pace, read_pace
from countroom.app.owner import Owner
from countroom.app.setup import secrets_beside
from countroom.app.staff import read_secrets, sign_in
from countroom.domain.commands import (
    ClearResult,
    CorrectDeclaration,
    DeclareOnPaper,
    ReturnUncontested,
    SpeakResult,
)
from countroom.domain.decide import decide, not_entitled
from countroom.domain.faults import Fault
from countroom.domain.refusals import Refusal, refuse
from countroom.wire.chain import Clock, Hand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from countroom.app.owner import Tell
    from countroom.app.staff import Randomness, SignedIn
    from countroom.domain.commands import Command, RecordPrinted
    from countroom.domain.events import Ordinal, Recorded
    from countroom.domain.identifiers import DeviceId, EventId, FieldId, PersonId, SheetId
    from countroom.domain.state import Count

    Outcome = tuple[Recorded, ...] | Refusal

__all__ = ["Clock", "Hand", "Standing", "Station"]

T = TypeVar("T")

_LAST_MOMENT: Final = 2.0
_MAKES_A_RECORD: Final = (
    *(ClearResult, SpeakResult, ReturnUncontested),
    *(DeclareOnPaper, CorrectDeclaration),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands: last thing saved, declared and published results, and any trouble.

    ``saved_at`` is UTC in RFC 3339, empty before the first; ``waiting`` are declarations that
    the feed has not answered; ``trouble`` is the disk's and stops input. ``clock_behind`` is the
    time of an event that this laptop's clock has not reached, empty where it has. ``log`` says
    how far the whole file is verified: ``taken`` where nobody asked.
    """

    saved_at: str = ""
    declared: int = 0
    published: int = 0
    waiting: int = 0
    feed_url: str = ""
    feed_fault: Fault | None = None
    feed_refuses: tuple[str, ...] = ()
    trouble: Fault | None = None
    clock_behind: str = ""
    log: Literal["taken", "checking", "sound", "unsound"] = "taken"


class _Lost(Fault):
    """The file lacks an event that was acknowledged: nothing more may be written into it."""


class Station:
    """A count file open at this laptop. Raises Fault when the file cannot be used.

    Nothing is written before somebody has signed in: only people hold the laptop's key.
    """

    def __init__(
        self,
        path: Path,
        tell: Tell,
        heard: Callable[[], None],
        clock: Clock | None = None,
        random: Randomness = system_secrets.token_bytes,
    ) -> None:
        self.path = path
        self.environment = environment_in(path)
        self.secrets = read_secrets(secrets_beside(path))
        self._read: tuple[Count, int] | None = read_log(path)
        self.count = self._read[0]
        self.standing = self._counted(Standing())
        self.pins, self.guesses = Pins(random), Guesses()
        self.clock = clock or SystemClock()
        self._tell, self._heard = tell, heard
        self._writer: Owner[OpenCount] | None = None
        self._courier: Courier | None = None
        self._feed = ""
        self._acknowledged: tuple[int, EventId] | None = None

    @property
    def device(self) -> DeviceId:
        """Name this laptop."""
        return self.secrets.device

    @property
    def names(self) -> Mapping[PersonId, str]:
        """Give the names of staff that this laptop knows; none of them is in the log."""
        return {id_: one.name for id_, one in self.secrets.people.items()}

    @property
    def writing(self) -> bool:
        """Say whether anything can be written: somebody has signed in, and the disk works."""
        return self._writer is not None and self.standing.trouble is None

    def record(self, command: RecordPrinted) -> None:
        """Have the laptop keep by itself where a print came out."""
        self.do(command, (), lambda _: None)

    def now(self) -> str:
        """Give UTC in RFC 3339."""
        return self.clock.now()

    def sign_in(self, person: PersonId, secret: str) -> SignedIn | Refusal:
        """Open a person's key by passphrase, or by the PIN they chose at this laptop."""
        if self.pins.has(person) and secret.isdigit():
            return self.pins.sign_in(person, secret)
        return self.open_key(person, secret)

    def open_key(self, person: PersonId, passphrase: str) -> SignedIn | Refusal:
        """Open a person's key by passphrase only; after several wrong ones not at once."""
        seconds = self.guesses.seconds_to_wait(person)
        if seconds:
            return refuse("secret_waits", seconds=seconds)
        signed_in = sign_in(self.secrets, person, passphrase)
        self.guesses.note(person, right=not isinstance(signed_in, Refusal))
        return signed_in

    def take_up(self, signed_in: SignedIn) -> None:
        """Begin to write with the laptop's key that this person has opened."""
        if self._writer is None:
            open_it = partial(self._open, signed_in)
            self._writer = Owner("writer", open_it, OpenCount.close, self._tell)
            if self._feed:
                self._send_out()

    def send_to(self, url: str) -> None:
        """Carry declarations to this feed from now on."""
        self._feed = url
        self._change(feed_url=url, feed_fault=None, feed_refuses=(), waiting=0)
        if self._writer is not None:
            self._send_out()

    def log_checking(self) -> None:
        """Hold back what declares until the whole log is verified."""
        self._change(log="checking")

    def log_checked(self, *, sound: bool) -> None:
        """Let results be declared, or not in this file any more."""
        self._change(log="sound" if sound else "unsound")

    def would_refuse(self, command: Command) -> Refusal | None:
        """Say whether a command would be refused now; nothing is written."""
        unchecked = self._unchecked(command)
        if unchecked is not None:
            return unchecked
        decision = decide(self.count, command)
        return decision if isinstance(decision, Refusal) else None

    def who_could(self, command: Command) -> tuple[PersonId, ...]:
        """List the people here who may ask for a command as far as role and letter go."""
        if not hasattr(command, "by"):
            return ()
        here = (one for one in self.count.people if one not in self.count.away)
        return tuple(
            one
            for one in here
            if not_entitled(self.count, replace(command, by=one)) is None  # type: ignore[arg-type]
        )

    def do(
        self, command: Command, hands: tuple[Hand, ...], then: Callable[[Outcome], None]
    ) -> None:
        """Carry a command out; ``then`` hears the events or the refusal when they are on disk."""
        self.do_together((command,), hands, then)

    def do_together(
        self,
        commands: tuple[Command, ...],
        hands: tuple[Hand, ...],
        then: Callable[[Outcome], None],
    ) -> None:
        """Carry out commands of the same hands, all or none."""
        for command in commands:
            unchecked = self._unchecked(command)
            if unchecked is not None:
                then(unchecked)
                return
        self._ask(lambda count: count.do_together(commands, *hands), then)

    def save_field(
        self, sheet: SheetId, entry: Ordinal, field: FieldId, person: PersonId, text: str
    ) -> None:
        """Keep one typed field on disk."""
        self._ask(
            lambda count: count.save_field(sheet, entry, field, person, text),
            lambda _: self._change(saved_at=self.now()),
        )

    def drafts(
        self,
        sheet: SheetId,
        entry: Ordinal,
        person: PersonId,
        then: Callable[[Mapping[FieldId, str]], None],
    ) -> None:
        """Read back what this person had typed of a sheet."""
        self._ask(lambda count: count.store.drafts(sheet, entry, person), then)

    def bring_up(self, pace: Pace, then: Callable[[OwnSpeed], None]) -> None:
        """Bring a keyer's own pace up to what is on disk."""
        self._ask(lambda count: read_pace(count, pace), then)

    def use(self, job: Callable[[OpenCount], T]) -> T:
        """Have a job done by the writer and wait for it: never from the window's own thread."""
        if self._writer is None:
            raise Fault("stopped", path=str(self.path))
        return self._writer.call(job)

    def refresh(self) -> None:
        """Take in what another program wrote into the file."""
        if self._writer is not None and self.standing.trouble is None:
            self._ask(_refreshed, self._take_news)

    def resume(self, then: Callable[[bool], None]) -> None:
        """Open the file again after a trouble; ``then`` hears whether all acknowledged is there."""
        if self._writer is None:
            return
        self._writer.renew()

        def sound(_: None) -> None:
            self._change(trouble=None)
            then(True)  # noqa: FBT003 - the answer to a question

        def failed(fault: Fault) -> None:
            self._fail(fault)
            if isinstance(fault, _Lost):
                then(False)  # noqa: FBT003 - the answer to a question

        self._writer.ask(lambda _: None, sound, failed)

    def close(self) -> None:
        """Finish what was begun and close the file."""
        if self._courier is not None:
            self._courier.end()
        if self._writer is not None:
            self._writer.close()
        if self._courier is not None:
            self._courier.join(_LAST_MOMENT)

    def _open(self, signed_in: SignedIn) -> OpenCount:
        # After a trouble the whole file is read again.
        known, self._read = self._read, None
        count = open_count(self.path, signed_in.device, signed_in.device_key, self.clock, known)
        last = self._acknowledged
        if last is not None and not count.store.holds(*last):
            count.close()
            raise _Lost("file_damaged", path=str(self.path), reason=f"event {last[0]}")

        latest = count.store.last_at()

        def listen(recorded: tuple[Recorded, ...]) -> None:
            nonlocal latest
            at = recorded[-1].at
            self._tell(partial(self._compare_clock, at, latest))
            latest = max(latest, at)
            self._acknowledged = (count.position, recorded[-1].id)
            self._tell(partial(self._take, count.count, self.now()))

        count.listeners.append(listen)
        self._tell(partial(self._take, count.count, ""))
        return count

    def _compare_clock(self, at: str, latest: str) -> None:
        """Keep that the clock was set back: the log's order does not depend on it, people do."""
        behind = latest if at < latest else ""
        if behind != self.standing.clock_behind:
            self._change(clock_behind=behind)

    def _send_out(self) -> None:
        if self._courier is not None:
            self._courier.end()
        if self._writer is not None:
            self._courier = Courier(self._feed, self._writer.call, self._tell, self._hear)

    def _take(self, count: Count, at: str) -> None:
        self.count = count
        self.standing = self._counted(self.standing)
        if at:
            self.standing = replace(self.standing, saved_at=at)
        if self._courier is not None and self.standing.published < self.standing.declared:
            self._courier.wake()
        self._heard()

    def _take_news(self, count: Count) -> None:
        if count is not self.count:
            self._take(count, "")

    def _hear(self, post: Post) -> None:
        if post.url == self._feed:
            self._change(
                waiting=post.waiting, feed_fault=post.fault, feed_refuses=tuple(post.refused)
            )

    def _unchecked(self, command: Command) -> Refusal | None:
        """Refuse to declare from a log that is not verified, or was found unsound."""
        if not isinstance(command, _MAKES_A_RECORD):
            return None
        match self.standing.log:
            case "checking":
                return refuse("log_being_checked")
            case "unsound":
                return refuse("log_unsound")
            case _:
                return None

    def _ask(self, job: Callable[[OpenCount], T], then: Callable[[T], None]) -> None:
        if self._writer is not None:
            self._writer.ask(job, then, self._fail)

    def _fail(self, fault: Fault) -> None:
        # What is refused because of a trouble does not hide its cause.
        if fault.code != "stopped" or self.standing.trouble is None:
            self._change(trouble=fault)

    def _change(self, **changes: object) -> None:
        self.standing = replace(self.standing, **changes)  # type: ignore[arg-type]
        self._heard()

    def _counted(self, standing: Standing) -> Standing:
        contests = self.count.contests.values()
        return replace(
            standing,
            declared=sum(1 for one in contests if one.declared is not None),
            published=sum(1 for one in contests if one.receipt_index is not None),
        )


def _refreshed(count: OpenCount) -> Count:
    """Take in what others wrote; a command that was refused may have done so before."""
    count.refresh()
    return count.count
