"""The press copy: one page a contest, or several contests that are read together on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.documents.frame import code_of, frame, say_hall_print, say_status
from countroom.documents.of_lots import say_elected
from countroom.documents.office import say_elected_notice, say_poll
from countroom.documents.remarks import remarks_of
from countroom.documents.tables import candidates_table, poll_table, rejected_table
from countroom.documents.wording import plain, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.documents.frame import Of, SheetFacts
    from countroom.domain.election import Election
    from countroom.domain.state import ContestState
    from countroom.texts import Texts


def press_sheet(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the press copy of one contest. Raises ValueError while nothing is cleared."""
    return press_group([(state, election, facts)], texts)


def press_group(contests: Sequence[Of], texts: Texts) -> dict[str, object]:
    """Fill one press sheet of several contests. Raises ValueError while one is not cleared."""
    state, election, facts = contests[0]
    parts = [_part(*one, texts) for one in contests]
    data = frame(state, election, texts, facts, texts.say("Copy for the press"))
    alone = len(contests) == 1
    of = plain(state.contest.area) if alone else data["council"]
    spoken = all(one.declared for one, _, _ in contests)
    embargo = "" if spoken else texts.say("NOT BEFORE IT IS SPOKEN")
    status = data["status"] if alone else texts.say("{n} RESULTS", n=len(contests))
    return data | {
        "status": " · ".join(str(one) for one in (status, embargo) if one),
        "print": data["print"] if alone else say_hall_print(texts, facts),
        "title": data["title"] if alone else f"{data['name']}, {of}",
        "running": f"{data['name']}, {of}",
        "embargo": embargo
        and texts.say(
            "These figures may be used when the result was spoken in the hall, and not before."
        ),
        "alone": alone,
        "parts": parts,
    }


def _part(
    state: ContestState, election: Election, facts: SheetFacts, texts: Texts
) -> dict[str, object]:
    contest = state.contest
    if state.cleared is None:
        raise ValueError(f"{contest.id} is not cleared, so there is nothing for the press")
    declaration = state.cleared.event.declaration
    totals = declaration.totals
    names = say_elected(texts, contest, declaration)
    return {
        "status": say_status(state, texts, facts),
        "blank": False,
        "area": plain(contest.area),
        "election": runs(say_poll(texts, contest, state.rules, election.polling_day)),
        "candidates": candidates_table(contest, declaration, texts),
        "rejected": rejected_table(contest, state.rules, totals, texts),
        "poll": poll_table(contest, declaration.electorate, totals, texts),
        "declaring": runs(say_elected_notice(texts, contest, names)),
        "remarks": remarks_of(state, texts),
        "code": code_of(state.cleared, texts, whole=False),
    }
