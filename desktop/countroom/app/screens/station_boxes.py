"""A box among those of its station, which have one account: what it lacks lies in the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.box_words import say_box
from countroom.domain.totals import account_is_whole, boxes_of_station, papers_of_station

if TYPE_CHECKING:
    from countroom.domain.election import BallotBox
    from countroom.domain.state import ContestState
    from countroom.texts import Texts


def papers_beside(state: ContestState, box: BallotBox, counted: int | None) -> int | None:
    """Give the papers in the boxes beside a box, None while one of them is not counted."""
    if boxes_of_station(state, box.id) == (box.id,):
        return 0
    papers = papers_of_station(state, box.id)
    return None if papers is None or counted is None else papers - counted


def say_beside(
    texts: Texts, state: ContestState, box: BallotBox, counted: int | None, beside: int | None
) -> str:
    """Say what a counted box has to do with the others of its station; empty where it is alone."""
    if counted is None:
        return ""
    first = state.contest.box(box.beside) if box.beside is not None else None
    if first is not None:
        return texts.say("In the account of {box}", box=say_box(texts, first))
    if account_is_whole(state, box.id):
        return ""
    if beside is None:
        return texts.say("Another box of the station is still to be counted")
    return texts.say("Its boxes together: {papers}", papers=texts.figure(counted + beside))


def say_fewer(texts: Texts, counted: int | None) -> str:
    """Say why a box stands at fewer papers than none; empty where it does not."""
    if counted is None or counted >= 0:
        return ""
    return texts.say("more papers were moved out of it than were counted")
