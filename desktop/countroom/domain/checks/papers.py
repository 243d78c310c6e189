"""Papers out and papers back: what each sheet, mini-count and postal box says of its papers.

Source: the conservation of papers that the Electoral Commission's guidance on reconciling count
totals begins with; Broughton and Scawby 2023 is the count that lacked it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.domain.checks.finding import Finding
from countroom.domain.conservation import papers_at, papers_of
from countroom.domain.sheets import (
    ALLOWED,
    DOUBTFUL,
    ELSEWHERE,
    EXPECTED,
    PAPERS,
    REJECTED_IN_PART,
    bundle_lines,
    head_of,
    objector_of,
    slates,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from countroom.domain.election import Contest
    from countroom.domain.identifiers import FieldId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState


def check_papers_stated(
    contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]
) -> Iterator[Finding]:
    """Check what a sheet says of its own bundles and its own doubtful papers.

    While lines are blank only what they cannot mend is found.
    """
    yield from _bundles(contest, sheet, figures)
    if DOUBTFUL in figures:
        yield from _adjudication(contest, sheet, figures)
    yield from _objections(contest, sheet, figures)
    if ELSEWHERE in sheet.fields and len(figures) == len(sheet.fields):
        yield from _seconds(contest, sheet, figures)


def postal_boxes(state: ContestState) -> Iterator[Finding]:
    """Check postal boxes against what was put into them.

    Once the ledger is closed: until then more papers may come.
    """
    if not state.postal.closed:
        return
    for sheet in state.sheets_of(frozenset({"account"})):
        box = sheet.sheet.box and state.contest.box(sheet.sheet.box)
        if not box or sheet.settled is None or EXPECTED not in sheet.settled:
            continue
        numbers = {
            "account": sheet.settled[EXPECTED],
            "ledger": state.postal.papers_into(box.id) or 0,
        }
        if numbers["account"] != numbers["ledger"]:
            names = (box.place,)
            yield Finding("V27", state.contest.id, numbers, (EXPECTED,), sheet.sheet.id, names)


def out_and_back(state: ContestState, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put what mini-counts lack before what was found in the contest, which it explains.

    Where no parcel was recorded at all no table's papers are known, so the contest's own
    conservation (V11) still speaks.
    """
    own = (*_issued(state), *_accounted(state))
    if own and state.issued:
        return (*own, *(finding for finding in found if finding.code != "V11"))
    return (*own, *found)


def _bundles(contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]) -> Iterator[Finding]:
    """Find bundles of no papers: without their size all that is in them would be lost."""
    for slate in slates(contest):
        size, bundles, _ = lines = bundle_lines(slate.id)
        if figures.get(bundles, 0) and figures.get(size) == 0:
            numbers = {"bundles": figures[bundles]}
            first = contest.candidate(slate.candidates[0])
            names = (first.name if len(slate.candidates) == 1 else first.party.name,)
            yield Finding("V25", contest.id, numbers, lines[:2], sheet.id, names)


def _adjudication(
    contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]
) -> Iterator[Finding]:
    heads = tuple(field for field in sheet.fields if head_of(field) is not None)
    numbers = {
        "doubtful": figures[DOUBTFUL],
        "rejected": sum(figures.get(head, 0) for head in heads),
        "allowed": figures.get(ALLOWED, 0),
        "in_part": figures.get(REJECTED_IN_PART, 0),
    }
    judged = numbers["rejected"] + numbers["allowed"]
    wrong: list[FieldId] = []
    if judged > numbers["doubtful"] or (judged < numbers["doubtful"] and _complete(sheet, figures)):
        wrong += [DOUBTFUL, *heads, ALLOWED]
    if ALLOWED in figures and numbers["in_part"] > numbers["allowed"]:
        wrong += [line for line in (ALLOWED, REJECTED_IN_PART) if line not in wrong]
    if wrong:
        yield Finding("V26", contest.id, numbers, tuple(wrong), sheet.id)


def _objections(
    contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]
) -> Iterator[Finding]:
    """Find agents who objected to more rejections than there are, once all of these are keyed.

    Several may object to one paper, so each is held to them alone (SI 2006/3304 Sch 2 r. 47).
    """
    lines = [line for line in sheet.fields if head_of(line) or line == REJECTED_IN_PART]
    if sheet.kind != "adjudication" or not all(line in figures for line in lines):
        return
    rejected = sum(figures[line] for line in lines)
    for line, objected in figures.items():
        agent = objector_of(line)
        if agent is not None and objected > rejected:
            numbers = {"objected": objected, "rejected": rejected}
            names = (contest.candidate(agent).name,)
            yield Finding("V28", contest.id, numbers, (line,), sheet.id, names)


def _complete(sheet: Sheet, figures: Mapping[FieldId, int]) -> bool:
    return all(field in figures for field in sheet.fields)


def _issued(state: ContestState) -> Iterator[Finding]:
    if state.verification is None or not (state.issued or _several(state)):
        return
    issued, verified = papers_of(state).issued or 0, state.verification.verified
    if issued != verified:
        numbers = {"issued": issued, "verified": verified, "difference": issued - verified}
        yield Finding("V23", state.contest.id, numbers)


def _accounted(state: ContestState) -> Iterator[Finding]:
    for mini_count in state.contest.counted_in if _several(state) or state.issued else ():
        papers = papers_at(state, mini_count)
        if papers.issued is not None and papers.accounted != papers.issued:
            numbers = {
                "accounted": papers.accounted,
                "issued": papers.issued,
                "difference": papers.accounted - papers.issued,
            }
            names = (mini_count.table or mini_count.id,)
            yield Finding("V24", state.contest.id, numbers, names=names)


def _several(state: ContestState) -> bool:
    return len(state.contest.counted_in) > 1


def _seconds(contest: Contest, sheet: Sheet, figures: Mapping[FieldId, int]) -> Iterator[Finding]:
    """Hold a whole sheet of second preferences to the papers it states."""
    found = sum(figure for field, figure in figures.items() if field != PAPERS)
    if found != figures[PAPERS]:
        numbers = {
            "found": found,
            "expected": figures[PAPERS],
            "difference": found - figures[PAPERS],
        }
        yield Finding("V18", contest.id, numbers, (PAPERS,), sheet.id)
