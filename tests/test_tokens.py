"""The look's one source: the same words as the catalogue, the same keys, contrast that holds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, get_args

import pytest

from countroom.bundled import bundled
from countroom.texts import Texts, say_role, say_state
from countroom.texts.sentences import ROLES, STATES
from countroom.tokens import PaletteName, load_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKENS: Final[Mapping[str, Any]] = tomllib.loads(bundled("tokens.toml").read_text(encoding="utf-8"))
PALETTES: Final[Mapping[str, Mapping[str, Any]]] = TOKENS["palettes"]
TEXT, TEXT_IN_HIGH_CONTRAST, GRAPHIC = 4.5, 7.0, 3.0
"""WCAG 2.2: 1.4.3 and 1.4.6 for text, 1.4.11 for borders, focus and charts."""


def keys(table: Mapping[str, Any], at: str = "") -> set[str]:
    """List the keys of a table with those of the tables in it."""
    found = set()
    for key, value in table.items():
        found.add(at + key)
        if isinstance(value, Mapping):
            found |= keys(value, f"{at}{key}.")
    return found


def luminance(colour: str) -> float:
    """Give the relative luminance of #RRGGBB as WCAG defines it."""
    linear = []
    for at in (1, 3, 5):
        part = int(colour[at : at + 2], 16) / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours(table: Mapping[str, Any]) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, Mapping):
            yield from colours(value)
        else:
            yield value


# States and words.


def test_tokens_and_catalogue_name_the_same_states_with_the_same_words() -> None:
    assert {key: state.word for key, state in load_tokens().states.items()} == STATES
    assert list(load_tokens().states) == list(STATES), "in the order of the night"


def test_no_state_stands_twice() -> None:
    listed = [one["key"] for one in TOKENS["states"]]
    assert len(set(listed)) == len(listed)
    words = [one["word"] for one in TOKENS["states"]]
    assert len(set(words)) == len(words), "a word is all that tells two chips apart"


def test_every_state_and_role_is_spoken() -> None:
    texts = Texts()
    assert {say_state(texts, key) for key in STATES} == set(STATES.values())
    assert say_state(texts, "waiting-second") == "Needs second entry"
    assert {say_role(texts, role) for role in ROLES} == set(ROLES.values())
    assert say_role(texts, "officer") == "Returning officer or deputy"


def test_every_state_has_a_tone_of_every_palette_and_a_shipped_icon() -> None:
    for state in load_tokens().states.values():
        for name, palette in PALETTES.items():
            assert state.tone in palette["chips"], (name, state.key)
        assert bundled(f"icons/{state.icon}.svg").is_file(), state.icon


# Palettes.


def test_the_palettes_are_those_that_can_be_chosen() -> None:
    assert set(PALETTES) == set(get_args(PaletteName))


def test_every_palette_has_the_same_keys() -> None:
    wanted = keys(PALETTES["light"])
    for name, palette in PALETTES.items():
        assert keys(palette) ^ wanted == set(), name


def test_every_colour_is_written_in_full() -> None:
    written = [
        *colours(PALETTES),
        *(party[k] for party in TOKENS["parties"] for k in ("colour", "ink")),
    ]
    assert written
    for colour in written:
        assert colour == f"#{int(colour[1:], 16):06X}"


def test_qt_gets_only_colours_that_are_there() -> None:
    assert set(TOKENS["qtRoles"].values()) <= set(PALETTES["light"])


# Contrast.


def test_the_measure_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#FF0000", "#FFFFFF") == pytest.approx(4.00, abs=0.005)


def test_there_are_pairs_to_measure_and_each_stands_once() -> None:
    for kind in ("text", "graphic"):
        pairs = [tuple(pair) for pair in TOKENS["contrast"][kind]]
        assert len(pairs) > 10
        assert len(set(pairs)) == len(pairs)
        assert {one for pair in pairs for one in pair} <= set(PALETTES["light"])


