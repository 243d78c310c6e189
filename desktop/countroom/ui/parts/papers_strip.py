"""Papers issued, accounted for and still out, in one line that is there all night."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from countroom.app.screens.papers import say_three, speak_three

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from countroom.domain.conservation import Papers
    from countroom.texts import Texts
    from countroom.ui.look import Look

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ELIDE: Final = Qt.TextElideMode.ElideRight


class PapersStrip(QWidget):
    """Three figures under their words; ``large`` is read from across a room.

    It only paints, so that a figure that changes while someone types moves nothing round it.
    """

    def __init__(self, look: Look, texts: Texts, *, large: bool = False) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._kind = "figureLarge" if large else "figureStrong"
        self._heads = (texts.say("Issued"), texts.say("Accounted for"), texts.say("Still out"))
        self._figures: tuple[str, str, str] = ("", "", "")
        self._over = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_papers(self, papers: Papers) -> None:
        """Show the papers of a mini-count or a contest."""
        figures = say_three(self._texts, papers)
        self._over = papers.out is not None and papers.out < 0
        self.setAccessibleName(speak_three(self._texts, papers))
        if figures != self._figures:
            self._figures = figures
            self.update()

    def sizeHint(self) -> QSize:
        """Take a line of words and one of figures."""
        look = self._look
        wide = QFontMetrics(look.font(self._kind)).horizontalAdvance("999,999") + look.space("s")
        return QSize(3 * wide, look.line("caption") + look.line(self._kind))

    def minimumSizeHint(self) -> QSize:
        """Never cut a figure."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words and figures in three columns."""
        look, painter = self._look, QPainter(self)
        caption, third = look.line("caption"), self.width() // 3
        metrics = QFontMetrics(look.font("caption"))
        for n, (head, figure) in enumerate(zip(self._heads, self._figures, strict=True)):
            painter.setFont(look.font("caption"))
            painter.setPen(look.colour("muted"))
            room = third - look.space("xs")
            shown = metrics.elidedText(head, _ELIDE, room)
            painter.drawText(QRect(n * third, 0, room, caption), _LEFT, shown)
            painter.setFont(look.font(self._kind))
            wrong = self._over and n == len(self._heads) - 1
            painter.setPen(look.colour("danger" if wrong else "text"))
            at = QRect(n * third, caption, third, look.line(self._kind))
            painter.drawText(at, _LEFT, figure)
