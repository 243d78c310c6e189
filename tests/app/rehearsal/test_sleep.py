"""The night's sleep: the morning reads its codes from the sheet that was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.rehearsal import pause
from countroom.app.rehearsal.desk import PlayError
from countroom.app.rehearsal.pause import print_closing, read_codes, sleep
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId, DeviceId

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk, Player

WARDS = [ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in (1, 2)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = hall.open_hall(tmp_path / "night.count")
    yield made
    made.count.close()


def test_the_night_sleeps_and_goes_on(desk: Desk) -> None:
    desk.do(do.NotePersonLeft(hall.OFFICER, hall.KEYER))
    sleep(desk, WARDS)
    assert all(state.sealed is None for state in desk.state.contests.values())
    assert all(len(state.pauses) == 1 for state in desk.state.contests.values())
    assert not desk.state.away


def test_codes_are_read_from_the_paper_as_people_read_them() -> None:
    printed = (
        "CLOSING SHEET\n\nWard 1\n  1: seals 1001\n  Kept in store by A: B\n\n"
        "Last code of each laptop: Ward 1\n  laptop-1: 5f3a 91c2\n  desk-b: 0000 0000\n\n"
        "Codes on the way, should a last code differ\n  laptop-1, 23:59, event 3: abcd ef01\n"
    )
    read = read_codes(printed)
    assert read == {DeviceId("laptop-1"): "5f3a 91c2", DeviceId("desk-b"): "0000 0000"}


def test_the_morning_types_what_the_paper_says_whatever_the_file_holds(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_another_file(player: Player, contests: Sequence[ContestId]) -> str:
        printed = print_closing(player, contests)
        (code,) = read_codes(printed).values()
        return printed.replace(code, "dead beef")

    monkeypatch.setattr(pause, "print_closing", of_another_file)
    with pytest.raises(PlayError, match="head_differs"):
        sleep(desk, WARDS)
