"""Corrections before and on the night, from what was typed to the command, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from countroom.app.arranging import at_night
from countroom.app.sources.names import split_name
from countroom.domain import commands as do
from countroom.domain.amending import lines_stand
from countroom.domain.election import Incumbent, Party, particulars_of
from countroom.domain.figures import read_figure
from countroom.domain.refusals import Refusal
from countroom.texts import N_, london, say_refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.domain.election import Candidate, Contest
    from countroom.domain.identifiers import PersonId
    from countroom.domain.people import Role
    from countroom.domain.rule_set import Thresholds
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

PROVERS: Final[tuple[Role, ...]] = ("administrator", "supervisor", "officer")
"""Who signs that a set-up is as on paper, two at a time."""

SITTING: Final[Mapping[Incumbent, str]] = {
    "": N_("Not a sitting member, or not known"),
    "this_ward": N_("Sitting member here"),
    "other_ward": N_("Sitting member elsewhere"),
}

LIMITS: Final[Mapping[str, str]] = {
    "mean_votes_low": N_("Votes per 100 valid papers, at least"),
    "mean_votes_high": N_("Votes per 100 valid papers, at most"),
    "rejected_most": N_("Rejected papers per 10,000, at most"),
    "turnout_low": N_("Turnout of 100 electors, at least"),
    "turnout_high": N_("Turnout of 100 electors, at most"),
    "slate_low": N_("A party's lowest per 100 votes of its highest, at least"),
    "equal_most": N_("Votes that two candidates may share by chance"),
    "swap_apart": N_("Running mates far apart: lower per 100 of the higher, below"),
    "swap_together": N_("Running mates close together: lower per 100 of the higher, above"),
    "least_papers": N_("Rates are asked from so many papers verified"),
    "least_votes": N_("Slates are asked from so many votes of their highest"),
}
"""Where warnings begin, in words."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A set-up as typed: every line as it stands on the sheet, candidates as number, name, words.

    ``candidates``, ``parties`` and ``sitting`` keep the order of the contest; ``terms`` are days
    with semicolons between.
    """

    seats: str
    terms: str
    electorate: str
    source: str
    postal: str
    expected: str
    candidates: tuple[tuple[str, str, str], ...]
    parties: tuple[Party, ...]
    sitting: tuple[Incumbent, ...]


def as_typed(contest: Contest) -> Typed:
    """Give a contest's set-up as it would have been typed."""
    return Typed(
        str(contest.seats),
        "; ".join(contest.terms),
        "" if contest.electorate is None else str(contest.electorate),
        contest.electorate_source,
        "" if contest.postal_issued is None else str(contest.postal_issued),
        london(contest.expected_at)[1] if contest.expected_at else "",
        tuple((str(one.number), one.name, one.description) for one in contest.candidates),
        tuple(one.party for one in contest.candidates),
        tuple(one.incumbent for one in contest.candidates),
    )


def corrected(texts: Texts, contest: Contest, polling_day: str, typed: Typed) -> Contest | str:
    """Give the contest as typed, or the sentence that says which line is not what it should be."""
    seats = _figure(texts, texts.say("Seats"), typed.seats)
    electorate = _figure(texts, texts.say("Electorate"), typed.electorate or "0")
    postal = _figure(texts, texts.say("Postal ballot papers issued"), typed.postal or "0")
    expected = at_night(polling_day, typed.expected) if typed.expected.strip() else ""
    candidates = _candidates(texts, contest.candidates, typed)
    if isinstance(seats, str):
        return seats
    if isinstance(electorate, str):
        return electorate
    if isinstance(postal, str):
        return postal
    if isinstance(candidates, str):
        return candidates
    if expected is None:
        return texts.say("“{text}” is not a time. Write it as 02:30.", text=typed.expected)
    return replace(
        contest,
        seats=seats,
        terms=tuple(part.strip() for part in typed.terms.split(";") if part.strip()),
        electorate=electorate if typed.electorate.strip() else None,
        electorate_source=typed.source.strip(),
        postal_issued=postal if typed.postal.strip() else None,
        expected_at=expected,
        candidates=candidates,
    )


def correction(state: ContestState, new: Contest, by: PersonId, reason: str) -> do.Command:
    """Ask for the least that is enough: sheets are void only where their lines would change."""
    particulars = particulars_of(new)
    if particulars.of(state.contest) == new and lines_stand(state, new):
        return do.AmendSetUp(by, new.id, particulars, reason)
    return do.CorrectSetUp(by, new.id, new, reason)


def parties_in(count: Count) -> tuple[Party, ...]:
    """List the parties that stand anywhere in the file, by name."""
    found = {one.party for state in count.contests.values() for one in state.contest.candidates}
    return tuple(sorted(found, key=lambda party: (party.name.casefold(), party.id, party.group)))


def anybody_else(count: Count, by: PersonId) -> PersonId:
    """Give somebody who might sign as the second person; who asks where there is nobody."""
    mine = count.people[by].key if by in count.people else None
    others = (one for one in count.people.values() if set(one.roles) & set(PROVERS))
    return next((one.id for one in others if one.key != mine), by)


def limits_of(count: Count, state: ContestState) -> Thresholds | None:
    """Give where warnings begin for contests of as many seats, None where no check warns."""
    known = count.contests[state.contest.id].rules.likely
    return next((one for one in known if one.seats == state.contest.seats), None)


def changed_limits(texts: Texts, usual: Thresholds, typed: Mapping[str, str]) -> Thresholds | str:
    """Give other limits as typed, or the sentence that says which is not a figure."""
    found: dict[str, int] = {}
    for name, words in LIMITS.items():
        figure = _figure(texts, texts.say(words), typed[name])
        if isinstance(figure, str):
            return figure
        found[name] = figure
    return replace(usual, **found)


def _figure(texts: Texts, line: str, typed: str) -> int | str:
    figure = read_figure(typed)
    if isinstance(figure, Refusal):
        return texts.say("{line}: {sentence}", line=line, sentence=say_refusal(texts, figure))
    return figure


def _candidates(
    texts: Texts, standing: Sequence[Candidate], typed: Typed
) -> tuple[Candidate, ...] | str:
    found = []
    for one, (number, name, description), party, sitting in zip(
        standing, typed.candidates, typed.parties, typed.sitting, strict=True
    ):
        place = _figure(texts, one.name, number)
        if isinstance(place, str):
            return place
        if not name.strip():
            return texts.say("Number {n} on the ballot paper has no name.", n=place)
        found.append(
            replace(
                _renamed(one, name.strip()),
                number=place,
                description=description.strip(),
                party=party,
                incumbent=sitting,
            )
        )
    return tuple(sorted(found, key=lambda one: one.number))


def _renamed(candidate: Candidate, name: str) -> Candidate:
    """Give a candidate another name; the surname stays where the name still has it."""
    if name == candidate.name:
        return candidate
    known = candidate.surname.casefold() in name.casefold()
    surname = candidate.surname if known else split_name(name)[0]
    return replace(candidate, name=name, surname=surname, full_name="")
