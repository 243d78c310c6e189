"""The first part of a night: boxes in, accounts keyed, the post, recounts, the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.rehearsal.accounts import postal_account
from countroom.app.rehearsal.arrival import arrival, boxes_due
from countroom.app.rehearsal.post import opening
from countroom.app.rehearsal.reasons import (
    ANOTHER_BOX,
    COUNTED_TWICE,
    EXCHANGED,
    LATE_PACKET,
    OFFICER,
    SEAL_TORN,
    SUPERVISOR,
    VARIES,
)
from countroom.app.sources.boxes import box_id
from countroom.domain import commands as do
from countroom.domain.election import BallotBox
from countroom.domain.hall import BoxReceipt
from countroom.domain.sheets import COUNTED
from countroom.domain.totals import compensating, counts_of, variances
from countroom.domain.verifying import counted_once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.keying import Keying
    from countroom.app.rehearsal.paper import Paper
    from countroom.app.rehearsal.programme import Ward
    from countroom.domain.hall import Transfer
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState


class Receiving:
    """Takes a ward from its sealed boxes to its signed statement."""

    def __init__(self, player: Player, keying: Keying, random: Random) -> None:
        self._do = player.do
        self._player, self._keying, self._random = player, keying, random

    def receive(self, ward: Ward, leave_out: int = 0) -> None:
        """Key the accounts of all boxes and sign; with boxes left out, stop before that."""
        contest, paper = ward.published.contest.id, ward.paper
        accounts = [s for s in self._state(contest).sheets.values() if s.sheet.kind == "account"]
        for state in accounts[: len(accounts) - leave_out]:
            if state.sheet.box is not None:
                self._keying.enter_twice(state.sheet, paper.accounts[state.sheet.box])
        if leave_out:
            return
        self._arrive(ward)
        if ward.late and not ward.after_statement:
            self._late_post(ward)
        self.sign(ward)
        if ward.late and ward.after_statement:
            self._late_post(ward)
            self.sign(ward)

    def move(self, transfers: Iterable[Transfer], reason: str) -> None:
        """Move papers to the ward they belong to."""
        for transfer in transfers:
            self._do(do.TransferPapers(SUPERVISOR, transfer, reason))

    def sign(self, ward: Ward) -> None:
        """Sign the statement, or its next version, once every box is counted out."""
        contest = ward.published.contest.id
        self._count_again(contest, ward.paper)
        state = self._state(contest)
        if state.verification is not None:
            return
        pairs = {box for pair in compensating(state) for box in pair}
        reasons = {box: EXCHANGED if box in pairs else COUNTED_TWICE for box in variances(state)}
        self._do(do.SignVerification(OFFICER, contest, reasons))

    def _arrive(self, ward: Ward) -> None:
        contest = ward.published.contest.id
        due = boxes_due(self._player.state, self._state(contest))
        if ward.broken_seal and due:
            torn = (BoxReceipt(due[0], sealed=False, note=SEAL_TORN),)
            self._do(do.ReceiveBoxes(SUPERVISOR, torn))
        commands = arrival(
            self._player.state, self._state(contest), SUPERVISOR, ward.paper.accounts, ward.post
        )
        for command in commands:
            self._do(command)

    def _late_post(self, ward: Ward) -> None:
        """Open the closed ledger again for papers that go into a box of their own."""
        contest = self._state(ward.published.contest.id).contest
        number = 1 + sum(box.kind == "postal" for box in contest.boxes)
        box = BallotBox(box_id(contest.id, f"P{number}"), "postal", str(number))
        table = contest.counted_in[0].id
        self._do(do.ReopenPostal(SUPERVISOR, contest.id, LATE_PACKET))
        self._do(do.AddBox(SUPERVISOR, contest.id, box, table, ANOTHER_BOX))
        session = opening(box.id, ward.late, self._random)
        self._do(do.HoldPostalSession(SUPERVISOR, contest.id, session))
        self._do(do.ClosePostal(SUPERVISOR, contest.id))
        for state in self._state(contest.id).boxes_out:
            self._keying.enter_twice(state.sheet, postal_account(ward.late))

    def _count_again(self, contest: ContestId, paper: Paper) -> None:
        """Have every box that varies counted again, until two counts in a row are equal."""
        while varying := counted_once(self._state(contest)):
            for box in varying:
                again = paper.recounts.get(box, (paper.accounts[box][COUNTED],))
                done = len(counts_of(self._state(contest), box)) - 1
                counted = again[min(done, len(again) - 1)]
                self._do(do.AddSheet(SUPERVISOR, contest, "recount", box, None, VARIES))
                for state in self._state(contest).boxes_out:
                    self._keying.enter_twice(state.sheet, {COUNTED: counted})

    def _state(self, contest: ContestId) -> ContestState:
        return self._player.state.contests[contest]
