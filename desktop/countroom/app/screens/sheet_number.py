"""From the number on a sheet of paper to what this person may do with it, or one sentence why not.

Numbers are never trusted to be unique: sheets are photocopied. What is keyed already is asked
about, and two papers are never made one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.screens.accounts import due, keyed
from countroom.app.screens.paper_sheets import say_kind
from countroom.domain.events import Ordinal
from countroom.domain.identifiers import ContestId, SheetId
from countroom.domain.numbering import printed_number, read_number
from countroom.domain.openness import open_sheet
from countroom.domain.refusals import Refusal
from countroom.domain.sheets import OF_PAPERS, OF_SECOND
from countroom.texts import say_withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState, Count, SheetState
    from countroom.texts import Texts

_LIKE_A_NUMBER: Final = re.compile(r"[0-9]{3}-?[0-9]{2,4}-?[0-9]")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a number leads. ``page`` is empty where nothing opens, and ``sentence`` says why.

    ``used`` says that the number is keyed already, so that another paper may carry it too;
    ``foreign`` that the sheet is of another contest than the one this person works on.
    """

    page: Literal["entry", "differences", ""] = ""
    contest: ContestId | None = None
    sheet: SheetId | None = None
    entry: Ordinal | Literal[0] = 0
    sentence: str = ""
    used: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A sheet that waits for this person to key it."""

    contest: ContestId
    sheet: SheetId
    entry: Ordinal
    number: str
    words: str


def like_a_number(typed: str) -> bool:
    """Say whether this is the number of a sheet, right or wrong, and no ward's name."""
    return _LIKE_A_NUMBER.fullmatch(typed.strip()) is not None


def find_sheet(
    texts: Texts,
    count: Count,
    typed: str,
    person: PersonId | None,
    say_refusal: Callable[[Refusal], str],
    here: ContestId | None = None,
) -> Found:
    """Find what a scanned or typed number opens for a person.

    ``here`` is the contest the person works on, None for all; ``say_refusal`` names people.
    """
    sheet = read_number(typed)
    if sheet is None:
        return Found(sentence=_no_number(texts, typed))
    state = count.contest_of(sheet)
    if state is None:
        return Found(
            sentence=texts.say(
                "Sheet {number} belongs to no contest of this count: it is another hall's paper. "
                "Give it to the supervisor.",
                number=printed_number(sheet),
            )
        )
    found = state.sheets[sheet]
    if found.withdrawn:
        return Found(
            contest=state.contest.id,
            sheet=sheet,
            sentence=texts.say(
                "Sheet {number} is withdrawn ({reason}). Look whether it was filled in after all.",
                number=printed_number(sheet),
                reason=say_withdrawn(texts, found.withdrawn),
            ),
            used=_of_papers(found),
        )
    if here is not None and state.contest.id != here:
        return _elsewhere(texts, count, state, sheet, here)
    return _own(texts, count, state, found, person, say_refusal)


def offered(
    texts: Texts, count: Count, person: PersonId | None, contests: Iterable[ContestState]
) -> tuple[Offer, ...]:
    """List the sheets that wait for a person to key: sent back, then second entries, then first.

    A first entry waits for its paper, which may not be here; the others are kept waiting.
    """
    found: list[tuple[int, Offer]] = []
    for state in contests:
        for sheet in state.sheets.values():
            opens = due(count, sheet, person) if sheet.outstanding else None
            if opens is None or opens.entry == 0:
                continue
            if isinstance(open_sheet(count, sheet.sheet.id), Refusal):
                continue
            rank = 0 if sheet.sent_back else 1 if sheet.first is not None else 2
            found.append((rank, _offer(texts, state, sheet, opens.entry)))
    return tuple(offer for _, offer in sorted(found, key=lambda one: one[0]))


def _offer(texts: Texts, state: ContestState, sheet: SheetState, entry: Ordinal) -> Offer:
    number = printed_number(sheet.sheet.id)
    kind = say_kind(texts, sheet.sheet.kind)
    if sheet.sent_back:
        n = len(sheet.sent_back[entry])
        todo = texts.count("{n} line to key again", "{n} lines to key again", n)
    elif entry == 1:
        todo = texts.say("first entry")
    else:
        todo = texts.say("second entry")
    words = texts.say("{kind}: {todo}", kind=kind, todo=todo)
    return Offer(state.contest.id, sheet.sheet.id, entry, number, words)


def _no_number(texts: Texts, typed: str) -> str:
    if like_a_number(typed):
        return texts.say(
            "{number} has a wrong digit: no sheet carries that number. Scan it again, or read it "
            "off the paper digit by digit.",
            number=typed.strip(),
        )
    return texts.say(
        "A sheet's number has at least six digits, the last one its check digit. Read it off "
        "the paper again."
    )


def _elsewhere(
    texts: Texts, count: Count, state: ContestState, sheet: SheetId, here: ContestId
) -> Found:
    return Found(
        contest=state.contest.id,
        sheet=sheet,
        sentence=texts.say(
            "Sheet {number} is {area}'s, not {here}'s. If you mean to key it, give the number "
            "once more; if not, put it back on its own pile.",
            number=printed_number(sheet),
            area=state.contest.area,
            here=count.contests[here].contest.area,
        ),
        foreign=True,
    )


def _own(
    texts: Texts,
    count: Count,
    state: ContestState,
    sheet: SheetState,
    person: PersonId | None,
    say_refusal: Callable[[Refusal], str],
) -> Found:
    contest, id_ = state.contest.id, sheet.sheet.id
    if sheet.settled is not None:
        return Found("", contest, id_, 0, _settled(texts, sheet), used=_of_papers(sheet))
    opened = open_sheet(count, id_)
    if isinstance(opened, Refusal):
        return Found("", contest, id_, 0, say_refusal(opened))
    opens = due(count, sheet, person)
    may_see = person is not None and "supervisor" in count.people[person].roles
    if opens is not None and (opens.page == "entry" or may_see):
        return Found(opens.page, contest, id_, opens.entry)
    sentence, used = _not_due(texts, count, sheet, person)
    return Found("", contest, id_, 0, sentence, used=used and _of_papers(sheet))


def _not_due(
    texts: Texts, count: Count, sheet: SheetState, person: PersonId | None
) -> tuple[str, bool]:
    """Say why an open sheet does not open for a person, and whether its number is used."""
    number = printed_number(sheet.sheet.id)
    if person is None:
        return texts.say("Sign in to key sheet {number}.", number=number), False
    if sheet.differing and not sheet.sent_back:
        return texts.say(
            "Sheet {number} is keyed twice and its entries differ: a supervisor looks at it next.",
            number=number,
        ), True
    if sheet.differing:
        return texts.say("Lines of sheet {number} are with another keyer.", number=number), True
    if keyed(count, sheet, person, 1):
        return texts.say(
            "You keyed sheet {number} first, so another person keys it second. Put it on the pile "
            "for the second entry.",
            number=number,
        ), True
    return texts.say("Sheet {number} is keyed by keyers and supervisors.", number=number), False


def _settled(texts: Texts, sheet: SheetState) -> str:
    return texts.say(
        "Sheet {number} is keyed and settled already; nothing of it waits.",
        number=printed_number(sheet.sheet.id),
    )


def _of_papers(sheet: SheetState) -> bool:
    return sheet.sheet.kind in OF_PAPERS | OF_SECOND
