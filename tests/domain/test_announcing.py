"""What the hall can be told as it happens: the Commission's list, within the table, each once.

Source: N39; Electoral Commission, Communication during the verification and count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import scenarios as sc
from countroom.domain import commands as do
from countroom.domain.announcing import announcements, expected_before
from countroom.domain.disclosure import Announcement, Told
from countroom.domain.election import particulars_of
from countroom.domain.hall import BoxReceipt
from countroom.domain.identifiers import MiniCountId

if TYPE_CHECKING:
    from countroom.domain.disclosure import Fact

ONE = sc.ONE
TABLE = MiniCountId("A")


def there(night: sc.Night) -> list[Announcement]:
    return list(announcements(night.count, night[ONE]))


def table(night: sc.Night, fact: Fact, *, shown: bool) -> sc.Night:
    return night.play(
        do.SetDisclosure(sc.OFFICER, sc.ELECTION, "hall", fact, shown=shown, reason="why")
    )


def proven() -> sc.Night:
    return sc.Night().set_up(sc.one_seat())


def expecting(night: sc.Night, at: str) -> sc.Night:
    told = replace(particulars_of(night[ONE].contest), expected_at=at)
    return night.play(
        do.AmendSetUp(sc.OFFICER, ONE, told, "the count is slow"),
        do.ProveContest(sc.ADMINISTRATOR, sc.OFFICER, ONE, 3_000),
    )


def test_nothing_is_to_be_told_before_anything_happens() -> None:
    assert there(proven()) == []


def test_all_boxes_are_in_when_the_last_of_the_stations_is() -> None:
    night = proven()
    night.play(do.ReceiveBoxes(sc.KEYER, (BoxReceipt(sc.MILL_LANE_HALL, sealed=True),)))
    assert there(night) == [Announcement("boxes_in", 1)]
    assert there(table(night, "boxes_in", shown=False)) == []


def test_the_night_is_told_step_by_step() -> None:
    night = proven().arrive(ONE)
    assert [one.kind for one in there(night)] == ["boxes_in", "postal_in"]
    night = proven().verify(ONE)
    assert there(night) == [Announcement("verified", 1)]
    night.play(do.AddSheet(sc.KEYER, ONE, "adjudication", None, TABLE, "doubtful papers"))
    assert there(night)[-1] == Announcement("adjudication")
    night = proven().verify(ONE).count_votes(ONE).consult(ONE).clear(ONE)
    assert there(night) == [Announcement("next_declared", 1)]
    night.play(do.WithdrawClearance(sc.OFFICER, ONE, "an agent on the steps"))
    assert "next_declared" not in {one.kind for one in there(night)}
    assert there(night.clear(ONE).speak(ONE)) == []


def test_a_recount_is_told_only_where_the_table_says_so() -> None:
    again = do.GrantRecount(sc.OFFICER, ONE, 1, None, "whole", (), "it is close")
    night = proven().verify(ONE).count_votes(ONE)
    night.play(do.ReachProvisionalResult(sc.SUPERVISOR, ONE), again)
    assert Announcement("recount", 1) not in there(night)
    assert Announcement("recount", 1) in there(table(night, "recount", shown=True))


def test_nothing_is_told_of_a_poll_that_was_called_off() -> None:
    night = proven().verify(ONE)
    night.play(do.CallOffPoll(sc.OFFICER, ONE, "abandoned", "a candidate died"))
    assert there(night) == []


def test_a_time_that_moved_is_told_with_the_one_told_before() -> None:
    first, second = "2024-05-03T01:30:00Z", "2024-05-03T02:15:00Z"
    night = expecting(proven().arrive(ONE), first)
    *others, one = there(night)
    night.play(*(do.TickAnnouncement(sc.SUPERVISOR, ONE, other) for other in others))
    assert one == Announcement("expected", moment=first)
    assert expected_before(night[ONE], one) == ""
    night.play(do.TickAnnouncement(sc.SUPERVISOR, ONE, one))
    assert expected_before(night[ONE], one) == ""
    *_, moved = there(expecting(night, second))
    assert moved.moment == second
    assert expected_before(night[ONE], moved) == first
    night.play(do.TickAnnouncement(sc.SUPERVISOR, ONE, moved))
    assert expected_before(night[ONE], moved) == first
    assert expected_before(night[ONE], one) == ""


def test_who_read_it_and_when_stands_in_the_count() -> None:
    night = proven().verify(ONE)
    night.play(do.TickAnnouncement(sc.SUPERVISOR, ONE, Announcement("verified", 1)))
    (told,) = night[ONE].told
    assert told == Told(Announcement("verified", 1), sc.SUPERVISOR, night.log[-1].at)
