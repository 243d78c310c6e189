"""Hypothesis strategies: contests, what their sheets truly say, and whole nights.

A night is played by the book (``next_step``) from papers that could be true, with the slips of
keyers, ties, missing papers and second thoughts that real nights have. What somebody might try at
any moment, mostly out of turn, is in ``wild``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, TypeVar, get_args

from hypothesis import strategies as st

import scenarios as sc
from countroom.app.rehearsal.arrival import arrival
from countroom.domain import commands as do
from countroom.domain.adjudicating import unsigned_batches
from countroom.domain.checks import check_contest, unanswered
from countroom.domain.conservation import papers_at
from countroom.domain.consultation import Scope, Voice
from countroom.domain.consulting import sheets_in
from countroom.domain.declaration import Reading, Totals
from countroom.domain.electing import outcome_of
from countroom.domain.election import BallotBox, Contest, Depth, MiniCount, Party
from countroom.domain.figures import LARGEST_FIGURE
from countroom.domain.identifiers import (
    BoxId,
    ContestId,
    FieldId,
    HeadId,
    MiniCountId,
    PartyId,
    PersonId,
)
from countroom.domain.lots import lot_now
from countroom.domain.prints import TOGETHER, to_collect
from countroom.domain.receiving import gap_in_ledger
from countroom.domain.reconciling import steps_open, unreconciled
from countroom.domain.staffing import keys_in, who_may_key
from countroom.domain.totals import variances
from countroom.domain.verifying import counted_once
from countroom.rules import load_rule_sets
from piles import Paper, open_tables, papers_in, piles, split_votes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hypothesis.strategies import DrawFn, SearchStrategy

    from countroom.domain.events import Ordinal
    from countroom.domain.guidance import GuidanceStep
    from countroom.domain.running_order import RunningOrder
    from countroom.domain.state import Clearance, ContestState, Count, SheetState

T = TypeVar("T")


class Draw(Protocol):
    """Whatever draws from a strategy: a composite's ``draw`` or ``data.draw``."""

    def __call__(self, strategy: SearchStrategy[T], /) -> T:
        """Draw one."""
        ...


_RECOUNTED: Final[tuple[Scope, ...]] = ("bundles", "rejected", "whole")
KEYERS: Final = (sc.KEYER, sc.OTHER_KEYER)

_ONE_IN_SIX: Final = st.integers(0, 5).map(lambda n: n == 5)


def figures() -> SearchStrategy[int]:
    """Give any figure that a line of a sheet may hold."""
    return st.integers(0, LARGEST_FIGURE)


@st.composite
def contests(draw: DrawFn, seats: int | None = None) -> Contest:
    """Make a contest with a poll: one to three seats, up to five candidates, one or two boxes."""
    vacancies = draw(st.integers(1, 3)) if seats is None else seats
    plain = sc.one_seat()
    extra = (BallotBox(BoxId("mill-lane-school"), "station", "Mill Lane School"),)
    boxes = draw(st.sampled_from([plain.boxes[:1], plain.boxes, (*plain.boxes[:1], *extra)]))
    names = tuple(box.id for box in boxes)
    return replace(
        plain,
        seats=vacancies,
        candidates=sc.candidates(draw(st.integers(vacancies + 1, 5))),
        boxes=boxes,
        mini_counts=(MiniCount(MiniCountId("A"), "", names, alone_because="no other box"),),
        electorate=draw(st.sampled_from([None, 260, 3_000])),
        postal_issued=draw(st.sampled_from([None, 1, 400])),
        keeps_unused_votes=draw(st.booleans()),
    )


@st.composite
def wards(draw: DrawFn, seats: int | None = None) -> Contest:
    """Make a contest whose candidates share parties, counted at one or two tables at any depth."""
    contest = draw(contests(seats))
    parties = st.sampled_from([Party(PartyId(f"PP{one}"), one, one) for one in ("A", "B", "IND")])
    return replace(
        contest,
        candidates=tuple(replace(one, party=draw(parties)) for one in contest.candidates),
        mini_counts=tuple(
            replace(
                contest.mini_counts[0],
                id=MiniCountId(name),
                depth=draw(depths()),
                sheets=draw(st.integers(0, 2)),
            )
            for name in draw(st.sampled_from(["A", "AB"]))
        ),
    )


def depths() -> SearchStrategy[Depth]:
    """Give how much of the paper is keyed."""
    return st.sampled_from(get_args(Depth))


