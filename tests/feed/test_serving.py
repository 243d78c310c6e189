"""The feed as a process: its one line, its key, how it stops, and what it says of trouble."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

import countroom
from countroom.cli import run
from countroom.domain.faults import Fault
from countroom.feed.pages import Site, load_look
from countroom.feed.publisher import Publisher
from countroom.feed.sequencer import Snapshot
from countroom.feed.serving import Settings, served
from countroom.store.connection import connect
from countroom.texts import Texts
from feed.night import MILL_LANE, Room

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 20


@contextmanager
def process(folder: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command line's feed; gives the process and its first line."""
    path = os.pathsep.join([str(Path(countroom.__file__).parents[1]), *sys.path])
    command = [sys.executable, "-m", "countroom", "feed", "--data", str(folder), "--port", "0"]
    with subprocess.Popen(
        [*command, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as feed:
        try:
            assert feed.stdout is not None
            yield feed, feed.stdout.readline()
        finally:
            if feed.poll() is None:
                feed.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_feed_says_where_it_is_and_stops_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    room = Room(wards=(MILL_LANE,))
    with process(tmp_path / "feed", "--publish", str(tmp_path / "public")) as (feed, line):
        found = re.fullmatch(
            r"countroom feed: (http://127\.0\.0\.1:\d+)  localhost/test  test\n", line
        )
        assert found is not None, line
        with httpx2.Client(base_url=found[1], trust_env=False) as http:
            http.post("/v1/enrolment", content=room.key_file)
            http.post("/v1/events", content=b"\n".join(room.set_up()))
            answer = http.post("/v1/events", content=b"\n".join(room.declare("Mill Lane")))
            assert all("receipt" in one for one in answer.json()["answers"])
            feed.send_signal(number)
            out, err = feed.communicate(timeout=PATIENCE)
    assert (feed.returncode, out, err) == (0, "", "")
    assert "mill-lane" in (tmp_path / "public" / "results.csv").read_text()
    assert not (tmp_path / "feed" / "results.csv").exists()
    assert not list((tmp_path / "public").glob("feed.*"))


def test_the_key_is_made_once_for_this_account_alone(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "feed", "localhost/test", "test", port=0)
    key = settings.data / "feed.key"
    with served(settings, Texts()):
        first = key.read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with served(settings, Texts()):
        assert key.read_text() == first


def begin(settings: Settings) -> Fault:
    """Give the fault that keeps a feed from beginning."""
    with pytest.raises(Fault) as fault, served(settings, Texts()):
        pass  # pragma: no cover - it does not get here
    return fault.value


def test_a_feed_without_its_key_does_not_become_another(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "feed", "localhost/test", "test", port=0)
    with served(settings, Texts()):
        pass
    (settings.data / "feed.key").rename(tmp_path / "away")
    assert begin(settings).code == "feed_key_missing"
    (settings.data / "feed.key").write_text("ab" * 32)
    assert begin(settings).code == "feed_other_origin"
    (settings.data / "feed.key").write_text("not a key")
    assert begin(settings).code == "file_damaged"
    (tmp_path / "away").rename(settings.data / "feed.key")
    other = Settings(settings.data, "localhost/live", "live", port=0)
    assert begin(other).details["theirs"].startswith("localhost/test")  # type: ignore[union-attr]


def test_what_keeps_a_feed_from_beginning_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    in_a_file = Settings(tmp_path / "file" / "feed", "localhost/test", "test", port=0)
    assert begin(in_a_file).code == "cannot_write"
    other = tmp_path / "other"
    other.mkdir()
    with closing(connect(other / "feed.db", create=True).conn) as database:
        database.execute("CREATE TABLE stamps (id INTEGER)")
    (other / "feed.key").write_text("ab" * 32)
    assert begin(Settings(other, "localhost/test", "test", port=0)).code == "not_a_feed"
    away = Settings(tmp_path / "feed", "localhost/test", "test", host="192.0.2.1", port=0)
    assert begin(away).code == "host_unknown"
    nowhere = Settings(tmp_path / "feed", "localhost/test", "test", host="no such host", port=0)
    assert begin(nowhere).code == "host_unknown"


def test_a_damaged_log_is_said(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "feed", "localhost/test", "test", port=0)
    with served(settings, Texts()):
        pass
    for statement, reason in (
        ("INSERT INTO entry VALUES (0, 'x', 't', NULL, 1, '', x'00', x'00', '')", "entry 0"),
        ("INSERT INTO key_file VALUES (1, 1, 'nonsense', '')", "key file 1"),
    ):
        with closing(connect(settings.data / "feed.db").conn) as database:
            database.execute(statement)
        fault = begin(settings)
        assert (fault.code, fault.details["reason"]) == ("file_damaged", reason)


def test_the_command_line_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["feed", "--data", str(tmp_path / "feed")]
    for wrong in (
        ["--origin", "localhost"],
        ["--origin", "localhost/practice"],
        ["--origin", "two words/test"],
        ["--port", "70000"],
        ["--port", "-1"],
    ):
        assert run([*data, *wrong]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert re.fullmatch(r"[^\n]{10,}\. Give [^\n]{10,}\.\n", said.err), said.err
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run([*data, "--port", str(taken.getsockname()[1])]) == 5
    assert "is taken. Choose another with --port." in capsys.readouterr().err
    assert not (tmp_path / "feed").exists()


def test_a_published_folder_that_fails_is_said_once_and_caught_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    site = Site(Texts(), load_look(), "test", "localhost/test")
    folder = tmp_path / "public"
    folder.mkdir()
    publisher = Publisher(folder, site, lambda: "now", lambda fault: said.append(fault.code))
    publisher.wake(Snapshot(0, ()))
    publisher.start()
    (folder / "status.json").unlink()
    (folder / "status.json").mkdir()  # what cannot be replaced by a file
    monkeypatch.setattr("countroom.feed.publisher._PAUSE_AFTER_A_FAULT", 0.01)
    publisher.wake(Snapshot(1, ()))
    while not said:
        time.sleep(0.01)
    time.sleep(0.5)  # tried again meanwhile
    (folder / "status.json").rmdir()
    publisher.stop()
    assert said == ["cannot_write"]
    assert '"log_size":1' in (folder / "status.json").read_text()


def test_a_folder_that_cannot_be_published_into_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "public" / "results.csv").mkdir(parents=True)
    settings = Settings(
        tmp_path / "feed", "localhost/test", "test", publish=tmp_path / "public", port=0
    )
    assert begin(settings).code == "cannot_write"
