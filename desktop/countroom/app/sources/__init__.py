"""Real elections in the tidy form: read strictly, ordered as on the ballot paper."""

from countroom.app.sources.composition import Before, composition_before
from countroom.app.sources.contests import (
    contests_for,
    council_in,
    councils_on,
    election_for,
    polls_on,
)
from countroom.app.sources.labels import own_names
from countroom.app.sources.last_fought import LastFought, WardFought
from countroom.app.sources.licences import provenance
from countroom.app.sources.names import ballot_order, ballot_paper
from countroom.app.sources.records import Day, Note, SourceCandidate, SourceContest
from countroom.app.sources.source import Source
from countroom.app.sources.tables import SourceFault
from countroom.app.sources.winners import Won, winners

__all__ = [
    "Before",
    "Day",
    "LastFought",
    "Note",
    "Source",
    "SourceCandidate",
    "SourceContest",
    "SourceFault",
    "WardFought",
    "Won",
    "ballot_order",
    "ballot_paper",
    "composition_before",
    "contests_for",
    "council_in",
    "councils_on",
    "election_for",
    "own_names",
    "polls_on",
    "provenance",
    "winners",
]
