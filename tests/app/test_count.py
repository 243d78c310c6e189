from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.audit import read_key_file, verify_count
from countroom.app.clock import SystemClock
from countroom.app.count import OpenCount, open_count, read_count
from countroom.app.setup import FIRST_LAPTOP, Plan, keys_beside, secrets_beside, set_up
from countroom.app.staff import SignedIn, read_secrets, sign_in, write_secrets
from countroom.domain import commands as do
from countroom.domain.consultation import Agent
from countroom.domain.faults import Fault
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.store.connection import connect

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.events import Recorded
    from countroom.domain.identifiers import ContestId
    from countroom.domain.sheets import Sheet


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "night.count"


def signed_in(path: Path, person: PersonId) -> SignedIn:
    found = sign_in(read_secrets(secrets_beside(path)), person, hall.SECRET)
    assert not isinstance(found, Refusal)
    return found


def first_account(count: OpenCount) -> Sheet:
    return next(iter(count.count.contests.values())).boxes_out[0].sheet


def enter_first(desk: Desk) -> do.EnterSheet:
    sheet = first_account(desk.count)
    contest = desk.count.count.contests[sheet.contest].contest
    return do.EnterSheet(hall.KEYER, sheet.id, 1, hall.true_figures(contest, sheet))


def test_what_do_returned_is_there_after_opening_again(path: Path) -> None:
    desk = hall.open_hall(path)
    hall.play(desk)
    state = desk.count.count
    desk.count.close()
    assert read_count(path) == state


def test_two_programs_on_one_file_take_in_each_others_events(path: Path) -> None:
    desk = hall.open_hall(path)
    me = signed_in(path, hall.OTHER_KEYER)
    other = open_count(path, FIRST_LAPTOP, me.device_key, SystemClock())
    first = enter_first(desk)
    desk.do(first)
    second = do.EnterSheet(hall.OTHER_KEYER, first.sheet, 2, first.figures)
    assert not isinstance(other.do(second, me.hand), Refusal)
    again = desk.count.do(first, desk.hands[hall.KEYER])
    assert isinstance(again, Refusal)
    assert again.code == "entered_already"
    assert desk.count.count == other.count
    other.close()
    desk.count.close()
    assert len(read_count(path).contests) == 2


def test_refresh_takes_in_what_another_program_wrote_and_says_so(path: Path) -> None:
    desk = hall.open_hall(path)
    me = signed_in(path, hall.OTHER_KEYER)
    other = open_count(path, FIRST_LAPTOP, me.device_key, SystemClock())
    assert not other.refresh()
    heard: list[object] = []
    other.listeners.append(heard.append)
    shown = other.count
    first = enter_first(desk)
    desk.do(first)
    assert other.refresh()
    assert (other.count, other.position, other.head) == (
        desk.count.count,
        desk.count.position,
        desk.count.head,
    )
    assert other.count is not shown
    assert heard == [], "nothing was done here"
    assert not other.refresh()
    second = do.EnterSheet(hall.OTHER_KEYER, first.sheet, 2, first.figures)
    assert not isinstance(other.do(second, me.hand), Refusal)
    assert desk.count.refresh()
    assert desk.count.count == other.count
    other.close()
    desk.count.close()
    audit = verify_count(path, read_key_file(keys_beside(path)))
    assert audit.problem is None


def test_refresh_says_nothing_of_fields_that_are_being_typed_elsewhere(path: Path) -> None:
    desk = hall.open_hall(path)
    me = signed_in(path, hall.OTHER_KEYER)
    other = open_count(path, FIRST_LAPTOP, me.device_key, SystemClock())
    command = enter_first(desk)
    shown = other.count
    desk.count.save_field(command.sheet, 1, next(iter(command.figures)), hall.KEYER, "12")
    assert not other.refresh()
    assert other.count is shown
    other.close()
    desk.count.close()


