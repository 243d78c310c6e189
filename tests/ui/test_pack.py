"""The pack's page by its keys: from the published results to the folder of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hall
from countroom.app.pack import ITEMS
from countroom.app.screens.pack import pack_rows
from countroom.texts import Texts
from countroom.ui.pack import PackPage
from countroom.ui.place import Place
from countroom.ui.print_desk import PrintDeskPage
from countroom.ui.print_desk.forms import HallForm, SignedForm, VoidForm
from fingers import Fingers

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.ui.shell.window import DeskView
    from ui.conftest import DeskOf, Shown


def on_pack(view: DeskView) -> PackPage:
    assert isinstance(view.page, PackPage)
    return view.page


def test_from_the_published_results_two_keys_print_the_pack(
    desk_of: DeskOf, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(hall.play, person=hall.OFFICER)
    view = shown(desk, Place("published"))
    hands = Fingers(view)
    hands.press("F7")
    page = on_pack(view)
    assert [line.title for line in page.lines.lines] == [desk.texts.say(t) for t in ITEMS.values()]
    hands.press("F8")
    qtbot.waitUntil(lambda: any(job.printed for job in desk.count.jobs), timeout=20_000)
    names = {file.name.split(".pack-")[1] for file in desk.printing.folder.iterdir()}
    assert names == {f"{key}.en.pdf" for key in ITEMS}
    hands.press("Ctrl+P")
    prints = view.page
    assert isinstance(prints, PrintDeskPage)
    assert prints.lines.lines[0].title == "The hall, print H1: The pack"
    hands.press("Enter")
    form = view.window().findChild(HallForm)
    assert form is not None
    for kind, tick in form.kinds.boxes.items():
        tick.setChecked(kind == "pack-receipt")
    form.act.button.setFocus()
    hands.press("Enter")
    qtbot.waitUntil(lambda: len(desk.count.jobs) > 1 and bool(desk.count.jobs[1].printed))
    assert desk.count.jobs[1].kinds == ("pack-receipt",)
    hands.press("F8")
    signed = view.window().findChild(SignedForm)
    assert signed is not None
    assert signed.accessibleName() == "Signed on paper: print H1 of the hall"
    signed.act.button.setFocus()
    hands.press("Enter")
    qtbot.waitUntil(lambda: any(job.signed for job in desk.count.jobs))
    hands.press("F9")
    void = view.window().findChild(VoidForm)
    assert void is not None
    void.reason.setText("smudged")
    void.act.button.setFocus()
    hands.press("Enter")
    qtbot.waitUntil(lambda: any(job.given_up for job in desk.count.jobs))


def test_each_sheet_says_that_it_is_complete_or_what_it_lacks(
    desk_of: DeskOf, shown: Shown
) -> None:
    def one_of_two(playing: Playing) -> None:
        state = next(iter(playing.state.contests.values()))
        hall.key_accounts(playing, state)
        hall.key_count_sheet(playing, state)
        hall.declare(playing, state)

    desk = desk_of(one_of_two, person=hall.OFFICER)
    page = on_pack(shown(desk, Place("pack")))
    said = {line.title: line.about for line in page.lines.lines}
    assert said["Notice to the proper officer"] == "Not declared yet: Ward 2"
    assert said["Keys and laptops"] == "Complete"
    assert page.panel.note.text() == "1 of 7 complete"
    row, *_ = pack_rows(Texts(), desk.count)
    assert row.told == "Notice to the proper officer. Not declared yet: Ward 2"
    assert page.first_focus() is page.act.button
