"""The desk: all that a page may ask, in the words of the work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from countroom.app.crew import shown_name
from countroom.app.own_pace import OwnSpeed, Pace
from countroom.app.owner import Owner
from countroom.app.papers import Papers, read_papers
from countroom.app.print_desk import (
    PrintChoice,
    PrintDesk,
    cleared_set,
    languages_of,
    on_paper_set,
)
from countroom.app.screens.box_words import with_boxes_named
from countroom.app.screens.print_desk import say_outcome
from countroom.app.station import Station
from countroom.domain.commands import SendToPrinter, signers
from countroom.domain.events import DeclarationCorrected, DeclaredOnPaper, ResultCleared
from countroom.domain.identifiers import ContestId, PersonId
from countroom.domain.people import Role
from countroom.domain.refusals import Refusal, refuse
from countroom.texts import Texts, london, say_fault, say_refusal
from countroom.ui.place import BOARD, FOR_OBSERVERS, Place
from countroom.ui.post import PostBox
from countroom.ui.printers import printers_here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from countroom.app.laptop import Press
    from countroom.app.preview import Typesetter
    from countroom.app.staff import SignedIn
    from countroom.app.station import Clock, Hand, Outcome, Standing
    from countroom.domain.commands import Command
    from countroom.domain.election import Environment
    from countroom.domain.events import Ordinal, Recorded
    from countroom.domain.faults import Fault
    from countroom.domain.identifiers import FieldId, SheetId
    from countroom.domain.state import ContestState, Count
    from countroom.ui.look import Look

    Then = Callable[[tuple[Recorded, ...]], None]
    Refused = Callable[[Refusal], None]

T = TypeVar("T")

_LIFTED_BY_PEOPLE: Final = ("role_missing", "power_missing")
"""Stops that another person lifts: the sentence names who."""
_MOST_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class SignedInPerson:
    """Who sits, or may sit, at this laptop; ``named`` unless the name only says the role."""

    id: PersonId
    name: str
    roles: tuple[Role, ...]
    named: bool = False


class Desk(QObject):
    """One count file in one window. Raises Fault when the file cannot be used.

    ``changed``: the count is another; ``noticed``: a sentence and its tone for the notice line;
    ``went``: another place is to be shown; ``second_asked``: a second person has to sign.
    """

    changed = Signal()
    standing_changed = Signal()
    person_changed = Signal()
    noticed = Signal(str, str)
    went = Signal(object)
    second_asked = Signal(str, object, object)
    printing_changed = Signal()
    printer_chosen = Signal(object)

    def __init__(self, path: Path, texts: Texts, look: Look, clock: Clock | None = None) -> None:
        super().__init__()
        self.texts, self.look = texts, look
        self.person: SignedInPerson | None = None
        self._post = PostBox()
        self._hand: Hand | None = None
        self._signed_in: SignedIn | None = None
        self._trail: list[Place] = []
        self._typed: dict[tuple[SheetId, Ordinal, FieldId, PersonId], str] = {}
        self._told_clock = ""
        self._problem: tuple[str, ...] = ()
        self.place = BOARD
        self.begun: dict[PersonId, Place] = {}
        """The sheet that each person left half keyed."""
        self._paces: dict[PersonId, Pace] = {}
        self._shown: Count | None = None
        self.station = Station(path, self._post.tell, self._heard, clock)
        self._typesetter: Owner[Typesetter] | None = None
        self.printing = PrintDesk(
            self.station, printers_here(), self._post.tell, self._printing_heard, _load_press
        )
        self._told: set[object] = set()
        self.papers: Papers | None = None
        self.hall: QWidget | None = None
        self.observed = False
        if self.station.environment == "test":
            self.papers = read_papers(path)

    # What is known.

    @property
    def count(self) -> Count:
        """Give the count as it is on disk."""
        return self.station.count

    @property
    def environment(self) -> Environment:
        """Give TEST or live."""
        return self.station.environment

    @property
    def standing(self) -> Standing:
        """Say what is saved, declared, published, and what hinders it."""
        return self.station.standing

    def contest(self, contest: ContestId) -> ContestState:
        """Give a contest as it is now."""
        return self.count.contests[contest]

    def name_of(self, person: PersonId) -> str:
        """Name a person as the screen shows them."""
        enrolled = self.station.secrets.people.get(person)
        return shown_name(self.texts, self.count.people[person], enrolled.name if enrolled else "")

    def people(self) -> Sequence[SignedInPerson]:
        """List who may sign in at this laptop."""
        here = self.station.secrets.people
        everybody = self.count.people.values()
        return [
            SignedInPerson(one.id, self.name_of(one.id), one.roles, here[one.id].name != one.id)
            for one in everybody
            if one.id in here
        ]

    @property
    def by(self) -> PersonId:
        """Name who sits here, for what they sign; nobody's id is empty."""
        return self.person.id if self.person else PersonId("")

    def now(self) -> str:
        """Give UTC in RFC 3339."""
        return self.station.now()

    def paper(self, sheet: SheetId) -> Mapping[FieldId, int] | None:
        """In practice only: give what the paper of a sheet says."""
        return self.papers.of(sheet) if self.papers is not None else None

    # Who is here.

    def sign_in(self, person: PersonId, secret: str) -> Refusal | None:
        """Let a person work at this laptop by passphrase or PIN."""
        signed_in = self.station.sign_in(person, secret)
        if isinstance(signed_in, Refusal):
            return signed_in
        self.welcome(signed_in)
        return None

    def welcome(self, signed_in: SignedIn) -> None:
        """Let somebody work whose key is open."""
        self.station.take_up(signed_in)
        id_ = signed_in.hand.person
        roles = self.count.people[id_].roles
        self.person, self._hand = SignedInPerson(id_, self.name_of(id_), roles), signed_in.hand
        self._signed_in = signed_in
        self.observed = set(roles) == {"observer"}
        self.person_changed.emit()
        self.changed.emit()

    def choose_pin(self, digits: str) -> Refusal | None:
        """Keep six digits for the next turn of who sits here; keyers alone may have them."""
        if self._signed_in is None or self.person is None:
            return refuse("nobody_signed")
        if not self.station.pins.may_have(self.person.roles):
            return refuse("pin_not_chosen")
        return self.station.pins.choose(self._signed_in, digits)

    def hand_of(self, person: PersonId, secret: str) -> Hand | Refusal:
        """Open a second person's key by their passphrase."""
        signed_in = self.station.open_key(person, secret)
        return signed_in if isinstance(signed_in, Refusal) else signed_in.hand

    def hand_over(self) -> None:
        """Let go of the person's key; drafts and everything saved stay."""
        self.person = self._hand = self._signed_in = None
        self.person_changed.emit()
        self.changed.emit()

    def ask_second(self, why: str, roles: tuple[Role, ...], then: Callable[[Hand], None]) -> None:
        """Have a second person sign at this laptop; ``then`` gets their hand."""
        self.second_asked.emit(why, roles, then)

    def wear(self, texts: Texts, look: Look) -> None:
        """Speak and look as was chosen; who sits here is named in that language too."""
        self.texts, self.look = texts, look
        if self.person is not None:
            self.person = replace(self.person, name=self.name_of(self.person.id))

    # What is done.

    def why_not(self, command: Command) -> str:
        """Say why this would be refused now, empty where it would go through."""
        refusal = self._nobody() or self.station.would_refuse(command)
        return self._say_stop(command, refusal) if refusal is not None else ""

    def _say_stop(self, command: Command, refusal: Refusal) -> str:
        """Say why not and, where another person can do it, who in this hall."""
        said = self.say_refusal(refusal)
        if refusal.code not in _LIFTED_BY_PEOPLE:
            return said
        people = [self.name_of(one) for one in self.station.who_could(command)]
        if not people:
            who = self.texts.say("Nobody here can: an administrator appoints somebody, F2, People.")
        else:
            who = self.texts.say("In this hall: {people}.", people=", ".join(people[:_MOST_NAMED]))
        return f"{said} {who}"

    def _tell_stop(self, command: Command, refusal: Refusal) -> None:
        self.notice(self._say_stop(command, refusal))
        self._problem = _about(refusal)

    def stop_of(self, command: Command) -> tuple[str, ...]:
        """Give what the guide knows of why nobody could do this now; nothing where one could."""
        refusal = self._nobody() or self.station.would_refuse(command)
        if refusal is None or refusal.code in _LIFTED_BY_PEOPLE:
            return ()
        return _about(refusal)

    def stopped_by(self) -> tuple[str, ...]:
        """Give what the guide knows of a trouble of the file, or of the last stop said."""
        trouble = self.standing.trouble
        return (f"fault:{trouble.code}",) if trouble is not None else self._problem

    def say_fault(self, fault: Fault, said: str = "") -> None:
        """Say what failed around us, in these words if there are any."""
        self.notice(said or say_fault(self.texts, fault.code, fault.details))
        self._problem = (f"fault:{fault.code}",)

    def say_refusal(self, refusal: Refusal) -> str:
        """Say why not, with people, wards and boxes by their names."""
        named = dict(with_boxes_named(self.texts, self.count, refusal).details)
        person, contest = named.get("person"), named.get("contest")
        if person in self.count.people:
            named["person"] = self.name_of(PersonId(str(person)))
        if contest in self.count.contests:
            named["contest"] = self.count.contests[ContestId(str(contest))].contest.area
        elif contest == "":
            named["contest"] = self.texts.say("the hall")
        return say_refusal(self.texts, Refusal(refusal.code, named))

    def do(
        self,
        command: Command,
        then: Then | None = None,
        *,
        second: Hand | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Carry a command out; ``then`` is called when it is on disk."""
        send = partial(self.station.do, command)
        self._carry_out((command,), send, then, second, refused)

    def do_together(self, commands: tuple[Command, ...], then: Then | None = None) -> None:
        """Carry out several commands of who sits here, all or none of them."""
        self._carry_out(commands, partial(self.station.do_together, commands), then)

    def _carry_out(
        self,
        commands: tuple[Command, ...],
        send: Callable[[tuple[Hand, ...], Callable[[Outcome], None]], None],
        then: Then | None,
        second: Hand | None = None,
        refused: Refused | None = None,
    ) -> None:
        refusal = self._nobody()
        hands = tuple(hand for hand in (self._hand, second) if hand is not None)
        signed_by = tuple(hand.person for hand in hands)
        if refusal is None and any(signers(command) != signed_by for command in commands):
            refusal = refuse("signed_by_another")
        tell = refused or (lambda refusal: self._tell_stop(commands[0], refusal))
        if refusal is not None:
            tell(refusal)
            return

        def hear(outcome: Outcome) -> None:
            if isinstance(outcome, Refusal):
                tell(outcome)
                return
            self._typed.clear()  # all that was asked for before is on disk as well
            if then is not None:
                then(outcome)
            self._print_signed(outcome)

        send(hands, hear)

    def save_field(self, sheet: SheetId, entry: Ordinal, field: FieldId, text: str) -> None:
        """Keep one typed field on disk under the name of who sits here."""
        if self.person is not None:
            self._typed[sheet, entry, field, self.person.id] = text
            self.station.save_field(sheet, entry, field, self.person.id, text)

    def drafts(
        self, sheet: SheetId, entry: Ordinal, then: Callable[[Mapping[FieldId, str]], None]
    ) -> None:
        """Read back what this person had typed of a sheet."""
        if self.person is not None:
            self.station.drafts(sheet, entry, self.person.id, then)

    def own_pace(self, then: Callable[[OwnSpeed], None]) -> None:
        """Work out how who sits here keys: theirs alone to see."""
        if self.person is not None:
            id_ = self.person.id
            self.station.bring_up(self._paces.setdefault(id_, Pace(id_)), then)

    def preview(self, contest: ContestId, then: Callable[[bytes], None]) -> None:
        """Typeset the statement as it would print now; ``then`` gets the first page as PNG."""
        # The typesetter takes its time to load: not before somebody asks.
        from countroom.app.preview import statement_preview  # noqa: PLC0415

        count, texts, at, environment = self.count, self.texts, self.now(), self.environment
        self.typeset(
            lambda setter: statement_preview(setter, count, contest, environment, texts, at), then
        )

    def typeset(self, job: Callable[[Typesetter], T], then: Callable[[T], None]) -> None:
        """Have something typeset beside the window; ``then`` gets what the job gave."""
        from countroom.app.preview import Typesetter  # noqa: PLC0415 - as above

        if self._typesetter is None:
            self._typesetter = Owner("typesetter", Typesetter, lambda _: None, self._post.tell)
        self._typesetter.ask(job, then, self.say_fault)

    def print_sheets(self, contest: ContestId, kinds: tuple[str, ...], reason: str = "") -> None:
        """Send papers of a contest to the laptop that prints, in its languages."""
        languages = languages_of(self.count, self.contest(contest))
        self.do(SendToPrinter(self.by, contest, kinds, languages, reason=reason))

    def choose_printer(self, choice: PrintChoice) -> None:
        """Print there from now on, and remember it."""
        self.printing.choose(choice)
        self.printer_chosen.emit(choice)

    def resume(self) -> None:
        """Open the file again after the disk failed, and say whether all is there."""
        self.station.resume(self._resumed)

    # Where one is.

    def go(self, place: Place) -> None:
        """Show another page; the way back is remembered."""
        self._trail.append(self.place)
        self._show(place)

    def allowed(self, place: Place) -> Place:
        """Give the page that is shown for a place: observers have one of their own for all.

        It stays until one of the staff sits here: an observer who hands over leaves nothing open.
        """
        return FOR_OBSERVERS if self.observed else place

    def back(self) -> None:
        """Go back to where one came from."""
        self._show(self._trail.pop() if self._trail else BOARD)

    def move_on(self, done: Place, to: Place = BOARD) -> None:
        """Go on from a page whose act is on disk; who went elsewhere meanwhile stays there."""
        if self.place == done:
            self._trail = [] if to == BOARD else [BOARD]
            self._show(to)

    def home(self) -> None:
        """Go to the board."""
        self._trail.clear()
        self._show(BOARD)

    def notice(self, sentence: str, tone: str = "warning") -> None:
        """Say one sentence on the page and to screen readers; an empty one takes it away."""
        self._problem = ()
        self.noticed.emit(sentence, tone)

    def open_link(self, url: str) -> None:
        """Open an address in the system's browser."""
        if not QDesktopServices.openUrl(QUrl(url)):
            self.notice(self.texts.say("No browser opened. The address is {url}", url=url), "info")

    def close(self) -> None:
        """Finish what was begun and close the file."""
        if self.hall is not None:
            self.hall.close()
        self.printing.close()
        self.station.close()
        if self._typesetter is not None:
            self._typesetter.close()

    def _show(self, place: Place) -> None:
        self.notice("")
        self.place = place
        self.went.emit(place)

    def _nobody(self) -> Refusal | None:
        return refuse("nobody_signed") if self._hand is None else None

    def _print_signed(self, outcome: tuple[Recorded, ...]) -> None:
        """Print at once what was just signed: nobody walks to the platform without paper."""
        for recorded in outcome:
            if isinstance(recorded.event, DeclaredOnPaper):
                self.print_sheets(recorded.event.contest, on_paper_set())
            elif isinstance(recorded.event, ResultCleared | DeclarationCorrected):
                self.print_sheets(recorded.event.contest, cleared_set())

    def _printing_heard(self) -> None:
        """Say once that a print came out or failed, whatever page is shown."""
        desk, texts = self.printing, self.texts
        for (contest, _), outcome in desk.done.items():
            if outcome not in self._told:
                self._told.add(outcome)
                day = self.count.polling_day(contest)
                said = say_outcome(texts, outcome, str(desk.folder), day)
                self.notice(f"{said}.", "success")
        for fault in desk.troubles.values():
            if fault not in self._told:
                self._told.add(fault)
                said = say_fault(texts, fault.code, fault.details)
                said = texts.say("{trouble} Ctrl P opens the print desk.", trouble=said)
                self.say_fault(fault, said)
        self.printing_changed.emit()

    def _heard(self) -> None:
        if self._shown is not self.count:
            self._shown = self.count
            self.changed.emit()
            self.printing.look()
        self.standing_changed.emit()
        self._tell_clock()

    def _tell_clock(self) -> None:
        """Say once that the laptop's clock is behind the log."""
        behind = self.standing.clock_behind
        if behind and behind != self._told_clock:
            day, time = london(behind)
            self.notice(
                self.texts.say(
                    "This laptop's clock is behind: the log has an event of {day}, {time}. Nothing "
                    "is lost, and the order of the log does not depend on it. Set the clock right.",
                    day=self.texts.day(day),
                    time=time,
                )
            )
        self._told_clock = behind

    def _resumed(self, sound: bool) -> None:  # noqa: FBT001 - the answer to a question
        if sound:
            # What was typed while nothing could be saved is saved now.
            for (sheet, entry, field, person), text in self._typed.items():
                self.station.save_field(sheet, entry, field, person, text)
            self.notice(
                self.texts.say("The file is open again and holds everything that was saved."),
                "success",
            )
            self.changed.emit()
        else:
            self.notice(
                self.texts.say(
                    "The file does not hold what was saved last. Key nothing more into it: "
                    "keep it as it is, and go on with the last copy."
                ),
                "danger",
            )


def _about(refusal: Refusal) -> tuple[str, ...]:
    """Give the code of a refusal, then that of the check behind it."""
    check = refusal.details.get("code")
    return (refusal.code, str(check)) if check else (refusal.code,)


def _load_press() -> Press:
    from countroom.app.print_work import TypesettingPress  # noqa: PLC0415 - slow to load

    return TypesettingPress()
