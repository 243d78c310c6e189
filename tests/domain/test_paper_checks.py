"""What a sheet, a table and a postal box say of their papers is checked by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scenarios as sc
import two_tables
from countroom.domain import commands as do
from countroom.domain.checks import (
    check_contest,
    check_count_sheet,
    check_declaration,
    stopping,
    unanswered,
)
from countroom.domain.election import BallotBox, Contest, MiniCount, Party
from countroom.domain.hall import PostalSession
from countroom.domain.identifiers import BoxId, FieldId, MiniCountId, PartyId, SheetId
from countroom.domain.numbering import printed_number
from countroom.domain.refusals import refuse
from countroom.domain.sheets import (
    OF_PAPERS,
    REJECTED_IN_PART,
    Sheet,
    SheetKind,
    fields_of,
)
from countroom.rules import load_rule_sets
from countroom.texts import Texts, say_sentence
from piles import Pile, figures_on, part_for, piles
from strategies import wards
from two_tables import A, B

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.checks import Finding

RULES = load_rule_sets()[sc.RULES]
KINDS: tuple[SheetKind, ...] = ("count", "summary", "block", "mixed", "adjudication")
SLATES = ("A", "A", "B", "B", "C")


def old_town(*, keeps: bool = False) -> Contest:
    """Old Town with two slates of two candidates and one candidate alone."""
    contest = replace(sc.three_seats(), keeps_unused_votes=keeps)
    parties = [Party(PartyId(f"PP{name}"), f"Party {name}", name) for name in SLATES]
    standing = zip(contest.candidates, parties, strict=True)
    return replace(contest, candidates=tuple(replace(c, party=party) for c, party in standing))


def sheet_of(kind: SheetKind, contest: Contest) -> Sheet:
    return Sheet(SheetId("002-09"), contest.id, kind, None, fields_of(kind, contest, RULES))


def check(
    kind: SheetKind, contest: Contest, lines: Mapping[str, int], *, blank: tuple[str, ...] = ()
) -> list[tuple[str, Mapping[str, int], tuple[FieldId, ...]]]:
    """Check a sheet whose lines are 0 but for these, and for those still blank."""
    sheet = sheet_of(kind, contest)
    assert set(lines) | set(blank) <= set(sheet.fields)
    figures = {line: lines.get(line, 0) for line in sheet.fields if line not in blank}
    found = check_count_sheet(contest, sheet, figures)
    assert all(f.sheet == sheet.id for f in found)
    return [(f.code, dict(f.numbers), f.fields) for f in found]


def codes(found: list[tuple[str, Mapping[str, int], tuple[FieldId, ...]]]) -> list[str]:
    return [code for code, *_ in found]


ABBOTT, BARKER = "candidate:zadie-abbott", "candidate:yusuf-barker"
CARTER = "candidate:wendy-carter"


# --- the sheet by itself, while it is keyed --------------------------------------------------


@given(wards().flatmap(lambda ward: st.tuples(st.just(ward), piles(ward))), st.data())
def test_a_true_sheet_of_any_kind_is_silent_down_to_its_last_line(
    case: tuple[Contest, Pile], data: st.DataObject
) -> None:
    contest, pile = case
    kind = data.draw(st.sampled_from(KINDS))
    sheet = sheet_of(kind, contest)
    figures = figures_on(contest, sheet, part_for(kind, pile))
    for lines in range(len(sheet.fields) + 1):
        keyed = {line: figures[line] for line in sheet.fields[:lines]}
        assert check_count_sheet(contest, sheet, keyed) == ()


@pytest.mark.parametrize("kind", ["count", "mixed", "summary"])
def test_a_sheets_own_papers_bound_its_votes(kind: SheetKind) -> None:
    contest = old_town()
    assert codes(check(kind, contest, {"papers": 10, ABBOTT: 11})) == ["V04"]
    full = {ABBOTT: 10, BARKER: 10, CARTER: 10}
    assert codes(check(kind, contest, {"papers": 10, **full})) == []
    over = {**full, "candidate:vivek-dawson": 1}
    assert codes(check(kind, contest, {"papers": 10, **over})) == ["V07"]
    assert codes(check(kind, contest, {"papers": 10, ABBOTT: 9})) == ["V08"]


def test_bundles_do_not_widen_the_ceiling_of_the_mixed_papers_below_them() -> None:
    contest, ellis = old_town(), "candidate:una-ellis"
    lines = {"bundle_size:A": 25, "bundles:A": 4, "odd:A": 3, "papers": 10}
    assert codes(check("summary", contest, {**lines, ellis: 10})) == []
    assert codes(check("summary", contest, {**lines, ellis: 11})) == ["V04"]


def test_votes_that_are_still_to_be_keyed_are_not_missed() -> None:
    contest, last = old_town(), ("candidate:una-ellis",)
    assert check("mixed", contest, {"papers": 10, ABBOTT: 9}, blank=last) == []
    assert codes(check("mixed", contest, {"papers": 10, ABBOTT: 11}, blank=last)) == ["V04"]
    assert check("mixed", contest, {ABBOTT: 11}, blank=("papers",)) == []


def test_unused_votes_are_held_to_every_sheet_that_keeps_them() -> None:
    contest, votes = old_town(keeps=True), {ABBOTT: 10, BARKER: 10}
    for kind in ("count", "mixed", "summary"):
        assert codes(check(kind, contest, {"papers": 10, "unused_votes": 10, **votes})) == []
        assert codes(check(kind, contest, {"papers": 10, "unused_votes": 9, **votes})) == ["V12"]
    bundled = {"bundle_size:A": 25, "bundles:A": 4}
    full = check("summary", contest, {"papers": 10, "unused_votes": 10, **votes, **bundled})
    assert codes(full) == []
    blank = ("candidate:una-ellis",)
    assert check("mixed", contest, {"papers": 10, "unused_votes": 9, **votes}, blank=blank) == []
    over = check("mixed", contest, {"papers": 10, "unused_votes": 11, **votes}, blank=blank)
    assert codes(over) == ["V12"]


def test_bundles_without_a_size_are_stopped_and_named_for_their_slate() -> None:
    lines = ("bundle_size:B", "bundles:B")
    for kind in ("block", "summary"):
        found = check(kind, old_town(), {"bundles:B": 12, "odd:B": 3})
        assert found == [("V25", {"bundles": 12}, lines)]
    sheet = sheet_of("block", old_town())
    (finding,) = check_count_sheet(old_town(), sheet, {FieldId(lines[0]): 0, FieldId(lines[1]): 12})
    assert finding.names == ("Party B",)


def test_a_part_bundle_alone_and_a_size_still_blank_are_no_bundles_without_a_size() -> None:
    assert check("block", old_town(), {"odd:B": 3}) == []
    assert check("block", old_town(), {"bundles:B": 12}, blank=("bundle_size:B",)) == []


def test_bundles_of_one_candidate_are_named_for_the_candidate() -> None:
    sheet = sheet_of("block", sc.one_seat())
    figures = {FieldId("bundle_size:wendy-carter"): 0, FieldId("bundles:wendy-carter"): 1}
    (finding,) = check_count_sheet(sc.one_seat(), sheet, figures)
    assert finding.names == ("Wendy Carter",)


def test_doubtful_papers_are_those_rejected_and_those_allowed() -> None:
    judged = {"rejected:too_many_votes": 3, "rejected:identifying_mark": 1, "allowed": 2}
    assert check("adjudication", old_town(), {"doubtful": 6, **judged}) == []
    for doubtful in (5, 7):
        ((code, numbers, lines),) = check(
            "adjudication", old_town(), {"doubtful": doubtful, **judged}
        )
        assert (code, numbers) == (
            "V26",
            {"doubtful": doubtful, "rejected": 4, "allowed": 2, "in_part": 0},
        )
        assert lines == (
            "doubtful",
            *(f"rejected:{head}" for head in RULES.heads),
            "allowed",
        )


def test_papers_rejected_in_part_are_among_those_allowed() -> None:
    assert (
        check("adjudication", old_town(), {"doubtful": 2, "allowed": 2, "rejected_in_part": 2})
        == []
    )
    ((code, _, lines),) = check(
        "adjudication", old_town(), {"doubtful": 2, "allowed": 2, "rejected_in_part": 3}
    )
    assert (code, lines) == ("V26", ("allowed", "rejected_in_part"))
    (both,) = check(
        "adjudication", old_town(), {"doubtful": 3, "allowed": 2, "rejected_in_part": 3}
    )
    assert both[2][-2:] == ("allowed", "rejected_in_part")
    assert len(set(both[2])) == len(both[2])


def test_an_agent_objects_to_no_more_rejections_than_there_are() -> None:
    """In part too: each agent is held to them alone, since several may object to one paper."""
    agents = [line for line in sheet_of("adjudication", old_town()).fields if "objected" in line]
    one, other = agents[:2]
    judged = {"doubtful": 5, "rejected:too_many_votes": 3, "allowed": 2, "rejected_in_part": 1}
    assert check("adjudication", old_town(), {**judged, one: 4, other: 4}) == []
    ((code, numbers, lines),) = check("adjudication", old_town(), {**judged, one: 4, other: 5})
    assert (code, numbers, lines) == ("V28", {"objected": 5, "rejected": 4}, (other,))
    blank = ("rejected_in_part",)
    assert check("adjudication", old_town(), {**judged, one: 9}, blank=blank) == []
    assert check("count", old_town(), {"papers": 0}) == []


def test_a_station_is_held_to_its_register_and_a_reason_answers_it() -> None:
    hall, post = sc.one_seat().boxes

    def ward(electorate: int | None) -> Contest:
        return replace(sc.one_seat(), boxes=(replace(hall, electorate=electorate), post))

    for electorate, expected in ((699, ["W08"]), (700, []), (None, [])):
        night = sc.Night().set_up(ward(electorate)).verify(sc.ONE)
        found = check_contest(night.count, night[sc.ONE])
        assert [one.code for one in found if one.code == "W08"] == expected
    night = sc.Night().set_up(ward(1))
    assert [f for f in check_contest(night.count, night[sc.ONE]) if f.code == "W08"] == []
    night.verify(sc.ONE).count_votes(sc.ONE)
    reach = do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE)
    assert night.ask(reach) == refuse("warning_unanswered", code="W08", contest=sc.ONE)
    night.let_stand(sc.ONE, "W08").play(reach)


def test_an_adjudication_sheet_is_held_to_what_is_keyed_so_far() -> None:
    rest, over = ("allowed", "rejected_in_part"), {"rejected:too_many_votes": 7}
    assert check("adjudication", old_town(), {"doubtful": 6}, blank=rest) == []
    assert codes(check("adjudication", old_town(), {"doubtful": 6, **over}, blank=rest)) == ["V26"]
    assert check("adjudication", old_town(), {"allowed": 1}, blank=("doubtful",)) == []
    assert check("adjudication", old_town(), {"doubtful": 0}, blank=("allowed",)) == []
    in_part = {"doubtful": 5, "rejected_in_part": 3}
    assert check("adjudication", old_town(), in_part, blank=("allowed",)) == []


# --- the contest ----------------------------------------------------------------------------


def found_at(night: sc.Night) -> list[tuple[str, tuple[str, ...], dict[str, int]]]:
    return two_tables.named(stopping(check_contest(night.count, night[sc.SPLIT])))


def test_two_tables_that_account_for_what_they_got_are_silent() -> None:
    night = two_tables.issue(two_tables.verified(), 600, 400)
    assert found_at(two_tables.count(night, (300, 200, 100), (200, 100, 100))) == []


def test_papers_that_came_to_no_table_silence_their_consequence() -> None:
    night = two_tables.issue(two_tables.verified(), 600, 300)
    found = found_at(two_tables.count(night, (300, 200, 100), (100, 100, 100)))
    papers = {"issued": 900, "verified": 1_000, "difference": -100}
    assert found[0] == ("V23", (), papers)
    assert [code for code, *_ in found] == ["V23", "V06"]


def test_a_table_that_lost_papers_is_named_and_silences_the_contest() -> None:
    night = two_tables.issue(two_tables.verified(), 600, 400)
    found = found_at(two_tables.count(night, (300, 200, 100), (200, 100, 50)))
    papers = {"accounted": 350, "issued": 400, "difference": -50}
    assert found[0] == ("V24", ("Table 2",), papers)
    assert [code for code, *_ in found] == ["V24", "V06"]


def test_papers_counted_at_the_wrong_table_are_found_though_the_contest_adds_up() -> None:
    night = two_tables.issue(two_tables.verified(), 600, 400)
    found = found_at(two_tables.count(night, (300, 200, 110), (200, 100, 90)))
    assert [(code, names) for code, names, _ in found] == [
        ("V24", ("Table 1",)),
        ("V24", ("Table 2",)),
    ]


def test_a_table_that_got_no_parcel_and_counted_papers_is_named() -> None:
    night = two_tables.issue(two_tables.verified(), 600)
    found = found_at(two_tables.count(night, (300, 200, 100), (200, 100, 100)))
    assert [(code, names) for code, names, _ in found] == [("V23", ()), ("V24", ("Table 2",))]


def test_without_any_parcel_the_contests_own_conservation_still_speaks() -> None:
    """Else a reason for parcels not written down would cover papers that are missing."""
    night = two_tables.count(two_tables.verified(), (300, 200, 100), (200, 100, 50))
    assert [code for code, *_ in found_at(night)] == ["V23", "V06", "V11"]
    night = two_tables.count(two_tables.verified(), (300, 200, 100), (200, 100, 100))
    assert [code for code, *_ in found_at(night)] == ["V23"]


def test_one_table_with_parcels_is_held_to_them_and_one_without_to_what_was_verified() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    assert stopping(check_contest(night.count, night[sc.ONE])) == ()
    night.play(do.IssuePapers(sc.SUPERVISOR, sc.ONE, A, 900))
    assert two_tables.named(stopping(check_contest(night.count, night[sc.ONE]))) == [
        ("V23", (), {"issued": 900, "verified": 1_000, "difference": -100}),
        ("V24", ("A",), {"accounted": 1_000, "issued": 900, "difference": 100}),
    ]
    night.play(do.IssuePapers(sc.SUPERVISOR, sc.ONE, A, 100))
    assert stopping(check_contest(night.count, night[sc.ONE])) == ()


def test_a_table_without_a_name_of_its_own_is_named_by_its_letter() -> None:
    night = two_tables.verified()
    night.play(
        do.AddMiniCount(
            sc.SUPERVISOR,
            sc.SPLIT,
            replace(night[sc.SPLIT].contest.mini_counts[0], id=MiniCountId("C"), table=""),
            "a table more",
        )
    )
    two_tables.issue(night, 500, 400, 100)
    (sheet,) = two_tables.sheets(night[sc.SPLIT], MiniCountId("C"))
    night.key(sheet, sc.count_sheet(night[sc.SPLIT].contest, (90, 0, 0), papers=90))
    found = found_at(two_tables.count(night, (500, 0, 0), (400, 0, 0)))
    assert [names for code, names, _ in found if code == "V24"] == [("C",)]


def test_a_settled_sheet_that_cannot_be_holds_the_result_back() -> None:
    night = two_tables.issue(two_tables.verified("every_sheet"), 600, 400)
    (block,) = two_tables.sheets(night[sc.SPLIT], A, "block")
    fields = night[sc.SPLIT].sheets[block].sheet.fields
    figures = dict.fromkeys(fields, 0) | {FieldId("bundles:zadie-abbott"): 24}
    night.key(block, figures)
    findings = check_contest(night.count, night[sc.SPLIT])
    assert [(f.code, f.sheet) for f in findings][:1] == [("V25", block)]
    for table in (A, B):
        for sheet in two_tables.sheets(night[sc.SPLIT], table):
            if sheet != block:
                night.key(sheet, dict.fromkeys(night[sc.SPLIT].sheets[sheet].sheet.fields, 0))
    reach = do.ReachProvisionalResult(sc.SUPERVISOR, sc.SPLIT)
    assert night.ask(reach) == refuse("finding_stands", code="V25", contest=sc.SPLIT)


def summed_up(mixed: Mapping[str, int]) -> tuple[sc.Night, SheetId]:
    """Settle a table's summary: 200 papers in bundles, some mixed ones, nothing rejected."""
    contest = old_town()
    boxes = (*contest.boxes, BallotBox(BoxId("hall"), "station", "Hall"))
    table = MiniCount(A, "Table 1", tuple(box.id for box in boxes), "team_summary")
    night = sc.Night().set_up(replace(contest, boxes=boxes, mini_counts=(table,)))
    night.verify(sc.THREE, 200, mixed["papers"])
    summary, doubtful = (s.sheet for s in night[sc.THREE].sheets_of(OF_PAPERS))
    bundles = {"bundle_size:A": 25, "bundles:A": 4, "bundle_size:B": 25, "bundles:B": 4}
    keyed = {FieldId(line): n for line, n in (*bundles.items(), *mixed.items())}
    night.key(summary.id, dict.fromkeys(summary.fields, 0) | keyed)
    night.key(doubtful.id, dict.fromkeys(doubtful.fields, 0))
    return night, summary.id


