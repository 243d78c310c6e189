"""Mansfield, 2 May 2019: the elected mayor by two votes, after two recounts of the second count.

First preferences, second preferences added and totals are published (BBC News 48030754, in the
data's mayors-pcc folder). How the other 7,724 papers of those who went out were marked is not:
it is derived as what is left, 10,841 less 3,117, and all of it is put under the law's head.
Nothing is known of papers rejected at the first count either, so none are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.declaration import Second
from countroom.domain.election import BallotBox, Candidate, Contest, MiniCount, Party
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    HeadId,
    MiniCountId,
    PartyId,
    RuleSetId,
)
from countroom.domain.sheets import PAPERS, no_second_of, second_of

if TYPE_CHECKING:
    from countroom.domain.identifiers import FieldId
    from countroom.domain.sheets import Sheet

FIRST: Final = (6_881, 5_860, 4_827, 3_592, 2_422)
ADDED: Final = (1_049, 2_068)
IN_ALL: Final = (7_930, 7_928)
PAPERS_OUT: Final = 10_841
NOT_COUNTED: Final = PAPERS_OUT - sum(ADDED)
"""Derived: second preferences for somebody out, and papers without one that counts."""
MAYOR: Final = sc.MAYOR
VOID: Final = HeadId("unmarked_or_void_second")

_STANDING: Final = (
    ("Andy", "Abrahams", "Labour Party", "LAB", "PP53"),
    ("Kate", "Allsop", "Mansfield Independent Forum", "OTH", "PP1009"),
    ("Steve", "Garner", "Independent", "IND", "ynmp-party:2"),
    ("George", "Jabbour", "Conservative", "CON", "PP52"),
    ("Philip", "Shields", "Independent", "IND", "ynmp-party:2"),
)


def contest() -> Contest:
    """Make the mayor's contest, all of it counted in one place from one box."""
    box = BallotBox(BoxId("civic-centre"), "station", "Civic Centre")
    alone = MiniCount(MiniCountId("A"), "", (box.id,), alone_because="the only box")
    return replace(
        sc.mayor(),
        area="Mansfield",
        electorate=81_076,
        rule_set=RuleSetId("council-mayor-2007-sv"),
        candidates=tuple(
            Candidate(
                CandidateId(surname.lower()),
                number,
                f"{forename} {surname}",
                surname,
                party,
                Party(PartyId(id_), party, group),
            )
            for number, (forename, surname, party, group, id_) in enumerate(_STANDING, start=1)
        ),
        boxes=(box,),
        mini_counts=(alone,),
    )


def seconds(sheet: Sheet) -> dict[FieldId, int]:
    """Fill in the sheet of second preferences as published; what is not is rejected by its head."""
    remaining = [field for field in sheet.fields if second_of(field) is not None]
    (head,) = (field for field in sheet.fields if no_second_of(field) is not None)
    figures = dict.fromkeys(sheet.fields, 0) | dict(zip(remaining, ADDED, strict=True))
    return figures | {head: NOT_COUNTED, PAPERS: PAPERS_OUT}


SECOND: Final = Second(
    PAPERS_OUT,
    {CandidateId("abrahams"): ADDED[0], CandidateId("allsop"): ADDED[1]},
    0,
    {VOID: NOT_COUNTED},
)


def first_told() -> sc.Night:
    """Play to the end of the consultation on the first count."""
    night = sc.Night().set_up(contest()).verify(MAYOR, sum(FIRST))
    return night.count_votes(MAYOR, FIRST, ()).consult(MAYOR)


def second_open() -> sc.Night:
    """Open the second count."""
    return first_told().play(do.OpenSecondCount(sc.SUPERVISOR, MAYOR, 1))


def second_sheet(night: sc.Night) -> Sheet:
    """Give the sheet of second preferences that waits to be keyed."""
    (sheet,) = (one.sheet for one in night[MAYOR].papers_out)
    return sheet


def second_told() -> sc.Night:
    """Play to the provisional result of the second count."""
    night = second_open()
    sheet = second_sheet(night)
    night.key(sheet.id, seconds(sheet))
    return night.play(do.ReachProvisionalResult(sc.SUPERVISOR, MAYOR))


def cleared() -> sc.Night:
    """Play until the result is cleared."""
    night = second_told().play(do.CloseConsultation(sc.OFFICER, MAYOR, "agreed"))
    return night.clear(MAYOR)
