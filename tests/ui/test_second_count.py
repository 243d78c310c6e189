"""Mansfield 2019 by keys in the real window: two counts, the second counted again twice, a mayor.

Published: 6,881 and 5,860 first preferences, 1,049 and 2,068 second ones added, 7,930 to 7,928.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

import hall
import mansfield as mf
from countroom.domain import commands as do
from countroom.domain.consultation import Voice
from countroom.domain.electing import final_votes
from countroom.domain.identifiers import ContestId, SheetId
from countroom.domain.sheets import OF_PAPERS, PAPERS, votes_of
from countroom.ui.clear import ClearPage
from countroom.ui.place import Place
from countroom.ui.platform import PlatformPage
from countroom.ui.published import PublishedPage
from countroom.ui.result import ResultPage
from countroom.ui.result.request import RequestForm
from countroom.ui.sign_in.second import SecondPerson
from fingers import Fingers
from ui.test_accessibility import (
    closed_without_a_word,
    cut,
    lost_by_tab,
    nameless,
    nameless_rows,
    overlapping,
    painted,
)
from ui.test_incidents import KEYERS, Keying, crew, twice, verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.domain.identifiers import PersonId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState
    from countroom.texts import Language
    from countroom.tokens import PaletteName
    from ui.conftest import DeskOf, Shown

CONTEST = ContestId("mayor.mansfield.2019-05-02")
MANSFIELD = replace(mf.contest(), id=CONTEST, election=hall.ELECTION)
ABRAHAMS, ALLSOP = (one.id for one in MANSFIELD.candidates[:2])
LOOKS: Final = ((1.0, "en", "light"), (2.0, "en", "dark"), (2.0, "cy", "highContrast"))
SECONDS = (mf.PAPERS_OUT, *mf.ADDED, 0, mf.NOT_COUNTED)


class Hall(Keying):
    """The real window on the mayor's count."""

    @property
    def state(self) -> ContestState:
        return self.desk.contest(CONTEST)

    def result(self, person: PersonId) -> ResultPage:
        """Show somebody the result page, the lamp where it is put."""
        self.sit(person)
        self.desk.go(Place("result", CONTEST))
        QApplication.processEvents()
        page = self.page
        assert isinstance(page, ResultPage)
        return page

    def draw(self) -> None:
        """Draw the provisional result by one key."""
        version = self.state.provisionals
        page = self.result(hall.SUPERVISOR)
        assert page.draw.button.hasFocus(), page.draw.why.text()
        self.hands.press("Enter")
        self.qtbot.waitUntil(lambda: self.state.provisionals == version + 1)

    def close(self) -> ResultPage:
        """Close the consultation: all agreed."""
        page = self.result(hall.OFFICER)
        page.consultation.choices["agreed"].setFocus()
        self.hands.press("Space", "Enter")
        assert page.consultation.act.button.hasFocus(), page.consultation.act.why.text()
        self.hands.press("Enter")
        self.qtbot.waitUntil(lambda: self.state.consultation_closed == self.state.provisionals)
        return page

    def seconds_out(self) -> Sheet:
        (sheet,) = (one.sheet for one in self.state.papers_out)
        return sheet

    def count_again(self, number: int) -> None:
        """Grant the loser a recount of the second count, and let two people confirm its sheet."""
        page = self.result(hall.OFFICER)
        self.hands.press("F7")
        (form,) = page.window().findChildren(RequestForm)
        form.asker.box.setCurrentIndex(form.asker.values.index(Voice(ALLSOP, "candidate")))
        form.ruling.box.setCurrentIndex(form.ruling.values.index("second_count"))
        form.reason.setText("two votes apart")
        form.act.button.setFocus()
        self.hands.press("Enter")
        self.qtbot.waitUntil(lambda: self.state.recounts == number)
        (sheet,) = self.state.to_confirm
        assert self.state.sheets[sheet].sheet.kind == "second"
        page = self.result(hall.SUPERVISOR)
        assert page.counts.text().startswith("First count: nobody has more than half")
        self.hands.press("F3", "Enter")
        (second,) = self.view.findChildren(SecondPerson)
        self.qtbot.waitUntil(second.isVisible)
        second.who.people.choose(hall.KEYER)
        second.who.secret.setFocus()
        self.hands.type(hall.SECRET)
        self.hands.press("Enter")
        self.qtbot.waitUntil(lambda: not self.state.to_confirm)
        self.draw()

    def read_back(self) -> ClearPage:
        """Let the first reader read every line, and sign."""
        page = self.page
        assert isinstance(page, ClearPage)
        self.hands.press("Down")
        lines = len(page.reading.lines.lines._lines)
        self.hands.press(*["Space"] * lines)
        self.hands.press("Enter", "Enter")
        self.qtbot.waitUntil(lambda: self.state.stage == "cleared")
        return page

    def speak(self) -> list[str]:
        """Say line after line, then press the one key that is one way; give what was read out."""
        self.qtbot.waitUntil(lambda: isinstance(self.page, PlatformPage))
        page, said = self.page, []
        assert isinstance(page, PlatformPage)
        while page.sheet.line is not None:
            said.append(page.sheet.line.accessibleName())
            self.hands.press("Space")
        self.hands.press("F8")
        self.qtbot.waitUntil(lambda: self.state.declared is not None)
        return said


