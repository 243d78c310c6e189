"""Whether a window can be seen on this machine."""

from __future__ import annotations

import os
import sys
from typing import Final

from countroom.domain.faults import Fault

_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def require_screen() -> None:
    """Go on only where a window can be seen. Raises Fault."""
    if sys.platform.startswith("linux") and not any(map(os.environ.get, _SCREENS)):
        raise Fault("no_screen")
