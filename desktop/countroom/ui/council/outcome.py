"""The outcome in large words, the parties' seats below it, and what changes are counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from countroom.ui.look.painting import paint_stamp
from countroom.ui.parts import IconBox, Panel, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from countroom.app.screens.council import Baseline, CouncilView, Standing
    from countroom.texts import Texts
    from countroom.ui.look import Look

_ROW: Final = 32
_HEAD: Final = 24
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OutcomePanel(Panel):
    """Who controls the council, by how much and since when."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look)
        self.setAccessibleName(texts.say("Outcome"))
        self._about = Words(look, "", "body", "muted", wrap=True)
        self._headline = Words(look, "", "figureLarge", wrap=True)
        self._detail = Words(look, "", "body", wrap=True)
        self._standings = Standings(look, texts)
        for widget in (self._about, self._headline, self._detail, self._standings):
            self.body.addWidget(widget)

    def show_outcome(self, view: CouncilView) -> None:
        """Show how it stands."""
        self._about.say(view.about)
        self._headline.say(view.headline)
        self._detail.say("\n".join(view.detail))
        self._standings.show_standings(view.standings, fought=view.fought)


class Standings(QWidget):
    """Seats by party: on the eve of poll, now, and the change; a dash is not known or not yet."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self._rows: tuple[Standing, ...] = ()
        self._heads: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(texts.say("Seats by party"))

    def show_standings(self, rows: Sequence[Standing], *, fought: bool) -> None:
        """Show these parties; ``fought`` adds the change since these seats were last fought."""
        say = self._texts.say
        heads = [say("Eve of poll"), say("Now"), say("Change")]
        self._heads = (*heads, say("since last fought")) if fought else tuple(heads)
        self._rows = tuple(rows)
        told = "; ".join(self._told(row) for row in rows)
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Take a line for each party and one for the heads."""
        look = self._look
        return QSize(look.px(300), look.px(_HEAD) + len(self._rows) * look.px(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint stamps and figures, right edges in line."""
        look, painter = self._look, QPainter(self)
        edges = self._edges()
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("muted"))
        for head, edge in zip(self._heads, edges, strict=True):
            at = QRect(0, 0, edge, look.px(_HEAD))
            painter.drawText(at, _RIGHT, head)
        for n, row in enumerate(self._rows):
            top = look.px(_HEAD) + n * look.px(_ROW)
            height = look.size("stampHeight")
            inset = (look.px(_ROW) - height) // 2
            stamp = QRect(0, top + inset, look.size("stampWidth"), height)
            paint_stamp(painter, stamp, look.stamp(row.party), look)
            painter.setPen(look.colour("text"))
            for words, strong, edge in zip(
                self._figures(row), (False, True, False, False), edges, strict=False
            ):
                painter.setFont(look.font("figureStrong" if strong else "figure"))
                painter.drawText(QRect(0, top, edge, look.px(_ROW)), _RIGHT, words)

    def _edges(self) -> tuple[int, ...]:
        """Give the right edge of each column, evenly over the width."""
        first = self._look.size("stampWidth") + self._look.px(8)
        heads = len(self._heads)
        metrics = QFontMetrics(self._look.font("caption"))
        least = first + metrics.horizontalAdvance(self._heads[0]) if self._heads else first
        step = (self.width() - least) / max(1, heads - 1)
        return tuple(round(least + n * step) for n in range(heads))

    def _figures(self, row: Standing) -> tuple[str, ...]:
        figure = self._texts.figure
        return (
            "\N{EN DASH}" if row.before is None else figure(row.before),
            figure(row.now),
            _signed(self._texts, row.change),
            _signed(self._texts, row.change_last_fought),
        )

    def _told(self, row: Standing) -> str:
        figures = [f"{row.name}"]
        for head, words in zip(self._heads, self._figures(row), strict=False):
            unknown = words == "\N{EN DASH}"
            figures.append(f"{head} {self._texts.say('not known') if unknown else words}")
        return ", ".join(figures)


class BaselinesPanel(Panel):
    """What changes are counted from, and why one day cannot be."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts.say("Changes are counted from"))
        self._look = look
        self._shown: tuple[Baseline, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(look.space("s"))
        self.body.addLayout(self._list)

    def show_baselines(self, baselines: Sequence[Baseline]) -> None:
        """Show these."""
        if tuple(baselines) == self._shown:
            return
        self._shown = tuple(baselines)
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in baselines:
            self._list.addWidget(self._line(one))

    def _line(self, baseline: Baseline) -> QWidget:
        look, line = self._look, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space("s"))
        icon = IconBox(look, *(("circle-dot", "info") if baseline.given else ("circle", "muted")))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        kind, colour = ("strong", "text") if baseline.given else ("body", "muted")
        words.addWidget(Words(look, baseline.name, kind, colour, wrap=True))
        words.addWidget(Words(look, baseline.text, "body", colour, wrap=True))
        row.addLayout(words, 1)
        return line


def _signed(texts: Texts, change: int | None) -> str:
    if change is None:
        return "\N{EN DASH}"
    sign = "+" if change > 0 else ("\N{MINUS SIGN}" if change < 0 else "")
    return f"{sign}{texts.figure(abs(change))}"