@pytest.mark.parametrize("name", PALETTES)
def test_text_can_be_read_on_every_ground_it_stands_on(name: str) -> None:
    palette = PALETTES[name]
    least = TEXT_IN_HIGH_CONTRAST if name == "highContrast" else TEXT
    pairs = [
        (palette[fore], palette[back], f"{fore} on {back}")
        for fore, back in TOKENS["contrast"]["text"]
    ]
    pairs += [(c["text"], c["background"], f"chip {tone}") for tone, c in palette["chips"].items()]
    pairs += [
        (palette[one["colour"]], palette["base"], f"finding {kind}")
        for kind, one in TOKENS["findings"].items()
    ]
    assert faint(pairs, least) == []


@pytest.mark.parametrize("name", PALETTES)
def test_borders_focus_and_charts_stand_out(name: str) -> None:
    palette = PALETTES[name]
    pairs = [
        (palette[fore], palette[back], f"{fore} against {back}")
        for fore, back in TOKENS["contrast"]["graphic"]
    ]
    pairs += [
        (chip["border"], palette[ground], f"edge of chip {tone} against {ground}")
        for tone, chip in palette["chips"].items()
        for ground in ("window", "base", "sunken")
    ]
    assert faint(pairs, GRAPHIC) == []


def test_letters_can_be_read_on_every_partys_colour() -> None:
    pairs = [(one["ink"], one["colour"], f"{one['code']} {one['id']}") for one in TOKENS["parties"]]
    assert faint(pairs, TEXT) == []


def faint(pairs: list[tuple[str, str, str]], least: float) -> list[str]:
    return [
        f"{what}: {fore} and {back} are {contrast(fore, back):.2f} of {least}"
        for fore, back, what in pairs
        if contrast(fore, back) < least
    ]


# Parties.


def test_every_pattern_can_be_drawn_and_every_code_fits_a_stamp() -> None:
    tokens = load_tokens()
    assert len({one["id"] for one in TOKENS["parties"]}) == len(TOKENS["parties"])
    for party in TOKENS["parties"]:
        assert party["pattern"] in TOKENS["patterns"], party["id"]
        assert 2 <= len(party["code"]) <= 4, party["id"]
        assert party.get("countsAs", party["id"]) in {one["id"] for one in TOKENS["parties"]}
    codes = [stamp.code for stamp in tokens.parties]
    assert len(set(codes)) == len(codes), "a code stands for one party"


def test_no_two_parties_look_alike() -> None:
    looks = [
        (stamp.colour, stamp.pattern) for stamp in load_tokens().parties if stamp.code != "OTH"
    ]
    known = [look for look in looks if looks.count(look) > 1 and look != ("#A0A0A0", "grid")]
    assert known == []


def test_a_party_is_found_by_its_id_and_by_its_code() -> None:
    tokens = load_tokens()
    assert tokens.stamp("PP53", "").code == tokens.stamp("LAB", "").code == "LAB"
    assert tokens.stamp("joint-party:53-119", "").code == "LAB"
    assert tokens.stamp("PP53", "").light
    assert not tokens.stamp("PP52", "").light


def test_a_stranger_has_its_own_letters_and_the_look_of_another_party() -> None:
    tokens = load_tokens()
    other = tokens.stamp("OTH", "")
    stranger = tokens.stamp("PP9999", "Old Town First!")
    assert (stranger.code, stranger.look) == ("OLDT", "OTH")
    assert (stranger.colour, stranger.ink) == (other.colour, other.ink)
    assert stranger == tokens.stamp("PP9999", "Old Town First!"), "the same in every run"
    assert tokens.stamp("OTH:?!", "?!").code == "OTH"
    patterns = {tokens.stamp(f"PP{n}", "x").pattern for n in range(20_000, 20_100)}
    assert len(patterns) > 3
    assert patterns <= set(TOKENS["patterns"])
