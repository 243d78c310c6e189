"""What a desk remembers: never a reason for not starting, never more lost than one choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from countroom.app.preferences import Preferences, Shelf

if TYPE_CHECKING:
    from pathlib import Path

USUAL = Preferences()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "config" / "countroom")


def file_of(shelf: Shelf) -> Path:
    return shelf._path


def test_nothing_kept_gives_the_usual_choices(shelf: Shelf) -> None:
    assert shelf.read() == USUAL
    assert (USUAL.language, USUAL.palette, USUAL.scale) == ("en", "light", 1.0)
    assert not file_of(shelf).parent.exists()


def test_choices_are_there_on_another_day(shelf: Shelf, tmp_path: Path) -> None:
    shelf.change(lambda kept: kept.choosing("language", "cy").choosing("scale", 1.5))
    changed = shelf.change(lambda kept: kept.choosing("palette", "highContrast"))
    again = Shelf(tmp_path / "config" / "countroom").read()
    assert again == changed
    assert (again.language, again.palette, again.scale) == ("cy", "highContrast", 1.5)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\x00\x01\x02",
        b"\xff\xfe{}",
        b'{"language": "fr"}',
        b'{"printer": 7}',
        b'{"prints_for": "everybody"}',
        b'{"palette": "pink"}',
        b'{"scale": "large"}',
        b'{"scale": 1e999}',
        b'{"scale": NaN}',
        b'{"recent": "night.count"}',
        b'{"feeds": {"night.count": 7}}',
        b'{"recent": ["\xe9lection.count"]}',
        b'{"feeds": {"\xe9lection.count": "http://feed"}}',
    ],
)
def test_a_damaged_file_gives_the_usual_choices_and_can_be_written_again(
    shelf: Shelf, content: bytes
) -> None:
    file_of(shelf).parent.mkdir(parents=True)
    file_of(shelf).write_bytes(content)
    assert shelf.read() == USUAL
    shelf.change(lambda kept: kept.choosing("language", "cy"))
    assert shelf.read() == USUAL.choosing("language", "cy")


def test_a_folder_where_the_file_should_be_gives_the_usual_choices(shelf: Shelf) -> None:
    file_of(shelf).mkdir(parents=True)
    assert shelf.read() == USUAL


def test_choices_of_a_newer_program_are_left_aside(shelf: Shelf) -> None:
    file_of(shelf).parent.mkdir(parents=True)
    file_of(shelf).write_bytes(b'{"palette": "dark", "sound": true}')
    assert shelf.read() == USUAL.choosing("palette", "dark")


@pytest.mark.parametrize(
    ("kept", "read"),
    [("0.1", 1.0), ("-3", 1.0), ("0", 1.0), ("1", 1.0), ("1.25", 1.25), ("2", 2.0), ("400", 2.0)],
)
def test_a_text_size_out_of_range_is_brought_back_into_it(
    shelf: Shelf, kept: str, read: float
) -> None:
    file_of(shelf).parent.mkdir(parents=True)
    file_of(shelf).write_text(f'{{"scale": {kept}, "language": "cy"}}', encoding="utf-8")
    assert shelf.read() == Preferences(language="cy", scale=read)


def test_a_folder_that_cannot_be_written_costs_nothing_while_the_program_runs(
    tmp_path: Path,
) -> None:
    in_the_way = tmp_path / "config"
    in_the_way.write_text("a file", encoding="utf-8")
    shelf = Shelf(in_the_way / "countroom")
    assert shelf.change(lambda kept: kept.choosing("language", "cy")).language == "cy"
    changed = shelf.change(lambda kept: kept.choosing("palette", "dark"))
    assert (changed.language, changed.palette) == ("cy", "dark"), "the first choice still holds"
    assert shelf.read() == changed
    assert in_the_way.read_text(encoding="utf-8") == "a file"
    in_the_way.unlink()
    shelf.change(lambda kept: kept.choosing("scale", 2.0))
    for one in (shelf, Shelf(in_the_way / "countroom")):
        assert one.read() == changed.choosing("scale", 2.0)


def test_choices_that_cannot_be_written_leave_the_kept_ones(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.change(lambda kept: kept.choosing("language", "cy"))
    before = file_of(shelf).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    shelf.change(lambda kept: kept.choosing("palette", "dark"))
    assert file_of(shelf).read_bytes() == before
    assert [one.name for one in file_of(shelf).parent.iterdir()] == ["desk.json"]


def test_files_are_remembered_newest_first_and_once(tmp_path: Path) -> None:
    kept = USUAL
    for name in ("a", "b", "c", "a", "b"):
        kept = kept.remembering(tmp_path / f"{name}.count")
    assert [name[-7:] for name in kept.recent] == ["b.count", "a.count", "c.count"]


def test_one_file_by_two_names_is_remembered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a.count"
    kept = USUAL.remembering(file, "http://feed").remembering(file.relative_to(tmp_path))
    assert kept.recent == (str(file),)
    assert kept.feed_of(tmp_path / "." / "a.count") == "http://feed"


def test_no_more_files_are_remembered_than_one_would_look_through(tmp_path: Path) -> None:
    kept = USUAL
    for n in range(20):
        kept = kept.remembering(tmp_path / f"{n}.count")
    assert [name.rpartition("/")[2] for name in kept.recent] == [
        f"{n}.count" for n in range(19, 11, -1)
    ]


def test_only_files_that_still_exist_are_offered(tmp_path: Path) -> None:
    (tmp_path / "there.count").touch()
    kept = USUAL.remembering(tmp_path / "there.count").remembering(tmp_path / "gone.count")
    assert kept.recent_files() == (tmp_path / "there.count",)


@pytest.mark.parametrize("name", ["x" * 5_000, "nul\0l"])
def test_a_name_that_no_file_can_have_is_not_offered(tmp_path: Path, name: str) -> None:
    (tmp_path / "there.count").touch()
    kept = Preferences(recent=(f"/{name}", str(tmp_path / "there.count")))
    assert kept.recent_files() == (tmp_path / "there.count",)


def test_a_feed_is_remembered_for_each_file(tmp_path: Path) -> None:
    here, there = tmp_path / "a.count", tmp_path / "b.count"
    kept = USUAL.remembering(here, "http://one").remembering(there, "http://other")
    assert (kept.feed_of(here), kept.feed_of(there)) == ("http://one", "http://other")
    assert kept.remembering(here).feed_of(here) == "http://one", "none named: the last one stays"
    assert kept.remembering(here, "http://new").feed_of(here) == "http://new"
    assert kept.feed_of(tmp_path / "c.count") == ""


def test_a_choice_leaves_the_choices_before_it_as_they_were() -> None:
    other = USUAL.choosing("palette", "dark")
    assert (USUAL.palette, other.palette) == ("light", "dark")
