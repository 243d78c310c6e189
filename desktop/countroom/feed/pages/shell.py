"""What every page has: band, head, way back, foot; and the parts that several pages use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from countroom.domain.election import Environment
from countroom.feed.pages.charts import patterns, progress
from countroom.feed.pages.look import SCRIPT, STYLE_SHEET, Look, StyledStamp
from countroom.feed.pages.markup import Markup, tag
from countroom.texts import Texts, short_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from countroom.feed.contests import Document

ABOVE: Final = "../../"
"""The way to the root from the page of a council or a contest."""
BESIDE: Final = "../"
"""The way to the root from a page that stands beside the night's."""
VERIFY: Final = "verify/"
ACCESSIBILITY: Final = "accessibility/"


@dataclass(frozen=True, slots=True)
class Site:
    """What pages are made with; ``cards`` keeps parts of a page that seldom change."""

    texts: Texts
    look: Look
    environment: Environment
    origin: str
    cards: dict[str, tuple[tuple[str, int], Markup]] = field(default_factory=dict)

    def stamp(self, party: Document) -> StyledStamp:
        """Give the stamp of a party as a document names it."""
        return self.look.stamp(party.get("key") or party["party"], party["name"])

    def headline(self, text: str) -> str:
        """Put TEST before a headline that is not of a real night."""
        return f"TEST: {text}" if self.environment == "test" else text


@dataclass(frozen=True, slots=True)
class Page:
    """One page before it is wrapped; ``way`` leads back: text and path from the root.

    A ``live`` page keeps itself up to date where scripts run.
    """

    title: str
    masthead: object
    body: object
    way: tuple[tuple[str, str], ...]
    downloads: tuple[tuple[str, str], ...]
    attribution: str
    licence: str
    stamps: frozenset[StyledStamp]
    root: str
    live: bool = True


def wrap(site: Site, page: Page) -> bytes:
    """Write a whole page."""
    say, root = site.texts.say, page.root
    test = site.environment == "test"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", site.headline(page.title)),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="robots", content="noindex") if test else None,
        tag("link", rel="stylesheet", href=f"{root}{STYLE_SHEET}?{site.look.edition}"),
        tag("script", src=f"{root}{SCRIPT}?{site.look.script_edition}", defer=True)
        if page.live
        else None,
    )
    live = _live(site.texts) if page.live else None
    body = tag(
        "body",
        tag("a", say("Skip to the results"), href="#results", class_="skip"),
        tag(
            "header",
            _test_band(site.texts) if test else None,
            tag("div", tag("div", _way(site.texts, page), live, class_="within"), class_="top"),
        ),
        tag(
            "main",
            patterns(page.stamps),
            tag("div", tag("div", page.masthead, class_="within masthead"), class_="head"),
            tag("div", page.body, class_="within body", id="results", tabindex=-1),
        ),
        _foot(site, page),
    )
    html = tag("html", head, body, lang=site.texts.language)
    return f"<!doctype html>\n{html}\n".encode()


def panel(title: str, *children: object, note: str = "", style: str = "") -> Markup:
    """Make a panel with its heading; ``note`` stands beside the heading."""
    heading = tag("h2", title)
    top = (
        tag("div", heading, tag("p", note, class_="note"), class_="panel-head") if note else heading
    )
    return tag("section", top, *children, class_=f"panel {style}".rstrip())


def stamp_of(stamp: StyledStamp, name: str = "") -> Markup:
    """Show a party's stamp; without a name beside it, it says the name itself."""
    if not name:
        return tag("span", stamp.code, class_=f"stamp {stamp.style}", aria_hidden="true")
    return tag(
        "span",
        tag("span", stamp.code, aria_hidden="true"),
        tag("span", name, class_="unseen"),
        class_=f"stamp {stamp.style}",
        title=name,
    )


def party_cell(site: Site, row: Document) -> Markup:
    """Make the head of a party's row: its stamp and its name."""
    return tag(
        "th",
        tag("div", stamp_of(site.stamp(row)), tag("span", row["name"]), class_="party"),
        scope="row",
    )


def figure_cell(texts: Texts, figure: int | None, style: str = "") -> Markup:
    """Make a cell with a figure; what is not known is a dash that says so."""
    if figure is None:
        return unknown_cell(texts, style)
    return tag("td", texts.figure(figure), class_=f"figure {style}".rstrip())


def change_cell(texts: Texts, change: int | None, style: str = "") -> Markup:
    """Make a cell with a change, its sign always shown."""
    if change is None:
        return unknown_cell(texts, style)
    sign = "+" if change > 0 else ("\u2212" if change < 0 else "")
    return tag("td", f"{sign}{texts.figure(abs(change))}", class_=f"figure {style}".rstrip())


def unknown_cell(texts: Texts, style: str = "") -> Markup:
    """Make a cell for what is not known."""
    dash = tag("span", "\u2013", aria_hidden="true")
    words = tag("span", texts.say("not known"), class_="unseen")
    return tag("td", dash, words, class_=f"figure {style}".rstrip())


