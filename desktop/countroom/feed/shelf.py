"""The published files: in a folder for any server, and in memory for our own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from countroom.domain.faults import Fault

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Published:
    """A published file as it is served: its bytes and their digest."""

    content: bytes
    digest: str


class Shelf:
    """A folder of derived files; ``files`` are those by path, and any thread may read them.

    A name that appears whole and at once is enough: the log is what is kept safe.
    """

    def __init__(self, folder: Path) -> None:
        self.files: dict[str, Published] = {}
        self._folder = folder

    def put_json(self, path: str, document: dict[str, object]) -> None:
        """Publish a document. Raises Fault when the folder cannot be written."""
        self.put(path, msgspec.json.encode(document))

    def put(self, path: str, content: bytes) -> None:
        """Publish a file, unless it is there already. Raises Fault."""
        old = self.files.get(path)
        if old is not None and old.content == content:
            return
        self._replace(path, content)
        self.files[path] = Published(content, hashlib.sha256(content).hexdigest()[:32])

    def _replace(self, name: str, content: bytes) -> None:
        path = self._folder / name
        temporary = path.with_name(f".{path.name}.new")
        try:
            if name not in self.files:
                path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            temporary.replace(path)
        except OSError as error:
            raise Fault("cannot_write", path=str(path), reason=error.strerror or "") from error
