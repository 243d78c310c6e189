"""Before the count: everything missing at once, whose it is, and the bill in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.screens.gaps import gaps, holders_of
from countroom.app.screens.ready import bill_view
from countroom.app.seat_plan import SeatPlan, usual_plan
from countroom.domain import commands as do
from countroom.domain.election import BallotBox, MiniCount, PreviousResult
from countroom.domain.identifiers import BoxId, ContestId, MiniCountId, PersonId
from countroom.domain.people import Appointment
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.election import Contest

TEXTS = Texts()
ALONE = MiniCount(MiniCountId("A"), "", (BoxId("hall-1"),), alone_because="the only box")
PREVIOUS = PreviousResult("2021-05-06", {}, {}, comparable=True, notional_by="", source="tests")


def a_night(*contests: Contest, proven: bool = False) -> sc.Night:
    night = sc.Night()
    night.play(*sc.set_up(*contests))
    if proven:
        night.play(*(sc.proof(one) for one in contests))
    return night


def whole(contest: Contest) -> Contest:
    """Give a contest of which nothing is missing but its proof."""
    boxes = tuple(
        replace(box, entrusted=900) if box.kind == "station" else box for box in contest.boxes
    )
    return replace(
        contest,
        boxes=boxes,
        expected_at="2024-05-03T00:30:00.000Z",
        previous=PREVIOUS,
    )


def stations(*known: tuple[int | None, int]) -> tuple[BallotBox, ...]:
    """Make stations of electors and papers, and a postal box."""
    return (
        *(
            BallotBox(BoxId(f"hall-{n}"), "station", f"Hall {n}", "", electors, papers)
            for n, (electors, papers) in enumerate(known, 1)
        ),
        sc.one_seat().boxes[1],
    )


def codes(night: sc.Night) -> list[str]:
    return [gap.code for gap in gaps(TEXTS, night.count)]


def test_nothing_is_missing_of_a_whole_set_up() -> None:
    assert codes(a_night(whole(sc.one_seat()), proven=True)) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"electorate": None}, "electorate"),
        ({"electorate_source": "the register"}, "undated"),
        ({"by_election": True, "seats": 2}, "terms"),
        ({"terms": ("2026-05-07",), "seats": 2}, "terms"),
        ({"postal_issued": None}, "postal"),
        ({"previous": None}, "previous"),
        ({"previous": replace(PREVIOUS, comparable=False)}, "notional"),
        ({"expected_at": ""}, "expected"),
        (
            {"boxes": (BallotBox(BoxId("S1"), "station", "Polling stations"),
                       BallotBox(BoxId("P1"), "postal", ""))},
            "stations",
        ),
        (
            {"boxes": (BallotBox(BoxId("S1"), "station", "1"),
                       BallotBox(BoxId("P1"), "postal", ""))},
            "entrusted",
        ),
        ({"boxes": stations((3_000, 3_000))[:1], "mini_counts": (ALONE,)}, "no_postal_box"),
        ({"boxes": stations((1_600, 1_500), (1_400, 1_400))}, None),
        ({"boxes": stations((1_600, 1_699), (1_400, 700))}, None),
        ({"boxes": stations((1_600, 1_500), (1_401, 1_400))}, "sums"),
        ({"boxes": stations((1_600, 1_500), (1_399, 1_400))}, "sums"),
        ({"boxes": stations((1_600, 1_500), (None, 1_400))}, None),
        ({"boxes": stations((1_600, 799), (1_400, 1_400))}, "odd_stations"),
        ({"boxes": stations((1_600, 1_700), (1_400, 1_400))}, "odd_stations"),
    ],
)  # fmt: skip
def test_each_thing_missing_has_its_line(changes: Mapping[str, object], code: str | None) -> None:
    contest = replace(whole(sc.one_seat()), **changes)  # type: ignore[arg-type]
    found = [one for one in codes(a_night(contest, proven=True)) if one != "alone"]
    assert found == ([] if code is None else [code])


def test_stations_and_contests_that_do_not_fit_are_named_with_their_figures() -> None:
    boxes = stations((1_600, 17_000), (1_401, 1_400))
    night = a_night(replace(whole(sc.one_seat()), boxes=boxes), proven=True)
    odd, sums = gaps(TEXTS, night.count)
    assert odd.about == "Mill Lane: Hall 1 17,000 papers for 1,600 electors"
    assert sums.about == "Mill Lane: stations 3,001, contest 3,000"
    assert (sums.page, odd.stops, sums.stops) == ("electorate", False, False)


def test_postal_papers_without_a_box_stop_the_count_and_lead_where_a_box_is_added() -> None:
    boxes = stations((3_000, 3_000))[:1]
    contest = replace(whole(sc.one_seat()), boxes=boxes, mini_counts=(ALONE,))
    first, *_ = gaps(TEXTS, a_night(contest, proven=True).count)
    assert (first.code, first.stops, first.page) == ("no_postal_box", True, "receipt")
    nobody = replace(contest, postal_issued=0)
    assert "no_postal_box" not in codes(a_night(nobody, proven=True))


def test_a_box_alone_is_said_though_an_officer_gave_the_reason() -> None:
    contest = whole(replace(sc.three_seats(), postal_issued=0))
    assert codes(a_night(contest, proven=True)) == ["alone"]


def test_names_from_the_data_are_not_proven_before_two_people_looked() -> None:
    assert codes(a_night(whole(sc.one_seat()))) == ["not_proven", "names"]
    known = replace(
        whole(sc.one_seat()),
        candidates=tuple(replace(one, full_name=one.name) for one in sc.candidates(3)),
    )
    assert codes(a_night(known)) == ["not_proven"]


def test_a_line_names_its_contests_and_reads_out_all() -> None:
    wards = [
        replace(whole(sc.one_seat()), id=ContestId(f"local.sample.w{n}.2024-05-02"),
                area=f"Ward {n}", electorate=None)
        for n in range(1, 6)
    ]  # fmt: skip
    night = a_night(*wards, proven=True)
    (gap,) = gaps(TEXTS, night.count)
    assert gap.about == "Ward 1, Ward 2, Ward 3 and 2 more"
    assert gap.told.startswith("Electorate not known: Ward 1, Ward 2, Ward 3, Ward 4, Ward 5.")
    assert gap.whose.startswith("Administrator")
    assert (gap.contest, gap.n, gap.page) == (wards[0].id, 5, "electorate")


def test_what_stops_the_count_stands_first() -> None:
    contest = replace(whole(sc.one_seat()), electorate=None, previous=None, expected_at="")
    found = gaps(TEXTS, a_night(contest).count)
    stops = [gap.stops for gap in found]
    assert stops == sorted(stops, reverse=True)
    assert [gap.code for gap in found if gap.stops] == ["not_proven", "electorate"]


def test_a_contest_without_a_poll_lacks_its_proof_only() -> None:
    night = a_night(replace(sc.without_poll(), previous=PREVIOUS))
    assert [gap.code for gap in gaps(TEXTS, night.count) if gap.contest == sc.NO_POLL] == [
        "not_proven",
        "names",
    ]


def test_what_is_called_off_or_declared_waits_for_nothing() -> None:
    night = a_night(replace(sc.one_seat(), electorate=None))
    night.play(do.CallOffPoll(sc.OFFICER, sc.ONE, "countermanded", "a candidate died"))
    assert codes(night) == []


def test_too_few_hands_are_said_as_soon_as_people_leave() -> None:
    night = a_night(whole(sc.one_seat()), proven=True)
    night.play(do.NotePersonLeft(sc.OFFICER, sc.OTHER_KEYER))
    assert codes(night) == ["keyers"]
    night.play(do.NotePersonLeft(sc.OFFICER, sc.OTHER_OFFICER))
    assert codes(night) == ["holders", "keyers"]
    gap = gaps(TEXTS, night.count)[0]
    assert "1 person here may clear results, two are needed" in gap.sentence
    for supervisor in [p for p in night.count.people.values() if "supervisor" in p.roles]:
        night.play(do.NotePersonLeft(sc.OFFICER, supervisor.id))
    assert codes(night) == ["holders", "keyers", "settlers"]
    assert len({one.key for one in gaps(TEXTS, night.count)}) == 3


def test_a_deputy_who_may_only_adjudicate_holds_no_clearing_power() -> None:
    night = a_night(whole(sc.one_seat()), proven=True)
    letter = Appointment(sc.ELECTION, ("adjudicate",), "Deputy")
    night.play(
        do.ChangeAppointments(
            sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), (letter,), "letter of 1 May"
        )
    )
    assert holders_of(night.count, sc.ELECTION) == (PersonId(sc.OFFICER),)
    assert codes(night) == ["holders"]


def test_an_officer_without_a_name_cannot_be_printed() -> None:
    night = sc.Night()
    nameless = replace(sc.an_election(), returning_officer="")
    commands = sc.set_up(whole(sc.one_seat()))
    night.play(
        *(
            do.SetUpElection(sc.ADMINISTRATOR, nameless)
            if isinstance(one, do.SetUpElection)
            else one
            for one in commands
        )
    )
    assert "officer_name" in codes(night)


def plan_at(begins: str) -> SeatPlan:
    return replace(usual_plan(1), begins=begins)


def test_the_bill_says_with_how_many_keyers_the_last_sheet_is_late() -> None:
    contest = whole(sc.one_seat())
    night = a_night(contest, proven=True)
    view = bill_view(TEXTS, night.count, plan_at("01:28"))
    assert view.expected == "01:30 on 3 May 2024"
    assert [row.late for row in view.rows][-1] is False
    assert next(row.late for row in view.rows) is (view.rows[0].minutes > 2)
    late = bill_view(TEXTS, night.count, plan_at("01:31"))
    assert all(row.late for row in late.rows)
    early = bill_view(TEXTS, night.count, plan_at("22:00"))
    assert not any(row.late for row in early.rows)
    assert early.rows[0].last_sheet.endswith("on 2 May 2024")


def test_each_contest_has_its_own_line_of_the_bill_the_dearest_first() -> None:
    night = a_night(whole(sc.one_seat()), whole(replace(sc.three_seats(), postal_issued=0)))
    night.play(do.SetUpContest(sc.ADMINISTRATOR, sc.without_poll()))
    view = bill_view(TEXTS, night.count, usual_plan(1))
    spent = [row.bill.keyer_ms for row in view.wards]
    assert {row.area for row in view.wards} == {"Mill Lane", "Old Town"}
    assert spent == sorted(spent, reverse=True)
    assert sum(spent) == view.bill.keyer_ms


def test_without_an_expected_time_nothing_is_late() -> None:
    night = a_night(replace(whole(sc.one_seat()), expected_at=""), proven=True)
    view = bill_view(TEXTS, night.count, plan_at("05:00"))
    assert view.expected == ""
    assert not any(row.late for row in view.rows)


def test_papers_verified_take_the_place_of_the_guess() -> None:
    night = a_night(whole(sc.one_seat()), proven=True)
    before = bill_view(TEXTS, night.count, usual_plan(1)).bill
    night.verify(sc.ONE, 9_000, 2_000)
    assert bill_view(TEXTS, night.count, usual_plan(1)).bill.keystrokes > before.keystrokes


def test_an_empty_file_has_no_bill() -> None:
    view = bill_view(TEXTS, sc.Night().count, usual_plan(1))
    assert (view.rows, view.bill.sheets) == ((), 0)
