"""Checks on a whole contest: what is outstanding, then the identities on its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.checks.finding import Finding
from countroom.domain.checks.identities import identities
from countroom.domain.checks.likely import likelihoods, same_surnames, similar_surnames
from countroom.domain.checks.papers import out_and_back, postal_boxes
from countroom.domain.checks.round_differences import (
    differences_found,
    papers_by_place,
    papers_by_sheet,
    round_differences,
)
from countroom.domain.checks.sheet import cannot_be, check_account
from countroom.domain.checks.stations import more_than_electors
from countroom.domain.checks.swapped import swapped_at_a_table, swapped_since_last_time
from countroom.domain.sheets import OF_PAPERS, OF_SECOND
from countroom.domain.totals import counted_by_box, totals_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countroom.domain.events import VerificationSigned
    from countroom.domain.state import ContestState, Count


def check_contest(count: Count, state: ContestState) -> tuple[Finding, ...]:
    """List everything found in a contest as it stands.

    A missing box or sheet silences what would follow from it, and so does a sheet that cannot be.
    An uncontested one has no figures.
    """
    if state.uncontested or state.contest.uncontested:
        return ()
    notices = (*same_surnames(state.contest), *similar_surnames(state.contest))
    sheets = tuple(_sheets(state))
    accounts = (*_accounts(state), *sheets, *postal_boxes(state), *more_than_electors(state))
    missing = (*_boxes_out(state), *_sheets_out(state))
    if missing or state.verification is None:
        return (*accounts, *missing, *notices)
    totals = totals_of(state)
    found = out_and_back(state, identities(state.contest, totals))
    said = {(finding.code, finding.names) for finding in sheets}
    return (
        *accounts,
        *_boxes_add_up(state.verification),
        *_postal_papers(state),
        *(finding for finding in found if (finding.code, finding.names) not in said),
        *likelihoods(state.contest, totals, state.rules.likely),
        *swapped_since_last_time(state.contest, totals),
        *_hall_gate(count, state),
        *_rounds(state, found),
        *swapped_at_a_table(state),
        *notices,
    )


def check_count(count: Count) -> tuple[Finding, ...]:
    """Run every check on every contest of the file."""
    return tuple(f for state in count.contests.values() for f in check_contest(count, state))


def combined(count: Count, state: ContestState) -> bool:
    """Say whether a contest's poll is counted together with others (V16)."""
    return count.elections[state.contest.election].combined


def waited_for(count: Count) -> Iterator[ContestState]:
    """Go through the contests of combined polls that have to be verified before any result."""
    for state in count.contests.values():
        polled = state.called_off is None and not state.contest.uncontested
        if polled and state.verification is None and combined(count, state):
            yield state


def stopping(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep the hard findings: impossible and not reconciled."""
    return tuple(f for f in findings if f.severity in ("impossible", "not_reconciled"))


def unanswered(state: ContestState, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep what waits for a reason and has none for exactly these figures.

    A warning is answered by a supervisor or an officer; totals not reconciled by an officer only.
    """
    answered = [(a.code, a.names, dict(a.numbers)) for a in state.answers]
    return tuple(
        f
        for f in findings
        if f.severity in ("warning", "not_reconciled")
        and (f.code, f.names, dict(f.numbers)) not in answered
    )


def _rounds(state: ContestState, found: Iterable[Finding]) -> Iterator[Finding]:
    differences = tuple(differences_found(found))
    if differences:
        boxes = papers_by_place(state)
        yield from round_differences(state.contest.id, differences, papers_by_sheet(state), boxes)


def _accounts(state: ContestState) -> Iterator[Finding]:
    for sheet in state.sheets.values():
        if sheet.sheet.kind == "account" and sheet.settled is not None:
            yield from check_account(state.contest, sheet.sheet, sheet.settled)


def _sheets(state: ContestState) -> Iterator[Finding]:
    """Find what cannot be on one settled sheet, which other sheets may hide in the totals."""
    for sheet in state.sheets_of(OF_PAPERS | OF_SECOND):
        if sheet.settled is not None:
            yield from cannot_be(state.contest, sheet.sheet, sheet.settled)


def _boxes_out(state: ContestState) -> Iterator[Finding]:
    out = state.boxes_out
    if out:
        yield Finding("V15", state.contest.id, {"boxes": len(out)}, sheet=out[0].sheet.id)


def _sheets_out(state: ContestState) -> Iterator[Finding]:
    """Find sheets not settled, and an open table without any sheet: its papers are out too."""
    out = state.papers_out
    live = {one.sheet.mini_count for one in state.sheets_of(OF_PAPERS)}
    bare = [
        one for one in state.contest.counted_in if one.id not in live and one.id not in state.closed
    ]
    if out or bare:
        sheet = out[0].sheet.id if out else None
        yield Finding("V14", state.contest.id, {"sheets": len(out) + len(bare)}, sheet=sheet)


def _boxes_add_up(statement: VerificationSigned) -> Iterator[Finding]:
    boxes, verified = sum(statement.boxes.values()), statement.verified
    if boxes != verified:
        yield Finding("V01", statement.contest, {"boxes": boxes, "verified": verified})


def _postal_papers(state: ContestState) -> Iterator[Finding]:
    issued = state.contest.postal_issued
    postal = {box.id for box in state.contest.boxes if box.kind == "postal"}
    counted = sum(n for box, n in counted_by_box(state).items() if box in postal)
    if issued is not None and counted > issued:
        yield Finding("V10", state.contest.id, {"counted": counted, "issued": issued})


def _hall_gate(count: Count, state: ContestState) -> Iterator[Finding]:
    waiting = [one.contest.area for one in waited_for(count)] if combined(count, state) else []
    if waiting:
        numbers = {"contests": len(waiting)}
        yield Finding("V16", state.contest.id, numbers, names=tuple(waiting))
