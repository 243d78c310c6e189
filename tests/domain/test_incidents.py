"""Results that really went wrong, and the check that stops each (domain.md section 7)."""

from __future__ import annotations

from dataclasses import replace

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, check_count_sheet
from countroom.domain.checks.identities import identities
from countroom.domain.checks.likely import likelihoods
from countroom.domain.declaration import Totals
from countroom.domain.election import BallotBox, Candidate, Contest, Party
from countroom.domain.identifiers import BoxId, CandidateId, ContestId, PartyId
from countroom.domain.refusals import refuse
from countroom.domain.sheets import sheets_for
from countroom.rules import load_rule_sets

RULES = load_rule_sets()[sc.RULES]
BROUGHTON = ContestId("local.north-lincolnshire.broughton-and-scawby.2023-05-04")
BROUGHTON_VOTES = (528, 525, 367, 355, 105)


def ward(seats: int, candidates: int, electorate: int | None = None) -> Contest:
    """Make a ward of the size of the real one."""
    (pattern,) = sc.candidates(1)
    standing = tuple(
        Candidate(
            CandidateId(f"c{number:02d}"),
            number,
            f"Candidate {number}",
            "abcdefghijklmnopqrstuvwxyz"[number] * 3,
            pattern.description,
            replace(pattern.party, id=PartyId(f"PP{number}"), group="OTH"),
        )
        for number in range(1, candidates + 1)
    )
    return replace(sc.three_seats(), seats=seats, candidates=standing, electorate=electorate)


def count_of(contest: Contest, votes: tuple[int, ...], papers: int) -> Totals:
    by_candidate = {c.id: n for c, n in zip(contest.candidates, votes, strict=True)}
    return Totals(papers, papers, by_candidate, dict.fromkeys(RULES.heads, 0), 0, 0)


def found(contest: Contest, totals: Totals) -> list[str]:
    return [finding.code for finding in identities(contest, totals)]


def test_kingstanding_2006_has_more_votes_than_two_a_paper() -> None:
    """Birmingham: 12,329 votes from 4,981 papers; 2,310 for the one wrongly declared."""
    contest = ward(2, 6)
    votes = (2_310, 2_500, 2_400, 2_219, 1_500, 1_400)  # the split of the rest is not published
    assert sum(votes) == 12_329
    assert found(contest, count_of(contest, votes, 4_981)) == ["V07"]


def test_highworth_2019_has_ten_candidates_above_the_papers() -> None:
    """Swindon: ten candidates above 3,000 from 2,477 papers, 3,112 and 3,118 among them."""
    contest = ward(15, 17)
    votes = (3_112, 3_118, *[3_001] * 8, *[700] * 7)
    assert found(contest, count_of(contest, votes, 2_477)) == ["V04"] * 10


def test_highworth_2019_is_stopped_at_the_sheet_as_it_is_keyed() -> None:
    contest = ward(15, 17)
    sheet = sheets_for(contest, RULES, 1)[-1]
    figures = sc.count_sheet(contest, (3_112, *[700] * 16), papers=2_477)
    assert [f.code for f in check_count_sheet(contest, sheet, figures)] == ["V04"]


def test_forest_hill_2014_cannot_key_one_sheet_twice() -> None:
    """Lewisham: one tally sheet of 1,708 votes was keyed twice by two teams."""
    night = sc.Night().set_up(sc.three_seats()).verify(sc.THREE).count_votes(sc.THREE)
    sheet, before = night.sheet(sc.THREE), night.count
    again = sc.count_sheet(sc.three_seats(), (500, 400, 400, 300, 108), papers=700)
    for entry, keyer in ((1, sc.KEYER), (2, sc.OTHER_KEYER)):
        refusal = night.ask(do.EnterSheet(keyer, sheet, 1 if entry == 1 else 2, again))
        assert refusal == refuse("entered_already", sheet=sheet, entry=entry)
    assert night.count is before


def test_forest_hill_2014_would_show_as_more_votes_than_papers_hold() -> None:
    contest = sc.three_seats()
    votes = tuple(n + more for n, more in zip((560, 540, 420, 330, 217), [342] * 5, strict=True))
    assert sum(votes) == 2_067 + 1_710
    assert "V07" in found(contest, count_of(contest, votes, 795))


PLYMOUTH_DECLARED, PLYMOUTH_TRUE = (17_000, 12_000, 3_000), (20_196, 14_391, 4_000)
"""Made up but for what is published: 6,587 votes missing, and a majority too small by 805."""


