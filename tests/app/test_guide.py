"""The night guide: every page, check and fault has its section, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from countroom.app.guide import CHAPTERS, find, guide
from countroom.bundled import bundled
from countroom.domain.checks.finding import SEVERITY
from countroom.texts.sentences import FAULTS, REFUSALS
from countroom.ui.shell.pages import PAGES

if TYPE_CHECKING:
    from countroom.app.guide import Section
    from countroom.texts import Language

LANGUAGES: tuple[Language, ...] = ("en", "cy")
PARTS = {
    "en": ("**What happened.**", "**What to do.**", "**Who can lift it.**"),
    "cy": ("**Beth ddigwyddodd.**", "**Beth i\u2019w wneud.**", "**Pwy all ei ddatrys.**"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_every_check_and_every_fault_has_its_section(language: Language) -> None:
    about = Counter(one for section in guide(language) for one in section.about)
    wanted = {f"page:{page}" for page in PAGES} | set(SEVERITY) | {f"fault:{one}" for one in FAULTS}
    assert wanted - set(about) == set()
    assert set(about) - wanted - set(REFUSALS) == set()
    assert [one for one, times in about.items() if times > 1] == []


def test_both_languages_have_the_same_sections_and_nothing_is_left_in_english() -> None:
    english, welsh = guide("en"), guide("cy")
    shape = [(one.chapter, one.level, one.about) for one in english]
    assert shape == [(one.chapter, one.level, one.about) for one in welsh]
    for one, other in zip(english, welsh, strict=True):
        assert bool(one.body) == bool(other.body), one.title
        assert one.body != other.body or not one.body, one.title
        keys, same = (Counter(re.findall("`.+?`", body)) for body in (one.body, other.body))
        assert keys == same, one.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_what_it_is_for_in_one_line_then_its_steps(language: Language) -> None:
    for section in guide(language):
        if any(one.startswith("page:") for one in section.about):
            first, *steps = filter(None, section.body.splitlines())
            assert not re.match(r"\d", first), section.title
            numbers = [line.partition(".")[0] for line in steps]
            assert numbers == [str(n) for n in range(1, len(steps) + 1)], section.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stop_says_what_happened_what_to_do_and_who_can_lift_it(language: Language) -> None:
    def stops(section: Section) -> bool:
        return section.level == 3 or any(one.startswith("fault:") for one in section.about)

    for section in filter(stops, guide(language)):
        at = [section.body.find(part) for part in PARTS[language]]
        assert at[0] == 0, section.title
        assert at == sorted(at), section.title


def test_what_is_asked_for_first_and_known_is_found() -> None:
    sections = guide("en")
    at = find(sections, ("no-such-code", "V11", "page:result"))
    assert at is not None
    assert "V11" in sections[at].about
    assert find(sections, ("no-such-code",)) is None


def test_every_shipped_page_of_the_guide_is_in_it() -> None:
    for folder in ("guide", "guide/cy"):
        assert {one.stem for one in bundled(folder).glob("*.md")} == set(CHAPTERS)


def test_the_last_ten_minutes_are_short() -> None:
    words = bundled("guide/last-ten-minutes.md").read_text(encoding="utf-8").split()
    assert len(words) <= 500
