"""What holds for every kind of sheet: accessible, legible, and no figure lost."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from PIL import Image

import mansfield as mf
import scenarios as sc
from countroom.app.printing import CLEARED_SET, KINDS, Edition, filled, filled_together, typeset
from countroom.documents import Typesetter
from countroom.documents.wording import name_in_sentence, plain
from countroom.domain.identifiers import EventId
from countroom.domain.state import Provisional, changed
from countroom.texts import Texts
from countroom.texts.numbers import in_words
from countroom.texts.of_the_result import GUIDANCE
from documents import factory as make
from documents.drawn import results
from documents.reading import Paper, faults, read, spaced, squeezed

if TYPE_CHECKING:
    from countroom.domain.state import ContestState
    from countroom.texts import Language

EN, CY = Texts("en"), Texts("cy")
TYPESETTER = Typesetter()
AT = make.PRINTED_AT
EVERYTHING = sc.eventful(sc.Night())
LIVE = Edition(EVERYTHING.count, "live", AT, EN)
"""A night with a recount, a refusal, a lot, totals not reconciled and a slip put right."""


def in_wales(night: sc.Night) -> sc.Night:
    (election,) = night.count.elections.values()
    council = replace(election.council, nation="Wales")
    night.count = replace(night.count, elections={election.id: replace(election, council=council)})
    return night


def paper_of(night: sc.Night, state: ContestState, kind: str, language: Language = "en") -> Paper:
    pdf = typeset(TYPESETTER, Edition(night.count, "live", AT, Texts(language)), kind, state)
    return read(pdf)


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_accessible_lasts_and_names_its_poll(kind: str, language: Language) -> None:
    found = [
        (night, state)
        for night in (EVERYTHING, mf.cleared())
        for state in night.count.contests.values()
        if KINDS[kind].has(state)
    ]
    assert found
    for night, state in found:
        edition = Edition(night.count, "test", AT, Texts(language))
        pdf = typeset(TYPESETTER, edition, kind, state)
        assert faults(pdf) == []
        paper = read(pdf)
        assert [level for level, _ in paper.outline()][:1] == ["H1"]
        name = filled(edition, kind, state)[1]["name"]
        assert str(name) in paper.title
        assert paper.title.startswith(Texts(language).say("TEST"))
        assert plain(state.contest.area) in paper.title
        assert Texts(language).day(sc.POLLING_DAY) in spaced(paper)


def test_the_set_of_a_cleared_contest_is_what_is_read_signed_handed_out_and_hung_up() -> None:
    assert CLEARED_SET == ("declaration", "script", "press", "notice")
    assert all(KINDS[kind].has(mf.cleared()[mf.MAYOR]) for kind in CLEARED_SET)


def test_a_print_number_is_that_of_the_job_else_of_the_last_one_with_this_sheet() -> None:
    state = EVERYTHING[sc.ONE]
    third = next(job for job in state.jobs if job.number == 3)

    def printed(kind: str, **more: object) -> object:
        return filled(LIVE, kind, state, **more)[1]["print"]  # type: ignore[arg-type]

    assert printed("notice", job=third) == "Print 3"
    assert printed("notice", job=replace(third, replaces=1)) == "Print 3, replaces print 1"
    assert printed("declaration") == "Print 3"
    assert printed("provisional") == "Print 1 · Replaces provisional result 1"
    withdrawn = replace(state, jobs=(replace(third, clearance=EventId("0" * 64)),))
    assert filled(LIVE, "notice", withdrawn)[1]["print"] == "Print 3, replaces print 3"


def drawn(state: ContestState) -> ContestState:
    """Let the same figures stand as the provisional result too."""
    assert state.cleared is not None
    result = state.cleared.event.declaration
    version = Provisional(1, result.totals, result.elected, ())
    return replace(state, provisional=version, results=(version,))


@settings(max_examples=12)
@given(results())
def test_no_sheet_loses_a_figure_of_a_long_ballot(cleared: ContestState) -> None:
    state = drawn(cleared)
    assert state.cleared is not None
    totals, people = state.cleared.event.declaration.totals, state.contest.candidates
    votes = [f"{totals.votes[one.id]:,}" for one in people]
    in_part = [totals.rejected_in_part] if state.contest.seats > 1 else []
    papers = [f"{n:,}" for n in (*totals.rejected.values(), totals.rejected_total, *in_part)]
    for kind in ("notice", "press", "provisional", "file"):
        pdf = _printed(kind, state)
        assert faults(pdf) == []
        paper = read(pdf)
        assert [row[3] for row in paper.table(0)[1:]] == votes
        assert [squeezed(row[1]) for row in paper.table(0)[1:]] == [
            squeezed(plain(one.name)) for one in people
        ]
        assert [row[2] for row in paper.table(1)[1:]] == papers
        verified = [row[1] for row in paper.table(2)[1:]][2:4]
        assert verified == [f"{totals.verified:,}", f"{totals.valid:,}"]
    pdf = _printed("script", state)
    assert faults(pdf) == []
    said = squeezed(read(pdf).text)
    for one in people:
        described = plain(one.description) or one.party.name
        n = totals.votes[one.id]
        line = f"{name_in_sentence(one)}{described}{in_words(EN, n)}{n:,}"
        _, found, said = said.partition(squeezed(line))
        assert found, line


def _printed(kind: str, state: ContestState) -> bytes:
    data = KINDS[kind].sheet(state, make.ELECTION, EN, make.FACTS)
    return TYPESETTER.pdf(KINDS[kind].template, data, AT)


def test_long_names_and_five_line_descriptions_never_run_into_the_margin() -> None:
    longest = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"
    people = [
        make.candidate(i, f"{longest}-{longest}, {'Maximiliana ' * 4}"[:120], f"{longest} " * 4)
        for i in range(1, 22)
    ]
    ward = make.contest(people, area=longest, seats=6)
    figures = make.totals([1_000_000] * 21, verified=1_000_000)
    state = drawn(make.cleared(ward, make.declaration(ward, figures, range(1, 7))))
    for kind in ("provisional", "script", "press", "notice", "file"):
        data = KINDS[kind].sheet(state, make.ELECTION, EN, make.FACTS)
        for picture in TYPESETTER.to_png(KINDS[kind].template, data, ppi=72):
            image = Image.open(BytesIO(picture)).convert("L")
            left = image.crop((0, 0, 49, image.height))
            right = image.crop((image.width - 49, 0, image.width, image.height))
            assert (left.getextrema(), right.getextrema()) == ((255, 255), (255, 255)), kind


def test_a_corrected_record_says_its_revision_and_the_record_it_supersedes() -> None:
    state = make.spoken(make.bush_fair())
    assert state.cleared is not None
    event = state.cleared.event
    again = replace(event, declaration=replace(event.declaration, revision=2), reason="a slip.")
    second = replace(state.cleared, id=EventId("f" * 64), event=again, correction="transcription")
    corrected = replace(state, cleared=second, superseded=(state.cleared,))
    paper = read(_printed("notice", corrected))
    assert "CORRECTED, REVISION 2 · DECLARED 02:24, 3 May 2024" in spaced(paper)
    assert (
        "Correction. A figure was copied wrongly: a slip. This record supersedes the one with the "
        "code KCBY 832X." in spaced(paper)
    )
    assert "Correction" not in read(_printed("notice", state)).text


def test_the_public_notice_names_the_elected_and_bears_the_short_code_alone() -> None:
    night = sc.declared(sc.Night())
    paper = paper_of(night, night[sc.ONE], "notice")
    assert "The following person is elected for Mill Lane: Zadie Abbott" in spaced(paper)
    assert "I declare" not in paper.text
    assert "Code" in paper.text
    cleared = night[sc.ONE].cleared
    assert cleared is not None
    assert squeezed(cleared.id) not in squeezed(paper.text)
    assert "Friday 3 May 2024 Dated" in spaced(paper)


def test_the_press_copy_waits_for_the_spoken_word_and_says_so() -> None:
    night = mf.cleared()
    paper = paper_of(night, night[mf.MAYOR], "press")
    assert "FOR DECLARATION · NOT BEFORE IT IS SPOKEN" in spaced(paper)
    assert "may be used when the result was spoken" in spaced(paper)
    assert paper.pages == 1
    assert paper.table(0)[1][3:] == ["6,881", "1,049", "7,930", "Elected"]
    spoken = paper_of(night.speak(mf.MAYOR), night[mf.MAYOR], "press")
    assert "NOT BEFORE" not in spoken.text
    assert "may be used" not in spoken.text
    with pytest.raises(ValueError, match="not cleared"):
        KINDS["press"].sheet(mf.first_told()[mf.MAYOR], make.ELECTION, EN, make.FACTS)


def test_contests_that_are_read_together_go_on_one_press_sheet() -> None:
    states = [EVERYTHING[sc.THREE], EVERYTHING[sc.ONE]]
    pdf = TYPESETTER.pdf(*filled_together(LIVE, "press", states), AT)
    assert faults(pdf) == []
    paper = read(pdf)
    assert paper.title == "Copy for the press, Sample"
    assert "2 RESULTS" in spaced(paper)
    assert [text for level, text in paper.outline() if text in ("Old Town", "Mill Lane")] == [
        "Old Town",
        "Mill Lane",
    ]
    assert [row[3] for row in paper.table(0)[1:]] == ["560", "540", "420", "420", "217"]
    assert [row[3] for row in paper.table(3)[1:]] == ["1,006", "700", "310"]
    assert spaced(paper).count("DECLARED 03:00, 3 May 2024") == len(states)


def test_a_sheet_asked_too_early_is_our_mistake() -> None:
    night = sc.Night().set_up(sc.one_seat())
    for kind in ("script", "provisional"):
        assert not KINDS[kind].has(night[sc.ONE])
        with pytest.raises(ValueError, match="mill-lane"):
            KINDS[kind].sheet(night[sc.ONE], make.ELECTION, EN, make.FACTS)
    assert [kind for kind, one in KINDS.items() if one.has(night[sc.ONE])] == [
        "declaration",
        "file",
        "notice",
    ]


def test_the_file_copy_says_what_was_tried_why_and_by_whom_where_totals_differ() -> None:
    night = EVERYTHING
    file = paper_of(night, night[sc.ONE], "file")
    tables = (file.table(at) for at in range(9))
    _, *rows = next(table for table in tables if table[0] == ["Step", "Done by", "Time"])
    assert [row[0] for row in rows] == [
        "Looked in the stores, the stations' bags and the vehicles",
        "Looked on the floor, under the tables and in the boxes",
        "Looked on the floor, under the tables and in the boxes, once more",
        *list(GUIDANCE.values())[2:],
    ]
    assert "Reason: papers issued is a slip. Signed by " in spaced(file)
    people = night.count.people
    titles = [people[one].title_in(sc.ELECTION) for one in (sc.OFFICER, sc.OTHER_OFFICER)]
    assert f"Signed by {', '.join(titles)}." in spaced(file)
    assert "Saved on this laptop's disk, signed · Not copied" in spaced(file)
    assert "Published, place 1 in the feed's log" in spaced(file)
    (head,) = night.count.last.values()
    assert f"Log of laptop-1: {head.id[:4]}" in spaced(file)
    assert "Steps of the guidance" not in paper_of(night, night[sc.ONE], "declaration").text


def test_only_the_file_copy_names_who_took_a_step_and_when_with_the_day_after_midnight() -> None:
    night = EVERYTHING
    state, names = night[sc.ONE], {sc.SUPERVISOR: "Ann Hughes", sc.OTHER_OFFICER: "Rhys Pugh"}
    before = "2024-05-02T22:58:00.000Z"
    first, *others = state.steps
    evening = changed(state, steps=(replace(first, at=before), *others))
    edition = Edition(night.count, "live", AT, EN, names)
    for kind in (one for one in KINDS if KINDS[one].has(state)):
        _, data = filled(edition, kind, evening)
        assert ("Ann Hughes" in str(data)) == (kind == "file")
    _, data = filled(edition, "file", evening)
    rows = cast("dict[str, list[list[str]]]", data["steps"])["rows"]
    assert rows[0][1:] == ["Ann Hughes", "23:58"]
    assert rows[2][1] == "Rhys Pugh"
    assert all(row[2].endswith(" on 3 May 2024") for row in rows[1:])


def test_the_agents_sheet_has_the_steps_and_no_name_of_who_took_them() -> None:
    night = EVERYTHING
    sheet = spaced(paper_of(night, night[sc.ONE], "provisional"))
    assert "Steps of the guidance. Looked in the stores" in sheet
    assert "Reason: papers issued is a slip. Signed by " in sheet
    assert "Done by" not in sheet
