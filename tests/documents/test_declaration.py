from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from countroom.documents import KINDS, SheetFacts, Typesetter, declaration_sheet
from countroom.documents.wording import name_in_sentence, plain, share
from countroom.domain.declaration import Lot
from countroom.domain.identifiers import CandidateId
from countroom.domain.lots import terms_served
from countroom.texts import Texts
from documents import factory as make
from documents.drawn import results
from documents.reading import faults, read, spaced, squeezed

if TYPE_CHECKING:
    from countroom.domain.state import ContestState

ENGLISH, WELSH = Texts("en"), Texts("cy")
PRACTICE = replace(make.FACTS, environment="test")
KIND = KINDS["declaration"]


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


def printed(
    typesetter: Typesetter,
    state: ContestState,
    facts: SheetFacts = make.FACTS,
    texts: Texts = ENGLISH,
) -> bytes:
    data = KIND.sheet(state, make.ELECTION, texts, facts)
    return typesetter.pdf(KIND.template, data, facts.printed_at)


def tied() -> ContestState:
    """Ingall and C. Morrison are equal for the last seat; the lot falls on Morrison."""
    people = [make.candidate(i, *row[:2]) for i, row in enumerate(make.BUSH_FAIR, start=1)]
    ward = make.contest(people)
    votes = [votes for *_, votes in make.BUSH_FAIR]
    votes[7] = votes[3]
    lot = Lot((CandidateId("c4"), CandidateId("c8")), CandidateId("c8"), "slips", ("an agent",))
    result = make.declaration(ward, make.totals(votes), (2, 9, 8), [lot])
    return make.cleared(ward, result)


def unreconciled(*findings: str) -> ContestState:
    state = make.bush_fair()
    ward, votes = state.contest, [votes for *_, votes in make.BUSH_FAIR]
    result = make.declaration(ward, make.totals(votes, papers=1783), (2, 9, 4))
    marked = replace(result, totals_state="not_reconciled", findings=findings)
    return make.cleared(ward, marked)


def many(candidates: int, seats: int = 3) -> ContestState:
    people = [
        make.candidate(i, f"Featherstone-Haugh{i}, Marmaduke Alexander", "Local Conservatives")
        for i in range(1, candidates + 1)
    ]
    ward = make.contest(people, seats=seats)
    elected = range(1, seats + 1)
    result = make.declaration(ward, make.totals([2_000 - i for i in range(candidates)]), elected)
    return make.spoken(make.cleared(ward, result))


SHEETS = {
    "blank": (make.blank(make.bush_fair().contest), make.FACTS),
    "cleared": (make.bush_fair(), make.FACTS),
    "spoken": (make.spoken(make.bush_fair()), make.FACTS),
    "practice": (make.bush_fair(), PRACTICE),
    "void": (make.bush_fair(), replace(make.FACTS, void=True)),
    "tied": (tied(), PRACTICE),
    "not reconciled": (unreconciled("V11"), PRACTICE),
    "one seat": (many(2, seats=1), make.FACTS),
    "two pages": (many(60), PRACTICE),
}


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_accessible_and_lasts(typesetter: Typesetter, name: str) -> None:
    pdf = printed(typesetter, *SHEETS[name])
    assert faults(pdf) == []


def test_a_screen_reader_finds_headings_tables_language_and_title(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, make.bush_fair()))
    assert paper.outline() == [
        ("H1", "Declaration of result of poll"),
        ("H2", "Ballot papers rejected"),
        ("H2", "The poll"),
    ]
    assert [len(table.all("THead")) for table in paper.tree.all("Table")] == [1, 1, 1]
    assert {heading.scope for heading in paper.tree.all("TH")} == {"Column"}
    assert all(heading.text for heading in paper.tree.all("TH"))
    assert paper.language == "en-GB"
    assert paper.title == "Declaration of result of poll, Bush Fair, 2 May 2024"
    assert paper.shows_title


