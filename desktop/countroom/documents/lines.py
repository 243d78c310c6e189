"""What is said from the platform, line by line, alike on the screen and on the script.

The sentences are those of ``documents.declaration``: what is read out and what is printed are
one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countroom.documents.of_lots import say_elected, say_lot
from countroom.documents.office import (
    say_declaring,
    say_notice,
    say_poll,
    say_second_count,
)
from countroom.documents.wording import name_in_sentence, plain, runs
from countroom.domain.electing import final_votes
from countroom.domain.election import Party
from countroom.domain.identifiers import CandidateId
from countroom.texts import say_head
from countroom.texts.numbers import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from countroom.documents.wording import Run
    from countroom.domain.declaration import Declaration, Lot
    from countroom.domain.election import Candidate, Contest, Election
    from countroom.domain.identifiers import HeadId
    from countroom.domain.state import ContestState
    from countroom.texts import Texts

Kind = Literal["opening", "candidate", "told", "second", "lot", "elected", "rejected"]
Piece = tuple[str, bool]
"""A piece of a sentence, and whether it is set in bold."""


@dataclass(frozen=True, slots=True)
class Share:
    """A figure under a line: papers rejected under a head, or the preferences of a total."""

    label: str
    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line to say.

    ``title`` names it in a word or two; a candidate's is the forenames, with ``family`` after it.
    ``said`` is the sentence of a line that is no candidate. ``figure`` is empty where there is
    none; ``words`` says it. ``how`` notes how the names are said, ``candidate`` is whose line it
    is. ``also`` is the same line in the other language, where both are read line by line.
    """

    kind: Kind
    title: str
    family: str = ""
    said: tuple[Piece, ...] = ()
    description: str = ""
    party: Party | None = None
    figure: str = ""
    words: str = ""
    shares: tuple[Share, ...] = ()
    how: str = ""
    candidate: CandidateId | None = None
    also: Line | None = None

    @property
    def spoken(self) -> str:
        """Give the whole line as one text, for a screen reader and for correcting it aloud."""
        parts = ["".join(text for text, _ in self.said) or f"{self.title} {self.family}".strip()]
        parts += [self.description] if self.description else []
        parts += [self.words] if self.words else []
        parts += [f"{share.label}: {share.words}" for share in self.shares]
        one = ". ".join(part.removesuffix(".") for part in parts) + "."
        return one if self.also is None else f"{one} {self.also.spoken}"


def spoken_lines(
    state: ContestState, election: Election, texts: Texts, officer: str, title: str
) -> tuple[Line, ...]:
    """List the lines of a cleared contest in the order they are said; none while not cleared.

    ``officer`` is who speaks, empty where the ``title`` alone is said.
    """
    if state.cleared is None:
        return ()
    contest, declaration = state.contest, state.cleared.event.declaration
    return (
        _opening(state, election, texts, officer, title),
        *(_candidate(one, state, declaration, texts) for one in contest.candidates),
        *_second_count(state, declaration, texts),
        *(_lot(contest, lot, texts) for lot in declaration.lots),
        _elected(state, declaration, texts),
        *_rejected(state, declaration, texts),
    )


def say_call(texts: Texts, contest: Contest) -> str:
    """Say the sentence that calls a contest's candidates."""
    return texts.say("The candidates for {ward} are asked to the platform:", ward=contest.area)


def _opening(
    state: ContestState, election: Election, texts: Texts, officer: str, title: str
) -> Line:
    poll = say_poll(texts, state.contest, state.rules, election.polling_day)
    notice = say_notice(texts, state.contest, officer, title)
    return Line("opening", texts.say("Opening words"), said=_pieces(runs(f"{poll}. {notice}")))


def _candidate(
    candidate: Candidate, state: ContestState, declaration: Declaration, texts: Texts
) -> Line:
    votes = declaration.totals.votes[candidate.id]
    forenames, family = spoken_name(candidate)
    return Line(
        "candidate",
        forenames,
        family,
        description=plain(candidate.description) or candidate.party.name,
        party=candidate.party,
        figure=texts.figure(votes),
        words=in_words(texts, votes),
        how=state.how_said.get(candidate.id, ""),
        candidate=candidate.id,
    )


