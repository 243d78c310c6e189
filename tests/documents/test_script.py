"""The script for the platform: what the screen says, line by line, in one language or in two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import mansfield as mf
import scenarios as sc
from countroom.app.printing import filled
from countroom.app.screens.platform import lines_in
from countroom.documents import KINDS, Typesetter
from countroom.texts import Texts
from documents import factory as make
from documents.reading import faults, read, spaced, squeezed

if TYPE_CHECKING:
    from countroom.domain.identifiers import ContestId
    from countroom.domain.state import ContestState, Count

EN, CY = Texts("en"), Texts("cy")
TYPESETTER = Typesetter()
NIGHT = sc.eventful(sc.Night())


def in_wales(count: Count) -> Count:
    ((id_, election),) = count.elections.items()
    council = replace(election.council, nation="Wales")
    return replace(count, elections={id_: replace(election, council=council)})


def spoken_text(count: Count, state: ContestState, texts: Texts) -> str:
    template, data = filled("script", count, state, "live", texts, make.PRINTED_AT)
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
    _, data = filled("script", count, NIGHT[sc.THREE], "live", first, make.PRINTED_AT)
    lines = data["lines"]
    assert isinstance(lines, list)
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
    lines = sheet(state, make.ELECTION, EN, make.FACTS)["lines"]
    assert isinstance(lines, list)
    assert {len(line) for line in lines} == {1}
    both = sheet(state, make.ELECTION, EN, replace(make.FACTS, both=True))["lines"]
    assert isinstance(both, list)
    assert {len(line) for line in both} == {2}


def test_there_is_a_box_to_tick_and_a_line_for_the_time_of_speaking() -> None:
    template, data = filled("script", NIGHT.count, NIGHT[sc.ONE], "live", EN, make.PRINTED_AT)
    paper = read(TYPESETTER.pdf(template, data, make.PRINTED_AT))
    assert "Tick each line when it is said." in spaced(paper)
    assert "Spoken at" in spaced(paper)
