"""Write small files whole or not at all, and read them with plain faults."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from countroom.domain.faults import Fault


def write_whole(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Replace a file by new content, durably: the old one stays until the new one is whole.

    Raises Fault when the folder cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(mode)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Fault("cannot_write", path=str(path), reason=error.strerror or "") from error


def read_whole(path: Path) -> bytes:
    """Read a file. Raises Fault when it is missing or cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Fault("file_missing", path=str(path)) from error
    except OSError as error:
        raise Fault("cannot_read", path=str(path), reason=error.strerror or "") from error


def make_folder(path: Path) -> None:
    """Make a folder with its parents. Raises Fault when that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault("cannot_write", path=str(path), reason=error.strerror or "") from error
