"""Play one council: set up its count file, play the night, write what it leaves."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from countroom.app.printing import Printer
from countroom.app.publication import Publication
from countroom.app.rehearsal.clock import NightClock
from countroom.app.rehearsal.crew import seeded_bytes
from countroom.app.rehearsal.desk import Desk, PlayError
from countroom.app.rehearsal.happened import happened
from countroom.app.rehearsal.mistakes import Planted
from countroom.app.rehearsal.night import Night
from countroom.app.rehearsal.paper import SourceCase
from countroom.app.rehearsal.report import Summary
from countroom.app.rehearsal.tables import Layout
from countroom.app.rehearsal.work import as_row, planned
from countroom.app.returns import council_now
from countroom.app.setup import Plan, set_up
from countroom.domain.faults import Fault
from countroom.domain.refusals import Refusal
from countroom.sync.client import FeedClient

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.app.count import OpenCount
    from countroom.app.rehearsal.crew import Crew
    from countroom.app.rehearsal.desk import Player
    from countroom.app.rehearsal.night import Played
    from countroom.app.rehearsal.source import PublishedNight
    from countroom.domain.state import ContestState, Count

    Tell = Callable[[ContestState], None]


_A_FEW: Final = 16


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a rehearsal is to be played.

    ``mistakes`` is the share of entries with one; ``documents`` the folder for sheets, if any.
    ``closely`` saves every typed field on its own and sends every declaration by itself, as the
    window does; many councils at once are keyed sheet by sheet and send a few at a time. The
    night is one of ``layout`` already: it is kept here to be told.
    """

    seed: int
    mistakes: float
    documents: Path | None
    closely: bool
    feed: str | None
    layout: Layout = field(default_factory=Layout)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A played council: its figures, and what hindered the delivery of its declarations.

    ``refused`` is the feed's sentence on a declaration that it will not have; ``cases`` are the
    places where the source could not be played as it stands.
    """

    summary: Summary
    mistakes: tuple[Planted, ...]
    cases: tuple[SourceCase, ...]
    fault: Fault | None
    refused: str


def rehearse_council(
    night: PublishedNight, crew: Crew, folder: Path, wishes: Wishes, tell: Tell
) -> Rehearsed:
    """Play a council's night into a count file in ``folder``.

    Raises Fault when disk or folder fail.
    """
    began = time.perf_counter()
    clock = NightClock(night.election.polling_day, wishes.seed)
    count = set_out(night, crew, folder, wishes, clock)
    desk = Desk(count, crew.hands, clock.until_morning)
    try:
        printer = Printer(wishes.documents, "test") if wishes.documents else None
        played = _play(night, desk, printer, wishes, tell)
        seconds = time.perf_counter() - began
        return rehearsed(
            night, count.count, played, wishes, printer.printed if printer else 0, seconds
        )
    finally:
        count.close()


def set_out(
    night: PublishedNight, crew: Crew, folder: Path, wishes: Wishes, clock: NightClock
) -> OpenCount:
    """Set up the count file of a night, ``night.count`` in the folder. Raises Fault."""
    slug = night.election.council.slug
    plan = Plan("test", [(night.election, [one.contest for one in night.contests])], crew.enrolled)
    random_bytes = seeded_bytes(f"{wishes.seed} {slug}")
    count = set_up(folder / "night.count", plan, clock, random_bytes)
    if isinstance(count, Refusal):
        raise PlayError(f"{slug}: {count}")
    return count


def staged(night: PublishedNight, player: Player, wishes: Wishes) -> Night:
    """Put a night on the stage: who keys what, with which mistakes."""
    random = Random(f"{wishes.seed} {night.election.id}")  # noqa: S311 - a play, not a secret
    chance = Random(f"{wishes.seed} {night.election.id} events")  # noqa: S311 - the same
    play = Night(player, random, chance, wishes.mistakes, fields=wishes.closely)
    play.deliver_every = 1 if wishes.closely else _A_FEW
    return play


def rehearsed(
    night: PublishedNight,
    count: Count,
    played: Played,
    wishes: Wishes,
    documents: int,
    seconds: float,
) -> Rehearsed:
    """Say how a night ended; ``documents`` are the sheets printed, ``seconds`` real ones."""
    last = played.last_delivery
    return Rehearsed(
        _summary(night, count, played, wishes, documents, seconds),
        tuple(played.mistakes),
        (*night.cases, *played.cases),
        last.fault if last else None,
        played.refused,
    )


def _play(
    night: PublishedNight,
    desk: Desk,
    printer: Printer | None,
    wishes: Wishes,
    tell: Tell,
) -> Played:
    play = staged(night, desk, wishes)
    play.tell, play.declaring.printer = tell, printer
    if wishes.feed is None:
        return play.play(night.contests)
    client = FeedClient(wishes.feed)
    try:
        play.publication = Publication(lambda job: job(desk.count), client)
        played = play.play(night.contests)
        # Whatever waited while the feed was away goes out now, if it is back.
        played.last_delivery = play.publication.deliver()
        played.refused = next((answer.text for answer in play.publication.refused), "")
        return played
    finally:
        client.close()


def _summary(
    night: PublishedNight,
    count: Count,
    played: Played,
    wishes: Wishes,
    documents: int,
    seconds: float,
) -> Summary:
    council = night.election.council
    picture = council_now(count, night.election.id)
    states = count.contests.values()
    bill = planned((one.contest, count.rule_sets[one.contest.rule_set]) for one in night.contests)
    return Summary(
        council=council.slug,
        name=council.name,
        region=council.region,
        contests=len(states),
        declared=sum(1 for state in states if state.declared is not None),
        published=sum(1 for state in states if state.receipt_index is not None),
        control_before=picture.control_before if picture else None,
        control_after=picture.control_after if picture else None,
        outcome=picture.outcome if picture else None,
        lost_by=picture.lost_by if picture else "",
        seats=dict(picture.seats) if picture else {},
        seats_total=picture.seats_total if picture else 0,
        mistakes_made=len(played.mistakes),
        mistakes_caught=sum(1 for one in played.mistakes if one.caught_by is not None),
        source_faults=len(night.cases) + len(played.cases),
        documents=documents,
        depth=wishes.layout.depth,
        planned=as_row(bill),
        played=as_row(played.work) if played.work else {},
        happened=happened(count, left=played.officers_left),
        seconds=round(seconds, 3),
        environment="test",
    )
