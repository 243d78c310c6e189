"""What the result page has of recounts: who is heard, the request, the work, what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.screens.consultation import heard, present, refusals
from countroom.app.screens.recount import confirming, recount_screen
from countroom.app.screens.versions import versions
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.texts.voices import say_voice
from countroom.ui.ready.agents import AgentsForm
from countroom.ui.result.consultation import HeardPanel
from countroom.ui.result.request import RequestForm
from countroom.ui.result.under_way import UnderWay
from countroom.ui.result.versions import VersionsTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.app.station import Hand
    from countroom.domain.consultation import Voice
    from countroom.domain.identifiers import ContestId
    from countroom.domain.people import Role
    from countroom.domain.state import ContestState
    from countroom.ui.shell.page import Page

_CONFIRM: tuple[Role, ...] = ("keyer", "supervisor", "officer")
_PROBE = "-"


class Recounts:
    """The parts, and what they do at the desk; ``done`` is called when something is on disk."""

    def __init__(self, page: Page, contest: ContestId, done: Callable[[], None]) -> None:
        self._page, self._contest, self._done = page, contest, done
        self._desk = page.desk
        look, texts = page.desk.look, page.desk.texts
        self.heard = HeardPanel(look, texts)
        self.under_way = UnderWay(look, texts)
        self.versions = VersionsTable(look, texts)
        self.heard.agents.clicked.connect(self.take_down)
        self.under_way.confirming.connect(self.confirm)

    @property
    def present(self) -> tuple[Voice, ...]:
        """Give who is ticked as there."""
        return present(self.heard.present, self._state)

    def say_present(self) -> list[str]:
        """Name who was noted as there when the consultation closed."""
        state = self._state
        return [say_voice(self._desk.texts, state, voice) for voice in state.present]

    def refresh(self, *, drawn: bool) -> None:
        """Show what there is of recounts now."""
        texts, state = self._desk.texts, self._state
        self.heard.setVisible(drawn)
        if drawn:
            self.heard.show_heard(heard(texts, state), refusals(texts, state))
        screen = recount_screen(texts, state)
        self.under_way.setVisible(screen is not None)
        self.under_way.show_recount(screen)
        self.versions.show_versions(versions(texts, state) if drawn else None)

    def show_reasons(self) -> None:
        """Say what closes the signature and the list of agents."""
        if self._state.recount is not None:
            self.under_way.show_why(self._why_not_confirm())
        self.heard.agents.close_for(self._why_no_agents())

    def why_not_asked(self) -> str:
        """Say who decides on a request before anybody fills the form in."""
        state = self._state
        version = state.provisional.version if state.provisional else 0
        probe = do.GrantRecount(self._by, self._contest, version, None, "whole", (), _PROBE)
        return self._desk.why_not(probe)

    def ask(self) -> None:
        """Open the form for a request; the key says why not where the button is closed."""
        why = self.why_not_asked()
        if why:
            self._desk.notice(why)
        else:
            RequestForm(self._page, self._state)

    def take_down(self) -> None:
        """Open the list of agents."""
        why = self._why_no_agents()
        if why:
            self._desk.notice(why)
        else:
            AgentsForm(self._page, self._state)

    def confirm(self) -> None:
        """Have a second person sign that the ticked sheets are unchanged."""
        if not self._state.to_confirm:
            return
        why = self._why_not_confirm()
        if why or not self.under_way.ticked:
            self._desk.notice(why or self._desk.texts.say("Tick a sheet first."))
            return
        sheets = self.under_way.ticked
        said = self._desk.texts.count(
            "{n} sheet gave the same figures again. A second person who saw it signs as well.",
            "{n} sheets gave the same figures again. A second person who saw them signs as well.",
            len(sheets),
        )

        def sign(second: Hand) -> None:
            command = confirming(self._state, self._by, second.person, sheets)
            self._desk.do(command, lambda _: self._done(), second=second)

        self._desk.ask_second(said, _CONFIRM, sign)

    def tick_all(self) -> None:
        """Tick every sheet that waits."""
        if self.under_way.all.button.isVisibleTo(self._page):
            self.under_way.tick_all()

    def _why_not_confirm(self) -> str:
        """Ask what anybody's second signature would meet; only who they are is not known yet."""
        state = self._state
        if not state.to_confirm:
            return ""
        others = [
            one.id
            for one in self._desk.count.people.values()
            if one.id != self._by and set(one.roles) & set(_CONFIRM)
        ]
        second = others[0] if others else self._by
        return self._desk.why_not(confirming(state, self._by, second, state.to_confirm[:1]))

    def _why_no_agents(self) -> str:
        return self._desk.why_not(do.AppointAgents(self._by, self._contest, self._state.agents))

    @property
    def _state(self) -> ContestState:
        return self._desk.contest(self._contest)

    @property
    def _by(self) -> PersonId:
        return self._desk.person.id if self._desk.person else PersonId("")
