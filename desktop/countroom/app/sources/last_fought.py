"""Who won these seats when they were last fought, as far as the source knows.

Votes say it best. Where the source lacks those of a poll, the roster made later in the same year
does: it has each seat's holder and when the seat is due. Who changed party between the poll and
the roster is there as what they had become. A roster of a later year says nothing of that poll.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.sources.labels import same_party
from countroom.app.sources.rosters import Seat, ward_key
from countroom.app.sources.same_ward import alike, names_stayed, ordinary
from countroom.app.sources.tenure import POSTPONED, years_a_term_ago
from countroom.domain.council import add
from countroom.domain.identifiers import ContestId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.app.sources.records import SourceContest
    from countroom.app.sources.source import Source
    from countroom.domain.election import Council, Party

_REASONS: Final = (
    "no_earlier_results",
    "by_election",
    "ward_changed",
    "seats_differ",
    "earlier_result_incomplete",
)
"""Why a baseline is not known, the plainest first."""


@dataclass(frozen=True, slots=True)
class WardFought:
    """A ward's seats now up by the party that won them last, or None and why that is not known.

    ``roster`` is the year of the roster that says so, 0 where votes do.
    """

    seats: Mapping[str, int] | None
    unknown: str = ""
    roster: int = 0


@dataclass(frozen=True, slots=True)
class LastFought:
    """What is known of each contest of a poll."""

    wards: Mapping[ContestId, WardFought]

    @property
    def seats(self) -> Mapping[str, int] | None:
        """Give the seats of all contests together, None when one is not known."""
        known = [ward.seats for ward in self.wards.values() if ward.seats is not None]
        return add(*known) if len(known) == len(self.wards) else None

    @property
    def unknown(self) -> str:
        """Give the plainest reason why one is not known, empty when all are."""
        reasons = {ward.unknown for ward in self.wards.values() if ward.unknown}
        return min(reasons, key=_REASONS.index) if reasons else ""


def last_fought(
    source: Source,
    contests: Sequence[SourceContest],
    council: Council,
    seated: Sequence[Seat],
    filled: Mapping[ContestId, Sequence[Seat]] | None,
) -> LastFought:
    """Look for who last won each seat now up, in the council that is ``seated``.

    ``filled`` has the seats that each contest fills, as far as the roster tells; None where the
    whole council is elected. Raises Fault when the disk fails.
    """
    past = _Past(source, contests, council, seated)
    found = {}
    for contest in contests:
        if contest.by_election:
            found[contest.id] = WardFought(None, "by_election")
        elif filled is None:
            found[contest.id] = past.whole_ward(contest)
        else:
            found[contest.id] = past.seat_by_seat(contest, filled.get(contest.id, ()))
    return LastFought(found)


def last_whole_poll(
    source: Source, contests: Sequence[SourceContest], council: Council
) -> list[SourceContest]:
    """Give the council's ordinary contests of one term ago, none where the source lacks them."""
    year, slug = int(contests[0].date[:4]), contests[0].council
    for ago in years_a_term_ago(year, council.nation):
        held = [one for poll in source.polls(slug, ago) for one in ordinary(poll)]
        if held:
            return held
    return []


