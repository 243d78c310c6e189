"""The statement as to verification: a reason for each box that varies, then the signature."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from countroom.app.log_times import recorded_in
from countroom.app.screens.accounts import (
    account_findings,
    say_known,
    say_variance,
    speak_variance,
    sums,
)
from countroom.app.screens.entries import say_check
from countroom.app.screens.statement import say_next, say_signing, statement_of
from countroom.domain.events import VerificationSigned
from countroom.domain.written import LONGEST_TEXT
from countroom.ui.parts import FindingRow, Findings, IconBox, Panel, Rule, Strip, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from countroom.app.screens.accounts import BoxRow
    from countroom.app.screens.statement import Statement
    from countroom.domain.identifiers import BoxId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.desk import Desk
    from countroom.ui.look import Look

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Reasons(QWidget):
    """A field for each box that varies; what was typed stays while boxes come in."""

    changed = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.space("s"), 0, 0)
        self._column.setSpacing(look.space("xs"))
        self._usual = texts.say("The reason, after the box was counted again")
        self.fields: dict[BoxId, ReasonField] = {}
        self._rows: dict[BoxId, QWidget] = {}
        self._labels: dict[BoxId, Words] = {}
        self.hide()

    def ask_for(self, rows: Sequence[BoxRow], offers: Mapping[BoxId, str] | None = None) -> None:
        """Ask for the reasons of these boxes, and no others; an empty field may offer one."""
        varying = {row.box: row for row in rows}
        for box in [box for box in self.fields if box not in varying]:
            del self.fields[box]
            row = self._rows.pop(box)
            row.hide()
            row.deleteLater()
        for box, one in varying.items():
            if box not in self.fields:
                self._column.addWidget(self._row(one))
            self._label(one)
            self.fields[box].show_offer((offers or {}).get(box, ""), self._usual)
        self.setVisible(bool(self.fields))

    def lead_on(self, before: QWidget, *after: QWidget) -> None:
        """Stand in the order of the keys: after one control and before others, the act last."""
        chain = [before, *self.fields.values(), *after]
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)
        fields = list(self.fields.values())
        for field, following in zip(fields, [*fields[1:], after[-1]], strict=False):
            field.following = following

    def given(self) -> dict[BoxId, str]:
        """Give the reasons typed so far."""
        return {box: field.text().strip() for box, field in self.fields.items()}

    def _row(self, one: BoxRow) -> QWidget:
        row = QWidget()
        inside = QVBoxLayout(row)
        inside.setContentsMargins(5, 0, 5, 5)
        inside.setSpacing(self._look.space("xs") + 2)
        label = Words(self._look, "", "strong", wrap=True)
        field = ReasonField(self._look)
        field.textChanged.connect(lambda _: self.changed.emit())
        label.setBuddy(field)
        inside.addWidget(label)
        inside.addWidget(field)
        self.fields[one.box], self._rows[one.box], self._labels[one.box] = field, row, label
        return row

    def _label(self, one: BoxRow) -> None:
        words = self._texts.say(
            "{box}: {variance}. Why?",
            box=one.place,
            variance=speak_variance(self._texts, one.variance or 0),
        )
        self._labels[one.box].say(words)
        self.fields[one.box].setAccessibleName(words)


class ReasonField(QLineEdit):
    """A reason in a sentence or two; Enter and the arrows go on and back.

    A reason that is offered stands grey in the empty field, and Enter takes it.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._offer = ""
        self.following: QWidget | None = None
        self.setFont(look.font("body"))
        self.setMaxLength(LONGEST_TEXT)
        self.setMinimumHeight(look.size("field"))
        self.setTextMargins(look.px(6), 0, look.px(6), 0)

    def went_on(self) -> bool:
        """Go to what follows here, where that is known and open."""
        if self.following is None or not self.following.isEnabled():
            return False
        self.following.setFocus()
        return True

    def show_offer(self, offer: str, otherwise: str = "") -> None:
        """Offer a reason, or say what is asked for."""
        self._offer = offer
        self.setPlaceholderText(offer or otherwise)
        self.setAccessibleDescription(offer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from field to field."""
        if event.key() in _ENTER and not self.text().strip() and self._offer:
            self.setText(self._offer)
        elif event.key() in (*_ENTER, Qt.Key.Key_Down):
            if not self.went_on():
                self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class SumsPanel(Panel):
    """What the boxes come to so far."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Totals for now"))
        self._texts = texts
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space("l"))
        grid.setVerticalSpacing(look.space("xs"))
        grid.setColumnStretch(0, 1)
        self._figures: list[Words] = []
        names = (
            texts.say("Accounts settled"),
            texts.say("Papers counted"),
            texts.say("Sum of variances"),
        )
        for n, name in enumerate(names):
            grid.addWidget(Rule(look), 2 * n, 0, 1, 2)
            grid.addWidget(Words(look, name, wrap=True), 2 * n + 1, 0)
            figure = Words(look, "", "figureStrong" if n == 1 else "figure")
            self._figures.append(figure)
            grid.addWidget(figure, 2 * n + 1, 1, _RIGHT)
        self.body.addLayout(grid)
        blind = texts.say("A box counts here once both entries of its account agree.")
        self.body.addWidget(Rule(look))
        self.body.addWidget(Words(look, blind, "body", "muted", wrap=True))

    def show_sums(self, state: ContestState) -> None:
        """Show the sums of the boxes that are in."""
        texts, now = self._texts, sums(state)
        boxes = texts.say(
            "{boxes_in} of {boxes}",
            boxes_in=texts.figure(now.boxes_in),
            boxes=texts.figure(now.boxes),
        )
        shown = (boxes, texts.figure(now.counted), say_variance(texts, now.variance))
        for words, figure in zip(self._figures, shown, strict=True):
            words.say(figure)


