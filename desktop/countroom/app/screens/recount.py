"""A recount under way: what it counts again, for whom and why, and which sheets still wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.screens.paper_sheets import say_kind
from countroom.app.screens.papers import say_table
from countroom.domain import commands as do
from countroom.domain.identifiers import SheetId
from countroom.domain.numbering import printed_number
from countroom.texts import say_field, say_scope
from countroom.texts.voices import say_voice

if TYPE_CHECKING:
    from collections.abc import Collection

    from countroom.domain.consultation import Recount
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class WaitingSheet:
    """A settled sheet that nobody has confirmed or opened yet, as its line shows it.

    ``figures`` are those on it, without the lines that are nil.
    """

    sheet: SheetId
    title: str
    table: str
    figures: str


@dataclass(frozen=True, slots=True)
class RecountScreen:
    """A recount as the result page shows it.

    ``left`` says how many sheets wait, of which kind; ``done`` that the next result can be drawn
    as far as the recount goes.
    """

    number: int
    title: str
    asked: str
    reason: str
    left: str
    done: bool
    sheets: tuple[WaitingSheet, ...]


def recount_screen(texts: Texts, state: ContestState) -> RecountScreen | None:
    """Work out what is shown of the recount under way, None where there is none."""
    recount = state.recount
    if recount is None:
        return None
    out = len(state.papers_out)
    return RecountScreen(
        recount.number,
        texts.say(
            "Recount {number}: {scope}", number=recount.number, scope=_say_scope(texts, state)
        ),
        _asked(texts, state, recount),
        recount.reason,
        _left(texts, len(state.to_confirm), out),
        not state.to_confirm and not out,
        tuple(_waiting(texts, state, sheet) for sheet in state.to_confirm),
    )


def confirming(
    state: ContestState, by: PersonId, second: PersonId, sheets: Collection[SheetId]
) -> do.ConfirmUnchanged:
    """Make the command for these sheets, in the order of the list."""
    number = state.recount.number if state.recount else 0
    ordered = tuple(sheet for sheet in state.to_confirm if sheet in sheets)
    return do.ConfirmUnchanged(by, second, state.contest.id, number, ordered)


def _say_scope(texts: Texts, state: ContestState) -> str:
    """Say what is counted again, and at which tables where these are named."""
    if state.recount is None:
        return ""
    scope, named = say_scope(texts, state.recount.scope), set(state.recount.mini_counts)
    tables = [say_table(texts, one) for one in state.contest.counted_in if one.id in named]
    if not tables:
        return scope
    return texts.say("{scope} ({tables})", scope=scope, tables=", ".join(tables))


def _asked(texts: Texts, state: ContestState, recount: Recount) -> str:
    if recount.asked_by is None:
        return texts.say("Wanted by the officer")
    return texts.say("Asked by {voice}", voice=say_voice(texts, state, recount.asked_by))


def _left(texts: Texts, waiting: int, out: int) -> str:
    parts = []
    if waiting:
        parts.append(
            texts.count(
                "{n} sheet still waits: confirm it as unchanged, or open it again.",
                "{n} sheets still wait: confirm them as unchanged, or open them again.",
                waiting,
            )
        )
    if out:
        parts.append(
            texts.count(
                "{n} sheet is out to be counted and keyed twice.",
                "{n} sheets are out to be counted and keyed twice.",
                out,
            )
        )
    done = texts.say("Every sheet is confirmed or keyed again: draw the next provisional result.")
    return " ".join(parts) or done


def _waiting(texts: Texts, state: ContestState, sheet: SheetId) -> WaitingSheet:
    found = state.sheets[sheet].sheet
    tables = {one.id: one for one in state.contest.counted_in}
    table = tables.get(found.mini_count) if found.mini_count else None
    title = texts.say(
        "{number}, {kind}", number=printed_number(sheet), kind=say_kind(texts, found.kind)
    )
    named = say_table(texts, table) if table is not None and len(tables) > 1 else ""
    return WaitingSheet(sheet, title, named, _figures(texts, state, sheet))


def _figures(texts: Texts, state: ContestState, sheet: SheetId) -> str:
    found = state.sheets[sheet]
    settled = found.settled or {}
    return "  ·  ".join(
        f"{say_field(texts, state.contest, field)} {texts.figure(settled[field])}"
        for field in found.sheet.fields
        if settled.get(field)
    )
