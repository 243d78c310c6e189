"""Papers moved between contests, over the page: out of which box, into which, how many, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from countroom.app.screens.transfers import holders, likely_box, likely_target, read_transfer
from countroom.domain import commands as do
from countroom.domain.identifiers import BoxId, ContestId, PersonId
from countroom.domain.refusals import Refusal
from countroom.ui.accounts.statement import ReasonField
from countroom.ui.parts import Act, Button, Overlay, Rule, Words
from countroom.ui.parts.choices import Choice, Pick
from countroom.ui.parts.figure_field import FigureField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.domain.hall import Transfer
    from countroom.ui.desk import Desk

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class MovePapers(Overlay):
    """Asks where papers lay and where they belong; ``given`` is the command. Esc leaves."""

    given = Signal(object)

    def __init__(self, desk: Desk, over: QWidget, contest: ContestId, box: BoxId) -> None:
        look, texts = desk.look, desk.texts
        super().__init__(look, over, texts.say("Papers in a box of another ward"), 640)
        self._desk = desk
        self._holders = holders(texts, desk.count, contest)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(look.space("m"))
        self._grid.setVerticalSpacing(look.space("s"))
        say = texts.say
        self.source = self._pick(say("They lay in a box of"))
        self.source_box = self._pick(say("Box they lay in"))
        self.target = self._pick(say("They are papers of"))
        self.target_box = self._pick(say("Box they belong to"))
        self.papers = FigureField(look, say("Papers"))
        self._row(say("Papers"), self.papers)
        self.aside = Choice(look, say("Set aside before the box was counted"))
        self.counted = Choice(look, say("Counted with the box they lay in"))
        self._choices = QButtonGroup(self)
        for choice in (self.aside, self.counted):
            self._choices.addButton(choice)
        self.aside.setChecked(True)
        self._row(say("They were"), self.aside)
        self._grid.addWidget(self.counted, self._grid.rowCount(), 1, _LEFT)
        self.reason = ReasonField(look)
        self.reason.setAccessibleName(say("Who found them, and when"))
        self._row(say("Who found them, and when"), self.reason)
        self.body.addLayout(self._grid)
        keeps = say(
            "Both accounts stay exact. A statement signed of either ward lapses, and its "
            "next version shows both figures."
        )
        self.body.addWidget(Words(look, keeps, "caption", "muted", wrap=True))
        self.body.addWidget(Rule(look))
        self.act = Act(look, Button(look, say("Move the papers"), primary=True))
        self.body.addWidget(self.act)
        self._fill(contest, box)
        self._listen()
        self.think()

    def begin(self) -> None:
        """Show it with the number of papers lit: the rest is likely right."""
        self.open(self.papers)

    def think(self) -> None:
        """Say what opens the act."""
        command = self._command()
        why = self._desk.texts.say("Type how many papers.")
        self.act.show_why(why if command is None else self._desk.why_not(command))

    def _fill(self, contest: ContestId, box: BoxId) -> None:
        for one in self._holders:
            self.source.addItem(one.area, one.contest)
        self.source.setCurrentIndex(self.source.findData(contest))
        self._show_boxes(self.source, self.source_box, box)
        self._show_targets()

    def _listen(self) -> None:
        self.source.currentIndexChanged.connect(self._source_chosen)
        self.source_box.currentIndexChanged.connect(self.think)
        self.target.currentIndexChanged.connect(self._target_chosen)
        self.target_box.currentIndexChanged.connect(self.think)
        self.papers.textChanged.connect(self.think)
        self.papers.went_on.connect(lambda _enter: self._chosen().setFocus())
        self.reason.textChanged.connect(self.think)
        self.act.button.clicked.connect(self._give)
        for choice in (self.aside, self.counted):
            choice.toggled.connect(self.think)
            choice.entered.connect(self.reason.setFocus)

    def _chosen(self) -> Choice:
        return self.counted if self.counted.isChecked() else self.aside

    def _source_chosen(self) -> None:
        self._show_boxes(self.source, self.source_box, None)
        self._show_targets()
        self.think()

    def _show_targets(self) -> None:
        """Offer every other contest, the likely one chosen."""
        source = ContestId(str(self.source.currentData()))
        box = BoxId(str(self.source_box.currentData()))
        self.target.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.target.clear()
        for one in self._holders:
            if one.contest != source:
                self.target.addItem(one.area, one.contest)
        likely = likely_target(self._holders, source, box)
        if likely is not None:
            self.target.setCurrentIndex(self.target.findData(likely.contest))
        self.target.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._target_chosen()

    def _target_chosen(self) -> None:
        contest = self.target.currentData()
        target = next((one for one in self._holders if one.contest == contest), None)
        lay_in = BoxId(str(self.source_box.currentData()))
        likely = likely_box(target, lay_in) if target is not None else None
        self._show_boxes(self.target, self.target_box, likely)
        self.think()

    def _show_boxes(self, contest: Pick, boxes: Pick, chosen: BoxId | None) -> None:
        boxes.blockSignals(True)  # noqa: FBT003 - Qt's signature
        boxes.clear()
        for box, name in self._boxes_of(contest.currentData()):
            boxes.addItem(name, box)
        if chosen is not None:
            boxes.setCurrentIndex(max(0, boxes.findData(chosen)))
        boxes.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _boxes_of(self, contest: object) -> Iterable[tuple[BoxId, str]]:
        return next((one.boxes for one in self._holders if one.contest == contest), ())

    def _read(self) -> Transfer | Refusal:
        source = ContestId(str(self.source.currentData())), BoxId(self._data(self.source_box))
        target = ContestId(str(self.target.currentData())), BoxId(self._data(self.target_box))
        return read_transfer(source, target, self.papers.text(), counted=self.counted.isChecked())

    def _data(self, pick: Pick) -> str:
        return str(pick.currentData() or "")

    def _command(self) -> do.TransferPapers | None:
        read = self._read()
        if isinstance(read, Refusal):
            return None
        person = self._desk.person
        by = person.id if person else PersonId("")
        return do.TransferPapers(by, read, self.reason.text().strip())

    def _give(self) -> None:
        command = self._command()
        if command is not None and not self._desk.why_not(command):
            self.leave()
            self.given.emit(command)

    def _pick(self, name: str) -> Pick:
        pick = Pick(self._desk.look)
        pick.setAccessibleName(name)
        self._row(name, pick)
        return pick

    def _row(self, name: str, field: QWidget) -> None:
        at = self._grid.rowCount()
        words = Words(self._desk.look, name, wrap=True)
        self._grid.addWidget(words, at, 0)
        if isinstance(field, FigureField | Choice):
            self._grid.addWidget(field, at, 1, _LEFT)
        else:
            self._grid.addWidget(field, at, 1)
