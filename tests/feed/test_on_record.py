"""Declared on paper and corrected: the feed follows the hall, and shows every record."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import countroom
from countroom.app.count import read_count
from countroom.app.rehearsal.council import Wishes, rehearse_council
from countroom.app.rehearsal.crew import make_crew
from countroom.app.rehearsal.source import published_night
from countroom.app.rehearsal.tables import Layout, laid_out
from countroom.app.sources import Source
from countroom.domain import events as ev
from countroom.domain.identifiers import EventId
from feed.night import DEPUTY, OFFICER, SPOKEN_AT, SUPERVISOR, Room

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.declaration import CorrectionReason
    from feed.conftest import Reached

WARD, OTHER, ACCEPTED = "Bush Fair", "Mill Lane", ""
PATIENCE = 20.0
SAMPLE = Path(countroom.__file__).parents[2] / "resources" / "sample"


@pytest.fixture
def room(feed: Reached) -> Room:
    room = Room()
    feed.enrol(room.key_file)
    assert set(feed.refusals(room.set_up())) == {ACCEPTED}
    return room


def on_paper(room: Room, **totals: Any) -> ev.DeclaredOnPaper:  # noqa: ANN401 - any figure
    """Take down a result as it was written by hand, with numbers of what stayed in the room."""
    made = room.declaration(WARD, **totals)
    declaration = replace(made, on_paper=True, verification_version=3, provisional_version=2)
    return ev.DeclaredOnPaper(made.contest, declaration, 5, SPOKEN_AT, "the power failed")


def impossible(room: Room) -> ev.DeclaredOnPaper:
    """Give a result of fewer votes than papers, as it was declared in the hall."""
    made = on_paper(room, papers=9_000)
    declaration = replace(made.declaration, findings=("V11",), totals_state="not_reconciled")
    return replace(made, declaration=declaration)


def corrected(
    room: Room,
    ward: str = WARD,
    reason: CorrectionReason = "transcription",
    **changes: Any,  # noqa: ANN401 - any field of the declaration
) -> ev.DeclarationCorrected:
    """Correct the last record by a vote less for who came last."""
    state = room.count.contests[room.contest_id(ward)]
    assert state.cleared is not None
    last = state.cleared.event.declaration
    least = min(last.totals.votes, key=last.totals.votes.__getitem__)
    votes = {**last.totals.votes, least: last.totals.votes[least] - 1}
    unused = last.totals.unused_votes + bool(last.totals.unused_votes)
    totals = replace(last.totals, votes=votes, unused_votes=unused)
    standard = {
        "revision": last.revision + 1,
        "supersedes": state.cleared.id,
        "totals": totals,
    }
    declaration = replace(last, **{**standard, **changes})
    note = "89 was read as 90"
    return ev.DeclarationCorrected(last.contest, declaration, state.prints + 4, reason, note)


def soon(feed: Reached, path: str, ready: Callable[[Any], bool]) -> Any:  # noqa: ANN401
    until = time.monotonic() + PATIENCE
    while True:
        response = feed.http.get(path)
        if response.status_code == HTTPStatus.OK and ready(told := response.json()):
            return told
        assert time.monotonic() < until, response.text
        time.sleep(0.05)


def contest(feed: Reached, room: Room, records: int) -> Any:  # noqa: ANN401
    path = f"/state/contest/{room.contest_id(WARD)}.json"
    told = soon(feed, path, lambda told: len(told["records"]) == records)
    # Pages come after it, and the status last.
    soon(feed, "/status.json", lambda status: status["log_size"] >= told["log_size"])
    return told


# --- what is taken ----------------------------------------------------------------------------


def test_a_result_on_paper_of_two_officers_is_taken_once(feed: Reached, room: Room) -> None:
    sent = [room.write(on_paper(room), OFFICER, DEPUTY)]
    first = feed.send(sent)
    assert feed.send(sent) == first
    assert feed.refusals(sent * 2) == [ACCEPTED] * 2
    told = contest(feed, room, 1)
    assert (told["state"], told["declared"]["on_paper"]) == ("declared", True)
    assert told["declared"]["findings"] == []
    again = replace(on_paper(room), spoken_at="2024-05-03T03:00:00.000Z")
    assert feed.refusals([room.sign(again, OFFICER, DEPUTY)]) == ["revision_wrong"]


def test_the_feed_takes_an_impossible_result_and_names_what_it_fails(
    feed: Reached, room: Room
) -> None:
    assert feed.refusals([room.write(impossible(room), OFFICER, DEPUTY)]) == [ACCEPTED]
    told = contest(feed, room, 1)
    assert told["declared"]["findings"] == ["V11"]
    page = feed.http.get(f"/contest/{room.contest_id(WARD)}/").text
    assert "Declared on paper and entered afterwards." in page
    assert "papers that do not add up to those verified" in page


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ((OFFICER,), "second_person_is_first"),
        ((OFFICER, OFFICER), "second_person_is_first"),
        ((OFFICER, SUPERVISOR), "role_missing"),
        ((), "nobody_signed"),
    ],
)
def test_nothing_on_record_is_taken_from_one_officer(
    feed: Reached, room: Room, people: tuple[Any, ...], code: str
) -> None:
    size = feed.size()
    found = feed.refusals([room.sign(on_paper(room), *people)])
    assert found == [code]
    assert feed.size() == size


def test_a_check_that_fails_is_named_or_the_paper_is_refused(feed: Reached, room: Room) -> None:
    silent = on_paper(room, papers=9_000)
    assert feed.refusals([room.sign(silent, OFFICER, DEPUTY)]) == ["not_as_decided"]
    sound = on_paper(room)
    marked = replace(sound, declaration=replace(sound.declaration, on_paper=False))
    assert feed.refusals([room.sign(marked, OFFICER, DEPUTY)]) == ["not_as_decided"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"revision": 3}, "revision_wrong"),
        ({"revision": 1}, "revision_wrong"),
        ({"supersedes": EventId("0" * 64)}, "revision_wrong"),
        ({"supersedes": None}, "revision_wrong"),
        ({"seats": 2}, "not_as_decided"),
        ({"elected": ()}, "not_so_many_elected"),
    ],
)
def test_a_correction_follows_the_last_record_and_nothing_else(
    feed: Reached, room: Room, change: dict[str, Any], code: str
) -> None:
    assert feed.refusals(room.declare(WARD)) == [ACCEPTED] * 2
    wrong = corrected(room, **change)
    assert feed.refusals([room.sign(wrong, OFFICER, DEPUTY)]) == [code]
    assert feed.refusals([room.write(corrected(room), OFFICER, DEPUTY)]) == [ACCEPTED]


def test_a_correction_of_another_contests_record_is_refused(feed: Reached, room: Room) -> None:
    assert feed.refusals([*room.declare(WARD), *room.declare(OTHER)]) == [ACCEPTED] * 4
    other = room.count.contests[room.contest_id(OTHER)].cleared
    assert other is not None
    wrong = corrected(room, supersedes=other.id)
    assert feed.refusals([room.sign(wrong, OFFICER, DEPUTY)]) == ["revision_wrong"]
    assert feed.refusals([room.sign(corrected(room), OFFICER)]) == ["second_person_is_first"]


def test_a_correction_waits_for_the_record_it_corrects(feed: Reached, room: Room) -> None:
    pair = room.declare(WARD)
    correction = room.write(corrected(room), OFFICER, DEPUTY)
    assert feed.refusals([correction]) == ["revision_wrong"]
    assert feed.refusals([*pair, correction]) == [ACCEPTED] * 3
    assert feed.refusals([*pair, correction]) == [ACCEPTED] * 3
    assert len(contest(feed, room, 2)["records"]) == 2


def test_others_are_elected_by_a_court_alone(feed: Reached, room: Room) -> None:
    assert feed.refusals(room.declare(WARD)) == [ACCEPTED] * 2
    state = room.count.contests[room.contest_id(WARD)]
    assert state.cleared is not None
    winners = state.elected
    loser = next(c.id for c in state.contest.candidates if c.party.key == "CON")
    elected = (*winners[:2], loser)
    marked: dict[str, Any] = {"findings": ("V13",), "totals_state": "not_reconciled"}
    bare = corrected(room, elected=elected, **marked)
    assert feed.refusals([room.sign(bare, OFFICER, DEPUTY)]) == ["only_a_court"]
    court = corrected(room, reason="court_order", elected=elected, **marked)
    assert feed.refusals([room.write(court, OFFICER, DEPUTY)]) == [ACCEPTED]
    told = contest(feed, room, 2)
    assert [one["id"] for one in told["elected"]] == list(elected)
    assert told["last_seat_by"] is None
    council = soon(feed, f"/state/council/{room.slug}.json", lambda one: one["latest"])
    won = {row["party"]: row["elected"] for row in council["parties"]}
    assert won == {"LAB": 2, "CON": 1}


# --- what is shown ----------------------------------------------------------------------------


def test_both_figures_are_told_with_why_and_when(feed: Reached, room: Room) -> None:
    feed.send(room.declare(WARD))
    contest(feed, room, 1)
    feed.send([room.write(corrected(room), OFFICER, DEPUTY)])
    told = contest(feed, room, 2)
    first, second = told["records"]
    assert (first["revision"], first["correction"], second["revision"]) == (1, None, 2)
    assert (second["correction"], second["reason"]) == ("transcription", "89 was read as 90")
    assert second["supersedes"] == first["cleared"]
    assert (first["votes"]["bush-fair-8"], second["votes"]["bush-fair-8"]) == (89, 88)
    assert {one["id"]: one["votes"] for one in told["candidates"]}["bush-fair-8"] == 88
    assert told["declared"]["revision"] == 2
    assert first["index"] < second["index"] == told["declared"]["index"]
    assert first["received_at"] <= second["received_at"]
    page = feed.http.get(f"/contest/{room.contest_id(WARD)}/").text
    for words in (
        "Every record of this declaration",
        "A figure was copied wrongly",
        "89 was read as 90",
        "As declared",
        "Record 2",
        first["code"],
        second["code"],
    ):
        assert words in page
    council = feed.http.get(f"/council/{room.slug}/").text
    assert council.count("Record corrected") == 1
    assert "Record of Bush Fair corrected." in council


def test_the_file_holds_the_newest_record_and_says_which_it_is(feed: Reached, room: Room) -> None:
    feed.send([room.write(impossible(room), OFFICER, DEPUTY), *room.declare(OTHER)])
    feed.send([room.return_uncontested("The Fens")])
    feed.send([room.write(corrected(room), OFFICER, DEPUTY)])
    contest(feed, room, 2)
    soon(feed, "/status.json", lambda status: status["declared"] == 3)
    header, *rows = csv.reader(io.StringIO(feed.http.get("/results.csv").text))
    assert header[-2:] == ["revision", "on_paper"]
    found = {(row[0], *row[-2:]) for row in rows}
    assert found == {
        (room.contest_id(WARD), "2", "1"),
        (room.contest_id(OTHER), "1", "0"),
        (room.contest_id("The Fens"), "", "0"),
    }
    votes = {(row[0], row[1]): row[4] for row in rows}
    assert votes[room.contest_id(WARD), "8"] == "88"


def test_a_restarted_feed_tells_every_record_as_before(
    feed_in: Callable[..., Any],
    tmp_path: Any,  # noqa: ANN401 - a path
) -> None:
    room = Room()
    with feed_in(tmp_path / "feed") as feed:
        feed.enrol(room.key_file)
        feed.send([*room.set_up(), room.write(impossible(room), OFFICER, DEPUTY)])
        feed.send([room.write(corrected(room), OFFICER, DEPUTY)])
        before = contest(feed, room, 2)["records"]
    with feed_in(tmp_path / "feed") as feed:
        assert contest(feed, room, 2)["records"] == before
        third = room.write(corrected(room, reason="announcement_slip"), OFFICER, DEPUTY)
        assert feed.refusals([third]) == [ACCEPTED]
        assert [one["revision"] for one in contest(feed, room, 3)["records"]] == [1, 2, 3]


def test_more_papers_rejected_than_verified_leave_the_valid_ones_unknown(
    feed: Reached, room: Room
) -> None:
    """V02 makes every other check senseless; it is the hall's figure all the same."""
    made = on_paper(room, verified=1)
    declaration = replace(made.declaration, findings=("V02",), totals_state="not_reconciled")
    event = replace(made, declaration=declaration)
    assert feed.refusals([room.write(event, OFFICER, DEPUTY)]) == [ACCEPTED]
    told = contest(feed, room, 1)
    assert told["figures"]["valid"] is None
    assert (
        "more papers rejected than verified"
        in feed.http.get(f"/contest/{room.contest_id(WARD)}/").text
    )


