"""The key file: whose keys are good for a count, in lines a person can read."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scenarios as sc
from countroom.domain.identifiers import DeviceId, ElectionId, KeyId, PersonId
from countroom.wire.problem import Problem
from countroom.wire.trust import Trust, read_trust, trust_in, write_trust

K1, K2 = sc.key_of("laptop-1").key, sc.key_of("officer-1").key
TEXT = f"""\
countroom keys v1
environment test
election local.harlow.2024-05-02
device laptop-1 {K1}
person officer-1 officer,supervisor {K2}
"""

names = st.text(st.characters(categories=["L", "N"], include_characters=".-_"), min_size=1)
roles = st.lists(st.sampled_from(["keyer", "officer", "supervisor"]), unique=True).map(",".join)
keys = st.binary(min_size=32, max_size=32).map(lambda key: KeyId(key.hex()))
environments: st.SearchStrategy[Literal["live", "test"]] = st.sampled_from(["live", "test"])
trusts = st.builds(
    Trust,
    environments,
    st.lists(names.map(ElectionId), unique=True).map(tuple),
    st.dictionaries(names.map(DeviceId), keys),
    st.dictionaries(names.map(PersonId), st.tuples(roles, keys)),
)


def test_the_file_reads_as_it_is_shown_in_the_manual() -> None:
    trust = Trust(
        "test",
        (ElectionId("local.harlow.2024-05-02"),),
        {DeviceId("laptop-1"): K1},
        {PersonId("officer-1"): ("officer,supervisor", K2)},
    )
    assert read_trust(TEXT) == trust
    assert write_trust(trust) == TEXT


@given(trusts)
def test_whatever_is_written_reads_back_the_same(trust: Trust) -> None:
    assert read_trust(write_trust(trust)) == trust


@pytest.mark.parametrize(
    "line",
    [
        "",
        " ",
        "# a remark",
        "environment test",
        "environment live",
        "election",
        "election ",
        "election two words",
        "election local.harlow.2024-05-02",
        "device laptop-2",
        f"device laptop-2 {K1[:-1]}",
        f"device laptop-2 {K1}0",
        f"device laptop-2 {K1.upper()}",
        f"device laptop-2  {K1}",
        f"device  {K1}",
        f"device laptop-1 {K2}",
        f"device two words {K1}",
        f"person officer-2 {K2}",
        f"person officer-2 officer {K2[:-1]}",
        f"person officer-2 officer {K2} and more",
        f"person officer-1 officer {K1}",
        f"person  officer {K2}",
        f"Person officer-2 officer {K2}",
        f"\tdevice laptop-2 {K1}",
        f"device laptop-2 {K1} ",
    ],
)
@pytest.mark.parametrize("at", [3, 6])
def test_a_malformed_line_is_refused_with_its_number(line: str, at: int) -> None:
    """Line 3 before the others are known repeats nothing yet, so repeats go to the end."""
    lines = TEXT.splitlines()
    repeats = {"election local.harlow.2024-05-02"} | {
        f"device laptop-1 {K2}",
        f"person officer-1 officer {K1}",
    }
    place = 6 if line in repeats else at
    lines.insert(place - 1, line)
    assert read_trust("\n".join(lines) + "\n") == Problem("key_file_line", str(place))


@pytest.mark.parametrize("environment", ["TEST", "rehearsal", "", "test live"])
def test_an_environment_other_than_test_and_live_is_refused(environment: str) -> None:
    text = TEXT.replace("environment test", f"environment {environment}")
    assert read_trust(text) == Problem("key_file_line", "2")


@pytest.mark.parametrize("text", ["", "\n", "countroom keys v2\n", " " + TEXT, TEXT.upper()])
def test_another_file_is_refused_at_its_first_line(text: str) -> None:
    assert read_trust(text) == Problem("key_file_header", "1")


def test_a_file_that_does_not_say_test_or_live_is_refused() -> None:
    text = TEXT.replace("environment test\n", "")
    assert read_trust(text) == Problem("key_file_header", "2")
    assert read_trust("countroom keys v1\n") == Problem("key_file_header", "2")


def test_the_key_file_of_a_count_covers_that_count() -> None:
    count = sc.eventful(sc.Night()).count
    trust = trust_in(count, "test")
    assert trust.covers(count)
    assert trust.elections == (sc.ELECTION,)
    assert trust.people[sc.OFFICER] == ("officer", sc.key_of(sc.OFFICER).key)
    read = read_trust(write_trust(trust))
    assert isinstance(read, Trust)
    assert read.covers(count)


def test_a_count_with_a_stranger_another_key_or_another_role_is_not_covered() -> None:
    count = sc.eventful(sc.Night()).count
    trust = trust_in(count, "test")
    devices = {DeviceId("laptop-2"): sc.device("laptop-2"), **count.devices}
    assert not trust.covers(replace(count, devices=devices))
    officer = count.people[sc.OFFICER]
    for changed in (
        replace(officer, id=PersonId("officer-3")),
        replace(officer, key=sc.key_of("somebody").key),
        replace(officer, roles=("officer", "keyer")),
    ):
        assert not trust.covers(replace(count, people={**count.people, changed.id: changed}))


def test_a_key_file_may_name_more_than_the_count_has_met_yet() -> None:
    night = sc.Night()
    trust = trust_in(sc.eventful(sc.Night()).count, "test")
    assert trust.covers(night.count)
