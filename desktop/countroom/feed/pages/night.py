"""The page of the night: scoreboard, control by region, latest wards, what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.feed.pages.markup import Markup, tag
from countroom.feed.pages.scoreboard import OTHERS, scoreboard
from countroom.feed.pages.shell import (
    Page,
    Site,
    declared_of,
    declared_words,
    elected_stamps,
    meter,
    moment,
    panel,
    stamp_of,
    wrap,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countroom.feed.contests import Document
    from countroom.texts import Texts

_LATEST = 6
_STILL_TO_COME = 12
_UNFOLDED = 12
"""Councils that a phone shows without folding their regions."""


def night_page(site: Site, night: Document) -> bytes:
    """Write the night's page from its document."""
    say = site.texts.say
    days = " / ".join(site.texts.day(day) for day in night["polling_days"])
    title = say("Local elections, {day}", day=days) if days else say("Countroom night feed")
    councils = [one for region in night["regions"] for one in region["councils"]]
    side = [
        _offices(site.texts, night["offices"]),
        _latest(site, night),
        _still_to_come(site.texts, councils),
    ]
    body = [
        _banner(site.texts, councils, night),
        scoreboard(site, night),
        tag(
            "div",
            _regions(site, night) if councils else None,
            tag("div", side, class_="side"),
            class_="beside",
        )
        if councils or night["offices"]
        else tag("p", say("Nothing is set up here yet."), class_="panel"),
    ]
    return wrap(
        site,
        Page(
            title=title,
            masthead=_masthead(site, night, title),
            body=body,
            way=(),
            downloads=(
                (say("Results as CSV"), "results.csv"),
                (say("The night as JSON"), "state/night.json"),
                (say("State of the feed"), "status.json"),
            ),
            attribution=night["attribution"],
            licence=night["licence"],
            stamps=frozenset(site.stamp(row) for row in (OTHERS, *night["scoreboard"])),
            root="",
        ),
    )


def _masthead(site: Site, night: Document, title: str) -> list[Markup]:
    texts, councils = site.texts, night["councils"]
    words = texts.count(
        "{declared} of {n} council declared",
        "{declared} of {n} councils declared",
        councils["covered"],
        declared=texts.figure(councils["declared"]),
    )
    lead: list[object] = [texts.say("Every figure is signed by a returning officer."), " "]
    if night["latest"]:
        lead += [
            texts.say("Last declaration at"),
            " ",
            moment(
                texts,
                max(one["spoken_at"] for one in night["latest"]),
                min(night["polling_days"]),
            ),
            ".",
        ]
    coverage = texts.count(
        "{n} council reports here; how many vote is not known to this feed.",
        "{n} councils report here; how many vote is not known to this feed.",
        councils["covered"],
    )
    heading = tag("div", tag("h1", site.headline(title)), tag("p", lead, class_="lead"))
    if night["offices"] and not councils["covered"]:
        return [heading]
    return [
        heading,
        tag(
            "div",
            meter(words, councils["declared"], councils["covered"]),
            tag("p", f"{declared_of(texts, night['wards'])}. {coverage}", class_="note"),
        ),
    ]


def _banner(texts: Texts, councils: Iterable[Document], night: Document) -> Markup | None:
    """Show the council that changed hands last, as far as the latest wards tell."""
    changed = {one["slug"]: one for one in councils if _changed(one)}
    slug = next((one["slug"] for one in night["latest"] if one["slug"] in changed), None)
    if slug is None:
        return None
    council = changed[slug]
    return tag(
        "p",
        tag("span", "\u21c4", aria_hidden="true"),
        tag(
            "span",
            tag("strong", texts.say("Control changes hands: {name}.", name=council["name"])),
            f" {council['headline']}. ",
            tag("a", texts.say("See the council"), href=f"council/{slug}/"),
        ),
        class_="banner",
    )


def _regions(site: Site, night: Document) -> Markup:
    """Show control by region; many councils fold on a phone, those that changed hands first."""
    texts = site.texts
    councils = [one for region in night["regions"] for one in region["councils"]]
    lists = [
        (
            region["region"] or texts.say("Elsewhere"),
            region["councils"],
            tag("ul", [_council(site, one) for one in region["councils"]]),
        )
        for region in night["regions"]
    ]
    parts = [tag("section", tag("h3", name), ul, class_="region") for name, _, ul in lists]
    title = texts.say("Control, by region")
    if len(councils) <= _UNFOLDED:
        return panel(title, tag("div", parts, class_="regions"))
    changed = [_council(site, one) for one in councils if _changed(one)]
    folded = [_folded(texts, *one) for one in lists]
    return panel(
        title,
        tag("div", parts, class_="regions wide"),
        tag(
            "div",
            tag("section", tag("h3", texts.say("Changed hands")), tag("ul", changed))
            if changed
            else None,
            tag("section", tag("h3", texts.say("Every council")), folded),
            class_="folded narrow",
        ),
    )


