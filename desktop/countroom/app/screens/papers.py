"""Papers out and back: what each table was issued and accounts for, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count as numbered
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.screens.accounts import say_box
from countroom.domain.conservation import Papers, papers_at, papers_of
from countroom.domain.identifiers import MiniCountId
from countroom.domain.sheets import OF_PAPERS
from countroom.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.election import Depth, MiniCount
    from countroom.domain.state import ContestState
    from countroom.texts import Texts

_NOT_KNOWN: Final = "\u2013"
_MINUS: Final = "\u2212"

DEPTHS: Final[tuple[Depth, ...]] = ("every_sheet", "team_summary", "totals")
"""From the deepest to the least that is keyed."""

_DEPTH_WORDS: Final[Mapping[Depth, str]] = {
    "totals": N_("Totals of the table"),
    "team_summary": N_("Team summary"),
    "every_sheet": N_("Every sheet"),
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A mini-count as its line shows it: figures are papers, ``settled`` of ``sheets`` sheets.

    ``missing`` are papers that no sheet is left to account for.
    """

    id: MiniCountId
    name: str
    boxes: str
    depth: str
    papers: Papers
    settled: int
    sheets: int
    closed: bool
    missing: int


@dataclass(frozen=True, slots=True)
class Conserved:
    """Whether papers went lost: ``tone`` as a strip's, what is so, and what holds it up."""

    tone: Literal["success", "info", "warning", "danger"]
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PapersScreen:
    """A contest's papers: a row for each table, their sum, and what was verified.

    ``left`` are verified papers that no table was issued, None before the statement.
    """

    rows: tuple[TableRow, ...]
    whole: Papers
    settled: int
    sheets: int
    verified: int | None
    left: int | None
    conserved: Conserved

    @property
    def all_missing(self) -> bool:
        """Say whether what is still out can only be missing: no sheet is awaited any more."""
        return bool(self.whole.out) and self.settled == self.sheets


def papers_screen(texts: Texts, state: ContestState) -> PapersScreen:
    """Put the page together."""
    rows = tuple(_row(texts, state, one) for one in state.contest.counted_in)
    whole = papers_of(state)
    verified = state.verification.verified if state.verification else None
    return PapersScreen(
        rows=rows,
        whole=whole,
        settled=sum(row.settled for row in rows),
        sheets=sum(row.sheets for row in rows),
        verified=verified,
        left=left_to_issue(state),
        conserved=_conserved(texts, rows, whole, verified),
    )


def left_to_issue(state: ContestState) -> int | None:
    """Give the verified papers not issued by parcel yet; None before the statement."""
    if state.verification is None:
        return None
    return state.verification.verified - sum(state.issued.values())


def say_table(texts: Texts, mini_count: MiniCount) -> str:
    """Name a table as the hall does; the one that counts everything has no name of its own."""
    if mini_count.table:
        return mini_count.table
    return texts.say("Table {letter}", letter=mini_count.id)


def say_depth(texts: Texts, depth: Depth) -> str:
    """Say how much of the paper is keyed."""
    return texts.say(_DEPTH_WORDS[depth])


def say_three(texts: Texts, papers: Papers) -> tuple[str, str, str]:
    """Write issued, accounted for and still out; a dash while nothing went out."""
    if papers.issued is None or papers.out is None:
        return _NOT_KNOWN, texts.figure(papers.accounted), _NOT_KNOWN
    sign = _MINUS if papers.out < 0 else ""
    return (
        texts.figure(papers.issued),
        texts.figure(papers.accounted),
        sign + texts.figure(abs(papers.out)),
    )


def speak_three(texts: Texts, papers: Papers) -> str:
    """Say the three figures in words, as a screen reader needs them."""
    accounted = texts.figure(papers.accounted)
    if papers.issued is None or papers.out is None:
        return texts.say("no papers issued yet, {accounted} accounted for", accounted=accounted)
    issued, out = texts.figure(papers.issued), texts.figure(abs(papers.out))
    if papers.out < 0:
        return texts.say(
            "{issued} papers issued, {accounted} accounted for: {over} too many",
            issued=issued,
            accounted=accounted,
            over=out,
        )
    return texts.say(
        "{issued} papers issued, {accounted} accounted for, {out} still out",
        issued=issued,
        accounted=accounted,
        out=out,
    )


def lower_depths(depth: Depth) -> tuple[Depth, ...]:
    """List the depths at which less is keyed, the nearest first."""
    return DEPTHS[DEPTHS.index(depth) + 1 :]


