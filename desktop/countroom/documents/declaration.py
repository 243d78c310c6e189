"""The declaration of result of poll: what is signed, read out and hung on the door.

The law asks for each candidate's votes, who is elected, and the papers rejected under each head
(SI 2006/3304 Sch 2 r. 50); the wording is the usual one, since no form is prescribed. The public
notice has the same content and names those elected in the words of a notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.documents.frame import code_of, frame, say_title, signature
from countroom.documents.of_lots import say_elected
from countroom.documents.office import say_declaring, say_elected_notice, say_notice
from countroom.documents.remarks import remarks_of, steps_table
from countroom.documents.tables import candidates_table, poll_table, rejected_table
from countroom.documents.wording import runs

if TYPE_CHECKING:
    from countroom.documents.frame import SheetFacts
    from countroom.domain.declaration import Declaration
    from countroom.domain.election import Election
    from countroom.domain.state import ContestState
    from countroom.texts import Texts


def declaration_sheet(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the sheet with the cleared figures, or leave them blank while nothing is cleared.

    Raises ValueError for a contest without a poll, which has no such sheet.
    """
    data = _result(state, election, texts, facts, texts.say("Declaration of result of poll"))
    return data | {
        "declaring": runs(_declaring(state, texts)),
        "code": None if facts.preview else code_of(state.cleared, texts, whole=True),
    }


def file_copy(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the declaration for the file: where it is kept, and who did what where totals differ.

    No public sheet carries these.
    """
    data = declaration_sheet(state, election, texts, facts)
    return data | {
        "copy": texts.say("File copy"),
        "held": list(facts.held),
        "steps": steps_table(state, election, texts, facts),
    }


def notice_sheet(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the public notice: the same figures, those elected, the short code alone."""
    data = _result(state, election, texts, facts, texts.say("Public notice of the result of poll"))
    declaration = _declared(state)
    names = say_elected(texts, state.contest, declaration) if declaration else ""
    return data | {
        "declaring": runs(say_elected_notice(texts, state.contest, names)),
        "code": None if facts.preview else code_of(state.cleared, texts, whole=False),
    }


def _result(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts, name: str
) -> dict[str, object]:
    contest = state.contest
    if contest.uncontested:
        raise ValueError(f"{contest.id} has no poll, so it has no declaration of result of poll")
    declaration = _declared(state)
    totals = declaration.totals if declaration else None
    electorate = declaration.electorate if declaration else contest.electorate
    return frame(state, election, texts, facts, name) | {
        "blank": declaration is None,
        "notice": say_notice(texts, contest, facts.officer_named, say_title(texts, facts)),
        "candidates": candidates_table(contest, declaration, texts),
        "rejected": rejected_table(contest, state.rules, totals, texts),
        "poll": poll_table(contest, electorate, totals, texts),
        "remarks": remarks_of(state, texts),
        "steps": None,
        "lines": contest.seats if declaration is None else 0,
        "signature": signature(state, texts, facts),
    }


def _declared(state: ContestState) -> Declaration | None:
    return state.cleared.event.declaration if state.cleared else None


def _declaring(state: ContestState, texts: Texts) -> str:
    declaration = _declared(state)
    names = say_elected(texts, state.contest, declaration) if declaration else ""
    return say_declaring(texts, state.contest, state.rules, names)
