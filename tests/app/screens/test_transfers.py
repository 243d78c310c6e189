"""The table of papers moved between wards."""

from __future__ import annotations

import scenarios as sc
from countroom.app.screens.transfers import TransferLine, transfer_lines
from countroom.domain import commands as do
from countroom.domain.hall import Transfer
from countroom.texts import Texts

TEXTS = Texts()


def night() -> sc.Night:
    """Have three papers moved out of Mill Lane's count, and two to it that lay aside."""
    played = sc.Night().set_up(sc.one_seat(), sc.three_seats(), sc.split())
    played.verify(sc.ONE).verify(sc.THREE)
    ends = (sc.ONE, sc.MILL_LANE_HALL, sc.THREE, sc.OLD_TOWN_SCHOOL)
    back = (sc.THREE, sc.OLD_TOWN_SCHOOL, sc.ONE, sc.MILL_LANE_HALL)
    return played.play(
        do.TransferPapers(sc.SUPERVISOR, Transfer(*ends, 3, counted=True), "table 3 at 00:10"),
        do.TransferPapers(sc.OFFICER, Transfer(*back, 2, counted=False), "an agent saw them"),
    )


def lines(contest: str) -> tuple[TransferLine, ...]:
    played = night()
    state = played[contest]  # type: ignore[index]
    return transfer_lines(TEXTS, played.count, state.contest.id, str.upper)


def test_every_transfer_is_told_in_both_wards_with_how_why_by_whom_and_when() -> None:
    first, second = lines(sc.ONE)
    assert first == TransferLine(
        "Mill Lane, Polling station Mill Lane Hall",
        "Old Town, Polling station Old Town School",
        3,
        "Counted with the box they lay in",
        "table 3 at 00:10",
        "02:30 on 3 May 2024 by SUPERVISOR-1",
    )
    assert (second.source, second.target, second.papers) == (first.target, first.source, 2)
    assert (second.how, second.reason) == (
        "Set aside before the box was counted",
        "an agent saw them",
    )
    assert second.signed == "02:30 on 3 May 2024 by OFFICER-1"
    assert lines(sc.THREE) == (first, second)


def test_another_ward_has_none_of_them() -> None:
    assert lines(sc.SPLIT) == ()
