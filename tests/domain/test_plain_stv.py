"""The plain count of the single transferable vote against official sheets and by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from generated_wards import Ward, real_wards
from plain_stv import PlainCount, count_northern_ireland, count_scotland

if TYPE_CHECKING:
    from pathlib import Path

MISPRINTS = {  # ward, stage, candidate: as printed
    ("glasgow-city-2017-ward01", 3, 6): "393",  # for 303
    ("midlothian-2017-ward01", 3, 6): "832.84154",  # for 832.84152
    ("glasgow-city-2017-ward11", 2, 8): "998.5328",  # the last digit of 998.53286 is missing
}
MARKED_LATE = {  # those elected, in the order of the stages at which the sheet marks them
    "city-of-edinburgh-2012-ward01": [7, 5, 6],  # 5 has the quota at stage 1, is marked at 2
    "city-of-edinburgh-2012-ward04": [2, 5, 8, 1],  # the source has no stage for 1
}


class Published(NamedTuple):
    """A ward, the plain count of it and the official sheet."""

    ward: Ward
    plain: PlainCount
    sheet: dict[str, Any]


def no_lot(stage: int, purpose: str, tied: list[int]) -> int:
    raise AssertionError(f"no real ward needed a lot: {purpose} after stage {stage} of {tied}")


@pytest.fixture(scope="module")
def published(data_folder: Path) -> list[Published]:
    folder = data_folder / "counting" / "stv-scotland"
    return [
        Published(
            ward,
            count_scotland(ward.papers, ward.candidates, ward.seats, no_lot),
            json.loads((folder / f"{ward.name}.json").read_text(encoding="utf-8")),
        )
        for ward in real_wards(data_folder)
    ]


@pytest.mark.data
def test_the_elected_of_every_ward_are_the_official_ones_in_their_order(
    published: list[Published],
) -> None:
    late = {}
    for ward, count, sheet in published:
        official = sheet["official_elected"]
        assert sorted(count.elected) == sorted(official), ward.name
        assert count.quota == sheet["quota"], ward.name
        if list(count.elected) != official:
            late[ward.name] = official
    assert late == MARKED_LATE
    assert len(published) == 68


@pytest.mark.data
def test_every_stage_of_every_ward_is_on_the_sheet_and_no_other(published: list[Published]) -> None:
    for ward, count, sheet in published:
        assert len(count.stages) == len(sheet["stages"]), ward.name
        for stage, printed in zip(count.stages, sheet["stages"], strict=True):
            source = printed["reference_source"]
            assert stage.action == printed["reference_action"], ward.name
            assert stage.moved == (() if source is None else (source,)), ward.name
            assert stage.non_transferable == Fraction(printed["reference_nontransferable"])


@pytest.mark.data
def test_every_published_total_is_the_counted_one_at_its_printed_precision(
    published: list[Published],
) -> None:
    seen, misprints = 0, {}
    for ward, count, sheet in published:
        for number, (stage, row) in enumerate(zip(count.stages, sheet["stages"], strict=True), 1):
            printed = row["published_totals"]
            for candidate, (votes, text) in enumerate(zip(stage.totals, printed, strict=True), 1):
                if text is None:
                    assert not votes, ward.name  # the sheet stops showing who has no votes
                elif round(votes, decimals(text)) != Fraction(text):
                    misprints[ward.name, number, candidate] = text
                seen += 1
    assert misprints == MISPRINTS
    assert seen == 3249


def decimals(text: str) -> int:
    return len(text.partition(".")[2])


@pytest.mark.data
def test_sheets_transfer_the_exclusion_that_leaves_as_many_as_the_vacancies(
    published: list[Published],
) -> None:
    """All 39 sheets that end so; 13 of them fill a seat below the quota all the same."""
    transferred = below = 0
    for ward, count, _ in published:
        *before, last = count.stages
        excluded = {c for stage in count.stages for c in stage.moved if not stage.totals[c - 1]}
        elected = {
            c for stage in before for c, votes in enumerate(stage.totals, 1) if votes >= count.quota
        }
        continuing = ward.candidates - len(excluded) - len(elected)
        if last.action == "exclusion" and continuing == ward.seats - len(elected):
            transferred += 1
            below += any(last.totals[c - 1] < count.quota for c in count.elected)
    assert (transferred, below) == (39, 13)


@pytest.mark.data
def test_equal_surpluses_of_paisley_are_parted_by_the_latest_unequal_stage(
    published: list[Published],
) -> None:
    """Both have 1311 votes after stage 6; who had more after stage 5 goes first."""
    count = next(p.plain for p in published if p.ward.name == "renfrewshire-2017-ward03")
    (first,), (second,) = count.stages[6].moved, count.stages[7].moved
    equal, before = count.stages[5].totals, count.stages[4].totals
    assert equal[first - 1] == equal[second - 1] == 1311
    assert before[first - 1] > before[second - 1]


def lowest(stage: int, purpose: str, tied: list[int]) -> int:
    assert stage, purpose
    return tied[0]


def papers(**many: int) -> list[tuple[int, ...]]:
    """Write papers briefly: ``_13=2`` are two with first preference 1, second 3."""
    return [tuple(map(int, ranking[1:])) for ranking, n in many.items() for _ in range(n)]


def totals(count: PlainCount) -> list[list[str]]:
    return [[f"{float(votes):.2f}" for votes in stage.totals] for stage in count.stages]


def test_northern_ireland_divides_a_surplus_by_the_transferable_papers_and_cuts() -> None:
    count = count_northern_ireland(papers(_12=8, _1=9, _2=4, _3=5, _4=3), 4, 2, lowest)
    assert count.quota == 10  # 29 // 3 + 1
    # 17 - 10 = 7 over 8 papers: 0.87 each, 6.96 in all, and 0.04 with nobody.
    assert totals(count)[1] == ["10.00", "10.96", "5.00", "3.00"]
    assert count.stages[1].non_transferable == Fraction("0.04")
    assert count.elected == (1, 2)


def test_northern_ireland_gives_no_paper_more_than_it_was_received_at() -> None:
    count = count_northern_ireland(papers(_12=2, _1=15, _2=5, _3=6, _4=5), 4, 2, lowest)
    assert totals(count)[1] == ["12.00", "7.00", "6.00", "5.00"]  # 5 / 2 would be 2.50
    assert count.stages[1].non_transferable == 3


def test_northern_ireland_excludes_together_those_who_cannot_reach_the_next() -> None:
    count = count_northern_ireland(papers(_1=9, _2=8, _3=7, _43=1, _53=1, _6=1), 6, 2, lowest)
    assert [stage.moved for stage in count.stages] == [(), (4, 5, 6)]
    assert totals(count)[1] == ["9.00", "8.00", "9.00", "0.00", "0.00", "0.00"]


def test_northern_ireland_transfers_no_more_once_the_seats_are_filled() -> None:
    """Of 4, the first preferences elect 2, which elects 1; what 4 had from 5 is not reached."""
    found = papers(_1=8, _2=6, _3=6, _42=4, _543=1, _5=2)
    count = count_northern_ireland(found, 5, 2, lowest)
    assert [stage.moved for stage in count.stages] == [(), (5,), (4,)]
    assert totals(count)[2] == ["8.00", "10.00", "6.00", "0.00", "0.00"]
    assert count.stages[2].non_transferable == 2 + 1
    assert count.elected == (1, 2)


def test_the_two_laws_part_equals_from_opposite_ends_of_the_count() -> None:
    """2 is ahead of 3 at stage 1, behind at stage 2 and level at stage 3."""
    found = papers(_1=20, _2=11, _3=10, _42=2, _4=6, _53=3, _5=4)
    assert count_scotland(found, 5, 1, no_lot).stages[3].moved == (2,)
    assert count_northern_ireland(found, 5, 1, no_lot).stages[3].moved == (3,)


def test_a_lot_is_drawn_only_between_those_level_at_all_stages() -> None:
    found = papers(_1=5, _2=2, _3=2, _4=3)
    for count in (count_scotland, count_northern_ireland):
        (lot,) = count(found, 4, 2, lowest).lots
        assert lot == (1, "exclusion", (2, 3), 2)
