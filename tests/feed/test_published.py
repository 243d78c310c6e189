"""What the world reads: files, their headers, and what the pages say."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from countroom.domain.declaration import Lot
from countroom.feed import contests
from countroom.feed.pages.shell import moment
from countroom.feed.publisher import Publisher
from countroom.texts import Texts
from feed.night import (
    BUSH_FAIR,
    DEPUTY,
    MILL_LANE,
    OFFICER,
    SPOKEN_AT,
    THE_FENS,
    Room,
    Standing,
    Ward,
)
from feed.reading import Element, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from countroom.domain.election import Election
    from feed.conftest import Reached

BUSH_FAIR_ID = "local.harlow.bush-fair.2024-05-02"
HEADERS = ("licence", "schema", "environment", "log_size", "origin")


def soon(feed: Reached, path: str, holds: Callable[[Any], bool]) -> Any:  # noqa: ANN401
    """Wait until a published document holds what it must."""
    for _ in range(100):
        document = feed.http.get(path)
        if document.status_code == 200 and holds(document.json()):
            return document.json()
        time.sleep(0.05)
    pytest.fail(f"{path} never came to hold that")


@pytest.fixture
def declared(feed: Reached) -> Room:
    """A room whose three wards are all declared and published."""
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    feed.send([*room.declare("Bush Fair"), room.return_uncontested("The Fens")])
    feed.send(room.declare("Mill Lane"))
    soon(feed, "/status.json", lambda status: status["declared"] == 3)
    return room


def test_results_are_exactly_what_was_declared(feed: Reached, declared: Room) -> None:
    text = feed.http.get("/results.csv").text
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == [
        *("contest_id", "candidate_number", "name", "party_id", "votes", "elected"),
        *("second_preferences", "revision", "on_paper"),
    ]
    expected = []
    for ward in (BUSH_FAIR, MILL_LANE, THE_FENS):
        top = sorted((one.votes for one in ward.candidates), reverse=True)[: ward.seats]
        for number, one in enumerate(ward.candidates, start=1):
            party = {"CON": "PP52", "LAB": "PP53", "LD": "PP90", "RES": ""}[one.party]
            votes = "" if ward is THE_FENS else str(one.votes)
            elected = str(int(one.votes in top))
            contest = declared.contest_id(ward.name)
            record = ["" if ward is THE_FENS else "1", "0"]
            expected.append([contest, str(number), one.name, party, votes, elected, "", *record])
    assert rows[1:] == expected


def test_nothing_is_published_before_it_is_declared(feed: Reached) -> None:
    room = Room()
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    contest = soon(feed, f"/state/contest/{BUSH_FAIR_ID}.json", lambda _: True)
    assert (contest["state"], contest["declared"], contest["figures"]) == ("nominated", None, None)
    assert {one["votes"] for one in contest["candidates"]} == {None}
    assert feed.http.get("/results.csv").text.count("\n") == 1
    council = feed.http.get("/state/council/harlow.json").json()
    assert council["control"]["before"] == "CON"
    assert council["control"]["after"] is None
    assert council["headline"] is None
    assert council["wards"] == {"declared": 0, "covered": 3, "voting": 3}
    assert "0 of 3 wards declared" in feed.http.get("/council/harlow").text
    feed.send(room.declare("Bush Fair"))
    soon(feed, "/status.json", lambda status: status["declared"] == 1)
    council = feed.http.get("/state/council/harlow.json").json()
    assert council["control"]["after"] == "LAB"  # three of five, whatever is still to come
    assert council["control"]["outcome"] == "gain"
    assert not council["complete"]
    assert council["parties"][0]["change_eve_of_poll"] is None
    assert council["baselines"]["eve_of_poll"]["unknown"] == "not_complete"


def test_the_council_says_who_controls_it_and_what_changed(feed: Reached, declared: Room) -> None:
    council = feed.http.get("/state/council/harlow.json").json()
    assert council["headline"] == "Labour gain from Conservative"
    assert council["complete"]
    assert council["control"] == {
        "before": "CON",
        "after": "LAB",
        "after_name": "Labour",
        "outcome": "gain",
        "lost_by": "",
    }
    seats = council["seats"]
    assert (seats["total"], seats["majority"], seats["up"], seats["declared"]) == (5, 3, 5, 5)
    rows = {row["party"]: row for row in council["parties"]}
    assert {key: (row["before"], row["seats"]) for key, row in rows.items()} == {
        "CON": (3, 1),
        "LAB": (2, 3),
        "LD": (0, 1),
    }
    assert rows["CON"]["change_eve_of_poll"] == -2
    assert rows["CON"]["change_last_fought"] is None
    assert council["baselines"]["last_fought"]["unknown"] == "ward_changed"
    assert [one["area"] for one in council["latest"]] == ["Mill Lane", "The Fens", "Bush Fair"]
    assert council["latest"][2]["spoken_at"] == SPOKEN_AT
    assert declared.slug == council["council"]["slug"]


def test_the_night_adds_up_and_says_what_it_covers(feed: Reached, declared: Room) -> None:
    night = feed.http.get("/state/night.json").json()
    voting = {"voting": None, "voting_unknown": "no_list_of_the_day"}
    assert night["councils"] == {"declared": 1, "covered": 1, **voting, "called": 1}
    assert night["wards"] == {"declared": 3, "covered": 3, **voting}
    rows = {row["party"]: row for row in night["scoreboard"]}
    assert (rows["LAB"]["councils"], rows["LAB"]["councils_change"]) == (1, 1)
    assert (rows["CON"]["councils"], rows["CON"]["councils_change"]) == (0, -1)
    assert sum(row["seats"] for row in rows.values()) == 5
    assert night["regions"][0]["region"] == "East of England"
    assert night["regions"][0]["councils"][0]["headline"] == "Labour gain from Conservative"
    assert declared.slug == night["regions"][0]["councils"][0]["slug"]


def test_every_document_says_whose_and_what_it_is(feed: Reached, declared: Room) -> None:
    for path in (
        "/state/night.json",
        "/state/council/harlow.json",
        f"/state/contest/{BUSH_FAIR_ID}.json",
        "/status.json",
    ):
        document = feed.http.get(path).json()
        assert [name for name in HEADERS if name not in document] == []
        assert document["environment"] == "test"
        assert document["origin"] == "localhost/test"
        assert 0 < document["log_size"] <= feed.size()
    assert declared.environment == "test"


def test_a_contest_is_told_whole(feed: Reached, declared: Room) -> None:
    contest = feed.http.get(f"/state/contest/{BUSH_FAIR_ID}.json").json()
    figures = contest["figures"]
    assert figures["verified"] == figures["valid"] + figures["rejected_total"]
    assert [row["papers"] for row in figures["rejected"]] == [0, 3, 0, 1]
    assert figures["votes"] == sum(one.votes for one in BUSH_FAIR.candidates)
    assert contest["last_seat_by"] == 737 - 589
    assert [one["name"] for one in contest["elected"]] == [
        "Dunne, J.",
        "Morrison, K.",
        "Ingall, M.",
    ]
    assert contest["declared"]["spoken_at"] == SPOKEN_AT
    assert contest["declared"]["totals_state"] == "reconciled"
    fens = feed.http.get(f"/state/contest/{declared.contest_id('The Fens')}.json").json()
    assert (fens["state"], fens["figures"], fens["last_seat_by"]) == ("uncontested", None, None)


def test_the_files_lie_in_the_folder_as_they_are_served(feed: Reached, declared: Room) -> None:
    served = {
        "/": "index.html",
        "/index.html": "index.html",
        "/council/harlow/": "council/harlow/index.html",
        f"/contest/{BUSH_FAIR_ID}/": f"contest/{BUSH_FAIR_ID}/index.html",
        "/results.csv": "results.csv",
        "/state/night.json": "state/night.json",
        "/countroom.css": "countroom.css",
    }
    for address, path in served.items():
        assert feed.http.get(address).content == (feed.folder / path).read_bytes()
    assert not list(feed.folder.rglob(".*"))
    assert declared.head[0] > 0


@pytest.mark.parametrize(
    "path", ["/feed.db", "/feed.key", "/../feed.db", "/%2e%2e/feed.db", "/state", "/v1/nothing"]
)
def test_what_is_not_published_is_not_served(feed: Reached, path: str) -> None:
    answer = feed.http.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    page = feed.http.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "nothing at this address" in read(page.text).one("h1").text


def test_caches_get_what_they_need(feed: Reached, declared: Room) -> None:
    for path in ("/", "/council/harlow", "/council/harlow/", "/results.csv", "/state/night.json"):
        first = feed.http.get(path)
        assert first.headers["access-control-allow-origin"] == "*"
        assert "max-age=2" in first.headers["cache-control"]
        again = feed.http.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        weak = feed.http.get(path, headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
        assert weak.status_code == 304
        assert feed.http.get(path, headers={"If-None-Match": '"x"'}).status_code == 200
        assert feed.http.head(path).headers["etag"] == first.headers["etag"]
    assert "default-src 'none'" in feed.http.get("/").headers["content-security-policy"]
    assert feed.http.post("/results.csv").status_code == 405
    assert feed.http.get("/v1/events").json()["code"] == "not_found"
    assert declared.slug


def links(page: Element, below: str) -> set[str]:
    """Give where a page's links lead, from the root; ``below`` is the folder it is shown in."""
    found = set()
    for link in [*page.all("a"), *page.all("link")]:
        parts = below.split("/")[:-1]
        for part in link.attributes["href"].split("?")[0].split("/"):
            if part == "..":
                parts.pop()
            elif part not in {"", "."}:
                parts.append(part)
        slash = "/" if link.attributes["href"].endswith("/") else ""
        found.add("/" + "/".join(parts) + slash)
    return {one for one in found if "#" not in one}


