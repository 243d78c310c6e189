"""Reads a tagged PDF as a screen reader does: by its tag tree, without artifacts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import page
import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Codes = dict[bytes, str]


@dataclass
class Tag:
    """An element of the tag tree; its text is that of all it holds, in reading order."""

    kind: str
    scope: str = ""
    inside: list[Tag | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        pieces = [one if isinstance(one, str) else one.text for one in self.inside]
        return " ".join("".join(pieces).split())

    def all(self, kind: str) -> list[Tag]:
        return [tag for tag in self.walk() if tag.kind == kind]

    def walk(self) -> Iterator[Tag]:
        for one in self.inside:
            if isinstance(one, Tag):
                yield one
                yield from one.walk()

    @property
    def rows(self) -> list[list[str]]:
        """Give a table's text, cell by cell."""
        return [
            [cell.text for cell in row.walk() if cell.kind in ("TH", "TD")]
            for row in self.all("TR")
        ]


@dataclass(frozen=True)
class Paper:
    """What a PDF says about itself, and its tag tree."""

    pages: int
    title: str
    shows_title: bool
    language: str
    fonts: frozenset[str]
    tree: Tag

    @property
    def text(self) -> str:
        return self.tree.text

    def table(self, n: int) -> list[list[str]]:
        return self.tree.all("Table")[n].rows

    def outline(self) -> list[tuple[str, str]]:
        return [
            (tag.kind, tag.text) for tag in self.tree.walk() if re.fullmatch("H[1-6]", tag.kind)
        ]


def faults(pdf: bytes) -> list[str]:
    """List what keeps a PDF from being accessible (UA-1) and from lasting (A-2a)."""
    found = [
        f"{failure.rule_id}: {failure.message}"
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]
    # page-validation 0.11.0 takes a carriage return that ends a stream's data for a part of the
    # line end, and then finds the length wrong: one sound file in fifty.
    if b"\r\nendstream" in pdf:
        found = [fault for fault in found if "STREAM-LENGTH" not in fault]
    return found


def squeezed(text: str) -> str:
    """Leave out all space: where a line was broken is not for a reader to know."""
    return re.sub(r"[\s\u200b]+", "", text)


def spaced(paper: Paper) -> str:
    """Give all text, paragraph by paragraph."""
    blocks = [tag.text for tag in paper.tree.walk() if re.fullmatch(r"P|H\d|TD|TH", tag.kind)]
    return " ".join(blocks)


def read(pdf: bytes) -> Paper:
    with pikepdf.open(BytesIO(pdf)) as file:
        root = file.Root
        marked = {page.obj.objgen: _marked_text(page) for page in file.pages}
        tree = Tag("Root")
        _grow(tree, root.StructTreeRoot.K, marked, None)
        fonts = {
            str(font.BaseFont).partition("+")[2]
            for page in file.pages
            for font in page.resources.get("/Font", {}).values()
        }
        with file.open_metadata() as metadata:
            title = str(metadata["dc:title"])
        return Paper(
            pages=len(file.pages),
            title=title,
            shows_title=bool(root.ViewerPreferences.DisplayDocTitle),
            language=str(root.Lang),
            fonts=frozenset(fonts),
            tree=tree,
        )


def _grow(tag: Tag, kids: Any, marked: Mapping[Any, Mapping[int, str]], page: Any) -> None:  # noqa: ANN401 - what a PDF object is, only the PDF knows
    if isinstance(kids, int):
        tag.inside.append(marked[page][kids])
    elif isinstance(kids, pikepdf.Array):
        for kid in kids:
            _grow(tag, kid, marked, page)
    else:
        page = kids.Pg.objgen if "/Pg" in kids else page
        if "/MCID" in kids:
            tag.inside.append(marked[page][int(kids.MCID)])
        elif "/S" in kids:
            grown = Tag(str(kids.S)[1:], _scope(kids))
            tag.inside.append(grown)
            if "/K" in kids:
                _grow(grown, kids.K, marked, page)


def _scope(element: pikepdf.Object) -> str:
    attributes: Any = element.get("/A", {})
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if "/Scope" in one:
            return str(one.Scope)[1:]
    return ""


def _marked_text(page: pikepdf.Page) -> dict[int, str]:
    fonts = {
        name: _codes(font.ToUnicode.read_bytes().decode("ascii"))
        for name, font in page.resources.get("/Font", {}).items()
    }
    found: dict[int, str] = {}
    codes: Codes = {}
    marks: list[int | None] = [None]
    replaced: list[bool] = [False]
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        text = ""
        if name == "Tf":
            codes = fonts[str(operands[0])]
        elif name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else {}
            marks.append(int(properties["/MCID"]) if "/MCID" in properties else marks[-1])
            replaced.append(replaced[-1] or "/ActualText" in properties)
            text = str(properties["/ActualText"]) if "/ActualText" in properties else ""
        elif name == "EMC":
            marks.pop()
            replaced.pop()
        elif name in ("Tj", "TJ") and not replaced[-1]:
            strings = operands[0] if name == "TJ" else operands
            text = "".join(
                _decoded(bytes(s), codes) for s in strings if isinstance(s, pikepdf.String)
            )
        mark = marks[-1]
        if mark is not None:
            found[mark] = found.get(mark, "") + text
    return found


def _decoded(string: bytes, codes: Codes) -> str:
    return "".join(codes[string[i : i + 2]] for i in range(0, len(string), 2))


def _codes(to_unicode: str) -> Codes:
    codes: Codes = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", to_unicode, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            codes[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", to_unicode, re.DOTALL):
        for low, high, first in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for i in range(int(low, 16), int(high, 16) + 1):
                text = int(first, 16) + i - int(low, 16)
                codes[i.to_bytes(2, "big")] = text.to_bytes(len(first) // 2, "big").decode(
                    "utf-16-be"
                )
    return codes
