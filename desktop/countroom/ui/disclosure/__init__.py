"""What may be known where: the returning officer's table, and each outlet as a stranger sees it."""

from countroom.ui.disclosure.page import DisclosurePage

__all__ = ["DisclosurePage"]
