"""Hints by server-sent events: they come after a publication and never hold the feed up."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import httpx2

from countroom.feed import live
from countroom.feed.live import Live
from countroom.feed.pages import load_look
from countroom.feed.serving import Settings, served
from countroom.texts import Texts
from feed.night import MILL_LANE, Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping
    from pathlib import Path

    import pytest

    from feed.conftest import Reached

PATIENCE = 20


def chunks(stream: httpx2.Response) -> Iterator[dict[str, str]]:
    """Give the chunks of a stream as their fields; a comment's name is empty."""
    chunk: dict[str, str] = {}
    for line in stream.iter_lines():
        if line:
            name, _, value = line.partition(":")
            chunk[name] = value.strip()
        elif chunk:
            yield chunk
            chunk = {}


def first_chunks(feed: Reached, count: int, **headers: str) -> list[dict[str, str]]:
    with feed.http.stream("GET", "/events", headers=headers) as stream:
        coming = chunks(stream)
        return [next(coming) for _ in range(count)]


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_hint_comes_after_an_intake_and_finds_the_new_page(feed: Reached) -> None:
    room = Room(wards=(MILL_LANE,))
    feed.enrol(room.key_file)
    with feed.http.stream("GET", "/events") as stream:
        assert stream.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["access-control-allow-origin"] == "*"
        assert "content-length" not in stream.headers
        coming = chunks(stream)
        assert "retry" in next(coming)
        assert next(coming) == {"id": "0", "data": '{"log_size":0}'}
        feed.send([*room.set_up(), *room.declare("Mill Lane")])
        size = str(feed.size())
        hint = next(coming)
        while hint["id"] != size:
            hint = next(coming)
        assert hint["data"] == f'{{"log_size":{size}}}'
        assert "1 of 1 ward declared" in feed.http.get("/council/harlow/").text


def test_who_knows_the_newest_is_told_nothing_twice(
    feed: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT", 0.05)
    knows = first_chunks(feed, 2, **{"Last-Event-ID": "0"})
    assert [list(chunk) for chunk in knows] == [["retry"], [""]]
    for behind in ("7", "nonsense", ""):
        retry, hint = first_chunks(feed, 2, **{"Last-Event-ID": behind})
        assert (list(retry), hint["id"]) == (["retry"], "0")


def test_readers_come_back_at_different_moments(feed: Reached) -> None:
    with feed.http.stream("GET", "/events") as one, feed.http.stream("GET", "/events") as other:
        coming, other_coming = chunks(one), chunks(other)
        assert next(coming) != next(other_coming)


def test_asking_for_the_head_ends_at_once(feed: Reached) -> None:
    answer = feed.http.head("/events")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")


def test_too_many_are_asked_to_come_again(feed: Reached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST_SUBSCRIBERS", 1)
    with feed.http.stream("GET", "/events") as stream:
        coming = chunks(stream)
        next(coming)
        refused = feed.http.get("/events")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    until(lambda: first_status(feed) == 200)  # the one before has left


def first_status(feed: Reached) -> int:
    with feed.http.stream("GET", "/events") as stream:
        return stream.status_code


def test_the_feed_stops_at_once_and_says_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(tmp_path / "feed", "localhost/test", "test", port=0)
    with httpx2.Client(trust_env=False, timeout=PATIENCE) as http:
        with served(settings, Texts()) as address:
            request = http.build_request("GET", f"{address}/events")
            streams = [http.send(request, stream=True) for _ in range(3)]
            comings = [chunks(stream) for stream in streams]
            for coming in comings:
                assert "retry" in next(coming)
            began = time.monotonic()
        assert time.monotonic() - began < 2
        for coming in comings:
            assert all("id" in chunk for chunk in coming)  # to its end, without an error
        for stream in streams:
            stream.close()
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


class Reader:
    """One end of ASGI: it takes chunks until it is told to stall."""

    def __init__(self, *, stalls: bool) -> None:
        self.taken: list[MutableMapping[str, Any]] = []
        self.gone = asyncio.Event()
        self._stalls = stalls

    async def receive(self) -> MutableMapping[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        self.taken.append(message)
        if self._stalls:
            await asyncio.Event().wait()


def test_a_slow_subscriber_is_dropped_and_the_others_are_told() -> None:
    async def night() -> tuple[Reader, Reader, Live]:
        hub, slow, quick = Live(), Reader(stalls=True), Reader(stalls=False)
        lines = [
            asyncio.create_task(hub.response("")({}, one.receive, one.send))
            for one in (slow, quick)
        ]
        for size in range(1, live.LONGEST_QUEUE + 2):
            hub.tell(size)
            await asyncio.sleep(0)
        await asyncio.wait_for(lines[0], PATIENCE)
        assert len(hub.subscribers) == 1
        hub.close()
        await asyncio.wait_for(lines[1], PATIENCE)
        hub.tell(99)
        refused = hub.response("")
        assert refused.status_code == 503
        return slow, quick, hub

    slow, quick, hub = asyncio.run(night())
    assert len(slow.taken) == 1
    told = [message["body"] for message in quick.taken[1:]]
    assert told[-2:] == [
        b'id: %d\ndata: {"log_size":%d}\n\n' % ((live.LONGEST_QUEUE + 1,) * 2),
        b"",
    ]
    assert [one["more_body"] for one in quick.taken[-2:]] == [True, False]
    assert not hub.subscribers
    assert not any(b"99" in body for body in told)


def test_a_reader_that_leaves_is_forgotten() -> None:
    async def night() -> None:
        hub, reader = Live(), Reader(stalls=False)
        line = asyncio.create_task(hub.response("")({}, reader.receive, reader.send))
        await asyncio.sleep(0)
        assert len(hub.subscribers) == 1
        reader.gone.set()
        await asyncio.wait_for(line, PATIENCE)
        assert not hub.subscribers

    asyncio.run(night())


def test_a_server_that_reports_a_broken_line_ends_it() -> None:
    async def broken(_message: MutableMapping[str, Any]) -> None:
        raise OSError

    async def night() -> None:
        hub, reader = Live(), Reader(stalls=False)
        await asyncio.wait_for(hub.response("")({}, reader.receive, broken), PATIENCE)
        assert not hub.subscribers

    asyncio.run(night())


def test_the_script_is_served_for_its_edition_and_allowed(feed: Reached) -> None:
    page = feed.http.get("/")
    edition = load_look().script_edition
    assert f'<script src="countroom.js?{edition}" defer></script>' in page.text
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'; connect-src 'self'" in policy
    assert "unsafe" not in policy
    script = feed.http.get(f"/countroom.js?{edition}")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "max-age=3600" in script.headers["cache-control"]
    assert script.text.startswith("// ")
    missing = feed.http.get("/nowhere", headers={"Accept": "text/html"})
    assert "<script" not in missing.text
