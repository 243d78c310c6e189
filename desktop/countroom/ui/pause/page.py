"""The pause page of one contest, or of all contests of the hall at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from countroom.app.heads import Closing as Kept
from countroom.app.heads import as_head, read_closing, read_parting
from countroom.app.screens.pause import (
    closing_sheet,
    containers,
    opening,
    pausable,
    say_parting,
    shared_seal,
    unanswered,
    under_seal,
)
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.domain.identifiers import PersonId
from countroom.domain.pausing import last_codes
from countroom.texts import say_fault
from countroom.ui.parts import Hint, Panel, Words
from countroom.ui.parts.scrolled import side_column
from countroom.ui.pause.beside import AdvicePanel, CodesPanel
from countroom.ui.pause.closing import Closing
from countroom.ui.pause.resuming import Resuming
from countroom.ui.pause.sealing import Sealing
from countroom.ui.shell.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.commands import Command
    from countroom.domain.identifiers import ContestId, DeviceId
    from countroom.domain.refusals import Refusal
    from countroom.domain.state import ContestState
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place

Mode = Literal["seal", "resume", "closing", "nothing"]
_NOTHING_KEPT: Final = Kept({}, {})


class PausePage(Page):
    """Where papers go under seal and come out again; ``place.contest`` None is the whole hall."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self._shown: tuple[Mode, tuple[ContestId, ...], PersonId] | None = None
        self._wanted: Mode | None = None
        self._waiting: list[Command] = []
        self._codes: CodesPanel | None = None
        self.sealing: Sealing | None = None
        self.resuming: Resuming | None = None
        self.closing: Closing | None = None
        say = desk.texts.say
        self.key("F8", say("seal, or open the seals"), self._carry_out)
        self.key("F6", say("the other way"), self._turn)
        self.key("F7", say("copy the closing sheet"), self._copy)
        self.key("Ctrl+P", say("print the closing sheet"), self._print)
        self.refresh()

    def heading(self) -> Heading:
        """Name the ward, or say that it is the whole hall."""
        texts, contest = self.desk.texts, self.place.contest
        sealed = under_seal(self.desk.count, contest)
        state = "paused" if sealed else ""
        if contest is not None:
            return Heading(self.desk.contest(contest).contest.area, state, texts.say("Pause"))
        every = len(self.desk.count.contests)
        note = texts.count(
            "{sealed} of {n} contest under seal",
            "{sealed} of {n} contests under seal",
            every,
            sealed=texts.figure(len(sealed)),
        )
        return Heading(texts.say("Pause"), state, note)

    def first_focus(self) -> QWidget | None:
        """Start on the first seal, or on what is done with the closing sheet."""
        if self.sealing is not None:
            return self.sealing.first()
        if self.resuming is not None:
            return self.resuming.first()
        return self.closing.printing if self.closing is not None else None

    def keys(self) -> Sequence[Hint]:
        """Show the keys of what is shown."""
        say = self.desk.texts.say
        if self.sealing is not None:
            return [Hint("Enter", say("next field")), Hint("F8", say("seal"))]
        if self.resuming is not None:
            sheet = Hint("F6", say("closing sheet"))
            return [Hint("Space", say("intact")), Hint("Tab", say("difference")), sheet]
        if self.closing is not None:
            return [Hint("Ctrl P", say("print")), Hint("F7", say("copy"))]
        return []

    def refresh(self) -> None:
        """Show the pause as it is now; what is typed stays while the same contests are in it."""
        if self._waiting:
            return  # in the middle of several contests: shown when the last is done
        mode, states = self._now()
        now = (mode, tuple(state.contest.id for state in states), self._by)
        if now != self._shown:
            self._lay_out(mode, states)
            self._shown = now
        elif self._codes is not None:
            self._codes.show_heads(last_codes(self.desk.count))
        self._show_why()

    @property
    def _by(self) -> PersonId:
        return self.desk.person.id if self.desk.person else PersonId("")

    def _now(self) -> tuple[Mode, tuple[ContestState, ...]]:
        """Say what is shown, and of which contests."""
        count, only = self.desk.count, self.place.contest
        sealed, free = under_seal(count, only), pausable(count, only)
        if sealed and self._wanted in ("closing", "resume"):
            return self._wanted, sealed
        if free:
            return "seal", free
        return ("resume", sealed) if sealed else ("nothing", ())

    def _lay_out(self, mode: Mode, states: tuple[ContestState, ...]) -> None:
        look, texts = self.desk.look, self.desk.texts
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        typed = self.sealing.typed() if self.sealing is not None else []
        kept = (
            (self.sealing.place.text(), self.sealing.custodian.text())
            if self.sealing is not None
            else ("", "")
        )
        _empty(self.main)
        _empty(self.side)
        self.sealing = self.resuming = self.closing = None
        if mode == "seal":
            self.sealing = Sealing(look, texts, states)
            self.sealing.take_over(typed)
            self.sealing.place.setText(kept[0])
            self.sealing.custodian.setText(kept[1])
            self._stand(self.sealing)
        elif mode == "resume":
            self.resuming = Resuming(look, texts, states, self._part)
            self._stand(self.resuming)
        elif mode == "closing":
            self._stand_closing(states)
        else:
            panel = Panel(look, texts.say("Pause"))
            words = texts.say("No contest here can be paused: its count is over or not begun.")
            panel.body.addWidget(Words(look, words, wrap=True))
            panel.body.addStretch(1)
            self.main.addWidget(panel)
        self._stand_beside(mode)
        first = self.first_focus()
        if had_focus and first is not None:
            first.setFocus()

    def _stand(self, panel: Sealing | Resuming) -> None:
        panel.edited.connect(self._show_why)
        panel.act.button.clicked.connect(self._carry_out)
        self.main.addWidget(panel, 1)

    def _stand_closing(self, states: tuple[ContestState, ...]) -> None:
        test = self.desk.environment == "test"
        text = closing_sheet(self.desk.texts, self.desk.count, states, self._kept(), test=test)
        self.closing = Closing(self.desk, text)
        self.closing.going_on.clicked.connect(self._turn)
        self.main.addWidget(self.closing, 1)

    def _stand_beside(self, mode: Mode) -> None:
        look, texts = self.desk.look, self.desk.texts
        panels: list[QWidget] = [AdvicePanel(look, texts, mode)]
        self._codes = None
        if mode == "seal":
            self._codes = CodesPanel(look, texts, last_codes(self.desk.count))
            panels.insert(0, self._codes)
        self.side.addWidget(side_column(look, *panels))

    def _kept(self) -> Kept:
        """Read sealing times and codes on the way; a fault is said and leaves them unknown."""
        try:
            return read_closing(self.desk.station.path)
        except Fault as fault:
            self.desk.notice(say_fault(self.desk.texts, fault.code, fault.details), "danger")
            return _NOTHING_KEPT

    def _part(
        self, contest: ContestId, device: DeviceId, typed: str, agreed: int
    ) -> tuple[str, int]:
        """Say where a code and the file part, and up to which event they were found to agree."""
        try:
            found = read_parting(self.desk.station.path, contest, device, as_head(typed), agreed)
        except Fault as fault:
            return say_fault(self.desk.texts, fault.code, fault.details), agreed
        if found.where == "on_the_way" and found.known is not None:
            agreed = max(agreed, found.known.position)
        return say_parting(self.desk.texts, found, self.desk.name_of), agreed

    def _show_why(self) -> None:
        """Say what opens the button."""
        if self.sealing is not None:
            made = self._seals()
            self.sealing.act.show_why(made if isinstance(made, str) else self._first_why(made))
            self._label_seal(0 if isinstance(made, str) else len(made))
        elif self.resuming is not None:
            made = self._openings()
            self.resuming.act.show_why(made if isinstance(made, str) else self._first_why(made))

    def _label_seal(self, written: int) -> None:
        """Say on the button how many contests it would seal, where some are left out."""
        texts, every = self.desk.texts, len(pausable(self.desk.count, self.place.contest))
        if self.sealing is None:
            return
        words = texts.say("Seal")
        if every > 1 and written:
            words = texts.count(
                "Seal {written} of {n} contest",
                "Seal {written} of {n} contests",
                every,
                written=texts.figure(written),
            )
        self.sealing.act.button.relabel(words)

    def _seals(self) -> Sequence[Command] | str:
        """Give the commands that seal what is written, or what is missing."""
        panel, states = self.sealing, pausable(self.desk.count, self.place.contest)
        if panel is None or not states:
            return ""
        by, first = self._by, states[0].contest.id
        place, custodian = panel.place.text(), panel.custodian.text()
        written = containers(panel.typed())
        if not written:
            return self.desk.why_not(do.SealPapers(by, first, (), place, custodian))
        shared = shared_seal(written)
        if shared is not None:
            return self.desk.say_refusal(shared)
        return [
            do.SealPapers(by, contest, inside, place, custodian)
            for contest, inside in written.items()
        ]

    def _openings(self) -> Sequence[Command] | str:
        """Give the commands that open the seals, or what is not answered yet."""
        panel = self.resuming
        if panel is None:
            return ""
        found = panel.found()
        states = under_seal(self.desk.count, self.place.contest)
        made: list[Command] = []
        for state in states:
            differences, heads = opening(state, found)
            made.append(do.OpenSeals(self._by, state.contest.id, differences, heads))
        probe = [
            do.OpenSeals(self._by, state.contest.id, {}, dict(state.closing)) for state in states
        ]
        why = self._first_why(probe)  # who may not open them need not look at each
        if why:
            return why
        open_ = (unanswered(self.desk.texts, state, found) for state in states)
        return next((why for why in open_ if why), "") or made

    def _first_why(self, made: Sequence[Command]) -> str:
        return next((why for why in map(self.desk.why_not, made) if why), "")

    def _carry_out(self) -> None:
        """Seal or open contest after contest, or say why not."""
        if self._waiting or (self.sealing is None and self.resuming is None):
            return
        made = self._seals() if self.sealing is not None else self._openings()
        why = made if isinstance(made, str) else self._first_why(made)
        if isinstance(made, str) or why:
            self.desk.notice(why)
            return
        self.desk.notice("")
        self._wanted = "closing" if self.sealing is not None else None
        self._waiting = list(made)
        for command in made:
            self.desk.do(command, lambda _: self._one_less(), refused=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self.desk.notice(self.desk.say_refusal(refusal))
        self._one_less()

    def _one_less(self) -> None:
        self._waiting = self._waiting[1:]
        if not self._waiting:
            self._show_again()

    def _show_again(self) -> None:
        """Have the whole window follow: heading and keys are others now."""
        self.desk.changed.emit()

    def _turn(self) -> None:
        """Go to the other side of the pause, where there is one."""
        if under_seal(self.desk.count, self.place.contest):
            other: dict[Mode, Mode] = {"closing": "resume", "resume": "closing", "seal": "resume"}
            now = self._shown[0] if self._shown is not None else "nothing"
            self._wanted = other.get(now)
            self._show_again()
            first = self.first_focus()
            if first is not None:
                first.setFocus()

    def _copy(self) -> None:
        if self.closing is not None:
            self.closing.copy()

    def _print(self) -> None:
        if self.closing is not None:
            self.closing.print_it()


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
