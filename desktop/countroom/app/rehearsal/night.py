"""One council's count night, from the first box to the last spoken word, by the use cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countroom.app.publication import Delivery
from countroom.app.rehearsal.mistakes import Planted
from countroom.app.rehearsal.paper import SourceCase, make_paper
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, stopping, unanswered
from countroom.domain.counting.plurality import elect
from countroom.domain.declaring import GUIDANCE_STEPS
from countroom.domain.identifiers import PersonId
from countroom.domain.totals import variances
from countroom.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from countroom.app.printing import Printer
    from countroom.app.publication import Publication
    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.keying import Keying
    from countroom.app.rehearsal.paper import Paper, Published
    from countroom.domain.events import ConsultationOutcome
    from countroom.domain.identifiers import CandidateId, ContestId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState

ADMINISTRATOR = PersonId("administrator")
SUPERVISOR = PersonId("supervisor-1")
OFFICER = PersonId("officer-1")
DEPUTY = PersonId("officer-2")

# What the crew gives as its reasons.
COUNTED_TWICE = N_("counted twice, equal both times")
LOOKED_AGAIN = N_("looked at the paper again, the figures stand")
NAMES_DRAWN = N_("names drawn from a box")
BOTH_AGENTS = N_("both election agents")
SOURCE_IS_OUT = N_("the source's own figures do not reconcile")

_CONSULTATIONS: Sequence[ConsultationOutcome] = ("agreed", "agreed", "nobody_present")


@dataclass(slots=True)
class Played:
    """What a night left behind, besides the count file."""

    mistakes: list[Planted] = field(default_factory=list)
    cases: list[SourceCase] = field(default_factory=list)
    last_delivery: Delivery | None = None
    refused: str = ""


class Night:
    """Plays every contest of a set-up count file with its published figures."""

    def __init__(self, desk: Player, keying: Keying, random: Random) -> None:
        self._do = desk.do
        self._player = desk
        self._keying = keying
        self._random = random
        self.publication: Publication | None = None
        self.deliver_every = 1
        self._undelivered = 0
        self.printer: Printer | None = None
        self.tell: Callable[[ContestState], None] = lambda _: None
        self.played = Played(mistakes=keying.planted)

    def play(self, night: Sequence[Published]) -> Played:
        """Play the night: all boxes first, then ward after ward to its declaration."""
        for published in night:
            self.prove(published.contest.id)
        papers = []
        for published in night:
            if not self._uncontested(published):
                paper = self.paper_of(published)
                self.receive_boxes(published, paper)
                papers.append((published, paper))
        for published, paper in papers:
            self.count_papers(published, paper)
            self.declare(published)
        return self.played

    def _state(self, contest: ContestId) -> ContestState:
        return self._player.state.contests[contest]

    def prove(self, contest: ContestId) -> None:
        """Check a contest against its printed ballot paper."""
        self._do(do.ProveContest(ADMINISTRATOR, SUPERVISOR, contest))

    def _uncontested(self, published: Published) -> bool:
        if not published.contest.uncontested:
            return False
        self._do(do.ReturnUncontested(OFFICER, published.contest.id))
        self._after_declaration(published.contest.id)
        return True

    def paper_of(self, published: Published) -> Paper:
        """Make the paper that the crew keys from."""
        paper, cases = make_paper(published, self._state(published.contest.id).rules, self._random)
        self.played.cases += cases
        return paper

    def receive_boxes(self, published: Published, paper: Paper, leave_out: int = 0) -> None:
        """Enter the accounts of all boxes and verify; with boxes left out, stop before that."""
        contest = published.contest.id
        accounts = [s for s in self._state(contest).sheets.values() if s.sheet.kind == "account"]
        for state in accounts[: len(accounts) - leave_out]:
            if state.sheet.box is not None:
                self._keying.enter_twice(state.sheet, paper.accounts[state.sheet.box])
        if not leave_out:
            reasons = dict.fromkeys(variances(self._state(contest)), COUNTED_TWICE)
            self._do(do.SignVerification(OFFICER, contest, reasons))

    def key_once(self, published: Published, paper: Paper) -> None:
        """Key the count sheets a first time and leave them."""
        for sheet in self._count_sheets(published):
            self._keying.enter_once(sheet, paper.count)

    def key_with_a_slip(self, published: Published, paper: Paper) -> None:
        """Key the count sheets twice, the second time with one slip, and leave them."""
        for sheet in self._count_sheets(published):
            self._keying.enter_differing(sheet, paper.count)

    def _count_sheets(self, published: Published) -> list[Sheet]:
        states = self._state(published.contest.id).sheets.values()
        return [state.sheet for state in states if state.sheet.kind == "count"]

    def count_papers(self, published: Published, paper: Paper) -> None:
        """Key the count sheets twice, settle what differs and answer the warnings."""
        contest = published.contest.id
        for sheet in self._count_sheets(published):
            self._keying.enter_twice(sheet, paper.count)
        findings = check_contest(self._player.state, self._state(contest))
        for finding in unanswered(self._state(contest), findings):
            hard = finding.severity == "not_reconciled"
            by, reason = (OFFICER, SOURCE_IS_OUT) if hard else (SUPERVISOR, LOOKED_AGAIN)
            self._do(do.AnswerFinding(by, contest, finding.code, reason))

    def declare(self, published: Published) -> None:
        """Go from the agreed figures to the spoken word."""
        contest = published.contest.id
        self._do(do.ReachProvisionalResult(SUPERVISOR, contest))
        outcome = self._random.choice(_CONSULTATIONS)
        self._do(do.CloseConsultation(OFFICER, contest, outcome))
        self._draw_lots(published)
        self._clear(contest)
        if self.printer is not None:
            at = self._player.now()
            self.printer.print_sheet("declaration", self._player.state, self._state(contest), at)
        self._do(do.SpeakResult(OFFICER, contest, self._player.now()))
        self._after_declaration(contest)

    def _draw_lots(self, published: Published) -> None:
        """Draw as the source says the lot fell; by the seed where it says nothing."""
        contest, votes = published.contest, published.votes
        drawn: list[CandidateId] = []
        while (equality := elect(votes, contest.seats, drawn).equality) is not None:
            fell = [c for c in equality.tied if c in published.winners]
            winner = fell[0] if fell else self._random.choice(sorted(equality.tied))
            self._do(do.DrawLot(OFFICER, contest.id, winner, NAMES_DRAWN, (BOTH_AGENTS,)))
            drawn.append(winner)

    def _clear(self, contest: ContestId) -> None:
        findings = stopping(check_contest(self._player.state, self._state(contest)))
        if findings:
            self._do(do.ClearResult(OFFICER, contest, DEPUTY, SOURCE_IS_OUT, GUIDANCE_STEPS))
        else:
            self._do(do.ClearResult(OFFICER, contest))

    def _after_declaration(self, contest: ContestId) -> None:
        self._undelivered += 1
        if self.publication is not None and self._undelivered >= self.deliver_every:
            self.played.last_delivery = self.publication.deliver()
            self._undelivered = 0
        self.tell(self._state(contest))
