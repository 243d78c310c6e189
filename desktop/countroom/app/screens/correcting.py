"""Corrections before and on the night, from what was typed to the command, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

from countroom.app.arranging import at_night
from countroom.domain.figures import read_figure
from countroom.domain.refusals import Refusal
from countroom.domain.rule_set import Thresholds
from countroom.texts import N_, london, say_refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from countroom.domain.election import Candidate, Contest
    from countroom.domain.state import ContestState, Count
    from countroom.texts import Texts

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

    ``candidates`` keep the order of the contest; ``terms`` are days with semicolons between.
    """

    seats: str
    terms: str
    electorate: str
    source: str
    postal: str
    expected: str
    candidates: tuple[tuple[str, str, str], ...]


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
    )


def corrected(texts: Texts, contest: Contest, polling_day: str, typed: Typed) -> Contest | str:
    """Give the contest as typed, or the sentence that says which line is not what it should be."""
    seats = _figure(texts, texts.say("Seats"), typed.seats)
    electorate = _figure(texts, texts.say("Electorate"), typed.electorate or "0")
    postal = _figure(texts, texts.say("Postal ballot papers issued"), typed.postal or "0")
    expected = at_night(polling_day, typed.expected) if typed.expected.strip() else ""
    candidates = _candidates(texts, contest.candidates, typed.candidates)
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


def limit_names() -> tuple[str, ...]:
    """List the limits that can be changed: all fields but the seats they are for."""
    return tuple(one.name for one in fields(Thresholds) if one.name != "seats")


def _figure(texts: Texts, line: str, typed: str) -> int | str:
    figure = read_figure(typed)
    if isinstance(figure, Refusal):
        return texts.say("{line}: {sentence}", line=line, sentence=say_refusal(texts, figure))
    return figure


def _candidates(
    texts: Texts, standing: Sequence[Candidate], typed: Iterable[tuple[str, str, str]]
) -> tuple[Candidate, ...] | str:
    found = []
    for one, (number, name, description) in zip(standing, typed, strict=True):
        place = _figure(texts, one.name, number)
        if isinstance(place, str):
            return place
        if not name.strip():
            return texts.say("Number {n} on the ballot paper has no name.", n=place)
        found.append(replace(one, number=place, name=name.strip(), description=description.strip()))
    return tuple(sorted(found, key=lambda one: one.number))
