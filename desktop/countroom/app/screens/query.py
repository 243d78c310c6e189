"""What agents ask while papers are counted, each with its answer: outstanding, post, objections.

Nothing here is a candidate's vote: the page may be turned towards whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.screens.box_words import say_box
from countroom.app.screens.paper_sheets import say_kind
from countroom.app.screens.papers import say_table, say_three
from countroom.domain import events as ev
from countroom.domain.conservation import papers_at, papers_of
from countroom.domain.counting.supplementary import papers_out
from countroom.domain.identifiers import PersonId, SheetId
from countroom.domain.numbering import printed_number
from countroom.domain.sheets import OF_PAPERS, OF_SECOND, PAPERS, objector_of, second_of
from countroom.domain.totals import totals_of
from countroom.texts import N_, short_time
from countroom.texts.of_the_post import REASONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from countroom.domain.election import MiniCount
    from countroom.domain.state import ContestState, SheetState
    from countroom.texts import Texts

    NameOf = Callable[[PersonId], str]

Question = Literal["papers", "post", "objections", "sheets"]

QUESTIONS: Final[Mapping[Question, str]] = {
    "papers": N_("Papers still uncounted"),
    "post": N_("Postal papers in and rejected"),
    "objections": N_("Objections by candidate"),
    "sheets": N_("Sheets: when and by whom"),
}
"""What agents ask, in the order of the keys."""

LOGGED: Final = (
    ev.SheetEntered,
    ev.EntriesAgreed,
    ev.SheetSettled,
    ev.SheetReopened,
    ev.SheetsUnchanged,
)
"""Events of the log that say when something was done to a sheet."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an answer: what it is, its figure, and a note below; sums are ``strong``."""

    words: str
    figure: str
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: in one sentence first, then line by line."""

    question: Question
    short: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Something done to a sheet at a time, by one or two people."""

    at: str
    people: tuple[PersonId, ...]


@dataclass(slots=True)
class SheetTimes:
    """When each sheet was keyed, settled and confirmed, as far as the log was read.

    ``day`` is the polling day (ISO): times of another day say theirs.
    """

    day: str = ""
    entered: dict[tuple[SheetId, int], Done] = field(default_factory=dict)
    settled: dict[SheetId, Done] = field(default_factory=dict)
    confirmed: dict[SheetId, Done] = field(default_factory=dict)

    def take(self, log: Iterable[ev.Recorded]) -> None:
        """Go on with more of the log."""
        for recorded in log:
            done = Done(recorded.at, recorded.people)
            match recorded.event:
                case ev.SheetEntered(sheet=sheet, entry=entry):
                    self.entered[sheet, entry] = done
                case ev.EntriesAgreed(sheet=sheet) | ev.SheetSettled(sheet=sheet):
                    self.settled[sheet] = done
                case ev.SheetsUnchanged(sheets=sheets):
                    self.confirmed |= dict.fromkeys(sheets, done)
                case ev.SheetReopened(sheet=sheet):
                    self._forget(sheet)

    def _forget(self, sheet: SheetId) -> None:
        for entry in (1, 2):
            self.entered.pop((sheet, entry), None)
        self.settled.pop(sheet, None)
        self.confirmed.pop(sheet, None)


def answers(
    texts: Texts, state: ContestState, times: SheetTimes, name_of: NameOf
) -> Mapping[Question, Answer]:
    """Answer every question about a contest."""
    found = (
        _papers(texts, state),
        _post(texts, state),
        _objections(texts, state),
        _sheets(texts, state, times, name_of),
    )
    return {one.question: one for one in found}


def _papers(texts: Texts, state: ContestState) -> Answer:
    rows = [_table(texts, state, table) for table in state.contest.counted_in]
    whole = papers_of(state)
    if state.boxes_out:
        boxes = [state.contest.box(s.sheet.box) for s in state.boxes_out if s.sheet.box]
        rows += [
            Row(say_box(texts, box), "", texts.say("its account is not settled"))
            for box in boxes
            if box is not None
        ]
    second = _second_papers_out(state)
    if whole.out is None:
        short = texts.say("No papers are out at the tables yet.")
    else:
        short = texts.count(
            "{n} paper is still uncounted.",
            "{n} papers are still uncounted.",
            max(whole.out, 0) if second is None else second,
        )
        rows.append(Row(texts.say("All tables"), say_three(texts, whole)[2], strong=True))
    if second is not None:
        rows.append(Row(texts.say("Second count"), texts.figure(second), strong=True))
    left = texts.count("{n} sheet is not in.", "{n} sheets are not in.", len(state.papers_out))
    return Answer("papers", f"{short} {left}", tuple(rows))


def _second_papers_out(state: ContestState) -> int | None:
    """Give the papers of a second count that are not counted yet; None where there is none."""
    sheets = state.sheets_of(OF_SECOND)
    if not sheets:
        return None
    remaining = [one for one in map(second_of, sheets[0].sheet.fields) if one is not None]
    settled = sum(one.settled[PAPERS] for one in sheets if one.settled is not None)
    return max(papers_out(totals_of(state).votes, remaining) - settled, 0)


