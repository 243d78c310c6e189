"""The accounts of a contest: its proof, its boxes, what is due, the statement as to verification.

Figures of a box are shown once both entries agree, never before: a keyer who has still to key
the account may be looking on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.domain.checks import check_contest
from countroom.domain.events import Ordinal
from countroom.domain.identifiers import BoxId, SheetId
from countroom.domain.sheets import COUNTED, expected_in_box
from countroom.domain.totals import counted_by_box, variances
from countroom.texts import N_, say_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.checks import Finding
    from countroom.domain.election import BallotBox
    from countroom.domain.identifiers import PersonId
    from countroom.domain.state import ContestState, Count, SheetState, Stage
    from countroom.texts import Texts

_MINUS: Final = "\u2212"
_NOT_KNOWN: Final = "\u2013"

KEYING_ROLES: Final = frozenset({"keyer", "supervisor"})

_CHECKS: Final = frozenset({"V01", "V10", "V21"})
"""The checks that are about accounts and boxes."""

_NEXT: Final[Mapping[Stage, str]] = {
    "verified": N_("A keyer keys the count sheet: first entry."),
    "first_entry": N_("A keyer keys the count sheets that are left."),
    "second_entry": N_("Another keyer keys the second entry of the count sheet."),
    "differ": N_("A supervisor settles the lines that differ on the count sheet."),
    "agreed": N_("A supervisor draws the provisional result."),
    "provisional": N_("The officer closes the consultation."),
    "consulted": N_("The officer clears the result for the platform."),
    "cleared": N_("The result waits to be spoken."),
    "declared": N_("The result is declared."),
}


@dataclass(frozen=True, slots=True)
class Due:
    """Where a sheet opens for one person: an entry (1 or 2), or its differences (entry 0)."""

    page: Literal["entry", "differences"]
    entry: Ordinal | Literal[0]


@dataclass(frozen=True, slots=True)
class BoxRow:
    """An account sheet as its line shows it.

    ``state`` is a key of the tokens; figures are papers, None while the sheet is not settled.
    ``note`` says what Enter does for this person, or who has to come instead.
    """

    sheet: SheetId
    box: BoxId
    place: str
    state: str
    word: str
    note: str
    due: Due | None
    expected: int | None
    counted: int | None

    @property
    def variance(self) -> int | None:
        """Give papers counted less papers expected."""
        if self.counted is None or self.expected is None:
            return None
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class Sums:
    """What the boxes come to so far; ``counted`` and ``variance`` are papers."""

    boxes_in: int
    boxes: int
    counted: int
    variance: int
    varying: int


def box_rows(
    texts: Texts, count: Count, state: ContestState, person: PersonId | None
) -> tuple[BoxRow, ...]:
    """List the account sheets in their printed order, as this person may see them."""
    boxes = {box.id: box for box in state.contest.boxes}
    return tuple(
        _row(texts, count, one, boxes[one.sheet.box], person)
        for one in state.sheets.values()
        if one.sheet.box is not None
    )


def due(count: Count, sheet: SheetState, person: PersonId | None) -> Due | None:
    """Say where a sheet opens for a person; None when nothing of it waits for them."""
    if sheet.settled is not None:
        return None
    if sheet.differing and not sheet.sent_back:
        return Due("differences", 0)
    if person is None or not KEYING_ROLES & set(count.people[person].roles):
        return None
    if sheet.differing:
        return _due_again(count, sheet, person)
    if sheet.first is None:
        return Due("entry", 1)
    return None if keyed(count, sheet, person, 1) else Due("entry", 2)


def keyed(count: Count, sheet: SheetState, person: PersonId, ordinal: int) -> bool:
    """Say whether a person's key is among those that keyed an entry."""
    entry = sheet.entry(ordinal)
    return entry is not None and count.people[person].key in entry.keys


def sums(state: ContestState) -> Sums:
    """Add the boxes whose accounts are settled."""
    counted, varying = counted_by_box(state), variances(state)
    boxes = [s for s in state.sheets.values() if s.sheet.kind == "account"]
    return Sums(
        len(counted), len(boxes), sum(counted.values()), sum(varying.values()), len(varying)
    )


