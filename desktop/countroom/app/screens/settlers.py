"""Who settles a sheet whose entries differ: alone, or by an exception beside an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.staffing import keys_in, who_may_settle

if TYPE_CHECKING:
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState, Count, SheetState


def settlers(count: Count, sheet: SheetState) -> tuple[PersonId, ...]:
    """List the people here who may settle a sheet by themselves."""
    state = count.contest_of(sheet.sheet.id)
    if state is None:
        return ()
    keys = keys_in(sheet)
    may = [count.people[one] for one in who_may_settle(count, state, sheet)]
    return tuple(one.id for one in may if "supervisor" in one.roles and one.key not in keys)


def beside_officer(count: Count, sheet: SheetState, person: PersonId) -> bool:
    """Say whether a person settles with an officer who signs beside them.

    Only by an exception on record, and only while nobody is here who may settle alone.
    """
    state = count.contest_of(sheet.sheet.id)
    if state is None or person not in state.exceptions:
        return False
    return not settlers(count, sheet)


def officer_for(count: Count, state: ContestState) -> PersonId | None:
    """Find an officer who may sign beside an exception; None where no letter says so."""
    election = state.contest.election
    return next((one.id for one in count.people.values() if one.may("verify", election)), None)
