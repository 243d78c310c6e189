"""Whatever happens, the feed's log has no gaps and loses nothing it gave a receipt for."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx2

from countroom.domain.faults import Fault
from countroom.store.feed_log import FeedLog
from feed.night import MILL_LANE, THE_FENS, Room

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    import pytest

    from feed.conftest import Reached

CENTRES = 8


def test_the_index_has_no_gaps_under_eight_posters(feed: Reached) -> None:
    rooms = [Room(f"council-{n}", (MILL_LANE, THE_FENS)) for n in range(CENTRES)]
    answers: dict[str, list[dict[str, Any]]] = {}

    def send(room: Room) -> None:
        with httpx2.Client(base_url=feed.http.base_url, trust_env=False, timeout=60) as http:
            http.post("/v1/enrolment", content=room.key_file.encode())
            sent = room.set_up()
            batches = [[one] for one in sent]  # one request an event
            batches += [room.declare("Mill Lane"), [room.return_uncontested("The Fens")]]
            found: list[dict[str, Any]] = []
            for batch in batches:
                response = http.post("/v1/events", content=b"\n".join(batch))
                found += response.json()["answers"]
            answers[room.slug] = found

    threads = [threading.Thread(target=send, args=(room,)) for room in rooms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    given = sorted(answer["index"] for found in answers.values() for answer in found)
    assert given == list(range(feed.size()))
    assert {len(found) for found in answers.values()} == {len(given) // CENTRES}
    for found in answers.values():
        assert [one["index"] for one in found] == sorted(one["index"] for one in found)


def test_leaves_are_of_the_exact_bytes_that_were_sent(feed: Reached) -> None:
    room = Room(wards=(MILL_LANE,))
    feed.enrol(room.key_file)
    sent = [*room.set_up(), *room.declare("Mill Lane")]
    answers = feed.send(sent)
    with closing(FeedLog(feed.folder / "feed.db", read_only=True)) as log:
        stored = list(log.since())
    assert [entry.envelope for entry in stored] == sent
    for entry, answer in zip(stored, answers, strict=True):
        assert entry.leaf == hashlib.sha256(b"\x00" + entry.envelope).digest()
        assert (entry.id, entry.index, entry.receipt) == (
            answer["id"],
            answer["index"],
            answer["receipt"],
        )


def test_a_restart_keeps_everything_and_answers_old_receipts(
    feed_in: Callable[..., AbstractContextManager[Reached]], tmp_path: Path
) -> None:
    room = Room()
    sent = room.set_up()
    with feed_in(tmp_path / "feed") as feed:
        key = feed.enrol(room.key_file).json()["key"]
        before = feed.send(sent)
        pair = room.declare("Bush Fair")
        declared = feed.send(pair)
        results = feed.http.get("/results.csv").text
    with feed_in(tmp_path / "feed") as feed:
        assert feed.http.get("/results.csv").text == (tmp_path / "feed/results.csv").read_text()
        assert feed.http.get("/results.csv").text >= results
        assert feed.enrol(room.key_file).json()["key"] == key
        assert feed.send([*sent, *pair]) == [*before, *declared]
        heads = feed.http.get("/v1/heads", params={"device": room.laptop.key}).json()
        assert heads["disk-1"]["sequence"] == room.head[0]
        new = feed.send(room.declare("Mill Lane"))
        assert [one["index"] for one in new] == [len(sent) + 2, len(sent) + 3]


def test_a_full_disk_is_said_and_nothing_is_half_kept(
    feed: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room()
    feed.enrol(room.key_file)
    sent = room.set_up()
    feed.send(sent)
    pair = room.declare("Bush Fair")

    def full(self: FeedLog, *_: object) -> list[str]:
        raise Fault("disk_full", path=str(self.path))

    monkeypatch.setattr("countroom.feed.sequencer._BETWEEN_REOPENINGS", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(FeedLog, "append", full)
        answer = feed.post(pair)
        assert (answer.status_code, answer.json()["code"]) == (503, "disk_full")
        assert answer.headers["retry-after"] == "2"
        assert "feed.db" in answer.json()["text"]
    answers = feed.send(pair)
    assert [one["index"] for one in answers] == [len(sent), len(sent) + 1]


def test_while_the_disk_is_out_the_feed_says_so_without_trying(
    feed: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room()
    feed.enrol(room.key_file)

    def out(_self: FeedLog, *_: object) -> list[str]:
        raise Fault("disk_failed", path="feed.db", reason="I/O error")

    monkeypatch.setattr("countroom.feed.sequencer._BETWEEN_REOPENINGS", 60.0)
    with monkeypatch.context() as patch:
        patch.setattr(FeedLog, "append", out)
        assert feed.post(room.set_up()).status_code == 503
    heads = feed.http.get("/v1/heads", params={"device": room.laptop.key})
    assert (heads.status_code, heads.json()["code"]) == (503, "disk_failed")


def test_a_mistake_of_ours_does_not_silence_the_feed(
    feed: Reached, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    room = Room()
    feed.enrol(room.key_file)
    sent = room.set_up()
    monkeypatch.setattr("countroom.feed.sequencer._BETWEEN_REOPENINGS", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(FeedLog, "append", None)
        answer = feed.post(sent)
        assert (answer.status_code, answer.json()["code"]) == (503, "feed_stumbled")
    assert "Traceback" in caplog.text
    assert [one["index"] for one in feed.send(sent)] == list(range(len(sent)))


def test_another_program_on_the_same_log_is_noticed(
    feed: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room()
    feed.enrol(room.key_file)
    sent = room.set_up()
    feed.send(sent)
    monkeypatch.setattr("countroom.feed.sequencer._BETWEEN_REOPENINGS", 0.0)
    with closing(FeedLog(feed.folder / "feed.db", read_only=True)) as log:
        first = next(iter(log.since()))
    with closing(sqlite3.connect(feed.folder / "feed.db")) as other, other:
        other.execute(
            "INSERT INTO entry SELECT ?, 'other', type, contest, centre, received_at, leaf,"
            " envelope, receipt FROM entry WHERE entry_index = 0",
            (len(sent),),
        )
    assert first.index == 0
    answer = feed.post(room.declare("Bush Fair"))
    assert (answer.status_code, answer.json()["code"]) == (503, "file_busy")


def test_a_queue_that_is_full_asks_to_come_again(
    feed: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("countroom.feed.sequencer.LONGEST_QUEUE", 0)
    answer = feed.post([b"{}"])
    assert (answer.status_code, answer.json()["code"]) == (503, "feed_busy")


def test_a_mistake_in_reading_is_answered_too(
    feed: Reached, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("countroom.feed.reading.Reader.read", None)
        answer = feed.post([b"{}"])
        assert (answer.status_code, answer.json()["code"]) == (503, "feed_stumbled")
    assert "Traceback" in caplog.text
    assert feed.refusals([b"{}"]) == ["envelope_malformed"]
