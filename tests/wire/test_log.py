"""A log read as a stranger would: every change is noticed, and the rules hold for everybody."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings

import countroom.wire
import scenarios as sc
import strategies
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.declaring import GUIDANCE_STEPS
from countroom.domain.identifiers import (
    ContestId,
    DeviceId,
    EventId,
    FieldId,
    PersonId,
    SheetId,
)
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from countroom.wire import payload as pl
from countroom.wire.admission import LogReader, contest_of, election_of
from countroom.wire.chain import Chain, Hand, Signed
from countroom.wire.envelope import seal
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.refusals import Refusal
    from countroom.wire.envelope import Key, Signer

DECLARED = sc.declared(sc.SignedNight())
EVENTFUL = sc.eventful(sc.SignedNight())
HALL = SheetId("001-01")


# --- what is sound is admitted -------------------------------------------------------------


@pytest.mark.parametrize("night", [DECLARED, EVENTFUL], ids=["declared", "eventful"])
def test_a_log_written_by_a_laptop_is_admitted_and_gives_its_state(night: sc.SignedNight) -> None:
    reader = sc.read_log(night.envelopes)
    assert reader.count == night.count
    assert reader.events == len(night.log)
    assert reader.environment == "test"
    assert reader.heads == {(sc.LAPTOP, "disk-1"): night.head}


def test_every_event_comes_out_as_it_was_recorded() -> None:
    reader = LogReader(Count(load_rule_sets()))
    assert [reader.admit(envelope) for envelope in EVENTFUL.envelopes] == EVENTFUL.log


@settings(max_examples=30)
@given(strategies.nights(sc.SignedNight))
def test_any_night_written_by_a_laptop_is_admitted(night: sc.SignedNight) -> None:
    assert sc.read_log(night.envelopes).count == night.count


class Forgetful(sc.SignedNight):
    """A laptop that is started again before every command: its state comes from bytes."""

    def ask(self, command: do.Command) -> Refusal | None:
        """Read the log, then decide."""
        self.count = sc.read_log(self.envelopes).count
        return super().ask(command)


def test_a_laptop_started_again_at_any_moment_goes_on_as_it_would_have() -> None:
    """Read back from bytes, figures stand in another order: no decision may hang on it."""
    assert sc.eventful(Forgetful()).envelopes == EVENTFUL.envelopes


def test_two_incarnations_of_a_disk_have_a_chain_each() -> None:
    """A restored disk goes on under a new name, so that no number is given twice."""
    night = sc.SignedNight()
    night.play(*sc.set_up(sc.one_seat()))
    restored = Chain(sc.LAPTOP, sc.key_of(sc.LAPTOP), "test", "disk-2", sc.FixedClock(), "tests")
    proof = ev.ContestProven(sc.ONE)
    signers = sc.hands(sc.ADMINISTRATOR, sc.OFFICER)
    signed = restored.write(night.count, proof, signers, (0, pl.FIRST))
    reader = sc.read_log([*night.envelopes, signed.envelope])
    assert reader.heads[sc.LAPTOP, "disk-2"] == (1, signed.id)
    assert reader.heads[sc.LAPTOP, "disk-1"] == night.head


# --- every change is noticed ---------------------------------------------------------------


def test_every_changed_byte_of_every_envelope_is_noticed() -> None:
    reader = LogReader(Count(load_rule_sets()))
    for envelope in DECLARED.envelopes:
        before, data = reader.count, bytearray(envelope)
        for at, byte in enumerate(envelope):
            for flip in (0x01, 0x20):
                data[at] = byte ^ flip
                assert isinstance(reader.admit(bytes(data)), Problem), (at, flip)
            data[at] = byte
        assert reader.count is before
        assert not isinstance(reader.admit(envelope), Problem)


def test_every_byte_left_out_or_doubled_is_noticed() -> None:
    reader = LogReader(Count(load_rule_sets()))
    for envelope in DECLARED.envelopes:
        for at in range(len(envelope)):
            without = envelope[:at] + envelope[at + 1 :]
            doubled = envelope[: at + 1] + envelope[at:]
            assert isinstance(reader.admit(without), Problem), at
            assert isinstance(reader.admit(doubled), Problem), at
        assert not isinstance(reader.admit(envelope), Problem)


def test_every_value_of_a_byte_is_noticed_in_one_envelope() -> None:
    *earlier, last = DECLARED.envelopes
    reader = sc.read_log(earlier)
    for at in range(0, len(last), 37):
        for value in range(256):
            changed = last[:at] + bytes([value]) + last[at + 1 :]
            assert isinstance(reader.admit(changed), Problem) == (changed != last)
            if changed == last:
                reader = sc.read_log(earlier)


def test_an_event_left_out_is_noticed_by_the_next() -> None:
    for at in range(len(DECLARED.envelopes) - 1):
        rest = DECLARED.envelopes[:at] + DECLARED.envelopes[at + 1 :]
        problem = sc.first_problem(rest)
        assert problem is not None
        assert problem.code == "sequence_broken"


def test_an_event_that_stands_twice_is_noticed() -> None:
    for at in range(len(DECLARED.envelopes)):
        twice = DECLARED.envelopes[: at + 1] + DECLARED.envelopes[at:]
        problem = sc.first_problem(twice)
        assert problem is not None
        assert problem.code == "sequence_broken"


def test_two_events_exchanged_are_noticed() -> None:
    for at in range(len(DECLARED.envelopes) - 1):
        swapped = list(DECLARED.envelopes)
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
        assert sc.first_problem(swapped) is not None


def test_an_event_put_in_from_another_night_is_noticed() -> None:
    other = sc.SignedNight().set_up(sc.three_seats(), sc.one_seat())
    at = len(sc.set_up(sc.one_seat()))
    mixed = [*DECLARED.envelopes[:at], other.envelopes[at], *DECLARED.envelopes[at:]]
    problem = sc.first_problem(mixed)
    assert problem is not None
    assert problem.code == "chain_broken"


def test_a_problem_changes_nothing_so_that_the_right_event_is_still_taken() -> None:
    """Between a second entry and what follows from it, too."""
    reader = LogReader(Count(load_rule_sets()))
    for at, envelope in enumerate(EVENTFUL.envelopes):
        for wrong in (*EVENTFUL.envelopes[:at], *EVENTFUL.envelopes[at + 1 :]):
            assert isinstance(reader.admit(wrong), Problem)
        assert reader.admit(envelope) == EVENTFUL.log[at]


# --- the rules hold for everybody ----------------------------------------------------------


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
    return night.count_votes(sc.ONE, papers=900).consult(sc.ONE)


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
    statement = ev.VerificationSigned(sc.ONE, 1, {}, {}, 0)
    assert after(night, statement, sc.KEYER) == Problem("refused", "role_missing")
    stranger = PersonId("officer-9")
    assert after(night, statement, stranger) == Problem("person_unknown", stranger)


def test_an_event_that_nobody_signed_is_refused() -> None:
    statement = ev.VerificationSigned(sc.ONE, 1, {}, {}, 0)
    assert after(proven(), statement) == Problem("refused", "nobody_signed")


def test_a_proof_signed_by_one_person_is_refused() -> None:
    night = sc.SignedNight().play(*sc.set_up(sc.one_seat()))
    proof = ev.ContestProven(sc.ONE)
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
    night = short_of_papers()
    both = do.ClearResult(sc.OFFICER, sc.ONE, sc.OTHER_OFFICER, "recounted", GUIDANCE_STEPS)
    event = cleared_event(night, both)
    assert after(night, event, sc.OFFICER) == Problem("refused", "second_officer_missing")
    assert after(night, event, sc.OFFICER, sc.OFFICER) == Problem(
        "refused", "second_person_is_first"
    )


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
    nowhere = ev.ContestProven(ContestId("no-such-contest"))
    found = after(proven(), nowhere, sc.ADMINISTRATOR, sc.OFFICER)
    assert found == Problem("refused", "contest_unknown")


def test_rubbish_is_refused_by_its_envelope() -> None:
    assert refused(proven(), b"{}").code == "envelope_malformed"
    assert refused(proven(), seal(b"{}", "x/y", [LAPTOP_KEY])).code == "payload_malformed"


# --- what an event is about ----------------------------------------------------------------


@pytest.mark.parametrize("signed", EVENTFUL.signed, ids=lambda s: s.payload.type)
def test_every_event_names_its_contest_and_election(signed: Signed) -> None:
    event, count = signed.recorded.event, EVENTFUL.count
    whole = isinstance(event, ev.DeviceEnrolled | ev.PersonEnrolled)
    assert election_of(count, event) == (None if whole else sc.ELECTION)
    alone = whole or isinstance(event, ev.ElectionSetUp)
    assert (contest_of(event) is None) == alone
    assert signed.payload.contest == contest_of(event)


def test_a_chain_tells_the_time_that_its_next_event_would_carry() -> None:
    chain = Chain(sc.LAPTOP, LAPTOP_KEY, "live", "disk-1", sc.FixedClock(), "tests")
    assert chain.now() == sc.FixedClock().now()
    assert chain.environment == "live"


def test_a_laptops_ticks_go_on_from_event_to_event() -> None:
    ticks = [signed.payload.ticks for signed in DECLARED.signed]
    assert ticks == sorted(set(ticks))


def test_decomposed_text_is_signed_composed_and_recorded_as_signed() -> None:
    night = sc.SignedNight().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    night.play(do.ReopenSheet(sc.SUPERVISOR, night.sheet(sc.ONE), "w\u0302yth papur"))
    event = night.log[-1].event
    assert isinstance(event, ev.SheetReopened)
    assert event.reason == "\u0175yth papur"
    assert sc.read_log(night.envelopes).count == night.count


def test_an_event_too_large_for_any_feed_is_never_signed() -> None:
    night = sc.SignedNight().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    pasted = do.ReopenSheet(sc.SUPERVISOR, night.sheet(sc.ONE), "x" * 60_000)
    with pytest.raises(ValueError, match="larger than any can be"):
        night.ask(pasted)
    assert sc.read_log(night.envelopes).count == night.count


# --- nothing is left untried ---------------------------------------------------------------


def problems_in(source: Path) -> set[str]:
    calls = (n for n in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(n, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "Problem"
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_problem_of_the_wire_is_met_by_name_in_these_tests() -> None:
    package = Path(countroom.wire.__file__).parent
    given = set[str]().union(*(problems_in(file) for file in package.glob("*.py")))
    here = Path(__file__).parent
    tried = "\n".join(file.read_text("utf-8") for file in here.glob("test_*.py"))
    assert sorted(code for code in given if f'"{code}"' not in tried) == []
