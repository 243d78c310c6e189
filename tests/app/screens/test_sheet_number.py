"""The number on a sheet of paper: what it opens for whom, and the one sentence of why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenarios as sc
from countroom.app.screens.sheet_number import Found, find_sheet, like_a_number, offered
from countroom.domain import commands as do
from countroom.domain.identifiers import ContestId, PersonId, SheetId
from countroom.domain.numbering import printed_number
from countroom.domain.sheets import PAPERS
from countroom.texts import Texts, say_refusal

EN = Texts()


@pytest.fixture
def night() -> sc.Night:
    """Play a ward of three seats at every sheet, verified, beside one that is not."""
    plain = sc.three_seats()
    (table,) = plain.mini_counts
    contest = replace(plain, mini_counts=(replace(table, depth="every_sheet", sheets=3),))
    return sc.Night().set_up(contest, sc.one_seat()).verify(sc.THREE)


def sheets(night: sc.Night, kind: str = "mixed") -> list[SheetId]:
    state = night[sc.THREE]
    return [one.sheet.id for one in state.sheets.values() if one.sheet.kind == kind]


def find(
    night: sc.Night,
    typed: str,
    person: PersonId | None = sc.KEYER,
    here: ContestId | None = None,
) -> Found:
    return find_sheet(EN, night.count, typed, person, lambda r: say_refusal(EN, r), here)


def enter(night: sc.Night, sheet: SheetId, by: PersonId, entry: int, papers: int = 25) -> None:
    fields = night[sc.THREE].sheets[sheet].sheet.fields
    figures = {**dict.fromkeys(fields, 20), PAPERS: papers}
    night.play(do.EnterSheet(by, sheet, entry, figures))  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["{}", "{} ", " {}"])
def test_a_number_opens_the_entry_that_is_due_for_this_person(
    night: sc.Night, written: str
) -> None:
    sheet = sheets(night)[1]
    number = printed_number(sheet)
    for form in (number, number.replace("-", "")):
        found = find(night, written.format(form))
        assert (found.page, found.contest, found.sheet, found.entry, found.sentence) == (
            "entry",
            sc.THREE,
            sheet,
            1,
            "",
        )
    enter(night, sheet, sc.KEYER, 1)
    assert find(night, number, sc.OTHER_KEYER).entry == 2


def test_every_wrong_check_digit_is_named(night: sc.Night) -> None:
    number = printed_number(sheets(night)[0])
    for digit in "0123456789":
        typed = number[:-1] + digit
        found = find(night, typed)
        if typed == number:
            assert found.page == "entry"
        else:
            assert found.page == ""
            assert found.sentence.startswith(f"{typed} has a wrong digit")


def test_what_is_no_number_is_told_what_one_is(night: sc.Night) -> None:
    assert "at least six digits" in find(night, "12").sentence
    assert not like_a_number("12")
    assert not like_a_number("ward 3")
    assert like_a_number("002032")
    assert like_a_number(" 002-03-2 ")


def test_a_sheet_of_another_hall_is_foreign(night: sc.Night) -> None:
    for stranger in ("042-07", "001-99"):
        found = find(night, printed_number(SheetId(stranger)))
        assert found == Found(sentence=found.sentence)
        assert "belongs to no contest of this count" in found.sentence


def test_a_sheet_of_another_contest_names_both_and_opens_from_the_board(night: sc.Night) -> None:
    number = printed_number(sheets(night)[0])
    found = find(night, number, here=sc.ONE)
    assert (found.page, found.foreign) == ("", True)
    assert "is Old Town's, not Mill Lane's" in found.sentence
    assert find(night, number, here=sc.THREE).page == "entry"
    assert find(night, number).page == "entry"


def test_a_withdrawn_sheet_is_named_with_its_reason(night: sc.Night) -> None:
    sheet = sheets(night)[2]
    night.play(do.WithdrawSheets(sc.SUPERVISOR, sc.THREE, (sheet,), "came back blank"))
    found = find(night, printed_number(sheet))
    assert (found.page, found.used) == ("", True)
    assert "is withdrawn (came back blank)" in found.sentence


def test_a_number_keyed_already_is_asked_about_and_never_merged(night: sc.Night) -> None:
    sheet = sheets(night)[0]
    number = printed_number(sheet)
    enter(night, sheet, sc.KEYER, 1)
    own = find(night, number)
    assert (own.page, own.used) == ("", True)
    assert "another person keys it second" in own.sentence
    enter(night, sheet, sc.OTHER_KEYER, 2)
    for person in (sc.KEYER, sc.OTHER_KEYER, sc.SUPERVISOR, sc.OFFICER):
        settled = find(night, number, person)
        assert (settled.page, settled.used) == ("", True)
        assert "settled already" in settled.sentence


def test_an_account_is_never_given_a_second_number(night: sc.Night) -> None:
    settled = find(night, printed_number(night.accounts(sc.THREE)[0]))
    assert (settled.page, settled.used) == ("", False)


def test_entries_that_differ_open_for_a_supervisor_alone(night: sc.Night) -> None:
    sheet = sheets(night)[0]
    enter(night, sheet, sc.KEYER, 1)
    enter(night, sheet, sc.OTHER_KEYER, 2, papers=24)
    number = printed_number(sheet)
    found = find(night, number, sc.SUPERVISOR)
    assert (found.page, found.entry) == ("differences", 0)
    assert "a supervisor looks at it next" in find(night, number).sentence
    night.play(do.SendBack(sc.SUPERVISOR, sheet, 2))
    assert find(night, number, sc.OTHER_KEYER).entry == 2
    assert find(night, number).sentence == f"Lines of sheet {number} are with another keyer."


def test_a_sheet_not_open_yet_says_why(night: sc.Night) -> None:
    number = printed_number(night.sheet(sc.ONE))
    found = find(night, number)
    assert (found.page, found.used) == ("", False)
    assert "no signed statement" in found.sentence


def test_nobody_and_who_does_not_key_are_told_so(night: sc.Night) -> None:
    number = printed_number(sheets(night)[0])
    assert find(night, number, None).sentence == f"Sign in to key sheet {number}."
    assert "by keyers and supervisors" in find(night, number, sc.OFFICER).sentence


# What waits for a person.


def waiting(night: sc.Night, person: PersonId | None) -> list[tuple[str, int]]:
    found = offered(EN, night.count, person, night.count.contests.values())
    return [(one.number, one.entry) for one in found]


def test_lines_sent_back_come_first_then_second_entries_then_blank_sheets(night: sc.Night) -> None:
    first, second, third = sheets(night)
    enter(night, second, sc.KEYER, 1)
    enter(night, third, sc.KEYER, 1)
    enter(night, third, sc.OTHER_KEYER, 2, papers=24)
    night.play(do.SendBack(sc.SUPERVISOR, third, 2))
    mine = waiting(night, sc.OTHER_KEYER)
    assert mine[:2] == [(printed_number(third), 2), (printed_number(second), 2)]
    assert (printed_number(first), 1) in mine
    assert {entry for _, entry in mine[2:]} == {1}
    assert waiting(night, sc.KEYER) == [one for one in mine if one[1] == 1]
    words = offered(EN, night.count, sc.OTHER_KEYER, night.count.contests.values())[0].words
    assert words == "Mixed papers: 1 line to key again"


def test_nothing_waits_for_who_does_not_key(night: sc.Night) -> None:
    assert waiting(night, None) == []
    assert waiting(night, sc.OFFICER) == []


def test_sheets_that_are_not_open_are_not_offered(night: sc.Night) -> None:
    count_sheet = printed_number(night.sheet(sc.ONE))
    assert count_sheet not in [number for number, _ in waiting(night, sc.KEYER)]
    accounts = [printed_number(one) for one in night.accounts(sc.ONE)]
    assert set(accounts) <= {number for number, _ in waiting(night, sc.KEYER)}
