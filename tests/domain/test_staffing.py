"""The crew: letters of appointment, who is here, who may still key and settle, exceptions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.decide import decide
from countroom.domain.identifiers import ElectionId, PersonId, SheetId
from countroom.domain.people import ALL_POWERS, Appointment, Power
from countroom.domain.refusals import refuse
from countroom.domain.staffing import keys_in, who_may_key, who_may_settle, who_would_settle
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from countroom.domain.people import Role
    from countroom.domain.state import SheetState

K, OTHER, S, O = sc.KEYER, sc.OTHER_KEYER, sc.SUPERVISOR, sc.OFFICER  # noqa: E741 - the officer
DEPUTY, THIRD = sc.OTHER_OFFICER, PersonId("supervisor-2")
ELSEWHERE = ElectionId("mayor.sample.2024-05-02")
SHEET = SheetId("001-03")
WHY = "letter of 1 May"
RIGHT, SLIP = {sc.CARTER_VOTES: 166}, {sc.CARTER_VOTES: 661}
USUAL = next(one for one in load_rule_sets()[sc.RULES].likely if one.seats == 1)
BESIDE = do.SettleSheet(K, SHEET, RIGHT, O)


def letter(*powers: Power, election: ElectionId | None = sc.ELECTION) -> Appointment:
    return Appointment(election, powers, "Deputy Returning Officer")


def appoint(person: PersonId, roles: tuple[Role, ...], *letters: Appointment) -> do.Command:
    return do.ChangeAppointments(sc.ADMINISTRATOR, person, roles, letters, WHY)


def deputed(night: sc.Night, *letters: Appointment) -> sc.Night:
    return night.play(appoint(DEPUTY, ("officer",), *letters))


def verified() -> sc.Night:
    return sc.Night().set_up(sc.one_seat(), sc.without_poll()).verify(sc.ONE)


def differing(night: sc.Night | None = None) -> sc.Night:
    night = verified() if night is None else night
    paper = night.paper(sc.ONE)
    return night.play(
        do.EnterSheet(K, SHEET, 1, paper), do.EnterSheet(OTHER, SHEET, 2, paper | SLIP)
    )


def with_third() -> sc.Night:
    """Have a second supervisor, who keys as well."""
    third = sc.person(THIRD, "supervisor", "keyer")
    return verified().play(do.EnrolPerson(sc.ADMINISTRATOR, third))


def sheet(night: sc.Night) -> SheetState:
    return night[sc.ONE].sheets[SHEET]


# --- powers --------------------------------------------------------------------------------


def test_an_officer_without_a_letter_is_the_returning_officer_and_holds_every_power() -> None:
    officer = sc.person("officer-9", "officer")
    assert all(officer.may(power, sc.ELECTION) for power in ALL_POWERS)
    assert officer.title_in(sc.ELECTION) == officer.title


def test_a_letter_gives_its_powers_in_its_own_poll_and_no_others() -> None:
    """RPA 1983 s. 35(4): deputies for all or any of the functions."""
    here, there = letter("verify"), replace(letter("lot", election=ELSEWHERE), title="Mayor's")
    officer = replace(sc.person("officer-9", "officer"), appointments=(here, there))
    assert [p for p in ALL_POWERS if officer.may(p, sc.ELECTION)] == ["verify"]
    assert [p for p in ALL_POWERS if officer.may(p, ELSEWHERE)] == ["lot"]
    assert officer.title_in(sc.ELECTION) == "Deputy Returning Officer"
    assert officer.title_in(ELSEWHERE) == "Mayor's"
    assert officer.title_in(ElectionId("another")) == officer.title
    assert not any(officer.may(p, ElectionId("another")) for p in ALL_POWERS)


def test_a_letter_for_every_poll_of_the_hall_covers_each() -> None:
    officer = replace(
        sc.person("officer-9", "officer"), appointments=(letter("lot", election=None),)
    )
    assert officer.may("lot", sc.ELECTION)
    assert officer.may("lot", ELSEWHERE)
    assert officer.title_in(ELSEWHERE) == "Deputy Returning Officer"


def test_a_letter_without_the_officers_role_gives_nothing() -> None:
    keyer = replace(sc.person("keyer-9", "keyer"), appointments=(letter(*ALL_POWERS),))
    assert not any(keyer.may(power, sc.ELECTION) for power in ALL_POWERS)


def in_turn(power: Power) -> tuple[sc.Night, do.Command]:
    """Give the night at which an officer needs this power, and what they ask for then."""
    night = verified()
    match power:
        case "verify":
            reopened = night.play(do.ReopenPostal(S, sc.ONE, "why"), do.ClosePostal(S, sc.ONE))
            return reopened, do.SignVerification(DEPUTY, sc.ONE, {})
        case "recount":
            night.count_votes(sc.ONE).play(do.ReachProvisionalResult(S, sc.ONE))
            return night, do.CloseConsultation(DEPUTY, sc.ONE, "agreed")
        case "lot":
            night.count_votes(sc.ONE, (498, 498, 0)).consult(sc.ONE)
            return night, do.DrawLot(DEPUTY, sc.ONE, sc.ABBOTT, "a hat", ("W.",))
        case _:
            night.count_votes(sc.ONE).consult(sc.ONE)
            return night, do.ClearResult(DEPUTY, sc.ONE)


@pytest.mark.parametrize("power", ["verify", "recount", "lot", "clear"])
def test_a_deputy_signs_what_the_letter_names_and_nothing_else(power: Power) -> None:
    night, command = in_turn(power)
    others = tuple(one for one in ALL_POWERS if one != power)
    missing = refuse("power_missing", person=DEPUTY, power=power)
    for wrong in (letter("adjudicate"), letter(*others), letter(power, election=ELSEWHERE)):
        assert deputed(night, wrong).ask(command) == missing
    deputed(night, letter(*others), letter(power)).play(command)


def test_every_act_of_an_officer_that_binds_the_poll_needs_a_power() -> None:
    """A deputy for doubtful papers alone does none of it."""
    night = deputed(verified(), letter("adjudicate"))
    acts: dict[Power, tuple[do.Command, ...]] = {
        "clear": (
            do.ReturnUncontested(DEPUTY, sc.NO_POLL),
            do.CallOffPoll(DEPUTY, sc.ONE, "abandoned", WHY),
            do.WithdrawClearance(DEPUTY, sc.ONE, WHY),
            do.ChangeThresholds(DEPUTY, sc.ELECTION, USUAL, WHY),
        ),
        "verify": (
            do.RecordException(DEPUTY, sc.ONE, K, WHY),
            do.SealPapers(DEPUTY, sc.ONE, (), "store", "A. Porter"),
            do.OpenSeals(DEPUTY, sc.ONE, {}, {}),
        ),
    }
    for power, commands in acts.items():
        for command in commands:
            assert night.ask(command) == refuse("power_missing", person=DEPUTY, power=power)


def test_the_second_officer_of_a_clearance_needs_the_power_too() -> None:
    night = verified().count_votes(sc.ONE, papers=1_100).let_stand(sc.ONE, "V11").consult(sc.ONE)
    command = do.ClearResult(O, sc.ONE, DEPUTY, "searched")
    missing = refuse("power_missing", person=DEPUTY, power="clear")
    assert deputed(night, letter("verify")).ask(command) == missing
    deputed(night, letter("clear")).search(sc.ONE).play(command)


def test_a_power_is_asked_for_only_where_there_is_such_a_contest() -> None:
    night = deputed(verified(), letter("adjudicate"))
    nowhere = do.ClearResult(DEPUTY, sc.THREE)
    assert night.ask(nowhere) == refuse("contest_unknown", contest=sc.THREE)


def test_totals_are_left_unreconciled_by_the_letter_too() -> None:
    night = verified().count_votes(sc.ONE, papers=1_100)
    answer = do.AnswerFinding(DEPUTY, sc.ONE, "V11", "searched")
    missing = refuse("power_missing", person=DEPUTY, power="verify")
    assert deputed(night, letter("adjudicate")).ask(answer) == missing
    deputed(night, letter("verify")).play(answer)


def test_a_changed_appointment_keeps_the_key_and_title_of_the_person() -> None:
    night = deputed(verified(), letter("lot"))
    before = sc.person(DEPUTY, "officer")
    assert night.count.people[DEPUTY] == replace(before, appointments=(letter("lot"),))


def test_an_administrator_always_stays() -> None:
    """Only another administrator takes the role away, and never the last one's."""
    night = verified().play(
        do.EnrolPerson(sc.ADMINISTRATOR, sc.person("administrator-2", "administrator"))
    )
    own = appoint(sc.ADMINISTRATOR, ("officer",))
    stays = refuse("administrator_stays", person=sc.ADMINISTRATOR)
    assert night.ask(own) == stays
    promotion = appoint(sc.ADMINISTRATOR, ("administrator", "officer"))
    assert night.ask(promotion) == refuse("own_promotion", person=sc.ADMINISTRATOR)
    night.play(appoint(PersonId("administrator-2"), ("observer",)))
    assert night.ask(own) == stays