class StatementPanel(Panel):
    """What the checks say of the accounts, or the statement once it is signed."""

    def __init__(self, desk: Desk, state: ContestState) -> None:
        look, texts = desk.look, desk.texts
        super().__init__(look, texts.say("Statement as to verification"))
        if state.verification is None:
            self._add_checks(desk, state)
        else:
            self._add_signed(look, texts, desk, state)
        self.body.addStretch(1)

    def _add_checks(self, desk: Desk, state: ContestState) -> None:
        look, texts = desk.look, desk.texts
        rows = [
            FindingRow(found.severity, texts.say("Must be settled"), said, found.code)
            for found in account_findings(desk.count, state)
            for said in (say_check(texts, found),)
        ]
        if rows:
            findings = Findings(look)
            findings.show_findings(rows)
            self.body.addWidget(findings)
        said = texts.say(
            "The papers counted are the papers verified. An officer signs when every box is in "
            "and each that varies has its reason; then the count sheets can be keyed."
        )
        self.body.addWidget(Words(look, said, wrap=True))
        self._add_history(look, statement_of(texts, desk.count, state))

    def _add_figures(self, look: Look, texts: Texts, statement: Statement) -> None:
        """Show the verified figure of each box, the postal papers among them, and the total."""
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(look.space("m"))
        grid.setVerticalSpacing(look.space("xs"))
        sums = (
            (texts.say("Postal papers among them"), statement.postal, "figure"),
            (texts.say("Verified ballot papers"), statement.total, "figureLarge"),
        )
        boxes = [(line.place, line.verified, "figure") for line in statement.lines]
        for at, (name, figure, kind) in enumerate((*boxes, *sums)):
            grid.addWidget(Rule(look), 2 * at, 0, 1, 2)
            grid.addWidget(Words(look, name, wrap=True), 2 * at + 1, 0)
            grid.addWidget(Words(look, say_known(texts, figure), kind), 2 * at + 1, 1, _RIGHT)
        self.body.addLayout(grid)
        for line in statement.lines:
            if line.variance:
                self.body.addWidget(Rule(look))
                name = f"{line.place}: {speak_variance(texts, line.variance)}"
                self.body.addWidget(Words(look, name, "strong", wrap=True))
                self.body.addWidget(Words(look, line.reason, "body", "muted", wrap=True))
        self._add_history(look, statement)

    def _add_history(self, look: Look, statement: Statement) -> None:
        """Say what was found or wandered, and what the versions before had."""
        for said in (*statement.found, *statement.moved, *statement.earlier):
            self.body.addWidget(Rule(look))
            self.body.addWidget(Words(look, said, "body", "muted", wrap=True))

    def _add_signed(self, look: Look, texts: Texts, desk: Desk, state: ContestState) -> None:
        signed = state.verification
        if signed is None:
            return
        self.head.addWidget(
            Words(look, texts.say("Version {number}", number=signed.version), "strong")
        )
        self._add_figures(look, texts, statement_of(texts, desk.count, state))
        strip = Strip(look, "success")
        mark = IconBox(look, "circle-check", "success", 20)
        strip.row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(look, _say_signed(desk, signed), "strong", wrap=True))
        words.addWidget(Words(look, say_next(texts, state), wrap=True))
        strip.row.addLayout(words, 1)
        self.body.addSpacing(look.space("xs"))
        self.body.addWidget(strip)


def _say_signed(desk: Desk, signed: VerificationSigned) -> str:
    """Say who signed the statement, and when, as far as the log can be read."""
    found = recorded_in(desk.station.path, VerificationSigned, contest=signed.contest)
    named = {person: desk.name_of(person) for person in desk.count.people}
    return say_signing(desk.texts, [one for _, one in found], signed.version, named)
