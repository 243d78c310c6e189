"""The script for the platform: what the screen says, line by line, in one language or in two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import mansfield as mf
import scenarios as sc
from countroom.app.printing import Edition, filled, filled_together
from countroom.app.screens.platform import lines_in
from countroom.documents import KINDS, Typesetter
from countroom.documents.lines import say_call
from countroom.texts import Texts
from documents import factory as make
from documents.reading import faults, read, spaced, squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState, Count

EN, CY = Texts("en"), Texts("cy")
TYPESETTER = Typesetter()
NIGHT = sc.eventful(sc.Night())


def in_wales(count: Count) -> Count:
    ((id_, election),) = count.elections.items()
    council = replace(election.council, nation="Wales")
    return replace(count, elections={id_: replace(election, council=council)})


def edition_of(count: Count, texts: Texts) -> Edition:
    return Edition(count, "live", make.PRINTED_AT, texts)


def lines_of(data: Mapping[str, Any], part: int = 0) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = data["parts"][part]["lines"]
    return found


def spoken_text(count: Count, state: ContestState, texts: Texts) -> str:
    template, data = filled(edition_of(count, texts), "script", state)
    pdf = TYPESETTER.pdf(template, data, make.PRINTED_AT)
    assert faults(pdf) == []
    return squeezed(read(pdf).text)


@pytest.mark.parametrize(
    ("night", "contest"), [(NIGHT, sc.THREE), (NIGHT, sc.ONE), (mf.cleared(), mf.MAYOR)]
)
def test_what_is_printed_is_what_the_screen_says_in_its_order(
    night: sc.Night, contest: ContestId
) -> None:
    text = spoken_text(night.count, night[contest], EN)
    for line in lines_in(night.count, night[contest], (EN,)):
        said = "".join(words for words, _ in line.said) or f"{line.title} {line.family}"
        shares = "".join(f"{one.label}:{one.words}{one.figure}" for one in line.shares)
        _, found, text = text.partition(squeezed(said))
        assert found, said
        following = squeezed(f"{line.description}{line.words}{line.figure}{shares}")
        assert following in text, following


def test_a_name_has_the_note_of_how_it_is_said() -> None:
    text = spoken_text(NIGHT.count, NIGHT[sc.THREE], EN)
    assert squeezed("Vivek Dawson Say: DOR-sun") in text


@pytest.mark.parametrize(("first", "second"), [(EN, CY), (CY, EN)])
def test_in_wales_each_line_is_followed_by_itself_in_the_other_language(
    first: Texts, second: Texts
) -> None:
    count = in_wales(NIGHT.count)
    _, data = filled(edition_of(count, first), "script", NIGHT[sc.THREE])
    lines = lines_of(data)
    languages = [[voice["language"] for voice in line] for line in lines]
    assert languages == [[first.language, second.language]] * len(lines)
    figures = [{voice["figure"] for voice in line} for line in lines]
    assert {len(each) for each in figures} == {1}
    assert [voice["words"] for voice in lines[1]] == [
        {"en": "five hundred and sixty", "cy": "pum cant chwe deg"}[one.language]
        for one in (first, second)
    ]
    assert sum(bool(voice["how"]) for line in lines for voice in line) == len(("his", "elected"))
    assert squeezed("five hundred and sixty") in spoken_text(count, NIGHT[sc.THREE], first)


def test_elsewhere_it_is_in_both_only_where_it_is_asked() -> None:
    state, sheet = NIGHT[sc.THREE], KINDS["script"].sheet
    lines = lines_of(sheet(state, make.ELECTION, EN, make.FACTS))
    assert {len(line) for line in lines} == {1}
    both = sheet(state, make.ELECTION, EN, replace(make.FACTS, both=True))
    assert {len(line) for line in lines_of(both)} == {2}


def test_there_is_a_box_to_tick_and_a_line_for_the_time_of_speaking() -> None:
    template, data = filled(edition_of(NIGHT.count, EN), "script", NIGHT[sc.ONE])
    paper = read(TYPESETTER.pdf(template, data, make.PRINTED_AT))
    assert "Tick each line when it is said." in spaced(paper)
    assert "Spoken at" in spaced(paper)


def together(count: Count, texts: Texts, *wards: ContestId) -> tuple[str, Mapping[str, Any]]:
    states = [count.contests[ward] for ward in wards]
    return filled_together(edition_of(count, texts), "script", states)


@pytest.mark.parametrize("texts", [EN, CY], ids=["en", "cy"])
def test_one_script_calls_all_first_then_says_each_result_on_a_page_of_its_own(
    texts: Texts,
) -> None:
    template, data = together(NIGHT.count, texts, sc.THREE, sc.ONE)
    pdf = TYPESETTER.pdf(template, data, make.PRINTED_AT)
    assert faults(pdf) == []
    paper = read(pdf)
    said = squeezed(paper.text)
    calls = [squeezed(say_call(texts, NIGHT[one].contest)) for one in (sc.THREE, sc.ONE)]
    opening, dawson = squeezed(texts.say("Tick each line when it is said.")), "VivekDawson"
    first, second = (said.index(call) for call in calls)
    assert first < said.index(dawson) < second < said.index(opening)
    assert paper.outline() == [("H1", data["name"]), ("H2", "Old Town"), ("H2", "Mill Lane")]
    assert texts.say("{n} RESULTS", n=2) in spaced(paper)
    alone = [lines_of(filled(edition_of(NIGHT.count, texts), "script", NIGHT[one])[1])
             for one in (sc.THREE, sc.ONE)]  # fmt: skip
    assert [lines_of(data, 0), lines_of(data, 1)] == alone
    assert said.count(opening) == said.count(squeezed(texts.say("Spoken at"))) == len(alone)


def test_in_wales_the_candidates_are_called_in_both_languages() -> None:
    _, data = together(in_wales(NIGHT.count), CY, sc.THREE, sc.ONE)
    assert [call["language"] for call in data["parts"][1]["call"]] == ["cy", "en"]
    assert data["parts"][1]["call"][1]["said"].startswith("The candidates for Mill Lane")


def test_a_script_of_several_is_of_cleared_results_only() -> None:
    told = mf.first_told()
    with pytest.raises(ValueError, match="not cleared"):
        together(told.count, EN, mf.MAYOR, mf.MAYOR)
