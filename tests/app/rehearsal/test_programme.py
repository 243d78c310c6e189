"""What befalls a night: drawn from the seed, and true to the papers whatever it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from app.rehearsal.wards import a_ward, one_sheet
from countroom.app.rehearsal.accounts import true_accounts
from countroom.app.rehearsal.mishaps import exchanged, miscounted, neighbours, strayed, untouched
from countroom.app.rehearsal.paper import Paper, Published, with_boxes
from countroom.app.rehearsal.post import make_post
from countroom.app.rehearsal.programme import Programme, programme, quiet
from countroom.domain.election import BallotBox
from countroom.domain.identifiers import BoxId, ContestId
from countroom.domain.sheets import COUNTED, PAPERS, expected_in_box

if TYPE_CHECKING:
    from countroom.domain.election import Contest

SEEDS = range(400)


def a_boxed_ward(name: str = "mill", electorate: int = 9000) -> Contest:
    ward = a_ward(2, ("CON", "CON", "LAB", "LAB"))
    renamed = replace(ward, id=ContestId(f"local.testham.{name}.2024-05-02"), electorate=electorate)
    return with_boxes(renamed)


def with_paper(contest: Contest, papers: int = 2100, seed: int = 1) -> tuple[Published, Paper]:
    count = one_sheet(contest, papers, (papers // 2,) * 4)
    paper = Paper(true_accounts(contest, papers, Random(seed)), count)
    return Published(contest, {}, frozenset(), None, None, None), paper


def test_a_station_of_two_boxes_has_one_account_and_nothing_befalls_it() -> None:
    contest = a_boxed_ward()
    first = contest.boxes[0]
    second = BallotBox(BoxId("second"), "station", "1/2", first.polling_place, beside=first.id)
    boxed = replace(contest, boxes=(*contest.boxes, second))
    for seed in range(60):
        _, paper = with_paper(boxed, seed=seed)
        assert set(paper.accounts[second.id]) == {COUNTED}
        assert last_counts(paper) == 2100
        both = paper.accounts[first.id][COUNTED] + paper.accounts[second.id][COUNTED]
        expected = expected_in_box(paper.accounts[first.id])
        assert expected is not None
        assert -1 <= both - expected <= 2
        assert not {first.id, second.id} & {box.id for box in untouched(boxed, paper)}
        all_in_one = {**paper.accounts[first.id], COUNTED: expected}
        accounts = {**paper.accounts, first.id: all_in_one, second.id: {COUNTED: 0}}
        empty = replace(paper, accounts=accounts)
        assert first.id not in {box.id for box in untouched(boxed, empty)}
        miscounted(boxed, paper, boxed.boxes[1], Random(seed))


def a_night(seed: int, wards: int = 5, *, eventful: bool = False) -> Programme:
    papers = [with_paper(a_boxed_ward(f"w{n}"), seed=seed * 10 + n) for n in range(wards)]
    return programme(papers, Random(seed), eventful=eventful)


def last_counts(paper: Paper) -> int:
    boxes = {box: account[COUNTED] for box, account in paper.accounts.items()}
    return sum((boxes | {box: counts[-1] for box, counts in paper.recounts.items()}).values())


def test_everything_befalls_some_night_and_nothing_most_of_them() -> None:
    befell: Counter[str] = Counter()
    for seed in SEEDS:
        night = a_night(seed)
        befell["miscounted"] += any(ward.paper.recounts for ward in night.wards)
        befell["late"] += any(ward.late for ward in night.wards)
        befell["late, after the statement"] += any(
            w.late and w.after_statement for w in night.wards
        )
        befell["seal"] += any(ward.broken_seal for ward in night.wards)
        befell["set aside"] += bool(night.set_aside)
        befell["found"] += bool(night.found)
        befell["pause"] += night.pause_before is not None
        befell["leaves"] += night.leaves_before is not None
    assert len(befell) == 8
    assert all(len(SEEDS) // 20 < n < 2 * len(SEEDS) // 3 for n in befell.values()), befell


@pytest.mark.parametrize("seed", range(40))
def test_an_eventful_night_has_a_late_box_papers_astray_a_pause_and_a_keyer_short(
    seed: int,
) -> None:
    night = a_night(seed, eventful=True)
    assert any(ward.late for ward in night.wards)
    assert [t.counted for t in (*night.set_aside, *night.found)] == [False, True]
    assert night.leaves_before is not None
    assert night.pause_before is not None
    assert 0 < night.leaves_before <= 2 < night.pause_before < 5


@pytest.mark.parametrize("eventful", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_whatever_befalls_it_all_papers_are_there_in_the_end(seed: int, *, eventful: bool) -> None:
    night = a_night(seed, eventful=eventful)
    moved: Counter[ContestId] = Counter()
    for transfer in night.found:
        moved[transfer.target] += transfer.papers
        moved[transfer.source] -= transfer.papers
    for ward in night.wards:
        contest = ward.published.contest.id
        assert last_counts(ward.paper) + ward.late + moved[contest] == ward.paper.count[PAPERS]


def test_a_paper_strays_to_an_earlier_ward_so_that_it_is_found_before_it_is_missed() -> None:
    for seed in SEEDS:
        night = a_night(seed)
        order = [ward.published.contest.id for ward in night.wards]
        for transfer in (*night.set_aside, *night.found):
            assert order.index(transfer.source) < order.index(transfer.target)


def test_a_hall_of_two_wards_neither_sleeps_nor_loses_anybody() -> None:
    nights = [a_night(n, wards=2, eventful=bool(n % 2)) for n in range(100)]
    assert {(n.pause_before, n.leaves_before) for n in nights} == {(None, None)}


def test_no_ward_is_no_night() -> None:
    assert programme([], Random(1)) == Programme(())


def test_the_same_seed_draws_the_same_night() -> None:
    assert a_night(11) == a_night(11)
    assert len({repr(a_night(seed)) for seed in range(9)}) > 1


def test_a_quiet_night_leaves_the_paper_as_it_is() -> None:
    published, paper = with_paper(a_boxed_ward())
    (ward,) = quiet([(published, paper)]).wards
    assert (ward.paper, ward.late, ward.post.sessions) == (paper, 0, ())


# The mishaps by themselves.


def test_a_miscount_is_right_in_the_end_and_never_wrong_twice_alike() -> None:
    contest = a_boxed_ward()
    _, paper = with_paper(contest)
    box = untouched(contest, paper)[0]
    true = paper.accounts[box.id][COUNTED]
    lengths = set()
    for seed in range(30):
        found = miscounted(contest, paper, box, Random(seed))
        counts = (found.accounts[box.id][COUNTED], *found.recounts[box.id])
        assert counts[-1] == true
        assert true not in counts[:-1]
        assert len(set(counts)) == len(counts)
        lengths.add(len(counts))
    assert lengths == {2, 3}


def test_a_miscount_never_makes_up_for_another_box_of_its_polling_place() -> None:
    """Else nobody would count again, and the verified total would be wrong."""
    contest = a_boxed_ward()
    _, paper = with_paper(contest)
    one, other = (box for box in contest.boxes if box.polling_place)
    paper = strayed(paper, one.id, 1)
    for seed in range(200):
        found = miscounted(contest, paper, other, Random(seed))
        expected = expected_in_box(found.accounts[other.id])
        assert expected is not None
        counts = (found.accounts[other.id][COUNTED], *found.recounts[other.id])
        assert expected - 1 not in counts


def test_exchanged_papers_cancel_out() -> None:
    contest = a_boxed_ward()
    _, paper = with_paper(contest)
    pair = neighbours(contest.boxes)
    assert pair is not None
    assert pair[0].polling_place == pair[1].polling_place == "Mill"
    moved = exchanged(paper, pair[0].id, pair[1].id, 3)
    off = [moved.accounts[b.id][COUNTED] - paper.accounts[b.id][COUNTED] for b in pair]
    assert off == [3, -3]


def test_boxes_without_a_place_are_nobodys_neighbours() -> None:
    boxes = [replace(box, polling_place="") for box in a_boxed_ward().boxes]
    assert neighbours(boxes) is None


def test_a_station_is_entrusted_with_whole_books_for_its_electors() -> None:
    contest = a_boxed_ward(electorate=9001)
    stations = [box for box in contest.boxes if box.kind == "station"]
    assert [box.electorate for box in stations] == [3001, 3000, 3000]
    assert [box.entrusted for box in stations] == [3050, 3000, 3000]
    _, paper = with_paper(contest)
    assert [paper.accounts[box.id]["entrusted"] for box in stations] == [3050, 3000, 3000]  # type: ignore[index]


def test_more_papers_than_electors_take_another_parcel() -> None:
    contest = a_boxed_ward(electorate=300)
    _, paper = with_paper(contest, papers=2000)
    for box in untouched(contest, paper):
        account = paper.accounts[box.id]
        assert expected_in_box(account) == account[COUNTED] > (box.entrusted or 0)
    assert all(n >= 0 for account in paper.accounts.values() for n in account.values())


def test_postal_boxes_hold_what_was_put_into_them_and_envelopes_are_judged() -> None:
    contest = a_boxed_ward()
    _, paper = with_paper(contest)
    (postal,) = (box.id for box in contest.boxes if box.kind == "postal")
    rejected = 0
    for seed in range(20):
        post = make_post(contest, paper, Random(seed))
        assert set(post.packets) == {box.id for box in contest.boxes if box.kind == "station"}
        assert sum(one.papers for one in post.sessions) == paper.accounts[postal][COUNTED]
        for one in post.sessions:
            assert one.envelopes == one.accepted + sum(one.rejected.values())
            rejected += len(one.rejected)
    assert rejected
