"""Pages as a strict reader of HTML sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img"}
HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass
class Element:
    """An element with what is inside it."""

    name: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def all(self, *names: str) -> list[Element]:
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.name in names else []
                found += child.all(*names)
        return found

    def one(self, name: str) -> Element:
        (found,) = self.all(name)
        return found

    def styled(self, style: str) -> list[Element]:
        return [e for e in self.all_elements() if style in e.attributes.get("class", "").split()]

    def all_elements(self) -> list[Element]:
        below = [child for child in self.children if isinstance(child, Element)]
        return [self, *(e for child in below for e in child.all_elements())]


class Reader(HTMLParser):
    """Builds the tree and refuses what is not well-formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._at = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"{tag} has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, self._at)
        self._at.children.append(element)
        if tag not in VOID:
            self._at = element

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._at.name, f"{tag} closes {self._at.name}"
        assert self._at.parent is not None
        self._at = self._at.parent

    def handle_data(self, data: str) -> None:
        self._at.children.append(data)


def read(page: str) -> Element:
    """Read a page and check what must hold for every one of them."""
    assert page.startswith("<!doctype html>\n")
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader._at is reader.root, "an element stays open"
    root = reader.root
    check(root)
    return root


def check(root: Element) -> None:
    html = root.one("html")
    assert html.attributes["lang"] in {"en", "cy"}
    assert root.one("title").text.strip()
    assert len(root.all("h1")) == 1
    assert len(root.all("main")) == 1
    assert not root.all("style")
    for script in root.all("script"):
        assert "defer" in script.attributes
        assert not script.text, "a policy that allows no script on the page would stop it"
    assert not [e for e in root.all_elements() if "style" in e.attributes]
    identities = [e.attributes["id"] for e in root.all_elements() if "id" in e.attributes]
    assert len(set(identities)) == len(identities)
    skip = root.all("a")[0]
    assert skip.attributes["href"][1:] in identities
    level = 0
    for heading in root.all(*HEADINGS):
        assert HEADINGS.index(heading.name) <= level, f"{heading.text} skips a level"
        level = HEADINGS.index(heading.name) + 1
    for table in root.all("table"):
        assert table.one("caption").text.strip()
        assert all(cell.attributes["scope"] in {"row", "col"} for cell in table.all("th"))
        assert all(cell.text.strip() for cell in table.all("th"))
        width = len(table.one("thead").all("th"))
        for row in table.one("tbody").all("tr"):
            cells = row.all("th", "td")
            assert sum(int(cell.attributes.get("colspan", 1)) for cell in cells) == width
    for picture in root.all("svg"):
        described = picture.attributes.get("role") == "img" and picture.attributes["aria-label"]
        assert described or picture.attributes["aria-hidden"] == "true"
    for use in [e.attributes.get("fill", "") for e in root.all("rect")]:
        assert not use.startswith("url(") or use[5:-1] in identities
