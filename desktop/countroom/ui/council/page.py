"""The council's page: every seat on top, the wards below it, the outcome beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QWidget

from countroom.app.screens.council import CouncilView, Ward, council_view
from countroom.domain.identifiers import ContestId
from countroom.ui.contests.opening import open_contest
from countroom.ui.council.outcome import BaselinesPanel, OutcomePanel
from countroom.ui.council.picture import draw_picture, print_picture
from countroom.ui.council.wards import WardHeads, WardsList
from countroom.ui.parts import Button, Hint, Panel, Words
from countroom.ui.parts.contest_rows import Rows
from countroom.ui.parts.scrolled import side_column
from countroom.ui.parts.seat_chart import SeatChart
from countroom.ui.place import Place
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage, QResizeEvent

    from countroom.domain.identifiers import ElectionId
    from countroom.ui.desk import Desk

_SIDE_BY_SIDE: Final = 1000
_AS_WIDE_AS_THERE_IS: Final = 16_777_215


class CouncilPage(Page):
    """One council of the count file; F6 goes to the next where there are several."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.hide_side()
        look, texts = desk.look, desk.texts
        self._view: CouncilView | None = None
        self.chart = SeatChart(look, texts)
        self.ward_rows: Rows[Ward] = Rows()
        self.wards = WardsList(look, texts)
        self.wards.setModel(self.ward_rows)
        self.outcome = OutcomePanel(look, texts)
        self.baselines = BaselinesPanel(look, texts)
        self._column = side_column(look, self.outcome, self.baselines)
        seats = self._seats = Panel(look)
        seats.body.addWidget(self.chart)
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.body.setSpacing(look.space("l"))
        self.body.addWidget(self._make_wards(), 1)
        self.body.addWidget(self._column)
        self.main.addWidget(seats)
        self.main.addLayout(self.body, 1)
        self.wards.opened.connect(lambda contest: open_contest(desk, ContestId(contest)))
        if len(desk.count.elections) > 1:
            self.key("F6", texts.say("next council"), self._next)
        self.refresh()

    def heading(self) -> Heading:
        """Name the council and the day."""
        election = self.desk.count.elections[self._election()]
        return Heading(election.council.name, note=self.desk.texts.day(election.polling_day))

    def refresh(self) -> None:
        """Show the council as it is; the ward chosen stays so."""
        view = council_view(self.desk.texts, self.desk.count, self._election())
        if view == self._view:
            return
        self._view = view
        chosen = self.wards.chosen()
        left, right, *_ = (*(standing.name for standing in view.standings), "", "")
        self.chart.show_seats(view.rows, left, right)
        self.outcome.show_outcome(view)
        self.baselines.show_baselines(view.baselines)
        self.wards.seats = max((len(ward.elected) for ward in view.wards), default=1)
        self.ward_rows.show(view.wards)
        self.wards.choose(self.ward_rows, chosen)
        self._declared.say(
            self.desk.texts.count(
                "{declared} of {n} ward declared",
                "{declared} of {n} wards declared",
                len(view.wards),
                declared=self.desk.texts.figure(view.declared),
            )
        )

    def first_focus(self) -> QWidget:
        """Start on the wards."""
        return self.wards

    def keys(self) -> Sequence[Hint]:
        """Give the keys of the page."""
        return (Hint("Enter", self.desk.texts.say("open a ward")), *super().keys())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the outcome below the wards where there is no room beside."""
        look = self.desk.look
        below = self.width() / look.scale < _SIDE_BY_SIDE
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.body.setDirection(down if below else beside)
        width = look.size("sidePanel")
        self._column.setMinimumWidth(0 if below else width)
        self._column.setMaximumWidth(_AS_WIDE_AS_THERE_IS if below else width)
        super().resizeEvent(event)

    def picture(self) -> QImage:
        """Draw the council as it stands, with all of it in words."""
        heading, view = self.heading(), self._view
        told = [self.chart.accessibleDescription()]
        if view is not None:
            told = [view.about, view.headline, *view.detail, *told]
        title = f"{heading.title}, {heading.note}"
        below = (self.outcome, self.baselines)
        declared = self._declared.text()
        return draw_picture(self.desk, title, declared, self._seats, below, "\n".join(told))

    def save_picture(self, path: str) -> None:
        """Keep the picture in a file, or say that it could not be."""
        say = self.desk.texts.say
        if self.picture().save(path):
            self.desk.notice(say("The picture is in {path}", path=path), "success")
        else:
            self.desk.notice(
                say(
                    "The picture could not be written to {path}. The count is safe. "
                    "Choose another folder.",
                    path=path,
                )
            )

    def _ask_where(self) -> None:
        say, name = self.desk.texts.say, self.heading().title
        kinds = say("Pictures (*.png)")
        path, _ = QFileDialog.getSaveFileName(self, say("Save picture"), f"{name}.png", kinds)
        if path:
            self.save_picture(path if path.casefold().endswith(".png") else f"{path}.png")

    def _print(self) -> None:
        # Loaded when somebody prints: most do not.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: print_picture(self.picture(), printer))
        dialog.setModal(True)
        dialog.show()

    def _add_buttons(self, row: QHBoxLayout) -> None:
        look, say = self.desk.look, self.desk.texts.say
        for key, words, act in (
            ("Ctrl+P", say("Print picture"), self._print),
            ("Ctrl+S", say("Save picture"), self._ask_where),
        ):
            button = Button(look, words, key.replace("+", " "))
            button.clicked.connect(act)
            row.addWidget(button)
            self.key(key, words, act)

    def _make_wards(self) -> Panel:
        look, texts = self.desk.look, self.desk.texts
        panel = Panel(look, texts.say("Wards"))
        whole = panel.layout()
        if whole is not None:
            whole.setContentsMargins(1, look.px(10), 1, look.px(6))
            whole.setSpacing(look.px(2))
        edge = look.space("l")
        panel.head.setContentsMargins(edge, 0, edge, 0)
        panel.body.setSpacing(0)
        self._declared = Words(look, "", "body", "muted")
        panel.head.insertWidget(1, self._declared)
        self._add_buttons(panel.head)
        panel.body.addWidget(WardHeads(look, texts, self.wards))
        panel.body.addWidget(self.wards, 1)
        return panel

    def _election(self) -> ElectionId:
        """Give the election shown: that of the place's contest, or the first."""
        count, contest = self.desk.count, self.place.contest
        if contest is not None:
            return count.contests[contest].contest.election
        return next(iter(count.elections))

    def _next(self) -> None:
        """Go on to the next council, and from the last to the first."""
        elections = list(self.desk.count.elections)
        after = elections[(elections.index(self._election()) + 1) % len(elections)]
        first = self.desk.count.contests_of(after)
        if first:
            self.desk.go(Place("council", first[0].contest.id))
