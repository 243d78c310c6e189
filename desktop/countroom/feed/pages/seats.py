"""The seats of a council: drawn before and after, by party, with both baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.feed.pages.charts import Block, seats
from countroom.feed.pages.markup import Markup, tag
from countroom.feed.pages.shell import (
    Site,
    change_cell,
    column_heads,
    figure_cell,
    panel,
    party_cell,
)
from countroom.texts import say_baseline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.feed.contests import Document
    from countroom.texts import Texts


def seats_panel(site: Site, council: Document) -> Markup:
    """Show every seat before and after, and what changed against which day."""
    texts, total = site.texts, council["seats"]["total"]
    if total is None:
        note = say_baseline(texts, council["control"]["unknown"])
        return panel(texts.say("Seats"), _seats_table(site, council), note=note)
    best = max((row["seats"] for row in council["parties"]), default=0)
    words = texts.say(
        "{best} of {total}, majority {majority}",
        best=texts.figure(best),
        total=texts.figure(total),
        majority=texts.figure(council["seats"]["majority"]),
    )
    return panel(texts.say("Seats"), _chart(site, council), _seats_table(site, council), note=words)


def _chart(site: Site, council: Document) -> Markup | None:
    """Draw the council before and after, or nothing where the seats do not fit into one."""
    texts, held = site.texts, council["seats"]
    rows: list[Markup] = []
    for words, which, total in (
        (texts.say("Before"), "before", held["before"]),
        (texts.say("After"), "seats", held["total"]),
    ):
        row = _row(site, council["parties"], which, total)
        if row is None:
            continue
        majority = total // 2 + 1
        told = texts.say(
            "{moment}: {seats}. Majority: {majority} of {total}.",
            moment=words,
            seats=_told(council["parties"], which),
            majority=majority,
            total=total,
        )
        rows.append(tag("p", words, aria_hidden="true"))
        rows.append(seats(row, total, majority, told))
    return tag("div", rows, class_="seat-chart") if rows else None


def _row(site: Site, parties: Sequence[Document], which: str, total: int) -> list[Block] | None:
    """Put one party at the left, the next at the right, open seats before the right one."""
    blocks = [Block(row[which] or 0, site.stamp(row)) for row in parties]
    open_ = total - sum(block.seats for block in blocks)
    if open_ < 0 or open_ == total:
        return None
    left, right, between = blocks[:1], blocks[1:2], blocks[2:]
    return [*left, *between, Block(open_, None), *right]


def _told(parties: Sequence[Document], which: str) -> str:
    return ", ".join(f"{row['name']} {row[which]}" for row in parties if row[which])


def _seats_table(site: Site, council: Document) -> Markup:
    texts, baselines = site.texts, council["baselines"]
    partly = council["seats"]["total"] != council["seats"]["up"]
    fought = not baselines["last_fought"]["unknown"]
    heads = [
        (texts.say("Party"), ""),
        (texts.say("Before"), "figure"),
        *([(texts.say("Elected"), "figure")] if partly else []),
        (texts.say("After"), "figure"),
        (texts.say("Change since the eve of poll"), "figure"),
        *([(texts.say("Change since last fought"), "figure")] if fought else []),
    ]
    rows = [
        tag(
            "tr",
            party_cell(site, row),
            figure_cell(texts, row["before"]),
            figure_cell(texts, row["elected"]) if partly else None,
            figure_cell(texts, row["seats"], "strong"),
            change_cell(texts, row["change_eve_of_poll"]),
            change_cell(texts, row["change_last_fought"]) if fought else None,
        )
        for row in council["parties"]
    ]
    caption = texts.say("Seats by party in {council}", council=council["council"]["name"])
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption, class_="unseen"),
            column_heads(*heads),
            tag("tbody", rows),
        ),
        _baselines(texts, council),
        class_="seats-and-baselines",
    )


def _baselines(texts: Texts, council: Document) -> Markup:
    eve, fought = council["baselines"]["eve_of_poll"], council["baselines"]["last_fought"]
    known = texts.say(
        "The council as it stood, by-elections and defections included as far as known ({as_of}).",
        as_of=texts.day(eve["as_of"]) if eve.get("as_of") else "",
    )
    return tag(
        "div",
        tag("h3", texts.say("Changes are counted from")),
        tag(
            "dl",
            tag("dt", texts.say("The eve of poll")),
            tag("dd", say_baseline(texts, eve["unknown"]) if eve["unknown"] else known),
            tag("dt", texts.say("When these seats were last fought")),
            tag(
                "dd",
                say_baseline(texts, fought["unknown"])
                if fought["unknown"]
                else texts.say("Who won the seats now up at their last ordinary election."),
            ),
        ),
        class_="baselines",
    )