def _table(texts: Texts, state: ContestState, table: MiniCount) -> Row:
    issued, accounted, out = say_three(texts, papers_at(state, table))
    note = texts.say(
        "{issued} issued, {accounted} accounted for", issued=issued, accounted=accounted
    )
    return Row(say_table(texts, table), out, note)


def _post(texts: Texts, state: ContestState) -> Answer:
    ledger = state.postal
    packets = ledger.packets.values()
    accepted = sum(one.accepted for one in ledger.sessions)
    papers = sum(one.papers for one in ledger.sessions)
    rejected: dict[str, int] = {}
    for session in ledger.sessions:
        for reason, n in session.rejected.items():
            rejected[reason] = rejected.get(reason, 0) + n
    whole = sum(rejected.values())
    rows = [
        Row(texts.say("Packets handed in at stations, accepted"), _sum(texts, packets, "accepted")),
        Row(texts.say("Packets handed in at stations, rejected"), _sum(texts, packets, "rejected")),
        Row(texts.say("Covering envelopes opened"), _sum(texts, ledger.sessions, "envelopes")),
        Row(texts.say("Statements accepted"), texts.figure(accepted)),
        *(Row(texts.say(REASONS.get(why, why)), texts.figure(n)) for why, n in rejected.items()),
        Row(texts.say("Statements rejected"), texts.figure(whole), strong=True),
        Row(texts.say("Papers put into postal boxes"), texts.figure(papers), strong=True),
    ]
    closed = (
        texts.say("The postal ledger is closed.") if ledger.closed else texts.say("More may come.")
    )
    short = texts.say(
        "{papers} postal papers in, {rejected} statements rejected. {closed}",
        papers=texts.figure(papers),
        rejected=texts.figure(whole),
        closed=closed,
    )
    return Answer("post", short, tuple(rows))


def _sum(texts: Texts, many: Iterable[object], name: str) -> str:
    return texts.figure(sum(getattr(one, name) for one in many))


def _objections(texts: Texts, state: ContestState) -> Answer:
    """Add the objections on settled batches: what is keyed once only is nobody's to see."""
    found = {one.id: 0 for one in state.contest.candidates}
    for sheet in state.sheets_of(OF_PAPERS):
        for line, n in (sheet.settled or {}).items():
            candidate = objector_of(line)
            if candidate is not None:
                found[candidate] += n
    whole = sum(found.values())
    rows = [Row(one.name, texts.figure(found[one.id])) for one in state.contest.candidates]
    rows.append(Row(texts.say("All objections"), texts.figure(whole), strong=True))
    short = texts.count(
        "{n} objection to a rejection is noted.", "{n} objections to rejections are noted.", whole
    )
    batches = any(sheet.sheet.kind == "adjudication" for sheet in state.sheets_of(OF_PAPERS))
    if not batches:
        short = texts.say("Objections are not keyed here: doubtful papers have no sheet of theirs.")
    return Answer("objections", short, tuple(rows) if batches else ())


def _sheets(texts: Texts, state: ContestState, times: SheetTimes, name_of: NameOf) -> Answer:
    sheets = state.sheets_of(OF_PAPERS | OF_SECOND)
    settled = sum(1 for sheet in sheets if sheet.settled is not None)
    rows = tuple(_sheet(texts, state, sheet, times, name_of) for sheet in sheets)
    short = texts.say(
        "{settled} of {all} sheets are settled.",
        settled=texts.figure(settled),
        all=texts.figure(len(sheets)),
    )
    return Answer("sheets", short, rows)


def _sheet(
    texts: Texts, state: ContestState, sheet: SheetState, times: SheetTimes, name_of: NameOf
) -> Row:
    found = sheet.sheet
    tables = {one.id: say_table(texts, one) for one in state.contest.counted_in}
    table = tables.get(found.mini_count, "") if found.mini_count and len(tables) > 1 else ""
    words = (printed_number(found.id), say_kind(texts, found.kind), table)
    at = times.settled.get(found.id) if sheet.settled is not None else None
    figure = short_time(texts, at.at, times.day) if at else texts.say("not settled")
    note = "; ".join(_steps(texts, sheet, times, name_of)) or texts.say("not keyed yet")
    return Row("  ·  ".join(one for one in words if one), figure, note)


def _steps(texts: Texts, sheet: SheetState, times: SheetTimes, name_of: NameOf) -> Iterator[str]:
    id_ = sheet.sheet.id
    for entry, words in ((1, N_("first {time} {people}")), (2, N_("second {time} {people}"))):
        if (done := times.entered.get((id_, entry))) is not None:
            yield _say_done(texts, words, done, times.day, name_of)
    if (done := times.confirmed.get(id_)) is not None:
        yield _say_done(
            texts, N_("counted again, unchanged, {time} {people}"), done, times.day, name_of
        )


def _say_done(texts: Texts, words: str, done: Done, day: str, name_of: NameOf) -> str:
    people: Sequence[str] = [name_of(person) for person in done.people]
    return texts.say(words, time=short_time(texts, done.at, day), people=", ".join(people))
