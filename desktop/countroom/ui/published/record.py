"""What became of the record: on paper, corrected, papers found; and the way to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from countroom.app.screens.record import (
    found_words,
    note_to_candidates,
    note_to_commission,
    record_words,
)
from countroom.ui.parts import Act, Button, IconBox, Overlay, Panel, Strip, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.app.screens.on_record import Difference
    from countroom.app.screens.record import Found, RecordWord
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts
    from countroom.ui.look import Look

_NOTE_WIDTH: Final = 640
_NOTE_LINES: Final = 16


class RecordPanel(Panel):
    """How the result came onto the record, with both figures of what was corrected."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("The record"))
        self._look, self._texts = look, texts
        self._shown: tuple[RecordWord, ...] | None = None
        self.rows = QWidget()
        self.act = Act(look, Button(look, texts.say("Correct the record"), "F9"))
        self.body.addWidget(self.rows)
        self.body.addWidget(self.act)

    @property
    def said(self) -> str:
        """Give all that is said of the record."""
        return "\n".join(
            "\n".join((one.sentence, *(_change(change) for change in one.changes)))
            for one in self._shown or ()
        )

    def show_record(self, state: ContestState, named: Callable[[PersonId], str]) -> None:
        """Show it as it is now."""
        words = record_words(self._texts, state, named)
        if words == self._shown:
            return
        self._shown, old = words, self.rows
        self.rows = QWidget()
        column = QVBoxLayout(self.rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.space("xs"))
        plain = self._texts.say("As it was cleared and spoken.")
        for word in words:
            column.addWidget(Words(self._look, word.sentence, wrap=True))
            for change in word.changes:
                column.addWidget(Words(self._look, _change(change), "strong", wrap=True))
        if not words:
            column.addWidget(Words(self._look, plain, "body", "muted", wrap=True))
        self.body.replaceWidget(old, self.rows)
        old.hide()
        old.deleteLater()


class FoundPanel(Panel):
    """Papers found after the declaration, sealed and not added, and the drafts about them."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Found after declaration"))
        self._look, self._texts = look, texts
        self._shown: tuple[Found, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.space("xs"))
        self.candidates = Button(look, texts.say("Draft to the candidates"))
        self.commission = Button(look, texts.say("Draft to the Commission"))
        self.body.addLayout(self._rows)
        for button in (self.candidates, self.commission):
            self.body.addWidget(button)

    @property
    def said(self) -> tuple[str, ...]:
        """Give what is said of the papers."""
        return tuple(f"{one.sentence} {one.beside}" for one in self._shown)

    def show_found(self, state: ContestState) -> None:
        """Show them; without any there is nothing here."""
        found = found_words(self._texts, state)
        self.setVisible(bool(found))
        if found == self._shown:
            return
        self._shown = found
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in found:
            strip = Strip(self._look, "warning")
            strip.row.addWidget(
                IconBox(self._look, "triangle-alert", "warning", 20), 0, Qt.AlignmentFlag.AlignTop
            )
            words = QVBoxLayout()
            words.addWidget(Words(self._look, one.sentence, wrap=True))
            words.addWidget(Words(self._look, one.beside, "strong", wrap=True))
            strip.row.addLayout(words, 1)
            strip.setAccessibleName(f"{one.sentence} {one.beside}")
            self._rows.addWidget(strip)

    def open_draft(self, over: QWidget, count: Count, state: ContestState, *, whose: str) -> None:
        """Show a draft over the page, to be copied or put to rights."""
        make = note_to_candidates if whose == "candidates" else note_to_commission
        button = self.candidates if whose == "candidates" else self.commission
        Draft(self._look, self._texts, over, button.text(), make(self._texts, count, state)).begin()


class Draft(Overlay):
    """A letter nobody has sent: it can be put to rights here and copied from here."""

    def __init__(self, look: Look, texts: Texts, over: QWidget, title: str, text: str) -> None:
        super().__init__(look, over, title, _NOTE_WIDTH)
        self.text = QPlainTextEdit(text)
        self.text.setFont(look.font("body"))
        self.text.setAccessibleName(title)
        self.text.setTabChangesFocus(True)
        lines = min(_NOTE_LINES, max(over.height() // look.px(48), 4))
        self.text.setFixedHeight(lines * self.text.fontMetrics().lineSpacing())
        self.copy = Button(look, texts.say("Copy the words"), primary=True)
        self.copied = Words(look, "", "caption", "muted")
        leave = Button(look, texts.say("Leave"), "Esc")
        self.copy.clicked.connect(lambda: self._copy(texts.say("Copied.")))
        leave.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        for part in (self.copy, leave):
            row.addWidget(part)
        row.addWidget(self.copied, 1)
        self.body.addWidget(self.text)
        self.body.addLayout(row)

    def begin(self) -> None:
        """Show it with the copying lit."""
        self.open(self.copy)

    def _copy(self, said: str) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
        self.copied.say(said)


def _change(change: Difference) -> str:
    return f"{change.words}: {change.first} → {change.again}"
