"""Doubtful papers to rule on: each batch by head, as its officer signs it, and who signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.screens.papers import say_table
from countroom.domain.adjudicating import batches, unsigned_batches
from countroom.domain.identifiers import FieldId, PersonId, SheetId
from countroom.domain.numbering import printed_number
from countroom.domain.sheets import ALLOWED, DOUBTFUL, REJECTED_IN_PART, head_of, objector_of
from countroom.texts import say_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from countroom.domain.state import ContestState, SheetState
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch that waits for its officer: what stands on it, and the figures that are signed.

    ``lines`` are those of the sheet that say something, in its order, each with its figure.
    """

    sheet: SheetId
    figures: Mapping[FieldId, int]
    title: str
    total: str
    lines: tuple[tuple[str, str], ...]

    @property
    def told(self) -> str:
        """Say all of it in one piece, for who cannot see it."""
        return ". ".join((self.title, self.total, *(f"{words}: {n}" for words, n in self.lines)))


def batch_rows(texts: Texts, state: ContestState) -> tuple[BatchRow, ...]:
    """List the settled batches with papers in them that nobody signed yet."""
    return tuple(_row(texts, state, sheet) for sheet in unsigned_batches(state))


def say_signed(texts: Texts, state: ContestState, name_of: Callable[[PersonId], str]) -> str:
    """Say who ruled on the batches that are signed, empty where none is."""
    signed = [(one.sheet.id, one.adjudicated) for one in batches(state) if one.adjudicated]
    if not signed:
        return ""
    count = texts.count(
        "{n} batch of doubtful papers is signed",
        "{n} batches of doubtful papers are signed",
        len(signed),
    )
    each = (f"{printed_number(sheet)} {name_of(person)}" for sheet, person in signed)
    return f"{count}: {', '.join(each)}"


def _row(texts: Texts, state: ContestState, sheet: SheetState) -> BatchRow:
    figures = sheet.settled or {}
    rejected = sum(n for field, n in figures.items() if head_of(field) is not None)
    return BatchRow(
        sheet.sheet.id,
        figures,
        _title(texts, state, sheet),
        texts.say(
            "{doubtful} doubtful  =  {rejected} rejected  +  {allowed} allowed",
            doubtful=texts.figure(figures.get(DOUBTFUL, 0)),
            rejected=texts.figure(rejected),
            allowed=texts.figure(figures.get(ALLOWED, 0)),
        ),
        tuple(_lines(texts, state, figures)),
    )


def _title(texts: Texts, state: ContestState, sheet: SheetState) -> str:
    number = printed_number(sheet.sheet.id)
    tables = {one.id: one for one in state.contest.counted_in}
    table = tables.get(sheet.sheet.mini_count) if sheet.sheet.mini_count else None
    if table is None or len(tables) == 1:
        return texts.say("Batch {sheet}", sheet=number)
    return texts.say("Batch {sheet}, {table}", sheet=number, table=say_table(texts, table))


def _lines(
    texts: Texts, state: ContestState, figures: Mapping[FieldId, int]
) -> Iterator[tuple[str, str]]:
    """Give the heads in the order of the sheet; what is nil would only hide what is not."""
    for field, figure in figures.items():
        said = head_of(field) or objector_of(field) or field == REJECTED_IN_PART
        if figure and said:
            yield say_field(texts, state.contest, field), texts.figure(figure)