@pytest.mark.parametrize(
    ("mixed", "code"),
    [
        ({"papers": 10, "candidate:una-ellis": 11}, "V04"),
        ({"papers": 10, ABBOTT: 10, BARKER: 10, CARTER: 10, "candidate:una-ellis": 1}, "V07"),
    ],
)
def test_mixed_papers_of_a_settled_summary_are_bounded_though_its_bundles_hide_it(
    mixed: Mapping[str, int], code: str
) -> None:
    night, summary = summed_up(mixed)
    found = stopping(check_contest(night.count, night[sc.THREE]))
    assert [(f.code, f.sheet) for f in found] == [(code, summary)]
    reach = do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE)
    assert night.ask(reach) == refuse("finding_stands", code=code, contest=sc.THREE)
    said = say_sentence(Texts(), found[0])
    assert said.startswith(f"on sheet {printed_number(summary)}, ")


def test_a_summary_that_its_papers_can_hold_is_silent() -> None:
    night, _ = summed_up({"papers": 10, ABBOTT: 10, BARKER: 10, CARTER: 10})
    assert stopping(check_contest(night.count, night[sc.THREE])) == ()


def test_what_one_table_cannot_have_is_found_though_the_tables_together_can() -> None:
    night = two_tables.issue(two_tables.verified(), 600, 400)
    first, second = (two_tables.sheets(night[sc.SPLIT], table)[0] for table in (A, B))
    contest = night[sc.SPLIT].contest
    night.key(first, sc.count_sheet(contest, (300, 200, 101), papers=600))
    early = check_contest(night.count, night[sc.SPLIT])[0]
    assert (early.code, early.sheet) == ("V05", first)
    night.key(second, sc.count_sheet(contest, (200, 100, 99), papers=400))
    (finding,) = stopping(check_contest(night.count, night[sc.SPLIT]))
    assert (finding.code, finding.sheet) == ("V05", first)


