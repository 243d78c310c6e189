"""What really went wrong, keyed by keys in the real window: each is stopped, and its truth is not.

The wards are in ``incidents``. The night before is played by commands; then two keyers key the
decisive sheets, and a supervisor tries to draw the provisional result.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

import hall
import incidents
import scenarios as sc
from countroom.app.rehearsal.arrival import arrival
from countroom.domain import commands as do
from countroom.domain.adjudicating import unsigned_batches
from countroom.domain.checks import check_contest, unanswered
from countroom.domain.counting.plurality import elect
from countroom.domain.hall import BoxReceipt
from countroom.domain.identifiers import BoxId, PersonId
from countroom.domain.numbering import printed_number
from countroom.domain.sheets import OF_PAPERS, PAPERS, candidate_of, sheets_for, votes_of
from countroom.domain.totals import add_sheets
from countroom.texts import say_sentence
from countroom.ui.accounts import AccountsPage
from countroom.ui.differences import DifferencesPage
from countroom.ui.entry import EntryPage
from countroom.ui.numbers.same_number import SameNumber
from countroom.ui.parts import Words
from countroom.ui.place import Place
from countroom.ui.result import ResultPage
from ui.every_page import Room

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from countroom.app.rehearsal.desk import Desk as Playing
    from countroom.app.staff import Enrolled
    from countroom.domain.declaration import Totals
    from countroom.domain.identifiers import ContestId, FieldId, MiniCountId
    from countroom.domain.sheets import Sheet
    from countroom.domain.state import ContestState, SheetState
    from incidents import Figures, Incident

KEYERS = (hall.KEYER, hall.OTHER_KEYER)
ROWS = {hall.KEYER: "2", hall.OTHER_KEYER: "3", hall.SUPERVISOR: "4", hall.OFFICER: "5"}
CODE = re.compile(r"[VWN][0-9]{2}")
IMPOSSIBLE = "Opens when what cannot be is settled; see the checks."


class Keying(Room):
    """The real window with people who change places at it, keys only."""

    def sit(self, person: PersonId) -> None:
        """Go to the board and take the keys by passphrase."""
        if self.desk.person is not None and self.desk.person.id == person:
            return
        self.board()
        self.hands.press("F10")
        self.qtbot.waitUntil(lambda: bool(self.view.overlay))
        self.hands.press(ROWS[person])
        self.hands.type(hall.SECRET)
        self.hands.press("Enter")
        if self.view.overlay:
            self.hands.press("Enter")  # a keyer goes on without a PIN
        self.qtbot.waitUntil(lambda: not self.view.overlay)
        assert self.desk.person is not None
        assert self.desk.person.id == person

    def board(self) -> None:
        """Go to the contests, unless they are there."""
        if self.page.place.page != "contests":
            self.hands.press("Ctrl+1")
        self.qtbot.waitUntil(lambda: self.page.place.page == "contests")

    def take(self, sheet: Sheet) -> EntryPage:
        """Open a sheet by the number that is printed on it, unless it is open already."""
        if not (isinstance(self.page, EntryPage) and self.page.place.sheet == sheet.id):
            self.board()
            self.hands.type(printed_number(sheet.id))
            self.hands.press("Enter")
        page = self.page
        assert isinstance(page, EntryPage), self.view.notice.sentence
        assert page.place.sheet == sheet.id
        return page

    def key(self, figures: Sequence[int]) -> None:
        """Key figures from the line that is lit, one after the other."""
        for figure in figures:
            self.hands.type(str(figure))
            self.hands.press("Enter")

    def finish(self, sheet: Sheet, entry: int) -> None:
        """Press Enter on Finish and wait until the entry is on disk."""
        page = self.page
        assert isinstance(page, EntryPage)
        assert page.finish.hasFocus(), codes_on(page.thinking)
        self.hands.press("Enter")
        self.qtbot.waitUntil(lambda: self.sheet(sheet).entry(entry) is not None)
        self.qtbot.waitUntil(lambda: self.page is not page)

    def enter(self, sheet: Sheet, entry: int, figures: Sequence[int]) -> None:
        """Key a whole sheet and finish it."""
        page = self.take(sheet)
        assert page.place.entry == entry
        self.key(figures)
        self.finish(sheet, entry)

    def sheet(self, sheet: Sheet) -> SheetState:
        return self.desk.contest(sheet.contest).sheets[sheet.id]


class Night(Keying):
    """The window on the one ward of an incident."""

    def __init__(self, qtbot: QtBot, folder: Path, incident: Incident) -> None:
        super().__init__(qtbot, folder)
        self.incident, self.contest = incident, incident.contest.id

    @property
    def state(self) -> ContestState:
        return self.desk.contest(self.contest)

    @property
    def papers(self) -> list[Sheet]:
        """List the sheets of papers in the order of the file."""
        return [one.sheet for one in self.state.sheets.values() if one.sheet.kind in OF_PAPERS]

    def key_wrong(self) -> None:
        """Let both keyers key what was written wrongly."""
        for entry, keyer in enumerate(KEYERS, 1):
            self.sit(keyer)
            for at, figures in self.incident.wrong.items():
                self.enter(self.papers[at], entry, figures)

    def key_true(self, decisive: Sequence[int] | None = None) -> None:
        """Let both keyers key the decisive sheets as they truly are."""
        for entry, keyer in enumerate(KEYERS, 1):
            self.sit(keyer)
            for at in self.incident.decisive if decisive is None else decisive:
                self.enter(self.papers[at], entry, self.incident.papers[at])

    def stopped_at_the_sheet(self, at: int = 0) -> set[str]:
        """Let each keyer try the wrong sheet; give the codes that keep Finish closed for both."""
        sheet, found = self.papers[at], []
        for keyer in KEYERS:
            self.sit(keyer)
            page = self.take(sheet)
            self.key(self.incident.wrong[at])
            self.hands.press("*", "Enter")
            assert not page.finish.isEnabled()
            assert page._act.why.text() == IMPOSSIBLE
            assert self.page is page
            QApplication.processEvents()
            found.append(codes_on(page.thinking))
        assert found[0] == found[1]
        assert self.sheet(sheet).first is None
        return found[0]

    def result(self) -> ResultPage:
        """Show the supervisor the result of the ward."""
        self.sit(hall.SUPERVISOR)
        self.desk.go(Place("result", self.contest))
        QApplication.processEvents()
        page = self.page
        assert isinstance(page, ResultPage)
        return page

    def closed(self) -> tuple[set[str], str]:
        """Give the codes on the result page and the sentence at the button, which is closed."""
        page = self.result()
        assert not page.draw.button.isEnabled()
        self.hands.press("Enter")
        QApplication.processEvents()
        assert self.state.provisional is None
        return {card.code for card in page.answers.cards}, page.draw.why.text()

    def find(self, person: PersonId) -> ResultPage:
        """Find the ward on the board and open its result."""
        self.sit(person)
        self.board()
        self.hands.press("/")
        self.hands.type(self.state.contest.area)
        self.hands.press("Enter")
        page = self.page
        assert isinstance(page, ResultPage), self.view.notice.sentence
        return page

    def rule(self) -> None:
        """Let the officer sign each batch of doubtful papers where the lamp is."""
        while waiting := unsigned_batches(self.state):
            page = self.find(hall.OFFICER)
            assert page.batches.cards[0].button.hasFocus()
            self.hands.press("Enter")
            left = len(waiting) - 1
            self.qtbot.waitUntil(lambda n=left: len(unsigned_batches(self.state)) == n)  # type: ignore[misc]

    def draw(self) -> None:
        """Find the ward as its supervisor and draw the provisional result by one key."""
        self.rule()
        page = self.find(hall.SUPERVISOR)
        assert page.draw.button.hasFocus(), page.draw.why.text()
        self.hands.press("Enter")
        self.qtbot.waitUntil(lambda: self.state.provisional is not None)


@cache
def crew() -> list[Enrolled]:
    return hall.make_crew()


@contextmanager
def begun(
    qtbot: QtBot,
    folder: Path,
    incident: Incident,
    *,
    issued: Mapping[MiniCountId, int] | None = None,
    without: Sequence[BoxId] = (),
) -> Iterator[Night]:
    """Play the night as far as the decisive sheets and open the window on it.

    ``issued`` are the parcels in place of the true ones; of boxes ``without`` nothing came in.
    """
    path = folder / "night.count"
    desk = hall.open_hall(path, wards=[incident.contest], crew=crew())
    try:
        play_before(desk, incident, incident.issued if issued is None else issued, without)
    finally:
        desk.count.close()
    night = Night(qtbot, folder, incident)
    try:
        night.window.open(path)
        night.show()
        yield night
    finally:
        night.window.close()
        night.window.deleteLater()


def play_before(
    desk: Playing, incident: Incident, issued: Mapping[MiniCountId, int], without: Sequence[BoxId]
) -> None:
    """Verify, send the papers out, and key all sheets but the decisive ones."""
    contest = incident.contest.id
    sheets = [one.sheet for one in desk.state.contests[contest].sheets.values()]
    verify(desk, contest, incident.boxes, without)
    if without:
        return
    for table, papers in issued.items():
        desk.do(do.IssuePapers(hall.SUPERVISOR, contest, table, papers))
    of_papers = [sheet for sheet in sheets if sheet.kind in OF_PAPERS]
    for at, (sheet, figures) in enumerate(zip(of_papers, incident.papers, strict=True)):
        if at not in incident.decisive:
            twice(desk, sheet, on_lines(sheet, figures))


def verify(
    desk: Playing, contest: ContestId, boxes: Figures, without: Sequence[BoxId] = ()
) -> None:
    """Receive the boxes, key their accounts twice and sign the statement, all by commands."""
    state = desk.state.contests[contest]
    accounts = {}
    for box, papers in zip(state.contest.boxes, boxes, strict=True):
        sheet = next(s.sheet for s in state.sheets.values() if s.sheet.box == box.id)
        accounts[box.id] = sc.account(papers, kind=box.kind)
        if box.id not in without:
            twice(desk, sheet, accounts[box.id])
    if without:
        here = [box.id for box in state.contest.boxes if box.kind == "station"]
        came = tuple(BoxReceipt(box, sealed=True) for box in here if box not in without)
        desk.do(do.ReceiveBoxes(hall.SUPERVISOR, came))
        return
    while True:
        due = arrival(desk.state, desk.state.contests[contest], hall.SUPERVISOR, accounts)
        command = next(due, None)
        if command is None:
            break
        desk.do(command)
    desk.do(do.SignVerification(hall.OFFICER, contest, {}))


def twice(desk: Playing, sheet: Sheet, figures: Mapping[FieldId, int]) -> None:
    desk.do(do.EnterSheet(hall.KEYER, sheet.id, 1, figures))
    desk.do(do.EnterSheet(hall.OTHER_KEYER, sheet.id, 2, figures))


def on_lines(sheet: Sheet, figures: Sequence[int]) -> dict[FieldId, int]:
    return dict(zip(sheet.fields, figures, strict=True))


def codes_on(widget: QWidget) -> set[str]:
    """Read the codes of the checks that are shown."""
    words = [one.text() for one in widget.findChildren(Words) if one.isVisible()]
    return {text for text in words if CODE.fullmatch(text)}


def votes(night: Night) -> list[int]:
    """Give the provisional votes in ballot-paper order."""
    provisional = night.state.provisional
    assert provisional is not None
    return [provisional.totals.votes[one.id] for one in night.state.contest.candidates]


# The figures are those that were published.


def totals(incident: Incident, *, wrong: bool = False) -> Totals:
    """Add the true sheets of a ward, or those of the night."""
    rules = incidents.RULES[incident.contest.rule_set]
    sheets = [one for one in sheets_for(incident.contest, rules, 1) if one.kind in OF_PAPERS]
    written = list(incident.papers)
    for at, figures in incident.wrong.items() if wrong else ():
        written[at] = figures
    keyed = [on_lines(one, figures) for one, figures in zip(sheets, written, strict=True)]
    return add_sheets(incident.contest, keyed, sum(incident.boxes))


def elected(incident: Incident, *, wrong: bool = False) -> set[str]:
    """Give the surnames of those who would be elected."""
    result = elect(totals(incident, wrong=wrong).votes, incident.contest.seats)
    return {incident.contest.candidate(one).surname for one in result.elected}


def votes_for(incident: Incident, surname: str, *, wrong: bool = False) -> int:
    (candidate,) = (one.id for one in incident.contest.candidates if one.surname == surname)
    return totals(incident, wrong=wrong).votes[candidate]


def test_kingstanding_and_highworth_are_as_published() -> None:
    ward = incidents.kingstanding()
    assert totals(ward, wrong=True).votes_total == 12_329
    assert totals(ward).verified == 4_981
    brindle = [votes_for(ward, "Brindle", wrong=wrong) for wrong in (True, False)]
    assert brindle == [2_310, 1_329]
    assert "Brindle" in elected(ward, wrong=True) - elected(ward)
    parish = incidents.highworth()
    assert totals(parish).verified == 2_477
    above = [one for one, n in totals(parish, wrong=True).votes.items() if n > 3_000]
    assert len(above) == 10
    for surname, declared, true in (("Webster", 3_112, 727), ("Murphy", 3_118, 732)):
        assert votes_for(parish, surname, wrong=True) == declared
        assert votes_for(parish, surname) == true
    assert elected(parish, wrong=True) - elected(parish) == {"Webster"}


def test_what_was_left_out_is_as_published() -> None:
    city = incidents.plymouth()
    without = replace(city, wrong={2: (0,) * len(city.papers[2])})
    missed = totals(city).votes_total - totals(without, wrong=True).votes_total
    majorities = [
        votes_for(one, "Ashdown", wrong=True) - votes_for(one, "Brindle", wrong=True)
        for one in (city, without)
    ]
    assert (missed, majorities[0] - majorities[1]) == (6_587, 805)
    ward = incidents.broughton()
    assert (totals(ward).verified, totals(ward, wrong=True).votes_total) == (1_858, 1_880)
    crowland = incidents.crowland()
    third = [
        votes_for(crowland, "Colley", wrong=wrong) - votes_for(crowland, "Duxbury", wrong=wrong)
        for wrong in (True, False)
    ]
    assert third == [1, -7]
    west = incidents.chorleywood()
    assert totals(west).papers - totals(west, wrong=True).papers >= 600
    assert elected(west) != elected(west, wrong=True)


def test_what_was_exchanged_or_added_is_as_published() -> None:
    ward = incidents.prestatyn_north()
    for surname, declared, true in (("Pennington", 580, 341), ("Penlington", 366, 606)):
        assert votes_for(ward, surname, wrong=True) == declared
        assert votes_for(ward, surname) == true
    brocks_hill = incidents.brocks_hill()
    verified, electorate = totals(brocks_hill).verified, brocks_hill.contest.electorate
    assert electorate == 3_178
    assert (1_000 * verified + electorate // 2) // electorate == 427
    best = [votes_for(brocks_hill, surname) for surname in ("Ashdown", "Brindle", "Everitt")]
    assert sum(best) == 1_323
    assert elected(brocks_hill) == elected(brocks_hill, wrong=True)
    skelton = incidents.skelton()
    more = totals(skelton, wrong=True).votes_total - totals(skelton).votes_total
    assert more == 3 * votes_for(skelton, "Duxbury") == 3 * 672
    assert elected(skelton) == elected(skelton, wrong=True)
    street = incidents.high_street()
    assert len(elected(street, wrong=True) - elected(street)) == 1


# What is true goes through, keyed the same way.

NOTICES = {"prestatyn_north": {"N02"}, "greasley": {"N01"}}
"""What stands on the truth too, and is meant to."""


@pytest.mark.parametrize("name", incidents.ALL)
def test_the_same_ward_keyed_as_it_truly_is_reaches_its_provisional_result_without_a_warning(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    with begun(qtbot, tmp_path, incidents.ALL[name]()) as night:
        night.key_true()
        found = check_contest(night.desk.count, night.state)
        assert {one.code for one in found} == NOTICES.get(name, set())
        assert {card.code for card in night.result().answers.cards} == NOTICES.get(name, set())
        night.draw()
        assert night.state.stage == "provisional"
        assert night.state.answers == ()


# What cannot be stops at the sheet.


def test_kingstanding_2006_mixed_papers_counted_twice_are_more_votes_than_they_hold(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.kingstanding()) as night:
        assert night.stopped_at_the_sheet() == {"V07"}
        codes, why = night.closed()
        assert codes == {"V14"}
        assert why == f"V14 stands in {night.state.contest.area} and must be settled first."


def test_highworth_2019_blocks_multiplied_for_each_candidate_are_more_than_the_papers(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.highworth()) as night:
        assert night.stopped_at_the_sheet() == {"V04"}
        page = night.take(night.papers[0])
        night.qtbot.waitUntil(lambda: page.rows[PAPERS].field.text() == "2,465")
        marked = [cell.line.number for cell in page.rows.values() if cell.tone == "danger"]
        own = incidents.highworth().contest.candidates
        assert marked == [str(one.number) for one in own if one.party.name == "First Party"]
        assert len(marked) == 10
        assert night.closed()[0] == {"V14"}


def test_high_street_2010_a_thousand_more_for_a_whole_slate_is_more_than_the_papers_hold(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.high_street()) as night:
        assert night.stopped_at_the_sheet() == {"V07"}
        assert night.closed()[0] == {"V14"}


def test_high_street_2010_a_thousand_more_for_one_keyed_by_one_keyer_makes_the_entries_differ(
    qtbot: QtBot, tmp_path: Path
) -> None:
    incident = incidents.high_street()
    (sheet_true,) = incident.papers
    slip = (sheet_true[0], incident.wrong[0][1], *sheet_true[2:])
    with begun(qtbot, tmp_path, incident) as night:
        (sheet,) = night.papers
        night.sit(hall.KEYER)
        night.enter(sheet, 1, slip)
        night.sit(hall.OTHER_KEYER)
        night.enter(sheet, 2, sheet_true)
        first = night.state.contest.candidates[0]
        assert night.sheet(sheet).differing == (votes_of(first.id),)
        assert night.closed()[0] == {"V14"}


# One sheet, two teams.


def test_forest_hill_2014_a_second_team_finds_the_sheet_keyed_already_and_puts_it_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.forest_hill()) as night:
        night.key_true()
        sheet, before = night.papers[1], night.state
        asks = scanned_again(night, sheet)
        assert "is keyed and settled already" in words_of(asks)
        night.hands.press("1")
        QApplication.processEvents()
        assert night.state is before
        night.draw()
        assert night.state.provisional is not None
        assert night.state.provisional.totals.votes_total == 10_408


def test_forest_hill_2014_keyed_again_under_a_number_of_its_own_it_is_seen_in_votes_and_papers(
    qtbot: QtBot, tmp_path: Path
) -> None:
    incident = incidents.forest_hill()
    with begun(qtbot, tmp_path, incident) as night:
        night.key_true()
        asks = scanned_again(night, night.papers[1])
        night.hands.press("2")
        night.qtbot.waitUntil(lambda: len(night.papers) == len(incident.papers) + 1)
        again = night.papers[-1]
        night.qtbot.waitUntil(lambda: printed_number(again.id) in words_of(asks))
        night.hands.press("Enter")
        night.key(incident.papers[1])
        night.finish(again, 1)
        night.sit(hall.OTHER_KEYER)
        night.enter(again, 2, incident.papers[1])
        codes, why = night.closed()
        assert codes == {"V07", "V11", "N05"}
        assert why == "V07 stands in Forest Hill and must be settled first."
        found = {one.code: one for one in check_contest(night.desk.count, night.state)}
        assert found["V07"].numbers["votes"] == 10_408 + 1_708
        assert found["V11"].numbers["difference"] == 640


def scanned_again(night: Night, sheet: Sheet) -> SameNumber:
    """Let the first keyer come with the same paper from another table."""
    night.sit(hall.KEYER)
    night.board()
    night.hands.type(printed_number(sheet.id))
    night.hands.press("Enter")
    (asks,) = night.window.findChildren(SameNumber)
    return asks


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Words) if one.isVisible())


# What is left out.


def test_plymouth_2017_a_mini_count_never_entered_is_an_outstanding_sheet(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun_without_the_third(qtbot, tmp_path, incidents.plymouth()) as night:
        night.key_true()
        codes, why = night.closed()
        assert codes == {"V14"}
        assert why == f"V14 stands in {night.state.contest.area} and must be settled first."


def test_plymouth_2017_its_sheet_withdrawn_its_papers_are_still_out(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun_without_the_third(qtbot, tmp_path, incidents.plymouth()) as night:
        night.key_true()
        withdraw(night, night.papers[2])
        assert night.closed()[0] == {"V14"}
        (found,) = check_contest(night.desk.count, night.state)
        assert "tables that are open have no sheet: 1." in say_sentence(night.desk.texts, found)
        assert "holds 6,597 papers that no sheet accounts for" in close_table(night, incidents.C)
        assert incidents.C not in night.state.closed


def test_putney_2024_a_mini_count_on_no_record_is_papers_never_issued(
    qtbot: QtBot, tmp_path: Path
) -> None:
    incident = incidents.putney()
    issued = {table: n for table, n in incident.issued.items() if table != incidents.C}
    with begun_without_the_third(qtbot, tmp_path, incident, issued=issued) as night:
        night.key_true()
        assert night.closed()[0] == {"V14"}
        withdraw(night, night.papers[2])
        assert night.closed()[0] == {"V14"}
        assert close_table(night, incidents.C) == ""
        night.qtbot.waitUntil(lambda: incidents.C in night.state.closed)
        codes, _ = night.closed()
        assert codes == {"V23", "V06"}
        found = {one.code: one for one in check_contest(night.desk.count, night.state)}
        assert found["V23"].numbers["difference"] == -6_510


@contextmanager
def begun_without_the_third(
    qtbot: QtBot,
    folder: Path,
    incident: Incident,
    *,
    issued: Mapping[MiniCountId, int] | None = None,
) -> Iterator[Night]:
    """Play the night with the third table's sheet never keyed."""
    with begun(qtbot, folder, replace(incident, decisive=(1, 2)), issued=issued) as night:
        night.incident = replace(incident, decisive=(1,))
        yield night


