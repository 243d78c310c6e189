"""The declaration itself on a contest's page, and beside it every record that corrected it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.feed.pages.markup import Markup, tag
from countroom.feed.pages.shell import chip, column_heads, day_and_moment, panel
from countroom.texts import say_correction, say_failed, say_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.feed.contests import Document
    from countroom.texts import Texts


def record_chips(texts: Texts, declared: Document) -> list[Markup]:
    """Mark a result that was declared on paper, or whose record was corrected."""
    chips = []
    if declared.get("on_paper"):
        chips.append(chip(texts.say("Declared on paper"), "attention"))
    if declared.get("revision", 1) > 1:
        chips.append(chip(texts.say("Record corrected"), "attention"))
    return chips


def declaration_panel(texts: Texts, contest: Document) -> Markup:
    """Say when a contest was declared, where the feed keeps it, and what its figures fail."""
    declared = contest["declared"]
    notes = [tag("p", words, class_="warning") for words in _warnings(texts, declared)]
    facts: tuple[tuple[str, object], ...] = (
        (texts.say("Spoken at"), day_and_moment(texts, declared["spoken_at"])),
        (texts.say("In this feed since"), day_and_moment(texts, declared["received_at"])),
        (texts.say("Place in the feed's log"), texts.figure(declared["index"])),
        (texts.say("Code"), tag("code", declared["code"])),
    )
    listed = [Markup(tag("dt", name) + tag("dd", fact)) for name, fact in facts]
    return panel(texts.say("The declaration"), notes, tag("dl", listed, class_="facts"))


def records_panel(texts: Texts, contest: Document) -> Markup:
    """Show the figures of every record that differ, one column a record, and why they do."""
    records = contest["records"]
    heads = [_name_of(texts, one) for one in records]
    lines = [dict(_lines(texts, contest, one)) for one in records]
    rows = [
        tag("tr", tag("th", name, scope="row"), [tag("td", v, class_="figure") for v in values])
        for name, values in ((name, [each[name] for each in lines]) for name in lines[-1])
        if len(set(values)) > 1
    ]
    table = tag(
        "table",
        tag("caption", texts.say("Figures that were corrected"), class_="unseen"),
        column_heads((texts.say("Line"), ""), *((head, "figure") for head in heads)),
        tag("tbody", rows),
        class_="papers",
    )
    said = [tag("li", *_about(texts, one)) for one in records]
    note = texts.say("Who was elected, and what was said in the hall, stand.")
    stands = all(set(one["elected"]) == set(records[0]["elected"]) for one in records)
    return panel(
        texts.say("Every record of this declaration"),
        tag("p", note) if stands else None,
        table,
        tag("ol", said, class_="records"),
    )


def _warnings(texts: Texts, declared: Document) -> Iterator[str]:
    codes = declared.get("findings", ())
    if declared.get("on_paper"):
        yield texts.say("Declared on paper and entered afterwards.")
        if codes:
            failed = "; ".join(say_failed(texts, code) for code in codes)
            yield texts.say("The figures fail these checks: {failed}.", failed=failed)
    elif declared.get("totals_state") == "not_reconciled":
        yield texts.say(
            "Declared although the totals are not reconciled ({codes}), "
            "by two officers with a reason.",
            codes=", ".join(codes),
        )


def _name_of(texts: Texts, record: Document) -> str:
    if record["revision"] == 1:
        return texts.say("As declared")
    return texts.say("Record {n}", n=texts.figure(record["revision"]))


def _lines(texts: Texts, contest: Document, record: Document) -> Iterator[tuple[str, str]]:
    """Give every figure of a record in words and digits, in the order of a result sheet."""
    names = {one["id"]: one["name"] for one in contest["candidates"]}
    figures, seconds = record["figures"], record["second_preferences"]
    for one, name in names.items():
        yield name, texts.figure(record["votes"][one])
    for one, votes in (seconds or {}).items():
        yield texts.say("{name}, second preferences", name=names[one]), texts.figure(votes)
    yield texts.say("Ballot papers verified"), texts.figure(figures["verified"])
    for row in figures["rejected"]:
        yield say_head(texts, row["head"]), texts.figure(row["papers"])
    for name, figure in (
        (texts.say("Rejected in part, counted as valid"), figures["rejected_in_part"]),
        (texts.say("Unused votes"), figures["unused_votes"]),
    ):
        if figure is not None:
            yield name, texts.figure(figure)
    yield texts.say("Elected"), ", ".join(names[one] for one in record["elected"])


def _about(texts: Texts, record: Document) -> Iterator[object]:
    """Say why a record was made, when it came, and under which code."""
    yield tag("strong", _name_of(texts, record))
    if record["correction"]:
        yield f": {say_correction(texts, record['correction'])}."
    if record["reason"]:
        yield f"{' ' if record['correction'] else ': '}{record['reason'].rstrip('.')}."
    yield Markup(" ")
    yield tag(
        "span",
        texts.say("In this feed since"),
        " ",
        day_and_moment(texts, record["received_at"]),
        ", ",
        tag("code", record["code"]),
        class_="note",
    )