@st.composite
def true_totals(draw: DrawFn, contest: Contest) -> Totals:
    """Make totals that satisfy every identity of a reconciled contest; ties are frequent."""
    verified = draw(st.one_of(st.integers(0, 8), st.integers(200, 260)))
    rejected: dict[HeadId, int] = {}
    for head in load_rule_sets()[contest.rule_set].heads:
        rejected[head] = draw(st.integers(0, min(2, verified - sum(rejected.values()))))
    valid = verified - sum(rejected.values())
    votes = split_votes(draw, contest, valid)
    unused = contest.seats * valid - sum(votes.values()) if contest.keeps_unused_votes else 0
    in_part = draw(st.integers(0, valid)) if contest.seats > 1 else 0
    return Totals(verified, valid, votes, rejected, in_part, unused)


@st.composite
def papers(draw: DrawFn, contest: Contest) -> Paper:
    """Make all papers of a contest; now and then one goes missing between box and table."""
    tables = {one.id: draw(piles(contest, lost=True)) for one in contest.counted_in}
    paper = Paper({}, tables, parcels=draw(st.booleans()))
    left = sum(paper.issued_to(table) for table in tables)
    accounts: dict[BoxId, Mapping[FieldId, int]] = {}
    for box in contest.boxes:
        counted = left if box is contest.boxes[-1] else draw(st.integers(0, left))
        left -= counted
        variance = draw(st.sampled_from([0, 0, 0, -1, min(1, counted)]))
        accounts[box.id] = sc.account(counted, kind=box.kind, variance=variance)
    return Paper(accounts, tables, parcels=paper.parcels)


@st.composite
def nights(draw: DrawFn, make: Callable[[], sc.N], most_steps: int = 60) -> sc.N:
    """Play a night of one or two contests by the book, as far as ``most_steps`` carry it."""
    night = make()
    other = replace(draw(wards()), id=sc.THREE)
    contested = draw(st.sampled_from([(draw(wards()),), (draw(wards()), other)]))
    night.play(*sc.set_up(*contested, sc.without_poll()))
    true = {ward.id: draw(papers(ward)) for ward in (*contested, sc.without_poll())}
    for _ in range(draw(st.integers(0, most_steps))):
        contest = draw(st.sampled_from(sorted(true)))
        command = next_step(draw, night.count, contest, true[contest])
        if command is not None:
            night.play(command)
    return night


def next_step(draw: Draw, count: Count, contest: ContestId, paper: Paper) -> do.Command | None:
    """Choose what the hall would lawfully do next in a contest, None when all is done."""
    state = count.contests[contest]
    if not state.proven:
        return sc.proof(state.contest)
    if state.declared is not None:
        waiting = [one for one in (*state.earlier, state.declared) if one not in state.receipts]
        return do.RecordReceipt(contest, waiting[0], 7, "a receipt") if waiting else None
    if state.called_off is not None:
        return None
    if state.contest.uncontested:
        return do.ReturnUncontested(sc.OFFICER, contest)
    if state.sealed is not None:
        return do.OpenSeals(sc.OFFICER, contest, {}, state.closing)
    if state.cleared is not None:
        return _to_the_platform(draw, state)
    if state.verification is None:
        return (
            _key_next(draw, count, state, state.boxes_out, paper)
            or _arrive(count, state, paper)
            or _count_again(state)
            or _sign(count, state)
        )
    return (
        _carry_out(state, paper)
        or _key_next(draw, count, state, state.papers_out, paper)
        or _write_down_the_rest(state, paper)
        or _conclude(draw, count, state)
    )


def second_thought(draw: Draw, state: ContestState) -> do.Command:
    """Choose what the hall does when something turns up late: papers, packets, a wrong table."""
    contest, by = state.contest.id, sc.SUPERVISOR
    if state.called_off is not None:
        return do.RestorePoll(sc.OFFICER, contest, "it was said of another ward")
    if state.declared is not None and state.cleared is not None:
        return draw(st.sampled_from([_found(contest), _amended(state, state.cleared)]))
    if state.cleared is not None:
        return do.WithdrawClearance(sc.OFFICER, contest, "an agent on the steps")
    first = state.contest.counted_in[0]
    table = first.id
    if state.postal.sessions and not state.postal.closed:
        return do.TakeBackSession(by, contest, 1, "it is of another ward")
    if state.verification is None:
        return do.TakeBackReceipt(by, state.contest.boxes[0].id, "the wrong label was scanned")
    back = do.ReturnPapers(by, contest, table, 1, "it goes to another table")
    ways: list[do.Command] = [
        _on_paper(state),
        do.ReopenPostal(by, contest, "a packet lay under the table"),
        back,
        do.CloseMiniCount(by, contest, table, "its people went home"),
    ]
    # Papers are out for a short while only: mostly take some back while they are.
    return draw(st.sampled_from([back] * 3 + ways if papers_at(state, first).out else ways))


