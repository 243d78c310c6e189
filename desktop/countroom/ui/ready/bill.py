"""The bill of keying: sheets and keystrokes, and when the last sheet is in with 1 to 6 keyers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from countroom.app.screens.ready import MOST_KEYERS
from countroom.ui.parts import IconBox, Panel, Rule, Words

if TYPE_CHECKING:
    from countroom.app.screens.ready import BillView
    from countroom.texts import Texts
    from countroom.ui.look import Look

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BillPanel(Panel):
    """What the keying costs; a last sheet too late is red, and words say so too."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("The bill of keying"))
        self._texts = texts
        say = texts.say
        self.sums = Words(look, "", "strong", wrap=True)
        self.body.addWidget(self.sums)
        self.body.addWidget(Rule(look))
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.space("m"))
        grid.setVerticalSpacing(look.space("xxs"))
        for column, head in enumerate((say("Keyers"), say("Minutes"), say("Last sheet"))):
            grid.addWidget(Words(look, head, "caption", "muted"), 0, column, _RIGHT)
        self._rows: list[tuple[Words, Words, Words, IconBox]] = []
        for n in range(1, MOST_KEYERS + 1):
            keyers = Words(look, texts.figure(n), "body")
            minutes, last = Words(look, "", "strong"), Words(look, "", "body")
            mark = IconBox(look, "triangle-alert", "danger")
            for column, words in enumerate((keyers, minutes, last, mark)):
                grid.addWidget(words, n, column, _RIGHT)
            self._rows.append((keyers, minutes, last, mark))
        grid.setColumnStretch(2, 1)
        self.body.addWidget(self._table)
        self.body.addWidget(Rule(look))
        self.expected = Words(look, "", "body", wrap=True)
        self.body.addWidget(self.expected)
        assumed = say(
            "Both entries, 0.35 s a key and 6 s a sheet, nobody pausing. One keyer needs a second "
            "person for the second entry."
        )
        self.body.addWidget(Words(look, assumed, "caption", "muted", wrap=True))

    def show_bill(self, view: BillView) -> None:
        """Show another bill."""
        texts, bill = self._texts, view.bill
        self.sums.say(
            texts.count(
                "{n} sheet, {keys} keystrokes",
                "{n} sheets, {keys} keystrokes",
                bill.sheets,
                keys=texts.figure(bill.keystrokes),
            )
        )
        self._table.setVisible(bool(view.rows))
        for row, (_, minutes, last, mark) in zip(view.rows, self._rows, strict=False):
            minutes.say(texts.figure(row.minutes))
            last.say(row.last_sheet)
            for words in (minutes, last):
                words.colour("danger" if row.late else "text")
            mark.setVisible(row.late)
            mark.setAccessibleName(texts.say("too late") if row.late else "")
        late = sum(row.late for row in view.rows)
        self.expected.say(self._say_expected(view, late))

    def _say_expected(self, view: BillView, late: int) -> str:
        texts = self._texts
        if not view.expected:
            return texts.say("Nobody said when declarations are expected.")
        if not late:
            return texts.say("In time for the declarations at {time}.", time=view.expected)
        if late == len(view.rows):
            return texts.say(
                "Too late for the declarations at {time} even with {most} keyers: lower the depth.",
                time=view.expected,
                most=MOST_KEYERS,
            )
        return texts.count(
            "Too late for the declarations at {time} with fewer than {n} keyer.",
            "Too late for the declarations at {time} with fewer than {n} keyers.",
            late + 1,
            time=view.expected,
        )
