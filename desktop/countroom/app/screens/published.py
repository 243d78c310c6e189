"""What has become of declared results: who was elected, and how far each is out of the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol
from urllib.parse import quote

from countroom.app.screens.result import Name, name_of
from countroom.documents.of_lots import say_at_council
from countroom.domain.electing import final_votes
from countroom.domain.election import Party
from countroom.domain.identifiers import CandidateId, ContestId
from countroom.texts import N_, say_fault, say_time, short_time

if TYPE_CHECKING:
    from countroom.domain.election import Contest
    from countroom.domain.faults import Fault
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

Step = Literal["saved", "copied", "published"]
Progress = Literal["done", "waiting", "none"]

_WORDS: Final = {
    ("saved", "done"): N_("Saved"),
    ("saved", "waiting"): N_("Not declared yet"),
    ("copied", "none"): N_("Not copied"),
    ("published", "done"): N_("Published"),
    ("published", "waiting"): N_("Not published yet"),
    ("published", "none"): N_("Not published yet"),
}
_ICONS: Final = {"saved": "hard-drive", "copied": "copy-check", "published": "globe"}


class Feed(Protocol):
    """What the laptop knows of its feed: its address, what waits, what hinders."""

    @property
    def feed_url(self) -> str:
        """Give the address, empty without a feed."""

    @property
    def waiting(self) -> int:
        """Give how many declarations wait for it."""

    @property
    def feed_fault(self) -> Fault | None:
        """Give what hindered the last delivery."""

    @property
    def feed_refuses(self) -> tuple[str, ...]:
        """Give what the feed said of declarations that it does not take."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the three steps: its word, its icon, and its time or what it waits for."""

    step: Step
    progress: Progress
    word: str
    icon: str
    note: str


@dataclass(frozen=True, slots=True)
class Result:
    """A candidate's result as declared, 0 votes without a poll; ``number`` as on the paper.

    ``votes`` are ``first`` and ``second`` preferences; ``second`` is None where none were counted.
    """

    candidate: CandidateId
    number: int
    name: Name
    party: Party
    votes: int
    elected: bool
    first: int = 0
    second: int | None = None


