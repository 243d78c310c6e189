"""Every coded check fires on a wrong case and keeps silent on the right one nearest to it."""

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
    SEVERITY,
    check_account,
    check_contest,
    check_count,
    check_count_sheet,
    check_declaration,
    check_list_votes,
    check_region,
    check_second_count,
    check_stage,
    check_supplementary_first,
    stopping,
    unanswered,
)
from countroom.domain.checks.identities import identities
from countroom.domain.checks.likely import likelihoods, same_surnames, similar_surnames
from countroom.domain.checks.papers import out_and_back, postal_boxes
from countroom.domain.checks.round_differences import Difference, round_differences
from countroom.domain.checks.swapped import swapped_at_a_table, swapped_since_last_time
from countroom.domain.declaration import Totals
from countroom.domain.election import Party, PreviousResult
from countroom.domain.hall import PostalSession
from countroom.domain.identifiers import CandidateId, FieldId, PartyId, SheetId, SlateId
from countroom.domain.sheets import DOUBTFUL, Sheet, SheetKind, bundle_lines, fields_of, sheets_for
from countroom.rules import load_rule_sets
from countroom.texts import Texts, say_finding
from strategies import contests, true_totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from countroom.domain.checks import Finding
    from countroom.domain.election import Contest

ONE, THREE = sc.one_seat(), sc.three_seats()
TWO = replace(THREE, seats=2)
HEADS = load_rule_sets()[sc.RULES].heads
LIKELY = load_rule_sets()[sc.RULES].likely


def totals(
    contest: Contest,
    votes: Sequence[int],
    *,
    verified: int,
    rejected: int = 0,
    papers: int | None = None,
    in_part: int = 0,
) -> Totals:
    """Put totals together by hand; the papers on sheets are those not rejected."""
    return Totals(
        verified,
        verified - rejected if papers is None else papers,
        {c.id: n for c, n in zip(contest.candidates, votes, strict=True)},
        {**dict.fromkeys(HEADS, 0), HEADS[0]: rejected},
        in_part,
        0,
    )


def of_totals(contest: Contest, figures: Totals) -> tuple[Finding, ...]:
    return (*identities(contest, figures), *likelihoods(contest, figures, LIKELY))


def of_one(*votes: int, verified: int = 1_000, rejected: int = 4) -> tuple[Finding, ...]:
    return of_totals(ONE, totals(ONE, votes, verified=verified, rejected=rejected))


def of_three(*votes: int, in_part: int = 0, verified: int = 100) -> tuple[Finding, ...]:
    return of_totals(THREE, totals(THREE, votes, verified=verified, in_part=in_part))


def of_two(*votes: int) -> tuple[Finding, ...]:
    return of_totals(TWO, totals(TWO, votes, verified=1_000))


def with_electors(electorate: int, verified: int) -> tuple[Finding, ...]:
    contest = replace(ONE, electorate=electorate)
    return of_totals(contest, totals(contest, (verified, 0, 0), verified=verified))


def with_unused_votes(unused: int) -> tuple[Finding, ...]:
    contest = replace(THREE, keeps_unused_votes=True)
    figures = totals(contest, (100, 90, 10, 0, 0), verified=100)
    return of_totals(contest, replace(figures, unused_votes=unused))


def with_surnames(*surnames: str) -> tuple[Finding, ...]:
    named = [
        replace(candidate, surname=surname, name=f"{candidate.name.split()[0]} {surname}")
        for candidate, surname in zip(ONE.candidates, surnames, strict=True)
    ]
    contest = replace(ONE, candidates=tuple(named))
    return (*same_surnames(contest), *similar_surnames(contest))


def with_slates(*votes: int, groups: str = "A B A B C") -> tuple[Finding, ...]:
    """Check votes of a ward of three seats whose candidates stand for parties by these letters."""
    standing = tuple(
        replace(one, party=Party(PartyId(f"PP{group}"), f"Party {group}", group))
        for one, group in zip(THREE.candidates, groups.split(), strict=True)
    )
    contest = replace(THREE, candidates=standing)
    return tuple(likelihoods(contest, totals(contest, votes, verified=0), LIKELY))


def with_difference(amount: int) -> tuple[Finding, ...]:
    sheets, boxes = {SheetId("001-03"): 640, SheetId("001-04"): 356}, [("Mill Lane Hall", 720)]
    return tuple(round_differences(ONE.id, [Difference("V11", amount)], sheets, boxes))


