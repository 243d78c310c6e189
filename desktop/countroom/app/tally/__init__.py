"""Count one contest from one file: ballots, a record of votes, or a sheet of stages."""

from countroom.app.tally.asked import Asked, LotGiven
from countroom.app.tally.result import Advice, Chosen, LotRow, Note, StageRow, Tallied
from countroom.app.tally.tally import tally

__all__ = [
    "Advice",
    "Asked",
    "Chosen",
    "LotGiven",
    "LotRow",
    "Note",
    "StageRow",
    "Tallied",
    "tally",
]
