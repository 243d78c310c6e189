"""A tally as one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countroom.texts import say_tally_note, say_unverified

if TYPE_CHECKING:
    from countroom.app.tally import Tallied
    from countroom.app.tally.result import NextStep
    from countroom.texts import Texts


def document(texts: Texts, result: Tallied) -> dict[str, Any]:
    """Make the document; figures of stages are decimal strings, places count from 1."""
    rules, by_party = result.rules, result.seats_by_party
    return {
        "title": result.title,
        "rules": rules.id,
        "verified": rules.verified,
        "unverified_because": say_unverified(texts, rules.unverified_because),
        "valid": result.valid,
        "rejected": result.rejected,
        "seats": result.seats,
        "quota": result.quota,
        "seats_by_party": None if by_party is None else dict(by_party),
        "candidates": [_candidate(result, place) for place in range(1, len(result.names) + 1)],
        "elected": [
            {"number": one.number, "name": one.name, "party": one.party} for one in result.elected
        ],
        "below_threshold": list(result.below_threshold),
        "vacant": result.vacant,
        "stages": [
            {
                "stage": stage.number,
                "action": stage.action,
                "from": list(stage.moved),
                "transfer_value": stage.transfer_value,
                "totals": list(stage.totals),
                "non_transferable": stage.non_transferable,
            }
            for stage in result.stages
        ],
        "lots": [
            {
                "stage": lot.stage,
                "for": lot.purpose,
                "tied": list(lot.tied),
                "drawn": lot.drawn or None,
            }
            for lot in result.lots
        ],
        "remaining": list(result.remaining),
        "areas_missing": list(result.areas_missing),
        "findings": [
            {
                "code": note.code,
                "stage": note.stage,
                "candidate": note.candidate,
                "figure": note.figure,
                "expected": note.expected,
                "text": say_tally_note(texts, note, result.names),
            }
            for note in result.findings
        ],
        "departures": [
            {
                "stage": one.stage,
                "asked": one.asked or None,
                "asked_of": list(one.asked_of),
                "by_lot": one.by_lot,
                "done": one.done,
                "done_to": list(one.done_to),
                "reason": one.reason or None,
            }
            for one in result.departures
        ],
        "next": _next(result.next) if result.next and result.next.action else None,
        "awaiting": [
            {"papers": one.papers, "received_at": one.received_at} for one in result.awaiting
        ],
    }


def _next(step: NextStep) -> dict[str, Any]:
    """Write what the law asks for next, and which surpluses wait."""
    return {
        "action": step.action,
        "of": list(step.of),
        "waiting": [{"number": one.number, "surplus": one.votes} for one in step.waiting],
    }


def _candidate(result: Tallied, place: int) -> dict[str, Any]:
    """Name a candidate, or a party of lists, with first preferences or list votes.

    ``elected_at`` are the stages, or the list seats.
    """
    return {
        "number": place,
        "name": result.names[place - 1],
        "party": result.parties[place - 1] if result.parties else "",
        "votes": result.votes[place - 1] if result.votes else None,
        "elected_at": [one.stage for one in result.elected if one.number == place],
    }
