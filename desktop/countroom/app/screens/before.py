"""The result before this one, typed by hand where no file brings it; notional ones say by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from countroom.domain.election import PreviousResult, particulars_of
from countroom.domain.figures import read_figure
from countroom.domain.refusals import Refusal
from countroom.texts import N_, say_refusal

if TYPE_CHECKING:
    from countroom.domain.election import Contest, Particulars
    from countroom.domain.state import Count
    from countroom.texts import Texts

Boundary = Literal["same", "notional", "changed"]
BOUNDARIES: Final[Mapping[Boundary, str]] = {
    "same": N_("The boundary is the same"),
    "notional": N_("The boundary changed: these are notional figures"),
    "changed": N_("The boundary changed: nothing can be compared"),
}


@dataclass(frozen=True, slots=True)
class TypedBefore:
    """A result as typed; ``seats`` and ``votes`` by party key, blank where a party had none."""

    day: str
    source: str
    boundary: Boundary
    notional_by: str
    seats: Mapping[str, str]
    votes: Mapping[str, str]


def parties_before(count: Count, contest: Contest) -> Mapping[str, str]:
    """Name by their keys the parties that may have stood: those here, then those of the file."""
    everybody = [one for state in count.contests.values() for one in state.contest.candidates]
    found: dict[str, str] = {}
    for one in (*contest.candidates, *everybody):
        found.setdefault(one.party.key, one.party.name)
    previous = contest.previous
    known = () if previous is None else (*previous.seats, *previous.votes)
    return {**found, **{key: key for key in known if key not in found}}


def before_as_typed(contest: Contest) -> TypedBefore:
    """Give what is known of the result before as it would have been typed."""
    previous = contest.previous
    if previous is None:
        changed: Boundary = "changed" if contest.boundary_changed else "same"
        return TypedBefore("", "", changed, "", {}, {})
    comparable: Boundary = "notional" if previous.notional_by else "same"
    return TypedBefore(
        previous.polling_day,
        previous.source,
        comparable if previous.comparable else "changed",
        previous.notional_by,
        {key: str(seats) for key, seats in previous.seats.items()},
        {key: str(votes) for key, votes in previous.votes.items()},
    )


def with_result_before(
    texts: Texts, contest: Contest, polling_day: str, parties: Mapping[str, str], typed: TypedBefore
) -> Particulars | str:
    """Give the contest's particulars with the result typed, or the sentence that says what lacks.

    The seats won are at least one: somebody was elected.
    """
    day, source = typed.day.strip(), typed.source.strip()
    if not day:
        return texts.say("Write its polling day as 2021-05-06.")
    if not _is_day_before(day, polling_day):
        return texts.say(
            "“{text}” is not a polling day before this one. Write it as 2021-05-06.", text=day
        )
    if not source:
        return texts.say("Name the source of the figures.")
    notional_by = typed.notional_by.strip() if typed.boundary == "notional" else ""
    if typed.boundary == "notional" and not notional_by:
        return texts.say("Name who made the notional figures.")
    seats = _figures(texts, parties, typed.seats)
    votes = _figures(texts, parties, typed.votes)
    if isinstance(seats, str):
        return seats
    if isinstance(votes, str):
        return votes
    won = {key: n for key, n in seats.items() if n}
    if not won:
        return texts.say("Somebody was elected: write the seats that each party won.")
    comparable = typed.boundary != "changed"
    previous = PreviousResult(day, won, votes, comparable, notional_by, source)
    changed = typed.boundary != "same"
    return replace(particulars_of(contest), previous=previous, boundary_changed=changed)


def _figures(
    texts: Texts, parties: Mapping[str, str], typed: Mapping[str, str]
) -> dict[str, int] | str:
    found: dict[str, int] = {}
    for key, text in typed.items():
        figure = read_figure(text) if text.strip() else None
        if isinstance(figure, Refusal):
            sentence = say_refusal(texts, figure)
            return texts.say("{line}: {sentence}", line=parties[key], sentence=sentence)
        if figure is not None:
            found[key] = figure
    return found


def _is_day_before(day: str, polling_day: str) -> bool:
    try:
        return len(day) == len(polling_day) and date.fromisoformat(day).isoformat() < polling_day
    except ValueError:
        return False
