"""What is seldom done with a box or its papers: one that never was, papers found too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.totals import boxes_of_station

if TYPE_CHECKING:
    from countroom.app.screens.accounts import BoxRow
    from countroom.domain.identifiers import PersonId, SheetId
    from countroom.domain.state import ContestState, Count


def accounts_given_up(state: ContestState, row: BoxRow) -> tuple[SheetId, ...]:
    """List the accounts that are withdrawn with a box: those of the boxes beside it go too."""
    boxes = boxes_of_station(state, row.box)
    accounts = state.sheets_of(frozenset({"account"}))
    return tuple(one.sheet.id for one in accounts if one.sheet.box in boxes)


def may_be_given_up(count: Count, state: ContestState, row: BoxRow, person: PersonId) -> bool:
    """Say whether a line is of a box nobody began and none has seen, and this person may ask."""
    begun = state.sheets[row.sheet].first is not None
    here = row.arrival not in ("out", "ledger") or bool(state.postal.papers_into(row.box))
    return row.again == 1 and not begun and not here and _leads(count, person)


def may_record_found(count: Count, state: ContestState, person: PersonId) -> bool:
    """Say whether papers can be found too late: the result is out, and this person may ask."""
    return state.declared is not None and not state.uncontested and _leads(count, person)


def _leads(count: Count, person: PersonId) -> bool:
    roles = count.people[person].roles if person in count.people else ()
    return bool({"supervisor", "officer"} & set(roles))
