"""A night to practise with: a real council, TEST everywhere, some of its wards well on the way.

The paper of every sheet lies beside the count file, so that there is something to key from.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from countroom.app.clock import SystemClock
from countroom.app.papers import Papers, write_papers
from countroom.app.rehearsal.crew import make_crew
from countroom.app.rehearsal.desk import Desk, PlayError
from countroom.app.rehearsal.keying import Keying
from countroom.app.rehearsal.night import Night
from countroom.app.rehearsal.source import published_night
from countroom.app.setup import Plan, set_up
from countroom.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from countroom.app.rehearsal.paper import Paper, Published
    from countroom.app.rehearsal.source import PublishedNight
    from countroom.app.sources import Source
    from countroom.domain.identifiers import FieldId, SheetId
    from countroom.domain.state import ContestState
    from countroom.wire.chain import Clock

_DECLARED: Final = 3
_BOXES_OUT: Final = 1
_SEED: Final = 7


def prepare_practice(
    source: Source, slug: str, date: str, path: Path, clock: Clock | None = None
) -> None:
    """Make a count file to practise with. Raises Fault when the disk fails.

    Three wards are declared, one has entries that differ, one waits for its second entry, one
    has its figures agreed, one waits for its boxes; the others are verified and wait for paper.
    """
    night = published_night(source, slug, date)
    crew = make_crew(_SEED)
    plan = Plan("test", [(night.election, [one.contest for one in night.contests])], crew.enrolled)
    random = Random(_SEED)  # noqa: S311 - a play, not a secret
    count = set_up(path, plan, clock or SystemClock(), random.randbytes)
    if isinstance(count, Refusal):
        raise PlayError(f"{slug}: {count}")
    try:
        papers = _play(night, Desk(count, crew.hands), random)
        write_papers(path, papers)
    finally:
        count.close()


def _play(night: PublishedNight, desk: Desk, random: Random) -> Papers:
    play = Night(desk, Keying(desk, random, 0.0, fields=False), random)
    sheets: dict[SheetId, dict[FieldId, int]] = {}
    for published in night.contests:
        play.prove(published.contest.id)
    with_poll = [one for one in night.contests if not one.contest.uncontested]
    papers: list[tuple[Published, Paper]] = []
    for n, published in enumerate(with_poll):
        late = n >= len(with_poll) - _BOXES_OUT
        paper = play.paper_of(published)
        papers.append((published, paper))
        sheets |= _on_paper(desk.count.count.contests[published.contest.id], paper)
        play.receive_boxes(published, paper, leave_out=1 if late else 0)
    for published, paper in papers[:-_BOXES_OUT][:_DECLARED]:
        play.count_papers(published, paper)
        play.declare(published)
    _leave_midway(play, papers[_DECLARED:])
    return Papers(sheets)


def _leave_midway(play: Night, papers: Sequence[tuple[Published, Paper]]) -> None:
    """Leave one ward at each step at which a person is needed, as far as there are wards."""
    steps = (play.key_with_a_slip, play.key_once, play.count_papers)
    for (published, paper), step in zip(papers[:-_BOXES_OUT], steps, strict=False):
        step(published, paper)


def _on_paper(state: ContestState, paper: Paper) -> dict[SheetId, dict[FieldId, int]]:
    return {
        sheet.sheet.id: dict(paper.accounts[sheet.sheet.box] if sheet.sheet.box else paper.count)
        for sheet in state.sheets.values()
    }
