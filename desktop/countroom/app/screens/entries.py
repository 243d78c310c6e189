"""What each entry of a sheet adds up to, and what the checks say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.screens.box_words import say_variance
from countroom.domain.checks import check_account, check_count_sheet
from countroom.domain.checks.identities import identities
from countroom.domain.numbering import spoken_number
from countroom.domain.rule_set import in_preferences
from countroom.domain.sheets import (
    ALLOWED,
    COUNTED,
    DOUBTFUL,
    OF_BOXES,
    OF_PAPERS,
    OF_SECOND,
    PAPERS,
    REJECTED_IN_PART,
    expected_in_box,
    head_of,
    objector_of,
)
from countroom.domain.totals import account_is_whole, add_sheets
from countroom.texts.spoken import sentence_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from countroom.domain.checks import Finding
    from countroom.domain.declaration import Totals
    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId, SheetId
    from countroom.domain.state import ContestState, SheetState
    from countroom.texts import Texts

_OF_VOTES: Final = frozenset({"V04", "V05", "V06", "V07", "V08"})
_OF_PAPERS: Final = frozenset({"V02", "V11", "V25"})
_OF_UNUSED: Final = frozenset({"V12"})
_OF_DOUBTFUL: Final = frozenset({"V26"})
_OF_SECONDS: Final = frozenset({"V18"})
_OF_ACCOUNT: Final = frozenset({"V21"})


@dataclass(frozen=True, slots=True)
class Sum:
    """What the entries come to in one respect, as written.

    ``wrong`` says for the first and the second whether a check speaks against it.
    """

    label: str
    first: str
    second: str
    wrong: tuple[bool, bool] = (False, False)


def to_open_again(state: ContestState) -> list[SheetId]:
    """List the sheets of papers that a result rests on: settled and not withdrawn.

    Those of a second count come first: opening a sheet of the first gives it up.
    """
    sheets = (*state.sheets_of(OF_SECOND), *state.sheets_of(OF_PAPERS))
    return [s.sheet.id for s in sheets if s.settled is not None]


def figures_of(sheet: SheetState, ordinal: int) -> Mapping[FieldId, int]:
    """Give the figures of an entry; empty where there is none."""
    entry = sheet.entry(ordinal)
    return {} if entry is None else entry.figures


def entry_findings(state: ContestState, sheet: SheetState, ordinal: int) -> tuple[Finding, ...]:
    """Check one entry; the only count sheet of a contest also against the verified papers."""
    figures = figures_of(sheet, ordinal)
    if sheet.sheet.kind in OF_BOXES:
        return check_account(state.contest, sheet.sheet, figures)
    if state.verification is None or sheet.sheet.kind in OF_SECOND or not _alone(state):
        return check_count_sheet(state.contest, sheet.sheet, figures)
    totals = add_sheets(state.contest, [figures], state.verification.verified)
    return tuple(f for f in identities(state.contest, totals) if f.code != "V09")


def say_check(texts: Texts, finding: Finding, contest: Contest | None = None) -> str:
    """Say what a check found, without the ward, which the page names already.

    ``contest`` lets it say first preferences where the votes are those.
    """
    numbers = {name: say_figure(texts, n) for name, n in finding.numbers.items()}
    names = "; ".join(finding.names)
    chosen = sentence_of(finding, contest)
    sheet = spoken_number(finding.sheet or "")
    sentence = texts.say(chosen, names=names, sheet=sheet, **numbers)
    return sentence[:1].upper() + sentence[1:]


def entry_sums(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Sum, ...]:
    """Add up both entries: papers, votes and what is left of the ceiling, or what else it has."""
    match sheet.sheet.kind:
        case "account":
            return _account_sums(texts, state, sheet)
        case "recount":
            return _recount_sums(texts, state, sheet)
        case "adjudication":
            return _doubtful_sums(texts, state, sheet)
        case "second":
            return _second_sums(texts, state, sheet)
        case "block":
            totals = [add_sheets(state.contest, [figures_of(sheet, n)]) for n in (1, 2)]
            return (_papers(texts, state, sheet, totals),)
        case _:
            return _count_sums(texts, state, sheet)


def say_figure(texts: Texts, n: int) -> str:
    """Write a figure that may be below nothing, with a true minus."""
    return texts.figure(n) if n >= 0 else say_variance(texts, n)


def _account_sums(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Sum, ...]:
    both = [figures_of(sheet, ordinal) for ordinal in (1, 2)]
    wrong = _wrong(state, sheet, _OF_ACCOUNT)
    return _against_account(
        texts,
        [expected_in_box(figures) for figures in both],
        [figures[COUNTED] for figures in both],
        wrong,
        whole=_is_whole(state, sheet),
    )


def _against_account(
    texts: Texts,
    expected: list[int | None],
    counted: list[int],
    wrong: tuple[bool, bool],
    *,
    whole: bool,
) -> tuple[Sum, ...]:
    """Set what was counted against the account, where that is of this box alone."""
    sums = (_sum(texts, texts.say("Counted in the box"), counted),)
    due = [n for n in expected if n is not None]
    if len(due) < len(expected):
        return sums
    if not whole:
        label = texts.say("Expected in the boxes of the station")
        return (_sum(texts, label, due, wrong), *sums)
    first, second = (say_variance(texts, n - one) for n, one in zip(counted, due, strict=True))
    of_box = _sum(texts, texts.say("Expected in the box"), due, wrong)
    return (of_box, *sums, Sum(texts.say("Variance"), first, second))


def _is_whole(state: ContestState, sheet: SheetState) -> bool:
    return sheet.sheet.box is None or account_is_whole(state, sheet.sheet.box)


def _recount_sums(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Sum, ...]:
    counted = [figures_of(sheet, ordinal)[COUNTED] for ordinal in (1, 2)]
    account = next(
        (
            one.settled
            for one in state.sheets.values()
            if one.sheet.kind == "account" and one.sheet.box == sheet.sheet.box and one.settled
        ),
        None,
    )
    due = None if account is None else expected_in_box(account)
    whole = _is_whole(state, sheet)
    return _against_account(texts, [due, due], counted, (False, False), whole=whole)


def _doubtful_sums(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Sum, ...]:
    both = [figures_of(sheet, ordinal) for ordinal in (1, 2)]
    rejected = [sum(n for line, n in one.items() if head_of(line)) for one in both]
    judged = [n + one[ALLOWED] for n, one in zip(rejected, both, strict=True)]
    objected = [sum(n for line, n in one.items() if objector_of(line)) for one in both]
    wrong = _wrong(state, sheet, _OF_DOUBTFUL)
    in_part = [one.get(REJECTED_IN_PART, 0) for one in both]
    return (
        _sum(texts, texts.say("Doubtful papers"), [one[DOUBTFUL] for one in both]),
        _sum(texts, texts.say("Rejected and allowed"), judged, wrong),
        _sum(texts, texts.say("Rejected"), rejected),
        _sum(texts, texts.say("Rejected in part"), in_part),
        _sum(texts, texts.say("Objections"), objected),
    )


def _second_sums(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Sum, ...]:
    both = [figures_of(sheet, ordinal) for ordinal in (1, 2)]
    stated = [one[PAPERS] for one in both]
    looked_at = [sum(one.values()) - one[PAPERS] for one in both]
    wrong = _wrong(state, sheet, _OF_SECONDS)
    return (
        _sum(texts, texts.say("Papers on this sheet"), stated),
        _sum(texts, texts.say("Second preferences, and rejected"), looked_at, wrong),
    )


def _count_sums(texts: Texts, state: ContestState, sheet: SheetState) -> tuple[Sum, ...]:
    contest = state.contest
    totals = [add_sheets(contest, [figures_of(sheet, ordinal)]) for ordinal in (1, 2)]
    votes = [one.votes_total for one in totals]
    ceilings = [one.papers * contest.seats for one in totals]
    unused = [ceiling - used for ceiling, used in zip(ceilings, votes, strict=True)]
    return (
        _papers(texts, state, sheet, totals),
        _sum(texts, _votes_label(texts, contest), votes, _wrong(state, sheet, _OF_VOTES)),
        _sum(texts, _unused_label(texts, ceilings), unused, _wrong(state, sheet, _OF_UNUSED)),
    )


def _votes_label(texts: Texts, contest: Contest) -> str:
    if in_preferences(contest.rule_set):
        return texts.say("First preferences")
    return texts.say("Votes")


def _papers(texts: Texts, state: ContestState, sheet: SheetState, totals: list[Totals]) -> Sum:
    """Set papers against the verified ones, where this sheet alone has to hold them all."""
    papers = [one.papers for one in totals]
    wrong = _wrong(state, sheet, _OF_PAPERS)
    if state.verification is None or not _alone(state):
        return _sum(texts, texts.say("Papers on this sheet"), papers, wrong)
    verified = state.verification.verified
    rejected = [one.rejected_total for one in totals]
    if rejected[0] == rejected[1] <= verified:
        valid = texts.figure(verified - rejected[0])
        return _sum(texts, texts.say("Papers, of {valid} valid", valid=valid), papers, wrong)
    label = texts.say(
        "Papers and rejected, of {verified} verified", verified=texts.figure(verified)
    )
    both = [one + other for one, other in zip(papers, rejected, strict=True)]
    return _sum(texts, label, both, wrong)


def _unused_label(texts: Texts, ceilings: list[int]) -> str:
    if ceilings[0] == ceilings[1]:
        return texts.say("Unused, of {ceiling}", ceiling=texts.figure(ceilings[0]))
    return texts.say("Unused of the ceiling")


def _wrong(state: ContestState, sheet: SheetState, codes: AbstractSet[str]) -> tuple[bool, bool]:
    first, second = (
        any(finding.code in codes for finding in entry_findings(state, sheet, ordinal))
        for ordinal in (1, 2)
    )
    return first, second


def _sum(
    texts: Texts, label: str, both: list[int], wrong: tuple[bool, bool] = (False, False)
) -> Sum:
    first, second = (say_figure(texts, n) for n in both)
    return Sum(label, first, second, wrong)


def _alone(state: ContestState) -> bool:
    """Say whether the contest has one sheet of papers, which then holds all of them."""
    return [one.sheet.kind for one in state.sheets_of(OF_PAPERS)] == ["count"]
