"""The sheets of one table: which are in, which are missing, which came back blank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from countroom.app.bill import USUAL, Bill, Pace, bill_of, expected_papers
from countroom.app.screens.accounts import say_state_of
from countroom.domain.conservation import papers_at
from countroom.domain.election import Depth, MiniCount
from countroom.domain.identifiers import PersonId, SheetId
from countroom.domain.numbering import printed_number
from countroom.domain.sheets import OF_PAPERS, SheetKind, kinds_of
from countroom.domain.totals import add_sheets
from countroom.texts import N_, say_withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from countroom.domain.identifiers import MiniCountId
    from countroom.domain.state import ContestState, Entry, SheetState
    from countroom.texts import Texts

_KINDS: Final[Mapping[SheetKind, str]] = {
    "account": N_("Account of a box"),
    "recount": N_("Box counted again"),
    "count": N_("Count sheet"),
    "summary": N_("Team summary"),
    "block": N_("Block papers"),
    "mixed": N_("Mixed papers"),
    "adjudication": N_("Doubtful papers"),
    "second": N_("Second preferences"),
}
_FIRST: Final[tuple[SheetKind, ...]] = ("block", "summary")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet as its line shows it; ``number`` is as printed, ``first`` and ``second`` are names.

    ``papers`` are what it accounts for, None until both entries agree: who keys it second may be
    looking on. ``state`` is a key of the tokens.
    """

    sheet: SheetId
    number: str
    kind: str
    state: str
    word: str
    first: str
    second: str
    papers: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Saving:
    """What a lower depth saves: sheets not keyed, and minutes of keying for both entries."""

    sheets: int
    minutes: int


def say_kind(texts: Texts, kind: SheetKind) -> str:
    """Name a kind of sheet."""
    return texts.say(_KINDS[kind])


def sheet_rows(
    texts: Texts, state: ContestState, mini_count: MiniCountId, name_of: Callable[[PersonId], str]
) -> tuple[SheetRow, ...]:
    """List a table's sheets by their numbers, withdrawn ones among them."""
    gaps = set(missing(state, mini_count))
    return tuple(
        _row(texts, state, sheet, name_of, gap=sheet.sheet.id in gaps)
        for sheet in state.sheets.values()
        if sheet.sheet.mini_count == mini_count
    )


def missing(state: ContestState, mini_count: MiniCountId) -> tuple[SheetId, ...]:
    """List the sheets nobody keyed that lie below a keyed one of their kind."""
    found: list[SheetId] = []
    for sheets in _by_kind(state, mini_count).values():
        last = max((n for n, sheet in enumerate(sheets) if sheet.first is not None), default=0)
        found += [sheet.sheet.id for sheet in sheets[:last] if sheet.first is None]
    return tuple(found)


def spares(state: ContestState, mini_count: MiniCountId) -> tuple[SheetId, ...]:
    """List the counting sheets nobody keyed after the last one that was: the end of the pad."""
    mixed = _by_kind(state, mini_count).get("mixed", [])
    last = max((n for n, sheet in enumerate(mixed, start=1) if sheet.first is not None), default=0)
    return tuple(sheet.sheet.id for sheet in mixed[last:])


def kinds_to_add(state: ContestState, mini_count: MiniCount) -> tuple[SheetKind, ...]:
    """List the kinds of sheet that may turn up without a number at a table's depth."""
    one_of_each = MiniCount(mini_count.id, "", (), mini_count.depth, 1)
    kinds = dict.fromkeys(kinds_of(state.contest, one_of_each))
    return tuple(sorted(kinds, key=lambda kind: kind != "mixed"))


def saving(state: ContestState, mini_count: MiniCount, depth: Depth) -> Saving:
    """Say what keying the papers still out at a table at a lower depth saves.

    By the bill of keying; once the bundles of the table are in, all that is out is mixed papers.
    """
    out = papers_at(state, mini_count).out
    if out is None:
        out = expected_papers(state.contest) // len(state.contest.counted_in)
    bundled = any(
        s.settled is not None for s in _of(state, mini_count.id) if s.sheet.kind in _FIRST
    )
    pace = replace(USUAL, mixed=100) if bundled else USUAL
    now = _bill(state, mini_count, mini_count.depth, max(out, 0), pace)
    then = _bill(state, mini_count, depth, max(out, 0), pace)
    fewer, less = now.sheets - then.sheets, now.keyer_minutes - then.keyer_minutes
    return Saving(max(fewer, 0), max(less, 0))


def say_span(texts: Texts, sheets: tuple[SheetId, ...]) -> str:
    """Name a run of sheets by its ends."""
    first, last = printed_number(sheets[0]), printed_number(sheets[-1])
    return first if len(sheets) == 1 else texts.say("{first} to {last}", first=first, last=last)


def _row(
    texts: Texts,
    state: ContestState,
    sheet: SheetState,
    name_of: Callable[[PersonId], str],
    *,
    gap: bool,
) -> SheetRow:
    key, word = say_state_of(texts, sheet)
    note = ""
    if sheet.withdrawn:
        key, word = "countermanded", texts.say("Withdrawn")
        note = say_withdrawn(texts, sheet.withdrawn)
    elif gap:
        key, word = "correction", texts.say("Missing")
        note = texts.say("a later one is keyed already")
    return SheetRow(
        sheet=sheet.sheet.id,
        number=printed_number(sheet.sheet.id),
        kind=say_kind(texts, sheet.sheet.kind),
        state=key,
        word=word,
        first=_named(sheet.first, name_of),
        second=_named(sheet.second, name_of),
        papers=_papers_on(state, sheet),
        note=note,
    )


def _named(entry: Entry | None, name_of: Callable[[PersonId], str]) -> str:
    return name_of(entry.person) if entry is not None else ""


def _papers_on(state: ContestState, sheet: SheetState) -> int | None:
    if sheet.settled is None or sheet.withdrawn:
        return None
    totals = add_sheets(state.contest, (sheet.settled,))
    return totals.papers + totals.rejected_total


def _of(state: ContestState, mini_count: MiniCountId) -> Iterable[SheetState]:
    return (s for s in state.sheets_of(OF_PAPERS) if s.sheet.mini_count == mini_count)


def _by_kind(state: ContestState, mini_count: MiniCountId) -> dict[SheetKind, list[SheetState]]:
    found: dict[SheetKind, list[SheetState]] = {}
    for sheet in _of(state, mini_count):
        found.setdefault(sheet.sheet.kind, []).append(sheet)
    return found


def _bill(
    state: ContestState, mini_count: MiniCount, depth: Depth, papers: int, pace: Pace
) -> Bill:
    """Make the bill of one table; the boxes' accounts in it are the same at every depth."""
    alone = replace(state.contest, mini_counts=(replace(mini_count, depth=depth),))
    return bill_of([(alone, state.rules)], {state.contest.id: papers}, pace)
