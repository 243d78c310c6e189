"""The window: from the start of the process until it shows, against a bare one of Qt's."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hall
from bench.result import NotMeasured, result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BARE = (sys.executable, str(Path(__file__).with_name("bare_window.py")))
DESK = (sys.executable, "-m", "countroom")
CONTESTS = 11
ROUNDS = 7
PATIENCE = 60.0  # seconds until a window that has not shown is given up


def window_exposed(folder: Path) -> dict[str, Any]:
    """Open a count file in the desk, in turns with the bare window."""
    if find_spec("PySide6") is None:
        raise NotMeasured("PySide6 is not installed")
    count_file = folder / "night.count"
    with closing(hall.open_hall(count_file, CONTESTS).count):
        pass
    ours, bare = [], []
    with _screen(folder) as environment:
        for turn in range(ROUNDS + 1):
            base = _until_exposed(BARE, environment)
            value = _until_exposed((*DESK, str(count_file)), environment)
            if turn:  # the first pair compiles both and brings them off the disk
                bare.append(base)
                ours.append(value)
    figures = statistics.median(ours) * 1e3, statistics.median(bare) * 1e3
    platform = environment.get("QT_QPA_PLATFORM", "the screen")
    return {**result(figures[0], "ms", 1.5, against=figures[1]), "platform": platform}


@contextmanager
def _screen(folder: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment of a program that opens a window: the platform named, else Xvfb's."""
    environment = {**os.environ, "COUNTROOM_BENCH_EXPOSED": "1"}
    # An installed program is compiled; a checkout may be forbidden to keep what it compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    if environment.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        yield environment
    elif shutil.which("Xvfb"):
        with _xvfb() as display:
            yield {**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
    elif environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        yield environment
    else:
        raise NotMeasured("there is neither a screen nor Xvfb (Debian's package xvfb)")


@contextmanager
def _xvfb() -> Iterator[str]:
    """Run a screen in memory, on the first number that is free."""
    reading, writing = os.pipe()
    command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24")
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, pass_fds=[writing], stdout=quiet, stderr=quiet) as server:
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="ascii") as told:
                number = told.readline().strip()
            if not number:
                raise NotMeasured("Xvfb does not start here")
            yield f":{number}"
        finally:
            server.terminate()


def _until_exposed(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Start a program and take the time until it says that its window shows."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        assert program.stderr
        impatience = threading.Timer(PATIENCE, program.kill)
        impatience.start()
        line = program.stdout.readline()
        seconds = time.perf_counter() - began
        complaint = program.stderr.read().strip().splitlines()
        program.wait()
        impatience.cancel()
    if line != "exposed\n" or program.returncode:
        last = complaint[-1] if complaint else f"exit code {program.returncode}"
        raise NotMeasured(f"{Path(command[-1]).name} did not open: {last}")
    return seconds
