"""What is read to the hall, in both languages, new things first."""

from __future__ import annotations

from dataclasses import replace

import scenarios as sc
import two_tables
from countroom.app.screens.announcements import to_read
from countroom.domain import commands as do
from countroom.domain.disclosure import Announcement
from countroom.domain.election import particulars_of
from countroom.texts import Texts

EN = Texts()
ONE = sc.ONE


def english(night: sc.Night) -> list[str]:
    return [row.sentences[0] for row in to_read(EN, night.count, str)]


def proven() -> sc.Night:
    return sc.Night().set_up(sc.one_seat())


def expecting(night: sc.Night, at: str) -> sc.Night:
    told = replace(particulars_of(night[ONE].contest), expected_at=at)
    return night.play(
        do.AmendSetUp(sc.OFFICER, ONE, told, "the count is slow"),
        do.ProveContest(sc.ADMINISTRATOR, sc.OFFICER, ONE, 3_000),
    )


def test_each_thing_is_said_as_it_happens() -> None:
    assert english(proven().arrive(ONE)) == [
        "The ballot box of Mill Lane is in.",
        "All postal votes of Mill Lane are in.",
    ]
    verified = proven().verify(ONE)
    (said,) = english(verified)
    assert said == (
        "The verification of Mill Lane is complete. The turnout is 33.33%: 1,000 ballot papers go "
        "to the count."
    )
    cleared = verified.count_votes(ONE).consult(ONE).clear(ONE)
    (said,) = english(cleared)
    assert said == (
        "The result of Mill Lane is about to be declared. Candidates and agents, please come to "
        "the platform."
    )


def test_without_an_electorate_the_papers_are_said() -> None:
    verified = proven().verify(ONE)
    state = replace(verified[ONE], contest=replace(verified[ONE].contest, electorate=None))
    count = replace(verified.count, contests={ONE: state})
    (row,) = to_read(EN, count, str)
    assert row.sentences[0] == (
        "The verification of Mill Lane is complete. 1,000 ballot papers go to the count."
    )


def test_where_doubtful_papers_are_decided_is_said_by_the_tables_names() -> None:
    night = two_tables.verified("every_sheet", 1)
    assert english(night)[-1] == (
        "Doubtful ballot papers of Green End are decided at Table 1, Table 2. Candidates and "
        "agents may watch."
    )


def test_a_recount_is_said_where_it_is_disclosed() -> None:
    again = do.GrantRecount(sc.OFFICER, ONE, 1, None, "whole", (), "it is close")
    night = proven().verify(ONE).count_votes(ONE)
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, ONE), again)
    said = "Votes of Mill Lane are being counted again."
    assert said not in english(night)
    order = do.SetDisclosure(
        sc.OFFICER, sc.ELECTION, "hall", "recount", shown=True, reason="all saw it"
    )
    assert said in english(night.play(order))


def test_a_time_that_moved_is_said_with_the_one_before() -> None:
    night = expecting(proven(), "2024-05-02T22:30:00Z")
    (row,) = to_read(EN, night.count, str)
    assert row.sentences[0] == "The result of Mill Lane is expected at about 23:30."
    night.play(do.TickAnnouncement(sc.SUPERVISOR, ONE, row.announcement))
    moved, read = to_read(EN, expecting(night, "2024-05-03T00:15:00Z").count, str)
    assert moved.sentences[0] == (
        "The result of Mill Lane is now expected at about 01:15 on 3 May 2024, not at 23:30."
    )
    assert read.read.startswith("Read by supervisor-1, ")
    assert read.sentences == row.sentences


def test_what_was_read_comes_last_and_the_last_of_it_first() -> None:
    night = proven().arrive(ONE)
    for said in (Announcement("boxes_in", 1), Announcement("postal_in", 1)):
        night.play(do.TickAnnouncement(sc.SUPERVISOR, ONE, said))
    rows = to_read(EN, night.count, str)
    assert [row.announcement.kind for row in rows] == ["postal_in", "boxes_in"]
    assert all(row.read for row in rows)
    assert len({row.key for row in rows}) == 2


def test_every_sentence_is_there_in_both_languages() -> None:
    for row in to_read(EN, proven().arrive(ONE).count, str):
        assert len(row.sentences) == 2
