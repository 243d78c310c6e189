"""What is told of the papers: doubtful ones by head, and the figures for the Commission."""

from __future__ import annotations

from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING

from countroom.app.pack.figures import declared_totals, figures_of, ruled_by
from countroom.app.pack.poll import UNKNOWN, lacking, not_declared, total
from countroom.documents.pack import PackSheet, Section
from countroom.documents.wording import share
from countroom.texts import N_, say_head
from countroom.texts.of_the_post import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countroom.app.pack.figures import PollFigures
    from countroom.app.pack.poll import Poll

_Row = tuple[str, ...]


def adjudication(poll: Poll) -> PackSheet:
    """Give the papers rejected by head, ward by ward, and who ruled on them."""
    texts = poll.texts
    sections = (*_rejected(poll), _rulers(poll))
    return PackSheet(texts.say("Doubtful papers"), "", not_declared(texts, poll.polled), sections)


def data_return(poll: Poll) -> PackSheet:
    """Give the figures that the Commission asks for after the poll."""
    texts = poll.texts
    lacks = (
        *not_declared(texts, poll.polled),
        *lacking(
            texts.say("Electorate not known"),
            [state for state in poll.polled if state.contest.electorate is None],
        ),
        *lacking(
            texts.say("Postal papers issued not known"),
            [state for state in poll.polled if state.contest.postal_issued is None],
        ),
        *lacking(
            texts.say("Postal ledger open"),
            [state for state in poll.polled if not state.postal.closed],
        ),
    )
    sections = (_turnout(poll), _postal(poll), *_refused(poll), *_rejected(poll))
    return PackSheet(texts.say("Figures for the Electoral Commission"), "", lacks, sections)


def _turnout(poll: Poll) -> Section:
    texts = poll.texts
    columns = tuple(
        texts.say(one)
        for one in (N_("Ward"), N_("Electorate"), N_("Verified"), N_("Turnout"), N_("Valid"))
    )

    def row(area: str, electorate: int | None, verified: int | None, valid: int | None) -> _Row:
        known = electorate and verified is not None
        turnout = share(verified or 0, electorate or 1) if known else UNKNOWN
        return area, poll.figure(electorate), poll.figure(verified), turnout, poll.figure(valid)

    found = [(state, figures_of(state)) for state in poll.polled]
    rows = [row(s.contest.area, f.electorate, f.verified, f.valid) for s, f in found]
    sums = (
        total(one.electorate for _, one in found),
        total(one.verified for _, one in found),
        total(one.valid for _, one in found),
    )
    rows.append(row(texts.say("All wards"), *sums))
    note = texts.say("Turnout is papers verified of the electorate, rejected papers among them.")
    return Section(texts.say("Turnout"), columns, tuple(rows), after=(note,))


def _postal(poll: Poll) -> Section:
    texts, figure = poll.texts, poll.figure
    columns = tuple(
        texts.say(one)
        for one in (
            *(N_("Ward"), N_("Issued"), N_("Returned"), N_("Accepted"), N_("Rejected")),
            *(N_("Papers counted"), N_("Packets at stations")),
        )
    )
    found = [(state.contest.area, figures_of(state)) for state in poll.polled]
    rows = [(area, *map(figure, _post_of(one)), _handed_in(poll, one)) for area, one in found]
    sums = [total(column) for column in zip(*(_post_of(one) for _, one in found), strict=True)]
    if sums:
        rows.append(
            (
                texts.say("All wards"),
                *map(figure, sums),
                _handed_in(poll, *(one for _, one in found)),
            )
        )
    before = texts.say("Packets are those handed in at polling stations, accepted and rejected.")
    widths = (5, 3, 3, 3, 3, 3, 3)  # heads of a translation are long, and wards too
    return Section(texts.say("Postal votes"), columns, tuple(rows), (before,), widths=widths)


def _post_of(found: PollFigures) -> tuple[int | None, ...]:
    return (
        *(found.postal_issued, found.covers, found.statements, found.refused_total),
        found.postal_papers,
    )


def _handed_in(poll: Poll, *found: PollFigures) -> str:
    """Give the packets handed in at the stations, accepted and rejected."""
    accepted = total(one.packets[0] if one.packets else None for one in found)
    rejected = total(one.packets[1] if one.packets else None for one in found)
    if accepted is None or rejected is None:
        return UNKNOWN
    return f"{poll.figure(accepted)} + {poll.figure(rejected)}"


def _refused(poll: Poll) -> Iterator[Section]:
    """Give the postal votes rejected by reason, where any session was held."""
    texts = poll.texts
    found = [(state.contest.area, figures_of(state).refused) for state in poll.polled]
    if all(refused is None for _, refused in found):
        return
    letters = dict(zip(REASONS, ascii_uppercase, strict=False))
    columns = (texts.say("Ward"), *letters.values())
    legend = _legend((letter, texts.say(REASONS[why])) for why, letter in letters.items())
    rows = tuple(
        (area, *(poll.figure(None if one is None else one.get(why, 0)) for why in REASONS))
        for area, one in found
    )
    yield Section(texts.say("Postal votes rejected"), columns, rows, legend)


def _rejected(poll: Poll) -> Iterator[Section]:
    """Give the papers rejected under each head, for wards of one law at a time."""
    texts, figure = poll.texts, poll.figure
    for heads, states in groupby(poll.polled, key=lambda state: state.rules.heads):
        letters = dict(zip(heads, ascii_uppercase, strict=False))
        columns = (
            texts.say("Ward"),
            *letters.values(),
            texts.say("Total"),
            texts.say("In part"),
        )
        rows = []
        for state in states:
            totals, found = declared_totals(state), figures_of(state)
            by_head = [totals.rejected.get(head) if totals else None for head in heads]
            sums = (found.rejected_total, found.rejected_in_part)
            rows.append((state.contest.area, *map(figure, by_head), *map(figure, sums)))
        legend = _legend((letter, say_head(texts, head)) for head, letter in letters.items())
        yield Section(texts.say("Ballot papers rejected"), columns, tuple(rows), legend)


def _legend(letters: Iterable[tuple[str, str]]) -> tuple[str]:
    return ("; ".join(f"{letter}: {words}" for letter, words in letters),)


def _rulers(poll: Poll) -> Section:
    texts = poll.texts
    rows = tuple(
        (
            state.contest.area,
            ", ".join(poll.named(one) for one in ruled_by(state)) or UNKNOWN,
        )
        for state in poll.polled
    )
    return Section(
        texts.say("Who ruled on them"), (texts.say("Ward"), texts.say("Officer")), rows, words=True
    )