def with_votes_and_papers(votes: int, papers: int) -> tuple[Finding, ...]:
    """Check Mill Lane, of whose 1,000 papers 4 are rejected, with other sums on its count sheet."""
    night = sc.Night().set_up(ONE).verify(sc.ONE)
    night.count_votes(sc.ONE, (votes, 0, 0), papers=papers)
    return check_contest(night.count, night[sc.ONE])


def with_statement(signed: int) -> tuple[Finding, ...]:
    night = sc.Night().set_up(ONE).verify(sc.ONE).count_votes(sc.ONE)
    state = night[sc.ONE]
    assert state.verification is not None
    boxes = dict(state.verification.boxes)
    boxes[ONE.boxes[0].id] += signed - 1_000
    forged = replace(state, verification=replace(state.verification, boxes=boxes))
    return check_contest(night.count, forged)


def with_postal_issued(issued: int) -> tuple[Finding, ...]:
    contest = replace(ONE, postal_issued=issued)
    night = sc.Night().set_up(contest).verify(sc.ONE).count_votes(sc.ONE)
    return check_contest(night.count, night[sc.ONE])


def with_station_of(electorate: int) -> tuple[Finding, ...]:
    hall, post = ONE.boxes
    contest = replace(ONE, boxes=(replace(hall, electorate=electorate), post))
    night = sc.Night().set_up(contest).verify(sc.ONE).count_votes(sc.ONE)
    return check_contest(night.count, night[sc.ONE])


def with_sheets_entered(entries: int) -> tuple[Finding, ...]:
    night = sc.Night().set_up(ONE).verify(sc.ONE)
    sheet, paper = night.sheet(sc.ONE), night.paper(sc.ONE)
    keyers = (sc.KEYER, sc.OTHER_KEYER)
    for i in range(entries):
        night.play(do.EnterSheet(keyers[i], sheet, 1 if i == 0 else 2, paper))
    return check_contest(night.count, night[sc.ONE])


def with_boxes_in(boxes: int) -> tuple[Finding, ...]:
    night = sc.Night().set_up(ONE)
    for sheet, kind in list(zip(night.accounts(sc.ONE), ("station", "postal"), strict=True))[
        :boxes
    ]:
        night.key(sheet, sc.account(500, kind=kind))
    return tuple(f for f in check_contest(night.count, night[sc.ONE]) if f.code != "V14")


def with_the_other_poll(*, verified: bool) -> tuple[Finding, ...]:
    night = sc.Night().set_up(ONE, THREE, sc.without_poll(), combined=True)
    night.verify(sc.ONE).count_votes(sc.ONE)
    if verified:
        night.verify(sc.THREE)
    return check_contest(night.count, night[sc.ONE])


def with_account(unused: int) -> tuple[Finding, ...]:
    sheet, *_ = sheets_for(ONE, load_rule_sets()[sc.RULES], 1)
    return check_account(ONE, sheet, sc.account(0) | {FieldId("unused"): unused})


def with_parcels(*issued: int) -> tuple[Finding, ...]:
    """Issue 1,000 papers to two tables, which account for 600 and 400 of them."""
    night = two_tables.issue(two_tables.verified(), *issued)
    two_tables.count(night, (600, 0, 0), (issued[1], 0, 0))
    return out_and_back(night[sc.SPLIT], ())


def with_line(kind: SheetKind, line: FieldId, figure: int) -> tuple[Finding, ...]:
    """Change one line of a sheet of 2 bundles of 25, or of 3 rejected and 2 allowed papers."""
    fields = fields_of(kind, ONE, load_rule_sets()[sc.RULES])
    size, bundles, _ = bundle_lines(SlateId(sc.ABBOTT))
    right = {size: 25, bundles: 2, DOUBTFUL: 5, FieldId("allowed"): 2, REJECTED: 3}
    figures = dict.fromkeys(fields, 0) | right | {line: figure}
    sheet = Sheet(SheetId("001-04"), sc.ONE, kind, None, fields)
    return check_count_sheet(ONE, sheet, {one: figures[one] for one in fields})


