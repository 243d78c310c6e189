"""Hypothesis strategies: contests, what their sheets truly say, and whole nights.

A night is played by the book (``next_step``) from figures that could be true, with the slips of
keyers, ties, missing papers and second thoughts that real nights have. ``wild_command`` is what
somebody might try at any moment, mostly out of turn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, TypeVar, get_args

from hypothesis import strategies as st

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.checks import check_contest, unanswered
from countroom.domain.counting.plurality import elect
from countroom.domain.declaration import Totals
from countroom.domain.declaring import GUIDANCE_STEPS
from countroom.domain.election import BallotBox, Contest
from countroom.domain.events import Ordinal
from countroom.domain.figures import LARGEST_FIGURE
from countroom.domain.identifiers import (
    BoxId,
    CandidateId,
    ContestId,
    EventId,
    FieldId,
    HeadId,
    PersonId,
    SheetId,
)
from countroom.domain.state import Count
from countroom.domain.totals import variances
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hypothesis.strategies import DrawFn, SearchStrategy

    from countroom.domain.state import ContestState, SheetState

Paper: TypeAlias = "Mapping[SheetId, Mapping[FieldId, int]]"
"""What every sheet of a contest truly says."""

T = TypeVar("T")


class Draw(Protocol):
    """Whatever draws from a strategy: a composite's ``draw`` or ``data.draw``."""

    def __call__(self, strategy: SearchStrategy[T], /) -> T:
        """Draw one."""
        ...


KEYERS: Final = (sc.KEYER, sc.OTHER_KEYER)
NOBODY: Final = PersonId("nobody-1")

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
    return replace(
        plain,
        seats=vacancies,
        candidates=sc.candidates(draw(st.integers(vacancies + 1, 5))),
        boxes=draw(st.sampled_from([plain.boxes[:1], plain.boxes, (*plain.boxes[:1], *extra)])),
        electorate=draw(st.sampled_from([None, 260, 3_000])),
        postal_issued=draw(st.sampled_from([None, 1, 400])),
        keeps_unused_votes=draw(st.booleans()),
    )


@st.composite
def true_totals(draw: DrawFn, contest: Contest) -> Totals:
    """Make totals that satisfy every identity of a reconciled contest; ties are frequent."""
    verified = draw(st.one_of(st.integers(0, 8), st.integers(200, 260)))
    rejected: dict[HeadId, int] = {}
    for head in load_rule_sets()[contest.rule_set].heads:
        rejected[head] = draw(st.integers(0, min(2, verified - sum(rejected.values()))))
    valid = verified - sum(rejected.values())
    votes = _votes(draw, contest, valid)
    unused = contest.seats * valid - sum(votes.values()) if contest.keeps_unused_votes else 0
    in_part = draw(st.integers(0, valid)) if contest.seats > 1 else 0
    return Totals(verified, valid, votes, rejected, in_part, unused)


def _votes(draw: Draw, contest: Contest, valid: int) -> dict[CandidateId, int]:
    votes = [draw(st.integers(0, valid)) for _ in contest.candidates]
    for i, drawn in enumerate(votes):  # at most ``seats`` votes a paper
        votes[i] -= max(0, min(drawn, sum(votes) - contest.seats * valid))
    for i, drawn in enumerate(votes):  # at least one
        votes[i] += max(0, min(valid - drawn, valid - sum(votes)))
    return {candidate.id: n for candidate, n in zip(contest.candidates, votes, strict=True)}


@st.composite
def papers(draw: DrawFn, state: ContestState) -> Paper:
    """Fill in all sheets of a contest truly; now and then a paper went missing on the way."""
    contest, totals = state.contest, draw(true_totals(state.contest))
    sheets: dict[SheetId, Mapping[FieldId, int]] = {}
    left = totals.verified
    for i, (box, sheet) in enumerate(zip(contest.boxes, state.sheets, strict=False)):
        last = i == len(contest.boxes) - 1
        counted = left if last else draw(st.integers(0, left))
        left -= counted
        variance = draw(st.sampled_from([0, 0, 0, -1, min(1, counted)]))
        sheets[sheet] = sc.account(counted, kind=box.kind, variance=variance)
    missing = min(totals.papers, draw(st.sampled_from([0, 0, 0, 1])))
    (count_sheet,) = set(state.sheets) - set(sheets)
    sheets[count_sheet] = sc.count_sheet(
        contest,
        list(totals.votes.values()),
        papers=totals.papers - missing,
        rejected=list(totals.rejected.values()),
        in_part=totals.rejected_in_part,
        unused_votes=totals.unused_votes,
    )
    return sheets