def withdraw(night: Night, sheet: Sheet) -> None:
    """Let the supervisor withdraw a sheet as if it were a spare."""
    night.sit(hall.SUPERVISOR)
    night.desk.do(do.WithdrawSheets(hall.SUPERVISOR, night.contest, (sheet.id,), "a spare one"))
    night.qtbot.waitUntil(lambda: bool(night.sheet(sheet).withdrawn))


def close_table(night: Night, table: MiniCountId) -> str:
    """Let the supervisor close a table; the sentence where it is refused."""
    night.sit(hall.SUPERVISOR)
    command = do.CloseMiniCount(hall.SUPERVISOR, night.contest, table, "nothing lies there")
    why = night.desk.why_not(command)
    if not why:
        night.desk.do(command)
    return why


def test_broughton_and_scawby_2023_verified_papers_that_were_mislaid_are_missed_by_their_number(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.broughton()) as night:
        night.key_wrong()
        codes, why = night.closed()
        assert codes == {"V11", "W01", "N06"}
        assert why == "V11 in Broughton and Scawby waits for a reason."
        found = {one.code: one for one in check_contest(night.desk.count, night.state)}
        assert found["V11"].numbers["difference"] == -864
        assert found["N06"].names == ("Postal",)


def test_broughton_and_scawby_2023_at_a_table_of_their_own_they_are_still_out(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.broughton(tables=True)) as night:
        night.key_true([0])
        withdraw(night, night.papers[1])
        assert night.closed()[0] == {"V14"}
        why = close_table(night, night.state.contest.mini_counts[1].id)
        assert "holds 864 papers that no sheet accounts for" in why


