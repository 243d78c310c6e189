"""Boxes in: the receipt of every box of the hall."""

from countroom.ui.receipt.page import ReceiptPage

__all__ = ["ReceiptPage"]
