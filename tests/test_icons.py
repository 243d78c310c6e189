"""The icons that the look asks for are there, and take the colour they are given."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {f"{SVG}{name}" for name in ("circle", "ellipse", "line", "path", "polyline", "rect")}


def icons_asked_for(tokens: object) -> Iterator[str]:
    """Find every ``icon = "name"`` however deep it lies."""
    if isinstance(tokens, dict):
        name = tokens.get("icon")
        if isinstance(name, str):
            yield name
    below = tokens.values() if isinstance(tokens, dict) else tokens
    if not isinstance(below, str) and hasattr(below, "__iter__"):
        for one in below:
            yield from icons_asked_for(one)


def test_every_icon_that_the_tokens_name_is_there() -> None:
    asked = set(icons_asked_for(tomllib.loads((RESOURCES / "tokens.toml").read_text("utf-8"))))
    assert {"megaphone", "octagon-alert"} <= asked
    assert asked - {file.stem for file in ICONS} == set()


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_an_icon_is_plain_shapes_in_the_current_colour(file: Path) -> None:
    drawing = ET.fromstring(file.read_text("utf-8"))  # noqa: S314 - a file of our own
    assert drawing.tag == f"{SVG}svg"
    assert (drawing.get("viewBox"), drawing.get("stroke")) == ("0 0 24 24", "currentColor")
    shapes = list(drawing.iter())[1:]
    assert shapes
    assert {shape.tag for shape in shapes} <= SHAPES
    colours = {element.get(kind) for element in drawing.iter() for kind in ("fill", "stroke")}
    assert colours <= {None, "none", "currentColor"}


def test_the_icons_come_with_their_licence_and_source() -> None:
    assert (RESOURCES / "icons" / "LICENSE").read_text("utf-8").startswith("ISC License")
    assert "lucide-static" in (RESOURCES / "icons" / "README.md").read_text("utf-8")