@st.composite
def nights(draw: DrawFn, make: Callable[[], sc.N], most_steps: int = 60) -> sc.N:
    """Play a night of one or two contests by the book, as far as ``most_steps`` carry it."""
    night = make()
    other = replace(draw(contests()), id=sc.THREE)
    wards = draw(st.sampled_from([(draw(contests()),), (draw(contests()), other)]))
    night.play(*sc.set_up(*wards, sc.without_poll()))
    true = {ward.id: draw(papers(night[ward.id])) for ward in wards} | {sc.NO_POLL: {}}
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
        return do.ProveContest(sc.ADMINISTRATOR, sc.OFFICER, contest)
    if state.declared is not None:
        waiting = state.receipt_index is None
        return do.RecordReceipt(contest, state.declared, 7, "a receipt") if waiting else None
    if state.contest.uncontested:
        return do.ReturnUncontested(sc.OFFICER, contest)
    if state.verification is None:
        return _key_next(draw, state.unsettled("account"), paper) or _sign(count, state)
    return _key_next(draw, state.unsettled("count"), paper) or _conclude(draw, count, state)


def _sign(count: Count, state: ContestState) -> do.Command:
    for finding in check_contest(count, state):
        if finding.code == "V21" and finding.sheet is not None:
            return do.ReopenSheet(sc.SUPERVISOR, finding.sheet, "it cannot be")
    reasons = dict.fromkeys(variances(state), "recounted, stands")
    return do.SignVerification(sc.OFFICER, state.contest.id, reasons)


def _key_next(draw: Draw, sheets: Iterable[SheetState], paper: Paper) -> do.Command | None:
    unsettled = list(sheets)
    if not unsettled:
        return None
    state = draw(st.sampled_from(unsettled))
    sheet = state.sheet.id
    true = paper[sheet]
    if state.first is None:
        return do.EnterSheet(draw(st.sampled_from(KEYERS)), sheet, 1, _keyed(draw, true))
    if state.second is None:
        (other,) = set(KEYERS) - {state.first.person}
        return do.EnterSheet(other, sheet, 2, _keyed(draw, true))
    for ordinal, fields in state.sent_back.items():
        entry = state.entry(ordinal)
        assert entry is not None
        again = {field: true[field] for field in fields}
        return do.CorrectEntry(entry.person, sheet, _ordinal(ordinal), _keyed(draw, again))
    settled = {field: true[field] for field in state.differing}
    ways: list[do.Command] = [
        do.SendBack(sc.SUPERVISOR, sheet, 1),
        do.SendBack(sc.SUPERVISOR, sheet, 2),
        do.SettleSheet(sc.SUPERVISOR, sheet, settled),
    ]
    return draw(st.sampled_from(ways))


def _conclude(draw: Draw, count: Count, state: ContestState) -> do.Command:
    contest = state.contest.id
    if state.cleared is not None:
        if draw(st.integers(0, 2)) == 1:
            return do.WithdrawClearance(sc.OFFICER, contest, "an agent on the steps")
        return do.SpeakResult(sc.OFFICER, contest, sc.SPOKEN_AT)
    if draw(_ONE_IN_SIX):
        return _reopen(draw, state)
    if state.provisional is None:
        return _draw_result(draw, count, state)
    if state.consultation_closed != state.provisional.version:
        return do.CloseConsultation(sc.OFFICER, contest, "nobody_present")
    drawn = [lot.drawn for lot in state.lots]
    equality = elect(state.provisional.totals.votes, state.contest.seats, drawn).equality
    if equality is not None:
        winner = draw(st.sampled_from(equality.tied))
        return do.DrawLot(sc.OFFICER, contest, winner, "names in a hat", ("B. Witness",))
    return do.ClearResult(sc.OFFICER, contest, sc.OTHER_OFFICER, "recounted", GUIDANCE_STEPS)


def _draw_result(draw: Draw, count: Count, state: ContestState) -> do.Command:
    findings = check_contest(count, state)
    if any(f.severity == "impossible" for f in findings):
        return _reopen(draw, state)
    for finding in unanswered(state, findings):
        hard = finding.severity == "not_reconciled"
        by = sc.OFFICER if hard else sc.SUPERVISOR
        return do.AnswerFinding(by, state.contest.id, finding.code, "true for once")
    return do.ReachProvisionalResult(sc.SUPERVISOR, state.contest.id)


