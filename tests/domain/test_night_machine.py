"""A hall where everybody tries everything: whatever is asked, the count stays true.

Half of the steps are what the hall would lawfully do next, so that nights get to their end; the
other half are anything by anybody. The invariants are judged from the log where they can be; at
the end of each night a stranger reads the signed log from its bytes.
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
import wild
from countroom.domain import commands as do
from countroom.domain import events as ev
from countroom.domain.checks import check_contest, check_declaration
from countroom.domain.conservation import papers_of
from countroom.domain.electing import final_votes
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.history import replay
from countroom.domain.identifiers import RuleSetId
from countroom.domain.lots import terms_served
from countroom.domain.running_order import running_order
from countroom.domain.state import Count, SheetState, Stage
from countroom.domain.totals import totals_of
from countroom.rules import load_rule_sets
from piles import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from countroom.domain.declaration import Declaration
    from countroom.domain.election import Contest
    from countroom.domain.guidance import GuidanceStep
    from countroom.domain.identifiers import ContestId, KeyId, PersonId, SheetId
    from countroom.domain.state import ContestState
    from piles import Pile

_LAWS = st.sampled_from([sc.RULES, RuleSetId("supplementary-vote")])
_TERMS = st.sampled_from([("2028", "2027", "2026"), ("2028", "2026", "2026")])
NIGHTS, STEPS = 220, 65
SHORT_NIGHTS = 40
PRINTS = (
    ev.SheetsSentToPrinter | ev.SheetsPrinted | ev.PrintVoided | ev.PapersCollected | ev.PaperSigned
)
"""Printing is possible at any step: it changes no figure."""
NOTES = PRINTS | ev.HowSaidNoted
"""How a name is said is written down at any time too."""
_AFTER_THE_WORD = (
    ev.DeclarationReceipted
    | ev.DeclarationCorrected
    | ev.ContestProven
    | ev.ExceptionRecorded
    | ev.PapersFound
    | ev.PapersSent
    | NOTES
)
"""What may follow a declaration: none of it changes a figure that was spoken."""

_UNDER_SEAL = (
    ev.SealsOpened
    | ev.PollCalledOff
    | ev.ContestProven
    | ev.PapersSent
    | ev.ExceptionRecorded
    | ev.DeclaredOnPaper
    | ev.AnnouncementRead
    | NOTES
)


class Hall(RuleBasedStateMachine):
    """Two wards with a poll, one called off, one without a poll, everybody at the keys."""

    done: ClassVar[Counter[type]] = Counter()
    happened: ClassVar[Counter[type]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()
    reached: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.night = sc.SignedNight()
        self.grown = False
        self.papers: dict[ContestId, Paper] = {}
        self.cleared: dict[ContestId, Declaration] = {}

    @initialize(data=st.data())
    def set_up(self, data: st.DataObject) -> None:
        """Set the wards up, each with what its paper truly says; come early or late."""
        wards = [*self.wards(data), sc.without_poll()]
        for command in sc.set_up(*wards, sc.gone()):
            self.attempt(command)
        for ward in wards:
            self.papers[ward.id] = self.paper_of(ward, data)
        late = data.draw(st.sampled_from(self.begins))
        for ward in wards[:2]:
            while late(self.night[ward.id]):
                self.next_step(data, ward.id)

    def wards(self, data: st.DataObject) -> tuple[Contest, Contest]:
        """Make the wards with a poll."""
        one = replace(data.draw(strategies.wards(seats=1)), rule_set=data.draw(_LAWS))
        three = data.draw(strategies.wards(seats=3))
        return one, replace(three, id=sc.THREE, terms=data.draw(_TERMS))

    def paper_of(self, ward: Contest, data: st.DataObject) -> Paper:
        """Make what a ward's paper truly says."""
        return data.draw(strategies.papers(ward))

    @property
    def begins(self) -> list[Callable[[ContestState], bool]]:
        """Give how far the wards may have come when everybody begins to try."""
        return [self.new, self.unverified, self.uncounted, self.untold, self.unsearched]

    @property
    def turns(self) -> list[ContestId]:
        """List the wards that go on, each as often as it shall."""
        return sorted(self.papers)

    def new(self, _state: ContestState) -> bool:
        return False

    def unverified(self, state: ContestState) -> bool:
        return state.verification is None

    def uncounted(self, state: ContestState) -> bool:
        return state.verification is None or bool(state.papers_out)

    def untold(self, state: ContestState) -> bool:
        return state.provisional is None

    def unsearched(self, state: ContestState) -> bool:
        return self.untold(state) or bool(strategies.steps_lacking(self.night.count, state))

    def teardown(self) -> None:
        """Have a stranger read the whole night from its bytes."""
        assert sc.read_log(self.night.envelopes).count == self.night.count
        for recorded in self.night.log:
            Hall.happened[type(recorded.event)] += 1
            if isinstance(recorded.event, ev.LotDrawn) and recorded.event.lot.term:
                Hall.reached["a lot for a term"] += 1
        for state in self.night.count.contests.values():
            if {bool(lot.term) for lot in state.lots} == {True, False}:
                Hall.reached["a lot for a seat, then for a term"] += 1

    @rule(data=st.data())
    @precondition(lambda self: self.night.count.contests)
    def go_on_by_the_book(self, data: st.DataObject) -> None:
        """Do what the hall would do next; it is never refused, so no night gets stuck."""
        self.next_step(data, data.draw(st.sampled_from(self.turns)))

    @rule(data=st.data())
    @precondition(lambda self: self.night.count.contests)
    def try_anything(self, data: st.DataObject) -> None:
        """Try any command by anybody, until one is lawful or nobody cares any more."""
        for _ in range(8):
            if self.attempt(wild.wild_command(data.draw, self.night.count)):
                return

    @rule(data=st.data())
    @precondition(lambda self: self.night.count.contests)
    def think_again(self, data: st.DataObject) -> None:
        """Have something turn up late."""
        contest = data.draw(st.sampled_from([sc.ONE, sc.THREE]))
        self.attempt(strategies.second_thought(data.draw, self.night[contest]))

    @rule(data=st.data())
    @precondition(lambda self: self.night.count.contests)
    def print_something(self, data: st.DataObject) -> None:
        """Print, void, collect and sign papers, at any hour."""
        contest = data.draw(st.sampled_from([sc.ONE, sc.THREE]))
        self.attempt(strategies.next_print(data.draw, self.night[contest]))

    @rule()
    @precondition(lambda self: running_order(self.night.count).next is not None)
    def call_to_the_platform(self) -> None:
        """Order, call, take back or speak what is cleared, each in turn; it is never refused."""
        ways = strategies.ways_to_the_platform(running_order(self.night.count))
        command = ways[len(self.night.log) % len(ways)]
        assert self.attempt(command), command

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
        """Hold every settled sheet to two keys, and a settlement to a third or to an officer."""
        keyed: dict[tuple[SheetId, int], set[KeyId]] = {}
        excepted: set[tuple[ContestId, PersonId]] = set()
        given_up = self.given_up()
        for event, people, keys in self.signed_events():
            match event:
                case ev.SheetReopened():
                    keyed.pop((event.sheet, 1), None)
                    keyed.pop((event.sheet, 2), None)
                case ev.SheetEntered() | ev.EntryCorrected():
                    keyed.setdefault((event.sheet, event.entry), set()).update(keys)
                case ev.EntriesAgreed() | ev.EntriesDiffered():
                    assert keyed[event.sheet, 1].isdisjoint(keyed[event.sheet, 2])
                case ev.ExceptionRecorded():
                    excepted.add((event.contest, event.person))
                case ev.SheetSettled():
                    if len(people) > 1:
                        assert (event.contest, people[0]) in excepted
                    others = {self.night.count.people[one].key for one in people[-1:]}
                    assert others.isdisjoint(keyed[event.sheet, 1] | keyed[event.sheet, 2])
        entered = {sheet for sheet, _ in keyed}
        for contest in self.night.count.contests.values():
            withdrawn = {id_ for id_, sheet in contest.sheets.items() if sheet.withdrawn}
            assert entered & withdrawn <= given_up
            cleared = contest.cleared
            if contest.declared and cleared and not cleared.event.declaration.on_paper:
                assert entered | withdrawn >= set(contest.sheets)

    @precondition(lambda self: self.grown)
    @invariant()
    def votes_never_change_once_cleared(self) -> None:
        """Hold what is cleared, spoken or receipted to what was signed."""
        for contest, state in self.night.count.contests.items():
            if state.cleared is None:
                self.cleared.pop(contest, None)
                continue
            if hand_made(state.cleared.event.declaration):
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
            if hand_made(declaration):
                continue
            votes, elected = final_votes(declaration.totals), set(state.elected)
            if declaration.totals.second is not None:
                votes = {one: votes[one] for one in declaration.totals.second.votes}
                Hall.reached["a second count"] += 1
            assert len(state.elected) == len(elected) == state.contest.seats
            least = min(votes[candidate] for candidate in elected)
            beaten = [votes[candidate] for candidate in votes if candidate not in elected]
            assert max(beaten) <= least
            drawn = {lot.drawn for lot in declaration.lots if not lot.term}
            level = {candidate for candidate in elected if votes[candidate] == least}
            assert drawn == (level if max(beaten) == least else set())
            system = state.rules.system
            hard = {f.code for f in check_declaration(system, state.contest, declaration)}
            assert hard <= set(declaration.findings)
            if state.contest.terms:
                self.longer_terms_go_to_more_votes_or_by_lot(state.contest, declaration)

    def longer_terms_go_to_more_votes_or_by_lot(
        self, contest: Contest, declaration: Declaration
    ) -> None:
        votes, served = declaration.totals.votes, dict(terms_served(contest, declaration))
        assert Counter(served.values()) == Counter(contest.terms)
        drawn = [lot for lot in declaration.lots if lot.term]
        for lot in drawn:
            assert served[lot.drawn] == lot.term
        for one, until in served.items():
            for other, until_other in served.items():
                if votes[one] > votes[other]:
                    assert (until or "") >= (until_other or "")
                elif votes[one] == votes[other] and until != until_other:
                    assert any({one, other} & set(lot.tied) for lot in drawn)

    @precondition(lambda self: self.grown)
    @invariant()
    def totals_that_do_not_agree_are_cleared_after_every_step_on_that_version(self) -> None:
        """Find each step in the log before the clearance, ticked on the version that it signs."""
        ticked: dict[tuple[ContestId, int], set[GuidanceStep]] = {}
        for event, *_ in self.signed_events():
            match event:
                case ev.GuidanceStepTaken(contest=contest, version=version, step=step):
                    ticked.setdefault((contest, version), set()).add(step)
                case ev.ResultCleared(contest=contest, declaration=signed, steps=steps):
                    unreconciled = signed.totals_state == "not_reconciled"
                    assert steps == (GUIDANCE_STEPS if unreconciled else ())
                    taken = ticked.get((contest, signed.provisional_version), set())
                    assert taken >= set(steps)
                case _:
                    pass

    @precondition(lambda self: self.grown)
    @invariant()
    def provisional_versions_only_grow(self) -> None:
        """Hold each ward's versions to 1, 2, 3 in the order of the log."""
        versions: dict[ContestId, list[int]] = {}
        for event, *_ in self.signed_events():
            if isinstance(event, ev.ProvisionalResultReached):
                versions.setdefault(event.contest, []).append(event.version)
        for given in versions.values():
            assert given == list(range(1, len(given) + 1))

    @precondition(lambda self: self.grown)
    @invariant()
    def nothing_follows_the_spoken_word_that_changes_it(self) -> None:
        """Hold the log of a contest declared, called off or under seal to what may follow."""
        spoken: set[ContestId] = set()
        off: set[ContestId] = set()
        sealed: set[ContestId] = set()
        for event, *_ in self.signed_events():
            if not isinstance(event, ev.ContestEvent):
                continue
            if event.contest in spoken | off and not isinstance(event, ev.PollRestored):
                assert isinstance(event, _AFTER_THE_WORD)
            if event.contest in sealed:
                assert isinstance(event, _UNDER_SEAL | ev.PollRestored)
            match event:
                case _ if isinstance(event, ev.DeclaringEvent):
                    spoken.add(event.contest)
                    sealed.discard(event.contest)
                case ev.PollCalledOff():
                    off.add(event.contest)
                case ev.PollRestored():
                    off.remove(event.contest)
                case ev.PapersSealed():
                    sealed.add(event.contest)
                case ev.SealsOpened():
                    sealed.remove(event.contest)

    @precondition(lambda self: self.grown)
    @invariant()
    def no_result_stands_on_impossible_figures_or_on_papers_that_are_not_conserved(self) -> None:
        """Hold every result told to what its tables account for."""
        for state in self.night.count.contests.values():
            if state.provisional is None or state.verification is None:
                continue
            found = {f.code: f.severity for f in check_contest(self.night.count, state)}
            assert "impossible" not in found.values()
            if "not_reconciled" not in found.values():
                Hall.reached["reconciled at several tables"] += len(state.contest.counted_in) > 1
                assert papers_of(state).accounted == state.verification.verified

    def given_up(self) -> set[SheetId]:
        """List what was keyed and then given up as a set: for new sheets, with a first count."""
        found: set[SheetId] = set()
        for event, *_ in self.signed_events():
            if isinstance(event, ev.RecountGranted) and event.pads:
                found |= set(event.sheets)
            if isinstance(event, ev.SecondCountOpened):
                found |= {sheet for pad in event.pads for sheet in pad.ids}
        return found

    def signed_events(self) -> Iterator[tuple[ev.Event, tuple[PersonId, ...], set[KeyId]]]:
        known = self.night.count.people
        for recorded in self.night.log:
            keys = {known[p].key for p in recorded.people if p in known}
            yield recorded.event, recorded.people, keys