def test_plymouth_2017_without_one_area_has_fewer_votes_than_papers() -> None:
    """One mini-count of 6,587 votes was left out; the winner stood with 805 more."""
    contest, papers = ward(1, 3), sum(PLYMOUTH_TRUE)
    assert papers - sum(PLYMOUTH_DECLARED) == 6_587
    assert majority_of(PLYMOUTH_TRUE) - majority_of(PLYMOUTH_DECLARED) == 805
    assert found(contest, count_of(contest, PLYMOUTH_TRUE, papers)) == []
    assert found(contest, count_of(contest, PLYMOUTH_DECLARED, papers)) == ["V06"]


def test_plymouth_2017_shows_at_the_papers_too_when_sheets_tell_their_own() -> None:
    contest, papers = ward(1, 3), sum(PLYMOUTH_TRUE)
    totals = replace(count_of(contest, PLYMOUTH_DECLARED, papers), papers=papers - 6_587)
    assert found(contest, totals) == ["V06", "V11"]


def majority_of(votes: tuple[int, ...]) -> int:
    return votes[0] - votes[1]


def broughton() -> Contest:
    boxes = (
        BallotBox(BoxId("stations"), "station", "all stations"),
        BallotBox(BoxId("postal"), "postal", "Postal"),
    )
    contest = ward(2, 5, 6_112)
    return replace(contest, id=BROUGHTON, area="Broughton and Scawby", boxes=boxes, mini_counts=())


def test_broughton_and_scawby_2023_satisfies_identities_one_to_six() -> None:
    """E 6,112, V 1,858, two seats: 864 postal papers were verified and then mislaid."""
    totals = count_of(broughton(), BROUGHTON_VOTES, 1_858)
    assert totals.votes_total == 1_880
    assert found(broughton(), totals) == []


def test_broughton_and_scawby_2023_is_stopped_by_the_conservation_of_papers() -> None:
    night = sc.Night().set_up(broughton()).verify(BROUGHTON, 994, 864)
    night.count_votes(BROUGHTON, BROUGHTON_VOTES, (), 1_858 - 864)
    findings = {f.code: f for f in check_contest(night.count, night[BROUGHTON])}
    assert set(findings) == {"V11", "W01", "N06"}
    assert findings["V11"].numbers["difference"] == -864
    assert findings["N06"].names == ("Postal",)
    night.play(do.AnswerFinding(sc.SUPERVISOR, BROUGHTON, "W01", "so the votes were"))
    reach = do.ReachProvisionalResult(sc.SUPERVISOR, BROUGHTON)
    assert night.ask(reach) == refuse("warning_unanswered", code="V11", contest=BROUGHTON)
    night.let_stand(BROUGHTON, "V11").consult(BROUGHTON)
    alone = do.ClearResult(sc.OFFICER, BROUGHTON)
    assert night.ask(alone) == refuse("second_officer_missing", code="V11", contest=BROUGHTON)
    both = replace(alone, second=sc.OTHER_OFFICER, reason="searched")
    night.search(BROUGHTON, "stores")
    assert night.ask(both) == refuse("step_missing", step="stores", contest=BROUGHTON)


def test_crowland_2007_waits_for_the_box_left_out() -> None:
    """South Holland: a ballot box was left out, and third and fourth place were swapped."""
    night = sc.Night().set_up(broughton())
    stations, postal = night.accounts(BROUGHTON)
    night.arrive(BROUGHTON, 994, 864).key(stations, sc.account(994))
    sign = do.SignVerification(sc.OFFICER, BROUGHTON, {})
    assert night.ask(sign) == refuse("box_outstanding", sheet=postal, boxes=1)


def test_chorleywood_west_1991_has_600_papers_fewer_than_verified() -> None:
    contest = ward(1, 3)
    totals = replace(count_of(contest, (900, 500, 251), 2_251), papers=1_651)
    assert found(contest, totals) == ["V06", "V11"]


def test_nelson_marsden_west_2023_a_swap_is_seen_by_two_keyers_and_by_no_identity() -> None:
    """Pendle: 242 and 177 were swapped; both readings satisfy every identity."""
    contest = ward(1, 3)
    assert found(contest, count_of(contest, (242, 177, 100), 519)) == []
    assert found(contest, count_of(contest, (177, 242, 100), 519)) == []
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE, 519, 0)
    sheet, paper = night.sheet(sc.ONE), night.paper(sc.ONE, (242, 177, 100), ())
    swapped = night.paper(sc.ONE, (177, 242, 100), ())
    night.play(
        do.EnterSheet(sc.KEYER, sheet, 1, paper),
        do.EnterSheet(sc.OTHER_KEYER, sheet, 2, swapped),
    )
    differing = night[sc.ONE].sheets[sheet].differing
    assert differing == ("candidate:zadie-abbott", "candidate:yusuf-barker")


