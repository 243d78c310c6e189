"""What is read at opening, and what is held back until the whole log is verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.count import open_count, read_log
from countroom.app.rehearsal.clock import NightClock
from countroom.app.setup import FIRST_LAPTOP, secrets_beside
from countroom.app.staff import SignedIn, read_secrets, sign_in
from countroom.app.station import Station
from countroom.cli.checked_log import LogChecks
from countroom.domain import commands as do
from countroom.domain.declaration import Reading, Totals
from countroom.domain.faults import Fault
from countroom.domain.refusals import refuse
from countroom.store.connection import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from countroom.domain.identifiers import PersonId


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a night with one contest consulted, ready to be cleared."""
    file = tmp_path / "night.count"
    desk = hall.open_hall(file, 1)
    (state,) = desk.state.contests.values()
    hall.key_accounts(desk, state)
    hall.key_count_sheet(desk, state)
    hall.reach_consulted(desk, state)
    desk.count.store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.count.close()
    return file


@pytest.fixture
def station(path: Path) -> Iterator[Station]:
    here = Station(path, _at_once, lambda: None, NightClock(hall.DAY, 3))
    yield here
    here.close()


def _at_once(call: Callable[[], None]) -> None:
    call()


def clearing(station: Station) -> do.ClearResult:
    (contest,) = station.count.contests
    return do.ClearResult(hall.OFFICER, contest)


def test_nothing_is_declared_from_a_log_that_is_still_being_verified(station: Station) -> None:
    station.log_checking()
    heard: list[object] = []
    station.do(clearing(station), (), heard.append)
    assert heard == [refuse("log_being_checked")]
    assert station.would_refuse(clearing(station)) == refuse("log_being_checked")
    station.log_checked(sound=True)
    assert station.would_refuse(clearing(station)) is None


def test_no_record_is_made_or_corrected_before_the_log_is_verified(station: Station) -> None:
    (contest,) = station.count.contests
    read = Reading(Totals(0, 0, {}, {}, 0, 0), (), "2024-05-03T01:00:00.000Z")
    by = (hall.OFFICER, hall.DEPUTY, contest)
    station.log_checking()
    for command in (
        do.DeclareOnPaper(*by, read, read, "why"),
        do.CorrectDeclaration(*by, read.totals, (), "transcription", "why"),
    ):
        assert station.would_refuse(command) == refuse("log_being_checked")


def test_nothing_is_declared_from_an_unsound_log_whoever_asks(station: Station) -> None:
    station.log_checking()
    station.log_checked(sound=False)
    assert station.would_refuse(clearing(station)) == refuse("log_unsound")


def test_counting_goes_on_while_the_log_is_being_verified(station: Station) -> None:
    station.log_checking()
    (state,) = station.count.contests.values()
    sheet = list(state.sheets)[-1]
    reopening = do.ReopenSheet(hall.SUPERVISOR, sheet, "a bundle was found")
    assert station.would_refuse(reopening) is None


def test_the_log_is_verified_whole_by_a_process_of_its_own(path: Path) -> None:
    assert LogChecks().check(path) == ""


def test_a_signature_forged_in_the_file_is_found_behind_the_window(path: Path) -> None:
    """Opening trusts signatures made here before; the whole check does not."""
    database = connect(path)
    database.execute("DROP TRIGGER event_only_grows_update")
    (envelope,) = database.execute("SELECT envelope FROM event WHERE position = 9").fetchone()
    start = bytes(envelope).index(b'"sig":"') + len(b'"sig":"')
    forged = bytearray(envelope)
    forged[start] = ord("B") if forged[start] == ord("A") else ord("A")
    database.execute("UPDATE event SET envelope = ? WHERE position = 9", (bytes(forged),))
    database.conn.commit()
    database.conn.close()
    read_log(path)
    assert LogChecks().check(path)


def test_a_file_whose_signers_nobody_knows_is_not_sound(path: Path) -> None:
    path.with_suffix(".keys").unlink()
    assert LogChecks().check(path) == "signer_unknown"


def test_a_file_that_is_none_is_not_sound(tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.count"
    stranger.write_bytes(b"no count file at all")
    assert LogChecks().check(stranger)


def test_an_event_taken_out_of_the_middle_is_seen_at_opening(path: Path) -> None:
    database = connect(path)
    database.execute("DROP TRIGGER event_only_grows_delete")
    database.execute("DELETE FROM event WHERE position = 12")
    database.conn.commit()
    database.conn.close()
    with pytest.raises(Fault) as caught:
        read_log(path)
    assert (caught.value.code, caught.value.details["reason"]) == ("file_damaged", "event 13")


def test_what_was_read_before_is_not_read_again_and_what_came_since_is(path: Path) -> None:
    known = read_log(path)
    supervisor = sign_in(read_secrets(secrets_beside(path)), hall.SUPERVISOR, hall.SECRET)
    assert isinstance(supervisor, SignedIn)
    key, clock = supervisor.device_key, NightClock(hall.DAY, 3)
    other = open_count(path, FIRST_LAPTOP, key, clock)
    other.do(do.NotePersonLeft(hall.SUPERVISOR, hall.KEYER), supervisor.hand)
    other.close()
    count = open_count(path, FIRST_LAPTOP, key, clock, known)
    assert count.count.away == {hall.KEYER}
    assert count.position == known[1] + 1
    count.close()


def test_a_clock_set_back_is_told_and_nothing_is_lost(path: Path) -> None:
    """Set back by an hour on polling night: events keep their order, the desk says so."""
    clock = SetClock()
    here = Station(path, _at_once, lambda: None, clock)
    supervisor = here.sign_in(hall.SUPERVISOR, hall.SECRET)
    assert isinstance(supervisor, SignedIn)
    here.take_up(supervisor)
    clock.hour = 23
    here.use(lambda count: count.do(leaving(hall.KEYER), supervisor.hand))
    assert here.standing.clock_behind == ""
    clock.hour = 22
    here.use(lambda count: count.do(leaving(hall.OTHER_KEYER), supervisor.hand))
    assert here.standing.clock_behind == "2024-05-03T23:00:00.000Z"
    here.close()
    assert LogChecks().check(path) == ""
    assert read_log(path)[0].away == {hall.KEYER, hall.OTHER_KEYER}


def leaving(person: PersonId) -> do.NotePersonLeft:
    return do.NotePersonLeft(hall.SUPERVISOR, person)


class SetClock(NightClock):
    """A clock that a person sets."""

    hour = 0

    def __init__(self) -> None:
        super().__init__(hall.DAY, 3)

    def now(self) -> str:
        return f"2024-05-03T{self.hour:02d}:00:00.000Z"
