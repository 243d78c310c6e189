"""The stages of a tally beside each other, as many as the page is wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.texts import say_action

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.app.tally import StageRow, Tallied
    from countroom.texts import Texts

_LONGEST_NAME: Final = 44
_BETWEEN: Final = "  "

Column = list[str]
"""A cell a row; the heads of the rows are a column too."""


def stage_tables(texts: Texts, result: Tallied, columns: int) -> Iterator[list[str]]:
    """Write as many tables as it takes, a row a candidate with the place on the ballot paper."""
    heads = _heads(texts, result)
    stages = [_column(texts, result, stage) for stage in result.stages]
    if result.seats_by_party is not None:
        stages.insert(0, _votes(texts, result))
    left = columns - _width(heads)
    while stages:
        taken, used = 1, _width(stages[0]) + len(_BETWEEN)
        while taken < len(stages) and used + _width(stages[taken]) + len(_BETWEEN) <= left:
            used += _width(stages[taken]) + len(_BETWEEN)
            taken += 1
        yield _table(heads, stages[:taken])
        stages = stages[taken:]


def _heads(texts: Texts, result: Tallied) -> Column:
    rows = [f"{place:>2} {_shortened(name)}" for place, name in enumerate(result.names, 1)]
    without_quota = result.quota is None
    nobody = texts.say("For nobody") if without_quota else texts.say("Non-transferable")
    return [
        texts.say("Stage"),
        "",
        texts.say("From"),
        texts.say("Transfer value"),
        *rows,
        f"   {nobody}" if _anybody_lost(result) else "",
    ]


def _column(texts: Texts, result: Tallied, stage: StageRow) -> Column:
    return [
        str(stage.number),
        say_action(texts, stage.action),
        ", ".join(map(str, stage.moved)),
        stage.transfer_value or "",
        *stage.totals,
        stage.non_transferable if _anybody_lost(result) else "",
    ]


def _votes(texts: Texts, result: Tallied) -> Column:
    """Write list votes, of which the figures of the seats are parts."""
    return ["", texts.say("list votes"), "", "", *map(texts.figure, result.votes), ""]


def _anybody_lost(result: Tallied) -> bool:
    """Say whether any vote went to nobody, or could have."""
    return result.quota is not None or any(
        stage.non_transferable.strip("0.") for stage in result.stages
    )


def _table(heads: Column, columns: Sequence[Column]) -> list[str]:
    first, widths = _width(heads), [_width(column) for column in columns]
    lines = []
    for at, head in enumerate(heads):
        cells = [column[at].rjust(width) for column, width in zip(columns, widths, strict=True)]
        if any(cell.strip() for cell in cells):
            lines.append(_BETWEEN.join([head.ljust(first), *cells]).rstrip())
    return lines


def _width(column: Column) -> int:
    return max(map(len, column))


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