# --- a whole night ------------------------------------------------------------------------------


def test_a_rehearsed_night_on_paper_ends_as_published_and_shows_both_records(
    feed: Reached, tmp_path: Path
) -> None:
    layout = Layout("team_summary", 3)
    night = laid_out(published_night(Source([SAMPLE]), "harlow", "2024-05-02"), layout)
    wishes = Wishes(1, 0.0, None, closely=False, feed=str(feed.http.base_url), layout=layout)
    played = rehearse_council(night, make_crew(1), tmp_path / "night", wishes, lambda _: None)
    assert (played.fault, played.refused) == (None, "")
    assert played.summary.published == played.summary.declared == len(night.contests)
    path = "/state/contest/{}.json"
    soon(feed, "/status.json", lambda status: status["declared"] == len(night.contests))
    told = [
        soon(feed, path.format(one.contest.id), lambda ward: ward["declared"])
        for one in night.contests
    ]
    on_paper = [ward for ward in told if ward["declared"]["on_paper"]]
    assert len(on_paper) == 2
    (corrected,) = [
        soon(feed, path.format(ward["id"]), lambda ward: len(ward["records"]) > 1)
        for ward in on_paper
        if ward["id"] in _corrected(tmp_path / "night" / "night.count")
    ]
    first, second = corrected["records"]
    assert sum(first["votes"].values()) - sum(second["votes"].values()) == 10
    published = {one.contest.id: one.votes for one in night.contests}
    for ward in (*told, corrected):
        if ward["id"] != corrected["id"] or ward is corrected:
            votes = {one["id"]: one["votes"] for one in ward["candidates"]}
            assert votes == published[ward["id"]]


def _corrected(path: Path) -> set[str]:
    contests = read_count(path).contests
    return {id_ for id_, state in contests.items() if state.superseded}
