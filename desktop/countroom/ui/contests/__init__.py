"""The board: every contest of the count, and what waits for a person now."""

from countroom.ui.contests.page import ContestsPage

__all__ = ["ContestsPage"]
