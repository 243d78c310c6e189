"""A thread that owns one thing: jobs in order, outcomes where they are shown, a plain end."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING, NoReturn

import pytest

from countroom.app.owner import Owner
from countroom.domain.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 30.0


@dataclass
class Thing:
    """What is owned: it notes who touches it."""

    opened: int = 0
    let_go: int = 0
    threads: set[int] = field(default_factory=set)
    fault: Fault | None = None

    def open(self) -> Thing:
        self.threads.add(threading.get_ident())
        if self.fault is not None:
            raise self.fault
        self.opened += 1
        return self

    def close(self) -> None:
        self.threads.add(threading.get_ident())
        self.let_go += 1


class Window:
    """The thread that shows: it makes the calls it was told of when it comes to them."""

    def __init__(self) -> None:
        self._told: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.tell = self._told.put

    @property
    def waits(self) -> bool:
        return not self._told.empty()

    def make_one(self) -> None:
        self._told.get(timeout=PATIENCE)()


@pytest.fixture
def thing() -> Thing:
    return Thing()


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def owner(thing: Thing, window: Window) -> Iterator[Owner[Thing]]:
    opened = Owner("test", thing.open, Thing.close, window.tell)
    yield opened
    opened.close()


def never(_: object) -> NoReturn:
    pytest.fail("this should not have been called")


def test_jobs_are_done_in_the_order_they_were_asked_for(
    owner: Owner[Thing], window: Window
) -> None:
    done: list[int] = []
    heard: list[int] = []

    def job(n: int) -> Callable[[Thing], int]:
        def do(_: Thing) -> int:
            done.append(n)
            return n

        return do

    for n in range(50):
        owner.ask(job(n), heard.append, never)
    for _ in range(50):
        window.make_one()
    assert done == heard == list(range(50))


def test_an_outcome_is_heard_only_where_it_was_told(owner: Owner[Thing], window: Window) -> None:
    heard: list[int] = []

    def hear(_: object) -> None:
        heard.append(threading.get_ident())

    owner.ask(lambda _: None, hear, never)
    owner.call(lambda _: None)  # the job is done, and nobody has looked yet
    assert heard == []
    window.make_one()
    assert heard == [threading.get_ident()]


def test_the_thing_is_opened_for_the_first_job_and_touched_by_its_own_thread_only(
    owner: Owner[Thing], thing: Thing
) -> None:
    assert thing.opened == 0
    workers = {owner.call(lambda _: threading.get_ident()) for _ in range(3)}
    owner.close()
    assert thing.opened == thing.let_go == 1
    assert thing.threads == workers
    assert threading.get_ident() not in workers


def test_a_fault_goes_to_failed_and_the_thread_goes_on(owner: Owner[Thing], window: Window) -> None:
    failed: list[str] = []
    heard: list[int] = []

    def full(_: Thing) -> None:
        raise Fault("disk_full", path="x")

    owner.ask(full, never, lambda fault: failed.append(fault.code))
    owner.ask(lambda _: 7, heard.append, never)
    window.make_one()
    window.make_one()
    assert (failed, heard) == (["disk_full"], [7])


def test_a_thing_that_does_not_open_is_a_fault_of_every_job_until_it_does(
    owner: Owner[Thing], thing: Thing, window: Window
) -> None:
    thing.fault = Fault("file_missing", path="x")
    failed: list[str] = []
    for _ in range(2):
        owner.ask(lambda _: None, never, lambda fault: failed.append(fault.code))
        window.make_one()
    assert failed == ["file_missing", "file_missing"]
    thing.fault = None
    assert owner.call(lambda held: held.opened) == 1


def test_our_own_bug_is_loud_where_people_see_it(owner: Owner[Thing], window: Window) -> None:
    def bug(_: Thing) -> None:
        raise ZeroDivisionError("ours")

    owner.ask(bug, never, never)
    with pytest.raises(ZeroDivisionError, match="ours"):
        window.make_one()
    assert owner.call(lambda _: "still there") == "still there"


def test_call_gives_the_outcome_to_the_caller_and_tells_nobody(
    owner: Owner[Thing], window: Window
) -> None:
    assert owner.call(lambda _: 42) == 42
    assert not window.waits


@pytest.mark.parametrize("error", [Fault("disk_full", path="x"), ZeroDivisionError("ours")])
def test_call_raises_in_the_callers_thread(
    owner: Owner[Thing], window: Window, error: Exception
) -> None:
    def job(_: Thing) -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        owner.call(job)
    assert caught.value is error
    assert not window.waits
    assert owner.call(lambda _: 1) == 1


def test_call_waits_for_what_was_asked_before(owner: Owner[Thing], window: Window) -> None:
    gate = threading.Event()
    order: list[str] = []

    def slow(_: Thing) -> None:
        assert gate.wait(PATIENCE)
        order.append("asked")

    owner.ask(slow, lambda _: None, never)
    caller = threading.Thread(target=lambda: owner.call(lambda _: order.append("called")))
    caller.start()
    gate.set()
    caller.join(PATIENCE)
    assert order == ["asked", "called"]
    window.make_one()


def test_a_call_after_the_end_is_a_fault(owner: Owner[Thing]) -> None:
    owner.close()
    with pytest.raises(Fault) as caught:
        owner.call(lambda _: None)
    assert caught.value.code == "stopped"
    assert owner._jobs.empty(), "it was told at once, with nothing left behind"


def test_a_call_that_comes_while_the_thread_ends_does_not_hang(owner: Owner[Thing]) -> None:
    owner.close()
    owner._closed = False  # it was looked at a moment too early
    with pytest.raises(Fault) as caught:
        owner.call(lambda _: None)
    assert caught.value.code == "stopped"


def test_renew_lets_go_before_the_next_job_which_opens_anew(
    owner: Owner[Thing], thing: Thing
) -> None:
    owner.call(lambda _: None)
    owner.renew()
    assert owner.call(lambda held: (held.opened, held.let_go)) == (2, 1)
    owner.close()
    assert (thing.opened, thing.let_go) == (2, 2)


def test_close_finishes_what_was_asked_for_then_lets_go(
    owner: Owner[Thing], thing: Thing, window: Window
) -> None:
    gate = threading.Event()
    let_go_when_done: list[int] = []

    def slow(held: Thing) -> None:
        assert gate.wait(PATIENCE)
        let_go_when_done.append(held.let_go)

    for _ in range(3):
        owner.ask(slow, lambda _: None, never)
    closer = threading.Thread(target=owner.close)
    closer.start()
    gate.set()
    closer.join(PATIENCE)
    assert not closer.is_alive()
    assert not owner._thread.is_alive()
    assert let_go_when_done == [0, 0, 0]
    assert thing.let_go == 1
    for _ in range(3):
        window.make_one()


def test_a_thing_never_asked_for_is_never_opened(owner: Owner[Thing], thing: Thing) -> None:
    owner.renew()
    owner.close()
    owner.close()
    assert (thing.opened, thing.let_go) == (0, 0)
