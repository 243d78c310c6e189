"""What the night changes of a set-up reaches the feed before the declaration that rests on it."""

from __future__ import annotations

import time
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.decide import decide
from countroom.domain.election import BallotBox, particulars_of
from countroom.domain.identifiers import BoxId, SheetId
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import in_pads, sheets_for
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


def decided(room: Room, command: do.Command) -> ev.Event:
    """Let the room decide a command: its one event, not written yet."""
    decision = decide(room.count, command)
    assert not isinstance(decision, Refusal), decision
    (event,) = decision
    return event


def with_more_sheets(feed: Reached, *, box: bool) -> Room:
    """Set a room up and let it add a box or a sheet, of which nothing leaves it."""
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    ward = room.contest_id(WARD)
    table = room.count.contests[ward].contest.counted_in[0].id
    more: do.Command = do.AddSheet(SUPERVISOR, ward, "count", None, table, "torn")
    if box:
        late = BallotBox(BoxId("late"), "station", "Late station")
        more = do.AddBox(SUPERVISOR, ward, late, table, "not on the list")
    private = decided(room, more)
    assert not isinstance(private, ev.PublicEvent)
    room.write(private, SUPERVISOR)
    return room


def correction(room: Room) -> ev.SetUpCorrected:
    """Correct the electorate's source in the room, whatever it has added."""
    contest = room.count.contests[room.contest_id(WARD)].contest
    new = replace(contest, area_code="E05015680")
    event = decided(room, do.CorrectSetUp(OFFICER, contest.id, new, "the code was missing"))
    assert isinstance(event, ev.SetUpCorrected)
    return event


@pytest.mark.parametrize("box", [False, True], ids=["sheet", "box"])
def test_what_the_room_added_alone_hinders_no_correction(feed: Reached, *, box: bool) -> None:
    """Its sheets take numbers of which the feed knows nothing."""
    room = with_more_sheets(feed, box=box)
    first = room.write(correction(room), OFFICER)
    again = room.write(correction(room), OFFICER)
    assert feed.refusals([first, again, room.prove(WARD), *room.declare(WARD)]) == [ACCEPTED] * 5


@pytest.mark.parametrize("box", [False, True], ids=["sheet", "box"])
def test_what_the_room_added_alone_hinders_no_amended_words(feed: Reached, *, box: bool) -> None:
    room = with_more_sheets(feed, box=box)
    contest = room.count.contests[room.contest_id(WARD)].contest
    words = replace(particulars_of(contest), expected_at="2024-05-03T02:30:00Z")
    amended = room.write(ev.SetUpAmended(contest.id, words, "later"), OFFICER)
    assert feed.refusals([amended, room.prove(WARD), *room.declare(WARD)]) == [ACCEPTED] * 4


def test_sheets_of_a_correction_that_no_set_up_makes_are_refused(feed: Reached) -> None:
    room = with_more_sheets(feed, box=False)
    sound = correction(room)
    first, *others = sound.pads
    state = room.count.contests[sound.contest]
    used = in_pads(sheets_for(sound.corrected, state.rules, state.number))
    wrong = (
        replace(sound, pads=()),
        replace(sound, pads=(replace(first, ids=()), *others)),
        replace(sound, pads=(replace(first, ids=(SheetId("001-x"),)), *others)),
        replace(sound, pads=(replace(first, ids=(SheetId("001-01"),)), *others)),
        replace(sound, pads=(replace(first, fields=first.fields[1:]), *others)),
        replace(sound, pads=used),
    )
    for event in wrong:
        assert feed.refusals([room.sign(event, OFFICER)]) == ["not_as_decided"]
    blank = replace(sound, reason=" ")
    assert feed.refusals([room.sign(blank, OFFICER)]) == ["reason_missing"]
    assert feed.refusals([room.sign(sound, OFFICER)]) == [ACCEPTED]
