"""The environment failed: disk, file, network. Raised by outer layers, spoken by ``texts``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Fault(Exception):  # noqa: N818 - the house tells faults, refusals and bugs apart by name
    """What failed around us, as a code with details; nothing acknowledged is lost."""

    def __init__(self, code: str, /, **details: str | int) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __reduce__(self) -> tuple[Callable[[], Fault], tuple[()]]:
        """Travel between processes whole."""
        return partial(Fault, self.code, **self.details), ()
