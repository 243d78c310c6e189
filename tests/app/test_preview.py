"""The statement as a picture: what it says before and after it is cleared, and TEST on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import scenarios as sc
from countroom.app.preview import Typesetter, statement_preview
from countroom.domain import commands as do
from countroom.domain.state import changed
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.domain.election import Environment
    from countroom.domain.state import Count

AT = "2024-05-03T01:20:05.000Z"
EN = Texts()
PNG = b"\x89PNG\r\n\x1a\n"


class Notes(Typesetter):
    """A typesetter that notes what it was to set."""

    def __init__(self) -> None:
        self.data: Mapping[str, Any] = {}
        self.template = ""

    def to_png(
        self, template: str, data: Mapping[str, object], ppi: float = 96
    ) -> tuple[bytes, ...]:
        assert ppi > 96, "sharp enough to read"
        self.template, self.data = template, data
        return b"first page", b"second page"


def shown(count: Count, environment: Environment = "live") -> Mapping[str, Any]:
    notes = Notes()
    assert statement_preview(notes, count, sc.ONE, environment, EN, AT) == b"first page"
    assert notes.template == "declaration.typ"
    return notes.data


def counted() -> sc.Night:
    return sc.Night().set_up(sc.one_seat()).verify(sc.ONE).count_votes(sc.ONE)


def test_before_it_can_be_cleared_the_sheet_is_blank() -> None:
    nights = (
        sc.Night().set_up(sc.one_seat()),
        counted(),
        counted().play(do.ReachProvisionalResult(sc.SUPERVISOR, sc.ONE)),
    )
    for night in nights:
        data = shown(night.count)
        assert (data["status"], data["blank"], data["code"]) == ("BLANK", True, None)
        assert "520" not in str(data), "no figure of a result nobody has seen through"


def test_once_it_can_be_cleared_it_shows_the_figures_and_that_nobody_signed() -> None:
    night = counted().consult(sc.ONE)
    data = shown(night.count)
    assert (data["status"], data["blank"], data["code"]) == ("PREVIEW, NOT SIGNED", False, None)
    assert "520" in str(data["candidates"])
    assert "Zadie" in str(data["declaring"])


def test_a_look_at_it_clears_nothing() -> None:
    night = counted().consult(sc.ONE)
    before = night.count
    shown(night.count)
    assert night.count is before
    assert night[sc.ONE].cleared is None


def test_totals_that_do_not_agree_are_shown_as_they_would_be_signed() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    night.count_votes(sc.ONE, papers=1_000).let_stand(sc.ONE, "V11")
    data = shown(night.consult(sc.ONE).count)
    assert data["status"] == "PREVIEW, NOT SIGNED"
    assert any("not reconciled" in str(remark) for remark in data["remarks"])


def test_while_a_lot_is_needed_it_is_blank() -> None:
    night = sc.Night().set_up(sc.one_seat()).verify(sc.ONE)
    night.count_votes(sc.ONE, (415, 415, 166)).consult(sc.ONE)
    assert shown(night.count)["status"] == "BLANK"
    night.draw(sc.ONE, sc.BARKER)
    assert shown(night.count)["status"] == "PREVIEW, NOT SIGNED"


def test_a_cleared_sheet_is_shown_as_it_is_printed_with_its_code() -> None:
    night = counted().consult(sc.ONE).clear(sc.ONE)
    data = shown(night.count)
    assert data["status"] == "FOR DECLARATION"
    assert data["code"] is not None
    spoken = shown(night.speak(sc.ONE).count)
    assert spoken["status"].startswith("DECLARED")


def test_test_stands_on_it_where_it_is_test() -> None:
    count = counted().consult(sc.ONE).count
    assert (shown(count, "test")["test"], shown(count)["test"]) == ("TEST", "")


def test_a_count_without_an_officer_shows_the_blank_sheet() -> None:
    """Nobody could clear it; that is no reason to fall over."""
    count = counted().consult(sc.ONE).count
    staff = {id_: one for id_, one in count.people.items() if "officer" not in one.roles}
    assert shown(changed(count, people=staff))["status"] == "BLANK"


@pytest.mark.parametrize("officers", [1, 2])
def test_one_officer_is_enough_for_totals_that_agree(officers: int) -> None:
    count = counted().consult(sc.ONE).count
    names = (sc.OFFICER, sc.OTHER_OFFICER)[:officers]
    people = {
        id_: one for id_, one in count.people.items() if "officer" not in one.roles or id_ in names
    }
    assert shown(replace(count, people=people))["status"] == "PREVIEW, NOT SIGNED"


def test_the_real_typesetter_gives_a_picture() -> None:
    count = counted().consult(sc.ONE).count
    picture = statement_preview(Typesetter(), count, sc.ONE, "test", EN, AT)
    assert picture.startswith(PNG)