class _Past:
    """The earlier polls and rosters of one council, seen from one poll."""

    def __init__(
        self,
        source: Source,
        contests: Sequence[SourceContest],
        council: Council,
        seated: Sequence[Seat],
    ) -> None:
        self._source = source
        self._contests = contests
        self._council = council
        self._size = len(seated)
        self._sitting = tuple(seat.party for seat in seated if seat.party)
        self._slug = contests[0].council
        self._year = int(contests[0].date[:4])
        self._stayed: dict[int, bool] = {}
        self._held: dict[int, list[SourceContest]] = {}

    def whole_ward(self, contest: SourceContest) -> WardFought:
        """Compare a ward with the poll that filled all its seats: as many, in the same ward."""
        for year in self._years_of_the_whole():
            held = self._ordinary(year)
            earlier = self._ward_in(held, contest, year)
            if earlier is not None and earlier.seats == contest.seats:
                return self._won(earlier, contest.seats)
            if held:
                return WardFought(None, "seats_differ" if earlier else "ward_changed")
            if self._roster(year) and year not in self._source.years:
                return self._whole_in_roster(contest, year)
        return WardFought(None, "no_earlier_results")

    def seat_by_seat(self, contest: SourceContest, seats: Sequence[Seat]) -> WardFought:
        """Look for the poll of each seat: those due together were filled together.

        A seat due later than this year is a casual vacancy filled beside the ordinary ones, and
        it is compared with its own last poll.
        """
        found: dict[str, int] = {}
        roster = 0
        groups: Counter[int] = Counter({self._year: contest.seats - len(seats)})
        for seat in seats:
            if seat.fought and seat.party:
                found = add(found, {seat.party.key: 1})
            else:
                groups[max(seat.due, self._year)] += 1
        ward = seats[0].ward if seats else ward_key(contest.ward)
        for due, number in groups.items():
            if number > 0:
                part = self._due_together(contest, ward, due, number)
                if part.seats is None:
                    return part
                found, roster = add(found, part.seats), max(roster, part.roster)
        return WardFought(found, roster=roster)

    def _due_together(self, contest: SourceContest, ward: str, due: int, number: int) -> WardFought:
        """Look for who won ``number`` seats of a ward that are due in the same year."""
        ago = years_a_term_ago(due, self._council.nation)
        review = self._elected_whole_since(min(ago))
        if review is not None:
            return self._due_in_rosters((review,), ward, due, number, "ward_changed")
        reason = "no_earlier_results"
        for year in ago:
            held = self._ordinary(year)
            earlier = self._ward_in(held, contest, year)
            if earlier is not None and earlier.seats >= number:
                won = self._won(earlier, number)
                known = won.seats is not None
                return (
                    won if known else self._due_in_rosters((year,), ward, due, number, won.unknown)
                )
            reason = "seats_differ" if earlier else "ward_changed" if held else reason
        return self._due_in_rosters(self._unseen(ago, reason), ward, due, number, reason)

    def _unseen(self, ago: Sequence[int], reason: str) -> list[int]:
        """List the years of the poll looked for that the source has nothing of.

        One term ago; or, where it has that poll without this ward, the one later year in which
        the ward can have been drawn.
        """
        unseen = [year for year in ago if year not in self._source.years]
        if unseen or reason != "ward_changed":
            return unseen
        since = set(range(max(ago) + 1, self._year)) - {POSTPONED, *self._source.years}
        drawn = sorted(since)
        return drawn if len(drawn) == 1 else []

    def _won(self, earlier: SourceContest, number: int) -> WardFought:
        """Take the first ``number`` of a poll: most votes, longest term (SI 2006/3304)."""
        elected = self._source.winners_of(earlier)
        if elected is None or len(elected) < number:
            return WardFought(None, "earlier_result_incomplete")
        return WardFought(_count(same_party(one.party, self._sitting) for one in elected[:number]))

    def _ward_in(
        self, held: Sequence[SourceContest], contest: SourceContest, year: int
    ) -> SourceContest | None:
        """Find a ward in the poll of a year by its code, else by name where all names stayed."""
        coded = contest.gss and next((one for one in held if one.gss == contest.gss), None)
        if coded or not held:
            return coded or None
        uncoded = {ward_key(one.ward): one for one in held if not (one.gss and contest.gss)}
        key = alike(contest.ward, uncoded)
        if key and year not in self._stayed:
            keys = {ward_key(one.ward) for one in held}
            self._stayed[year] = names_stayed(self._contests, keys)
        return uncoded[key] if key and self._stayed[year] else None

    def _years_of_the_whole(self) -> tuple[int, ...]:
        """List the years in which a whole council can have been elected last.

        A term may be longer by a year or two where a council was new or its poll was put off:
        Dorset's first one ran from 2019 to 2024.
        """
        ago = years_a_term_ago(self._year, self._council.nation)
        return (*ago, min(ago) - 1, min(ago) - 2)

    def _whole_in_roster(self, contest: SourceContest, year: int) -> WardFought:
        """Take a ward's councillors of the roster made after a poll that the source lacks."""
        by_key: dict[str, list[Seat]] = {}
        for seat in self._roster(year):
            by_key.setdefault(seat.ward, []).append(seat)
        key = alike(contest.ward, by_key) if names_stayed(self._contests, by_key) else None
        if key is None:
            return WardFought(None, "ward_changed")
        if len(by_key[key]) != contest.seats:
            return WardFought(None, "seats_differ")
        return _held(by_key[key], year)

    def _due_in_rosters(
        self, years: Iterable[int], ward: str, due: int, number: int, reason: str
    ) -> WardFought:
        """Take the holders of just so many seats due, from a roster made in the year of the poll.

        ``years`` are those in which the poll can have been: its own, or the ones that the source
        has nothing of. Else the ``reason`` stays.
        """
        for year in years:
            holders = [seat for seat in self._roster(year) if seat.ward == ward and seat.due == due]
            if len(holders) == number:
                return _held(holders, year)
        return WardFought(None, reason)

    def _roster(self, year: int) -> Sequence[Seat]:
        roster = self._source.roster_of(year)
        return roster.seats_of(self._council.id) if roster else ()

    def _elected_whole_since(self, since: int) -> int | None:
        """Give the last year after ``since`` in which the whole council was elected."""
        for year in range(self._year - 1, since, -1):
            held = self._ordinary(year)
            if held and 0 < 2 * self._size <= 3 * sum(one.seats for one in held):
                return year
        return None

    def _ordinary(self, year: int) -> list[SourceContest]:
        if year not in self._held:
            polls = self._source.polls(self._slug, year)
            self._held[year] = [one for poll in polls for one in ordinary(poll)]
        return self._held[year]


def _held(holders: Sequence[Seat], year: int) -> WardFought:
    parties = [seat.party for seat in holders if seat.party]
    if len(parties) < len(holders):
        return WardFought(None, "earlier_result_incomplete")
    return WardFought(_count(parties), roster=year)


def _count(parties: Iterable[Party]) -> dict[str, int]:
    return dict(Counter(party.key for party in parties))
