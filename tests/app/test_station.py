"""One laptop at one count file: what is kept, what is heard, and how trouble ends."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, suppress
from functools import partial
from queue import SimpleQueue
from shutil import copy2
from typing import TYPE_CHECKING, Literal

import httpx2
import msgspec
import pytest

import hall
from countroom.app.audit import read_key_file, verify_count
from countroom.app.clock import SystemClock
from countroom.app.count import OpenCount, open_count, read_count
from countroom.app.courier import Post
from countroom.app.rehearsal.clock import NightClock
from countroom.app.rehearsal.desk import Desk
from countroom.app.setup import FIRST_LAPTOP, keys_beside, secrets_beside
from countroom.app.staff import SignedIn
from countroom.app.station import Station
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.domain.refusals import Refusal
from countroom.store.connection import connect
from countroom.store.log import CountStore
from countroom.sync.client import FeedClient
from countroom.wire.envelope import Key, open_envelope
from countroom.wire.problem import Problem
from countroom.wire.receipt import Receipt, write_receipt
from countroom.wire.tree import leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from countroom.domain.events import Ordinal, Recorded
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState, Count

    Outcome = tuple[Recorded, ...] | Refusal

PATIENCE = 30.0
URL = "http://feed"


class Laptop:
    """A station and the thread that shows it, which is the test's own."""

    def __init__(self, path: Path) -> None:
        self._told: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.heard = 0
        self.station = Station(path, self._told.put, self._hear, NightClock(hall.DAY, 3))

    def _hear(self) -> None:
        self.heard += 1

    def until(self, ready: Callable[[], object]) -> None:
        """Make the calls that were told, one by one, until something is so."""
        while not ready():
            self._told.get(timeout=PATIENCE)()

    def come(self, person: PersonId) -> SignedIn:
        """Sign in and take the laptop up."""
        signed_in = self.station.sign_in(person, hall.SECRET)
        assert isinstance(signed_in, SignedIn)
        self.station.take_up(signed_in)
        return signed_in

    def do(self, command: do.Command, *people: SignedIn) -> Outcome:
        heard: list[Outcome] = []
        self.station.do(command, tuple(one.hand for one in people), heard.append)
        self.until(lambda: heard)
        return heard[0]

    def save(self, sheet: Sheet, field: FieldId, text: str, person: PersonId = hall.KEYER) -> None:
        """Keep a field and wait until that is heard."""
        self.station.save_field(sheet.id, 1, field, person, text)
        self.settle()

    def drafts(self, sheet: Sheet, entry: Ordinal = 1, person: PersonId = hall.KEYER) -> object:
        heard: list[object] = []
        self.station.drafts(sheet.id, entry, person, heard.append)
        self.until(lambda: heard)
        return heard[0]

    def refresh(self) -> None:
        """Look what others wrote, and wait until that is heard."""
        self.station.refresh()
        self.settle()

    def resume(self) -> bool:
        heard: list[bool] = []
        self.station.resume(heard.append)
        self.until(lambda: heard)
        return heard[0]

    def settle(self) -> None:
        """Hear all that was told of what was asked for so far."""
        with suppress(Fault):  # the file may not open at all
            self.inside(lambda _: None)
        while not self._told.empty():
            self._told.get()()

    def inside(self, job: Callable[[OpenCount], object]) -> None:
        """Do something with the open file on its own thread."""
        assert self.station._writer is not None
        self.station._writer.call(job)

    @property
    def trouble(self) -> str:
        return self.station.standing.trouble.code if self.station.standing.trouble else ""