def play_first(desk: Playing) -> None:
    """Play until the figures of the first count agree."""
    verify(desk, CONTEST, (sum(mf.FIRST),))
    (sheet,) = (one.sheet for one in desk.state.contests[CONTEST].sheets_of(OF_PAPERS))
    votes = {votes_of(c.id): n for c, n in zip(MANSFIELD.candidates, mf.FIRST, strict=True)}
    twice(desk, sheet, dict.fromkeys(sheet.fields, 0) | votes | {PAPERS: sum(mf.FIRST)})


@contextmanager
def begun(qtbot: QtBot, folder: Path) -> Iterator[Hall]:
    """Play the night until the first count's figures agree, and open the window on it."""
    path = folder / "night.count"
    desk = hall.open_hall(path, wards=[MANSFIELD], crew=crew())
    try:
        play_first(desk)
    finally:
        desk.count.close()
    night = Hall(qtbot, folder)
    try:
        night.window.open(path)
        night.show()
        yield night
    finally:
        night.window.close()
        night.window.deleteLater()


@pytest.fixture
def night(qtbot: QtBot, tmp_path: Path) -> Iterator[Hall]:
    with begun(qtbot, tmp_path) as opened:
        yield opened


def test_mansfield_2019_from_the_first_count_to_the_published_mayor(night: Hall) -> None:
    night.draw()
    page = night.result(hall.OFFICER)
    assert page.counts.text().startswith("First count: nobody has more than half")
    assert page.second.isVisible()
    assert not page.go_on.isVisible()
    assert page.second.why.text() == "Opens when the consultation is closed."
    page = night.close()
    assert page.second.button.hasFocus()
    night.hands.press("Enter")
    night.qtbot.waitUntil(lambda: bool(night.state.papers_out))
    sheet = night.seconds_out()
    for entry, keyer in enumerate(KEYERS, 1):
        night.sit(keyer)
        night.enter(sheet, entry, SECONDS)
    night.draw()
    ranking = night.result(hall.SUPERVISOR).ranking.bars.accessibleDescription()
    assert "1 Andy Abrahams, LAB, 6,881 + 1,049 = 7,930, Would win" in ranking
    assert "Abrahams 7,930, Allsop 7,928, 2 votes clear" in ranking
    assert "3 Steve Garner, IND, 4,827 + – = 4,827, Went out" in ranking
    for number in (1, 2):
        night.count_again(number)
    night.close()
    declaration = night.result(hall.OFFICER)
    assert declaration.go_on.button.hasFocus(), declaration.go_on.why.text()
    night.hands.press("Enter")
    night.read_back()
    said = night.speak()
    assert said[7].startswith("Andy Abrahams. Second preferences and total. seven thousand")
    assert said[7].endswith("Second preferences: one thousand and forty-nine.")
    assert said[9].endswith("duly elected Mayor for Mansfield: Andy Abrahams.")
    published = night.page
    assert isinstance(published, PublishedPage)
    state = night.state
    assert state.cleared is not None
    declared = state.cleared.event.declaration
    assert (state.elected, declared.provisional_version) == ((ABRAHAMS,), 4)
    assert final_votes(declared.totals)[ABRAHAMS] - final_votes(declared.totals)[ALLSOP] == 2