def _found(contest: ContestId) -> do.Command:
    return do.RecordFoundPapers(sc.SUPERVISOR, contest, 1, "under the stage", "found at 05:00")


def _on_paper(state: ContestState) -> do.Command:
    """Have the officers declare what the first candidates would need, without the program."""
    standing = [one.id for one in state.contest.candidates]
    first = tuple(standing[: state.contest.seats])
    totals = Totals(1, 1, dict.fromkeys(standing, 0) | dict.fromkeys(first, 1), {}, 0, 0)
    return do.DeclareOnPaper(
        sc.OFFICER,
        sc.OTHER_OFFICER,
        state.contest.id,
        read := Reading(totals, first, sc.SPOKEN_AT),
        read,
        "the power failed",
    )


def _amended(state: ContestState, signed: Clearance) -> do.Command:
    """Have the record corrected by one paper rejected in part."""
    last = signed.event.declaration
    totals = replace(last.totals, rejected_in_part=last.totals.rejected_in_part + 1)
    return do.CorrectDeclaration(
        sc.OFFICER,
        sc.OTHER_OFFICER,
        state.contest.id,
        totals,
        last.elected,
        "transcription",
        "one paper in part",
    )


def _arrive(count: Count, state: ContestState, paper: Paper) -> do.Command | None:
    accounts = {box.id: paper.account(state, box.id) for box in state.contest.boxes}
    command = next(arrival(count, state, sc.SUPERVISOR, accounts), None)
    if command is not None:
        return command
    postal = any(box.kind == "postal" for box in state.contest.boxes)
    if postal and gap_in_ledger(state) is not None:
        return do.ReopenPostal(sc.SUPERVISOR, state.contest.id, "a box more")
    return None


def _count_again(state: ContestState) -> do.Command | None:
    """Have a box that varies counted again until two counts in a row are equal."""
    for box in counted_once(state):
        return do.AddSheet(sc.SUPERVISOR, state.contest.id, "recount", box, None, "it varies")
    return None


def _sign(count: Count, state: ContestState) -> do.Command:
    for finding in check_contest(count, state):
        if finding.code == "V21" and finding.sheet is not None:
            return do.ReopenSheet(sc.SUPERVISOR, finding.sheet, "it cannot be")
    reasons = dict.fromkeys(variances(state), "recounted, stands")
    return do.SignVerification(sc.OFFICER, state.contest.id, reasons)


def _carry_out(state: ContestState, paper: Paper) -> do.Command | None:
    """Bring each table its papers, where parcels are written down, and take back the others."""
    contest, statement = state.contest.id, state.verification
    paper.carry(state)
    several = len(state.contest.counted_in) > 1
    if statement is None or not (paper.parcels or several or state.issued):
        return None
    room = statement.verified - sum(state.issued.values())
    for mini_count in state.contest.counted_in:
        if mini_count.id in state.closed:
            continue
        more = paper.issued_to(mini_count.id) - state.issued.get(mini_count.id, 0)
        if min(more, room) > 0:
            return do.IssuePapers(sc.SUPERVISOR, contest, mini_count.id, min(more, room))
        back = min(-more, papers_at(state, mini_count).out or 0)
        if back > 0:
            return do.ReturnPapers(sc.SUPERVISOR, contest, mini_count.id, back, "wrong table")
    return None


def _write_down_the_rest(state: ContestState, paper: Paper) -> do.Command | None:
    """Open a table where none is, and a sheet for papers that are on none."""
    contest, tables = state.contest.id, open_tables(state)
    for mini_count in state.contest.counted_in:
        if not papers_in(paper.left(state, mini_count.id)):
            continue
        if mini_count.id in tables:
            why = "no sheet has lines for these"
            return do.AddSheet(sc.SUPERVISOR, contest, "count", None, mini_count.id, why)
        if not tables:
            name = MiniCountId(f"T{len(state.contest.counted_in)}")
            return do.AddMiniCount(sc.SUPERVISOR, contest, MiniCount(name, "", ()), "none is open")
    return None


