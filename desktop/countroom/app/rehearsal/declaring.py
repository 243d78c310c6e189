"""The end of a ward's night: from the agreed figures to the spoken word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.rehearsal.reasons import (
    BOTH_AGENTS,
    DEPUTY,
    NAMES_DRAWN,
    NOT_FOUND,
    OFFICER,
    SOURCE_IS_OUT,
    SUPERVISOR,
)
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, stopping
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.lots import lot_now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from countroom.app.printing import Printer
    from countroom.app.rehearsal.batch import Batch
    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.paper import Published
    from countroom.app.rehearsal.recounts import Recounts
    from countroom.domain.events import ConsultationOutcome
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState

_CONSULTATIONS: Sequence[ConsultationOutcome] = ("agreed", "agreed", "nobody_present")


class Declaring:
    """Takes a ward from settled sheets to its declaration; ``printer`` prints the statement."""

    def __init__(self, player: Player, random: Random, recounts: Recounts) -> None:
        self._do = player.do
        self._player, self._random, self._recounts = player, random, recounts
        self.printer: Printer | None = None
        self.officer = OFFICER
        self.second_count: Callable[[Published], None] = lambda _: None
        self.by_hand: Callable[[ContestId], bool] = lambda _: False
        self.batch: Batch | None = None

    def declare(self, published: Published) -> tuple[ContestId, ...]:
        """Reach the provisional result, consult, draw lots, clear and speak.

        Gives the wards that are declared by it: none where this one waits for others.
        """
        contest = published.contest.id
        self._recounts.appoint(contest)
        self._do(do.ReachProvisionalResult(SUPERVISOR, contest))
        usual = self._random.choice(_CONSULTATIONS)
        outcome = self._recounts.play(contest) or usual
        self._do(do.CloseConsultation(self.officer, contest, outcome, self._version(contest)))
        self._count_seconds(published)
        self._draw_lots(published)
        if self.by_hand(contest):
            self._print(contest)
            return (contest,)
        self._clear(contest)
        self._print(contest)
        # Who stands in for an officer called away reads that one ward and no more.
        batch = self.batch if self.officer == OFFICER else None
        together = batch.spoken(contest) if batch is not None else None
        if together is None:
            self._do(do.SpeakResult(self.officer, contest, self._player.now()))
        return (contest,) if together is None else together

    def _print(self, contest: ContestId) -> None:
        if self.printer is not None:
            at = self._player.now()
            self.printer.print_sheet("declaration", self._player.state, self._state(contest), at)

    def _count_seconds(self, published: Published) -> None:
        """Go on to a second count where the first, told, leaves somebody remaining."""
        contest = published.contest.id
        told = self._state(contest).provisional
        if told is not None and told.remaining:
            self.second_count(published)
            self._do(do.ReachProvisionalResult(SUPERVISOR, contest))
            self._do(do.CloseConsultation(self.officer, contest, "agreed"))

    def _draw_lots(self, published: Published) -> None:
        """Draw as the source says the lot fell; by the seed where it says nothing."""
        contest = published.contest.id
        while (needed := lot_now(self._state(contest))) is not None:
            fell = [c for c in needed.tied if c in published.winners and not needed.term]
            winner = fell[0] if fell else self._random.choice(sorted(needed.tied))
            self._do(do.DrawLot(self.officer, contest, winner, NAMES_DRAWN, (BOTH_AGENTS,)))

    def _clear(self, contest: ContestId) -> None:
        findings = stopping(check_contest(self._player.state, self._state(contest)))
        version = self._version(contest)
        if findings:
            said = [one.reason for one in self._state(contest).answers]
            reason = NOT_FOUND if NOT_FOUND in said else SOURCE_IS_OUT
            for step in GUIDANCE_STEPS:
                self._do(do.TakeStep(SUPERVISOR, contest, step, version))
            self._do(do.ClearResult(self.officer, contest, DEPUTY, reason, version))
        else:
            self._do(do.ClearResult(self.officer, contest, version=version))

    def _version(self, contest: ContestId) -> int:
        """Give the version that those on the platform have before them."""
        return self._state(contest).provisionals

    def _state(self, contest: ContestId) -> ContestState:
        return self._player.state.contests[contest]
