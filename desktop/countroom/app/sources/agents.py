"""One file of agents for the whole hall: a row for each person that a candidate appointed.

Columns: ``ward``, ``candidate``, ``agent`` (the name on the letter) and ``kind``; ``poll`` where
several polls of the hall have a ward of one name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.sources.columns import Hall, name_columns, poll_names, unique, ward_names
from countroom.app.sources.names import folded
from countroom.app.sources.tables import HEADER, Row, SourceFault, Table, read_table
from countroom.domain.consultation import Agent, AgentKind
from countroom.domain.identifiers import ContestId
from countroom.domain.written import LONGEST_TEXT
from countroom.texts.of_agents import AGENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from countroom.domain.election import Candidate, Contest

Agents = dict[ContestId, tuple[Agent, ...]]
"""The agents of each contest that a file names, in the order of the file."""

COLUMNS: Final = ("poll", "ward", "candidate", "agent", "kind")
_NEEDED: Final = ("candidate", "agent", "kind")
_ONE_EACH: Final = ("election_agent", "counting_agent_designated")
"""Kinds of which a candidate has one."""


def read_agents(
    path: Path,
    renamed: Mapping[str, str],
    hall: Hall,
    kinds: Callable[[Contest], tuple[AgentKind, ...]],
) -> Agents | tuple[SourceFault, ...]:
    """Give the agents by contest, or everything that is wrong with the file.

    ``renamed`` says which column of ours each of theirs is, empty for one to be left out;
    ``kinds`` what can be appointed in a contest by its law. Raises Fault when the file is missing
    or the disk fails.
    """
    return _Reader(read_table(path, ()), renamed, hall, kinds).read()


class _Reader:
    """Reads one file against one hall."""

    def __init__(
        self,
        table: Table,
        renamed: Mapping[str, str],
        hall: Hall,
        kinds: Callable[[Contest], tuple[AgentKind, ...]],
    ) -> None:
        self._table, self._hall, self._kinds = table, hall, kinds
        self._polls = dict(unique((election for election, _ in hall), poll_names))
        self._theirs = name_columns(
            table, renamed, lambda name, _: name if name in COLUMNS else None, COLUMNS
        )
        self._first: dict[tuple[str, ...], int] = {}

    def read(self) -> Agents | tuple[SourceFault, ...]:
        for name in _NEEDED:
            if name not in self._theirs:
                self._table.faults.append(
                    SourceFault("column_missing", self._table.file, HEADER, name)
                )
        if self._table.faults:
            return tuple(self._table.faults)
        found: Agents = {}
        for contest, agent in self._agents():
            found[contest] = (*found.get(contest, ()), agent)
        if not found and not self._table.faults:
            self._table.faults.append(SourceFault("no_agents", self._table.file, 0, ""))
        return tuple(sorted(self._table.faults, key=lambda fault: fault.row)) or found

    def _agents(self) -> Iterator[tuple[ContestId, Agent]]:
        for row in self._table.rows():
            if row.shifted:
                continue
            contest, name = self._contest(row), " ".join(row.needed(self._theirs["agent"]).split())
            if len(name) > LONGEST_TEXT:
                row.fault("agent_too_long", self._theirs["agent"], most=LONGEST_TEXT)
            kind = self._kind(row, contest)
            candidate = self._candidate(row, contest) if contest else None
            if contest and candidate and kind and name:
                agent = Agent(candidate.id, kind, name)
                self._check_twice(row, contest, agent)
                yield contest.id, agent

    def _contest(self, row: Row) -> Contest | None:
        polls = self._hall
        said, column = self._text(row, "poll"), self._theirs.get("ward", "")
        if said:
            election = self._polls.get(folded(said))
            if election is None:
                names = ", ".join(one.council.slug for one, _ in self._hall)
                row.fault("poll_unknown", self._theirs["poll"], text=said[:40], names=names)
                return None
            polls = [(one, held) for one, held in self._hall if one is election]
        contests = [contest for _, held in polls for contest in held]
        ward = self._text(row, "ward")
        if not ward and len(contests) == 1:
            return contests[0]
        if not ward:
            row.fault("cell_empty" if column else "column_missing", column or "ward")
            return None
        found = [one for one in contests if folded(ward) in map(folded, ward_names(one))]
        if len(found) == 1:
            return found[0]
        code = "ward_of_several_polls" if found else "ward_unknown"
        row.fault(code, column, text=ward[:40])
        return None

    def _candidate(self, row: Row, contest: Contest) -> Candidate | None:
        said = row.needed(self._theirs["candidate"])
        standing = dict(unique(contest.candidates, _candidate_names))
        found = standing.get(folded(said))
        if said and found is None:
            row.fault(
                "candidate_unknown", self._theirs["candidate"], text=said[:40], ward=contest.area
            )
        return found

    def _kind(self, row: Row, contest: Contest | None) -> AgentKind | None:
        column = self._theirs["kind"]
        said = row.needed(column)
        kind = AGENT_KINDS.get(folded(said))
        if said and kind is None:
            row.fault("kind_unknown", column, text=said[:40])
        elif kind and contest and kind not in self._kinds(contest):
            row.fault("kind_not_here", column, ward=contest.area)
        return kind

    def _check_twice(self, row: Row, contest: Contest, agent: Agent) -> None:
        """Find a person taken down twice, and a second of whom there can be one."""
        whole = (contest.id, agent.candidate, agent.kind, folded(agent.name))
        one = (contest.id, agent.candidate, agent.kind) if agent.kind in _ONE_EACH else whole
        if whole in self._first:
            row.fault("agent_twice", self._theirs["agent"], first=self._first[whole])
        elif one in self._first:
            row.fault("agent_is_one", self._theirs["kind"], first=self._first[one])
        for key in (whole, one):
            self._first.setdefault(key, row.number)

    def _text(self, row: Row, name: str) -> str:
        column = self._theirs.get(name, "")
        return row.text(column) if column else ""


def _candidate_names(candidate: Candidate) -> tuple[str, ...]:
    """Give a candidate's name in either order, the surname where nobody else has it, the number."""
    forenames = candidate.name.removesuffix(candidate.surname)
    return (
        candidate.name,
        f"{candidate.surname} {forenames}",
        candidate.surname,
        str(candidate.number),
    )
