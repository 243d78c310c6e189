"""The page of the pack that leaves the hall with its papers."""

from countroom.ui.pack.page import PackPage

__all__ = ["PackPage"]
