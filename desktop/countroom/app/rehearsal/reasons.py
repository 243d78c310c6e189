"""What the crew of a rehearsal gives as its reasons, and who signs what."""

from __future__ import annotations

from typing import Final

from countroom.domain.identifiers import PersonId
from countroom.texts import N_

ADMINISTRATOR: Final = PersonId("administrator")
KEYERS: Final = (PersonId("keyer-1"), PersonId("keyer-2"))
SUPERVISOR: Final = PersonId("supervisor-1")
OFFICER: Final = PersonId("officer-1")
DEPUTY: Final = PersonId("officer-2")
ADJUDICATOR: Final = PersonId("officer-3")

SEAL_TORN: Final = N_("the seal was torn, the lock held")
VARIES: Final = N_("counted papers differ from the account")
COUNTED_TWICE: Final = N_("counted twice, equal both times")
EXCHANGED: Final = N_("papers exchanged between two stations of one polling place")
LOOKED_AGAIN: Final = N_("looked at the paper again, the figures stand")
NAMES_DRAWN: Final = N_("names drawn from a box")
BOTH_AGENTS: Final = N_("both election agents")
SOURCE_IS_OUT: Final = N_("the source's own figures do not reconcile")

LATE_PACKET: Final = N_("a sack of postal packets came in late")
ANOTHER_BOX: Final = N_("late postal papers went into another box")
SET_ASIDE: Final = N_("papers of another ward, set aside when the box was opened")
FOUND_AT_SORTING: Final = N_("papers of another ward, found when they were sorted")
TABLE_FAILS: Final = N_("the table is needed for another ward")
TABLE_MORE: Final = N_("another table takes its papers over")
NO_PAPERS: Final = N_("no papers came to this table")
TOO_SLOW: Final = N_("keying falls behind, the rest is keyed as a summary")
SHEETS_RAN_OUT: Final = N_("the printed sheets ran out")
CAME_BACK_BLANK: Final = N_("came back blank")
COPIED: Final = N_("a copied sheet without a number")
KEYED_BEFORE: Final = N_("the same papers were keyed under another number")
NOBODY_TO_SETTLE: Final = N_("nobody else is left who may settle")
CLOSE: Final = N_("the last seat is close")
FAR_APART: Final = N_("the figures are far apart and were counted in the open")
LOOKED_THROUGH: Final = N_("its bundles were looked through again")
POWER_FAILED: Final = N_("the power failed, and the result was read from a sheet written by hand")
COPIED_WRONGLY: Final = N_("the sheet written by hand had one figure wrong")
LETTER_GIVEN: Final = N_("the returning officer is called away for an hour")
OFFICER_BACK: Final = N_("the returning officer is back")
NOT_FOUND: Final = N_("searched by the steps of the guidance, the papers were not found")
STORE_ROOM: Final = N_("the strong room of the town hall")
CUSTODIAN: Final = N_("the night porter")
