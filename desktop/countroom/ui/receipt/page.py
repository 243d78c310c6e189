"""The receipt of the whole hall: scan a box or type its station, and it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from countroom.app.log_times import recorded_in
from countroom.app.screens import receipt
from countroom.domain import commands as do
from countroom.domain.events import BoxesReceived
from countroom.domain.hall import BoxReceipt
from countroom.domain.identifiers import BoxId, PersonId
from countroom.ui.parts import Act, Button, Hint, Panel, Rule, Words
from countroom.ui.receipt.adding import ask_for_box, tell_added
from countroom.ui.receipt.field import BoxField, BoxNote
from countroom.ui.receipt.lines import ROW, BoxDelegate, LineList, Lines, WardPanel
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.receipt import BoxLine, Came
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import Count
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place
    from countroom.ui.receipt.adding import AddBoxForm


class ReceiptPage(Page):
    """Every station's box once: what is in, what is out. Enter receives with the seal intact."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        look, texts = desk.look, desk.texts
        self._came: dict[BoxId, Came] = {}
        self._read_to = 0
        self._read: object = None
        self._asked: BoxId | None = None
        self._listing = False
        self.panel = Panel(look, texts.say("Boxes in"))
        self.field = BoxField(look, texts.say("Scan a box, or type its station"))
        self.means = Words(look, "", wrap=True)
        self.note = BoxNote(
            look, texts.say("Receive it with this note"), texts.say("Write what you see first.")
        )
        self.back = BoxNote(
            look, texts.say("Take the receipt back"), texts.say("Write the reason first.")
        )
        self.box_lines: Lines[BoxLine] = Lines(lambda line: line.told)
        self.list = LineList(texts.say("Boxes of the stations"))
        self.list.setModel(self.box_lines)
        self.list.setItemDelegate(BoxDelegate(look, texts, self.list))
        self.act = Act(look, Button(look, texts.say("Receive the box"), primary=True))
        self.broken = Button(look, texts.say("Seal not intact"), "F7")
        self.more = Button(look, texts.say("Add a box"), "F4")
        self.adding: AddBoxForm | None = None
        self._lay_out()
        self.wards = WardPanel(look, texts)
        self.side.addWidget(self.wards)
        self._listen()
        self.refresh()

    def heading(self) -> Heading:
        """Say how many are in."""
        texts, of = self.desk.texts, self._receipt
        note = texts.say(
            "{n} of {all} in", n=texts.figure(of.came), all=texts.figure(len(of.lines))
        )
        return Heading(texts.say("Boxes in"), note=note)

    def refresh(self) -> None:
        """Show what came in; what is being typed stays."""
        count = self.desk.count
        self._read_times(count)
        self._receipt = receipt.receipt_of(self.desk.texts, count, self._came)
        self.wards.lines.show_rows(self._receipt.wards)
        self._show_lines()

    def first_focus(self) -> QWidget:
        """Start in the field."""
        return self.field

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the receipt."""
        say = self.desk.texts.say
        broken, back, _more = (hint for hint, _ in self.acts)
        return [Hint("Enter", say("receive")), broken, Hint("↓", say("list")), back]

    # How it is laid out.

    def _lay_out(self) -> None:
        look = self.desk.look
        body = self.panel.body
        body.setSpacing(look.space("s"))
        field = QHBoxLayout()
        field.setContentsMargins(5, 5, 5, 0)
        field.setSpacing(look.space("m"))
        field.addWidget(self.field, 1)
        field.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        body.addLayout(field)
        body.addWidget(self.means)
        body.addWidget(self.note)
        body.addWidget(self.back)
        body.addWidget(self.list, 1)
        body.addWidget(Rule(look))
        acts = QHBoxLayout()
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(look.space("m"))
        acts.addWidget(self.act, 1)
        acts.addWidget(self.broken, 0, Qt.AlignmentFlag.AlignVCenter)
        body.addLayout(acts)
        self.main.addWidget(self.panel)

    def _listen(self) -> None:
        self.field.textChanged.connect(self._show_lines)
        self.field.entered.connect(self._enter)
        self.field.down.connect(self._into_list)
        self.list.opened.connect(self._open)
        self.list.typed.connect(self._type)
        self.list.lit.connect(lambda: self._turn(listing=True))
        self.field.lit.connect(lambda: self._turn(listing=False))
        self.list.over.connect(self.field.setFocus)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_acts())
        self.note.given.connect(self._receive_broken)
        self.note.left.connect(self.field.setFocus)
        self.back.given.connect(self._take_back)
        self.back.left.connect(self.list.setFocus)
        self.act.button.clicked.connect(self._receive_chosen)
        self.broken.clicked.connect(self._ask_seal)
        self.key("F7", self.desk.texts.say("seal not intact"), self._ask_seal)
        self.key("F9", self.desk.texts.say("take the receipt back"), self._ask_back)
        self.more.clicked.connect(self._add)
        self.key("F4", self.desk.texts.say("add a box that was not on the list"), self._add)

    # What it shows.

    def _read_times(self, count: Count) -> None:
        """Ask the log when boxes came in, once for each change."""
        if self._read is count.received:
            return
        self._read = count.received
        found = recorded_in(self.desk.station.path, BoxesReceived, after=self._read_to)
        if found:
            self._read_to = found[-1][0]
        named = {person: self.desk.name_of(person) for person in count.people}
        self._came |= receipt.came_in(self.desk.texts, count, (one for _, one in found), named)

    def _show_lines(self) -> None:
        typed = self.field.text()
        found = set(receipt.find_boxes(self.desk.count, typed))
        lines = [line for line in self._receipt.lines if line.box in found or not found]
        current = self._current()
        self.box_lines.show_rows(lines)
        at = next((n for n, one in enumerate(lines) if current and one.box == current.box), 0)
        self.list.setCurrentIndex(self.box_lines.index(at))
        self._show_acts()

    def _show_acts(self) -> None:
        """Say what Enter does, and what opens the buttons."""
        texts, count, typed = self.desk.texts, self.desk.count, self.field.text()
        self.means.say(receipt.say_typed(texts, count, self._receipt, typed))
        why = self._why_not(self._chosen())
        self.act.show_why(why)
        self.broken.close_for(why)

    def _why_not(self, box: BoxId | None) -> str:
        if box is None:
            return self.desk.texts.say("Scan a box, or choose one that is out.")
        return self.desk.why_not(self._command(box, ""))

    # What is done.

    def _chosen(self) -> BoxId | None:
        """Give the box that the next act is about: the line chosen, or the one typed."""
        if not self._listing:
            return receipt.one_to_receive(self.desk.count, self.field.text())
        line = self._current()
        return line.box if line is not None and line.state == "out" else None

    def _turn(self, *, listing: bool) -> None:
        """Know whether acts are about the list or about what is typed."""
        self._listing = listing
        self._show_acts()

    def _current(self) -> BoxLine | None:
        line: BoxLine | None = self.list.currentIndex().data(ROW)
        return line

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")

    def _command(self, box: BoxId, note: str) -> do.ReceiveBoxes:
        return do.ReceiveBoxes(self._by, (BoxReceipt(box, not note, note),))

    def _enter(self) -> None:
        """Receive what is typed, or say why it is not plain which box that is."""
        texts, count, typed = self.desk.texts, self.desk.count, self.field.text()
        if not typed.strip():
            return
        box = receipt.one_to_receive(count, typed)
        if box is not None:
            self._receive(box)
            return
        found = receipt.find_boxes(count, typed)
        self.desk.notice(receipt.say_found(texts, count, found))
        if len(found) <= 1:
            self.field.selectAll()

    def _open(self, _row: int) -> None:
        line = self._current()
        if line is None:
            return
        if line.state == "out":
            self._receive(line.box)
        else:
            self.desk.notice(line.told, "info")

    def _receive_chosen(self) -> None:
        box = self._chosen()
        if box is not None:
            self._receive(box)

    def _receive(self, box: BoxId, note: str = "") -> None:
        command = self._command(box, note)
        why = self.desk.why_not(command)
        if why:
            self.desk.notice(why)
            return
        self.field.clear()
        self.desk.do(command, lambda _: self._received(box))
        self.field.setFocus()

    def _received(self, box: BoxId) -> None:
        if not isValid(self):
            return
        line = next((one for one in self._receipt.lines if one.box == box), None)
        if line is not None:
            self.desk.notice(line.told, "success")

    def _ask_seal(self) -> None:
        """Ask about the seal of the box that is meant."""
        box = self._chosen()
        why = self._why_not(box)
        if why or box is None:
            self.desk.notice(why)
            return
        self._asked = box
        line = next(one for one in self._receipt.lines if one.box == box)
        say = self.desk.texts.say
        self.note.ask(say("What is wrong with the seal of {box}?", box=line.place))

    def _receive_broken(self, note: str) -> None:
        if self._asked is not None:
            self._receive(self._asked, note)

    def _ask_back(self) -> None:
        """Ask why a box of the list that is in is to be out again."""
        say, line = self.desk.texts.say, self._current()
        if not self._listing or line is None or line.state == "out":
            self.desk.notice(say("Choose in the list a box that is in."))
            return
        why = self.desk.why_not(do.TakeBackReceipt(self._by, line.box, "-"))
        if why:
            self.desk.notice(why)
            return
        self._asked = line.box
        self.back.ask(say("Why is {box} not in after all?", box=line.place))

    def _take_back(self, reason: str) -> None:
        line = next((one for one in self._receipt.lines if one.box == self._asked), None)
        if line is None:
            return
        said = self.desk.texts.say("Receipt taken back: {box} is out.", box=line.place)
        command = do.TakeBackReceipt(self._by, line.box, reason)
        self.desk.do(command, lambda _: self.desk.notice(said, "success"))
        self.field.setFocus()

    def _add(self) -> None:
        lit = self._current() if self._listing else None
        self.adding = ask_for_box(self, lit, self.field.text(), self._added)

    def _added(self, contest: ContestId, label: BoxId) -> None:
        """Have the box that was added ready to be received."""
        if isValid(self):
            self.field.setText(tell_added(self.desk, contest, label))
            self.field.setFocus()

    def _into_list(self) -> None:
        if self.box_lines.rows:
            self.list.setFocus()

    def _type(self, text: str) -> None:
        self.field.setFocus()
        self.field.setText(self.field.text() + text)
