"""What the result page shows at each step, and in what order."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
import two_tables
from countroom.app.screens.lots import witnesses_in
from countroom.app.screens.result import (
    OUTCOMES,
    Name,
    findings_of,
    hundredths,
    name_of,
    result_screen,
    say_last_seat,
    say_share,
    say_standing,
)
from countroom.domain import commands as do
from countroom.domain.checks import check_contest
from countroom.texts import Texts

EN = Texts()


def old_town(votes: tuple[int, ...] = ()) -> sc.Night:
    return sc.Night().set_up(sc.three_seats()).verify(sc.THREE).count_votes(sc.THREE, votes)


def provisional(votes: tuple[int, ...] = ()) -> sc.Night:
    return old_town(votes).play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))


def test_before_the_provisional_result_only_totals_are_shown() -> None:
    night = old_town()
    screen = result_screen(night.count, night[sc.THREE], EN)
    assert (screen.version, screen.ranked, screen.last_seat) == (0, (), None)
    assert (screen.totals.verified, screen.totals.rejected_total, screen.totals.valid) == (
        *(800, 5),
        795,
    )
    assert screen.waiting == 0


def test_candidates_stand_by_votes_and_the_last_seat_has_its_line() -> None:
    night = provisional()
    screen = result_screen(night.count, night[sc.THREE], EN)
    assert [(r.number, r.votes, r.standing) for r in screen.ranked] == [
        (1, 560, "would_win"),
        (2, 540, "would_win"),
        (3, 420, "would_win"),
        (4, 330, "behind"),
        (5, 217, "behind"),
    ]
    assert screen.last_seat is not None
    assert (screen.last_seat.after, screen.last_seat.margin) == (3, 90)
    assert say_last_seat(EN, screen.last_seat) == ("Carter 420, Dawson 330", "votes clear")
    assert screen.turnout == 3_200
    assert not screen.closed


def test_a_tie_shows_at_once_and_its_lot_only_after_the_consultation() -> None:
    night = provisional(sc.TIE_VOTES)
    screen = result_screen(night.count, night[sc.THREE], EN)
    assert [r.standing for r in screen.ranked] == [
        *("would_win", "would_win"),
        *("tied", "tied", "behind"),
    ]
    assert screen.lot is None
    assert screen.last_seat is not None
    assert say_last_seat(EN, screen.last_seat) == ("Carter 420, Dawson 420", "equal votes")
    night.play(do.CloseConsultation(sc.OFFICER, sc.THREE, "agreed"))
    lot = result_screen(night.count, night[sc.THREE], EN).lot
    assert lot is not None
    assert (lot.nth, lot.places, [c.id for c in lot.tied]) == (1, 1, [sc.CARTER, sc.DAWSON])


def test_whoever_was_drawn_stands_above_their_equal() -> None:
    night = provisional(sc.TIE_VOTES)
    night.play(do.CloseConsultation(sc.OFFICER, sc.THREE, "agreed")).draw(sc.THREE, sc.DAWSON)
    screen = result_screen(night.count, night[sc.THREE], EN)
    assert [r.candidate for r in screen.ranked[2:4]] == [sc.DAWSON, sc.CARTER]
    assert [r.standing for r in screen.ranked[2:4]] == ["drawn", "behind"]
    assert (screen.lot, screen.closed) == (None, True)


def test_several_lots_are_drawn_one_after_another() -> None:
    night = provisional((560, 420, 420, 420, 217))
    night.play(do.CloseConsultation(sc.OFFICER, sc.THREE, "agreed"))
    lot = result_screen(night.count, night[sc.THREE], EN).lot
    assert lot is not None
    assert (lot.nth, lot.places, len(lot.tied)) == (1, 2, 3)
    night.draw(sc.THREE, sc.DAWSON)
    lot = result_screen(night.count, night[sc.THREE], EN).lot
    assert lot is not None
    assert (lot.nth, lot.places, [c.id for c in lot.tied]) == (2, 1, [sc.BARKER, sc.CARTER])


def test_a_warning_waits_and_its_answer_stays_visible() -> None:
    contest = replace(sc.three_seats(), electorate=1_000)
    night = sc.Night().set_up(contest).verify(sc.THREE).count_votes(sc.THREE)
    (row,) = findings_of(night.count, night[sc.THREE], EN)
    assert (row.finding.code, row.weight, row.waits, row.reason) == ("W03", "warning", True, "")
    assert "unusual turnout" in row.sentence
    night.play(do.AnswerFinding(sc.SUPERVISOR, sc.THREE, "W03", "two polls"))
    (row,) = findings_of(night.count, night[sc.THREE], EN)
    assert (row.weight, row.waits, row.reason) == ("answered", False, "two polls")


def test_the_reason_for_one_table_stands_beside_that_table_alone() -> None:
    night = two_tables.issue(two_tables.verified(), 500, 500)
    two_tables.count(night, (300, 149, 50), (300, 149, 50))
    state = night[sc.SPLIT]
    second = [f for f in check_contest(night.count, state) if f.code == "V24"][1]
    answer = do.AnswerFinding(
        sc.OFFICER, sc.SPLIT, "V24", "a bag is missing", dict(second.numbers), second.names
    )
    night.play(answer)
    shown = findings_of(night.count, night[sc.SPLIT], Texts())
    reasons = {one.finding.names: one.reason for one in shown if one.finding.code == "V24"}
    assert sorted(reasons.values()) == ["", "a bag is missing"]
    assert reasons[second.names] == "a bag is missing"


def test_what_must_be_settled_comes_first() -> None:
    contest = replace(sc.three_seats(), electorate=1_000)
    night = sc.Night().set_up(contest).verify(sc.THREE)
    night.count_votes(sc.THREE, papers=790)
    rows = findings_of(night.count, night[sc.THREE], EN)
    assert [(row.finding.code, row.weight) for row in rows] == [("V11", "hard"), ("W03", "warning")]
    assert result_screen(night.count, night[sc.THREE], EN).waiting == 2


def test_combined_polls_hold_back_the_clearing_and_not_the_provisional_result() -> None:
    night = sc.Night().set_up(sc.one_seat(), sc.three_seats(), combined=True)
    night.verify(sc.ONE).count_votes(sc.ONE)
    rows = findings_of(night.count, night[sc.ONE], EN)
    assert [(row.finding.code, row.weight) for row in rows] == [("V16", "notice")]
    assert result_screen(night.count, night[sc.ONE], EN).waiting == 0


def test_two_of_one_name_at_the_last_seat_are_named_whole() -> None:
    contest = sc.three_seats()
    twins = tuple(
        replace(c, surname="Dawson") if c.id == sc.CARTER else c for c in contest.candidates
    )
    twins = tuple(replace(c, name="Wendy Dawson") if c.id == sc.CARTER else c for c in twins)
    night = sc.Night().set_up(replace(contest, candidates=twins)).verify(sc.THREE)
    night.count_votes(sc.THREE).play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))
    last_seat = result_screen(night.count, night[sc.THREE], EN).last_seat
    assert last_seat is not None
    assert say_last_seat(EN, last_seat)[0] == "Wendy Dawson 420, Vivek Dawson 330"


@pytest.mark.parametrize(
    ("name", "surname", "cut"),
    [
        ("Zadie Abbott", "Abbott", Name("Zadie ", "Abbott", "")),
        ("Dunne, J.", "Dunne", Name("", "Dunne", ", J.")),
        ("Dunne J.", "Dunne", Name("", "Dunne", " J.")),
        ("Count Binface", "Face", Name("", "Count Binface", "")),
    ],
)
def test_a_name_is_cut_at_its_surname(name: str, surname: str, cut: Name) -> None:
    candidate = replace(sc.candidates(1)[0], name=name, surname=surname)
    assert name_of(candidate) == cut
    assert cut.whole == name


def test_shares_are_hundredths_of_a_percent_halves_upwards() -> None:
    assert hundredths(1, None) is None
    assert hundredths(1, 0) is None
    assert hundredths(1, 80_000) == 0
    assert hundredths(5, 100_000) == 1
    assert (say_share(4_231), say_share(5), say_share(10_000)) == ("42.31", "0.05", "100.00")


def test_before_the_declaration_nobody_is_elected() -> None:
    words = [say_standing(EN, s) for s in ("would_win", "drawn", "tied", "behind")]
    assert words == ["Would win", "Would win, by lot", "Lot decides", ""]
    assert "Elected" not in "".join(words)


def test_after_the_declaration_they_are_elected() -> None:
    night = provisional(sc.TIE_VOTES)
    night.play(do.CloseConsultation(sc.OFFICER, sc.THREE, "agreed")).draw(sc.THREE, sc.DAWSON)
    night.clear(sc.THREE)
    before = result_screen(night.count, night[sc.THREE], EN).ranked
    assert [r.standing for r in before[:4]] == ["would_win", "would_win", "drawn", "behind"]
    ranked = result_screen(night.speak(sc.THREE).count, night[sc.THREE], EN).ranked
    assert [r.standing for r in ranked[:4]] == ["elected", "elected", "elected", "behind"]
    assert ranked[2].candidate == sc.DAWSON
    assert say_standing(EN, "elected") == "Elected"


def test_witnesses_are_read_one_a_line() -> None:
    assert witnesses_in(" A. Agent \n\nB. Agent\n") == ("A. Agent", "B. Agent")


def test_every_outcome_of_a_consultation_has_its_words() -> None:
    assert list(OUTCOMES) == ["agreed", "nobody_present", "bundles_inspected"]
