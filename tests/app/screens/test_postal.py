"""The postal ledger's lines: who has spoken, what was opened, each box beside its account."""

from __future__ import annotations

import pytest

import scenarios as sc
from countroom.app.screens.awaited import ledger_open, say_ledger
from countroom.app.screens.postal import (
    BoxSum,
    Ledger,
    ledger_of,
    postal_boxes,
    read_packets,
    read_session,
    say_judged,
    say_signed,
)
from countroom.domain import commands as do
from countroom.domain.events import PostalClosed, Recorded
from countroom.domain.hall import Packets, PostalSession
from countroom.domain.identifiers import BoxId, DeviceId, EventId
from countroom.domain.refusals import Refusal
from countroom.texts import Texts

EN = Texts()
POSTAL = BoxId("mill-lane-postal")


def night() -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.three_seats())


def ledger(played: sc.Night) -> Ledger:
    return ledger_of(EN, played[sc.ONE])


def session(papers: int = 300) -> PostalSession:
    return PostalSession(papers + 7, papers + 2, {"signature": 4, "statement": 1}, POSTAL, papers)


def test_nil_is_said_and_silence_is_not_nil() -> None:
    played = night()
    assert [(s.accepted, s.rejected) for s in ledger(played).stations] == [(None, None)]
    assert ledger(played).silent == "Polling station Mill Lane Hall"
    played.play(do.RecordPackets(sc.KEYER, sc.ONE, {sc.MILL_LANE_HALL: Packets(0, 0)}))
    assert [(s.accepted, s.rejected) for s in ledger(played).stations] == [(0, 0)]
    assert ledger(played).silent == ""


def test_the_ledger_says_what_it_waits_for_in_its_order() -> None:
    played = night()
    assert ledger(played).waits == (
        "1 station has not said how many postal packets were handed in: "
        "Polling station Mill Lane Hall."
    )
    played.play(do.RecordPackets(sc.KEYER, sc.ONE, {sc.MILL_LANE_HALL: Packets(3, 1)}))
    assert ledger(played).waits == (
        "No opening session has put papers into Postal votes, Postal yet."
    )
    played.play(do.HoldPostalSession(sc.SUPERVISOR, sc.ONE, session()))
    assert ledger(played).waits == (
        "Every station has spoken: a supervisor or the officer closes the postal ledger."
    )
    assert ledger_open(played[sc.ONE])
    played.play(do.ClosePostal(sc.SUPERVISOR, sc.ONE))
    assert ledger(played).waits == ""
    assert not ledger_open(played[sc.ONE])
    assert (ledger(played).packets, ledger(played).papers) == (3, 300)


def test_a_ward_without_a_postal_box_has_no_ledger_to_close() -> None:
    assert not ledger_open(night()[sc.THREE])
    assert postal_boxes(EN, night()[sc.THREE]) == ()
    assert say_ledger(EN, night()[sc.THREE]).startswith("1 station has not said")


def test_sessions_are_told_with_their_reasons_and_summed_by_box() -> None:
    played = night().play(do.HoldPostalSession(sc.SUPERVISOR, sc.ONE, session()))
    played.play(do.HoldPostalSession(sc.SUPERVISOR, sc.ONE, session(20)))
    first, second = ledger(played).sessions
    assert (first.envelopes, first.accepted, first.rejected, first.papers) == (307, 302, 5, 300)
    assert first.reasons == (
        "Signature missing or not matching: 4; Statement or ballot paper missing: 1"
    )
    assert (second.number, second.box) == (2, "Postal votes, Postal")
    assert ledger(played).boxes == (BoxSum("Postal votes, Postal", 320, None, None),)
    _, account = played.accounts(sc.ONE)
    played.key(account, sc.account(318, kind="postal"))
    (found,) = ledger(played).boxes
    assert (found.into, found.expected, found.counted, found.difference) == (320, 318, 318, -2)


def test_papers_matched_and_covers_that_wait_are_told() -> None:
    played = night().play(do.HoldPostalSession(sc.SUPERVISOR, sc.ONE, session()))
    assert ledger(played).waiting.startswith("3 covers lack their statement or their paper.")
    later = PostalSession(5, 5, {}, POSTAL, 8, 3)
    played.play(do.HoldPostalSession(sc.SUPERVISOR, sc.ONE, later))
    first, second = ledger(played).sessions
    assert (first.matched, second.matched) == ("", "3 papers were matched with an earlier cover")
    assert ledger(played).waiting == ""


def test_a_line_left_empty_says_nil() -> None:
    assert read_packets("", "") == Packets(0, 0)
    assert read_packets("12", " ") == Packets(12, 0)
    refused = read_packets("1", "x")
    assert isinstance(refused, Refusal)


def test_a_session_is_read_as_typed() -> None:
    rejected = {"signature": "4", "date_of_birth": "", "statement": "0"}
    assert read_session("307", "303", rejected, "1,300", POSTAL) == PostalSession(
        307, 303, {"signature": 4}, POSTAL, 1300
    )
    for blank in (("", "1", "1"), ("1", "", "1"), ("1", "1", "")):
        assert isinstance(read_session(blank[0], blank[1], {}, blank[2], POSTAL), Refusal)
    assert isinstance(read_session("1", "1", {"signature": "x"}, "1", POSTAL), Refusal)
    matched = read_session("9", "9", {}, "10", POSTAL, "1")
    assert matched == PostalSession(9, 9, {}, POSTAL, 10, 1)
    assert isinstance(read_session("9", "9", {}, "10", POSTAL, "x"), Refusal)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("10", "9", "1"), ("10 statements judged: all 10 envelopes.", True)),
        (("10", "9", ""), ("9 statements judged of 10 envelopes.", False)),
        (("", "9", ""), ("", False)),
        (("10", "?", ""), ("", False)),
    ],
)
def test_statements_judged_are_set_against_the_envelopes(
    typed: tuple[str, str, str], said: tuple[str, bool]
) -> None:
    assert say_judged(EN, typed[0], typed[1], typed[2:]) == said


def test_the_end_of_the_ledger_is_signed_with_its_time() -> None:
    def closed(at: str) -> Recorded:
        event = PostalClosed(sc.ONE)
        return Recorded(EventId("e"), event, (sc.SUPERVISOR,), DeviceId("d"), at)

    both = [closed("2024-05-02T22:00:00.000Z"), closed("2024-05-02T22:50:00.000Z")]
    assert (
        say_signed(EN, both, {sc.SUPERVISOR: "S. One"}) == "Closed 23:50 on 2 May 2024 by S. One."
    )
    assert say_signed(EN, [], {}) == ""
