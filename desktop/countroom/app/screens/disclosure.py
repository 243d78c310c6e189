"""The disclosure table of a poll: each fact at each outlet, and what no choice can move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countroom.domain.disclosing import CARRIED, facts_in, is_shown
from countroom.domain.disclosure import OUTLETS, Fact, Outlet
from countroom.texts.of_disclosure import CONDITIONS, FACTS
from countroom.texts.of_disclosure import OUTLETS as OUTLET_WORDS

if TYPE_CHECKING:
    from countroom.domain.identifiers import ElectionId
    from countroom.domain.state import Count
    from countroom.texts import Texts

Mark = Literal["shown", "withheld", "never"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A fact at an outlet: ``word`` says whether it is shown, ``told`` all of it."""

    outlet: Outlet
    fact: Fact
    mark: Mark
    word: str
    told: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with its cell for each outlet; ``condition`` is what stands whatever is chosen."""

    fact: Fact
    title: str
    condition: str
    cells: tuple[Cell, ...]


def outlet_words(texts: Texts) -> tuple[str, ...]:
    """Name the outlets in their order."""
    return tuple(texts.say(OUTLET_WORDS[outlet]) for outlet in OUTLETS)


def fact_rows(texts: Texts, count: Count, election: ElectionId) -> tuple[FactRow, ...]:
    """List the facts that the law of a poll has, each at every outlet."""
    return tuple(_row(texts, count, election, fact) for fact in facts_in(count, election))


def _row(texts: Texts, count: Count, election: ElectionId, fact: Fact) -> FactRow:
    condition = texts.say(CONDITIONS[fact]) if fact in CONDITIONS else ""
    cells = tuple(_cell(texts, count, election, outlet, fact) for outlet in OUTLETS)
    return FactRow(fact, texts.say(FACTS[fact]), condition, cells)


def _cell(texts: Texts, count: Count, election: ElectionId, outlet: Outlet, fact: Fact) -> Cell:
    mark: Mark = "never"
    word = texts.say("never sent")
    if fact in CARRIED[outlet]:
        shown = is_shown(count, election, outlet, fact)
        mark = "shown" if shown else "withheld"
        word = texts.say("shown") if shown else texts.say("withheld")
    told = f"{texts.say(OUTLET_WORDS[outlet])}, {texts.say(FACTS[fact])}: {word}"
    return Cell(outlet, fact, mark, word, told)
