"""The two questions of the platform: why a clearance is taken back, and how a name is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.ui.platform.foot import Question

if TYPE_CHECKING:
    from countroom.texts import Texts


def why_taken_back(texts: Texts) -> Question:
    """Ask for the reason of a withdrawal."""
    say = texts.say
    return Question(say("Why is the clearance taken back?"), say("Take it back"), say("Keep it"))


def how_said(texts: Texts, name: str) -> Question:
    """Ask how a candidate's name is said."""
    say = texts.say
    return Question(
        say("How is {name} said? Write it as it sounds.", name=name), say("Keep"), say("Leave")
    )
