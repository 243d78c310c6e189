"""The queue to the feed where one poll's results are withheld and another's are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.identifiers import ContestId, ElectionId
from countroom.sync.outbox import Answer, Outbox

OTHER = ElectionId("local.other.2024-05-02")


class Sending:
    """A night of two polls in one hall, and what of it the feed was sent."""

    def __init__(self) -> None:
        self.night, self.queue = sc.SignedNight().set_up(sc.one_seat()), Outbox()
        self.taken = 0
        other = replace(sc.three_seats(), election=OTHER)
        self.night.play(
            do.SetUpElection(sc.ADMINISTRATOR, replace(sc.an_election(), id=OTHER)),
            do.SetUpContest(sc.ADMINISTRATOR, other),
            sc.proof(other),
        )

    def declare(self, contest: ContestId) -> None:
        self.night.verify(contest).count_votes(contest).consult(contest).clear(contest)
        self.night.speak(contest)

    def table(self, *, shown: bool) -> None:
        order = do.SetDisclosure(sc.OFFICER, sc.ELECTION, "feed", "result", shown, "by order")
        self.night.play(order)

    def send(self) -> list[ev.Event]:
        """Send until nothing more may go; give the events in the order they went."""
        for signed in self.night.signed[self.taken :]:
            self.queue.add(signed.recorded, signed.envelope)
        self.taken = len(self.night.signed)
        by_id = {one.id: one.event for one in self.night.log}
        sent = []
        while batch := self.queue.batch():
            sent += [by_id[one.id] for one in batch]
            self.queue.answered([Answer(one.id, 0, "a receipt", "", "") for one in batch])
        return sent


@pytest.fixture
def sending() -> Sending:
    one = Sending()
    one.table(shown=False)
    one.send()
    return one


def contests(sent: list[ev.Event]) -> list[ContestId]:
    return [one.contest for one in sent if isinstance(one, ev.DeclaringEvent)]


def test_another_polls_result_goes_past_one_that_is_withheld(sending: Sending) -> None:
    sending.declare(sc.ONE)
    sending.declare(sc.THREE)
    assert contests(sending.send()) == [sc.THREE]
    assert sending.queue.waiting == 1
    sending.table(shown=True)
    assert contests(sending.send()) == [sc.ONE]
    assert sending.queue.empty


def test_powers_wait_for_a_result_that_was_signed_under_the_old_ones(sending: Sending) -> None:
    sending.declare(sc.ONE)
    letter = replace(sc.DEPUTYSHIP, powers=("adjudicate",))
    change = do.ChangeAppointments(
        sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), (letter,), "letter of 2 May"
    )
    sending.night.play(change)
    assert sending.send() == []
    sending.table(shown=True)
    kinds = [type(one) for one in sending.send()]
    assert kinds.index(ev.ResultSpoken) < kinds.index(ev.AppointmentsChanged)
