"""What the feed takes and what it does not, over real HTTP."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from countroom.domain import events as ev
from countroom.domain.declaration import Lot
from countroom.domain.identifiers import CandidateId, ContestId, EventId, HeadId
from countroom.domain.people import Person
from countroom.wire.envelope import open_envelope, seal
from countroom.wire.problem import Problem
from countroom.wire.receipt import read_receipt
from feed.night import (
    ADMINISTRATOR,
    BUSH_FAIR,
    DEPUTY,
    MILL_LANE,
    OFFICER,
    SUPERVISOR,
    THE_FENS,
    Room,
    key_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from feed.conftest import Reached

ACCEPTED = ""


@pytest.fixture
def room(feed: Reached) -> Room:
    """A room whose set-up the feed has."""
    room = Room()
    assert feed.enrol(room.key_file).status_code == 200
    assert set(feed.refusals(room.set_up())) == {ACCEPTED}
    return room


def test_a_night_is_taken_from_enrolment_to_the_last_ward(feed: Reached) -> None:
    room = Room()
    enrolled = feed.enrol(room.key_file)
    assert enrolled.status_code == 200
    assert enrolled.json()["environment"] == "test"
    assert enrolled.json()["origin"] == "localhost/test"
    sent = room.set_up()
    sent += [*room.declare("Bush Fair"), room.return_uncontested("The Fens")]
    sent += room.declare("Mill Lane")
    answers = feed.send(sent)
    assert [answer["index"] for answer in answers] == list(range(len(sent)))
    for envelope, answer in zip(sent, answers, strict=True):
        receipt = read_receipt(answer["receipt"], enrolled.json()["key"])
        assert not isinstance(receipt, Problem)
        assert (receipt.event, receipt.index) == (answer["id"], answer["index"])
        assert (receipt.environment, receipt.origin) == ("test", "localhost/test")
        assert receipt.log_size == len(sent)
        assert isinstance(open_envelope(envelope), type(open_envelope(sent[0])))


def test_a_known_event_answers_as_before(feed: Reached, room: Room) -> None:
    pair = room.declare("Bush Fair")
    first = feed.send(pair)
    size = feed.size()
    assert feed.send(pair) == first
    assert feed.send([*pair, *pair]) == [*first, *first]
    assert feed.send(pair[:1]) == first[:1]  # known, so it may come alone
    assert feed.size() == size


def test_enrolment_may_be_repeated_and_may_grow_but_not_shrink(feed: Reached) -> None:
    room = Room()
    first = feed.enrol(room.key_file)
    assert feed.enrol(room.key_file).json() == first.json()
    smaller = room.key_file.replace(f"person {DEPUTY}", "person somebody-else")
    refused = feed.enrol(smaller)
    assert (refused.status_code, refused.json()["code"]) == (403, "key_file_conflicts")
    new = Person(OFFICER, ("officer",), "", key_of("a third").key)
    grown = f"{room.key_file}person officer-3 officer {new.key}\n"
    assert feed.enrol(grown).status_code == 200
    assert set(feed.refusals(room.set_up())) == {ACCEPTED}


@pytest.mark.parametrize(
    ("key_file", "code"),
    [
        ("", "key_file_header"),
        ("countroom keys v1\nenvironment test\nnonsense\n", "key_file_line"),
        ("countroom keys v1\nenvironment test\n", "key_file_without_device"),
        (Room(environment="live").key_file, "environment_wrong"),
    ],
)
def test_a_bad_key_file_is_refused_with_a_sentence(feed: Reached, key_file: str, code: str) -> None:
    answer = feed.enrol(key_file)
    assert answer.status_code == 403
    assert answer.json()["code"] == code
    assert len(answer.json()["text"]) > 30


def test_a_key_file_that_is_not_text_is_refused(feed: Reached) -> None:
    answer = feed.http.post("/v1/enrolment", content=b"\xff\xfe")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_text")


def test_a_live_feed_takes_only_what_its_operator_approved(
    feed_in: Callable[..., AbstractContextManager[Reached]], tmp_path: Path
) -> None:
    room = Room(environment="live")
    with feed_in(tmp_path / "feed", "live") as feed:
        assert feed.enrol(room.key_file).json()["code"] == "not_approved"
        assert set(feed.refusals(room.set_up())) == {"device_not_enrolled"}
        approved = feed.folder / "enrolled"
        approved.mkdir()
        (approved / "harlow.keys").write_text(room.key_file + "\n")
        assert feed.enrol(room.key_file).json()["code"] == "not_approved"
        (approved / "harlow.keys").write_text(room.key_file)
        assert feed.enrol(room.key_file).status_code == 200
        fresh = Room(environment="live")
        assert set(feed.refusals(fresh.set_up())) == {ACCEPTED}
        assert feed.enrol(Room().key_file).json()["code"] == "environment_wrong"


def test_test_events_never_come_into_a_live_feed(
    feed_in: Callable[..., AbstractContextManager[Reached]], tmp_path: Path
) -> None:
    live, practice = Room(environment="live"), Room(environment="test")
    (tmp_path / "feed" / "enrolled").mkdir(parents=True)
    (tmp_path / "feed" / "enrolled" / "harlow.keys").write_text(live.key_file)
    with feed_in(tmp_path / "feed", "live") as feed:
        assert feed.enrol(live.key_file).status_code == 200
        assert set(feed.refusals(practice.set_up())) == {"environment_wrong"}
        assert feed.size() == 0


def test_the_wrong_key_is_refused(feed: Reached, room: Room) -> None:
    stranger = Room(name="somebody else")
    assert set(feed.refusals(stranger.set_up())) == {"device_not_enrolled"}
    room.laptop_key, true_key = key_of("another laptop"), room.laptop_key
    assert feed.refusals(room.pair(room.cleared("Bush Fair"))) == ["device_not_enrolled"] * 2
    room.laptop_key = true_key
    room.hands[OFFICER] = replace(room.hands[OFFICER], signer=key_of("another officer"))
    assert feed.refusals(room.pair(room.cleared("Bush Fair"))) == ["signed_by_others"] * 2
    assert feed.size() == len(Room().set_up())


def test_a_person_outside_the_key_file_is_refused(feed: Reached, room: Room) -> None:
    room.hands[OFFICER] = replace(room.hands[OFFICER], person=ADMINISTRATOR)
    cleared = room.pair(room.cleared("Bush Fair"))
    assert feed.refusals(cleared) == ["signed_by_others"] * 2
    stranger = Person(ADMINISTRATOR, ("officer",), "", room.people[ADMINISTRATOR].key)
    assert feed.refusals([room.sign(ev.PersonEnrolled(stranger), ADMINISTRATOR)]) == [
        "signer_not_trusted"
    ]


@pytest.mark.parametrize("where", ["payload", "signature"])
def test_a_tampered_byte_is_refused(feed: Reached, room: Room, where: str) -> None:
    cleared, spoken = room.declare("Bush Fair")
    envelope = open_envelope(cleared)
    assert not isinstance(envelope, Problem)
    if where == "payload":
        forged = envelope.payload.replace(b'"bush-fair-2":778', b'"bush-fair-2":779')
        assert forged != envelope.payload
        bad = cleared.replace(b64encode(envelope.payload), b64encode(forged))
    else:
        signature = envelope.signatures[1].sig
        flipped = bytes([signature[0] ^ 1]) + signature[1:]
        bad = cleared.replace(b64encode(signature), b64encode(flipped))
    assert bad != cleared
    assert feed.refusals([bad, spoken]) == ["signature_bad", "pair_incomplete"]
    assert feed.refusals([cleared, spoken]) == [ACCEPTED, ACCEPTED]


def test_a_signature_of_another_kind_of_event_is_refused(feed: Reached, room: Room) -> None:
    cleared, _ = room.pair(room.cleared("Bush Fair"))
    envelope = open_envelope(cleared)
    assert not isinstance(envelope, Problem)
    signers = [room.laptop_key, room.hands[OFFICER].signer]
    other = seal(envelope.payload, "application/vnd.countroom.test.result-spoken.v1+json", signers)
    assert feed.refusals([other]) == ["payload_type_wrong"]


def test_half_a_pair_is_refused(feed: Reached, room: Room) -> None:
    cleared, spoken = room.declare("Bush Fair")
    proven = room.write(ev.PersonEnrolled(room.people[DEPUTY]), ADMINISTRATOR)
    assert feed.refusals([cleared]) == ["pair_incomplete"]
    assert feed.refusals([spoken]) == ["pair_incomplete"]
    assert feed.refusals([spoken, cleared]) == ["pair_incomplete"] * 2
    assert feed.refusals([cleared, proven, spoken])[::2] == ["pair_incomplete"] * 2
    assert feed.refusals([cleared, b"{}"]) == ["pair_incomplete", "envelope_malformed"]


def test_a_spoken_word_of_other_figures_is_no_pair(feed: Reached, room: Room) -> None:
    other = ev.ResultSpoken(room.contest_id("Mill Lane"), EventId("0" * 64), "", "")
    at = "2024-05-03T01:12:00.000Z"
    spoken = replace(other, spoken_at=at)
    pair = room.pair(room.cleared("Bush Fair"), spoken=spoken)
    assert feed.refusals(pair) == ["pair_incomplete"] * 2


def test_a_bad_spoken_word_leaves_nothing_of_the_pair(feed: Reached, room: Room) -> None:
    size = feed.size()
    cleared = room.cleared("Bush Fair")
    before = room.count, room.head
    first = room.write(cleared, OFFICER)
    by_the_administrator = room.sign(room.spoken("Bush Fair"), ADMINISTRATOR)
    room.count, room.head = before
    assert feed.refusals([first, by_the_administrator]) == ["role_missing"] * 2
    assert feed.size() == size
    assert feed.refusals(room.declare("Bush Fair")) == [ACCEPTED] * 2


def test_private_events_stay_in_the_room(feed: Reached, room: Room) -> None:
    sheet = next(iter(room.count.contests[room.contest_id("Bush Fair")].sheets))
    entry = ev.SheetEntered(room.contest_id("Bush Fair"), sheet, 1, {})
    assert feed.refusals([room.sign(entry, OFFICER)]) == ["not_public"]
    withdrawn = ev.ClearanceWithdrawn(room.contest_id("Bush Fair"), EventId("0" * 64), "slip")
    assert feed.refusals([room.sign(withdrawn, OFFICER)]) == ["not_public"]


def wrong_figures(room: Room) -> dict[str, tuple[ev.ResultCleared, Sequence[str]]]:
    """Give cleared results that may not be published, with the code each meets."""
    fair = room.declaration("Bush Fair")
    votes = dict(fair.totals.votes)
    top = fair.elected
    fourth = CandidateId("bush-fair-6")
    many = dict.fromkeys(votes, 1500)
    few = {candidate: 100 - number for number, candidate in enumerate(votes)}

    def with_totals(**totals: object) -> ev.ResultCleared:
        return replace(
            room.cleared("Bush Fair"), declaration=room.declaration("Bush Fair", **totals)
        )

    cleared = room.cleared
    over = with_totals(votes=many)
    return {
        "elected wrong": (cleared("Bush Fair", elected=(*top[:2], fourth)), ["finding_stands"]),
        "too few elected": (cleared("Bush Fair", elected=top[:2]), ["finding_stands"]),
        "in another order": (cleared("Bush Fair", elected=top[::-1]), ["finding_stands"]),
        "a lot nobody drew": (
            cleared("Bush Fair", lots=(Lot(top[:2], top[0], "straws", ("A",)),)),
            ["finding_stands"],
        ),
        "votes above papers times seats": (over, ["finding_stands"]),
        "a candidate above the papers": (
            with_totals(votes={**votes, CandidateId("bush-fair-2"): 2_500}),
            ["finding_stands"],
        ),
        "a stranger has votes": (
            with_totals(votes={**votes, CandidateId("nobody"): 1}),
            ["finding_stands"],
        ),
        "below zero": (with_totals(votes={**votes, CandidateId("bush-fair-8"): -1}), ["unfit"]),
        "too large": (with_totals(verified=10**30), ["unfit"]),
        "a head nobody knows": (
            with_totals(rejected={HeadId("torn"): 4}),
            ["not_as_set_up"],
        ),
        "other seats": (cleared("Bush Fair", seats=2), ["not_as_set_up"]),
        "another electorate": (cleared("Bush Fair", electorate=7_000), ["not_as_set_up"]),
        "another rule set": (cleared("Bush Fair", rule_set="plurality"), ["not_as_set_up"]),
        "another contest inside": (
            cleared("Bush Fair", contest=room.contest_id("Mill Lane")),
            ["not_as_set_up"],
        ),
        "a second revision first": (cleared("Bush Fair", revision=2), ["revision_wrong"]),
        "missing papers, unsaid": (with_totals(papers=1), ["finding_not_listed"]),
        "fewer votes than papers, unsaid": (
            replace(
                cleared("Bush Fair"),
                declaration=room.declaration("Bush Fair", votes=few),
            ),
            ["finding_not_listed"],
        ),
        "unreconciled without a finding": (
            cleared("Bush Fair", totals_state="not_reconciled"),
            ["totals_state_wrong"],
        ),
        "a finding, and reconciled": (
            cleared("Bush Fair", findings=("V11",)),
            ["totals_state_wrong"],
        ),
    }


@pytest.mark.parametrize(
    "name",
    [
        "elected wrong",
        "too few elected",
        "in another order",
        "a lot nobody drew",
        "votes above papers times seats",
        "a candidate above the papers",
        "a stranger has votes",
        "below zero",
        "too large",
        "a head nobody knows",
        "other seats",
        "another electorate",
        "another rule set",
        "another contest inside",
        "a second revision first",
        "missing papers, unsaid",
        "fewer votes than papers, unsaid",
        "unreconciled without a finding",
        "a finding, and reconciled",
    ],
)
def test_wrong_figures_are_refused(feed: Reached, room: Room, name: str) -> None:
    cleared, codes = wrong_figures(room)[name]
    found = feed.refusals(room.pair(cleared))
    assert found[0] == codes[0]
    assert ACCEPTED not in found
    assert feed.refusals(room.declare("Bush Fair")) == [ACCEPTED] * 2


def unreconciled(room: Room) -> ev.ResultCleared:
    fair = room.declaration("Bush Fair")
    totals = replace(fair.totals, papers=fair.totals.papers - 2)
    declaration = replace(fair, totals=totals, totals_state="not_reconciled", findings=("V11",))
    return ev.ResultCleared(fair.contest, declaration, 1, "two papers after three recounts", ())


def test_unreconciled_totals_need_two_officers_and_a_reason(feed: Reached, room: Room) -> None:
    cleared = unreconciled(room)
    assert feed.refusals(room.pair(cleared, OFFICER)) == ["second_officer_missing"] * 2
    assert feed.refusals(room.pair(cleared, OFFICER, SUPERVISOR)) == ["role_missing"] * 2
    silent = replace(cleared, reason=" ")
    assert feed.refusals(room.pair(silent, OFFICER, DEPUTY)) == ["reason_missing"] * 2
    assert feed.refusals(room.pair(cleared, OFFICER, DEPUTY)) == [ACCEPTED] * 2


def test_a_third_signature_is_refused(feed: Reached, room: Room) -> None:
    pair = room.pair(room.cleared("Bush Fair"), OFFICER, DEPUTY, SUPERVISOR)
    assert feed.refusals(pair) == ["signed_by_others"] * 2


def test_only_officers_clear(feed: Reached, room: Room) -> None:
    assert feed.refusals(room.pair(room.cleared("Bush Fair"), SUPERVISOR)) == ["role_missing"] * 2


def test_a_contest_is_declared_once(feed: Reached, room: Room) -> None:
    before = room.count, room.head
    assert feed.refusals(room.declare("Bush Fair")) == [ACCEPTED] * 2
    after, room.count = room.count, before[0]
    again = room.pair(replace(room.cleared("Bush Fair"), print_number=2))
    assert feed.refusals(again) == ["declared_already"] * 2
    room.count = after
    assert feed.refusals(room.declare("Mill Lane")) == [ACCEPTED] * 2


def test_a_poll_is_not_returned_uncontested_nor_the_other_way(feed: Reached, room: Room) -> None:
    fens, fair = room.contest_id("The Fens"), room.contest_id("Bush Fair")
    everybody = tuple(c.id for c in room.count.contests[fair].contest.candidates)
    assert feed.refusals([room.sign(ev.ReturnedUncontested(fair, everybody), OFFICER)]) == [
        "contest_has_a_poll"
    ]
    assert feed.refusals([room.sign(ev.ReturnedUncontested(fens, ()), OFFICER)]) == [
        "not_as_decided"
    ]
    assert feed.refusals([room.return_uncontested("The Fens")]) == [ACCEPTED]


def test_set_up_is_decided_over_again(feed: Reached, room: Room) -> None:
    refused = feed.refusals(
        [
            room.sign(ev.ElectionSetUp(room.election), ADMINISTRATOR),
            room.sign(room.proof("Bush Fair"), ADMINISTRATOR, SUPERVISOR),
            room.sign(ev.DeviceEnrolled(room.laptop), ADMINISTRATOR),
            room.sign(ev.ElectionSetUp(room.election)),
        ]
    )
    assert refused == ["election_known", "contest_proven", "device_known", "nobody_signed"]


def test_nothing_is_proven_by_one_person(feed: Reached) -> None:
    room = Room(wards=(BUSH_FAIR,))
    feed.enrol(room.key_file)
    assert set(feed.refusals(room.set_up(proven=False))) == {ACCEPTED}
    proof = room.proof("Bush Fair")
    assert feed.refusals([room.sign(proof, SUPERVISOR)]) == ["second_person_is_first"]
    assert feed.refusals([room.sign(proof, ADMINISTRATOR, SUPERVISOR)]) == [ACCEPTED]


def test_an_unproven_contest_is_not_declared(feed: Reached) -> None:
    room = Room(wards=(BUSH_FAIR, MILL_LANE))
    feed.enrol(room.key_file)
    assert set(feed.refusals(room.set_up(proven=False))) == {ACCEPTED}
    assert feed.refusals(room.declare("Mill Lane")) == ["contest_not_proven"] * 2


def test_an_election_belongs_to_one_centre(feed: Reached, room: Room) -> None:
    other = Room(name="the other hall")
    assert feed.enrol(other.key_file).status_code == 200
    found = feed.refusals(other.set_up())
    people = len(other.people)
    assert found[: people + 1] == [ACCEPTED] * (people + 1)
    assert found[people + 1] == "election_taken"
    assert set(found[people + 2 :]) == {"contest_taken", "election_wrong"}
    assert room.slug == other.slug


def test_an_election_outside_the_key_file_is_refused(feed: Reached) -> None:
    room = Room()
    feed.enrol(room.key_file.replace("election local.harlow", "election local.leeds"))
    found = feed.refusals(room.set_up())
    assert found[len(room.people) + 1] == "election_not_enrolled"


def test_a_council_and_a_contest_belong_to_one_centre(feed: Reached, room: Room) -> None:
    other = Room("epping", name="epping")
    council = replace(other.election.council, slug=room.slug)
    other.election, true = replace(other.election, council=council), other.election
    feed.enrol(other.key_file)
    found = feed.refusals(other.set_up())
    assert found[len(other.people) + 1] == "council_taken"
    other = Room("epping", name="epping")
    other.election = true
    sent = other.set_up()[: len(other.people) + 2]
    feed.send(sent)
    theirs = room.contest_set_up("Bush Fair")
    stolen = replace(theirs, contest=replace(theirs.contest, election=other.election.id))
    other.head = (other.head[0] + 10, "")
    assert feed.refusals([other.sign(stolen, ADMINISTRATOR)]) == ["contest_taken"]


def test_the_chain_of_a_laptop_holds(feed: Reached, room: Room) -> None:
    head = room.head
    proof = room.proof("Bush Fair")
    room.head = (head[0] - 1, head[1])
    assert feed.refusals([room.sign(proof, ADMINISTRATOR, SUPERVISOR)]) == ["fork"]
    room.head = (head[0], "f" * 64)
    assert feed.refusals(room.pair(room.cleared("Bush Fair")))[0] == "chain_broken"
    room.head = head
    room.stay_silent(4)
    skipped = room.head
    assert feed.refusals(room.declare("Bush Fair")) == [ACCEPTED] * 2
    late = room.contest_set_up("Mill Lane")
    order = ev.SetUpCorrected(late.contest.id, late.contest, late.pads, "a wrong name")
    room.head = (skipped[0] - 2, "")
    assert feed.refusals([room.sign(order, OFFICER)]) == ["sequence_stale"]


@pytest.mark.parametrize("order", [("Bush Fair", "Mill Lane"), ("Mill Lane", "Bush Fair")])
def test_results_cleared_together_are_taken_in_the_order_they_are_spoken(
    feed: Reached, room: Room, order: tuple[str, ...]
) -> None:
    cleared = {ward: room.write(room.cleared(ward), OFFICER) for ward in ("Bush Fair", "Mill Lane")}
    for ward in order:
        pair = [cleared[ward], room.write(room.spoken(ward), OFFICER)]
        assert feed.refusals(pair) == [ACCEPTED] * 2
    (head,) = feed.http.get("/v1/heads", params={"device": room.laptop.key}).json().values()
    assert head == {"sequence": room.head[0], "id": room.head[1]}


def test_a_result_that_was_withheld_is_taken_after_younger_ones(feed: Reached, room: Room) -> None:
    withheld, told = room.declare("Bush Fair"), room.declare("Mill Lane")
    assert feed.refusals(told) == [ACCEPTED] * 2
    assert feed.refusals(withheld) == [ACCEPTED] * 2
    assert feed.refusals(withheld) == [ACCEPTED] * 2


def test_a_result_that_waited_is_the_one_its_follower_names(feed: Reached, room: Room) -> None:
    before, told = room.count, room.head
    room.write(room.cleared("Bush Fair"), OFFICER)
    fair = room.write(room.cleared("Mill Lane"), OFFICER)
    assert feed.refusals([fair, room.write(room.spoken("Mill Lane"), OFFICER)]) == [ACCEPTED] * 2
    after, last = room.count, room.head
    room.count, room.head = before, told
    other = room.write(room.cleared("Bush Fair", provisional_version=2), OFFICER)
    cleared = room.count.contests[room.contest_id("Bush Fair")].cleared
    assert cleared is not None
    room.count, room.head = after, last
    spoken = ev.ResultSpoken(
        room.contest_id("Bush Fair"), cleared.id, "2024-05-03T03:00:00.000Z", ""
    )
    assert feed.refusals([other, room.sign(spoken, OFFICER)])[0] == "chain_broken"


def test_a_second_incarnation_has_a_chain_of_its_own(feed: Reached, room: Room) -> None:
    device = room.laptop.key
    room.incarnation, room.head = "disk-2", (0, "0" * 64)
    assert feed.refusals(room.declare("Bush Fair")) == [ACCEPTED] * 2
    heads = feed.http.get("/v1/heads", params={"device": device}).json()
    assert set(heads) == {"disk-1", "disk-2"}
    assert heads["disk-2"] == {"sequence": room.head[0], "id": room.head[1]}
    assert feed.http.get("/v1/heads", params={"device": "0" * 64}).json() == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sequence": 0}, "sequence"),
        ({"sequence": 2**70}, "sequence"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2024-13-40T00:00:00.000Z"}, "at"),
    ],
)
def test_what_cannot_be_published_is_refused(
    feed: Reached, room: Room, changes: dict[str, object], field: str
) -> None:
    enrolled = ev.PersonEnrolled(room.people[DEPUTY])
    answer = feed.send([room.sign(enrolled, ADMINISTRATOR, **changes)])[0]
    assert answer["refused"]["code"] == "unfit"
    assert answer["refused"]["where"] == f"PersonEnrolled: {field}"


def test_a_set_up_that_would_break_a_page_is_refused(feed: Reached, room: Room) -> None:
    council = replace(room.election.council, slug="../harlow")
    composition = room.election.composition
    assert composition is not None
    elections = (
        replace(room.election, council=council),
        replace(room.election, polling_day="2 May 2024"),
        replace(room.election, polling_day="2024-02-30"),
        replace(room.election, composition=replace(composition, seats_total=10**9)),
        replace(room.election, composition=replace(composition, seats_before=-1)),
        replace(room.election, composition=replace(composition, before={"CON": -1})),
    )
    found = feed.refusals([room.sign(ev.ElectionSetUp(one), ADMINISTRATOR) for one in elections])
    assert found == ["unfit"] * len(elections)
    set_up = room.contest_set_up("Mill Lane")
    contests = (
        replace(set_up.contest, id=ContestId("local.harlow/../../feed.key")),
        replace(set_up.contest, seats=10**6),
        replace(set_up.contest, electorate=-5),
    )
    found = feed.refusals(
        [room.sign(replace(set_up, contest=one), ADMINISTRATOR) for one in contests]
    )
    assert found == ["unfit"] * len(contests)


def test_an_event_that_names_another_contest_is_refused(feed: Reached, room: Room) -> None:
    proof = room.proof("Bush Fair")
    fens = room.contest_id("The Fens")
    wrong = (
        room.sign(proof, ADMINISTRATOR, SUPERVISOR, contest=fens),
        room.sign(proof, ADMINISTRATOR, SUPERVISOR, election="local.leeds.2024-05-02"),
        room.sign(proof, ADMINISTRATOR, SUPERVISOR, device="laptop-9"),
        room.sign(proof, ADMINISTRATOR, SUPERVISOR, people=(ADMINISTRATOR, "nobody")),
    )
    assert feed.refusals(wrong) == [
        "contest_wrong",
        "election_wrong",
        "signer_not_trusted",
        "signer_not_trusted",
    ]


def test_nothing_comes_before_the_laptop_is_enrolled(feed: Reached) -> None:
    room = Room(wards=(THE_FENS,))
    feed.enrol(room.key_file)
    _, first, *_ = room.set_up()
    assert feed.refusals([first]) == ["device_unknown"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"not json", "envelope_malformed"),
        (b'{"payload":"\xff"}', "envelope_malformed"),
        (b"", "envelope_malformed"),
        (b"[" * 5_000, "envelope_malformed"),
        (b'"' + b"a" * 70_000 + b'"', "envelope_too_large"),
        (b'{"payload":"e30=","payloadType":"x","signatures":[]}', "payload_malformed"),
        (b'{ "payload":"e30=","payloadType":"x","signatures":[]}', "envelope_not_canonical"),
    ],
)
def test_what_is_no_envelope_is_refused_by_itself(
    feed: Reached, room: Room, line: bytes, code: str
) -> None:
    pair = room.declare("Bush Fair")
    assert feed.refusals([line, *pair]) == [code, ACCEPTED, ACCEPTED]


def test_an_event_without_signatures_is_refused(feed: Reached, room: Room) -> None:
    envelope = open_envelope(room.sign(ev.DeviceEnrolled(room.laptop)))
    assert not isinstance(envelope, Problem)
    unsigned = seal(envelope.payload, envelope.payload_type, [])
    assert feed.refusals([unsigned]) == ["device_not_enrolled"]


def test_every_refusal_comes_with_its_sentence(feed: Reached, room: Room) -> None:
    sent = [
        b"x",
        room.sign(ev.ElectionSetUp(room.election), ADMINISTRATOR),
        *room.pair(unreconciled(room)),
    ]
    for answer in feed.send(sent):
        assert re.fullmatch(r".{20,}\.", answer["refused"]["text"])


def test_oversized_requests_are_refused_whole(feed: Reached, room: Room) -> None:
    pair = room.declare("Bush Fair")
    many = feed.post([*pair, *([b"{}"] * 255)])
    assert (many.status_code, many.json()["code"]) == (413, "too_many_events")
    large = feed.http.post("/v1/events", content=b"x" * 1_048_577)
    assert (large.status_code, large.json()["code"]) == (413, "request_too_large")
    assert "1,048,576" in large.json()["text"]
    assert feed.refusals([*pair, *([b"{}"] * 254)])[:2] == [ACCEPTED] * 2
