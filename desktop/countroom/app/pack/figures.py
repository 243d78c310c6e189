"""The figures of a poll that leave the hall with its papers: from the log only, None where unknown.

A figure is known when every sheet it rests on is settled; what nobody wrote down is never zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.domain.adjudicating import batches
from countroom.domain.identifiers import HeadId
from countroom.domain.sheets import SPOILT, TENDERED, UNUSED, SheetKind

if TYPE_CHECKING:
    from countroom.domain.declaration import Totals
    from countroom.domain.identifiers import FieldId, PersonId
    from countroom.domain.state import ContestState, SheetState

_ACCOUNTS: Final[frozenset[SheetKind]] = frozenset({"account"})


@dataclass(frozen=True, slots=True)
class PollFigures:
    """One contest's figures, in ballot papers but those of postal covers and packets.

    ``counted`` are in the counted bundles: not the ``valid`` where totals do not reconcile.
    ``covers`` came back, ``statements`` of them accepted and ``refused`` by reason; the ledger is
    ``closed`` or they may still grow. ``packets`` were handed in at stations, accepted and not.
    """

    electorate: int | None
    verified: int | None
    counted: int | None
    valid: int | None
    rejected: Mapping[HeadId, int] | None
    rejected_in_part: int | None
    unused: int | None
    spoilt: int | None
    tendered: int | None
    postal_issued: int | None
    covers: int | None
    statements: int | None
    refused: Mapping[str, int] | None
    postal_papers: int | None
    packets: tuple[int, int] | None
    closed: bool

    @property
    def rejected_total(self) -> int | None:
        """Add the papers rejected under every head."""
        return None if self.rejected is None else sum(self.rejected.values())

    @property
    def refused_total(self) -> int | None:
        """Add the postal votes rejected for any reason."""
        return None if self.refused is None else sum(self.refused.values())


def figures_of(state: ContestState) -> PollFigures:
    """Read a contest's figures; those of the count only once it is declared."""
    totals, sessions = declared_totals(state), state.postal.sessions
    refused: Counter[str] = Counter()
    for one in sessions:
        refused.update(one.rejected)
    packets = state.postal.packets.values()
    stations = [box for box in state.contest.boxes if box.stands_alone]
    return PollFigures(
        electorate=state.contest.electorate,
        verified=state.verification.verified if state.verification else _verified(totals),
        counted=totals.papers if totals else None,
        valid=totals.valid if totals else None,
        rejected=totals.rejected if totals else None,
        rejected_in_part=totals.rejected_in_part if totals and state.contest.seats > 1 else None,
        unused=of_accounts(state, UNUSED),
        spoilt=of_accounts(state, SPOILT),
        tendered=of_accounts(state, TENDERED),
        postal_issued=state.contest.postal_issued,
        covers=sum(one.envelopes for one in sessions) if sessions else None,
        statements=sum(one.accepted for one in sessions) if sessions else None,
        refused=refused if sessions else None,
        postal_papers=sum(one.papers for one in sessions) if sessions else None,
        packets=(sum(one.accepted for one in packets), sum(one.rejected for one in packets))
        if len(packets) == len(stations) and stations
        else None,
        closed=state.postal.closed,
    )


def declared_totals(state: ContestState) -> Totals | None:
    """Give the totals as they were declared, None before that and without a poll."""
    if state.declared is None or state.cleared is None:
        return None
    return state.cleared.event.declaration.totals


def accounts_with(state: ContestState, line: FieldId) -> tuple[SheetState, ...]:
    """List the ballot paper accounts that have a line."""
    return tuple(one for one in state.sheets_of(_ACCOUNTS) if line in one.sheet.fields)


def of_accounts(state: ContestState, line: FieldId) -> int | None:
    """Add a line of every station's account, None while one of them is not settled."""
    total, accounts = 0, accounts_with(state, line)
    for account in accounts:
        if account.settled is None:
            return None
        total += account.settled[line]
    return total if accounts else None


def ruled_by(state: ContestState) -> tuple[PersonId, ...]:
    """List who signed batches of doubtful papers, each once, in the order of the sheets."""
    signed = [one.adjudicated for one in batches(state) if one.adjudicated is not None]
    return tuple(dict.fromkeys(signed))


def _verified(totals: Totals | None) -> int | None:
    """Give the papers verified as a result declared on paper states them."""
    return totals.verified if totals else None
