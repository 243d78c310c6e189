"""The last ten minutes in the real window by keys, from the provisional result to the word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

import hall
from countroom.ui.clear import ClearPage
from countroom.ui.place import Place
from countroom.ui.platform import PlatformPage
from countroom.ui.result import ResultPage
from countroom.ui.result.request import RequestForm
from countroom.ui.sign_in.second import SecondPerson

if TYPE_CHECKING:
    from countroom.domain.consultation import Scope, Voice
    from countroom.domain.identifiers import CandidateId, PersonId, SheetId
    from countroom.domain.state import ContestState
    from ui.test_incidents import Keying


class Ending:
    """Who sits at the window of a ward whose figures agree, and what they press."""

    def __init__(self, night: Keying, contest: str) -> None:
        self.night, self.hands = night, night.hands
        self._contest = next(one for one in night.desk.count.contests if one == contest)

    @property
    def state(self) -> ContestState:
        return self.night.desk.contest(self._contest)

    def result(self, person: PersonId) -> ResultPage:
        """Show somebody the result page, the lamp where it is put."""
        self.night.sit(person)
        self.night.desk.go(Place("result", self._contest))
        QApplication.processEvents()
        page = self.night.page
        assert isinstance(page, ResultPage)
        return page

    def draw(self) -> ResultPage:
        """Draw the provisional result by one key."""
        version = self.state.provisionals
        page = self.result(hall.SUPERVISOR)
        assert page.draw.button.hasFocus(), page.draw.why.text()
        self.hands.press("Enter")
        self.night.qtbot.waitUntil(lambda: self.state.provisionals == version + 1)
        return page

    def let_stand(self, person: PersonId, code: str, reason: str) -> None:
        """Answer as somebody the finding that the lamp is put on."""
        page = self.result(person)
        (card,) = (one for one in page.answers.cards if one.reason.hasFocus())
        assert card.code == code
        self.hands.type(reason)
        self.hands.press("Enter")
        self.night.qtbot.waitUntil(lambda: any(a.code == code for a in self.state.answers))

    def search(self, person: PersonId, steps: int) -> ResultPage:
        """Tick so many steps of the guidance as somebody, from the one that is lit."""
        page = self.result(person)
        for _ in range(steps):
            assert page.guidance.lines.hasFocus(), page.guidance.tick.why.text()
            done = len(self.state.steps)
            self.hands.press("Space")
            self.night.qtbot.waitUntil(lambda n=done: len(self.state.steps) == n + 1)  # type: ignore[misc]
            self.hands.press("Enter")
        return page

    def close(self) -> ResultPage:
        """Close the consultation: all agreed."""
        page = self.result(hall.OFFICER)
        page.consultation.choices["agreed"].setFocus()
        self.hands.press("Space", "Enter")
        assert page.consultation.act.button.hasFocus(), page.consultation.act.why.text()
        self.hands.press("Enter")
        self.night.qtbot.waitUntil(lambda: self.state.stage == "consulted")
        return page

    def recount(self, voice: Voice, scope: Scope, reason: str) -> tuple[SheetId, ...]:
        """Grant somebody a recount; give the sheets that wait for two people."""
        number = self.state.recounts + 1
        page = self.result(hall.OFFICER)
        self.hands.press("F7")
        (form,) = page.window().findChildren(RequestForm)
        form.asker.box.setCurrentIndex(form.asker.values.index(voice))
        form.ruling.box.setCurrentIndex(form.ruling.values.index(scope))
        form.reason.setFocus()
        self.hands.type(reason)
        form.act.button.setFocus()
        self.hands.press("Enter")
        self.night.qtbot.waitUntil(lambda: self.state.recounts == number)
        return self.state.to_confirm

    def confirm(self) -> None:
        """Tick every sheet as unchanged; the supervisor and a keyer sign together."""
        self.result(hall.SUPERVISOR)
        self.hands.press("F3", "Enter")
        self.sign_beside(hall.KEYER)
        self.night.qtbot.waitUntil(lambda: not self.state.to_confirm)

    def sign_beside(self, person: PersonId) -> None:
        """Sign as the second person whom the window asks for."""
        (second,) = self.night.view.findChildren(SecondPerson)
        self.night.qtbot.waitUntil(second.isVisible)
        second.who.people.choose(person)
        second.who.secret.setFocus()
        self.hands.type(hall.SECRET)
        self.hands.press("Enter")

    def lot(self, drawn: CandidateId, method: str, witness: str) -> None:
        """Record the lot that the page asks for; the officer sits there."""
        page, lots = self.night.page, len(self.state.lots)
        assert isinstance(page, ResultPage)
        self.night.qtbot.waitUntil(lambda: page.lot.nth == lots + 1)
        assert next(iter(page.lot.choices.values())).hasFocus()
        for one in page.lot.choices:
            if one == drawn:
                break
            self.hands.press("Down")
        self.hands.press("Space", "Enter")
        assert page.lot.method.hasFocus()
        self.hands.type(method)
        self.hands.press("Enter")
        self.hands.type(witness)
        self.hands.press("Tab")
        assert page.lot.act.button.hasFocus(), page.lot.act.why.text()
        self.hands.press("Enter")
        self.night.qtbot.waitUntil(lambda: len(self.state.lots) == lots + 1)

    def go_on(self) -> ClearPage:
        """Go on to the declaration as the officer and name who reads the paper."""
        page = self.night.page
        assert isinstance(page, ResultPage)
        self.night.qtbot.waitUntil(page.go_on.button.hasFocus)
        self.hands.press("Enter")
        QApplication.processEvents()
        clear = self.night.page
        assert isinstance(clear, ClearPage)
        self.hands.press("Down")
        return clear

    def read(self) -> ClearPage:
        """Read every line back from the paper, and go on."""
        page = self.night.page
        assert isinstance(page, ClearPage)
        self.hands.press(*["Space"] * len(page.reading.lines.lines._lines), "Enter")
        return page

    def clear(self) -> None:
        """Read every line back from the paper and sign."""
        self.read()
        self.hands.press("Enter")
        self.night.qtbot.waitUntil(lambda: self.state.stage == "cleared")

    def speak(self) -> list[str]:
        """Say line after line, then press the one key that is one way; give what was read out."""
        self.night.qtbot.waitUntil(lambda: isinstance(self.night.page, PlatformPage))
        page, said = self.night.page, []
        assert isinstance(page, PlatformPage)
        while page.sheet.line is not None:
            said.append(page.sheet.line.accessibleName())
            self.hands.press("Space")
        self.hands.press("F8")
        self.night.qtbot.waitUntil(lambda: self.state.declared is not None)
        return said