# --- who is here ---------------------------------------------------------------------------


def test_somebody_leaves_once_and_comes_back_once() -> None:
    night = verified().play(do.NotePersonLeft(O, K))
    assert night.count.away == {K}
    assert night.ask(do.NotePersonLeft(O, K)) == refuse("person_away", person=K)
    night.play(do.NotePersonReturned(O, K))
    assert night.count.away == frozenset()
    assert night.ask(do.NotePersonReturned(O, K)) == refuse("person_not_away", person=K)


def test_those_here_may_key_but_not_both_entries_of_a_sheet() -> None:
    night = verified()
    assert who_may_key(night.count, sheet(night), 1) == (K, OTHER, S)
    night.play(do.EnterSheet(K, SHEET, 1, night.paper(sc.ONE)), do.NotePersonLeft(O, S))
    assert who_may_key(night.count, sheet(night), 2) == (OTHER,)
    assert who_may_key(night.count, sheet(night), 1) == (K, OTHER)
    night.play(do.NotePersonLeft(O, OTHER))
    assert who_may_key(night.count, sheet(night), 2) == ()


def test_a_supervisor_who_keyed_a_line_may_not_settle_the_sheet() -> None:
    night = with_third()
    assert who_may_settle(night.count, night[sc.ONE], sheet(night)) == (S, THIRD)
    night.play(do.EnterSheet(THIRD, SHEET, 1, night.paper(sc.ONE)))
    assert keys_in(sheet(night)) == (sc.key_of(THIRD).key,)
    assert who_may_settle(night.count, night[sc.ONE], sheet(night)) == (S,)
    night.play(do.NotePersonLeft(O, S))
    assert who_may_settle(night.count, night[sc.ONE], sheet(night)) == ()


