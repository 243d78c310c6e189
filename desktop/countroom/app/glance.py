"""The first look into a count file, for the window that is not ready yet."""

from countroom.store.glance import Glance, glance

__all__ = ["Glance", "glance"]
