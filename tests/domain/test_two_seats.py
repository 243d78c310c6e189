"""One person returned twice (night.md N43)."""

from __future__ import annotations

from countroom.domain.identifiers import ContestId
from countroom.domain.two_seats import Returned, TwoSeats, two_seats

HILL, DALE, MOOR = (
    ContestId(f"local.anyborough.{ward}.2019-05-02") for ward in ("hill", "dale", "moor")
)
MAYOR = ContestId("mayor.anyborough.2019-05-02")


def test_a_mayor_who_is_also_a_councillor_leaves_that_seat_vacant() -> None:
    # As in Mansfield in 2019.
    found = two_seats([Returned("dc:7", MAYOR, as_mayor=True), Returned("dc:7", HILL)])
    assert found == (TwoSeats("dc:7", MAYOR, (HILL,)),)
    assert found[0].vacancies == 1


def test_who_wins_two_wards_keeps_one_of_them() -> None:
    (found,) = two_seats([Returned("dc:7", HILL), Returned("dc:8", MOOR), Returned("dc:7", DALE)])
    assert (found.person, found.mayor, found.wards, found.vacancies) == (
        "dc:7",
        None,
        (DALE, HILL),
        1,
    )


def test_a_mayor_who_wins_two_wards_keeps_neither() -> None:
    both = [Returned("dc:7", DALE), Returned("dc:7", HILL)]
    (found,) = two_seats([*both, Returned("dc:7", MAYOR, as_mayor=True)])
    assert found.vacancies == 2


def test_one_seat_or_the_mayoralty_alone_is_no_matter() -> None:
    assert two_seats([Returned("dc:7", MAYOR, as_mayor=True), Returned("dc:8", HILL)]) == ()


def test_persons_without_an_id_are_never_taken_for_one() -> None:
    unknown = [Returned("", HILL), Returned("", DALE), Returned("", MAYOR, as_mayor=True)]
    assert two_seats(unknown) == ()


def test_persons_come_in_the_order_of_their_ids() -> None:
    two = [Returned(who, where) for who in ("dc:9", "dc:7") for where in (HILL, DALE)]
    assert [one.person for one in two_seats(two)] == ["dc:7", "dc:9"]
