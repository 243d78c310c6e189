"""What a person wrote in a command: reasons, notes, names; ids and figures are none of it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from countroom.domain import commands as do

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LONGEST_TEXT: Final = 500
"""Characters of a reason, a note or a name: a sentence or two."""

_NAMES: Final = ("reason", "note", "where", "source", "place", "custodian", "method", "said")


def too_long(command: do.Command) -> bool:
    """Say whether anything is written at such length that no sheet and no envelope holds it."""
    if isinstance(command, do.EnterSheet | do.CorrectEntry):
        return False  # figures only, and keyed all night
    found = _MORE.get(type(command))
    more = () if found is None else found(command)
    plain = (getattr(command, name, "") for name in _NAMES)
    return any(len(text) > LONGEST_TEXT for text in chain(plain, more))


def _seals(command: do.SealPapers) -> Iterable[str]:
    for one in command.containers:
        yield from (one.name, *one.seals, *one.agents_seals)


_MORE: Mapping[type, Callable[..., Iterable[str]]] = {
    do.AddBox: lambda c: (c.box.id, c.box.place, c.box.polling_place, c.box.beside or ""),
    do.AddMiniCount: lambda c: (c.mini_count.id, c.mini_count.table, c.mini_count.alone_because),
    do.ChangeAppointments: lambda c: (one.title for one in c.appointments),
    do.DrawLot: lambda c: c.witnesses,
    do.HoldPostalSession: lambda c: c.session.rejected,
    do.OpenSeals: lambda c: (*c.differences.values(), *c.heads.values()),
    do.ReceiveBoxes: lambda c: (receipt.note for receipt in c.receipts),
    do.SealPapers: _seals,
    do.SignVerification: lambda c: c.reasons.values(),
    do.TickSigned: lambda c: (c.name, c.kind),
}
