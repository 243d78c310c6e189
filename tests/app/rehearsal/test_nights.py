"""Whole nights at each depth: every event is played, and each ends as the published one did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import countroom
from countroom.app.audit import read_key_file, verify_count
from countroom.app.count import read_count
from countroom.app.rehearsal.council import Rehearsed, Wishes, rehearse_council
from countroom.app.rehearsal.crew import Crew, make_crew
from countroom.app.rehearsal.reasons import ADJUDICATOR, EXCHANGED, NOT_FOUND, OFFICER
from countroom.app.rehearsal.source import PublishedNight, published_night
from countroom.app.rehearsal.tables import Layout, laid_out
from countroom.app.setup import keys_beside
from countroom.app.sources import Source
from countroom.domain import events as ev
from countroom.domain.adjudicating import batches, unsigned_batches
from countroom.domain.checks import check_count, stopping
from countroom.domain.conservation import papers_at
from countroom.domain.guidance import GUIDANCE_STEPS
from countroom.domain.running_order import running_order
from countroom.domain.sheets import PAPERS
from countroom.store.log import CountStore

if TYPE_CHECKING:
    from countroom.domain.election import Depth
    from countroom.domain.events import Recorded
    from countroom.domain.state import ContestState, Count
    from tiny_source import TinySource

SAMPLE = Path(countroom.__file__).parents[2] / "resources" / "sample"
DAY = "2024-05-02"
NIGHTS: tuple[tuple[Depth, int, int], ...] = (
    ("every_sheet", 1, 7),
    ("team_summary", 3, 1),
    ("team_summary", 1, 6),
    ("totals", 2, 9),
)


@dataclass(frozen=True)
class Night:
    """A night that was played."""

    path: Path
    source: PublishedNight
    rehearsed: Rehearsed

    @property
    def count(self) -> Count:
        return read_count(self.path)

    @property
    def log(self) -> list[Recorded]:
        store = CountStore(self.path, read_only=True)
        try:
            return [recorded for _, recorded in store.chained()]
        finally:
            store.close()

    @property
    def kinds(self) -> Counter[str]:
        return Counter(type(recorded.event).__name__ for recorded in self.log)


@pytest.fixture(scope="module")
def crew() -> Crew:
    return make_crew(1)


def play(
    folder: Path, source: PublishedNight, crew: Crew, depth: Depth, tables: int, seed: int
) -> Night:
    folder.mkdir(parents=True)
    layout = Layout(depth, tables)
    wishes = Wishes(seed, 0.15, None, closely=False, feed=None, layout=layout)
    laid = laid_out(source, layout)
    done = rehearse_council(laid, crew, folder, wishes, lambda _state: None)
    return Night(folder / "night.count", laid, done)


@pytest.fixture(scope="module", params=NIGHTS, ids=lambda night: "-".join(map(str, night)))
def night(
    request: pytest.FixtureRequest, crew: Crew, tmp_path_factory: pytest.TempPathFactory
) -> Night:
    source = published_night(Source([SAMPLE]), "harlow", DAY)
    return play(tmp_path_factory.mktemp("night") / "n", source, crew, *request.param)


@pytest.fixture(scope="module")
def nights(crew: Crew, tmp_path_factory: pytest.TempPathFactory) -> list[Night]:
    source = published_night(Source([SAMPLE]), "harlow", DAY)
    folder = tmp_path_factory.mktemp("nights")
    return [play(folder / f"{n}", source, crew, *one) for n, one in enumerate(NIGHTS[1:3])]


def wards(night: Night) -> list[ContestState]:
    return list(night.count.contests.values())


def test_every_ward_ends_with_its_published_votes_and_no_hard_finding(night: Night) -> None:
    published = {one.contest.id: one for one in night.source.contests}
    for state in wards(night):
        assert state.cleared is not None
        declaration = state.cleared.event.declaration
        assert declaration.totals.votes == published[state.contest.id].votes
        assert set(declaration.elected) == published[state.contest.id].winners
    out = {state.contest.id for state in not_reconciled(night)}
    assert {one.contest for one in stopping(check_count(night.count))} == out
    assert len(out) <= 1


def not_reconciled(night: Night) -> list[ContestState]:
    return [
        state
        for state in wards(night)
        if state.cleared and state.cleared.event.declaration.totals_state == "not_reconciled"
    ]


def test_a_ward_that_will_not_reconcile_is_cleared_by_two_officers_after_every_step(
    nights: list[Night],
) -> None:
    for night in nights:
        (state,) = not_reconciled(night)
        (clearing,) = (
            r
            for r in night.log
            if isinstance(r.event, ev.ResultCleared) and r.event.contest == state.contest.id
        )
        event = clearing.event
        assert isinstance(event, ev.ResultCleared)
        assert len(set(clearing.people)) == 2
        assert (event.reason, event.steps) == (NOT_FOUND, GUIDANCE_STEPS)
        assert "V11" in event.declaration.findings
        assert night.rehearsed.summary.happened["not_reconciled"] == 1


def test_an_officer_who_is_called_away_leaves_a_ward_to_a_deputy_by_a_letter(
    nights: list[Night],
) -> None:
    for night in nights:
        log = night.log
        (left,) = (
            n
            for n, r in enumerate(log)
            if isinstance(r.event, ev.PersonLeft) and r.event.person == OFFICER
        )
        back = next(
            n for n in range(left, len(log)) if type(log[n].event).__name__ == "PersonReturned"
        )
        letter = log[left - 1].event
        assert isinstance(letter, ev.AppointmentsChanged)
        assert set(letter.appointments[0].powers) >= {"recount", "lot", "clear"}
        between = log[left + 1 : back]
        assert {"ConsultationClosed", "ResultCleared", "ResultSpoken"} <= {
            type(r.event).__name__ for r in between
        }
        assert all(OFFICER not in r.people for r in between)
        assert night.rehearsed.summary.happened["officers_called_away"] == 1


def test_three_wards_are_called_as_a_group_and_spoken_one_by_one(night: Night) -> None:
    log = [recorded.event for recorded in night.log]
    (at,) = (n for n, event in enumerate(log) if isinstance(event, ev.CalledToPlatform))
    noted, order, call = log[at - 2 : at + 1]
    assert isinstance(noted, ev.HowSaidNoted)
    assert isinstance(order, ev.RunningOrderSet)
    assert isinstance(call, ev.CalledToPlatform)
    assert len(call.contests) == 3
    assert order.groups == (call.contests,)
    spoken = [event.contest for event in log[at:] if isinstance(event, ev.ResultSpoken)]
    assert tuple(spoken[:3]) == call.contests
    assert running_order(night.count).called == running_order(night.count).queue == ()


def test_equal_votes_for_the_last_seat_are_recounted_before_the_lot(
    crew: Crew, tiny: TinySource
) -> None:
    tied = [("Ann Abel", "PP52", 210), ("Bo Bell", "PP90", 160), ("Cy Cole", "PP53", 160)]
    clear = [("Di Dale", "PP52", 220), ("Ed Eve", "PP90", 120), ("Fay Fox", "PP53", 90)]
    tiny.poll(DAY, {"A": (2, tied), **{f"W{n}": (2, clear) for n in range(3)}})
    source = published_night(Source([tiny.folder]), "anyborough", DAY)
    for seed in range(3):
        night = play(tiny.folder / f"n{seed}", source, crew, "totals", 1, seed)
        (ward,) = (state for state in wards(night) if state.contest.area == "A")
        mine = [r.event for r in night.log if getattr(r.event, "contest", "") == ward.contest.id]
        kinds = [type(event).__name__ for event in mine]
        assert kinds.index("RecountGranted") < kinds.index("LotDrawn")
        assert kinds.index("ConsultationClosed") < kinds.index("LotDrawn")
        assert night.rehearsed.summary.happened["equal_for_the_last_seat"] == 1
        assert night.rehearsed.summary.declared == 4


def test_agents_ask_and_every_answer_is_played(night: Night) -> None:
    granted = [r.event for r in night.log if isinstance(r.event, ev.RecountGranted)]
    assert sorted(one.scope for one in granted) == ["bundles", "mini_counts", "rejected", "whole"]
    assert night.kinds["RecountRefused"] == 1
    assert night.kinds["SheetsUnchanged"] >= 2
    assert night.kinds["AgentsAppointed"] == 11
    for state in wards(night):
        assert state.recount is None
        assert len(state.results) == 1 + state.recounts
        assert len({tuple(one.totals.votes.items()) for one in state.results}) == 1


def test_a_recount_on_new_sheets_is_played_somewhere(nights: list[Night]) -> None:
    every = [r.event for night in nights for r in night.log]
    assert any(one.pads for one in every if isinstance(one, ev.RecountGranted))


def test_every_mistake_was_caught_by_an_event_and_copies_by_a_check_of_the_papers(
    night: Night,
) -> None:
    kinds = {recorded.id: type(recorded.event).__name__ for recorded in night.log}
    assert len(night.rehearsed.mistakes) >= 10
    for one in night.rehearsed.mistakes:
        assert one.caught_by is not None
        twice = one.kind == "sheet_twice"
        assert kinds[one.caught_by] == ("SheetReopened" if twice else "EntriesDiffered")
        assert (one.check in {"V11", "V23", "V24"}) == twice
        assert one.true != one.keyed


def test_papers_of_every_table_went_out_and_came_back(night: Night) -> None:
    for state in wards(night):
        assert len(state.contest.counted_in) >= 2
        assert state.verification is not None
        out = state.verification.verified - sum(state.issued.values())
        assert (out > 0) == (state in not_reconciled(night))
        for mini_count in state.contest.counted_in:
            papers = papers_at(state, mini_count)
            assert papers.out == 0
            assert papers.accounted == papers.issued


def test_no_sheet_is_left_without_figures_and_counting_sheets_hold_25(night: Night) -> None:
    recounts = [r.event for r in night.log if isinstance(r.event, ev.RecountGranted)]
    given_up = {sheet for one in recounts if one.pads for sheet in one.sheets}
    for state in wards(night):
        for sheet in state.sheets.values():
            assert (sheet.settled is None or sheet.sheet.id in given_up) == bool(sheet.withdrawn)
            if sheet.sheet.kind == "mixed" and sheet.settled is not None:
                assert 1 <= sheet.settled[PAPERS] <= 25


def test_the_log_is_sound(night: Night) -> None:
    audit = verify_count(night.path, read_key_file(keys_beside(night.path)))
    assert (audit.problem, audit.declared) == (None, 11)


def test_the_bill_of_what_was_played_is_told_beside_the_plan(night: Night) -> None:
    summary = night.rehearsed.summary
    sheets = Counter(
        sheet.sheet.kind for state in wards(night) for sheet in state.sheets.values() if sheet.first
    )
    copies = sum(one.kind == "sheet_twice" for one in night.rehearsed.mistakes)
    assert summary.played["sheets"] == sheets.total() + copies
    assert summary.planned["sheets"] > 0
    for bill in (summary.planned, summary.played):
        assert bill["minutes_with_4"] <= bill["minutes_with_2"]
        assert bill["keystrokes"] > 20 * bill["sheets"]


def test_doubtful_papers_are_ruled_on_by_a_deputy_who_may_do_nothing_else(night: Night) -> None:
    deputy = night.count.people[ADJUDICATOR]
    assert [one.powers for one in deputy.appointments] == [("adjudicate",)]
    signed = [r for r in night.log if isinstance(r.event, ev.AdjudicationSigned)]
    assert {recorded.people for recorded in signed} <= {(ADJUDICATOR,)}
    assert bool(signed) == any(batches(state) for state in wards(night))
    for state in wards(night):
        assert unsigned_batches(state) == ()
        for batch in batches(state):
            papers = any((batch.settled or {}).values())
            assert (batch.adjudicated == ADJUDICATOR) == papers


def test_every_kind_of_event_is_played_in_two_nights(nights: list[Night]) -> None:
    played = nights[0].kinds + nights[1].kinds
    wanted = {
        *("BoxesReceived", "PacketsRecorded", "PostalSessionHeld", "PostalClosed"),
        *("PostalReopened", "BoxAdded", "PapersSent", "PapersBroughtIn", "VerificationSigned"),
        *("PapersIssued", "PapersReturned", "MiniCountAdded", "MiniCountClosed", "DepthChanged"),
        *("SheetAdded", "SheetReopened", "SheetsWithdrawn", "PapersSealed", "SealsOpened"),
        *("PersonLeft", "PersonReturned", "ExceptionRecorded", "SheetSettled", "SheetSentBack"),
        *("AdjudicationSigned", "DeclaredOnPaper", "DeclarationCorrected"),
    }
    assert wanted <= set(played)


def test_two_wards_are_declared_on_paper_and_what_was_copied_wrongly_is_corrected(
    nights: list[Night],
) -> None:
    """N3: the record follows the hall, and ends with what the sheets say."""
    for night in nights:
        assert night.kinds["DeclaredOnPaper"] == 2
        by_hand = [
            one for one in wards(night) if one.cleared and one.cleared.event.declaration.on_paper
        ]
        assert len(by_hand) == 2
        corrected = [one for one in by_hand if one.superseded]
        assert len(corrected) == night.kinds["DeclarationCorrected"] <= 1
        for state in corrected:
            assert state.cleared is not None
            old, new = state.superseded[0].event.declaration, state.cleared.event.declaration
            wrong = [one for one, n in old.totals.votes.items() if new.totals.votes[one] != n]
            assert (len(wrong), old.elected) == (1, new.elected)
            assert (new.revision, state.cleared.correction) == (2, "transcription")
    assert sum(night.kinds["DeclarationCorrected"] for night in nights) >= 1


def test_papers_found_after_the_statement_make_its_second_version_with_both_figures(
    nights: list[Night],
) -> None:
    for night in nights:
        states = {state.contest.id: state for state in wards(night)}
        (moved,) = {t for state in states.values() for t in state.transfers if t.counted}
        source, target = states[moved.source], states[moved.target]
        for state, sign in ((source, -1), (target, 1)):
            *_, before, after = state.statements
            assert after.verified == before.verified + sign * moved.papers
            assert after.version == before.version + 1 == len(state.statements)


def test_papers_set_aside_before_leave_one_statement(nights: list[Night]) -> None:
    for night in nights:
        aside = {t for state in wards(night) for t in state.transfers if not t.counted}
        assert len(aside) == 1


def test_a_late_postal_box_is_counted_like_the_first(nights: list[Night]) -> None:
    for night in nights:
        late = [s for s in wards(night) if sum(b.kind == "postal" for b in s.contest.boxes) == 2]
        assert late
        for state in late:
            assert state.verification is not None
            second = [box.id for box in state.contest.boxes if box.kind == "postal"][1]
            assert state.verification.boxes[second] == state.postal.papers_into(second)
            assert state.postal.closed


def test_who_kept_going_after_a_keyer_left_never_settled_what_they_keyed(
    nights: list[Night],
) -> None:
    """The supervisor keys beside the keyer who stayed, so an officer stands beside who settles."""
    beside = 0
    for night in nights:
        for recorded in night.log:
            if type(recorded.event).__name__ == "SheetSettled" and len(recorded.people) == 2:
                assert recorded.people in (("keyer-1", OFFICER), ("keyer-1", ADJUDICATOR))
                beside += 1
    assert beside


def test_boxes_that_vary_are_counted_until_two_counts_agree(nights: list[Night]) -> None:
    recounts = 0
    for night in nights:
        for state in wards(night):
            counts: dict[str, list[int]] = {}
            for sheet in state.sheets.values():
                if sheet.sheet.box is not None and sheet.settled is not None:
                    counts.setdefault(sheet.sheet.box, []).append(sheet.settled["counted"])  # type: ignore[index]
            for box, found in counts.items():
                if len(found) > 1:
                    recounts += 1
                    varies = any(box in one.variances for one in state.statements)
                    assert not varies or found[-1] == found[-2]
    assert recounts


def test_papers_exchanged_between_two_stations_are_explained_and_not_counted_again(
    nights: list[Night],
) -> None:
    for night in nights:
        pairs = 0
        for state in wards(night):
            for statement in state.statements:
                explained = {
                    box: off for box, (off, why) in statement.variances.items() if why == EXCHANGED
                }
                assert sum(explained.values()) == 0
                pairs += bool(explained)
                again = {s.sheet.box for s in state.sheets.values() if s.sheet.kind == "recount"}
                assert not again & set(explained)
        assert pairs


def test_the_hall_sleeps_and_goes_on_at_nine(nights: list[Night]) -> None:
    for night in nights:
        times = {type(r.event).__name__: r.at for r in night.log}
        assert times["PapersSealed"][:10] in {"2024-05-02", "2024-05-03"}
        assert times["SealsOpened"][:13] == "2024-05-03T08"  # nine o'clock in London


@pytest.mark.parametrize("depth", ["totals", "team_summary", "every_sheet"])
def test_the_same_seed_plays_the_same_night_at_each_depth(
    depth: Depth, crew: Crew, tiny: TinySource
) -> None:
    votes = [("Ann Abel", "PP52", 210), ("Bo Bell", "PP52", 190), ("Cy Cole", "PP53", 160)]
    votes += [("Di Dale", "PP53", 150), ("Ed Eve", "PP90", 60)]
    tiny.poll(DAY, {f"Ward {n}": (1 + n % 2, votes) for n in range(4)})
    source = published_night(Source([tiny.folder]), "anyborough", DAY)
    one, other = (
        play(tiny.folder / name, source, crew, depth, 1, 5).log for name in ("one", "other")
    )
    assert [recorded.id for recorded in one] == [recorded.id for recorded in other]
    assert len(one) > 60


def test_a_list_without_room_for_a_straight_paper_is_told_and_the_ward_played(
    crew: Crew, tiny: TinySource
) -> None:
    votes = [("Ann Abel", "PP52", 100), ("Bo Bell", "PP52", 100), ("Cy Cole", "PP53", 90)]
    tiny.poll(DAY, {"A": (2, votes)})
    source = published_night(Source([tiny.folder]), "anyborough", DAY)
    (published,) = source.contests
    thin = PublishedNight(source.election, [replace(published, ballot_papers=290, rejected=0)], [])
    night = play(tiny.folder / "n", thin, crew, "every_sheet", 1, 5)
    assert [case.code for case in night.rehearsed.cases] == ["no_straight_papers"]
    assert night.rehearsed.summary.declared == 1


def test_sheets_that_run_out_are_given_numbers_and_doubtful_papers_more_batches(
    crew: Crew, tiny: TinySource
) -> None:
    votes = [("Ann Abel", "PP52", 1900), ("Bo Bell", "PP90", 1800), ("Cy Cole", "PP53", 1300)]
    tiny.poll(DAY, {"A": (2, votes)})
    source = with_papers(published_night(Source([tiny.folder]), "anyborough", DAY), 2700, 120)
    night = play(tiny.folder / "n", source, crew, "every_sheet", 1, 1)
    (state,) = wards(night)
    settled = [s for s in state.sheets.values() if s.settled is not None]
    kinds = Counter(s.sheet.kind for s in settled)
    assert kinds["mixed"] >= -(-2580 // 25) > sum(m.sheets for m in state.contest.counted_in)
    assert kinds["adjudication"] > 2
    assert night.rehearsed.summary.declared == 1


def with_papers(source: PublishedNight, papers: int, rejected: int) -> PublishedNight:
    """Let the source say how many papers its one ward had, and nothing of its electorate."""
    (published,) = source.contests
    contest = replace(published.contest, electorate=None)
    told = replace(published, contest=contest, ballot_papers=papers, rejected=rejected)
    return PublishedNight(source.election, [told], [])
