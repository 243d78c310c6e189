"""Contests as a stranger may know them, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.ui.ready.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.app.screens.known import KnownRow
    from countroom.ui.look import Look


def known_lines(look: Look, rows: Iterable[KnownRow]) -> list[Line]:
    """Make a line of each contest: its step's icon and word, what is in, who is elected."""
    return [
        Line(
            row.contest,
            look.state(row.looks).icon,
            "muted",
            row.area,
            "\n".join((*row.lines, *row.figures)),
            row.word,
            row.told,
        )
        for row in rows
    ]
