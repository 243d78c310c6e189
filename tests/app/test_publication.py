"""The desk against feeds that behave badly; the real one is met in the end-to-end tests."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx2
import msgspec
import pytest

import hall
from countroom.app.publication import Publication
from countroom.domain import commands as do
from countroom.domain.declaration import Reading, Totals
from countroom.sync.client import FeedClient
from countroom.wire.envelope import Key, open_envelope
from countroom.wire.problem import Problem
from countroom.wire.receipt import Receipt, write_receipt
from countroom.wire.tree import leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk

    Handler = Callable[[httpx2.Request], httpx2.Response]

FEED = Key(b"\x07" * 32)
SPOKEN_AT = "2024-05-03T01:00:00.000Z"


class Feed:
    """A feed in memory that can be told to misbehave."""

    def __init__(self) -> None:
        self.log: dict[str, int] = {}
        self.requests = 0
        self.lose_next_answer = False
        self.key = FEED
        self.refuse = ""

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests += 1
        if request.url.path == "/v1/enrolment":
            origin = {"environment": "test", "key": FEED.key, "origin": "here/test"}
            return httpx2.Response(200, content=msgspec.json.encode(origin))
        answers = [self._answer(line) for line in request.content.splitlines()]
        if self.lose_next_answer:
            self.lose_next_answer = False
            raise httpx2.ReadError("lost")
        body = {"answers": answers, "log_size": len(self.log)}
        return httpx2.Response(200, content=msgspec.json.encode(body))

    def _answer(self, line: bytes) -> dict[str, object]:
        envelope = open_envelope(line)
        assert not isinstance(envelope, Problem)
        event = hashlib.sha256(envelope.payload).hexdigest()
        if self.refuse and self.refuse in envelope.payload_type:
            return {"id": event, "refused": {"code": "declared_already", "text": "no"}}
        index = self.log.setdefault(event, len(self.log))
        receipt = Receipt(
            environment="test",
            event=event,  # type: ignore[arg-type]
            index=index,
            leaf=leaf_hash(line).hex(),
            log_size=len(self.log),
            origin="here/test",
            received_at="2024-05-03T01:00:00.000Z",
        )
        return {"id": event, "index": index, "receipt": write_receipt(receipt, self.key)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = hall.open_hall(tmp_path / "night.count", contests=2)
    yield opened
    opened.count.close()


def publication(desk: Desk, handler: Handler) -> Publication:
    client = FeedClient("http://feed", httpx2.MockTransport(handler))
    return Publication(lambda job: job(desk.count), client)


def receipted(desk: Desk) -> int:
    return sum(s.receipt_index is not None for s in desk.count.count.contests.values())


def test_a_declaration_is_sent_once_and_its_receipt_kept(desk: Desk) -> None:
    feed = Feed()
    way = publication(desk, feed)
    hall.play(desk)
    delivery = way.deliver()
    assert (delivery.published, delivery.waiting, delivery.fault) == (2, 0, None)
    assert receipted(desk) == 2
    asked = feed.requests
    assert way.deliver().published == 0
    assert feed.requests == asked


def test_nothing_of_a_result_leaves_between_cleared_and_spoken(desk: Desk) -> None:
    kinds: list[str] = []
    feed = Feed()

    def spy(request: httpx2.Request) -> httpx2.Response:
        for line in request.content.splitlines():
            envelope = open_envelope(line)
            if not isinstance(envelope, Problem):
                kinds.append(envelope.payload_type)
        return feed(request)

    way = publication(desk, spy)
    state = next(iter(desk.count.count.contests.values()))
    hall.key_accounts(desk, state)
    hall.key_count_sheet(desk, state)
    desk.do(do.ReachProvisionalResult(hall.SUPERVISOR, state.contest.id))
    desk.do(do.CloseConsultation(hall.OFFICER, state.contest.id, "agreed"))
    desk.do(do.ClearResult(hall.OFFICER, state.contest.id))
    way.deliver()
    allowed = ("enrolled", "set-up", "proven")
    assert kinds
    assert all(any(word in kind for word in allowed) for kind in kinds), kinds
    desk.do(do.SpeakResult(hall.OFFICER, state.contest.id, "2024-05-03T01:00:00.000Z"))
    way.deliver()
    assert [kind.split(".")[3] for kind in kinds[-2:]] == ["result-cleared", "result-spoken"]


def paper(desk: Desk, number: int = 0) -> do.DeclareOnPaper:
    """Give a contest's result as two officers read it from a sheet written by hand."""
    state = list(desk.count.count.contests.values())[number]
    votes = {one.id: 10 - at for at, one in enumerate(state.contest.candidates)}
    papers = sum(votes.values())
    elected = tuple(one.id for one in state.contest.candidates[: state.contest.seats])
    read = Reading(Totals(papers, papers, votes, {}, 0, 0), elected, SPOKEN_AT)
    return do.DeclareOnPaper(
        hall.OFFICER, hall.DEPUTY, state.contest.id, read, read, "the power failed"
    )


def correction(desk: Desk, note: str) -> do.CorrectDeclaration:
    state = next(iter(desk.count.count.contests.values()))
    assert state.cleared is not None
    last = state.cleared.event.declaration
    totals = replace(last.totals, verified=last.totals.verified + 1)
    return do.CorrectDeclaration(
        hall.OFFICER,
        hall.DEPUTY,
        state.contest.id,
        totals,
        last.elected,
        "transcription",
        note,
    )


