"""The council's page by keys, and its chart in words and px."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPdfWriter
from PySide6.QtTest import QTest

import hall
from countroom.app.screens.seats import Block, SeatRow
from countroom.domain.election import Party
from countroom.domain.identifiers import PartyId
from countroom.texts import Texts
from countroom.ui.council import CouncilPage
from countroom.ui.council.outcome import Standings
from countroom.ui.council.picture import print_picture
from countroom.ui.look import Look
from countroom.ui.parts.contest_rows import ROW
from countroom.ui.parts.seat_chart import SeatChart
from countroom.ui.parts.seat_places import SeatPlaces
from countroom.ui.place import Place

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.ui.desk import Desk
    from ui.conftest import DeskOf, Shown

LAB, CON = Party(PartyId(""), "Labour", "LAB"), Party(PartyId(""), "Conservative", "CON")


def first_declared(playing: Playing) -> None:
    state = next(iter(playing.count.count.contests.values()))
    hall.key_accounts(playing, state)
    hall.key_count_sheet(playing, state)
    hall.declare(playing, state)


def page_of(desk: Desk, shown: Shown) -> CouncilPage:
    page = shown(desk, Place("council")).page
    assert isinstance(page, CouncilPage)
    return page


def row(total: int, *blocks: Block) -> SeatRow:
    return SeatRow("After", "", blocks, total, total // 2 + 1, "in words")


def test_it_starts_on_the_wards_and_enter_opens_a_declared_one(
    desk_of: DeskOf, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(first_declared, person=hall.SUPERVISOR)
    page = page_of(desk, shown)
    places: list[Place] = []
    monkeypatch.setattr(desk, "go", places.append)
    assert page.wards.hasFocus()
    QTest.keyClick(page.wards, Qt.Key.Key_Return)
    assert [place.page for place in places] == ["published"]


def test_undeclared_wards_show_no_figure(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(first_declared, person=hall.SUPERVISOR), shown)
    done, open_ = (page.ward_rows.index(n).data(ROW) for n in (0, 1))
    assert done.declared
    assert (open_.turnout, open_.last_seat_by, open_.elected) == (None, None, ())
    assert page.ward_rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Ward 2. Not declared yet, 3 seats"
    )


def test_the_chart_is_told_in_words(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(first_declared, person=hall.SUPERVISOR), shown)
    assert page.chart.accessibleDescription().startswith(
        "Before: Conservative 4, Labour 2. Majority: 4 of 6. After: "
    )
    assert "3 not declared yet" in page.chart.accessibleDescription()


def test_the_last_declaration_brings_the_outcome(desk_of: DeskOf, shown: Shown) -> None:
    page = page_of(desk_of(hall.play, person=hall.SUPERVISOR), shown)
    texts = {label.text() for label in page.outcome.findChildren(type(page.outcome.title))}
    assert "Conservative loss to no overall control" in texts
    standings = page.outcome.findChild(Standings)
    assert isinstance(standings, Standings)
    assert "Conservative, Eve of poll 4, Now 2, Change \N{MINUS SIGN}2" in (
        standings.accessibleDescription()
    )


def test_the_picture_is_kept_with_its_words(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = desk_of(first_declared, person=hall.SUPERVISOR)
    page = page_of(desk, shown)
    path = tmp_path / "council.png"
    with qtbot.waitSignal(desk.noticed) as told:
        page.save_picture(str(path))
    assert told.args == [f"The picture is in {path}", "success"]
    kept = QImage(str(path))
    assert kept.text("Title") == "Testham, 2 May 2024"
    assert "Not certain yet" in kept.text("Description")
    assert page.chart.accessibleDescription() in kept.text("Description")


def test_a_picture_that_cannot_be_written_is_said(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = desk_of(first_declared, person=hall.SUPERVISOR)
    page = page_of(desk, shown)
    with qtbot.waitSignal(desk.noticed) as told:
        page.save_picture(str(tmp_path / "no folder" / "council.png"))
    assert "The count is safe" in str(told.args)


def test_the_picture_prints_on_one_page(desk_of: DeskOf, shown: Shown, tmp_path: Path) -> None:
    page = page_of(desk_of(first_declared, person=hall.SUPERVISOR), shown)
    path = tmp_path / "council.pdf"
    writer = QPdfWriter(str(path))
    print_picture(page.picture(), writer)
    del writer
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("palette", "language"), [("dark", "en"), ("highContrast", "cy")])
def test_it_draws_in_every_palette_and_language_at_twice_the_size(
    desk_of: DeskOf, shown: Shown, palette: str, language: str
) -> None:
    desk = desk_of(
        first_declared,
        person=hall.SUPERVISOR,
        palette=palette,  # type: ignore[arg-type]
        language=language,  # type: ignore[arg-type]
        scale=2.0,
    )
    assert not page_of(desk, shown).grab().isNull()


@pytest.mark.parametrize("total", [30, 33, 60, 87, 110, 150])
def test_seats_of_any_council_fit_and_the_line_has_the_majority_on_its_left(
    total: int,
) -> None:
    for lines in (1, 2):
        places = SeatPlaces(QRectF(100, 30, 1200, 46), total, lines)
        cells = places.cells()
        assert all(places.box.adjusted(0, 0, 1, 1).contains(cell) for cell in cells)
        assert not any(one.intersects(two) for one, two in pairwise(cells))
        majority = total // 2 + 1
        line = places.line_after(majority, 4)
        for seat, cell in enumerate(cells):
            x = line[0].x() if places.line_of(seat) == 0 else line[-1].x()
            assert (cell.center().x() < x) == (seat < majority)


@pytest.mark.parametrize(("total", "lines"), [(30, 1), (33, 1), (63, 2), (150, 2)])
def test_cells_wrap_into_two_lines_where_letters_would_not_fit(
    qtbot: QtBot, total: int, lines: int
) -> None:
    chart = SeatChart(Look(), Texts())
    qtbot.addWidget(chart)
    chart.resize(1302, 160)
    half = total // 2
    chart.show_seats(
        [row(total, Block("held", half, LAB, "Labour"), Block("open", total - half))], "Labour", ""
    )
    assert chart.lines() == lines
    assert not chart.grab().isNull()


def test_vacant_and_open_seats_and_no_majority_are_drawn(qtbot: QtBot) -> None:
    chart = SeatChart(Look("highContrast"), Texts())
    qtbot.addWidget(chart)
    chart.resize(900, 140)
    blocks = (
        Block("held", 5, LAB, "Labour"),
        Block("vacant", 1),
        Block("open", 3),
        Block("held", 4, CON, "Conservative"),
    )
    chart.show_seats([SeatRow("Elected", "", blocks, 13, None, "in words")], "Labour", "")
    assert not chart.grab().isNull()
    assert chart.accessibleDescription() == "in words"
