"""The way of a contest: what is to be done next, on which page, and whose job it is.

One table for the board and for every page that hands on to the next. It only points: whether a
command goes through is decided by ``decide``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from countroom.app.screens.accounts import say_box
from countroom.domain.counting.plurality import elect
from countroom.domain.election import BallotBox
from countroom.domain.identifiers import KeyId, SheetId
from countroom.domain.people import Role
from countroom.texts import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from countroom.domain.state import ContestState, SheetState
    from countroom.texts import Texts

_KEYERS: Final[tuple[Role, ...]] = ("keyer", "supervisor")
_PROVERS: Final[tuple[Role, ...]] = ("supervisor", "officer", "administrator")
_SUPERVISOR: Final[tuple[Role, ...]] = ("supervisor",)
_OFFICER: Final[tuple[Role, ...]] = ("officer",)
_PLATFORM: Final[tuple[Role, ...]] = ("officer", "supervisor")


@dataclass(frozen=True, slots=True)
class Step:
    """What a contest waits for: the page where it is done and who may do it.

    ``state`` is a state key of the tokens. ``sentence`` names the ``box`` it is about, and ``n``
    is the number of lines it is about, 0 for all: ``say_step`` speaks it.
    ``roles`` starts with the role whose job it is, empty when nobody's; ``not_by`` are the keys
    of those who may not, having keyed already. ``paper`` says that a sheet of paper is awaited
    and nobody is kept waiting by a person.
    """

    state: str
    page: str
    sentence: str
    roles: tuple[Role, ...] = ()
    sheet: SheetId | None = None
    entry: int = 0
    n: int = 0
    box: BallotBox | None = None
    not_by: tuple[KeyId, ...] = ()
    paper: bool = False


def next_step(state: ContestState) -> Step:
    """Give the most pressing step of a contest."""
    return steps(state)[0]


def steps(state: ContestState) -> tuple[Step, ...]:
    """List all that can be done in a contest now, the most pressing first; never empty."""
    late = _after_the_sheets(state)
    if late is not None:
        return (late,)
    if not state.proven:
        return (_PROVE,)
    if state.contest.uncontested:
        return (_RETURN,)
    if state.verification is None:
        return tuple(sorted(_sheets(state, "account"), key=_pressing)) or (_VERIFY,)
    return tuple(sorted(_sheets(state, "count"), key=_pressing)) or (_AGREED,)


def step_for(state: ContestState, roles: Collection[str], key: KeyId | None = None) -> Step:
    """Give what this person can do next, else the next step with a page where they may look.

    ``key`` is the person's own: who keyed an entry neither keys the other nor settles it.
    """
    open_now = steps(state)
    for step in open_now:
        if may_do(step, roles, key):
            return step
    return replace(open_now[0], page=_lookout(open_now[0], roles), sheet=None, entry=0)


def may_do(step: Step, roles: Collection[str], key: KeyId | None = None) -> bool:
    """Say whether a person with these roles and this key may do the step."""
    return bool(set(roles) & set(step.roles)) and key not in step.not_by


def say_step(texts: Texts, step: Step) -> str:
    """Say what is to be done."""
    if step.box is None:
        return _say_lines(texts, step) if step.n else texts.say(step.sentence)
    box = say_box(texts, step.box)
    if step.n:
        return texts.say("{box}: {sentence}", box=box, sentence=_say_lines(texts, step))
    return texts.say(step.sentence, box=box)


_PROVE: Final = Step(
    "nominated", "accounts", N_("Check against the printed ballot paper"), _PROVERS
)
_RETURN: Final = Step("uncontested", "published", N_("Return without a poll"), _OFFICER)
_VERIFY: Final = Step("boxes", "accounts", N_("All boxes are in: sign the verification"), _OFFICER)
_AGREED: Final = Step("settled", "result", N_("Draw the provisional result"), _SUPERVISOR)
_CONSULT: Final = Step("provisional", "result", N_("Close the consultation"), _OFFICER)
_LOT: Final = Step("lot", "result", N_("Draw the lot"), _OFFICER)
_CLEAR: Final = Step("readback", "clear", N_("Read back and clear"), _OFFICER)
_SPEAK: Final = Step("readback", "platform", N_("Cleared: read it out on the platform"), _PLATFORM)
_DECLARED: Final = Step("declared", "published", N_("Declared, not published yet"))
_PUBLISHED: Final = Step("published", "published", N_("Declared and published"))
_UNCONTESTED: Final = Step("uncontested", "published", N_("Returned without a poll"))

_ORDER: Final = ("difference", "first", "second", "waiting-second")
"""States of a sheet that a person waits for, the most pressing first; the rest wait for paper."""


def _after_the_sheets(state: ContestState) -> Step | None:
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
    drawn = [lot.drawn for lot in state.lots]
    tied = elect(provisional.totals.votes, state.contest.seats, drawn).equality
    return _CLEAR if tied is None else _LOT


def _pressing(step: Step) -> tuple[bool, int]:
    return step.paper, _ORDER.index(step.state) if step.state in _ORDER else len(_ORDER)


def _sheets(state: ContestState, kind: str) -> Iterator[Step]:
    for sheet in state.unsettled(kind):
        if sheet.differing and not sheet.sent_back:
            yield _differing(sheet, _box(state, sheet))
        elif sheet.differing:
            yield from (
                _sent_back(sheet, entry, _box(state, sheet)) for entry in sorted(sheet.sent_back)
            )
        else:
            yield _entry(sheet, _box(state, sheet))


def _say_lines(texts: Texts, step: Step) -> str:
    if step.state == "difference":
        return texts.count("Entries differ on {n} line", "Entries differ on {n} lines", step.n)
    return texts.count("Key {n} line again", "Key {n} lines again", step.n)


def _box(state: ContestState, sheet: SheetState) -> BallotBox | None:
    return next((box for box in state.contest.boxes if box.id == sheet.sheet.box), None)


def _differing(sheet: SheetState, box: BallotBox | None) -> Step:
    return Step(
        "difference",
        "differences",
        N_("Entries differ"),
        _SUPERVISOR,
        sheet.sheet.id,
        n=len(sheet.differing),
        box=box,
        not_by=_keys(sheet, 1, 2),
    )


def _sent_back(sheet: SheetState, entry: int, box: BallotBox | None) -> Step:
    return Step(
        "first" if entry == 1 else "second",
        "entry",
        N_("Key again what was sent back"),
        _KEYERS,
        sheet.sheet.id,
        entry,
        n=len(sheet.sent_back[entry]),
        box=box,
        not_by=_keys(sheet, 3 - entry),
    )


def _entry(sheet: SheetState, box: BallotBox | None) -> Step:
    first = sheet.first is None
    entry = 1 if first else 2
    if box is None:
        key, words = ("verified", N_("Key the count sheet")) if first else _SECOND
    else:
        words = N_("{box}: the account is expected") if first else _SECOND_ACCOUNT
        key = "boxes"
    return Step(
        key,
        "entry",
        words,
        _KEYERS,
        sheet.sheet.id,
        entry,
        box=box,
        not_by=() if first else _keys(sheet, 1),
        paper=first,
    )


_SECOND: Final = ("waiting-second", N_("Needs second entry"))
_SECOND_ACCOUNT: Final = N_("{box}: the account needs its second entry")


def _keys(sheet: SheetState, *entries: int) -> tuple[KeyId, ...]:
    found = [sheet.entry(entry) for entry in entries]
    return tuple(key for entry in found if entry is not None for key in entry.keys)


def _lookout(step: Step, roles: Collection[str]) -> str:
    """Name the page where somebody may look on: no figures of an open sheet for a keyer."""
    if step.page == "published":
        return step.page
    if not {"supervisor", "officer"} & set(roles):
        return "contests"
    return "accounts" if step.page in ("entry", "differences") else step.page