def _reopen(draw: Draw, state: ContestState) -> do.Command:
    sheet = draw(st.sampled_from(sorted(state.sheets)))
    return do.ReopenSheet(sc.SUPERVISOR, sheet, "wrong on paper")


def _keyed(draw: Draw, true: Mapping[FieldId, int]) -> dict[FieldId, int]:
    """Copy figures from paper, now and then with one slip."""
    if not draw(_ONE_IN_SIX):
        return dict(true)
    field = draw(st.sampled_from(sorted(true)))
    return {**true, field: draw(st.sampled_from([true[field] + 1, true[field] + 9, 0]))}


def _ordinal(number: int) -> Ordinal:
    return 1 if number == 1 else 2


@dataclass(frozen=True)
class _Ask:
    """What somebody puts into a command at random."""

    draw: Draw
    count: Count
    by: PersonId
    second: PersonId
    contest: ContestId
    sheet: SheetId
    entry: Ordinal
    said: str


def wild_command(draw: Draw, count: Count) -> do.Command:
    """Try any command on anything, by somebody who might or by anybody at all."""
    entitled, make = _WILD[draw(st.sampled_from(get_args(do.Command)))]
    people = st.sampled_from([*entitled, *entitled, *entitled, *sc.STAFF, NOBODY])
    ask = _Ask(
        draw,
        count,
        by=draw(people),
        second=draw(people),
        contest=draw(st.sampled_from([*count.contests, ContestId("no-such-contest")])),
        sheet=draw(st.sampled_from([*count.sheets, SheetId("999-01")])),
        entry=draw(st.sampled_from(get_args(Ordinal))),
        said=draw(st.sampled_from(["", "seen on paper", "heard twice"])),
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
    do.ProveContest: (_A + _O, lambda a: do.ProveContest(a.by, a.second, a.contest)),
    do.ReturnUncontested: (_O, lambda a: do.ReturnUncontested(a.by, a.contest)),
    do.EnterSheet: (_K, lambda a: do.EnterSheet(a.by, a.sheet, a.entry, _any(a))),
    do.SendBack: (_S, lambda a: do.SendBack(a.by, a.sheet, a.entry)),
    do.CorrectEntry: (_K, lambda a: do.CorrectEntry(a.by, a.sheet, a.entry, _any(a))),
    do.SettleSheet: (_S, lambda a: do.SettleSheet(a.by, a.sheet, _any(a))),
    do.ReopenSheet: (_S + _O, lambda a: do.ReopenSheet(a.by, a.sheet, a.said)),
    do.SignVerification: (_O, lambda a: do.SignVerification(a.by, a.contest, {})),
    do.AnswerFinding: (_S + _O, lambda a: do.AnswerFinding(a.by, a.contest, "W03", a.said)),
    do.ReachProvisionalResult: (_S, lambda a: do.ReachProvisionalResult(a.by, a.contest)),
    do.CloseConsultation: (_O, lambda a: do.CloseConsultation(a.by, a.contest, "agreed")),
    do.DrawLot: (_O, lambda a: do.DrawLot(
        a.by, a.contest, sc.BARKER, a.said, ("B. Witness",) * (a.entry - 1))),
    do.ClearResult: (_O, lambda a: do.ClearResult(
        a.by, a.contest, a.second if a.entry == 1 else None, a.said, GUIDANCE_STEPS)),
    do.WithdrawClearance: (_O, lambda a: do.WithdrawClearance(a.by, a.contest, a.said)),
    do.SpeakResult: (_O, lambda a: do.SpeakResult(a.by, a.contest, sc.SPOKEN_AT)),
    do.RecordReceipt: ((), lambda a: do.RecordReceipt(
        a.contest, _some_event(a), a.entry, a.said)),
}
# fmt: on


def _some_event(ask: _Ask) -> EventId:
    contests = ask.count.contests.values()
    declared = [c.declared for c in contests if c.declared is not None]
    return ask.draw(st.sampled_from([EventId("0" * 64), *declared]))


def _any(ask: _Ask) -> dict[FieldId, int]:
    """Give figures for some of a sheet's lines: all of them, those that differ, or too few."""
    if ask.sheet not in ask.count.sheets:
        return {}
    state = ask.count.contests[ask.count.sheets[ask.sheet]].sheets[ask.sheet]
    if state.first is not None and ask.draw(st.booleans()):
        return dict(state.first.figures)
    some = [state.sheet.fields, state.differing, state.sheet.fields[1:]]
    fields = ask.draw(st.sampled_from(some))
    return dict.fromkeys(fields, ask.draw(st.sampled_from([0, 1, 5, -1])))