def new_table(state: ContestState) -> tuple[MiniCountId, int]:
    """Give the id for one more table, and its number among those the contest ever had."""
    known = {one.id for one in state.contest.counted_in}
    letters = (MiniCountId(letter) for letter in ascii_uppercase)
    more = (MiniCountId(f"T{n}") for n in numbered(len(ascii_uppercase) + 1))
    free = (one for several in (letters, more) for one in several if one not in known)
    return next(free), len(known) + 1


def _row(texts: Texts, state: ContestState, mini_count: MiniCount) -> TableRow:
    own = [s for s in state.sheets_of(OF_PAPERS) if s.sheet.mini_count == mini_count.id]
    settled = sum(1 for sheet in own if sheet.settled is not None)
    papers = papers_at(state, mini_count)
    done = bool(own) and settled == len(own)
    return TableRow(
        id=mini_count.id,
        name=say_table(texts, mini_count),
        boxes=_say_boxes(texts, state, mini_count),
        depth=say_depth(texts, mini_count.depth),
        papers=papers,
        settled=settled,
        sheets=len(own),
        closed=mini_count.id in state.closed,
        missing=max(papers.out or 0, 0) if done else 0,
    )


def _say_boxes(texts: Texts, state: ContestState, mini_count: MiniCount) -> str:
    if not mini_count.boxes:
        return texts.say("no box of its own")
    found = (state.contest.box(box) for box in mini_count.boxes)
    return "; ".join(say_box(texts, box) for box in found if box is not None)


def _conserved(
    texts: Texts, rows: tuple[TableRow, ...], whole: Papers, verified: int | None
) -> Conserved:
    over = [row for row in rows if row.papers.out is not None and row.papers.out < 0]
    missing = [row for row in rows if row.missing]
    if over:
        return Conserved("danger", _say_over(texts, over), _holders(texts, over))
    if missing:
        return Conserved("danger", _say_missing(texts, missing), _holders(texts, missing))
    if verified is None:
        return Conserved("info", texts.say("The papers are not verified yet."))
    left = verified - (whole.issued or 0)
    if left < 0:
        title = texts.count(
            "{n} paper more is issued than was verified.",
            "{n} papers more are issued than were verified.",
            -left,
        )
        return Conserved("danger", title, _holders(texts, rows))
    if left:
        title = texts.count(
            "{n} verified paper is at no table yet.",
            "{n} verified papers are at no table yet.",
            left,
        )
        return Conserved("warning", title, _holders(texts, rows))
    if whole.out:
        title = texts.count("{n} paper is still out.", "{n} papers are still out.", whole.out)
        return Conserved("info", title, _holders(texts, rows))
    title = texts.count(
        "The one verified paper is accounted for.",
        "All {n} verified papers are accounted for.",
        verified,
    )
    return Conserved("success", title)


def _say_over(texts: Texts, over: list[TableRow]) -> str:
    papers = sum(-(row.papers.out or 0) for row in over)
    return texts.count(
        "{n} paper more than was issued is on the sheets.",
        "{n} papers more than were issued are on the sheets.",
        papers,
    )


def _say_missing(texts: Texts, missing: list[TableRow]) -> str:
    papers = sum(row.missing for row in missing)
    return texts.count(
        "{n} paper is missing: every sheet is settled, and none accounts for it.",
        "{n} papers are missing: every sheet is settled, and none accounts for them.",
        papers,
    )


def _holders(texts: Texts, rows: tuple[TableRow, ...] | list[TableRow]) -> tuple[str, ...]:
    """Say which table holds what is not accounted for."""
    return tuple(_say_held(texts, row) for row in rows if row.papers.out)


def _say_held(texts: Texts, row: TableRow) -> str:
    out = row.papers.out or 0
    if out < 0:
        return texts.count(
            "{table}: {n} paper too many. Look for a sheet keyed twice, or a parcel not issued.",
            "{table}: {n} papers too many. Look for a sheet keyed twice, or a parcel not issued.",
            -out,
            table=row.name,
        )
    if row.missing:
        return texts.count(
            "{table} was issued {n} paper more than its sheets say. Look there first.",
            "{table} was issued {n} papers more than its sheets say. Look there first.",
            out,
            table=row.name,
        )
    return texts.count("{table} holds {n} paper.", "{table} holds {n} papers.", out, table=row.name)
