"""Whether an event's content can be published at all: names of files, days, times, figures.

The domain checks what a count may say; this keeps a signed slip, or a prank on an open TEST feed,
from breaking every page.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from countroom.domain import events as ev
from countroom.domain.figures import LARGEST_FIGURE
from countroom.wire.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.declaration import Totals
    from countroom.domain.election import Contest, Election
    from countroom.wire.payload import Payload

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LARGEST_SEQUENCE: Final = 2**53
_LARGEST_COUNCIL: Final = 999
"""Seats; the largest real one has fewer than 160."""


def unfit(payload: Payload, event: ev.Event) -> Problem | None:
    """Name the first thing in an event that cannot be published, or None."""
    found = next(_unfit(payload, event), None)
    return None if found is None else Problem("unfit", f"{payload.type}: {found}")


def _unfit(payload: Payload, event: ev.Event) -> Iterator[str]:
    if not 1 <= payload.sequence <= _LARGEST_SEQUENCE:
        yield "sequence"
    if not _is_moment(payload.at):
        yield "at"
    match event:
        case ev.ElectionSetUp(election):
            yield from _unfit_election(election)
        case ev.ContestSetUp(contest):
            yield from _unfit_contest(contest)
        case ev.SetUpCorrected(corrected=contest):
            yield from _unfit_contest(contest)
        case ev.ResultCleared() | ev.DeclaredOnPaper() | ev.DeclarationCorrected():
            yield from _unfit_figures(event.declaration.totals)
        case _:
            pass
    if isinstance(event, ev.ResultSpoken | ev.DeclaredOnPaper) and not _is_moment(event.spoken_at):
        yield "spoken_at"


def _unfit_election(election: Election) -> Iterator[str]:
    if not _NAME.fullmatch(election.council.slug):
        yield "slug"
    if not _is_day(election.polling_day):
        yield "polling_day"
    composition = election.composition
    if composition is None:
        return
    if not 1 <= composition.seats_total <= _LARGEST_COUNCIL:
        yield "seats_total"
    if not 0 <= composition.seats_before <= _LARGEST_COUNCIL:
        yield "seats_before"
    for seats in (composition.before, composition.continuing, composition.last_fought or {}):
        if min(seats.values(), default=0) < 0 or sum(seats.values()) > _LARGEST_COUNCIL:
            yield "composition"


def _unfit_contest(contest: Contest) -> Iterator[str]:
    if not _NAME.fullmatch(contest.id):
        yield "id"
    if contest.seats > _LARGEST_COUNCIL:
        yield "seats"
    if contest.electorate is not None and not 0 <= contest.electorate <= LARGEST_FIGURE:
        yield "electorate"


def _unfit_figures(totals: Totals) -> Iterator[str]:
    figures = [totals.verified, totals.papers, totals.rejected_in_part, totals.unused_votes]
    figures += [*totals.votes.values(), *totals.rejected.values()]
    if totals.second is not None:
        figures += [totals.second.papers, totals.second.elsewhere]
        figures += [*totals.second.votes.values(), *totals.second.rejected.values()]
    for figure in figures:
        if not 0 <= figure <= LARGEST_FIGURE:
            yield "figure"


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