def _second_count(state: ContestState, declaration: Declaration, texts: Texts) -> Iterator[Line]:
    """Say why there was a second count, and what each who remained had in it and in all."""
    contest, totals = state.contest, declaration.totals
    if totals.second is None:
        return
    told = say_second_count(texts, contest, totals, totals.second)
    yield Line("told", texts.say("The second count"), said=_pieces(runs(told)))
    in_all = final_votes(totals)
    for candidate in contest.candidates:
        if candidate.id not in totals.second.votes:
            continue
        first, second = totals.votes[candidate.id], totals.second.votes[candidate.id]
        forenames, family = spoken_name(candidate)
        yield Line(
            "second",
            forenames,
            family,
            description=texts.say("Second preferences and total"),
            party=candidate.party,
            figure=texts.figure(in_all[candidate.id]),
            words=in_words(texts, in_all[candidate.id]),
            shares=tuple(
                Share(label, texts.figure(n), in_words(texts, n))
                for label, n in (
                    (texts.say("First preferences"), first),
                    (texts.say("Second preferences"), second),
                )
            ),
            how=state.how_said.get(candidate.id, ""),
            candidate=candidate.id,
        )


def spoken_name(candidate: Candidate) -> tuple[str, str]:
    """Cut a name as it is said before its family name; the whole where that is not found."""
    name, family = name_in_sentence(candidate), plain(candidate.surname)
    if family and name.endswith(f" {family}"):
        return name.removesuffix(family).rstrip(), family
    return "", name


def _lot(contest: Contest, lot: Lot, texts: Texts) -> Line:
    said = say_lot(texts, contest, lot)
    return Line("lot", texts.say("Equality of votes"), said=_pieces(runs(said)))


def _elected(state: ContestState, declaration: Declaration, texts: Texts) -> Line:
    names = say_elected(texts, state.contest, declaration)
    said = say_declaring(texts, state.contest, state.rules, names)
    noted = [(one, state.how_said.get(one, "")) for one in declaration.elected]
    how = "; ".join(f"{_family(state, one)}: {note}" for one, note in noted if note)
    return Line("elected", texts.say("Elected"), said=_pieces(runs(said)), how=how)


def _family(state: ContestState, candidate: CandidateId) -> str:
    return spoken_name(state.contest.candidate(candidate))[1]


def _rejected(state: ContestState, declaration: Declaration, texts: Texts) -> tuple[Line, ...]:
    """Say the papers rejected by head and in all, then those in part, never added together."""
    totals, rules = declaration.totals, state.rules
    wholly = _by_head(texts, texts.say("Ballot papers rejected"), rules.heads, totals.rejected)
    if totals.second is not None:
        title = texts.say("Ballot papers rejected at the second count")
        return wholly, _by_head(texts, title, rules.second_heads, totals.second.rejected)
    if state.contest.seats == 1:
        return (wholly,)
    in_part = Line(
        "rejected",
        texts.say("Rejected in part, counted for the valid votes on them"),
        figure=texts.figure(totals.rejected_in_part),
        words=in_words(texts, totals.rejected_in_part),
    )
    return wholly, in_part


def _by_head(
    texts: Texts, title: str, heads: Iterable[HeadId], rejected: Mapping[HeadId, int]
) -> Line:
    total = sum(rejected.values())
    each = [(say_head(texts, head), rejected.get(head, 0)) for head in heads]
    return Line(
        "rejected",
        title,
        figure=texts.figure(total),
        words=in_words(texts, total),
        shares=tuple(Share(name, texts.figure(n), in_words(texts, n)) for name, n in each),
    )


def _pieces(sentence: Iterable[Run]) -> tuple[Piece, ...]:
    return tuple((run["text"], run["strong"]) for run in sentence)