@contextmanager
def laptop(path: Path) -> Iterator[Laptop]:
    opened = Laptop(path)
    try:
        yield opened
    finally:
        opened.station.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two halls, made once: a fresh one, and one with a contest declared and another open."""
    folder = tmp_path_factory.mktemp("halls")
    hall.open_hall(folder / "fresh.count").count.close()
    desk = hall.open_hall(folder / "declared.count")
    state = next(iter(desk.count.count.contests.values()))
    hall.key_accounts(desk, state)
    hall.key_count_sheet(desk, state)
    hall.declare(desk, state)
    desk.count.close()
    return folder


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return copied(made / "fresh.count", tmp_path)


def copied(file: Path, folder: Path) -> Path:
    for one in (file, keys_beside(file), secrets_beside(file)):
        copy2(one, folder / one.name)
    return folder / file.name


@pytest.fixture
def here(path: Path) -> Iterator[Laptop]:
    with laptop(path) as opened:
        yield opened


def events_in(path: Path) -> int:
    store = CountStore(path, read_only=True)
    try:
        return len(list(store.since()))
    finally:
        store.close()


def sound(path: Path) -> bool:
    return verify_count(path, read_key_file(keys_beside(path))).problem is None


def first_contest(laptop: Laptop) -> ContestState:
    return next(iter(laptop.station.count.contests.values()))


def account(laptop: Laptop, number: int = 0) -> Sheet:
    sheets = [s.sheet for s in first_contest(laptop).sheets.values() if s.sheet.kind == "account"]
    return sheets[number]


def entry(
    laptop: Laptop, by: PersonId, ordinal: Ordinal = 1, number: int = 0, papers: int = 2000
) -> do.EnterSheet:
    sheet = account(laptop, number)
    figures = hall.true_figures(first_contest(laptop).contest, sheet, papers)
    return do.EnterSheet(by, sheet.id, ordinal, figures)


# Before anybody is there.


def test_nothing_is_written_before_somebody_signs_in(here: Laptop, path: Path) -> None:
    before = path.read_bytes()
    files = sorted(path.parent.iterdir())
    heard: list[object] = []
    command = entry(here, hall.KEYER)
    here.station.do(command, (), heard.append)
    here.station.save_field(command.sheet, 1, next(iter(command.figures)), hall.KEYER, "1")
    here.station.drafts(command.sheet, 1, hall.KEYER, heard.append)
    here.station.refresh()
    here.station.resume(heard.append)
    here.station.send_to(URL)
    here.station.close()
    assert heard == []
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == (before, files)


def test_the_count_can_be_read_before_anybody_is_there(here: Laptop, path: Path) -> None:
    assert here.station.count == read_count(path)
    assert here.station.environment == "test"
    assert (here.station.standing.declared, here.station.standing.saved_at) == (0, "")


def test_a_wrong_secret_opens_nothing(here: Laptop) -> None:
    refusal = here.station.sign_in(hall.KEYER, "wrong")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "secret_wrong"


@pytest.mark.parametrize("damage", ["count", "secrets"])
def test_a_file_that_cannot_be_used_is_a_fault(path: Path, damage: str) -> None:
    (path if damage == "count" else secrets_beside(path)).unlink()
    with pytest.raises(Fault) as caught:
        Laptop(path)
    assert caught.value.code == "file_missing"


# Keying.


def test_what_was_done_is_heard_when_it_is_on_disk(here: Laptop, path: Path) -> None:
    keyer = here.come(hall.KEYER)
    before = events_in(path)
    on_disk: list[int] = []
    command = entry(here, hall.KEYER)
    here.station.do(command, (keyer.hand,), lambda _: on_disk.append(events_in(path)))
    here.until(lambda: on_disk)
    assert on_disk == [before + 1]
    assert list(here.station.count.contests) == list(read_count(path).contests)
    assert first_contest(here).sheets[command.sheet].first is not None
    assert here.station.standing.saved_at > f"{hall.DAY}T21:15"


def test_a_refusal_is_heard_and_nothing_is_written(here: Laptop, path: Path) -> None:
    keyer = here.come(hall.KEYER)
    before = events_in(path)
    refusal = here.do(entry(here, hall.KEYER, 2), keyer)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "first_entry_missing"
    assert events_in(path) == before


def test_it_can_be_asked_beforehand_whether_a_command_would_be_refused(
    here: Laptop, path: Path
) -> None:
    before = events_in(path)
    refusal = here.station.would_refuse(entry(here, hall.KEYER, 2))
    assert refusal is not None
    assert refusal.code == "first_entry_missing"
    assert here.station.would_refuse(entry(here, hall.KEYER)) is None
    assert events_in(path) == before


def test_each_snapshot_of_the_count_is_another_and_none_is_changed(here: Laptop) -> None:
    keyer = here.come(hall.KEYER)
    shown = here.station.count
    command = entry(here, hall.KEYER)
    here.do(command, keyer)
    assert here.station.count is not shown
    assert shown.contests[account(here).contest].sheets[command.sheet].first is None


def test_typed_fields_come_back_on_another_day_and_a_crash_takes_none(path: Path) -> None:
    with laptop(path) as before:
        before.come(hall.KEYER)
        sheet = account(before)
        for field, text in zip(sheet.fields, ("12", "0", "x"), strict=False):
            before.save(sheet, field, text)
        saved_at = before.station.standing.saved_at
        assert saved_at
        # As after a crash: the file is still open there, and a new program starts.
        with laptop(path) as after:
            after.come(hall.KEYER)
            typed = dict(zip(sheet.fields, ("12", "0", "x"), strict=False))
            assert after.drafts(sheet) == typed
            assert after.drafts(sheet, person=hall.OTHER_KEYER) == {}
            assert after.drafts(sheet, entry=2) == {}
    with laptop(path) as later:
        later.come(hall.KEYER)
        assert later.drafts(sheet) == typed


def test_typed_fields_are_gone_once_the_sheet_is_finished(here: Laptop) -> None:
    keyer = here.come(hall.KEYER)
    sheet, other = account(here), account(here, 1)
    here.save(sheet, sheet.fields[0], "2500")
    here.save(other, other.fields[0], "7")
    assert not isinstance(here.do(entry(here, hall.KEYER), keyer), Refusal)
    assert here.drafts(sheet) == {}
    assert here.drafts(other) == {other.fields[0]: "7"}


def test_another_person_at_the_laptop_writes_under_their_own_name(here: Laptop) -> None:
    keyer = here.come(hall.KEYER)
    other = here.come(hall.OTHER_KEYER)
    here.do(entry(here, hall.KEYER), keyer)
    here.do(entry(here, hall.OTHER_KEYER, 2), other)
    state = first_contest(here).sheets[account(here).id]
    assert state.second is not None
    assert state.second.person == hall.OTHER_KEYER
    assert state.settled is not None


def test_the_writer_can_be_borrowed_by_another_thread_once_somebody_is_there(here: Laptop) -> None:
    with pytest.raises(Fault) as caught:
        here.station.use(lambda count: count.position)
    assert caught.value.code == "stopped"
    here.come(hall.KEYER)
    assert here.station.use(lambda count: count.position) == events_in(here.station.path)


# Two programs on one file.


def test_two_programs_on_one_file_see_each_others_events_and_both_go_on(
    here: Laptop, path: Path
) -> None:
    with laptop(path) as there:
        keyer, other = here.come(hall.KEYER), there.come(hall.OTHER_KEYER)
        there.settle()
        command = entry(here, hall.KEYER)
        here.do(command, keyer)
        assert first_contest(there).sheets[command.sheet].first is None
        there.refresh()
        assert there.station.count == here.station.count
        there.do(entry(there, hall.OTHER_KEYER, 2), other)
        here.do(entry(here, hall.KEYER, number=1), keyer)  # without looking first
        there.refresh()
        here.refresh()
        assert there.station.count == here.station.count
    assert first_contest(here).boxes_out[0].sheet == account(here, 1)
    assert sound(path)


def test_looking_without_news_says_nothing(here: Laptop) -> None:
    here.come(hall.KEYER)
    here.settle()
    heard, shown = here.heard, here.station.count
    here.refresh()
    assert (here.heard, here.station.count is shown) == (heard, True)


def test_news_that_came_with_a_refusal_is_seen_as_well(here: Laptop, path: Path) -> None:
    """The refused command had taken in the other program's events; the page has not seen them."""
    with laptop(path) as there:
        keyer, other = here.come(hall.KEYER), there.come(hall.OTHER_KEYER)
        here.settle()
        there.do(entry(there, hall.OTHER_KEYER), other)
        refusal = here.do(entry(here, hall.KEYER), keyer)
        assert isinstance(refusal, Refusal)
        assert refusal.code == "entered_already"
        here.refresh()
        assert here.station.count == there.station.count