def varying_boxes(
    texts: Texts, count: Count, state: ContestState, person: PersonId | None
) -> tuple[BoxRow, ...]:
    """List the boxes that need a reason in the statement."""
    return tuple(row for row in box_rows(texts, count, state, person) if row.variance)


def account_findings(count: Count, state: ContestState) -> tuple[Finding, ...]:
    """List what the checks say about the accounts settled so far."""
    return tuple(f for f in check_contest(count, state) if f.code in _CHECKS)


def say_box(texts: Texts, box: BallotBox) -> str:
    """Name a box as the hall does."""
    if box.kind == "postal":
        if not box.place:
            return texts.say("Postal votes")
        return texts.say("Postal votes, {place}", place=box.place)
    return texts.say("Polling station {place}", place=box.place)


def say_known(texts: Texts, figure: int | None) -> str:
    """Write a figure, or the dash of one that is not known."""
    return _NOT_KNOWN if figure is None else texts.figure(figure)


def say_variance(texts: Texts, variance: int | None) -> str:
    """Write a variance with its sign (+2, 0, a true minus), or a dash while it is not known."""
    if variance is None:
        return _NOT_KNOWN
    sign = "+" if variance > 0 else _MINUS if variance < 0 else ""
    return sign + texts.figure(abs(variance))


def speak_variance(texts: Texts, variance: int) -> str:
    """Say a variance in words, as a screen reader needs it."""
    if variance > 0:
        return texts.count(
            "{n} paper more than the account", "{n} papers more than the account", variance
        )
    if variance < 0:
        return texts.count(
            "{n} paper fewer than the account", "{n} papers fewer than the account", -variance
        )
    return texts.say("as the account says")


def say_next(texts: Texts, state: ContestState) -> str:
    """Say who does what after the statement is signed."""
    return texts.say(_NEXT[state.stage]) if state.stage in _NEXT else ""


def say_state_of(texts: Texts, sheet: SheetState) -> tuple[str, str]:
    """Give the key of the chip and the word for where a sheet is."""
    if sheet.settled is not None:
        return "settled", say_state(texts, "settled")
    if sheet.sent_back:
        return "recount", texts.say("Lines sent back")
    if sheet.differing:
        return "difference", say_state(texts, "difference")
    if sheet.first is not None:
        return "waiting-second", say_state(texts, "waiting-second")
    return "boxes", texts.say("Not entered")


def _row(
    texts: Texts, count: Count, sheet: SheetState, box: BallotBox, person: PersonId | None
) -> BoxRow:
    key, word = say_state_of(texts, sheet)
    settled = sheet.settled
    opens = due(count, sheet, person)
    return BoxRow(
        sheet=sheet.sheet.id,
        box=box.id,
        place=say_box(texts, box),
        state=key,
        word=word,
        note=_note(texts, count, sheet, person, opens),
        due=opens,
        expected=None if settled is None else expected_in_box(settled),
        counted=None if settled is None else settled[COUNTED],
    )


def _due_again(count: Count, sheet: SheetState, person: PersonId) -> Due | None:
    """Find which entry's lines a person may key again: their own first, never the other's."""
    entries: tuple[Ordinal, ...] = (1, 2)
    open_to = [
        ordinal
        for ordinal in entries
        if ordinal in sheet.sent_back and not keyed(count, sheet, person, 3 - ordinal)
    ]
    own = [ordinal for ordinal in open_to if keyed(count, sheet, person, ordinal)]
    chosen = (own or open_to)[:1]
    return Due("entry", chosen[0]) if chosen else None


def _note(
    texts: Texts,
    count: Count,
    sheet: SheetState,
    person: PersonId | None,
    opens: Due | None,
) -> str:
    if sheet.settled is not None:
        return ""
    if opens is None:
        return _who_instead(texts, count, sheet, person)
    if opens.page == "differences":
        return texts.say("See what differs")
    if sheet.sent_back:
        return texts.say("Key the lines again")
    return texts.say("Key the first entry") if opens.entry == 1 else texts.say("Key it second")


def _who_instead(texts: Texts, count: Count, sheet: SheetState, person: PersonId | None) -> str:
    if person is None:
        return texts.say("Sign in to key it")
    if not KEYING_ROLES & set(count.people[person].roles):
        return texts.say("A keyer keys it")
    if sheet.sent_back:
        return texts.say("The other keyer keys it again")
    return texts.say("You keyed it; another person is next")
