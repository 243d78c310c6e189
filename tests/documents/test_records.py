"""The records for the file: lots with method and witnesses, recounts with what they changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import scenarios as sc
from countroom.app.printing import Edition, typeset
from countroom.documents import KINDS, Typesetter
from countroom.domain import commands as do
from countroom.texts import Texts
from documents import factory as make
from documents.reading import faults, read, spaced

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from documents.reading import Paper

EN = Texts("en")
TYPESETTER = Typesetter()


def sheet(night: sc.Night, contest: ContestId, kind: str) -> Paper:
    pdf = typeset(
        TYPESETTER, Edition(night.count, "live", make.PRINTED_AT, EN), kind, night[contest]
    )
    assert faults(pdf) == []
    return read(pdf)


def tie() -> sc.Night:
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE)
    return night.count_votes(sc.THREE, sc.TIE_VOTES).consult(sc.THREE)


def test_a_lot_is_recorded_with_method_names_witnesses_and_untouched_votes() -> None:
    paper = sheet(tie().draw(sc.THREE, sc.DAWSON), sc.THREE, "lot")
    assert "PROVISIONAL 1, NOT A RESULT" in spaced(paper)
    assert ("H2", "Lot 1: who is elected") in paper.outline()
    assert "The lot fell on Vivek Dawson, who is elected as if given one more vote" in spaced(paper)
    assert paper.table(0)[1:] == [
        ["Equal votes", "Wendy Carter: 420"],
        ["Equal votes", "Vivek Dawson: 420"],
        ["How the lot was drawn", "names in a hat"],
        ["Drawn", "Vivek Dawson"],
        ["Witnesses", "B. Witness"],
    ]
    assert "Drawn on provisional result 1, after the consultation on it was closed." in spaced(
        paper
    )
    assert "The votes stay as counted." in spaced(paper)
    assert spaced(paper).count("Dated") == len(("officer", "witness"))


def test_a_lot_to_be_drawn_has_a_form_to_write_in() -> None:
    paper = sheet(tie(), sc.THREE, "lot")
    assert spaced(paper).startswith("BLANK")
    assert paper.table(0)[1:] == [
        ["Equal votes", "Wendy Carter: 420"],
        ["Equal votes", "Vivek Dawson: 420"],
        ["How the lot was drawn", ""],
        ["Drawn", ""],
        ["Witnesses", ""],
    ]
    assert "The lot is for 1 seat." in spaced(paper)
    assert spaced(paper).count("Witness Dated") == len(("one", "two"))


def test_a_lot_for_the_longer_term_says_so() -> None:
    terms = ("2028-05-04", "2027-05-06", "2026-05-07")
    night = sc.Night().set_up(replace(sc.three_seats(), terms=terms)).verify(sc.THREE)
    night.count_votes(sc.THREE, (540, 540, 420, 330, 217)).consult(sc.THREE)
    night.draw(sc.THREE, sc.ABBOTT)
    paper = sheet(night, sc.THREE, "lot")
    assert ("H2", "Lot 1: who serves longer") in paper.outline()
    assert "seat ends on 4 May 2028" in spaced(paper)


def test_every_recount_asked_for_is_recorded_refused_or_with_all_its_lines() -> None:
    night = sc.eventful(sc.Night())
    paper = sheet(night, sc.ONE, "recount")
    assert ("H2", "Refused as unreasonable") in paper.outline()
    assert ("H2", "Recount 1") in paper.outline()
    asked = "Asked of provisional result 1 by T. Dunn, election agent of Wendy Carter."
    assert spaced(paper).count(asked) == len(("refused", "granted"))
    assert "Reason: far apart, counted in the open" in spaced(paper)
    assert "Scope: Bundles looked through." in spaced(paper)
    assert paper.table(0)[0] == ["Line", "Provisional 1", "Provisional 2", "Change"]
    assert ["Zadie Abbott", "1,006", "1,006", "0"] in paper.table(0)
    assert "Every figure is as in provisional result 1." in spaced(paper)


def test_a_recount_under_way_is_said_to_be_and_the_officers_own_names_nobody() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    night.play(
        do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE),
        do.GrantRecount(sc.OFFICER, sc.ONE, 1, None, "rejected", (), "to be sure"),
    )
    paper = sheet(night, sc.ONE, "recount")
    assert "Asked of provisional result 1 by The officer." in spaced(paper)
    assert "It is not finished yet." in spaced(paper)
    assert "PROVISIONAL 1, NOT A RESULT" in spaced(paper)


def test_without_a_lot_or_a_recount_there_is_no_record() -> None:
    night = sc.declared(sc.Night())
    assert not KINDS["lot"].has(night[sc.ONE])
    assert not KINDS["recount"].has(night[sc.ONE])
