"""Where a keyer goes on: after a sheet is finished, and after the other one handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.accounts import due
from countroom.app.screens.sheet_number import offered
from countroom.domain.sheets import OF_BOXES, OF_PAPERS, OF_SECOND
from countroom.ui.place import Place

if TYPE_CHECKING:
    from countroom.app.screens.sheet_number import Offer
    from countroom.domain.identifiers import SheetId
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk


def after(desk: Desk, state: ContestState, finished: SheetId) -> Place | None:
    """Give the place after a finished sheet; None for the contests.

    An account leads to the next account. Where papers come on many sheets the next is whichever
    lies on top, so its number is asked for.
    """
    person = desk.person.id if desk.person else None
    kinds = OF_BOXES if state.sheets[finished].sheet.kind in OF_BOXES else OF_PAPERS | OF_SECOND
    waiting = [
        one
        for one in offered(desk.texts, desk.count, person, [state])
        if one.sheet != finished and state.sheets[one.sheet].sheet.kind in kinds
    ]
    return _way_to(state, waiting[0]) if waiting else None


def after_hand_over(desk: Desk, before: Place) -> Place | None:
    """Give what waits for who has just sat down: a sheet left half keyed, then a second entry.

    Those of the contest keyed before come first. None where nothing does.
    """
    person = desk.person
    if person is None or before.page != "entry":
        return None
    half = desk.begun.get(person.id)
    if half is not None and _still_due(desk, half):
        return half
    contests = sorted(
        desk.count.contests.values(), key=lambda one: one.contest.id != before.contest
    )
    for state in contests:
        for one in offered(desk.texts, desk.count, person.id, [state]):
            if state.sheets[one.sheet].first is not None:
                return _way_to(state, one)
    return None


def _way_to(state: ContestState, one: Offer) -> Place:
    kind = state.sheets[one.sheet].sheet.kind
    kinds = OF_SECOND if kind in OF_SECOND else OF_PAPERS
    if kind in kinds and len(state.sheets_of(kinds)) > 1:
        return Place("entry", state.contest.id)
    return Place("entry", state.contest.id, one.sheet, one.entry)


def _still_due(desk: Desk, place: Place) -> bool:
    if place.contest is None or place.sheet is None or desk.person is None:
        return False
    sheet = desk.contest(place.contest).sheets[place.sheet]
    opens = due(desk.count, sheet, desk.person.id)
    return opens is not None and opens.entry == place.entry
