"""What a reader of the tables must know: totals that do not agree, a second count, lots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.documents.of_lots import say_lot
from countroom.documents.office import say_second_count
from countroom.documents.wording import plain, runs, strong
from countroom.texts import say_correction
from countroom.texts.of_the_result import GUIDANCE
from countroom.wire.short_code import short_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.documents.frame import SheetFacts
    from countroom.domain.declaration import Declaration, Totals
    from countroom.domain.state import ContestState
    from countroom.texts import Texts

CONSERVATION: Final = "V11"
"""The check that the papers verified are those counted and rejected."""


def remarks_of(state: ContestState, texts: Texts) -> list[dict[str, object]]:
    """Give the remarks under a cleared result; none before."""
    if state.cleared is None:
        return []
    contest, declaration = state.contest, state.cleared.event.declaration
    totals = declaration.totals
    found = list(_corrected(state, texts))
    if declaration.totals_state == "not_reconciled":
        found.append((texts.say("Totals not reconciled"), _not_reconciled(declaration, texts)))
    if totals.second is not None:
        told = say_second_count(texts, contest, totals, totals.second)
        found.append((texts.say("The second count"), told))
    found += [
        (texts.say("Equality of votes"), say_lot(texts, contest, lot)) for lot in declaration.lots
    ]
    return [remark(heading, text) for heading, text in found]


def steps_of(state: ContestState, texts: Texts, facts: SheetFacts) -> list[dict[str, object]]:
    """Say what was tried before totals that do not agree were cleared, why, and by whom."""
    if state.cleared is None or not state.cleared.event.steps:
        return []
    event = state.cleared.event
    done = "; ".join(texts.say(GUIDANCE[step]) for step in event.steps)
    by = ", ".join(facts.officers)
    said = texts.say(
        "{steps}. Reason: {reason}. Signed by {officers}.",
        steps=done,
        reason=event.reason.rstrip(" ."),
        officers=strong(by),
    )
    return [remark(texts.say("Steps of the guidance"), said)]


def remark(heading: str, text: str) -> dict[str, object]:
    """Give a remark as its template takes it; the text may hold marks of ``strong``."""
    return {"heading": heading, "text": runs(text)}


def say_difference(texts: Texts, totals: Totals) -> str:
    """Say how many papers were verified, how many are accounted for, and the difference."""
    accounted = totals.papers + totals.rejected_total
    return texts.say(
        "{verified} ballot papers were verified; {accounted} were counted or rejected "
        "(difference {difference}).",
        verified=strong(texts.figure(totals.verified)),
        accounted=strong(texts.figure(accounted)),
        difference=strong(texts.figure(abs(totals.verified - accounted))),
    )


def _corrected(state: ContestState, texts: Texts) -> Iterator[tuple[str, str]]:
    """Say why a record was corrected, and by its code which one it supersedes."""
    cleared = state.cleared
    if cleared is None or cleared.correction is None or not state.superseded:
        return
    yield (
        texts.say("Correction"),
        texts.say(
            "{reason}: {note}. This record supersedes the one with the code {code}.",
            reason=say_correction(texts, cleared.correction),
            note=plain(cleared.event.reason).rstrip("."),
            code=strong(short_code(state.superseded[-1].id)),
        ),
    )


def _not_reconciled(declaration: Declaration, texts: Texts) -> str:
    cleared = texts.say(
        "Two officers cleared this result after the steps of the guidance "
        "(checks not met: {codes}).",
        codes=", ".join(declaration.findings),
    )
    if CONSERVATION not in declaration.findings:
        return cleared
    return f"{say_difference(texts, declaration.totals)} {cleared}"
