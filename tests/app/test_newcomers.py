"""People who join a count: a pasted list, keys, slips, and signing in with them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.audit import verify_count
from countroom.app.crew import enrol_members
from countroom.app.newcomers import Newcomer, members_for, prepare, read_newcomers
from countroom.app.setup import free_slips_beside, secrets_beside, slips_beside, write_keys
from countroom.app.staff import read_secrets, sign_in
from countroom.domain import commands as do
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.texts import Texts
from countroom.wire.trust import trust_in

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = Texts()


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Ann Ash, keyer", Newcomer("Ann Ash", ("keyer",), "")),
        ("Ann Ash\tKeyer", Newcomer("Ann Ash", ("keyer",), "")),
        ("Ash, Ann; supervisor", Newcomer("Ash, Ann", ("supervisor",), "")),
        ("B. Elm, keyer + supervisor", Newcomer("B. Elm", ("keyer", "supervisor"), "")),
        ("observer", Newcomer("", ("observer",), "")),
        ("C. Fir, deputy", Newcomer("C. Fir", ("officer",), "Deputy Returning Officer")),
        ("D. Yew, officer, Local Returning Officer",
         Newcomer("D. Yew", ("officer",), "Local Returning Officer")),
    ],
)  # fmt: skip
def test_a_line_is_a_name_and_a_role(line: str, read: Newcomer) -> None:
    assert read_newcomers(TEXTS, line) == ((read,), ())


def test_roles_are_understood_in_welsh_too() -> None:
    welsh = Texts("cy")
    from countroom.texts import say_role  # noqa: PLC0415

    (found,), wrong = read_newcomers(welsh, f"Ann, {say_role(welsh, 'keyer')}")
    assert (found.roles, wrong) == (("keyer",), ())


def test_every_line_without_a_role_is_named_at_once() -> None:
    found, wrong = read_newcomers(TEXTS, "Ann, keyer\n\nBob\nCid, juggler\n")
    assert len(found) == 1
    assert [said.partition(":")[0] for said in wrong] == ["Line 3, “Bob”", "Line 4, “Cid, juggler”"]


def test_pseudonyms_are_free_ones() -> None:
    newcomers, _ = read_newcomers(TEXTS, "Ann, keyer\nBob, keyer\nCid, observer")
    known = {PersonId("keyer-1"), PersonId("keyer-3")}
    members = members_for(newcomers, known, Random(1).randbytes)
    assert [(one.id, one.name) for one in members] == [
        ("keyer-2", "Ann"),
        ("keyer-4", "Bob"),
        ("observer-1", "Cid"),
    ]
    assert len({one.secret for one in members}) == 3


def test_newcomers_sign_in_with_their_slips_once_they_are_enrolled(tmp_path: Path) -> None:
    path = tmp_path / "night.count"
    desk = hall.open_hall(path, 1)
    slips_beside(path).write_text("the first ones", encoding="utf-8")
    before = read_secrets(secrets_beside(path))
    administrator = sign_in(before, hall.ADMINISTRATOR, hall.SECRET)
    assert not isinstance(administrator, Refusal)
    newcomers, _ = read_newcomers(TEXTS, "Ann Ash, keyer\nBob, observer")
    members = members_for(newcomers, desk.state.people, Random(1).randbytes)
    told: list[int] = []
    made = prepare(path, before, administrator, members, Random(2).randbytes, TEXTS, told.append)
    assert told == [1, 2]
    assert made.slips.name == "night.slips-2.txt"
    assert free_slips_beside(path).name == "night.slips-3.txt"
    for one in made.crew:
        desk.do(do.EnrolPerson(hall.ADMINISTRATOR, one.person))
    write_keys(path, desk.state, "test")
    desk.count.close()
    after = read_secrets(secrets_beside(path))
    rows = [r.split("\t") for r in made.slips.read_text(encoding="utf-8").splitlines() if "\t" in r]
    assert [row[3] for row in rows] == ["Ann Ash", "Bob"]
    for row in rows:
        found = sign_in(after, PersonId(row[0]), row[2])
        assert not isinstance(found, Refusal)
        assert found.device_key.key == administrator.device_key.key
    assert not isinstance(sign_in(after, hall.KEYER, hall.SECRET), Refusal)


def test_the_log_with_newcomers_still_verifies_with_the_key_file_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "night.count"
    desk = hall.open_hall(path, 1)
    old = trust_in(desk.state, "test")
    (one,) = enrol_members(
        members_for((Newcomer("Ann", ("keyer",), ""),), desk.state.people, Random(1).randbytes),
        Random(3).randbytes,
    )
    desk.do(do.EnrolPerson(hall.ADMINISTRATOR, one.person))
    new = trust_in(desk.state, "test")
    desk.count.close()
    assert verify_count(path, new).verdict == "valid"
    assert verify_count(path, old).verdict != "valid"
