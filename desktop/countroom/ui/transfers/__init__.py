"""The papers moved between contests."""

from countroom.ui.transfers.page import TransfersPage

__all__ = ["TransfersPage"]
