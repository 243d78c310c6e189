"""The records of a declaration: the first, and each that corrected it, with its figures.

A corrected record never hides an earlier one: the world sees both figures, why, and when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countroom.wire.short_code import short_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.declaration import Totals
    from countroom.domain.state import Clearance, ContestState
    from countroom.feed.intake import Received

Document = dict[str, Any]


def records_document(state: ContestState, received: Sequence[Received]) -> list[Document]:
    """Tell of every record of a contest with a poll, the first one first."""
    if state.declared is None or state.cleared is None:
        return []
    signed = (*state.superseded, state.cleared)
    events = (*state.earlier, state.declared)
    return [
        {
            "event": event,
            "index": came.index,
            "received_at": came.at,
            "signed_at": one.at,
            "code": short_code(one.id),
            **about_record(one),
            "reason": one.event.reason,
            "elected": list(one.event.declaration.elected),
            "votes": dict(one.event.declaration.totals.votes),
            "second_preferences": _seconds(one.event.declaration.totals),
            "figures": figures_document(state, one.event.declaration.totals),
        }
        for one, event, came in zip(signed, events, received, strict=True)
    ]


def about_record(cleared: Clearance) -> Document:
    """Say which revision a record is and how sound its totals are."""
    declaration = cleared.event.declaration
    return {
        "cleared": cleared.id,
        "revision": declaration.revision,
        "supersedes": declaration.supersedes,
        "correction": cleared.correction,
        "totals_state": declaration.totals_state,
        "findings": list(declaration.findings),
        "on_paper": declaration.on_paper,
    }


def _seconds(totals: Totals) -> Document | None:
    return dict[str, Any](totals.second.votes.items()) if totals.second else None


def figures_document(state: ContestState, totals: Totals) -> Document:
    """Tell of the papers; ``valid`` is null where more were rejected than verified."""
    contest, rejected = state.contest, totals.rejected
    heads = [head for head in state.rules.heads if head in rejected]
    return {
        "verified": totals.verified,
        "turnout": percent(totals.verified, contest.electorate),
        "valid": totals.valid if totals.valid >= 0 else None,
        "rejected": [{"head": head, "papers": rejected[head]} for head in heads],
        "rejected_total": totals.rejected_total,
        "rejected_in_part": totals.rejected_in_part if contest.seats > 1 else None,
        "votes": totals.votes_total,
        "unused_votes": totals.unused_votes if contest.keeps_unused_votes else None,
        "second_count": _second_count(state, totals),
    }


def _second_count(state: ContestState, totals: Totals) -> Document | None:
    """Tell of the papers of a second count, None where there was none."""
    second = totals.second
    if second is None:
        return None
    return {
        "papers": second.papers,
        "for_somebody_out": second.elsewhere,
        "rejected": [
            {"head": head, "papers": second.rejected[head]}
            for head in state.rules.second_heads
            if head in second.rejected
        ],
    }


def percent(part: int, whole: int | None) -> str | None:
    """Write a share in per cent with two places, half up; None where the whole is not known."""
    if not whole:
        return None
    hundredths = (20_000 * part + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