def test_what_cannot_be_on_a_sheet_is_not_said_of_the_contest_again() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE, (997, 310, 166))
    found = stopping(check_contest(night.count, night[sc.ONE]))
    assert [(f.code, f.sheet) for f in found] == [
        ("V04", night.sheet(sc.ONE)),
        ("V05", night.sheet(sc.ONE)),
    ]


def test_papers_rejected_in_part_may_lie_on_another_sheet_of_their_table() -> None:
    """A table that went over to totals names them on its last sheet, whose papers may be none."""
    night, _ = summed_up({"papers": 10, ABBOTT: 10})
    night.play(do.AddSheet(sc.SUPERVISOR, sc.THREE, "count", None, A, "the batch came late"))
    (rest,) = (s.sheet for s in night[sc.THREE].papers_out)
    night.key(rest.id, dict.fromkeys(rest.fields, 0) | {REJECTED_IN_PART: 1})
    assert stopping(check_contest(night.count, night[sc.THREE])) == ()


def test_a_difference_at_the_tables_is_held_against_bundles_and_boxes() -> None:
    night = two_tables.issue(two_tables.verified(), 600, 400)
    two_tables.count(night, (300, 200, 100), (200, 100, 50))
    findings = check_contest(night.count, night[sc.SPLIT])
    assert [f.names for f in findings if f.code == "N03"] == [("V24", "V06")]


