"""Where the window goes when a result is cleared, and when it is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.running_order import order_rows
from countroom.domain.running_order import running_order
from countroom.ui.place import Place

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import Count


def place_when_cleared(count: Count, cleared: ContestId) -> Place:
    """Go to the platform, by the running order where others are or will be in it."""
    alone = all(row.contest == cleared or row.where == "spoken" for row in order_rows(count))
    return Place("platform", cleared) if alone else Place("running_order")


def place_after(count: Count, spoken: ContestId) -> Place:
    """Have the next contest on the screen before the page is turned, else what became of this."""
    order = running_order(count)
    if order.called:
        return Place("platform", order.called[0][0].contest.id)
    return Place("running_order") if order.queue else Place("published", spoken)
