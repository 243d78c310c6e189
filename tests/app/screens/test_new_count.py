from __future__ import annotations

from pathlib import Path

import pytest

from countroom.app.new_count import Made, Poll, Wanted
from countroom.app.screens.new_count import (
    Choices,
    made_facts,
    matching,
    missing,
    proposed_file,
    say_poll,
    say_stage,
)
from countroom.texts import Texts

TEXTS = Texts()
HARLOW = Poll("2024-05-02", "harlow", "Harlow", 11)
EALING = Poll("2026-05-07", "ealing", "Ealing", 24)
YNYS = Poll("2022-05-05", "isle-of-anglesey", "Ynys Môn", 11)
ALL = (EALING, HARLOW, YNYS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ALL),
        ("har", (HARLOW,)),
        ("ynys mon", (YNYS,)),
        ("2 may", (HARLOW,)),
        ("2024", (HARLOW,)),
        ("2026-05", (EALING,)),
        ("may ealing", (EALING,)),
        ("anglesey", (YNYS,)),
        ("atlantis", ()),
    ],
)
def test_typing_finds_a_council_or_a_day(typed: str, found: tuple[Poll, ...]) -> None:
    assert matching(ALL, typed, TEXTS) == found


def test_a_poll_is_said_with_its_weekday_and_wards() -> None:
    assert say_poll(TEXTS, HARLOW) == ("Harlow", "Thursday 2 May 2024", "11 wards")


def test_the_button_says_what_opens_it_one_after_the_other(tmp_path: Path) -> None:
    out = str(tmp_path / "a.count")
    assert "council and its polling day" in missing(TEXTS, Choices())
    assert "TEST or live" in missing(TEXTS, Choices(HARLOW, out))
    assert "a place for the count file" in missing(TEXTS, Choices(HARLOW, " ", "test"))
    assert missing(TEXTS, Choices(HARLOW, out, "test")) == ""


@pytest.mark.parametrize("name", ["a.count", "a.keys", "a.secrets", "a.slips.txt"])
def test_a_name_that_is_taken_stays_closed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("theirs", encoding="utf-8")
    assert "Choose another name" in missing(
        TEXTS, Choices(HARLOW, str(tmp_path / "a.count"), "live")
    )


def test_what_is_wanted_has_the_right_ending_and_a_tidy_name() -> None:
    choices = Choices(HARLOW, "/x/night ", "live", "  Jane   Greer ")
    assert choices.wanted == Wanted(
        "2024-05-02", ("harlow",), Path("/x/night.count"), "live", "Jane Greer"
    )
    assert Choices(HARLOW, "/x/night").wanted is None


def test_a_test_count_is_called_so() -> None:
    folder = Path("/x")
    assert proposed_file(folder, HARLOW, "test") == folder / "harlow-2024-05-02-test.count"
    assert proposed_file(folder, HARLOW, "live") == folder / "harlow-2024-05-02.count"


def test_progress_says_what_and_how_far() -> None:
    assert say_stage(TEXTS, "reading", 1, 9) == "Reading the source: 1 of 9"
    assert say_stage(TEXTS, "keys", 2, 6) == "Making keys and secrets: 2 of 6 people"
    assert say_stage(TEXTS, "contests", 3, 11) == "Writing the contests: 3 of 11"


def test_it_ends_by_saying_where_everything_is() -> None:
    facts = made_facts(TEXTS, Made(Path("/x/a.count"), 11))
    assert [Path(fact.path).name for fact in facts] == [
        "a.count",
        "a.keys",
        "a.secrets",
        "a.slips.txt",
    ]
    assert all(fact.advice for fact in facts)
