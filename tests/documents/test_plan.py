"""The plan of the night on paper: bill, seats and breaks, readable by everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
from countroom.app.plan_sheet import plan_filled, sections_of
from countroom.app.printing import Edition
from countroom.app.seat_plan import Break, SeatPlan, usual_plan
from countroom.documents import Typesetter
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId, PersonId
from countroom.texts import Texts
from documents.reading import Paper, faults, read

AT = "2024-05-02T20:15:00.000Z"
S2 = PersonId("supervisor-2")
BREAKS = (
    Break(sc.KEYER, "01:30", 15, sc.SUPERVISOR),
    Break(sc.OTHER_KEYER, "23:50", 20),
    Break(PersonId("somebody"), "01:30", 15),
)
NAMES = {sc.KEYER: "Ann ASH", sc.OTHER_KEYER: "Bo BAY", sc.SUPERVISOR: "Cy COD", S2: "Di DEE"}


def a_night(wards: int = 1) -> sc.Night:
    more = [
        replace(sc.one_seat(), id=ContestId(f"w{n}"), area=f"Ward {n}") for n in range(1, wards)
    ]
    late = replace(sc.one_seat(), expected_at="2024-05-03T00:30:00.000Z")
    return sc.Night().play(*sc.set_up(late, sc.three_seats(), *more))


def printed(night: sc.Night, plan: SeatPlan, texts: Texts | None = None) -> tuple[bytes, Paper]:
    edition = Edition(night.count, "test", AT, texts or Texts())
    pdf = Typesetter().pdf(*plan_filled(edition, plan, NAMES.__getitem__), AT)
    return pdf, read(pdf)


def test_the_plan_has_the_bill_contest_by_contest_the_seats_and_the_breaks() -> None:
    pdf, paper = printed(a_night(), replace(usual_plan(3), breaks=BREAKS))
    assert faults(pdf) == []
    assert paper.outline() == [
        ("H1", "Plan of the count"),
        ("H2", "The bill of keying"),
        ("H2", "With up to 6 keyers"),
        ("H2", "Seat plan"),
        ("H2", "Breaks"),
    ]
    by_contest, by_keyers, seats, breaks = (paper.table(n) for n in range(4))
    assert [row[0] for row in by_contest] == ["Contest", "Mill Lane", "Old Town", "All contests"]
    sheets = [int(row[1]) for row in by_contest[1:]]
    assert sheets[:2] == [3, 2]
    assert sheets[2] == sum(sheets[:2])
    assert [row[0] for row in by_keyers[1:]] == list("123456")
    assert {row[3] for row in by_keyers[1:]} == {"yes"}
    assert ["Entry", "1, 2"] in seats
    assert breaks == [
        ["Who", "When", "In their place"],
        ["Ann ASH", "01:30 to 01:45", "Cy COD"],
        ["Bo BAY", "23:50 to 00:10", "nobody"],
    ]
    assert "what Cy COD keys nobody may settle" in paper.text
    assert "Laptop 2 takes over" in paper.text
    assert "The declarations are expected at 01:30 on 3 May 2024" in paper.text
    assert "Printed 21:15, 2 May 2024" in paper.text
    assert "TEST" in paper.title


def test_a_last_sheet_after_the_declarations_is_said_to_be_too_late() -> None:
    _, paper = printed(a_night(), replace(usual_plan(1), begins="01:31"))
    assert {row[3] for row in paper.table(1)[1:]} == {"too late"}


def test_without_breaks_the_plan_says_so_and_with_slack_that_all_is_well() -> None:
    night = a_night()
    *_, none = sections_of(Texts(), night.count, usual_plan(1), NAMES.__getitem__)
    assert (none.rows, none.before, none.after) == ((), ("No breaks are planned.",), ())
    night.play(do.EnrolPerson(sc.ADMINISTRATOR, sc.person(S2, "supervisor")))
    plan = replace(usual_plan(1), breaks=BREAKS[:1])
    *_, well = sections_of(Texts(), night.count, plan, NAMES.__getitem__)
    assert well.after == ("While each break lasts two can key and somebody can settle.",)
    gone = replace(plan, breaks=(replace(BREAKS[0], relief=PersonId("somebody")),))
    *_, unfit = sections_of(Texts(), night.count, gone, NAMES.__getitem__)
    assert unfit.rows == ()
    assert "may not do this work" in unfit.after[0]


def test_an_empty_file_has_a_plan_too() -> None:
    pdf, paper = printed(sc.Night(), usual_plan(1))
    assert faults(pdf) == []
    assert "Nobody said when declarations are expected." in paper.text


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_borough_of_many_wards_goes_over_pages_and_stays_accessible(language: str) -> None:
    texts = Texts(language)  # type: ignore[arg-type]
    pdf, paper = printed(a_night(45), replace(usual_plan(8), breaks=BREAKS), texts)
    assert faults(pdf) == []
    assert paper.pages > 1
    assert len(paper.table(0)) == 1 + 46 + 1
    assert paper.language.startswith(language)
