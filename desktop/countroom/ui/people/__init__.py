"""The crew: who is here, which powers they hold, who may still key and settle, who joins."""

from countroom.ui.people.page import PeoplePage

__all__ = ["PeoplePage"]
