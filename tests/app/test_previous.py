"""The result before this one, as the source has it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from countroom.app.sources import Source, contests_for

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.domain.election import Contest

pytestmark = pytest.mark.data

DAY = "2024-05-02"


def contest(data: Path, slug: str, ward: str) -> Contest:
    (found,) = (one for one in contests_for(Source([data]), slug, DAY) if one.area == ward)
    return found


def test_a_ward_knows_what_its_last_contest_found(data_folder: Path) -> None:
    """Adur, Buckingham: one seat in 2024 and in 2021, by the source's own rows."""
    previous = contest(data_folder, "adur", "Buckingham").previous
    assert previous is not None
    assert (previous.polling_day, previous.comparable) == ("2021-05-06", True)
    text = (data_folder / "results" / "2021-candidates.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = [r for r in rows if r["contest_id"] == "local.adur.buckingham.2021-05-06"]
    assert previous.votes == {r["party_group"]: int(r["votes"]) for r in found}
    assert previous.seats == {r["party_group"]: 1 for r in found if r["elected"] == "1"}
    assert previous.source


def test_a_ward_of_another_code_has_another_boundary(data_folder: Path) -> None:
    """Harlow was drawn anew for 2024; its wards keep some of their names."""
    found = contest(data_folder, "harlow", "Bush Fair")
    assert found.boundary_changed
    assert found.previous is not None
    assert not found.previous.comparable


def test_nothing_of_the_day_itself_or_later_is_used(data_folder: Path) -> None:
    contests = contests_for(Source([data_folder]), "adur", DAY)
    assert {one.previous.polling_day < DAY for one in contests if one.previous} == {True}
