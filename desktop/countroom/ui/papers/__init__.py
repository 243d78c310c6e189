"""Papers out and back: parcels to tables, sheets in, and whether anything is missing."""

from countroom.ui.papers.page import PapersPage

__all__ = ["PapersPage"]
