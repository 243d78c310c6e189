"""The way of a contest: what is to be done next, on which page, and whose job it is.

One table for the board and for every page that hands on to the next. It only points: whether a
command goes through is decided by ``decide``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from countroom.app.screens.awaited import (
    boxes_to_count_again,
    ledger_open,
    silent_stations,
    without_session,
)
from countroom.app.screens.gate import gate_closed
from countroom.app.screens.sheet_steps import sheet_steps
from countroom.app.screens.step import Step, may_do, say_step
from countroom.domain.adjudicating import unsigned_batches
from countroom.domain.conservation import papers_at
from countroom.domain.electing import outcome_of
from countroom.domain.lots import lot_now
from countroom.domain.reconciling import steps_open, unreconciled
from countroom.domain.verifying import boxes_not_received
from countroom.texts import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from countroom.domain.identifiers import KeyId
    from countroom.domain.people import Role
    from countroom.domain.state import ContestState, Count, SheetState

__all__ = ["Step", "may_do", "next_step", "say_step", "step_for", "steps"]

_PROVERS: Final[tuple[Role, ...]] = ("supervisor", "officer", "administrator")
_SUPERVISOR: Final[tuple[Role, ...]] = ("supervisor",)
_RECEIVERS: Final[tuple[Role, ...]] = ("keyer", "supervisor", "officer")
_LEDGER: Final[tuple[Role, ...]] = ("supervisor", "officer", "keyer")
_CLOSERS: Final[tuple[Role, ...]] = ("supervisor", "officer")
_OFFICER: Final[tuple[Role, ...]] = ("officer",)
_PLATFORM: Final[tuple[Role, ...]] = ("officer", "supervisor")
_CONFIRMERS: Final[tuple[Role, ...]] = ("supervisor", "officer", "keyer")


def next_step(count: Count, state: ContestState) -> Step:
    """Give the most pressing step of a contest."""
    return steps(count, state)[0]


def steps(count: Count, state: ContestState) -> tuple[Step, ...]:
    """List all that can be done in a contest now, the most pressing first; never empty."""
    return tuple(_by_letter(count, state, step) for step in _steps(count, state))


def step_for(
    count: Count, state: ContestState, roles: Collection[str], key: KeyId | None = None
) -> Step:
    """Give what this person can do next, else the next step with a page where they may look.

    ``key`` is the person's own: who keyed an entry neither keys the other nor settles it.
    """
    open_now = steps(count, state)
    for step in open_now:
        if may_do(step, roles, key):
            return step
    return replace(open_now[0], page=_lookout(open_now[0], roles), sheet=None, entry=0)


def _steps(count: Count, state: ContestState) -> tuple[Step, ...]:
    late = _under_seal(state) or _after_the_sheets(count, state)
    if late is not None:
        return (late, *_search(count, state, late.state))
    if not state.proven:
        return (_PROVE,)
    if state.contest.uncontested:
        return (_RETURN,)
    if state.verification is None:
        return _before_the_statement(count, state)
    found = tuple(sorted(_papers(state), key=_pressing)) or (_AGREED,)
    return found if state.recount is None else tuple(_in_recount(state, found))


_PROVE: Final = Step(
    "nominated", "accounts", N_("Check against the printed ballot paper"), _PROVERS
)
_RETURN: Final = Step(
    "uncontested", "published", N_("Return without a poll"), _OFFICER, power="clear"
)
_VERIFY: Final = Step(
    "boxes", "accounts", N_("All boxes are in: sign the verification"), _OFFICER, power="verify"
)
_RULE: Final = Step(
    "verified", "result", N_("Sign the doubtful papers"), _OFFICER, power="adjudicate"
)
_AGREED: Final = Step("settled", "result", N_("Draw the provisional result"), _SUPERVISOR)
_CONFIRM: Final = Step("recount", "result", N_("Confirm the recount"), _CONFIRMERS)
_CONSULT: Final = Step(
    "provisional", "result", N_("Close the consultation"), _OFFICER, power="recount"
)
_SECOND: Final = Step(
    "provisional", "result", N_("Open the second count"), ("supervisor", "officer"), power="recount"
)
_LOT: Final = Step("lot", "result", N_("Draw the lot"), _OFFICER, power="lot")
_CLEAR: Final = Step("readback", "clear", N_("Read back and clear"), _OFFICER, power="clear")
_SPEAK: Final = Step(
    "readback", "platform", N_("Cleared: read it out on the platform"), _PLATFORM, power="clear"
)
_DECLARED: Final = Step("declared", "published", N_("Declared, not published yet"))
_PUBLISHED: Final = Step("published", "published", N_("Declared and published"))
_UNCONTESTED: Final = Step("uncontested", "published", N_("Returned without a poll"))
_CALLED_OFF: Final = N_("The poll is called off; its papers stay sealed")
_SEARCH: Final = Step("provisional", "result", N_("Take the steps of the guidance"), _CLOSERS)
_PAUSED: Final = Step(
    "paused", "pause", N_("Under seal: open the seals to go on"), _OFFICER, power="verify"
)
_GATE: Final = Step("provisional", "result", N_("Waits for the other combined polls"))
_RECEIVE: Final = Step("boxes", "receipt", N_("Receive the boxes"), _RECEIVERS, paper=True)
_SILENT: Final = Step("boxes", "postal", N_("Stations say their packets"), _LEDGER, paper=True)
_OPENING: Final = Step(
    "boxes",
    "postal",
    N_("The next opening session of postal votes"),
    _CLOSERS,
    paper=True,
    power="verify",
)
_CLOSE: Final = Step("boxes", "postal", N_("Close the postal ledger"), _CLOSERS, power="verify")
_ISSUE: Final = Step("verified", "papers", N_("Issue the papers to the tables"), _SUPERVISOR)
_BLANK: Final = Step("verified", "papers", N_("Withdraw the sheets that came back blank"), _CLOSERS)
_AGAIN: Final = N_("{box} varies: count its papers again")

_ORDER: Final = ("difference", "first", "second", "waiting-second")
"""States of a sheet that a person waits for, the most pressing first; the rest wait for paper."""
_SEVERAL: Final = 2


def _under_seal(state: ContestState) -> Step | None:
    if state.called_off is not None:
        return Step(state.called_off.how, "accounts", _CALLED_OFF)
    return _PAUSED if state.sealed is not None else None


def _after_the_sheets(count: Count, state: ContestState) -> Step | None:
    if state.declared is not None:
        if state.uncontested:
            return _UNCONTESTED
        return _DECLARED if state.receipt_index is None else _PUBLISHED
    if state.cleared is not None:
        return _SPEAK
    provisional = state.provisional
    if provisional is None:
        return None
    if state.consultation_closed != provisional.version:
        return _CONSULT
    result = outcome_of(state, provisional.totals)
    if result.remaining:
        return _SECOND
    if lot_now(state) is not None:
        return _LOT
    return _GATE if gate_closed(count, state) else _CLEAR


def _search(count: Count, state: ContestState, stage: str) -> Iterator[Step]:
    """Have the papers looked for where totals do not agree, until every step is ticked."""
    told, closed = state.provisional, state.cleared is not None or _under_seal(state) is not None
    if told is None or closed or not steps_open(state):
        return
    if unreconciled(count, state, told.totals):
        yield replace(_SEARCH, state=stage)


def _before_the_statement(count: Count, state: ContestState) -> tuple[Step, ...]:
    """List what is to come in and to be keyed, in the order of the night, then the signature.

    Where the officer chose to count early, papers can be counted beside all that.
    """
    missing = boxes_not_received(count, state)
    empty = {*missing, *(box.id for box in without_session(state))}
    out = state.boxes_out
    here = [sheet for sheet in out if sheet.sheet.box not in empty]
    found = [
        *sheet_steps(state, here),
        *([replace(_RECEIVE, n=len(missing))] if missing else ()),
        *_postal(state),
        *sheet_steps(state, [sheet for sheet in out if sheet.sheet.box in empty]),
        *_again(state),
    ] or [_VERIFY]
    if count.elections[state.contest.election].count_before_verification:
        found += _papers(state)
    return tuple(sorted(found, key=_pressing))


def _in_recount(state: ContestState, found: Sequence[Step]) -> Iterator[Step]:
    """Name the recount where sheets wait for two people, or nothing else waits for anybody."""
    waiting = len(state.to_confirm)
    urgent = [step for step in found if not step.paper and step is not _AGREED]
    yield from urgent
    if waiting:
        yield replace(_CONFIRM, n=waiting)
    for step in found:
        if step not in urgent and not (step is _AGREED and waiting):
            yield replace(step, state="recount")


def _postal(state: ContestState) -> Iterator[Step]:
    if not ledger_open(state):
        return
    silent = silent_stations(state)
    if silent:
        yield replace(_SILENT, n=len(silent))
    elif without_session(state):
        yield _OPENING
    else:
        yield _CLOSE


def _again(state: ContestState) -> Iterator[Step]:
    for box in boxes_to_count_again(state):
        found = state.contest.box(box)
        yield Step("boxes", "accounts", _AGAIN, _RECEIVERS, box=found)


def _papers(state: ContestState) -> list[Step]:
    """List what is to be done with the papers: out to the tables, then sheet by sheet."""
    out = state.papers_out
    issue = [_ISSUE] if out and _to_issue(state) else []
    blank = [_BLANK] if out and _all_blank(state, out) else []
    return [*issue, *blank, *_doubtful(state), *sheet_steps(state, out)]


def _doubtful(state: ContestState) -> Iterator[Step]:
    """Give the batches somebody has to rule on: an officer is waited for, whatever paper is out."""
    unsigned = unsigned_batches(state)
    if unsigned:
        stage = "verified" if state.papers_out else "settled"
        yield replace(_RULE, state=stage, n=len(unsigned))


def _by_letter(count: Count, state: ContestState, step: Step) -> Step:
    """Leave a step to those officers whose letter names its power; other roles need none."""
    if step.power is None:
        return step
    others, election = set(step.roles) - {"officer"}, state.contest.election
    without = tuple(
        person.key
        for person in count.people.values()
        if "officer" in person.roles
        and not others & set(person.roles)
        and not person.may(step.power, election)
    )
    return replace(step, not_by=(*step.not_by, *without)) if without else step


def _to_issue(state: ContestState) -> bool:
    """Say whether verified papers have not gone out to any of several tables yet."""
    if len(state.contest.counted_in) < _SEVERAL:
        return False
    issued = sum(state.issued.values())
    return not issued if state.verification is None else issued < state.verification.verified


def _all_blank(state: ContestState, out: Sequence[SheetState]) -> bool:
    """Say whether all papers are on settled sheets, so that those left can only be blank."""
    if state.verification is None or any(s.first or s.sheet.kind != "mixed" for s in out):
        return False
    at = {sheet.sheet.mini_count for sheet in out}
    tables = (one for one in state.contest.counted_in if one.id in at)
    return all(papers_at(state, one).out == 0 for one in tables)


def _pressing(step: Step) -> tuple[bool, int]:
    """Order by who waits: people first; the sort keeps the order of the night among the rest."""
    if step.paper:
        return True, 0
    return False, _ORDER.index(step.state) if step.state in _ORDER else len(_ORDER)


def _lookout(step: Step, roles: Collection[str]) -> str:
    """Name the page where somebody may look on: no figures of an open sheet for a keyer."""
    if step.page == "published":
        return step.page
    if not {"supervisor", "officer"} & set(roles):
        return "contests"
    return "accounts" if step.page in ("entry", "differences") else step.page