def _key_next(
    draw: Draw, count: Count, contest: ContestState, sheets: Iterable[SheetState], paper: Paper
) -> do.Command | None:
    unsettled = list(sheets)
    if not unsettled:
        return None
    state = draw(st.sampled_from(unsettled))
    sheet, true = state.sheet.id, paper.figures(contest, state)
    if state.first is None or state.second is None:
        entry = _ordinal(1 if state.first is None else 2)
        by = _free_to_key(draw, count, state, entry)
        return _back(count) or do.EnterSheet(by, sheet, entry, _keyed(draw, true))
    for ordinal, fields in state.sent_back.items():
        again = {field: true[field] for field in fields}
        by = _free_to_key(draw, count, state, ordinal)
        return _back(count) or do.CorrectEntry(by, sheet, _ordinal(ordinal), _keyed(draw, again))
    return _settle(draw, count, contest, state, {field: true[field] for field in state.differing})


def _free_to_key(draw: Draw, count: Count, sheet: SheetState, ordinal: int) -> PersonId:
    """Choose a keyer, and a supervisor only where no keyer is free: somebody has to settle."""
    free = who_may_key(count, sheet, ordinal)
    return draw(st.sampled_from([p for p in free if p in KEYERS] or list(free) or [sc.KEYER]))


def _back(count: Count) -> do.Command | None:
    """Have whoever went home come back before the next sheet is begun."""
    away = sorted(count.away)
    return do.NotePersonReturned(sc.OFFICER, away[0]) if away else None


def _settle(
    draw: Draw,
    count: Count,
    contest: ContestState,
    state: SheetState,
    true: Mapping[FieldId, int],
) -> do.Command:
    """Send lines back or settle them: by the supervisor, else by exception beside an officer."""
    sheet, ways = state.sheet.id, list[do.Command]()
    if count.people[sc.SUPERVISOR].key not in keys_in(state):
        ways += [
            do.SendBack(sc.SUPERVISOR, sheet, 1),
            do.SendBack(sc.SUPERVISOR, sheet, 2),
            do.SettleSheet(sc.SUPERVISOR, sheet, true),
        ]
    if sc.KEYER in contest.exceptions:
        ways.append(do.SettleSheet(sc.KEYER, sheet, true, sc.OFFICER))
    if ways:
        return draw(st.sampled_from(ways))
    return do.RecordException(sc.OFFICER, contest.contest.id, sc.KEYER, "nobody else is left")


def next_print(draw: Draw, state: ContestState) -> do.Command:
    """Choose what the print desk does next for a contest."""
    contest, by = state.contest.id, sc.SUPERVISOR
    void = {job.number for job, _ in to_collect(state)}
    ways: list[do.Command] = [do.CollectPapers(by, contest, number) for number in sorted(void)]
    for job in state.jobs:
        if job.printed is None:
            ways.append(do.RecordPrinted(contest, job.number, "the printer in the hall"))
        elif job.number not in void:
            ways.append(do.TickSigned(by, contest, job.number, "box_receipt", "A. Officer"))
        if not job.given_up:
            ways.append(do.VoidPrint(by, contest, job.number, "it was smudged"))
    again = do.SendToPrinter(by, contest, ("box_receipt",), reason="one was lost")
    return draw(st.sampled_from([*ways, again] if ways else [again]))


def _to_the_platform(draw: Draw, state: ContestState) -> do.Command:
    if draw(st.sampled_from(["said", "taken back", "taken back"])) == "taken back":
        return do.WithdrawClearance(sc.OFFICER, state.contest.id, "an agent on the steps")
    return do.SpeakResult(sc.OFFICER, state.contest.id, sc.SPOKEN_AT)


def ways_to_the_platform(order: RunningOrder) -> list[do.Command]:
    """List what may be done about the running order next."""
    called, queue = (
        [tuple(state.contest.id for state in group) for group in groups]
        for groups in (order.called, order.queue)
    )
    ways: list[do.Command] = []
    ways += 2 * [do.TakeFromPlatform(sc.OFFICER, group) for group in called]
    ways += 3 * [do.CallToPlatform(sc.SUPERVISOR, group) for group in queue]
    ways += [do.SetRunningOrder(sc.SUPERVISOR, (sum(queue, ()),))] if queue else []
    for group in (*called, *queue):
        ways.append(do.SpeakResult(sc.OFFICER, group[0], sc.SPOKEN_AT))
        ways.append(do.WithdrawClearance(sc.OFFICER, group[0], "an agent on the steps"))
        if len(group) > 1:
            ways.append(
                do.SendToPrinter(
                    sc.SUPERVISOR, None, TOGETHER, reason="one was lost", contests=group
                )
            )
    return ways


