"""The print desk: what waits, what is to be collected, what came out, and where it comes out."""

from countroom.ui.print_desk.page import PrintDeskPage

__all__ = ["PrintDeskPage"]