def column_heads(*heads: tuple[str, str]) -> Markup:
    """Make the heads of a table's columns, each with its style."""
    return tag("thead", tag("tr", [_column_head(text, style) for text, style in heads]))


def _column_head(text: str, style: str) -> Markup:
    """Make a column's head; one in the style ``unseen`` is for those who listen."""
    words = tag("span", text, class_="unseen") if "unseen" in style else text
    plain = style.replace("unseen", "").strip()
    return tag("th", words, scope="col", class_=plain or None)


def declared_of(texts: Texts, wards: Document) -> str:
    """Say how many wards are declared, of how many."""
    return texts.count(
        "{declared} of {n} ward declared",
        "{declared} of {n} wards declared",
        wards["covered"],
        declared=texts.figure(wards["declared"]),
    )


def meter(words: str, done: int, all_: int) -> Markup:
    """Show N of M in words and as a bar."""
    share = f"{100 * done // all_}%" if all_ else ""
    return tag(
        "div",
        tag("p", tag("strong", words), tag("span", share, class_="share")),
        progress(done, all_, words),
        class_="meter",
    )


def moment(texts: Texts, at: str, polling_day: str) -> Markup:
    """Write a time of the night in the United Kingdom; with its weekday on another day (ISO)."""
    return tag("time", short_time(texts, at, polling_day), datetime=at)


def day_and_moment(texts: Texts, at: str) -> Markup:
    """Write a time with its day."""
    local = _local(at)
    words = texts.say("{day}, {time}", day=texts.day(f"{local:%Y-%m-%d}"), time=f"{local:%H:%M}")
    return tag("time", words, datetime=at)


def times_are(texts: Texts) -> str:
    """Say by which clock times are given."""
    return texts.say("Times are UTC.") if _zone() is UTC else texts.say("Times are UK time.")


def declared_words(texts: Texts, area: str, revision: int = 1) -> str:
    """Say that a result is there, or corrected, for whoever has the page open when it comes."""
    if revision > 1:
        return texts.say("Record of {area} corrected.", area=area)
    return texts.say("{area} declared.", area=area)


def chip(words: str, tone: str, said: str | None = None) -> Markup:
    """Make a state's round chip; ``said`` is read out when it appears on an open page."""
    return tag("span", words, class_=f"chip {tone}", data_said=said)


def elected_list(site: Site, elected: Iterable[Document]) -> Markup:
    """List who was elected, each with the party's stamp."""
    people = [
        tag(
            "li", stamp_of(site.stamp(one["party"]), one["party"]["name"]), tag("span", one["name"])
        )
        for one in elected
    ]
    return tag("ul", people, class_="elected")


def elected_stamps(site: Site, elected: Iterable[Document]) -> Markup:
    """Show the parties of those elected in a row."""
    stamps = [stamp_of(site.stamp(one["party"]), one["party"]["name"]) for one in elected]
    return tag("p", stamps, class_="stamps")


def _local(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(_zone())


@cache
def _zone() -> tzinfo:
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return UTC


def _test_band(texts: Texts) -> Markup:
    words = texts.say("Practice. Nothing here is a real result.")
    return tag("div", tag("p", tag("strong", "TEST"), words), class_="test", role="note")


def lost_page(site: Site) -> bytes:
    """Write what a server shows at an address where nothing is."""
    words = site.texts.say("There is nothing at this address.")
    masthead = tag("div", tag("h1", site.headline(words)))
    page = Page(words, masthead, None, (), (), "", "", frozenset(), root="/", live=False)
    return wrap(site, page)


def _way(texts: Texts, page: Page) -> Markup:
    root = page.root
    home = tag("a", texts.say("Countroom night feed"), href=root or "./", class_="home")
    links = [tag("li", tag("a", text, href=f"{root}{path}")) for text, path in page.way]
    way = tag("ul", tag("li", home), links)
    return tag("nav", way, aria_label=texts.say("Way back"))


def _live(texts: Texts) -> Markup:
    """Make the line in which the script says whether the page is live, and what changed."""
    return tag(
        "div",
        tag("span"),
        tag("span", role="status"),
        id="live",
        class_="live",
        hidden=True,
        data_live=texts.say("Live"),
        data_lost=texts.say("Not live since {time}, trying again", time="{time}"),
        data_changed=texts.say("This page has new figures."),
    )


def _foot(site: Site, page: Page) -> Markup:
    say, root = site.texts.say, page.root
    about = ((say("Check a figure"), VERIFY), (say("Accessibility"), ACCESSIBILITY))
    links = [
        tag("li", tag("a", text, href=f"{root}{path}")) for text, path in (*page.downloads, *about)
    ]
    source = say("Source: {source}.", source=page.attribution) if page.attribution else ""
    licence = say("Licence: {licence}.", licence=page.licence) if page.licence else ""
    words = [part for part in (source, licence) if part]
    return tag(
        "footer",
        tag(
            "div",
            tag("ul", links, class_="downloads"),
            tag("p", " ".join(words)) if words else None,
            tag(
                "p",
                say("The notice at the count prevails."),
                " ",
                times_are(site.texts),
                " ",
                say("Feed: {origin}.", origin=site.origin),
            ),
            class_="within",
        ),
    )
