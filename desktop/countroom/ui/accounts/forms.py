"""Asked for over the accounts: a box that never was, and papers found after the declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.seldom import accounts_given_up
from countroom.domain import commands as do
from countroom.domain.figures import read_figure
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from countroom.app.screens.accounts import BoxRow
    from countroom.domain.state import ContestState
    from countroom.ui.ready.form import Asked
    from countroom.ui.shell.page import Page


class GiveUpForm(Form):
    """The account of a box that was never used; other boxes of its station go with the first."""

    def __init__(self, page: Page, state: ContestState, row: BoxRow) -> None:
        say = page.desk.texts.say
        super().__init__(
            page,
            say("{box} was never used", box=row.place),
            say(
                "Its account is withdrawn and nobody waits for it. If the box turns up after all, "
                "it is added again where boxes are received."
            ),
        )
        self._contest, self._sheets = state.contest.id, accounts_given_up(state, row)
        self.reason = self.line(say("How it is known that it was not used"))
        self.finish(say("Withdraw the account"), self._asked)

    def _asked(self) -> Asked:
        reason = self.reason.text().strip()
        return do.WithdrawSheets(_sitting(self), self._contest, self._sheets, reason)


class FoundPapersForm(Form):
    """Papers found when the result was out: how many, where, by whom."""

    def __init__(self, page: Page, state: ContestState) -> None:
        say = page.desk.texts.say
        super().__init__(
            page,
            say("Papers found after the declaration, {contest}", contest=state.contest.area),
            say(
                "The result stands: only a court can have these papers counted. They are sealed "
                "by themselves, and this is kept in the log."
            ),
        )
        self._contest = state.contest.id
        self.papers = self.line(say("Ballot papers found"))
        self.where = self.line(say("Where they lay"))
        self.reason = self.line(say("Who found them, and when"))
        self.finish(say("Record the papers found"), self._asked)

    def _asked(self) -> Asked:
        if not self.papers.text().strip():
            return self.desk.texts.say("Type how many papers.")
        papers = read_figure(self.papers.text())
        if isinstance(papers, Refusal):
            return self.desk.say_refusal(papers)
        where, reason = self.where.text().strip(), self.reason.text().strip()
        return do.RecordFoundPapers(_sitting(self), self._contest, papers, where, reason)


def _sitting(form: Form) -> PersonId:
    return form.desk.person.id if form.desk.person else PersonId("")
