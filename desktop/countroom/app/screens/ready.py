"""Before the count: the bill of keying and the seat plan, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.arranging import at_night
from countroom.app.bill import Bill, added, bills_of
from countroom.app.screens.gaps import waits
from countroom.app.seat_plan import losses
from countroom.texts import N_, london

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.app.seat_plan import Job, Loss, SeatPlan
    from countroom.domain.state import Count
    from countroom.texts import Texts

MOST_KEYERS: Final = 6

JOB_NAMES: Final[Mapping[Job, str]] = {
    "receipt": N_("Boxes in"),
    "entry": N_("Entry"),
    "settle": N_("Settle and clear"),
    "board": N_("Board"),
    "hall": N_("Hall screen"),
    "print": N_("Print desk"),
    "uplink": N_("Way to the feed"),
}


@dataclass(frozen=True, slots=True)
class BillRow:
    """What the keying takes with so many keyers: minutes, the last sheet, and whether too late."""

    keyers: int
    minutes: int
    last_sheet: str
    late: bool


@dataclass(frozen=True, slots=True)
class WardRow:
    """What one contest costs: both entries, in the minutes of one keyer."""

    area: str
    bill: Bill


@dataclass(frozen=True, slots=True)
class BillView:
    """The bill in words; ``expected`` is empty where nobody said when declarations are awaited.

    ``wards`` has the contests still to be counted, the dearest first.
    """

    bill: Bill
    rows: tuple[BillRow, ...]
    expected: str
    wards: tuple[WardRow, ...]


def bill_view(texts: Texts, count: Count, plan: SeatPlan) -> BillView:
    """Give the bill of keying for what is still to be counted, with 1 to 6 keyers."""
    states = [one for one in count.contests.values() if waits(one)]
    verified = {
        one.contest.id: one.verification.verified for one in states if one.verification is not None
    }
    bills = bills_of([(one.contest, one.rules) for one in states], verified)
    bill = added(bills.values())
    expected = max((one.contest.expected_at for one in states), default="")
    day = count.polling_day()
    begins = (at_night(day, plan.begins) if day else None) or ""
    rows = []
    for keyers in range(1, MOST_KEYERS + 1) if begins else ():
        last = bill.last_sheet(begins, keyers)
        late = bool(expected) and last[:19] > expected[:19]
        rows.append(BillRow(keyers, bill.minutes(keyers), say_time(texts, last), late))
    areas = {one.contest.id: one.contest.area for one in states}
    wards = [WardRow(areas[id_], one) for id_, one in bills.items()]
    wards.sort(key=lambda row: -row.bill.keyer_ms)
    return BillView(bill, tuple(rows), say_time(texts, expected), tuple(wards))


def say_time(texts: Texts, at: str) -> str:
    """Say a moment of the night: the time in London, with the day after midnight."""
    if not at:
        return ""
    day, time = london(at)
    return texts.say("{time} on {day}", time=time, day=texts.day(day))


def say_job(texts: Texts, job: Job) -> str:
    """Name a job."""
    return texts.say(JOB_NAMES[job])


def say_losses(texts: Texts, plan: SeatPlan) -> tuple[str, ...]:
    """Say what stops if each laptop dies and who takes over, and which jobs nobody does."""
    said = [_say_loss(texts, loss) for loss in losses(plan)]
    if plan.nobodys:
        said.append(texts.say("Nobody does: {jobs}.", jobs=_jobs(texts, plan.nobodys)))
    return tuple(said)


def _say_loss(texts: Texts, loss: Loss) -> str:
    n = loss.laptop
    if loss.to is None:
        return texts.say(
            "If laptop {n} dies everything stops: open the last copy of the count file on another.",
            n=n,
        )
    if not loss.lost:
        going_on = _jobs(texts, loss.going_on)
        return texts.say("If laptop {n} dies the others go on with: {jobs}.", n=n, jobs=going_on)
    return texts.say(
        "If laptop {n} dies these stop: {jobs}. Laptop {to} takes over.",
        n=n,
        jobs=_jobs(texts, loss.lost),
        to=loss.to,
    )


def _jobs(texts: Texts, jobs: Sequence[Job]) -> str:
    return ", ".join(say_job(texts, job) for job in jobs)
