"""Real wards from the settled sheets to the spoken word, by keys in the real window.

Nonsuch 2018: two equal for the last seat, drawn by lot. Broughton 2023: papers that nobody found.
Nelson Marsden West 2023: figures in another order on a sheet without names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hall
import incidents
from countroom.domain.consultation import Voice
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.ui.published import PublishedPage
from ui.ending import Ending
from ui.test_incidents import begun, key_by_name, votes

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.mark.data
def test_nonsuch_2018_equal_for_the_last_seat_is_recounted_drawn_cleared_and_spoken(
    qtbot: QtBot, tmp_path: Path, data_folder: Path
) -> None:
    incident = incidents.nonsuch(data_folder)
    by_name = {one.surname: one.id for one in incident.contest.candidates}
    drawn, other = by_name["McDermott-Hill"], by_name["Bourne"]
    with begun(qtbot, tmp_path, incident) as night:
        night.key_true()
        end = Ending(night, night.contest)
        end.draw()
        page = end.result(hall.OFFICER)
        told = page.ranking.bars.accessibleDescription()
        assert "Lot decides" in told
        assert "equal votes" in told
        assert not page.lot.isVisible()
        asked = end.recount(Voice(other, "candidate"), "whole", "equal for the last seat")
        assert len(asked) == 1
        assert not end.result(hall.OFFICER).lot.isVisible()
        end.confirm()
        end.draw()
        assert night.state.provisionals == 2
        page = end.close()
        assert page.lot.isVisible()
        assert set(page.lot.choices) == {drawn, other}
        assert page.go_on.why.text() == "Opens when the lot is drawn."
        end.lot(drawn, "names drawn from a box", "both agents")
        end.go_on()
        end.clear()
        said = end.speak()
        assert any("The lot fell on James McDermott-Hill" in line for line in said)
        assert isinstance(night.page, PublishedPage)
        state = night.state
        assert state.cleared is not None
        declared = state.cleared.event.declaration
        assert {declared.totals.votes[one] for one in (drawn, other)} == {1_405}
        assert drawn in state.elected
        assert other not in state.elected
        (lot,) = declared.lots
        assert (lot.drawn, lot.witnesses, lot.term) == (drawn, ("both agents",), "")


def test_broughton_2023_is_cleared_unreconciled_after_each_step_was_ticked_by_who_took_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """No rule voids a declaration that is papers out: the officers rule, and the log says who."""
    with begun(qtbot, tmp_path, incidents.broughton()) as night:
        night.key_wrong()
        end = Ending(night, night.contest)
        end.let_stand(hall.OFFICER, "V11", "three recounts, nothing found")
        end.let_stand(hall.SUPERVISOR, "W01", "so the votes were")
        end.draw()
        page = end.search(hall.SUPERVISOR, 4)
        assert page.guidance.left.text() == "2 steps of the guidance left"
        end.search(hall.OFFICER, 1)
        page = end.close()
        qtbot.waitUntil(page.guidance.lines.hasFocus)
        page.go_on.button.setFocus()
        end.go_on()
        clear = end.read()
        assert not clear.clear.isEnabled()
        assert clear.steps.lines.hasFocus()
        assert clear.steps.lines.chosen == GUIDANCE_STEPS[-1]
        night.hands.press("Space")
        qtbot.waitUntil(clear.clear.isEnabled)
        night.hands.press("Enter")
        assert clear.unreconciled.reason.text() == "three recounts, nothing found"
        night.hands.press("Enter", "Enter")
        end.sign_beside(hall.DEPUTY)
        qtbot.waitUntil(lambda: night.state.stage == "cleared")
        assert [(one.step, one.by) for one in night.state.steps] == [
            *((step, hall.SUPERVISOR) for step in GUIDANCE_STEPS[:4]),
            *((step, hall.OFFICER) for step in GUIDANCE_STEPS[4:]),
        ]
        cleared = night.state.cleared
        assert cleared is not None
        assert (cleared.by, cleared.second) == (hall.OFFICER, hall.DEPUTY)
        assert cleared.event.reason == "three recounts, nothing found"
        end.speak()
        assert night.state.declared is not None


def test_marsden_west_2023_exchanged_by_both_keyers_is_stopped_by_the_reader_of_the_paper(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """No sum can see it: two keyers copy a list without names; a second person has the paper."""
    incident = incidents.marsden_west()
    green, _ = (one.id for one in incident.contest.candidates)
    with begun(qtbot, tmp_path, incident) as night:
        night.key_wrong()
        end = Ending(night, night.contest)
        end.draw()
        assert votes(night) == [177, 242]
        end.close()
        page = end.go_on()
        night.hands.press("n")
        assert page.reopening.isVisible()
        assert "Green" in page.reopening.words.text()
        assert "177" in page.reopening.words.text()
        page.reopening.reason.setFocus()
        night.hands.type("the sheet had no names")
        night.hands.press("Enter")
        qtbot.waitUntil(lambda: night.state.provisional is None)
        key_by_name(night, [("hannah", 177), ("green", 242)])
        end.draw()
        assert votes(night) == [242, 177]
        end.close()
        end.go_on()
        end.clear()
        said = end.speak()
        named = f": {incident.contest.candidate(green).name}."
        assert any("duly elected" in line and line.endswith(named) for line in said)
        assert night.state.elected == (green,)
        assert night.state.provisionals == 2
