"""The panel beside a sheet of papers: what it comes to, against its ceiling, and the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from countroom.domain.conservation import Papers
from countroom.texts import N_
from countroom.ui.parts import Panel, Rule, StillWords, Words
from countroom.ui.parts.meter import CeilingMeter
from countroom.ui.parts.papers_strip import PapersStrip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent

    from countroom.app.screens.entry import Reading
    from countroom.app.screens.meters import Judged, Meter
    from countroom.domain.election import Contest
    from countroom.domain.sheets import SheetKind
    from countroom.texts import Texts
    from countroom.ui.look import Look

_NOTHING, _NOT_KNOWN, _ROOM = "", "–", "99,999,999"
_TITLES: Final[Mapping[SheetKind, str]] = {
    "count": N_("Votes on this sheet"),
    "summary": N_("Votes on this sheet"),
    "mixed": N_("Votes on this sheet"),
    "block": N_("Papers on this sheet"),
    "adjudication": N_("Doubtful papers"),
    "second": N_("Second preferences"),
}


class MeterPanel(Panel):
    """Lines of words and figures under a meter; it only paints while someone types."""

    def __init__(self, look: Look, texts: Texts, contest: Contest, kind: SheetKind) -> None:
        super().__init__(look, texts.say(_TITLES[kind]))
        self._look, self._texts, self._kind = look, texts, kind
        self._keeps_unused = contest.keeps_unused_votes
        self._over = False
        self.meter = CeilingMeter(look)
        if kind != "block":
            self.body.addWidget(self.meter)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(look.space("xs"))
        self._grid.setHorizontalSpacing(look.space("s"))
        self._grid.setColumnStretch(1, 1)
        self._rows: dict[str, tuple[StillWords, StillWords]] = {}
        for name in self._names(kind):
            self._add(name)
        self.body.addLayout(self._grid)
        self.body.addSpacing(look.space("xs"))
        self.body.addWidget(Rule(look))
        self.body.addSpacing(look.space("xs"))
        of = texts.say("Papers of the contest")
        if kind == "second":
            of = texts.say("Papers for nobody who remains")
        self.body.addWidget(Words(look, of, "caption", "muted"))
        self.strip = PapersStrip(look, texts)
        self.body.addWidget(self.strip)

    def show_reading(self, reading: Reading) -> None:
        """Show what the figures come to."""
        meter, judged = reading.meter, reading.judged
        self.strip.show_papers(Papers(meter.issued, meter.accounted))
        if judged is not None:
            self._show_judged(judged)
        elif self._kind == "block":
            self._put("papers", self._texts.say("In bundles and loose"), meter.block_papers)
        elif self._kind == "second":
            self._show_seconds(meter)
        else:
            self._show_votes(meter)

    @property
    def in_one_line(self) -> str:
        """Say the figure that matters most: votes or papers against what they may be."""
        if self._kind == "block":
            return ": ".join(one.text() for one in self._rows["papers"])
        return self.meter.accessibleName()

    @property
    def over(self) -> bool:
        """Say whether there is too much."""
        return self._over

    def _names(self, kind: SheetKind) -> tuple[str, ...]:
        match kind:
            case "block":
                return ("papers",)
            case "adjudication":
                return ("rejected", "allowed", "left")
            case "summary":
                return ("ceiling", "block", "mixed", *self._unused(), "left")
            case "second":
                return ("ceiling", "votes", "left")
            case _:
                return ("ceiling", "votes", *self._unused(), "left")

    def _unused(self) -> tuple[str, ...]:
        return ("unused",) if self._keeps_unused else ()

    def _add(self, name: str) -> None:
        look, row = self._look, len(self._rows)
        strong = name in ("left", "papers")
        words = StillWords(look, "strong" if strong else "body")
        number = StillWords(look, "figureStrong" if strong else "figure", _ROOM, right=True)
        if name in ("block", "mixed"):
            colour = "meterFill" if name == "block" else "meterFillAlt"
            self._grid.addWidget(_Key(look, colour), row, 0)
        first, wide = (1, 1) if name in ("block", "mixed") else (0, 2)
        self._grid.addWidget(words, row, first, 1, wide)
        self._grid.addWidget(number, row, 2, Qt.AlignmentFlag.AlignRight)
        self._rows[name] = words, number

    def _put(self, name: str, words: str, n: int | None, colour: str = "text") -> None:
        label, number = self._rows[name]
        label.say(words)
        number.say(_NOT_KNOWN if n is None else self._texts.figure(n))
        label.colour("muted" if name == "ceiling" else colour)
        number.colour(colour)

    def _show_votes(self, meter: Meter) -> None:
        texts, ceiling = self._texts, meter.ceiling
        say, figure = texts.say, texts.figure
        mixed = meter.votes - meter.block_votes
        if ceiling is None:
            not_yet = say("The papers are not keyed yet.")
            self.meter.show_votes(0, None, _NOTHING, not_yet)
            self._put("ceiling", say("Ceiling of the votes"), None)
        else:
            label = say("Ceiling {n}", n=figure(ceiling))
            spoken = say(
                "{votes} of at most {n} votes", votes=figure(meter.votes), n=figure(ceiling)
            )
            self.meter.show_votes(meter.votes, ceiling, label, spoken, meter.block_votes)
            words = texts.count(
                "{papers} valid papers × {n} vote",
                "{papers} valid papers × {n} votes",
                meter.seats,
                papers=figure(meter.papers or 0),
            )
            self._put("ceiling", words, ceiling)
        if self._kind == "summary":
            blocks = texts.count(
                "Block votes, {n} paper", "Block votes, {n} papers", meter.block_papers
            )
            self._put("block", blocks, meter.block_votes)
            self._put("mixed", say("Mixed votes so far"), mixed)
        else:
            self._put("votes", say("Votes so far"), meter.votes)
        if self._keeps_unused:
            self._put("unused", say("Unused votes"), meter.unused)
        self._show_left(meter.left, say("Over the ceiling by"), self._below())

    def _show_seconds(self, meter: Meter) -> None:
        say, figure, papers = self._texts.say, self._texts.figure, meter.papers
        label = _NOTHING if papers is None else say("Papers {n}", n=figure(papers))
        spoken = say(
            "{done} of {n} papers looked at",
            done=figure(meter.votes),
            n=_NOT_KNOWN if papers is None else figure(papers),
        )
        self.meter.show_votes(meter.votes, papers, label, spoken)
        self._put("ceiling", say("Papers on this sheet"), papers)
        self._put("votes", say("Second preferences, and rejected"), meter.votes)
        self._show_left(meter.left, say("Too many by"), say("Not accounted for"))

    def _below(self) -> str:
        """Say what votes below the ceiling are: unused, or lacking where those are keyed too."""
        if self._keeps_unused:
            return self._texts.say("Not accounted for")
        return self._texts.say("Unused")

    def _show_judged(self, judged: Judged) -> None:
        say, figure = self._texts.say, self._texts.figure
        total = judged.doubtful
        label = _NOTHING if total is None else say("Doubtful {n}", n=figure(total))
        spoken = say(
            "{judged} of {n} doubtful papers judged",
            judged=figure(judged.papers),
            n=_NOT_KNOWN if total is None else figure(total),
        )
        self.meter.show_votes(judged.papers, total, label, spoken, judged.rejected)
        self._put("rejected", say("Rejected"), judged.rejected)
        self._put("allowed", say("Allowed and counted"), judged.allowed)
        left = None if total is None else total - judged.papers
        self._show_left(left, say("Too many by"), say("Not judged yet"))

    def _show_left(self, left: int | None, over: str, below: str) -> None:
        self._over = left is not None and left < 0
        if left is not None and left < 0:
            self._put("left", over, -left, "danger")
        else:
            self._put("left", below, left)


class _Key(QWidget):
    """A square in a colour of the meter, before what it stands for."""

    def __init__(self, look: Look, colour: str) -> None:
        super().__init__()
        self._look, self._colour = look, colour
        self.setFixedSize(look.px(14), look.px(14))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("border"))
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), self._look.colour(self._colour))
