"""The postal ledger of a contest: who has spoken, what was opened, and the signature at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from countroom.app.log_times import recorded_in
from countroom.app.screens.postal import ledger_of, say_signed
from countroom.app.screens.way import may_do, next_step, say_step, step_for
from countroom.domain import commands as do
from countroom.domain.events import PostalClosed
from countroom.domain.hall import Packets, PostalSession
from countroom.domain.identifiers import BoxId, PersonId
from countroom.ui.parts import Act, Button, Hint, IconBox, Panel, Rule, Strip, Words
from countroom.ui.parts.bounded import Bounded
from countroom.ui.parts.scrolled import share_height, side_column
from countroom.ui.place import Place
from countroom.ui.postal.packets import PacketFields
from countroom.ui.postal.reopen import Why
from countroom.ui.postal.session import SessionSheet
from countroom.ui.postal.side import BoxSums, Sessions
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from countroom.app.screens.postal import Ledger
    from countroom.app.screens.step import Step
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk


class PostalPage(Page):
    """The postal votes of the contest of ``place``."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("a postal ledger is that of a contest")
        self.contest = place.contest
        look, texts = desk.look, desk.texts
        self.sheet: SessionSheet | None = None
        self._shown: object = None
        ledger = ledger_of(texts, self._state)
        self.panel = Panel(look, texts.say("Packets handed in at the stations"))
        self.packets = PacketFields(look, texts, ledger.stations)
        self.waits = Strip(look, "info")
        self._mark = IconBox(look, "info", "info", 20)
        self._says = Words(look, "", wrap=True)
        self.reopen = Why(
            look,
            texts.say("Why is the postal ledger opened again?"),
            texts.say("A statement signed before lapses. It is signed anew once all is in."),
            texts.say("Reopen the ledger"),
        )
        self.take_back = Why(
            look,
            texts.say("Why is the last opening session taken back?"),
            texts.say("Its papers leave the sum of their box. Record it anew as it was."),
            texts.say("Take the session back"),
        )
        self.close_it = Act(
            look, Button(look, texts.say("Close the postal ledger"), "F8", primary=True)
        )
        self.session = Button(look, texts.say("Opening session"), "F6")
        self.open_again = Button(look, texts.say("Reopen"), "F9")
        self.boxes = BoxSums(look, texts)
        self.sessions = Sessions(look, texts)
        self._lay_out()
        self._listen()
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward and its state."""
        texts, state = self.desk.texts, self._state
        step = next_step(self.desk.count, state)
        return Heading(state.contest.area, step.state, texts.say("Postal ledger"))

    def refresh(self) -> None:
        """Show the ledger as it is now; what is being typed stays."""
        ledger = ledger_of(self.desk.texts, self._state)
        self.packets.show_lines(ledger.stations, closed=ledger.closed)
        note = self.desk.texts.count("{n} packet accepted", "{n} packets accepted", ledger.packets)
        self.panel.note.say(note)
        self.panel.note.setVisible(bool(ledger.stations))
        if ledger != self._shown:
            self._shown = ledger
            self.boxes.show_ledger(ledger)
            self.sessions.show_ledger(ledger)
            self._show_where(ledger)
        self._show_why(ledger)

    def first_focus(self) -> QWidget | None:
        """Start at the first station that has not spoken, then at what is open."""
        silent = self.packets.first_silent()
        if silent is not None and not self._state.postal.closed:
            return silent
        for button in (self.close_it.button, self.session, self.open_again):
            if button.isEnabled() and button.isVisibleTo(self):
                return button
        return self.packets.first()

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the ledger."""
        say = self.desk.texts.say
        return [Hint("Enter", say("next; empty is nil")), *(hint for hint, _ in self.acts)][:4]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height where the side goes below."""
        super().resizeEvent(event)
        share_height(self.columns)

    # How it is laid out.

    def _lay_out(self) -> None:
        look, body = self.desk.look, self.panel.body
        content = QWidget()
        inside = QHBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.packets, 0, Qt.AlignmentFlag.AlignTop)
        body.setSpacing(look.space("s"))
        body.addWidget(Bounded(look, content), 1)
        self.waits.row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.waits.row.addWidget(self._says, 1)
        body.addWidget(self.waits)
        body.addWidget(self.reopen)
        body.addWidget(self.take_back)
        body.addWidget(Rule(look))
        acts = QHBoxLayout()
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(look.space("m"))
        acts.addWidget(self.close_it, 1)
        acts.addWidget(self.session, 0, Qt.AlignmentFlag.AlignVCenter)
        acts.addWidget(self.open_again, 0, Qt.AlignmentFlag.AlignVCenter)
        body.addLayout(acts)
        self.main.addWidget(self.panel)
        self.side.addWidget(side_column(look, self.boxes, self.sessions))

    def _listen(self) -> None:
        say = self.desk.texts.say
        self.packets.said.connect(self._record)
        self.packets.strange.connect(self._strange)
        self.packets.done.connect(self._focus_on)
        for row in self.packets.rows.values():
            for field in (row.accepted, row.rejected):
                field.strange.connect(lambda box=row.box: self._strange(box))
        self.close_it.button.clicked.connect(self._close)
        self.session.clicked.connect(self._ask_session)
        self.open_again.clicked.connect(self._ask_reopen)
        self.reopen.given.connect(self._reopen)
        self.reopen.changed.connect(lambda: self._show_why(ledger_of(self.desk.texts, self._state)))
        self.take_back.given.connect(lambda reason: self.desk.do(self._taking_back(reason)))
        self.take_back.changed.connect(
            lambda: self.take_back.act.show_why(
                self.desk.why_not(self._taking_back(self.take_back.field.text()))
            )
        )
        self.key("F6", say("session"), self._ask_session)
        self.key("F8", say("close"), self._close)
        self.key("F9", say("reopen"), self._ask_reopen)
        self.key("F7", say("take a session back"), self._ask_back)

    # What it says.

    def _show_where(self, ledger: Ledger) -> None:
        """Say what the ledger waits for, or who closed it and when."""
        if not ledger.closed:
            self.waits.turn("info")
            self._mark.show_icon("info", "info", 20)
            self._says.say(ledger.waits)
            return
        self.waits.turn("success")
        self._mark.show_icon("circle-check", "success", 20)
        found = recorded_in(self.desk.station.path, PostalClosed, contest=self.contest)
        named = {person: self.desk.name_of(person) for person in self.desk.count.people}
        said = say_signed(self.desk.texts, (one for _, one in found), named)
        self._says.say(said or self.desk.texts.say("The postal ledger is closed."))

    def _show_why(self, ledger: Ledger) -> None:
        desk, closed = self.desk, ledger.closed
        self.session.setVisible(not closed)
        self.open_again.setVisible(closed)
        self.session.close_for(desk.why_not(self._holding(_PROBE)))
        self.open_again.close_for(desk.why_not(self._reopening("-")))
        self.reopen.act.show_why(desk.why_not(self._reopening(self.reopen.field.text())))
        if closed:
            self._show_next()
        else:
            self.close_it.button.relabel(desk.texts.say("Close the postal ledger"))
            self.close_it.show_why(self._why_not_close(ledger))

    def _why_not_close(self, ledger: Ledger) -> str:
        """Say what opens the button; who has not spoken stands above it by name."""
        why = self.desk.why_not(do.ClosePostal(self._by, self.contest))
        if why and ledger.gap:
            return self.desk.texts.say(
                "Opens when every station has spoken and every postal box had its session."
            )
        return why

    def _show_next(self) -> None:
        """Lead on to what comes after, once the ledger is closed; a box is named beside."""
        texts, step = self.desk.texts, self._next()
        said = say_step(texts, step)
        self.close_it.button.relabel(said if step.box is None else texts.say("Go on"))
        person = self.desk.count.people.get(self._by)
        may = person is not None and may_do(step, person.roles, person.key)
        self.close_it.show_why("" if may else texts.say("This is for somebody else."))
        if may and step.box is not None:
            self.close_it.why.say(said)

    # What is done.

    def _record(self, box: str, accepted: str, rejected: str) -> None:
        packets = {BoxId(box): Packets(int(accepted), int(rejected))}
        command = do.RecordPackets(self._by, self.contest, packets)
        why = self.desk.why_not(command)
        if why:
            self.desk.notice(why)
            self.packets.rows[BoxId(box)].spoken = BoxId(box) in self._state.postal.packets
            return
        self.desk.notice("")
        self.desk.do(command)
        self.packets.go_on(BoxId(box))

    def _strange(self, box: str) -> None:
        place = self.packets.rows[BoxId(box)].place.text()
        self.desk.notice(
            self.desk.texts.say("{place}: type figures only, or nothing for nil.", place=place)
        )

    def _ask_session(self) -> None:
        """Open the sheet for a session, or say why not."""
        why = self.desk.why_not(self._holding(_PROBE))
        if why or self.sheet is not None or not self.session.isVisible():
            if why:
                self.desk.notice(why)
            return
        self.sheet = SessionSheet(self.desk, self, self._state, self._holding)
        self.sheet.given.connect(self._hold)
        self.sheet.left.connect(self._left)
        self.sheet.begin()

    def _left(self) -> None:
        self.sheet = None

    def _hold(self, session: PostalSession) -> None:
        self.desk.do(self._holding(session), lambda _: self._focus_on())

    def _close(self) -> None:
        """Close the ledger, or go on where it is closed."""
        if self._state.postal.closed:
            step = self._next()
            if self.close_it.button.isEnabled():
                self.desk.go(Place(step.page, self.contest, step.sheet, step.entry))
            return
        command = do.ClosePostal(self._by, self.contest)
        why = self.desk.why_not(command)
        if why:
            self.desk.notice(why)
        else:
            self.desk.do(command, lambda _: self._focus_on())

    def _ask_reopen(self) -> None:
        why = self.desk.why_not(self._reopening("-"))
        if why:
            self.desk.notice(why)
        else:
            self.reopen.ask()

    def _ask_back(self) -> None:
        """Ask why the last session is taken back; earlier ones come to it one by one."""
        why = self.desk.why_not(self._taking_back("-"))
        if why:
            self.desk.notice(why)
        else:
            self.take_back.ask()
            self.take_back.changed.emit()

    def _taking_back(self, reason: str) -> do.TakeBackSession:
        last = len(self._state.postal.sessions)
        return do.TakeBackSession(self._by, self.contest, last, reason)

    def _reopen(self, reason: str) -> None:
        self.desk.do(self._reopening(reason), lambda _: self._focus_on())

    def _focus_on(self) -> None:
        """Put the lamp on what comes next, unless this page is gone already."""
        if not isValid(self):
            return
        self.refresh()
        following = self.first_focus()
        if following is not None:
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _holding(self, session: PostalSession) -> do.HoldPostalSession:
        if session is _PROBE:
            postal = [box.id for box in self._state.contest.boxes if box.kind == "postal"]
            session = PostalSession(0, 0, {}, postal[0] if postal else BoxId(""), 0)
        return do.HoldPostalSession(self._by, self.contest, session)

    def _reopening(self, reason: str) -> do.ReopenPostal:
        return do.ReopenPostal(self._by, self.contest, reason)

    def _next(self) -> Step:
        person = self.desk.count.people.get(self._by)
        if person is None:
            return next_step(self.desk.count, self._state)
        return step_for(self.desk.count, self._state, person.roles, person.key)

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self.contest)

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")


_PROBE = PostalSession(0, 0, {}, BoxId(""), 0)
"""Stands for a session nobody has counted yet, to ask who may hold one."""
