"""The short heads of the log on the closing sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.heads import NO_EVENT, as_head, heads_of, read_closing
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.domain.hall import Container
from countroom.domain.identifiers import ContestId, DeviceId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk

WARD = ContestId(f"local.testham.ward-1.{hall.DAY}")
STRANGER = DeviceId("laptop-9")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = hall.open_hall(tmp_path / "night.count")
    yield made
    made.count.close()


def this_laptop(desk: Desk) -> DeviceId:
    (device,) = desk.state.devices
    return device


def test_a_head_is_the_beginning_of_the_laptops_last_event(desk: Desk) -> None:
    device = this_laptop(desk)
    (last,) = desk.do(do.NotePersonLeft(hall.OFFICER, hall.KEYER))
    heads = heads_of(desk.count.store, [device])
    assert heads == {device: f"{last.id[:4]} {last.id[4:8]}"}
    desk.do(do.NotePersonReturned(hall.OFFICER, hall.KEYER))
    assert heads_of(desk.count.store, [device]) != heads


def test_a_laptop_that_wrote_nothing_has_a_head_of_zeros(desk: Desk) -> None:
    assert heads_of(desk.count.store, [STRANGER]) == {STRANGER: NO_EVENT}
    assert NO_EVENT == "0000 0000"


def test_the_file_says_since_when_papers_are_under_seal(desk: Desk) -> None:
    device, path = this_laptop(desk), desk.count.store.path
    before = read_closing(path, [device])
    assert before.since == {}
    seals = (Container("bag", ("1",)), Container("box", ("2",)))
    (sealed,) = desk.do(
        do.SealPapers(hall.OFFICER, WARD, seals, "strong room", "A. Caretaker", before.heads)
    )
    assert read_closing(path, [device]).since == {WARD: sealed.at}
    desk.do(do.OpenSeals(hall.OFFICER, WARD, {}, before.heads))
    assert read_closing(path, [device]).since == {}


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault):
        read_closing(tmp_path / "none.count", [])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("5f3a 91c2", "5f3a 91c2"),
        ("5F3A91C2", "5f3a 91c2"),
        (" 5f3a  91c2 ", "5f3a 91c2"),
        ("5f3a 91c", "5f3a 91c"),
        ("5f3a 91cg", "5f3a 91cg"),
        ("", ""),
    ],
)
def test_a_head_is_read_however_it_is_typed(typed: str, read: str) -> None:
    assert as_head(typed) == read
