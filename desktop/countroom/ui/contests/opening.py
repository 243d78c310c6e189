"""From a contest in any list to where this person goes on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.contests import Reader, tile
from countroom.app.screens.way import step_for
from countroom.ui.place import Place

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from countroom.ui.desk import Desk


def reader_at(desk: Desk) -> Reader:
    """Say who looks on at this laptop."""
    person = desk.person
    if person is None:
        return Reader(name_of=desk.name_of)
    return Reader(person.roles, desk.count.people[person.id].key, desk.name_of)


def open_contest(desk: Desk, contest: ContestId) -> None:
    """Go to the page of the step that waits, or say what it is where there is nothing to see."""
    state, reader = desk.contest(contest), reader_at(desk)
    step = step_for(desk.count, state, reader.roles, reader.key)
    if step.page == "contests":
        desk.notice(tile(desk.texts, desk.count, state, reader).told, "info")
    else:
        desk.go(Place(step.page, contest, step.sheet, step.entry))