def test_every_link_leads_somewhere_with_and_without_the_last_slash(
    feed: Reached, declared: Room
) -> None:
    for address in ("/", "/council/harlow", "/council/harlow/", f"/contest/{BUSH_FAIR_ID}"):
        page = read(feed.http.get(address).text)
        found = links(page, address[1:])
        assert len(found) > 3
        for link in found:
            assert feed.http.get(link).status_code == 200, (address, link)
    assert declared.slug


def test_test_cannot_be_missed(feed: Reached, declared: Room) -> None:
    for address in ("/", "/council/harlow", f"/contest/{BUSH_FAIR_ID}"):
        page = read(feed.http.get(address).text)
        assert page.one("title").text.startswith("TEST: ")
        assert page.one("h1").text.startswith("TEST: ")
        assert page.styled("test")[0].text.startswith("TEST")
    assert declared.environment == "test"


def test_a_live_page_says_nothing_of_a_test(
    feed_in: Callable[..., AbstractContextManager[Reached]], tmp_path: Path
) -> None:
    room = Room(environment="live")
    (tmp_path / "feed" / "enrolled").mkdir(parents=True)
    (tmp_path / "feed" / "enrolled" / "harlow.keys").write_text(room.key_file)
    with feed_in(tmp_path / "feed", "live") as feed:
        feed.enrol(room.key_file)
        feed.send(room.set_up())
        feed.send(room.declare("Bush Fair"))
        soon(feed, "/status.json", lambda status: status["declared"] == 1)
        for address in ("/", "/council/harlow", f"/contest/{BUSH_FAIR_ID}"):
            page = feed.http.get(address).text
            read(page)
            assert "TEST" not in page


