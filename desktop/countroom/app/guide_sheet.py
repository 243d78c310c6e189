"""A page of the night guide on paper, for the wall or the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countroom.app.guide import guide
from countroom.app.printers import Sheet
from countroom.documents.guide import TEMPLATE, guide_sheet
from countroom.documents.plan import councils_of

if TYPE_CHECKING:
    from countroom.documents import Typesetter
    from countroom.domain.election import Environment
    from countroom.domain.state import Count
    from countroom.texts import Texts


def chapter_sheet(
    setter: Typesetter, count: Count, texts: Texts, environment: Environment, at: str, name: str
) -> Sheet:
    """Typeset a page of the guide; ``at`` is UTC in RFC 3339."""
    title, *sections = (one for one in guide(texts.language) if one.chapter == name)
    parts = [("", 2, title.body), *((one.title, one.level, one.body) for one in sections)]
    councils = councils_of(texts, count)
    data = guide_sheet(texts, councils, environment, at, title.title, parts)
    return Sheet(
        f"guide.{name}",
        setter.pdf(TEMPLATE, data, at),
        lambda ppi: setter.to_png(TEMPLATE, data, ppi),
    )
