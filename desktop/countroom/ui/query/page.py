"""The query page: the questions on the right, each with its key, and the answer large beside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from countroom.app.log_times import recorded_in
from countroom.app.screens.query import LOGGED, QUESTIONS, SheetTimes, answers
from countroom.app.screens.way import next_step
from countroom.ui.parts import Hint, Panel, Words
from countroom.ui.parts.scrolled import Column, Scrolled, share_height, side_column
from countroom.ui.query.answer import AnswerRows
from countroom.ui.ready.lines import Line, LineList
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.app.screens.query import Question
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place


class QueryPage(Page):
    """One contest's answers; no candidate's votes stand here."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        if place.contest is None:
            raise ValueError("agents ask about a contest")
        self.contest: ContestId = place.contest
        look, say = desk.look, desk.texts.say
        self._times, self._read_to = SheetTimes(desk.count.polling_day(self.contest)), 0
        self.questions = LineList(look, say("What agents ask"))
        self.panel = Panel(look, say("Answer"))
        self.short = Words(look, "", "heading", wrap=True)
        self.rows = AnswerRows(look)
        inside = Column(look, "s")
        inside.column.addWidget(self.short)
        inside.column.addWidget(self.rows)
        inside.column.addStretch(1)
        self.panel.body.addWidget(Scrolled(look, inside), 1)
        self.main.addWidget(self.panel)
        asked = Panel(look, say("What agents ask"))
        asked.body.addWidget(self.questions)
        self.questions.setMinimumHeight(look.px(340))
        self.side.addWidget(side_column(look, asked))
        self.questions.moved.connect(self._show)
        for key, question in enumerate(QUESTIONS, 1):
            self.key(str(key), say(QUESTIONS[question]), partial(self.questions.choose, question))
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward and the step it is at."""
        state = self._state
        note = self.desk.texts.say("Agents' questions")
        return Heading(state.contest.area, next_step(self.desk.count, state).state, note)

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the questions."""
        say = self.desk.texts.say
        return (
            Hint(f"1\u2013{len(QUESTIONS)}", say("question")),
            Hint("\u2191 \u2193", say("lines")),
        )

    def first_focus(self) -> QWidget:
        """Begin at the first question."""
        return self.questions

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height where the side goes below."""
        super().resizeEvent(event)
        share_height(self.columns)

    def refresh(self) -> None:
        """Answer as the count is now; the question chosen stays so."""
        found = recorded_in(
            self.desk.station.path, *LOGGED, contest=self.contest, after=self._read_to
        )
        self._times.take(recorded for _, recorded in found)
        self._read_to = max((position for position, _ in found), default=self._read_to)
        self._answers = answers(self.desk.texts, self._state, self._times, self.desk.name_of)
        self.questions.show_lines(
            [self._line(key, question) for key, question in enumerate(QUESTIONS, 1)]
        )
        self._show()

    @property
    def question(self) -> Question:
        """Give the question chosen."""
        return next(one for one in QUESTIONS if one == (self.questions.chosen or "papers"))

    def _line(self, key: int, question: Question) -> Line:
        title = f"{key}   {self.desk.texts.say(QUESTIONS[question])}"
        short = self._answers[question].short
        return Line(question, "info", "info", title, short, "", f"{title}: {short}")

    def _show(self) -> None:
        answer = self._answers[self.question]
        self.panel.title.say(self.desk.texts.say(QUESTIONS[self.question]))
        self.short.say(answer.short)
        self.rows.show_rows(answer.rows)

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self.contest)
