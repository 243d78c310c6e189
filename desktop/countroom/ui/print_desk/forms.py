"""Sheets over the print desk: print papers, give a print up, tick who signed a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.print_desk import languages_of, printable
from countroom.app.screens.print_desk import say_kind
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from countroom.domain.print_job import PrintJob
    from countroom.domain.state import ContestState
    from countroom.ui.ready.form import Asked
    from countroom.ui.shell.page import Page

_MOST_OFFERED = 10


class PrintForm(Form):
    """Choose contest, sheets, languages and copies; ``again`` is a print to be printed again."""

    def __init__(
        self, page: Page, contest: ContestId | None = None, again: PrintJob | None = None
    ) -> None:
        desk, say = page.desk, page.desk.texts.say
        super().__init__(
            page,
            say("Print papers"),
            say("Papers that stand already are replaced: say why, and collect the old ones."),
        )
        contests = {one.contest.id: one.contest.area for one in desk.count.contests.values()}
        self.contest = self.pick(say("Contest"), contests, contest)
        offered = printable(desk.contest(self.contest.value))
        kinds = {kind: say_kind(desk.texts, kind) for kind in offered}
        ticked = [kind for kind in (again.kinds if again else ()) if kind in kinds]
        self.kinds = self.ticks(say("Sheets"), kinds, ticked)
        here = languages_of(desk.count, desk.contest(self.contest.value))
        tongues = {"en": say("English"), "cy": say("Welsh")}
        self.languages = self.ticks(say("Languages"), tongues, again.languages if again else here)
        copies = {n: desk.texts.figure(n) for n in range(1, _MOST_OFFERED + 1)}
        self.copies = self.pick(say("Copies"), copies, again.copies if again else 1)
        self.reason = self.line(say("Why papers that stand are printed again"))
        self.finish(say("Print"), self._asked)

    def _asked(self) -> Asked:
        languages = tuple(one for one in ("en", "cy") if one in self.languages.values)
        return do.SendToPrinter(
            _by(self),
            self.contest.value,
            self.kinds.values,
            languages,
            self.copies.value,
            self.reason.text().strip(),
        )


class VoidForm(Form):
    """Give a print up, with a reason."""

    def __init__(self, page: Page, state: ContestState, job: PrintJob) -> None:
        say = page.desk.texts.say
        super().__init__(
            page,
            say("Give up print {number} of {ward}", number=job.number, ward=state.contest.area),
            say("It leaves the queue. Papers that came out are void and are to be collected."),
        )
        self._of = (state.contest.id, job.number)
        self.reason = self.line(say("Why nobody wants them"))
        self.finish(say("Give it up"), self._asked)

    def _asked(self) -> Asked:
        return do.VoidPrint(_by(self), *self._of, self.reason.text().strip())


class SignedForm(Form):
    """Tick that somebody signed a paper by hand."""

    def __init__(self, page: Page, state: ContestState, job: PrintJob) -> None:
        desk, say = page.desk, page.desk.texts.say
        super().__init__(
            page,
            say(
                "Signed on paper: print {number} of {ward}",
                number=job.number,
                ward=state.contest.area,
            ),
        )
        self._of = (state.contest.id, job.number)
        kinds = {kind: say_kind(desk.texts, kind) for kind in job.kinds}
        self.kind = self.pick(say("Sheet"), kinds)
        officer = desk.count.elections[state.contest.election].returning_officer
        self.name = self.line(say("Who signed it"), officer)
        self.finish(say("It is signed"), self._asked)

    def _asked(self) -> Asked:
        return do.TickSigned(_by(self), *self._of, self.kind.value, self.name.text().strip())


def _by(form: Form) -> PersonId:
    return form.desk.person.id if form.desk.person else PersonId("")
