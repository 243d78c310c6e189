"""A tally as plain text: what does not add up, who is elected, what it waits for, the stages."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from countroom.cli.tally_next import next_lines
from countroom.cli.tally_table import stage_tables
from countroom.texts import say_action, say_lot, say_tally_note, say_unverified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from countroom.app.tally import Tallied
    from countroom.texts import Texts


def tally_block(texts: Texts, result: Tallied, columns: int) -> list[str]:
    """Write a tally, line by line, no wider than ``columns``."""
    parts = [
        [*([result.title] if result.title else []), _headline(texts, result)],
        [*_findings(texts, result)],
        [*_elected(texts, result), *_open(texts, result)],
        [*next_lines(texts, result)],
        *stage_tables(texts, result, columns),
        [*_departures(texts, result)],
        [*_law(texts, result)],
    ]
    lines: list[str] = []
    for part in filter(None, parts):
        lines += ["", *_folded(part, columns)] if lines else _folded(part, columns)
    return lines


def _folded(part: Iterable[str], columns: int) -> list[str]:
    """Fold what is too wide at its spaces, further lines indented as the first is."""
    lines = []
    for line in part:
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        wide = len(line) > columns and not line.startswith("\t")
        lines += wrap(line, columns, subsequent_indent=indent) if wide else [line]
    return lines


def _headline(texts: Texts, result: Tallied) -> str:
    parts = [result.rules.id, texts.count("{n} seat", "{n} seats", result.seats)]
    if result.valid:
        parts.append(texts.count("{n} valid paper", "{n} valid papers", result.valid))
    if result.rejected:
        parts.append(texts.say("{n} rejected", n=texts.figure(result.rejected)))
    if result.quota:
        parts.append(texts.say("quota {n}", n=texts.figure(result.quota)))
    return " · ".join(parts)


def _findings(texts: Texts, result: Tallied) -> Iterator[str]:
    if result.findings:
        yield texts.say("What does not add up:")
    for one in result.findings:
        yield f"  {say_tally_note(texts, one, result.names)}"


def _elected(texts: Texts, result: Tallied) -> Iterator[str]:
    if result.elected:
        yield texts.say("Elected:")
    lists = result.seats_by_party is not None
    for one in result.elected:
        party = f" ({one.party})" if one.name and one.party else ""
        number = "" if lists else f"{one.number:>2} "
        name = f"  {number}{one.name or one.party}{party}"
        seat, stage = (
            texts.say("seat {n}", n=one.stage),
            texts.say("stage {stage}", stage=one.stage),
        )
        yield f"{name}, {seat if lists else stage}" if len(result.stages) > 1 else name
    for party, seats in (result.seats_by_party or {}).items():
        yield texts.say("{party}: {seats}", party=party, seats=seats)
    if result.vacant:
        yield texts.count(
            "{n} seat stays vacant; nobody is left to take it.",
            "{n} seats stay vacant; nobody is left to take them.",
            result.vacant,
        )
    if result.below_threshold:
        names = ", ".join(result.below_threshold)
        yield texts.say("Not above the share of votes that is needed: {names}.", names=names)


def _open(texts: Texts, result: Tallied) -> Iterator[str]:
    """Say which lots were drawn, and what the count waits for."""
    for lot in result.lots:
        yield say_lot(texts, lot.purpose, lot.stage, ", ".join(lot.tied), lot.drawn)
    if result.remaining:
        yield texts.say(
            "Nobody has more than half. The second count is between {names}: "
            "give it as second_count or transfers.",
            names=", ".join(result.remaining),
        )
    if result.areas_missing:
        names = ", ".join(result.areas_missing)
        yield texts.say("The second count of these areas is missing: {names}.", names=names)


def _departures(texts: Texts, result: Tallied) -> Iterator[str]:
    """Say where something else was done than the law asks; the sheet may still be sound."""
    if result.departures:
        yield texts.say("Where something else was done than the law asks for:")
    for one in result.departures:
        asked = _step(texts, result, one.asked, one.asked_of) if one.asked else "–"
        if one.by_lot:
            asked = texts.say("one by lot, {asked}", asked=asked)
        yield "  " + texts.say(
            "stage {stage}: asked for {asked}; done {done}.",
            stage=one.stage,
            asked=asked,
            done=_step(texts, result, one.done, one.done_to),
        )
        if one.reason:
            reason = " ".join(one.reason.split())
            yield "    " + texts.say("Reason given: {reason}", reason=reason)


def _law(texts: Texts, result: Tallied) -> Iterator[str]:
    if not result.rules.verified:
        reason = say_unverified(texts, result.rules.unverified_because)
        yield texts.say("The law is not wholly verified: {reason}", reason=reason)


def _step(texts: Texts, result: Tallied, action: str, candidates: Sequence[int]) -> str:
    names = ", ".join(result.names[one - 1] for one in candidates)
    return f"{say_action(texts, action)} ({names})"