def test_refresh_after_the_disk_failed_is_a_fault_like_any_other(path: Path) -> None:
    desk = hall.open_hall(path)
    desk.count.store.execute("PRAGMA query_only = 1")
    with pytest.raises(Fault) as failed:
        desk.do(enter_first(desk))
    desk.count.store.execute("PRAGMA query_only = 0")
    with pytest.raises(Fault) as stopped:
        desk.count.refresh()
    assert (failed.value.code, stopped.value.code) == ("read_only", "stopped")
    desk.count.close()


def test_a_refusal_changes_nothing_on_disk(path: Path) -> None:
    desk = hall.open_hall(path)
    before = len(list(desk.count.store.since()))
    command = do.ReachProvisionalResult(hall.SUPERVISOR, next(iter(desk.count.count.contests)))
    assert isinstance(desk.count.do(command, desk.hands[hall.SUPERVISOR]), Refusal)
    assert len(list(desk.count.store.since())) == before
    desk.count.close()


def test_a_command_signed_by_another_hand_is_our_own_bug(path: Path) -> None:
    desk = hall.open_hall(path)
    with pytest.raises(ValueError, match="EnterSheet signed by the wrong hands"):
        desk.count.do(enter_first(desk), desk.hands[hall.OTHER_KEYER])
    desk.count.close()


def test_listeners_hear_what_is_on_disk_already(path: Path) -> None:
    desk = hall.open_hall(path)
    heard: list[tuple[Recorded, int]] = []

    def listen(records: tuple[Recorded, ...]) -> None:
        stored = len(list(desk.count.store.since()))
        heard.extend((record, stored) for record in records)

    desk.count.listeners.append(listen)
    before = desk.count.position
    desk.do(enter_first(desk))
    assert [stored for _, stored in heard] == [before + 1]
    desk.count.close()


def test_typed_fields_survive_and_go_when_the_sheet_is_finished(path: Path) -> None:
    desk = hall.open_hall(path)
    command = enter_first(desk)
    line = next(iter(command.figures))
    desk.count.save_field(command.sheet, 1, line, hall.KEYER, "12")
    desk.count.save_field(command.sheet, 1, line, hall.KEYER, "123")
    desk.count.close()
    me = signed_in(path, hall.KEYER)
    count = open_count(path, FIRST_LAPTOP, me.device_key, SystemClock())
    assert count.store.drafts(command.sheet, 1, hall.KEYER) == {line: "123"}
    assert count.store.drafts(command.sheet, 1, hall.OTHER_KEYER) == {}
    count.do(command, me.hand)
    assert count.store.drafts(command.sheet, 1, hall.KEYER) == {}
    count.close()


def test_two_people_on_one_entry_keep_a_draft_each_until_one_of_them_finishes(path: Path) -> None:
    desk = hall.open_hall(path)
    command = enter_first(desk)
    line = next(iter(command.figures))
    store, people = desk.count.store, (hall.KEYER, hall.OTHER_KEYER)
    desk.count.save_field(command.sheet, 1, line, hall.KEYER, "12")
    desk.count.save_field(command.sheet, 1, line, hall.OTHER_KEYER, "34")
    desk.count.save_field(command.sheet, 1, line, hall.OTHER_KEYER, "345")
    assert [store.drafts(command.sheet, 1, one) for one in people] == [{line: "12"}, {line: "345"}]
    desk.do(command)
    assert [store.drafts(command.sheet, 1, one) for one in people] == [{}, {}]
    desk.count.close()


def test_a_wrong_secret_opens_nothing(path: Path) -> None:
    hall.open_hall(path).count.close()
    secrets = read_secrets(secrets_beside(path))
    for person, secret in ((hall.KEYER, "wrong"), (PersonId("nobody"), hall.SECRET)):
        refusal = sign_in(secrets, person, secret)
        assert isinstance(refusal, Refusal)
        assert refusal.code in ("secret_wrong", "person_unknown")


