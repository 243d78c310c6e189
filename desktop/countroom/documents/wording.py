"""How names, sentences and shares are written on paper."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, TypedDict

if TYPE_CHECKING:
    from countroom.domain.election import Candidate
    from countroom.texts import Texts

UNPRINTABLE: Final = "\ufffd"
"""Stands on paper for a character that no shipped font has, so that it is seen and mended."""

_MINUS: Final = "\u2212"
_INVISIBLE: Final = ("Cc", "Cf")
_NOT_TEXT: Final = ("Cn", "Co", "Cs")
_STRONG_FROM, _STRONG_TO = "\x02", "\x03"


class Run(TypedDict):
    """A piece of a sentence in one weight."""

    text: str
    strong: bool


def plain(text: str) -> str:
    """Give text as one line of composed letters.

    Marks that cannot be seen, those of direction included, are left out: they could show the
    figures beside a name in another order.
    """
    return " ".join("".join(map(_printable, unicodedata.normalize("NFC", text))).split())


def strong(text: str) -> str:
    """Mark a value that ``runs`` is to set in bold; it holds no mark of its own."""
    return f"{_STRONG_FROM}{plain(text)}{_STRONG_TO}"


def runs(sentence: str) -> list[Run]:
    """Cut a sentence at the marks that ``strong`` put round its values."""
    parts = re.split(f"[{_STRONG_FROM}{_STRONG_TO}]", sentence)
    return [{"text": part, "strong": bool(i % 2)} for i, part in enumerate(parts) if part]


def name_in_list(candidate: Candidate) -> str:
    """Give the name as on the ballot paper, the surname marked strong where it can be found."""
    before, surname, after = _around_surname(candidate)
    return f"{before}{strong(surname)}{after}"


def name_in_sentence(candidate: Candidate) -> str:
    """Give the name as it is spoken: “Dunne, J.” and “Dunne J.” are J. Dunne."""
    before, surname, after = _around_surname(candidate)
    forenames = after.lstrip(", ")
    return f"{forenames} {surname}" if forenames else f"{before}{surname}"


def share(part: int, whole: int) -> str:
    """Write a part of a whole in per cent to two decimals, halves upwards, in whole numbers."""
    hundredths = (20_000 * part + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def signed(texts: Texts, n: int) -> str:
    """Write a difference with its sign: +2, 0, a true minus."""
    sign = "+" if n > 0 else _MINUS if n < 0 else ""
    return sign + texts.figure(abs(n))


def _around_surname(candidate: Candidate) -> tuple[str, str, str]:
    """Cut a name at its surname; the whole name stands for a surname that is not in it."""
    name, surname = plain(candidate.name), plain(candidate.surname)
    if surname and name.endswith(f" {surname}"):
        return name.removesuffix(surname), surname, ""
    if surname and name.startswith((f"{surname}, ", f"{surname} ")):
        return "", surname, name.removeprefix(surname)
    return "", name, ""


def _printable(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    return UNPRINTABLE if category in _NOT_TEXT else character
