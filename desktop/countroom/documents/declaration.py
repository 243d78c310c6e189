"""The declaration of result of poll: what is signed, read out and hung on the door.

The law asks for each candidate's votes, who is elected, and the papers rejected under each head
(SI 2006/3304 Sch 2 r. 50); the wording is the usual one, since no form is prescribed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.documents.office import (
    say_declaring,
    say_notice,
    say_poll,
    say_second_count,
)
from countroom.documents.tables import candidates_table, poll_table, rejected_table
from countroom.documents.wording import name_in_sentence, plain, runs, strong
from countroom.domain.declaration import terms_served
from countroom.domain.election import Environment
from countroom.texts import london, weekday
from countroom.wire.short_code import in_groups, short_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countroom.domain.declaration import Declaration, Lot
    from countroom.domain.election import Contest, Election
    from countroom.domain.identifiers import CandidateId
    from countroom.domain.state import Clearance, ContestState
    from countroom.texts import Texts

CONSERVATION: Final = "V11"
"""The check that the papers verified are those counted and rejected."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet says that the state of its contest does not hold.

    ``officer`` and ``title`` are printed at the signature; without a name the title stands alone.
    ``printed_at`` is UTC in RFC 3339. ``void`` marks a sheet whose clearance was taken back, set
    from the state as it was. ``held`` says in words where the result is saved, copied and
    published: it makes a file copy, and no public sheet carries it. ``preview`` marks a picture
    of a sheet that is not signed yet: it says so and bears no code.
    """

    environment: Environment
    officer: str
    title: str
    printed_at: str
    void: bool = False
    held: tuple[str, ...] = ()
    preview: bool = False


def declaration_sheet(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the sheet with the cleared figures, or leave them blank while nothing is cleared.

    Raises ValueError for a contest without a poll, which has no such sheet.
    """
    contest = state.contest
    if contest.uncontested:
        raise ValueError(f"{contest.id} has no poll, so it has no declaration of result of poll")
    declaration = state.cleared.event.declaration if state.cleared else None
    name, ward = texts.say("Declaration of result of poll"), plain(contest.area)
    test = texts.say("TEST") if facts.environment == "test" else ""
    title = [*([test] if test else []), name, ward, texts.day(election.polling_day)]
    council = _council(election, texts)
    return {
        "language": texts.language,
        "title": ", ".join(title),
        "author": _officer(facts) or _title(texts, facts),
        "status": _status(state, texts, facts),
        "print": _print_number(state, texts),
        "test": test,
        "practice": texts.say("Practice only, not an official result"),
        "copy": texts.say("File copy") if facts.held else "",
        "void": facts.void,
        "blank": declaration is None,
        "council": council,
        "name": name,
        "election": runs(say_poll(texts, contest, state.rules, election.polling_day)),
        "notice": say_notice(texts, contest, _officer(facts), _title(texts, facts)),
        "candidates": candidates_table(contest, declaration, texts),
        "rejected": rejected_table(contest, state.rules, declaration, texts),
        "poll": poll_table(contest, declaration, texts),
        "remarks": _remarks(contest, declaration, texts) if declaration else [],
        "declaring": runs(_declaring(state, declaration, texts)),
        "lines": contest.seats if declaration is None else 0,
        "signature": _signature(state, texts, facts),
        "code": None if facts.preview else _code(state.cleared, texts),
        "held": list(facts.held),
        "imprint": texts.say(
            "Printed and published by the Returning Officer, {council}", council=council
        ),
        "running": f"{name}, {ward}",
        "page": texts.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }


def _status(state: ContestState, texts: Texts, facts: SheetFacts) -> str:
    """Say what the paper is: the first line of every sheet."""
    if facts.void:
        return texts.say("VOID")
    if state.cleared is None:
        return texts.say("BLANK")
    if facts.preview:
        return texts.say("PREVIEW, NOT SIGNED")
    declaration = state.cleared.event.declaration
    if state.declared is None:
        status = texts.say("FOR DECLARATION")
    else:
        day, time = london(state.spoken_at)
        if declaration.on_paper:
            status = texts.say("DECLARED ON PAPER {time}, {day}", time=time, day=texts.day(day))
        else:
            status = texts.say("DECLARED {time}, {day}", time=time, day=texts.day(day))
    if declaration.totals_state == "reconciled":
        return status
    unreconciled = texts.say("NOT RECONCILED")
    return f"{status} · {unreconciled}"


