"""Records of votes in JSON: what of each form is read.

Whatever a record gives as the answer (who was elected, the quota, official seats) is not named
here, and so is never read. Figures are whole; totals of stages are decimal strings.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec

from countroom.domain.counting.blt import MOST_CANDIDATES

Figure = Annotated[int, msgspec.Meta(ge=0, le=9_999_999_999)]
Seats = Annotated[int, msgspec.Meta(ge=1, le=999)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Total = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,10}\.[0-9]{2}\Z")]
Moved = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]{1,10}\.[0-9]{2}\Z")]
_SOME: Final = msgspec.Meta(min_length=1, max_length=MOST_CANDIDATES)
_FEW: Final = msgspec.Meta(max_length=MOST_CANDIDATES)
Figures = Annotated[dict[str, Figure], _FEW]
Rejected = Figure | Figures | None
Transfers = Annotated[dict[str, Figures], _FEW]


class ListParty(msgspec.Struct):
    """A party with its list, or an individual, in one electoral region."""

    party: Name
    votes: Figure
    constituency_seats: Figure = 0
    individual: bool = False
    candidates: list[Name] | None = None


class ListRecord(msgspec.Struct):
    """The list votes of a region or of London."""

    parties: Annotated[list[ListParty], _SOME]
    list_seats: Seats | None = None
    votes_complete: bool = True
    total_valid_votes: Figure | None = None
    returned: list[Name] = []
    rejected: Rejected = None


class FirstPreferences(msgspec.Struct):
    """A candidate's first preferences."""

    name: Name
    first_preferences: Figure
    party: str = ""


class SecondPreferences(msgspec.Struct):
    """A remaining candidate's second count: the votes added, or the total they came to."""

    name: Name
    second_preferences_added: Figure | None = None
    total: Figure | None = None


class LocalCount(msgspec.Struct):
    """The votes of one area of a contest that is totalled from several.

    Where the votes are first preferences, the area's part of the second count as in
    ``SupplementaryRecord``; who remains is known from all areas together.
    """

    votes: Annotated[dict[Name, Figure], _FEW]
    area: str = ""
    valid: Figure | None = None
    rejected: Rejected = None
    transfers: Transfers | None = None
    second_count: list[SecondPreferences] | None = None
    second_count_uncounted: Figure | None = None


class SupplementaryRecord(msgspec.Struct):
    """A supplementary vote's first count, and its second as far as it is known.

    ``second_count_uncounted`` are the papers of the eliminated that gave a second preference to
    nobody remaining, and those rejected as to it: one figure for both.
    """

    candidates: Annotated[list[FirstPreferences], _SOME]
    first_count_complete: bool = True
    seats: Seats | None = None
    valid: Figure | None = None
    rejected: Rejected = None
    transfers: Transfers | None = None
    second_count: list[SecondPreferences] | None = None
    second_count_uncounted: Figure | None = None
    local_counts: list[LocalCount] = []


class Candidate(msgspec.Struct):
    """A candidate of a stage sheet."""

    id: int
    surname: Name
    first_name: str = ""
    party: str = ""


class PrintedStage(msgspec.Struct):
    """A stage as printed, in the order of the candidates."""

    action: Literal["first preferences", "surplus", "exclusion"]
    totals: list[Total]
    source: list[int] = []
    transfers: list[Moved] | None = None
    nontransferable_published: Moved | None = None


class SheetRecord(msgspec.Struct):
    """A stage sheet of a hand count."""

    seats: Seats
    candidates: Annotated[list[Candidate], _SOME]
    stages: Annotated[list[PrintedStage], _SOME]
    total_poll: Figure | None = None
    spoiled: Figure | None = None
    valid_poll: Figure | None = None


class PlainRecord(msgspec.Struct):
    """Votes by name, or several local counts of them; ``parties`` by the same names.

    The last four are read where the votes are first preferences.
    """

    votes: Annotated[dict[Name, Figure], _FEW] = {}
    local_counts: list[LocalCount] = []
    seats: Seats | None = None
    valid: Figure | None = None
    rejected: Rejected = None
    parties: Annotated[dict[str, str], _FEW] = {}
    first_count_complete: bool = True
    transfers: Transfers | None = None
    second_count: list[SecondPreferences] | None = None
    second_count_uncounted: Figure | None = None


class HandCandidate(msgspec.Struct):
    """A candidate of a hand count, in the order of the ballot paper."""

    name: Name
    party: str = ""


class SortedSubParcel(msgspec.Struct):
    """A sub-parcel as tellers sorted it, in papers by candidate; ``votes`` are what they made."""

    papers: list[Figure]
    non_transferable: Figure
    votes: list[Total] | None = None


class HandStage(msgspec.Struct):
    """A later stage of a hand count, as far as it was keyed: whose papers, from place 1."""

    action: Literal["surplus", "exclusion"]
    of: list[Figure] = msgspec.field(name="from")
    sub_parcels: list[SortedSubParcel] = []
    declined: str = ""


class HandCountRecord(msgspec.Struct):
    """A hand count keyed in papers; its first stage are the first preferences."""

    seats: Seats
    candidates: Annotated[list[HandCandidate], _SOME]
    first_preferences: list[Figure]
    stages: list[HandStage] = []
