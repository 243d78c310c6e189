"""Carry on on paper: where the count is and blank forms, for when the program cannot go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.plan_sheet import frame_of
from countroom.app.printing import filled
from countroom.app.screens.way import next_step
from countroom.documents.carry_on import TEMPLATE, Section, carry_on_sheet
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.numbering import printed_number
from countroom.domain.reconciling import steps_taken, unreconciled
from countroom.domain.totals import totals_of
from countroom.texts import say_head, say_state, say_time
from countroom.texts.of_the_result import GUIDANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.app.printing import Edition, Filled
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

_BLANK_COLUMNS: Final = 5
_BOX_ROWS: Final = 22
_NONE: Final = ""


def carry_on(
    edition: Edition, contests: Sequence[ContestId], *, votes: bool
) -> Iterator[tuple[str, Filled]]:
    """Fill what is needed to finish by hand, each sheet by its name.

    It is for these contests, or for all, but for those that are declared. ``votes`` stand on it
    only where somebody of the staff asks.
    """
    count, texts = edition.count, edition.texts
    states = [s for s in count.contests.values() if s.contest.id in (contests or count.contests)]
    to_finish = [s for s in states if s.declared is None and not s.contest.uncontested]

    def fill(name: str, pages: Sequence[Sequence[Section]], *, blank: bool) -> Filled:
        return TEMPLATE, carry_on_sheet(frame_of(edition, name), texts, pages, blank=blank)

    here = [_steps(texts), _board(texts, count)]
    figures = [
        [_figures(texts, s, votes=votes), *(_guidance(texts, count, s) if votes else ())]
        for s in to_finish
    ]
    yield (
        "carry-on.where-we-are",
        fill(texts.say("Carry on on paper"), [here, *figures], blank=False),
    )
    forms = [[_continuation(texts, state)] for state in to_finish]
    yield (
        "carry-on.forms",
        fill(texts.say("Forms to fill in"), [*forms, [_boxes(texts)]], blank=True),
    )
    for state in to_finish:
        if state.cleared is None:
            yield f"carry-on.statement.{state.contest.id}", filled(edition, "declaration", state)


def _steps(texts: Texts) -> Section:
    say = texts.say
    lines = (
        say("Write on the blank forms, in ink. Two people read each figure, and both sign."),
        say("Add up contest by contest: the figures agreed so far, then each sheet after them."),
        say("Papers counted and papers rejected are together the papers verified. If not, look."),
        say(
            "Tell candidates and agents, hear them; the officer signs the statement, and reads it."
        ),
        say("Later: F2, On record. Two officers key it as declared on paper. Keep every form."),
    )
    numbered = tuple(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return Section(say("How to finish by hand"), before=numbered)


def _board(texts: Texts, count: Count) -> Section:
    say = texts.say
    rows = []
    for state in count.contests.values():
        verified = state.verification
        out = len(state.boxes_out) + len(state.papers_out)
        rows.append(
            (
                state.contest.area,
                say_state(texts, next_step(count, state).state),
                texts.figure(verified.verified) if verified is not None else _NONE,
                texts.figure(out) if not state.contest.uncontested else _NONE,
            )
        )
    columns = (say("Contest"), say("Where it is"), say("Papers verified"), say("Sheets to come"))
    return Section(say("Where we are"), columns, tuple(rows), words=True, widths=(4, 4, 2, 2))


def _figures(texts: Texts, state: ContestState, *, votes: bool) -> Section:
    """List the figures agreed so far with room for those by hand, and what is missing."""
    say, totals, contest = texts.say, totals_of(state), state.contest

    def figure(number: int) -> str:
        return texts.figure(number) if votes else _NONE

    rows = [
        (f"{one.number}. {one.name}", figure(totals.votes.get(one.id, 0)), _NONE, _NONE)
        for one in contest.candidates
    ]
    rows += [
        (say_head(texts, head), figure(totals.rejected.get(head, 0)), _NONE, _NONE)
        for head in state.rules.heads
    ]
    rows.append((say("Papers on the sheets"), figure(totals.papers), _NONE, _NONE))
    verified = texts.figure(state.verification.verified) if state.verification else _NONE
    rows.append((say("Papers verified"), verified, _NONE, _NONE))
    out = [printed_number(one.sheet.id) for one in (*state.boxes_out, *state.papers_out)]
    missing = (
        say("Sheets that are missing: {sheets}.", sheets=", ".join(out))
        if out
        else say("No sheet is missing.")
    )
    columns = (
        say("Line"),
        say("Agreed so far"),
        say("By hand"),
        say("Together"),
    )
    return Section(contest.area, columns, tuple(rows), after=(missing,), widths=(6, 2, 2, 2))


def _guidance(texts: Texts, count: Count, state: ContestState) -> Iterator[Section]:
    """List the steps of totals that do not agree: who takes one that is open signs beside it."""
    told, say = state.provisional, texts.say
    if told is None or state.cleared is not None or not unreconciled(count, state, told.totals):
        return
    day = count.elections[state.contest.election].polling_day
    at = {one.step: say_time(texts, one.at, day) for one in steps_taken(state)}
    rows = tuple(
        (say(GUIDANCE[step]), say("ticked already") if step in at else _NONE, at.get(step, _NONE))
        for step in GUIDANCE_STEPS
    )
    columns = (say("Step"), say("Done by"), say("Time"))
    heading = say("Not reconciled: steps of the guidance")
    yield Section(heading, columns, rows, words=True, widths=(6, 3, 3))


def _continuation(texts: Texts, state: ContestState) -> Section:
    say, contest = texts.say, state.contest
    blanks = (_NONE,) * (_BLANK_COLUMNS + 1)
    labels = [f"{one.number}. {one.name}" for one in contest.candidates]
    labels += [say_head(texts, head) for head in state.rules.heads]
    rows = [(say("Papers on this sheet"), *blanks), *((label, *blanks) for label in labels)]
    columns = (
        say("Line"),
        *(texts.figure(number) for number in range(1, _BLANK_COLUMNS + 1)),
        say("Sum"),
    )
    title = say("{ward}: sheet of papers counted by hand", ward=contest.area)
    widths = (6, *(2,) * (_BLANK_COLUMNS + 1))
    return Section(title, columns, tuple(rows), widths=widths)


def _boxes(texts: Texts) -> Section:
    say = texts.say
    columns = (say("Box"), say("Station"), say("Seals whole"), say("Time"), say("Received by"))
    rows = ((_NONE,) * len(columns),) * _BOX_ROWS
    return Section(say("Boxes received by hand"), columns, rows, words=True, widths=(2, 5, 2, 2, 4))
