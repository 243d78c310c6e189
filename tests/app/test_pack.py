"""The pack that leaves the hall with its papers: every figure from the log, unknown is a dash."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.pack import ITEMS, handed_over, pack_of, returns, waiting, whole_pack, write_pack
from countroom.app.pack.figures import figures_of
from countroom.app.pack.poll import Poll
from countroom.app.printing import Edition
from countroom.documents import Typesetter
from countroom.domain import commands as do
from countroom.domain.hall import PostalSession
from countroom.domain.identifiers import BoxId, ContestId
from countroom.domain.sheets import COUNTED, ENTRUSTED, SPOILT, TENDERED, UNUSED
from countroom.texts import Texts
from documents.reading import faults, read

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.documents.pack import PackSheet

EN = Texts()
AT = "2024-05-03T03:30:00.000Z"
ACCOUNT = {ENTRUSTED: 1_000, UNUSED: 196, SPOILT: 4, TENDERED: 2, COUNTED: 800}


def poll_of(night: sc.Night, texts: Texts = EN) -> Poll:
    return Poll(texts, night.count, night.count.elections[sc.ELECTION])


def declared() -> sc.Night:
    """Old Town declared with its accounts, Mill Lane set up and not counted yet."""
    night = sc.Night().set_up(sc.three_seats(), sc.one_seat())
    night.arrive(sc.THREE, 800)
    night.key(night.accounts(sc.THREE)[0], ACCOUNT)
    night.play(do.SignVerification(sc.OFFICER, sc.THREE, {}))
    night.count_votes(sc.THREE).consult(sc.THREE).clear(sc.THREE)
    return night.speak(sc.THREE)


def rows(sheet: PackSheet, heading: str) -> dict[str, tuple[str, ...]]:
    found = [one for one in sheet.sections if one.heading == heading]
    return {row[0]: row[1:] for section in found for row in section.rows}


def test_figures_are_those_of_the_log_and_unknown_before_their_sheet_is_settled() -> None:
    night = declared()
    known, unknown = figures_of(night[sc.THREE]), figures_of(night[sc.ONE])
    assert (known.verified, known.counted, known.valid) == (800, 795, 795)
    assert (known.unused, known.spoilt, known.tendered) == (196, 4, 2)
    assert (known.rejected_total, known.rejected_in_part) == (5, 0)
    assert (known.covers, known.refused_total, known.postal_papers) == (None, None, None)
    assert (unknown.verified, unknown.counted, unknown.tendered) == (None, None, None)
    assert (unknown.rejected_total, unknown.rejected_in_part) == (None, None)
    assert (unknown.electorate, unknown.postal_issued) == (3_000, 400)


def test_postal_figures_add_up_over_the_sessions() -> None:
    night = sc.Night().set_up(sc.one_seat())
    box = BoxId("mill-lane-postal")
    for session in (
        PostalSession(300, 290, {"signature": 7, "statement": 3}, box, 290),
        PostalSession(21, 20, {"date_of_birth": 1}, box, 20),
    ):
        night.play(do.HoldPostalSession(sc.SUPERVISOR, sc.ONE, session))
    found = figures_of(night[sc.ONE])
    assert (found.covers, found.statements, found.postal_papers) == (321, 310, 310)
    assert found.refused == {"signature": 7, "statement": 3, "date_of_birth": 1}
    refused = rows(returns.data_return(poll_of(night)), "Postal votes rejected")
    assert refused == {"Mill Lane": ("7", "1", "3")}


def test_the_notice_names_those_elected_with_day_and_time_and_says_what_waits() -> None:
    sheet = handed_over.notice(poll_of(declared()))
    assert sheet.to == "To the proper officer of Sample"
    assert sheet.lacks == ("Not declared yet: Mill Lane",)
    elected = rows(sheet, "Elected")
    assert elected["Mill Lane"] == ("–", "–")
    named = "Zadie Abbott; Yusuf Barker; Wendy Carter"
    assert elected["Old Town"] == (named, "03:00 on 3 May 2024")


def test_a_ward_without_a_poll_is_in_the_notice_with_the_lot_that_the_council_draws() -> None:
    ward = replace(sc.without_poll(), terms=("2028-05-04", "2026-05-07"))
    night = sc.Night().set_up(ward)
    night.play(do.ReturnUncontested(sc.OFFICER, ward.id))
    sheet = handed_over.notice(poll_of(night))
    (said,) = rows(sheet, "Elected").values()
    assert said[0] == "Zadie Abbott; Yusuf Barker"
    assert said[1].endswith("without a poll")
    assert sheet.sections[0].after[0].startswith("The Fens: The seats end on different days.")
    assert "addresses" in sheet.sections[0].after[1]
    assert handed_over.labels(poll_of(night)) == ()
    assert sheet.lacks == ()


def test_a_parish_poll_is_told_to_both_proper_officers() -> None:
    rules = next(one for one in sc.Night().count.rule_sets if one.startswith("england-parish"))
    night = sc.Night().set_up(replace(sc.one_seat(), rule_set=rules))
    assert "parish" in handed_over.notice(poll_of(night)).to


def test_every_packet_says_what_is_in_it_and_the_labels_say_the_same() -> None:
    night = declared()
    listed = rows(handed_over.packets(poll_of(night)), "Old Town")
    assert listed["Counted ballot papers"][0] == "795 papers"
    assert listed["Rejected ballot papers"][0] == "5 papers"
    assert listed["Unused ballot papers"][0] == "196 papers"
    assert listed["Tendered ballot papers"][0] == "2 papers"
    assert listed["Postal voting statements"][0] == "–"
    waits = rows(handed_over.packets(poll_of(night)), "Mill Lane")
    assert {waits[one][0] for one in waits if "account" not in one} == {"–"}
    labels = [one for one in handed_over.labels(poll_of(night)) if one.ward == "Old Town"]
    assert {one.contents: one.figure for one in labels} == {k: v[0] for k, v in listed.items()}
    assert labels[0].number == "1 of 9"


def test_an_abandoned_poll_has_its_papers_sealed_uncounted() -> None:
    night = (
        sc.Night()
        .set_up(sc.gone())
        .play(do.CallOffPoll(sc.OFFICER, sc.GONE, "abandoned", "a candidate died"))
    )
    listed = rows(handed_over.packets(poll_of(night)), "Long Lane")
    assert listed["Ballot papers, not counted"][0] == "–"
    assert "Counted ballot papers" not in listed
    assert rows(handed_over.notice(poll_of(night)), "Elected")["Long Lane"][1] == "Poll abandoned"
    assert handed_over.notice(poll_of(night)).lacks == ()


def test_tendered_papers_stand_station_by_station() -> None:
    sheet = handed_over.tendered(poll_of(declared()))
    papers = rows(sheet, "By the ballot paper accounts")
    assert papers == {"Old Town: Old Town School": ("2",), "Mill Lane: Mill Lane Hall": ("–",)}
    assert sheet.lacks == ("Accounts not settled: Mill Lane",)


def test_doubtful_papers_stand_by_head_and_by_who_ruled() -> None:
    night = sc.eventful(sc.Night())
    rejected = rows(returns.adjudication(poll_of(night)), "Ballot papers rejected")
    assert rejected["Old Town"] == ("0", "3", "0", "2", "5", "0")
    assert rejected["Green End"] == ("–",) * 6
    rulers = rows(returns.adjudication(poll_of(night)), "Who ruled on them")
    assert rulers["Old Town"] == ("–",)
    assert rulers["Green End"][0].startswith(sc.OTHER_OFFICER[:7])


def test_the_return_has_turnout_of_what_is_known_and_no_sum_of_what_is_not() -> None:
    sheet = returns.data_return(poll_of(declared()))
    turnout = rows(sheet, "Turnout")
    assert turnout["Old Town"] == ("2,500", "800", "32.00%", "795")
    assert turnout["Mill Lane"] == ("3,000", "–", "–", "–")
    assert turnout["All wards"] == ("5,500", "–", "–", "–")
    assert "Postal papers issued not known: Old Town" in sheet.lacks
    nobody = replace(sc.one_seat(), electorate=None)
    found = returns.data_return(poll_of(sc.Night().set_up(nobody)))
    assert "Electorate not known: Mill Lane" in found.lacks
    assert rows(found, "Turnout")["Mill Lane"] == ("–", "–", "–", "–")


def test_laptops_and_keys_come_back_each_with_a_line() -> None:
    sheet = handed_over.receipt(poll_of(declared()))
    assert list(rows(sheet, "Laptops")) == [sc.LAPTOP]
    assert len(rows(sheet, "Keys of the staff")) == len(sc.STAFF)
    assert not sheet.lacks


def test_what_lacks_is_said_for_each_sheet_and_labels_lack_what_their_list_does() -> None:
    items = {one.key: one for one in pack_of(EN, declared().count, sc.ELECTION)}
    assert list(items) == list(ITEMS)
    assert items["labels"].lacks == items["packets"].lacks == ("Not declared yet: Mill Lane",)
    assert items["receipt"].complete
    assert waiting(tuple(items.values())) == 6
    assert len(whole_pack(EN, declared().count)) == len(ITEMS)


def test_many_wards_are_named_by_the_first_few() -> None:
    wards = [replace(sc.one_seat(), id=ContestId(f"{sc.ONE}-{n}"), area=f"W{n}") for n in range(5)]
    sheet = handed_over.notice(poll_of(sc.Night().set_up(*wards)))
    assert sheet.lacks == ("Not declared yet: W0, W1, W2 + 2",)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_pack_is_typeset_and_readable_aloud(tmp_path: Path, language: str) -> None:
    night, texts = declared(), Texts(language)  # type: ignore[arg-type]
    written = write_pack(Typesetter(), tmp_path, [Edition(night.count, "test", AT, texts)])
    files = sorted(tmp_path.iterdir())
    assert written == len(files) == len(ITEMS)
    for file in files:
        assert faults(file.read_bytes()) == [], file.name
    (notice,) = (file for file in files if "pack-notice" in file.name)
    paper = read(notice.read_bytes())
    assert paper.language == ("en-GB" if language == "en" else "cy-GB")
    if language == "en":
        assert "NOT COMPLETE" in paper.tree.text
        assert "Not declared yet: Mill Lane" in paper.tree.text