def test_every_line_of_bush_fair_is_as_counted(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, make.spoken(make.bush_fair())))
    elected = {"Dunne, J.", "Ingall, M.", "Morrison, K."}
    assert paper.table(0) == [
        ["No.", "Name of candidate", "Description", "Votes", "Result"],
        *(
            [str(i), name, description, str(votes), "Elected" if name in elected else ""]
            for i, (name, description, votes) in enumerate(make.BUSH_FAIR, start=1)
        ),
    ]
    assert paper.table(1) == [
        ["Head", "Reason", "Papers"],
        ["A", "Want of an official mark", "0"],
        ["B", "Voting for more candidates than the voter was entitled to", "5"],
        ["C", "Writing or mark by which the voter could be identified", "0"],
        ["D", "Unmarked or wholly void for uncertainty", "10"],
        ["", "Total rejected", "15"],
        ["E", "Rejected in part, counted for the valid votes on them", "2"],
    ]
    assert paper.table(2) == [
        ["Figure", "Number"],
        ["Vacant seats", "3"],
        ["Electorate", "6,397"],
        ["Verified ballot papers", "1,800"],
        ["Valid ballot papers", "1,785"],
        ["Turnout", "28.14%"],
    ]
    assert "Harlow Council Declaration" in spaced(paper)
    assert "Election of 3 Councillors for Bush Fair, Thursday 2 May 2024" in spaced(paper)
    assert "I, Alexandra Example, being the Returning Officer at this election" in spaced(paper)
    assert (
        "the following candidates are duly elected Councillors for Bush Fair: "
        "J. Dunne; M. Ingall; K. Morrison" in spaced(paper)
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("blank", "BLANK"),
        ("cleared", "FOR DECLARATION"),
        ("spoken", "DECLARED 02:24, 3 May 2024"),
        ("practice", "FOR DECLARATION"),
        ("void", "VOID"),
        ("not reconciled", "FOR DECLARATION · NOT RECONCILED"),
    ],
)
def test_the_first_line_says_what_the_paper_is(
    typesetter: Typesetter, name: str, line: str
) -> None:
    paper = read(printed(typesetter, *SHEETS[name]))
    assert next(tag.text for tag in paper.tree.walk() if tag.kind == "P") == line


def test_a_result_declared_on_paper_says_so() -> None:
    state = make.bush_fair()
    assert state.cleared is not None
    result = replace(state.cleared.event.declaration, on_paper=True)
    sheet = declaration_sheet(
        make.spoken(make.cleared(state.contest, result)), make.ELECTION, ENGLISH, make.FACTS
    )
    assert sheet["status"] == "DECLARED ON PAPER 02:24, 3 May 2024"


def test_the_sheet_is_dated_by_the_day_of_speaking_not_of_the_poll(typesetter: Typesetter) -> None:
    assert "Friday 3 May 2024 Dated" in spaced(read(printed(typesetter, *SHEETS["spoken"])))
    assert "Friday" not in spaced(read(printed(typesetter, *SHEETS["cleared"])))


def test_a_later_print_names_the_one_it_replaces(typesetter: Typesetter) -> None:
    state = make.bush_fair()
    assert state.cleared is not None
    again = make.cleared(state.contest, state.cleared.event.declaration, print_number=2)
    assert "Print 2, replaces print 1" in spaced(read(printed(typesetter, again)))
    assert "replaces" not in spaced(read(printed(typesetter, state)))


def test_practice_says_test_in_band_head_and_title(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, make.bush_fair(), PRACTICE))
    assert "TEST: Practice only, not an official result" in spaced(paper)
    assert "TEST" in [tag.text for tag in paper.tree.all("P")]
    assert paper.title.startswith("TEST, ")
    real = read(printed(typesetter, make.bush_fair()))
    assert "TEST" not in real.text + real.title
    assert "Practice" not in real.text


def test_a_tie_prints_who_was_equal_and_on_whom_the_lot_fell(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, tied()))
    assert "Equality of votes. The votes were equal between these candidates" in spaced(paper)
    assert "any of them: M. Ingall; C. Morrison. I decided between them by lot." in spaced(paper)
    assert "The lot fell on C. Morrison, who is elected as if given one more vote" in spaced(paper)
    rows = {row[1]: row[3:] for row in paper.table(0)}
    assert rows["Ingall, M."] == ["737", ""]
    assert rows["Morrison, C."] == ["737", "Elected"]


