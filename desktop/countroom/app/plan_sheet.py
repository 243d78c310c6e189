"""The plan of the night on paper: the bill contest by contest, who sits where, and the breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.roster import crew
from countroom.app.screens.ready import MOST_KEYERS, bill_view, say_job, say_losses
from countroom.app.screens.roster import say_breaks, say_time_of
from countroom.app.seat_plan import JOBS
from countroom.documents.plan import (
    TEMPLATE,
    Section,
    councils_of,
    frame_of_the_hall,
    plan_sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.app.printing import Edition, Filled
    from countroom.app.seat_plan import SeatPlan
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import Count
    from countroom.texts import Texts


def plan_filled(edition: Edition, plan: SeatPlan, name_of: Callable[[PersonId], str]) -> Filled:
    """Fill the plan as it is now; people are named as ``name_of`` says."""
    frame = frame_of(edition, edition.texts.say("Plan of the count"))
    return TEMPLATE, plan_sheet(frame, sections_of(edition.texts, edition.count, plan, name_of))


def frame_of(edition: Edition, name: str) -> dict[str, object]:
    """Give what stands round a sheet for the staff of the whole hall."""
    count, texts, at = edition.count, edition.texts, edition.at
    councils, day = councils_of(texts, count), count.polling_day() or at[:10]
    return frame_of_the_hall(texts, name, councils, day, edition.environment, at)


def sections_of(
    texts: Texts, count: Count, plan: SeatPlan, name_of: Callable[[PersonId], str]
) -> tuple[Section, ...]:
    """Say the bill, the seat plan and the breaks as tables."""
    return (*_bill(texts, count, plan), _seats(texts, plan), _breaks(texts, count, plan, name_of))


def _bill(texts: Texts, count: Count, plan: SeatPlan) -> tuple[Section, Section]:
    view, say, figure = bill_view(texts, count, plan), texts.say, texts.figure
    bills = [(row.area, row.bill) for row in view.wards]
    bills.append((say("All contests"), view.bill))
    by_contest = Section(
        say("The bill of keying"),
        (say("Contest"), say("Sheets"), say("Keys"), say("Minutes")),
        tuple(
            (area, figure(bill.sheets), figure(bill.keystrokes), figure(bill.minutes(1)))
            for area, bill in bills
        ),
        before=(say("Both entries, in the minutes of one keyer."),),
    )
    expected = (
        say("The declarations are expected at {time}.", time=view.expected)
        if view.expected
        else say("Nobody said when declarations are expected.")
    )
    late = {row.keyers: row.late for row in view.rows}
    by_keyers = Section(
        texts.count("With {n} keyer", "With up to {n} keyers", MOST_KEYERS),
        (say("Keyers"), say("Minutes"), say("Last sheet"), say("In time")),
        tuple(
            (
                figure(row.keyers),
                figure(row.minutes),
                row.last_sheet,
                say("too late") if late[row.keyers] else say("yes"),
            )
            for row in view.rows
        ),
        before=(say("Keying begins at {time}.", time=plan.begins), expected),
    )
    return by_contest, by_keyers


def _seats(texts: Texts, plan: SeatPlan) -> Section:
    rows = tuple(
        (say_job(texts, job), ", ".join(str(n) for n in plan.seats.get(job, ()))) for job in JOBS
    )
    columns = (texts.say("What is done"), texts.say("Laptops"))
    return Section(texts.say("Seat plan"), columns, rows, after=say_losses(texts, plan), words=True)


def _breaks(
    texts: Texts, count: Count, plan: SeatPlan, name_of: Callable[[PersonId], str]
) -> Section:
    say, here = texts.say, {one.id for one in crew(count)}
    planned = [one for one in plan.breaks if one.person in here]
    planned = [one for one in planned if one.relief is None or one.relief in count.people]
    rows = tuple(
        (
            name_of(one.person),
            say_time_of(texts, one),
            say("nobody") if one.relief is None else name_of(one.relief),
        )
        for one in planned
    )
    lacks = say_breaks(texts, count, plan.breaks, name_of)
    well = say("While each break lasts two can key and somebody can settle.")
    return Section(
        say("Breaks"),
        (say("Who"), say("When"), say("In their place")),
        rows,
        before=() if rows else (say("No breaks are planned."),),
        after=lacks or ((well,) if rows else ()),
        words=True,
    )
