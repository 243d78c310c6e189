"""The acts of the page, each by its key; a closed one says why below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from countroom.ui.parts import Button, Panel, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.texts import Texts
    from countroom.ui.look import Look


class Deeds(Panel):
    """Buttons by name; ``wanted`` says which was pressed. The first is the primary one."""

    wanted = Signal(str)

    def __init__(self, look: Look, texts: Texts, deeds: Iterable[tuple[str, str, str]]) -> None:
        super().__init__(look, texts.say("Papers and sheets"))
        self._look = look
        self.buttons: dict[str, Button] = {}
        self.whys: dict[str, Words] = {}
        for name, key, words in deeds:
            self._add(name, key, words, primary=not self.buttons)
        self.body.addStretch(1)

    def show_whys(self, whys: Mapping[str, str]) -> None:
        """Open and close the buttons; one reason that holds for several in a row is said once."""
        names = [name for name in self.buttons if name in whys]
        for name, button in self.buttons.items():
            button.setVisible(name in whys)
            if name not in whys:
                self.whys[name].hide()
        for name, following in zip(names, [*names[1:], ""], strict=True):
            why = whys[name]
            self.buttons[name].close_for(why)
            self.whys[name].say(why)
            self.whys[name].setVisible(bool(why) and whys.get(following) != why)

    def _add(self, name: str, key: str, words: str, *, primary: bool) -> None:
        button = Button(self._look, words, key, primary=primary)
        button.clicked.connect(lambda: self.wanted.emit(name))
        why = Words(self._look, "", "caption", wrap=True)
        why.setContentsMargins(5, 0, 5, self._look.space("xs"))
        why.hide()
        self.buttons[name], self.whys[name] = button, why
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(why)


class NumberPanel(Panel):
    """The number that a sheet was given, large enough to be copied onto it."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Write this on the sheet"))
        self._texts = texts
        self.number = Words(look, "", "display")
        self.about = Words(look, "", "body", "muted", wrap=True)
        self.body.addWidget(self.number)
        self.body.addWidget(self.about)
        self.hide()

    def show_number(self, number: str, about: str) -> None:
        """Show it until something else is done."""
        self.number.say(number)
        self.number.setAccessibleName(f"{self.title.text()}: {number}")
        self.about.say(about)
        self.show()
