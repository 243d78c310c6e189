"""What a rehearsal leaves beside the count file: control, mistakes, source cases, a summary."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from countroom.app.files import write_whole
from countroom.texts import Texts, say_source_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from countroom.app.rehearsal.mistakes import Planted
    from countroom.app.rehearsal.paper import SourceCase

_CONTROL = ("council_slug", "region", "control_before", "control_after", "outcome", "lost_by")
_MISTAKES = (
    *("contest", "sheet", "person", "kind", "field", "true", "keyed"),
    *("caught_by_check", "caught_by_event"),
)
_CASES = ("contest", "code", "source", "played", "text")


@dataclass(frozen=True, slots=True)
class Summary:
    """One council's night in figures; ``seconds`` are real ones.

    ``planned`` and ``played`` are the bill of keying: sheets, keystrokes, minutes by keyers;
    ``happened`` counts what befell the last ten minutes of its wards.
    """

    council: str
    name: str
    region: str
    contests: int
    declared: int
    published: int
    control_before: str | None
    control_after: str | None
    outcome: str | None
    lost_by: str
    seats: dict[str, int]
    seats_total: int
    mistakes_made: int
    mistakes_caught: int
    source_faults: int
    documents: int
    depth: str
    planned: dict[str, int]
    played: dict[str, int]
    happened: dict[str, int]
    seconds: float
    environment: str


def summary_rows(summaries: Sequence[Summary], *, seconds: float, many: bool) -> dict[str, object]:
    """Give the summary document: one council's figures, or several with their totals.

    ``seconds`` are those of the whole rehearsal.
    """
    rows = [asdict(summary) for summary in summaries]
    if not many:
        return rows[0]
    added = ("contests", "declared", "published", "mistakes_made", "mistakes_caught")
    totals: dict[str, object] = {
        name: sum(row[name] for row in rows) for name in (*added, "source_faults", "documents")
    }
    totals |= {"councils": len(rows), "seconds": round(seconds, 3), "environment": "test"}
    return {"councils": rows, "totals": totals}


def write_control(folder: Path, summaries: Iterable[Summary]) -> None:
    """Write ``control.csv``."""
    rows = [
        (s.council, s.region, s.control_before, s.control_after, s.outcome, s.lost_by)
        for s in summaries
    ]
    _write(folder / "control.csv", _CONTROL, rows)


def write_mistakes(folder: Path, planted: Iterable[Planted]) -> None:
    """Write ``mistakes.csv``: the check that found it, if one did, and the event that caught it."""
    rows = [
        (
            *(p.contest, p.sheet, p.person, p.kind, p.field, p.true, p.keyed),
            *(p.check, p.caught_by),
        )
        for p in planted
    ]
    _write(folder / "mistakes.csv", _MISTAKES, rows)


def write_cases(folder: Path, cases: Iterable[SourceCase]) -> None:
    """Write ``source-faults.csv``."""
    texts = Texts()
    rows = [(c.contest, c.code, c.source, c.played, say_source_case(texts, c.code)) for c in cases]
    _write(folder / "source-faults.csv", _CASES, rows)


def write_summary(folder: Path, document: dict[str, object]) -> None:
    """Write ``summary.json``."""
    write_whole(folder / "summary.json", json.dumps(document, indent=2) + "\n")


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write_whole(path, text.getvalue())