def test_before_a_relief_keys_it_is_known_who_will_be_left_to_settle() -> None:
    night = with_third()
    state = night[sc.ONE]
    assert who_would_settle(night.count, state, sheet(night), K) == (S, THIRD)
    assert who_would_settle(night.count, state, sheet(night), S) == (THIRD,)
    night.play(do.NotePersonLeft(O, THIRD))
    assert who_would_settle(night.count, state, sheet(night), S) == ()
    night.play(do.RecordException(O, sc.ONE, S, "nobody else is here"))
    assert who_would_settle(night.count, night[sc.ONE], sheet(night), S) == (S,)


def test_a_supervisor_who_sent_lines_back_does_not_key_them() -> None:
    """Whoever compared the entries has seen both figures."""
    night = differing(with_third()).play(do.SendBack(THIRD, SHEET, 1))
    saw = refuse("corrector_saw_both", sheet=SHEET)
    assert night.ask(do.CorrectEntry(THIRD, SHEET, 1, RIGHT)) == saw
    assert who_may_key(night.count, sheet(night), 1) == (K, S)
    night.play(do.SendBack(S, SHEET, 2))
    assert night.ask(do.CorrectEntry(S, SHEET, 2, RIGHT)) == saw
    assert night.ask(do.CorrectEntry(THIRD, SHEET, 2, RIGHT)) == saw
    night.play(do.CorrectEntry(K, SHEET, 1, RIGHT), do.CorrectEntry(OTHER, SHEET, 2, RIGHT))
    assert sheet(night).settled is not None


