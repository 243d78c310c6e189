"""Reading the result back from paper, and clearing it for the platform."""

from countroom.ui.clear.page import ClearPage

__all__ = ["ClearPage"]
