"""Two people at the keys of each sheet, with the mistakes they make and how each is caught."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.rehearsal.mistakes import TWICE, Planted, Slip, slip_in
from countroom.app.rehearsal.reasons import COPIED, KEYED_BEFORE, KEYERS, SUPERVISOR
from countroom.app.rehearsal.work import Work
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.checks import check_contest, stopping
from countroom.domain.sheets import candidate_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.duty import Duty
    from countroom.domain.events import Ordinal
    from countroom.domain.identifiers import ContestId, FieldId, PersonId
    from countroom.domain.sheets import Sheet


_CONSERVATION: Final = ("V11", "V23", "V24")
"""Checks that papers out are papers back: more come back when a sheet is keyed twice."""

_OTHER_KINDS: Final = 5
"""Sheets are keyed twice so much more seldom than a sheet carries any mistake."""


class Keying:
    """Keys sheets twice through the use cases; ``rate`` of the entries carry one mistake.

    With ``fields`` each typed field is saved as the window does, before the sheet is finished.
    """

    def __init__(
        self, desk: Player, duty: Duty, random: Random, rate: float, *, fields: bool
    ) -> None:
        self._desk, self._duty = desk, duty
        self._fields = fields
        self._random = random
        self._rate = rate
        self.planted: list[Planted] = []
        self.work = Work()

    def enter_twice(self, sheet: Sheet, true: Mapping[FieldId, int]) -> None:
        """Key a sheet as first and second entry and settle what differs."""
        first, second = self._duty.keyers()
        slip = self._slip(true, None)
        other = self._slip(true, slip)
        self._enter(sheet, 1, first, _keyed(true, slip))
        events = self._enter(sheet, 2, second, _keyed(true, other))
        differed = [r for r in events if isinstance(r.event, ev.EntriesDiffered)]
        for person, made in ((first, slip), (second, other)):
            if made is not None:
                self._plant(sheet, person, made, true, differed)
        for record in differed:
            self._settle(sheet, {field: true[field] for field in _fields(record)}, first, second)

    def enter_once(self, sheet: Sheet, true: Mapping[FieldId, int]) -> None:
        """Key the first entry of a sheet as its paper says."""
        self._enter(sheet, 1, KEYERS[0], true)

    def enter_differing(self, sheet: Sheet, true: Mapping[FieldId, int]) -> None:
        """Key a sheet twice, the second time with one slip in a candidate's line."""
        self.enter_once(sheet, true)
        votes = {field: figure for field, figure in true.items() if candidate_of(field)}
        self._enter(sheet, 2, KEYERS[1], _keyed(true, slip_in(votes, self._random)))

    def twice_by_mistake(self) -> bool:
        """Say whether a sheet now finished lies there as a copy too and will be keyed again."""
        return self._random.random() * _OTHER_KINDS < self._rate

    def enter_copy(self, sheet: Sheet, true: Mapping[FieldId, int]) -> Sheet:
        """Key a sheet's copy under a number of its own: both entries agree, nobody sees it yet."""
        events = self._desk.do(
            do.AddSheet(SUPERVISOR, sheet.contest, sheet.kind, None, sheet.mini_count, COPIED)
        )
        copy = next(r.event.sheet for r in events if isinstance(r.event, ev.SheetAdded))
        first, second = self._duty.keyers()
        self._enter(copy, 1, first, true)
        self._enter(copy, 2, second, true)
        return copy

    def find_copy(self, sheet: Sheet, copy: Sheet) -> None:
        """Void a copy when the checks say that more papers are accounted for than went out."""
        contest = sheet.contest
        check = self._first_stop(contest)
        person = self._desk.state.contests[contest].sheets[copy.id].first
        events = self._desk.do(do.ReopenSheet(SUPERVISOR, copy.id, KEYED_BEFORE)) if check else ()
        caught = next((r.id for r in events if isinstance(r.event, ev.SheetReopened)), None)
        keyer = person.person if person else SUPERVISOR
        self.planted.append(
            Planted(contest, copy.id, keyer, TWICE, "", sheet.id, copy.id, check, caught)
        )
        if check:
            self._desk.do(do.WithdrawSheets(SUPERVISOR, contest, (copy.id,), KEYED_BEFORE))

    def _first_stop(self, contest: ContestId) -> str:
        state = self._desk.state.contests[contest]
        found = stopping(check_contest(self._desk.state, state))
        return next((f.code for f in found if f.code in _CONSERVATION), "")

    def _slip(self, true: Mapping[FieldId, int], avoid: Slip | None) -> Slip | None:
        return slip_in(true, self._random, avoid) if self._random.random() < self._rate else None

    def _plant(
        self,
        sheet: Sheet,
        person: PersonId,
        slip: Slip,
        true: Mapping[FieldId, int],
        differed: list[ev.Recorded],
    ) -> None:
        caught = next((r.id for r in differed if set(slip.keyed) <= set(_fields(r))), None)
        field, keyed = next(iter(slip.keyed.items()))
        was = str(true[field])
        self.planted.append(
            Planted(sheet.contest, sheet.id, person, slip.kind, field, was, str(keyed), "", caught)
        )

    def _enter(
        self, sheet: Sheet, entry: Ordinal, person: PersonId, figures: Mapping[FieldId, int]
    ) -> tuple[ev.Recorded, ...]:
        for field, figure in figures.items() if self._fields else ():
            self._desk.save_field(sheet.id, entry, field, person, str(figure))
        self.work.keyed(sheet, figures)
        return self._desk.do(do.EnterSheet(person, sheet.id, entry, figures))

    def _settle(
        self, sheet: Sheet, true: Mapping[FieldId, int], first: PersonId, second: PersonId
    ) -> None:
        """Settle from paper: by the supervisor, or by both keyers keying those lines again."""
        if self._random.choice((True, False)) or not self._duty.supervised(sheet):
            self._duty.settle(sheet, true)
            return
        self._desk.do(do.SendBack(SUPERVISOR, sheet.id, 1))
        self._desk.do(do.SendBack(SUPERVISOR, sheet.id, 2))
        self._correct(sheet, 1, first, true)
        self._correct(sheet, 2, second, true)

    def _correct(
        self, sheet: Sheet, entry: Ordinal, person: PersonId, true: Mapping[FieldId, int]
    ) -> None:
        self.work.keyed(sheet, true)
        self._desk.do(do.CorrectEntry(person, sheet.id, entry, true))


def _keyed(true: Mapping[FieldId, int], slip: Slip | None) -> dict[FieldId, int]:
    return dict(true) if slip is None else {**true, **slip.keyed}


def _fields(record: ev.Recorded) -> tuple[FieldId, ...]:
    return record.event.fields if isinstance(record.event, ev.EntriesDiffered) else ()
