"""The second part of a night: papers out to the tables, their sheets keyed, papers back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.app.rehearsal.ballots import ballots_of
from countroom.app.rehearsal.desk import PlayError
from countroom.app.rehearsal.paper import SourceCase
from countroom.app.rehearsal.piles import Pile, deal
from countroom.app.rehearsal.reasons import (
    ADJUDICATOR,
    CAME_BACK_BLANK,
    LOOKED_AGAIN,
    NO_PAPERS,
    NOT_FOUND,
    OFFICER,
    SHEETS_RAN_OUT,
    SOURCE_IS_OUT,
    SUPERVISOR,
    TABLE_FAILS,
    TABLE_MORE,
    TOO_SLOW,
)
from countroom.app.rehearsal.tables import shares
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.adjudicating import unsigned_batches
from countroom.domain.checks import check_contest, unanswered
from countroom.domain.identifiers import MiniCountId
from countroom.domain.sheets import OF_PAPERS, PAPERS, REJECTED_IN_PART

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.keying import Keying
    from countroom.app.rehearsal.programme import Ward
    from countroom.domain.election import Depth, MiniCount
    from countroom.domain.identifiers import ContestId, FieldId
    from countroom.domain.sheets import Sheet, SheetKind
    from countroom.domain.state import ContestState

# One in so many tables, as seldom as a hall may hope.
_TABLE_CHANGED: Final = 8
_DEPTH_LOWERED: Final = 8

_OF_THE_SOURCE: Final = ("V09",)
"""Totals that do not reconcile in the source itself; whatever else does not is our bug."""
_OF_MISLAID: Final = (*_OF_THE_SOURCE, "V11", "V23", "V24")
"""What stands where verified papers are on no table."""


class Counting:
    """Takes a ward from its signed statement to its settled sheets, all papers accounted for.

    ``chance`` is where the night's own events come from, None for a night without any; ``cases``
    are the places where the source could not be played as it stands.
    """

    def __init__(
        self, player: Player, keying: Keying, random: Random, chance: Random | None
    ) -> None:
        self._do = player.do
        self._player, self._keying, self._random, self._chance = player, keying, random, chance
        self._copies: list[tuple[Sheet, Sheet]] = []
        self.cases: list[SourceCase] = []
        self.mislaid: set[ContestId] = set()
        self.officer = OFFICER

    def count(self, ward: Ward) -> None:
        """Key the sheets of every table twice, settle what differs and answer the warnings.

        Doubtful papers are ruled on by the deputy whose letter says so.
        """
        contest = ward.published.contest.id
        if ward.mislaid:
            self.mislaid.add(contest)
        if self._state(contest).contest.mini_counts:
            self._at_tables(ward)
        else:
            for sheet in self._out(contest):
                self._key(sheet, ward.paper.count, ward.paper.count[PAPERS])
        for sheet, copy in self._copies:
            self._keying.find_copy(sheet, copy)
        self._copies.clear()
        self.settle(contest)

    def settle(self, contest: ContestId) -> None:
        """Have doubtful papers ruled on and warnings answered, so that a result can be drawn."""
        self._rule(contest)
        self._answer(contest)

    def sheets_of(self, contest: ContestId) -> list[Sheet]:
        """List the sheets of papers of a contest that nobody withdrew."""
        return [state.sheet for state in self._state(contest).sheets_of(OF_PAPERS)]

    def _at_tables(self, ward: Ward) -> None:
        contest = ward.published.contest.id
        for mini_count, pile in self._dealt(ward):
            if not pile.papers:
                self._do(do.CloseMiniCount(SUPERVISOR, contest, mini_count.id, NO_PAPERS))
                continue
            self._do(do.IssuePapers(SUPERVISOR, contest, mini_count.id, pile.papers))
            table = mini_count
            if self._one_in(_TABLE_CHANGED):
                table = self._at_another_table(contest, mini_count, pile)
            self._work_off(contest, table, pile)

    def _dealt(self, ward: Ward) -> list[tuple[MiniCount, Pile]]:
        """Mix the papers of the boxes and deal them out to the tables that these feed."""
        state, count = self._state(ward.published.contest.id), ward.paper.count
        papers, expected = ballots_of(state.contest, count, self._random)
        if expected:
            self.cases.append(
                SourceCase(state.contest.id, "no_straight_papers", str(expected), "0")
            )
        tables = state.contest.counted_in
        boxes = state.verification.boxes if state.verification else {}
        sizes = list(shares(tables, boxes).values())
        sizes[sizes.index(max(sizes))] -= ward.mislaid
        in_part = count.get(REJECTED_IN_PART, 0)
        piles = deal(state.contest, papers, sizes, in_part, self._random)
        return list(zip(tables, piles, strict=True))

    def _at_another_table(self, contest: ContestId, mini_count: MiniCount, pile: Pile) -> MiniCount:
        """Take a table's papers back, close it and open another in its place."""
        used = len(self._state(contest).contest.counted_in)
        another = replace(mini_count, id=MiniCountId(chr(ord("A") + used)), table=str(used + 1))
        self._do(do.ReturnPapers(SUPERVISOR, contest, mini_count.id, pile.papers, TABLE_FAILS))
        self._do(do.CloseMiniCount(SUPERVISOR, contest, mini_count.id, TABLE_FAILS))
        self._do(do.AddMiniCount(SUPERVISOR, contest, another, TABLE_MORE))
        self._do(do.IssuePapers(SUPERVISOR, contest, another.id, pile.papers))
        return another

    def _work_off(self, contest: ContestId, mini_count: MiniCount, pile: Pile) -> None:
        """Fill a table's sheets from its pile until nothing is left; blank ones come back."""
        sheets = self._out(contest, mini_count.id)
        lowered = mini_count.depth != "totals" and self._one_in(_DEPTH_LOWERED)
        keep = self._random.randrange(len(sheets)) if lowered else len(sheets)
        blank = [sheet for sheet in sheets[:keep] if not self._filled(sheet, pile)]
        if lowered:
            self._lower(contest, mini_count)
            rest = self._out(contest, mini_count.id)
            blank = [sheet for sheet in rest if not self._filled(sheet, pile)]
        while pile.papers:
            kind: SheetKind = "mixed" if pile.left_for("mixed") else "adjudication"
            self._filled(self._another_sheet(contest, mini_count, kind), pile)
        if blank:
            ids = tuple(sheet.id for sheet in blank)
            self._do(do.WithdrawSheets(SUPERVISOR, contest, ids, CAME_BACK_BLANK))

    def _filled(self, sheet: Sheet, pile: Pile) -> bool:
        """Fill a sheet from the pile and key it; a counting sheet that nobody needs stays blank."""
        if sheet.kind == "mixed" and not pile.left_for("mixed"):
            return False
        before = pile.papers
        figures = pile.fill(sheet)
        self._key(sheet, figures, before - pile.papers)
        return True

    def _key(self, sheet: Sheet, figures: Mapping[FieldId, int], papers: int) -> None:
        """Key a sheet with so many papers; once in a while its copy is keyed as well."""
        self._keying.enter_twice(sheet, figures)
        if papers and not self._copies and self._keying.twice_by_mistake():
            self._copies.append((sheet, self._keying.enter_copy(sheet, figures)))

    def _lower(self, contest: ContestId, mini_count: MiniCount) -> None:
        """Key what is left of a table less deeply."""
        deep = mini_count.depth == "every_sheet" and self._state(contest).contest.seats > 1
        depth: Depth = "team_summary" if deep else "totals"
        self._do(do.ChangeDepth(SUPERVISOR, contest, mini_count.id, depth, 0, TOO_SLOW))

    def _another_sheet(self, contest: ContestId, mini_count: MiniCount, kind: SheetKind) -> Sheet:
        command = do.AddSheet(SUPERVISOR, contest, kind, None, mini_count.id, SHEETS_RAN_OUT)
        (added,) = (r.event.sheet for r in self._do(command) if isinstance(r.event, ev.SheetAdded))
        return added

    def _rule(self, contest: ContestId) -> None:
        for batch in unsigned_batches(self._state(contest)):
            sheet, decided = batch.sheet.id, batch.settled or {}
            self._do(do.SignAdjudication(ADJUDICATOR, contest, sheet, decided))

    def _answer(self, contest: ContestId) -> None:
        findings = check_contest(self._player.state, self._state(contest))
        for finding in unanswered(self._state(contest), findings):
            hard = finding.severity == "not_reconciled"
            expected = _OF_MISLAID if contest in self.mislaid else _OF_THE_SOURCE
            if hard and finding.code not in expected:
                raise PlayError(f"{contest}: {finding.code} {dict(finding.numbers)}")
            why = NOT_FOUND if contest in self.mislaid else SOURCE_IS_OUT
            by, reason = (self.officer, why) if hard else (SUPERVISOR, LOOKED_AGAIN)
            numbers = dict(finding.numbers)
            answer = do.AnswerFinding(by, contest, finding.code, reason, numbers, finding.names)
            self._do(answer)

    def _out(self, contest: ContestId, mini_count: MiniCountId | None = None) -> list[Sheet]:
        return [
            state.sheet
            for state in self._state(contest).papers_out
            if mini_count in (None, state.sheet.mini_count)
        ]

    def _one_in(self, how_many: int) -> bool:
        return self._chance is not None and self._chance.randrange(how_many) == 0

    def _state(self, contest: ContestId) -> ContestState:
        return self._player.state.contests[contest]
