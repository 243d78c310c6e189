"""Records of the consultation for the file: the lots drawn, and the recounts asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.documents.frame import frame, say_print_number, say_title
from countroom.documents.of_lots import say_lot
from countroom.documents.plan import Section, section_data
from countroom.documents.sub_totals import say_table
from countroom.documents.versions import compare
from countroom.documents.wording import name_in_sentence, plain, signed
from countroom.domain.electing import final_votes
from countroom.domain.events import RecountRefused
from countroom.domain.lots import lot_now
from countroom.texts import london, say_scope
from countroom.texts.voices import say_voice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from countroom.documents.frame import SheetFacts
    from countroom.domain.declaration import Lot, Totals
    from countroom.domain.election import Election
    from countroom.domain.events import RecountGranted
    from countroom.domain.identifiers import CandidateId
    from countroom.domain.lots import Draw
    from countroom.domain.state import ContestState
    from countroom.texts import Texts


def lot_sheet(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the record of every lot drawn, and a form for one that is still to be drawn.

    Source: SI 2006/3304 Sch 2 r. 49; Local Government Act 1972 s. 89.
    """
    needed, result = lot_now(state), state.results[-1]
    sections = [_drawn(state, result.totals, lot, n, texts) for n, lot in enumerate(state.lots, 1)]
    if needed is not None:
        sections.append(_to_draw(state, result.totals, needed, len(state.lots) + 1, texts))
    witnesses = dict.fromkeys(one for lot in state.lots for one in lot.witnesses)
    signs = [*witnesses, *([texts.say("Witness")] * 2 if needed else ())]
    data = _record(state, election, texts, facts, texts.say("Record of the lot"), sections, signs)
    return data if state.lots else data | {"status": texts.say("BLANK")}


def recount_sheet(
    state: ContestState, election: Election, texts: Texts, facts: SheetFacts
) -> dict[str, object]:
    """Fill the record of every recount asked for: granted with its differences, or refused."""
    asked: list[RecountGranted | RecountRefused] = [*state.refused, *state.granted]
    asked.sort(key=lambda one: one.version)
    sections = [_request(state, one, texts) for one in asked]
    name = texts.say("Record of recounts")
    return _record(state, election, texts, facts, name, sections, ())


def _record(
    state: ContestState,
    election: Election,
    texts: Texts,
    facts: SheetFacts,
    name: str,
    sections: Iterable[Section],
    signs: Sequence[str],
) -> dict[str, object]:
    data = frame(state, election, texts, facts, name)
    version = state.provisionals
    status = data["status"]
    if state.cleared is None:
        status = texts.say("PROVISIONAL {n}, NOT A RESULT", n=version)
    officer = ", ".join(one for one in (facts.officer_named, say_title(texts, facts)) if one)
    day, time = london(facts.printed_at)
    return data | {
        "status": status,
        "print": say_print_number(texts, facts.number, facts.replaces),
        "sections": [section_data(one) for one in sections],
        "signs": [officer, *map(plain, signs)],
        "dated": texts.say("Dated"),
        "imprint": texts.say("Printed {time}, {day}", time=time, day=texts.day(day)),
    }


def _drawn(state: ContestState, totals: Totals, lot: Lot, n: int, texts: Texts) -> Section:
    say = texts.say
    rows = (
        *_tied(state, totals, lot.tied, texts),
        (say("How the lot was drawn"), lot.method),
        (say("Drawn"), name_in_sentence(state.contest.candidate(lot.drawn))),
        (say("Witnesses"), "; ".join(lot.witnesses)),
    )
    said = plain(say_lot(texts, state.contest, lot))
    version = say(
        "Drawn on provisional result {number}, after the consultation on it was closed. The votes "
        "stay as counted.",
        number=state.provisionals,
    )
    heading = _heading(n, lot.term, texts)
    return Section(heading, _columns(texts), rows, (said,), (version,), words=True)


def _to_draw(state: ContestState, totals: Totals, draw: Draw, n: int, texts: Texts) -> Section:
    say = texts.say
    rows = (
        *_tied(state, totals, draw.tied, texts),
        (say("How the lot was drawn"), ""),
        (say("Drawn"), ""),
        (say("Witnesses"), ""),
    )
    before = texts.count(
        "The lot is for {n} seat. It is drawn after the consultation is closed, and before those "
        "who are present.",
        "The lot is for {n} seats, one after the other. It is drawn after the consultation is "
        "closed, and before those who are present.",
        draw.places,
    )
    return Section(
        _heading(n, draw.term, texts),
        _columns(texts),
        rows,
        (before,),
        (say("The votes stay as counted; nothing is added to them."),),
        words=True,
    )


def _heading(n: int, term: str, texts: Texts) -> str:
    if term:
        return texts.say("Lot {n}: who serves longer", n=n)
    return texts.say("Lot {n}: who is elected", n=n)


def _columns(texts: Texts) -> tuple[str, str]:
    return texts.say("What is recorded"), texts.say("How it was")


def _tied(
    state: ContestState, totals: Totals, tied: Collection[CandidateId], texts: Texts
) -> Iterator[tuple[str, str]]:
    votes = final_votes(totals)
    for one in state.contest.candidates:
        if one.id in tied:
            said = {"name": name_in_sentence(one), "votes": texts.figure(votes[one.id])}
            yield texts.say("Equal votes"), texts.say("{name}: {votes}", **said)


def _request(state: ContestState, asked: RecountGranted | RecountRefused, texts: Texts) -> Section:
    """Say who asked for what and why, then line by line what the count gave anew."""
    say = texts.say
    who = say_voice(texts, state, asked.asked_by) if asked.asked_by else say("The officer")
    of = say("Asked of provisional result {number} by {who}.", number=asked.version, who=who)
    why = say("Reason: {reason}", reason=asked.reason)
    if isinstance(asked, RecountRefused):
        return Section(say("Refused as unreasonable"), before=(of, why))
    names = {one.id: say_table(texts, one) for one in state.contest.counted_in}
    tables = ", ".join(names.get(one, one) for one in asked.mini_counts)
    scope = say_scope(texts, asked.scope)
    counted = say("Scope: {scope}.", scope=f"{scope} ({tables})" if tables else scope)
    heading = say("Recount {number}", number=asked.number)
    before = next(one for one in state.results if one.version == asked.version)
    now = next((one for one in state.results if one.version > asked.version), None)
    beside = compare(texts, state, before, now) if now else None
    if beside is None:
        return Section(heading, before=(of, why, counted, say("It is not finished yet.")))
    rows = tuple(
        (
            line.words,
            texts.figure(line.before),
            texts.figure(line.now),
            signed(texts, line.change),
        )
        for line in beside.lines
    )
    columns = (
        say("Line"),
        say("Provisional {n}", n=beside.before),
        say("Provisional {n}", n=beside.now),
        say("Change"),
    )
    return Section(heading, columns, rows, (of, why, counted), (beside.summary,))
