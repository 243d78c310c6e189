from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.audit import read_key_file, verify_count
from countroom.app.setup import keys_beside
from countroom.domain.faults import Fault
from countroom.store.connection import connect

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "night.count"


def test_a_whole_night_is_sound_and_waits_for_its_receipts(path: Path) -> None:
    desk = hall.open_hall(path)
    hall.play(desk)
    desk.count.close()
    audit = verify_count(path, read_key_file(keys_beside(path)))
    assert (audit.verdict, audit.declared, audit.receipted) == ("not_published", 2, 0)
    assert audit.environment == "test"


def test_a_night_without_declarations_is_valid(path: Path) -> None:
    hall.open_hall(path).count.close()
    assert verify_count(path, read_key_file(keys_beside(path))).verdict == "valid"


def test_without_a_key_file_the_signer_is_unknown(path: Path) -> None:
    hall.open_hall(path).count.close()
    assert verify_count(path, None).verdict == "signer_unknown"


def test_another_count_centres_key_file_does_not_do(path: Path, tmp_path: Path) -> None:
    hall.open_hall(path).count.close()
    other = tmp_path / "other.count"
    hall.open_hall(other, crew=hall.make_crew(seed=9)).count.close()
    audit = verify_count(path, read_key_file(keys_beside(other)))
    assert audit.verdict == "invalid"
    assert audit.problem is not None
    assert audit.problem.code == "signer_not_trusted"


def test_a_figure_changed_in_the_file_is_found_where_it_stands(path: Path) -> None:
    desk = hall.open_hall(path)
    hall.play(desk)
    desk.count.close()
    database = connect(path)
    database.execute("DROP TRIGGER event_only_grows_update")
    position, envelope = database.execute(
        "SELECT position, envelope FROM event WHERE type = 'ResultCleared' LIMIT 1"
    ).fetchone()
    middle = len(envelope) // 3
    changed = bytearray(envelope)
    changed[middle] = ord("A") if changed[middle] != ord("A") else ord("B")
    database.execute("UPDATE event SET envelope = ? WHERE position = ?", (bytes(changed), position))
    database.close()
    audit = verify_count(path, read_key_file(keys_beside(path)))
    assert (audit.verdict, audit.position) == ("invalid", position)


def test_an_event_taken_out_of_the_file_is_found(path: Path) -> None:
    desk = hall.open_hall(path)
    hall.play(desk)
    desk.count.close()
    database = connect(path)
    database.execute("DROP TRIGGER event_only_grows_delete")
    database.execute("DELETE FROM event WHERE position = 20")
    database.close()
    audit = verify_count(path, read_key_file(keys_beside(path)))
    assert audit.problem is not None
    assert audit.problem.code == "sequence_broken"


@pytest.mark.parametrize("content", ["", "countroom keys v1\n", "something else\n", "\udc80"])
def test_what_is_no_key_file_is_told_plainly(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.keys"
    file.write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(Fault) as caught:
        read_key_file(file)
    assert caught.value.code == "not_a_key_file"
