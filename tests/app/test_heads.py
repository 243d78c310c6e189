"""The codes of the closing sheet, and where paper and file part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.heads import as_head, closing_of, read_closing, read_parting
from countroom.app.rehearsal.clock import NightClock
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.domain.hall import Container
from countroom.domain.identifiers import ContestId, DeviceId
from countroom.domain.pausing import code_of, last_codes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from countroom.app.heads import Parting
    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.events import Recorded

WARD, OTHER = (ContestId(f"local.testham.ward-{n}.{hall.DAY}") for n in (1, 2))
STRANGER = DeviceId("laptop-9")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = hall.open_hall(tmp_path / "night.count")
    yield made
    made.count.close()


def this_laptop(desk: Desk) -> DeviceId:
    (device,) = desk.state.devices
    return device


def seal(desk: Desk, contest: ContestId = WARD, number: str = "1") -> Recorded:
    bags = (Container("bag", (number,)),)
    (sealed,) = desk.do(do.SealPapers(hall.OFFICER, contest, bags, "strong room", "A. Caretaker"))
    return sealed


def keyer_leaves(desk: Desk) -> Recorded:
    (left,) = desk.do(do.NotePersonLeft(hall.OFFICER, hall.KEYER))
    return left


def keyer_returns(desk: Desk) -> Recorded:
    (back,) = desk.do(do.NotePersonReturned(hall.OFFICER, hall.KEYER))
    return back


def parting(desk: Desk, typed: str, agreed: int = 0, device: DeviceId | None = None) -> Parting:
    path = desk.count.store.path
    return read_parting(path, WARD, device or this_laptop(desk), typed, agreed)


def test_a_last_code_is_the_beginning_of_the_laptops_last_event(desk: Desk) -> None:
    device = this_laptop(desk)
    last = keyer_leaves(desk)
    heads = last_codes(desk.state)
    assert heads == {device: f"{last.id[:4]} {last.id[4:8]}"}
    keyer_returns(desk)
    assert last_codes(desk.state) != heads


def test_the_file_says_since_when_papers_are_under_seal(desk: Desk) -> None:
    path = desk.count.store.path
    assert read_closing(path).since == {}
    sealed = seal(desk)
    assert read_closing(path).since == {WARD: sealed.at}
    desk.do(do.OpenSeals(hall.OFFICER, WARD, {}, desk.state.contests[WARD].closing))
    assert read_closing(path).since == {}


def test_the_codes_on_the_way_are_the_last_of_every_hour_until_the_sealing(desk: Desk) -> None:
    evening = keyer_leaves(desk)
    clock = desk.count.chain._clock
    assert isinstance(clock, NightClock)
    clock.until_morning()
    morning = keyer_returns(desk)
    seal(desk)
    seal(desk, OTHER, "2")
    keyer_leaves(desk)
    kept = closing_of(desk.count.store)
    assert [one.id for one in kept.rungs[WARD]] == [evening.id, morning.id]
    assert kept.rungs[OTHER] == kept.rungs[WARD]
    last = kept.rungs[WARD][-1]
    assert (last.device, last.at, last.people) == (this_laptop(desk), morning.at, (hall.OFFICER,))
    assert last.number == kept.rungs[WARD][0].number + 1
    assert read_closing(desk.count.store.path) == kept


def test_the_last_code_of_the_paper_agrees_with_the_file_it_was_printed_from(desk: Desk) -> None:
    last = keyer_leaves(desk)
    seal(desk)
    seal(desk, OTHER, "2")
    found = parting(desk, last.id[:8].upper())
    assert (found.where, found.first) == ("agrees", None)


def test_a_code_on_the_way_names_the_first_event_that_the_sheet_does_not_vouch_for(
    desk: Desk,
) -> None:
    """The paper's last code is of an event in this file: what follows it came after the paper."""
    printed = keyer_leaves(desk)
    added = keyer_returns(desk)
    seal(desk)
    found = parting(desk, code_of(printed.id))
    assert found.where == "on_the_way"
    assert found.known is not None
    assert found.first is not None
    assert (found.known.id, found.first.id) == (printed.id, added.id)
    assert (found.first.at, found.first.people) == (added.at, (hall.OFFICER,))
    assert found.first.number == found.known.number + 1


def test_a_code_nowhere_in_the_file_names_the_first_event_after_what_agreed(desk: Desk) -> None:
    known = keyer_leaves(desk)
    after = keyer_returns(desk)
    seal(desk)
    found = parting(desk, "dead beef")
    assert (found.where, found.known) == ("nowhere", None)
    assert found.first is not None
    assert found.first.number == 1
    agreed = parting(desk, code_of(known.id)).known
    assert agreed is not None
    found = parting(desk, "dead beef", agreed.position)
    assert found.first is not None
    assert found.first.id == after.id


def test_a_code_read_in_the_wrong_line_or_from_another_sheet_is_said_to_be(desk: Desk) -> None:
    before = keyer_leaves(desk)
    seal(desk)
    late = keyer_returns(desk)
    assert parting(desk, code_of(before.id), device=STRANGER).where == "other_laptop"
    assert parting(desk, code_of(late.id)).where == "after_sealing"
    strange = parting(desk, "dead beef", device=STRANGER)
    assert (strange.where, strange.first) == ("nowhere", None)
    assert parting(desk, "dead").where == "nowhere"


def test_a_night_keyed_again_is_told_by_the_paper_of_the_first(tmp_path: Path) -> None:
    """Whoever holds every key writes the night anew, another figure in it, every event sound."""
    papers: list[dict[DeviceId, str]] = []
    entered: list[Recorded] = []
    shared: dict[DeviceId, str] = {}
    desks = [hall.open_hall(tmp_path / f"{n}.count") for n in (1, 2)]
    for n, desk in enumerate(desks):
        state = desk.state.contests[WARD]
        sheet = state.boxes_out[0].sheet
        figures = hall.true_figures(state.contest, sheet)
        line = next(iter(figures))
        entry = do.EnterSheet(hall.KEYER, sheet.id, 1, {**figures, line: figures[line] + n})
        shared = last_codes(desk.state)
        entered += desk.do(entry)
        seal(desk)
        papers.append(dict(desk.state.contests[WARD].closing))
    true, forged = desks
    device = this_laptop(true)
    by_paper = do.OpenSeals(hall.OFFICER, WARD, {}, papers[0])
    refused = forged.count.do(by_paper, forged.hands[hall.OFFICER])
    assert getattr(refused, "code", "") == "head_differs"
    assert parting(forged, papers[0][device]).where == "nowhere"
    # Both nights began alike: a code on the way says up to where.
    found = parting(forged, shared[device])
    assert found.where == "on_the_way"
    assert found.first is not None
    assert (found.first.id, found.first.people) == (entered[1].id, (hall.KEYER,))
    true.do(by_paper)
    for desk in desks:
        desk.count.close()


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault):
        read_closing(tmp_path / "none.count")


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
