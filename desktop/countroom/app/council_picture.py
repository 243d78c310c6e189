"""A council as the source's own results leave it: control, outcome, change on both baselines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.sources import (
    Note,
    Source,
    SourceCandidate,
    WardFought,
    composition_before,
    council_in,
    own_names,
    winners,
)
from countroom.domain.council import Picture, picture
from countroom.domain.election import Composition, Council, Party
from countroom.domain.identifiers import ContestId
from countroom.domain.two_seats import Returned, two_seats
from countroom.domain.ward_change import WardChange, ward_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countroom.app.sources import Before, Day, SourceContest, SourceFault

_HARMLESS_CODES: Final = frozenset({"contest_without_candidates", "winners_exceed_seats"})
_NEEDED_FIGURES: Final = frozenset({"seats", "votes", "seats_total", "seats_won"})


@dataclass(frozen=True, slots=True)
class WardPicture:
    """A ward that polled: its councillors by party key, None where the source cannot say.

    ``fought`` is who won these seats last, ``change`` what changed hands between the two.
    ``votes`` are a candidate each by party key, an independent by name; empty where one is lacking.
    """

    contest: ContestId
    ward: str
    seats: int
    elected: Mapping[str, int] | None
    fought: WardFought
    change: WardChange
    votes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CouncilPicture:
    """A council on a polling day; ``picture`` is None where its seats before are not known.

    ``elected`` are councillors by party key, ``parties`` the names of those keys, ``notes`` what
    cannot be known or had to be chosen. ``last_fought_unknown`` says why change since the seats
    were last fought is not known of all of them, empty where it is.
    """

    council: Council
    date: str
    seats_up: int
    elected: Mapping[str, int]
    composition: Composition | None
    picture: Picture | None
    parties: Mapping[str, str]
    notes: tuple[Note, ...]
    wards: tuple[WardPicture, ...]
    last_fought_unknown: str

    @property
    def wards_compared(self) -> int:
        """Count the wards of which it is known who won their seats now and who did last."""
        return sum(ward.change.outcome != "no_comparison" for ward in self.wards)


@dataclass(frozen=True, slots=True)
class _Won:
    """Who was elected in each contest, by party, as far as the source has votes.

    ``unseen`` counts the contests of which it has no candidates' votes.
    """

    wards: Mapping[ContestId, tuple[Party, ...] | None]
    people: tuple[SourceCandidate, ...]
    unseen: int
    notes: tuple[Note, ...]

    @property
    def parties(self) -> list[Party]:
        """Give the parties of all elected in contests."""
        return [party for elected in self.wards.values() for party in elected or ()]


def council_picture(source: Source, slug: str, date: str) -> CouncilPicture:
    """Put a council together from its roster and the votes of an ISO day, nothing later used.

    Where the source lacks the votes of a ward, its seats by party for the whole council stand for
    them. Raises KeyError when the council has no poll that day, Fault when the disk fails.
    """
    council, day = council_in(source, slug, date), source.day(date)
    contests = [contest for contest in day.contests[slug] if not contest.of_mayor]
    before = composition_before(source, slug, date)
    won = _won(source, contests, day)
    given, declared, notes = _elected(source, contests, won)
    standing = [one.party for contest in contests for one in day.candidates_in(contest)]
    in_wards = own_names((*standing, *won.parties), before.sitting)
    own = own_names(given, before.sitting) if won.unseen else in_wards
    parties = [own[party] for party in given]
    seats_up = sum(contest.seats for contest in contests) + before.seats_missing
    elected = _count(parties)
    composition = before.composition
    return CouncilPicture(
        council=council,
        date=date,
        seats_up=seats_up,
        elected=elected,
        composition=composition,
        picture=picture(composition, elected, seats_up, declared) if composition else None,
        parties=_names(source, parties, before),
        notes=(
            *before.notes,
            *notes,
            *_by_label({party: own[party] for party in given}),
            *_by_roster(before),
            *_twice(won, contests),
        ),
        wards=tuple(
            _ward(contest, won.wards[contest.id], in_wards, before, day) for contest in contests
        ),
        last_fought_unknown=composition.last_fought_unknown
        if composition
        else before.fought.unknown,
    )


def unusable(faults: Iterable[SourceFault]) -> list[SourceFault]:
    """Give the faults with which a council cannot be pictured: all but those of other figures."""
    return [
        fault
        for fault in faults
        if fault.code not in _HARMLESS_CODES
        and not (fault.code == "not_a_number" and fault.column not in _NEEDED_FIGURES)
    ]


def _won(source: Source, contests: Iterable[SourceContest], day: Day) -> _Won:
    wards: dict[ContestId, tuple[Party, ...] | None] = {}
    people: list[SourceCandidate] = []
    notes: list[Note] = []
    unseen = by_party = 0
    for contest in contests:
        result = winners(contest, day.candidates_in(contest))
        people += result.elected or ()
        if result.elected is not None:
            wards[contest.id] = tuple(one.party for one in result.elected)
        else:
            first = source.first_party(contest) if contest.seats == 1 else None
            wards[contest.id] = (first,) if first else None
            unseen, by_party = unseen + 1, by_party + (first is not None)
        notes += result.notes if wards[contest.id] is None or result.elected is not None else ()
    if by_party:
        notes.append(Note("elected_by_best_votes", {"wards": by_party}))
    return _Won(wards, tuple(people), unseen, tuple(notes))


def _elected(
    source: Source, contests: Sequence[SourceContest], won: _Won
) -> tuple[list[Party], int, tuple[Note, ...]]:
    """Give the elected, how many seats are declared, and what was chosen."""
    seats_up = sum(contest.seats for contest in contests)
    first = contests[0] if won.unseen else None
    table = source.party_seats(first.date).get(first.council, ()) if first else ()
    in_table = [party for party, seats in table for _ in range(seats)]
    if 0 < len(in_table) <= seats_up:
        said = [note for note in won.notes if note.code not in ("no_candidates", "no_votes")]
        return in_table, len(in_table), (*said, Note("elected_by_party", {"wards": won.unseen}))
    declared = sum(one.seats for one in contests if won.wards[one.id] is not None)
    return won.parties, declared, won.notes


def _ward(
    contest: SourceContest,
    won: Sequence[Party] | None,
    own: Mapping[Party, Party],
    before: Before,
    day: Day,
) -> WardPicture:
    elected = None if won is None else _count(own[party] for party in won)
    fought = before.fought.wards[contest.id]
    compared = ward_change(fought.seats if elected is not None else None, elected or {})
    votes = _votes(day.candidates_in(contest), own)
    return WardPicture(contest.id, contest.ward, contest.seats, elected, fought, compared, votes)


def _votes(
    candidates: Iterable[SourceCandidate], own: Mapping[Party, Party]
) -> tuple[tuple[str, int], ...]:
    """Pair each candidate's party with the votes: independents stand each for themselves."""
    found = []
    for one in candidates:
        if one.votes is None:
            return ()
        key = own[one.party].key
        found.append((f"{key}:{one.name}" if key == "IND" else key, one.votes))
    return tuple(found)


