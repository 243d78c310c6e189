"""The page of a council: outcome, every seat, both baselines, wards, votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.feed.pages.markup import Markup, tag
from countroom.feed.pages.records import record_chips
from countroom.feed.pages.seats import seats_panel
from countroom.feed.pages.shell import (
    ABOVE,
    Page,
    Site,
    chip,
    column_heads,
    declared_of,
    declared_words,
    elected_list,
    figure_cell,
    meter,
    moment,
    panel,
    wrap,
)
from countroom.feed.pages.votes import votes_in_all, votes_table
from countroom.texts import say_baseline

if TYPE_CHECKING:
    from countroom.feed.contests import Document
    from countroom.feed.pages.look import StyledStamp
    from countroom.texts import Texts


def council_page(site: Site, council: Document) -> bytes:
    """Write a council's page from its document."""
    name, slug = council["council"]["name"], council["council"]["slug"]
    title = f"{name}: {council['headline'] or _declared(site.texts, council)}"
    say = site.texts.say
    body = [
        seats_panel(site, council) if council["of_council"] else None,
        _wards_panel(site, council),
        _votes_panel(site, council),
    ]
    return wrap(
        site,
        Page(
            title=title,
            masthead=_masthead(site, council, title),
            body=body,
            way=(),
            downloads=(
                (say("Results as CSV"), "results.csv"),
                (say("This council as JSON"), f"state/council/{slug}.json"),
            ),
            attribution=council["attribution"],
            licence=council["licence"],
            stamps=_stamps(site, council),
            root=ABOVE,
        ),
    )


def _declared(texts: Texts, council: Document) -> str:
    """Say how much is declared: so many wards, or the one office."""
    if council["of_council"]:
        return declared_of(texts, council["wards"])
    return texts.say("declared") if council["complete"] else texts.say("not declared yet")


def outcome_words(texts: Texts, council: Document) -> str:
    """Say how the outcome stands: exactly a majority, so many short, or what is still open."""
    total, majority = council["seats"]["total"], council["seats"]["majority"]
    if total is None:
        return say_baseline(texts, council["control"]["unknown"])
    best = max((row["seats"] for row in council["parties"]), default=0)
    if council["control"]["after"] is None:
        return texts.say(
            "Not certain yet: {left} of {up} seats are still to be declared.",
            left=texts.figure(council["seats"]["up"] - council["seats"]["declared"]),
            up=texts.figure(council["seats"]["up"]),
        )
    if best >= majority:
        over = best - majority
        seats_held = texts.say(
            "{best} of {total} seats", best=texts.figure(best), total=texts.figure(total)
        )
        if over == 0:
            return texts.say("{seats}: exactly a majority.", seats=seats_held)
        return texts.count(
            "{seats}: {n} more than a majority needs.",
            "{seats}: {n} more than a majority needs.",
            over,
            seats=seats_held,
        )
    return texts.count(
        "The largest party is {n} seat short of a majority.",
        "The largest party is {n} seats short of a majority.",
        majority - best,
    )


def _masthead(site: Site, council: Document, title: str) -> list[Markup]:
    texts = site.texts
    wards, up = council["wards"], council["seats"]["up"]
    day = texts.day(council["election"]["polling_day"])
    total = council["seats"]["total"]
    if not council["of_council"]:
        return [tag("div", tag("h1", site.headline(title)), tag("p", f"{day}.", class_="lead"))]
    if total == up:
        about = texts.count("{day}, all {n} seat up", "{day}, all {n} seats up", up, day=day)
    elif total is None:
        about = texts.count("{day}, {n} seat up", "{day}, {n} seats up", up, day=day)
    else:
        about = texts.say(
            "{day}, {up} of {total} seats up",
            day=day,
            up=texts.figure(up),
            total=texts.figure(total),
        )
    return [
        tag(
            "div",
            tag("h1", site.headline(title), data_said=f"{title}." if council["headline"] else None),
            tag("p", f"{about}. {outcome_words(texts, council)}", class_="lead"),
        ),
        meter(declared_of(texts, wards), wards["declared"], wards["covered"]),
    ]


