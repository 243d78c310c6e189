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
from countroom.app.rehearsal.night import Night
from countroom.app.rehearsal.programme import Ward
from countroom.app.rehearsal.source import published_night
from countroom.app.setup import Plan, set_up
from countroom.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from countroom.app.rehearsal.paper import Paper
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
    play = Night(desk, random)
    sheets: dict[SheetId, dict[FieldId, int]] = {}
    for published in night.contests:
        play.prove(published)
    with_poll = [one for one in night.contests if not one.contest.uncontested]
    wards: list[Ward] = []
    for n, published in enumerate(with_poll):
        late = n >= len(with_poll) - _BOXES_OUT
        ward = Ward(published, play.paper_of(published))
        wards.append(ward)
        play.receiving.receive(ward, leave_out=1 if late else 0)
        sheets |= _on_paper(desk.state.contests[published.contest.id], ward.paper)
    for ward in wards[:-_BOXES_OUT][:_DECLARED]:
        play.counting.count(ward)
        play.declare(ward.published)
    _leave_midway(play, wards[_DECLARED:])
    return Papers(sheets)


def _leave_midway(play: Night, wards: Sequence[Ward]) -> None:
    """Leave one ward at each step at which a person is needed, as far as there are wards."""
    steps = (_key_with_a_slip, _key_once, _count)
    for ward, step in zip(wards[:-_BOXES_OUT], steps, strict=False):
        step(play, ward)


def _key_with_a_slip(play: Night, ward: Ward) -> None:
    for sheet in play.counting.sheets_of(ward.published.contest.id):
        play.keying.enter_differing(sheet, ward.paper.count)


def _key_once(play: Night, ward: Ward) -> None:
    for sheet in play.counting.sheets_of(ward.published.contest.id):
        play.keying.enter_once(sheet, ward.paper.count)


def _count(play: Night, ward: Ward) -> None:
    play.counting.count(ward)


def _on_paper(state: ContestState, paper: Paper) -> dict[SheetId, dict[FieldId, int]]:
    """Give what each sheet says: boxes as counted, the papers of the whole ward on one sheet."""
    found = {}
    for sheet in state.sheets.values():
        figures = paper.count if sheet.sheet.box is None else paper.accounts[sheet.sheet.box]
        found[sheet.sheet.id] = {field: figures[field] for field in sheet.sheet.fields}
    return found
