from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from countroom.app.count import environment_in, read_count
from countroom.app.new_count import remembered_columns
from countroom.texts import Texts
from countroom.ui.look import Look
from countroom.ui.start.set_up import SetUpForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

Key = Qt.Key
SAMPLE = Path(__file__).parents[2] / "resources" / "sample"


class Form:
    """The form on the screen, driven by keys."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.opened: list[Path] = []
        self.left = 0
        self.form = SetUpForm(Look(), Texts(), self.opened.append, self._leave)
        self.form.resize(1366, 768)
        self.form.show()
        QTest.qWaitForWindowActive(self.form)

    def _leave(self) -> None:
        self.left += 1

    @property
    def lit(self) -> QWidget:
        """The control the next key goes to."""
        control = QApplication.focusWidget()
        assert control is not None
        return control

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.lit, key)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.lit, words)

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.form.job.running, timeout=20_000)

    def read(self, place: Path) -> None:
        self.form.choosing.source.setText(str(place))
        self.form.choosing.source.setFocus()
        self.press(Key.Key_Return)
        self.wait()

    def choose(self, out: Path) -> None:
        """Choose TEST and a place, the election being the one lit."""
        self.form.choosing.finder.setFocus()
        self.press(Key.Key_Return)
        self.press(Key.Key_Space)
        self.form.where.out.setText(str(out))
        self.form.where.act.button.setFocus()


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    shown = Form(qtbot)
    yield shown
    shown.form.close()
    shown.form.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_it_begins_at_the_source(form: Form) -> None:
    assert form.form.choosing.source.hasFocus()
    assert not form.form.where.act.button.isEnabled()
    assert "council and its polling day" in form.form.where.act.why.text()


def test_a_source_is_read_and_a_council_found_by_typing(form: Form) -> None:
    form.read(SAMPLE)
    assert form.form.choosing.finder.hasFocus()
    form.type("atlantis")
    assert form.form.choosing.poll is None
    assert form.form.where.what.text() == "Choose the election first."
    form.form.choosing.finder.clear()
    form.type("harlow 2024")
    assert form.form.where.what.text() == "Harlow, Thursday 2 May 2024, 11 wards"
    assert form.form.where.out.text().endswith("harlow-2024-05-02.count")


def test_a_place_that_is_not_there_is_said(form: Form, tmp_path: Path) -> None:
    form.read(tmp_path / "nowhere")
    assert form.form.choosing.trouble.isVisible()
    assert "does not exist" in form.form.choosing.trouble.accessibleName()
    assert form.form.choosing.source.hasFocus()


def test_a_folder_without_elections_is_said(form: Form, tmp_path: Path) -> None:
    form.read(tmp_path)
    assert "No election was found there" in form.form.choosing.trouble.accessibleName()


def test_the_whole_way_by_keys_ends_with_an_open_count(form: Form, tmp_path: Path) -> None:
    out = tmp_path / "harlow.count"
    form.read(SAMPLE)
    form.choose(out)
    form.press(Key.Key_Return)
    form.wait()
    assert form.form.ready is not None
    assert environment_in(out) == "test"
    form.press(Key.Key_Return)
    assert form.opened == [out]


def test_every_bad_row_is_shown_and_the_mended_source_read_again(
    form: Form, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    copytree(SAMPLE, source)
    file = source / "results" / "2024-contests.csv"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("E05015680,3,", "E05015680,2,", 1), encoding="utf-8")
    form.read(source)
    form.choose(tmp_path / "a.count")
    form.press(Key.Key_Return)
    form.wait()
    rows = form.form.to_mend.rows.toPlainText()
    assert "2024-contests.csv" in rows
    assert "row" in rows
    assert not (tmp_path / "a.count").exists()
    file.write_text(good, encoding="utf-8")
    form.press(Key.Key_F5)
    form.wait()
    form.form.where.act.button.setFocus()
    form.press(Key.Key_Return)
    form.wait()
    assert (tmp_path / "a.count").exists()


def test_stopping_leaves_nothing_behind(form: Form, tmp_path: Path) -> None:
    form.read(SAMPLE)
    form.choose(tmp_path / "a.count")
    form.press(Key.Key_Return)
    assert form.form.where.stop.hasFocus()
    form.press(Key.Key_Escape)
    form.wait()
    assert form.form.where.act.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_the_thread_ends_with_the_form(form: Form, tmp_path: Path) -> None:
    form.read(SAMPLE)
    form.choose(tmp_path / "a.count")
    form.press(Key.Key_Return)
    form.form.close()
    assert not form.form.job.running


def test_esc_goes_back_to_the_start(form: Form) -> None:
    form.press(Key.Key_Escape)
    assert form.left == 1


def test_the_place_follows_the_choice_until_somebody_names_one(form: Form, tmp_path: Path) -> None:
    form.read(SAMPLE)
    form.form.where.test.setChecked(True)
    assert form.form.where.out.text().endswith("-test.count")
    form.form.where.out.setText(str(tmp_path / "mine.count"))
    form.form.where.live.setChecked(True)
    assert form.form.where.out.text().endswith("mine.count")
    assert form.form.where.choices.environment == "live"


def test_stations_tables_and_depth_are_chosen_in_the_form(form: Form, tmp_path: Path) -> None:
    out = tmp_path / "harlow.count"
    form.read(SAMPLE)
    counted = form.form.where.counted
    assert not counted.columns.isVisible()
    counted.stations.setText(str(SAMPLE / "stations-template.csv"))
    assert counted.columns.isVisible()
    counted.tables.setCurrentIndex(1)
    counted.depth_of.setCurrentIndex(1)
    counted.unused.setChecked(True)
    counted.early.setChecked(True)
    form.choose(out)
    counted.expected.setText("late")
    assert "write it as 02:30" in form.form.where.act.why.text()
    counted.expected.setText("02:30")
    form.form.where.act.button.setFocus()
    form.press(Key.Key_Return)
    form.wait()
    count = read_count(out)
    (election,) = count.elections.values()
    assert election.count_before_verification
    for state in count.contests.values():
        contest = state.contest
        assert [one.depth for one in contest.mini_counts] == ["team_summary"] * 2
        assert all(box.entrusted for box in contest.boxes if box.kind == "station")
        assert contest.keeps_unused_votes
        assert contest.expected_at == "2024-05-03T01:30:00.000Z"


def test_unknown_columns_are_named_and_told_apart_in_the_form(form: Form, tmp_path: Path) -> None:
    stations = tmp_path / "ours.csv"
    text = (SAMPLE / "stations-template.csv").read_text(encoding="utf-8")
    stations.write_text(text.replace("station,", "PS no,", 1), encoding="utf-8")
    form.read(SAMPLE)
    counted = form.form.where.counted
    counted.stations.setText(str(stations))
    form.choose(tmp_path / "a.count")
    form.press(Key.Key_Return)
    form.wait()
    rows = form.form.to_mend.rows.toPlainText()
    assert "ours.csv, row 1, column PS no: No column is called" in rows
    assert not (tmp_path / "a.count").exists()
    form.press(Key.Key_Escape)
    counted.columns.setText("PS no=station")
    form.form.where.act.button.setFocus()
    form.press(Key.Key_Return)
    form.wait()
    assert (tmp_path / "a.count").exists()
    assert remembered_columns(tmp_path / "b.count") == {"PS no": "station"}
