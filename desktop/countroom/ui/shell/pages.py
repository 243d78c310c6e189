"""Every page by the word of its place, and the hall's screen; each is loaded when first gone to."""

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
    "running_order": "RunningOrderPage",
    "published": "PublishedPage",
    "query": "QueryPage",
    "print_desk": "PrintDeskPage",
    "observers": "ObserversPage",
    "announcements": "AnnouncementsPage",
    "disclosure": "DisclosurePage",
    "pack": "PackPage",
    "on_record": "on_record_page",
}


def make_page(desk: Desk, place: Place) -> Page:
    """Make the page of a place."""
    module = import_module(f"countroom.ui.{place.page}")
    page: Page = getattr(module, PAGES[place.page])(desk, place)
    return page


def show_hall(desk: Desk) -> None:
    """Open the hall's screen, a window of its own that few laptops have."""
    import_module("countroom.ui.hall").show_hall(desk)
