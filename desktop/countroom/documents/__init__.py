"""Typeset sheets: tagged PDF for the platform, the door and the file.

A kind of sheet is a pure function from the state of a contest to data, and a template that
sets this data. Words travel in the data; a template holds none.
"""

from countroom.documents.declaration import declaration_sheet
from countroom.documents.frame import SheetFacts
from countroom.documents.kinds import CLEARED_SET, GROUPS, KINDS, ON_PAPER_SET, Kind
from countroom.documents.render import Typesetter

__all__ = [
    "CLEARED_SET",
    "GROUPS",
    "KINDS",
    "ON_PAPER_SET",
    "Kind",
    "SheetFacts",
    "Typesetter",
    "declaration_sheet",
]
