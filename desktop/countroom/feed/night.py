"""The night over all councils that report here: scoreboard, regions, latest declarations.

Every total says how many are declared, how many report here, and how many vote, or that the last
is not known; what is not complete is never mixed with what is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from countroom.domain.council import NOC
from countroom.feed.state import counted
from countroom.texts import say_party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countroom.feed.contests import Document
    from countroom.texts import Texts

LATEST: Final = 12

REGIONS: Final = (
    "London",
    "South East",
    "South West",
    "East of England",
    "East Midlands",
    "West Midlands",
    "Yorkshire and The Humber",
    "North East",
    "North West",
    "Wales",
    "Scotland",
    "Northern Ireland",
)
"""The order in which newspapers list them."""


def night_document(
    texts: Texts, councils: Sequence[Document], names: Mapping[str, str]
) -> Document:
    """Put the councils' documents together; ``names`` are those of party keys.

    An office (a mayor's) has no seats and no wards: it stands apart, but among the latest.
    """
    everything = councils
    councils = [one for one in everything if one["of_council"]]
    offices = [one for one in everything if not one["of_council"]]
    complete = [one for one in councils if one["complete"]]
    called = [one for one in councils if one["control"]["after"] is not None]
    wards = [one["wards"] for one in councils]
    return {
        "attribution": "; ".join(
            dict.fromkeys(one["attribution"] for one in everything if one["attribution"])
        ),
        "polling_days": sorted({one["election"]["polling_day"] for one in everything}),
        "councils": {**counted(len(complete), len(councils), None), "called": len(called)},
        "wards": counted(
            sum(one["declared"] for one in wards), sum(one["covered"] for one in wards), None
        ),
        "scoreboard": _scoreboard(texts, councils, names),
        "scope": _scope(councils, complete, called),
        "regions": [
            {"region": region, "councils": [_line(one) for one in _of_region(councils, region)]}
            for region in _regions(councils)
        ],
        "offices": [_line(one) for one in offices],
        "latest": sorted(
            (one for council in everything for one in council["latest"]),
            key=lambda one: -int(one["index"]),
        )[:LATEST],
    }


def _scoreboard(
    texts: Texts, councils: Sequence[Document], names: Mapping[str, str]
) -> list[Document]:
    """Give a row a party: councils called, seats won so far, changes of what is complete."""
    seats: Counter[str] = Counter()
    eve: Counter[str] = Counter()
    fought: Counter[str] = Counter()
    after: Counter[str] = Counter()
    before: Counter[str] = Counter()
    for one in councils:
        control = one["control"]
        if control["after"] is not None:
            after[control["after"]] += 1
            if control["before"] is not None:
                before[control["before"]] += 1
        for row in one["parties"]:
            seats[row["party"]] += row["elected"]
            eve[row["party"]] += row["change_eve_of_poll"] or 0
            fought[row["party"]] += row["change_last_fought"] or 0
    keys = {key for part in (seats, eve, fought, after, before) for key in part if part[key]}
    order = sorted(keys - {NOC}, key=lambda key: (-seats[key], -after[key], key))
    rows = [*order, *(keys & {NOC})]
    has_eve = any(not one["baselines"]["eve_of_poll"]["unknown"] for one in councils)
    has_fought = any(not one["baselines"]["last_fought"]["unknown"] for one in councils)
    return [
        {
            "party": key,
            "name": say_party(texts, key, names),
            "councils": after[key],
            "councils_change": after[key] - before[key] if after else None,
            "seats": None if key == NOC else seats[key],
            "change_eve_of_poll": eve[key] if has_eve and key != NOC else None,
            "change_last_fought": fought[key] if has_fought and key != NOC else None,
        }
        for key in rows
    ]


def _scope(
    councils: Sequence[Document], complete: Sequence[Document], called: Sequence[Document]
) -> Document:
    """Say what each column of the scoreboard covers."""
    return {
        "councils": len(called),
        "seats": sum(one["seats"]["elected"] for one in councils),
        "change_eve_of_poll": _with_baseline(complete, "eve_of_poll"),
        "change_last_fought": _with_baseline(complete, "last_fought"),
    }


def _with_baseline(councils: Sequence[Document], baseline: str) -> int:
    return sum(1 for one in councils if not one["baselines"][baseline]["unknown"])


def _regions(councils: Sequence[Document]) -> list[str]:
    found = {one["council"]["region"] for one in councils}
    return [*(r for r in REGIONS if r in found), *sorted(found - set(REGIONS))]


def _of_region(councils: Sequence[Document], region: str) -> list[Document]:
    found = [one for one in councils if one["council"]["region"] == region]
    return sorted(found, key=lambda one: (one["council"]["name"], one["council"]["slug"]))


def _line(council: Document) -> Document:
    return {
        "slug": council["council"]["slug"],
        "name": council["council"]["name"],
        "headline": council["headline"],
        "complete": council["complete"],
        "control": council["control"],
        "wards": council["wards"],
    }
