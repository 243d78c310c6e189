"""How setting up ended: everything to mend in the source, or where everything is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from countroom.app.screens.new_count import made_facts, say_fault_of_set_up
from countroom.ui.parts import Button, IconBox, Panel, Rule, Strip, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.new_count import Made
    from countroom.app.sources import SourceFault
    from countroom.texts import Texts
    from countroom.ui.look import Look


class ToMend(Panel):
    """Every bad row at once; ``again`` reads the source anew, ``back`` goes to the choices."""

    again = Signal()
    back = Signal()

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("To mend in the source"))
        self._texts = texts
        self.sentence = Words(look, "", "body", wrap=True)
        self.body.addWidget(self.sentence)
        self.rows = QPlainTextEdit()
        self.rows.setReadOnly(True)
        self.rows.setFont(look.font("body"))
        self.rows.setFrameShape(QFrame.Shape.StyledPanel)
        self.rows.setTabChangesFocus(True)
        self.rows.setAccessibleName(texts.say("To mend in the source"))
        self.body.addWidget(self.rows, 1)
        self.read_again = Button(
            look, texts.say("Read the source again"), "F5", primary=True, large=True
        )
        self.read_again.clicked.connect(self.again)
        choices = Button(look, texts.say("Back to the choices"), "Esc", large=True)
        choices.clicked.connect(self.back)
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        row.setSpacing(look.px(11))
        row.addWidget(self.read_again)
        row.addWidget(choices)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_faults(self, faults: Sequence[SourceFault]) -> None:
        """List them, one a line, so that they can be copied."""
        self.sentence.say(
            self._texts.count(
                "Nothing was set up: {n} place in the source has to be mended first.",
                "Nothing was set up: {n} places in the source have to be mended first.",
                len(faults),
            )
        )
        self.rows.setPlainText("\n".join(say_fault_of_set_up(self._texts, one) for one in faults))
        self.read_again.setFocus(Qt.FocusReason.OtherFocusReason)


class Ready(Panel):
    """Where the count file is, and what lies beside it; ``opened`` opens it."""

    opened = Signal()

    def __init__(self, look: Look, texts: Texts, made: Made) -> None:
        super().__init__(look, texts.say("The count is set up"))
        strip = Strip(look, "success")
        strip.row.addWidget(IconBox(look, "circle-check", "success", 20))
        sentence = texts.count(
            "{path}: {n} contest set up, to be proven against the ballot paper.",
            "{path}: {n} contests set up, to be proven against the ballot papers.",
            made.contests,
            path=made.path.name,
        )
        strip.row.addWidget(Words(look, sentence, "strong", wrap=True), 1)
        self.body.addWidget(strip)
        self.body.addSpacing(look.space("s"))
        for fact in made_facts(texts, made):
            row = QHBoxLayout()
            row.setContentsMargins(0, look.px(6), 0, look.px(6))
            row.setSpacing(look.space("m"))
            row.addWidget(IconBox(look, fact.icon, "text", 20), 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(look.px(2))
            words.addWidget(Words(look, fact.name, "strong"))
            path = Words(look, fact.path, "body", wrap=True)
            path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(path)
            words.addWidget(Words(look, fact.advice, "caption", "muted", wrap=True))
            row.addLayout(words, 1)
            self.body.addLayout(row)
            self.body.addWidget(Rule(look))
        self.body.addStretch(1)
        self.open = Button(look, texts.say("Open the count"), primary=True, large=True)
        self.open.clicked.connect(self.opened)
        foot = QHBoxLayout()
        foot.setContentsMargins(5, 5, 5, 5)
        foot.addWidget(self.open)
        foot.addStretch(1)
        self.body.addLayout(foot)
