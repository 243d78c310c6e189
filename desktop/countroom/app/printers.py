"""Where sheets come out: a printer through the system's own spooler, or a folder.

What prints is small and behind one protocol, so that a folder, CUPS and the window's printer are
the same to whoever sends a sheet. Everything here may take its time: never call it from the
window's own thread.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from countroom.app.files import make_folder, write_whole
from countroom.domain.faults import Fault

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE: Final = 20.0
"""Seconds that the system's spooler may take for an answer."""
_ENVIRONMENT: Final = {"LC_ALL": "C"}
_NO_PAPER: Final = re.compile(r"media-(?:empty|needed|jam)|out\sof\spaper", re.IGNORECASE)
_STOPPED: Final = re.compile(r"^printer \S+ disabled since [^-]*-\s*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet ready to print: its name without an ending, its PDF, its pages as PNG at a ppi."""

    name: str
    pdf: bytes
    pages: Callable[[int], Sequence[bytes]]


class Spool(Protocol):
    """Takes sheets; ``name`` is what the log and the window call it."""

    @property
    def name(self) -> str:
        """Give the printer's name, or the folder's."""
        ...

    def send(self, sheet: Sheet, copies: int) -> None:
        """Have a sheet come out. Raises Fault; the same sheet may be sent again then."""
        ...


class Printers(Protocol):
    """The printers that this laptop knows."""

    def names(self) -> tuple[str, ...]:
        """List them; none where there is none or nobody answers."""
        ...

    def usual(self) -> str:
        """Name the one that is used unless another is chosen, empty for none."""
        ...

    def spool(self, name: str) -> Spool:
        """Give the way to a printer."""
        ...


class FolderSpool:
    """Saves PDF sheets in a folder, made on first use: copies are made from there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        """Give the folder's own name: paths hold names of people, and the log none."""
        return self.folder.name

    def send(self, sheet: Sheet, copies: int) -> None:  # noqa: ARG002 - one file is enough
        """Write the sheet. Raises Fault when the folder cannot be written."""
        make_folder(self.folder)
        write_whole(self.folder / f"{sheet.name}.pdf", sheet.pdf)


class NoPrinters:
    """A laptop without a printer."""

    def names(self) -> tuple[str, ...]:
        """List none."""
        return ()

    def usual(self) -> str:
        """Name none."""
        return ""

    def spool(self, name: str) -> Spool:
        """Raise Fault: whatever was chosen is gone."""
        raise Fault("printer_gone", printer=name)


class CupsSpool:
    """Hands the PDF to CUPS, which keeps it sharp and asks nobody anything."""

    def __init__(self, printer: str) -> None:
        self._printer = printer

    @property
    def name(self) -> str:
        """Give the printer's name."""
        return self._printer

    def send(self, sheet: Sheet, copies: int) -> None:
        """Send it where the printer is there, works and has paper. Raises Fault else."""
        self._check()
        asked = ["lp", "-d", self._printer, "-n", str(copies), "-t", sheet.name, "-"]
        answer = _run(asked, sheet.pdf)
        if answer.returncode:
            raise Fault("printer_failed", printer=self._printer, reason=_last_line(answer.stderr))

    def _check(self) -> None:
        answer = _run(["lpstat", "-l", "-p", self._printer])
        if answer.returncode:
            raise Fault("printer_gone", printer=self._printer)
        told = answer.stdout.decode(errors="replace")
        if _NO_PAPER.search(told):
            raise Fault("printer_without_paper", printer=self._printer)
        stopped = _STOPPED.search(told)
        if stopped is not None:
            raise Fault("printer_stopped", printer=self._printer, reason=stopped[1].strip())


class CupsPrinters:
    """The printers of CUPS, on Linux and macOS."""

    def names(self) -> tuple[str, ...]:
        """List them by name."""
        try:
            answer = _run(["lpstat", "-e"])
        except Fault:
            return ()
        return tuple(sorted(answer.stdout.decode(errors="replace").split()))

    def usual(self) -> str:
        """Name the system's own choice, else the only one."""
        try:
            told = _run(["lpstat", "-d"]).stdout.decode(errors="replace")
        except Fault:
            return ""
        found = re.search(r"default destination: (\S+)", told)
        names = self.names()
        if found is not None:
            return found[1]
        return names[0] if len(names) == 1 else ""

    def spool(self, name: str) -> Spool:
        """Give the way to a printer."""
        return CupsSpool(name)


def has_cups() -> bool:
    """Say whether this laptop prints through CUPS."""
    return bool(shutil.which("lp") and shutil.which("lpstat"))


def _run(command: list[str], data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - our own words; a printer's name is one argument
            command,
            input=data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Fault("spooler_silent") from error


def _last_line(told: bytes) -> str:
    lines = told.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
