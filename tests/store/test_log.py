from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pysqlite3 import dbapi2 as sqlite

import hall
import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.election import particulars_of
from countroom.domain.faults import Fault
from countroom.domain.identifiers import EventId, FieldId, MiniCountId
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from countroom.store.connection import connect, sound_build
from countroom.store.log import CountStore

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "night.count"


def tables(store: CountStore) -> dict[str, list[tuple[object, ...]]]:
    names = [row[0] for row in store.execute(TABLES)]
    return {name: store.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608


def enter_first_account(desk: Desk) -> None:
    state = next(iter(desk.count.count.contests.values()))
    sheet = state.boxes_out[0].sheet
    figures = hall.true_figures(state.contest, sheet)
    desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, figures))


def test_rebuilt_tables_equal_the_live_ones_after_a_whole_night(path: Path) -> None:
    desk = hall.open_hall(path, contests=4)
    hall.play(desk)
    store = desk.count.store
    live = tables(store)
    assert live["declaration"]
    assert live["figure"]
    rebuilt = store.rebuild(Count(load_rule_sets()))
    assert tables(store) == live
    assert rebuilt == desk.count.count
    desk.count.close()


def test_an_amended_candidate_stands_in_the_table_as_amended(path: Path) -> None:
    desk = hall.open_hall(path, contests=1)
    contest = next(iter(desk.count.count.contests.values())).contest
    first, other, *rest = contest.candidates
    words = replace(first, name="Ann ASH", description="For the Park", party=other.party)
    particulars = replace(particulars_of(contest), candidates=(words, other, *rest))
    desk.do(do.AmendSetUp(hall.OFFICER, contest.id, particulars, "a misprint"))
    select = "SELECT name, description, party_id, party, party_group FROM candidate ORDER BY number"
    rows = desk.count.store.execute(select).fetchall()
    party = other.party
    assert rows[0] == ("Ann ASH", "For the Park", party.id, party.name, party.group)
    assert rows[1][0] == other.name
    milestone = desk.count.store.execute("SELECT milestone FROM contest").fetchall()
    assert milestone == [("nominated",)]
    desk.count.close()


def test_who_ruled_on_a_batch_stands_beside_it_until_it_is_keyed_anew(path: Path) -> None:
    desk = hall.open_hall(path, contests=1)
    state = next(iter(desk.count.count.contests.values()))
    contest, store = state.contest.id, desk.count.store
    hall.key_accounts(desk, state)
    more = do.AddSheet(hall.KEYER, contest, "adjudication", None, MiniCountId("A"), "doubtful")
    desk.do(more)
    sheet = list(desk.state.contests[contest].sheets.values())[-1].sheet
    figures = sc.batch(sheet)
    rows = "SELECT sheet, contest, officer FROM adjudication"
    for officer in (hall.OFFICER, hall.DEPUTY):
        desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, figures))
        desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.id, 2, figures))
        desk.do(do.SignAdjudication(officer, contest, sheet.id, figures))
        assert store.execute(rows).fetchall() == [(sheet.id, contest, officer)]
        desk.do(do.ReopenSheet(hall.SUPERVISOR, sheet.id, "an agent saw a mark"))
        assert store.execute(rows).fetchall() == []
    desk.count.close()


def test_the_log_takes_no_update_and_no_delete(path: Path) -> None:
    desk = hall.open_hall(path)
    execute = desk.count.store.execute
    for statement in (
        "UPDATE event SET at = ''",
        "DELETE FROM event",
        "REPLACE INTO event SELECT * FROM event LIMIT 1",
    ):
        with pytest.raises(sqlite.Error, match="the log only grows"):
            execute(statement)
    desk.count.close()


def test_every_connection_syncs_fully_and_keeps_foreign_keys(path: Path) -> None:
    hall.open_hall(path).count.close()
    store = CountStore(path)
    found = {
        name: store.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
    }
    store.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_a_build_that_can_corrupt_files_is_told_from_a_sound_one(
    version: tuple[int, ...], *, sound: bool
) -> None:
    assert sound_build(version) is sound


def test_the_build_in_use_is_sound() -> None:
    assert sound_build(sqlite.sqlite_version_info)


def test_an_unsound_build_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.open_hall(path).count.close()
    monkeypatch.setattr("countroom.store.connection.sound_build", lambda _: False)
    with pytest.raises(Fault) as caught:
        connect(path)
    assert caught.value.code == "store_unsafe"


def test_a_file_of_a_newer_program_is_refused_with_both_forms(path: Path) -> None:
    desk = hall.open_hall(path)
    desk.count.store.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('countroom', 'm999_from_the_future', '2030-01-01')"
    )
    desk.count.close()
    with pytest.raises(Fault) as caught:
        CountStore(path)
    assert caught.value.code == "newer_version"
    assert caught.value.details["theirs"] == 2
    assert caught.value.details["ours"] == 1


@pytest.mark.parametrize("content", [b"not a database, by a long way " * 200, b""])
def test_another_file_is_not_taken_for_a_count_file(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Fault) as caught:
        CountStore(path)
    assert caught.value.code == "not_a_count_file"
    assert path.read_bytes() == content


def test_a_missing_file_and_one_in_the_way_are_told_apart(path: Path) -> None:
    with pytest.raises(Fault) as missing:
        CountStore(path)
    path.touch()
    with pytest.raises(Fault) as present:
        CountStore(path, create=True)
    assert (missing.value.code, present.value.code) == ("file_missing", "file_exists")


