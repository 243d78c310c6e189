"""The page of a contest: every candidate's votes, the papers, the declaration itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.feed.pages.markup import Markup, tag
from countroom.feed.pages.records import declaration_panel, record_chips, records_panel
from countroom.feed.pages.shell import (
    ABOVE,
    Page,
    Site,
    chip,
    column_heads,
    declared_words,
    elected_list,
    figure_cell,
    panel,
    wrap,
)
from countroom.feed.pages.votes import votes_in_all, votes_table
from countroom.texts import say_head

if TYPE_CHECKING:
    from countroom.feed.contests import Document
    from countroom.texts import Texts


def contest_page(site: Site, contest: Document) -> bytes:
    """Write a contest's page from its document."""
    say, council = site.texts.say, contest["council"]
    title = f"{contest['area']}, {council['name']}"
    body: list[Markup] = [_result(site, contest)]
    if contest["figures"]:
        body.append(_papers(site.texts, contest))
    if contest["declared"]:
        body.append(declaration_panel(site.texts, contest))
    if len(contest["records"]) > 1:
        body.append(records_panel(site.texts, contest))
    return wrap(
        site,
        Page(
            title=title,
            masthead=_masthead(site, contest, title),
            body=body,
            way=((council["name"], f"council/{council['slug']}/"),),
            downloads=(
                (say("Results as CSV"), "results.csv"),
                (say("This contest as JSON"), f"state/contest/{contest['id']}.json"),
            ),
            attribution=contest["attribution"],
            licence=contest["licence"],
            stamps=frozenset(site.stamp(one["party"]) for one in contest["candidates"]),
            root=ABOVE,
        ),
    )


def _masthead(site: Site, contest: Document, title: str) -> list[Markup]:
    texts = site.texts
    day = texts.day(contest["election"]["polling_day"])
    about = texts.count("{day}, {n} seat", "{day}, {n} seats", contest["seats"], day=day)
    words = {
        "countermanded": texts.say("Poll countermanded"),
        "abandoned": texts.say("Poll abandoned"),
        "nominated": texts.say("Not declared yet"),
        "declared": texts.say("Declared"),
        "uncontested": texts.say("Uncontested"),
    }[contest["state"]]
    declared = contest["declared"]
    if declared is None:
        marks = [chip(words, "quiet")]
    else:
        said = declared_words(texts, contest["area"], declared.get("revision", 1))
        marks = [chip(words, "done", said), *record_chips(texts, declared)]
    state = tag("span", marks, class_="marks")
    lead = tag("p", about, " ", state, class_="lead")
    return [tag("div", tag("h1", site.headline(title)), lead)]


def _result(site: Site, contest: Document) -> Markup:
    texts = site.texts
    if contest["state"] == "uncontested":
        note = texts.say("Candidates did not exceed vacancies, so there was no poll.")
        return panel(texts.say("Elected"), elected_list(site, contest["elected"]), note=note)
    title = texts.say("Votes") if contest["declared"] else texts.say("Candidates")
    note = ""
    if contest["last_seat_by"] is not None:
        note = texts.count(
            "Last seat by {n} vote", "Last seat by {n} votes", contest["last_seat_by"]
        )
    lots = [tag("p", one) for one in (_lots(texts, contest), _terms(texts, contest)) if one]
    largest = max((votes_in_all(one) for one in contest["candidates"]), default=0)
    return panel(title, votes_table(site, contest, largest), lots, note=note)


def _lots(texts: Texts, contest: Document) -> str:
    return " ".join(_lot(texts, contest, lot) for lot in contest["lots"])


def _lot(texts: Texts, contest: Document, lot: Document) -> str:
    names = {one["id"]: one["name"] for one in contest["candidates"]}
    tied, drawn = ", ".join(names[one] for one in lot["tied"]), names[lot["drawn"]]
    if lot["term"]:
        return texts.say(
            "A lot decided who of {tied} serves longer: {drawn} was drawn.", tied=tied, drawn=drawn
        )
    return texts.say("A lot decided between {tied}: {drawn} was drawn.", tied=tied, drawn=drawn)


def _terms(texts: Texts, contest: Document) -> str:
    """Say until when each of the elected serves, where that differs and is known."""
    names = {one["id"]: one["name"] for one in contest["candidates"]}
    return " ".join(
        texts.say("The seat of {name} ends on {day}.", name=names[one], day=texts.day(day))
        for one, day in contest["terms"].items()
        if day
    )


def _papers(texts: Texts, contest: Document) -> Markup:
    figures = contest["figures"]
    turnout = figures["turnout"]
    lines: list[tuple[str, int | None, str]] = [
        (texts.say("Electorate"), contest["electorate"], ""),
        (texts.say("Ballot papers verified"), figures["verified"], ""),
        *((say_head(texts, row["head"]), row["papers"], "under") for row in figures["rejected"]),
        (texts.say("Rejected in all"), figures["rejected_total"], ""),
        (texts.say("Valid ballot papers"), figures["valid"], ""),
    ]
    if figures["rejected_in_part"] is not None:
        lines.append(
            (texts.say("Rejected in part, counted as valid"), figures["rejected_in_part"], "")
        )
    if contest["system"] == "supplementary_vote":
        lines.append((texts.say("First preferences in all"), figures["votes"], ""))
    else:
        lines.append((texts.say("Votes for all candidates"), figures["votes"], ""))
    lines += _second_count(texts, figures["second_count"])
    rows = [
        tag("tr", tag("th", words, scope="row", class_=style or None), figure_cell(texts, figure))
        for words, figure, style in lines
    ]
    table = tag(
        "table",
        tag("caption", texts.say("Ballot papers in {area}", area=contest["area"]), class_="unseen"),
        column_heads((texts.say("Line"), ""), (texts.say("Number"), "figure")),
        tag("tbody", rows),
        class_="papers",
    )
    note = texts.say("Turnout {share}%", share=turnout) if turnout else ""
    return panel(texts.say("Ballot papers"), table, note=note)


def _second_count(texts: Texts, second: Document | None) -> list[tuple[str, int | None, str]]:
    """List the papers that a second count looked at: for nobody who remained."""
    if second is None:
        return []
    out = texts.say("Second preference for somebody out")
    return [
        (texts.say("Papers of the second count"), second["papers"], ""),
        (out, second["for_somebody_out"], "under"),
        *((say_head(texts, row["head"]), row["papers"], "under") for row in second["rejected"]),
    ]
