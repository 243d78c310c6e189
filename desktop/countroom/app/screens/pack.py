"""The rows of the pack's page: each sheet, complete or with what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countroom.app.pack import whole_pack

if TYPE_CHECKING:
    from countroom.domain.state import Count
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class PackRow:
    """A sheet of a poll's pack; ``poll`` is named where the hall has several.

    ``told`` is what a screen reader says of the whole row.
    """

    key: str
    title: str
    poll: str
    complete: bool
    said: str

    @property
    def told(self) -> str:
        """Say the row in one piece."""
        return ". ".join(one for one in (self.title, self.poll, self.said) if one)


def pack_rows(texts: Texts, count: Count) -> tuple[PackRow, ...]:
    """Say of each sheet whether it is complete."""
    several = len(count.elections) > 1
    return tuple(
        PackRow(
            f"{one.election.id} {one.key}",
            one.title,
            one.election.name if several else "",
            one.complete,
            texts.say("Complete") if one.complete else "; ".join(one.lacks),
        )
        for one in whole_pack(texts, count)
    )
