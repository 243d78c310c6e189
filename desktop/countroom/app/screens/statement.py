"""The statement as to verification, box by box, with what wandered and what was signed before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.screens.box_words import say_box
from countroom.domain.totals import compensating, counted_by_box, variances
from countroom.texts import N_, say_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countroom.domain.election import BallotBox
    from countroom.domain.events import PapersFound, Recorded, VerificationSigned
    from countroom.domain.hall import Transfer
    from countroom.domain.identifiers import BoxId, ContestId, PersonId
    from countroom.domain.state import ContestState, Count, Stage
    from countroom.texts import Texts


_NEXT: Final[Mapping[Stage, str]] = {
    "verified": N_("A keyer keys the count sheet: first entry."),
    "first_entry": N_("A keyer keys the count sheets that are left."),
    "second_entry": N_("Another keyer keys the second entry of the count sheet."),
    "differ": N_("A supervisor settles the lines that differ on the count sheet."),
    "agreed": N_("A supervisor draws the provisional result."),
    "provisional": N_("The officer closes the consultation."),
    "consulted": N_("The officer clears the result for the platform."),
    "cleared": N_("The result waits to be spoken."),
    "declared": N_("The result is declared."),
}


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A box: papers ``verified``, None while its account is out, and the reason it varies."""

    place: str
    verified: int | None
    variance: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as signed, or as it would be signed now (``version`` 0); figures are papers.

    ``moved`` are transfers in words, ``earlier`` the versions before with the figure of each
    and the one that followed it; ``found`` are papers found after the declaration.
    """

    version: int
    lines: tuple[StatementLine, ...]
    postal: int
    total: int
    moved: tuple[str, ...]
    earlier: tuple[str, ...]
    found: tuple[str, ...] = ()


def statement_of(texts: Texts, count: Count, state: ContestState) -> Statement:
    """Put the statement together as it stands."""
    signed = state.verification
    counted = counted_by_box(state) if signed is None else signed.boxes
    lines = tuple(_line(texts, box, counted, signed) for box in state.contest.boxes)
    postal = sum(counted.get(box.id, 0) for box in state.contest.boxes if box.kind == "postal")
    return Statement(
        version=signed.version if signed else 0,
        lines=lines,
        postal=postal,
        total=sum(counted.values()),
        moved=tuple(_say_transfer(texts, count, state, one) for one in state.transfers),
        earlier=_earlier(texts, state, sum(counted.values())),
        found=tuple(_say_found(texts, one) for one in state.found),
    )


def offered_reasons(texts: Texts, state: ContestState) -> dict[BoxId, str]:
    """Give the reason that offers itself for boxes whose variances cancel out in one place."""
    varying = variances(state)
    boxes = {box.id: box for box in state.contest.boxes}
    found: dict[BoxId, str] = {}
    for over, short in compensating(state):
        reason = texts.say(
            "{over} is {n} over, {short} {n} under, both at {place}.",
            over=say_box(texts, boxes[over]),
            short=say_box(texts, boxes[short]),
            n=texts.figure(varying[over]),
            place=boxes[over].polling_place,
        )
        if over not in found and short not in found:
            found |= {over: reason, short: reason}
    return found


def say_signing(
    texts: Texts, recorded: Iterable[Recorded], version: int, named: Mapping[PersonId, str]
) -> str:
    """Say who signed a version and when; without the log, only that an officer did."""
    for one in recorded:
        if getattr(one.event, "version", 0) == version:
            by = ", ".join(named.get(person, person) for person in one.people)
            return texts.say("Signed {time} by {person}.", time=say_time(texts, one.at), person=by)
    return texts.say("Signed by an officer.")


def say_next(texts: Texts, state: ContestState) -> str:
    """Say who does what after the statement is signed."""
    return texts.say(_NEXT[state.stage]) if state.stage in _NEXT else ""


def _line(
    texts: Texts,
    box: BallotBox,
    counted: Mapping[BoxId, int],
    signed: VerificationSigned | None,
) -> StatementLine:
    variance, reason = signed.variances.get(box.id, (0, "")) if signed else (0, "")
    return StatementLine(say_box(texts, box), counted.get(box.id), variance, reason)


def _earlier(texts: Texts, state: ContestState, now: int) -> tuple[str, ...]:
    """Say of each version that stands no more what it had, and what followed."""
    old = [one for one in state.statements if one is not state.verification]
    totals = [*(one.verified for one in old), now]
    return tuple(
        texts.say(
            "Version {number} had {before} papers verified; now {after}.",
            number=one.version,
            before=texts.figure(one.verified),
            after=texts.figure(after),
        )
        for one, after in zip(old, totals[1:], strict=True)
    )


def _say_transfer(texts: Texts, count: Count, state: ContestState, one: Transfer) -> str:
    if one.source == state.contest.id:
        return texts.count(
            "{n} paper of {ward} was taken out of {box}.",
            "{n} papers of {ward} were taken out of {box}.",
            one.papers,
            ward=_area(count, one.target),
            box=_place(texts, count, one.source, one.source_box),
        )
    return texts.count(
        "{n} paper came from {box} of {ward}.",
        "{n} papers came from {box} of {ward}.",
        one.papers,
        ward=_area(count, one.source),
        box=_place(texts, count, one.source, one.source_box),
    )


def _say_found(texts: Texts, one: PapersFound) -> str:
    return texts.count(
        "{n} paper was found after the declaration and is not counted: {where}. {reason}",
        "{n} papers were found after the declaration and are not counted: {where}. {reason}",
        one.papers,
        where=one.where,
        reason=one.reason,
    )


def _area(count: Count, contest: ContestId) -> str:
    return count.contests[contest].contest.area


def _place(texts: Texts, count: Count, contest: ContestId, box: BoxId) -> str:
    found = count.contests[contest].contest.box(box)
    return say_box(texts, found) if found is not None else box