def test_candidates_of_one_surname_are_noticed_before_anybody_is_declared() -> None:
    """Broxtowe, Greasley 2011: the wife was declared instead of the husband."""
    first, second, third = sc.one_seat().candidates
    couple = (first, replace(second, surname=first.surname), third)
    night = sc.Night().set_up(replace(sc.one_seat(), candidates=couple))
    notices = [f for f in check_contest(night.count, night[sc.ONE]) if f.severity == "notice"]
    assert [f.names for f in notices] == [("Zadie Abbott", "Yusuf Barker")]


def test_prestatyn_north_2011_notices_the_similar_names() -> None:
    """Denbighshire: bundles of Penlington lay on Pennington's pile; no sum can see it."""
    first, second, third = sc.one_seat().candidates
    names = ("Pennington", "Penlington")
    similar = [
        replace(candidate, surname=surname, name=f"{candidate.name.split()[0]} {surname}")
        for candidate, surname in zip((first, second), names, strict=True)
    ]
    contest = replace(sc.one_seat(), candidates=(*similar, third))
    for votes in ((580, 366, 54), (341, 606, 53)):  # the third is made up
        assert warned(contest, count_of(contest, votes, 1_000)) == []
    night = sc.Night().set_up(contest)
    (notice,) = (f for f in check_contest(night.count, night[sc.ONE]) if f.severity == "notice")
    assert (notice.code, notice.names) == ("N02", ("Zadie Pennington", "Yusuf Penlington"))


def warned(contest: Contest, totals: Totals) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.code, found.names) for found in likelihoods(contest, totals, RULES.likely)]


def test_skelton_2007_has_more_votes_a_paper_than_wards_show() -> None:
    """672 of another's votes were added to a party's block; the rest here is made up."""
    contest = ward(3, 6)
    true = (900, 880, 860, 1_294, 900, 600)
    false = (900 + 672, 880 + 672, 860 + 672, *true[3:])
    assert warned(contest, count_of(contest, true, 2_500)) == []
    assert found(contest, count_of(contest, false, 2_500)) == []
    assert warned(contest, count_of(contest, false, 2_500)) == [("W01", ())]


def test_high_street_2010_with_a_thousand_more_for_a_whole_slate_is_impossible() -> None:
    """Waltham Forest: each of three had 1,000 too many; the figures here are made up."""
    contest = ward(3, 6)
    votes = (2_600, 2_500, 2_400, 2_100, 1_900, 1_700)
    assert found(contest, count_of(contest, votes, 4_000)) == ["V07"]


def slates(candidates: dict[str, tuple[str, int]]) -> tuple[Contest, Totals]:
    """Make a ward of three seats from names, parties and votes, in ballot order."""
    contest = ward(3, len(candidates))
    standing = tuple(
        replace(one, name=name, surname=name, party=Party(PartyId(group), group, group))
        for one, (name, (group, _)) in zip(contest.candidates, candidates.items(), strict=True)
    )
    contest = replace(contest, candidates=standing)
    return contest, count_of(contest, tuple(n for _, n in candidates.values()), 3_066)


def test_whalebone_2026_as_returned_looks_like_a_swap() -> None:
    """Barking and Dagenham's own return: 332 and 817 are each near the other party's slate."""
    contest, totals = slates({
        "Achilleos": ("LAB", 1_254), "Boddukola": ("REF", 788), "Echedom": ("CON", 378),
        "Gregory-Brown": ("REF", 796), "Islam": ("GRN", 817), "Munangatire": ("LD", 228),
        "Odunze": ("CON", 381), "Pasat": ("REF", 332), "Patel": ("CON", 817),
        "Siddiqui": ("LAB", 1_289), "Yusuf": ("LAB", 1_124),
    })  # fmt: skip
    assert warned(contest, totals) == [("W06", ("Pasat", "Patel"))]
    other_way = dict(totals.votes)
    pasat, patel = (one.id for one in contest.candidates if one.name in {"Pasat", "Patel"})
    other_way[pasat], other_way[patel] = totals.votes[patel], totals.votes[pasat]
    assert warned(contest, replace(totals, votes=other_way)) == []


def test_marsden_west_2023_shows_in_no_soft_check_where_nobody_has_a_running_mate() -> None:
    contest = ward(1, 3)
    assert warned(contest, count_of(contest, (177, 242, 100), 519)) == []
