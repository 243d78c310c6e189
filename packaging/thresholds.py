#!/usr/bin/env python3
"""Measure the soft checks on real wards: `python3 dev.py accuracy`, into build/accuracy.json.

Wards of 2018 to 2026 are parted in two by a hash of their id. One half proposes thresholds, the
other says how often the shipped ones warn. Exit code 1: together in two of a hundred or more.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from countroom.app.sources import Source, ballot_paper
from countroom.app.sources.previous import previous_results
from countroom.domain.checks.likely import (
    likelihoods,
    same_surnames,
    similar_surnames,
)
from countroom.domain.checks.swapped import swapped_since_last_time
from countroom.domain.declaration import Totals
from countroom.domain.election import Candidate, Contest
from countroom.domain.identifiers import CandidateId, ElectionId, HeadId, RuleSetId
from countroom.rules import load_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from countroom.app.sources import SourceCandidate, SourceContest
    from countroom.domain.election import PreviousResult

ROOT: Final = Path(__file__).resolve().parents[1]
YEARS: Final = (2018, 2019, 2021, 2023, 2024, 2025, 2026)
SHIPPED: Final = "wards-2018-2026"
MOST_PERCENT: Final = 2
# How many of 10,000 wards a rule may leave beyond each end; for a swap nothing is measured.
TAILS: Final = {
    "mean_votes_low": 100, "mean_votes_high": 20, "rejected_most": 20, "turnout_low": 10,
    "turnout_high": 10, "slate_low": 50, "equal_most": 25,
}  # fmt: skip


class Ward(NamedTuple):
    """A ward as published; papers that the source does not give are 0 and ask no rates."""

    contest: Contest
    totals: Totals

    @property
    def held_back(self) -> bool:
        """Say in which half a ward is, whatever else is in the data."""
        return bool(hashlib.sha256(self.contest.id.encode()).digest()[0] & 1)


def wards(data: Path) -> Iterator[Ward]:
    """Read every ward with a poll and all its votes."""
    source = Source([data])
    for year in YEARS:
        for date in source.days_in(year):
            day = source.day(date)
            for contests in day.contests.values():
                before = previous_results(source, contests)
                for given in contests:
                    paper = ballot_paper(given.id, day.candidates_in(given))
                    ward = ward_of(given, paper, before.get(given.id))
                    if ward is not None:
                        yield ward


def ward_of(
    given: SourceContest,
    paper: Mapping[CandidateId, SourceCandidate],
    before: PreviousResult | None,
) -> Ward | None:
    """Make a ward with a poll whose votes are all known."""
    votes = {id_: one.votes for id_, one in paper.items() if one.votes is not None}
    if not len(votes) == len(paper) > given.seats:
        return None
    rejected, papers = {HeadId("any"): given.rejected or 0}, papers_of(given)
    totals = Totals(papers, papers - (given.rejected or 0), votes, rejected, 0, 0)
    return Ward(replace(contest_of(given, paper), previous=before), totals)


def papers_of(given: SourceContest) -> int:
    """Give the papers verified: as published, else by the turnout, rounded; 0 if unknown."""
    if given.ballot_papers is not None:
        return given.ballot_papers
    return ((given.electorate or 0) * (given.turnout or 0) + 5_000) // 10_000


def contest_of(given: SourceContest, paper: Mapping[CandidateId, SourceCandidate]) -> Contest:
    """Make what the checks look at."""
    candidates = tuple(
        Candidate(id_, number, one.name, one.surname, one.party.name, one.party)
        for number, (id_, one) in enumerate(paper.items(), 1)
    )
    return Contest(
        given.id, ElectionId(""), given.ward, given.gss, given.seats, given.electorate,
        "", RuleSetId(""), candidates, (),
    )  # fmt: skip


def measures(ward: Ward) -> Iterator[tuple[str, int]]:
    """Give each figure that a threshold is set on, for a ward that has it."""
    contest, totals = ward
    if totals.verified >= least("least_papers") and totals.valid > 0:
        mean = 100 * totals.votes_total // totals.valid
        if contest.seats > 1 and totals.valid < totals.votes_total <= contest.seats * totals.valid:
            yield from (("mean_votes_low", mean), ("mean_votes_high", mean))
        if totals.rejected_total:
            yield "rejected_most", 10_000 * totals.rejected_total // totals.verified
        if contest.electorate and totals.verified <= contest.electorate:
            turnout = 100 * totals.verified // contest.electorate
            yield from (("turnout_low", turnout), ("turnout_high", turnout))
    slates: dict[str, list[int]] = {}
    shared: dict[int, set[str]] = {0: set()}
    for one in contest.candidates:
        alone = one.party.group == "IND"
        shared.setdefault(totals.votes[one.id], set()).add(one.id if alone else one.party.key)
        if not alone:
            slates.setdefault(one.party.key, []).append(totals.votes[one.id])
    uneven = [
        100 * min(slate) // max(slate)
        for slate in slates.values()
        if len(slate) > 1 and max(slate) >= least("least_votes")
    ]
    if uneven:
        yield "slate_low", min(uneven)
    yield "equal_most", max(votes for votes, by in shared.items() if len(by) > 1 or not votes)


def least(name: str) -> int:
    """Give a floor, which is the same for all numbers of seats."""
    found: int = getattr(load_thresholds()[SHIPPED][0], name)
    return found


def proposed(half: Iterable[Ward]) -> dict[str, dict[str, int]]:
    """Propose thresholds by number of seats: what all but the tail keep within."""
    found: dict[str, dict[str, list[int]]] = {}
    for ward in half:
        of_seats = found.setdefault(str(ward.contest.seats), {})
        for name, figure in measures(ward):
            of_seats.setdefault(name, []).append(figure)
    return {
        seats: {name: quantile(name, figures) for name, figures in sorted(of_seats.items())}
        for seats, of_seats in sorted(found.items())
    }


def quantile(name: str, figures: Sequence[int]) -> int:
    """Give the figure that leaves the tail of a threshold beyond it."""
    ordered, beyond = sorted(figures), len(figures) * TAILS[name] // 10_000
    return ordered[beyond] if name.endswith("low") else ordered[-1 - beyond]


def counted(half: Iterable[Ward]) -> Counter[str]:
    """Count the wards each rule touches, those with any warning, and those there are."""
    likely, found = load_thresholds()[SHIPPED], Counter[str]()
    for contest, totals in half:
        warnings = (
            *likelihoods(contest, totals, likely),
            *swapped_since_last_time(contest, totals),
        )
        warned = {finding.code for finding in warnings}
        noticed = {f.code for f in (*same_surnames(contest), *similar_surnames(contest))}
        found.update(warned | noticed)
        found["wards"] += 1
        found["wards with a last time"] += contest.previous is not None
        found["warned"] += bool(warned)
        if totals.verified:
            found["wards with papers"] += 1
            found["warned with papers"] += bool(warned)
    return found


def main() -> int:
    """Print the rates and keep them."""
    if "COUNTROOM_DATA" not in os.environ:
        print("Set COUNTROOM_DATA to the folder of real elections.", file=sys.stderr)
        return 5
    read = list(wards(Path(os.environ["COUNTROOM_DATA"])))
    rates = counted(ward for ward in read if ward.held_back)
    suggested = proposed(ward for ward in read if not ward.held_back)
    for name in sorted(rates):
        print(f"{name:20} {rates[name]:6} {100 * rates[name] / rates['wards']:7.2f} %")
    for seats, of_seats in suggested.items():
        print(f"seats {seats}:", ", ".join(f"{name} {n}" for name, n in of_seats.items()))
    out = ROOT / "build" / "accuracy.json"
    out.parent.mkdir(exist_ok=True)
    found = {"held_back": dict(sorted(rates.items())), "proposed": suggested}
    out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return int(100 * rates["warned"] >= MOST_PERCENT * rates["wards"])


if __name__ == "__main__":
    sys.exit(main())
