"""The provisional result on paper: what candidates and agents look at before it is settled.

Source: SI 2006/3304 Sch 2 r. 46; Electoral Commission guidance, provisional results and recounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.documents.frame import frame, say_print_number, signature
from countroom.documents.last_seat import say_last_seat, say_results
from countroom.documents.remarks import CONSERVATION, remark, say_difference, steps_of
from countroom.documents.sub_totals import block_votes, sub_totals
from countroom.documents.tables import poll_table, rejected_table, votes_table
from countroom.documents.versions import say_change, versions
from countroom.documents.wording import plain
from countroom.domain.checks import stopping
from countroom.texts import london, say_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.documents.frame import SheetFacts
    from countroom.domain.checks import Finding
    from countroom.domain.declaration import Totals
    from countroom.domain.election import Election
    from countroom.domain.identifiers import CandidateId
    from countroom.domain.state import ContestState, Provisional
    from countroom.texts import Texts


def provisional_sheet(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the agents' sheet of the version that stands.

    Raises ValueError while no provisional result stands.
    """
    result = state.provisional
    if result is None:
        raise ValueError(f"{state.contest.id} has no provisional result")
    contest, totals = state.contest, result.totals
    heads, parts = _parts(state, texts)
    day, time = london(facts.printed_at)
    data = frame(state, election, texts, facts, texts.say("Provisional result"))
    return data | {
        "status": _status(result, texts, facts),
        "print": _print(result.version, texts, facts),
        "blank": False,
        "notice": texts.say(
            "For candidates and agents. Nobody is elected until the result is declared."
        ),
        "candidates": votes_table(
            contest, totals, say_results(texts, state, totals), texts, heads=heads, parts=parts
        ),
        "rejected": rejected_table(contest, state.rules, totals, texts),
        "poll": _poll(state, totals, texts),
        "remarks": list(_remarks(state, totals, texts, facts)),
        "changes": _changes(state, texts),
        "tables": sub_totals(state, texts) if facts.tables else None,
        "writing": texts.say("Remarks"),
        "signature": signature(state, texts, facts) | {"day": ""},
        "seen": texts.say("Seen by candidates and agents"),
        "held": list(facts.held),
        "imprint": texts.say("Printed {time}, {day}", time=time, day=texts.day(day)),
    }


def _print(version: int, texts: Texts, facts: SheetFacts) -> str:
    printed = say_print_number(texts, facts.number, facts.replaces)
    replaced = (
        texts.say("Replaces provisional result {number}", number=version - 1) if version > 1 else ""
    )
    return " · ".join(one for one in (printed, replaced) if one)


def _status(result: Provisional, texts: Texts, facts: SheetFacts) -> str:
    status = texts.say("PROVISIONAL {n}, NOT A RESULT", n=result.version)
    if stopping(facts.findings):
        return " · ".join((status, texts.say("NOT RECONCILED")))
    return status


def _parts(state: ContestState, texts: Texts) -> tuple[list[str], dict[CandidateId, list[str]]]:
    """Give block and mixed votes where papers were bundled by party; they make the votes."""
    totals = state.provisional.totals if state.provisional else None
    blocks = block_votes(state)
    if totals is None or blocks is None:
        return [], {}
    parts: dict[CandidateId, list[str]] = {
        one: [texts.figure(block), texts.figure(totals.votes[one] - block)]
        for one, block in blocks.items()
    }
    return [texts.say("Block votes"), texts.say("Mixed votes")], parts


def _poll(state: ContestState, totals: Totals, texts: Texts) -> dict[str, object]:
    """Give the poll with what the sheets account for, and the difference, 0 where there is none."""
    table = poll_table(state.contest, state.contest.electorate, totals, texts)
    accounted = totals.papers + totals.rejected_total
    rows = [
        (texts.say("Counted or rejected"), texts.figure(accounted)),
        (texts.say("Difference"), texts.figure(abs(totals.verified - accounted))),
    ]
    return table | {
        "rows": [
            *(table["rows"] if isinstance(table["rows"], list) else ()),
            *({"label": label, "figure": figure} for label, figure in rows),
        ]
    }


def _remarks(
    state: ContestState, totals: Totals, texts: Texts, facts: SheetFacts
) -> Iterator[dict[str, object]]:
    yield from (remark(*one) for one in say_last_seat(texts, state, totals))
    hard = stopping(facts.findings)
    if any(one.code == CONSERVATION for one in hard):
        yield remark(texts.say("Totals not reconciled"), say_difference(texts, totals))
    for finding in facts.findings:
        reason = _reason(state, finding)
        answer = [texts.say("Answered: {reason}", reason=reason)] if reason else []
        said = " ".join((_finding(state, finding, texts), *answer))
        if finding in hard:
            yield remark(texts.say("Not reconciled"), said)
        elif reason:
            yield remark(texts.say("Checked"), said)
    yield from steps_of(state, texts, facts)


def _finding(state: ContestState, finding: Finding, texts: Texts) -> str:
    sentence = plain(say_sentence(texts, finding, state.contest))
    return f"{sentence} ({finding.code})"


def _reason(state: ContestState, finding: Finding) -> str:
    for answer in state.answers:
        if (answer.code, answer.names, dict(answer.numbers)) == (
            finding.code,
            finding.names,
            dict(finding.numbers),
        ):
            return plain(answer.reason)
    return ""


def _changes(state: ContestState, texts: Texts) -> dict[str, object] | None:
    """Give the lines that differ from the version before; None for the first version."""
    beside = versions(texts, state)
    if beside is None:
        return None
    return {
        "heading": texts.say("Change from provisional result {number}", number=beside.before),
        "summary": beside.summary,
        "columns": [
            texts.say("Line"),
            texts.say("Before"),
            texts.say("Now"),
            texts.say("Change"),
        ],
        "rows": [
            [
                plain(line.words),
                texts.figure(line.before),
                texts.figure(line.now),
                say_change(texts, line.change),
            ]
            for line in beside.lines
            if line.change
        ],
    }
