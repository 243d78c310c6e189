"""What has become of declared results: one contest, or all of them."""

from countroom.ui.published.page import PublishedPage

__all__ = ["PublishedPage"]
