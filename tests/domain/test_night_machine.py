"""A hall where everybody tries everything: whatever is asked, the count stays true.

Half of the steps are what the hall would lawfully do next, so that nights get to their end; the
other half are anything by anybody. The invariants are judged from the log, not from the state.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import scenarios as sc
import strategies
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.checks import check_declaration
from countroom.domain.history import replay
from countroom.domain.state import Count, SheetState
from countroom.domain.totals import totals_of
from countroom.rules import load_rule_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countroom.domain.declaration import Declaration
    from countroom.domain.identifiers import ContestId, KeyId, SheetId
    from strategies import Paper

NIGHTS, STEPS = 36, 60


class Hall(RuleBasedStateMachine):
    """Two wards with a poll and one without, everybody at the keys."""

    done: ClassVar[Counter[type]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()
    reached: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.night = sc.Night()
        self.grown = False
        self.papers: dict[ContestId, Paper] = {sc.NO_POLL: {}}
        self.cleared: dict[ContestId, Declaration] = {}

    @initialize(data=st.data())
    def set_up(self, data: st.DataObject) -> None:
        """Set the wards up, each with what its paper truly says."""
        wards = [
            data.draw(strategies.contests(seats=1)),
            replace(data.draw(strategies.contests(seats=3)), id=sc.THREE),
        ]
        for command in sc.set_up(*wards, sc.without_poll()):
            self.attempt(command)
        for ward in wards:
            self.papers[ward.id] = data.draw(strategies.papers(self.night[ward.id]))
        if data.draw(st.booleans()):  # come late, when the boxes are in
            for ward in wards:
                while self.night[ward.id].verification is None:
                    self.next_step(data, ward.id)

    @rule(data=st.data())
    @precondition(lambda self: self.night.count.contests)
    def go_on_by_the_book(self, data: st.DataObject) -> None:
        """Do what the hall would do next; it is never refused, so no night gets stuck."""
        self.next_step(data, data.draw(st.sampled_from(sorted(self.papers))))

    @rule(data=st.data())
    @precondition(lambda self: self.night.count.contests)
    def try_anything(self, data: st.DataObject) -> None:
        """Try any command by anybody."""
        self.attempt(strategies.wild_command(data.draw, self.night.count))

    @rule(data=st.data(), ordinal=st.sampled_from(get_args(ev.Ordinal)))
    @precondition(lambda self: self.keyed())
    def try_to_key_the_other_entry_as_well(self, data: st.DataObject, ordinal: ev.Ordinal) -> None:
        """Key both entries of a sheet alone, from memory, or take over the other's correction."""
        state = data.draw(st.sampled_from(self.keyed()))
        entry, sheet = state.entry(3 - ordinal), state.sheet.id
        if entry is not None:
            assert not self.attempt(do.EnterSheet(entry.person, sheet, ordinal, entry.figures))
            again = {field: entry.figures[field] for field in state.differing}
            assert not self.attempt(do.CorrectEntry(entry.person, sheet, ordinal, again))

    def keyed(self) -> list[SheetState]:
        sheets = [s for c in self.night.count.contests.values() for s in c.sheets.values()]
        return [sheet for sheet in sheets if sheet.first is not None and sheet.settled is None]

    def next_step(self, data: st.DataObject, contest: ContestId) -> None:
        command = strategies.next_step(data.draw, self.night.count, contest, self.papers[contest])
        if command is not None:
            assert self.attempt(command), command

    def attempt(self, command: do.Command) -> bool:
        before = self.night.count
        refusal = self.night.ask(command)
        self.grown = refusal is None
        if refusal is not None:
            assert self.night.count is before
            Hall.refused[refusal.code] += 1
            return False
        Hall.done[type(command)] += 1
        return True

    @precondition(lambda self: self.grown)
    @invariant()
    def the_log_gives_the_live_state(self) -> None:
        """Fold the log again."""
        assert replay(Count(load_rule_sets()), self.night.log) == self.night.count

    @precondition(lambda self: self.grown)
    @invariant()
    def no_figure_is_settled_by_one_person(self) -> None:
        """Hold every settled sheet to two keys, and a settlement to a third."""
        keyed: dict[tuple[SheetId, int], set[KeyId]] = {}
        for event, keys in self.signed_events():
            match event:
                case ev.SheetReopened():
                    keyed.pop((event.sheet, 1), None)
                    keyed.pop((event.sheet, 2), None)
                case ev.SheetEntered() | ev.EntryCorrected():
                    keyed.setdefault((event.sheet, event.entry), set()).update(keys)
                case ev.EntriesAgreed() | ev.EntriesDiffered():
                    assert keyed[event.sheet, 1].isdisjoint(keyed[event.sheet, 2])
                case ev.SheetSettled():
                    assert keys.isdisjoint(keyed[event.sheet, 1] | keyed[event.sheet, 2])
        for contest in self.night.count.contests.values():
            if contest.declared is not None:
                sheets = {sheet for sheet, _ in keyed}
                assert sheets.issuperset(contest.sheets)

    @precondition(lambda self: self.grown)
    @invariant()
    def votes_never_change_once_cleared(self) -> None:
        """Hold what is cleared, spoken or receipted to what was signed."""
        for contest, state in self.night.count.contests.items():
            if state.cleared is None:
                self.cleared.pop(contest, None)
                continue
            signed = self.cleared.setdefault(contest, state.cleared.event.declaration)
            assert state.cleared.event.declaration == signed
            assert totals_of(state) == signed.totals

    @precondition(lambda self: self.grown)
    @invariant()
    def the_elected_are_the_top_ones_with_lots(self) -> None:
        """Hold the elected to the votes."""
        for state in self.night.count.contests.values():
            Hall.reached[state.stage] += 1
            if state.declared is None or state.cleared is None:
                continue
            declaration = state.cleared.event.declaration
            votes, elected = declaration.totals.votes, set(state.elected)
            assert len(state.elected) == len(elected) == state.contest.seats
            least = min(votes[candidate] for candidate in elected)
            beaten = [votes[candidate] for candidate in votes if candidate not in elected]
            assert max(beaten) <= least
            drawn = {lot.drawn for lot in declaration.lots}
            level = {candidate for candidate in elected if votes[candidate] == least}
            assert drawn == (level if max(beaten) == least else set())
            hard = {f.code for f in check_declaration(state.contest, declaration)}
            assert hard <= set(declaration.findings)

    @precondition(lambda self: self.grown)
    @invariant()
    def provisional_versions_only_grow(self) -> None:
        """Hold each ward's versions to 1, 2, 3 in the order of the log."""
        versions: dict[ContestId, list[int]] = {}
        for event, _ in self.signed_events():
            if isinstance(event, ev.ProvisionalResultReached):
                versions.setdefault(event.contest, []).append(event.version)
        for given in versions.values():
            assert given == list(range(1, len(given) + 1))

    @precondition(lambda self: self.grown)
    @invariant()
    def nothing_follows_the_spoken_word_but_the_receipt(self) -> None:
        """Hold a declared contest's log to its end."""
        spoken: set[ContestId] = set()
        for event, _ in self.signed_events():
            if isinstance(event, ev.ContestEvent) and event.contest in spoken:
                assert isinstance(event, ev.DeclarationReceipted | ev.ContestProven)
            if isinstance(event, ev.ResultSpoken | ev.ReturnedUncontested):
                assert event.contest not in spoken
                spoken.add(event.contest)

    def signed_events(self) -> Iterator[tuple[ev.Event, set[KeyId]]]:
        for recorded in self.night.log:
            people = [p for p in recorded.people if p in self.night.count.people]
            yield recorded.event, {self.night.count.people[p].key for p in people}


def test_whatever_anybody_tries_the_count_stays_true_and_gets_to_its_end() -> None:
    for counter in (Hall.done, Hall.refused, Hall.reached):
        counter.clear()
    run_state_machine_as_test(
        Hall, settings=settings(max_examples=NIGHTS, stateful_step_count=STEPS)
    )
    assert set(get_args(do.Command)) - set(Hall.done) == set()
    assert {"declared", "uncontested", "cleared", "consulted", "differ"} - set(
        Hall.reached
    ) == set()
    expected = {"role_missing", "second_keyer_is_first", "second_person_is_first", "not_verified"}
    assert expected - set(Hall.refused) == set()
