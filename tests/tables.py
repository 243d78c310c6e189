"""A ward of three seats counted at three tables, each at another depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import hall
from countroom.domain import commands as do
from countroom.domain.election import MiniCount
from countroom.domain.identifiers import ContestId, MiniCountId
from countroom.domain.sheets import PAPERS, votes_of

if TYPE_CHECKING:
    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId, SheetId
    from countroom.domain.sheets import Sheet, SheetKind
    from countroom.domain.state import ContestState

WARD: Final = ContestId(f"local.testham.ward-1.{hall.DAY}")
A, B, C = (MiniCountId(letter) for letter in "ABC")
PAD: Final = 8
ISSUED: Final = {A: 900, B: 650, C: 400}
_MIXED: Final = (20, 14, 11, 8, 6, 4, 3, 3, 2, 1)


def state_of(desk: Desk) -> ContestState:
    """Give the ward as it is."""
    return desk.state.contests[WARD]


def open_tables(desk: Desk) -> None:
    """Verify 2,000 papers and open a table that keys every sheet and one that keys a summary."""
    state = state_of(desk)
    hall.key_accounts(desk, state)
    boxes = tuple(box.id for box in state.contest.boxes)
    for made in (
        MiniCount(B, "Table 2", boxes, "every_sheet", PAD),
        MiniCount(C, "Table 3", boxes, "team_summary"),
    ):
        desk.do(do.AddMiniCount(hall.SUPERVISOR, WARD, made, "three tables"))


def issue(desk: Desk) -> None:
    """Open the tables and send them all but 50 papers."""
    open_tables(desk)
    for table, papers in ISSUED.items():
        desk.do(do.IssuePapers(hall.SUPERVISOR, WARD, table, papers))


def sheets(desk: Desk, table: MiniCountId, kind: SheetKind) -> list[Sheet]:
    """List the sheets of a kind at a table."""
    every = (s.sheet for s in state_of(desk).sheets.values())
    return [one for one in every if one.mini_count == table and one.kind == kind]


def mixed(contest: Contest, sheet: Sheet, papers: int = 25) -> dict[FieldId, int]:
    """Fill in a sheet of mixed papers."""
    figures = dict.fromkeys(sheet.fields, 0) | {PAPERS: papers}
    for candidate, votes in zip(contest.candidates, _MIXED, strict=True):
        figures[votes_of(candidate.id)] = votes * papers // 25
    return figures


def bundles(sheet: Sheet, each: int) -> dict[FieldId, int]:
    """Fill in a sheet of bundles of 25, so many of each slate."""
    figures = dict.fromkeys(sheet.fields, 0)
    for field in sheet.fields:
        if field.startswith("bundle_size:"):
            figures[field] = 25
        elif field.startswith("bundles:"):
            figures[field] = each
    return figures


def key(desk: Desk, sheet: Sheet, figures: dict[FieldId, int], *, entries: int = 2) -> SheetId:
    """Key a sheet once or twice."""
    desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, figures))
    if entries > 1:
        desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.id, 2, figures))
    return sheet.id


def count(desk: Desk) -> None:
    """Count part of it: table A lacks 30 papers, table 2 passed over its third sheet."""
    issue(desk)
    contest = state_of(desk).contest
    (block,) = sheets(desk, B, "block")
    key(desk, block, bundles(block, 8))
    pad = sheets(desk, B, "mixed")
    for sheet in pad[:2]:
        key(desk, sheet, mixed(contest, sheet))
    key(desk, pad[3], mixed(contest, pad[3]), entries=1)
    (whole,) = sheets(desk, A, "count")
    key(desk, whole, hall.true_figures(contest, whole, 870))