def with_session_of(papers: int) -> tuple[Finding, ...]:
    """Close a ledger that put so many papers into the postal box, whose account expects 300."""
    night = sc.Night().set_up(ONE).arrive(sc.ONE)
    night.play(do.ReopenPostal(sc.SUPERVISOR, sc.ONE, "one envelope more"))
    more = PostalSession(papers, papers, {}, ONE.boxes[1].id, papers)
    night.play(do.HoldPostalSession(sc.SUPERVISOR, sc.ONE, more))
    night.play(do.ClosePostal(sc.SUPERVISOR, sc.ONE))
    night.key(night.accounts(sc.ONE)[1], sc.account(300, kind="postal"))
    return tuple(postal_boxes(night[sc.ONE]))


def since_last_time(*votes: int) -> tuple[Finding, ...]:
    before = PreviousResult("2020-05-07", {}, {"CON": 800, "LAB": 300, "LD": 200}, True, "", "")
    contest = replace(ONE, previous=before)
    return tuple(swapped_since_last_time(contest, totals(contest, votes, verified=sum(votes))))


def at_the_first_table(*votes: int) -> tuple[Finding, ...]:
    night = two_tables.count(two_tables.verified(), votes, (90, 400, 100))
    return tuple(swapped_at_a_table(night[sc.SPLIT]))


def with_elected(*elected: CandidateId) -> tuple[Finding, ...]:
    cleared = sc.declared(sc.Night())[sc.ONE].cleared
    assert cleared is not None
    return check_declaration("plurality", ONE, replace(cleared.event.declaration, elected=elected))


A_LINE, REJECTED = FieldId("candidate:zadie-abbott"), FieldId("rejected:too_many_votes")
OBJECTED = FieldId("objected:zadie-abbott")
BUNDLE_SIZE = FieldId("bundle_size:zadie-abbott")