def _by_label(own: Mapping[Party, Party]) -> list[Note]:
    """Say which labels of the results were taken for which party of the roster."""
    return [
        Note("party_by_label", {"label": given.name, "party": party.name})
        for given, party in own.items()
        if given != party
    ]


def _by_roster(before: Before) -> list[Note]:
    """Say in how many wards a roster stands for the votes of the poll before."""
    years = Counter(ward.roster for ward in before.fought.wards.values() if ward.roster)
    return [
        Note("last_fought_by_roster", {"wards": wards, "year": year})
        for year, wards in sorted(years.items())
    ]


def _twice(won: _Won, contests: Iterable[SourceContest]) -> list[Note]:
    """Say who was returned in two wards, as far as the source tells persons apart."""
    names = {one.person: one.name for one in won.people}
    wards = {contest.id: contest.ward for contest in contests}
    return [
        Note(
            "returned_twice",
            {
                "name": names[one.person],
                "wards": ", ".join(wards[contest] for contest in one.wards),
                "vacancies": one.vacancies,
            },
        )
        for one in two_seats(Returned(person.person, person.contest) for person in won.people)
    ]


def _count(parties: Iterable[Party]) -> dict[str, int]:
    return dict(sorted(Counter(party.key for party in parties).items()))


def _names(source: Source, won: Iterable[Party], before: Before) -> dict[str, str]:
    """Name the keys that stand for one party; groups have their own words in ``texts``."""
    fought = (ward.seats or {} for ward in before.fought.wards.values())
    cited = before.composition.before if before.composition else {}
    keys = {key for part in (cited, *fought) for key in part}
    names = {key: source.parties[key].name for key in keys if key in source.parties}
    return names | {party.key: party.name for party in (*before.sitting, *won)}
