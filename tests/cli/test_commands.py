"""The command line as a person types it: exit codes, plain sentences, nothing lost."""

from __future__ import annotations

import csv
import json
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.setup import keys_beside
from countroom.cli import run
from countroom.store.connection import connect

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

SAMPLE = ("resources/sample", "--election", "2024-05-02", "--council", "harlow")


@pytest.fixture
def night(tmp_path: Path) -> Path:
    path = tmp_path / "night.count"
    desk = hall.open_hall(path, contests=1)
    hall.play(desk)
    desk.count.close()
    return path


def sentence(capture: Capture) -> str:
    """One plain sentence on stderr, no traceback, nothing on stdout."""
    out, err = capture.readouterr()
    assert "Traceback" not in err
    assert out == ""
    assert err.strip()
    return err


@pytest.mark.parametrize("argv", [[], ["night.count"], ["night.count", "--feed", "http://feed"]])
def test_without_a_command_the_desk_opens_or_says_that_there_is_no_screen(
    argv: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert run(argv) == 5
    assert "There is no screen here" in capsys.readouterr().err


def test_the_help_lists_every_command(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    for command in ("setup", "rehearse", "council", "check", "documents", "verify", "feed"):
        assert command in out


def test_setup_builds_a_live_count_that_waits_for_its_proof(
    tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "live.count"
    assert run(["setup", *SAMPLE, "--out", str(out), "--officer", "A. N. Officer"]) == 0
    slips = (tmp_path / "live.slips.txt").read_text(encoding="utf-8")
    assert {"keyer-1", "keyer-2", "supervisor-1", "officer-1"} <= set(slips.split())
    assert (tmp_path / "live.slips.txt").stat().st_mode & 0o077 == 0
    assert "environment live" in keys_beside(out).read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["verify", str(out)]) == 0
    assert "LIVE" in capsys.readouterr().out
    assert run(["check", str(out)]) == 1  # every box is still outstanding
    assert "V15" in capsys.readouterr().out


def test_setup_orders_the_ballot_paper_by_surname_and_ignores_votes(tmp_path: Path) -> None:
    out = tmp_path / "a.count"
    assert run(["setup", *SAMPLE, "--out", str(out), "--test"]) == 0
    database = connect(out)
    names = [
        row[0]
        for row in database.execute(
            "SELECT name FROM candidate WHERE contest LIKE '%bush-fair%' ORDER BY number"
        )
    ]
    database.close()
    assert names == sorted(names)
    assert len(names) == 11


def test_two_set_ups_share_no_key(tmp_path: Path) -> None:
    keys = []
    for name in ("one", "two"):
        out = tmp_path / f"{name}.count"
        assert run(["setup", *SAMPLE, "--out", str(out)]) == 0
        keys.append(set(keys_beside(out).read_text(encoding="utf-8").split()))
    both = {word for word in keys[0] & keys[1] if len(word) == 64}
    assert both == set()


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("2024-contests.csv", "seats,", "chairs,", "seats"),
        ("2024-contests.csv", "E05015680,3,", "E05015680,,", "2024-contests.csv"),
        ("2024-contests.csv", "E05015680,3,", "E05015680,0,", "2024-contests.csv"),
        ("2024-contests.csv", "E05015680,3,", "E05015680,2,", "2024-contests.csv"),
        ("2024-candidates.csv", "party_group,", "group,", "party_group"),
    ],
)
def test_setup_refuses_a_bad_source_by_file_and_row_and_leaves_nothing(
    tmp_path: Path, capsys: Capture, file: str, old: str, new: str, named: str
) -> None:
    source = tmp_path / "source"
    copytree("resources/sample", source)
    bad = source / "results" / file
    text = bad.read_text(encoding="utf-8")
    assert old in text
    bad.write_text(text.replace(old, new, 1), encoding="utf-8")
    out = tmp_path / "out" / "a.count"
    assert run(["setup", str(source), *SAMPLE[1:], "--out", str(out)]) == 2
    assert named in sentence(capsys)
    assert not out.parent.exists() or list(out.parent.iterdir()) == []


def test_setup_writes_over_no_count_file(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "a.count"
    assert run(["setup", *SAMPLE, "--out", str(out)]) == 0
    before = out.read_bytes()
    capsys.readouterr()
    assert run(["setup", *SAMPLE, "--out", str(out)]) == 5
    assert "exists already" in sentence(capsys)
    assert out.read_bytes() == before


@pytest.mark.parametrize("command", ["check", "verify"])
def test_a_missing_file_is_the_environments_fault(
    tmp_path: Path, capsys: Capture, command: str
) -> None:
    assert run([command, str(tmp_path / "none.count")]) == 5
    assert "does not exist" in sentence(capsys)


@pytest.mark.parametrize("command", ["check", "verify"])
def test_another_file_is_unreadable_input(tmp_path: Path, capsys: Capture, command: str) -> None:
    other = tmp_path / "x.count"
    other.write_text("hello " * 500, encoding="utf-8")
    assert run([command, str(other)]) == 2
    assert "not a count file" in sentence(capsys)


def test_a_file_of_a_newer_program_names_both_forms(night: Path, capsys: Capture) -> None:
    database = connect(night)
    database.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('countroom', 'm999', '2030-01-01')"
    )
    database.close()
    assert run(["check", str(night)]) == 2
    told = sentence(capsys)
    assert "form 2" in told
    assert "knows 1" in told


