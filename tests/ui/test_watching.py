"""A night watched in the window ends as it does unseen, and the window closes by itself."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from countroom.app.audit import read_key_file, verify_count
from countroom.app.setup import keys_beside

if TYPE_CHECKING:
    from pathlib import Path

NIGHT: Final = ("--election", "2024-05-02", "--council", "harlow", "--speed", "0", "--json")
PATIENCE_SECONDS: Final = 300


class Night:
    """What a rehearsal left behind."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.folder = folder
        words = [sys.executable, "-m", "countroom", "rehearse", "resources/sample", *NIGHT]
        done = subprocess.run(
            [*words, "--mistakes", "0.2", "--no-documents", "--out", str(folder), *more],
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            env={
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "XDG_CONFIG_HOME": str(folder.parent / "config"),
            },
            check=False,
        )
        self.code, self.said = done.returncode, done.stderr
        assert done.stdout, done.stderr
        self.summary = json.loads(done.stdout)
        del self.summary["seconds"]

    @property
    def mistakes(self) -> list[dict[str, str]]:
        with (self.folder / "mistakes.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Night, Night]:
    """The same night unseen and watched."""
    folder = tmp_path_factory.mktemp("nights")
    return Night(folder / "unseen"), Night(folder / "watched", "--window")


def test_it_ends_by_itself_and_says_nothing_on_the_side(nights: tuple[Night, Night]) -> None:
    _, watched = nights
    assert watched.code == 0
    lines = [line for line in watched.said.splitlines() if "propagateSizeHints" not in line]
    assert lines == []


def test_control_seats_and_publication_are_those_of_the_night_unseen(
    nights: tuple[Night, Night],
) -> None:
    unseen, watched = nights
    assert unseen.code == 0
    assert watched.summary == unseen.summary
    assert watched.summary["outcome"] == "hold"
    assert watched.summary["published"] == watched.summary["contests"] == 11


def test_every_planted_mistake_is_caught_on_the_same_line(nights: tuple[Night, Night]) -> None:
    unseen, watched = nights
    assert watched.summary["mistakes_made"] == watched.summary["mistakes_caught"] > 5
    caught = list(watched.mistakes[0])[-1]
    assert all(row[caught] for row in watched.mistakes)
    assert [{**row, caught: ""} for row in watched.mistakes] == [
        {**row, caught: ""} for row in unseen.mistakes
    ]


def test_the_count_file_that_was_watched_is_valid(nights: tuple[Night, Night]) -> None:
    path = nights[1].folder / "night.count"
    assert verify_count(path, read_key_file(keys_beside(path))).verdict == "valid"


def test_nothing_typed_in_a_watched_night_is_left_over(nights: tuple[Night, Night]) -> None:
    from countroom.store.connection import connect  # noqa: PLC0415

    database = connect(nights[1].folder / "night.count", read_only=True)
    try:
        left = database.execute("SELECT person, sheet, entry, field, text FROM draft").fetchall()
    finally:
        database.conn.close()
    assert left == []
