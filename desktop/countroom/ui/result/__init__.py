"""The result of one contest: from figures that agree to the end of the consultation."""

from countroom.ui.result.page import ResultPage

__all__ = ["ResultPage"]