class EqualHall(Hall):
    """The same hall, where equal votes decide who serves longer and now and then a seat too."""

    def wards(self, data: st.DataObject) -> tuple[Contest, Contest]:
        """Have the three seats end on different days."""
        return sc.one_seat(), replace(sc.three_seats(), terms=data.draw(_TERMS))

    @property
    def begins(self) -> list[Callable[[ContestState], bool]]:
        """Come when the result is told, or when agents have been heard on it."""
        return [self.untold, self.unheard]

    def unheard(self, state: ContestState) -> bool:
        told = state.provisional
        return told is None or state.consultation_closed != told.version

    @property
    def turns(self) -> list[ContestId]:
        """Go on mostly where votes are equal."""
        return [*[sc.THREE] * len(self.papers), *super().turns]

    def paper_of(self, ward: Contest, data: st.DataObject) -> Paper:
        """Let several candidates have as many votes, all of them on mixed papers."""
        if ward.id != sc.THREE:
            return super().paper_of(ward, data)
        return mixed_papers(
            ward, data.draw(st.sampled_from([(20, 20, 20, 5, 0), (20, 20, 9, 9, 0)]))
        )


class SecondHall(Hall):
    """The same hall, where nobody has more than half of the first preferences."""

    def wards(self, data: st.DataObject) -> tuple[Contest, Contest]:
        """Elect a mayor beside the councillors."""
        return replace(sc.mayor(), id=sc.ONE), replace(sc.three_seats(), terms=data.draw(_TERMS))

    @property
    def begins(self) -> list[Callable[[ContestState], bool]]:
        """Come when the first count is told."""
        return [self.untold]

    @property
    def turns(self) -> list[ContestId]:
        """Go on mostly where a second count comes."""
        return [*[sc.ONE] * len(self.papers), *super().turns]

    def paper_of(self, ward: Contest, data: st.DataObject) -> Paper:
        """Let two or three lead, none with more than half."""
        if ward.id != sc.ONE:
            return super().paper_of(ward, data)
        return mixed_papers(ward, data.draw(st.sampled_from([(12, 9, 5, 3, 1), (10, 9, 9, 1, 1)])))


