"""What an officer orders before or on the night: set-up, electorate, poll called off, limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLineEdit

from countroom.app.screens.correcting import (
    LIMITS,
    PROVERS,
    SITTING,
    Typed,
    anybody_else,
    as_typed,
    changed_limits,
    corrected,
    correction,
    limits_of,
    parties_in,
)
from countroom.domain import commands as do
from countroom.domain.figures import read_figure
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.ui.parts import Words
from countroom.ui.parts.choices import Sentence
from countroom.ui.ready.form import Form, Picked

if TYPE_CHECKING:
    from countroom.domain.election import CalledOff, Contest, Incumbent, Party
    from countroom.domain.state import ContestState
    from countroom.ui.ready.form import Asked
    from countroom.ui.shell.page import Page

_NUMBER_WIDTH = 56


class CorrectSetUpForm(Form):
    """The whole set-up of a contest as it stands on the ballot paper; it is proven anew after.

    Figures keyed stand where only words, parties or times change.
    """

    def __init__(self, page: Page, state: ContestState) -> None:
        contest, say = state.contest, page.desk.texts.say
        super().__init__(
            page,
            say("Correct the set-up of {contest}", contest=contest.area),
            say(
                "As on the printed ballot paper; two people prove the contest anew. Names, "
                "descriptions, parties, terms, postal papers and times change with every sheet "
                "and figure kept. Anything else makes printed sheets void by their numbers."
            ),
        )
        self._state, self._contest = state, contest
        now = as_typed(contest)
        self.reason = self.line(say("Why, and by whose order"))
        self.seats = self.line(say("Seats"), now.seats)
        self.terms = self.line(
            say("Days on which the seats' terms end, where they differ"), now.terms, "2026-05-07; "
        )
        self.electorate = self.line(say("Electorate"), now.electorate)
        self.source = self.line(say("From which register, of which day"), now.source)
        self.postal = self.line(say("Postal ballot papers issued"), now.postal)
        self.expected = self.line(say("When the declaration is expected"), now.expected, "02:30")
        self.parties: list[Picked[Party]] = []
        self.sitting: list[Picked[Incumbent]] = []
        self.rows = self._candidates(now)
        self.finish(say("Correct the set-up"), self._asked)

    def _candidates(self, now: Typed) -> list[tuple[Sentence, Sentence, Sentence]]:
        say, look = self.desk.texts.say, self.desk.look
        grid = QGridLayout()
        grid.setContentsMargins(5, 5, 5, 5)
        grid.setHorizontalSpacing(look.space("m"))
        grid.setVerticalSpacing(11)
        heads = (say("No."), say("Name on the ballot paper"), say("Description"))
        for column, head in enumerate(heads):
            grid.addWidget(Words(look, head, "caption", "muted"), 0, column)
        rows = []
        for at, one in enumerate(now.candidates, 1):
            fields = tuple(Sentence(look, f"{heads[n]}, {one[1]}") for n in range(len(heads)))
            for column, (field, text) in enumerate(zip(fields, one, strict=True)):
                field.setText(text)
                field.textChanged.connect(self.show_why)
                field.returnPressed.connect(lambda: self.focusNextPrevChild(True))  # noqa: FBT003
                grid.addWidget(field, 2 * at, column)
                self.fields.append(field)
            self._choices(grid, 2 * at + 1, one[1], now, at - 1)
            number, name, description = fields
            number.setFixedWidth(look.px(_NUMBER_WIDTH))
            rows.append((number, name, description))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.column.addLayout(grid)
        return rows

    def _choices(self, grid: QGridLayout, row: int, name: str, now: Typed, at: int) -> None:
        """Offer the parties of the file, and whether somebody sits already."""
        texts = self.desk.texts
        party_word, sitting_word = texts.say("Party"), texts.say("Sitting")
        parties = {one: one.name for one in parties_in(self.desk.count)}
        sitting = {value: texts.say(words) for value, words in SITTING.items()}
        party = Picked(self.desk, f"{party_word}, {name}", parties, now.parties[at])
        sits = Picked(self.desk, f"{sitting_word}, {name}", sitting, now.sitting[at])
        for column, picked in ((1, party), (2, sits)):
            picked.box.currentIndexChanged.connect(self.show_why)
            grid.addWidget(picked.box, row, column)
            self.fields.append(picked.box)
        self.parties.append(party)
        self.sitting.append(sits)

    def _asked(self) -> Asked:
        election = self.desk.count.elections[self._contest.election]
        typed = Typed(
            self.seats.text(),
            self.terms.text(),
            self.electorate.text(),
            self.source.text(),
            self.postal.text(),
            self.expected.text(),
            tuple((a.text(), b.text(), c.text()) for a, b, c in self.rows),
            tuple(one.value for one in self.parties),
            tuple(one.value for one in self.sitting),
        )
        found = corrected(self.desk.texts, self._contest, election.polling_day, typed)
        if isinstance(found, str):
            return found
        return correction(self._state, found, sitting(self), self.reason.text().strip())


class ElectorateForm(Form):
    """The electorate as it stood at the close of poll; once proven a second person signs it."""

    def __init__(self, page: Page, state: ContestState) -> None:
        contest, say = state.contest, page.desk.texts.say
        super().__init__(page, say("Electorate of {contest}", contest=contest.area))
        self._contest, self._proven = contest, state.proven
        known = "" if contest.electorate is None else str(contest.electorate)
        self.electorate = self.line(say("Electorate"), known)
        self.source = self.line(say("From which register, of which day"), contest.electorate_source)
        self.reason = self.line(say("Why it changes"))
        self.finish(say("Take this electorate"), self._asked)

    def _asked(self) -> Asked:
        figure = read_figure(self.electorate.text())
        if isinstance(figure, Refusal):
            return self.desk.say_refusal(figure)
        by = sitting(self)
        return do.AlterElectorate(
            by,
            self._contest.id,
            figure,
            self.source.text().strip(),
            self.reason.text().strip(),
            anybody_else(self.desk.count, by) if self._proven else None,
        )

    def carry_out(self) -> None:
        """Have a second person compare the new figure with the register where two proved the old.

        Who it is comes now: the one asked about before was anybody.
        """
        asked = self._asked()
        if not isinstance(asked, do.AlterElectorate) or asked.second is None:
            super().carry_out()
        elif not self.why_not(asked):
            desk, say = self.desk, self.desk.texts.say
            self.leave()
            desk.ask_second(
                say(
                    "A second person compares the electorate of {ward}, {electorate}, with the "
                    "register and signs.",
                    ward=self._contest.area,
                    electorate=desk.texts.figure(asked.electorate),
                ),
                PROVERS,
                lambda hand: desk.do(replace(asked, second=hand.person), second=hand),
            )


class CallOffForm(Form):
    """A poll that is not held, or not counted, because a candidate died."""

    def __init__(self, page: Page, contest: Contest) -> None:
        say = page.desk.texts.say
        super().__init__(
            page,
            say("Call off the poll in {contest}", contest=contest.area),
            say("Its papers are sealed uncounted. An officer can let it go on, with a reason."),
        )
        self._contest = contest
        options: dict[CalledOff, str] = {
            "countermanded": say("Countermanded: a candidate died before the poll began"),
            "abandoned": say("Abandoned: a candidate died after the poll had begun"),
        }
        self.how = self.pick(say("How"), options)
        self.reason = self.line(say("What happened"))
        self.finish(say("Call off the poll"), self._asked)

    def _asked(self) -> Asked:
        reason = self.reason.text().strip()
        return do.CallOffPoll(sitting(self), self._contest.id, self.how.value, reason)


class RestoreForm(Form):
    """A poll that was called off by mistake goes on where it stood."""

    def __init__(self, page: Page, contest: Contest) -> None:
        say = page.desk.texts.say
        super().__init__(page, say("Let the poll in {contest} go on", contest=contest.area))
        self._contest = contest
        self.reason = self.line(say("Why it was called off by mistake"))
        self.finish(say("Let the poll go on"), self._asked)

    def _asked(self) -> Asked:
        return do.RestorePoll(sitting(self), self._contest.id, self.reason.text().strip())


class LimitsForm(Form):
    """Where warnings begin, for the contests of as many seats in one election."""

    def __init__(self, page: Page, state: ContestState) -> None:
        texts, say = page.desk.texts, page.desk.texts.say
        super().__init__(
            page,
            texts.count(
                "Where warnings begin, wards with {n} seat",
                "Where warnings begin, wards with {n} seats",
                state.contest.seats,
            ),
            say("A warning asks for a reason; it never stops a count. What was answered stays."),
        )
        self._election = state.contest.election
        self._usual = limits_of(page.desk.count, state)
        self.reason = self.line(say("Why other limits are right here"))
        self.limits: dict[str, QLineEdit] = {}
        for name, words in LIMITS.items() if self._usual is not None else ():
            self.limits[name] = self.line(say(words), str(getattr(self._usual, name)))
        self.finish(say("Take these limits"), self._asked)

    def _asked(self) -> Asked:
        texts = self.desk.texts
        if self._usual is None:
            return texts.say("No check warns in contests of this kind.")
        typed = {name: field.text() for name, field in self.limits.items()}
        found = changed_limits(texts, self._usual, typed)
        if isinstance(found, str):
            return found
        return do.ChangeThresholds(sitting(self), self._election, found, self.reason.text().strip())


def sitting(form: Form) -> PersonId:
    """Give who sits here, nobody's id where nobody does."""
    return form.desk.person.id if form.desk.person else PersonId("")
