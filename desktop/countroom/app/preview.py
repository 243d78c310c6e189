"""Sheets as pictures, before anything is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.app.printing import KINDS, Edition, sheet_facts
from countroom.documents import Typesetter
from countroom.domain.declaring import as_signed
from countroom.domain.events import ResultCleared
from countroom.domain.identifiers import EventId
from countroom.domain.refusals import Refusal
from countroom.domain.state import Clearance, changed

if TYPE_CHECKING:
    from countroom.domain.election import Environment
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

__all__ = ["Typesetter", "statement_preview"]

_SHARPNESS: Final = 120
_NOT_SIGNED: Final = EventId("0" * 64)


def statement_preview(
    typesetter: Typesetter,
    count: Count,
    contest: ContestId,
    environment: Environment,
    texts: Texts,
    at: str,
) -> bytes:
    """Give the first page of the statement as PNG, as it would be signed at ``at``.

    Before the contest can be cleared it shows the blank sheet.
    """
    state = count.contests[contest]
    shown = state if state.cleared is not None else _as_if_cleared(count, state)
    facts = replace(
        sheet_facts(Edition(count, environment, at, texts), shown), preview=state.cleared is None
    )
    sheet = KINDS["declaration"]
    data = sheet.sheet(shown, count.elections[state.contest.election], texts, facts)
    return typesetter.to_png(sheet.template, data, _SHARPNESS)[0]


def _as_if_cleared(count: Count, state: ContestState) -> ContestState:
    officers = [one.id for one in count.people.values() if "officer" in one.roles]
    declaration = as_signed(count, state.contest.id)
    if not officers or isinstance(declaration, Refusal):
        return state
    event = ResultCleared(state.contest.id, declaration, state.prints + 1, "", ())
    return changed(state, cleared=Clearance(_NOT_SIGNED, event, officers[0]))
