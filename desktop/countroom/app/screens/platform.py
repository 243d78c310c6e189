"""What is said from the platform, line by line, in the words of the statement.

The sentences are those of ``documents.declaration``: what is read out and what is printed are
one. Nothing here changes a figure; a slip of the tongue becomes a note on the spoken word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from countroom.app.crew import TITLES
from countroom.app.printing import signer
from countroom.documents.office import (
    say_declaring,
    say_notice,
    say_poll,
    say_second_count,
)
from countroom.documents.wording import name_in_sentence, plain, runs, strong
from countroom.domain.declaration import terms_served
from countroom.domain.electing import final_votes
from countroom.domain.election import Party
from countroom.domain.identifiers import EventId
from countroom.domain.written import LONGEST_TEXT
from countroom.texts import say_head
from countroom.texts.numbers import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from countroom.documents.wording import Run
    from countroom.domain.declaration import Declaration, Lot
    from countroom.domain.election import Candidate, Contest
    from countroom.domain.identifiers import CandidateId, HeadId
    from countroom.domain.state import ContestState, Count
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
    none; ``words`` says it.
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

    @property
    def spoken(self) -> str:
        """Give the whole line as one text, for a screen reader and for correcting it aloud."""
        parts = ["".join(text for text, _ in self.said) or f"{self.title} {self.family}".strip()]
        parts += [self.description] if self.description else []
        parts += [self.words] if self.words else []
        parts += [f"{share.label}: {share.words}" for share in self.shares]
        return ". ".join(part.removesuffix(".") for part in parts) + "."


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reading of one clearance has come: ``said`` lines, and slips by line from 0."""

    cleared: EventId
    said: int = 0
    slips: tuple[int, ...] = ()

    def on(self, lines: int) -> Reading:
        """Say the line, go on to the next."""
        return replace(self, said=min(self.said + 1, lines))

    def back(self) -> Reading:
        """Go back one line; never from the first to the last."""
        return replace(self, said=max(self.said - 1, 0))

    def slipped(self) -> Reading:
        """Keep a slip of the tongue at the line being read; once more takes it off again."""
        here = {self.said}
        return replace(self, slips=tuple(sorted({*self.slips} ^ here)))


def platform_lines(count: Count, state: ContestState, texts: Texts) -> tuple[Line, ...]:
    """List the lines of a cleared contest in the order they are said; none while not cleared."""
    if state.cleared is None:
        return ()
    contest, declaration = state.contest, state.cleared.event.declaration
    return (
        _opening(count, state, texts),
        *(_candidate(one, declaration, texts) for one in contest.candidates),
        *_second_count(contest, declaration, texts),
        *(_lot(contest, lot, texts) for lot in declaration.lots),
        _elected(state, declaration, texts),
        *_rejected(state, declaration, texts),
    )


def slip_note(lines: Sequence[Line], slips: Iterable[int], texts: Texts) -> str:
    """Write the slips down as the note of the spoken word, empty without any."""
    notes = [
        texts.say(
            "Line {line}, {name}: said again to put a slip of the tongue right.",
            line=at + 1,
            name=f"{lines[at].title} {lines[at].family}".strip(),
        )
        for at in slips
        if at < len(lines)
    ]
    note = " ".join(notes)
    if len(note) <= LONGEST_TEXT:
        return note
    listed = ", ".join(str(at + 1) for at in slips)
    return texts.say("Lines said again to put a slip of the tongue right: {lines}.", lines=listed)


def _opening(count: Count, state: ContestState, texts: Texts) -> Line:
    contest = state.contest
    election = count.elections[contest.election]
    poll = say_poll(texts, contest, state.rules, election.polling_day)
    notice = _notice(contest, *signer(count, state), texts)
    said = runs(f"{poll}. {notice}")
    return Line("opening", texts.say("Opening words"), said=_pieces(said))


def _notice(contest: Contest, officer: str, title: str, texts: Texts) -> str:
    officer, titled = plain(officer), texts.say(title) if title in TITLES else title
    titled = plain(titled) or texts.say("Returning Officer")
    return say_notice(texts, contest, "" if officer == titled else officer, titled)


def _candidate(candidate: Candidate, declaration: Declaration, texts: Texts) -> Line:
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
    )


def _second_count(contest: Contest, declaration: Declaration, texts: Texts) -> Iterator[Line]:
    """Say why there was a second count, and what each who remained had in it and in all."""
    totals = declaration.totals
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
        )


def spoken_name(candidate: Candidate) -> tuple[str, str]:
    """Cut a name as it is said before its family name; the whole where that is not found."""
    name, family = name_in_sentence(candidate), plain(candidate.surname)
    if family and name.endswith(f" {family}"):
        return name.removesuffix(family).rstrip(), family
    return "", name


def _lot(contest: Contest, lot: Lot, texts: Texts) -> Line:
    said = texts.say(
        "The votes were equal between these candidates, and one more vote would have elected "
        "any of them: {names}. I decided between them by lot. The lot fell on {drawn}, who is "
        "elected as if given one more vote; the votes are shown as counted.",
        names=_names(contest, lot.tied),
        drawn=strong(name_in_sentence(contest.candidate(lot.drawn))),
    )
    return Line("lot", texts.say("Equality of votes"), said=_pieces(runs(said)))


def _elected(state: ContestState, declaration: Declaration, texts: Texts) -> Line:
    """Name the elected in ballot-paper order; where terms differ, by votes, the longest first."""
    contest, elected = state.contest, declaration.elected
    if contest.terms:
        served = terms_served(contest, declaration)
        names = "; ".join(_with_term(contest, one, term, texts) for one, term in served)
    else:
        names = _names(contest, (c.id for c in contest.candidates if c.id in elected))
    said = say_declaring(texts, contest, state.rules, names)
    return Line("elected", texts.say("Elected"), said=_pieces(runs(said)))


def _with_term(contest: Contest, elected: CandidateId, term: str | None, texts: Texts) -> str:
    name = strong(name_in_sentence(contest.candidate(elected)))
    return texts.say("{name} (term ends {day})", name=name, day=texts.day(term)) if term else name


def _names(contest: Contest, candidates: Iterable[CandidateId]) -> str:
    return "; ".join(strong(name_in_sentence(contest.candidate(c))) for c in candidates)


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
