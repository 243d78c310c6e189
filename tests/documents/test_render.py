from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import typst

from countroom.documents import KINDS, Typesetter
from countroom.documents.render import STANDARDS, _without_character_of
from countroom.documents.wording import name_in_list, name_in_sentence, plain, runs, share, strong
from countroom.domain.identifiers import EventId
from countroom.texts import Texts, london, weekday
from countroom.wire.short_code import in_groups, short_code
from documents import factory as make
from documents.reading import faults, read

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND = KINDS["declaration"]


def sheet_naming(name: str) -> Mapping[str, object]:
    ward = make.contest([make.candidate(1, name), make.candidate(2, "Dunne, J.")], seats=1)
    result = make.declaration(ward, make.totals([1, 0]), (1,))
    return KIND.sheet(make.cleared(ward, result), make.ELECTION, Texts(), make.FACTS)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Tarō 山田", "Tarō \ufffd\ufffd"),
        ("Smith 🙂, Jo", "Smith \ufffd, Jo"),
        ("Private \ue000 Use", "Private \ufffd Use"),
    ],
)
def test_a_character_that_no_font_has_is_seen_on_paper_and_stops_nothing(
    name: str, shown: str
) -> None:
    pdf = Typesetter().pdf(KIND.template, sheet_naming(name), make.PRINTED_AT)
    assert read(pdf).table(0)[1][1] == shown
    assert faults(pdf) == []


def test_a_letter_that_only_the_fallback_has_is_printed() -> None:
    paper = read(Typesetter().pdf(KIND.template, sheet_naming("Nguyễn, Ελένη"), make.PRINTED_AT))
    assert paper.table(0)[1][1] == "Nguyễn, Ελένη"
    house = {font for font in paper.fonts if font.startswith("AtkinsonHyperlegibleNext")}
    assert house
    assert {font.partition("-")[0] for font in paper.fonts - house} == {"LibertinusSerif"}


def test_only_the_house_font_is_used_for_welsh_names() -> None:
    paper = read(Typesetter().pdf(KIND.template, sheet_naming("Ŵyn, Siân Ŷnyr"), make.PRINTED_AT))
    assert paper.fonts == {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold"}


def test_our_own_mistake_in_the_data_is_not_hidden() -> None:
    with pytest.raises(typst.TypstError):
        Typesetter().pdf(KIND.template, {"language": "en"}, make.PRINTED_AT)


def test_a_character_that_stays_unprintable_is_not_replaced_for_ever() -> None:
    setter, data = Typesetter(), json.dumps({**sheet_naming("Dunne, K."), "notice": "a\u5c71b"})
    with pytest.raises(typst.TypstError, match="could not be displayed") as caught:
        setter._compiler.compile(
            setter._path(KIND.template),
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=[*STANDARDS],
        )
    assert _without_character_of(caught.value, "a\u5c71b") == "a\ufffdb"
    with pytest.raises(typst.TypstError):
        _without_character_of(caught.value, "a\ufffdb")


def test_a_template_compiles_without_warning() -> None:
    typesetter = Typesetter()
    typesetter.to_png(KIND.template, sheet_naming("Dunne, K."))
    made, warnings = typesetter._compiler.compile_with_warnings(
        typesetter._path(KIND.template), format="png"
    )
    assert made
    assert warnings == []


def test_a_preview_is_a_picture_a_page() -> None:
    pages = Typesetter().to_png(KIND.template, sheet_naming("Dunne, K."), ppi=40)
    assert [picture[:8] for picture in pages] == [b"\x89PNG\r\n\x1a\n"]


@pytest.mark.parametrize(
    ("name", "surname", "listed", "spoken"),
    [
        ("Dunne, J.", "Dunne", ["*Dunne", ", J."], "J. Dunne"),
        ("Boram K.", "Boram", ["*Boram", " K."], "K. Boram"),
        ("Jake Shepherd", "Shepherd", ["Jake ", "*Shepherd"], "Jake Shepherd"),
        ("Lee Lee", "Lee", ["Lee ", "*Lee"], "Lee Lee"),
        ("Lord Buckethead", "Smith", ["*Lord Buckethead"], "Lord Buckethead"),
        ("Dunneworth, J.", "Dunne", ["*Dunneworth, J."], "Dunneworth, J."),
        ("Cher", "Cher", ["*Cher"], "Cher"),
        ("Cher", "", ["*Cher"], "Cher"),
    ],
)
def test_a_name_is_listed_as_on_the_paper_and_spoken_forename_first(
    name: str, surname: str, listed: list[str], spoken: str
) -> None:
    one = make.candidate(1, name)
    one = type(one)(one.id, one.number, name, surname, "", one.party)
    pieces = runs(name_in_list(one))
    assert ["*" * piece["strong"] + piece["text"] for piece in pieces] == listed
    assert name_in_sentence(one) == spoken


def test_unseen_marks_are_left_out_and_letters_composed() -> None:
    assert plain(" Sian\u202e\u200f  w\u0302yn\n\tJones\u00ad ") == "Sian ŵyn Jones"
    assert plain("a\ue000b\U000e0fff") == "a\ufffdb\ufffd"


def test_a_value_cannot_set_itself_in_bold() -> None:
    assert runs(f"for {strong(chr(2) + 'x' + chr(3))}!") == [
        {"text": "for ", "strong": False},
        {"text": "x", "strong": True},
        {"text": "!", "strong": False},
    ]
    assert runs(strong("")) == []


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (1_800, 6_397, "28.14%"),
        (0, 6_397, "0.00%"),
        (1, 3, "33.33%"),
        (2, 3, "66.67%"),
        (1, 20_000, "0.01%"),
        (1, 20_001, "0.00%"),
        (7, 7, "100.00%"),
    ],
)
def test_a_share_has_two_decimals_and_halves_go_up(part: int, whole: int, written: str) -> None:
    assert share(part, whole) == written


def test_paper_is_dated_in_london() -> None:
    assert london("2024-05-02T23:30:00.000Z") == ("2024-05-03", "00:30")
    assert london("2024-12-12T23:30:00Z") == ("2024-12-12", "23:30")
    assert weekday(Texts(), "2024-05-02") == "Thursday 2 May 2024"


def test_the_code_is_the_first_ten_digits_of_the_digest_in_speakable_letters() -> None:
    assert short_code(EventId("0" * 64)) == "0000 0000"
    assert short_code(EventId("f" * 64)) == "ZZZZ ZZZZ"
    code = short_code(make.CLEARED)
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = 0
    for letter in code.replace(" ", ""):
        number = number * 32 + letters.index(letter)
    assert f"{number:010x}" == make.CLEARED[:10]
    assert in_groups("0123456789ab") == "0123 4567 89ab"