def second_out(desk: Playing) -> None:
    """Play until the sheet of second preferences is out."""
    play_first(desk)
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, CONTEST))
    desk.do(do.CloseConsultation(hall.OFFICER, CONTEST, "agreed"))
    desk.do(do.OpenSecondCount(hall.OFFICER, CONTEST, 1))


def second_told(desk: Playing) -> None:
    """Play until the second count is told."""
    second_out(desk)
    (sheet,) = (one.sheet for one in desk.state.contests[CONTEST].papers_out)
    twice(desk, sheet, dict(zip(sheet.fields, SECONDS, strict=True)))
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, CONTEST))
    desk.do(do.CloseConsultation(hall.OFFICER, CONTEST, "agreed"))


def cleared(desk: Playing) -> None:
    """Play until it is cleared."""
    second_told(desk)
    desk.do(do.ClearResult(hall.OFFICER, CONTEST))


def spoken(desk: Playing) -> None:
    """Play until it is declared."""
    cleared(desk)
    desk.do(do.SpeakResult(hall.OFFICER, CONTEST, desk.now()))


PAGES: Final = {
    "keying": (second_out, hall.KEYER, Place("entry", CONTEST, SheetId("001-03"), 1)),
    "between": (second_out, hall.SUPERVISOR, Place("result", CONTEST)),
    "result": (second_told, hall.OFFICER, Place("result", CONTEST)),
    "query": (second_told, hall.SUPERVISOR, Place("query", CONTEST)),
    "clear": (second_told, hall.OFFICER, Place("clear", CONTEST)),
    "platform": (cleared, hall.OFFICER, Place("platform", CONTEST)),
    "published": (spoken, hall.OFFICER, Place("published", CONTEST)),
}


@pytest.mark.parametrize(("scale", "language", "palette"), LOOKS)
@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_both_counts_is_cut(
    desk_of: DeskOf,
    shown: Shown,
    page: str,
    scale: float,
    language: Language,
    palette: PaletteName,
) -> None:
    play, person, place = PAGES[page]
    desk = desk_of(
        *(play,),
        person=person,
        wards=[MANSFIELD],
        scale=scale,
        language=language,
        palette=palette,
    )
    view = shown(desk, place)
    QApplication.processEvents()
    assert view.page is not None
    assert [*overlapping(view.page), *cut(view.page)] == []
    assert wide(view.page) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_screen_reader_and_tab_get_all_of_both_counts(
    desk_of: DeskOf, shown: Shown, page: str
) -> None:
    play, person, place = PAGES[page]
    view = shown(desk_of(play, person=person, wards=[MANSFIELD]), place)
    QApplication.processEvents()
    wrong = [*nameless(view), *nameless_rows(view), *closed_without_a_word(view)]
    wrong += [kind.__name__ for kind, spoken in painted(view) if not spoken]
    assert [*wrong, *lost_by_tab(view, Fingers(view.window()))] == []


def wide(page: QWidget) -> list[str]:
    """Name what can be scrolled sideways."""
    areas = page.findChildren(QAbstractScrollArea)
    found = [one for one in areas if one.isVisible() and one.horizontalScrollBar().maximum() > 0]
    return [type(one).__name__ for one in found]
