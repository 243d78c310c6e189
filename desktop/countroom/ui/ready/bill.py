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

_SHOWN = 8
"""So many contests stand on the screen, the dearest first."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BillPanel(Panel):
    """What the keying costs; a last sheet too late is red, and words say so too."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("The bill of keying"))
        self._look, self._texts = look, texts
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
        self.body.addWidget(Words(look, say("Contest by contest"), "strong"))
        self.wards = QGridLayout()
        self.wards.setContentsMargins(0, 0, 0, 0)
        self.wards.setHorizontalSpacing(look.space("m"))
        self.wards.setVerticalSpacing(look.space("xxs"))
        self.wards.setColumnStretch(0, 1)
        for column, head in enumerate((say("Sheets"), say("Keys"), say("Minutes")), 1):
            self.wards.addWidget(Words(look, head, "caption", "muted"), 0, column, _RIGHT)
        self._wards: list[tuple[Words, ...]] = []
        self.body.addLayout(self.wards)
        self.more = Words(look, "", "caption", "muted", wrap=True)
        self.body.addWidget(self.more)
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
        self._show_wards(view)
        late = sum(row.late for row in view.rows)
        self.expected.say(self._say_expected(view, late))

    def _show_wards(self, view: BillView) -> None:
        """Show what the dearest contests cost; lines left over are hidden."""
        look, texts = self._look, self._texts
        shown, more = view.wards[:_SHOWN], len(view.wards) - _SHOWN
        self.more.setVisible(more > 0)
        self.more.say(
            texts.count(
                "{n} more contest on the printed plan.",
                "{n} more contests on the printed plan.",
                max(more, 0),
            )
        )
        while len(self._wards) < len(shown):
            area = Words(look, "", "body", wrap=True)
            line = (area, *(Words(look, "", "body") for _ in range(3)))
            self.wards.addWidget(area, len(self._wards) + 1, 0)
            for column, words in enumerate(line[1:], 1):
                self.wards.addWidget(words, len(self._wards) + 1, column, _RIGHT)
            self._wards.append(line)
        for at, line in enumerate(self._wards):
            for words in line:
                words.setVisible(at < len(shown))
        for line, row in zip(self._wards, shown, strict=False):
            bill = row.bill
            line[0].say(row.area)
            for words, n in zip(
                line[1:], (bill.sheets, bill.keystrokes, bill.minutes(1)), strict=True
            ):
                words.say(texts.figure(n))

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