def test_crowland_2007_a_box_left_out_keeps_the_statement_and_every_vote_waiting(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.crowland(), without=[BoxId("S2")]) as night:
        night.sit(hall.KEYER)
        night.board()
        night.hands.type(printed_number(night.papers[0].id))
        night.hands.press("Enter")
        assert not isinstance(night.page, EntryPage)
        said = "Crowland has no signed statement as to verification yet."
        assert night.view.notice.sentence == said
        night.sit(hall.OFFICER)
        night.desk.go(Place("accounts", night.contest))
        QApplication.processEvents()
        page = night.page
        assert isinstance(page, AccountsPage)
        assert not page.act.button.isEnabled()
        assert page.act.why.text() == "1 box has not come in: Polling station Hall 2."
        night.hands.press("F8")
        assert night.state.verification is None
        assert night.closed()[0] == {"V15", "V14"}


def test_crowland_2007_the_count_without_the_box_is_short_of_exactly_its_papers(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.crowland()) as night:
        night.key_wrong()
        codes, _ = night.closed()
        assert codes == {"V11", "W01", "N06"}
        (notice,) = (f for f in check_contest(night.desk.count, night.state) if f.code == "N06")
        assert notice.names == ("Hall 2",)


def test_chorleywood_west_1991_bundles_omitted_are_missed_in_votes_and_in_papers(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.chorleywood()) as night:
        night.key_wrong()
        codes, _ = night.closed()
        assert codes == {"V06", "V11"}
        found = {one.code: one for one in check_contest(night.desk.count, night.state)}
        assert found["V11"].numbers["difference"] == -608


