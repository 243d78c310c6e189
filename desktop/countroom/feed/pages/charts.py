"""Charts as inline SVG in per cent of the width, so that they need neither script nor style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.feed.pages.look import StyledStamp
from countroom.feed.pages.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_ROW: Final = 46
_OVERHANG: Final = 4
_LETTERS_AT: Final = 19
_PATTERN_HEIGHT: Final = 15
_WIDTH: Final = 1_000
_LETTER: Final = 9
"""Pixels of the chart on a desk's screen, and of one bold letter in it."""
_AROUND: Final = 9
"""Pixels that letters leave free at the sides of a seat."""
_NARROWEST_LABEL: Final = 12
"""Per cent of the width that a party's label needs."""

_PATTERNS: Final = {
    "diagonal": (7, "M-1 1 1 -1M0 7 7 0M6 8 8 6", 2),
    "diagonalBack": (7, "M0 0 7 7M6 -1 8 1M-1 6 1 8", 2),
    "horizontal": (6, "M0 3H6", 2),
    "vertical": (6, "M3 0V6", 2),
    "cross": (7, "M0 0 7 7M0 7 7 0", 1),
    "grid": (6, "M0 3H6M3 0V6", 1),
    "dots": (7, "M2 2h.01M5.5 5.5h.01", 3),
    "diamond": (8, "M4 2 6 4 4 6 2 4Z", 1),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Seats of one party side by side; ``stamp`` is None for seats not declared or vacant."""

    seats: int
    stamp: StyledStamp | None


def patterns(stamps: Iterable[StyledStamp]) -> Markup:
    """Define the patterns that a page's charts refer to."""
    wanted = {(stamp.pattern, stamp.light) for stamp in stamps if stamp.pattern in _PATTERNS}
    defined = [_pattern(name, light=light) for name, light in sorted(wanted)]
    if not defined:
        return Markup("")
    return tag("svg", tag("defs", defined), class_="definitions", aria_hidden="true")


def progress(done: int, all_: int, label: str) -> Markup:
    """Show how much of a whole is done."""
    share = _share(done, all_)
    return tag(
        "svg",
        tag("rect", width="100%", height="100%", class_="track"),
        tag("rect", width=share, height="100%", class_="done"),
        class_="progress",
        role="img",
        aria_label=label,
    )


def bar(figure: int, largest: int, stamp: StyledStamp) -> Markup:
    """Show a figure beside others from zero on; the figure itself stands in the table."""
    share = _share(figure, largest)
    return tag(
        "svg",
        _filled(stamp, x="0", y="0", width=share, height="100%"),
        tag("rect", width=4, height="100%", class_=f"edge {stamp.style}") if figure else None,
        class_="bar",
        aria_hidden="true",
    )


def seats(row: Sequence[Block], total: int, majority: int, label: str) -> Markup:
    """Show every seat as a cell and the line at the majority, which meets that of the next row."""
    line = _per_cent(100 * majority / total)
    return tag(
        "svg",
        _cells(row, total),
        tag("line", x1=line, x2=line, y1=-_OVERHANG, y2=_ROW + _OVERHANG, class_="majority"),
        class_="seats",
        height=_ROW,
        role="img",
        aria_label=label,
    )


def _cells(row: Sequence[Block], total: int) -> list[Markup]:
    drawn: list[Markup] = []
    width = 100 / total
    start = 0
    longest = max((len(block.stamp.code) for block in row if block.stamp), default=0)
    each = total * (longest * _LETTER + _AROUND) <= _WIDTH
    for block in row:
        drawn += [_seat((start + n) * width, width, block.stamp) for n in range(block.seats)]
        drawn += _labels(block, start, width, each=each)
        start += block.seats
    return drawn


def _seat(left: float, width: float, stamp: StyledStamp | None) -> Markup:
    place = {"x": _per_cent(left + width * 0.03), "width": _per_cent(width * 0.94)}
    if stamp is None:
        return tag("rect", **place, height=_ROW, rx=2, class_="seat open")
    cell = tag("rect", **place, height=_ROW, rx=2, class_=f"seat {stamp.style}")
    if stamp.pattern not in _PATTERNS:
        return cell
    lower = _ROW - _PATTERN_HEIGHT - 1
    shade = tag("rect", **place, y=lower, height=_PATTERN_HEIGHT, fill=_reference(stamp))
    return Markup(cell + shade)


def _labels(block: Block, start: int, width: float, *, each: bool) -> list[Markup]:
    """Write the letters into each cell where they fit, else once with the number of seats."""
    if block.stamp is None or not block.seats:
        return []
    style, code = block.stamp.style, block.stamp.code
    letters: list[Markup] = []
    if each:
        middles = [_per_cent((start + n + 0.5) * width) for n in range(block.seats)]
        letters = [
            tag("text", code, x=x, y=_LETTERS_AT, class_=f"letters each {style}") for x in middles
        ]
    if block.seats * width < _NARROWEST_LABEL:
        return letters
    middle = _per_cent((start + block.seats / 2) * width)
    once = "letters once" if each else "letters"
    label = tag("text", f"{code} {block.seats}", x=middle, y=_LETTERS_AT, class_=f"{once} {style}")
    return [*letters, label]


def _filled(stamp: StyledStamp, **place: str) -> Markup:
    fill = tag("rect", **place, class_=f"fill {stamp.style} {stamp.pattern}")
    if stamp.pattern not in _PATTERNS:
        return fill
    return Markup(fill + tag("rect", **place, fill=_reference(stamp)))


def _pattern(name: str, *, light: bool) -> Markup:
    size, path, thickness = _PATTERNS[name]
    return tag(
        "pattern",
        tag("path", d=path, stroke_width=thickness, class_="light" if light else "dark"),
        id=_identity(name, light=light),
        width=size,
        height=size,
        patternUnits="userSpaceOnUse",
    )


def _identity(name: str, *, light: bool) -> str:
    return f"{name}-{'light' if light else 'dark'}"


def _reference(stamp: StyledStamp) -> str:
    return f"url(#{_identity(stamp.pattern, light=stamp.light)})"


def _share(part: int, whole: int) -> str:
    return _per_cent(100 * part / whole if whole else 0)


def _per_cent(share: float) -> str:
    return f"{share:.3f}".rstrip("0").rstrip(".") + "%"