# The disk.


def fill_the_disk(laptop: Laptop, sheet: Sheet) -> int:
    """Type until the disk is full; gives how many fields were acknowledged before."""

    def full(count: OpenCount) -> None:
        pages = count.store.execute("PRAGMA page_count").fetchone()[0]
        count.store.execute(f"PRAGMA max_page_count = {pages}")

    laptop.inside(full)
    for n in range(1000):
        laptop.save(sheet, sheet.fields[0], f"{n} {'x' * 100 * n}")
        if laptop.trouble:
            return n
    pytest.fail("the disk does not fill")


def test_a_full_disk_stops_input_loses_nothing_and_goes_on_when_there_is_space(
    here: Laptop, path: Path
) -> None:
    keyer = here.come(hall.KEYER)
    sheet = account(here)
    here.do(entry(here, hall.KEYER, number=1), keyer)
    acknowledged = events_in(path)
    saved = fill_the_disk(here, sheet)
    assert here.trouble == "disk_full"

    never: list[Outcome] = []
    here.station.do(entry(here, hall.KEYER), (keyer.hand,), never.append)
    here.settle()
    assert never == []
    assert events_in(path) == acknowledged

    assert here.resume()
    assert here.trouble == ""
    assert here.drafts(sheet) == {sheet.fields[0]: f"{saved - 1} {'x' * 100 * (saved - 1)}"}
    assert not isinstance(here.do(entry(here, hall.KEYER), keyer), Refusal)
    assert events_in(path) == acknowledged + 1
    assert here.station.count == read_count(path)
    assert sound(path)


