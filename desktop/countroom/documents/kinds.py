"""Every kind of document that the program can typeset."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from countroom.documents.declaration import SheetFacts, declaration_sheet
from countroom.domain.election import Election
from countroom.domain.state import ContestState
from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sheet: the template that sets it, and the function that fills it.

    ``has`` says whether a contest can have such a sheet at all.
    """

    template: str
    sheet: Callable[[ContestState, Election, Texts, SheetFacts], Mapping[str, object]]
    has: Callable[[ContestState], bool]


def _has_poll(state: ContestState) -> bool:
    return not state.contest.uncontested


KINDS: Final[Mapping[str, Kind]] = {
    "declaration": Kind("declaration.typ", declaration_sheet, _has_poll),
}
"""By the word that names the kind on the command line."""
