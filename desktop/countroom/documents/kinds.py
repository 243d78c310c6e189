"""Every kind of document of a contest that the program can typeset."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from countroom.documents.declaration import declaration_sheet, file_copy, notice_sheet
from countroom.documents.frame import Of, SheetFacts
from countroom.documents.press import press_group, press_sheet
from countroom.documents.provisional import provisional_sheet
from countroom.documents.record import lot_sheet, recount_sheet
from countroom.documents.script import script_group, script_sheet
from countroom.domain.election import Election
from countroom.domain.lots import lot_now
from countroom.domain.state import ContestState
from countroom.texts import N_, Texts


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sheet: its name, the template that sets it, and the function that fills it.

    ``has`` says whether a contest can have such a sheet now.
    """

    name: str
    template: str
    sheet: Callable[[ContestState, Election, Texts, SheetFacts], Mapping[str, object]]
    has: Callable[[ContestState], bool]


def _has_poll(state: ContestState) -> bool:
    return not state.contest.uncontested


def _is_cleared(state: ContestState) -> bool:
    return state.cleared is not None


def _is_provisional(state: ContestState) -> bool:
    return state.provisional is not None


def _has_lot(state: ContestState) -> bool:
    return bool(state.lots) or lot_now(state) is not None


def _has_recount(state: ContestState) -> bool:
    return bool(state.refused or state.granted)


KINDS: Final[Mapping[str, Kind]] = {
    "declaration": Kind(
        N_("Declaration of result of poll"), "declaration.typ", declaration_sheet, _has_poll
    ),
    "file": Kind(
        N_("Declaration of result of poll, file copy"), "declaration.typ", file_copy, _has_poll
    ),
    "script": Kind(N_("Script for the platform"), "script.typ", script_sheet, _is_cleared),
    "press": Kind(N_("Copy for the press"), "press.typ", press_sheet, _is_cleared),
    "notice": Kind(
        N_("Public notice of the result of poll"), "declaration.typ", notice_sheet, _has_poll
    ),
    "provisional": Kind(
        N_("Provisional result"), "provisional.typ", provisional_sheet, _is_provisional
    ),
    "lot": Kind(N_("Record of the lot"), "record.typ", lot_sheet, _has_lot),
    "recount": Kind(N_("Record of recounts"), "record.typ", recount_sheet, _has_recount),
}
"""By the word that names the kind on the command line."""

GROUPS: Final[Mapping[str, Callable[[Sequence[Of], Texts], Mapping[str, object]]]] = {
    "script": script_group,
    "press": press_group,
}
"""What can be printed of several contests on one sheet; its template is that of its kind."""

CLEARED_SET: Final = ("declaration", "script", "press", "notice")
"""What is printed when a contest is cleared, in this order.

The law asks for one paper at the platform, the declaration, which states the votes and the
rejected papers (SI 2006/3304 Sch 2 r. 50): there is no statement beside it.
"""

ON_PAPER_SET: Final = ("file", "press", "notice")
"""What is printed when a result that was declared without the program is taken down.

It was read and signed from a sheet written by hand, which is the declaration: no other is made
beside it, and there is nothing left to say from the platform.
"""
