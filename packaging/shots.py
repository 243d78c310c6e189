#!/usr/bin/env python3
"""Show the real window on a screen of its own and keep a picture of every page.

Plays the practice night by key presses, in three palettes and two languages, into build/shots.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
SHOTS: Final = ROOT / "build" / "shots"
PALETTES: Final = ("light", "dark", "highContrast")
LANGUAGES: Final = ("en", "cy")


@contextmanager
def screen() -> Iterator[None]:
    """Run on a virtual screen of our own, whatever screen there is."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],  # noqa: S607
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    os.environ |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    """Take every picture that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--palette", choices=PALETTES, action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--out", type=Path, default=SHOTS)
    asked = parser.parse_args()
    if shutil.which("Xvfb") is None:
        print("Xvfb is missing: `python3 dev.py shots` installs it, or names it.", file=sys.stderr)
        return 5
    asked.out.mkdir(parents=True, exist_ok=True)
    sys.path[:0] = [str(ROOT / "tests")]
    with screen():
        from shooting import Photographer  # noqa: PLC0415 - Qt needs the screen first

        for palette in asked.palette or PALETTES:
            for language in asked.language or LANGUAGES:
                with tempfile.TemporaryDirectory() as folder:
                    taken = Photographer(Path(folder), asked.out, palette, language).play()
                print(f"{palette} {language}: {taken} pictures", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
