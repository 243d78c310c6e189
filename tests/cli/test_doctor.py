from __future__ import annotations

import json
from collections import namedtuple
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from countroom.app import doctor
from countroom.cli.main import ANSWER_IS_NO, DONE, run
from countroom.documents import KINDS
from countroom.domain.faults import Fault
from countroom.rules import RuleSetError, load_rule_sets

if TYPE_CHECKING:
    from collections.abc import Callable

    Capture = pytest.CaptureFixture[str]

NOW = "2026-05-07T20:40:00.000Z"
MB = 1_000_000
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as shutil gives it


@pytest.fixture
def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Say what is mounted; one disk of this machine until a test says otherwise."""
    table = tmp_path / "mounts"
    monkeypatch.setattr(doctor, "MOUNTS", table)

    def say(lines: str) -> None:
        table.write_text(lines, encoding="utf-8")

    say("/dev/sda1 / ext4 rw 0 0\n")
    return say


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Say how many megabytes are free; plenty until a test says otherwise."""

    def say(megabytes: int) -> None:
        usage = Usage(10**12, 0, megabytes * MB)
        monkeypatch.setattr("shutil.disk_usage", lambda _: usage)

    say(50_000)
    return say


@pytest.fixture
def folder(tmp_path: Path, mounted: object, free: object) -> Path:  # noqa: ARG001 - set the scene
    """A folder for count files on a machine where all is well."""
    made = tmp_path / "Countroom"
    made.mkdir()
    return made


def states(folder: Path, now: str = NOW) -> dict[str, doctor.State]:
    checks = doctor.examine(folder, now)
    return {check.subject: check.state for check in checks if check.subject != "law"}


def only(folder: Path, subject: str, now: str = NOW) -> doctor.Check:
    [check] = [one for one in doctor.examine(folder, now) if one.subject == subject]
    return check


def test_on_a_fit_machine_the_night_can_start(folder: Path, capsys: Capture) -> None:
    assert run(["doctor", "--folder", str(folder)]) == DONE
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert [line.split()[0] for line in lines[:7]] == ["ok"] * 7
    assert lines[0].startswith("ok     Python 3.")
    assert lines[2] == f"ok     {folder} is on a disk of this machine (ext4)."
    assert lines[3] == f"ok     50,000 MB are free in {folder}."
    assert lines[6] == f"ok     {len(load_rule_sets())} rule sets read well."
    assert lines[-1] == "The night can start on this machine."
    assert err == ""
    assert list(folder.iterdir()) == []


def test_unverified_law_is_told_with_its_reason_and_stops_nothing(
    folder: Path, capsys: Capture
) -> None:
    assert run(["doctor", "--folder", str(folder)]) == DONE
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("note")]
    unverified = [rules.id for rules in load_rule_sets().values() if not rules.verified]
    assert [line.split()[4] for line in notes] == unverified
    assert notes[0] == (
        "note   The law of ca-mayor-2026-sv is not verified: The Order of 2026 was not read; the "
        "heads of rejection are those of the supplementary vote before 2023."
    )


def document(folder: Path, capture: Capture, code: int) -> dict[str, Any]:
    assert run(["doctor", "--folder", str(folder), "--json"]) == code
    out, err = capture.readouterr()
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    return found


def test_as_json_it_is_one_document(folder: Path, capsys: Capture) -> None:
    told = document(folder, capsys, DONE)
    assert list(told) == ["ready", "checks"]
    assert told["ready"] is True
    assert [row["check"] for row in told["checks"][:7]] == [
        *("python", "store", "disk", "room", "clock", "sheets", "rules")
    ]
    assert told["checks"][3] == {
        "check": "room",
        "state": "ok",
        "folder": str(folder),
        "free": 50_000,
        "text": f"50,000 MB are free in {folder}.",
    }
    law = told["checks"][7]
    assert (law["check"], law["state"], law["why"]) == ("law", "note", "order_not_read")
    assert law["rule_set"] == "ca-mayor-2026-sv"


def test_a_fault_stops_the_night(
    folder: Path, free: Callable[[int], None], capsys: Capture
) -> None:
    free(150)
    assert run(["doctor", "--folder", str(folder)]) == ANSWER_IS_NO
    lines = capsys.readouterr().out.splitlines()
    assert lines[3] == (
        f"fault  Only 150 MB are free in {folder}, and a night needs 200. Free some space."
    )
    assert lines[-1] == "The night should not start on this machine: 1 fault."
    assert document(folder, capsys, ANSWER_IS_NO)["ready"] is False


