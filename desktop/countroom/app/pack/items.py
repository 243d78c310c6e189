"""The pack of the early morning: what is in it, what each sheet still lacks, and its printing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.files import make_folder, write_whole
from countroom.app.pack import handed_over, returns
from countroom.app.pack.poll import Poll
from countroom.documents.pack import LABELS, TEMPLATE, PackSheet, labels_sheet, pack_sheet
from countroom.domain.election import Election
from countroom.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from countroom.documents import Typesetter
    from countroom.domain.election import Environment
    from countroom.domain.identifiers import ElectionId
    from countroom.domain.state import Count
    from countroom.texts import Texts

_SHEETS: Final[Mapping[str, Callable[[Poll], PackSheet]]] = {
    "notice": handed_over.notice,
    "packets": handed_over.packets,
    "tendered": handed_over.tendered,
    "adjudication": returns.adjudication,
    "return": returns.data_return,
    "receipt": handed_over.receipt,
}
_LABELS: Final = "labels"

ITEMS: Final[Mapping[str, str]] = {
    "notice": N_("Notice to the proper officer"),
    "packets": N_("List of packets for the registration officer"),
    _LABELS: N_("Packet labels"),
    "tendered": N_("Tendered papers"),
    "adjudication": N_("Doubtful papers"),
    "return": N_("Figures for the Commission"),
    "receipt": N_("Keys and laptops"),
}
"""What is in the pack of every poll, in the order in which it is handed over."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a poll's pack; it is complete when it ``lacks`` nothing."""

    key: str
    election: Election
    title: str
    lacks: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Say whether it can go out as it is."""
        return not self.lacks


def pack_of(texts: Texts, count: Count, election: ElectionId) -> tuple[Item, ...]:
    """Say of each thing in a poll's pack what it lacks."""
    poll = Poll(texts, count, count.elections[election])
    return tuple(
        Item(key, poll.election, texts.say(title), _SHEETS[_like(key)](poll).lacks)
        for key, title in ITEMS.items()
    )


def whole_pack(texts: Texts, count: Count) -> tuple[Item, ...]:
    """Say it of every poll of the hall."""
    return tuple(one for id_ in count.elections for one in pack_of(texts, count, id_))


def write_pack(
    typesetter: Typesetter,
    folder: Path,
    languages: Iterable[Texts],
    count: Count,
    environment: Environment,
    at: str,
) -> int:
    """Typeset the pack of every poll into a folder; give the number of sheets.

    What lacks something is printed too and says so. Raises Fault when the folder cannot be written.
    """
    make_folder(folder)
    written = 0
    for texts in languages:
        for election in count.elections.values():
            poll = Poll(texts, count, election)
            for key, pdf in _typeset(typesetter, poll, environment, at):
                name = f"{election.id}.pack-{key}.{texts.language}.pdf"
                write_whole(folder / name, pdf)
                written += 1
    return written


def waiting(items: Sequence[Item]) -> int:
    """Count what is not complete."""
    return sum(not one.complete for one in items)


def _typeset(
    typesetter: Typesetter, poll: Poll, environment: Environment, at: str
) -> Iterator[tuple[str, bytes]]:
    texts, election = poll.texts, poll.election
    for key in ITEMS:
        if key == _LABELS:
            template, data = (
                LABELS,
                labels_sheet(texts, election, environment, at, handed_over.labels(poll)),
            )
        else:
            sheet = _SHEETS[key](poll)
            template, data = TEMPLATE, pack_sheet(texts, election, environment, at, sheet)
        yield key, typesetter.pdf(template, data, at)


def _like(key: str) -> str:
    """Labels lack what the list of the same packets lacks."""
    return "packets" if key == _LABELS else key
