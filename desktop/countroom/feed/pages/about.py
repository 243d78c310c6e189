"""The pages that hold no figures: how to check one, and for whom these pages are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.feed.pages.markup import Markup, tag
from countroom.feed.pages.shell import ACCESSIBILITY, BESIDE, VERIFY, Page, Site, panel, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator


def fixed_pages(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give the pages that no declaration changes, each with its path."""
    yield f"{VERIFY}index.html", verify_page(site)
    yield f"{ACCESSIBILITY}index.html", accessibility_page(site)


def verify_page(site: Site) -> bytes:
    """Say how anybody can check what these pages show."""
    say = site.texts.say
    steps = (
        say("Take the notice that the returning officer gave out at the count."),
        say("Open the ward's page here and compare every candidate's votes and who was elected."),
        say(
            "If the notice bears a code, compare it with the one on the ward's page. "
            "The same code means the same declaration."
        ),
    )
    program = say("Whoever holds the count's file can check every signature in it with this:")
    return _page(
        site,
        say("Check a figure"),
        say(
            "Nobody has to believe these pages. "
            "Where they and the notice differ, the notice prevails."
        ),
        [
            panel(say("With the notice"), tag("ol", [tag("li", one) for one in steps])),
            panel(
                say("With the program"),
                tag("p", program),
                tag("p", tag("code", "countroom verify night.count --trust night.keys")),
            ),
        ],
    )


def accessibility_page(site: Site) -> bytes:
    """Say for whom these pages are made, and how far that was tried."""
    say = site.texts.say
    made = (
        say("Everything can be read without a script and reached with the keyboard alone."),
        say(
            "Where scripts run, new results appear by themselves and are read out "
            "when the reader pauses. Your place on the page is kept."
        ),
        say("A party is always letters and a pattern, a state always a word; colour only repeats."),
        say("Light, dark, high contrast and your own colours follow your device's settings."),
        say(
            "The text can be made twice as large on a desk's screen, "
            "and the narrowest phone needs no pushing sideways."
        ),
    )
    tried = (
        say("These pages are built to meet WCAG 2.2 at level AA."),
        say(
            "A program checks them at every change, on a desk's screen and on a phone's. "
            "No auditor has looked at them yet."
        ),
        say("If you cannot read a result here, ask the council whose count it is."),
    )
    return _page(
        site,
        say("Accessibility"),
        say("Results are for everybody."),
        [
            panel(say("How these pages are made"), tag("ul", [tag("li", one) for one in made])),
            panel(say("How far that was tried"), [tag("p", one) for one in tried]),
        ],
    )


def _page(site: Site, title: str, lead: str, body: list[Markup]) -> bytes:
    masthead = tag("div", tag("h1", site.headline(title)), tag("p", lead, class_="lead"))
    prose = tag("div", body, class_="prose")
    return wrap(site, Page(title, masthead, prose, (), (), "", "", frozenset(), BESIDE, live=False))
