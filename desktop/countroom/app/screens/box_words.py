"""How a box, a figure of it and its variance are said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.documents.wording import signed
from countroom.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.election import BallotBox
    from countroom.domain.state import Count
    from countroom.texts import Texts

_NOT_KNOWN: Final = "\u2013"
_NAMED: Final = 3
_BOXES: Final = ("box", "beside", "other")
"""Details of a refusal that are boxes by their labels."""


def say_box(texts: Texts, box: BallotBox) -> str:
    """Name a box as the hall does."""
    if box.kind == "postal":
        if not box.place:
            return texts.say("Postal votes")
        return texts.say("Postal votes, {place}", place=box.place)
    return texts.say("Polling station {place}", place=box.place)


def with_boxes_named(texts: Texts, count: Count, refusal: Refusal) -> Refusal:
    """Give a refusal with its boxes by their names; one that nobody set up keeps its label."""
    named = {
        key: say_box(texts, box)
        for key in _BOXES
        if (box := _find(count, refusal.details.get(key))) is not None
    }
    return Refusal(refusal.code, {**refusal.details, **named}) if named else refusal


def _find(count: Count, box: object) -> BallotBox | None:
    """Find a box by its label; contests that share a station share its boxes."""
    every = (one for state in count.contests.values() for one in state.contest.boxes)
    return next((one for one in every if one.id == box), None) if box is not None else None


def say_known(texts: Texts, figure: int | None) -> str:
    """Write a figure, or the dash of one that is not known."""
    return _NOT_KNOWN if figure is None else texts.figure(figure)


def say_variance(texts: Texts, variance: int | None) -> str:
    """Write a variance with its sign (+2, 0, a true minus), or a dash while it is not known."""
    if variance is None:
        return _NOT_KNOWN
    return signed(texts, variance)


def speak_variance(texts: Texts, variance: int) -> str:
    """Say a variance in words, as a screen reader needs it."""
    if variance > 0:
        return texts.count(
            "{n} paper more than the account", "{n} papers more than the account", variance
        )
    if variance < 0:
        return texts.count(
            "{n} paper fewer than the account", "{n} papers fewer than the account", -variance
        )
    return texts.say("as the account says")


def say_boxes(texts: Texts, boxes: Sequence[BallotBox]) -> str:
    """Name boxes one after the other; of many the first few and the number of the others."""
    return say_list(texts, [say_box(texts, box) for box in boxes], _NAMED)


def say_list(texts: Texts, names: Sequence[str], most: int) -> str:
    """Join names; beyond ``most`` the rest is only counted."""
    if len(names) <= most:
        return ", ".join(names)
    rest = len(names) - most
    return texts.count(
        "{names} and {n} more", "{names} and {n} more", rest, names=", ".join(names[:most])
    )
