"""The running order: which results are read in which order, and who is called to the platform."""

from countroom.ui.running_order.page import RunningOrderPage

__all__ = ["RunningOrderPage"]
