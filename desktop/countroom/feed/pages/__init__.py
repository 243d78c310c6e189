"""Pages made from the documents of ``state``: plain HTML, readable without script and in print."""

from countroom.feed.pages.about import fixed_pages
from countroom.feed.pages.contest import contest_page
from countroom.feed.pages.council import council_page
from countroom.feed.pages.look import FONTS, SCRIPT, STYLE_SHEET, load_look
from countroom.feed.pages.night import night_page
from countroom.feed.pages.shell import ABOVE, Site, lost_page

__all__ = [
    "ABOVE",
    "FONTS",
    "SCRIPT",
    "STYLE_SHEET",
    "Site",
    "contest_page",
    "council_page",
    "fixed_pages",
    "load_look",
    "lost_page",
    "night_page",
]