def test_the_council_page_says_what_it_must(feed: Reached, declared: Room) -> None:
    page = read(feed.http.get("/council/harlow").text)
    assert page.one("h1").text == "TEST: Harlow: Labour gain from Conservative"
    words = page.text
    for said in (
        "3 of 5, majority 3",
        "3 of 3 wards declared",
        "2 May 2024, all 5 seats up",
        "Wards have new boundaries",
        "Returned without a poll",
        "Licence: CC0.",
        "Source: Made up for tests.",
    ):
        assert said in words, said
    charts = [e.attributes["aria-label"] for e in page.all("svg") if "role" in e.attributes]
    assert any("Before: Labour 2, Conservative 3. Majority: 3 of 5." in one for one in charts)
    seats, wards, *votes = page.all("table")
    assert [cell.text for cell in seats.all("tr")[1].all("td")] == ["2", "3", "+1"]
    elected = [item.text for item in wards.styled("elected")[0].all("li")]
    assert elected == [
        "LABLabour PartyDunne, J.",
        "LABLabour PartyMorrison, K.",
        "LABLabour PartyIngall, M.",
    ]
    assert len(votes) == 2
    assert {"Bush Fair", "Mill Lane"} == {h.text for h in page.all("h3")} - {
        "Changes are counted from"
    }
    assert declared.slug


