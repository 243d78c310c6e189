"""Two keyers at their sheets, with the mistakes they make and how each is caught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.rehearsal.mistakes import Planted, Slip, slip_in
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.identifiers import PersonId
from countroom.domain.sheets import candidate_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from countroom.app.rehearsal.desk import Player
    from countroom.domain.events import Ordinal
    from countroom.domain.identifiers import FieldId
    from countroom.domain.sheets import Sheet

KEYERS = (PersonId("keyer-1"), PersonId("keyer-2"))
SUPERVISOR = PersonId("supervisor-1")


class Keying:
    """Keys sheets twice through the use cases; ``rate`` of the entries carry one mistake.

    With ``fields`` each typed field is saved as the window does, before the sheet is finished.
    """

    def __init__(self, desk: Player, random: Random, rate: float, *, fields: bool) -> None:
        self._desk = desk
        self._fields = fields
        self._random = random
        self._rate = rate
        self.planted: list[Planted] = []

    def enter_twice(self, sheet: Sheet, true: Mapping[FieldId, int]) -> None:
        """Key a sheet as first and second entry and settle what differs."""
        first, second = self._random.sample(KEYERS, 2)
        slip = self._slip(true, None)
        other = self._slip(true, slip)
        self._enter(sheet, 1, first, _keyed(true, slip))
        events = self._enter(sheet, 2, second, _keyed(true, other))
        differed = [r for r in events if isinstance(r.event, ev.EntriesDiffered)]
        for person, made in ((first, slip), (second, other)):
            if made is not None:
                caught = next((r.id for r in differed if made.field in _fields(r)), None)
                self.planted.append(Planted(sheet.contest, sheet.id, person, made, caught))
        for record in differed:
            self._settle(sheet, {field: true[field] for field in _fields(record)}, first, second)

    def enter_once(self, sheet: Sheet, true: Mapping[FieldId, int]) -> None:
        """Key the first entry of a sheet as its paper says."""
        self._enter(sheet, 1, KEYERS[0], true)

    def enter_differing(self, sheet: Sheet, true: Mapping[FieldId, int]) -> None:
        """Key a sheet twice, the second time with one slip in a candidate's line."""
        self.enter_once(sheet, true)
        votes = {field: figure for field, figure in true.items() if candidate_of(field)}
        self._enter(sheet, 2, KEYERS[1], _keyed(true, slip_in(votes, self._random, None)))

    def _slip(self, true: Mapping[FieldId, int], avoid: Slip | None) -> Slip | None:
        return slip_in(true, self._random, avoid) if self._random.random() < self._rate else None

    def _enter(
        self, sheet: Sheet, entry: Ordinal, person: PersonId, figures: Mapping[FieldId, int]
    ) -> tuple[ev.Recorded, ...]:
        for field, figure in figures.items() if self._fields else ():
            self._desk.save_field(sheet.id, entry, field, person, str(figure))
        return self._desk.do(do.EnterSheet(person, sheet.id, entry, figures))

    def _settle(
        self, sheet: Sheet, true: Mapping[FieldId, int], first: PersonId, second: PersonId
    ) -> None:
        """Settle from paper: by the supervisor, or by both keyers keying those lines again."""
        if self._random.choice((True, False)):
            self._desk.do(do.SettleSheet(SUPERVISOR, sheet.id, true))
            return
        self._desk.do(do.SendBack(SUPERVISOR, sheet.id, 1))
        self._desk.do(do.SendBack(SUPERVISOR, sheet.id, 2))
        self._desk.do(do.CorrectEntry(first, sheet.id, 1, true))
        self._desk.do(do.CorrectEntry(second, sheet.id, 2, true))


def _keyed(true: Mapping[FieldId, int], slip: Slip | None) -> dict[FieldId, int]:
    return dict(true) if slip is None else {**true, slip.field: slip.keyed}


def _fields(record: ev.Recorded) -> tuple[FieldId, ...]:
    return record.event.fields if isinstance(record.event, ev.EntriesDiffered) else ()
