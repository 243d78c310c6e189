"""What somebody might try in a count at any moment: any command on anything, by anybody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, get_args

from hypothesis import strategies as st

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.announcing import announcements
from countroom.domain.consultation import Scope
from countroom.domain.declaration import Reading, Totals
from countroom.domain.disclosure import FACTS, OUTLETS, Announcement
from countroom.domain.election import BallotBox, Contest, MiniCount, Particulars, particulars_of
from countroom.domain.events import Ordinal
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.hall import BoxReceipt, Container, Packets, PostalSession, Transfer
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    EventId,
    FieldId,
    MiniCountId,
    PersonId,
    SheetId,
)
from countroom.domain.people import Appointment
from countroom.domain.prints import holders, id_of
from countroom.domain.running_order import running_order
from countroom.domain.sheets import SheetKind
from countroom.domain.state import Count
from strategies import KEYERS, Draw, depths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countroom.domain.identifiers import DeviceId
    from countroom.domain.rule_set import Thresholds

NOBODY: Final = PersonId("nobody-1")
_TABLES: Final = tuple(MiniCountId(name) for name in ("A", "B", "C", "Z"))
_EXTRA: Final = BallotBox(BoxId("one-more"), "station", "One more")
_POSTAL: Final = BallotBox(BoxId("one-more-postal"), "postal", "Late post")
_LETTERS: Final = ((), (sc.DEPUTYSHIP,), (Appointment(None, ("verify",), "Deputy"),))
_PAPERS: Final = (("blank",), ("blank", "provisional"), ("declaration", "notice"), ())
_SELDOM: Final = (
    do.CorrectSetUp,
    do.AmendSetUp,
    do.AlterElectorate,
    do.ChangeThresholds,
    do.AddBox,
    do.TakeBackReceipt,
    do.TakeBackSession,
    do.RestorePoll,
    do.TransferPapers,
    do.RecordFoundPapers,
    do.IssuePapers,
    do.ReturnPapers,
    do.AddMiniCount,
    do.CloseMiniCount,
    do.ChangeDepth,
    do.WithdrawSheets,
    do.SealPapers,
    do.OpenSeals,
    do.SettleSheet,
    do.GrantRecount,
    do.ConfirmUnchanged,
    do.TakeStep,
    do.CorrectDeclaration,
    do.SetDisclosure,
    do.TickAnnouncement,
    do.SetRunningOrder,
    do.CallToPlatform,
    do.TakeFromPlatform,
    do.NoteHowSaid,
    do.RecordPrinted,
    do.VoidPrint,
    do.CollectPapers,
    do.TickSigned,
)
"""What is lawful at few moments, and therefore tried more often."""


@dataclass(frozen=True)
class _Ask:
    """What somebody puts into a command at random; ``number`` is mostly a lawful one."""

    draw: Draw
    count: Count
    by: PersonId
    second: PersonId
    contest: ContestId
    sheet: SheetId
    box: BoxId
    table: MiniCountId
    entry: Ordinal
    number: int
    said: str


def wild_command(draw: Draw, count: Count) -> do.Command:
    """Try any command on anything, by somebody who might or by anybody at all."""
    entitled, make = _WILD[draw(st.sampled_from([*get_args(do.Command), *_SELDOM, *_SELDOM]))]
    people = st.sampled_from([*9 * entitled, *sc.STAFF, NOBODY])
    polled = [one for one, state in count.contests.items() if not state.contest.uncontested]
    contest = draw(st.sampled_from([*4 * polled, *count.contests, ContestId("no-such-one")]))
    state = count.contests.get(contest)
    sheets = [] if state is None else list(state.sheets)
    boxes = [] if state is None else [box.id for box in state.contest.boxes]
    tables = [] if state is None else [table.id for table in state.contest.counted_in]
    ask = _Ask(
        draw,
        count,
        by=draw(people),
        second=draw(people),
        contest=contest,
        sheet=draw(st.sampled_from([*sheets, SheetId("999-01")])),
        box=draw(st.sampled_from([*boxes, BoxId("no-such-box")])),
        table=draw(st.sampled_from([*tables, *tables, *_TABLES])),
        entry=draw(st.sampled_from(get_args(Ordinal))),
        number=draw(st.sampled_from([1, 2, 3, 1, 2, 0, -1])),
        said=draw(st.sampled_from(["seen on paper", "heard twice", "said so", ""])),
    )
    return make(ask)


_A, _S = (sc.ADMINISTRATOR,), (sc.SUPERVISOR,)
_K, _O = (*KEYERS, sc.SUPERVISOR), (sc.OFFICER, sc.OTHER_OFFICER)

# fmt: off
_WILD: Final[Mapping[type, tuple[tuple[PersonId, ...], Callable[[_Ask], do.Command]]]] = {
    do.EnrolDevice: (_A, lambda a: do.EnrolDevice(a.by, sc.device())),
    do.EnrolPerson: (_A, lambda a: do.EnrolPerson(a.by, sc.person(a.second, "officer"))),
    do.SetUpElection: (_A, lambda a: do.SetUpElection(a.by, sc.an_election())),
    do.SetUpContest: (_A, lambda a: do.SetUpContest(a.by, sc.without_poll())),
    do.CorrectSetUp: (_O, lambda a: do.CorrectSetUp(a.by, a.contest, _corrected(a), a.said)),
    do.AmendSetUp: (_A + _O, lambda a: do.AmendSetUp(a.by, a.contest, _amended(a), a.said)),
    do.ProveContest: (_A + _O, lambda a: do.ProveContest(
        a.by, a.second, a.contest, _electorate(a))),
    do.ReturnUncontested: (_O, lambda a: do.ReturnUncontested(a.by, a.contest)),
    do.AlterElectorate: (_S, lambda a: do.AlterElectorate(
        a.by, a.contest, 1_000 * a.number, "a later register", a.said,
        sc.OFFICER if a.entry == 1 else None)),
    do.CallOffPoll: (_O, lambda a: do.CallOffPoll(
        a.by, a.contest if a.number > 2 else sc.GONE, "abandoned", a.said)),
    do.ChangeThresholds: (_O, lambda a: do.ChangeThresholds(
        a.by, sc.ELECTION, _usual(a), a.said)),
    do.ChangeAppointments: (_A, lambda a: do.ChangeAppointments(
        a.by, sc.OTHER_OFFICER, ("officer",), a.draw(st.sampled_from(_LETTERS)), a.said)),
    do.SetDisclosure: (_O, lambda a: do.SetDisclosure(
        a.by, sc.ELECTION, a.draw(st.sampled_from(OUTLETS)), a.draw(st.sampled_from(FACTS)),
        a.draw(st.booleans()), a.said)),
    do.TickAnnouncement: (_S + _O, lambda a: do.TickAnnouncement(
        a.by, a.contest, _to_tell(a))),
    do.SetRunningOrder: (_S + _O, lambda a: do.SetRunningOrder(
        a.by, (_to_read(a),) if a.number else ((), _to_read(a)))),
    do.CallToPlatform: (_S + _O, lambda a: do.CallToPlatform(a.by, _to_read(a))),
    do.TakeFromPlatform: (_S + _O, lambda a: do.TakeFromPlatform(a.by, _on_call(a))),
    do.NoteHowSaid: (_K + _O, lambda a: do.NoteHowSaid(
        a.by, a.contest, sc.ABBOTT if a.number else CandidateId("no-such"), a.said)),
    do.NotePersonLeft: (_S + _O, lambda a: do.NotePersonLeft(a.by, a.second)),
    do.NotePersonReturned: (_S + _O, lambda a: do.NotePersonReturned(
        a.by, next(iter(sorted(a.count.away)), a.second))),
    do.RecordException: (_O, lambda a: do.RecordException(
        a.by, a.contest, a.draw(st.sampled_from(_K)), a.said)),
    do.RestorePoll: (_O, lambda a: do.RestorePoll(
        a.by, a.contest if a.number > 2 else sc.GONE, a.said)),
    do.TakeBackSession: (_S, lambda a: do.TakeBackSession(a.by, a.contest, a.entry, a.said)),
    do.TakeBackReceipt: (_S, lambda a: do.TakeBackReceipt(
        a.by, a.draw(st.sampled_from([*a.count.received, BoxId("no-such-box")])), a.said)),
    do.ReceiveBoxes: (_S, lambda a: do.ReceiveBoxes(
        a.by, (BoxReceipt(a.box, sealed=a.number > 0, note=a.said),))),
    do.AddBox: (_S, lambda a: do.AddBox(
        a.by, a.contest, a.draw(st.sampled_from([_EXTRA, _POSTAL])), a.table, a.said)),
    do.RecordPackets: (_S, lambda a: do.RecordPackets(
        a.by, a.contest, {a.box: Packets(a.number, 0)})),
    do.HoldPostalSession: (_S, lambda a: do.HoldPostalSession(a.by, a.contest, PostalSession(
        a.number, a.number, {}, a.box, a.number))),
    do.ClosePostal: (_S, lambda a: do.ClosePostal(a.by, a.contest)),
    do.ReopenPostal: (_S, lambda a: do.ReopenPostal(a.by, a.contest, a.said)),
    do.TransferPapers: (_S, lambda a: do.TransferPapers(a.by, _transfer(a), a.said)),
    do.RecordFoundPapers: (_S, lambda a: do.RecordFoundPapers(
        a.by, _declared(a), a.number, "under the stage", a.said)),
    do.SignVerification: (_O, lambda a: do.SignVerification(a.by, a.contest, {})),
    do.IssuePapers: (_S, lambda a: do.IssuePapers(a.by, a.contest, a.table, a.number)),
    do.ReturnPapers: (_S, lambda a: do.ReturnPapers(a.by, a.contest, a.table, a.number, a.said)),
    do.AddMiniCount: (_S, lambda a: do.AddMiniCount(a.by, a.contest, MiniCount(
        a.table, "", (), a.draw(depths()), a.number), a.said)),
    do.CloseMiniCount: (_S, lambda a: do.CloseMiniCount(a.by, a.contest, a.table, a.said)),
    do.ChangeDepth: (_S, lambda a: do.ChangeDepth(
        a.by, a.contest, a.table, a.draw(depths()), a.number, a.said)),
    do.AddSheet: (_K + _O, lambda a: do.AddSheet(
        a.by, a.contest, *_place(a), a.said)),
    do.WithdrawSheets: (_S + _O, lambda a: do.WithdrawSheets(
        a.by, a.contest, (a.sheet,), a.said)),
    do.SealPapers: (_O, lambda a: do.SealPapers(
        a.by, a.contest, (Container("a bag", (_seal(a),)),), "strong room", a.said)),
    do.OpenSeals: (_O, lambda a: do.OpenSeals(
        a.by, a.contest, {"1001": a.said} if a.number else {}, _on_paper(a))),
    do.EnterSheet: (_K, lambda a: do.EnterSheet(a.by, a.sheet, a.entry, _any(a))),
    do.SendBack: (_S, lambda a: do.SendBack(a.by, a.sheet, a.entry)),
    do.CorrectEntry: (_K, lambda a: do.CorrectEntry(a.by, a.sheet, a.entry, _any(a))),
    do.SettleSheet: (_S + KEYERS, lambda a: do.SettleSheet(
        a.by, a.sheet, _any(a), sc.OFFICER if a.number == 1 else None)),
    do.ReopenSheet: (_S + _O, lambda a: do.ReopenSheet(a.by, a.sheet, a.said)),
    do.SignAdjudication: (_O, lambda a: do.SignAdjudication(
        a.by, a.contest, a.sheet, _settled(a))),
    do.AnswerFinding: (_S + _O, lambda a: do.AnswerFinding(
        a.by, a.contest, a.draw(st.sampled_from(["W02", "W03", "V11", "V23", "V24"])), a.said)),
    do.ReachProvisionalResult: (_S, lambda a: do.ReachProvisionalResult(a.by, a.contest)),
    do.AppointAgents: (_S, lambda a: do.AppointAgents(
        a.by, a.contest, (sc.CARTERS,) * (a.entry - 1))),
    do.RefuseRecount: (_O, lambda a: do.RefuseRecount(
        a.by, a.contest, _told(a), sc.CARTERS_AGENT, a.said)),
    do.GrantRecount: (_O, lambda a: do.GrantRecount(
        a.by, a.contest, _told(a), sc.CARTERS_AGENT if a.entry == 1 else None,
        a.draw(st.sampled_from(get_args(Scope))), (a.table,) * (a.entry - 1), a.said,
        on_new_sheets=a.draw(st.booleans()))),
    do.ConfirmUnchanged: (_K, lambda a: do.ConfirmUnchanged(
        a.by, a.second, a.contest, _recount(a), (a.sheet,))),
    do.OpenSecondCount: (_S + _O, lambda a: do.OpenSecondCount(a.by, a.contest, _told(a))),
    do.CloseConsultation: (_O, lambda a: do.CloseConsultation(
        a.by, a.contest, "agreed", _seen(a))),
    do.DrawLot: (_O, lambda a: do.DrawLot(
        a.by, a.contest, sc.BARKER, a.said, ("B. Witness",) * (a.entry - 1), _seen(a),
        a.entry)),
    do.ClearResult: (_O, lambda a: do.ClearResult(
        a.by, a.contest, a.second if a.entry == 1 else None, a.said, _seen(a))),
    do.TakeStep: (_S + _O, lambda a: do.TakeStep(
        a.by, a.contest, a.draw(st.sampled_from(GUIDANCE_STEPS)), _told(a),
        a.entry if a.number == 1 else None)),
    do.WithdrawClearance: (_O, lambda a: do.WithdrawClearance(a.by, a.contest, a.said)),
    do.SpeakResult: (_O, lambda a: do.SpeakResult(a.by, a.contest, sc.SPOKEN_AT)),
    do.DeclareOnPaper: (_O, lambda a: do.DeclareOnPaper(
        a.by, a.second, a.contest, _read(a), _read(a), a.said if a.number == 3 else "")),
    do.CorrectDeclaration: (_O, lambda a: do.CorrectDeclaration(
        a.by, a.second, _declared(a), *_put_right(a), "transcription", a.said)),
    do.SendToPrinter: (_K + _O, lambda a: do.SendToPrinter(
        a.by, a.draw(st.sampled_from([a.contest, None])), a.draw(st.sampled_from(_PAPERS)),
        copies=max(a.number, 0), reason=a.said,
        contests=a.draw(st.sampled_from([(), (), (a.contest,)])))),
    do.RecordPrinted: ((), lambda a: do.RecordPrinted(*_print(a, printed=False), "spool")),
    do.VoidPrint: (_K + _O, lambda a: do.VoidPrint(a.by, *_print(a), a.said)),
    do.CollectPapers: (_K + _O, lambda a: do.CollectPapers(a.by, *_print(a, printed=True))),
    do.TickSigned: (_K + _O, lambda a: do.TickSigned(
        a.by, *_print(a, printed=True), "blank", a.said)),
    do.RecordReceipt: ((), lambda a: do.RecordReceipt(
        a.contest, _some_event(a), a.entry, a.said)),
}
# fmt: on


def _print(ask: _Ask, *, printed: bool | None = None) -> tuple[ContestId | None, int]:
    """Name a print of the night, of those that came out or of those that wait, or one unknown."""
    jobs = [
        (id_of(holder), job.number)
        for holder in holders(ask.count)
        for job in holder.jobs
        if printed in (None, job.printed is not None)
    ]
    return ask.draw(st.sampled_from([*jobs, (ask.contest, ask.number)]))


def _corrected(ask: _Ask) -> Contest:
    """Change the tables of a contest, its boxes and candidates as they are."""
    state = ask.count.contests.get(ask.contest)
    if state is None:
        return sc.one_seat()
    boxes = tuple(box.id for box in state.contest.boxes)
    tables = tuple(
        MiniCount(name, "", boxes, ask.draw(depths()), 1, ask.said)
        for name in _TABLES[: max(ask.number, 1)]
    )
    return replace(state.contest, mini_counts=tables, electorate_source="a later register")


def _amended(ask: _Ask) -> Particulars:
    """Change words, or parties that bundles may rest on, or the order."""
    state = ask.count.contests.get(ask.contest)
    contest = sc.one_seat() if state is None else state.contest
    first, *others = contest.candidates
    order = [replace(first, description=ask.said), *others]
    if ask.number == 0:
        order.reverse()
    if ask.number == 2:
        order[0] = replace(first, party=order[-1].party)
    return replace(particulars_of(contest), candidates=tuple(order), expected_at=sc.SPOKEN_AT)


def _electorate(ask: _Ask) -> int | None:
    """Key the electorate as it is set up, or none at all."""
    state = ask.count.contests.get(ask.contest)
    return None if state is None or ask.number < 0 else state.contest.electorate_to_prove


def _usual(ask: _Ask) -> Thresholds:
    usual = ask.count.rule_sets[sc.RULES].likely[0]
    return replace(usual, turnout_high=usual.turnout_high + 10 * ask.number)


def _seal(a: _Ask) -> str:
    """Take the next seal of the roll, or one that may have been used."""
    if not a.number:
        return "1001"
    return f"{1001 + sum(len(state.pauses) for state in a.count.contests.values())}"


def _seen(a: _Ask) -> int | None:
    """Name the provisional version that stands, mostly, one that never was, or none."""
    state = a.count.contests.get(a.contest)
    if state is None or state.provisional is None:
        return None
    return 99 if not a.number else state.provisional.version


def _on_paper(a: _Ask) -> Mapping[DeviceId, str]:
    """Read the codes of the closing sheet, or none."""
    state = a.count.contests.get(a.contest)
    return state.closing if state is not None and a.number else {}


def _transfer(ask: _Ask) -> Transfer:
    """Move papers from another contest of the hall to this one."""
    others = [state.contest for state in ask.count.contests.values() if state.contest.boxes]
    others = [one for one in others if one.id != ask.contest] or others
    source = ask.draw(st.sampled_from(others))
    counted = ask.draw(st.booleans())
    return Transfer(
        source.id, source.boxes[0].id, ask.contest, ask.box, ask.number, counted=counted
    )


def _declared(ask: _Ask) -> ContestId:
    declared = [one for one, state in ask.count.contests.items() if state.declared is not None]
    return ask.draw(st.sampled_from([ask.contest, *2 * declared]))


def _place(ask: _Ask) -> tuple[SheetKind, BoxId | None, MiniCountId | None]:
    kind = ask.draw(st.sampled_from(get_args(SheetKind)))
    of_box = kind in ("recount", "account")
    return (kind, ask.box, None) if of_box else (kind, None, ask.table)


def _settled(ask: _Ask) -> dict[FieldId, int]:
    """Give the figures of a settled sheet, mostly; else those of nothing."""
    contest = ask.count.contest_of(ask.sheet)
    figures = None if contest is None else contest.sheets[ask.sheet].settled
    return dict(figures or {}) if ask.number else {}


def _by_hand(ask: _Ask) -> Totals:
    """Give totals of nothing for those who stand."""
    state = ask.count.contests.get(ask.contest)
    votes = {} if state is None else {one.id: 0 for one in state.contest.candidates}
    return Totals(0, 0, votes, {}, 0, 0)


def _first(ask: _Ask) -> tuple[CandidateId, ...]:
    """Name the first on the paper as elected, as many as there are seats."""
    state = ask.count.contests.get(ask.contest)
    standing = () if state is None else state.contest.candidates[: state.contest.seats]
    return tuple(one.id for one in standing)


def _read(ask: _Ask) -> Reading:
    return Reading(_by_hand(ask), _first(ask), sc.SPOKEN_AT)


def _put_right(ask: _Ask) -> tuple[Totals, tuple[CandidateId, ...]]:
    """Give the figures of a declaration with one rejected paper more or less, mostly."""
    declared = [s.cleared for s in ask.count.contests.values() if s.declared and s.cleared]
    if not declared:
        return _by_hand(ask), ()
    last = ask.draw(st.sampled_from(declared)).event.declaration
    in_part = last.totals.rejected_in_part + max(ask.number, 0)
    return replace(last.totals, rejected_in_part=in_part), last.elected


def _to_tell(ask: _Ask) -> Announcement:
    """Give something that the hall can be told now, mostly."""
    state = ask.count.contests.get(ask.contest)
    there = () if state is None else announcements(ask.count, state)
    return ask.draw(st.sampled_from([*there, *there, Announcement("recount", ask.number)]))


def _to_read(ask: _Ask) -> tuple[ContestId, ...]:
    """Give contests of the queue in any order, mostly, or what nobody can read out."""
    queue = [s.contest.id for group in running_order(ask.count).queue for s in group]
    some = ask.draw(st.permutations(queue)) if queue else []
    return (*some, *some[: max(ask.number - 2, 0)]) or (ask.contest,)


def _on_call(ask: _Ask) -> tuple[ContestId, ...]:
    """Give a group that is called, mostly."""
    called = [tuple(s.contest.id for s in group) for group in running_order(ask.count).called]
    return ask.draw(st.sampled_from([*called, (ask.contest,)]))


def _told(ask: _Ask) -> int:
    """Give the version of the last result, mostly."""
    state = ask.count.contests.get(ask.contest)
    return state.provisionals if state is not None and ask.number else ask.number


def _recount(ask: _Ask) -> int:
    state = ask.count.contests.get(ask.contest)
    return state.recounts if state is not None else 0


def _some_event(ask: _Ask) -> EventId:
    contests = ask.count.contests.values()
    declared = [c.declared for c in contests if c.declared is not None]
    return ask.draw(st.sampled_from([EventId("0" * 64), *declared]))


def _any(ask: _Ask) -> dict[FieldId, int]:
    """Give figures for some of a sheet's lines: all of them, those that differ, or too few."""
    contest = ask.count.contest_of(ask.sheet)
    if contest is None:
        return {}
    state = contest.sheets[ask.sheet]
    if state.first is not None and ask.draw(st.booleans()):
        return dict(state.first.figures)
    some = [state.sheet.fields, state.differing, state.sheet.fields[1:]]
    fields = ask.draw(st.sampled_from(some))
    return dict.fromkeys(fields, ask.draw(st.sampled_from([0, 1, 5, -1])))
