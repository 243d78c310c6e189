"""The second count of a supplementary vote: opened, keyed twice on its sheets, as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.rehearsal.paper import SourceCase
from countroom.app.rehearsal.reasons import SUPERVISOR
from countroom.domain import commands as do
from countroom.domain.counting.supplementary import papers_out
from countroom.domain.sheets import ELSEWHERE, OF_SECOND, PAPERS, second_for

if TYPE_CHECKING:
    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.keying import Keying
    from countroom.app.rehearsal.paper import Published
    from countroom.domain.identifiers import CandidateId, ContestId, FieldId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState


class SecondCount:
    """Takes a contest from a first count told to settled sheets of second preferences.

    Published is only what each who remained got. What the other papers bore is what is left of
    them: it is put down as for somebody out and told among ``cases``, never split by guess.
    """

    def __init__(self, player: Player, keying: Keying, cases: list[SourceCase]) -> None:
        self._player, self._keying, self._cases = player, keying, cases

    def play(self, published: Published) -> None:
        """Open the second count and key it; where several tables have a sheet the first has all."""
        contest = published.contest.id
        first = self._state(contest).provisional
        if first is None or not first.remaining:
            return
        self._player.do(do.OpenSecondCount(SUPERVISOR, contest, first.version))
        papers = papers_out(first.totals.votes, first.remaining)
        seconds = self._seconds(published, first.remaining, papers)
        for n, sheet in enumerate(self._sheets(contest)):
            figures = self._figures(sheet, seconds, papers) if n == 0 else _nil(sheet)
            self._keying.enter_twice(sheet, figures)

    def _seconds(
        self, published: Published, remaining: tuple[CandidateId, ...], papers: int
    ) -> dict[CandidateId, int]:
        seconds = dict(published.seconds or {})
        contest = published.contest.id
        if set(seconds) != set(remaining) or sum(seconds.values()) > papers:
            self._cases.append(SourceCase(contest, "seconds_not_published", "", "0"))
            return dict.fromkeys(remaining, 0)
        left = papers - sum(seconds.values())
        self._cases.append(SourceCase(contest, "seconds_derived", "", str(left)))
        return seconds

    def _figures(
        self, sheet: Sheet, seconds: dict[CandidateId, int], papers: int
    ) -> dict[FieldId, int]:
        figures = _nil(sheet) | {second_for(one): n for one, n in seconds.items()}
        return figures | {PAPERS: papers, ELSEWHERE: papers - sum(seconds.values())}

    def _sheets(self, contest: ContestId) -> list[Sheet]:
        return [one.sheet for one in self._state(contest).sheets_of(OF_SECOND)]

    def _state(self, contest: ContestId) -> ContestState:
        return self._player.state.contests[contest]


def _nil(sheet: Sheet) -> dict[FieldId, int]:
    return dict.fromkeys(sheet.fields, 0)
