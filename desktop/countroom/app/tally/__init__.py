"""Count one contest from one file: ballots, a record of votes, or a sheet of stages."""

from countroom.app.tally.asked import Asked, LotGiven
from countroom.app.tally.result import Chosen, Departed, LotRow, Note, StageRow, Tallied
from countroom.app.tally.tally import tally

__all__ = [
    "Asked",
    "Chosen",
    "Departed",
    "LotGiven",
    "LotRow",
    "Note",
    "StageRow",
    "Tallied",
    "tally",
]
