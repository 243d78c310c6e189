"""What is said to call the candidates of a group, ready to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.ui.parts import Panel, Rule, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.running_order import Call
    from countroom.texts import Texts
    from countroom.ui.look import Look


class CallPanel(Panel):
    """The sentences, and under each the names with how they are said."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("To call them, say"))
        self._look, self._texts = look, texts
        self._shown: tuple[Call, ...] | None = None

    def show_calls(self, calls: Sequence[Call]) -> None:
        """Show the call of a group; of none, that nobody is to be called."""
        if self._shown == tuple(calls):
            return
        self._shown = tuple(calls)
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not calls:
            nobody = self._texts.say("Nobody is to be called for this one.")
            self.body.addWidget(Words(self._look, nobody, "body", "muted", wrap=True))
        for at, call in enumerate(calls):
            if at:
                self.body.addWidget(Rule(self._look))
            self._add(call)
        self.body.addStretch(1)

    def _add(self, call: Call) -> None:
        look, say = self._look, self._texts.say
        for sentence in call.said:
            self.body.addWidget(Words(look, sentence, "strong", wrap=True))
        for one in call.candidates:
            self.body.addWidget(Words(look, one.name, "heading", wrap=True))
            if one.how:
                how = say("How it is said: {note}", note=one.how)
                self.body.addWidget(Words(look, how, "body", "muted", wrap=True))
