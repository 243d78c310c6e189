"""The postal ledger of a contest: packets by station, opening sessions, and its end."""

from countroom.ui.postal.page import PostalPage

__all__ = ["PostalPage"]
