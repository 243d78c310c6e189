"""What a reader of the tables must know: totals that do not agree, a second count, lots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.documents.of_lots import say_lot
from countroom.documents.office import say_second_count
from countroom.documents.wording import plain, runs, strong
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.reconciling import steps_taken
from countroom.texts import say_correction, say_time
from countroom.texts.of_the_result import GUIDANCE
from countroom.wire.short_code import short_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.documents.frame import SheetFacts
    from countroom.domain.declaration import Declaration, Totals
    from countroom.domain.election import Election
    from countroom.domain.state import Clearance, ContestState
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
    """Say what was tried before totals that do not agree were cleared, why, and who signed."""
    if state.cleared is None or not state.cleared.event.steps:
        return []
    done = "; ".join(texts.say(GUIDANCE[step]) for step in state.cleared.event.steps)
    said = f"{done}. {_say_signed(state.cleared, texts, facts)}"
    return [remark(texts.say("Steps of the guidance"), said)]


def steps_table(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object] | None:
    """Give each step with who took it and when, for the file alone; None where none was asked."""
    if state.cleared is None or not state.cleared.event.steps:
        return None
    taken = sorted(steps_taken(state), key=lambda one: GUIDANCE_STEPS.index(one.step))
    rows, last = [], None
    for one in taken:
        said = texts.say(GUIDANCE[one.step])
        step = texts.say("{step}, once more", step=said) if one.step == last else said
        time = say_time(texts, one.at, election.polling_day)
        rows.append([step, plain(facts.named[one.by]), time])
        last = one.step
    return {
        "heading": texts.say("Steps of the guidance"),
        "columns": [texts.say("Step"), texts.say("Done by"), texts.say("Time")],
        "rows": rows,
        "after": runs(_say_signed(state.cleared, texts, facts)),
    }


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


def _say_signed(cleared: Clearance, texts: Texts, facts: SheetFacts) -> str:
    return texts.say(
        "Reason: {reason}. Signed by {officers}.",
        reason=cleared.event.reason.rstrip(" ."),
        officers=strong(", ".join(facts.officers)),
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
