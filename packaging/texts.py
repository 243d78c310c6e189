"""Bring the Welsh catalogue up to date: `python3 dev.py texts`, with `--check` to change nothing.

Sentences are found where they are spoken (`say`, `count`) or kept (`N_`). With `--check`, exit
code 1 names what is missing, stale, fuzzy, or fills other values than the English does.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = ROOT / "desktop" / "countroom"
FOLDER: Final = ROOT / "resources" / "locale" / "cy"
PO, MO = FOLDER / "countroom.po", FOLDER / "countroom.mo"
KEYWORDS: Final = {"say": None, "count": (1, 2), "N_": None}
# Welsh counts 0, 1, 2, 3 and 6 each in its own way; the rest share one form.
PLURALS: Final = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
_VALUE: Final = re.compile(r"\{[a-z_]*\}")


def found() -> Catalog:
    """Collect every sentence of the package."""
    catalogue = Catalog(charset="utf-8")
    for _, _, message, _, _ in extract_from_dir(str(PACKAGE), keywords=KEYWORDS):
        catalogue.add(message)
    return catalogue


def kept() -> Catalog:
    """Read the Welsh catalogue as it stands."""
    with PO.open("rb") as file:
        return read_po(file, locale="cy")


def compiled(catalogue: Catalog) -> bytes:
    """Compile a catalogue to the form that is read at run time."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update() -> int:
    """Add what is new, drop what is stale, compile; says how much is still to translate."""
    catalogue = kept()
    made = catalogue.creation_date
    catalogue.update(found(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = made  # what changes by itself only makes noise
    catalogue.project, catalogue.version = "Countroom", "1"
    with PO.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, no_location=True)
    catalogue = kept()
    MO.write_bytes(compiled(catalogue))
    waiting = sum(1 for message in catalogue if message.id and not _whole(message))
    print(f"{len(catalogue)} sentences, {waiting} to translate")
    return 0


def check() -> int:
    """Name every trouble."""
    catalogue = kept()
    troubles = list(_troubles(catalogue))
    for trouble in troubles:
        print(trouble)
    return 1 if troubles else 0


def _troubles(catalogue: Catalog) -> Iterator[str]:
    sentences = {message.id for message in found() if message.id}
    known = {message.id: message for message in catalogue if message.id}
    yield from (f"missing: {sentence}" for sentence in sentences - set(known))
    yield from (f"stale: {sentence}" for sentence in set(known) - sentences)
    for message in known.values():
        if message.fuzzy or not _whole(message):
            yield f"not translated: {message.id}"
        elif not _fills_the_same(message):
            yield f"other values in braces: {message.id}"
    if not MO.exists() or compiled(catalogue) != MO.read_bytes():
        yield f"stale: {MO.relative_to(ROOT)}, run `python3 dev.py texts`"


def _whole(message: Message) -> bool:
    return all(_forms(message.string))


def _forms(text: object) -> tuple[str, ...]:
    return tuple(str(form or "") for form in (text if isinstance(text, tuple | list) else [text]))


def _fills_the_same(message: Message) -> bool:
    """Compare the values in braces; a plural form may leave its number out."""
    english, strings = _forms(message.id), _forms(message.string)
    wanted = set(_VALUE.findall("".join(english)))
    free = {"{n}"} if len(english) > 1 else set()
    return all(wanted - free <= set(_VALUE.findall(text)) <= wanted for text in strings)


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv[1:] else update())
