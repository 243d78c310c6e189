"""The accounts of a contest: its proof, its boxes, what is due, the statement as to verification.

Figures of a box are shown once both entries agree, never before: a keyer who has still to key
the account may be looking on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.screens.box_words import say_box, say_known, say_variance, speak_variance
from countroom.app.screens.station_boxes import papers_beside, say_beside, say_fewer
from countroom.domain.checks import check_contest
from countroom.domain.events import Ordinal
from countroom.domain.identifiers import BoxId, SheetId
from countroom.domain.sheets import COUNTED, expected_in_box
from countroom.domain.totals import counted_by_box, counts_of, variances
from countroom.texts import say_state

if TYPE_CHECKING:
    from countroom.domain.checks import Finding
    from countroom.domain.election import BallotBox, Contest
    from countroom.domain.identifiers import PersonId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState, Count, SheetState
    from countroom.texts import Texts

__all__ = [
    "KEYING_ROLES",
    "Arrival",
    "BoxRow",
    "Due",
    "Sums",
    "account_findings",
    "arrival_of",
    "box_rows",
    "due",
    "entrusted_of",
    "keyed",
    "say_box",
    "say_known",
    "say_state_of",
    "say_variance",
    "speak_variance",
    "sums",
    "varying_boxes",
]

KEYING_ROLES: Final = frozenset({"keyer", "supervisor"})

Arrival = Literal["in", "broken", "out", "ledger", "closed"]
"""A station's box is in, in with its seal not intact, or out; a postal one has its ledger."""

_CHECKS: Final = frozenset({"V01", "V10", "V21", "V27", "W08"})
"""The checks that are about accounts and boxes."""


@dataclass(frozen=True, slots=True)
class Due:
    """Where a sheet opens for one person: an entry (1 or 2), or its differences (entry 0)."""

    page: Literal["entry", "differences"]
    entry: Ordinal | Literal[0]


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A sheet of a box as its line shows it: its account, or its papers counted again.

    ``state`` is a key of the tokens; figures are papers, None while the sheet is not settled.
    ``note`` says what Enter does for this person, or who has to come instead. ``counts`` are all
    counts of the box in order, where there was more than one or the account does not match.
    ``again`` is how often the papers were counted on this sheet, 1 for the account's own count.
    ``beside`` are papers in the station's other boxes, which are in the same account: None while
    one of them is not counted. A second box has no account, so nothing is ``expected`` in it.
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
    arrival: Arrival = "in"
    counts: tuple[int, ...] = ()
    again: int = 1
    beside: int | None = 0

    @property
    def variance(self) -> int | None:
        """Give papers counted in the station's boxes less papers expected."""
        if self.counted is None or self.expected is None or self.beside is None:
            return None
        return self.counted + self.beside - self.expected


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
    """List the account sheets in their printed order, each with the counts that followed it."""
    boxes = {box.id: box for box in state.contest.boxes}
    sheets: dict[BoxId, list[SheetState]] = {}
    for one in state.sheets.values():
        if one.sheet.box is not None and not one.withdrawn:
            sheets.setdefault(one.sheet.box, []).append(one)
    counted = counted_by_box(state)
    rows: list[BoxRow] = []
    for box, own in sheets.items():
        account = _row(texts, count, own[0], boxes[box], person)
        rows.append(_of_account(texts, count, state, account, boxes[box], counted.get(box)))
        rows += (
            _of_recount(texts, _row(texts, count, one, boxes[box], person), again)
            for again, one in enumerate(own[1:], start=2)
        )
    return tuple(rows)


def entrusted_of(contest: Contest, sheet: Sheet) -> int | None:
    """Give the papers entrusted to an account's station as the set-up has them.

    None where the set-up does not say, and for every sheet that is no account.
    """
    box = contest.box(sheet.box) if sheet.kind == "account" and sheet.box is not None else None
    return None if box is None else box.entrusted


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
    boxes = len(state.sheets_of(frozenset({"account"})))
    return Sums(len(counted), boxes, sum(counted.values()), sum(varying.values()), len(varying))


def varying_boxes(
    texts: Texts, count: Count, state: ContestState, person: PersonId | None
) -> tuple[BoxRow, ...]:
    """List the boxes that need a reason in the statement."""
    rows = box_rows(texts, count, state, person)
    return tuple(row for row in rows if row.variance and row.again == 1)


def account_findings(count: Count, state: ContestState) -> tuple[Finding, ...]:
    """List what the checks say about the accounts settled so far."""
    return tuple(f for f in check_contest(count, state) if f.code in _CHECKS)


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
    recount = sheet.sheet.kind == "recount"
    return BoxRow(
        sheet=sheet.sheet.id,
        box=box.id,
        place=say_box(texts, box),
        state=key,
        word=word,
        note=_note(texts, count, sheet, person, opens),
        due=opens,
        expected=None if settled is None or recount else expected_in_box(settled),
        counted=None if settled is None else settled[COUNTED],
    )


def _of_account(
    texts: Texts,
    count: Count,
    state: ContestState,
    row: BoxRow,
    box: BallotBox,
    counted: int | None,
) -> BoxRow:
    counts = counts_of(state, row.box)
    row = replace(
        row,
        counted=counted if row.counted is not None else None,
        arrival=arrival_of(count, state, box),
        beside=papers_beside(state, box, counted),
    )
    station = say_beside(texts, state, box, row.counted, row.beside)
    varies = bool(row.variance) and not station
    told = row.counted is not None and (len(counts) > 1 or varies)
    notes = (station, say_fewer(texts, row.counted), _say_counts(texts, counts) if told else "")
    return replace(
        row,
        counts=counts if told else (),
        note=row.note or "  \N{MIDDLE DOT}  ".join(note for note in notes if note),
    )


def _say_counts(texts: Texts, counts: tuple[int, ...]) -> str:
    return texts.say("Counts: {counts}", counts=", ".join(texts.figure(n) for n in counts))


def _of_recount(texts: Texts, row: BoxRow, again: int) -> BoxRow:
    place = texts.say("Count {number} of {box}", box=row.place, number=again)
    return replace(row, place=place, again=again)


def arrival_of(count: Count, state: ContestState, box: BallotBox) -> Arrival:
    """Say whether a box is in; of a postal box, whether more papers may still come."""
    if box.kind == "postal":
        return "closed" if state.postal.closed else "ledger"
    receipt = count.received.get(box.id)
    if receipt is None:
        return "out"
    return "in" if receipt.sealed else "broken"


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
