"""What stands about a sheet: its name in the header, and who is left to settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from countroom.app.screens.box_words import say_box
from countroom.app.screens.paper_sheets import say_kind
from countroom.domain.numbering import printed_number
from countroom.ui.parts import IconBox, Strip, Words
from countroom.ui.shell.page import Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.screens.entry import Task
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.desk import Desk


def heading_of(texts: Texts, state: ContestState, task: Task) -> Heading:
    """Name the ward, which entry, what the sheet is of, and its number as printed."""
    sheet, contest = task.sheet.sheet, state.contest
    box = contest.box(sheet.box) if sheet.box is not None else None
    what = texts.count("{n} seat", "{n} seats", contest.seats) if box is None else ""
    if box is not None:
        what = say_box(texts, box)
    elif sheet.kind != "count":
        what = f"{what} · {say_kind(texts, sheet.kind)}"
    table = next((one.table for one in contest.counted_in if one.id == sheet.mini_count), "")
    if table and len(contest.counted_in) > 1:
        what = f"{what} · {table}"
    number = texts.say("Sheet {sheet}", sheet=printed_number(sheet.id))
    return Heading(contest.area, "first" if task.entry == 1 else "second", f"{what} · {number}")


def settlers_strip(desk: Desk, left: Sequence[PersonId]) -> Strip:
    """Say by name who can still settle the sheet once this supervisor has keyed it."""
    look, say = desk.look, desk.texts.say
    strip = Strip(look, "info" if left else "warning")
    icon = "info" if left else "triangle-alert"
    mark = IconBox(look, icon, "info" if left else "warning", 20)
    strip.row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    names = ", ".join(desk.name_of(one) for one in left)
    words = (
        say("If you key this sheet you cannot settle it. Left to settle it: {names}.", names=names)
        if left
        else say(
            "If you key this sheet nobody here is left to settle it. An officer can then record "
            "an exception."
        )
    )
    strip.row.addWidget(Words(look, words, wrap=True), 1)
    return strip
