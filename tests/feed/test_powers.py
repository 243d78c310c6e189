"""Powers at the feed: it asks for those it can know of, and never sees a batch or its signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import scenarios as sc
from countroom.domain import events as ev
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.people import Appointment, Power
from countroom.sync.outbox import Answer, Outbox
from feed.night import ADMINISTRATOR, DEPUTY, Room

if TYPE_CHECKING:
    from feed.conftest import Reached

WARD, ACCEPTED = "Bush Fair", ""


def appointed(room: Room, *powers: Power) -> bytes:
    letter = Appointment(None, powers, "Deputy Returning Officer")
    event = ev.AppointmentsChanged(DEPUTY, ("officer",), (letter,), "letter of 1 May")
    return room.write(event, ADMINISTRATOR)


def test_a_deputy_for_doubtful_papers_declares_nothing_at_the_feed(feed: Reached) -> None:
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    assert feed.refusals([appointed(room, "adjudicate")]) == [ACCEPTED]
    by_deputy = room.pair(room.cleared(WARD), DEPUTY)
    assert feed.refusals(by_deputy) == ["power_missing"] * 2
    assert feed.refusals(room.declare(WARD)) == [ACCEPTED] * 2


def test_nobody_corrects_a_set_up_who_may_not_declare_it(feed: Reached) -> None:
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    contest = room.count.contests[room.contest_id(WARD)].contest
    corrected = room.contest_set_up(WARD)
    order = ev.SetUpCorrected(contest.id, contest, corrected.pads, "a wrong name")
    feed.send([appointed(room, "adjudicate", "verify", "recount", "lot")])
    assert feed.refusals([room.sign(order, DEPUTY)]) == ["power_missing"]


def test_who_ruled_on_doubtful_papers_never_leaves_the_room() -> None:
    night = sc.eventful(sc.SignedNight())
    assert ev.AdjudicationSigned in {type(recorded.event) for recorded in night.log}
    kinds = {type(recorded.event) for recorded in sent(night)}
    assert kinds <= set(get_args(ev.PublicEvent))
    assert ev.AdjudicationSigned not in kinds


def test_the_steps_of_the_guidance_leave_by_name_and_who_took_them_does_not() -> None:
    night = sc.eventful(sc.SignedNight())
    assert ev.GuidanceStepTaken in {type(recorded.event) for recorded in night.log}
    (cleared,) = (
        recorded.event
        for recorded in sent(night)
        if isinstance(recorded.event, ev.ResultCleared) and recorded.event.contest == sc.ONE
    )
    assert cleared.steps == GUIDANCE_STEPS
    assert ev.GuidanceStepTaken not in {type(recorded.event) for recorded in sent(night)}


def sent(night: sc.SignedNight) -> list[ev.Recorded]:
    """Send a whole night, of which nothing has its receipt yet, and give what left of it."""
    queue, left = Outbox(), list[ev.Recorded]()
    for signed in night.signed:
        if not isinstance(signed.recorded.event, ev.DeclarationReceipted):
            queue.add(signed.recorded, signed.envelope)
    by_id = {signed.id: signed.recorded for signed in night.signed}
    while not queue.empty:
        batch = queue.batch()
        left += [by_id[one.id] for one in batch]
        queue.answered([Answer(one.id, 0, "a receipt", "", "") for one in batch])
    return left
