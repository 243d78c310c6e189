"""The feed's pages in a browser: for everybody, live where scripts run, whole where they do not."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.conftest import DESK, PHONE, running
from feed.night import BUSH_FAIR, DEPUTY, MILL_LANE, OFFICER, Room
from feed.test_on_record import corrected, impossible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Page

    from feed.conftest import Reached

    Open = Callable[..., AbstractContextManager[Page]]

PATIENCE = 20
NARROWEST = 320
"""Pixels to which WCAG's reflow goes down."""
COUNCIL = "council/harlow/"
FAIR = "contest/local.harlow.bush-fair.2024-05-02/"
LANE = "contest/local.harlow.mill-lane.2024-05-02/"
RECORDS = "contest/local.paper.bush-fair.2024-05-02/"
"""Declared on paper with figures that fail a check, then corrected twice."""
STILL = ("verify/", "accessibility/", "nowhere")
PAGES = ("", COUNCIL, FAIR, LANE, RECORDS, "council/paper/", *STILL)
LOOKS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "contrast": "more"},
)
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


def address(feed: Reached, path: str = "") -> str:
    return f"{feed.http.base_url}".rstrip("/") + f"/{path}"


def set_up(feed: Reached, room: Room, *declared: str) -> None:
    feed.enrol(room.key_file)
    feed.send(room.set_up())
    for ward in declared:
        feed.send(room.declare(ward))
    published(feed)


def published(feed: Reached) -> None:
    """Wait until everything that was sent is published."""
    end, size = time.monotonic() + PATIENCE, feed.size()
    while feed.http.get("/status.json").json()["log_size"] < size:
        assert time.monotonic() < end
        time.sleep(0.05)


def become_live(page: Page) -> None:
    page.get_by_text("Live", exact=True).wait_for()
    page.evaluate("window.stayed = true")


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reached]:
    """A council with a ward declared, one without a poll and one to come, and many others."""
    with running(tmp_path_factory.mktemp("night")) as feed:
        room = Room()
        set_up(feed, room, "Bush Fair")
        feed.send([room.return_uncontested("The Fens")])
        for number in range(12):
            other = Room(f"town-{number}", (MILL_LANE,), name=f"town {number}")
            set_up(feed, other, *(["Mill Lane"] if number % 2 else []))
        paper = Room("paper", (BUSH_FAIR,))
        set_up(feed, paper)
        feed.send([paper.write(impossible(paper), OFFICER, DEPUTY)])
        for _ in range(2):
            feed.send([paper.write(corrected(paper), OFFICER, DEPUTY)])
        published(feed)
        yield feed


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_it(
    night: Reached, opened: Open, path: str, width: dict[str, int]
) -> None:
    with opened(address(night, path), viewport=width) as page:
        if path not in STILL:
            become_live(page)
        for fold in page.locator("summary:visible").all():
            fold.click()
        for look in LOOKS:
            page.emulate_media(**look)
            found = Axe().run(page, options=RULES)
            assert not found.violations_count, (look, found.generate_report())
        for narrow in (width["width"], NARROWEST):
            page.set_viewport_size({"width": narrow, "height": width["height"]})
            reach = page.evaluate("document.documentElement.scrollWidth")
            assert reach == narrow, "it has to be pushed sideways to be read"


def test_every_record_of_a_declaration_stands_with_its_figures(
    night: Reached, opened: Open
) -> None:
    with opened(address(night, RECORDS), viewport=PHONE) as page:
        expect(page.get_by_text("Declared on paper and entered afterwards.")).to_be_visible()
        expect(page.get_by_text("papers that do not add up to those verified")).to_be_visible()
        table = page.get_by_role("table", name="Figures that were corrected")
        heads = table.get_by_role("columnheader").all_inner_texts()
        assert heads == ["Line", "As declared", "Record 2", "Record 3"]
        (row,) = table.get_by_role("row").filter(has_text="Tennison").all()
        assert row.get_by_role("cell").all_inner_texts() == ["89", "88", "87"]
        assert row.get_by_role("rowheader").is_visible()


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_a_declaration_appears_where_it_is_and_keeps_the_readers_place(
    tmp_path: Path, opened: Open, width: dict[str, int]
) -> None:
    room = Room()
    with running(tmp_path / "feed") as feed:
        set_up(feed, room, "Bush Fair")
        with opened(address(feed, COUNCIL), viewport={**width, "height": 400}) as page:
            become_live(page)
            link = page.get_by_role("table").get_by_role("link", name="Mill Lane")
            link.focus()
            page.evaluate("scrollBy(0, document.activeElement.getBoundingClientRect().top - 100)")
            assert page.evaluate("scrollY") > 0
            feed.send(room.declare("Mill Lane"))
            expect(page.get_by_role("status")).to_contain_text("Mill Lane declared.")
            expect(page.get_by_role("heading", level=1)).to_contain_text("Labour gain")
            expect(page).to_have_title("TEST: Harlow: Labour gain from Conservative")
            expect(link.first).to_be_focused()
            assert page.evaluate("document.activeElement.getBoundingClientRect().top") == (
                pytest.approx(100, abs=2)
            )
            assert page.evaluate("window.stayed"), "it was loaded anew"


