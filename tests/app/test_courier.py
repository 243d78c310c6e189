"""When the courier sets out, how long it waits, what it says; what it carries is met elsewhere."""

from __future__ import annotations

import threading
from collections import deque
from queue import SimpleQueue
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar

import pytest

from countroom.app.courier import Courier, Post
from countroom.app.publication import Delivery
from countroom.domain.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from countroom.app.count import OpenCount

T = TypeVar("T")

PATIENCE = 30.0
URL = "http://feed"
SENT = Delivery(published=1, waiting=0, fault=None)
SILENT = Delivery(published=0, waiting=2, fault=Fault("feed_unreachable", url=URL))


class Road:
    """What the courier meets: deliveries as written down beforehand, and what it says of them."""

    def __init__(self) -> None:
        self.deliveries: deque[Delivery | Fault] = deque()
        self.set_out: SimpleQueue[int] = SimpleQueue()
        self.publications = 0
        self.closed = 0
        self.on_way: Callable[[], None] = lambda: None
        self.refused: tuple[SimpleNamespace, ...] = ()
        self.courier: Courier | None = None
        self.posts: SimpleQueue[Post] = SimpleQueue()

    # The publication that the courier works with.

    def publication(self, *_: object) -> Road:
        self.publications += 1
        return self

    def deliver(self) -> Delivery:
        self.set_out.put(self.publications)
        self.on_way()
        if not self.deliveries:
            self.end()
            return SENT
        outcome = self.deliveries.popleft()
        if isinstance(outcome, Fault):
            raise outcome
        return outcome

    # The client.

    def client(self, _: str) -> Road:
        return self

    def close(self) -> None:
        self.closed += 1

    # The courier.

    def begin(self, *deliveries: Delivery | Fault, url: str = URL) -> Courier:
        self.deliveries += deliveries
        self.courier = Courier(url, use, lambda call: call(), self.posts.put)
        return self.courier

    def end(self) -> None:
        if self.courier is not None:
            self.courier.end()

    def next_post(self) -> Post:
        return self.posts.get(timeout=PATIENCE)

    def finish(self) -> None:
        assert self.courier is not None
        self.courier.join(PATIENCE)
        assert not self.courier._thread.is_alive()


def use(_: Callable[[OpenCount], T], /) -> T:
    pytest.fail("nothing is borrowed here")


@pytest.fixture
def road(monkeypatch: pytest.MonkeyPatch) -> Iterator[Road]:
    made = Road()
    monkeypatch.setattr("countroom.app.courier.Publication", made.publication)
    monkeypatch.setattr("countroom.sync.client.FeedClient", made.client)
    yield made
    made.end()
    if made.courier is not None:
        made.courier.join(PATIENCE)


class Impatient:
    """An event that writes down how long it should have waited, and does not wait."""

    def __init__(self) -> None:
        self.waits: list[float | None] = []
        self.on_clear: Callable[[], None] = lambda: None

    def __call__(self) -> Impatient:
        return self

    def set(self) -> None:
        """Nobody waits."""

    def clear(self) -> None:
        self.on_clear()

    def wait(self, seconds: float | None) -> None:
        self.waits.append(seconds)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Impatient:
    made = Impatient()
    module = SimpleNamespace(Thread=threading.Thread, Event=made)
    monkeypatch.setattr("countroom.app.courier.threading", module)
    return made


def test_it_sets_out_at_once_and_says_how_it_went(road: Road) -> None:
    road.refused = (SimpleNamespace(text="declared already"),)
    road.begin(SILENT)
    assert road.next_post() == Post(URL, 2, SILENT.fault, ["declared already"])


def test_it_sets_out_again_when_woken(road: Road) -> None:
    courier = road.begin(SENT, SENT)
    assert road.next_post().fault is None
    courier.wake()
    assert road.next_post().fault is None


def test_a_wake_while_it_is_on_its_way_is_not_lost(road: Road) -> None:
    gate = threading.Event()
    road.on_way = lambda: assert_true(gate.wait(PATIENCE))
    courier = road.begin(SENT, SENT)
    road.set_out.get(timeout=PATIENCE)
    courier.wake()
    gate.set()
    road.next_post()
    road.set_out.get(timeout=PATIENCE)


def test_its_pause_grows_while_the_feed_is_silent_and_no_longer_than_half_a_minute(
    road: Road, impatient: Impatient
) -> None:
    road.begin(*[SILENT] * 6, SENT, SILENT, SENT)
    road.finish()
    assert impatient.waits[:9] == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0, None, 2.0, None]


def test_the_disks_trouble_is_not_told_and_it_tries_again(road: Road, impatient: Impatient) -> None:
    road.begin(Fault("disk_full", path="x"), SENT)
    road.finish()
    assert impatient.waits[:2] == [2.0, None]
    assert road.next_post() == Post(URL, 0, None, [])


def test_after_the_disks_trouble_it_collects_anew_what_it_had_in_hand(
    road: Road, impatient: Impatient
) -> None:
    road.begin(SENT, Fault("disk_full", path="x"), SENT)
    road.finish()
    assert [road.set_out.get_nowait() for _ in range(3)] == [1, 1, 2]
    assert impatient.waits[:3] == [None, 2.0, None]


def test_at_its_end_it_carries_nothing_more_and_closes_the_connection(road: Road) -> None:
    courier = road.begin(SENT, SENT)
    road.next_post()
    courier.end()
    road.finish()
    assert (len(road.deliveries), road.closed) == (1, 1)


def test_an_end_between_two_deliveries_is_not_missed(road: Road, impatient: Impatient) -> None:
    """It came after the courier had looked for it and before it went back to sleep."""
    begun = threading.Event()

    def end_now() -> None:
        assert begun.wait(PATIENCE)
        road.end()

    impatient.on_clear = end_now
    road.begin(SENT)
    begun.set()
    road.finish()
    assert impatient.waits == []
    assert len(road.deliveries) == 1


def test_it_never_keeps_the_program_from_ending(road: Road) -> None:
    assert road.begin(SENT)._thread.daemon


def test_an_address_that_is_none_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    posts: SimpleQueue[Post] = SimpleQueue()
    monkeypatch.setattr("countroom.app.courier.Publication", lambda *_: pytest.fail("no way"))
    courier = Courier("http://host:port", use, lambda call: call(), posts.put)
    courier.join(PATIENCE)
    post = posts.get_nowait()
    assert post.fault is not None
    assert (post.url, post.waiting, post.fault.code) == ("http://host:port", 0, "feed_nonsense")
    assert posts.empty()


def assert_true(fact: bool) -> None:
    assert fact
