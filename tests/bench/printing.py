"""From "all present agree" to the last sheet in the spool, through clearing, typesetter cold."""

from __future__ import annotations

import os
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import hall
from bench.result import NotMeasured, result

if TYPE_CHECKING:
    from pathlib import Path

SECONDS: Final = 5.0


def print_set(folder: Path) -> dict[str, Any]:
    """Take the time in which nobody waits for a person: close, clear, and four sheets come out."""
    if find_spec("PySide6") is None:
        raise NotMeasured("PySide6 is not installed")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from countroom.app.print_desk import cleared_set  # noqa: PLC0415
    from countroom.domain import commands as do  # noqa: PLC0415
    from countroom.texts import Texts  # noqa: PLC0415
    from countroom.ui.desk import Desk  # noqa: PLC0415
    from countroom.ui.look import Look  # noqa: PLC0415

    app = QApplication.instance() or QApplication([])
    path = folder / "night.count"
    playing = hall.open_hall(path, 1)
    (state,) = playing.state.contests.values()
    hall.key_accounts(playing, state)
    hall.key_count_sheet(playing, state)
    playing.do(do.ReachProvisionalResult(hall.SUPERVISOR, state.contest.id))
    playing.count.close()
    desk = Desk(path, Texts(), Look())
    assert desk.sign_in(hall.OFFICER, hall.SECRET) is None
    ward, by = state.contest.id, hall.OFFICER
    desk.do(do.RecordException(by, ward, hall.KEYER, "the file is open"))
    while not desk.contest(ward).exceptions:
        app.processEvents()

    began = time.perf_counter()
    desk.do(do.CloseConsultation(by, ward, "agreed"))
    desk.do(do.ClearResult(by, ward))
    while not any(job.printed for job in desk.contest(ward).jobs):
        app.processEvents()
    seconds = time.perf_counter() - began
    made = list(desk.printing.folder.iterdir())
    desk.close()
    assert len(made) == len(cleared_set())
    return {**result(seconds, "s", SECONDS), "sheets": len(made)}
