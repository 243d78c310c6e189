"""The night to practise with: every step to be met once, and papers that say what was keyed."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

import countroom
from countroom.app.audit import read_key_file, verify_count
from countroom.app.clock import SystemClock
from countroom.app.count import environment_in, open_count, read_count
from countroom.app.papers import Papers, papers_beside, read_papers, write_papers
from countroom.app.practice import prepare_practice
from countroom.app.rehearsal.clock import NightClock
from countroom.app.rehearsal.crew import TEST_SECRET
from countroom.app.setup import keys_beside, secrets_beside
from countroom.app.sources import Source
from countroom.app.staff import SignedIn, read_secrets, sign_in
from countroom.domain import commands as do
from countroom.domain.checks import check_contest
from countroom.domain.faults import Fault
from countroom.domain.identifiers import FieldId, PersonId, SheetId
from countroom.domain.refusals import Refusal

if TYPE_CHECKING:
    from countroom.domain.state import ContestState, Count
    from tiny_source import TinySource

DAY = "2024-05-02"
SAMPLE = Path(countroom.__file__).parents[2] / "resources" / "sample"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice as it is set out for people; no network is there."""
    file = tmp_path_factory.mktemp("practice") / "deep" / "practice.count"

    def cut(*_: object, **__: object) -> NoReturn:
        pytest.fail("a practice takes no network")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket, "socket", cut)
        patched.setattr(socket, "getaddrinfo", cut)
        prepare_practice(Source([SAMPLE]), "harlow", DAY, file)
    return file


@pytest.fixture(scope="module")
def count(path: Path) -> Count:
    return read_count(path)


@pytest.fixture(scope="module")
def papers(path: Path) -> Papers:
    found = read_papers(path)
    assert found is not None
    return found


def wards(count: Count) -> list[ContestState]:
    return list(count.contests.values())


def test_each_step_at_which_a_person_is_needed_can_be_met(count: Count) -> None:
    assert [state.stage for state in wards(count)] == [
        *["declared"] * 3,
        "differ",
        "second_entry",
        "agreed",
        *["verified"] * 4,
        "boxes",
    ]


def test_one_line_differs_and_one_box_is_awaited(count: Count) -> None:
    (differing,) = (s for s in wards(count) if s.stage == "differ")
    (sheet,) = differing.papers_out
    assert len(sheet.differing) == 1
    assert not sheet.sent_back
    late = wards(count)[-1]
    (out,) = late.boxes_out
    assert (out.first, out.second, late.verification) == (None, None, None)


def test_what_is_declared_waits_for_the_feed_of_the_practice(count: Count) -> None:
    assert all(s.receipt_index is None for s in wards(count))


def test_agreed_figures_need_nothing_more_before_the_result_is_drawn(count: Count) -> None:
    (agreed,) = (s for s in wards(count) if s.stage == "agreed")
    codes = {one.code for one in check_contest(count, agreed) if one.severity != "notice"}
    answered = {answer.code for answer in agreed.answers}
    assert codes <= answered


def test_every_sheet_has_its_paper_line_for_line(count: Count, papers: Papers) -> None:
    sheets = [sheet.sheet for state in wards(count) for sheet in state.sheets.values()]
    assert set(papers.sheets) == {sheet.id for sheet in sheets}
    for sheet in sheets:
        paper = papers.of(sheet.id)
        assert paper is not None
        assert set(paper) == set(sheet.fields)
    assert papers.of(SheetId("999-99")) is None


def test_the_papers_say_what_was_keyed_wherever_it_is_settled(count: Count, papers: Papers) -> None:
    settled = [s for state in wards(count) for s in state.sheets.values() if s.settled is not None]
    assert {s.sheet.kind for s in settled} == {"account", "recount", "count"}
    for sheet in settled:
        assert sheet.settled == papers.of(sheet.sheet.id)


def test_the_entries_that_differ_differ_from_the_paper_in_one_line(
    count: Count, papers: Papers
) -> None:
    (differing,) = (s for s in wards(count) if s.stage == "differ")
    (sheet,) = differing.papers_out
    paper = papers.of(sheet.sheet.id)
    assert sheet.first is not None
    assert sheet.second is not None
    assert paper is not None
    assert sheet.first.figures == paper
    wrong = [field for field in sheet.sheet.fields if sheet.second.figures[field] != paper[field]]
    assert wrong == list(sheet.differing)


