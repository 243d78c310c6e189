"""The page after the platform: what was declared, and how far it is out of the room."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from countroom.app.screens.on_record import another_officer
from countroom.app.screens.published import (
    declared_rows,
    facts,
    feed_words,
    page_on_feed,
    results,
)
from countroom.app.screens.way import next_step
from countroom.domain.commands import CorrectDeclaration, ReturnUncontested
from countroom.domain.identifiers import ContestId, PersonId
from countroom.ui.parts import Act, Button, Panel, Words, side_column
from countroom.ui.parts.scrolled import unroll
from countroom.ui.place import BOARD, Place
from countroom.ui.published.declared import DeclaredList
from countroom.ui.published.facts import FactsPanel, FeedPanel
from countroom.ui.published.record import FoundPanel, RecordPanel
from countroom.ui.published.result import ResultPanel
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk

_PROBE = "-"
"""Stands for words nobody has written yet, to ask who may sign."""


class PublishedPage(Page):
    """One declared contest where the place names one, else all of them."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        say, look = desk.texts.say, desk.look
        self.contest = place.contest
        self.facts = FactsPanel(look, desk.texts)
        self.feed = FeedPanel(look, desk.texts)
        self.open = Act(look, Button(look, say("Open its page"), "F4"))
        self.open.button.clicked.connect(self._open_page)
        self.feed.body.addWidget(self.open)
        if self.contest is None:
            self._build_list()
        else:
            self.result = ResultPanel(look, desk.texts)
            self.result.act.button.clicked.connect(self._return)
            self.result.next.clicked.connect(self._next)
            self.main.addWidget(self.result)
            self.record, self.found = RecordPanel(look, desk.texts), FoundPanel(look, desk.texts)
            self.record.act.button.clicked.connect(self._correct)
            self.found.candidates.clicked.connect(partial(self._draft, "candidates"))
            self.found.commission.clicked.connect(partial(self._draft, "commission"))
            self._beside = side_column(look, self.found, self.record, self.facts, self.feed)
            self.side.addWidget(self._beside)
            self.key("F6", say("next ward"), self._next)
            self.key("F9", say("correct the record"), self._correct)
        if self.contest is None:
            self.side.addWidget(self.feed)
            self.side.addStretch(1)
        self.key("F4", say("page on the feed"), self._open_page)
        self.key("F7", say("the pack"), lambda: desk.go(Place("pack")))
        desk.standing_changed.connect(self._show_standing)
        self.refresh()

    def _build_list(self) -> None:
        say, look = self.desk.texts.say, self.desk.look
        self.panel = Panel(look, say("Declared"), " ")
        self.none = Words(look, say("Nothing is declared yet."), "body", "muted")
        self.rows = DeclaredList(look, say("Declared contests, the last one first"))
        self.rows.opened.connect(lambda id_: self.desk.go(Place("published", ContestId(id_))))
        self.panel.body.addWidget(self.none)
        self.panel.body.addWidget(self.rows, 1)
        self.panel.body.addStretch(0)
        self.main.addWidget(self.panel)

    def heading(self) -> Heading:
        """Name the ward with its state, or the page."""
        if self.contest is None:
            return Heading(self.desk.texts.say("Published"))
        state = self._state
        seats = self.desk.texts.count("{n} seat", "{n} seats", state.contest.seats)
        return Heading(state.contest.area, next_step(self.desk.count, state).state, seats)

    def first_focus(self) -> QWidget | None:
        """Light the next ward, the return without a poll, or the last declared."""
        if self.contest is None:
            return self.rows if self.rows.isVisibleTo(self) else None
        act = self.result.act.button
        return act if act.isVisibleTo(self) and act.isEnabled() else self.result.next

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the page scroll as a whole where the side goes below."""
        super().resizeEvent(event)
        self._unroll()

    def refresh(self) -> None:
        """Show the count as it is now."""
        if self.contest is None:
            self._show_rows()
        else:
            state = self._state
            self.result.show_result(state, results(state))
            self.result.act.show_why(self.desk.why_not(ReturnUncontested(self._by, self.contest)))
            self.record.show_record(state, self.desk.name_of)
            self.record.setVisible(state.declared is not None and state.cleared is not None)
            self.record.act.show_why(self._why_not_correct(self.contest))
            self.found.show_found(state)
        self._show_standing()
        self._unroll()

    def _unroll(self) -> None:
        if self.contest is not None:
            unroll(self.columns, self.result.scrolled, self._beside)

    @property
    def _state(self) -> ContestState:
        if self.contest is None:
            raise ValueError("no contest here")
        return self.desk.contest(self.contest)

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")

    @property
    def _address(self) -> str:
        standing = self.desk.standing
        return page_on_feed(standing, self.contest) if self.contest else standing.feed_url

    def _show_rows(self) -> None:
        rows = declared_rows(self.desk.count, self.desk.standing, self.desk.texts)
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        self.none.setVisible(not rows)
        figure = self.desk.texts.figure
        self.panel.note.say(
            self.desk.texts.say(
                "{declared} of {contests} declared",
                declared=figure(len(rows)),
                contests=figure(len(self.desk.count.contests)),
            )
        )

    def _show_standing(self) -> None:
        standing, texts = self.desk.standing, self.desk.texts
        self.feed.show_feed(feed_words(standing, texts), self._address)
        self.open.show_why(self._why_no_page())
        if self.contest is None:
            self._show_rows()
        else:
            self.facts.show_facts(facts(self._state, standing, texts))

    def _why_no_page(self) -> str:
        say = self.desk.texts.say
        if not self._address:
            return say("Opens when the count has a feed.")
        if self.contest is not None and self._state.receipt_index is None:
            return say("Opens when the result is published.")
        return ""

    def _open_page(self) -> None:
        if not self._why_no_page():
            self.desk.open_link(self._address)

    def _next(self) -> None:
        self.desk.go(BOARD)

    def _why_not_correct(self, contest: ContestId) -> str:
        """Ask with a figure that would change, and any other officer as the second one."""
        signed = self._state.cleared
        if signed is None:
            return ""
        last = signed.event.declaration
        other = replace(last.totals, verified=last.totals.verified + 1)
        second = another_officer(self.desk.count, self._by)
        return self.desk.why_not(
            CorrectDeclaration(
                self._by, second, contest, other, last.elected, "transcription", _PROBE
            )
        )

    def _correct(self) -> None:
        if self.contest is not None and self.record.act.button.isEnabled():
            self.desk.go(Place("on_record", self.contest))

    def _draft(self, whose: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self.found.open_draft(self.window(), self.desk.count, self._state, whose=whose)

    def _return(self) -> None:
        if self.contest is not None:
            self.desk.do(ReturnUncontested(self._by, self.contest), lambda _: self._light())

    def _light(self) -> None:
        first = self.first_focus()
        if first is not None:
            first.setFocus()