def test_one_who_sent_lines_back_may_settle_the_sheet_and_key_it_anew() -> None:
    night = differing(with_third()).play(do.SendBack(THIRD, SHEET, 1))
    night.play(do.SettleSheet(THIRD, SHEET, RIGHT))
    night.play(do.ReopenSheet(S, SHEET, "a bundle came later"))
    night.play(do.EnterSheet(THIRD, SHEET, 1, night.paper(sc.ONE)))


# --- exceptions ----------------------------------------------------------------------------


def test_a_keyer_settles_beside_an_officer_where_an_exception_is_on_record() -> None:
    night = differing()
    assert night.ask(BESIDE) == refuse("no_exception", person=K, contest=sc.ONE)
    night.play(do.RecordException(O, sc.ONE, K, "the supervisor went home"))
    assert night[sc.ONE].exceptions == {K}
    assert who_may_settle(night.count, night[sc.ONE], sheet(night)) == (S, K)
    assert decide(night.count, BESIDE) == (ev.SheetSettled(sc.ONE, SHEET, RIGHT),)
    night.play(BESIDE)
    assert night.log[-1].people == (K, O)
    assert sheet(night).settled == night.paper(sc.ONE)


def test_an_exception_is_for_one_person_in_one_contest_with_an_officer_who_may_verify() -> None:
    night = differing(sc.Night().set_up(sc.one_seat(), sc.three_seats()).verify(sc.ONE))
    night.play(do.RecordException(O, sc.THREE, K, WHY))
    assert night.ask(BESIDE) == refuse("no_exception", person=K, contest=sc.ONE)
    night.play(do.RecordException(O, sc.ONE, K, WHY))
    other = refuse("no_exception", person=OTHER, contest=sc.ONE)
    assert night.ask(replace(BESIDE, by=OTHER)) == other
    deputed(night, letter("adjudicate"))
    missing = refuse("power_missing", person=DEPUTY, power="verify")
    assert night.ask(replace(BESIDE, second=DEPUTY)) == missing
    no_officer = refuse("power_missing", person=S, power="verify")
    assert night.ask(replace(BESIDE, second=S)) == no_officer
    deputed(night, letter("verify")).play(replace(BESIDE, second=DEPUTY))


def test_without_an_officer_beside_them_no_keyer_settles() -> None:
    night = differing().play(do.RecordException(O, sc.ONE, K, WHY))
    alone = do.SettleSheet(K, SHEET, RIGHT)
    assert night.ask(alone) == refuse("role_missing", person=K, roles="supervisor")
    night.play(do.SettleSheet(S, SHEET, RIGHT))


def test_a_supervisor_who_keyed_needs_an_exception_like_anybody() -> None:
    night = verified()
    paper = night.paper(sc.ONE)
    night.play(do.EnterSheet(S, SHEET, 1, paper), do.EnterSheet(K, SHEET, 2, paper | SLIP))
    own = do.SettleSheet(S, SHEET, RIGHT)
    assert night.ask(own) == refuse("settler_keyed_sheet", sheet=SHEET)
    night.play(do.RecordException(O, sc.ONE, S, "nobody else is here"))
    assert night.ask(own) == refuse("settler_keyed_sheet", sheet=SHEET)
    night.play(replace(own, second=O))


def test_an_exception_is_recorded_once_for_somebody_who_keys() -> None:
    night = verified().play(do.RecordException(O, sc.ONE, K, WHY))
    again = refuse("exception_known", person=K, contest=sc.ONE)
    assert night.ask(do.RecordException(O, sc.ONE, K, WHY)) == again
    keys = refuse("role_missing", person=O, roles="keyer supervisor")
    assert night.ask(do.RecordException(O, sc.ONE, O, WHY)) == keys
    no_poll = refuse("contest_without_poll", contest=sc.NO_POLL)
    assert night.ask(do.RecordException(O, sc.NO_POLL, K, WHY)) == no_poll


def test_nobody_is_counted_on_who_is_away_or_no_longer_of_the_crew() -> None:
    night = verified().play(do.RecordException(O, sc.ONE, K, WHY), do.NotePersonLeft(O, K))
    assert who_may_settle(night.count, night[sc.ONE], sheet(night)) == (S,)
    night.play(do.NotePersonReturned(O, K), appoint(K, ("observer",)))
    assert who_may_settle(night.count, night[sc.ONE], sheet(night)) == (S,)
