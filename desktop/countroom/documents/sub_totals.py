"""What each table counted, and how a candidate's votes are made of bundles and mixed papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.documents.wording import plain
from countroom.domain.sheets import OF_PAPERS, bundled, slate_of, slates
from countroom.domain.totals import totals_at

if TYPE_CHECKING:
    from countroom.domain.election import MiniCount
    from countroom.domain.identifiers import CandidateId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts

_ACROSS: Final = 6
"""So many tables stand beside each other; more go below."""


def block_votes(state: ContestState) -> dict[CandidateId, int] | None:
    """Give the votes each candidate has from bundles of a party; None where none were made.

    With one seat every paper is in a candidate's bundle, so there is nothing to tell apart.
    """
    contest, sheets = state.contest, state.sheets_of(OF_PAPERS)
    bundles = slates(contest)
    if contest.seats == 1 or not any(map(slate_of, (f for s in sheets for f in s.sheet.fields))):
        return None
    votes = {one.id: 0 for one in contest.candidates}
    for sheet in sheets:
        for slate in bundles:
            papers = bundled(sheet.settled or {}, slate.id)
            for one in slate.candidates:
                votes[one] += papers
    return votes


def sub_totals(state: ContestState, texts: Texts) -> dict[str, object] | None:
    """Give each table's papers and votes; None where they would show the votes of one box.

    Votes are never shown for the papers of fewer than two boxes (SI 2006/3304 Sch 2 r. 45), nor
    can they be found by taking one table from the whole.
    """
    tables = state.contest.counted_in
    alone = any(state.contest.of_one_station(one.boxes) for one in tables)
    if len(tables) == 1 or alone:
        return None
    parts = [tables[at : at + _ACROSS] for at in range(0, len(tables), _ACROSS)]
    return {
        "heading": texts.say("Sub-totals by table"),
        "parts": [
            {
                "columns": [
                    texts.say("Line"),
                    *(say_table(texts, one) for one in part),
                ],
                "rows": _rows(state, part, texts),
            }
            for part in parts
        ],
    }


def say_table(texts: Texts, table: MiniCount) -> str:
    """Name a table as the hall does."""
    return plain(table.table) or texts.say("Table {letter}", letter=table.id)


def _rows(state: ContestState, tables: tuple[MiniCount, ...], texts: Texts) -> list[list[str]]:
    each = [totals_at(state, table.id) for table in tables]
    rows = [
        [plain(one.name), *(texts.figure(totals.votes[one.id]) for totals in each)]
        for one in state.contest.candidates
    ]
    rows.append([texts.say("Papers counted"), *(texts.figure(one.papers) for one in each)])
    rejected = [texts.figure(one.rejected_total) for one in each]
    rows.append([texts.say("Total rejected"), *rejected])
    if state.contest.seats > 1:
        in_part = [texts.figure(one.rejected_in_part) for one in each]
        rows.append([texts.say("Rejected in part"), *in_part])
    return rows
