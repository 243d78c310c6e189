"""The typesetter: a template and data become the bytes of a PDF or of pictures."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, cast

import typst

from countroom.bundled import bundled
from countroom.documents.wording import UNPRINTABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
"""Always both: readable with any device, and in fifty years."""

_WITHOUT_GLYPH: Final = re.compile(r'text `"(?:\\u\{([0-9a-f]+)\}|(.+?))"` could not be displayed')


class Typesetter:
    """Sets sheets with the shipped templates and fonts, which it reads once.

    One object belongs to one thread. It reads no font of the machine and no network, so the same
    input gives the same bytes everywhere.
    """

    def __init__(self) -> None:
        self._templates, fonts = bundled("typst"), bundled("fonts")
        self._compiler = typst.Compiler(
            root=str(self._templates),
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
        )

    def pdf(self, template: str, data: Mapping[str, object], at: str) -> bytes:
        """Set a PDF dated ``at``, a moment in RFC 3339."""
        moment = int(datetime.fromisoformat(at).timestamp())
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        while True:
            try:
                made = self._compiler.compile(
                    self._path(template),
                    format="pdf",
                    sys_inputs={"data": text},
                    pdf_standards=[*STANDARDS],
                    timestamp=moment,
                )
            except typst.TypstError as error:
                text = _without_character_of(error, text)
            else:
                return _pages(made)[0]

    def to_png(
        self, template: str, data: Mapping[str, object], ppi: float = 96
    ) -> tuple[bytes, ...]:
        """Draw the pages of a sheet as pictures, for a preview."""
        made = self._compiler.compile(
            self._path(template),
            format="png",
            ppi=ppi,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        )
        return _pages(made)

    def _path(self, template: str) -> str:
        return str(self._templates / template)


def _without_character_of(error: typst.TypstError, text: str) -> str:
    """Replace the character that no font has; raise the error when it is about anything else."""
    found = _WITHOUT_GLYPH.search(str(error))
    if found is None:
        raise error
    character = chr(int(found[1], 16)) if found[1] else found[2]
    if character == UNPRINTABLE or character not in text:
        raise error
    return text.replace(character, UNPRINTABLE)


def _pages(made: bytes | list[bytes] | None) -> tuple[bytes, ...]:
    pages = cast("bytes | list[bytes]", made)  # None only where a file was asked for
    return tuple(pages) if isinstance(pages, list) else (pages,)
