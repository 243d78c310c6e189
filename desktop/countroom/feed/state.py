"""What the world is told of a council: plain documents, derived and nothing else.

The same documents are the JSON files and what the pages are made from. Numbers are numbers;
``null`` is what is not known or not certain yet, and where a reason is known it stands beside it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from countroom.domain.council import Picture, picture
from countroom.feed.contests import (
    Document,
    Ward,
    about_election,
    contest_summary,
    latest,
    party_names,
)
from countroom.texts import say_outcome, say_party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from countroom.domain.election import Composition, Election
    from countroom.texts import Texts

NOT_COMPLETE: Final = "not_complete"
NO_COMPOSITION: Final = "composition_not_known"
NO_LIST: Final = "no_list_of_the_day"
"""This feed has no list of all that votes today, so it cannot say how many that is."""


def council_document(texts: Texts, election: Election, wards: Sequence[Ward]) -> Document:
    """Tell all of one council: control, seats, changes on both baselines, wards."""
    composition = election.composition
    names = party_names(wards)
    seated = [ward for ward in wards if ward.state.rules.of_council]
    elected = dict(Counter(_party_keys(seated)))
    polled = [ward for ward in wards if ward.state.called_off is None]
    up = sum(ward.state.contest.seats for ward in seated if ward.state.called_off is None)
    in_already = sum(ward.state.contest.seats for ward in seated if ward.received)
    found = picture(composition, elected, up, in_already) if composition else None
    declared = sum(1 for ward in wards if ward.received)
    return {
        "attribution": election.source,
        "council": asdict(election.council),
        "election": about_election(election),
        "of_council": bool(seated) or not wards,
        "headline": _headline(texts, found, names),
        "complete": bool(polled) and declared == len(polled),
        "control": _control(texts, found, names),
        "wards": counted(declared, len(polled), len(polled)),
        "seats": {
            "before": composition.seats_before if composition else None,
            "total": composition.seats_total if composition else None,
            "majority": composition.seats_total // 2 + 1 if composition else None,
            "up": up,
            "declared": in_already,
            "elected": sum(elected.values()),
        },
        "parties": _parties(texts, found, composition, elected, names),
        "baselines": _baselines(found, composition),
        "contests": [contest_summary(ward) for ward in wards],
        "latest": latest(wards, election.council),
    }


def counted(declared: int, covered: int, voting: int | None) -> Document:
    """Give the three numbers without which no total may stand: declared, covered, voting."""
    document: Document = {"declared": declared, "covered": covered, "voting": voting}
    return document if voting is not None else {**document, "voting_unknown": NO_LIST}


def _party_keys(wards: Iterable[Ward]) -> Iterable[str]:
    for ward in wards:
        for candidate in ward.state.elected:
            yield ward.state.contest.candidate(candidate).party.key


def _headline(texts: Texts, found: Picture | None, names: Mapping[str, str]) -> str | None:
    """Say the outcome in a newspaper's words, None until it is certain."""
    if found is None or found.control_after is None:
        return None
    return say_outcome(texts, found.control_before, found.control_after, names)


def _control(texts: Texts, found: Picture | None, names: Mapping[str, str]) -> Document:
    if found is None:
        nothing = dict.fromkeys(("before", "after", "after_name", "outcome"))
        return {**nothing, "lost_by": "", "unknown": NO_COMPOSITION}
    after = found.control_after
    return {
        "before": found.control_before,
        "after": after,
        "after_name": say_party(texts, after, names) if after is not None else None,
        "outcome": found.outcome,
        "lost_by": found.lost_by,
    }


def _parties(
    texts: Texts,
    found: Picture | None,
    composition: Composition | None,
    elected: Mapping[str, int],
    names: Mapping[str, str],
) -> list[Document]:
    before = composition.before if composition else {}
    after = found.seats if found else elected
    keys = {key for key in (*before, *after) if before.get(key) or after.get(key)}
    eve = found.change if found else None
    fought = found.change_last_fought if found else None
    return [
        {
            "party": key,
            "name": say_party(texts, key, names),
            "before": before.get(key, 0) if composition else None,
            "elected": elected.get(key, 0),
            "seats": after.get(key, 0),
            "change_eve_of_poll": eve.get(key, 0) if eve is not None else None,
            "change_last_fought": fought.get(key, 0) if fought is not None else None,
        }
        for key in sorted(keys, key=lambda key: (-after.get(key, 0), -before.get(key, 0), key))
    ]


def _baselines(found: Picture | None, composition: Composition | None) -> Document:
    """Say what changes are counted from, and why a change is not given."""
    if found is None or composition is None:
        unknown = {"unknown": NO_COMPOSITION}
        return {"eve_of_poll": unknown, "last_fought": unknown}
    complete = found.seats_declared == found.seats_up
    eve = "" if composition.before else "new_council"
    fought = composition.last_fought_unknown if composition.last_fought is None else ""
    about = {"as_of": composition.as_of, "source": composition.source}
    return {
        "eve_of_poll": {**about, "unknown": eve or ("" if complete else NOT_COMPLETE)},
        "last_fought": {"unknown": fought or ("" if complete else NOT_COMPLETE)},
    }
