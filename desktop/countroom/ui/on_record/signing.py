"""Before the signatures: what both officers read, and why the program was out of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from countroom.app.screens.result import name_of
from countroom.domain.electing import final_votes
from countroom.domain.written import LONGEST_TEXT
from countroom.texts import say_time
from countroom.ui.parts import Button, Panel, Scrolled, Words
from countroom.ui.parts.bars import BarRow, Bars
from countroom.ui.parts.choices import Sentence

if TYPE_CHECKING:
    from countroom.domain.declaration import Reading
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.desk import Desk
    from countroom.ui.look import Look


class SigningPanel(Panel):
    """The reading, the reason, and the way to key it all again."""

    def __init__(self, desk: Desk, state: ContestState, reading: Reading, reason: str) -> None:
        look, say = desk.look, desk.texts.say
        at = say("at {time}", time=say_time(desk.texts, reading.spoken_at))
        super().__init__(look, say("Both readings are the same"), at)
        self.room = Scrolled(look, ReadingBars(look, desk.texts, state, reading))
        asks = say("Why it was declared without the program")
        label = Words(look, asks, "caption", "muted")
        self.reason = Sentence(look, asks)
        self.reason.setMaxLength(LONGEST_TEXT)
        self.reason.setText(reason)
        label.setBuddy(self.reason)
        self.over = Button(look, say("Key it all again"), flat=True)
        self.body.addWidget(self.room, 1)
        for part in (label, self.reason):
            self.body.addWidget(part)
        self.body.addWidget(self.over, 0, Qt.AlignmentFlag.AlignLeft)


class ReadingBars(QWidget):
    """What both officers read."""

    def __init__(self, look: Look, texts: Texts, state: ContestState, reading: Reading) -> None:
        super().__init__()
        heads = (texts.say("Ballot"), texts.say("Candidate"), texts.say("Votes"))
        bars, votes = Bars(look, heads), final_votes(reading.totals)
        order = sorted(
            state.contest.candidates,
            key=lambda one: (-votes[one.id], one.id not in reading.elected, one.number),
        )
        rows = []
        for one in order:
            name, elected = name_of(one), one.id in reading.elected
            rows.append(
                BarRow(
                    texts.figure(one.number),
                    look.stamp(one.party),
                    (name.before, name.surname, name.after),
                    votes[one.id],
                    texts.figure(votes[one.id]),
                    texts.say("Elected") if elected else "",
                    "circle-check" if elected else "",
                    "success",
                )
            )
        bars.show_rows(rows, None)
        totals = reading.totals
        papers = texts.say(
            "{verified} ballot papers verified, {rejected} of them rejected.",
            verified=texts.figure(totals.verified),
            rejected=texts.figure(totals.rejected_total),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(bars)
        whole.addWidget(Words(look, papers, wrap=True))
        whole.addStretch(1)