# --- the postal ledger ------------------------------------------------------------------------


def ledger_findings(night: sc.Night) -> list[Finding]:
    return [f for f in check_contest(night.count, night[sc.ONE]) if f.code == "V27"]


def test_a_postal_account_is_held_to_the_openings_once_the_ledger_is_closed() -> None:
    night = sc.Night().set_up(sc.one_seat()).arrive(sc.ONE)
    _, postal = night.accounts(sc.ONE)
    assert ledger_findings(night) == []
    night.key(postal, sc.account(300, kind="postal"))
    assert ledger_findings(night) == []
    night.play(do.ReopenPostal(sc.SUPERVISOR, sc.ONE, "a packet lay under the table"))
    late = PostalSession(5, 4, {"no_signature": 1}, sc.one_seat().boxes[1].id, 4)
    night.play(do.HoldPostalSession(sc.SUPERVISOR, sc.ONE, late))
    assert ledger_findings(night) == []
    night.play(do.ClosePostal(sc.SUPERVISOR, sc.ONE))
    (finding,) = ledger_findings(night)
    assert (finding.names, finding.sheet, finding.fields) == (("Postal",), postal, ("expected",))
    assert finding.numbers == {"account": 300, "ledger": 304}


def test_an_officer_may_say_why_ledger_and_account_differ() -> None:
    night = sc.Night().set_up(sc.one_seat()).arrive(sc.ONE)
    hall, postal = night.accounts(sc.ONE)
    night.key(hall, sc.account(700)).key(
        postal, {FieldId("expected"): 299, FieldId("counted"): 299}
    )
    night.play(do.SignVerification(sc.OFFICER, sc.ONE, {}))
    night.count_votes(sc.ONE, (519, 310, 166))
    reach = do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE)
    assert night.ask(reach) == refuse("warning_unanswered", code="V27", contest=sc.ONE)
    night.let_stand(sc.ONE, "V27").play(reach)


