from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tiny_source import TinySource

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tiny(tmp_path: Path) -> TinySource:
    """An empty source with its registers."""
    return TinySource(tmp_path)