CASES: dict[str, tuple[Callable[[], Iterable[Finding]], Callable[[], Iterable[Finding]]]] = {
    "V01": (lambda: with_statement(1_001), lambda: with_statement(1_000)),
    "V02": (
        lambda: of_one(0, 0, 0, verified=1_000, rejected=1_001),
        lambda: of_one(0, 0, 0, verified=100, rejected=100),
    ),
    "V03": (
        lambda: of_three(60, 50, 40, 30, 20, in_part=101),
        lambda: of_three(60, 50, 40, 30, 20, in_part=100),
    ),
    "V04": (lambda: of_three(101, 50, 40, 0, 0), lambda: of_three(100, 50, 40, 0, 0)),
    "V05": (lambda: of_one(597, 300, 100), lambda: of_one(596, 300, 100)),
    "V06": (lambda: of_one(595, 300, 100), lambda: of_one(596, 300, 100)),
    "V07": (lambda: of_three(100, 100, 99, 1, 1), lambda: of_three(100, 100, 99, 1, 0)),
    "V08": (lambda: of_three(50, 40, 9, 0, 0), lambda: of_three(50, 40, 10, 0, 0)),
    "V09": (lambda: with_electors(150, 151), lambda: with_electors(150, 150)),
    "V10": (lambda: with_postal_issued(299), lambda: with_postal_issued(300)),
    "V11": (
        lambda: of_totals(ONE, totals(ONE, (60, 30, 8), verified=100, rejected=2, papers=97)),
        lambda: of_totals(ONE, totals(ONE, (60, 30, 8), verified=100, rejected=2, papers=98)),
    ),
    "V12": (lambda: with_unused_votes(99), lambda: with_unused_votes(100)),
    "V13": (lambda: with_elected(sc.BARKER), lambda: with_elected(sc.ABBOTT)),
    "V14": (lambda: with_sheets_entered(1), lambda: with_sheets_entered(2)),
    "V15": (lambda: with_boxes_in(1), lambda: with_boxes_in(2)),
    "V16": (
        lambda: with_the_other_poll(verified=False),
        lambda: with_the_other_poll(verified=True),
    ),
    "V17": (
        lambda: check_supplementary_first(sc.ONE, (500, 300), 10, 811),
        lambda: check_supplementary_first(sc.ONE, (500, 300), 10, 810),
    ),
    "V18": (
        lambda: check_second_count(sc.ONE, 100, 40, 9, 150),
        lambda: check_second_count(sc.ONE, 100, 40, 10, 150),
    ),
    "V19": (
        lambda: check_stage(sc.ONE, (500, 300), 1, 800),
        lambda: check_stage(sc.ONE, (500, 299), 1, 800),
    ),
    "V20": (
        lambda: check_list_votes(sc.ONE, (500, 300), 4, 805),
        lambda: check_list_votes(sc.ONE, (500, 300), 5, 805),
    ),
    "V21": (lambda: with_account(52), lambda: with_account(51)),
    "V22": (
        lambda: check_region(sc.ONE, (100, 200, 300), 601),
        lambda: check_region(sc.ONE, (100, 200, 300), 600),
    ),
    "V23": (lambda: with_parcels(600, 399), lambda: with_parcels(600, 400)),
    "V24": (lambda: with_parcels(601, 399), lambda: with_parcels(600, 400)),
    "V25": (
        lambda: with_line("block", BUNDLE_SIZE, 0),
        lambda: with_line("block", BUNDLE_SIZE, 1),
    ),
    "V26": (
        lambda: with_line("adjudication", DOUBTFUL, 6),
        lambda: with_line("adjudication", DOUBTFUL, 5),
    ),
    "V27": (lambda: with_session_of(1), lambda: with_session_of(0)),
    "V28": (
        lambda: with_line("adjudication", OBJECTED, 4),
        lambda: with_line("adjudication", OBJECTED, 3),
    ),
    "W01": (lambda: of_two(900, 300, 150, 25, 24), lambda: of_two(900, 300, 150, 25, 25)),
    "W02": (lambda: of_one(600, 386, 0, rejected=14), lambda: of_one(600, 387, 0, rejected=13)),
    "W03": (lambda: with_electors(10_001, 1_000), lambda: with_electors(10_000, 1_000)),
    "W04": (lambda: with_slates(800, 300, 199, 290, 0), lambda: with_slates(800, 300, 200, 290, 0)),
    "W05": (
        lambda: with_slates(1_101, 1_101, 1_000, 1_000, 0),
        lambda: with_slates(1_100, 1_100, 1_000, 1_000, 0),
    ),
    "W06": (
        lambda: with_slates(800, 780, 400, 380, 0),
        lambda: with_slates(800, 530, 700, 400, 0),
    ),
    "W07": (lambda: since_last_time(270, 800, 230), lambda: since_last_time(269, 800, 231)),
    "W08": (lambda: with_station_of(699), lambda: with_station_of(700)),
    "N01": (
        lambda: with_surnames("Carlyle", "Taylor", "CARLYLE"),
        lambda: with_surnames("Carlyle", "Taylor", "Carlisle"),
    ),
    "N02": (
        lambda: with_surnames("Davies", "Taylor", "DAVIS"),
        lambda: with_surnames("Davies", "Taylor", "Dawson"),
    ),
    "N03": (lambda: with_difference(100), lambda: with_difference(101)),
    "N04": (lambda: with_difference(1_000), lambda: with_difference(999)),
    "N05": (lambda: with_difference(640), lambda: with_difference(639)),
    "N06": (lambda: with_difference(720), lambda: with_difference(721)),
    "N07": (
        lambda: at_the_first_table(400, 90, 100),
        lambda: at_the_first_table(100, 390, 100),
    ),
}


