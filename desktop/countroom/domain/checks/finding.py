"""What a check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from countroom.domain.identifiers import ContestId, FieldId, SheetId

Severity = Literal["impossible", "not_reconciled", "warning", "notice"]

SEVERITY: Mapping[str, Severity] = {
    "V01": "impossible",  # verified is not the sum of the boxes
    "V02": "impossible",  # more papers rejected than verified
    "V03": "impossible",  # rejected in part above valid papers, or any with one seat
    "V04": "impossible",  # a candidate above the valid papers
    "V05": "impossible",  # one seat: more votes than valid papers
    "V06": "not_reconciled",  # one seat: fewer votes than valid papers
    "V07": "impossible",  # several seats: more votes than papers times seats
    "V08": "not_reconciled",  # several seats: fewer votes than valid papers
    "V09": "not_reconciled",  # more papers than electors
    "V10": "not_reconciled",  # more postal papers counted than issued
    "V11": "not_reconciled",  # papers are not conserved
    "V12": "not_reconciled",  # votes and unused votes are not papers times seats
    "V13": "impossible",  # those elected are not the top N with lots applied
    "V14": "impossible",  # a count sheet is outstanding
    "V15": "impossible",  # a box or its account is outstanding
    "V16": "impossible",  # combined polls: a box of another poll is not verified
    "V17": "impossible",  # supplementary vote: first preferences and rejected are not verified
    "V18": "impossible",  # supplementary vote: the second count does not close
    "V19": "impossible",  # transferable vote: a stage does not conserve the valid papers
    "V20": "impossible",  # lists: votes and rejected are not verified
    "V21": "impossible",  # account: unused and spoilt above entrusted
    "V22": "impossible",  # lists: a region is not the sum of its constituencies
    "V23": "not_reconciled",  # papers issued to mini-counts are not those verified
    "V24": "not_reconciled",  # a mini-count's papers are not those issued to it
    "V25": "impossible",  # bundles of a slate without their size
    "V26": "impossible",  # adjudication sheet: rejected and allowed are not the doubtful papers
    "V27": "not_reconciled",  # a postal box's account is not what was put into it
    "V28": "impossible",  # adjudication sheet: an agent objected to more than was rejected
    "W01": "warning",  # votes per valid paper outside what wards of that size show
    "W02": "warning",  # more papers rejected than wards of that size show
    "W03": "warning",  # turnout outside what wards show
    "W04": "warning",  # a party's lowest candidate far below its highest
    "W05": "warning",  # candidates of different parties with the same many votes
    "W06": "warning",  # two slates that an exchange of two figures would bring together
    "W07": "warning",  # two parties have each other's share of the last election
    "W08": "warning",  # more papers in a station's boxes than electors on its register
    "N01": "notice",  # two candidates with the same surname
    "N02": "notice",  # two candidates with similar surnames
    "N03": "notice",  # a difference of exactly one bundle
    "N04": "notice",  # a difference of exactly a thousand
    "N05": "notice",  # a difference of exactly the papers on one sheet
    "N06": "notice",  # a difference of exactly the papers of one box
    "N07": "notice",  # at one table two candidates have each other's share elsewhere
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A check's result: its code, the lines concerned and the figures compared."""

    code: str
    contest: ContestId
    numbers: Mapping[str, int]
    fields: tuple[FieldId, ...] = ()
    sheet: SheetId | None = None
    names: tuple[str, ...] = field(default=())

    @property
    def severity(self) -> Severity:
        """Say how far the finding stops the count."""
        return SEVERITY[self.code]