def test_the_cause_of_the_trouble_stays_until_it_is_over(here: Laptop) -> None:
    keyer = here.come(hall.KEYER)
    sheet = account(here)
    fill_the_disk(here, sheet)
    here.save(sheet, sheet.fields[0], "1")
    here.station.do(entry(here, hall.KEYER), (keyer.hand,), lambda _: None)
    here.settle()
    assert here.trouble == "disk_full"


def test_nobody_looks_for_news_while_the_disk_is_in_trouble(here: Laptop) -> None:
    here.come(hall.KEYER)
    fill_the_disk(here, account(here))
    heard = here.heard
    here.refresh()
    assert (here.heard, here.trouble) == (heard, "disk_full")


def test_a_file_held_too_long_by_another_program_is_a_trouble_that_ends_on_asking(
    here: Laptop, path: Path
) -> None:
    keyer = here.come(hall.KEYER)
    here.inside(lambda count: count.store.execute("PRAGMA busy_timeout = 20"))
    holding = connect(path)
    holding.execute("BEGIN IMMEDIATE")
    sheet = account(here)
    here.save(sheet, sheet.fields[0], "1")
    assert here.trouble == "file_busy"
    holding.execute("ROLLBACK")
    holding.close()
    with laptop(path) as there:
        other = there.come(hall.OTHER_KEYER)
        there.do(entry(there, hall.OTHER_KEYER, number=1), other)
    shown = here.station.count
    here.refresh()
    assert here.station.count is shown, "nobody looks while there is trouble"
    assert here.resume()
    assert here.station.count == read_count(path)
    assert here.drafts(sheet) == {}
    assert not isinstance(here.do(entry(here, hall.KEYER), keyer), Refusal)


def test_a_file_that_does_not_open_again_is_a_trouble_of_its_own(here: Laptop, path: Path) -> None:
    here.come(hall.KEYER)
    fill_the_disk(here, account(here))
    moved = path.rename(path.with_suffix(".moved"))
    heard: list[bool] = []
    here.station.resume(heard.append)
    here.until(lambda: here.trouble == "file_missing")
    assert heard == []
    moved.rename(path)
    assert here.resume()
    assert here.trouble == ""


