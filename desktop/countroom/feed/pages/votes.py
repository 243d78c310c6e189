"""Votes of a contest as a table with bars, most votes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.feed.pages.charts import bar
from countroom.feed.pages.markup import Markup, tag
from countroom.feed.pages.shell import Site, column_heads, figure_cell, stamp_of

if TYPE_CHECKING:
    from countroom.feed.contests import Document


def votes_table(site: Site, contest: Document, largest: int) -> Markup:
    """Make the table; ``largest`` is the figure that fills the width, the same on one page."""
    texts = site.texts
    elected = {person["id"]: place for place, person in enumerate(contest["elected"])}
    candidates = sorted(
        contest["candidates"],
        key=lambda one: (-(one["votes"] or 0), elected.get(one["id"], len(elected)), one["number"]),
    )
    heads = (
        (texts.say("Candidate"), ""),
        (texts.say("Votes"), "figure"),
        (texts.say("Elected"), "unseen"),
    )
    return tag(
        "table",
        tag("caption", texts.say("Votes in {area}", area=contest["area"]), class_="unseen"),
        column_heads(*heads),
        tag("tbody", [_row(site, one, largest) for one in candidates]),
        class_="votes",
    )


def _row(site: Site, candidate: Document, largest: int) -> Markup:
    texts, party = site.texts, candidate["party"]
    stamp = site.stamp(party)
    described = candidate["description"] or party["name"]
    return tag(
        "tr",
        tag(
            "th",
            tag(
                "div",
                stamp_of(stamp),
                tag("span", candidate["name"], class_="name"),
                tag("span", described, class_="note"),
                class_="candidate",
            ),
            bar(candidate["votes"] or 0, largest, stamp)
            if candidate["votes"] is not None
            else None,
            scope="row",
        ),
        figure_cell(texts, candidate["votes"], "strong" if candidate["elected"] else ""),
        tag("td", texts.say("Elected") if candidate["elected"] else "", class_="word"),
        class_="won" if candidate["elected"] else None,
    )
