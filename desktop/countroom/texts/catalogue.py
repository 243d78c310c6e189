"""The catalogue: one object per language, handed to whoever speaks."""

from __future__ import annotations

import gettext
from io import BytesIO
from typing import TYPE_CHECKING, Literal, get_args

from countroom.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["en", "cy"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def N_(sentence: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a sentence for the catalogue without speaking it yet."""
    return sentence


_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


class Texts:
    """Sentences in one language; ``{names}`` in a sentence are filled from keywords.

    A number given as one is a figure and gets its thousands commas; what is a name made of digits,
    as a row of a file or a port, is given as text.
    """

    def __init__(self, language: Language = "en") -> None:
        self.language = language
        file = bundled(f"locale/{language}/countroom.mo")
        self._catalogue = (
            gettext.GNUTranslations(BytesIO(file.read_bytes()))
            if file.is_file()
            else gettext.NullTranslations()
        )

    def say(self, sentence: str, /, **values: object) -> str:
        """Speak a sentence."""
        return self._catalogue.gettext(sentence).format(**self._written(values))

    def parts(self, sentence: str, /, **values: object) -> tuple[str, str]:
        """Speak a sentence in two: what is so, and what to do; the second may be empty.

        Divided before the names are filled in, which may hold full stops of their own.
        """
        first, stop, rest = self._catalogue.gettext(sentence).partition(". ")
        written = self._written(values)
        return (first + stop.rstrip()).format(**written), rest.format(**written)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Speak a sentence in the form its number asks for; ``{n}`` is the number itself."""
        written = self._written({"n": n, **values})
        return self._catalogue.ngettext(one, many, n).format(**written)

    def figure(self, n: int) -> str:
        """Write a figure with thousands commas, zero as 0."""
        return f"{n:,}"

    def _written(self, values: Mapping[str, object]) -> dict[str, object]:
        return {
            name: self.figure(value) if isinstance(value, int) else value
            for name, value in values.items()
        }

    def day(self, iso: str) -> str:
        """Write an ISO day as people do: 2 May 2024."""
        year, month, day = iso[:10].split("-")
        return f"{int(day)} {self.say(_MONTHS[int(month) - 1])} {year}"
