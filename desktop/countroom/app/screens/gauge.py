"""Can what is open change who is elected? What is open, against the margin for the last seat.

Somebody elected is overtaken only when a gap between two candidates closes. A paper that is open
is out of the count (rejected, missing) or one too many in it: settling it either adds votes or
takes votes away, and gives each candidate one at the most. With any number of seats it can so
move the gap between two candidates by 1, never more; it moves it by 1 when it helps one of the
two and not the other. No pair of an elected and an unelected candidate is closer than the last
elected and the first unelected, so nobody changes places while

    what is open  <  votes of the last elected - votes of the first unelected

and from equality on a lot may be needed, which is a change. A counted paper that was read for the
wrong candidate would move the gap by 2; it is not known to be open, and a recount is what finds
it, which the answer says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.screens.two_counts import Where, margin_of
from countroom.domain.checks import check_contest
from countroom.domain.counting.plurality import majority
from countroom.domain.rule_set import in_preferences
from countroom.domain.totals import totals_of, variances
from countroom.texts.catalogue import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from countroom.domain.checks import Finding
    from countroom.domain.state import ContestState, Count
    from countroom.texts.catalogue import Texts

_STEPS = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)
"""Ends of a scale that are read at a glance, times a power of ten."""
_SEAT: Where = "seat"
_ROOM_PERCENT = 120
"""The scale goes a fifth beyond the larger figure, so that the line never stands at its end."""
_ORDINALS = (
    N_("1st"),
    N_("2nd"),
    N_("3rd"),
    N_("4th"),
    N_("5th"),
    N_("6th"),
    N_("7th"),
    N_("8th"),
    N_("9th"),
    N_("10th"),
    N_("11th"),
    N_("12th"),
    N_("13th"),
    N_("14th"),
    N_("15th"),
    N_("16th"),
)


@dataclass(frozen=True, slots=True)
class Gauge:
    """What is open in papers, and votes that do not add up, against ``margin`` in votes.

    ``margin`` lies between the last elected and the first unelected candidate; None when nobody
    is left out. In a supplementary vote it is the narrowest of those that decide, after ``seats``
    candidates, and ``where`` says which; ``seconds`` are papers rejected at the second count.
    ``varying`` adds each box's papers too few or too many; ``unreconciled`` is the
    most that totals which do not agree can hide; ``boxes`` are those still out.
    """

    rejected: int
    in_part: int
    varying: int
    unreconciled: int
    boxes: int
    seats: int
    margin: int | None
    where: Where = "seat"
    seconds: int = 0

    @property
    def open(self) -> int:
        """Add what is open: the most that a gap between two candidates can move."""
        papers = self.rejected + self.in_part + self.seconds
        return papers + self.varying + self.unreconciled

    @property
    def can_change(self) -> bool:
        """Say whether settling what is open could change who is elected, or bring a lot."""
        if self.margin is None:
            return False
        return self.boxes > 0 or 0 < self.open >= self.margin

    @property
    def end(self) -> int:
        """Give the end of the scale that holds both figures."""
        return scale_end(max(self.open, self.margin or 0))


@dataclass(frozen=True, slots=True)
class GaugeWords:
    """What stands on the gauge; ``rows`` are a name and its figure."""

    open: str
    margin: str
    rows: tuple[tuple[str, str], ...]
    answer: str
    why: str


def gauge_of(count: Count, state: ContestState) -> Gauge:
    """Weigh what is open in a contest whose count sheets agree."""
    totals, seats = totals_of(state), state.contest.seats
    margin, where = majority(totals.votes, seats), _SEAT
    if in_preferences(state.contest.rule_set):
        narrowest = margin_of(totals)
        margin = narrowest.votes if narrowest else None
        seats, where = (narrowest.place, narrowest.where) if narrowest else (seats, _SEAT)
    return Gauge(
        rejected=totals.rejected_total,
        in_part=totals.rejected_in_part,
        varying=sum(abs(papers) for papers in variances(state).values()),
        unreconciled=unreconciled(check_contest(count, state)),
        boxes=len(state.boxes_out),
        seats=seats,
        margin=margin,
        where=where,
        seconds=sum(totals.second.rejected.values()) if totals.second else 0,
    )


def unreconciled(findings: Iterable[Finding]) -> int:
    """Give the most papers or votes that the totals which do not agree can hide.

    One cause may fire several checks and is then counted several times: the answer errs towards
    yes.
    """
    hidden = ((_HIDDEN.get(finding.code), finding.numbers) for finding in findings)
    return sum(measure(numbers) for measure, numbers in hidden if measure is not None)


def scale_end(figure: int) -> int:
    """Give the first round end of a scale a fifth beyond a figure, 10 at the least."""
    power = 1
    while True:
        for step in _STEPS:
            if 100 * step * power >= _ROOM_PERCENT * figure:
                return step * power
        power *= 10


def say_gauge(texts: Texts, gauge: Gauge) -> GaugeWords:
    """Put the gauge into words; the same serve the eye and the screen reader."""
    answer, stop, why = _answer(texts, gauge).partition(". ")
    return GaugeWords(
        open=texts.say("{n} open", n=texts.figure(gauge.open)),
        margin=_margin(texts, gauge),
        rows=tuple(_rows(texts, gauge)),
        answer=answer + stop.strip(),
        why=why,
    )


def _rows(texts: Texts, gauge: Gauge) -> Iterable[tuple[str, str]]:
    yield texts.say("Papers rejected, by head"), texts.figure(gauge.rejected)
    if gauge.seconds:
        yield texts.say("Rejected at the second count"), texts.figure(gauge.seconds)
    yield texts.say("Rejected in part"), texts.figure(gauge.in_part)
    yield texts.say("Boxes that did not reconcile, papers"), texts.figure(gauge.varying)
    if gauge.unreconciled:
        yield texts.say("Totals that do not agree, at the most"), texts.figure(gauge.unreconciled)
    yield texts.say("Boxes and postal batches outstanding"), texts.figure(gauge.boxes)


def _margin(texts: Texts, gauge: Gauge) -> str:
    if gauge.margin is None:
        return ""
    if gauge.where == "half":
        return texts.say("{n} to or from one half", n=texts.figure(gauge.margin))
    return texts.say(
        "{n} between {last} and {next}",
        n=texts.figure(gauge.margin),
        last=_ordinal(texts, gauge.seats),
        next=_ordinal(texts, gauge.seats + 1),
    )


def _ordinal(texts: Texts, place: int) -> str:
    return texts.say(_ORDINALS[place - 1]) if place <= len(_ORDINALS) else texts.figure(place)


def _answer(texts: Texts, gauge: Gauge) -> str:
    """Answer and give the sum; the answer is the first sentence, in any language."""
    if gauge.margin is None:
        return texts.say("No. Nobody who stands is left out.")
    if gauge.boxes:
        return texts.say("Yes, it could. Nobody knows yet what the outstanding boxes hold.")
    if not gauge.open:
        return _nothing_open(texts, gauge.margin)
    if not gauge.margin:
        return texts.say("Yes, it could. The last seat is tied, and any of them could decide it.")
    margin = texts.figure(gauge.margin)
    if gauge.open < gauge.margin:
        return texts.count(
            "No. The {n} that is open is fewer than {margin}. A recount may still be asked for.",
            "No. All {n} together are fewer than {margin}. A recount may still be asked for.",
            gauge.open,
            margin=margin,
        )
    return texts.count(
        "Yes, it could. The {n} that is open is not fewer than {margin}. "
        "Look at it with the agents.",
        "Yes, it could. All {n} together are not fewer than {margin}. "
        "Look at them with the agents.",
        gauge.open,
        margin=margin,
    )


def _nothing_open(texts: Texts, margin: int) -> str:
    if margin:
        return texts.say("No. Nothing is open. A recount may still be asked for.")
    return texts.say("No. Nothing is open; the lot decides between equal votes.")


_HIDDEN: Mapping[str, Callable[[Mapping[str, int]], int]] = {
    "V06": lambda n: n["valid"] - n["votes"],
    # Each paper left out may hold as many votes as there are seats.
    "V08": lambda n: n["seats"] * n["valid"] - n["votes"],
    "V09": lambda n: n["verified"] - n["electorate"],
    "V10": lambda n: n["counted"] - n["issued"],
    "V11": lambda n: abs(n["difference"]),
    "V12": lambda n: abs(n["votes"] + n["unused"] - n["papers"] * n["seats"]),
}