def test_names_are_text_and_never_markup(feed: Reached, declared: Room) -> None:
    page = feed.http.get(f"/contest/{BUSH_FAIR_ID}").text
    assert "Residents &amp; &lt;Friends&gt;" in page
    assert "<Friends>" not in page
    assert declared.slug


def test_an_unreconciled_result_says_so(feed: Reached) -> None:
    room = Room(wards=(BUSH_FAIR,))
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    fair = room.cleared("Bush Fair", totals_state="not_reconciled", findings=("V11",))
    totals = replace(fair.declaration.totals, papers=fair.declaration.totals.papers - 2)
    fair = replace(fair, declaration=replace(fair.declaration, totals=totals), reason="two gone")
    feed.send(room.pair(fair, OFFICER, DEPUTY))
    soon(feed, "/status.json", lambda status: status["declared"] == 1)
    page = read(feed.http.get(f"/contest/{BUSH_FAIR_ID}").text)
    assert "not reconciled (V11)" in page.styled("warning")[0].text


def test_a_council_of_whom_nothing_is_known_before_shows_its_seats(feed: Reached) -> None:
    room = Room(wards=(MILL_LANE, Ward("Low Road", 1, (Standing("Ash, A.", "RES", 0),))))
    room.election = replace(room.election, composition=None)
    feed.enrol(room.key_file)
    feed.send([*room.set_up(), *room.declare("Mill Lane")])
    council = soon(feed, "/state/council/harlow.json", lambda one: one["wards"]["declared"] == 1)
    assert council["control"]["unknown"] == "composition_not_known"
    assert council["control"]["after"] is None
    page = read(feed.http.get("/council/harlow").text)
    assert page.one("h1").text == "TEST: Harlow: 1 of 2 wards declared"
    assert "The seats before this election are not known here." in page.text
    assert "Not declared yet, 1 seat" in page.text
    assert "1 of 2 wards declared" in read(feed.http.get("/").text).text


def test_an_empty_feed_has_its_pages(feed: Reached) -> None:
    page = read(feed.http.get("/").text)
    assert page.one("h1").text == "TEST: Countroom night feed"
    assert "Nothing is set up here yet." in page.text
    assert feed.http.get("/status.json").json()["log_size"] == 0
    assert feed.http.get("/state/night.json").json()["scoreboard"] == []