def lose_the_last_event(path: Path) -> None:
    database = connect(path)
    database.execute("DROP TRIGGER event_only_grows_delete")
    database.execute("DELETE FROM event WHERE position = (SELECT max(position) FROM event)")
    database.close()


def in_trouble_with_a_lost_event(here: Laptop, path: Path) -> SignedIn:
    keyer = here.come(hall.KEYER)
    here.do(entry(here, hall.KEYER), keyer)
    lose_the_last_event(path)
    here.inside(lambda count: count.store.execute("PRAGMA query_only = 1"))
    here.save(account(here), account(here).fields[0], "1")
    assert here.trouble == "read_only"
    return keyer


def test_a_file_that_lost_an_acknowledged_event_is_not_sound(here: Laptop, path: Path) -> None:
    in_trouble_with_a_lost_event(here, path)
    assert here.resume() is False
    assert here.trouble
    assert here.resume() is False, "asked again, the answer is the same"


def test_nothing_more_is_written_into_a_file_that_lost_an_event(here: Laptop, path: Path) -> None:
    keyer = in_trouble_with_a_lost_event(here, path)
    assert here.resume() is False
    before = events_in(path)
    heard: list[Outcome] = []
    sheet = account(here, 1)
    here.station.do(entry(here, hall.KEYER, number=1), (keyer.hand,), heard.append)
    here.station.save_field(sheet.id, 1, sheet.fields[0], hall.KEYER, "1")
    here.settle()
    assert here.trouble == "file_damaged"
    assert (heard, events_in(path)) == ([], before)
    store = CountStore(path, read_only=True)
    assert store.drafts(sheet.id, 1, hall.KEYER) == {}
    store.close()


def test_an_event_of_another_program_is_no_reason_for_alarm(here: Laptop, path: Path) -> None:
    keyer = here.come(hall.KEYER)
    here.do(entry(here, hall.KEYER, number=1), keyer)
    fill_the_disk(here, account(here))
    with laptop(path) as there:
        other = there.come(hall.OTHER_KEYER)
        there.do(entry(there, hall.OTHER_KEYER), other)
    assert here.resume()
    assert here.station.count == read_count(path)


# The feed.


class Feed:
    """A feed in memory that can be away, refuse a count or a declaration."""

    def __init__(self) -> None:
        self.key = Key(b"\x07" * 32)
        self.log: list[str] = []
        self.mood: Literal["well", "away", "refuses the count", "refuses declarations"] = "well"
        self.before_answer: Callable[[], None] = lambda: None

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if self.mood == "away":
            raise httpx2.ConnectError("nobody there")
        if self.mood == "refuses the count":
            refused = {"code": "not_enrolled", "where": "", "text": "not enrolled"}
            return httpx2.Response(403, content=msgspec.json.encode(refused))
        if request.url.path == "/v1/enrolment":
            origin = {"environment": "test", "key": self.key.key, "origin": "here/test"}
            return httpx2.Response(200, content=msgspec.json.encode(origin))
        answers = [self._answer(line) for line in request.content.splitlines()]
        self.before_answer()
        body = {"answers": answers, "log_size": len(self.log)}
        return httpx2.Response(200, content=msgspec.json.encode(body))

    @property
    def declared(self) -> list[str]:
        return [one for one in self.log if "result-spoken" in one]

    def _answer(self, line: bytes) -> dict[str, object]:
        envelope = open_envelope(line)
        assert not isinstance(envelope, Problem)
        event = hashlib.sha256(envelope.payload).hexdigest()
        if self.mood == "refuses declarations" and "result-" in envelope.payload_type:
            return {"id": event, "refused": {"code": "unfit", "text": "mend the set-up"}}
        name = f"{envelope.payload_type} {event}"
        if name not in self.log:
            self.log.append(name)
        receipt = Receipt(
            environment="test",
            event=event,  # type: ignore[arg-type]
            index=self.log.index(name),
            leaf=leaf_hash(line).hex(),
            log_size=len(self.log),
            origin="here/test",
            received_at="2024-05-03T01:00:00.000Z",
        )
        return {"id": event, "index": receipt.index, "receipt": write_receipt(receipt, self.key)}


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Feed:
    made = Feed()
    client = partial(FeedClient, transport=httpx2.MockTransport(made))
    monkeypatch.setattr("countroom.sync.client.FeedClient", client)
    monkeypatch.setattr("countroom.app.courier._FIRST_PAUSE", 0.01)
    monkeypatch.setattr("countroom.app.courier._LONGEST_PAUSE", 0.01)
    return made


