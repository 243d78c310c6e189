"""From a scanned or typed number to the sheet that it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.sheet_number import Found, find_sheet
from countroom.ui.place import Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from countroom.domain.identifiers import ContestId
    from countroom.ui.desk import Desk


class Numbers:
    """Opens sheets by their numbers from one page; ``here`` is its contest, None for all."""

    def __init__(self, desk: Desk, page: QWidget, here: ContestId | None = None) -> None:
        self._desk, self._page, self._here = desk, page, here
        self._asked = ""

    def open(self, typed: str) -> str:
        """Open what this person may do with the sheet; give the sentence of why not, else "".

        The number of another contest's sheet opens it when it is given once more.
        """
        desk, here = self._desk, self._here
        wanted = typed.strip().replace("-", "")
        if wanted == self._asked:
            here = None
        person = desk.person.id if desk.person else None
        found = find_sheet(desk.texts, desk.count, typed, person, desk.say_refusal, here)
        self._asked = wanted if found.foreign else ""
        if found.page:
            desk.go(Place(found.page, found.contest, found.sheet, found.entry))
            return ""
        if found.used:
            self._ask(found)
        return found.sentence

    def _ask(self, found: Found) -> None:
        from countroom.ui.numbers.same_number import SameNumber  # noqa: PLC0415 - seldom asked for

        SameNumber(self._desk, self._page.window(), found).begin()
