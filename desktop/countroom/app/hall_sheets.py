"""Sheets of the hall: what is read together, the plan, carry on on paper, pack and guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.carry_on import carry_on
from countroom.app.crew import shown_name
from countroom.app.guide_sheet import chapter_filled
from countroom.app.pack import pack_sheets
from countroom.app.plan_sheet import plan_filled
from countroom.app.print_desk import CARRY_ON, GUIDE, PLAN
from countroom.app.printing import filled_together
from countroom.app.seat_plan import SeatPlan
from countroom.documents import GROUPS
from countroom.documents.frame import say_print_number
from countroom.domain.faults import Fault
from countroom.domain.identifiers import PersonId
from countroom.texts.of_printing import PACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.app.printing import Edition, Filled
    from countroom.domain.identifiers import ContestId
    from countroom.domain.print_job import PrintJob


@dataclass(frozen=True, slots=True)
class Here:
    """What this laptop alone knows: its plan of the count, and people by name."""

    plan: SeatPlan
    names: Mapping[PersonId, str]


def hall_sheets(
    edition: Edition, here: Here, kind: str, job: PrintJob
) -> Iterator[tuple[str, Filled]]:
    """Fill the sheets of a print of the hall, each by its name, with the print's number."""
    if kind in GROUPS:
        states = [edition.count.contests[one] for one in job.contests]
        yield kind, filled_together(edition, kind, states, job)
        return
    number = say_print_number(edition.texts, job.number, job.replaces, hall=True)
    for name, (template, data) in loose_sheets(edition, here, kind, job.contests, votes=True):
        told = " · ".join(str(one) for one in (number, data["print"]) if one)
        yield name, (template, {**data, "print": told})


def loose_sheets(
    edition: Edition, here: Here, kind: str, contests: Sequence[ContestId], *, votes: bool
) -> Iterator[tuple[str, Filled]]:
    """Fill sheets of the hall that nobody signed for: they have no number."""
    if kind == CARRY_ON:
        yield from carry_on(edition, contests, votes=votes)
    elif kind == PLAN:
        people, texts = edition.count.people, edition.texts

        def name_of(person: PersonId) -> str:
            return shown_name(texts, people[person], here.names.get(person, ""))

        yield PLAN, plan_filled(edition, here.plan, name_of)
    elif kind.startswith(GUIDE):
        yield kind, chapter_filled(edition, kind.removeprefix(GUIDE))
    elif kind in PACK:
        yield from pack_sheets(edition, kind)
    else:
        raise Fault("sheet_unknown", kind=kind)
