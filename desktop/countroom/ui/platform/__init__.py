"""The platform: a cleared contest read out line by line, then spoken by one key."""

from countroom.ui.platform.page import PlatformPage

__all__ = ["PlatformPage"]