def test_brocks_hill_2023_batches_keyed_as_bundles_are_short_of_papers(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.brocks_hill()) as night:
        sheet = night.papers[0]
        night.sit(hall.KEYER)
        page = night.take(sheet)
        size, bundles, odd = list(page.rows)[:3]
        night.hands.press("Enter")
        assert page.rows[size].field.text() == "25", "the size is a field of its own"
        night.key([4, 7])
        assert page.rows[odd].row.sum_shown == "107", "what four bundles hold is seen at once"
        assert page.rows[bundles].field.text() == "4"
        night.key([25, 3, 11])
        night.finish(sheet, 1)
        night.sit(hall.OTHER_KEYER)
        night.enter(sheet, 2, night.incident.wrong[0])
        codes, _ = night.closed()
        assert codes == {"V11", "W01"}


def test_skelton_2007_votes_of_one_added_to_a_partys_are_more_a_paper_than_wards_show(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(qtbot, tmp_path, incidents.skelton()) as night:
        night.key_wrong()
        codes, why = night.closed()
        assert codes == {"W01"}
        assert why == "W01 in Skelton waits for a reason."
        waiting = unanswered(night.state, check_contest(night.desk.count, night.state))
        assert [one.code for one in waiting] == ["W01"]


# What no sum can see.


def test_marsden_west_2023_figures_exchanged_by_one_keyer_make_the_entries_differ(
    qtbot: QtBot, tmp_path: Path
) -> None:
    incident = incidents.marsden_west()
    with begun(qtbot, tmp_path, incident) as night:
        (sheet,) = night.papers
        night.sit(hall.KEYER)
        night.enter(sheet, 1, incident.wrong[0])
        night.sit(hall.OTHER_KEYER)
        night.enter(sheet, 2, incident.papers[0])
        both = tuple(votes_of(one.id) for one in night.state.contest.candidates)
        assert night.sheet(sheet).differing == both
        shown = differences(night)
        assert "GREEN" in shown.upper()
        assert "HANNAH-WOOD" in shown.upper()
        assert night.closed()[0] == {"V14"}


def test_marsden_west_2023_keyed_by_name_a_list_in_another_order_is_keyed_right(
    qtbot: QtBot, tmp_path: Path
) -> None:
    incident = incidents.marsden_west()
    with begun(qtbot, tmp_path, incident) as night:
        key_by_name(night, [("hannah", 177), ("green", 242)])
        night.draw()
        assert votes(night) == [242, 177]


def key_by_name(night: Night, listed: Sequence[tuple[str, int]]) -> None:
    """Key a count sheet as both keyers, finding each candidate of a list by F4 and name."""
    (sheet,), figures = night.papers, night.incident.papers[0]
    after = figures[len(listed) + 1 :]
    for entry, keyer in enumerate(KEYERS, 1):
        night.sit(keyer)
        page = night.take(sheet)
        night.key(figures[:1])
        for name, n in listed:
            night.hands.press("F4")
            night.hands.type(name)
            night.hands.press("Enter")
            night.hands.type(str(n))
        night.hands.press("F4")
        night.hands.type(str(len(listed)))
        night.hands.press("Enter", "Enter")
        night.key(after)
        assert all(candidate_of(one) is None or page.rows[one].field.text() for one in page.rows)
        night.finish(sheet, entry)


@pytest.mark.data
def test_newham_2018_figures_in_another_order_of_names_make_the_entries_differ(
    qtbot: QtBot, tmp_path: Path, data_folder: Path
) -> None:
    incident = incidents.boleyn(data_folder)
    with begun(qtbot, tmp_path, incident) as night:
        (sheet,) = night.papers
        night.sit(hall.KEYER)
        night.enter(sheet, 1, incident.wrong[0])
        night.sit(hall.OTHER_KEYER)
        night.enter(sheet, 2, incident.papers[0])
        other = incident.wrong[0]
        expected = [
            field
            for field, right, wrong in zip(sheet.fields, incident.papers[0], other, strict=True)
            if right != wrong
        ]
        assert list(night.sheet(sheet).differing) == expected
        assert len(expected) >= 4
        assert night.closed()[0] == {"V14"}


@pytest.mark.data
def test_newham_2018_keyed_by_name_the_other_order_gives_the_result_that_was_declared(
    qtbot: QtBot, tmp_path: Path, data_folder: Path
) -> None:
    incident = incidents.boleyn(data_folder)
    by_votes = dict(zip(incident.contest.candidates, incident.papers[0][1:], strict=False))
    listed = sorted(by_votes, key=lambda one: one.name)
    with begun(qtbot, tmp_path, incident) as night:
        key_by_name(night, [(one.surname, by_votes[one]) for one in listed])
        night.draw()
        assert votes(night) == list(incident.papers[0][1:8])
        assert sum(votes(night)) == 9_580


def test_greasley_2011_two_of_one_surname_differ_by_full_name_and_are_noticed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    incident = incidents.greasley()
    with begun(qtbot, tmp_path, incident) as night:
        (sheet,) = night.papers
        night.sit(hall.KEYER)
        night.enter(sheet, 1, incident.wrong[0])
        night.sit(hall.OTHER_KEYER)
        night.enter(sheet, 2, incident.papers[0])
        shown = differences(night)
        assert "Doris" in shown
        assert "Edwin" in shown
        page = night.result()
        assert {card.code for card in page.answers.cards} == {"V14", "N01"}
        (card,) = (one for one in page.answers.cards if one.code == "N01")
        assert "Doris Rowley; Edwin Rowley" in card.accessibleName()
        assert "read out full names" in card.accessibleName()
        assert night.state.provisional is None


def test_prestatyn_north_2011_similar_names_are_read_out_with_what_to_look_for(
    qtbot: QtBot, tmp_path: Path
) -> None:
    incident = incidents.prestatyn_north()
    with begun(qtbot, tmp_path, incident) as night:
        night.key_wrong()
        (card,) = night.result().answers.cards
        assert card.code == "N02"
        assert "Cecil Penlington; Doris Pennington" in card.accessibleName()
        assert "look through the bundles of each for papers of the other" in card.accessibleName()


def differences(night: Night) -> str:
    """Let the supervisor open what waits; give what a screen reader is told of the page."""
    night.sit(hall.SUPERVISOR)
    night.board()
    night.hands.press("Enter")
    page = night.page
    assert isinstance(page, DifferencesPage)
    spoken = [one.accessibleName() for one in page.findChildren(QWidget)]
    return "\n".join([*spoken, words_of(page)])