@pytest.mark.parametrize(
    ("megabytes", "state"), [(199, "fault"), (200, "note"), (1_999, "note"), (2_000, "ok")]
)
def test_room_is_short_scarce_or_enough(
    folder: Path, free: Callable[[int], None], megabytes: int, state: str
) -> None:
    free(megabytes)
    assert states(folder)["room"] == state


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2024-12-31T23:59:59.999Z", "fault"),
        ("2025-01-01T00:00:00.000Z", "ok"),
        (NOW, "ok"),
        ("2049-12-31T23:59:59.999Z", "ok"),
        ("2050-01-01T00:00:00.000Z", "fault"),
    ],
)
def test_a_clock_that_cannot_be_right_is_a_fault(folder: Path, now: str, state: str) -> None:
    assert only(folder, "clock", now).state == state


def test_the_clock_is_told_as_london_reads_it(folder: Path) -> None:
    assert only(folder, "clock").details == {"day": "2026-05-07", "time": "21:40"}


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "tmpfs"])
def test_a_folder_on_no_disk_of_this_machine_is_a_fault(
    folder: Path, mounted: Callable[[str], None], kind: str
) -> None:
    mounted(f"/dev/sda1 / ext4 rw 0 0\nserver:/home {folder.parent} {kind} rw 0 0\n")
    assert only(folder, "disk").state == "fault"
    assert only(folder, "disk").details["kind"] == kind


def test_what_is_mounted_nearest_and_last_counts(
    tmp_path: Path, mounted: Callable[[str], None], free: Callable[[int], None]
) -> None:
    free(50_000)
    place = tmp_path / "count files"
    place.mkdir()
    written = str(place).replace(" ", r"\040")
    mounted(
        f"server:/x {written} nfs rw 0 0\n"
        f"/dev/sdb1 {written} xfs rw 0 0\n"
        "/dev/sda1 / tmpfs rw 0 0\n"
        f"server:/y {place}x nfs rw 0 0\n"
    )
    assert only(place, "disk").details["kind"] == "xfs"


def test_where_the_system_does_not_tell_it_is_a_note(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "MOUNTS", folder / "no such table")
    assert only(folder, "disk").state == "note"


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above_and_not_made(
    folder: Path,
) -> None:
    wanted = folder / "a" / "b"
    assert set(states(wanted).values()) == {"ok"}
    assert only(wanted, "room").details["folder"] == str(folder)
    assert list(folder.iterdir()) == []


def test_a_folder_that_takes_no_file_is_a_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    row = document(folder, capsys, ANSWER_IS_NO)["checks"][1]
    assert (row["check"], row["state"], row["why"]) == ("store", "fault", "cannot_write")
    assert row["text"] == (
        f"{folder} cannot be written (Permission denied). Choose another folder."
    )


def test_a_sqlite_that_can_damage_files_is_a_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def connect(*_: object, **__: object) -> None:
        raise Fault("store_unsafe", version="3.45.0")

    monkeypatch.setattr(doctor, "connect", connect)
    row = document(folder, capsys, ANSWER_IS_NO)["checks"][1]
    assert (row["state"], row["why"], row["version"]) == ("fault", "store_unsafe", "3.45.0")
    assert row["text"].startswith("This SQLite (3.45.0) can damage files.")


def test_an_old_python_is_a_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 0))
    assert document(folder, capsys, ANSWER_IS_NO)["checks"][0]["state"] == "fault"


def test_missing_fonts_or_templates_are_a_fault(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(doctor, "bundled", tmp_path.joinpath)
    row = document(folder, capsys, ANSWER_IS_NO)["checks"][5]
    assert (row["check"], row["state"], row["fonts"]) == ("sheets", "fault", 0)
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "some.ttf").touch()
    assert only(folder, "sheets").state == "fault"
    (tmp_path / "fonts" / "some.ttf").unlink()
    (tmp_path / "typst").mkdir()
    for template in {kind.template for kind in KINDS.values()}:
        (tmp_path / "typst" / template).touch()
    assert only(folder, "sheets").state == "fault"
    (tmp_path / "fonts" / "some.ttf").touch()
    assert only(folder, "sheets").state == "ok"


def test_rule_sets_that_cannot_be_read_are_a_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def load() -> None:
        raise RuleSetError("pcc-2012-sv.toml: missing keys: heads")

    monkeypatch.setattr(doctor, "load_rule_sets", load)
    row = document(folder, capsys, ANSWER_IS_NO)["checks"][-1]
    assert (row["check"], row["state"]) == ("rules", "fault")
    assert "pcc-2012-sv.toml: missing keys: heads" in row["text"]


def test_without_a_folder_the_desks_own_is_examined(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(Path, "home", lambda: folder.parent)
    assert run(["doctor"]) == DONE
    assert f"50,000 MB are free in {folder}." in capsys.readouterr().out
