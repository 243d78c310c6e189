"""Well signed and yet refused: the rules hold on every replica, whoever holds which key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.identifiers import (
    ContestId,
    DeviceId,
    EventId,
    FieldId,
    PersonId,
    SheetId,
)
from countroom.wire import payload as pl
from countroom.wire.admission import LogReader
from countroom.wire.chain import Chain, Hand, Signed
from countroom.wire.envelope import seal
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.wire.envelope import Key, Signer

HALL = SheetId("001-01")


def proven() -> sc.SignedNight:
    return sc.SignedNight().set_up(sc.one_seat(), sc.three_seats())


def half_entered() -> sc.SignedNight:
    night = proven()
    return night.play(do.EnterSheet(sc.KEYER, HALL, 1, sc.account(700)))


def entered_twice() -> sc.SignedNight:
    """Stop between the second entry and the agreement that has to follow it."""
    night = half_entered()
    night.play(do.EnterSheet(sc.OTHER_KEYER, HALL, 2, sc.account(700)))
    del night.signed[-1]
    return night


def consulted() -> sc.SignedNight:
    night = sc.SignedNight().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    return night.consult(sc.ONE)


def short_of_papers() -> sc.SignedNight:
    night = sc.SignedNight().set_up(sc.one_seat()).verify(sc.ONE)
    return night.count_votes(sc.ONE, papers=1_100).let_stand(sc.ONE, "V11").consult(sc.ONE)


def cleared_event(night: sc.SignedNight, command: do.ClearResult) -> ev.ResultCleared:
    other = sc.Night()
    other.count = night.count
    assert other.ask(command) is None
    event = other.log[-1].event
    assert isinstance(event, ev.ResultCleared)
    return event


def after(night: sc.SignedNight, event: ev.Event, *people: PersonId) -> Problem:
    """Sign what would be the next event with the right keys, and have a stranger read it."""
    return refused(night, night.write(event, *people).envelope)


def refused(night: sc.SignedNight, envelope: bytes) -> Problem:
    reader = sc.read_log(night.envelopes)
    before = reader.count
    found = reader.admit(envelope)
    assert isinstance(found, Problem), found
    assert reader.count is before
    return found


def resealed(
    signed: Signed, *keys: Signer, kind: str = "", changes: Mapping[str, object] | None = None
) -> bytes:
    """Change a payload and sign it again, as somebody with these keys could."""
    payload = msgspec.structs.replace(signed.payload, **(changes or {}))
    named = kind or pl.payload_type(payload.environment, payload.type, payload.version)
    return seal(pl.encode(payload), named, keys)


def second_entry(person: PersonId = sc.OTHER_KEYER) -> tuple[sc.SignedNight, Signed]:
    night = half_entered()
    event = ev.SheetEntered(sc.ONE, HALL, 2, sc.account(700))
    return night, night.write(event, person)


LAPTOP_KEY = sc.key_of(sc.LAPTOP)


def test_a_second_entry_by_the_first_keyers_key_is_refused_on_every_replica() -> None:
    night = half_entered()
    forged = ev.SheetEntered(sc.ONE, HALL, 2, sc.account(700))
    assert after(night, forged, sc.KEYER) == Problem("refused", "second_keyer_is_first")


def test_a_second_entry_in_the_name_of_another_needs_that_persons_key() -> None:
    night = half_entered()
    forged = ev.SheetEntered(sc.ONE, HALL, 2, sc.account(700))
    chain = Chain(sc.LAPTOP, LAPTOP_KEY, "test", "disk-1", sc.FixedClock(), "tests")
    pretending = [Hand(sc.OTHER_KEYER, sc.key_of(sc.KEYER))]
    signed = chain.write(night.count, forged, pretending, night.head)
    assert refused(night, signed.envelope).code == "signed_by_others"


def test_a_second_entry_under_two_names_and_one_key_is_refused_at_enrolment() -> None:
    night = proven()
    double = ev.PersonEnrolled(replace(sc.person("keyer-1", "keyer"), id=PersonId("keyer-9")))
    assert after(night, double, sc.ADMINISTRATOR) == Problem("refused", "key_known")


def test_a_key_enrolled_under_a_second_spelling_signs_nothing() -> None:
    night = proven()
    person = sc.person("keyer-1", "keyer")
    shouting = replace(person, id=PersonId("keyer-9"), key=type(person.key)(person.key.upper()))
    night.play(do.EnrolPerson(sc.ADMINISTRATOR, shouting))
    night.play(do.EnterSheet(sc.KEYER, HALL, 1, sc.account(700)))
    event = ev.SheetEntered(sc.ONE, HALL, 2, sc.account(700))
    signed = night.write(event, shouting.id)
    envelope = resealed(signed, LAPTOP_KEY, Spelt(sc.key_of("keyer-1"), shouting.key))
    assert refused(night, envelope) == Problem("signature_bad", shouting.key)


class Spelt:
    """A signer that spells its key in another way."""

    def __init__(self, key: Key, spelling: str) -> None:
        self._key, self.key = key, type(key.key)(spelling)

    def sign(self, message: bytes) -> bytes:
        """Sign as the key does."""
        return self._key.sign(message)


def test_a_keyer_does_not_settle_and_a_stranger_does_not_sign() -> None:
    night = proven()
    statement = ev.VerificationSigned(sc.ONE, 1, {}, {}, 0, 0)
    assert after(night, statement, sc.KEYER) == Problem("refused", "role_missing")
    stranger = PersonId("officer-9")
    assert after(night, statement, stranger) == Problem("person_unknown", stranger)


def test_an_event_that_nobody_signed_is_refused() -> None:
    statement = ev.VerificationSigned(sc.ONE, 1, {}, {}, 0, 0)
    assert after(proven(), statement) == Problem("refused", "nobody_signed")


def test_a_proof_signed_by_one_person_is_refused() -> None:
    night = sc.SignedNight().play(*sc.set_up(sc.one_seat()))
    proof = ev.ContestProven(sc.ONE, 3_000)
    assert after(night, proof, sc.OFFICER) == Problem("signed_by_others", "ContestProven")
    assert after(night, proof, sc.OFFICER, sc.OFFICER).code == "refused"


def test_an_event_signed_by_one_more_than_it_needs_is_refused() -> None:
    night, signed = half_entered(), ev.SheetEntered(sc.ONE, HALL, 2, sc.account(700))
    both = (sc.OTHER_KEYER, sc.SUPERVISOR)
    assert after(night, signed, *both) == Problem("signed_by_others", "SheetEntered")


def test_a_signature_missing_extra_or_swapped_is_refused() -> None:
    night, signed = second_entry()
    keyer, supervisor = sc.key_of(sc.OTHER_KEYER), sc.key_of(sc.SUPERVISOR)
    for keys in [(), (LAPTOP_KEY,), (keyer, LAPTOP_KEY), (LAPTOP_KEY, keyer, supervisor)]:
        assert refused(night, resealed(signed, *keys)).code == "signed_by_others"
    assert isinstance(
        sc.read_log([*night.envelopes, resealed(signed, LAPTOP_KEY, keyer)]), LogReader
    )


def test_what_follows_from_an_entry_is_signed_by_who_made_it_and_on_the_same_laptop() -> None:
    night = entered_twice()
    agreed = ev.EntriesAgreed(sc.ONE, HALL)
    night.count = sc.read_log(night.envelopes).count
    assert after(night, agreed, sc.SUPERVISOR) == Problem("signed_by_others", "EntriesAgreed")
    assert after(night, agreed) == Problem("signed_by_others", "EntriesAgreed")
    differ = ev.EntriesDiffered(sc.ONE, HALL, (FieldId("counted"),))
    assert after(night, differ, sc.OTHER_KEYER) == Problem("not_as_decided", "EntriesDiffered")
    sound = night.write(agreed, sc.OTHER_KEYER)
    assert sc.read_log([*night.envelopes, sound.envelope]).events == len(night.signed) + 1


def test_entries_agree_only_when_they_do() -> None:
    night = half_entered()
    agreed = ev.EntriesAgreed(sc.ONE, HALL)
    assert after(night, agreed, sc.SUPERVISOR) == Problem("refused", "nothing_differs")
    assert after(night, agreed).code == "refused"


def test_a_test_event_in_a_live_log_is_refused() -> None:
    live = sc.SignedNight("live").play(do.EnrolDevice(None, sc.device()))
    chain = Chain(sc.LAPTOP, LAPTOP_KEY, "test", "disk-1", sc.FixedClock(), "tests")
    person = ev.PersonEnrolled(sc.person("administrator-1", "administrator"))
    signed = chain.write(live.count, person, (), live.head)
    assert refused(live, signed.envelope) == Problem("environment_mixed", "test")


def test_a_test_event_signed_as_live_is_refused() -> None:
    night, signed = second_entry()
    keys = (LAPTOP_KEY, sc.key_of(sc.OTHER_KEYER))
    kind = pl.payload_type("live", "SheetEntered", 1)
    assert refused(night, resealed(signed, *keys, kind=kind)) == Problem("payload_type_wrong", kind)


def test_a_first_entry_signed_as_something_else_is_refused() -> None:
    night, signed = second_entry()
    keys = (LAPTOP_KEY, sc.key_of(sc.OTHER_KEYER))
    kind = pl.payload_type("test", "SheetSettled", 1)
    assert refused(night, resealed(signed, *keys, kind=kind)) == Problem("payload_type_wrong", kind)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sequence": 999}, "sequence_broken"),
        ({"sequence": 0}, "sequence_broken"),
        ({"sequence": -1}, "sequence_broken"),
        ({"previous": "0" * 64}, "chain_broken"),
        ({"previous": ""}, "chain_broken"),
        ({"incarnation": "disk-2"}, "sequence_broken"),
        ({"device": "laptop-2"}, "sequence_broken"),
        ({"device": "laptop-2", "sequence": 1, "previous": pl.FIRST}, "device_unknown"),
        ({"contest": sc.THREE}, "contest_wrong"),
        ({"contest": None}, "contest_wrong"),
        ({"election": "local.elsewhere.2024-05-02"}, "election_wrong"),
        ({"election": None}, "election_wrong"),
        ({"people": (PersonId("keyer-9"),)}, "person_unknown"),
        ({"people": ()}, "signed_by_others"),
    ],
)
def test_a_payload_that_lies_about_itself_is_refused_even_well_signed(
    changes: dict[str, object], code: str
) -> None:
    night, signed = second_entry()
    envelope = resealed(signed, LAPTOP_KEY, sc.key_of(sc.OTHER_KEYER), changes=changes)
    assert refused(night, envelope).code == code


def test_a_laptop_vouches_for_itself_only_as_the_first_and_under_its_own_name() -> None:
    night = sc.SignedNight()
    other = ev.DeviceEnrolled(sc.device("laptop-2"))
    assert after(night, other) == Problem("device_unknown", sc.LAPTOP)
    person = ev.PersonEnrolled(sc.person("administrator-1", "administrator"))
    assert after(night, person) == Problem("device_unknown", sc.LAPTOP)
    night.play(do.EnrolDevice(None, sc.device()))
    chain = Chain(DeviceId("laptop-2"), sc.key_of("laptop-2"), "test", "d", sc.FixedClock(), "t")
    signed = chain.write(night.count, other, (), (0, pl.FIRST))
    assert refused(night, signed.envelope) == Problem("device_unknown", "laptop-2")


def test_the_first_laptop_has_to_sign_with_the_key_it_enrols() -> None:
    night = sc.SignedNight()
    enrolled = ev.DeviceEnrolled(replace(sc.device(), key=sc.key_of("another").key))
    assert after(night, enrolled).code == "signed_by_others"


def declared_otherwise(change: Callable[[ev.ResultCleared], ev.ResultCleared]) -> Problem:
    night = consulted()
    event = cleared_event(night, do.ClearResult(sc.OFFICER, sc.ONE))
    return after(night, change(event), sc.OFFICER)


def swap_votes(event: ev.ResultCleared) -> ev.ResultCleared:
    totals = event.declaration.totals
    votes = {**totals.votes, sc.ABBOTT: 310, sc.BARKER: 520}
    forged = replace(event.declaration, totals=replace(totals, votes=votes), elected=(sc.BARKER,))
    return replace(event, declaration=forged)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(swap_votes, id="other votes"),
        pytest.param(
            lambda e: replace(e, declaration=replace(e.declaration, elected=(sc.BARKER,))),
            id="another elected",
        ),
        pytest.param(
            lambda e: replace(e, declaration=replace(e.declaration, electorate=9_999)),
            id="another electorate",
        ),
        pytest.param(
            lambda e: replace(e, declaration=replace(e.declaration, totals_state="not_reconciled")),
            id="another state of the totals",
        ),
        pytest.param(lambda e: replace(e, print_number=2), id="another print number"),
        pytest.param(lambda e: replace(e, reason="to be safe"), id="a reason for nothing"),
    ],
)
def test_a_result_other_than_the_figures_bring_about_is_refused(
    change: Callable[[ev.ResultCleared], ev.ResultCleared],
) -> None:
    assert declared_otherwise(change) == Problem("not_as_decided", "ResultCleared")


def test_the_result_the_figures_bring_about_is_admitted() -> None:
    night = consulted()
    event = cleared_event(night, do.ClearResult(sc.OFFICER, sc.ONE))
    signed = night.write(event, sc.OFFICER)
    assert sc.read_log([*night.envelopes, signed.envelope]).events == len(night.log) + 1


def test_an_unreconciled_result_needs_the_second_officers_key() -> None:
    night = short_of_papers().search(sc.ONE)
    both = do.ClearResult(sc.OFFICER, sc.ONE, sc.OTHER_OFFICER, "recounted")
    event = cleared_event(night, both)
    assert after(night, event, sc.OFFICER) == Problem("refused", "second_officer_missing")
    assert after(night, event, sc.OFFICER, sc.OFFICER) == Problem(
        "refused", "second_person_is_first"
    )


def test_an_unreconciled_result_is_refused_while_a_step_is_in_nobodys_log() -> None:
    both = do.ClearResult(sc.OFFICER, sc.ONE, sc.OTHER_OFFICER, "recounted")
    event = cleared_event(short_of_papers().search(sc.ONE), both)
    lacking = short_of_papers().search(sc.ONE, "floor")
    people = (sc.OFFICER, sc.OTHER_OFFICER)
    assert after(lacking, event, *people) == Problem("refused", "step_missing")
    fewer = replace(event, steps=event.steps[1:])
    searched = short_of_papers().search(sc.ONE)
    assert after(searched, fewer, *people) == Problem("not_as_decided", "ResultCleared")


def test_a_result_spoken_that_nobody_cleared_is_refused() -> None:
    night = consulted()
    spoken = ev.ResultSpoken(sc.ONE, EventId("a" * 64), sc.SPOKEN_AT, "")
    assert after(night, spoken, sc.OFFICER) == Problem("refused", "not_cleared")


def test_a_result_spoken_from_another_clearance_is_refused() -> None:
    night = consulted().clear(sc.ONE)
    spoken = ev.ResultSpoken(sc.ONE, EventId("a" * 64), sc.SPOKEN_AT, "")
    assert after(night, spoken, sc.OFFICER) == Problem("not_as_decided", "ResultSpoken")


def test_a_sheet_entered_under_another_contest_is_refused() -> None:
    night = proven()
    moved = ev.SheetEntered(sc.THREE, HALL, 1, sc.account(700))
    assert after(night, moved, sc.KEYER) == Problem("not_as_decided", "SheetEntered")


def test_an_event_of_an_unknown_contest_is_refused() -> None:
    nowhere = ev.ContestProven(ContestId("no-such-contest"), None)
    found = after(proven(), nowhere, sc.ADMINISTRATOR, sc.OFFICER)
    assert found == Problem("refused", "contest_unknown")


def test_rubbish_is_refused_by_its_envelope() -> None:
    assert refused(proven(), b"{}").code == "envelope_malformed"
    assert refused(proven(), seal(b"{}", "x/y", [LAPTOP_KEY])).code == "payload_malformed"