def test_each_table_that_is_short_needs_its_own_reason() -> None:
    """Two tables each one paper short of 500: the reason for one is none for the other."""
    night = two_tables.issue(two_tables.verified(), 500, 500)
    two_tables.count(night, (300, 149, 50), (300, 149, 50))
    for left in (2, 1, 0):
        state = night[sc.SPLIT]
        waiting = unanswered(state, check_contest(night.count, state))
        assert [f.code for f in waiting if f.code == "V24"] == ["V24"] * left
        if left:
            night.let_stand(sc.SPLIT, "V24")


def test_what_a_reader_of_the_declaration_finds_alone_is_listed_in_it() -> None:
    """The feed sees no tables: to it the same papers are V11."""
    night = two_tables.issue(two_tables.verified(), 500, 500)
    two_tables.count(night, (300, 149, 50), (300, 150, 50)).let_stand(sc.SPLIT, "V24")
    for finding in unanswered(night[sc.SPLIT], check_contest(night.count, night[sc.SPLIT])):
        night.let_stand(sc.SPLIT, finding.code)
    night.consult(sc.SPLIT).search(sc.SPLIT)
    night.play(do.ClearResult(sc.OFFICER, sc.SPLIT, sc.OTHER_OFFICER, "searched"))
    cleared = night[sc.SPLIT].cleared
    assert cleared is not None
    declaration = cleared.event.declaration
    alone = stopping(check_declaration("plurality", night[sc.SPLIT].contest, declaration))
    assert {f.code for f in alone} <= set(declaration.findings)
    assert {"V11", "V24"} <= set(declaration.findings)