def test_totals_that_do_not_agree_say_so_with_both_figures(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, unreconciled("V11")))
    assert (
        "Totals not reconciled. 1,800 ballot papers were verified; 1,798 were counted or rejected "
        "(difference 2). Two officers cleared this result" in spaced(paper)
    )
    other = read(printed(typesetter, unreconciled("V06", "V09")))
    assert "Totals not reconciled. Two officers cleared this result" in spaced(other)
    assert "(checks not met: V06, V09)" in spaced(other)


def test_code_and_digest_stand_in_the_text_that_is_read(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, make.bush_fair()))
    assert squeezed("Code KCBY 832X") in squeezed(paper.text)
    assert make.CLEARED in squeezed(paper.text)


def test_only_the_file_copy_says_where_the_result_is_held(typesetter: Typesetter) -> None:
    held = replace(make.FACTS, held=("Saved 02:19:04", "Not published yet"))
    state = make.bush_fair()
    filed = KINDS["file"].sheet(state, make.ELECTION, ENGLISH, held)
    paper = read(typesetter.pdf(KINDS["file"].template, filed, make.PRINTED_AT))
    assert "FOR DECLARATION · File copy" in spaced(paper)
    assert "Saved 02:19:04 · Not published yet" in spaced(paper)
    for kind in ("declaration", "notice", "press", "script"):
        public = KINDS[kind].sheet(state, make.ELECTION, ENGLISH, held)
        text = read(typesetter.pdf(KINDS[kind].template, public, make.PRINTED_AT)).text
        assert "Saved" not in text
        assert "published yet" not in text


def test_a_blank_form_holds_no_figure_but_seats_and_electorate(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, *SHEETS["blank"]))
    assert {cell for row in paper.table(0)[1:] for cell in row[3:]} == {""}
    assert {row[2] for row in paper.table(1)[1:]} == {""}
    assert [row[1] for row in paper.table(2)[1:]] == ["3", "6,397", "", "", ""]
    assert "Code" not in paper.text


def test_a_paper_for_one_seat_is_never_rejected_in_part(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, *SHEETS["one seat"]))
    assert "in part" not in paper.text
    assert "Election of a Councillor for Bush Fair" in spaced(paper)


def test_where_terms_differ_each_elected_has_the_term_their_votes_earn() -> None:
    state = make.bush_fair()
    assert state.cleared is not None
    ward = replace(state.contest, terms=("2028-05-04", "2027-05-06", "2026-05-07"))
    cleared = make.cleared(ward, state.cleared.event.declaration)
    sheet = declaration_sheet(cleared, make.ELECTION, ENGLISH, make.FACTS)
    assert said(sheet["declaring"]).endswith(
        ": J. Dunne (term ends 4 May 2028); K. Morrison (term ends 6 May 2027); "
        "M. Ingall (term ends 7 May 2026)"
    )


def test_a_term_that_equal_votes_leave_to_a_lot_is_given_to_nobody() -> None:
    state = make.bush_fair()
    assert state.cleared is not None
    result = state.cleared.event.declaration
    longest, second, third = result.elected
    even = {**result.totals.votes, longest: result.totals.votes[second]}
    tied = replace(result, totals=replace(result.totals, votes=even))
    ward = replace(state.contest, terms=("2028-05-04", "2027-05-06", "2026-05-07"))
    assert terms_served(ward, tied) == ((longest, None), (second, None), (third, "2026-05-07"))
    assert terms_served(replace(ward, terms=("2028-05-04",)), result)[0] == (longest, None)
    sheet = declaration_sheet(make.cleared(ward, tied), make.ELECTION, ENGLISH, make.FACTS)
    assert said(sheet["declaring"]).endswith(
        ": J. Dunne; K. Morrison; M. Ingall (term ends 7 May 2026)"
    )


