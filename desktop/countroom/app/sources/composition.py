"""A council before its poll, for control and for change on both baselines.

Nothing later than polling day is used, and no roster of the poll's own year.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.sources.eve import Eve, eve_of
from countroom.app.sources.last_fought import LastFought, last_fought, tenure_of
from countroom.app.sources.licences import ROSTERS
from countroom.app.sources.records import Note
from countroom.app.sources.registers import council_of
from countroom.app.sources.staying import is_all_out, staying
from countroom.domain.election import Composition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.sources.cited import Cited
    from countroom.app.sources.records import SourceContest
    from countroom.app.sources.rosters import Seat
    from countroom.app.sources.source import Source
    from countroom.app.sources.staying import TenureOf


@dataclass(frozen=True, slots=True)
class Before:
    """A council's composition before a poll, None when it is not known, and what was chosen."""

    composition: Composition | None
    notes: tuple[Note, ...] = ()


def composition_before(source: Source, slug: str, date: str) -> Before:
    """Work out a council before its poll of an ISO day. Raises Fault when the disk fails."""
    contests = source.day(date).contests.get(slug, ())
    if not contests:
        return Before(None, (Note("no_poll"),))
    council = council_of(contests[0], source.councils)
    fought = last_fought(source, contests, council.nation)
    cited = source.cited(date).get(council.id)
    if cited is not None:
        return _from_cited(cited, contests, fought)
    eve = eve_of(source, council, slug, date)
    if eve is None or (not eve.seats and all(contest.by_election for contest in contests)):
        return Before(None, (Note("no_earlier_roster"),))
    nation = council.nation
    return _from_eve(eve, contests, fought, lambda one: tenure_of(source, one, nation))


def _from_cited(cited: Cited, contests: Sequence[SourceContest], fought: LastFought) -> Before:
    up = sum(contest.seats for contest in contests)
    all_out = 3 * up >= 2 * cited.seats_total
    continuing = {} if all_out else cited.continuing
    if continuing is None:
        return Before(None, (Note("continuing_unknown"),))
    composition = Composition(
        seats_total=_seats(contests) if all_out else cited.seats_total,
        seats_before=cited.seats_total,
        before=cited.before,
        continuing=continuing,
        last_fought=fought.seats,
        last_fought_unknown=fought.unknown,
        as_of=cited.as_of,
        source=cited.source,
    )
    return Before(composition)


def _from_eve(
    eve: Eve, contests: Sequence[SourceContest], fought: LastFought, tenure: TenureOf
) -> Before:
    up, held, notes = _seats(contests), len(eve.seats), list(eve.notes)
    stay: Sequence[Seat] = ()
    if is_all_out(contests, eve.seats):
        total = up
        if held not in (0, up):
            notes.append(Note("council_resized", {"before": held, "after": up}))
    else:
        left = staying(eve.seats, contests, tenure)
        stay, total = left.seats, held
        notes += left.notes
        if len(stay) + up != held:
            notes.append(Note("seats_do_not_add_up", {"seats": len(stay) + up, "total": held}))
    composition = Composition(
        seats_total=total,
        seats_before=held,
        before=_by_party(eve.seats),
        continuing=_by_party(stay),
        last_fought=fought.seats,
        last_fought_unknown=fought.unknown if held else "new_council",
        as_of=eve.as_of,
        source=f"{ROSTERS.attribution} {eve.roster_year}, {ROSTERS.licence}",
    )
    return Before(composition, tuple(notes))


def _seats(contests: Sequence[SourceContest]) -> int:
    return sum(contest.seats for contest in contests)


def _by_party(seats: Sequence[Seat]) -> dict[str, int]:
    held = Counter(seat.party.key for seat in seats if seat.party)
    return dict(sorted(held.items()))
