"""The board: what waits for a person on the left, every contest on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from countroom.app.screens.contests import Tile, Waiting, board, matches
from countroom.app.screens.sheet_number import like_a_number
from countroom.app.screens.way import may_do, steps
from countroom.domain.identifiers import ContestId
from countroom.domain.numbering import read_number
from countroom.ui.contests.gate import GateLine
from countroom.ui.contests.opening import open_contest, reader_at
from countroom.ui.contests.strip import NightStrip
from countroom.ui.contests.tiles import Tiles
from countroom.ui.contests.waiting import WaitingList
from countroom.ui.numbers import Numbers
from countroom.ui.parts import Hint, Panel, Rule, Words
from countroom.ui.parts.contest_rows import Rows
from countroom.ui.place import Place
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from countroom.app.screens.way import Step
    from countroom.ui.desk import Desk

_DENSE_LIST: Final = 300
_SIDE_BY_SIDE: Final = 900


class ContestsPage(Page):
    """Every contest of the count file, and the one that the next key opens."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.hide_side()
        look, texts = desk.look, desk.texts
        self._numbers = Numbers(desk, self)
        self.waiting_rows: Rows[Waiting] = Rows()
        self.tile_rows: Rows[Tile] = Rows()
        self.tiles = Tiles(look, texts, len(desk.count.contests))
        self.waiting = WaitingList(look, texts, self.waiting_rows)
        self.strip = NightStrip(desk, dense=self.tiles.dense)
        self.finder = self.strip.finder
        self.tiles.setModel(self.tile_rows)
        self.panel = self._make_panel()
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.body.setSpacing(look.space("l") - self.tiles.gap // 2)
        # Cells keep half a gap all round for the lamp; what stands beside them does the same.
        half = self.tiles.gap // 2
        self.main.setSpacing(look.space("m") - half)
        edge = look.space("l")
        self.columns.setContentsMargins(edge, look.space("m"), edge - half, look.space("m") - half)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, half, 0, half)
        beside.addWidget(self.panel)
        self.body.addLayout(beside)
        self.body.addWidget(self.tiles, 1)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, half, 0)
        above.setSpacing(look.space("s"))
        above.addWidget(self.strip)
        self.gate = GateLine(look, texts)
        above.addWidget(self.gate)
        self.main.addLayout(above)
        self.main.addLayout(self.body, 1)
        self._listen()
        self.refresh()

    def heading(self) -> Heading:
        """Name the council and the day, or how many elections there are."""
        elections, texts = list(self.desk.count.elections.values()), self.desk.texts
        if len(elections) == 1:
            one = elections[0]
            return Heading(one.council.name, note=texts.day(one.polling_day))
        return Heading(texts.count("{n} election", "{n} elections", len(elections)))

    def refresh(self) -> None:
        """Show the count as it is; the contests chosen stay so."""
        self._board = board(self.desk.texts, self.desk.count, reader_at(self.desk))
        chosen, tile = self.waiting.chosen(), self.tiles.chosen()
        self.strip.show_board(self._board)
        self.gate.show_gate(self._board.gate)
        self.waiting_rows.show(self._board.waiting)
        self.waiting.fit()
        self.waiting.choose(self.waiting_rows, chosen)
        self._filter(tile)
        self._urgent.say(self.desk.texts.figure(self._board.urgent))
        self._nothing.setVisible(not self._board.waiting)
        self.waiting.setVisible(bool(self._board.waiting))

    def first_focus(self) -> QWidget:
        """Start on the first that waits, or on the contests where nothing does."""
        return self.waiting if self._board.waiting else self.tiles

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the board."""
        say = self.desk.texts.say
        return (
            Hint("Enter", say("open")),
            Hint("F6", say("next that waits")),
            Hint("/", say("find")),
            Hint("F11", say("agents' questions")),
        )

    def open(self, contest: ContestId) -> None:
        """Go to where this person does the next step of a contest, or may look at it."""
        sheet = self._of_sheet(contest)
        if sheet is not None:
            self.desk.go(Place(sheet.page, contest, sheet.sheet, sheet.entry))
        else:
            open_contest(self.desk, contest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list over the contests where there is no room beside."""
        look = self.desk.look
        below = self.width() / look.scale < _SIDE_BY_SIDE
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.body.setDirection(down if below else beside)
        width = look.px(_DENSE_LIST) if self.tiles.dense else look.size("boardList")
        self.panel.setMaximumWidth(self.width() if below else width)
        self.panel.setMinimumWidth(0 if below else width)
        self.panel.setMaximumHeight(self.height() // 3 if below else self.height())
        super().resizeEvent(event)

    def _make_panel(self) -> Panel:
        look, say = self.desk.look, self.desk.texts.say
        panel = Panel(look, say("Needs a person now"))
        edge = look.px(14)
        whole = panel.layout()
        if whole is not None:
            whole.setContentsMargins(1, look.px(11), 1, look.px(6))
        panel.head.setContentsMargins(edge, 0, edge, 0)
        self._urgent = Words(look, "", "heading")
        panel.head.addWidget(self._urgent)
        self._nothing = Words(look, say("Nothing waits for a person."), "body", "muted", wrap=True)
        self._nothing.setContentsMargins(edge, 0, edge, 0)
        panel.body.setSpacing(0)
        panel.body.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        panel.body.addWidget(self.waiting, 1)
        panel.body.addWidget(Rule(look))
        foot = Words(look, say("Enter opens. F6 goes to the next."), "caption", "muted")
        foot.setContentsMargins(edge, look.px(8), edge, look.px(6))
        panel.body.addWidget(foot)
        return panel

    def _listen(self) -> None:
        for view in (self.waiting, self.tiles):
            view.opened.connect(lambda contest: self.open(ContestId(contest)))
            view.typed.connect(self.finder.add)
            view.let_go.connect(self._let_go)
        self.finder.textChanged.connect(lambda _: self._filter(None))
        self.finder.opened.connect(self._open_found)
        self.finder.down.connect(self.tiles.setFocus)
        self.finder.let_go.connect(self._let_go)
        self.strip.filtered.connect(lambda _: self._filter(None))
        say = self.desk.texts.say
        self.key("F6", say("next that waits"), self._next)
        self.key("/", say("find a ward"), self.finder.setFocus)
        self.key("F11", say("agents' questions"), self._answer_agents)
        self.key("F9", say("announcements"), lambda: self.desk.go(Place("announcements")))

    def _filter(self, keep: ContestId | None) -> None:
        group, typed = self.strip.chosen(), self.finder.text()
        typed = read_number(typed) or typed
        self.tile_rows.show([one for one in self._board.tiles if matches(one, group, typed)])
        self.tiles.fit()
        self.tiles.choose(self.tile_rows, keep)

    def _next(self) -> None:
        """Go to the next that waits, or back to the list from elsewhere."""
        if self.waiting.hasFocus():
            self.waiting.next()
        else:
            self.first_focus().setFocus()

    def _answer_agents(self) -> None:
        """Answer what agents ask about the contest that is lit."""
        lit = self.tiles if self.tiles.hasFocus() else self.waiting
        contest = lit.chosen() or self.tiles.chosen()
        if contest is not None:
            self.desk.go(Place("query", contest))

    def _open_found(self) -> None:
        typed = self.finder.text()
        if like_a_number(typed):  # of a sheet in the hand, typed or scanned
            self.desk.notice(self._numbers.open(typed))
            return
        found = self.tiles.chosen()
        if found is not None:
            self.open(found)

    def _let_go(self) -> None:
        """Show all again, and go back to where one starts."""
        self.finder.clear()
        self.strip.clear()
        self._filter(self.tiles.chosen())
        self.first_focus().setFocus()

    def _of_sheet(self, contest: ContestId) -> Step | None:
        """Find what this person may do with the sheet whose number is typed."""
        typed, reader = self.finder.text().strip(), reader_at(self.desk)
        for step in steps(self.desk.count, self.desk.contest(contest)):
            if step.sheet == typed and may_do(step, reader.roles, reader.key):
                return step
        return None