@pytest.fixture
def declared(made: Path, tmp_path: Path) -> Path:
    return copied(made / "declared.count", tmp_path)


def undeclared(count: Count) -> ContestState:
    return next(state for state in count.contests.values() if state.declared is None)


def declare_second(laptop: Laptop) -> None:
    """Declare the other contest by another program, which this one then sees."""
    signed_in = laptop.come(hall.KEYER)
    file = laptop.station.path
    count = open_count(file, FIRST_LAPTOP, signed_in.device_key, SystemClock())
    hands = {one.person.id: one.hand for one in hall.make_crew()}
    desk = Desk(count, hands)
    state = undeclared(count.count)
    hall.key_accounts(desk, state)
    hall.key_count_sheet(desk, state)
    hall.declare(desk, state)
    count.close()
    laptop.refresh()


def receipts_in(path: Path) -> Sequence[int | None]:
    return [state.receipt_index for state in read_count(path).contests.values()]


def test_a_declaration_goes_to_the_feed_and_its_receipt_is_kept(feed: Feed, declared: Path) -> None:
    with laptop(declared) as here:
        here.station.send_to(URL)
        assert here.station.standing.feed_url == URL
        assert (here.station.standing.declared, here.station.standing.published) == (1, 0)
        here.come(hall.KEYER)
        here.until(lambda: here.station.standing.published == 1)
        here.until(lambda: here.station.standing.waiting == 0)
        assert here.station.standing.feed_fault is None
    assert len(feed.declared) == 1
    assert [index for index in receipts_in(declared) if index is not None]
    assert sound(declared)


def test_a_declaration_made_later_is_carried_without_being_asked_for(
    feed: Feed, declared: Path
) -> None:
    with laptop(declared) as here:
        here.come(hall.KEYER)
        here.station.send_to(URL)
        here.until(lambda: here.station.standing.published == 1)
        declare_second(here)
        here.until(lambda: here.station.standing.published == 2)
    assert len(feed.declared) == 2


def test_a_feed_that_was_away_gets_a_declaration_once_when_it_is_back(
    feed: Feed, declared: Path
) -> None:
    feed.mood = "away"
    with laptop(declared) as here:
        here.come(hall.KEYER)
        here.station.send_to(URL)
        here.until(lambda: here.station.standing.feed_fault is not None)
        standing = here.station.standing
        assert standing.feed_fault is not None
        assert standing.feed_fault.code == "feed_unreachable"
        assert (standing.waiting, standing.published, standing.trouble) == (1, 0, None)
        feed.mood = "well"
        here.until(lambda: here.station.standing.feed_fault is None)
        here.until(lambda: here.station.standing.published == 1)
        assert here.station.standing.waiting == 0
    assert len(feed.declared) == 1


def test_a_feed_that_refuses_the_count_is_told_with_its_reason_and_nothing_is_lost(
    feed: Feed, declared: Path
) -> None:
    feed.mood = "refuses the count"
    with laptop(declared) as here:
        here.come(hall.KEYER)
        here.station.send_to(URL)
        here.until(lambda: here.station.standing.feed_fault is not None)
        standing = here.station.standing
        assert standing.feed_fault is not None
        assert standing.feed_fault.code == "feed_refuses"
        assert standing.feed_fault.details["reason"] == "not enrolled"
        assert (standing.waiting, standing.published, standing.trouble) == (1, 0, None)
    assert feed.log == []


