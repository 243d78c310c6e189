"""A box that nobody had on the list, asked for over the page: whose it is and who counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from countroom.app.screens.more_boxes import (
    Named,
    add_command,
    kinds_of_more,
    offered_name,
    tables_for_more,
    wards_for_more,
    why_no_box_more,
)
from countroom.app.screens.receipt import find_boxes, ward_of
from countroom.domain.identifiers import BoxId, PersonId
from countroom.domain.numbering import printed_number
from countroom.ui.ready.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.app.screens.receipt import BoxLine
    from countroom.domain.commands import AddBox, AddSheet
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.ready.form import Picked
    from countroom.ui.shell.page import Page

    Told = Callable[[ContestId, BoxId], None]

T = TypeVar("T")


class AddBoxForm(Form):
    """Asks what the box is; ``told`` hears its contest and its label once it is on disk."""

    def __init__(self, page: Page, ward: ContestId | None, typed: str, told: Told) -> None:
        say = page.desk.texts.say
        super().__init__(
            page,
            say("A box that was not on the list"),
            say(
                "It is received like any other after this. Where it holds papers of several "
                "polls, add it to each under the same label."
            ),
        )
        self._typed, self._told = typed, told
        states = wards_for_more(self.desk.count)
        areas = {state.contest.id: state.contest.area for state in states}
        self.ward = self.pick(say("Ward"), areas, ward)
        self.kind = self.pick(say("What it is"), kinds_of_more(self.desk.texts, self._state))
        self.label = self.line(say("Label on the box"))
        self.place = self.line(say("Polling station, or what tells the box from others"))
        tables = tables_for_more(self.desk.texts, self._state)
        self.table = self.pick(say("Table that counts its papers"), tables)
        self.reason = self.line(say("Why it was not on the list"))
        self.ward.box.currentIndexChanged.connect(self._turn)
        self.kind.box.currentIndexChanged.connect(self._offer)
        self._offer()
        self.finish(say("Add the box"), self._asked)

    def carry_out(self) -> None:
        """Add it and go; the page tells what to write on its account."""
        asked = self._asked()
        if isinstance(asked, str) or self.why_not(asked):
            return
        contest, label, told = self._state.contest.id, self.label.text().strip(), self._told
        self.leave()
        self.desk.do(asked, lambda _: told(contest, BoxId(label)))

    @property
    def _state(self) -> ContestState:
        return self.desk.contest(self.ward.value)

    def _turn(self) -> None:
        """Offer the stations and the tables of the ward chosen."""
        _refill(self.kind, kinds_of_more(self.desk.texts, self._state))
        _refill(self.table, tables_for_more(self.desk.texts, self._state))
        self._offer()

    def _offer(self) -> None:
        """Offer the label and the name that most likely stand on the box."""
        kind = self.kind.value
        offered = offered_name(self.desk.count, self._state, kind)
        back = kind.what == "back"
        self.label.setText(offered.label if back else self._typed or offered.label)
        self.place.setText(offered.place)
        for field in (self.label, self.place, self.table.box):
            field.setEnabled(not back)
        self.show_why()

    def _asked(self) -> AddBox | AddSheet | str:
        say, named = self.desk.texts.say, Named(self.label.text(), self.place.text())
        if not named.label.strip():
            return say("Type the label that stands on the box.")
        if not named.place.strip() and self.kind.value.what == "station":
            return say("Type the name of the polling station.")
        if not self.table.values:
            return say("Open a table in this ward first, which counts the papers.")
        by = self.desk.person.id if self.desk.person else PersonId("")
        reason = self.reason.text().strip()
        return add_command(by, self._state, self.kind.value, named, self.table.value, reason)


def _refill(picked: Picked[T], options: Mapping[T, str]) -> None:
    """Offer other choices, the first of them chosen."""
    picked.box.blockSignals(True)  # noqa: FBT003 - Qt's signature
    picked.values = list(options)
    picked.box.clear()
    picked.box.addItems(list(options.values()))
    picked.box.blockSignals(False)  # noqa: FBT003 - Qt's signature


def ask_for_box(page: Page, lit: BoxLine | None, typed: str, told: Told) -> AddBoxForm | None:
    """Ask about a box that nobody had on the list; its label may be typed already.

    The new one is most likely of the ward of the line that is ``lit``.
    """
    desk, count = page.desk, page.desk.count
    why = why_no_box_more(desk.texts, count, desk.person.id if desk.person else PersonId(""))
    if why:
        desk.notice(why if isinstance(why, str) else desk.say_refusal(why))
        return None
    ward = ward_of(count, lit.box) if lit is not None else None
    label = "" if find_boxes(count, typed) else typed.strip()
    return AddBoxForm(page, ward, label, told)


def tell_added(desk: Desk, contest: ContestId, label: BoxId) -> str:
    """Tell the number of the new sheet; give the label where the box is to be received now."""
    state = desk.contest(contest)
    box = state.contest.box(label)
    sheet = [s.sheet.id for s in state.sheets.values() if s.sheet.box == label][-1]
    number, say = printed_number(sheet), desk.texts.say
    if box is None or box.kind == "postal" or label in desk.count.received:
        told = say("The box is added. Write {number} on its account.", number=number)
        desk.notice(told, "success")
        return ""
    told = say("The box is added. Write {number} on its account, then receive it.", number=number)
    desk.notice(told, "success")
    return label
