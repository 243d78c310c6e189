"""What the print desk needs: the laptop that it stands on, and what sets the sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from countroom.domain.election import Environment
from countroom.domain.identifiers import PersonId
from countroom.domain.state import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.printers import Spool
    from countroom.domain.commands import RecordPrinted
    from countroom.domain.identifiers import ContestId, DeviceId
    from countroom.domain.print_job import PrintJob
    from countroom.domain.prints import Holder
    from countroom.texts import Texts


@dataclass(frozen=True, slots=True)
class Moment:
    """A laptop as it is when something is printed ``at`` (UTC in RFC 3339)."""

    count: Count
    environment: Environment
    at: str
    path: Path
    names: Mapping[PersonId, str]


class Laptop(Protocol):
    """What the print desk needs of the laptop it stands on."""

    @property
    def count(self) -> Count:
        """Give the count as it is on disk."""
        ...

    @property
    def environment(self) -> Environment:
        """Give TEST or live."""
        ...

    @property
    def device(self) -> DeviceId:
        """Name this laptop."""
        ...

    @property
    def names(self) -> Mapping[PersonId, str]:
        """Give the people enrolled at this laptop by name."""
        ...

    @property
    def writing(self) -> bool:
        """Say whether anything can be written yet."""
        ...

    @property
    def path(self) -> Path:
        """Give the count file."""
        ...

    def now(self) -> str:
        """Give UTC in RFC 3339."""
        ...

    def record(self, command: RecordPrinted) -> None:
        """Have it kept that a print came out."""
        ...


def moment_of(laptop: Laptop) -> Moment:
    """Give a laptop as it is now."""
    return Moment(laptop.count, laptop.environment, laptop.now(), laptop.path, laptop.names)


class Press(Protocol):
    """Makes sheets and sends them out; belongs to one thread. Raises Fault when it cannot."""

    def print_job(
        self, spool: Spool, moment: Moment, holder: Holder, job: PrintJob, out: set[str]
    ) -> int:
        """Print the sheets of a print that are not ``out`` yet; give how many all are."""
        ...

    def print_loose(
        self,
        spool: Spool,
        moment: Moment,
        kind: str,
        contests: Sequence[ContestId],
        texts: Texts,
    ) -> None:
        """Print sheets of the hall that nobody signed for; no vote stands on them."""
        ...
