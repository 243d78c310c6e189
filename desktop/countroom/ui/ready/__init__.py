"""Before the count: what is missing, what the keying costs, who sits where, and corrections."""

from countroom.ui.ready.page import ReadyPage

__all__ = ["ReadyPage"]
