"""A tally as plain text: who is elected, the table of stages, what does not add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.texts import say_action, say_tally_note
from countroom.texts.sentences import UNVERIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.app.tally import StageRow, Tallied
    from countroom.texts import Texts

_STAGES_BESIDE: Final = 6
"""How many stages stand beside each other; more begin a new table below."""

_LONGEST_NAME: Final = 32


def tally_block(texts: Texts, result: Tallied) -> list[str]:
    """Write a tally, line by line."""
    lines = [_headline(texts, result)]
    if not result.rules.verified:
        reason = texts.say(UNVERIFIED[result.rules.unverified_because])
        lines.append(texts.say("The law is not wholly verified: {reason}", reason=reason))
    lines += ["", *_elected(texts, result), *_open(texts, result)]
    for start in range(0, len(result.stages), _STAGES_BESIDE):
        beside = result.stages[start : start + _STAGES_BESIDE]
        lines += ["", *_table(texts, result.names, beside, transferable=result.quota is not None)]
    if result.findings:
        lines += ["", texts.say("What does not add up:")]
        lines += [f"  {say_tally_note(texts, one, result.names)}" for one in result.findings]
    lines += _departures(texts, result)
    return lines


def _headline(texts: Texts, result: Tallied) -> str:
    parts = [
        result.rules.id,
        texts.count("{n} seat", "{n} seats", result.seats),
        *(
            [texts.count("{n} valid paper", "{n} valid papers", result.valid)]
            if result.valid
            else []
        ),
        *([texts.say("{n} rejected", n=texts.figure(result.rejected))] if result.rejected else []),
        *([texts.say("quota {n}", n=texts.figure(result.quota))] if result.quota else []),
    ]
    return " · ".join(parts)


def _elected(texts: Texts, result: Tallied) -> Iterator[str]:
    if result.elected:
        yield texts.say("Elected, in this order:")
    for one in result.elected:
        party = f" ({one.party})" if one.name and one.party else ""
        yield f"  {one.number:>3}  {one.name or one.party}{party}"
    for party, seats in (result.seats_by_party or {}).items():
        yield texts.say("{party}: {seats}", party=party, seats=seats)


def _open(texts: Texts, result: Tallied) -> Iterator[str]:
    """Say which lots were drawn, and what the count waits for."""
    for lot in result.lots:
        tied, purpose = ", ".join(lot.tied), say_action(texts, lot.purpose)
        if lot.drawn:
            yield texts.say(
                "Lot at stage {stage} ({purpose}) between {tied}: {drawn}.",
                stage=lot.stage,
                purpose=purpose,
                tied=tied,
                drawn=lot.drawn,
            )
        else:
            yield texts.say(
                "Equal at stage {stage} ({purpose}): {tied}. Draw a lot, "
                "then add --lot {stage}:NAME with the name drawn.",
                stage=lot.stage,
                purpose=purpose,
                tied=tied,
            )
    if result.remaining:
        yield texts.say(
            "Nobody has more than half. The second count is between {names}.",
            names=", ".join(result.remaining),
        )


def _table(
    texts: Texts, names: Sequence[str], stages: Sequence[StageRow], *, transferable: bool
) -> Iterator[str]:
    """Write stages side by side: what was done, then a line a candidate."""
    nobody = texts.say("Non-transferable")
    short = [_shortened(name) for name in names]
    first = max(map(len, [*short, nobody, texts.say("Transfer value")]))
    columns = [
        [
            str(stage.number),
            say_action(texts, stage.action),
            ", ".join(map(str, stage.moved)),
            stage.transfer_value or "",
            *stage.totals,
            stage.non_transferable,
        ]
        for stage in stages
    ]
    heads = [
        texts.say("Stage"),
        "",
        texts.say("From"),
        texts.say("Transfer value"),
        *short,
        nobody,
    ]
    widths = [max(map(len, column)) for column in columns]
    for at, head in enumerate(heads):
        cells = [column[at].rjust(width) for column, width in zip(columns, widths, strict=True)]
        if any(cell.strip() for cell in cells) and (head != nobody or transferable):
            yield "  ".join([head.ljust(first), *cells]).rstrip()


def _departures(texts: Texts, result: Tallied) -> Iterator[str]:
    """Say where something else was done than the law asks; the sheet may still be sound."""
    for at, one in enumerate(result.advice):
        if at == 0:
            yield ""
            yield texts.say("Where the law asks for something else than was done:")
        asked = _step(texts, result, one.asked, one.asked_of) if one.asked else "–"
        done = _step(texts, result, one.done, one.done_to)
        yield "  " + texts.say(
            "stage {stage}: asked for {asked}; done was {done}.",
            stage=one.stage,
            asked=asked,
            done=done,
        )


def _step(texts: Texts, result: Tallied, action: str, candidates: Sequence[int]) -> str:
    names = ", ".join(result.names[one - 1] for one in candidates)
    return f"{say_action(texts, action)} ({names})"


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