def test_a_term_drawn_by_lot_is_said_with_its_lot_and_the_votes_stay() -> None:
    state = make.bush_fair()
    assert state.cleared is not None
    result = state.cleared.event.declaration
    longest, second, _ = result.elected
    even = {**result.totals.votes, longest: result.totals.votes[second]}
    lot = Lot((longest, second), second, "slips", ("an agent",), "2028-05-04")
    drawn = replace(result, totals=replace(result.totals, votes=even), lots=(lot,))
    ward = replace(state.contest, terms=("2028-05-04", "2027-05-06", "2026-05-07"))
    sheet = declaration_sheet(make.cleared(ward, drawn), make.ELECTION, ENGLISH, make.FACTS)
    assert said(sheet["declaring"]).endswith(
        ": J. Dunne (term ends 6 May 2027, by lot); K. Morrison (term ends 4 May 2028, by lot); "
        "M. Ingall (term ends 7 May 2026)"
    )
    (remark,) = (one for one in listed(sheet["remarks"]))
    assert "The lot fell on K. Morrison, whose seat ends on 4 May 2028" in said(remark["text"])
    rows = {row["number"]: row["votes"] for row in listed(asdict_of(sheet["candidates"])["rows"])}
    assert set(rows.values()) >= {f"{even[second]:,}"}


