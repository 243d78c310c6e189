"""The contract of a feed's log: appended whole or not at all, read as written, never changed."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from pysqlite3 import dbapi2 as sqlite

from countroom.domain.faults import Fault
from countroom.domain.identifiers import EventId
from countroom.store.connection import connect
from countroom.store.feed_log import Arrival, FeedLog, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT = "2024-05-03T01:12:00.000Z"


def arrival(name: str) -> Arrival:
    identity = EventId(hashlib.sha256(name.encode()).hexdigest())
    return Arrival(identity, "ContestProven", "local.x.y", 1, AT, name.encode())


def receipt(one: Arrival, place: Place) -> str:
    return f"{one.envelope.decode()} {place.index} of {place.log_size}"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[FeedLog]:
    with closing(FeedLog(tmp_path / "feed.db")) as opened:
        yield opened


def test_an_empty_log_has_no_entries(log: FeedLog) -> None:
    assert log.size() == 0
    assert list(log.since()) == []
    assert log.key_files() == []
    assert log.about() == {}


def test_a_batch_is_read_back_as_it_was_appended(log: FeedLog) -> None:
    receipts = log.append([arrival("a"), arrival("b")], 0, receipt)
    assert receipts == ["a 0 of 2", "b 1 of 2"]
    assert log.append([arrival("c")], 2, receipt) == ["c 2 of 3"]
    entries = list(log.since())
    assert [entry.index for entry in entries] == [0, 1, 2]
    assert [entry.envelope for entry in entries] == [b"a", b"b", b"c"]
    assert [entry.receipt for entry in entries] == ["a 0 of 2", "b 1 of 2", "c 2 of 3"]
    for entry in entries:
        assert entry.leaf == hashlib.sha256(b"\x00" + entry.envelope).digest()
        assert (entry.id, entry.centre, entry.received_at) == (
            arrival(entry.envelope.decode()).id,
            1,
            AT,
        )


def test_reading_goes_on_from_an_index(log: FeedLog) -> None:
    log.append([arrival(name) for name in "abc"], 0, receipt)
    assert [entry.index for entry in log.since(1)] == [1, 2]
    assert list(log.since(3)) == []


def test_receipts_are_found_again(log: FeedLog) -> None:
    log.append([arrival(name) for name in "abc"], 0, receipt)
    assert log.receipts([2, 0, 2]) == {0: "a 0 of 3", 2: "c 2 of 3"}


def test_a_log_that_has_grown_since_takes_nothing(log: FeedLog) -> None:
    log.append([arrival("a")], 0, receipt)
    with pytest.raises(Fault) as fault:
        log.append([arrival("b")], 0, receipt)
    assert fault.value.code == "file_busy"
    assert log.size() == 1


def test_a_batch_with_a_known_event_leaves_nothing(log: FeedLog) -> None:
    log.append([arrival("a")], 0, receipt)
    with pytest.raises(sqlite.IntegrityError):
        log.append([arrival("b"), arrival("a")], 1, receipt)
    assert [entry.envelope for entry in log.since()] == [b"a"]
    assert log.append([arrival("b")], 1, receipt) == ["b 1 of 2"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET envelope = x'00'",
        "DELETE FROM entry",
        "UPDATE key_file SET content = 'x'",
        "DELETE FROM key_file",
        (
            "INSERT OR REPLACE INTO entry SELECT 0, id, type, contest, centre, received_at, leaf,"
            " envelope, receipt FROM entry"
        ),
        (
            "INSERT INTO entry SELECT 7, 'gap', type, contest, centre, received_at, leaf,"
            " envelope, receipt FROM entry"
        ),
    ],
)
def test_nothing_in_the_log_changes(log: FeedLog, statement: str) -> None:
    log.append([arrival("a")], 0, receipt)
    log.enrol(1, "keys", AT)
    with closing(connect(log.path).conn) as other, pytest.raises(sqlite.IntegrityError):
        other.execute(statement)
    assert log.size() == 1


def test_key_files_stay_in_order_and_are_kept_once(log: FeedLog) -> None:
    log.enrol(1, "first", AT)
    log.enrol(2, "second", AT)
    log.enrol(1, "first, grown", AT)
    assert log.key_files() == [(1, "first"), (2, "second"), (1, "first, grown")]
    with pytest.raises(sqlite.IntegrityError):
        log.enrol(3, "second", AT)


def test_a_log_is_the_same_when_opened_again(tmp_path: Path) -> None:
    with closing(FeedLog(tmp_path / "feed.db")) as first:
        first.describe({"origin": "localhost/test"})
        first.append([arrival("a")], 0, receipt)
    for read_only in (False, True):
        with closing(FeedLog(tmp_path / "feed.db", read_only=read_only)) as again:
            assert again.about() == {"origin": "localhost/test"}
            assert again.size() == 1


def test_a_first_start_that_was_cut_short_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "feed.db").touch()
    with closing(FeedLog(tmp_path / "feed.db")) as log:
        assert log.size() == 0


def test_what_is_no_feed_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("a text " * 2_000)
    with closing(connect(tmp_path / "other.db", create=True).conn) as other:
        other.execute("CREATE TABLE stamps (id INTEGER)")
    for name, read_only in (
        ("text.db", False),
        ("other.db", False),
        ("missing.db", True),
    ):
        with pytest.raises(Fault) as fault:
            FeedLog(tmp_path / name, read_only=read_only)
        assert (fault.value.code, fault.value.details) == ("not_a_feed", {"path": str(tmp_path)})


def test_a_log_that_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        FeedLog(tmp_path / "nowhere" / "feed.db")
    assert fault.value.code == "read_only"
