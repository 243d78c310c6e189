"""A council before its poll, for control and for change on both baselines.

Nothing later than polling day is used, and no roster of the poll's own year.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.sources.eve import Eve, eve_of
from countroom.app.sources.last_fought import LastFought, last_fought, last_whole_poll
from countroom.app.sources.licences import ROSTERS
from countroom.app.sources.records import Note
from countroom.app.sources.registers import council_of
from countroom.app.sources.rosters import ward_key
from countroom.app.sources.same_ward import alike
from countroom.app.sources.staying import is_all_out, staying
from countroom.app.sources.tenure import tenure_of
from countroom.domain.election import Composition, Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.app.sources.cited import Cited
    from countroom.app.sources.records import SourceContest
    from countroom.app.sources.rosters import Seat
    from countroom.app.sources.source import Source
    from countroom.domain.election import Council
    from countroom.domain.identifiers import ContestId


@dataclass(frozen=True, slots=True)
class Before:
    """A council's composition before a poll, None when it is not known, and what was chosen.

    ``fought`` says of each contest who won its seats last, even where that is not known of all;
    ``sitting`` are the parties of the councillors. ``seats_missing`` are up, and in no contest.
    """

    composition: Composition | None
    fought: LastFought
    notes: tuple[Note, ...] = ()
    sitting: tuple[Party, ...] = ()
    seats_missing: int = 0


def composition_before(source: Source, slug: str, date: str) -> Before:
    """Work out a council before its poll of an ISO day. Raises Fault when the disk fails."""
    contests = [one for one in source.day(date).contests.get(slug, ()) if not one.of_mayor]
    if not contests:
        return Before(None, LastFought({}), (Note("no_poll"),))
    council = council_of(contests[0], source.councils)
    cited = source.cited(date).get(council.id)
    if cited is not None:
        return _from_cited(cited, source, council, contests)
    eve = eve_of(source, council, slug, date)
    if eve is None or (not eve.seats and all(contest.by_election for contest in contests)):
        fought = last_fought(source, contests, council, (), {})
        return Before(None, fought, (Note("no_earlier_roster"),))
    return _from_eve(eve, source, council, contests)


def _from_cited(
    cited: Cited, source: Source, council: Council, contests: Sequence[SourceContest]
) -> Before:
    up = _seats(contests)
    all_out = 3 * up >= 2 * cited.seats_total
    fought = last_fought(source, contests, council, (), None if all_out else {})
    continuing = {} if all_out else cited.continuing
    if continuing is None:
        return Before(None, fought, (Note("continuing_unknown"),))
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
    return Before(composition, fought)


def _from_eve(
    eve: Eve, source: Source, council: Council, contests: Sequence[SourceContest]
) -> Before:
    up, held, notes = _seats(contests), len(eve.seats), list(eve.notes)
    stay: Sequence[Seat] = ()
    filled: Mapping[ContestId, Sequence[Seat]] | None = None
    missing: Mapping[str, int] = {}
    if is_all_out(contests, eve.seats):
        missing = _not_polling(source, eve, council, contests)
        total = up + sum(missing.values())
        if missing:
            named = {"seats": sum(missing.values()), "wards": len(missing)}
            notes.append(Note("wards_missing", named))
        elif held not in (0, up):
            notes.append(Note("council_resized", {"before": held, "after": up}))
    else:
        left = staying(eve.seats, contests, lambda one: tenure_of(source, one, council.nation))
        stay, total, filled = left.seats, held, left.filled
        notes += left.notes
        if len(stay) + up != held:
            notes.append(Note("seats_do_not_add_up", {"seats": len(stay) + up, "total": held}))
    fought = last_fought(source, contests, council, eve.seats, filled)
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
    return Before(composition, fought, tuple(notes), eve.sitting, sum(missing.values()))


def _not_polling(
    source: Source, eve: Eve, council: Council, contests: Sequence[SourceContest]
) -> dict[str, int]:
    """Find the wards that a poll for the whole council leaves out, with their seats.

    They are uncontested or put off, and the source does not say which. Only where the others have
    the names and sizes that they have in the roster, or had when the council was last elected: a
    review that takes wards away changes others as well.
    """
    sizes: dict[str, int] = Counter(seat.ward for seat in eve.seats)
    polled = last_whole_poll(source, contests, council)
    polled_sizes = {ward_key(one.ward): one.seats for one in polled}
    for known in (sizes, polled_sizes):
        polling = {alike(contest.ward, known): contest.seats for contest in contests}
        if all(ward is not None and known[ward] == size for ward, size in polling.items()):
            missing = {ward: size for ward, size in known.items() if ward not in polling}
            complete = _seats(contests) + sum(missing.values()) == len(eve.seats)
            return missing if complete else {}
    return {}


def _seats(contests: Sequence[SourceContest]) -> int:
    return sum(contest.seats for contest in contests)


def _by_party(seats: Sequence[Seat]) -> dict[str, int]:
    held = Counter(seat.party.key for seat in seats if seat.party)
    return dict(sorted(held.items()))