def listed(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def asdict_of(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def said(runs: object) -> str:
    assert isinstance(runs, list)
    return "".join(run["text"] for run in runs)


def test_unused_votes_are_printed_where_the_contest_keeps_them() -> None:
    state = make.bush_fair()
    assert state.cleared is not None
    result = state.cleared.event.declaration
    counted = replace(result, totals=replace(result.totals, unused_votes=1_234))
    ward = replace(state.contest, keeps_unused_votes=True)
    poll = declaration_sheet(make.cleared(ward, counted), make.ELECTION, ENGLISH, make.FACTS)[
        "poll"
    ]
    assert isinstance(poll, dict)
    assert {"label": "Unused votes", "figure": "1,234"} in poll["rows"]


@pytest.mark.parametrize(("electorate", "shown"), [(None, "Not known"), (0, "0")])
def test_without_an_electorate_there_is_no_turnout(
    typesetter: Typesetter, electorate: int | None, shown: str
) -> None:
    ward = replace(make.bush_fair().contest, electorate=electorate)
    votes = [votes for *_, votes in make.BUSH_FAIR]
    result = make.declaration(ward, make.totals(votes), (2, 9, 4))
    rows = dict(read(printed(typesetter, make.cleared(ward, result))).table(2))
    assert rows["Electorate"] == shown
    assert rows["Turnout"] == "Not known"


@pytest.mark.parametrize("officer", ["", "Returning Officer"])
def test_without_a_name_the_title_signs_alone(officer: str) -> None:
    facts = replace(make.FACTS, officer=officer)
    sheet = declaration_sheet(make.bush_fair(), make.ELECTION, ENGLISH, facts)
    assert str(sheet["notice"]).startswith("I, the Returning Officer at this election, give")
    untitled = declaration_sheet(
        make.bush_fair(), make.ELECTION, ENGLISH, replace(facts, officer="", title="")
    )
    assert untitled["author"] == "Returning Officer"


def test_a_welsh_sheet_is_in_welsh_for_a_screen_reader(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, make.bush_fair(), texts=WELSH))
    assert paper.language == "cy-GB"
    assert "Cyngor Harlow" in paper.text


def test_a_contest_without_a_poll_has_no_such_sheet() -> None:
    unopposed = make.contest([make.candidate(1, "Dunne, J.")], seats=1)
    state = make.blank(unopposed)
    assert not KIND.has(state)
    assert KIND.has(make.bush_fair())
    with pytest.raises(ValueError, match="has no poll"):
        declaration_sheet(state, make.ELECTION, ENGLISH, make.FACTS)


@pytest.mark.parametrize("candidates", [2, 11, 21])
def test_one_page_holds_it(typesetter: Typesetter, candidates: int) -> None:
    pdf = printed(typesetter, many(candidates, seats=1), PRACTICE)
    assert read(pdf).pages == 1


def test_what_one_page_cannot_hold_repeats_its_column_heads(typesetter: Typesetter) -> None:
    paper = read(printed(typesetter, many(60)))
    assert paper.pages > 1
    assert [row[0] for row in paper.table(0)[1:]] == [str(i) for i in range(1, 61)]


def test_long_names_never_run_into_the_margin(typesetter: Typesetter) -> None:
    longest = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    people = [
        make.candidate(1, f"{longest * 2}"[:120], longest + longest),
        make.candidate(2, "Fitzgerald-Montgomery-Cholmondeley-Featherstonehaugh, M.", "-" * 90),
        *(make.candidate(i, "Dunne, J.") for i in range(3, 7)),
    ]
    ward = make.contest(people, area=longest + " and " + longest)
    result = make.declaration(ward, make.totals([1_000_000] * 6, verified=1_000_000), (1, 2, 3))
    data = KIND.sheet(make.cleared(ward, result), make.ELECTION, ENGLISH, PRACTICE)
    for picture in typesetter.to_png(KIND.template, data, ppi=72):
        image = Image.open(BytesIO(picture)).convert("L")
        left = image.crop((0, 0, 49, image.height))
        right = image.crop((image.width - 49, 0, image.width, image.height))
        assert (left.getextrema(), right.getextrema()) == ((255, 255), (255, 255))


TYPESETTER = Typesetter()


@settings(max_examples=25)
@given(results(), st.sampled_from([make.FACTS, PRACTICE]))
def test_every_figure_of_the_result_is_on_paper(state: ContestState, facts: SheetFacts) -> None:
    pdf = printed(TYPESETTER, state, facts)
    assert faults(pdf) == []
    paper = read(pdf)
    assert state.cleared is not None
    result = state.cleared.event.declaration
    totals, people = result.totals, state.contest.candidates
    assert [[squeezed(cell) for cell in row] for row in paper.table(0)[1:]] == [
        [
            str(one.number),
            squeezed(plain(one.name)),
            squeezed(plain(one.description)),
            f"{totals.votes[one.id]:,}",
            "Elected" if one.id in result.elected else "",
        ]
        for one in people
    ]
    in_part = [totals.rejected_in_part] if state.contest.seats > 1 else []
    papers = [*totals.rejected.values(), totals.rejected_total, *in_part]
    assert [row[2] for row in paper.table(1)[1:]] == [f"{n:,}" for n in papers]
    electorate = result.electorate
    known = electorate is not None
    assert [row[1] for row in paper.table(2)[1:]] == [
        str(state.contest.seats),
        f"{electorate:,}" if known else "Not known",
        f"{totals.verified:,}",
        f"{totals.valid:,}",
        share(totals.verified, electorate) if electorate else "Not known",
    ]
    chosen = "; ".join(name_in_sentence(one) for one in people if one.id in result.elected)
    assert squeezed(f"for {plain(state.contest.area)}: {chosen}") in squeezed(paper.text)


def test_markup_in_a_name_is_plain_text(typesetter: Typesetter) -> None:
    name = '#panic("x") *b* $ _i_ #include "sheet.typ" \\ @ref <label> // {data} {'
    ward = make.contest([make.candidate(1, name), make.candidate(2, "O'Brien, K.")], seats=1)
    result = make.declaration(ward, make.totals([0, 1]), (1,))
    paper = read(printed(typesetter, make.cleared(ward, result)))
    assert [squeezed(row[1]) for row in paper.table(0)[1:]] == [squeezed(name), "O'Brien,K."]
    assert squeezed(name) in squeezed(paper.text.partition("duly elected")[2])


def test_equal_input_gives_equal_bytes(typesetter: Typesetter) -> None:
    first = printed(typesetter, make.bush_fair())
    printed(typesetter, tied())
    assert printed(typesetter, make.bush_fair()) == first
    assert printed(Typesetter(), make.bush_fair()) == first
    later = replace(make.FACTS, printed_at="2024-05-03T01:20:06.000Z")
    assert printed(typesetter, make.bush_fair(), later) != first