def test_what_was_declared_on_paper_and_its_corrections_go_out_once_each(desk: Desk) -> None:
    feed = Feed()
    way = publication(desk, feed)
    way.deliver()
    set_up = len(feed.log)
    desk.do(paper(desk))
    assert way.deliver().published == 1
    desk.do(correction(desk, "first"))
    desk.do(correction(desk, "second"))
    feed.lose_next_answer = True
    assert (way.deliver().published, way.deliver().published) == (0, 2)
    state = next(iter(desk.count.count.contests.values()))
    assert len(state.receipts) == 3
    assert list(state.receipts) == [*state.earlier, state.declared]
    assert sorted(state.receipts.values()) == [set_up, set_up + 1, set_up + 2]
    assert publication(desk, feed).deliver().published == 0
    assert len(feed.log) == set_up + 3


def test_a_corrected_record_has_both_receipts_though_the_feed_was_silent(desk: Desk) -> None:
    """The receipt of the first record comes after the correction was signed: it is kept too."""
    feed = Feed()
    way = publication(desk, feed)
    desk.do(paper(desk))
    desk.do(correction(desk, "before anybody heard"))
    delivery = way.deliver()
    assert (delivery.published, delivery.waiting) == (2, 0)
    state = next(iter(desk.count.count.contests.values()))
    assert set(state.receipts) == {*state.earlier, state.declared}
    assert publication(desk, feed).deliver().published == 0


def test_a_silent_feed_leaves_declarations_waiting_until_it_is_back(desk: Desk) -> None:
    feed, silent = Feed(), True

    def sometimes(request: httpx2.Request) -> httpx2.Response:
        if silent:
            raise httpx2.ConnectError("nobody there")
        return feed(request)

    way = publication(desk, sometimes)
    hall.play(desk)
    delivery = way.deliver()
    assert (delivery.published, delivery.waiting) == (0, 2)
    assert delivery.fault is not None
    assert delivery.fault.code == "feed_unreachable"
    silent = False
    assert way.deliver().published == 2


def test_a_lost_answer_is_asked_for_again_and_counted_once(desk: Desk) -> None:
    feed = Feed()
    way = publication(desk, feed)
    hall.play(desk)
    feed.lose_next_answer = True
    assert way.deliver().published == 0
    held = dict(feed.log)
    assert way.deliver().published == 2
    assert feed.log == held


def test_a_restarted_desk_sends_everything_again_without_harm(desk: Desk) -> None:
    feed = Feed()
    hall.play(desk)
    publication(desk, feed).deliver()
    size = len(feed.log)
    again = publication(desk, feed).deliver()
    assert (again.published, again.waiting, len(feed.log)) == (0, 0, size)


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, content=b"<html>captive portal</html>"),
        httpx2.Response(200, content=b'{"answers": [], "log_size": 0}'),
        httpx2.Response(404, content=b""),
        httpx2.Response(302, headers={"Location": "http://elsewhere"}),
    ],
)
def test_a_feed_that_answers_rubbish_is_told_plainly(desk: Desk, answer: httpx2.Response) -> None:
    way = publication(desk, lambda _: answer)
    hall.play(desk)
    delivery = way.deliver()
    assert delivery.fault is not None
    assert delivery.fault.code == "feed_nonsense"
    assert delivery.waiting == 2
    assert receipted(desk) == 0


def test_a_receipt_of_another_key_is_not_believed(desk: Desk) -> None:
    feed = Feed()
    feed.key = Key(b"\x08" * 32)
    way = publication(desk, feed)
    hall.play(desk)
    delivery = way.deliver()
    assert delivery.fault is not None
    assert delivery.fault.code == "feed_nonsense"
    assert receipted(desk) == 0


def test_a_refused_declaration_is_kept_with_its_reason_and_not_sent_again(desk: Desk) -> None:
    feed = Feed()
    feed.refuse = "result-spoken"
    way = publication(desk, feed)
    hall.play(desk)
    delivery = way.deliver()
    assert (delivery.published, delivery.waiting, delivery.fault) == (0, 0, None)
    assert [answer.text for answer in way.refused] == ["no", "no"]


def test_a_feed_that_refuses_the_count_names_its_reason(desk: Desk) -> None:
    refusal = msgspec.json.encode({"code": "not_enrolled", "where": "", "text": "not enrolled"})
    way = publication(desk, lambda _: httpx2.Response(403, content=refusal))
    hall.play(desk)
    delivery = way.deliver()
    assert delivery.fault is not None
    assert delivery.fault.code == "feed_refuses"
    assert delivery.fault.details["reason"] == "not enrolled"


def test_a_server_error_is_a_feed_that_does_not_answer(desk: Desk) -> None:
    way = publication(desk, lambda _: httpx2.Response(503, content=b""))
    hall.play(desk)
    delivery = way.deliver()
    assert delivery.fault is not None
    assert delivery.fault.code == "feed_unreachable"


def test_results_withheld_from_the_feed_wait_until_they_are_shown(
    desk: Desk,
) -> None:
    feed = Feed()
    way = publication(desk, feed)

    def table(*, shown: bool) -> None:
        desk.do(do.SetDisclosure(hall.OFFICER, hall.ELECTION, "feed", "result", shown, "by order"))

    table(shown=False)
    hall.play(desk)
    delivery = way.deliver()
    assert (delivery.published, delivery.waiting, delivery.fault) == (0, 2, None)
    sent = len(feed.log)
    assert way.deliver().published == 0
    assert len(feed.log) == sent
    table(shown=True)
    assert way.deliver().published == 2
    assert receipted(desk) == 2
