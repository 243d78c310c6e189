"""The seat plan: which laptop does which job, and what happens if one dies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from countroom.app.screens.ready import say_job, say_losses
from countroom.app.seat_plan import JOBS, SIZES, is_time, read_laptops, usual_plan
from countroom.ui.parts import Panel, Rule, Words
from countroom.ui.parts.choices import Pick, Sentence

if TYPE_CHECKING:
    from countroom.app.seat_plan import Job, SeatPlan
    from countroom.texts import Texts
    from countroom.ui.look import Look


class SeatsPanel(Panel):
    """A line a job with the numbers of its laptops; ``changed`` gives the plan as it is now."""

    changed = Signal(object)

    def __init__(self, look: Look, texts: Texts, plan: SeatPlan) -> None:
        super().__init__(look, texts.say("Seat plan"))
        self._look, self._texts, self._plan = look, texts, plan
        say = texts.say
        grid = QGridLayout()
        grid.setContentsMargins(5, 5, 5, 5)
        grid.setHorizontalSpacing(look.space("m"))
        grid.setVerticalSpacing(11)
        grid.setColumnStretch(1, 1)
        self._sizes = sorted({*SIZES, plan.laptops})
        self.first = self.size_of = Pick(look)
        self.size_of.addItems([texts.count("{n} laptop", "{n} laptops", n) for n in self._sizes])
        self.size_of.setCurrentIndex(self._sizes.index(plan.laptops))
        self.size_of.setMinimumWidth(look.px(110))
        self.size_of.currentIndexChanged.connect(self._resize)
        self._add(grid, 0, say("Laptops"), self.size_of)
        self.begins = Sentence(look, "")
        self.begins.setText(plan.begins)
        self.begins.textEdited.connect(lambda _: self._take())
        self._add(grid, 1, say("Keying begins at"), self.begins)
        self.fields: dict[Job, QLineEdit] = {}
        for at, job in enumerate(JOBS, 2):
            field = self.fields[job] = Sentence(look, "")
            field.textEdited.connect(lambda _: self._take())
            self._add(grid, at, say_job(texts, job), field)
        self.body.addLayout(grid)
        self.trouble = Words(look, "", "body", "danger", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.body.addWidget(Rule(look))
        self.losses = Words(look, "", "body", wrap=True)
        self.body.addWidget(self.losses)
        self._show()

    def _add(self, grid: QGridLayout, at: int, words: str, field: QWidget) -> None:
        label = Words(self._look, words, "body", wrap=True)
        label.setBuddy(field)
        field.setAccessibleName(words)
        grid.addWidget(label, at, 0)
        grid.addWidget(field, at, 1)

    def _show(self) -> None:
        """Show the plan in its fields, and what the death of each laptop means."""
        for job, field in self.fields.items():
            with QSignalBlocker(field):
                field.setText(" ".join(str(n) for n in self._plan.seats.get(job, ())))
        self.losses.say("\n".join(say_losses(self._texts, self._plan)))

    def _resize(self, at: int) -> None:
        begins = self._plan.begins
        fresh = usual_plan(self._sizes[at])
        self._plan = replace(fresh, begins=begins)
        self._show()
        self._say("")
        self.changed.emit(self._plan)

    def _take(self) -> None:
        """Take what was typed; what cannot be stays on the screen and is said."""
        say, plan = self._texts.say, self._plan
        for job, field in self.fields.items():
            laptops = read_laptops(field.text(), plan.laptops)
            if laptops is None:
                self._say(
                    say(
                        "{job}: write the numbers of laptops, 1 to {most}, with blanks between.",
                        job=say_job(self._texts, job),
                        most=plan.laptops,
                    )
                )
                return
            plan = plan.with_seats(job, laptops)
        begins = self.begins.text().strip()
        if not is_time(begins):
            self._say(say("“{text}” is not a time. Write it as 02:30.", text=begins))
            return
        self._say("")
        self._plan = replace(plan, begins=begins)
        self.losses.say("\n".join(say_losses(self._texts, self._plan)))
        self.changed.emit(self._plan)

    def _say(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))
