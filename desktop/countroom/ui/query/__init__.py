"""What agents ask, answered by two keys: this page's and the question's."""

from countroom.ui.query.page import QueryPage

__all__ = ["QueryPage"]