@dataclass(frozen=True, slots=True)
class DeclaredRow:
    """A declared contest in the list: who was elected, when, and its three facts."""

    contest: ContestId
    ward: str
    time: str
    elected: tuple[tuple[str, Party], ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FeedWord:
    """One thing to say about the feed; ``tone`` is success, warning, danger or info."""

    tone: Literal["success", "warning", "danger", "info"]
    sentence: str


def facts(state: ContestState, feed: Feed, texts: Texts) -> tuple[Fact, Fact, Fact]:
    """Say of one contest whether it is saved, copied and published, or what that waits for."""
    declared = state.declared is not None
    time = say_time(texts, state.spoken_at) if declared else ""
    saved = (
        texts.say("On this laptop's disk, signed, since {time}", time=time)
        if declared
        else texts.say("Nothing leaves this laptop before it is spoken.")
    )
    only = texts.say("This is the only laptop of the count.")
    return (
        _fact("saved", "done" if declared else "waiting", saved, texts),
        _fact("copied", "none", only, texts),
        _published(state, feed, texts),
    )


def _published(state: ContestState, feed: Feed, texts: Texts) -> Fact:
    if state.receipt_index is not None:
        place = texts.figure(state.receipt_index)
        note = texts.say("Place {place} in the feed's log", place=place)
        return _fact("published", "done", note, texts)
    if state.declared is None:
        return _fact("published", "none", texts.say("Waits for the declaration"), texts)
    if not feed.feed_url:
        return _fact("published", "none", texts.say("This count has no feed named."), texts)
    if feed.feed_fault is not None or feed.feed_refuses:
        note = texts.say("Waits safely here; see what the feed says.")
        return _fact("published", "waiting", note, texts)
    return _fact("published", "waiting", texts.say("On its way to the feed"), texts)


def _fact(step: Step, progress: Progress, note: str, texts: Texts) -> Fact:
    return Fact(step, progress, texts.say(_WORDS[step, progress]), _ICONS[step], note)


def results(state: ContestState) -> tuple[Result, ...]:
    """List the declared result, by votes and then as on the ballot paper; empty before it."""
    if state.declared is None:
        return ()
    totals = state.cleared.event.declaration.totals if state.cleared else None
    votes, first = (final_votes(totals), totals.votes) if totals else ({}, {})
    seconds = totals.second.votes if totals and totals.second else {}
    elected, counted_twice = state.elected, bool(seconds)
    rows = [
        Result(
            *(c.id, c.number, name_of(c), c.party, votes.get(c.id, 0), c.id in elected),
            first=first.get(c.id, 0),
            second=seconds.get(c.id),
        )
        for c in state.contest.candidates
    ]

    # A lot decides between equals, so the elected stand first among them; who went out after a
    # first count stands behind those who remained.
    def place(row: Result) -> tuple[bool, int, bool, int]:
        out = counted_twice and row.second is None
        return out, -row.votes, not row.elected, row.number

    return tuple(sorted(rows, key=place))


def declared_rows(count: Count, feed: Feed, texts: Texts) -> tuple[DeclaredRow, ...]:
    """List the declared contests, the last one first."""
    declared = [state for state in count.contests.values() if state.declared is not None]
    declared.sort(key=lambda state: (state.spoken_at, state.number), reverse=True)
    return tuple(
        _row(state, feed, texts, count.polling_day(state.contest.id)) for state in declared
    )


def _row(state: ContestState, feed: Feed, texts: Texts, day: str) -> DeclaredRow:
    contest = state.contest
    found = [contest.candidate(candidate) for candidate in state.elected]
    return DeclaredRow(
        contest.id,
        contest.area,
        short_time(texts, state.spoken_at, day),
        tuple((one.name, one.party) for one in found),
        facts(state, feed, texts),
    )


def feed_words(feed: Feed, texts: Texts) -> tuple[FeedWord, ...]:
    """Say whether the feed can be reached, how much waits, what hinders it and what it refuses."""
    if not feed.feed_url:
        sentence = texts.say(
            "This count has no feed named. Declared results are safe in the count file and can "
            "be published later."
        )
        return (FeedWord("info", sentence),)
    refused = tuple(
        FeedWord("danger", texts.say("The feed does not take a result: {reason}", reason=reason))
        for reason in feed.feed_refuses
    )
    return (_reached(feed, texts), *refused)


def _reached(feed: Feed, texts: Texts) -> FeedWord:
    waiting = texts.count("{n} declared result waits.", "{n} declared results wait.", feed.waiting)
    if feed.feed_fault is not None:
        fault = say_fault(texts, feed.feed_fault.code, feed.feed_fault.details)
        return FeedWord("warning", f"{waiting} {fault}")
    if feed.waiting:
        return FeedWord("info", waiting)
    if feed.feed_refuses:
        return FeedWord("info", texts.say("The feed is reached."))
    return FeedWord("success", texts.say("The feed is reached, and nothing waits."))


def page_on_feed(feed: Feed, contest: ContestId) -> str:
    """Give the address of a contest's page on the feed, empty without a feed."""
    if not feed.feed_url:
        return ""
    return f"{feed.feed_url.rstrip('/')}/contest/{quote(contest)}"


def say_no_poll(texts: Texts, contest: Contest) -> str:
    """Say that there is no poll, and who draws the lot where seats end on different days."""
    standing = texts.count("{n} candidate stands", "{n} candidates stand", len(contest.candidates))
    said = texts.say(
        "There is no poll in {ward}: {standing} for {seats}.",
        ward=contest.area,
        standing=standing,
        seats=texts.count("{n} seat", "{n} seats", contest.seats),
    )
    return " ".join(one for one in (said, say_at_council(texts, contest)) if one)


def to_return(state: ContestState) -> bool:
    """Say whether a contest has no poll and still has to be returned by the officer."""
    return state.contest.uncontested and state.declared is None