def test_declared_votes_are_those_that_were_published(count: Count, papers: Papers) -> None:
    state = wards(count)[0]
    assert state.contest.area == "Bush Fair"
    assert state.cleared is not None
    votes = state.cleared.event.declaration.totals.votes
    assert sum(votes.values()) == 4755, "House of Commons Library, Harlow 2024"
    (sheet,) = (s.sheet for s in state.sheets.values() if s.sheet.kind == "count")
    paper = papers.of(sheet.id)
    assert paper is not None
    assert [paper[FieldId(f"candidate:{c.id}")] for c in state.contest.candidates] == [
        votes[c.id] for c in state.contest.candidates
    ]


def test_the_whole_file_stands_up_to_a_stranger(path: Path) -> None:
    audit = verify_count(path, read_key_file(keys_beside(path)))
    assert audit.problem is None
    assert (audit.verdict, audit.declared, audit.receipted) == ("not_published", 3, 0)


def test_it_is_test_everywhere(path: Path) -> None:
    assert environment_in(path) == "test"
    assert read_secrets(secrets_beside(path)).environment == "test"
    assert verify_count(path, None).environment == "test"
    assert "environment test" in keys_beside(path).read_text(encoding="utf-8")


def test_everybody_gets_in_with_the_word_of_the_practice_and_can_go_on(
    tmp_path: Path, papers: Papers
) -> None:
    own = tmp_path / "practice.count"
    prepare_practice(Source([SAMPLE]), "harlow", DAY, own, NightClock(DAY, 1))
    secrets = read_secrets(secrets_beside(own))
    assert all(isinstance(sign_in(secrets, one, TEST_SECRET), SignedIn) for one in secrets.people)
    keyer = sign_in(secrets, PersonId("keyer-2"), TEST_SECRET)
    assert isinstance(keyer, SignedIn)
    opened = open_count(own, keyer.device, keyer.device_key, SystemClock())
    (waiting,) = (s for s in opened.count.contests.values() if s.stage == "second_entry")
    (sheet,) = waiting.papers_out
    paper = papers.of(sheet.sheet.id)
    assert paper is not None, "the papers are the same on every laptop"
    outcome = opened.do(do.EnterSheet(keyer.hand.person, sheet.sheet.id, 2, paper), keyer.hand)
    assert not isinstance(outcome, Refusal)
    assert opened.count.contests[waiting.contest.id].stage == "agreed"
    opened.close()


def test_a_practice_is_not_set_out_over_another_file(path: Path) -> None:
    before = papers_beside(path).read_bytes()
    with pytest.raises(Fault) as caught:
        prepare_practice(Source([SAMPLE]), "harlow", DAY, path)
    assert caught.value.code == "file_exists"
    assert papers_beside(path).read_bytes() == before


@pytest.mark.parametrize(
    ("how_many", "stages"),
    [
        (1, ["boxes"]),
        (2, ["declared", "boxes"]),
        (4, ["declared", "declared", "declared", "boxes"]),
        (5, ["declared", "declared", "declared", "differ", "boxes"]),
    ],
)
def test_a_small_council_has_as_many_steps_as_it_has_wards(
    tiny: TinySource, how_many: int, stages: list[str]
) -> None:
    standing = [("Ann Abel", "PP52", 300), ("Bob Bell", "PP53", 200), ("Cy Cole", "PP90", 100)]
    tiny.poll(DAY, {f"Ward {n}": (1, standing) for n in range(how_many)})
    file = tiny.folder / "small.count"
    prepare_practice(Source([tiny.folder]), "anyborough", DAY, file)
    assert [state.stage for state in wards(read_count(file))] == stages


def test_a_ward_without_a_poll_is_left_to_the_officer(tiny: TinySource) -> None:
    standing = [("Ann Abel", "PP52", 300), ("Bob Bell", "PP53", 200)]
    tiny.poll(DAY, {"A": (2, standing), "B": (1, standing), "C": (1, standing)})
    file = tiny.folder / "small.count"
    prepare_practice(Source([tiny.folder]), "anyborough", DAY, file)
    alone, *others = wards(read_count(file))
    assert (alone.stage, alone.contest.uncontested, len(alone.sheets)) == ("proven", True, 0)
    assert [state.stage for state in others] == ["declared", "boxes"]


# The papers beside the file.


def test_papers_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "night.count"
    papers = Papers({SheetId("001-01"): {FieldId("papers"): 12}})
    write_papers(file, papers)
    assert papers_beside(file) == tmp_path / "night.papers.json"
    assert read_papers(file) == papers


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{}", b"[]", b'{"sheets": 1}', b'{"sheets": {"\xe9": {"papers": 1}}}'],
)
def test_a_count_without_readable_papers_is_no_practice(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        papers_beside(tmp_path / "night.count").write_bytes(content)
    assert read_papers(tmp_path / "night.count") is None
