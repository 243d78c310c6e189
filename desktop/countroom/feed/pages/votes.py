"""Votes of a contest as a table with bars, most votes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.feed.pages.charts import bar
from countroom.feed.pages.markup import Markup, tag
from countroom.feed.pages.shell import Site, column_heads, figure_cell, stamp_of

if TYPE_CHECKING:
    from countroom.feed.contests import Document
    from countroom.texts import Texts


def votes_table(site: Site, contest: Document, largest: int) -> Markup:
    """Make the table; ``largest`` is the figure that fills the width, the same on one page.

    After a second count there is a column for each count and one for the total.
    """
    texts = site.texts
    twice = any(one["second_count"] for one in contest["candidates"])
    elected = {person["id"]: place for place, person in enumerate(contest["elected"])}
    candidates = sorted(
        contest["candidates"],
        key=lambda one: (
            twice and not one["second_count"],
            -votes_in_all(one),
            elected.get(one["id"], len(elected)),
            one["number"],
        ),
    )
    heads = (
        (texts.say("Candidate"), ""),
        *_figure_heads(texts, contest, twice=twice),
        (texts.say("Elected"), "unseen"),
    )
    return tag(
        "table",
        tag("caption", texts.say("Votes in {area}", area=contest["area"]), class_="unseen"),
        column_heads(*heads),
        tag("tbody", [_row(site, one, largest, twice=twice) for one in candidates]),
        class_="votes",
    )


def votes_in_all(candidate: Document) -> int:
    """Give what decides: votes, with the second preferences of who remained for them."""
    second = candidate["second_count"]
    return int(second["total"] if second else candidate["votes"] or 0)


def _figure_heads(texts: Texts, contest: Document, *, twice: bool) -> list[tuple[str, str]]:
    if twice:
        heads = (texts.say("First"), texts.say("Second"), texts.say("Total"))
        return [(head, "figure") for head in heads]
    if contest["system"] == "supplementary_vote":
        return [(texts.say("First preferences"), "figure")]
    return [(texts.say("Votes"), "figure")]


def _figures(texts: Texts, candidate: Document, *, twice: bool) -> list[Markup]:
    strong, second = "strong" if candidate["elected"] else "", candidate["second_count"]
    if not twice:
        return [figure_cell(texts, candidate["votes"], strong)]
    return [
        figure_cell(texts, candidate["votes"]),
        figure_cell(texts, second["added"] if second else None),
        figure_cell(texts, second["total"] if second else None, strong),
    ]


def _row(site: Site, candidate: Document, largest: int, *, twice: bool) -> Markup:
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
            bar(votes_in_all(candidate), largest, stamp)
            if candidate["votes"] is not None
            else None,
            scope="row",
        ),
        *_figures(texts, candidate, twice=twice),
        tag("td", texts.say("Elected") if candidate["elected"] else "", class_="word"),
        class_="won" if candidate["elected"] else None,
    )
