"""Pages made from the documents of ``state``: plain HTML, no script, readable as print."""

from countroom.feed.pages.contest import contest_page
from countroom.feed.pages.council import council_page
from countroom.feed.pages.look import FONTS, STYLE_SHEET, load_look
from countroom.feed.pages.night import night_page
from countroom.feed.pages.shell import ABOVE, Site, lost_page

__all__ = [
    "ABOVE",
    "FONTS",
    "STYLE_SHEET",
    "Site",
    "contest_page",
    "council_page",
    "load_look",
    "lost_page",
    "night_page",
]