def test_no_private_key_lies_open_beside_the_count_file(path: Path) -> None:
    crew = hall.make_crew()
    hall.open_hall(path, crew=crew).count.close()
    for file in path.parent.iterdir():
        content = file.read_bytes()
        for one in crew:
            assert one.seed not in content, file
            assert one.seed.hex().encode() not in content, file
            assert hall.SECRET.encode() not in content, file
    assert secrets_beside(path).stat().st_mode & 0o077 == 0


def test_a_damaged_sealed_file_is_told_plainly(path: Path) -> None:
    hall.open_hall(path).count.close()
    secrets_beside(path).write_text("{}", encoding="utf-8")
    with pytest.raises(Fault) as caught:
        read_secrets(secrets_beside(path))
    assert caught.value.code == "file_damaged"


def test_secrets_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    hall.open_hall(tmp_path / "a.count").count.close()
    secrets = read_secrets(secrets_beside(tmp_path / "a.count"))
    with pytest.raises(Fault) as caught:
        write_secrets(tmp_path / "missing" / "b.secrets", secrets)
    assert caught.value.code == "cannot_write"


def test_set_up_leaves_no_file_behind_when_it_is_refused(path: Path) -> None:
    contest = hall.make_contest(1, seats=3)
    plan = Plan("test", [(hall.make_election(3), [replace(contest, seats=0)])], hall.make_crew())
    refusal = set_up(path, plan, SystemClock(), Random(1).randbytes)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "contest_without_seats"
    assert list(path.parent.iterdir()) == []


def test_set_up_writes_over_nothing(path: Path) -> None:
    hall.open_hall(path).count.close()
    kept = keys_beside(path).read_bytes()
    with pytest.raises(Fault) as caught:
        hall.open_hall(path)
    assert caught.value.code == "file_exists"
    assert keys_beside(path).read_bytes() == kept


def test_a_sealed_file_that_cannot_be_opened_is_told_before_it_is_tried(path: Path) -> None:
    hall.open_hall(path).count.close()
    file = secrets_beside(path)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"passes": 2', '"passes": 2000000000'), encoding="utf-8")
    with pytest.raises(Fault) as caught:
        read_secrets(file)
    assert caught.value.code == "file_damaged"


def test_a_byte_changed_on_disk_is_a_damaged_file_to_the_desk(path: Path) -> None:
    desk = hall.open_hall(path, contests=1)
    hall.play(desk)
    desk.count.close()
    database = connect(path)
    database.execute("DROP TRIGGER event_only_grows_update")
    changed = (
        'CAST(replace(CAST(envelope AS TEXT), \'"payload":"eyJ\', \'"payload":"eyI\') AS BLOB)'
    )
    database.execute(f"UPDATE event SET envelope = {changed} WHERE position = 7")  # noqa: S608
    database.close()
    with pytest.raises(Fault) as caught:
        read_count(path)
    assert caught.value.code == "file_damaged"


def test_commands_done_together_are_all_on_disk_or_none(path: Path) -> None:
    desk = hall.open_hall(path)
    first, second = desk.count.count.contests
    hand = desk.hands[hall.ADMINISTRATOR]
    before = desk.count.position

    def appoint(contest: ContestId, name: str) -> do.AppointAgents:
        candidate = desk.count.count.contests[contest].contest.candidates[0].id
        agent = Agent(candidate, "election_agent", name)
        return do.AppointAgents(hall.ADMINISTRATOR, contest, (agent,))

    refused = desk.count.do_together((appoint(first, "Ann Ash"), appoint(second, " ")), hand)
    assert isinstance(refused, Refusal)
    assert refused.code == "agent_without_name"
    assert desk.count.position == before
    done = desk.count.do_together((appoint(first, "Ann Ash"), appoint(second, "Bob")), hand)
    assert not isinstance(done, Refusal)
    assert len(done) == 2
    desk.count.close()
    assert [state.agents[0].name for state in read_count(path).contests.values()] == [
        "Ann Ash",
        "Bob",
    ]
    assert verify_count(path, read_key_file(keys_beside(path))).problem is None
