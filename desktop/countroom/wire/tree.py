"""RFC 6962 hashing of the feed's log: leaves and the root over them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry's exact bytes (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def root_hash(leaves: Iterable[bytes]) -> bytes:
    """Hash a list of leaf hashes to its root; the empty list is the hash of nothing."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, top = 1, leaf
        while peaks and peaks[-1][0] == size:
            left_size, left = peaks.pop()
            size, top = left_size + size, _node(left, top)
        peaks.append((size, top))
    if not peaks:
        return hashlib.sha256(b"").digest()
    _, root = peaks.pop()
    while peaks:
        root = _node(peaks.pop()[1], root)
    return root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
