"""Boxes that vary, counted again as the paper says until two counts in a row agree."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from countroom.app.rehearsal.clock import NightClock
from countroom.app.rehearsal.council import Wishes, set_out
from countroom.app.rehearsal.crew import make_crew
from countroom.app.rehearsal.desk import Desk
from countroom.app.rehearsal.night import Night
from countroom.app.rehearsal.programme import Ward
from countroom.app.rehearsal.source import published_night
from countroom.app.sources import Source
from countroom.domain.sheets import COUNTED, expected_in_box
from countroom.domain.totals import counts_of

if TYPE_CHECKING:
    from tiny_source import TinySource

DAY = "2024-05-02"


@pytest.mark.parametrize(
    ("off", "counts", "variances"),
    [
        (3, (0,), 0),  # counted wrong once: the account was right
        (3, (-1, 0), 0),  # counted wrong twice, in two ways
        (2, (1, 1), 1),  # a paper more than the account says, twice in a row
        (1, (1,), 1),  # the same again at once
    ],
)
def test_a_box_is_counted_until_it_agrees_with_its_account_or_with_itself(
    off: int, counts: tuple[int, ...], variances: int, tiny: TinySource
) -> None:
    votes = [("Ann Abel", "PP52", 310), ("Bo Bell", "PP90", 280)]
    tiny.poll(DAY, {"A": (1, votes)})
    source = published_night(Source([tiny.folder]), "anyborough", DAY)
    crew, clock = make_crew(1), NightClock(DAY, 1)
    wishes = Wishes(1, 0.0, None, closely=False, feed=None)
    count = set_out(source, crew, tiny.folder / "n", wishes, clock)
    night = Night(Desk(count, crew.hands, clock.until_morning), Random(1))
    (published,) = source.contests
    night.prove(published)
    paper = night.paper_of(published)
    box = next(box.id for box in published.contest.boxes if box.kind == "station")
    account = paper.accounts[box]
    expected = expected_in_box(account)
    assert expected is not None
    found = {**paper.accounts, box: {**account, COUNTED: expected + off}}
    again = {box: tuple(expected + n for n in counts)}
    night.receiving.receive(Ward(published, replace(paper, accounts=found, recounts=again)))
    state = count.count.contests[published.contest.id]
    assert counts_of(state, box) == (expected + off, *again[box])
    assert state.verification is not None
    assert sum(off for off, _ in state.verification.variances.values()) == variances
    count.close()
