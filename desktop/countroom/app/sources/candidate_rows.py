"""The rows of a candidates file, in the column forms of every year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.sources.names import folded, split_fields, split_name, unmarked
from countroom.app.sources.records import SourceCandidate
from countroom.app.sources.tables import HEADER, SourceFault
from countroom.domain.election import Party
from countroom.domain.identifiers import ContestId, PartyId

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from countroom.app.sources.tables import Row, Table

CANDIDATE_COLUMNS: Final = ("contest_id", "party_label", "party_id", "party_group")
"""Beside these there is ``candidate``, or the surname and first names of London's returns."""

_ADDED_WORDS: Final = frozenset({"the", "party", "candidate", "candidates"})


class Roll:
    """The candidates of one file; each party is made once."""

    def __init__(
        self, table: Table, parties: Mapping[str, Party], known: Container[ContestId] | None
    ) -> None:
        """Take the table with the ``known`` contests, None where those could not be read."""
        self.table = table
        self._parties = parties
        self._known = known
        # Some returns of 2026 give "The Labour Party Candidate" and no id.
        national = [party for party in parties.values() if party.group != "OTH"]
        self._by_name = {plain(party.name): party for party in national}
        self._made: dict[tuple[str, str, str], Party] = {}
        self._in_fields = "candidate_surname" in table.columns
        if table.readable and not self._in_fields and "candidate" not in table.columns:
            table.faults.append(SourceFault("column_missing", table.file, HEADER, "candidate"))
            table.readable = False

    def read(
        self, records: Sequence[Sequence[str]] | None = None
    ) -> dict[ContestId, tuple[SourceCandidate, ...]]:
        """Read all rows, those of unknown contests as faults; or some ``records``, without."""
        found: dict[ContestId, list[SourceCandidate]] = {}
        table = self.table if records is None else self.table.part(records)
        for row in table.rows():
            contest = ContestId(row.needed("contest_id"))
            if contest and self._known is not None and contest not in self._known:
                row.fault("contest_unknown", "contest_id", text=contest[:80])
            candidate = self._candidate(row, contest)
            if candidate.name and contest:
                found.setdefault(contest, []).append(candidate)
        return {contest: tuple(candidates) for contest, candidates in found.items()}

    def _candidate(self, row: Row, contest: ContestId) -> SourceCandidate:
        name, surname, forenames, written = self._name(row)
        return SourceCandidate(
            contest=contest,
            name=name,
            surname=surname,
            forenames=forenames,
            party=self._party(row),
            votes=row.whole("votes"),
            elected=row.flag("elected"),
            person=row.text("dc_person_id"),
            written=written,
        )

    def _name(self, row: Row) -> tuple[str, str, str, str]:
        """Give name, surname and forenames, and how it was written where that was mended."""
        if not self._in_fields:
            written = row.needed("candidate")
            name = unmarked(written)
            return (name, *split_name(name), written if written != name else "")
        surname, forenames = row.needed("candidate_surname"), row.text("candidate_first_names")
        name = surname if "," in surname or not forenames else f"{forenames} {surname}"
        return (name, *split_fields(surname, forenames), "")

    def _party(self, row: Row) -> Party:
        key = (row.text("party_id"), row.text("party_label"), row.text("party_group"))
        if key not in self._made:
            id_, label, group = key
            register = self._parties.get(id_) or (None if id_ else self._by_name.get(plain(label)))
            if register is None:
                self._made[key] = Party(PartyId(id_), label, group or "OTH")
            else:
                told = group if id_ and group else register.group
                self._made[key] = Party(register.id, register.name, told)
        return self._made[key]


def plain(name: str) -> str:
    """Give a party's name without the words that ballot papers add to it."""
    return " ".join(word for word in folded(name).split() if word not in _ADDED_WORDS)