def test_a_burst_is_published_in_few_steps(
    feed: Reached, declared: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = []
    publish = Publisher.publish

    def counted(self: Publisher) -> None:
        publish(self)
        published.append(1)

    monkeypatch.setattr(Publisher, "publish", counted)
    rooms = [Room(f"town-{n}", (MILL_LANE,), name=f"town {n}") for n in range(20)]
    for room in rooms:
        feed.enrol(room.key_file)
        feed.send(room.set_up())
        feed.send(room.declare("Mill Lane"))
    soon(feed, "/status.json", lambda status: status["declared"] == 23)
    assert len(published) < 20
    assert declared.slug
    assert feed.http.get("/council/town-19").status_code == 200


def test_a_lot_and_a_local_party_are_shown(feed: Reached) -> None:
    tied = Ward(
        "High Street",
        1,
        (
            Standing("Ash, A.", "RES", 300),
            Standing("Birch, B.", "CON", 300),
            Standing("Y, C.", "LAB", 9),
        ),
    )
    room = Room(wards=(tied, MILL_LANE))
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    declaration = room.declaration("High Street")
    ash, birch, _ = declaration.totals.votes
    lot = Lot((ash, birch), ash, "straws", ("The agents",))
    cleared = room.cleared("High Street", elected=(ash,), lots=(lot,))
    feed.send(room.pair(cleared))
    soon(feed, "/status.json", lambda status: status["declared"] == 1)
    page = read(feed.http.get(f"/contest/{room.contest_id('High Street')}").text)
    assert "A lot decided between Ash, A., Birch, B.: Ash, A. was drawn." in page.text
    assert "Last seat by 0 votes" in page.text
    assert [row.text for row in page.styled("won")] == [
        "RESIAsh, A.Residents & <Friends>300Elected"
    ]
    scoreboard, *_ = read(feed.http.get("/").text).all("table")
    assert [row.all("th")[0].text for row in scoreboard.all("tr") if "OTH" in row.text] == [
        "OTHOther parties"
    ]
    contest = feed.http.get(f"/state/contest/{room.contest_id('High Street')}.json").json()
    assert contest["lots"] == [{"tied": [ash, birch], "drawn": ash, "term": None}]


def test_until_when_each_serves_is_shown_and_where_a_lot_decided_it(feed: Reached) -> None:
    standing = (Standing("Ash, A.", "RES", 300), Standing("Birch, B.", "CON", 300))
    days = ("2028-05-04", "2026-05-07")
    tied = Ward("High Street", 2, (*standing, Standing("Y, C.", "LAB", 9)), terms=days)
    room = Room(wards=(tied, MILL_LANE))
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    ash, birch, _ = room.declaration("High Street").totals.votes
    lot = Lot((ash, birch), birch, "straws", ("The agents",), "2028-05-04")
    feed.send(room.pair(room.cleared("High Street", lots=(lot,))))
    soon(feed, "/status.json", lambda status: status["declared"] == 1)
    page = read(feed.http.get(f"/contest/{room.contest_id('High Street')}").text)
    told = "A lot decided who of Ash, A., Birch, B. serves longer: Birch, B. was drawn."
    assert told in page.text
    assert "The seat of Ash, A. ends on 7 May 2026." in page.text
    contest = feed.http.get(f"/state/contest/{room.contest_id('High Street')}.json").json()
    assert contest["lots"] == [{"tied": [ash, birch], "drawn": birch, "term": "2028-05-04"}]
    assert contest["terms"] == {ash: "2026-05-07", birch: "2028-05-04"}


def test_a_mistake_in_one_council_does_not_hide_the_others(
    feed: Reached, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = contests.contest_document

    def stumble(election: Election, ward: contests.Ward) -> contests.Document:
        if election.council.slug == "first":
            raise KeyError(election.id)
        return made(election, ward)

    monkeypatch.setattr("countroom.feed.publisher.contest_document", stumble)
    for slug in ("first", "second"):
        room = Room(slug, (MILL_LANE,))
        feed.enrol(room.key_file)
        feed.send([*room.set_up(), *room.declare("Mill Lane")])
    soon(feed, "/status.json", lambda status: status["declared"] == 1)
    assert feed.http.get("/council/second").status_code == 200
    assert feed.http.get("/council/first").status_code == 404
    assert "publishing local.first" in caplog.text
    assert caplog.text.count("Traceback") <= 2  # once a state of it, not for ever


@pytest.mark.parametrize(
    ("spoken", "said"),
    [("2024-05-02T22:59:59.000Z", "23:59"), ("2024-05-02T23:12:00.000Z", "Fri 00:12")],
)
def test_a_time_after_midnight_carries_its_weekday(spoken: str, said: str) -> None:
    assert moment(Texts(), spoken, "2024-05-02") == f'<time datetime="{spoken}">{said}</time>'
