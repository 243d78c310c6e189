"""HTML that is safe by construction: what is not ``Markup`` is text and gets escaped."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = str | int | bool | None

_VOID: Final = frozenset({"meta", "link", "br", "img"})
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_NOT_PLAIN: Final = re.compile(r"[&<>\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


class Markup(str):
    """HTML as it stands."""

    __slots__ = ()


def tag(name: str, /, *children: object, **attributes: Value) -> Markup:
    """Make an element; ``class_`` is written class, ``aria_label`` aria-label."""
    written = "".join([_attribute(*pair) for pair in attributes.items()])
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Iterable[object]) -> Markup:
    """Join text, markup and lists of both; None is nothing."""
    parts: list[str] = []
    for child in children:
        if type(child) is Markup:
            parts.append(child)
        elif isinstance(child, str):
            parts.append(_text(child))
        elif isinstance(child, list | tuple):
            parts.append(joined(child))
        elif child is not None:
            raise TypeError(f"{type(child).__name__} is neither text nor markup")
    return Markup("".join(parts))


def _text(text: str) -> str:
    if not _NOT_PLAIN.search(text):
        return text
    return escape(_CONTROLS.sub("", text), quote=False)


@lru_cache(maxsize=4096)
def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    plain = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {plain}"
    return f' {plain}="{escape(_CONTROLS.sub("", str(value)))}"'
