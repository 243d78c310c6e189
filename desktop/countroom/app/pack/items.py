"""The pack of the early morning: what is in it, what each sheet still lacks, and its printing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from countroom.app.files import make_folder, write_whole
from countroom.app.pack import handed_over, returns
from countroom.app.pack.poll import Poll
from countroom.documents.pack import LABELS, TEMPLATE, PackSheet, labels_sheet, pack_sheet
from countroom.domain.election import Election
from countroom.texts.of_printing import PACK, SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from countroom.app.printing import Edition, Filled
    from countroom.documents import Typesetter
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
_PACK: Final = "pack-"

ITEMS: Final[Mapping[str, str]] = {kind.removeprefix(_PACK): SHEETS[kind] for kind in PACK}
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


def write_pack(typesetter: Typesetter, folder: Path, editions: Iterable[Edition]) -> int:
    """Typeset the pack of every poll into a folder; give the number of sheets.

    What lacks something is printed too and says so. Raises Fault when the folder cannot be written.
    """
    make_folder(folder)
    written = 0
    for edition in editions:
        for kind in PACK:
            for name, sheet in pack_sheets(edition, kind):
                pdf = typesetter.pdf(*sheet, edition.at)
                write_whole(folder / f"{name}.{edition.texts.language}.pdf", pdf)
                written += 1
    return written


def pack_sheets(edition: Edition, kind: str) -> Iterator[tuple[str, Filled]]:
    """Fill a sheet of the pack for every poll, each by its name."""
    texts, count, at = edition.texts, edition.count, edition.at
    key = kind.removeprefix(_PACK)
    for election in count.elections.values():
        poll, name = Poll(texts, count, election), f"{election.id}.{kind}"
        about = (texts, election, edition.environment, at)
        if key == _LABELS:
            yield name, (LABELS, labels_sheet(*about, handed_over.labels(poll)))
        else:
            yield name, (TEMPLATE, pack_sheet(*about, _SHEETS[key](poll)))


def waiting(items: Sequence[Item]) -> int:
    """Count what is not complete."""
    return sum(not one.complete for one in items)


def _like(key: str) -> str:
    """Labels lack what the list of the same packets lacks."""
    return "packets" if key == _LABELS else key
