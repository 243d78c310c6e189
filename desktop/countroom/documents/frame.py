"""What every sheet of a contest has: its first line, its frame, signature and code.

The first line says in words what the paper is, then its print number and what it replaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countroom.documents.office import say_poll
from countroom.documents.wording import plain, runs
from countroom.domain.checks import Finding
from countroom.domain.election import Environment
from countroom.domain.identifiers import PersonId
from countroom.texts import london, weekday
from countroom.wire.short_code import in_groups, short_code

if TYPE_CHECKING:
    from countroom.domain.election import Election
    from countroom.domain.state import Clearance, ContestState
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet says that the state of its contest does not hold.

    ``officer`` and ``title`` are printed at the signature; without a name the title stands alone.
    ``printed_at`` is UTC in RFC 3339. ``void`` marks a sheet whose clearance was taken back, set
    from the state as it was. ``held`` says in words where the result is saved, copied and
    published: it makes a file copy, and no public sheet carries it. ``preview`` marks a picture
    of a sheet that is not signed yet: it says so and bears no code. ``number`` is the print
    number, ``replaces`` that of the papers it stands for now; 0 where the record alone says it.
    ``findings`` are what the checks say now, ``officers`` who let totals stand that do not agree,
    by title, and ``named`` who took the steps of the guidance, as the hall names them. Without
    ``tables`` a provisional sheet has no sub-totals. A script
    is in ``both`` languages in Wales, or where it is asked; ``other_title`` is the title in the
    other one.
    """

    environment: Environment
    officer: str
    title: str
    printed_at: str
    void: bool = False
    held: tuple[str, ...] = ()
    preview: bool = False
    number: int = 0
    replaces: int = 0
    findings: tuple[Finding, ...] = ()
    officers: tuple[str, ...] = ()
    named: Mapping[PersonId, str] = field(default_factory=dict)
    tables: bool = True
    both: bool = False
    other_title: str = ""

    @property
    def officer_named(self) -> str:
        """Give the officer's name, empty where it is not known or only says the title again."""
        officer = plain(self.officer)
        return "" if officer == plain(self.title) else officer


Of = tuple["ContestState", "Election", SheetFacts]
"""A contest on a sheet of several, with its election and what the sheet says of it."""


def frame(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts, name: str
) -> dict[str, object]:
    """Give what the first line, the head and the foot of a contest's sheet say.

    The status is that of the cleared result; a sheet before it says its own.
    """
    contest = state.contest
    ward, council = plain(contest.area), say_council(election, texts)
    test = texts.say("TEST") if facts.environment == "test" else ""
    title = [*([test] if test else []), name, ward, texts.day(election.polling_day)]
    return {
        "language": texts.language,
        "title": ", ".join(title),
        "author": facts.officer_named or say_title(texts, facts),
        "status": say_status(state, texts, facts),
        "print": say_print(state, texts, facts),
        "test": test,
        "practice": texts.say("Practice only, not an official result"),
        "copy": "",
        "void": facts.void,
        "council": council,
        "name": name,
        "election": runs(say_poll(texts, contest, state.rules, election.polling_day)),
        "code": None,
        "held": [],
        "imprint": texts.say(
            "Printed and published by the Returning Officer, {council}", council=council
        ),
        "running": f"{name}, {ward}",
        "page": texts.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }


def say_status(state: ContestState, texts: Texts, facts: SheetFacts) -> str:
    """Say what a paper with a cleared result on it is, blank before there is one."""
    if facts.void:
        return texts.say("VOID")
    if state.cleared is None:
        return texts.say("BLANK")
    if facts.preview:
        return texts.say("PREVIEW, NOT SIGNED")
    declaration = state.cleared.event.declaration
    status = [_declared(state, texts) if state.declared else texts.say("FOR DECLARATION")]
    if declaration.revision > 1:
        status.insert(0, texts.say("CORRECTED, REVISION {n}", n=declaration.revision))
    if declaration.totals_state != "reconciled":
        status.append(texts.say("NOT RECONCILED"))
    return " · ".join(status)


def _declared(state: ContestState, texts: Texts) -> str:
    day, time = london(state.spoken_at)
    first = (*state.superseded, *([state.cleared] if state.cleared else ()))[0]
    if first.event.declaration.on_paper:
        return texts.say("DECLARED ON PAPER {time}, {day}", time=time, day=texts.day(day))
    return texts.say("DECLARED {time}, {day}", time=time, day=texts.day(day))


def say_print(state: ContestState, texts: Texts, facts: SheetFacts) -> str:
    """Say the print number of a cleared result's sheet and what it replaces; empty without one.

    Where nobody sent it to a printer it has the number that its record reserved.
    """
    number, earlier = facts.number, facts.replaces
    if not number and state.cleared is not None:
        number = state.cleared.event.print_number
        earlier = number - 1
    return say_print_number(texts, number, earlier)


def say_print_number(texts: Texts, number: int, earlier: int, *, hall: bool = False) -> str:
    """Say a print number of a contest, or of the ``hall``, and the one it replaces, 0 for none."""
    if not number:
        return ""
    mark = "H" if hall else ""
    if not earlier:
        return texts.say("Print {number}", number=f"{mark}{number}")
    return texts.say(
        "Print {number}, replaces print {earlier}",
        number=f"{mark}{number}",
        earlier=f"{mark}{earlier}",
    )


def say_hall_print(texts: Texts, facts: SheetFacts) -> str:
    """Say the number of a sheet that is the hall's; empty where nobody sent it to a printer."""
    return say_print_number(texts, facts.number, facts.replaces, hall=True)


def say_council(election: Election, texts: Texts) -> str:
    """Name the council in the language of the sheet."""
    council = election.council
    return plain((texts.language == "cy" and council.name_cy) or council.name)


def say_title(texts: Texts, facts: SheetFacts) -> str:
    """Give the title at the signature."""
    return plain(facts.title) or texts.say("Returning Officer")


def signature(state: ContestState, texts: Texts, facts: SheetFacts) -> dict[str, str]:
    """Date the sheet by the day of speaking, never by polling day; left open before."""
    return {
        "officer": facts.officer_named,
        "title": say_title(texts, facts),
        "label": texts.say("Dated"),
        "day": weekday(texts, london(state.spoken_at)[0]) if state.declared else "",
    }


def code_of(cleared: Clearance | None, texts: Texts, *, whole: bool) -> dict[str, str] | None:
    """Give the short code of a signed result; ``whole`` adds its digest and what it is for."""
    if cleared is None:
        return None
    use = texts.say(
        "This code stands for the signed result. Where the results page shows the same code, "
        "it shows the same figures."
    )
    return {
        "label": texts.say("Code"),
        "short": short_code(cleared.id),
        "use": use if whole else "",
        "digest": in_groups(cleared.id) if whole else "",
    }
