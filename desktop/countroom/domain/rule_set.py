"""A rule set: which law counts this contest, as dated data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from countroom.domain.disclosure import NOTHING_SHOWN, Disclosure
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
_PREFERENCES: Final = re.compile(r"-sv$|^supplementary-vote$")
_OFFICES: Final = frozenset(
    ("council-mayor", "ca-mayor", "london-mayor", "pcc", "supplementary-vote")
)
"""Kinds of contest for one office, which is not among the seats of a council."""


def in_preferences(rule_set: RuleSetId) -> bool:
    """Say by its id whether a law counts a supplementary vote: votes are first preferences."""
    return bool(_PREFERENCES.search(rule_set))


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where figures of wards of so many ``seats`` begin to be unusual.

    ``mean_votes_*`` are votes per 100 valid papers, ``rejected_most`` papers per 10,000 verified,
    ``turnout_*`` verified papers per 100 electors. ``slate_low``, ``swap_apart`` and
    ``swap_together`` are the votes of a party's lowest candidate per 100 of its highest.
    ``equal_most`` is how many votes two candidates may share by chance. Rates are asked from
    ``least_papers`` verified, slates from ``least_votes`` of their highest. Bounds are usual.
    """

    seats: int
    mean_votes_low: int
    mean_votes_high: int
    rejected_most: int
    turnout_low: int
    turnout_high: int
    slate_low: int
    equal_most: int
    swap_apart: int
    swap_together: int
    least_papers: int
    least_votes: int


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
    days and for ``likely``: where figures begin to be unusual, by rising number of seats; with
    none no check warns. They change with the rule set only, for every replica decides by them.
    ``disclosure`` is what may be known where, unless the returning officer says otherwise.

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
    likely: tuple[Thresholds, ...] = ()
    disclosure: Disclosure = NOTHING_SHOWN

    @property
    def kind(self) -> str:
        """Name the kind of contest: the id without the year and the system of its law."""
        return _LAW.sub("", self.id)

    @property
    def of_council(self) -> bool:
        """Say whether who is elected sits in a council: a mayor or a commissioner does not."""
        return self.kind not in _OFFICES
