"""One council's count night, from the first box to the last spoken word, by the use cases."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from countroom.app.bill import Bill
from countroom.app.publication import Delivery
from countroom.app.rehearsal.batch import Batch
from countroom.app.rehearsal.counting import Counting
from countroom.app.rehearsal.declaring import Declaring
from countroom.app.rehearsal.duty import Duty
from countroom.app.rehearsal.keying import Keying
from countroom.app.rehearsal.mistakes import Planted
from countroom.app.rehearsal.on_record import OnRecord
from countroom.app.rehearsal.paper import SourceCase, make_paper
from countroom.app.rehearsal.pause import sleep
from countroom.app.rehearsal.programme import programme, quiet
from countroom.app.rehearsal.reasons import (
    ADMINISTRATOR,
    FOUND_AT_SORTING,
    KEYERS,
    OFFICER,
    SET_ASIDE,
    SUPERVISOR,
)
from countroom.app.rehearsal.receiving import Receiving
from countroom.app.rehearsal.recounts import Recounts
from countroom.app.rehearsal.trouble import Trouble
from countroom.app.rehearsal.two_counts import SecondCount
from countroom.domain import commands as do

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from countroom.app.publication import Publication
    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.paper import Paper, Published
    from countroom.app.rehearsal.programme import Programme, Ward
    from countroom.domain.identifiers import ContestId, PersonId
    from countroom.domain.state import ContestState


@dataclass(slots=True)
class Played:
    """What a night left behind, besides the count file; ``work`` is what keying it took.

    ``officers_left`` were called away before the end and handed over to a deputy.
    """

    mistakes: list[Planted] = field(default_factory=list)
    cases: list[SourceCase] = field(default_factory=list)
    work: Bill | None = None
    officers_left: int = 0
    last_delivery: Delivery | None = None
    refused: str = ""


class Night:
    """Plays every contest of a set-up count file with its published figures.

    ``mistakes`` is the share of entries with one; with ``fields`` every typed field is saved.
    Without ``chance`` nothing happens but the count.
    """

    def __init__(
        self,
        desk: Player,
        random: Random,
        chance: Random | None = None,
        mistakes: float = 0.0,
        *,
        fields: bool = False,
    ) -> None:
        self._do = desk.do
        self._player, self._random, self._chance = desk, random, chance
        self.duty = Duty(desk, random)
        self.keying = Keying(desk, self.duty, random, mistakes, fields=fields)
        self.receiving = Receiving(desk, self.keying, random)
        self.counting = Counting(desk, self.keying, random, chance)
        self.recounts = Recounts(desk, self.keying, self.counting, _apart(chance))
        self.declaring = Declaring(desk, random, self.recounts)
        second = SecondCount(desk, self.keying, self.counting.cases)
        self.declaring.second_count = second.play
        self.trouble = Trouble(desk, _apart(chance))
        self.on_record = OnRecord(desk, _apart(chance))
        self.declaring.by_hand = self.on_record.play
        self.declaring.batch = self.batch = Batch(desk, _apart(chance))
        self.publication: Publication | None = None
        self.deliver_every = 1
        self._undelivered = 0
        self.tell: Callable[[ContestState], None] = lambda _: None
        self.played = Played(mistakes=self.keying.planted, cases=self.counting.cases)

    def play(self, night: Sequence[Published]) -> Played:
        """Play the night: all boxes first, then ward after ward to its declaration."""
        for published in night:
            self.prove(published)
        papers = [(one, self.paper_of(one)) for one in night if not self._uncontested(one)]
        plan, eventful = self._programme(papers), _eventful(papers)
        plan = replace(plan, wards=self.trouble.plan(plan.wards, eventful=eventful))
        self._receive(plan)
        self.recounts.plan(len(plan.wards))
        self.batch.plan(len(plan.wards))
        self.on_record.plan(len(plan.wards), eventful=eventful, but=self.trouble.mislaid)
        self.trouble.plan_leave(len(plan.wards), self.on_record.places, eventful=eventful)
        for n, ward in enumerate(plan.wards):
            self._interrupt(plan, n)
            self.counting.count(ward)
            self._signs(self.trouble.officer_for(n, ward.published.contest.election))
            self.declare(ward.published)
            self.trouble.come_back()
            self._signs(OFFICER)
        for contest in self.batch.rest():
            self._after_declaration(contest)
        corrected = self.on_record.correct()
        if corrected is not None:
            self._after_declaration(corrected)
        self.played.work = self.keying.work.bill()
        self.played.officers_left = self.trouble.left
        return self.played

    def prove(self, published: Published) -> None:
        """Check a contest against its printed ballot paper and its register."""
        contest = published.contest
        electorate = contest.electorate_to_prove
        self._do(do.ProveContest(ADMINISTRATOR, SUPERVISOR, contest.id, electorate))

    def paper_of(self, published: Published) -> Paper:
        """Make the paper that the crew keys from."""
        paper, cases = make_paper(published, self._state(published.contest.id).rules, self._random)
        self.played.cases += cases
        return paper

    def declare(self, published: Published) -> None:
        """Go from the agreed figures to the spoken word, and send it out."""
        for contest in self.declaring.declare(published):
            self._after_declaration(contest)

    def _programme(self, papers: Sequence[tuple[Published, Paper]]) -> Programme:
        """Draw the night's events: each of them where the paper is keyed in any depth."""
        if self._chance is None:
            return quiet(papers)
        return programme(papers, self._chance, eventful=_eventful(papers))

    def _receive(self, plan: Programme) -> None:
        """Take every box in; papers in a wrong one are moved when it is opened, or much later."""
        wards = {ward.published.contest.id: ward for ward in plan.wards}
        for contest, ward in wards.items():
            self.receiving.move((t for t in plan.set_aside if t.source == contest), SET_ASIDE)
            self.receiving.receive(ward)
        self.receiving.move(plan.found, FOUND_AT_SORTING)
        for transfer in plan.found:
            self.receiving.sign(wards[transfer.source])
            self.receiving.sign(wards[transfer.target])

    def _interrupt(self, plan: Programme, at: int) -> None:
        """Have a keyer leave, or the hall sleep, before the ward that is next."""
        if plan.leaves_before == at:
            self._do(do.NotePersonLeft(OFFICER, KEYERS[1]))
        if plan.pause_before == at:
            sleep(self._player, [_contest_of(ward) for ward in plan.wards[at:]])

    def _signs(self, officer: PersonId) -> None:
        """Have everything signed by this officer from now on."""
        for one in (self.duty, self.counting, self.recounts, self.declaring):
            one.officer = officer

    def _uncontested(self, published: Published) -> bool:
        if not published.contest.uncontested:
            return False
        self._do(do.ReturnUncontested(OFFICER, published.contest.id))
        self._after_declaration(published.contest.id)
        return True

    def _state(self, contest: ContestId) -> ContestState:
        return self._player.state.contests[contest]

    def _after_declaration(self, contest: ContestId) -> None:
        self._undelivered += 1
        if self.publication is not None and self._undelivered >= self.deliver_every:
            self.played.last_delivery = self.publication.deliver()
            self._undelivered = 0
        self.tell(self._state(contest))


def _eventful(papers: Sequence[tuple[Published, Paper]]) -> bool:
    """Say whether everything is to happen somewhere: where the paper is keyed in any depth."""
    tables = (one.contest.mini_counts for one, _ in papers)
    return any(one.depth != "totals" for table in tables for one in table)


def _apart(chance: Random | None) -> Random | None:
    """Give chances of its own to what was added later: the night's other events stay as drawn."""
    if chance is None:
        return None
    own = Random(0)  # noqa: S311 - a play, not a secret
    own.setstate(chance.getstate())
    return own


def _contest_of(ward: Ward) -> ContestId:
    return ward.published.contest.id