def _folded(texts: Texts, name: str, councils: list[Document], ul: Markup) -> Markup:
    complete = sum(1 for one in councils if one["complete"])
    words = texts.count(
        "{declared} of {n} council declared",
        "{declared} of {n} councils declared",
        len(councils),
        declared=texts.figure(complete),
    )
    summary = tag("summary", tag("span", name), " ", tag("span", words, class_="note"))
    return tag("details", summary, ul, data_key=name)


def _council(site: Site, council: Document) -> Markup:
    texts, after = site.texts, council["control"]["after"]
    name = tag("a", council["name"], href=f"council/{council['slug']}/")
    if after is None:
        words = declared_of(texts, council["wards"])
        return tag("li", _no_stamp(), tag("span", name, " ", words), class_="open")
    party = {"key": after, "name": council["control"]["after_name"]}
    changed = _changed(council)
    sign = tag("span", "\u21c4 ", aria_hidden="true") if changed else None
    outcome = tag("span", sign, council["headline"], class_="changed" if changed else None)
    partly = None if council["complete"] else f", {declared_of(texts, council['wards'])}"
    said = council["name"], council["headline"]
    return tag(
        "li",
        stamp_of(site.stamp(party)),
        tag("span", name, " ", outcome, partly),
        data_said=f"{': '.join(said)}.",
    )


def _no_stamp() -> Markup:
    return tag("span", "\u2013", class_="stamp open", aria_hidden="true")


def _changed(council: Document) -> bool:
    return council["control"]["outcome"] in ("gain", "loss")


def _offices(texts: Texts, offices: list[Document]) -> Markup | None:
    """List the mayors elected beside the councils."""
    if not offices:
        return None
    said = {True: texts.say("declared"), False: texts.say("not declared yet")}
    items = [
        tag(
            "li",
            tag("a", one["name"], href=f"council/{one['slug']}/"),
            " ",
            tag("span", said[one["complete"]], class_="note"),
        )
        for one in offices
    ]
    return panel(texts.say("Mayors"), tag("ul", items, class_="waiting"))


def _latest(site: Site, night: Document) -> Markup | None:
    if not night["latest"]:
        return None
    texts = site.texts
    items = [
        tag(
            "li",
            moment(texts, one["spoken_at"], min(night["polling_days"])),
            tag(
                "div",
                tag("a", one["area"], href=f"contest/{one['contest']}/"),
                " ",
                one["council"],
                elected_stamps(site, one["elected"]),
                tag("p", _about(texts, one), class_="note"),
            ),
            data_said=declared_words(texts, f"{one['area']}, {one['council']}", one["revision"]),
        )
        for one in night["latest"][:_LATEST]
    ]
    return panel(texts.say("Latest wards"), tag("ol", items, class_="timeline"))


def _about(texts: Texts, ward: Document) -> str:
    """Say by how much the last seat was won, and whether the record was corrected."""
    margin, words = ward["last_seat_by"], list[str]()
    if ward["state"] == "uncontested":
        words.append(texts.say("Returned without a poll"))
    elif margin is not None:
        words.append(texts.count("Last seat by {n} vote", "Last seat by {n} votes", margin))
    if ward["revision"] > 1:
        words.append(texts.say("Record corrected"))
    return ". ".join(words)


def _still_to_come(texts: Texts, councils: Iterable[Document]) -> Markup | None:
    waiting = [one for one in councils if not one["complete"]]
    if not waiting:
        return None
    items = [
        tag(
            "li",
            tag("a", one["name"], href=f"council/{one['slug']}/"),
            " ",
            tag("span", declared_of(texts, one["wards"]), class_="note"),
        )
        for one in waiting[:_STILL_TO_COME]
    ]
    more = len(waiting) - _STILL_TO_COME
    rest = texts.count("and {n} more council", "and {n} more councils", more) if more > 0 else ""
    note = tag("p", rest, class_="note") if rest else None
    return panel(texts.say("Still to come"), tag("ul", items, class_="waiting"), note)