def _wards_panel(site: Site, council: Document) -> Markup:
    texts, day = site.texts, council["election"]["polling_day"]
    heads = (
        (texts.say("Ward") if council["of_council"] else texts.say("Area"), ""),
        (texts.say("Elected"), ""),
        (texts.say("Turnout"), "figure wide"),
        (texts.say("Last seat by"), "figure wide"),
        (texts.say("Declared"), "figure wide"),
    )
    table = tag(
        "table",
        tag(
            "caption",
            texts.say(
                "Who was elected in each ward of {council}", council=council["council"]["name"]
            ),
            class_="unseen",
        ),
        column_heads(*heads),
        tag("tbody", [_ward_row(site, ward, day) for ward in council["contests"]]),
        class_="wards",
    )
    if not council["of_council"]:
        return panel(texts.say("Who was elected"), table)
    return panel(texts.say("Wards"), table, note=declared_of(texts, council["wards"]))


def _ward_row(site: Site, ward: Document, day: str) -> Markup:
    """Write a ward in a line; ``day`` is the polling day (ISO)."""
    texts, declared = site.texts, ward["declared"]
    link = tag("a", ward["area"], href=f"{ABOVE}contest/{ward['id']}/")
    if declared is None:
        name = tag("th", link, scope="row")
        seats_up = texts.count("{n} seat", "{n} seats", ward["seats"])
        words = {
            "countermanded": texts.say("Poll countermanded"),
            "abandoned": texts.say("Poll abandoned"),
        }.get(ward["state"], texts.say("Not declared yet, {seats}", seats=seats_up))
        return tag("tr", name, tag("td", chip(words, "quiet"), colspan=4), class_="open")
    turnout = f"{ward['turnout']}%" if ward["turnout"] else None
    when = moment(texts, declared["spoken_at"], day)
    name = tag("th", link, tag("span", when, class_="narrow"), scope="row")
    uncontested, marks = ward["state"] == "uncontested", record_chips(texts, declared)
    return tag(
        "tr",
        name,
        tag(
            "td",
            elected_list(site, ward["elected"]),
            tag("p", marks, class_="marks") if marks else None,
            tag("p", texts.say("Returned without a poll"), class_="note") if uncontested else None,
        ),
        tag("td", turnout, class_="figure wide") if turnout else _dash(texts),
        figure_cell(texts, ward["last_seat_by"], "wide"),
        tag("td", when, class_="figure muted wide"),
        data_said=declared_words(texts, ward["area"], declared.get("revision", 1)),
    )


def _dash(texts: Texts) -> Markup:
    return figure_cell(texts, None, "wide")


def _votes_panel(site: Site, council: Document) -> Markup | None:
    polled = [ward for ward in council["contests"] if ward["state"] == "declared"]
    if not polled:
        return None
    texts = site.texts
    largest = max(votes_in_all(one) for ward in polled for one in ward["candidates"])
    cards = [_card(site, ward, largest) for ward in polled]
    title = texts.say("Votes, ward by ward") if council["of_council"] else texts.say("Votes")
    return panel(title, tag("div", cards, class_="cards"))


def _card(site: Site, ward: Document, largest: int) -> Markup:
    """Make a ward's votes, or take them as they were made for the last edition of the page."""
    edition = (ward["declared"]["event"], largest)
    kept = site.cards.get(ward["id"])
    if kept is None or kept[0] != edition:
        heading = tag("h3", tag("a", ward["area"], href=f"{ABOVE}contest/{ward['id']}/"))
        card = tag("section", heading, votes_table(site, ward, largest), class_="card")
        kept = site.cards[ward["id"]] = (edition, card)
    return kept[1]


def _stamps(site: Site, council: Document) -> frozenset[StyledStamp]:
    rows = [site.stamp(row) for row in council["parties"]]
    people = [one["party"] for ward in council["contests"] for one in ward["candidates"]]
    return frozenset((*rows, *(site.stamp(party) for party in people)))
