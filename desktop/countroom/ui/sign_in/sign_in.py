"""Signing in, and choosing six digits for the next turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from countroom.texts import say_refusal
from countroom.ui.parts import Overlay, Words
from countroom.ui.place import BOARD
from countroom.ui.sign_in.people import WhoAndSecret

if TYPE_CHECKING:
    from countroom.ui.desk import Desk

_PIN_DIGITS = 6


class SignIn(Overlay):
    """Lets a person take their place; it goes by itself when they have."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(desk.look, over, desk.texts.say("Who takes the keys?"))
        self._desk = desk
        self._from = desk.place
        self.who = WhoAndSecret(desk, desk.people())
        self.body.addWidget(self.who)
        self.who.given.connect(self._try)
        self.pin: QLineEdit | None = None

    def begin(self) -> None:
        """Show it with the list in focus."""
        self.open(self.who.people)

    def _try(self) -> None:
        person, secret = self.who.people.chosen, self.who.secret.text()
        if person is None:
            return
        by_pin = self._desk.station.pins.has(person) and secret.isdigit()
        refusal = self._desk.sign_in(person, secret)
        if refusal is not None:
            self.who.refuse(say_refusal(self._desk.texts, refusal))
            return
        signed_in = self._desk.person
        pins = self._desk.station.pins
        if signed_in and not by_pin and not pins.has(person) and pins.may_have(signed_in.roles):
            self._offer_pin()
        else:
            self._begin_work()

    def _begin_work(self) -> None:
        """Go away; whoever takes a turn at a sheet gets at once what waits for them."""
        desk, left = self._desk, self._from
        self.leave()
        if desk.place == BOARD:  # the one before them would go on where they were
            from countroom.ui.turns import after_hand_over  # noqa: PLC0415 - then only

            place = after_hand_over(desk, left)
            if place is not None:
                desk.go(place)

    def _offer_pin(self) -> None:
        look, say = self._desk.look, self._desk.texts.say
        self.who.hide()
        self.panel.title.say(say("Six digits for your next turn?"))
        text = say(
            "They let you take your place at this laptop until the program is closed. "
            "Enter alone goes on without."
        )
        self.body.addWidget(Words(look, text, "body", wrap=True))
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(_PIN_DIGITS)
        self.pin.setFont(look.font("figure"))
        self.pin.setMinimumHeight(look.px(34))
        self.pin.setAccessibleName(say("PIN of six digits"))
        self.body.addWidget(self.pin)
        self._trouble = Words(look, "", "body", "danger", wrap=True)
        self.body.addWidget(self._trouble)
        self.pin.returnPressed.connect(self._keep_pin)
        self.pin.show()
        self.pin.setFocus()

    def _keep_pin(self) -> None:
        digits = self.pin.text() if self.pin else ""
        if not digits:
            self._begin_work()
            return
        refusal = self._desk.choose_pin(digits)
        if refusal is None:
            self._begin_work()
            return
        sentence = say_refusal(self._desk.texts, refusal)
        self._trouble.say(sentence)
        if self.pin:
            self.pin.setAccessibleDescription(sentence)
            self.pin.clear()
