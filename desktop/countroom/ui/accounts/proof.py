"""The set-up of a contest beside its printed ballot paper, signed by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from countroom.app.screens.accounts import say_box, say_known
from countroom.app.screens.correcting import PROVERS, anybody_else
from countroom.domain import commands as do
from countroom.domain.figures import read_figure
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.ui.parts import Act, Button, Panel, Rule, Scrolled, StampBox, Words
from countroom.ui.parts.figure_field import FigureField

if TYPE_CHECKING:
    from countroom.app.station import Hand
    from countroom.domain.election import Candidate, Contest
    from countroom.domain.state import ContestState
    from countroom.texts import Texts
    from countroom.ui.desk import Desk
    from countroom.ui.look import Look

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COLUMNS: Final = 4
_NOBODY: Final = PersonId("")


class ProofPanel(Panel):
    """The contest as it will be on the ballot paper, and the act of the two who compare it.

    The electorate is keyed, not only looked at: every turnout rests on it. Where there is no poll,
    the proven contest is returned here.
    """

    def __init__(self, desk: Desk, state: ContestState) -> None:
        look, texts, contest = desk.look, desk.texts, state.contest
        many = texts.count("{n} candidate", "{n} candidates", len(contest.candidates))
        super().__init__(look, texts.say("As on the ballot paper"), many)
        self._desk, self._contest, self._proven = desk, contest, state.proven
        self.body.addWidget(_paper(look, contest), 1)
        self.body.addWidget(Rule(look))
        words = (
            texts.say("Return without a poll")
            if state.proven
            else texts.say("Same as the printed ballot paper")
        )
        self.act = Act(look, Button(look, words, "F8", primary=True))
        self.act.button.clicked.connect(self.carry_out)
        self.electorate: FigureField | None = None
        if not state.proven and contest.electorate_to_prove is not None:
            self.electorate = self._ask_electorate()
        self.body.addWidget(self.act)
        self.show_why()

    @property
    def first(self) -> QWidget:
        """Give where whoever may sign begins."""
        return self.electorate or self.act.button

    def _ask_electorate(self) -> FigureField:
        look, say = self._desk.look, self._desk.texts.say
        words = say("Electorate, keyed from the register")
        field = FigureField(look, words)
        field.textChanged.connect(self.show_why)
        field.went_on.connect(lambda _: self.act.button.setFocus())
        field.asked.connect(lambda _: self.act.button.setFocus())
        label = Words(look, words, wrap=True)
        label.setBuddy(field)
        row = QHBoxLayout()
        row.setContentsMargins(5, 5, 5, 5)
        row.addWidget(label, 1)
        row.addWidget(field)
        self.body.addLayout(row)
        return field

    def show_why(self) -> None:
        """Say what opens the act."""
        self.act.show_why(self._why_not())

    def carry_out(self) -> None:
        """Have a second person sign what the first compared, or return those who stand."""
        why = self._why_not()
        if why:
            self._desk.notice(why)
        elif self._proven:
            self._desk.do(do.ReturnUncontested(self._by, self._contest.id))
        else:
            self._prove()

    @property
    def _by(self) -> PersonId:
        return self._desk.person.id if self._desk.person else _NOBODY

    def _prove(self) -> None:
        self._desk.ask_second(
            self._desk.texts.say(
                "A second person compares {ward} with the printed ballot paper and signs.",
                ward=self._contest.area,
            ),
            PROVERS,
            self._signed,
        )

    def _signed(self, hand: Hand) -> None:
        person = self._desk.person
        if person is not None:
            command = do.ProveContest(person.id, hand.person, self._contest.id, self._keyed())
            self._desk.do(command, second=hand)

    def _keyed(self) -> int | None:
        """Read the electorate as keyed, None where it is asked of nobody or is no figure."""
        figure = read_figure(self.electorate.text()) if self.electorate is not None else None
        return None if isinstance(figure, Refusal) else figure

    def _why_not(self) -> str:
        """Ask with anybody else as the second person: who it is comes later."""
        by, contest = self._by, self._contest
        if self._proven:
            return self._desk.why_not(do.ReturnUncontested(by, contest.id))
        other, known = anybody_else(self._desk.count, by), contest.electorate_to_prove
        why = self._desk.why_not(do.ProveContest(by, other, contest.id, known))
        if why or self.electorate is None:
            return why
        if not self.electorate.text().strip():
            return self._desk.texts.say("Key the electorate from the register first.")
        return self._desk.why_not(do.ProveContest(by, other, contest.id, self._keyed()))


class FactsPanel(Panel):
    """What else is proven: seats, electorate with its source, boxes, the law."""

    def __init__(self, desk: Desk, contest: Contest) -> None:
        look, texts = desk.look, desk.texts
        super().__init__(look, texts.say("What is proven"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space("l"))
        grid.setVerticalSpacing(look.space("xs"))
        grid.setColumnStretch(0, 1)
        for row, (name, figure) in enumerate(_figures(texts, contest)):
            grid.addWidget(Rule(look), 2 * row, 0, 1, 2)
            grid.addWidget(Words(look, name, wrap=True), 2 * row + 1, 0)
            grid.addWidget(Words(look, figure, "figure"), 2 * row + 1, 1, _RIGHT)
        self.body.addLayout(grid)
        self.body.addWidget(Rule(look))
        for words in _sentences(desk, contest):
            self.body.addWidget(Words(look, words, "body", "muted", wrap=True))


class AdvicePanel(Panel):
    """What the two do, and what they do when something is not the same."""

    def __init__(self, desk: Desk) -> None:
        look, texts = desk.look, desk.texts
        super().__init__(look, texts.say("Two people sign"))
        for words in (
            texts.say(
                "Lay the printed ballot paper beside this page. Compare the number, name and "
                "description of every candidate, and the seats."
            ),
            texts.say(
                "Key the electorate from the register, and have the second person look: every "
                "turnout of the night rests on it."
            ),
            texts.say(
                "Where something is not the same, nobody signs: the administrator has the set-up "
                "mended. No sheet can be keyed before."
            ),
        ):
            self.body.addWidget(Words(look, words, wrap=True))
        self.body.addStretch(1)


def _figures(texts: Texts, contest: Contest) -> list[tuple[str, str]]:
    """Leave the electorate out where it is keyed: nobody copies it from here."""
    known: list[tuple[str, int | None]] = [(texts.say("Seats"), contest.seats)]
    if contest.electorate_to_prove is None:
        known.append((texts.say("Electorate"), contest.electorate))
    if contest.postal_issued is not None:
        known.append((texts.say("Postal papers issued"), contest.postal_issued))
    if contest.boxes:
        known.append((texts.say("Boxes"), len(contest.boxes)))
    return [(name, say_known(texts, n)) for name, n in known]


def _sentences(desk: Desk, contest: Contest) -> list[str]:
    texts = desk.texts
    rules = desk.contest(contest.id).rules
    boxes = "; ".join(say_box(texts, box) for box in contest.boxes)
    terms = ", ".join(texts.day(day) for day in contest.terms)
    return [
        sentence
        for known, sentence in (
            (
                contest.electorate_source,
                texts.say("Electorate from: {source}.", source=contest.electorate_source),
            ),
            (boxes, texts.say("Boxes: {boxes}.", boxes=boxes)),
            (terms, texts.say("Terms end on: {days}.", days=terms)),
            (rules.source, texts.say("Counted under: {law}.", law=rules.source)),
        )
        if known
    ]


def _paper(look: Look, contest: Contest) -> Scrolled:
    """Set the candidates out as the ballot paper does."""
    paper = QWidget()
    grid = QGridLayout(paper)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.space("m"))
    grid.setVerticalSpacing(look.space("xs"))
    grid.setColumnStretch(_COLUMNS - 1, 1)
    for n, candidate in enumerate(contest.candidates):
        grid.addWidget(Rule(look), 2 * n, 0, 1, _COLUMNS)
        _add_candidate(look, grid, 2 * n + 1, candidate)
    grid.setRowStretch(2 * len(contest.candidates), 1)
    return Scrolled(look, paper)


def _add_candidate(look: Look, grid: QGridLayout, row: int, candidate: Candidate) -> None:
    party = candidate.party
    grid.addWidget(Words(look, str(candidate.number), "body", "muted"), row, 0, _RIGHT)
    grid.addWidget(StampBox(look, look.stamp(party), party.name), row, 1)
    grid.addWidget(Words(look, candidate.name, "strong"), row, 2)
    about = candidate.description or party.name
    grid.addWidget(Words(look, about, "body", "muted", wrap=True), row, 3)
