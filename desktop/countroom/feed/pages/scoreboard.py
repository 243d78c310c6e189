"""The scoreboard of the night: a row a party, and in words what each column covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.council import NOC
from countroom.feed.pages.charts import bar
from countroom.feed.pages.markup import Markup, tag
from countroom.feed.pages.shell import (
    Site,
    change_cell,
    column_heads,
    figure_cell,
    panel,
    party_cell,
)

if TYPE_CHECKING:
    from countroom.feed.contests import Document
    from countroom.texts import Texts

OTHERS = {"party": "OTH", "name": ""}
"""The parties that share a row."""
_ROWS_OF_THEIR_OWN = ("CON", "LAB", "LD", "GRN", "REF", "PC", "IND", NOC)
_COLUMNS = ("councils", "councils_change", "seats", "change_eve_of_poll", "change_last_fought")


def scoreboard(site: Site, night: Document) -> Markup | None:
    """Make the panel, or nothing before anything is set up."""
    if not night["scoreboard"]:
        return None
    texts, scope = site.texts, night["scope"]
    fought = scope["change_last_fought"] > 0
    heads = [
        (texts.say("Party"), ""),
        (texts.say("Councils"), "figure"),
        (texts.say("Change"), "figure wide"),
        (texts.say("Share of the seats won"), "wide bars unseen"),
        (texts.say("Seats won"), "figure"),
        (texts.say("Change since the eve of poll"), "figure"),
        *([(texts.say("Change since last fought"), "figure wide")] if fought else []),
    ]
    rows = _in_few_rows(texts, night["scoreboard"])
    largest = max(row["seats"] or 0 for row in rows)
    table = tag(
        "table",
        tag("caption", texts.say("Councils and seats by party"), class_="unseen"),
        column_heads(*heads),
        tag("tbody", [_score(site, row, largest, fought=fought) for row in rows]),
        class_="scoreboard",
    )
    return panel(
        texts.say("Councils and seats"), table, tag("p", _scope(texts, night), class_="note")
    )


def _in_few_rows(texts: Texts, scoreboard: list[Document]) -> list[Document]:
    """Put the parties that stand in one place only into a row together."""
    own = [row for row in scoreboard if row["party"] in _ROWS_OF_THEIR_OWN or row["councils"]]
    others = [row for row in scoreboard if row not in own]
    if not others:
        return own
    together: Document = {**OTHERS, "name": texts.say("Other parties")}
    for column in _COLUMNS:
        known = [row[column] for row in others if row[column] is not None]
        together[column] = sum(known) if known else None
    last = [row for row in own if row["party"] == NOC]
    return [*(row for row in own if row not in last), together, *last]


def _score(site: Site, row: Document, largest: int, *, fought: bool) -> Markup:
    texts = site.texts
    stamp = site.stamp(row)
    drawn = bar(row["seats"], largest, stamp) if row["seats"] is not None else None
    if row["seats"] is None:  # no overall control has councils and no seats
        blank = [tag("td", class_="wide"), tag("td"), tag("td")]
        rest = [*blank, tag("td", class_="wide")] if fought else blank
    else:
        rest = [
            tag("td", drawn, class_="wide bars"),
            figure_cell(texts, row["seats"], "strong"),
            change_cell(texts, row["change_eve_of_poll"]),
            *([change_cell(texts, row["change_last_fought"], "wide")] if fought else []),
        ]
    return tag(
        "tr",
        party_cell(site, row),
        figure_cell(texts, row["councils"], "strong"),
        change_cell(texts, row["councils_change"], "wide"),
        rest,
    )


def _scope(texts: Texts, night: Document) -> str:
    """Say what each column covers, declared, covered and voting."""
    scope, councils, wards = night["scope"], night["councils"], night["wards"]
    return " ".join(
        (
            texts.count(
                "{n} seat won in {declared} of the {covered} wards that report here.",
                "{n} seats won in {declared} of the {covered} wards that report here.",
                scope["seats"],
                declared=texts.figure(wards["declared"]),
                covered=texts.figure(wards["covered"]),
            ),
            texts.count(
                "Control is certain in {called} of {n} council.",
                "Control is certain in {called} of {n} councils.",
                councils["covered"],
                called=texts.figure(scope["councils"]),
            ),
            texts.count(
                "Changes are of {n} complete council.",
                "Changes are of {n} complete councils.",
                scope["change_eve_of_poll"],
            ),
            texts.say("A council is controlled with more than half of all its seats."),
        )
    )
