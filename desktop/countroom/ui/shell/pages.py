"""Every page by the word of its place; each is loaded when it is first gone to."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from countroom.ui.desk import Desk
    from countroom.ui.place import Place
    from countroom.ui.shell.page import Page

PAGES: Final = {
    "contests": "ContestsPage",
    "council": "CouncilPage",
    "accounts": "AccountsPage",
    "receipt": "ReceiptPage",
    "postal": "PostalPage",
    "transfers": "TransfersPage",
    "papers": "PapersPage",
    "pause": "PausePage",
    "people": "PeoplePage",
    "ready": "ReadyPage",
    "entry": "entry_page",
    "differences": "DifferencesPage",
    "result": "ResultPage",
    "clear": "ClearPage",
    "platform": "PlatformPage",
    "published": "PublishedPage",
    "query": "QueryPage",
}


def make_page(desk: Desk, place: Place) -> Page:
    """Make the page of a place."""
    module = import_module(f"countroom.ui.{place.page}")
    page: Page = getattr(module, PAGES[place.page])(desk, place)
    return page
