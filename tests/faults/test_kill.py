"""The short run of the SIGKILL harness; ``python3 dev.py faults`` is the long one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from faults import kill

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

KILLS = 200


def test_kill_9_at_any_moment_loses_nothing_shown_as_saved(tmp_path: Path) -> None:
    tally = kill.run(tmp_path, KILLS, seed=20240502)
    assert tally.kills == KILLS
    assert tally.events > 20  # how many a child gets to depends on the machine
    assert tally.fields > 20
    assert tally.lost == []
    assert tally.broken == []


def test_the_harness_catches_a_program_that_speaks_too_early(tmp_path: Path) -> None:
    assert kill.run(tmp_path, 120, seed=1, mutant="ack-before-commit").lost
