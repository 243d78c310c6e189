"""Candidates by votes, with the line where the last seat is decided, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from countroom.app.screens.result import say_last_seat, say_until
from countroom.ui.parts.bars import BarRow, Bars, LineRow

if TYPE_CHECKING:
    from countroom.app.screens.result import LastSeat, Ranked, ResultScreen
    from countroom.texts import Texts
    from countroom.ui.look import Look

_ICONS: Final = {
    "elected": ("circle-check", "success"),
    "would_win": ("circle-check", "info"),
    "drawn": ("dices", "info"),
    "tied": ("dices", "warning"),
    "term": ("dices", "warning"),
    "remains": ("equal", "info"),
    "behind": ("", "text"),
    "out": ("minus", "muted"),
}


class Ranking(QWidget):
    """The bars of one result."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        heads = (texts.say("Ballot"), texts.say("Candidate"), texts.say("Votes"))
        self.bars = Bars(look, heads)
        self.bars.setAccessibleName(texts.say("Candidates by votes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space("s"))
        column.addWidget(self.bars)

    def show_result(self, screen: ResultScreen) -> None:
        """Show this result."""
        line = self._line(screen.last_seat) if screen.last_seat else None
        self._head(screen)
        twice = screen.totals.second is not None
        self.bars.show_rows([self._row(one, twice=twice) for one in screen.ranked], line)

    def _head(self, screen: ResultScreen) -> None:
        say = self._texts.say
        if screen.totals.second is not None:
            self.bars.head_votes(say("Total"), (say("First"), say("Second")))
        elif screen.preferences:
            self.bars.head_votes(say("First preferences"))

    def _row(self, ranked: Ranked, *, twice: bool) -> BarRow:
        icon, colour = _ICONS[ranked.standing]
        return BarRow(
            str(ranked.number),
            self._look.stamp(ranked.party),
            (ranked.name.before, ranked.name.surname, ranked.name.after),
            ranked.votes,
            self._texts.figure(ranked.votes),
            say_until(self._texts, ranked),
            icon,
            colour,
            self._parts(ranked) if twice else (),
        )

    def _parts(self, ranked: Ranked) -> tuple[str, str]:
        figure = self._texts.figure
        second = "–" if ranked.second is None else figure(ranked.second)
        return figure(ranked.first), second

    def _line(self, last_seat: LastSeat) -> LineRow:
        between, unit = say_last_seat(self._texts, last_seat)
        decided = self._texts.say("The last seat is decided here")
        if last_seat.remaining:
            decided = self._texts.say("Who remains is decided here")
        return LineRow(
            last_seat.after,
            decided,
            between,
            self._texts.figure(last_seat.margin),
            unit,
        )
