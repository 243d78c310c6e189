"""What the night changes of a set-up reaches the feed before the declaration that rests on it."""

from __future__ import annotations

import time
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from countroom.domain import events as ev
from countroom.domain.election import particulars_of
from countroom.sync import outbox
from countroom.wire.envelope import open_envelope
from countroom.wire.payload import read
from countroom.wire.problem import Problem
from feed.night import ADMINISTRATOR, DEPUTY, OFFICER, SUPERVISOR, Room

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.election import CalledOff
    from feed.conftest import Reached

PATIENCE = 20.0
WARD, ACCEPTED = "Bush Fair", ""


def soon(feed: Reached, room: Room, ready: Callable[[Any], bool]) -> Any:  # noqa: ANN401
    """Wait for what is published of the room's council."""
    until = time.monotonic() + PATIENCE
    while True:
        response = feed.http.get(f"/state/council/{room.slug}.json")
        if response.status_code == HTTPStatus.OK and ready(told := response.json()):
            return told
        assert time.monotonic() < until, response.text
        time.sleep(0.05)


def altered(room: Room) -> bytes:
    contest = room.contest_id(WARD)
    event = ev.ElectorateAltered(contest, 6_001, "register of 2 May, 21:00", "a clerical error")
    return room.write(event, SUPERVISOR, OFFICER)


def test_an_electorate_altered_on_the_night_goes_with_the_declaration(feed: Reached) -> None:
    room = Room()
    feed.enrol(room.key_file)
    assert set(feed.refusals(room.set_up())) == {ACCEPTED}
    change = altered(room)
    pair = room.declare(WARD)
    assert set(feed.refusals(pair)) != {ACCEPTED}, "the feed does not know the new electorate"
    assert feed.refusals([change, *pair]) == [ACCEPTED] * 3


def test_an_electorate_altered_by_one_person_is_refused(feed: Reached) -> None:
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    event = ev.ElectorateAltered(room.contest_id(WARD), 6_001, "register of 2 May", "late")
    assert feed.refusals([room.sign(event, SUPERVISOR)]) == ["electorate_by_one"]


def test_words_amended_on_the_night_are_taken_before_the_declaration_that_bears_them(
    feed: Reached,
) -> None:
    """The event holds the words alone: the feed puts them to the contest as it knows it."""
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    contest = room.count.contests[room.contest_id(WARD)].contest
    first, *others = contest.candidates
    words = replace(
        particulars_of(contest), candidates=(replace(first, description="Independent"), *others)
    )
    amended = room.write(ev.SetUpAmended(contest.id, words, "a misprint"), OFFICER)
    proven = room.prove(WARD)
    assert feed.refusals([amended, proven, *room.declare(WARD)]) == [ACCEPTED] * 4


@pytest.mark.parametrize("how", ["countermanded", "abandoned"])
def test_a_poll_called_off_is_told_and_never_declared(feed: Reached, how: CalledOff) -> None:
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    called_off = ev.PollCalledOff(room.contest_id(WARD), how, "a candidate died")
    assert feed.refusals([room.write(called_off, OFFICER)]) == [ACCEPTED]
    voting = len(room.wards) - 1
    council = soon(feed, room, lambda told: told["wards"]["voting"] == voting)
    states = {ward["area"]: ward["state"] for ward in council["contests"]}
    assert states[WARD] == how
    assert list(states.values()).count(how) == 1
    assert f"Poll {how}" in feed.http.get(f"/council/{room.slug}/").text
    assert feed.refusals(room.pair(room.cleared(WARD))) == ["poll_called_off"] * 2


def test_a_poll_called_off_by_mistake_is_restored_and_declared(feed: Reached) -> None:
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    contest = room.contest_id(WARD)
    called_off = room.write(ev.PollCalledOff(contest, "abandoned", "a candidate died"), OFFICER)
    restored = room.write(ev.PollRestored(contest, "another ward was meant"), OFFICER)
    assert feed.refusals([called_off, restored, *room.declare(WARD)]) == [ACCEPTED] * 4
    council = soon(feed, room, lambda told: told["wards"]["declared"] == 1)
    assert council["wards"]["voting"] == len(room.wards)


def test_nobody_becomes_an_officer_whom_the_key_file_does_not_name(feed: Reached) -> None:
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    promotion = ev.AppointmentsChanged(SUPERVISOR, ("supervisor", "officer"), (), "a letter")
    assert feed.refusals([room.sign(promotion, ADMINISTRATOR)]) == ["signer_not_trusted"]
    relief = ev.AppointmentsChanged(DEPUTY, ("supervisor",), (), "another task")
    assert feed.refusals([room.write(relief, ADMINISTRATOR)]) == [ACCEPTED]


def test_the_outbox_sends_every_change_that_a_declaration_rests_on() -> None:
    room, queue = Room(), outbox.Outbox()
    for envelope in [*room.set_up(), altered(room)]:
        opened = open_envelope(envelope)
        assert not isinstance(opened, Problem)
        found = read(opened.payload)
        assert not isinstance(found, Problem)
        payload, event = found
        recorded = ev.Recorded(
            room.head[1],  # type: ignore[arg-type]
            event,
            payload.people,
            payload.device,
            payload.at,
        )
        queue.add(recorded, envelope)
    sent = [open_envelope(one.envelope) for one in queue.batch()]
    kinds = {one.payload_type.split(".")[-2] for one in sent if not isinstance(one, Problem)}
    assert {"electorate-altered", "contest-proven", "contest-set-up"} <= kinds
