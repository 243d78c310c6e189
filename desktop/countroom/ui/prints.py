"""What a window sends to paper that is of no single contest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.print_desk import CARRY_ON, GUIDE, languages_together
from countroom.domain.commands import SendToPrinter
from countroom.domain.prints import TOGETHER
from countroom.texts import say_fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from countroom.domain.identifiers import ContestId
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place


def print_together(desk: Desk, contests: tuple[ContestId, ...]) -> None:
    """Send one script and one press copy of the results that are read together."""
    languages = languages_together(desk.count, contests)
    desk.do(SendToPrinter(desk.by, None, TOGETHER, languages, contests=contests))


def print_hall(
    desk: Desk,
    kinds: tuple[str, ...],
    contests: tuple[ContestId, ...] = (),
    then: Callable[[str], None] | None = None,
) -> None:
    """Print sheets of the hall in the language of this window.

    Where nobody is signed in, or nothing can be written any more, ``then`` hears where they came
    out: without a number, and no vote stands on them.
    """
    texts = desk.texts
    if desk.person is not None and desk.station.writing:
        desk.do(SendToPrinter(desk.by, None, kinds, (texts.language,), contests=contests))
        return
    for kind in kinds:
        desk.printing.print_loose(kind, contests, texts, then or desk.notice, desk.say_fault)


def carry_on(desk: Desk, place: Place) -> None:
    """Print where we are and blank forms, so that the hall can go on by hand.

    Without anybody signed in it has no number and no votes on it; observers get none.
    """
    texts = desk.texts
    if desk.observed:
        desk.notice(texts.say("Staff print this: F10 signs in."))
        return

    def told(to: str) -> None:
        said = texts.say(
            "Where we are, and blank forms to go on by hand, without a print number and "
            "without votes: {place}",
            place=to,
        )
        desk.notice(said, "success")

    print_hall(desk, (CARRY_ON,), () if place.contest is None else (place.contest,), told)


def print_guide(desk: Desk, chapter: str, tell: Callable[[str], None]) -> None:
    """Print a page of the guide; ``tell`` gets the sentence of where it is, or why not."""
    texts = desk.texts
    desk.printing.print_loose(
        f"{GUIDE}{chapter}",
        (),
        texts,
        lambda to: tell(texts.say("Printed: {printer}", printer=to)),
        lambda fault: tell(say_fault(texts, fault.code, fault.details)),
    )
