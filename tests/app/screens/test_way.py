"""Where a contest stands on its way, and whose job the next step is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.app.screens.way import may_do, next_step, say_step, step_for, steps
from countroom.domain import commands as do
from countroom.domain.adjudicating import unsigned_batches
from countroom.domain.hall import BoxReceipt, Container, Packets, PostalSession
from countroom.domain.identifiers import MiniCountId
from countroom.domain.people import Appointment
from countroom.domain.sheets import COUNTED, PAPERS
from countroom.texts import Texts, say_state

if TYPE_CHECKING:
    from countroom.app.screens.way import Step
    from countroom.domain.identifiers import ContestId
    from countroom.domain.people import Role

EN = Texts()
KINDS = ("station", "postal")
KEY, OTHER_KEY = sc.key_of(sc.KEYER).key, sc.key_of(sc.OTHER_KEYER).key


def night() -> sc.Night:
    return sc.Night().set_up(sc.three_seats(), sc.without_poll())


def verified() -> sc.Night:
    return night().verify(sc.THREE)


def differing() -> sc.Night:
    played = verified()
    sheet, paper = played.sheet(sc.THREE), played.paper(sc.THREE)
    other = {**paper, sc.CARTER_VOTES: 240}
    return played.play(
        do.EnterSheet(sc.KEYER, sheet, 1, paper), do.EnterSheet(sc.OTHER_KEYER, sheet, 2, other)
    )


def step(played: sc.Night) -> Step:
    return next_step(played.count, played[sc.THREE])


def told(found: Step) -> tuple[str, str, str, Role | None]:
    role = found.roles[0] if found.roles else None
    return found.state, found.page, say_step(EN, found), role


def test_an_unproven_contest_is_checked_against_its_paper_by_two_people() -> None:
    played = sc.Night().play(*sc.set_up(sc.three_seats()))
    assert told(step(played)) == (
        "nominated",
        "accounts",
        "Check against the printed ballot paper",
        "supervisor",
    )


def test_a_contest_without_a_poll_waits_for_the_officer_and_is_done_then() -> None:
    played = night()
    found = next_step(played.count, played[sc.NO_POLL])
    assert told(found) == ("uncontested", "published", "Return without a poll", "officer")
    played.play(do.ReturnUncontested(sc.OFFICER, sc.NO_POLL))
    assert told(next_step(played.count, played[sc.NO_POLL])) == (
        "uncontested",
        "published",
        "Returned without a poll",
        None,
    )


def open_now(played: sc.Night, contest: ContestId) -> list[tuple[str, str]]:
    return [(one.page, say_step(EN, one)) for one in steps(played.count, played[contest])]


def test_boxes_come_in_and_are_keyed_twice() -> None:
    played = night()
    (sheet,) = played.accounts(sc.THREE)
    found = step(played)
    assert told(found) == ("boxes", "receipt", "1 box is still to come in", "keyer")
    assert found.paper
    played.arrive(sc.THREE)
    found = step(played)
    assert told(found) == (
        "boxes",
        "entry",
        "Polling station Old Town School: the account is expected",
        "keyer",
    )
    assert (found.sheet, found.entry, found.paper) == (sheet, 1, True)
    played.play(do.EnterSheet(sc.KEYER, sheet, 1, sc.account(800)))
    found = step(played)
    assert (
        say_step(EN, found) == "Polling station Old Town School: the account needs its second entry"
    )
    assert (found.sheet, found.entry, found.paper) == (sheet, 2, False)
    assert not may_do(found, ("keyer",), KEY)
    assert may_do(found, ("keyer",), OTHER_KEY)
    played.play(do.EnterSheet(sc.OTHER_KEYER, sheet, 2, sc.account(800)))
    assert told(step(played)) == (
        "boxes",
        "accounts",
        "All boxes are in: sign the verification",
        "officer",
    )


def test_an_account_keyed_before_its_box_is_in_still_waits_for_the_receipt() -> None:
    played = night()
    (sheet,) = played.accounts(sc.THREE)
    played.key(sheet, sc.account(800))
    assert open_now(played, sc.THREE) == [("receipt", "1 box is still to come in")]


def test_the_postal_ledger_is_open_until_it_is_closed_by_hand() -> None:
    played = sc.Night().set_up(sc.one_seat())
    hall, postal = (box.id for box in played[sc.ONE].contest.boxes)
    played.play(do.ReceiveBoxes(sc.SUPERVISOR, (BoxReceipt(hall, sealed=True),)))
    for sheet, papers, kind in zip(played.accounts(sc.ONE), (700, 300), KINDS, strict=True):
        played.key(sheet, sc.account(papers, kind=kind))
    assert open_now(played, sc.ONE) == [("postal", "1 station has not said its postal packets")]
    played.play(do.RecordPackets(sc.KEYER, sc.ONE, {hall: Packets(0, 0)}))
    assert open_now(played, sc.ONE) == [("postal", "The next opening session of postal votes")]
    session = PostalSession(300, 300, {}, postal, 300)
    played.play(do.HoldPostalSession(sc.SUPERVISOR, sc.ONE, session))
    found = steps(played.count, played[sc.ONE])[0]
    assert told(found) == ("boxes", "postal", "Close the postal ledger", "supervisor")
    assert not found.paper
    played.play(do.ClosePostal(sc.SUPERVISOR, sc.ONE))
    assert open_now(played, sc.ONE) == [("accounts", "All boxes are in: sign the verification")]


def test_an_account_whose_box_is_in_goes_before_boxes_still_out() -> None:
    played = sc.Night().set_up(sc.one_seat())
    assert [page for page, _ in open_now(played, sc.ONE)] == ["receipt", "postal", "entry", "entry"]
    played.play(do.ReceiveBoxes(sc.KEYER, (BoxReceipt(sc.MILL_LANE_HALL, sealed=True),)))
    assert [page for page, _ in open_now(played, sc.ONE)] == ["entry", "postal", "entry"]
    expected = "Polling station Mill Lane Hall: the account is expected"
    assert open_now(played, sc.ONE)[0][1] == expected


def test_an_account_that_differs_goes_before_boxes_still_expected() -> None:
    played = sc.Night().set_up(sc.one_seat()).arrive(sc.ONE)
    first, second = played.accounts(sc.ONE)
    played.play(
        do.EnterSheet(sc.KEYER, first, 1, sc.account(700)),
        do.EnterSheet(sc.OTHER_KEYER, first, 2, sc.account(701)),
    )
    waiting = steps(played.count, played[sc.ONE])
    assert [(one.state, one.sheet) for one in waiting] == [
        ("difference", first),
        ("boxes", second),
    ]
    assert say_step(EN, waiting[0]) == "Polling station Mill Lane Hall: Entries differ on 2 lines"


def test_a_box_that_varies_is_counted_until_two_counts_are_the_same() -> None:
    played = sc.Night().set_up(sc.three_seats()).arrive(sc.THREE)
    (sheet,) = played.accounts(sc.THREE)
    played.key(sheet, sc.account(800, variance=2))
    varies = "Polling station Old Town School varies: count its papers again"
    assert open_now(played, sc.THREE) == [("accounts", varies)]
    again = do.AddSheet(sc.SUPERVISOR, sc.THREE, "recount", sc.OLD_TOWN_SCHOOL, None, "it varies")
    played.play(again)
    recount = list(played[sc.THREE].sheets)[-1]
    assert open_now(played, sc.THREE) == [
        ("entry", "Polling station Old Town School: the figure of the new count is expected")
    ]
    played.play(do.EnterSheet(sc.KEYER, recount, 1, {COUNTED: 801}))
    assert open_now(played, sc.THREE) == [
        ("entry", "Polling station Old Town School: the new count needs its second entry")
    ]
    played.play(do.EnterSheet(sc.OTHER_KEYER, recount, 2, {COUNTED: 801}))
    assert open_now(played, sc.THREE) == [("accounts", varies)]
    played.count_again(sc.THREE, sc.OLD_TOWN_SCHOOL, 801)
    assert open_now(played, sc.THREE) == [("accounts", "All boxes are in: sign the verification")]


def counted_early() -> sc.Night:
    """Give a stand-alone poll whose papers may be counted before the statement."""
    played = sc.Night()
    for command in sc.set_up(sc.three_seats()):
        if isinstance(command, do.SetUpElection):
            election = replace(command.election, count_before_verification=True)
            played.play(replace(command, election=election))
        else:
            played.play(command)
    return played.play(sc.proof(sc.three_seats()))


def test_where_papers_are_counted_early_their_sheets_are_offered_before_the_statement() -> None:
    played = counted_early()
    assert [page for page, _ in open_now(played, sc.THREE)] == ["receipt", "entry", "entry"]
    assert open_now(played, sc.THREE)[-1] == ("entry", "Key the count sheet")
    played.arrive(sc.THREE).key(played.accounts(sc.THREE)[0], sc.account(800))
    assert [page for page, _ in open_now(played, sc.THREE)] == ["accounts", "entry"]


def divided() -> sc.Night:
    """Give the ward that two tables count, verified."""
    played = sc.Night().set_up(sc.split()).arrive(sc.SPLIT, 300, 400, 200)
    boxes = played[sc.SPLIT].contest.boxes
    for sheet, box, papers in zip(played.accounts(sc.SPLIT), boxes, (300, 400, 200), strict=True):
        played.key(sheet, sc.account(papers, kind=box.kind))
    return played.play(do.SignVerification(sc.OFFICER, sc.SPLIT, {}))


def test_papers_go_out_to_several_tables_before_their_sheets() -> None:
    played = divided()
    found = steps(played.count, played[sc.SPLIT])[0]
    assert told(found) == ("verified", "papers", "Issue the papers to the tables", "supervisor")
    assert step_for(played.count, played[sc.SPLIT], ("keyer",), KEY).page == "entry"
    first, second = (MiniCountId(name) for name in "AB")
    played.play(do.IssuePapers(sc.SUPERVISOR, sc.SPLIT, first, 500))
    assert open_now(played, sc.SPLIT)[0][0] == "papers"
    played.play(do.IssuePapers(sc.SUPERVISOR, sc.SPLIT, second, 400))
    assert [page for page, _ in open_now(played, sc.SPLIT)] == ["entry", "entry"]


def test_sheets_that_can_only_be_blank_are_withdrawn() -> None:
    played = divided()
    first = MiniCountId("A")
    played.play(
        do.IssuePapers(sc.SUPERVISOR, sc.SPLIT, first, 900),
        do.CloseMiniCount(sc.SUPERVISOR, sc.SPLIT, MiniCountId("B"), "no papers"),
        do.ChangeDepth(sc.SUPERVISOR, sc.SPLIT, first, "every_sheet", 3, "agents asked"),
    )
    names = [said for _, said in open_now(played, sc.SPLIT)]
    assert names[:3] == ["Key the bundles", "Key the doubtful papers", "Key the counting sheets"]
    at = {s.sheet.kind: s.sheet for s in played[sc.SPLIT].papers_out if s.first is None}
    zeros = {kind: dict.fromkeys(sheet.fields, 0) for kind, sheet in at.items()}
    bundles = [field for field in at["block"].fields if field.startswith("odd:")]
    played.key(at["block"].id, zeros["block"] | {bundles[0]: 900})
    assert "Withdraw the sheets that came back blank" not in str(open_now(played, sc.SPLIT))
    played.key(at["adjudication"].id, zeros["adjudication"])
    assert open_now(played, sc.SPLIT)[0] == (
        "papers",
        "Withdraw the sheets that came back blank",
    )


def with_batches() -> sc.Night:
    """Give the ward that two tables count with all but one sheet settled, and a batch to sign."""
    played = divided()
    table = MiniCountId("A")
    played.play(
        do.IssuePapers(sc.SUPERVISOR, sc.SPLIT, table, 900),
        do.CloseMiniCount(sc.SUPERVISOR, sc.SPLIT, MiniCountId("B"), "no papers"),
        do.AddSheet(sc.KEYER, sc.SPLIT, "adjudication", None, table, "doubtful papers"),
    )
    batch = list(played[sc.SPLIT].sheets.values())[-1].sheet
    return played.key(batch.id, sc.batch(batch))


def test_a_batch_of_doubtful_papers_waits_for_its_officer_before_more_paper() -> None:
    played = with_batches()
    found = steps(played.count, played[sc.SPLIT])
    assert told(found[0]) == ("verified", "result", "Sign 1 batch of doubtful papers", "officer")
    assert found[1].page == "entry"
    assert not found[0].paper
    count = sc.count_sheet(played[sc.SPLIT].contest, (500, 300, 98), papers=898)
    played.key(played.sheet(sc.SPLIT), count)
    found = steps(played.count, played[sc.SPLIT])
    assert [(one.state, one.page) for one in found] == [("settled", "result")]
    assert step_for(played.count, played[sc.SPLIT], ("supervisor",)).page == "result"
    assert step_for(played.count, played[sc.SPLIT], ("keyer",)).page == "contests"
    batch = unsigned_batches(played[sc.SPLIT])[0]
    played.play(do.SignAdjudication(sc.OFFICER, sc.SPLIT, batch.sheet.id, batch.settled or {}))
    assert open_now(played, sc.SPLIT) == [("result", "Draw the provisional result")]


def test_a_step_is_offered_to_the_officers_whose_letter_names_it() -> None:
    played = with_batches()
    letter = Appointment(None, ("adjudicate",), "Deputy for doubtful papers")
    played.play(
        do.ChangeAppointments(
            sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), (letter,), "letter of 1 May"
        )
    )
    deputy, officer = (sc.key_of(one).key for one in (sc.OTHER_OFFICER, sc.OFFICER))
    found = steps(played.count, played[sc.SPLIT])[0]
    assert may_do(found, ("officer",), deputy)
    assert may_do(found, ("officer",), officer)
    verify = night().arrive(sc.THREE)
    verify.key(verify.accounts(sc.THREE)[0], sc.account(800))
    verify.play(
        do.ChangeAppointments(
            sc.ADMINISTRATOR, sc.OTHER_OFFICER, ("officer",), (letter,), "letter of 1 May"
        )
    )
    found = step(verify)
    assert found.power == "verify"
    assert not may_do(found, ("officer",), deputy)
    assert may_do(found, ("officer",), officer)


def test_who_is_a_supervisor_too_closes_the_post_without_a_letter() -> None:
    played = sc.Night().set_up(sc.one_seat()).arrive(sc.ONE)
    played.play(do.ReopenPostal(sc.SUPERVISOR, sc.ONE, "a packet lay under the table"))
    for sheet, papers, kind in zip(played.accounts(sc.ONE), (700, 300), KINDS, strict=True):
        played.key(sheet, sc.account(papers, kind=kind))
    letter = Appointment(None, ("adjudicate",), "Deputy for doubtful papers")
    deputy = sc.key_of(sc.OTHER_OFFICER).key
    both: tuple[tuple[tuple[Role, ...], bool], ...] = (
        (("officer",), False),
        (("officer", "supervisor"), True),
    )
    for roles, may in both:
        played.play(
            do.ChangeAppointments(
                sc.ADMINISTRATOR, sc.OTHER_OFFICER, roles, (letter,), "letter of 1 May"
            )
        )
        close = steps(played.count, played[sc.ONE])[0]
        assert (close.page, may_do(close, roles, deputy)) == ("postal", may)


def test_a_poll_called_off_waits_for_nobody_and_one_under_seal_for_the_officer() -> None:
    played = night()
    bags = (Container("bag 1", ("1001",)),)
    played.play(do.SealPapers(sc.OFFICER, sc.THREE, bags, "strong room", "A. Keeper"))
    assert told(step(played)) == (
        "paused",
        "pause",
        "Under seal: open the seals to go on",
        "officer",
    )
    played.play(do.CallOffPoll(sc.OFFICER, sc.THREE, "abandoned", "a candidate died"))
    assert told(step(played)) == (
        "abandoned",
        "accounts",
        "The poll is called off; its papers stay sealed",
        None,
    )


def test_in_combined_polls_a_result_waits_for_the_other_wards() -> None:
    played = sc.Night().set_up(sc.one_seat(), sc.three_seats(), combined=True)
    played.verify(sc.THREE).count_votes(sc.THREE).consult(sc.THREE)
    assert told(step(played)) == (
        "provisional",
        "result",
        "Waits for the other combined polls",
        None,
    )
    played.verify(sc.ONE)
    assert step(played).page == "clear"


def test_the_count_sheet_is_keyed_by_one_and_then_by_another() -> None:
    played = verified()
    sheet = played.sheet(sc.THREE)
    assert told(step(played)) == ("verified", "entry", "Key the count sheet", "keyer")
    played.play(do.EnterSheet(sc.KEYER, sheet, 1, played.paper(sc.THREE)))
    found = step(played)
    assert told(found) == ("waiting-second", "entry", "Needs second entry", "keyer")
    assert (found.sheet, found.entry, found.not_by) == (sheet, 2, (KEY,))


def test_differing_lines_are_the_supervisors_then_the_keyers() -> None:
    played = differing()
    sheet = played.sheet(sc.THREE)
    assert told(step(played)) == (
        "difference",
        "differences",
        "Entries differ on 1 line",
        "supervisor",
    )
    played.play(do.SendBack(sc.SUPERVISOR, sheet, 2))
    found = step(played)
    assert told(found) == ("second", "entry", "Key 1 line again", "keyer")
    assert (found.sheet, found.entry) == (sheet, 2)
    assert not may_do(found, ("keyer",), KEY)


def test_when_both_entries_go_back_each_keyer_gets_an_own_one() -> None:
    played = differing()
    sheet = played.sheet(sc.THREE)
    played.play(do.SendBack(sc.SUPERVISOR, sheet, 1), do.SendBack(sc.SUPERVISOR, sheet, 2))
    state = played[sc.THREE]
    assert step_for(played.count, state, ("keyer",), KEY).entry == 1
    assert step_for(played.count, state, ("keyer",), OTHER_KEY).entry == 2


def test_from_agreed_figures_to_the_feed() -> None:
    played = verified().count_votes(sc.THREE)
    way = [told(step(played))]
    for command in (
        do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE),
        do.CloseConsultation(sc.OFFICER, sc.THREE, "agreed"),
        do.ClearResult(sc.OFFICER, sc.THREE),
        do.SpeakResult(sc.OFFICER, sc.THREE, sc.SPOKEN_AT),
    ):
        played.play(command)
        way.append(told(step(played)))
    played.receipt(sc.THREE)
    way.append(told(step(played)))
    assert way == [
        ("settled", "result", "Draw the provisional result", "supervisor"),
        ("provisional", "result", "Close the consultation", "officer"),
        ("readback", "clear", "Read back and clear", "officer"),
        ("readback", "platform", "Cleared: read it out on the platform", "officer"),
        ("declared", "published", "Declared, not published yet", None),
        ("published", "published", "Declared and published", None),
    ]


def test_totals_that_do_not_agree_wait_for_the_steps_of_the_guidance_as_well() -> None:
    played = verified().count_votes(sc.THREE, papers=790).let_stand(sc.THREE, "V11")
    played.play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.THREE))
    search = "Take the steps of the guidance"

    def for_supervisor() -> str:
        return step_for(played.count, played[sc.THREE], ("supervisor",)).sentence

    assert (step(played).sentence, for_supervisor()) == ("Close the consultation", search)
    played.play(do.CloseConsultation(sc.OFFICER, sc.THREE, "agreed"))
    assert (step(played).sentence, for_supervisor()) == ("Read back and clear", search)
    assert len(steps(played.search(sc.THREE).count, played[sc.THREE])) == 1


def test_a_tie_for_a_seat_waits_for_the_lot() -> None:
    played = verified().count_votes(sc.THREE, sc.TIE_VOTES).consult(sc.THREE)
    assert told(step(played)) == ("lot", "result", "Draw the lot", "officer")
    played.draw(sc.THREE, sc.CARTER)
    assert step(played).page == "clear"


@pytest.mark.parametrize(
    ("roles", "page"),
    [
        (("keyer",), "contests"),
        (("observer",), "contests"),
        ((), "contests"),
        (("officer",), "accounts"),
        (("supervisor",), "differences"),
    ],
)
def test_who_has_nothing_to_do_looks_on_from_where_no_open_figure_stands(
    roles: tuple[Role, ...], page: str
) -> None:
    played = differing()
    assert step_for(played.count, played[sc.THREE], roles).page == page


def test_a_supervisor_who_keyed_the_sheet_looks_on_only() -> None:
    played = differing()
    found = step_for(played.count, played[sc.THREE], ("supervisor",), KEY)
    assert (found.page, found.sheet, found.entry) == ("accounts", None, 0)


def test_everybody_may_see_what_is_declared() -> None:
    played = verified().count_votes(sc.THREE).consult(sc.THREE).clear(sc.THREE).speak(sc.THREE)
    assert step_for(played.count, played[sc.THREE], ()).page == "published"


def test_every_step_has_a_state_with_a_word() -> None:
    played = differing()
    for state in played.count.contests.values():
        for found in steps(played.count, state):
            assert say_state(EN, found.state)


def test_papers_of_a_recount_start_the_sheet_anew() -> None:
    played = verified().count_votes(sc.THREE)
    sheet = played.sheet(sc.THREE)
    played.play(do.ReopenSheet(sc.SUPERVISOR, sheet, "a bundle was left out"))
    assert step(played).state == "verified"
    assert PAPERS in played[sc.THREE].sheets[sheet].sheet.fields
