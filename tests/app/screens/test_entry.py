"""Keying a sheet: the paper line for line, what is said while one types, what opens Finish."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scenarios as sc
from countroom.app.screens.entry import (
    equals_account,
    finding_words,
    left_to_settle,
    lines_of,
    offers,
    read,
    say_where,
    task_of,
    why_not_finished,
)
from countroom.app.screens.sheet_lines import SECTIONS
from countroom.domain import commands as do
from countroom.domain.checks import SEVERITY, Finding
from countroom.domain.election import BallotBox
from countroom.domain.figures import LARGEST_FIGURE
from countroom.domain.identifiers import BoxId, FieldId
from countroom.domain.numbering import printed_number
from countroom.domain.sheets import (
    ALLOWED,
    COUNTED,
    DOUBTFUL,
    ENTRUSTED,
    EXPECTED,
    PAPERS,
    REJECTED_IN_PART,
    SPOILT,
    TENDERED,
    UNUSED,
    UNUSED_VOTES,
    candidate_of,
    head_of,
    votes_of,
)
from countroom.rules import load_rule_sets
from countroom.texts import Texts
from strategies import contests, true_totals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.app.screens.entry import Reading, Task
    from countroom.domain.declaration import Totals
    from countroom.domain.election import Contest, Depth
    from countroom.domain.events import Ordinal
    from countroom.domain.sheets import SheetKind
    from countroom.domain.state import ContestState

EN = Texts()
HEADS = load_rule_sets()[sc.RULES].heads


def night(contest: Contest | None = None) -> sc.Night:
    return sc.Night().set_up(contest or sc.three_seats())


def verified(contest: Contest | None = None) -> sc.Night:
    return night(contest).verify((contest or sc.three_seats()).id)


def count_task(played: sc.Night, entry: Ordinal = 1) -> tuple[Task, ContestState]:
    (state,) = played.count.contests.values()
    return task_of(EN, state, state.sheets[played.sheet(state.contest.id)], entry), state


def account_task(played: sc.Night, number: int = 0) -> tuple[Task, ContestState]:
    (state,) = played.count.contests.values()
    sheet = state.sheets[played.accounts(state.contest.id)[number]]
    return task_of(EN, state, sheet, 1), state


def typed(figures: Mapping[FieldId, int]) -> dict[FieldId, str]:
    return {field: str(figure) for field, figure in figures.items()}


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


# The paper.


def test_the_lines_of_a_count_sheet_stand_as_on_the_paper() -> None:
    task, state = count_task(verified())
    assert [(line.section, line.number, line.words) for line in task.lines] == [
        ("papers", "", "Papers on this sheet"),
        ("votes", "1", "Zadie Abbott"),
        ("votes", "2", "Yusuf Barker"),
        ("votes", "3", "Wendy Carter"),
        ("votes", "4", "Vivek Dawson"),
        ("votes", "5", "Una Ellis"),
        ("rejected", "", "Want of an official mark"),
        ("rejected", "", "Voting for more candidates than the voter was entitled to"),
        ("rejected", "", "Writing or mark by which the voter could be identified"),
        ("rejected", "", "Unmarked or wholly void for uncertainty"),
        ("rejected", "", "Rejected in part"),
    ]
    assert task.fields == task.sheet.sheet.fields
    by_line = [line.candidate for line in task.lines if line.candidate is not None]
    assert by_line == list(state.contest.candidates)


def test_the_lines_of_an_account_stand_as_on_the_paper() -> None:
    station, _ = account_task(night(sc.one_seat()))
    postal, _ = account_task(night(sc.one_seat()), 1)
    assert [line.words for line in station.lines] == [
        "Ballot papers entrusted",
        "Unused papers",
        "Spoilt papers",
        "Tendered papers",
        "Papers counted in the box",
    ]
    assert [line.words for line in postal.lines] == [
        "Papers put into the postal box",
        "Papers counted in the box",
    ]
    assert {line.section for task in (station, postal) for line in task.lines} == {"account"}


@given(contests())
def test_lines_come_in_ballot_paper_order_and_sections_in_one_piece(contest: Contest) -> None:
    task, state = count_task(sc.Night().set_up(contest))
    numbers = [int(line.number) for line in task.lines if line.number]
    assert numbers == list(range(1, len(contest.candidates) + 1))
    assert tuple(line.field for line in task.lines) == task.sheet.sheet.fields
    order = [line.section for line in task.lines]
    assert list(dict.fromkeys(order)) == [one for one in SECTIONS if one in order]
    assert sorted(order, key=list(SECTIONS).index) == order, "no section is torn apart"
    assert lines_of(EN, state, task.sheet) == task.lines


@given(contests())
def test_enter_alone_means_zero_only_where_zero_is_usual(contest: Contest) -> None:
    played = sc.Night().set_up(contest)
    tasks = [
        count_task(played)[0],
        *(account_task(played, n)[0] for n in range(len(contest.boxes))),
    ]
    for line in (line for task in tasks for line in task.lines):
        usual = head_of(line.field) is not None or line.field in (
            REJECTED_IN_PART,
            UNUSED_VOTES,
            SPOILT,
            TENDERED,
        )
        assert line.zero_by_enter is usual, line.field


def test_a_candidate_papers_and_boxes_must_be_typed() -> None:
    played = night(sc.one_seat())
    tasks = (count_task(played)[0], account_task(played)[0], account_task(played, 1)[0])
    lines = {line.field: line for task in tasks for line in task.lines}
    must = {field for field, line in lines.items() if not line.zero_by_enter}
    candidates = {votes_of(c.id) for c in sc.one_seat().candidates}
    assert must == {PAPERS, ENTRUSTED, UNUSED, EXPECTED, COUNTED} | candidates


# What was typed.


def test_a_line_never_visited_is_missing_and_no_zero() -> None:
    task, state = count_task(verified())
    reading = read(task, state, {}, EN)
    assert (dict(reading.figures), reading.missing) == ({}, task.fields)
    assert (reading.troubles, reading.findings) == ({}, ())
    blank = read(task, state, dict.fromkeys(task.fields, "  "), EN)
    assert (blank.missing, blank.troubles) == (task.fields, {})


def test_figures_are_read_as_the_program_writes_them() -> None:
    task, state = count_task(verified())
    papers, first, second, *_ = task.fields
    reading = read(task, state, {papers: " 1,795 ", first: "0", second: "0560"}, EN)
    assert dict(reading.figures) == {papers: 1795, first: 0, second: 560}
    assert reading.missing == task.fields[3:]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("see sheet 4", "“see sheet 4” is not a whole figure."),
        ("1.5", "“1.5” is not a whole figure."),
        ("-5", "“-5” is not a whole figure."),
        ("−5", "“−5” is not a whole figure."),
        ("１２", "“１２” is not a whole figure."),  # noqa: RUF001 - full-width digits
        ("٤٢", "“٤٢” is not a whole figure."),
        ("12 34", "“12 34” is not a whole figure."),
        ("12\n34", "“12\n34” is not a whole figure."),
        ("1,79", "“1,79” is not a whole figure."),
        ("1e3", "“1e3” is not a whole figure."),
        (str(10**12), "1000000000000 is larger than any count holds (9,999,999)."),
        (str(LARGEST_FIGURE + 1), "10000000 is larger than any count holds (9,999,999)."),
        ("9" * 10_000, f"{'9' * 40} is larger than any count holds (9,999,999)."),
        ("x" * 10_000, f"“{'x' * 40}” is not a whole figure."),
    ],
)
def test_what_is_no_figure_is_told_at_its_line_and_taken_for_nothing(text: str, said: str) -> None:
    task, state = count_task(verified())
    papers, first, *_ = task.fields
    reading = read(task, state, {papers: "1795", first: text}, EN)
    assert list(reading.troubles) == [first]
    assert reading.troubles[first].startswith(said)
    assert "{" not in reading.troubles[first]
    assert dict(reading.figures) == {papers: 1795}
    assert first in reading.missing


@given(text=st.text(max_size=12))
def test_whatever_is_typed_is_a_figure_a_blank_or_a_trouble(text: str) -> None:
    task, state = account_task(night())
    field = task.fields[0]
    reading = read(task, state, {field: text}, EN)
    kinds = [field in reading.figures, field in reading.troubles, not text.strip()]
    assert kinds.count(True) == 1
    assert all(0 <= n <= LARGEST_FIGURE for n in reading.figures.values())


def test_a_line_that_is_not_on_the_sheet_is_not_read() -> None:
    task, state = account_task(night())
    reading = read(task, state, {PAPERS: "7"}, EN)
    assert (dict(reading.figures), reading.missing) == ({}, task.fields)


# What can be said while lines are missing.


@st.composite
def true_sheets(draw: st.DrawFn) -> tuple[sc.Night, Totals]:
    contest = draw(contests())
    return sc.Night().set_up(contest), draw(true_totals(contest))


@given(data=st.data(), sheet=true_sheets())
def test_true_figures_keyed_in_any_order_alarm_nobody_before_the_last_line(
    data: st.DataObject, sheet: tuple[sc.Night, Totals]
) -> None:
    played, totals = sheet
    task, state = count_task(played)
    paper = sc.count_sheet(
        state.contest,
        [totals.votes[c.id] for c in state.contest.candidates],
        papers=totals.papers,
        rejected=[totals.rejected[head] for head in HEADS],
        in_part=totals.rejected_in_part,
        unused_votes=totals.unused_votes,
    )
    keyed: dict[FieldId, str] = {}
    for field in data.draw(st.permutations(task.fields)):
        reading = read(task, state, keyed, EN)
        assert reading.findings == ()
        assert why_not_finished(EN, task, reading)
        keyed[field] = str(paper[field])
    whole = read(task, state, keyed, EN)
    assert (codes(whole), whole.missing) == ([], ())
    assert why_not_finished(EN, task, whole) == ""
    assert whole.figures == paper


@given(data=st.data())
def test_a_true_account_keyed_in_any_order_alarms_nobody(data: st.DataObject) -> None:
    task, state = account_task(night())
    variance = data.draw(st.integers(-3, 3))
    paper = sc.account(data.draw(st.integers(5, 900)), variance=variance)
    keyed: dict[FieldId, str] = {}
    for field in data.draw(st.permutations(task.fields)):
        keyed[field] = str(paper[field])
        assert read(task, state, keyed, EN).findings == ()


@given(data=st.data(), contest=contests())
def test_what_is_said_while_lines_are_missing_still_stands_at_the_end(
    data: st.DataObject, contest: Contest
) -> None:
    """A finding that more figures could undo would cry wolf."""
    task, state = count_task(sc.Night().set_up(contest))
    keyed: dict[FieldId, str] = {}
    said: set[str] = set()
    for field in data.draw(st.permutations(task.fields)):
        reading = read(task, state, keyed, EN)
        assert said <= set(codes(reading))
        said = set(codes(reading))
        assert all(SEVERITY[code] == "impossible" for code in said - {"V12"})
        keyed[field] = str(data.draw(st.integers(0, 20)))
    assert said <= set(codes(read(task, state, keyed, EN)))


def test_what_cannot_be_is_said_at_once_and_what_may_come_right_only_at_the_end() -> None:
    played = verified()
    task, state = count_task(played)
    keyed = {PAPERS: "100"}
    assert codes(read(task, state, keyed, EN)) == []
    keyed[sc.CARTER_VOTES] = "101"
    assert codes(read(task, state, keyed, EN)) == ["V04"]
    keyed[REJECTED_IN_PART] = "101"
    assert codes(read(task, state, keyed, EN)) == ["V03", "V04"]
    keyed[votes_of(sc.DAWSON)] = keyed[votes_of(sc.ELLIS)] = "100"
    assert codes(read(task, state, keyed, EN)) == ["V03", "V04", "V07"]
    few = {**typed(played.paper(sc.THREE)), votes_of(sc.ABBOTT): "5", votes_of(sc.BARKER): "5"}
    few |= {sc.CARTER_VOTES: "5", votes_of(sc.DAWSON): "5"}
    assert codes(read(task, state, few, EN)) == ["V08"]
    del few[REJECTED_IN_PART]
    assert codes(read(task, state, few, EN)) == []


def test_nothing_is_said_of_votes_before_the_papers_are_keyed() -> None:
    task, state = count_task(verified())
    keyed = dict.fromkeys(task.fields[1:], "900")
    assert read(task, state, keyed, EN).findings == ()
    assert "V07" in codes(read(task, state, {**keyed, PAPERS: "1"}, EN))


def test_votes_that_are_not_used_up_are_told_at_the_end() -> None:
    contest = replace(sc.three_seats(), keeps_unused_votes=True)
    played = verified(contest)
    task, state = count_task(played)
    paper = typed(played.paper(sc.THREE))
    assert codes(read(task, state, paper, EN)) == ["V12"]
    del paper[votes_of(sc.ELLIS)]
    assert codes(read(task, state, paper, EN)) == []


def test_an_account_is_checked_once_it_is_whole() -> None:
    task, state = account_task(night())
    keyed = {ENTRUSTED: "10", UNUSED: "11", SPOILT: "0", TENDERED: "0"}
    assert codes(read(task, state, keyed, EN)) == []
    reading = read(task, state, {**keyed, COUNTED: "0"}, EN)
    assert codes(reading) == ["V21"]
    assert [one.code for one in reading.impossible] == ["V21"]


# The meter.


def test_the_meter_sets_votes_against_papers_times_seats() -> None:
    task, state = count_task(verified())
    empty = read(task, state, {}, EN).meter
    assert (empty.papers, empty.ceiling, empty.votes, empty.accounted) == (None, None, 0, 0)
    votes = {line.field: "500" for line in task.lines if line.candidate is not None}
    heads = {field: "2" for field in task.fields if head_of(field) is not None}
    meter = read(task, state, {PAPERS: "790", REJECTED_IN_PART: "50", **votes, **heads}, EN).meter
    assert (meter.papers, meter.seats, meter.ceiling) == (790, 3, 2370)
    assert (meter.votes, meter.rejected) == (2500, 8), "papers rejected in part are not rejected"
    assert (meter.accounted, meter.issued, meter.out) == (798, 800, 2)


def test_before_the_statement_is_signed_the_meter_knows_of_no_papers() -> None:
    task, state = count_task(night())
    meter = read(task, state, {}, EN).meter
    assert (meter.issued, meter.out) == (None, None)


# Finish.


def finish(keyed: Mapping[FieldId, str], played: sc.Night | None = None) -> str:
    task, state = count_task(played or verified())
    return why_not_finished(EN, task, read(task, state, keyed, EN))


def test_finish_opens_when_every_line_is_keyed_and_nothing_is_impossible() -> None:
    assert finish(typed(verified().paper(sc.THREE))) == ""


def test_finish_opens_in_spite_of_what_an_officer_may_let_stand() -> None:
    paper = verified().paper(sc.THREE)
    few = {f: ("5" if candidate_of(f) else str(n)) for f, n in paper.items()}
    task, state = count_task(verified())
    assert codes(read(task, state, few, EN)) == ["V08"]
    assert finish(few) == ""


def test_finish_waits_for_a_figure_that_can_be_read() -> None:
    paper = typed(verified().paper(sc.THREE))
    unread = {**paper, sc.CARTER_VOTES: "4Z0"}
    assert finish(unread) == "Opens when every figure can be read."
    del unread[PAPERS]
    assert finish(unread) == "Opens when every figure can be read."


def test_finish_names_the_one_line_that_is_missing() -> None:
    paper = typed(verified().paper(sc.THREE))
    without_carter = {f: text for f, text in paper.items() if f != sc.CARTER_VOTES}
    assert finish(without_carter) == "Opens when this line is keyed: 3."
    without_papers = {f: text for f, text in paper.items() if f != PAPERS}
    assert finish(without_papers) == "Opens when this line is keyed: Papers on this sheet."


def test_finish_names_the_candidates_lines_that_are_missing_or_counts_the_lines() -> None:
    paper = typed(verified().paper(sc.THREE))
    rest = {f: text for f, text in paper.items() if f not in (sc.CARTER_VOTES, votes_of(sc.DAWSON))}
    assert finish(rest) == "Opens when lines 3 to 4 are keyed."
    del rest[REJECTED_IN_PART]
    assert finish(rest) == "Opens when 3 more lines are keyed."
    assert finish({}) == "Opens when 11 more lines are keyed."


def test_finish_names_a_first_and_a_last_line_only_when_all_between_are_missing() -> None:
    paper = typed(verified().paper(sc.THREE))
    apart = {
        f: text for f, text in paper.items() if f not in (votes_of(sc.ABBOTT), votes_of(sc.ELLIS))
    }
    assert finish(apart) == "Opens when 2 more lines are keyed."


def test_finish_stays_shut_while_something_cannot_be() -> None:
    paper = {**typed(verified().paper(sc.THREE)), PAPERS: "5"}
    assert finish(paper) == "Opens when what cannot be is settled; see the checks."


# Lines sent back.


def sent_back() -> tuple[sc.Night, dict[FieldId, int]]:
    played = verified()
    sheet, paper = played.sheet(sc.THREE), played.paper(sc.THREE)
    wrong = {**paper, sc.CARTER_VOTES: 240, votes_of(sc.DAWSON): 303}
    played.play(
        do.EnterSheet(sc.KEYER, sheet, 1, paper),
        do.EnterSheet(sc.OTHER_KEYER, sheet, 2, wrong),
        do.SendBack(sc.SUPERVISOR, sheet, 2),
    )
    return played, wrong


def test_only_the_lines_sent_back_are_keyed_and_the_others_stay() -> None:
    played, wrong = sent_back()
    task, state = count_task(played, 2)
    back = (sc.CARTER_VOTES, votes_of(sc.DAWSON))
    assert (task.correcting, task.fields) == (True, back)
    assert len(task.lines) == 11, "the whole paper is shown"
    assert task.kept == {field: n for field, n in wrong.items() if field not in back}

    reading = read(task, state, {PAPERS: "1", sc.CARTER_VOTES: "420"}, EN)
    assert reading.figures == {**task.kept, sc.CARTER_VOTES: 420}, "a kept line takes no typing"
    assert reading.missing == (votes_of(sc.DAWSON),)
    assert why_not_finished(EN, task, reading) == "Opens when this line is keyed: 4."
    assert reading.meter.votes == 560 + 540 + 420 + 217

    true = {sc.CARTER_VOTES: "420", votes_of(sc.DAWSON): "330"}
    whole = read(task, state, true, EN)
    assert whole.figures == played.paper(sc.THREE)
    assert why_not_finished(EN, task, whole) == ""
    figures = {field: whole.figures[field] for field in task.fields}
    played.play(do.CorrectEntry(sc.OTHER_KEYER, task.sheet.sheet.id, 2, figures))
    assert played[sc.THREE].sheets[task.sheet.sheet.id].settled == played.paper(sc.THREE)


def test_kept_lines_count_in_what_cannot_be() -> None:
    played, _ = sent_back()
    task, state = count_task(played, 2)
    reading = read(task, state, {sc.CARTER_VOTES: "2000"}, EN)
    assert codes(reading) == ["V04", "V07"]


def test_the_entry_that_was_not_sent_back_is_no_correction() -> None:
    played, _ = sent_back()
    task, _ = count_task(played, 1)
    assert (task.correcting, task.kept, len(task.fields)) == (False, {}, 11)


# The words.


def test_a_line_is_named_as_a_finding_does() -> None:
    task, _ = count_task(verified())
    assert say_where(EN, task.line(sc.CARTER_VOTES)) == "Line 3, CARTER"
    assert say_where(EN, task.line(PAPERS)) == "Papers on this sheet"


def test_a_finding_of_one_candidate_leads_with_the_line_and_parts_what_to_do() -> None:
    task, state = count_task(verified())
    reading = read(task, state, {PAPERS: "1000", sc.CARTER_VOTES: "1234"}, EN)
    (finding,) = reading.findings
    assert finding_words(EN, task, finding) == (
        "Line 3: Wendy Carter has 1,234 votes, more than the 1,000 valid papers.",
        "Look at that line on the paper and key it again.",
    )


def test_a_finding_of_several_lines_or_none_of_a_candidate_begins_with_a_capital() -> None:
    task, state = account_task(night())
    keyed = {ENTRUSTED: "10", UNUSED: "11", SPOILT: "0", TENDERED: "0", COUNTED: "0"}
    (finding,) = read(task, state, keyed, EN).findings
    head, rest = finding_words(EN, task, finding)
    assert head.startswith(f"Account sheet {printed_number(task.sheet.sheet.id)}: 11 unused")
    assert rest == "Look at the account and key it again."
    in_part = Finding("V03", sc.THREE, {"in_part": 5, "most": 2}, (REJECTED_IN_PART,))
    assert finding_words(EN, count_task(verified())[0], in_part)[0].startswith("5 papers rejected")


def test_a_full_stop_in_a_name_does_not_part_a_finding() -> None:
    contest = sc.three_seats()
    named = replace(contest.candidates[2], name="Carter, W. J. Jr. of Old Town")
    candidates = (*contest.candidates[:2], named, *contest.candidates[3:])
    task, state = count_task(verified(replace(contest, candidates=candidates)))
    reading = read(task, state, {PAPERS: "1000", sc.CARTER_VOTES: "1234"}, EN)
    head, rest = finding_words(EN, task, reading.findings[0])
    assert head.endswith("Jr. of Old Town has 1,234 votes, more than the 1,000 valid papers.")
    assert rest == "Look at that line on the paper and key it again."


def test_a_sentence_that_only_says_what_is_so_has_an_empty_second_part() -> None:
    assert EN.parts("{n} papers are left.", n=2) == ("2 papers are left.", "")
    assert EN.parts("No stop at all") == ("No stop at all", "")
    assert EN.parts("One. Two. {n}.", n=3) == ("One.", "Two. 3.")


def test_a_second_box_has_a_sheet_of_its_own() -> None:
    contest = sc.three_seats()
    boxes = (*contest.boxes, BallotBox(BoxId("old-town-post"), "postal", ""))
    task, _ = account_task(night(replace(contest, boxes=boxes, mini_counts=())), 1)
    assert [line.field for line in task.lines] == [EXPECTED, COUNTED]


# Every kind of sheet.


def ward(depth: Depth, *, seats: int = 3, unused: bool = False) -> Contest:
    """Make a ward of two parties with two candidates each and one independent."""
    con, lab, _, _, independent = sc.candidates(5)
    candidates = (
        con,
        replace(lab, party=con.party),
        replace(sc.candidates(3)[2], party=lab.party),
        replace(sc.candidates(4)[3], party=lab.party),
        independent,
    )
    plain = sc.three_seats()
    (table,) = plain.mini_counts
    return replace(
        plain,
        seats=seats,
        candidates=candidates,
        keeps_unused_votes=unused,
        mini_counts=(replace(table, depth=depth, sheets=3),),
    )


def task_for(contest: Contest, kind: SheetKind) -> tuple[Task, ContestState]:
    played = verified(contest) if kind not in ("account", "recount") else night(contest)
    (state,) = played.count.contests.values()
    sheet = next(one for one in state.sheets.values() if one.sheet.kind == kind)
    return task_of(EN, state, sheet, 1), state


def test_a_team_summary_has_bundles_then_mixed_papers_and_votes() -> None:
    task, _ = task_for(ward("team_summary"), "summary")
    assert [(line.section, line.number, line.part) for line in task.lines] == [
        *(("blocks", letter, part) for letter in "ab" for part in ("size", "bundles", "odd")),
        ("mixed", "", ""),
        *(("mixed", str(n), "") for n in range(1, 6)),
    ]
    assert task.lines[6].words == "Mixed papers"
    assert [line.words for line in task.lines[:3]] == [
        "CON party: papers in a bundle",
        "CON party: whole bundles",
        "CON party: loose papers",
    ]


def test_bundles_for_one_seat_are_a_line_a_candidate() -> None:
    task, _ = task_for(ward("team_summary", seats=1), "block")
    assert {line.section for line in task.lines} == {"blocks"}
    assert [line.number for line in task.lines[::3]] == ["1", "2", "3", "4", "5"]
    assert all(line.candidate for line in task.lines)
    assert say_where(EN, task.lines[1]) == "Zadie Abbott: whole bundles"


def test_a_batch_of_doubtful_papers_has_heads_then_allowed_then_objections() -> None:
    task, _ = task_for(ward("every_sheet"), "adjudication")
    order = [line.section for line in task.lines]
    assert order == [
        "doubtful",
        *["rejected"] * 4,
        *["allowed"] * 2,
        *["objections"] * 5,
    ]
    by_enter = {line.section for line in task.lines if line.zero_by_enter}
    assert by_enter == {"rejected", "allowed", "objections"}
    assert [line.zero_by_enter for line in task.lines if line.section == "allowed"] == [False, True]
    assert say_where(EN, task.lines[-1]) == "Objections, ELLIS"


@pytest.mark.parametrize("kind", ["account", "summary", "block", "mixed", "adjudication"])
@pytest.mark.parametrize("seats", [1, 3])
def test_sections_of_every_sheet_come_in_one_piece_and_their_order(
    kind: SheetKind, seats: int
) -> None:
    depth: Depth = "team_summary" if kind == "summary" or seats == 1 else "every_sheet"
    if seats == 1 and kind in ("summary", "mixed"):
        return
    task, state = task_for(ward(depth, seats=seats), kind)
    order = [line.section for line in task.lines]
    assert order == sorted(order, key=list(SECTIONS).index)
    names = [say_where(EN, line) for line in task.lines]
    assert len(set(names)) == len(names)
    assert lines_of(EN, state, task.sheet) == task.lines


# What Enter alone writes.


def test_a_bundle_is_of_25_until_a_line_above_says_another_size() -> None:
    task, state = task_for(ward("team_summary"), "summary")
    sizes = [line.field for line in task.lines if line.part == "size"]
    offered = offers(task, state, read(task, state, {}, EN))
    assert offered == dict.fromkeys(sizes, 25), "only sizes are offered"
    offered = offers(task, state, read(task, state, {sizes[0]: "50"}, EN))
    assert offered == {sizes[1]: 50}
    assert offers(task, state, read(task, state, {sizes[1]: "50"}, EN)) == {sizes[0]: 25}


def test_numbers_entrusted_come_from_the_set_up_and_are_never_made_up() -> None:
    contest = sc.one_seat()
    task, state = task_for(contest, "account")
    assert ENTRUSTED not in offers(task, state, read(task, state, {}, EN))
    known = replace(contest, boxes=(replace(contest.boxes[0], entrusted=900), contest.boxes[1]))
    task, state = task_for(known, "account")
    reading = read(task, state, {}, EN)
    assert offers(task, state, reading) == {ENTRUSTED: 900, SPOILT: 0, TENDERED: 0}
    assert ENTRUSTED not in reading.figures, "it counts only once Enter confirmed it"


def test_the_counted_figure_may_be_that_of_the_account_where_the_keyer_says_so() -> None:
    task, state = task_for(sc.one_seat(), "account")
    keyed = {ENTRUSTED: "900", UNUSED: "100"}
    reading = read(task, state, keyed, EN)
    assert equals_account(task, reading) is None
    assert COUNTED not in offers(task, state, reading, equal=True)
    reading = read(task, state, {**keyed, SPOILT: "3"}, EN)
    assert equals_account(task, reading) == 797
    assert COUNTED not in offers(task, state, reading)
    assert offers(task, state, reading, equal=True)[COUNTED] == 797
    below = read(task, state, {ENTRUSTED: "5", UNUSED: "6", SPOILT: "0"}, EN)
    assert equals_account(task, below) is None
    other = read(task, state, {**keyed, SPOILT: "3", COUNTED: "790"}, EN)
    assert COUNTED not in offers(task, state, other, equal=True), "what is keyed stays"


def test_a_postal_box_equals_what_was_put_into_it() -> None:
    task, state = account_task(night(sc.one_seat()), 1)
    assert equals_account(task, read(task, state, {}, EN)) is None
    assert equals_account(task, read(task, state, {EXPECTED: "300"}, EN)) == 300


# The meters.


def block_lines(task: Task) -> list[tuple[FieldId, FieldId, FieldId]]:
    fields = [line.field for line in task.lines if line.part]
    return [(fields[n], fields[n + 1], fields[n + 2]) for n in range(0, len(fields), 3)]


def test_bundles_are_multiplied_and_give_every_candidate_of_the_party_their_votes() -> None:
    task, state = task_for(ward("team_summary"), "summary")
    (size, bundles, odd), second = block_lines(task)
    keyed = {size: "25", bundles: "7", odd: "6", second[0]: "25", second[1]: "33"}
    reading = read(task, state, keyed, EN)
    assert list(reading.bundles.values()) == [181], "the other party's line is not whole yet"
    assert (reading.meter.block_papers, reading.meter.block_votes) == (181, 362)
    assert reading.meter.ceiling is None, "the mixed papers are not keyed"
    whole = read(task, state, {**keyed, second[2]: "21", PAPERS: "50"}, EN).meter
    assert (whole.papers, whole.ceiling) == (181 + 846 + 50, 3 * 1077)
    assert (whole.votes, whole.left) == (2 * (181 + 846), 3 * 1077 - 2054)


def test_unused_votes_of_the_bundles_count_where_the_contest_keeps_them() -> None:
    task, state = task_for(ward("team_summary", unused=True), "summary")
    first, second = block_lines(task)
    keyed = dict(zip((*first, *second), ("25", "4", "0", "25", "0", "0"), strict=True))
    meter = read(task, state, {**keyed, PAPERS: "2", UNUSED_VOTES: "1"}, EN).meter
    assert meter.unused == 100 + 1, "two candidates for three seats leave a vote a paper"
    assert meter.left == 3 * 102 - 200 - 101


def test_more_mixed_votes_than_mixed_papers_cannot_be() -> None:
    task, state = task_for(ward("team_summary"), "summary")
    keyed = {PAPERS: "2280", votes_of(sc.CARTER): "6080"}
    reading = read(task, state, keyed, EN)
    assert [(one.code, one.fields) for one in reading.impossible] == [
        ("V04", (votes_of(sc.CARTER),))
    ]


def test_doubtful_papers_are_set_against_what_was_judged() -> None:
    task, state = task_for(ward("every_sheet"), "adjudication")
    heads = [field for field in task.fields if head_of(field) is not None]
    reading = read(task, state, {DOUBTFUL: "14", heads[0]: "2", ALLOWED: "9"}, EN)
    assert reading.judged is not None
    assert (reading.judged.doubtful, reading.judged.papers) == (14, 11)
    assert reading.meter.on_sheet == 2, "allowed papers come on other sheets"
    more = read(task, state, {DOUBTFUL: "14", heads[0]: "6", ALLOWED: "9"}, EN)
    assert codes(more) == ["V26"]


def test_papers_of_other_sheets_and_of_this_one_are_accounted_for() -> None:
    played = verified(ward("every_sheet"))
    state = played[sc.THREE]
    block, mixed, again = (
        [one.sheet for one in state.sheets.values() if one.sheet.kind == kind][at]
        for kind, at in (("block", 0), ("mixed", 0), ("mixed", 1))
    )
    played.key(block.id, dict(zip(block.fields, (25, 4, 3, 25, 0, 0), strict=True)))
    played.key(mixed.id, {**dict.fromkeys(mixed.fields, 20), PAPERS: 25})
    state = played[sc.THREE]
    task = task_of(EN, state, state.sheets[again.id], 1)
    meter = read(task, state, {PAPERS: "20"}, EN).meter
    assert (meter.issued, meter.elsewhere, meter.on_sheet) == (800, 128, 20)
    assert meter.out == 652


# Before a supervisor keys.


def test_a_supervisor_is_told_who_will_be_left_to_settle() -> None:
    played = verified()
    state = played[sc.THREE]
    sheet = state.sheets[played.sheet(sc.THREE)]
    assert left_to_settle(played.count, state, sheet, sc.KEYER) is None
    assert left_to_settle(played.count, state, sheet, sc.SUPERVISOR) == ()
    other = sc.person("supervisor-2", "supervisor")
    played.play(do.EnrolPerson(sc.ADMINISTRATOR, other))
    assert left_to_settle(played.count, state, sheet, sc.SUPERVISOR) == (other.id,)
    played.play(do.EnterSheet(sc.SUPERVISOR, sheet.sheet.id, 1, played.paper(sc.THREE)))
    state = played[sc.THREE]
    sheet = state.sheets[sheet.sheet.id]
    assert left_to_settle(played.count, state, sheet, sc.SUPERVISOR) is None, "too late to warn"
    assert left_to_settle(played.count, state, sheet, other.id) == ()