def test_check_is_clear_after_a_clean_night(night: Path, capsys: Capture) -> None:
    assert run(["check", str(night), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"contests": 1, "findings": []}


def test_verify_says_what_it_rests_on(night: Path, capsys: Capture) -> None:
    assert run(["verify", str(night), "--json"]) == 4  # sound, and nothing published yet
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["declared"], found["receipted"]) == ("not_published", 1, 0)
    assert found["trusted_keys"] == str(keys_beside(night))
    keys_beside(night).rename(night.with_name("elsewhere.keys"))
    assert run(["verify", str(night)]) == 1
    assert "signer unknown" in capsys.readouterr().out
    assert run(["verify", str(night), "--trust", str(night.with_name("elsewhere.keys"))]) == 4


def test_verify_names_the_event_that_was_tampered_with(night: Path, capsys: Capture) -> None:
    database = connect(night)
    database.execute("DROP TRIGGER event_only_grows_update")
    changed = "CAST(replace(CAST(envelope AS TEXT), 'A', 'B') AS BLOB)"
    database.execute(f"UPDATE event SET envelope = {changed} WHERE position = 9")  # noqa: S608
    database.close()
    assert run(["verify", str(night)]) == 1
    assert "Invalid at event 9" in capsys.readouterr().out


def test_documents_typesets_what_is_cleared(night: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "sheets"
    command = ["documents", str(night), "--kind", "declaration", "--out", str(out)]
    assert run([*command, "--language", "en,cy"]) == 0
    assert sorted(f.suffixes[-2] for f in out.iterdir()) == [".cy", ".en"]
    assert all(f.read_bytes().startswith(b"%PDF") for f in out.iterdir())
    capsys.readouterr()
    assert run(["documents", str(night), "Nowhere", *command[2:]]) == 2
    assert "Nowhere" in sentence(capsys)


def test_documents_typesets_any_kind_that_a_contest_can_have(
    night: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "sheets"
    for kind in ("provisional", "script", "press", "notice", "file"):
        command = ["documents", str(night), "--kind", kind, "--no-tables", "--out", str(out)]
        assert run(command) == 0
        told = capsys.readouterr().out
        made = len(list(out.glob(f"*.{kind}.en.pdf")))
        assert made
        assert f"{made} sheet" in told
    assert run(["documents", str(night), "--kind", "lot", "--out", str(out)]) == 0
    assert "cannot have this sheet yet" in capsys.readouterr().out


def test_scripts_and_copies_for_the_press_go_on_one_sheet_and_nothing_else_does(
    night: Path, tmp_path: Path, capsys: Capture
) -> None:
    command = ["documents", str(night), "--together", "--out", str(tmp_path / "all"), "--kind"]
    assert [run([*command, kind]) for kind in ("press", "script")] == [0, 0]
    written = sorted(one.name for one in (tmp_path / "all").iterdir())
    assert written == ["press.en.pdf", "script.en.pdf"]
    capsys.readouterr()
    assert run([*command, "notice"]) == 2
    assert "Only scripts and copies" in sentence(capsys)


def test_documents_typesets_the_pack_and_says_what_it_lacks(
    night: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "pack"
    assert run(["documents", str(night), "--kind", "pack", "--out", str(out)]) == 0
    assert len(list(out.iterdir())) == 7
    told = capsys.readouterr().out
    assert "7 sheets typeset" in told
    assert "Figures for the Commission: Postal papers issued not known" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["rehearse", "resources/sample", "--election", "2024-13-02", "--council", "harlow"],
        ["rehearse", *SAMPLE, "--mistakes", "2", "--out", "x"],
        ["nonsense"],
        ["check"],
    ],
)
def test_misuse_ends_with_code_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_council_without_a_poll_is_named(tmp_path: Path, capsys: Capture) -> None:
    asked = ["rehearse", *SAMPLE[:-1], "atlantis", "--out", str(tmp_path / "x")]
    assert run(asked) == 2
    assert "atlantis" in sentence(capsys)


def test_a_rehearsal_mixes_with_nothing(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert run(["rehearse", *SAMPLE, "--out", str(tmp_path)]) == 5
    assert "not an empty folder" in sentence(capsys)
    assert [f.name for f in tmp_path.iterdir()] == ["notes.txt"]


def test_a_rehearsal_with_a_silent_feed_loses_nothing_and_says_so(
    tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "night"
    asked = ["rehearse", *SAMPLE, "--out", str(out), "--no-documents", "--json"]
    assert run([*asked, "--feed", "http://127.0.0.1:9"]) == 5
    printed, told = capsys.readouterr()
    assert "does not answer" in told
    assert "Traceback" not in told
    found = json.loads(printed)
    assert (found["declared"], found["published"], found["outcome"]) == (11, 0, "hold")
    assert run(["verify", str(out / "night.count")]) == 4


def test_welsh_is_spoken_when_asked(tmp_path: Path, capsys: Capture) -> None:
    assert run(["--language", "cy", "check", str(tmp_path / "none.count")]) == 5
    told = capsys.readouterr().err
    assert told.strip()
    assert "does not exist" not in told


def test_every_source_row_of_a_rehearsal_is_told(tmp_path: Path) -> None:
    out = tmp_path / "night"
    asked = ["rehearse", *SAMPLE, "--out", str(out), "--no-documents", "--mistakes", "0.5"]
    assert run([*asked, "--feed", "http://127.0.0.1:9", "--json"]) == 5
    with (out / "mistakes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["caught_by_event"] and row["true"] != row["keyed"] for row in rows)
