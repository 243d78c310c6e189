"""What every test may ask for, and the two house rules: no thread stays, no data is skipped."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from countroom.wire.envelope import Key

DATA = "COUNTROOM_DATA"
_PATIENCE_SECONDS = 2.0

# Every run tries the same examples; look for new ones with --hypothesis-profile=explore.
settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None, max_examples=1_000, print_blob=True)
settings.load_profile("ci")


@pytest.fixture
def clock() -> scenarios.FixedClock:
    """A clock that stands still."""
    return scenarios.FixedClock()


@pytest.fixture
def key() -> Callable[[str], Key]:
    """Keys by name, the same in every run."""
    return scenarios.key_of


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The real elections; only tests marked ``data`` may ask for them."""
    folder = os.environ.get(DATA)
    if not folder:
        pytest.skip(f"{DATA} does not name the folder of real elections")
    return Path(folder)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a data test into a failure where the data was promised."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    real = item.get_closest_marker("data") or "data_folder" in getattr(item, "fixturenames", ())
    if os.environ.get(DATA) and skipped and real:
        report.outcome = "failed"
        report.longrepr = f"{DATA} is set, so this may not be skipped: {report.longrepr}"
    return report


_ended: list[int] = []


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(exitstatus: int) -> None:
    """Keep how the run ended."""
    _ended[:] = [int(exitstatus)]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """End at once after a run with windows, when all is reported and measured.

    Hundreds of windows made and dropped in one process leave Qt objects whose Python halves go
    first when the interpreter is taken apart, and that crashes. The program itself makes one
    window and ends in order, which tests of its own process hold.
    """
    if _ended and "PySide6.QtWidgets" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_ended[0])


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    """Fail a test that leaves a thread behind which would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(_PATIENCE_SECONDS)
    running = [thread.name for thread in left if thread.is_alive()]
    if running:
        pytest.fail(f"threads still running: {', '.join(running)}")
