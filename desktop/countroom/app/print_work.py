"""Making the sheets of a print and sending them out; loads the typesetter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from countroom.app.hall_sheets import Here, hall_sheets, loose_sheets
from countroom.app.printers import Sheet
from countroom.app.printing import KINDS, Edition, filled
from countroom.app.seat_plan import read_plan
from countroom.documents import Typesetter
from countroom.domain.faults import Fault
from countroom.domain.prints import standing_papers
from countroom.domain.state import ContestState
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countroom.app.laptop import Moment
    from countroom.app.printers import Spool
    from countroom.app.printing import Filled
    from countroom.domain.identifiers import ContestId
    from countroom.domain.print_job import Paper, PrintJob
    from countroom.domain.prints import Holder


class TypesettingPress:
    """Sets sheets with the typesetter."""

    def __init__(self) -> None:
        self._setter = Typesetter()

    def print_job(
        self, spool: Spool, moment: Moment, holder: Holder, job: PrintJob, out: set[str]
    ) -> int:
        """Print the sheets that are not ``out`` yet, in all copies; give how many all are."""
        for paper in standing_papers(holder, job):
            for name, sheet in _sheets(moment, holder, job, paper):
                whole = f"{name}.{paper.language}"
                if whole not in out:
                    spool.send(self._set(whole, sheet, moment.at), job.copies)
                    out.add(whole)
        return len(out) * job.copies

    def print_loose(
        self,
        spool: Spool,
        moment: Moment,
        kind: str,
        contests: Sequence[ContestId],
        texts: Texts,
    ) -> None:
        """Print sheets of the hall once."""
        edition = _edition(moment, texts)
        for name, sheet in loose_sheets(edition, _here(moment), kind, contests, votes=False):
            spool.send(self._set(name, sheet, moment.at), 1)

    def _set(self, name: str, sheet: Filled, at: str) -> Sheet:
        pages = partial(self._setter.to_png, *sheet)
        return Sheet(name, self._setter.pdf(*sheet, at), pages)


def _sheets(
    moment: Moment, holder: Holder, job: PrintJob, paper: Paper
) -> Iterator[tuple[str, Filled]]:
    """Fill the sheets of a paper: one of a contest, some of the hall."""
    edition, kind = _edition(moment, Texts(paper.language)), paper.kind
    if not isinstance(holder, ContestState):
        for name, sheet in hall_sheets(edition, _here(moment), kind, job):
            yield f"hall.print-{job.number}.{name}", sheet
    elif kind in KINDS and KINDS[kind].has(holder):
        name = f"{holder.contest.id}.print-{job.number}.{kind}"
        yield name, filled(edition, kind, holder, job=job)
    else:
        raise Fault("sheet_unknown", kind=kind)


def _edition(moment: Moment, texts: Texts) -> Edition:
    return Edition(moment.count, moment.environment, moment.at, texts, moment.names)


def _here(moment: Moment) -> Here:
    return Here(read_plan(moment.path), moment.names)
