"""Seats in a row: one party from the left, the next from the right, the others between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countroom.domain.election import Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.election import Composition
    from countroom.texts import Texts

BlockKind = Literal["held", "open", "vacant"]


@dataclass(frozen=True, slots=True)
class Side:
    """A party of the council with its seats on the eve of poll and now."""

    party: Party
    name: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Block:
    """Seats side by side: held by a party, still to be declared, or vacant."""

    kind: BlockKind
    seats: int
    party: Party | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """The council at one moment; ``total`` is all its seats, ``majority`` None where unknown.

    ``note`` is short, ``told`` is the row in words.
    """

    title: str
    note: str
    blocks: tuple[Block, ...]
    total: int
    majority: int | None
    told: str


def seat_rows(
    texts: Texts, sides: Sequence[Side], known: Composition | None, undeclared: int
) -> tuple[SeatRow, ...]:
    """Draw the council before and after; without a composition, only the seats won here.

    ``sides`` come in the order of seats: the first fills from the left, the second from the
    right. A row whose seats do not fit into the council is left out.
    """
    if known is None:
        total = sum(side.now for side in sides) + undeclared
        held = [_held(side, side.now) for side in sides]
        return (_row(texts, texts.say("Elected"), held, total, undeclared, None),)
    rows = []
    if known.before:
        before = [_held(side, side.before) for side in sides]
        total = known.seats_before
        rows.append(_row(texts, texts.say("Before"), before, total, 0, total // 2 + 1))
    after = [_held(side, side.now) for side in sides]
    total = known.seats_total
    rows.append(_row(texts, texts.say("After"), after, total, undeclared, total // 2 + 1))
    return tuple(row for row in rows if sum(block.seats for block in row.blocks) == row.total)


def _held(side: Side, seats: int) -> Block:
    return Block("held", seats, side.party, side.name)


def _row(
    texts: Texts,
    title: str,
    held: Sequence[Block],
    total: int,
    undeclared: int,
    majority: int | None,
) -> SeatRow:
    vacant = total - undeclared - sum(block.seats for block in held)
    left, right, between = held[:1], held[1:2], held[2:]
    blocks = [*left, *between, Block("open", undeclared), Block("vacant", vacant), *right]
    there = tuple(block for block in blocks if block.seats > 0)
    return SeatRow(
        title=title,
        note=_note(texts, held, undeclared),
        blocks=there,
        total=total,
        majority=majority,
        told=_told(texts, title, there, total, majority),
    )


def _note(texts: Texts, held: Sequence[Block], undeclared: int) -> str:
    if undeclared:
        return texts.count("{n} to come", "{n} to come", undeclared)
    there = [block for block in held if block.seats]
    if len(there) == 2:  # noqa: PLR2004 - the left and the right
        one, other = there
        return texts.say("{one} and {other}", one=one.seats, other=other.seats)
    return ""


def _told(
    texts: Texts, title: str, blocks: Sequence[Block], total: int, majority: int | None
) -> str:
    parts = []
    for block in blocks:
        if block.kind == "held":
            parts.append(f"{block.name} {block.seats}")
        elif block.kind == "open":
            parts.append(texts.count("{n} not declared yet", "{n} not declared yet", block.seats))
        else:
            parts.append(texts.count("{n} vacant", "{n} vacant", block.seats))
    seats = ", ".join(parts)
    if majority is None:
        return f"{title}: {seats}."
    return texts.say(
        "{moment}: {seats}. Majority: {majority} of {total}.",
        moment=title,
        seats=seats,
        majority=majority,
        total=total,
    )
