"""The result page's rows: totals, what waits for an answer, candidates by votes, the last seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from countroom.app.screens.lots import LotToDraw, lot_to_draw
from countroom.app.screens.two_counts import say_counts
from countroom.domain.checks import Finding, check_contest, unanswered
from countroom.domain.declaration import Totals
from countroom.domain.electing import contenders, final_votes, outcome_of, seats_drawn
from countroom.domain.election import Candidate, Party
from countroom.domain.identifiers import CandidateId
from countroom.domain.lots import days_of, lot_now
from countroom.domain.rule_set import in_preferences
from countroom.domain.totals import totals_of
from countroom.texts import say_finding
from countroom.texts.catalogue import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from countroom.domain.electing import Outcome
    from countroom.domain.events import ConsultationOutcome
    from countroom.domain.state import ContestState, Count
    from countroom.texts.catalogue import Texts

Standing = Literal["elected", "would_win", "drawn", "tied", "term", "remains", "behind", "out"]
Weight = Literal["hard", "warning", "answered", "notice"]

OUTCOMES: Final[Mapping[ConsultationOutcome, str]] = {
    "agreed": N_("Candidates and agents agreed"),
    "nobody_present": N_("Nobody was there to consult"),
    "bundles_inspected": N_("Agreed after bundles were inspected"),
}
"""How a consultation may end, as the officer says it."""

_ELECTED: Final[Standing] = "elected"
_FOR_A_TERM: Final[Standing] = "term"
_AMONG_EQUALS: Final[tuple[Standing, ...]] = (
    *("elected", "would_win", "drawn", "term", "tied", "remains", "behind", "out"),
)
_WEIGHTS: Final[Mapping[str, Weight]] = {
    "impossible": "hard",
    "not_reconciled": "hard",
    "warning": "warning",
    "notice": "notice",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate's name as on the ballot paper, cut round the surname that is set strong."""

    before: str
    surname: str
    after: str

    @property
    def whole(self) -> str:
        """Give the name in one piece."""
        return f"{self.before}{self.surname}{self.after}"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in the order of votes; ``votes`` beside ``number`` on the ballot paper.

    ``first`` and ``second`` are the preferences that make the votes where there was a second
    count; ``second`` is None for who went out after the first. ``until`` is the day the seat
    ends, for those elected where the terms differ and no lot is open for it.
    """

    candidate: CandidateId
    number: int
    name: Name
    party: Party
    votes: int
    standing: Standing
    first: int = 0
    second: int | None = None
    until: str = ""


@dataclass(frozen=True, slots=True)
class LastSeat:
    """Where the last seat is decided: after ``after`` rows, by ``margin`` votes between two.

    ``remaining`` says that it is no seat yet but who remains for a second count.
    """

    after: int
    last: Ranked
    next: Ranked
    margin: int
    remaining: bool = False


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A finding as the page shows it; ``reason`` is what was answered, empty while none was.

    ``waits`` says that it holds the result back until somebody gives the reason why it stands.
    """

    finding: Finding
    weight: Weight
    sentence: str
    reason: str
    waits: bool


@dataclass(frozen=True, slots=True)
class ResultScreen:
    """Everything on the result page; ``version`` is 0 before there is a provisional result.

    ``turnout`` is in hundredths of a percent, None without an electorate. ``ranked`` is empty
    while nothing is drawn: no vote is shown as a result before that. ``preferences`` says that
    votes are first preferences, ``counts`` what the first count or the second came to, and
    ``second_due`` that a second count comes after this one.
    """

    version: int
    totals: Totals
    turnout: int | None
    findings: tuple[ToAnswer, ...]
    ranked: tuple[Ranked, ...]
    last_seat: LastSeat | None
    lot: LotToDraw | None
    closed: bool
    preferences: bool = False
    counts: str = ""
    second_due: bool = False

    @property
    def waiting(self) -> int:
        """Count the findings that hold the result back."""
        return sum(finding.waits or finding.weight == "hard" for finding in self.findings)


def result_screen(count: Count, state: ContestState, texts: Texts) -> ResultScreen:
    """Work out the result page of a contest with a poll."""
    provisional = state.provisional
    totals = provisional.totals if provisional else totals_of(state)
    elected = outcome_of(state, totals)
    ranked = _ranked(state, totals, elected) if provisional else ()
    closed = provisional is not None and state.consultation_closed == provisional.version
    return ResultScreen(
        version=provisional.version if provisional else 0,
        totals=totals,
        turnout=hundredths(totals.verified, state.contest.electorate),
        findings=findings_of(count, state, texts),
        ranked=ranked,
        last_seat=_last_seat(max(state.contest.seats, len(elected.remaining)), ranked, elected),
        lot=lot_to_draw(state) if closed else None,
        closed=closed,
        preferences=in_preferences(state.contest.rule_set),
        counts=say_counts(texts, state),
        second_due=provisional is not None and bool(elected.remaining),
    )


def findings_of(count: Count, state: ContestState, texts: Texts) -> tuple[ToAnswer, ...]:
    """List what was found: what must be settled first, then what to check, answered ones last."""
    found = check_contest(count, state)
    waiting = unanswered(state, found)
    rows = [_to_answer(state, finding, texts, waits=finding in waiting) for finding in found]
    order = ("hard", "warning", "answered", "notice")
    return tuple(sorted(rows, key=lambda row: (order.index(row.weight), row.finding.code)))


