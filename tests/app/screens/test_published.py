from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.screens.contests import Reader, tile
from countroom.app.screens.council import council_view
from countroom.app.screens.hall import hall_view
from countroom.app.screens.known import known_row
from countroom.app.screens.published import (
    declared_rows,
    facts,
    feed_words,
    page_on_feed,
    results,
    say_no_poll,
    to_return,
)
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.texts import Texts
from hall import (
    DAY,
    OFFICER,
    key_accounts,
    key_count_sheet,
    make_contest,
    open_hall,
    play,
    reach_consulted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.state import ContestState

TEXTS = Texts()
URL = "http://feed.example/"


@dataclass(frozen=True)
class Feed:
    feed_url: str = URL
    waiting: int = 0
    feed_fault: Fault | None = None
    feed_refuses: tuple[str, ...] = ()


SILENT = Feed(waiting=2, feed_fault=Fault("feed_unreachable", url=URL))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    hall = open_hall(tmp_path / "night.count")
    yield hall
    hall.count.close()


def contests(desk: Desk) -> list[ContestState]:
    return list(desk.count.count.contests.values())


def test_before_the_words_are_spoken_nothing_has_left_the_laptop(desk: Desk) -> None:
    state = contests(desk)[0]
    assert [fact.progress for fact in facts(state, Feed(), TEXTS)] == ["waiting", "none", "none"]
    assert results(state) == ()
    assert declared_rows(desk.count.count, Feed(), TEXTS) == ()


def test_a_declared_result_is_saved_and_honest_about_its_only_laptop(desk: Desk) -> None:
    play(desk)
    saved, copied, published = facts(contests(desk)[0], Feed(), TEXTS)
    assert (saved.word, saved.progress) == ("Saved", "done")
    assert (copied.word, copied.note) == ("Not copied", "This is the only laptop of the count.")
    assert (published.word, published.note) == ("Not published yet", "On its way to the feed")


@pytest.mark.parametrize(
    ("feed", "note"),
    [
        (Feed(feed_url=""), "This count has no feed named."),
        (SILENT, "Waits safely here; see what the feed says."),
        (Feed(feed_refuses=("no",)), "Waits safely here; see what the feed says."),
    ],
)
def test_what_publishing_waits_for_is_said(desk: Desk, feed: Feed, note: str) -> None:
    play(desk)
    *_, published = facts(contests(desk)[0], feed, TEXTS)
    assert published.note == note


def receipted(state: ContestState, place: int) -> ContestState:
    assert state.declared is not None
    return replace(state, receipts={state.declared: place})


def test_a_published_result_says_its_place_in_the_log(desk: Desk) -> None:
    play(desk)
    *_, published = facts(receipted(contests(desk)[0], 1_204), Feed(), TEXTS)
    assert (published.word, published.note) == ("Published", "Place 1,204 in the feed's log")


def test_results_stand_by_votes_and_say_who_is_elected(desk: Desk) -> None:
    play(desk)
    rows = results(contests(desk)[0])
    votes = [row.votes for row in rows]
    assert votes == sorted(votes, reverse=True)
    assert [row.elected for row in rows] == [True] * 3 + [False] * 7


def test_the_list_begins_with_the_last_declared(desk: Desk) -> None:
    play(desk)
    rows = declared_rows(desk.count.count, Feed(), TEXTS)
    assert [row.ward for row in rows] == ["Ward 2", "Ward 1"]
    assert [name for name, _ in rows[0].elected] == [
        "Surname111, A.",
        "Surname222, A.",
        "Surname333, A.",
    ]


def test_the_feed_says_what_waits_and_what_hinders() -> None:
    assert [w.tone for w in feed_words(Feed(), TEXTS)] == ["success"]
    assert feed_words(Feed(waiting=1), TEXTS)[0].sentence == "1 declared result waits."
    assert feed_words(Feed(feed_url=""), TEXTS)[0].tone == "info"
    (silent,) = feed_words(SILENT, TEXTS)
    assert silent.sentence.startswith("2 declared results wait. The feed at http://feed.example/")
    reached, refused = feed_words(Feed(feed_refuses=("The election is unknown.",)), TEXTS)
    assert (reached.tone, refused.tone) == ("info", "danger")
    assert refused.sentence == "The feed does not take a result: The election is unknown."


def test_the_contests_page_on_the_feed_is_named(desk: Desk) -> None:
    contest = contests(desk)[0].contest.id
    assert page_on_feed(Feed(), contest) == f"http://feed.example/contest/{contest}"
    assert page_on_feed(Feed(feed_url=""), contest) == ""


def test_a_contest_without_a_poll_waits_for_the_officer(desk: Desk) -> None:
    state = contests(desk)[0]
    assert not to_return(state)
    assert to_return(replace(state, contest=make_contest(1, seats=3, candidates=3)))


def test_without_a_poll_who_draws_for_the_longer_term_is_said() -> None:
    without = sc.without_poll()
    said = say_no_poll(TEXTS, without)
    assert said == "There is no poll in The Fens: 2 candidates stand for 2 seats."
    differing = replace(without, terms=("2028-05-04", "2026-05-07"))
    assert say_no_poll(TEXTS, differing).endswith("at its next meeting who serves longer.")


@pytest.mark.parametrize(
    ("spoken", "said"),
    [("2024-05-02T22:59:59.000Z", "23:59"), ("2024-05-02T23:12:00.000Z", "Fri 00:12")],
)
def test_every_list_says_the_day_of_a_result_spoken_after_midnight(
    tmp_path: Path, spoken: str, said: str
) -> None:
    desk = open_hall(tmp_path / "night.count", 1)
    (state,) = desk.state.contests.values()
    key_accounts(desk, state)
    key_count_sheet(desk, state)
    reach_consulted(desk, state)
    desk.do(do.ClearResult(OFFICER, state.contest.id))
    desk.do(do.SpeakResult(OFFICER, state.contest.id, spoken))
    desk.count.close()
    count, contest = desk.state, state.contest.id
    assert count.polling_day(contest) == DAY
    assert declared_rows(count, Feed(), TEXTS)[0].time == said
    assert tile(TEXTS, count, count.contests[contest], Reader()).aside == said
    (ward,) = council_view(TEXTS, count, state.contest.election).wards
    assert ward.time == said
    assert known_row(TEXTS, count, contest, "observers").word == f"Declared {said}"
    shown = hall_view(TEXTS, count, contest).ward
    assert shown is not None
    assert shown.word == f"Declared {said}"
