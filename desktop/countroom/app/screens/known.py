"""What a stranger at an outlet may know of every contest, in words: previews, observers, screen.

Made from ``domain.disclosing`` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.screens.council import say_percent, turnout
from countroom.domain.disclosing import disclosed
from countroom.domain.identifiers import ContestId
from countroom.texts import short_time
from countroom.texts.of_disclosure import STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.disclosing import Known
    from countroom.domain.disclosure import Outlet
    from countroom.domain.state import Count
    from countroom.texts import Texts

_LOOKS: Final[Mapping[str, str]] = {
    "nominated": "nominated",
    "boxes_in": "boxes",
    "verified_turnout": "verified",
    "counting": "first",
    "provisional": "provisional",
    "recount": "recount",
    "cleared": "readback",
    "declared": "declared",
    "uncontested": "uncontested",
    "countermanded": "countermanded",
    "abandoned": "abandoned",
}
"""The state that each step looks like: icon and tone."""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A contest as an outlet may know it: its step's look and word, what is in, who is elected.

    ``figures`` are votes and turnout, once they are out.
    """

    contest: ContestId
    area: str
    looks: str
    word: str
    lines: tuple[str, ...]
    figures: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """Give the row in words, without figures of votes."""
        return ". ".join((f"{self.area}: {self.word}", *self.lines))

    @property
    def told(self) -> str:
        """Give the whole row in words."""
        return ". ".join((self.short, *self.figures))


def known_rows(texts: Texts, count: Count, outlet: Outlet) -> tuple[KnownRow, ...]:
    """List every contest as an outlet may know it now."""
    return tuple(known_row(texts, count, contest, outlet) for contest in count.contests)


def known_row(texts: Texts, count: Count, contest: ContestId, outlet: Outlet) -> KnownRow:
    """Tell what an outlet may know of a contest now."""
    known = disclosed(count, contest, outlet)
    step = known.called_off or known.step
    word = texts.say(STEPS[step])
    if known.spoken_at and step == "declared":
        word = texts.say(
            "Declared {time}", time=short_time(texts, known.spoken_at, count.polling_day(contest))
        )
    lines = (*_progress(texts, known), *_elected(texts, known))
    area, figures = known.contest.area, _votes(texts, known)
    return KnownRow(contest, area, _LOOKS[step], word, lines, figures)


def say_turnout(texts: Texts, verified: int, electorate: int | None) -> str:
    """Say the turnout with the papers verified, or the papers alone."""
    share = turnout(verified, electorate)
    if share is None:
        return texts.count("{n} ballot paper verified", "{n} ballot papers verified", verified)
    return texts.count(
        "Turnout {share}, {n} ballot paper verified",
        "Turnout {share}, {n} ballot papers verified",
        verified,
        share=say_percent(share),
    )


def _progress(texts: Texts, known: Known) -> tuple[str, ...]:
    """Say what is in: boxes until their papers are verified, then the turnout."""
    if known.elected:
        return ()
    if known.verified is not None:
        return (say_turnout(texts, known.verified, known.contest.electorate),)
    if known.boxes is not None:
        came, boxes = known.boxes
        return (texts.count("{came} of {n} box in", "{came} of {n} boxes in", boxes, came=came),)
    return ()


def _elected(texts: Texts, known: Known) -> tuple[str, ...]:
    if not known.elected:
        return ()
    people = [known.contest.candidate(one).name for one in known.elected]
    return (texts.say("Elected: {names}", names="; ".join(people)),)


def _votes(texts: Texts, known: Known) -> tuple[str, ...]:
    if known.declaration is None:
        return ()
    totals = known.declaration.totals
    votes = [
        f"{one.name} ({one.party.name}) {texts.figure(totals.votes[one.id])}"
        for one in known.contest.candidates
    ]
    return (
        "; ".join(votes),
        say_turnout(texts, totals.verified, known.declaration.electorate),
    )
