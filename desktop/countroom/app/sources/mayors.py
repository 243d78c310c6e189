"""Mayors and commissioners from two CSV files: first preferences, what a second count added.

The form is that of ``sv-and-mayor-candidates.csv`` with ``sv-and-mayor-contests.csv`` beside it.
Only what is published is read; a contest without every first preference is left out and named.
An office of an area counted in several halls is read as well: a tally totals it, no count file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from countroom.app.sources.boxes import usual_boxes
from countroom.app.sources.names import ballot_paper, split_name
from countroom.app.sources.records import SourceCandidate
from countroom.app.sources.tables import SourceFault, read_table
from countroom.domain.election import Candidate, Contest, Council, Election, Party
from countroom.domain.identifiers import CandidateId, ContestId, ElectionId, PartyId
from countroom.rules import RuleSetError, rule_set_in_force

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.app.sources.tables import Row
    from countroom.domain.rule_set import RuleSet

CANDIDATES, CONTESTS = "sv-and-mayor-candidates.csv", "sv-and-mayor-contests.csv"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEEDED: Final = ("election_id", "election_date", "post", "candidate", "first_preference_votes")
_IN_ONE_HALL: Final = "council-mayor"
"""The kind of law whose office one council's hall counts and declares."""
_INDEPENDENT: Final = PartyId("ynmp-party:2")
_GROUPS: Final = (
    ("labour", "LAB"),
    ("conservative", "CON"),
    ("liberal democrat", "LD"),
    ("green", "GRN"),
    ("ukip", "UKIP"),
    ("uk independence", "UKIP"),
    ("plaid cymru", "PC"),
    ("reform uk", "REF"),
)


@dataclass(frozen=True, slots=True)
class Mayoral:
    """A contest as published; None where the source has no figure.

    ``votes`` are first preferences, ``seconds`` those that the second count added, None where none
    are published. ``winner`` is whom the source says was elected: the program never counts by it.
    Not ``in_one_hall`` is the office of an area of several councils, each of which counts its own.
    """

    election: Election
    contest: Contest
    votes: Mapping[CandidateId, int]
    seconds: Mapping[CandidateId, int] | None
    rejected: int | None
    winner: CandidateId | None
    in_one_hall: bool = True

    @property
    def slug(self) -> str:
        """Name the office as one asks for it: ``mayor-mansfield``."""
        return self.election.council.slug


def law_of(contest: ContestId, day: str) -> RuleSet:
    """Find the law of a mayor's or commissioner's poll by its id in Democracy Club's form.

    Raises RuleSetError when there was none on that ISO day.
    """
    kind, _, area = contest.partition(".")
    if kind == "pcc":
        return rule_set_in_force("pcc", day)
    place = area.partition(".")[0]
    if place == "london":
        return rule_set_in_force("london-mayor", day)
    return rule_set_in_force("ca-mayor" if place.endswith("-ca") else "council-mayor", day)


def read_mayors(folder: Path, day: str = "") -> tuple[dict[ContestId, Mayoral], list[SourceFault]]:
    """Read the contests of a folder by id, those of one ISO day or all.

    Raises Fault when a file or the disk fails.
    """
    candidates = read_table(folder / CANDIDATES, _NEEDED)
    contests = read_table(folder / CONTESTS, ("election_id",))
    about = {row.text("election_id"): row for row in contests.rows()}
    standing: dict[str, list[Row]] = {}
    for row in candidates.rows():
        if day in ("", row.text("election_date")):
            standing.setdefault(row.needed("election_id"), []).append(row)
    found: dict[ContestId, Mayoral] = {}
    offices: dict[int, str] = {}
    for id_, rows in standing.items():
        offices |= {row.number: _slug(id_) for row in rows}
        read = _mayoral(ContestId(id_), rows, about.get(id_))
        if read is not None:
            found[read.contest.id] = read
    of_office = [replace(fault, council=offices.get(fault.row, "")) for fault in candidates.faults]
    return found, [*of_office, *contests.faults]


def days_of_mayors(folder: Path) -> set[str]:
    """Give the days (ISO) on which a folder has polls. Raises Fault when the disk fails."""
    rows = read_table(folder / CANDIDATES, _NEEDED).rows()
    return {day for row in rows if _DAY.fullmatch(day := row.text("election_date"))}


def _slug(contest: str) -> str:
    kind, _, area = contest.partition(".")
    return f"{kind}-{area.partition('.')[0]}"


def _mayoral(id_: ContestId, rows: list[Row], about: Row | None) -> Mayoral | None:
    day = rows[0].needed("election_date")
    people = [_candidate(id_, row) for row in rows]
    if any(one.votes is None for one in people):
        rows[0].fault("cell_empty", "first_preference_votes")
        return None
    try:
        rules = law_of(id_, day)
    except RuleSetError:
        rows[0].fault("no_law", "election_id")
        return None
    paper = ballot_paper(id_, people)
    added = {
        row.text("candidate"): row.whole("second_count_transfers")
        for row in rows
        if row.text("second_count_transfers")
    }
    seconds = {key: n for key, one in paper.items() if (n := added.get(one.name)) is not None}
    url = rows[0].text("source_urls").partition(" ; ")[0]
    election = _election(id_, day, rows[0].needed("post"), url)
    return Mayoral(
        election,
        _contest(id_, election, rules, paper, about),
        {key: one.votes or 0 for key, one in paper.items()},
        seconds or None,
        about.whole("rejected_first_total") if about else None,
        next((key for key, one in paper.items() if one.elected), None),
        rules.kind == _IN_ONE_HALL,
    )


def _candidate(id_: ContestId, row: Row) -> SourceCandidate:
    name = row.needed("candidate")
    surname, forenames = split_name(name)
    votes, elected = row.whole("first_preference_votes"), row.flag("elected")
    party = _party(row.text("party_label"))
    return SourceCandidate(id_, name, surname, forenames, party, votes, elected, "")


def _party(label: str) -> Party:
    """Give the party of a label as printed; one that is not well known counts for itself."""
    folded = label.casefold()
    if not label or folded.startswith("independent"):
        return Party(_INDEPENDENT, "Independent", "IND")
    group = next((code for start, code in _GROUPS if folded.startswith(start)), "OTH")
    return Party(PartyId(""), label, group)


def _election(id_: ContestId, day: str, post: str, url: str) -> Election:
    area = id_.partition(".")[2].partition(".")[0]
    nation = "Wales" if area == "dyfed-powys" else "England"
    council = Council(area[:3].upper(), _slug(id_), post, "", "", nation)
    return Election(
        id=ElectionId(id_),
        name=post,
        polling_day=day,
        council=council,
        returning_officer="",
        composition=None,
        source=url,
        licence="",
    )


def _contest(
    id_: ContestId,
    election: Election,
    rules: RuleSet,
    paper: Mapping[CandidateId, SourceCandidate],
    about: Row | None,
) -> Contest:
    electorate = about.whole("electorate") if about else None
    candidates = tuple(
        Candidate(key, number, one.name, one.surname, one.party.name, one.party)
        for number, (key, one) in enumerate(paper.items(), start=1)
    )
    return Contest(
        id=id_,
        election=election.id,
        area=_area(election.name),
        area_code="",
        seats=1,
        electorate=electorate,
        electorate_source=election.source if electorate else "",
        rule_set=rules.id,
        candidates=candidates,
        boxes=usual_boxes(id_),
    )


def _area(post: str) -> str:
    """Name the area of a post: “Mayor of Mansfield” is of Mansfield."""
    for before in ("Mayor of ", "Mayor: ", "PCC for "):
        if post.startswith(before):
            return post.removeprefix(before)
    return post
