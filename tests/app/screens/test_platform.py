from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from countroom.app.screens.platform import (
    Line,
    Reading,
    platform_lines,
    slip_note,
    spoken_name,
)
from countroom.domain import commands as do
from countroom.domain.declaration import Lot
from countroom.domain.identifiers import EventId
from countroom.texts import LANGUAGES, Texts
from hall import OFFICER, SUPERVISOR, key_accounts, key_count_sheet, make_contest, open_hall

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from countroom.app.rehearsal.desk import Desk
    from countroom.domain.state import ContestState

TEXTS = Texts()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    hall = open_hall(tmp_path / "night.count", contests=1)
    yield hall
    hall.count.close()


def only(desk: Desk) -> ContestState:
    return next(iter(desk.count.count.contests.values()))


def cleared(desk: Desk) -> ContestState:
    key_accounts(desk, only(desk))
    key_count_sheet(desk, only(desk))
    contest = only(desk).contest.id
    desk.do(do.ReachProvisionalResult(SUPERVISOR, contest))
    desk.do(do.CloseConsultation(OFFICER, contest, "agreed"))
    desk.do(do.ClearResult(OFFICER, contest))
    return only(desk)


def lines(desk: Desk, texts: Texts = TEXTS) -> tuple[Line, ...]:
    return platform_lines(desk.count.count, only(desk), texts)


def test_nothing_is_said_before_it_is_cleared(desk: Desk) -> None:
    assert lines(desk) == ()


def test_lines_come_as_on_the_statement(desk: Desk) -> None:
    cleared(desk)
    kinds = [line.kind for line in lines(desk)]
    assert kinds == ["opening", *["candidate"] * 10, "elected", "rejected", "rejected"]


def test_it_opens_with_ward_day_officer_and_title(desk: Desk) -> None:
    cleared(desk)
    opening = lines(desk)[0]
    assert opening.spoken.startswith("Election of 3 Councillors for Ward 1, Thursday 2 May 2024.")
    assert "I, A. Officer, being the Returning Officer at this election" in opening.spoken
    assert ("Ward 1", True) in opening.said


def test_candidates_keep_the_order_of_the_ballot_paper_with_figures_in_words(desk: Desk) -> None:
    state = cleared(desk)
    said = [line for line in lines(desk) if line.kind == "candidate"]
    assert [line.family for line in said] == [c.surname for c in state.contest.candidates]
    first = said[0]
    assert (first.title, first.family, first.figure) == ("A.", "Surname111", "981")
    assert first.words == "nine hundred and eighty-one"
    assert first.party is not None
    assert first.description == first.party.name


def test_only_then_are_those_elected_named_and_papers_rejected_last(desk: Desk) -> None:
    cleared(desk)
    *_, elected, rejected, in_part = lines(desk)
    assert "duly elected Councillors for Ward 1: A. Surname111; A. Surname222; A. Surname333" in (
        elected.spoken
    )
    assert [share.figure for share in rejected.shares] == ["0", "0", "0", "0"]
    assert (rejected.figure, rejected.words) == ("0", "zero")
    assert in_part.title.startswith("Rejected in part")


def test_a_deputy_speaks_by_title(desk: Desk) -> None:
    state = cleared(desk)
    assert state.cleared is not None
    deputy = next(p.id for p in desk.count.count.people.values() if "Deputy" in p.title)
    other = replace(state, cleared=replace(state.cleared, by=deputy))
    said = platform_lines(desk.count.count, other, TEXTS)[0].spoken
    assert "I, the Deputy Returning Officer at this election" in said


def test_a_lot_is_said_before_those_elected(desk: Desk) -> None:
    state = cleared(desk)
    assert state.cleared is not None
    one, other, *_ = (c.id for c in state.contest.candidates)
    event = state.cleared.event
    declaration = replace(event.declaration, lots=(Lot((one, other), one, "", ()),))
    drawn = replace(
        state, cleared=replace(state.cleared, event=replace(event, declaration=declaration))
    )
    said = platform_lines(desk.count.count, drawn, TEXTS)
    at = [line.kind for line in said].index("lot")
    assert said[at + 1].kind == "elected"
    assert "The lot fell on A. Surname111" in said[at].spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_say_as_many_lines(desk: Desk, language: str) -> None:
    cleared(desk)
    assert len(lines(desk, Texts("cy" if language == "cy" else "en"))) == 14


@pytest.mark.parametrize(
    ("name", "surname", "said"),
    [
        ("Mark Lewis Davies", "Davies", ("Mark Lewis", "Davies")),
        ("Davies, Mark Lewis", "Davies", ("Mark Lewis", "Davies")),
        ("van der Berg, J.", "van der Berg", ("J.", "van der Berg")),
        ("Madonna", "Ciccone", ("", "Madonna")),
    ],
)
def test_a_name_is_said_with_its_family_name_last(
    name: str, surname: str, said: tuple[str, str]
) -> None:
    candidate = replace(make_contest(1).candidates[0], name=name, surname=surname)
    assert spoken_name(candidate) == said


def test_a_reading_never_leaves_its_ends() -> None:
    reading = Reading(EventId("x"))
    assert reading.back().said == 0
    assert reading.on(1).on(1).on(1).said == 1


def test_a_slip_is_kept_at_its_line_and_taken_off_by_asking_again(desk: Desk) -> None:
    cleared(desk)
    reading = Reading(EventId("x")).on(14).slipped()
    assert reading.slips == (1,)
    assert slip_note(lines(desk), reading.slips, TEXTS) == (
        "Line 2, A. Surname111: said again to put a slip of the tongue right."
    )
    assert slip_note(lines(desk), reading.slipped().slips, TEXTS) == ""


def test_a_note_of_many_slips_stays_short_enough_for_the_log(desk: Desk) -> None:
    state = cleared(desk)
    note = slip_note(lines(desk), range(14), TEXTS)
    assert "1, 2, 3" in note
    desk.do(do.SpeakResult(OFFICER, state.contest.id, desk.count.chain.now(), note))
    assert only(desk).declared is not None