def test_every_kind_of_page_is_live(tmp_path: Path, opened: Open) -> None:
    room = Room(wards=(BUSH_FAIR, MILL_LANE))
    with running(tmp_path / "feed") as feed:
        set_up(feed, room)
        with (
            opened(address(feed)) as front,
            opened(address(feed, LANE)) as lane,
            opened(address(feed, FAIR.rstrip("/"))) as fair,
        ):
            for page in (front, lane, fair):
                become_live(page)
            feed.send(room.declare("Mill Lane"))
            expect(front.get_by_role("status")).to_have_text("Mill Lane, Harlow declared.")
            expect(lane.get_by_role("status")).to_have_text("Mill Lane declared.")
            expect(lane.get_by_role("row", name="Abbott")).to_contain_text("520")
            feed.send(room.declare("Bush Fair"))
            expect(fair.get_by_role("status")).to_have_text("Bush Fair declared.")
            expect(front.get_by_role("status")).to_contain_text("Bush Fair, Harlow declared.")
            assert all(one.evaluate("window.stayed") for one in (front, lane, fair))


def test_what_was_folded_out_stays_so(tmp_path: Path, opened: Open) -> None:
    rooms = [Room(f"town-{n}", (MILL_LANE,), name=f"town {n}") for n in range(13)]
    with running(tmp_path / "feed") as feed:
        for room in rooms:
            set_up(feed, room)
        with opened(address(feed), viewport=PHONE) as page:
            become_live(page)
            region = page.locator("details")
            expect(region.get_by_role("link", name="Town-3")).to_be_hidden()
            region.locator("summary").click()
            expect(region.get_by_role("link", name="Town-3")).to_be_visible()
            feed.send(rooms[3].declare("Mill Lane"))
            expect(region.locator("summary")).to_contain_text("1 of 13 councils declared")
            expect(region.get_by_role("link", name="Town-3")).to_be_visible()
            expect(region.locator("summary")).to_be_focused()


def test_a_lost_line_says_so_and_catches_up(tmp_path: Path, opened: Open) -> None:
    room = Room()
    held = ExitStack()  # the page outlives the first server
    with running(tmp_path / "feed") as feed:
        set_up(feed, room)
        port = feed.http.base_url.port
        page = held.enter_context(opened(address(feed, LANE)))
        become_live(page)
    expect(page.get_by_text("Not live since")).to_be_visible()
    assert port is not None
    with running(tmp_path / "feed", port) as feed, held:
        feed.send(room.declare("Mill Lane"))
        expect(page.get_by_role("status")).to_have_text("Mill Lane declared.")
        expect(page.get_by_text("Live", exact=True)).to_be_visible()
        assert page.evaluate("window.stayed")


def test_a_page_nobody_looks_at_waits(tmp_path: Path, opened: Open) -> None:
    show = """(hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    room = Room(wards=(BUSH_FAIR, MILL_LANE))
    with running(tmp_path / "feed") as feed:
        set_up(feed, room)
        with opened(address(feed, LANE)) as page:
            become_live(page)
            page.evaluate(show, True)
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            feed.send(room.declare("Mill Lane"))
            published(feed)
            expect(page.get_by_text("Not declared yet")).to_be_visible()
            assert asked == []
            page.evaluate(show, False)
            expect(page.get_by_role("status")).to_have_text("Mill Lane declared.")


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_without_scripts_everything_is_there(
    night: Reached, opened: Open, width: dict[str, int]
) -> None:
    bare = {"java_script_enabled": False, "viewport": width}
    with opened(address(night, FAIR), **bare) as page:
        for standing in BUSH_FAIR.candidates:
            row = page.get_by_role("row", name=standing.name)
            expect(row).to_contain_text(f"{standing.votes}")
        expect(page.locator("#live")).to_be_hidden()
    with opened(address(night, COUNCIL), **bare) as page:
        expect(page.get_by_text("778")).to_be_visible()
        expect(page.get_by_text("Not declared yet, 1 seat")).to_be_visible()
    with opened(address(night, "verify"), **bare) as page:
        expect(page.get_by_text("The same code means the same declaration.")).to_be_visible()
        page.get_by_role("link", name="Accessibility").click()
        expect(page.get_by_text("WCAG 2.2 at level AA")).to_be_visible()
    with opened(address(night), **bare) as page:
        for fold in page.locator("summary:visible").all():
            fold.click()
        expect(page.get_by_role("link", name="Town-11").first).to_be_visible()
