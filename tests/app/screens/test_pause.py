"""The pause: what is typed, the closing sheet, what is still to be answered in the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.heads import Closing, Parting, closing_of
from countroom.app.screens.pause import (
    Found,
    TypedContainer,
    closing_sheet,
    closing_sheets,
    containers,
    numbers_in,
    opening,
    pausable,
    say_parting,
    seal_rows,
    shared_seal,
    unanswered,
    under_seal,
)
from countroom.domain import commands as do
from countroom.domain.hall import Container
from countroom.domain.identifiers import ContestId, DeviceId
from countroom.domain.pausing import code_of, last_codes
from countroom.domain.refusals import refuse
from countroom.store.heads import Place
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.state import ContestState

TEXTS = Texts()
WARD, OTHER = (ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in (1, 2))
SEALS = (Container("Bag 1", ("1001", "1002"), ("A77",)), Container("Bag 2", ("1003",)))
MORE = (Container("Bag 3", ("2001",)),)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = hall.open_hall(tmp_path / "night.count")
    yield made
    made.count.close()


def heads(desk: Desk) -> Mapping[DeviceId, str]:
    return last_codes(desk.state)


def seal(desk: Desk, contest: ContestId, seals: tuple[Container, ...] = SEALS) -> None:
    desk.do(do.SealPapers(hall.OFFICER, contest, seals, "strong room", "A. Caretaker"))


def state_of(desk: Desk, contest: ContestId = WARD) -> ContestState:
    return desk.state.contests[contest]


def intact(desk: Desk, **changes: object) -> Found:
    """Give what is found where all is as it was left."""
    state = state_of(desk)
    assert state.sealed is not None
    whole = {
        "ticked": frozenset((WARD, row.seal) for row in seal_rows(TEXTS, state)),
        "differences": {},
        "heads": {(WARD, device): head for device, head in state.closing.items()},
    }
    return Found(**(whole | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1001 1002", ("1001", "1002")),
        ("1001, 1002;1003", ("1001", "1002", "1003")),
        ("EA 1001, EA  1002", ("EA 1001", "EA 1002")),
        (" ", ()),
    ],
)
def test_seal_numbers_are_read_as_people_write_them(typed: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(typed) == numbers


def test_a_contest_without_a_seal_written_is_left_open() -> None:
    typed = [
        TypedContainer(WARD, "Bag 1", "1001", ""),
        TypedContainer(WARD, "Bag 2", "1002", "A77"),
        TypedContainer(WARD, "Bag 3", "", " "),
        TypedContainer(OTHER, "Bag 1", "", ""),
    ]
    assert containers(typed) == {
        WARD: (Container("Bag 1", ("1001",)), Container("Bag 2", ("1002",), ("A77",)))
    }


def test_contests_are_paused_once(desk: Desk) -> None:
    assert [state.contest.id for state in pausable(desk.state, None)] == [WARD, OTHER]
    seal(desk, WARD)
    assert [state.contest.id for state in pausable(desk.state, None)] == [OTHER]
    assert [state.contest.id for state in under_seal(desk.state, None)] == [WARD]
    assert pausable(desk.state, WARD) == ()
    assert under_seal(desk.state, OTHER) == ()


def test_contests_sealed_together_stand_on_one_closing_sheet(desk: Desk) -> None:
    now = heads(desk)
    seal(desk, WARD)
    seal(desk, OTHER, MORE)
    (sheet,) = closing_sheets(under_seal(desk.state, None))
    assert sheet.contests == (WARD, OTHER)
    assert sheet.areas == "Ward 1, Ward 2"
    assert sheet.heads == now


def test_contests_sealed_one_after_the_other_have_a_sheet_each(desk: Desk) -> None:
    seal(desk, WARD)
    desk.do(do.NotePersonLeft(hall.OFFICER, hall.KEYER))
    seal(desk, OTHER, MORE)
    assert len(closing_sheets(under_seal(desk.state, None))) == 2


def test_the_closing_sheet_has_all_that_was_written(desk: Desk) -> None:
    hall.key_accounts(desk, state_of(desk))
    now = heads(desk)
    seal(desk, WARD)
    sealed = under_seal(desk.state, None)
    kept = Closing({WARD: "2024-05-03T02:12:00.000Z"}, {})
    text = closing_sheet(TEXTS, desk.state, sealed, kept, test=True)
    assert text.startswith("TEST\n")
    for said in (
        "Sealed on 3 May 2024 at 03:12",
        "Bag 1: seals 1001, 1002; agents' seals A77",
        "Bag 2: seals 1003\n",
        "Kept in strong room by A. Caretaker",
        "Papers: 2,000 issued, 0 accounted for, 2,000 still out",
        *(f"{device}: {head}" for device, head in now.items()),
    ):
        assert said in text
    live = closing_sheet(TEXTS, desk.state, sealed, Closing({}, {}), test=False)
    assert "TEST" not in live
    assert "Sealed on" not in live
    assert "Codes on the way" not in live


def test_the_closing_sheet_has_the_codes_on_the_way_but_for_the_last(desk: Desk) -> None:
    desk.do(do.NotePersonLeft(hall.OFFICER, hall.KEYER))
    seal(desk, WARD)
    (device,) = desk.state.devices
    (last,) = closing_of(desk.count.store).rungs[WARD]
    earlier = Place(3, 3, device, "abcdef0123", "2024-05-02T22:59:58.000Z", ())
    kept = Closing({}, {WARD: (earlier, last)})
    text = closing_sheet(TEXTS, desk.state, under_seal(desk.state, None), kept, test=True)
    assert f"  {device}, 23:59 on 2 May 2024, event 3: abcd ef01\n" in text
    assert text.count(code_of(last.id)) == 1


def test_where_paper_and_file_part_is_said_with_number_time_and_people() -> None:
    device, other = DeviceId("laptop-1"), DeviceId("laptop-2")
    known = Place(9, 4, other, "abcdef0123", "2024-05-03T00:10:00.000Z", ())
    first = Place(12, 5, device, "0123456789", "2024-05-03T00:11:00.000Z", (hall.KEYER,))
    by_itself = Place(12, 5, device, "0123456789", "2024-05-03T00:11:00.000Z", ())
    for parting, words in (
        (Parting(device, "other_laptop", known, None), ("laptop-2", "laptop-1")),
        (Parting(device, "after_sealing", known, None), ("01:10", "another sheet")),
        (
            Parting(device, "on_the_way", known, first),
            ("event 4", "event 5: 01:11 on 3 May 2024, Keyer-1"),
        ),
        (
            Parting(device, "nowhere", None, first),
            ("No event", "event 5: 01:11 on 3 May 2024, Keyer-1"),
        ),
        (Parting(device, "nowhere", None, by_itself), ("event 5: 01:11 on 3 May 2024, laptop-1",)),
        (Parting(device, "nowhere", None, None), ("No event",)),
    ):
        said = say_parting(TEXTS, parting, str.title)
        assert all(one in said for one in words), said
    assert say_parting(TEXTS, Parting(device, "agrees", first, None), str) == ""


def test_one_seal_typed_for_two_contests_is_named_before_either_is_sealed() -> None:
    assert shared_seal({WARD: SEALS, OTHER: MORE}) is None
    both = {WARD: SEALS, OTHER: (Container("Bag 9", ("2001", "a77")),)}
    used = refuse("seal_used", seal="a77", contest=WARD, container="Bag 1")
    assert shared_seal(both) == used


def test_every_seal_is_answered_before_the_codes(desk: Desk) -> None:
    seal(desk, WARD)
    state = state_of(desk)
    assert [row.label for row in seal_rows(TEXTS, state)] == [
        "Seal 1001",
        "Seal 1002",
        "Agent's seal A77",
        "Seal 1003",
    ]
    nothing = Found(frozenset(), {}, {})
    assert unanswered(TEXTS, state, nothing).startswith("Seal 1001, Bag 1: tick it")
    three = intact(desk, ticked=frozenset((WARD, seal) for seal in ("1001", "A77", "1003")))
    assert unanswered(TEXTS, state, three).startswith("Seal 1002, Bag 1")
    (device,) = desk.state.devices
    untyped = intact(desk, heads={(WARD, device): " "})
    assert unanswered(TEXTS, state, untyped).startswith(f"Type the last code of {device}")
    assert unanswered(TEXTS, state, intact(desk)) == ""
    assert unanswered(TEXTS, state_of(desk, OTHER), nothing) == ""
    assert seal_rows(TEXTS, state_of(desk, OTHER)) == ()


def test_a_difference_counts_only_where_the_seal_is_not_ticked(desk: Desk) -> None:
    seal(desk, WARD)
    state = state_of(desk)
    (device,) = desk.state.devices
    found = intact(
        desk,
        ticked=frozenset({(WARD, "1001"), (WARD, "A77"), (WARD, "1003")}),
        differences={(WARD, "1002"): " torn ", (WARD, "1001"): "old", (OTHER, "1003"): "no"},
        heads={(WARD, device): "DEADBEEF"},
    )
    assert unanswered(TEXTS, state, found) == ""
    differences, typed = opening(state, found)
    assert differences == {"1002": "torn"}
    assert typed == {device: "dead beef"}


def test_entries_are_refused_under_seal(desk: Desk) -> None:
    state = state_of(desk)
    seal(desk, WARD)
    sheet = next(iter(state.sheets.values())).sheet
    figures = hall.true_figures(state.contest, sheet)
    refused = desk.count.do(do.EnterSheet(hall.KEYER, sheet.id, 1, figures), desk.hands[hall.KEYER])
    assert getattr(refused, "code", "") == "papers_sealed"