def _print_number(state: ContestState, texts: Texts) -> str:
    if state.cleared is None:
        return ""
    number = state.cleared.event.print_number
    if number == 1:
        return texts.say("Print {number}", number=number)
    return texts.say("Print {number}, replaces print {earlier}", number=number, earlier=number - 1)


def _council(election: Election, texts: Texts) -> str:
    council = election.council
    return plain((texts.language == "cy" and council.name_cy) or council.name)


def _officer(facts: SheetFacts) -> str:
    """Give the officer's name, empty where it is not known or only says the title again."""
    officer = plain(facts.officer)
    return "" if officer == plain(facts.title) else officer


def _title(texts: Texts, facts: SheetFacts) -> str:
    return plain(facts.title) or texts.say("Returning Officer")


def _remarks(contest: Contest, declaration: Declaration, texts: Texts) -> list[dict[str, object]]:
    """Say what a reader of the tables must know: totals that do not agree, a second count, lots."""
    remarks = [
        (texts.say("Equality of votes"), _lot(contest, lot, texts)) for lot in declaration.lots
    ]
    totals = declaration.totals
    if totals.second is not None:
        told = say_second_count(texts, contest, totals, totals.second)
        remarks.insert(0, (texts.say("The second count"), told))
    if declaration.totals_state == "not_reconciled":
        remarks.insert(0, (texts.say("Totals not reconciled"), _not_reconciled(declaration, texts)))
    return [{"heading": heading, "text": runs(text)} for heading, text in remarks]


def _lot(contest: Contest, lot: Lot, texts: Texts) -> str:
    """Speak the note of SI 2006/3304 Sch 2 r. 49."""
    return texts.say(
        "The votes were equal between these candidates, and one more vote would have elected "
        "any of them: {names}. I decided between them by lot. The lot fell on {drawn}, who is "
        "elected as if given one more vote; the votes are shown as counted.",
        names=_names(contest, lot.tied),
        drawn=strong(name_in_sentence(contest.candidate(lot.drawn))),
    )


def _not_reconciled(declaration: Declaration, texts: Texts) -> str:
    totals = declaration.totals
    cleared = texts.say(
        "Two officers cleared this result after the steps of the guidance "
        "(checks not met: {codes}).",
        codes=", ".join(declaration.findings),
    )
    if CONSERVATION not in declaration.findings:
        return cleared
    accounted = totals.papers + totals.rejected_total
    papers = texts.say(
        "{verified} ballot papers were verified; {accounted} were counted or rejected "
        "(difference {difference}).",
        verified=strong(texts.figure(totals.verified)),
        accounted=strong(texts.figure(accounted)),
        difference=strong(texts.figure(abs(totals.verified - accounted))),
    )
    return f"{papers} {cleared}"


def _declaring(state: ContestState, declaration: Declaration | None, texts: Texts) -> str:
    """Name the elected in ballot-paper order; where terms differ, by votes, the longest first."""
    contest = state.contest
    if declaration is None:
        names = ""
    elif contest.terms:
        names = "; ".join(_names_with_terms(contest, declaration, texts))
    else:
        elected = declaration.elected
        names = _names(contest, (c.id for c in contest.candidates if c.id in elected))
    return say_declaring(texts, contest, state.rules, names)


def _names_with_terms(contest: Contest, declaration: Declaration, texts: Texts) -> Iterator[str]:
    for elected, term in terms_served(contest, declaration):
        name = strong(name_in_sentence(contest.candidate(elected)))
        yield (
            texts.say("{name} (term ends {day})", name=name, day=texts.day(term)) if term else name
        )


def _names(contest: Contest, candidates: Iterable[CandidateId]) -> str:
    return "; ".join(strong(name_in_sentence(contest.candidate(c))) for c in candidates)


def _signature(state: ContestState, texts: Texts, facts: SheetFacts) -> dict[str, str]:
    """Date the sheet by the day of speaking, never by polling day; left open before."""
    return {
        "officer": _officer(facts),
        "title": _title(texts, facts),
        "label": texts.say("Dated"),
        "day": weekday(texts, london(state.spoken_at)[0]) if state.declared else "",
    }


def _code(cleared: Clearance | None, texts: Texts) -> dict[str, str] | None:
    if cleared is None:
        return None
    return {
        "label": texts.say("Code"),
        "short": short_code(cleared.id),
        "use": texts.say(
            "This code stands for the signed result. Where the results page shows the same code, "
            "it shows the same figures."
        ),
        "digest": in_groups(cleared.id),
    }