def codes(findings: Iterable[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def test_every_code_has_a_case_here() -> None:
    assert set(CASES) == set(SEVERITY)


@pytest.mark.parametrize("code", CASES)
def test_a_check_fires_alone_on_its_wrong_case(code: str) -> None:
    wrong, _ = CASES[code]
    assert codes(wrong()) == {code}


@pytest.mark.parametrize("code", CASES)
def test_a_check_is_silent_on_the_right_case_one_step_away(code: str) -> None:
    _, right = CASES[code]
    assert codes(right()) == set()


@pytest.mark.parametrize("code", CASES)
def test_a_finding_is_spoken_with_its_real_numbers(code: str) -> None:
    texts = Texts()
    for finding in CASES[code][0]():
        sentence = say_finding(texts, ONE, finding)
        assert sentence.startswith("Mill Lane: ")
        assert sentence.endswith(f"({code})")
        for number in finding.numbers.values():
            assert texts.figure(number) in sentence or number in (1, 3, -1)


@pytest.mark.parametrize("code", sorted(SEVERITY))
def test_the_letter_of_a_code_says_how_hard_it_is(code: str) -> None:
    hard = {"impossible", "not_reconciled"}
    allowed = {"V": hard, "W": {"warning"}, "N": {"notice"}}
    assert SEVERITY[code] in allowed[code[0]]


@given(contests().flatmap(lambda c: st.tuples(st.just(c), true_totals(c))))
def test_true_figures_never_stop_a_contest(case: tuple[Contest, Totals]) -> None:
    contest, figures = case
    roomy = replace(contest, electorate=3_000)
    assert not stopping(identities(roomy, figures))


@pytest.mark.parametrize("code", ["V17", "V18", "V19", "V20", "V22"])
def test_what_does_not_close_says_by_how_much_and_which_way(code: str) -> None:
    (finding,) = CASES[code][0]()
    numbers = finding.numbers
    assert numbers["difference"] == numbers["found"] - numbers["expected"]
    assert numbers["difference"] == (1 if code == "V19" else -1)


def test_a_candidate_without_a_figure_has_no_votes() -> None:
    nothing = totals(ONE, (0, 0, 0), verified=0)
    assert codes(of_totals(ONE, replace(nothing, votes={}))) == set()


def test_one_seat_takes_no_paper_rejected_in_part() -> None:
    figures = totals(ONE, (60, 30, 10), verified=100, in_part=1)
    assert codes(of_totals(ONE, figures)) == {"V03"}


def test_a_rejection_rate_or_turnout_of_few_papers_says_nothing() -> None:
    assert not of_one(100, 79, 0, verified=199, rejected=20)
    assert codes(of_one(100, 80, 0, verified=200, rejected=20)) == {"W02", "W03"}


def test_votes_a_paper_are_unusual_below_what_wards_of_that_size_show() -> None:
    three = totals(THREE, (850, 600, 300, 100, 99), verified=1_000)
    assert codes(of_totals(THREE, three)) == {"W01"}
    enough = totals(THREE, (850, 600, 300, 100, 100), verified=1_000)
    assert codes(of_totals(THREE, enough)) == set()


def test_votes_a_paper_say_nothing_with_more_seats_than_were_measured() -> None:
    four = replace(THREE, seats=4)
    assert codes(of_totals(four, totals(four, (800, 100, 50, 30, 20), verified=1_000))) == set()
    full = totals(four, (1_000, 1_000, 1_000, 999, 1), verified=1_000)
    assert codes(of_totals(four, full)) == set()


def test_a_law_without_thresholds_warns_of_nothing() -> None:
    figures = totals(ONE, (600, 300, 0), verified=1_000, rejected=100)
    assert codes(likelihoods(ONE, figures, LIKELY)) == {"W02"}
    assert not list(likelihoods(ONE, figures, ()))
    assert not list(likelihoods(ONE, figures, LIKELY[1:]))


def test_more_rejected_than_verified_asks_no_rates() -> None:
    figures = totals(ONE, (0, 0, 0), verified=1_000, rejected=1_001)
    assert not list(likelihoods(ONE, figures, LIKELY))


def test_turnout_is_unusual_above_60_percent_and_below_10_with_one_seat() -> None:
    assert codes(with_electors(2_000, 1_201)) == {"W03"}
    assert not with_electors(2_000, 1_200)
    assert not with_electors(2_000, 200)
    assert codes(with_electors(2_001, 200)) == {"W03"}


def test_a_slate_is_named_by_its_highest_and_lowest_with_their_lines() -> None:
    (finding,) = with_slates(800, 300, 199, 290, 0)
    assert finding.names == ("Zadie Abbott", "Wendy Carter")
    assert finding.fields == ("candidate:zadie-abbott", sc.CARTER_VOTES)
    assert finding.numbers == {"one": 800, "other": 199}


@pytest.mark.parametrize(
    ("votes", "groups"),
    [
        ((99, 90, 0, 90, 0), "A B A B C"),  # too few votes to say anything
        ((800, 300, 10, 290, 0), "IND B IND B C"),
        ((800, 300, 10, 290, 5), "A B C B D"),
    ],
)
def test_no_slate_is_made_of_few_votes_independents_or_parties_with_one_candidate(
    votes: tuple[int, ...], groups: str
) -> None:
    assert not with_slates(*votes, groups=groups)


def test_one_figure_for_two_of_a_party_is_no_suspicion_and_for_two_independents_is() -> None:
    assert not with_slates(1_200, 300, 1_200, 300, 0)
    assert codes(with_slates(1_200, 300, 1_200, 300, 0, groups="IND B IND B C")) == {"W05"}


def test_one_figure_is_no_suspicion_where_it_ties_for_the_last_seat() -> None:
    assert not with_slates(1_500, 1_400, 1_200, 1_200, 0)
    assert codes(with_slates(1_500, 1_200, 1_200, 1_100, 0)) == {"W05"}


def test_a_swap_is_looked_for_wherever_the_two_stand_and_silences_the_slates() -> None:
    (finding,) = with_slates(800, 780, 150, 140, 0)
    assert (finding.code, finding.names) == ("W06", ("Wendy Carter", "Yusuf Barker"))
    (finding,) = with_slates(800, 0, 790, 100, 90, groups="A C B B A")
    assert (finding.code, finding.numbers) == ("W06", {"one": 90, "other": 790})


def test_a_swap_is_named_only_where_it_mends_both_slates() -> None:
    for votes in ((800, 780, 150, 300, 0), (780, 800, 300, 150, 0)):
        assert codes(with_slates(*votes)) == {"W04"}


def test_a_swap_may_leave_one_slate_with_nothing() -> None:
    (finding,) = with_slates(100, 120, 0, 0, 0)
    assert (finding.code, finding.numbers) == ("W06", {"one": 0, "other": 120})


def test_two_slates_without_a_vote_are_even() -> None:
    assert not with_slates(0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Pennington", "Penlington", True),  # replaced
        ("Browne", "Brown", True),  # added at the end
        ("Rooks", "Brooks", True),  # and at the beginning
        ("Doran", "Dorgan", True),
        ("Khan", "Kahn", True),  # exchanged
        ("Kahna", "Khanb", False),
        ("Davies", "Dawson", False),
        ("Choudhury", "Chowdhry", True),  # two slips, both long
        ("Anderson", "Sandersen", True),
        ("Carlisle", "Carlyle", False),  # two slips, one short
        ("Atkinson", "Hutchinson", False),
        ("Ash", "Ashworth", False),
    ],
)
def test_surnames_are_similar_one_slip_apart_or_two_if_long(
    one: str, other: str, *, alike: bool
) -> None:
    found = with_surnames(one, "Quill", other)
    assert [finding.names for finding in found] == (
        [(f"Zadie {one}", f"Wendy {other}")] if alike else []
    )


@pytest.mark.parametrize("amount", [10, 20, 25, 50, 100])
def test_a_difference_of_any_bundle_is_noticed(amount: int) -> None:
    assert [(f.code, f.names) for f in with_difference(amount)] == [("N03", ("V11",))]
    assert not with_difference(amount + 1)


def test_a_difference_that_is_several_things_is_said_as_each_and_once_for_all_who_have_it() -> None:
    differences = [Difference("V06", 50), Difference("V11", 50), Difference("V06", 50)]
    sheets, boxes = {SheetId("001-03"): 50, SheetId("001-04"): 50}, [("Hall", 50), ("School", 50)]
    found = round_differences(ONE.id, differences, sheets, boxes)
    assert [(f.code, f.sheet, f.names) for f in found] == [
        ("N03", None, ("V06", "V11")),
        ("N05", "001-03", ("V06", "V11")),
        ("N05", "001-04", ("V06", "V11")),
        ("N06", None, ("Hall",)),
        ("N06", None, ("School",)),
    ]


@pytest.mark.parametrize(
    ("votes", "papers", "noticed"),
    [
        (996, 996, []),
        (896, 996, [("N03", 100, ("V06",))]),
        (996, 1_046, [("N03", 50, ("V11",))]),
        (946, 946, [("N03", 50, ("V06", "V11"))]),
        (976, 896, [("N03", 20, ("V06",)), ("N03", 100, ("V11",))]),
        (996, 1_996, [("N04", 1_000, ("V11",))]),
        (996, 296, [("N06", 700, ("Mill Lane Hall",))]),
        (696, 996, [("N06", 300, ("Postal",))]),
        (895, 996, []),
        (1_096, 996, []),  # too many votes are another check's, and cannot be
    ],
)
def test_papers_or_votes_short_by_a_bundle_a_thousand_or_a_box_are_noticed_beside_their_check(
    votes: int, papers: int, noticed: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    found = [f for f in with_votes_and_papers(votes, papers) if f.severity == "notice"]
    assert [(f.code, f.numbers["difference"], f.names) for f in found] == noticed


def test_with_several_seats_fewer_votes_than_papers_by_a_bundle_are_noticed() -> None:
    night = sc.Night().set_up(THREE).verify(sc.THREE, 795)
    night.count_votes(sc.THREE, (745, 0, 0, 0, 0), (), 795)
    found = check_contest(night.count, night[sc.THREE])
    assert {f.code: f.names for f in found if f.code in {"V08", "N03"}} == {
        "V08": (),
        "N03": ("V08",),
    }


def test_a_difference_of_as_many_papers_as_a_sheet_has_names_the_sheet() -> None:
    night = sc.Night().set_up(ONE).verify(sc.ONE, 100, 200)
    night.count_votes(sc.ONE, (300, 0, 0), (), 150)
    notices = [f for f in check_contest(night.count, night[sc.ONE]) if f.severity == "notice"]
    assert [(f.code, f.sheet, f.names) for f in notices] == [
        ("N05", night.sheet(sc.ONE), ("V11",)),
    ]


def entries_that_differ(by: int) -> sc.Night:
    """Have two keyers read Abbott's votes otherwise, on the count sheet of Mill Lane."""
    night = sc.Night().set_up(ONE).verify(sc.ONE)
    sheet, paper = night.sheet(sc.ONE), night.paper(sc.ONE)
    other = paper | {A_LINE: paper[A_LINE] - by}
    return night.play(
        do.EnterSheet(sc.KEYER, sheet, 1, paper), do.EnterSheet(sc.OTHER_KEYER, sheet, 2, other)
    )


def test_nothing_is_told_of_entries_while_a_keyer_looks_at_the_paper_again() -> None:
    night = entries_that_differ(100)
    night.play(do.SendBack(sc.SUPERVISOR, night.sheet(sc.ONE), 2))
    assert codes(check_contest(night.count, night[sc.ONE])) == {"V14"}


def test_turnout_is_not_asked_where_the_electorate_is_unknown() -> None:
    contest = replace(ONE, electorate=None)
    assert not of_totals(contest, totals(contest, (900, 100, 0), verified=1_000))


def test_a_candidate_above_the_valid_papers_is_named_with_the_line() -> None:
    (finding,) = of_three(101, 50, 40, 0, 0)
    assert finding.names == ("Zadie Abbott",)
    assert finding.fields == ("candidate:zadie-abbott",)


def test_all_candidates_above_the_valid_papers_are_found_at_once() -> None:
    assert [f.names for f in of_three(101, 102, 0, 0, 0)] == [("Zadie Abbott",), ("Yusuf Barker",)]


def test_more_rejected_than_verified_silences_everything_that_follows_from_it() -> None:
    figures = totals(ONE, (5_000, 0, 0), verified=1_000, rejected=1_001, in_part=9)
    assert codes(of_totals(ONE, figures)) == {"V02"}


@pytest.mark.parametrize(
    ("votes", "code"), [((2_000, 2_000, 0, 0, 0), "V07"), ((300, 200, 100, 0, 0), "V08")]
)
def test_impossible_votes_silence_the_warning_of_unlikely_ones(
    votes: tuple[int, ...], code: str
) -> None:
    assert {"W01", code} & codes(of_two(*votes)) == {code}


def test_missing_boxes_and_sheets_silence_the_identities() -> None:
    night = sc.Night().set_up(ONE)
    assert [
        (f.code, f.sheet, dict(f.numbers)) for f in check_contest(night.count, night[sc.ONE])
    ] == [
        ("V15", "001-01", {"boxes": 2}),
        ("V14", "001-03", {"sheets": 1}),
    ]


def test_before_the_statement_is_signed_only_sheets_and_names_are_checked() -> None:
    night = sc.Night().set_up(ONE).verify(sc.ONE).count_votes(sc.ONE, (500, 0, 0))
    assert "V06" in codes(check_contest(night.count, night[sc.ONE]))
    unsigned = replace(night[sc.ONE], verification=None)
    assert not check_contest(night.count, unsigned)


def test_a_settled_account_that_cannot_be_is_found_while_others_are_out() -> None:
    night = sc.Night().set_up(ONE)
    night.key(night.accounts(sc.ONE)[0], sc.account(700) | {FieldId("spoilt"): 10_000})
    found = check_contest(night.count, night[sc.ONE])
    assert [f.code for f in found] == ["V21", "V15", "V14"]


def test_a_contest_without_a_poll_has_nothing_to_check() -> None:
    night = sc.Night().set_up(sc.without_poll())
    assert check_contest(night.count, night[sc.NO_POLL]) == ()
    night.play(do.ReturnUncontested(sc.OFFICER, sc.NO_POLL))
    assert check_contest(night.count, night[sc.NO_POLL]) == ()


def test_combined_polls_wait_for_every_contest_of_the_hall_by_name() -> None:
    (finding,) = with_the_other_poll(verified=False)
    assert finding.names == ("Old Town",)
    assert finding.numbers == {"contests": 1}


def test_polls_that_are_not_combined_do_not_wait_for_each_other() -> None:
    night = sc.Night().set_up(ONE, THREE).verify(sc.ONE).count_votes(sc.ONE)
    assert not check_contest(night.count, night[sc.ONE])


def test_a_count_sheet_is_bounded_by_its_own_papers_before_anything_else_is_in() -> None:
    sheet = sheets_for(THREE, load_rule_sets()[sc.RULES], 1)[-1]
    figures = sc.count_sheet(THREE, (26, 20, 20, 0, 0), papers=25)
    (finding,) = check_count_sheet(THREE, sheet, figures)
    assert (finding.code, finding.sheet) == ("V04", sheet.id)
    assert not check_count_sheet(THREE, sheet, figures | {sc.CARTER_VOTES: 5, A_LINE: 25})


def test_a_count_sheet_alone_is_not_held_against_the_electorate() -> None:
    small = replace(THREE, electorate=10)
    sheet = sheets_for(small, load_rule_sets()[sc.RULES], 1)[-1]
    assert not check_count_sheet(small, sheet, sc.count_sheet(small, (25, 0, 0, 0, 0), papers=25))


def test_a_postal_box_has_no_arithmetic_of_its_own() -> None:
    _, postal, _ = sheets_for(ONE, load_rule_sets()[sc.RULES], 1)
    assert check_account(ONE, postal, sc.account(5, kind="postal", variance=-900)) == ()


def test_an_account_with_lines_left_blank_is_checked_as_far_as_it_is_keyed() -> None:
    """An entry that lacks a line can be in a log; only one that says too much is impossible."""
    sheet, *_ = sheets_for(ONE, load_rule_sets()[sc.RULES], 1)
    keyed = {FieldId("entrusted"): 600, FieldId("unused"): 601}
    (found,) = check_account(ONE, sheet, keyed)
    assert (found.code, found.numbers["spoilt"]) == ("V21", 0)
    for blank in ("entrusted", "unused"):
        assert check_account(ONE, sheet, {f: n for f, n in keyed.items() if f != blank}) == ()


def test_warnings_and_notices_do_not_stop() -> None:
    warned = (*CASES["W02"][0](), *CASES["N01"][0](), *CASES["V06"][0](), *CASES["V05"][0]())
    assert codes(stopping(warned)) == {"V05", "V06"}


def test_an_answer_lapses_when_one_of_its_figures_changes() -> None:
    night = sc.Night().set_up(ONE).verify(sc.ONE)
    night.count_votes(sc.ONE, (600, 370, 0), (30, 0, 0, 0))

    def waiting() -> set[str]:
        return codes(unanswered(night[sc.ONE], check_contest(night.count, night[sc.ONE])))

    assert waiting() == {"W02"}
    night.play(do.AnswerFinding(sc.SUPERVISOR, sc.ONE, "W02", "one box was rained on"))
    assert waiting() == set()
    sheet = night.sheet(sc.ONE)
    night.play(do.ReopenSheet(sc.SUPERVISOR, sheet, "wrong on paper"))
    night.count_votes(sc.ONE, (600, 370, 0), (30, 0, 0, 0))
    assert waiting() == set()
    night.play(do.ReopenSheet(sc.SUPERVISOR, sheet, "wrong on paper"))
    night.count_votes(sc.ONE, (600, 369, 0), (31, 0, 0, 0))
    assert waiting() == {"W02"}


def test_checking_a_count_checks_every_contest() -> None:
    night = sc.Night().set_up(ONE, THREE, sc.without_poll())
    found = check_count(night.count)
    assert {f.contest for f in found} == {sc.ONE, sc.THREE}


def test_a_finding_names_the_sheet_it_was_found_on() -> None:
    (finding,) = with_account(52)
    assert finding.sheet == SheetId("001-01")
    assert finding.severity == "impossible"
