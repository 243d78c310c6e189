"""What a contest waits for, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.screens.box_words import say_box
from countroom.domain.election import BallotBox
from countroom.domain.identifiers import KeyId, SheetId
from countroom.domain.people import Power, Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class Step:
    """What a contest waits for: the page where it is done and who may do it.

    ``state`` is a state key of the tokens. ``sentence`` names the ``box`` it is about, and ``n``
    is the number of lines, boxes or stations it is about, 0 for all: ``say_step`` speaks it.
    ``roles`` starts with the role whose job it is, empty when nobody's; ``power`` is what an
    officer's letter must name for it; ``not_by`` are the keys of those who may not, having keyed
    already or without that power. ``paper`` says that a sheet of paper is awaited
    and nobody is kept waiting by a person.
    """

    state: str
    page: str
    sentence: str
    roles: tuple[Role, ...] = ()
    sheet: SheetId | None = None
    entry: int = 0
    n: int = 0
    box: BallotBox | None = None
    not_by: tuple[KeyId, ...] = ()
    paper: bool = False
    power: Power | None = None


def may_do(step: Step, roles: Collection[str], key: KeyId | None = None) -> bool:
    """Say whether a person with these roles and this key may do the step."""
    return bool(set(roles) & set(step.roles)) and key not in step.not_by


def say_step(texts: Texts, step: Step) -> str:
    """Say what is to be done."""
    if step.box is None:
        return _say_lines(texts, step) if step.n else texts.say(step.sentence)
    box = say_box(texts, step.box)
    if step.n:
        return texts.say("{box}: {sentence}", box=box, sentence=_say_lines(texts, step))
    return texts.say(step.sentence, box=box)


def _say_lines(texts: Texts, step: Step) -> str:
    if step.page == "receipt":
        return texts.count("{n} box is still to come in", "{n} boxes are still to come in", step.n)
    if step.page == "postal":
        return texts.count(
            "{n} station has not said its postal packets",
            "{n} stations have not said their postal packets",
            step.n,
        )
    if step.state == "recount" and step.page == "result":
        return texts.count(
            "Confirm {n} sheet of the recount, or open it again",
            "Confirm {n} sheets of the recount, or open them again",
            step.n,
        )
    if step.page == "result":
        return texts.count(
            "Sign {n} batch of doubtful papers", "Sign {n} batches of doubtful papers", step.n
        )
    if step.state == "difference":
        return texts.count("Entries differ on {n} line", "Entries differ on {n} lines", step.n)
    return texts.count("Key {n} line again", "Key {n} lines again", step.n)