def test_a_refused_declaration_is_told_with_its_reason(feed: Feed, declared: Path) -> None:
    feed.mood = "refuses declarations"
    with laptop(declared) as here:
        here.come(hall.KEYER)
        here.station.send_to(URL)
        here.until(lambda: here.station.standing.feed_refuses)
        standing = here.station.standing
        assert standing.feed_refuses == ("mend the set-up",)
        assert (standing.waiting, standing.published, standing.feed_fault) == (0, 0, None)


def test_another_feed_starts_with_a_clean_sheet(feed: Feed, declared: Path) -> None:
    feed.mood = "refuses declarations"
    with laptop(declared) as here:
        here.come(hall.KEYER)
        here.station.send_to(URL)
        here.until(lambda: here.station.standing.feed_refuses)
        feed.mood = "away"
        here.station.send_to("http://other")
        standing = here.station.standing
        assert (standing.feed_url, standing.feed_refuses) == ("http://other", ())
        here.until(lambda: here.station.standing.feed_fault is not None)
        assert here.station.standing.feed_fault is not None
        assert here.station.standing.feed_fault.details["url"] == "http://other"
        feed.mood = "well"
        here.station.send_to(URL)
        assert here.station.standing.feed_fault is None
        here.until(lambda: here.station.standing.published == 1)


def test_what_a_feed_of_before_still_says_is_not_listened_to(feed: Feed, declared: Path) -> None:
    with laptop(declared) as here:
        here.come(hall.KEYER)
        here.station.send_to(URL)
        here.station.send_to("http://other")
        here.until(lambda: here.station.standing.published == 1)
        here.until(lambda: here.station.standing.waiting == 0)
        late = Post(URL, 5, Fault("feed_unreachable", url=URL), ("too late",))
        here.station._hear(late)
        standing = here.station.standing
        assert (standing.waiting, standing.feed_fault, standing.feed_refuses) == (0, None, ())
    assert len(feed.declared) == 1


def test_a_receipt_that_the_disk_did_not_take_is_asked_for_again(
    feed: Feed, declared: Path
) -> None:
    with laptop(declared) as here:
        keyer = here.come(hall.KEYER)
        feed.before_answer = lambda: here.inside(
            lambda count: count.store.execute("PRAGMA query_only = 1")
        )
        here.station.send_to(URL)
        while not here.trouble:  # the window looks for news now and then
            here.refresh()
        feed.before_answer = lambda: None
        assert here.resume()
        here.until(lambda: here.station.standing.published == 1)
        assert here.trouble == ""
        assert not isinstance(here.do(other_entry(here), keyer), Refusal)
    assert len(feed.declared) == 1
    assert [index for index in receipts_in(declared) if index is not None]


def other_entry(here: Laptop) -> do.EnterSheet:
    state = undeclared(here.station.count)
    sheet = state.boxes_out[0].sheet
    return do.EnterSheet(hall.KEYER, sheet.id, 1, hall.true_figures(state.contest, sheet))


# The end.


def test_close_finishes_what_was_asked_for(path: Path) -> None:
    before = events_in(path)
    with laptop(path) as here:
        keyer = here.come(hall.KEYER)
        sheet = account(here, 1)
        here.station.do(entry(here, hall.KEYER), (keyer.hand,), lambda _: None)
        here.station.save_field(sheet.id, 1, sheet.fields[0], hall.KEYER, "12")
        here.station.close()
        assert events_in(path) == before + 1
        store = CountStore(path, read_only=True)
        assert store.drafts(sheet.id, 1, hall.KEYER) == {sheet.fields[0]: "12"}
        store.close()
        here.station.close()


def test_close_does_not_wait_for_a_silent_feed(feed: Feed, declared: Path) -> None:
    feed.mood = "away"
    with laptop(declared) as here:
        here.come(hall.KEYER)
        here.station.send_to(URL)
        here.until(lambda: here.station.standing.feed_fault is not None)
        courier = here.station._courier
        here.station.close()
        assert courier is not None
        assert not courier._thread.is_alive()
