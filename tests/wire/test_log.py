"""A log read as a stranger would: every change is noticed, and the rules hold for everybody."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

import countroom.wire
import scenarios as sc
import strategies
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.state import Count
from countroom.rules import load_rule_sets
from countroom.wire import payload as pl
from countroom.wire.admission import LogReader, contest_of, election_of
from countroom.wire.chain import Chain, Signed
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from countroom.domain.refusals import Refusal

DECLARED = sc.declared(sc.SignedNight())
EVENTFUL = sc.eventful(sc.SignedNight())
LAPTOP_KEY = sc.key_of(sc.LAPTOP)


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
    proof = ev.ContestProven(sc.ONE, 3_000)
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


# --- what an event is about ----------------------------------------------------------------


OF_THE_WHOLE_FILE = (
    ev.DeviceEnrolled,
    ev.PersonEnrolled,
    ev.AppointmentsChanged,
    ev.PersonLeft,
    ev.PersonReturned,
    ev.BoxesReceived,
    ev.ReceiptTakenBack,
    ev.RunningOrderSet,
    ev.CalledToPlatform,
    ev.TakenFromPlatform,
)
"""People, laptops, boxes, the platform and the hall's prints serve every poll: no election."""


@pytest.mark.parametrize("signed", EVENTFUL.signed, ids=lambda s: s.payload.type)
def test_every_event_names_its_contest_and_election(signed: Signed) -> None:
    event, count = signed.recorded.event, EVENTFUL.count
    whole = isinstance(event, OF_THE_WHOLE_FILE) or getattr(event, "contest", "") is None
    assert election_of(count, event) == (None if whole else sc.ELECTION)
    alone = whole or isinstance(event, ev.ElectionSetUp | ev.ThresholdsChanged | ev.DisclosureSet)
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
    night.consult(sc.ONE).clear(sc.ONE).speak(sc.ONE)
    declared = night[sc.ONE].declared
    assert declared is not None
    pasted = do.RecordReceipt(sc.ONE, declared, 0, "x" * 60_000)
    with pytest.raises(ValueError, match="larger than any can be"):
        night.ask(pasted)
    assert sc.read_log(night.envelopes).count == night.count


def test_a_log_that_ends_before_its_consequence_is_unfinished() -> None:
    night = sc.SignedNight().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)
    assert sc.read_log(night.envelopes).unfinished is None
    cut = sc.read_log(night.envelopes[:-1])
    assert cut.unfinished == Problem("log_unfinished", "EntriesAgreed")


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
