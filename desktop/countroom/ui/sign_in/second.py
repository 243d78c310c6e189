"""A second person signs at the same laptop; the first one stays signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.refusals import Refusal
from countroom.texts import say_refusal
from countroom.ui.parts import Overlay, Words
from countroom.ui.sign_in.people import WhoAndSecret

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from countroom.app.station import Hand
    from countroom.domain.people import Role
    from countroom.ui.desk import Desk


class SecondPerson(Overlay):
    """Asks for somebody else with one of the roles; ``then`` gets their hand."""

    def __init__(
        self,
        desk: Desk,
        over: QWidget,
        why: str,
        roles: tuple[Role, ...],
        then: Callable[[Hand], None],
    ) -> None:
        super().__init__(desk.look, over, desk.texts.say("A second person signs"))
        self._desk, self._then = desk, then
        self.body.addWidget(Words(desk.look, why, "body", wrap=True))
        first = desk.person.id if desk.person else None
        others = [one for one in desk.people() if one.id != first and set(one.roles) & set(roles)]
        self.who = WhoAndSecret(desk, others)
        self.body.addWidget(self.who)
        self.who.given.connect(self._try)

    def begin(self) -> None:
        """Show it with the list in focus."""
        self.open(self.who.people)

    def _try(self) -> None:
        person = self.who.people.chosen
        if person is None:
            return
        # By passphrase always: a second signature settles, clears or proves.
        hand = self._desk.hand_of(person, self.who.secret.text())
        if isinstance(hand, Refusal):
            self.who.refuse(say_refusal(self._desk.texts, hand))
            return
        self.leave()
        self._then(hand)