def test_a_full_disk_stops_input_and_loses_nothing_acknowledged(path: Path) -> None:
    desk = hall.open_hall(path)
    store = desk.count.store
    before = desk.count.position
    pages = store.execute("PRAGMA page_count").fetchone()[0]
    store.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Fault) as caught:
        fill(desk)
    assert caught.value.code == "disk_full"
    acknowledged = desk.count.position
    assert acknowledged >= before
    store.execute("PRAGMA max_page_count = 1000000")
    with pytest.raises(Fault) as stopped:
        enter_first_account(desk)
    assert stopped.value.code == "stopped"
    desk.count.close()
    again = CountStore(path)
    assert len(list(again.since())) == acknowledged
    again.close()


def fill(desk: Desk) -> None:
    for state in list(desk.count.count.contests.values()):
        hall.key_accounts(desk, state)
        hall.key_count_sheet(desk, state)
        hall.declare(desk, state)
    for n in range(10_000):
        line = FieldId(f"{n}-{'x' * 500}")
        desk.count.save_field(state.sealed or "000-00", 1, line, hall.KEYER, "1")  # type: ignore[arg-type]


def test_a_read_only_disk_is_told_plainly(path: Path) -> None:
    desk = hall.open_hall(path)
    desk.count.store.execute("PRAGMA query_only = 1")
    with pytest.raises(Fault) as caught:
        enter_first_account(desk)
    assert caught.value.code == "read_only"
    desk.count.close()


def test_a_file_held_by_another_program_is_told_plainly(path: Path) -> None:
    desk = hall.open_hall(path)
    desk.count.store.execute("PRAGMA busy_timeout = 20")
    other = connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Fault) as caught:
        enter_first_account(desk)
    assert caught.value.code == "file_busy"
    other.execute("ROLLBACK")
    other.close()
    enter_first_account(desk)
    desk.count.close()


def test_a_damaged_page_is_told_plainly(path: Path) -> None:
    desk = hall.open_hall(path, contests=4)
    hall.play(desk)
    desk.count.store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.count.close()
    data = bytearray(path.read_bytes())
    page = 4096
    for at in range(page, len(data), page):
        data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    with pytest.raises(Fault) as caught:
        list(CountStore(path, read_only=True).chained())
    assert caught.value.code == "file_damaged"


def test_an_event_is_held_only_where_it_was_stored(path: Path) -> None:
    desk = hall.open_hall(path)
    store = desk.count.store
    stored = list(store.since())
    last = stored[-1]
    assert all(store.holds(one.position, EventId(one.id)) for one in stored)
    assert not store.holds(last.position, EventId(stored[0].id)), "another event stands there"
    assert not store.holds(last.position + 1, EventId(last.id)), "nothing stands there yet"
    enter_first_account(desk)
    assert store.holds(last.position, EventId(last.id))
    assert store.holds(desk.count.position, EventId(desk.count.head[1]))
    desk.count.close()


def test_an_older_copy_of_the_file_does_not_hold_what_was_acknowledged_since(path: Path) -> None:
    desk = hall.open_hall(path)
    desk.count.store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = path.with_name("copy.count")
    copy.write_bytes(path.read_bytes())
    enter_first_account(desk)
    position, event = desk.count.position, EventId(desk.count.head[1])
    for file, held in ((path, True), (copy, False)):
        store = CountStore(file, read_only=True)
        assert store.holds(position, event) is held
        store.close()
    desk.count.close()


def test_a_damaged_file_holds_nothing_and_says_so(path: Path) -> None:
    desk = hall.open_hall(path, contests=4)
    hall.play(desk)
    position, event = desk.count.position, EventId(desk.count.head[1])
    root = "SELECT rootpage FROM sqlite_master WHERE name = 'event'"
    at = 4096 * (desk.count.store.execute(root).fetchone()[0] - 1)
    desk.count.store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.count.close()
    data = bytearray(path.read_bytes())
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    store = CountStore(path, read_only=True)
    with pytest.raises(Fault) as caught:
        store.holds(position, event)
    assert caught.value.code == "file_damaged"
    store.close()


def test_readable_tables_tell_the_night(path: Path) -> None:
    desk = hall.open_hall(path, contests=1)
    hall.play(desk)
    execute = desk.count.store.execute
    assert execute("SELECT area, milestone FROM contest").fetchall() == [("Ward 1", "declared")]
    votes = execute("SELECT number, votes, elected FROM candidate ORDER BY number").fetchall()
    assert votes[0] == (1, 981, 1)
    assert [elected for *_, elected in votes].count(1) == 3
    assert re.fullmatch(
        r"2024-05-0[23]T\d\d:\d\d:\d\d\.\d{3}Z",
        execute("SELECT spoken_at FROM declaration").fetchone()[0],
    )
    desk.count.close()


def test_a_sheet_reopened_takes_the_votes_out_of_the_table(path: Path) -> None:
    desk = hall.open_hall(path, contests=2)
    for state in list(desk.count.count.contests.values()):
        hall.key_accounts(desk, state)
        hall.key_count_sheet(desk, state)
        hall.reach_consulted(desk, state)
    known = (
        "SELECT contest, count(*), count(votes) FROM candidate GROUP BY contest ORDER BY contest"
    )
    (first, *of_first), (other, *of_other) = desk.count.store.execute(known).fetchall()
    assert (of_first, of_other) == ([10, 10], [10, 10])
    sheet = desk.count.count.contests[first].sheets_of(frozenset({"count"}))[0].sheet
    desk.do(do.ReopenSheet(hall.SUPERVISOR, sheet.id, "a bundle was found"))
    found = desk.count.store.execute(known).fetchall()
    assert found == [(first, 10, 0), (other, 10, 10)]
    desk.count.close()
