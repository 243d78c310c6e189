"""The pack of the early morning: what goes with the papers when the hall is cleared.

Notice to the proper officer (SI 2006/3304 Sch 2 r. 50(1)), packets for the registration officer,
tendered papers, doubtful papers, figures for the Commission, keys and laptops. No form is
prescribed for any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.documents.plan import Section, section_data
from countroom.documents.wording import plain
from countroom.texts import london

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.domain.election import Election, Environment
    from countroom.texts import Texts

__all__ = ["LABELS", "TEMPLATE", "Label", "PackSheet", "Section", "labels_sheet", "pack_sheet"]

TEMPLATE = "pack.typ"
LABELS = "labels.typ"


@dataclass(frozen=True, slots=True)
class PackSheet:
    """A sheet of the pack: whom it is for, what it lacks, its tables, and who signs it.

    ``to`` is the line of the addressee, empty for none; ``signs`` are the titles under the lines
    for signatures.
    """

    name: str
    to: str
    lacks: tuple[str, ...]
    sections: tuple[Section, ...]
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """What a packet's label says: the ward, what is in the packet, and how much of it."""

    ward: str
    contents: str
    figure: str
    number: str


def pack_sheet(
    texts: Texts, election: Election, environment: Environment, at: str, sheet: PackSheet
) -> dict[str, object]:
    """Fill a sheet of tables, printed ``at`` (UTC in RFC 3339)."""
    data = _frame(texts, election, environment, at, sheet.name)
    if sheet.lacks:
        data |= {"status": texts.say("NOT COMPLETE")}
    elif sheet.signs:
        data |= {"status": texts.say("FOR SIGNATURE")}
    return data | {
        "to": plain(sheet.to),
        "lacking": texts.say("This sheet is not complete"),
        "lacks": [plain(one) for one in sheet.lacks],
        "sections": [section_data(one) for one in sheet.sections],
        "signs": [plain(one) for one in sheet.signs],
        "dated": texts.say("Dated"),
    }


def labels_sheet(
    texts: Texts, election: Election, environment: Environment, at: str, labels: Sequence[Label]
) -> dict[str, object]:
    """Fill the labels of a poll's packets, several a page to be cut apart."""
    name = texts.say("Packet labels")
    data = _frame(texts, election, environment, at, name)
    to = texts.say("To the registration officer")
    return data | {
        "labels": [
            {
                "to": to,
                "ward": plain(one.ward),
                "contents": plain(one.contents),
                "figure": plain(one.figure),
                "number": plain(one.number),
            }
            for one in labels
        ],
        "seal": texts.say("Seal"),
    }


def _frame(
    texts: Texts, election: Election, environment: Environment, at: str, name: str
) -> dict[str, object]:
    council = plain((texts.language == "cy" and election.council.name_cy) or election.council.name)
    day, time = london(at)
    polled = texts.day(election.polling_day)
    test = texts.say("TEST") if environment == "test" else ""
    return {
        "language": texts.language,
        "title": ", ".join(one for one in (test, name, council, polled) if one),
        "author": council,
        "status": texts.say("FOR THE FILE"),
        "print": texts.say("Printed {time}, {day}", time=time, day=texts.day(day)),
        "test": test,
        "practice": texts.say("Practice only, not an official result"),
        "copy": "",
        "void": False,
        "code": None,
        "council": council,
        "election": plain(election.name),
        "name": name,
        "day": texts.say("Poll on {day}", day=polled),
        "running": f"{name}, {council}",
        "page": texts.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }
