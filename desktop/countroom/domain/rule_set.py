"""A rule set: which law counts this contest, as dated data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from countroom.domain.identifiers import HeadId, RuleSetId

CountingSystem = Literal[
    "plurality", "supplementary_vote", "party_list", "stv_scotland", "stv_northern_ireland"
]
TieRule = Literal[
    "lot", "one_vote_then_lot", "latest_difference_then_lot", "earliest_difference_then_lot"
]
"""What parts equals before a lot does: a vote added to each, or an earlier stage's figures."""
Asker = Literal["candidate", "election_agent", "counting_agent_designated", "area_officer"]
"""Who may have votes counted again; the area officer directs it instead of asking."""
Announcement = Literal["local_totals_when_authorised", "first_preferences", "each_stage", "result"]
Unproven = Literal[
    "", "heads_not_read", "recounts_not_read", "order_not_read", "law_not_found", "may_have_ended"
]
"""Why a rule set is not verified, as a code that ``texts`` speaks; empty where it is."""

_LAW: Final = re.compile(r"-[0-9]{4}(-sv|-fptp)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The law of one kind of contest for polls from ``valid_from`` to ``valid_until``.

    Both are ISO days, inclusive; ``valid_until`` None is not ended. ``heads`` are the legal
    grounds of rejection in the order they are printed, ``second_heads`` those of a second count,
    empty where there is none. ``seats`` is what every such contest fills, None where it is the
    contest's own. A list needs more than ``threshold_percent`` of the votes; where the law has
    ``constituency_seats`` too, a party's divisor begins with those it won. Transferred votes are
    cut to ``decimals``. ``announced`` is in order of time. ``declared_locally`` is False where the
    hall only makes the local totals of an area election. ``postal_statement_days`` are the first
    and last day after polling day on which the statement as to postal papers is sent, None where
    they are not known here. What is left out is as at an English council's poll, but for these
    days.

    Counting acts on ``system``, ``seats``, ``threshold_percent`` and ``constituency_seats``.
    ``decimals`` and ``tie_rule`` are there to be read: the module of the system does as they say
    by itself, and a test holds the two together. All else is for sheets, checks and people.
    """

    id: RuleSetId
    system: CountingSystem
    heads: tuple[HeadId, ...]
    second_heads: tuple[HeadId, ...] = ()
    seats: int | None = None
    threshold_percent: int | None = None
    constituency_seats: bool = True
    decimals: Literal[0, 2, 5] = 0
    tie_rule: TieRule = "lot"
    recount_by: tuple[Asker, ...] = ("candidate", "election_agent")
    announced: tuple[Announcement, ...] = ("result",)
    declared_locally: bool = True
    postal_statement_days: tuple[int, int] | None = None
    valid_from: str
    valid_until: str | None = None
    source: str
    verified: bool
    unverified_because: Unproven = ""

    @property
    def kind(self) -> str:
        """Name the kind of contest: the id without the year and the system of its law."""
        return _LAW.sub("", self.id)
