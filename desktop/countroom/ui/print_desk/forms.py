"""Sheets over the print desk: print papers, give a print up, tick who signed a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from countroom.app.print_desk import languages_of, printable
from countroom.app.screens.print_desk import say_kind, say_subject
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.domain.print_job import PaperLanguage
from countroom.domain.prints import written_number
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from countroom.domain.print_job import PrintJob
    from countroom.ui.ready.form import Asked, Picked, Ticked
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
        tongues = _tongues(self)
        self.languages = self.ticks(say("Languages"), tongues, again.languages if again else here)
        self.copies = _copies(self, again.copies if again else 1)
        self.reason = self.line(say("Why papers that stand are printed again"))
        self.finish(say("Print"), self._asked)

    def _asked(self) -> Asked:
        return do.SendToPrinter(
            _by(self),
            self.contest.value,
            self.kinds.values,
            _languages(self.languages),
            self.copies.value,
            self.reason.text().strip(),
        )


class HallForm(Form):
    """Print papers of the hall again, about the same contests."""

    def __init__(self, page: Page, again: PrintJob) -> None:
        desk, say = page.desk, page.desk.texts.say
        super().__init__(
            page,
            say("Print papers of the hall again"),
            say("Papers that stand already are replaced: say why, and collect the old ones."),
        )
        self._again = again
        kinds = {kind: say_kind(desk.texts, kind) for kind in again.kinds}
        self.kinds = self.ticks(say("Sheets"), kinds, again.kinds)
        tongues = _tongues(self)
        self.languages = self.ticks(say("Languages"), tongues, again.languages)
        self.copies = _copies(self, again.copies)
        self.reason = self.line(say("Why papers that stand are printed again"))
        self.finish(say("Print"), self._asked)

    def _asked(self) -> Asked:
        return do.SendToPrinter(
            _by(self),
            None,
            self.kinds.values,
            _languages(self.languages),
            self.copies.value,
            self.reason.text().strip(),
            self._again.contests,
        )


class VoidForm(Form):
    """Give a print up, with a reason."""

    def __init__(self, page: Page, contest: ContestId | None, job: PrintJob) -> None:
        say = page.desk.texts.say
        super().__init__(
            page,
            say("Give up print {number} of {ward}", **_named(page, contest, job)),
            say("It leaves the queue. Papers that came out are void and are to be collected."),
        )
        self._of = (contest, job.number)
        self.reason = self.line(say("Why nobody wants them"))
        self.finish(say("Give it up"), self._asked)

    def _asked(self) -> Asked:
        return do.VoidPrint(_by(self), *self._of, self.reason.text().strip())


class SignedForm(Form):
    """Tick that somebody signed a paper by hand."""

    def __init__(self, page: Page, contest: ContestId | None, job: PrintJob) -> None:
        desk, say = page.desk, page.desk.texts.say
        super().__init__(
            page,
            say("Signed on paper: print {number} of {ward}", **_named(page, contest, job)),
        )
        self._of = (contest, job.number)
        kinds = {kind: say_kind(desk.texts, kind) for kind in job.kinds}
        self.kind = self.pick(say("Sheet"), kinds)
        polls = desk.count.elections
        if contest is not None:
            officer = polls[desk.contest(contest).contest.election].returning_officer
        else:
            officer = next((one.returning_officer for one in polls.values()), "")
        self.name = self.line(say("Who signed it"), officer)
        self.finish(say("It is signed"), self._asked)

    def _asked(self) -> Asked:
        return do.TickSigned(_by(self), *self._of, self.kind.value, self.name.text().strip())


def _named(page: Page, contest: ContestId | None, job: PrintJob) -> dict[str, str]:
    desk = page.desk
    whole = contest is None and not job.contests
    ward = desk.texts.say("the hall") if whole else ""
    ward = ward or say_subject(desk.texts, desk.count, contest, job)
    return {"number": written_number(contest, job.number), "ward": ward}


def _tongues(form: Form) -> dict[PaperLanguage, str]:
    return {"en": form.desk.texts.say("English"), "cy": form.desk.texts.say("Welsh")}


def _copies(form: Form, chosen: int) -> Picked[int]:
    texts = form.desk.texts
    copies = {n: texts.figure(n) for n in range(1, _MOST_OFFERED + 1)}
    return form.pick(texts.say("Copies"), copies, chosen)


def _languages(ticked: Ticked[PaperLanguage]) -> tuple[PaperLanguage, ...]:
    return tuple(one for one in get_args(PaperLanguage) if one in ticked.values)


def _by(form: Form) -> PersonId:
    return form.desk.person.id if form.desk.person else PersonId("")