def mixed_papers(ward: Contest, votes: Sequence[int]) -> Paper:
    """Make 30 mixed papers of a ward with one box, counted in one place."""
    pile: Pile = Counter({("mixed", ""): 30})
    for one, n in zip(ward.candidates, votes, strict=True):
        pile["votes", one.id] = n
    (box,), (table,) = ward.boxes, ward.counted_in
    return Paper({box.id: sc.account(30)}, {table.id: pile}, parcels=False)


def hand_made(declaration: Declaration) -> bool:
    """Say whether officers took it down from a paper or corrected it: the sheets say another."""
    return declaration.on_paper or declaration.revision > 1


def test_whatever_anybody_tries_the_count_stays_true_and_gets_to_its_end() -> None:
    for counter in (Hall.done, Hall.happened, Hall.refused, Hall.reached):
        counter.clear()
    run_state_machine_as_test(
        Hall, settings=settings(max_examples=NIGHTS, stateful_step_count=STEPS)
    )
    assert set(get_args(do.Command)) - set(Hall.done) <= {do.OpenSecondCount}
    assert set(get_args(ev.Event)) - set(Hall.happened) <= {ev.SecondCountOpened}
    assert set(get_args(Stage)) - set(Hall.reached) == set()
    expected = {"role_missing", "second_keyer_is_first", "second_person_is_first", "not_verified"}
    assert expected - set(Hall.refused) == set()


def test_where_votes_are_equal_lots_are_drawn_for_seats_and_then_for_terms() -> None:
    Hall.reached.clear()
    run_state_machine_as_test(
        EqualHall, settings=settings(max_examples=SHORT_NIGHTS, stateful_step_count=STEPS)
    )
    assert Hall.reached["a lot for a term"]
    assert Hall.reached["a lot for a seat, then for a term"]


def test_where_nobody_has_more_than_half_the_night_goes_on_to_a_second_count() -> None:
    for counter in (Hall.done, Hall.happened, Hall.reached):
        counter.clear()
    run_state_machine_as_test(
        SecondHall, settings=settings(max_examples=SHORT_NIGHTS, stateful_step_count=STEPS)
    )
    assert Hall.done[do.OpenSecondCount]
    assert Hall.happened[ev.SecondCountOpened]
    assert Hall.reached["a second count"]
