"""HTML that is safe by construction: what is not ``Markup`` is text and gets escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

Value = str | int | bool | None

_VOID: Final = frozenset({"meta", "link", "br", "img"})
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


class Markup(str):
    """HTML as it stands."""

    __slots__ = ()


def tag(name: str, /, *children: object, **attributes: Value) -> Markup:
    """Make an element; ``class_`` is written class, ``aria_label`` aria-label."""
    opening = f"<{name}{''.join(_attribute(*pair) for pair in attributes.items())}>"
    if name in _VOID:
        return Markup(opening)
    return Markup(f"{opening}{joined(children)}</{name}>")


def joined(children: object) -> Markup:
    """Join text, markup and lists of both; None is nothing."""
    if children is None:
        return Markup("")
    if isinstance(children, Markup):
        return children
    if isinstance(children, str):
        return Markup(escape(_CONTROLS.sub("", children), quote=False))
    if isinstance(children, Iterable):
        return Markup("".join(joined(child) for child in children))
    raise TypeError(f"{type(children).__name__} is neither text nor markup")


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    plain = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {plain}"
    return f' {plain}="{escape(_CONTROLS.sub("", str(value)))}"'
