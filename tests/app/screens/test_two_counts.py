"""What people see of a supplementary vote: first count, second count, and what decides each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import mansfield as mf
import scenarios as sc
from countroom.app.screens.clear import clear_screen
from countroom.app.screens.entries import entry_sums, say_check, to_open_again
from countroom.app.screens.entry import finding_words, read, task_of
from countroom.app.screens.gauge import gauge_of, say_gauge
from countroom.app.screens.paper_sheets import say_kind, sheet_rows
from countroom.app.screens.platform import platform_lines
from countroom.app.screens.published import results
from countroom.app.screens.read_back import begin, read_lines
from countroom.app.screens.result import result_screen, say_last_seat, say_standing
from countroom.app.screens.sheet_lines import lines_of, say_where
from countroom.app.screens.sheet_number import find_sheet, offered
from countroom.app.screens.two_counts import Margin, margin_of
from countroom.app.screens.way import next_step, say_step
from countroom.domain import commands as do
from countroom.domain.checks import check_contest
from countroom.domain.counting.supplementary import first_count
from countroom.domain.declaration import Second, Totals
from countroom.domain.identifiers import CandidateId, MiniCountId
from countroom.domain.numbering import printed_number
from countroom.domain.rule_set import in_preferences
from countroom.domain.sheets import PAPERS, no_second_under, second_for
from countroom.rules.loading import load_rule_sets
from countroom.texts import Texts, say_field, say_finding, say_withdrawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.app.screens.result import ResultScreen
    from countroom.domain.identifiers import FieldId

EN = Texts()
MAYOR = mf.MAYOR
A, B, C, D, E = (one.id for one in mf.contest().candidates)


def screen(night: sc.Night) -> ResultScreen:
    return result_screen(night.count, night[MAYOR], EN)


# --- the sheet ----------------------------------------------------------------------------------


def test_laws_that_count_preferences_are_those_of_the_supplementary_vote() -> None:
    rules = load_rule_sets().values()
    assert {one.id for one in rules if in_preferences(one.id)} == {
        one.id for one in rules if one.system == "supplementary_vote"
    }


def test_every_line_of_the_sheet_of_seconds_has_its_words() -> None:
    night = mf.second_open()
    sheet, contest = mf.second_sheet(night), night[MAYOR].contest
    assert [say_field(EN, contest, field) for field in sheet.fields] == [
        "Papers on this sheet",
        "Second preferences for Andy Abrahams",
        "Second preferences for Kate Allsop",
        "Second preference for somebody out",
        "Unmarked or void for uncertainty as to the second preference vote",
    ]
    assert say_kind(EN, "second") == "Second preferences"


def test_the_sheet_of_seconds_stands_as_on_the_paper() -> None:
    night = mf.second_open()
    sheet = mf.second_sheet(night)
    lines = lines_of(EN, night[MAYOR], night[MAYOR].sheets[sheet.id])
    assert [(line.section, line.number, line.zero_by_enter) for line in lines] == [
        ("papers", "", False),
        ("seconds", "1", False),
        ("seconds", "2", False),
        ("seconds", "", False),
        ("rejected", "", True),
    ]
    assert say_where(EN, lines[1]) == "Second preferences, ABRAHAMS"


def test_the_first_count_is_of_first_preferences() -> None:
    night = sc.Night().set_up(mf.contest()).verify(MAYOR, sum(mf.FIRST))
    (sheet,) = night[MAYOR].papers_out
    sections = {line.section for line in lines_of(EN, night[MAYOR], sheet)}
    assert sections == {"papers", "firsts", "rejected"}


def typed(night: sc.Night, figures: Mapping[FieldId, int]) -> tuple[str, int | None]:
    state = night[MAYOR]
    task = task_of(EN, state, state.sheets[mf.second_sheet(night).id], 1)
    reading = read(task, state, {field: str(n) for field, n in figures.items()}, EN)
    found = [finding_words(EN, task, finding)[0] for finding in reading.findings]
    return "; ".join(found), reading.meter.left


def test_the_keyer_sees_what_is_not_accounted_for_and_what_contradicts_itself() -> None:
    night = mf.second_open()
    right = mf.seconds(mf.second_sheet(night))
    assert typed(night, right) == ("", 0)
    short = right | {second_for(A): 1_040}
    said = (
        "Sheet 001-03-5: second preferences and rejected papers make 10,832, but the sheet says "
        "10,841 papers (difference -9)."
    )
    assert typed(night, short) == (said, 9)


def test_both_entries_of_the_seconds_are_added_up_beside_each_other() -> None:
    night = mf.second_open()
    sheet = mf.second_sheet(night)
    right = mf.seconds(sheet)
    night.play(
        do.EnterSheet(sc.KEYER, sheet.id, 1, right),
        do.EnterSheet(sc.OTHER_KEYER, sheet.id, 2, right | {second_for(A): 1_040}),
    )
    stated, added = entry_sums(EN, night[MAYOR], night[MAYOR].sheets[sheet.id])
    assert (stated.first, stated.second) == ("10,841", "10,841")
    assert (added.first, added.second, added.wrong) == ("10,841", "10,832", (False, True))


def test_the_sheet_of_seconds_is_offered_to_the_keyer_by_its_number() -> None:
    night = mf.second_open()
    sheet = mf.second_sheet(night)
    (offer,) = offered(EN, night.count, sc.KEYER, [night[MAYOR]])
    assert (offer.sheet, offer.words) == (sheet.id, "Second preferences: first entry")
    step = next_step(night.count, night[MAYOR])
    assert (step.page, step.sheet, say_step(EN, step)) == (
        *("entry", sheet.id),
        "Key the second preferences",
    )


def test_a_sheet_that_the_first_count_made_void_says_so_in_words() -> None:
    night = mf.second_told()
    seconds = next(s.sheet.id for s in night[MAYOR].sheets.values() if s.sheet.kind == "second")
    assert to_open_again(night[MAYOR])[0] == seconds
    night.play(do.ReopenSheet(sc.SUPERVISOR, night.sheet(MAYOR), "a bundle moved"))
    rows = sheet_rows(EN, night[MAYOR], MiniCountId("A"), str)
    (row,) = (row for row in rows if row.sheet == seconds)
    said = "the first count changed, so who remains had to be seen anew"
    assert (row.word, row.note) == ("Withdrawn", said)
    found = find_sheet(EN, night.count, printed_number(seconds), sc.KEYER, str)
    assert said in found.sentence
    assert say_withdrawn(EN, "came back blank") == "came back blank"


# --- what the checks say ------------------------------------------------------------------------


def test_a_candidate_has_too_many_first_preferences_not_votes() -> None:
    night = sc.Night().set_up(mf.contest()).verify(MAYOR, 1_000)
    night.count_votes(MAYOR, (1_400, 0, 0, 0, 0), ())
    said = [
        say_finding(EN, night[MAYOR].contest, f) for f in check_contest(night.count, night[MAYOR])
    ]
    assert (
        "Mansfield: on sheet 001-02-7, Andy Abrahams has 1,400 first preferences, more than the "
        "1,000 valid papers. Look at that line on the paper and key it again. (V04)" in said
    )
    assert not any(" votes" in one for one in said)


def test_seconds_that_are_not_all_papers_of_those_out_are_told_for_the_contest() -> None:
    night = mf.second_open()
    sheet = mf.second_sheet(night)
    fewer = mf.seconds(sheet) | {no_second_under(mf.VOID): mf.NOT_COUNTED - 1, PAPERS: 10_840}
    night.key(sheet.id, fewer)
    (found,) = (f for f in check_contest(night.count, night[MAYOR]) if f.code == "V18")
    assert say_check(EN, found).startswith(
        "Second preferences make 10,840, but the candidates who went out had 10,841 first "
        "preferences (difference −1)."
    )


# --- the result page ----------------------------------------------------------------------------


def test_after_the_first_count_the_page_says_who_remains_and_what_was_needed() -> None:
    shown = screen(mf.first_told())
    assert [(one.number, one.votes, one.standing) for one in shown.ranked] == [
        (1, 6_881, "remains"),
        (2, 5_860, "remains"),
        (3, 4_827, "behind"),
        (4, 3_592, "behind"),
        (5, 2_422, "behind"),
    ]
    assert shown.counts == (
        "First count: nobody has more than half of the 23,582 first preferences (11,792 needed). "
        "For the second count remain Andy Abrahams, Kate Allsop."
    )
    assert shown.last_seat is not None
    assert (shown.last_seat.after, shown.last_seat.margin, shown.last_seat.remaining) == (
        *(2, 1_033),
        True,
    )
    assert (shown.second_due, shown.preferences, shown.lot) == (True, True, None)


def test_while_the_second_count_is_keyed_the_first_one_is_still_said() -> None:
    shown = screen(mf.second_open())
    assert (shown.version, shown.ranked, shown.second_due) == (0, (), False)
    assert shown.counts.startswith("First count: nobody has more than half")


def test_after_the_second_count_first_second_and_total_stand_side_by_side() -> None:
    shown = screen(mf.second_told())
    assert [
        (one.number, one.first, one.second, one.votes, one.standing) for one in shown.ranked
    ] == [
        (1, 6_881, 1_049, 7_930, "would_win"),
        (2, 5_860, 2_068, 7_928, "behind"),
        (3, 4_827, None, 4_827, "out"),
        (4, 3_592, None, 3_592, "out"),
        (5, 2_422, None, 2_422, "out"),
    ]
    assert shown.last_seat is not None
    assert say_last_seat(EN, shown.last_seat) == ("Abrahams 7,930, Allsop 7,928", "votes clear")
    assert (shown.last_seat.after, shown.last_seat.margin) == (1, 2)
    assert shown.counts == (
        "Second count: nobody had more than half of the first preferences (11,792 needed). 10,841 "
        "papers were for nobody of Andy Abrahams, Kate Allsop: 3,117 gave them a second "
        "preference, 0 gave it to somebody out, 7,724 were rejected."
    )
    assert (say_standing(EN, "remains"), say_standing(EN, "out")) == ("Remains", "Went out")


def test_who_went_out_stands_behind_who_remained_whatever_the_figures() -> None:
    night = sc.Night().set_up(mf.contest()).verify(MAYOR, 100)
    night.count_votes(MAYOR, (30, 26, 25, 10, 9), ()).consult(MAYOR)
    night.play(do.OpenSecondCount(sc.SUPERVISOR, MAYOR, 1))
    sheet = mf.second_sheet(night)
    night.key(sheet.id, sc.seconds(sheet, (0, 44))).consult(MAYOR)
    assert [one.number for one in screen(night).ranked] == [2, 1, 3, 4, 5]
    night.clear(MAYOR).speak(MAYOR)
    assert [(row.number, row.votes, row.elected) for row in results(night[MAYOR])] == [
        (2, 70, True),
        (1, 30, False),
        (3, 25, False),
        (4, 10, False),
        (5, 9, False),
    ]


def test_more_than_half_needs_no_second_count_and_the_page_says_so() -> None:
    night = sc.Night().set_up(mf.contest()).verify(MAYOR, 1_000)
    night.count_votes(MAYOR, (501, 200, 150, 100, 49), ()).consult(MAYOR)
    shown = screen(night)
    assert shown.counts == (
        "More than half of the 1,000 first preferences (501 needed): no second count."
    )
    assert (shown.second_due, shown.ranked[0].standing) == (False, "would_win")


def test_other_systems_have_no_counts_to_tell() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.one_seat().id)
    shown = result_screen(night.count, night[sc.one_seat().id], EN)
    assert (shown.counts, shown.preferences) == ("", False)


# --- what can still change it -------------------------------------------------------------------


def totals(votes: tuple[int, ...], second: Second | None = None) -> Totals:
    by = dict(zip((A, B, C, D, E), votes, strict=False))
    return Totals(sum(votes), sum(votes), by, {}, 0, 0, second)


@pytest.mark.parametrize(
    ("votes", "second", "margin"),
    [
        ((6_881, 5_860, 4_827, 3_592, 2_422), None, Margin(1_033, "remaining", 2)),
        (mf.FIRST, mf.SECOND, Margin(2, "seat", 1)),
        ((501, 200, 299), None, Margin(2, "half", 1)),
        ((500, 200, 300), None, Margin(1, "half", 1)),
        ((40, 30, 30, 10), None, Margin(1, "remaining", 2)),
        ((51, 49), None, Margin(2, "seat", 1)),
        ((51,), None, None),
    ],
)
def test_the_margin_is_the_narrowest_that_a_paper_can_close(
    votes: tuple[int, ...], second: Second | None, margin: Margin | None
) -> None:
    assert margin_of(totals(votes, second)) == margin


def test_no_fewer_papers_than_the_margin_change_who_is_elected_or_remains() -> None:
    """Every way of adding or taking away papers one by one, in small first counts."""
    for votes in ((7, 4, 2), (5, 4, 2), (6, 5, 1), (9, 3, 3), (4, 4, 4), (8, 6, 1)):
        margin = margin_of(totals(votes))
        assert margin is not None
        before = _settled_by(votes)
        for n in range(3):
            for step in (-1, 1):
                changed = list(votes)
                changed[n] += step
                if _settled_by(tuple(changed)) != before:
                    assert margin.votes <= 1


def _settled_by(votes: tuple[int, ...]) -> object:
    result = first_count({CandidateId(str(n)): one for n, one in enumerate(votes)})
    return result.elected, frozenset(result.remaining)


def test_the_gauge_names_where_the_margin_lies_and_counts_what_the_second_rejected() -> None:
    first, second = mf.first_told(), mf.second_told()
    words = say_gauge(EN, gauge_of(first.count, first[MAYOR]))
    assert words.margin == "1,033 between 2nd and 3rd"
    gauge = gauge_of(second.count, second[MAYOR])
    assert (gauge.open, gauge.seconds, gauge.can_change) == (7_724, 7_724, True)
    words = say_gauge(EN, gauge)
    assert words.margin == "2 between 1st and 2nd"
    assert ("Rejected at the second count", "7,724") in words.rows
    half = replace(gauge, where="half", margin=30)
    assert say_gauge(EN, half).margin == "30 to or from one half"


# --- read back, said, published -----------------------------------------------------------------


def test_the_paper_is_read_back_with_its_second_count() -> None:
    night = mf.second_told()
    provisional = night[MAYOR].provisional
    assert provisional is not None
    lines = list(read_lines(night[MAYOR], provisional, EN))
    assert [(line.number, line.figure) for line in lines[:5]] == list(enumerate(mf.FIRST, start=1))
    assert [(line.words, line.figure) for line in lines[-5:]] == [
        ("Second preferences for Andy Abrahams", 1_049),
        ("Andy Abrahams, first and second preferences", 7_930),
        ("Second preferences for Kate Allsop", 2_068),
        ("Kate Allsop, first and second preferences", 7_928),
        ("Unmarked or void for uncertainty as to the second preference vote", 7_724),
    ]
    assert len({line.key for line in lines}) == len(lines)


def test_clearing_waits_until_the_second_count_is_read_back_too() -> None:
    night = mf.second_told().play(do.CloseConsultation(sc.OFFICER, MAYOR, "agreed"))
    state = night[MAYOR]
    reading = begin(state, sc.OFFICER).by(sc.KEYER)
    shown = clear_screen(night.count, state, EN, reading)
    titles = {one.key: (one.title, one.progress) for one in shown.conditions}
    assert titles["rejected"][0] == "Rejected papers and second count read back"
    read_all = replace(reading, read=len(shown.lines))
    assert clear_screen(night.count, state, EN, read_all).ready
    one_left = replace(reading, read=len(shown.lines) - 1)
    assert not clear_screen(night.count, state, EN, one_left).ready
    assert [(one.name.whole, one.votes) for one in shown.elected] == [("Andy Abrahams", 7_930)]


def test_the_platform_speaks_both_counts_and_a_mayor_not_a_councillor() -> None:
    night = mf.cleared()
    lines = platform_lines(night.count, night[MAYOR], EN)
    opening = lines[0].spoken
    assert opening.startswith("Election of the Mayor for Mansfield, ")
    assert "the number of first preference votes recorded for each candidate" in opening
    assert [(one.kind, one.figure) for one in lines[1:6]] == [
        ("candidate", figure) for figure in ("6,881", "5,860", "4,827", "3,592", "2,422")
    ]
    assert lines[6].spoken == (
        "No candidate had more than half of the 23,582 first preference votes. These candidates "
        "remained for the second count: Andy Abrahams; Kate Allsop. On the 10,841 ballot papers "
        "with a first preference for no one of them the second preference votes were counted."
    )
    assert [(one.kind, one.figure, [s.figure for s in one.shares]) for one in lines[7:9]] == [
        ("second", "7,930", ["6,881", "1,049"]),
        ("second", "7,928", ["5,860", "2,068"]),
    ]
    assert lines[9].spoken == (
        "And I declare that the following candidate is duly elected Mayor for Mansfield: "
        "Andy Abrahams."
    )
    assert [(one.title, one.figure) for one in lines[10:]] == [
        ("Ballot papers rejected", "0"),
        ("Ballot papers rejected at the second count", "7,724"),
    ]
    assert len(lines[10].shares) == 4
    assert not any("Councillor" in one.spoken for one in lines)


def test_a_first_count_that_elects_is_spoken_without_a_second() -> None:
    night = sc.Night().set_up(mf.contest()).verify(MAYOR, 1_000)
    night.count_votes(MAYOR, (501, 200, 150, 100, 49), ()).consult(MAYOR).clear(MAYOR)
    kinds = [one.kind for one in platform_lines(night.count, night[MAYOR], EN)]
    assert kinds == ["opening", *["candidate"] * 5, "elected", "rejected"]
