"""What is handed over with the papers: notice, packets with labels, tendered papers, receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.pack.figures import accounts_with, figures_of
from countroom.app.pack.poll import UNKNOWN, lacking, not_declared
from countroom.documents.of_lots import say_at_council, say_elected, say_names
from countroom.documents.pack import Label, PackSheet, Section
from countroom.documents.wording import runs
from countroom.domain.sheets import TENDERED
from countroom.texts import london, say_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.app.pack.poll import Poll
    from countroom.domain.state import ContestState


def notice(poll: Poll) -> PackSheet:
    """Say who is elected, to the proper officer: of the parish as well where it is its poll."""
    texts, election = poll.texts, poll.election
    to = texts.say("To the proper officer of {council}", council=election.council.name)
    if any(state.rules.kind == "england-parish" for state in poll.states):
        to = texts.say("To the proper officers of the district and of the parish council")
    notes = [
        f"{state.contest.area}: {said}"
        for state in poll.states
        if (said := say_at_council(texts, state.contest))
    ]
    if any(state.contest.uncontested for state in poll.states):
        notes.append(texts.say("Add the addresses of those returned without a poll."))
    columns = (texts.say("Ward"), texts.say("Elected"), texts.say("Declared"))
    rows = tuple((state.contest.area, *_elected(poll, state)) for state in poll.states)
    section = Section(
        *(texts.say("Elected"), columns, rows, (), tuple(notes)),
        words=True,
        widths=(3, 5, 3),
    )
    signs = (texts.say("Returning Officer"),)
    return PackSheet(
        texts.say("Notice of those elected"),
        to,
        not_declared(texts, poll.states),
        (section,),
        signs,
    )


def packets(poll: Poll) -> PackSheet:
    """List what goes to the registration officer under seal, packet by packet."""
    texts = poll.texts
    columns = (texts.say("Packet"), texts.say("In it"), texts.say("Seal"))
    sections = tuple(
        Section(
            state.contest.area,
            columns,
            tuple((one.contents, one.figure, "") for one in _packets_of(poll, state)),
            words=True,
            widths=(4, 2, 3),
        )
        for state in poll.states
        if not state.contest.uncontested
    )
    signs = (texts.say("Handed over by"), texts.say("Received by the registration officer"))
    return PackSheet(
        texts.say("Packets for the registration officer"),
        texts.say("To the registration officer"),
        not_declared(texts, poll.polled),
        sections,
        signs,
    )


def labels(poll: Poll) -> tuple[Label, ...]:
    """Give a label for each of these packets."""
    return tuple(
        one
        for state in poll.states
        if not state.contest.uncontested
        for one in _packets_of(poll, state)
    )


def tendered(poll: Poll) -> PackSheet:
    """State the tendered papers of every station as its account has them."""
    texts = poll.texts
    rows: list[tuple[str, ...]] = []
    open_ones: list[ContestState] = []
    for state in poll.polled:
        accounts = accounts_with(state, TENDERED)
        for account in accounts:
            box = state.contest.box(account.sheet.box) if account.sheet.box else None
            papers = account.settled[TENDERED] if account.settled else None
            station = f"{state.contest.area}: {box.place}" if box else state.contest.area
            rows.append((station, poll.figure(papers)))
        if any(account.settled is None for account in accounts):
            open_ones.append(state)
    columns = (texts.say("Ward and station"), texts.say("Tendered papers"))
    before = texts.say(
        "Tendered papers are never counted. Compare each figure with the station's list of "
        "tendered votes before the packet is sealed."
    )
    section = Section(texts.say("By the ballot paper accounts"), columns, tuple(rows), (before,))
    lacks = lacking(texts.say("Accounts not settled"), open_ones)
    name = texts.say("Statement as to tendered papers")
    return PackSheet(name, "", lacks, (section,), (texts.say("Returning Officer"),))


def receipt(poll: Poll) -> PackSheet:
    """List the laptops and signing keys that come back, each to be signed for."""
    texts, count = poll.texts, poll.count
    back = texts.say("Handed back, signed for")
    laptops = Section(
        texts.say("Laptops"),
        (texts.say("Laptop"), back),
        tuple((device, "") for device in count.devices),
        words=True,
    )
    keys = Section(
        texts.say("Keys of the staff"),
        (texts.say("Person"), back),
        tuple((poll.named(person), "") for person in count.people),
        words=True,
    )
    signs = (texts.say("Received by"),)
    return PackSheet(texts.say("Receipt for keys and laptops"), "", (), (laptops, keys), signs)


def _elected(poll: Poll, state: ContestState) -> tuple[str, str]:
    """Say who is elected and when it was declared, or why nobody is."""
    texts, contest = poll.texts, state.contest
    if state.called_off is not None:
        return UNKNOWN, say_state(texts, state.called_off.how)
    if state.declared is None:
        return UNKNOWN, UNKNOWN
    day, time = london(state.spoken_at)
    declared = texts.say("{time} on {day}", time=time, day=texts.day(day))
    if state.cleared is None:
        names = say_names(contest, state.elected)
        return _words(names), texts.say("{time}, without a poll", time=declared)
    declaration = state.cleared.event.declaration
    return _words(say_elected(texts, contest, declaration)), declared


def _packets_of(poll: Poll, state: ContestState) -> Iterator[Label]:
    """Give the packets of one contest (SI 2006/3304 Sch 2 rr. 52 and 54)."""
    made = list(_contents(poll, state))
    for n, (contents, figure) in enumerate(made, 1):
        number = poll.texts.say("{n} of {all}", n=n, all=len(made))
        yield Label(state.contest.area, contents, figure, number)


def _contents(poll: Poll, state: ContestState) -> Iterator[tuple[str, str]]:
    texts, found = poll.texts, figures_of(state)

    def papers(figure: int | None) -> str:
        if figure is None:
            return UNKNOWN
        return texts.count("{n} paper", "{n} papers", figure)

    if state.called_off is None:
        yield texts.say("Counted ballot papers"), papers(found.counted)
        yield texts.say("Rejected ballot papers"), papers(found.rejected_total)
    else:
        yield texts.say("Ballot papers, not counted"), papers(found.verified)
    yield texts.say("Unused ballot papers"), papers(found.unused)
    yield texts.say("Spoilt ballot papers"), papers(found.spoilt)
    yield texts.say("Tendered ballot papers"), papers(found.tendered)
    accounts = len(accounts_with(state, TENDERED))
    yield (
        texts.say("Ballot paper accounts, statement as to verification"),
        texts.count("{n} account", "{n} accounts", accounts),
    )
    yield texts.say("Marked registers and lists of the stations"), UNKNOWN
    yield texts.say("Postal voting statements"), _of(poll, found.statements)
    yield texts.say("Rejected postal votes"), _of(poll, found.refused_total)


def _of(poll: Poll, figure: int | None) -> str:
    if figure is None:
        return UNKNOWN
    return poll.texts.count("{n} statement", "{n} statements", figure)


def _words(sentence: str) -> str:
    """Give a sentence without the marks of its strong words."""
    return "".join(run["text"] for run in runs(sentence))