def name_of(candidate: Candidate) -> Name:
    """Cut a name at its surname; the whole name is strong where the surname is not in it."""
    name, surname = candidate.name, candidate.surname
    if surname and name.endswith(f" {surname}"):
        return Name(name.removesuffix(surname), surname, "")
    if surname and name.startswith((f"{surname}, ", f"{surname} ")):
        return Name("", surname, name.removeprefix(surname))
    return Name("", name, "")


def hundredths(part: int, whole: int | None) -> int | None:
    """Give a part of a whole in hundredths of a percent, halves upwards."""
    return (20_000 * part + whole) // (2 * whole) if whole else None


def say_share(share: int) -> str:
    """Write hundredths of a percent as a figure: 4231 is 42.31."""
    return f"{share // 100}.{share % 100:02d}"


def say_standing(texts: Texts, standing: Standing) -> str:
    """Say how a candidate stands; nobody is elected before the declaration, and most are behind."""
    match standing:
        case "elected":
            return texts.say("Elected")
        case "would_win":
            return texts.say("Would win")
        case "drawn":
            return texts.say("Would win, by lot")
        case "tied":
            return texts.say("Lot decides")
        case "term":
            return texts.say("Lot decides the term")
        case "remains":
            return texts.say("Remains")
        case "out":
            return texts.say("Went out")
        case "behind":
            return ""


def say_last_seat(texts: Texts, last_seat: LastSeat) -> tuple[str, str]:
    """Say between whom the last seat is decided, and what stands after the figure."""
    last, following = last_seat.last.name, last_seat.next.name
    alike = last.surname == following.surname
    between = texts.say(
        "{last} {last_votes}, {next} {next_votes}",
        last=last.whole if alike else last.surname,
        last_votes=texts.figure(last_seat.last.votes),
        next=following.whole if alike else following.surname,
        next_votes=texts.figure(last_seat.next.votes),
    )
    if not last_seat.margin:
        return between, texts.say("equal votes")
    return between, texts.count("vote clear", "votes clear", last_seat.margin)


def _to_answer(state: ContestState, finding: Finding, texts: Texts, *, waits: bool) -> ToAnswer:
    reason = ""
    for answer in state.answers:
        same = (answer.code, answer.names) == (finding.code, finding.names)
        if same and dict(answer.numbers) == dict(finding.numbers):
            reason = answer.reason
    # Combined polls wait for each other only when they clear; the provisional result does not.
    weight: Weight = "notice" if finding.code == "V16" else _WEIGHTS[finding.severity]
    if reason:
        weight = "answered"
    sentence = say_finding(texts, state.contest, finding)
    return ToAnswer(finding, weight, sentence, reason, waits)


def say_until(texts: Texts, ranked: Ranked) -> str:
    """Say how a candidate stands, with the year in which the seat ends where the terms differ."""
    standing = say_standing(texts, ranked.standing)
    if not ranked.until:
        return standing
    return texts.say("{standing}, to {year}", standing=standing, year=ranked.until[:4])


def _ranked(state: ContestState, totals: Totals, elected: Outcome) -> tuple[Ranked, ...]:
    candidates, votes_of = state.contest.candidates, final_votes(totals)
    still_in, second = contenders(totals), totals.second
    until = days_of(state.contest, totals, elected.elected, state.lots)
    drawn, open_lot = seats_drawn(state.lots), lot_now(state)
    standings = {c.id: _standing(c.id, elected, drawn) for c in candidates}
    if open_lot is not None and open_lot.term:
        standings |= dict.fromkeys(open_lot.tied, _FOR_A_TERM)
    standings |= {c.id: "out" for c in candidates if c.id not in still_in}
    standings |= dict.fromkeys(state.elected, _ELECTED)

    def place(candidate: Candidate) -> tuple[bool, int, int]:
        votes, standing = votes_of[candidate.id], standings[candidate.id]
        return candidate.id not in still_in, -votes, _AMONG_EQUALS.index(standing)

    longest_first = sorted(candidates, key=lambda one: until.get(one.id, ""), reverse=True)
    order = sorted(longest_first, key=place)
    return tuple(
        Ranked(
            *(c.id, c.number, name_of(c), c.party, votes_of[c.id], standings[c.id]),
            first=totals.votes[c.id],
            second=second.votes.get(c.id) if second else None,
            until=until.get(c.id, ""),
        )
        for c in order
    )


def _standing(candidate: CandidateId, elected: Outcome, drawn: Iterable[CandidateId]) -> Standing:
    if candidate in elected.elected:
        return "drawn" if candidate in drawn else "would_win"
    if elected.equality is not None and candidate in elected.equality.tied:
        return "tied"
    return "remains" if candidate in elected.remaining else "behind"


def _last_seat(after: int, ranked: Sequence[Ranked], elected: Outcome) -> LastSeat | None:
    if not 0 < after < len(ranked):
        return None
    last, following = ranked[after - 1], ranked[after]
    margin = last.votes - following.votes
    return LastSeat(after, last, following, margin, bool(elected.remaining))
