"""Figures in words, as they are said from a platform: 0 to 9,999,999.

English as British returning officers read it: “two thousand, two hundred and forty-nine”.
Welsh in the modern decimal way that schools and broadcasters use, with its mutations:
“dwy fil, dau gant pedwar deg naw”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from countroom.texts.catalogue import Texts

LARGEST: Final = 9_999_999

_EN_SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_EN_TENS: Final = (
    *("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)

_CY_UNITS: Final = (
    *("dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw", "deg"),
)
_CY_BEFORE_NOUN: Final = (
    *("", "un", "dau", "tri", "pedwar", "pum", "chwe", "saith", "wyth", "naw"),
)
_CY_FEMININE: Final = (
    *("", "un", "dwy", "tair", "pedair", "pum", "chwe", "saith", "wyth", "naw", "deng"),
)
_CY_HUNDREDS: Final = (
    *("", "cant", "dau gant", "tri chant", "pedwar cant", "pum cant", "chwe chant"),
    *("saith cant", "wyth cant", "naw cant"),
)
_SOFT: Final = {"mil": "fil", "miliwn": "filiwn"}
_ASPIRATE: Final = {"p": "ph", "t": "th", "c": "ch"}
_ALREADY: Final = ("ph", "th", "ch")
_CY_JOINED: Final = (*range(1, 11), 100, 1_000)
"""What follows with “a”: a single word; the rest is only set beside it."""


def in_words(texts: Texts, n: int) -> str:
    """Say a figure in words. Raises ValueError outside 0 to 9,999,999."""
    if not 0 <= n <= LARGEST:
        raise ValueError(n)
    return _welsh(n) if texts.language == "cy" else _english(n)


def _english(n: int) -> str:
    millions, rest = divmod(n, 1_000_000)
    thousands, last = divmod(rest, 1_000)
    parts = [
        f"{_english_hundreds(count)} {name}"
        for count, name in ((millions, "million"), (thousands, "thousand"))
        if count
    ]
    if not parts:
        return _english_hundreds(last)
    said = ", ".join(parts)
    if not last:
        return said
    return f"{said}{' and ' if last < 100 else ', '}{_english_hundreds(last)}"  # noqa: PLR2004


def _english_hundreds(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _english_tens(rest)
    said = f"{_EN_SMALL[hundreds]} hundred"
    return f"{said} and {_english_tens(rest)}" if rest else said


def _english_tens(n: int) -> str:
    if n < len(_EN_SMALL):
        return _EN_SMALL[n]
    tens, units = divmod(n, 10)
    return f"{_EN_TENS[tens]}-{_EN_SMALL[units]}" if units else _EN_TENS[tens]


def _welsh(n: int) -> str:
    millions, rest = divmod(n, 1_000_000)
    if millions:
        return _welsh_joined(_welsh_counted(millions, "miliwn"), rest, _welsh(rest))
    thousands, last = divmod(n, 1_000)
    if thousands:
        return _welsh_joined(_welsh_counted(thousands, "mil"), last, _welsh_hundreds(last))
    return _welsh_hundreds(last)


def _welsh_joined(said: str, rest: int, rest_said: str) -> str:
    if not rest:
        return said
    if rest in _CY_JOINED:
        return f"{said} {_welsh_and(rest_said)}"
    # A comma where a breath is taken; 2,024 is said in one: dwy fil dau ddeg pedwar.
    return f"{said}{' ' if rest < 100 else ', '}{rest_said}"  # noqa: PLR2004


def _welsh_hundreds(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _welsh_tens(rest)
    said = _CY_HUNDREDS[hundreds]
    if not rest:
        return said
    tens = _welsh_tens(rest)
    return f"{said} {_welsh_and(tens) if rest in _CY_JOINED else tens}"


def _welsh_tens(n: int) -> str:
    if n < len(_CY_UNITS):
        return _CY_UNITS[n]
    tens, units = divmod(n, 10)
    # dau ddeg: the soft mutation follows dau alone
    said = f"{_CY_BEFORE_NOUN[tens]} {'ddeg' if tens == 2 else 'deg'}"  # noqa: PLR2004
    return f"{said} {_CY_UNITS[units]}" if units else said


def _welsh_counted(n: int, noun: str) -> str:
    """Count thousands or millions: feminine nouns, softened after un and dwy; one is the bare word.

    “Cant” loses its t before them: can mil, dau gan mil.
    """
    if n == 1:
        return noun
    hundreds, rest = divmod(n, 100)
    if not rest:
        return f"{_CY_HUNDREDS[hundreds].removesuffix('t')} {noun}"
    tens, units = divmod(rest, 10)
    if rest < len(_CY_FEMININE):
        small = _CY_FEMININE[rest]
    else:
        small = f"{_CY_BEFORE_NOUN[tens]} {'ddeg' if tens == 2 else 'deg'}"  # noqa: PLR2004
        small = f"{small} {_CY_FEMININE[units]}" if units else small
    said = small
    if hundreds:
        joined = _welsh_and(small) if rest in _CY_JOINED else small
        said = f"{_CY_HUNDREDS[hundreds]} {joined}"
    softened = units in (1, 2)
    return f"{said} {_SOFT[noun] if softened else noun}"


def _welsh_and(word: str) -> str:
    """Put “a” before a word, with the aspirate mutation that follows it; “ac” before a vowel."""
    if word[0] in "aeiouwy":
        return f"ac {word}"
    if word.startswith(_ALREADY) or word[0] not in _ASPIRATE:
        return f"a {word}"
    return f"a {_ASPIRATE[word[0]]}{word[1:]}"