def _conclude(draw: Draw, count: Count, state: ContestState) -> do.Command | None:
    contest = state.contest.id
    if draw(_ONE_IN_SIX):
        again = _reopen(draw, state)
        if again is not None:
            return again
    if state.provisional is None:
        return _draw_result(draw, count, state)
    lacking = steps_lacking(count, state)
    if lacking:
        by = draw(st.sampled_from([sc.SUPERVISOR, sc.OFFICER]))
        return do.TakeStep(by, contest, lacking[0], state.provisional.version)
    if state.consultation_closed != state.provisional.version:
        asked = _asked(draw, state, state.provisional.version)
        if asked is not None:
            return asked
        return do.CloseConsultation(sc.OFFICER, contest, "nobody_present")
    if outcome_of(state, state.provisional.totals).remaining:
        return do.OpenSecondCount(sc.SUPERVISOR, contest, state.provisional.version)
    needed = lot_now(state)
    if needed is not None:
        winner = draw(st.sampled_from(needed.tied))
        return do.DrawLot(sc.OFFICER, contest, winner, "names in a hat", ("B. Witness",))
    if not count.people[sc.OTHER_OFFICER].may("clear", state.contest.election):
        letter = "the old letter stands"
        return do.ChangeAppointments(
            sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), (sc.DEPUTYSHIP,), letter
        )
    return do.ClearResult(sc.OFFICER, contest, sc.OTHER_OFFICER, "recounted")


def steps_lacking(count: Count, state: ContestState) -> tuple[GuidanceStep, ...]:
    """List the steps of the guidance that are still asked for before the result is cleared."""
    told = state.provisional
    agrees = told is None or not unreconciled(count, state, told.totals)
    return () if agrees else steps_open(state)


def _asked(draw: Draw, state: ContestState, version: int) -> do.Command | None:
    """Have a candidate ask for a recount, which the officer grants or refuses; or nobody ask."""
    asked = draw(st.sampled_from([*_RECOUNTED, "new sheets", "refused", "refused", ""]))
    contest, voice = state.contest.id, Voice(state.contest.candidates[0].id, "candidate")
    if not asked or state.refused or state.recounts:
        return None
    if asked == "refused":
        return do.RefuseRecount(sc.OFFICER, contest, version, voice, "far apart")
    scope: Scope = next((one for one in _RECOUNTED if one == asked), "whole")
    new = asked == "new sheets"
    if not sheets_in(state, scope):
        return None  # every table closed: no paper came to any
    return do.GrantRecount(sc.OFFICER, contest, version, voice, scope, (), "close", new)


def _draw_result(draw: Draw, count: Count, state: ContestState) -> do.Command | None:
    findings = check_contest(count, state)
    if any(f.severity == "impossible" for f in findings):
        return _reopen(draw, state)
    for batch in unsigned_batches(state):
        sheet, seen = batch.sheet.id, batch.settled or {}
        return do.SignAdjudication(sc.OFFICER, state.contest.id, sheet, seen)
    for finding in unanswered(state, findings):
        hard = finding.severity == "not_reconciled"
        by = sc.OFFICER if hard else sc.SUPERVISOR
        return do.AnswerFinding(by, state.contest.id, finding.code, "true for once")
    if state.to_confirm:
        return do.ConfirmUnchanged(
            KEYERS[0], KEYERS[1], state.contest.id, state.recounts, state.to_confirm
        )
    return do.ReachProvisionalResult(sc.SUPERVISOR, state.contest.id)


def _reopen(draw: Draw, state: ContestState) -> do.Command | None:
    """Have a settled sheet keyed anew; None where there is none."""
    settled = [
        id_
        for id_, sheet in state.sheets.items()
        if sheet.settled is not None and not sheet.withdrawn
    ]
    if not settled:
        return None
    return do.ReopenSheet(sc.SUPERVISOR, draw(st.sampled_from(sorted(settled))), "wrong on paper")


def _keyed(draw: Draw, true: Mapping[FieldId, int]) -> dict[FieldId, int]:
    """Copy figures from paper, now and then with one slip."""
    if not true or not draw(_ONE_IN_SIX):
        return dict(true)
    field = draw(st.sampled_from(sorted(true)))
    return {**true, field: draw(st.sampled_from([true[field] + 1, true[field] + 9, 0]))}


def _ordinal(number: int) -> Ordinal:
    return 1 if number == 1 else 2
