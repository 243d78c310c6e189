from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.app.sources.names import (
    ballot_order,
    ballot_paper,
    candidate_id,
    folded,
    split_fields,
    split_name,
    unmarked,
)
from countroom.app.sources.records import SourceCandidate
from countroom.domain.election import Party
from countroom.domain.identifiers import ContestId, PartyId

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

CONTEST = ContestId("local.anyborough.hill.2024-05-02")
PARTIES = [
    Party(PartyId("PP52"), "Conservative and Unionist Party", "CON"),
    Party(PartyId("PP53"), "Labour Party", "LAB"),
    Party(PartyId(""), "Hill Residents", "OTH"),
]


def standing(
    name: str, party: Party = PARTIES[0], votes: int | None = None, person: str = ""
) -> SourceCandidate:
    surname, forenames = split_name(name)
    return SourceCandidate(CONTEST, name, surname, forenames, party, votes, None, person)


@pytest.mark.parametrize(
    ("name", "surname", "forenames"),
    [
        ("Hardware, A.", "Hardware", "A."),
        ("Van Der Berg, J. P.", "Van Der Berg", "J. P."),
        ("Boram K.", "Boram", "K."),
        ("Barnard RC.", "Barnard", "RC."),
        ("Marshall J.P./.", "Marshall", "J.P./."),
        ("De La Mare S.d.", "De La Mare", "S.d."),
        ("Kevin Boram", "Boram", "Kevin"),
        ("Jan van der Berg", "Berg", "Jan van der"),
        ("Siân Lloyd-McDonald", "Lloyd-McDonald", "Siân"),
        ("Alan Graves Jr.", "Jr.", "Alan Graves"),
        ("Artwell", "Artwell", ""),
    ],
)
def test_a_name_says_by_its_shape_which_part_is_the_surname(
    name: str, surname: str, forenames: str
) -> None:
    assert split_name(name) == (surname, forenames)


@pytest.mark.parametrize(
    ("surname", "forenames", "parts"),
    [
        ("ELY", "John Gerard", ("ELY", "John Gerard")),
        ("AMIN, Khuram", "", ("AMIN", "Khuram")),
        ("SACHS, Martin", "Martin", ("SACHS", "Martin")),
        ("Stephen VINEY", "", ("VINEY", "Stephen")),
        ("", "Stephen Viney", ("Viney", "Stephen")),
    ],
)
def test_returns_of_2026_may_hold_a_whole_name_in_one_field(
    surname: str, forenames: str, parts: tuple[str, str]
) -> None:
    assert split_fields(surname, forenames) == parts


def test_accents_case_and_apostrophes_do_not_count_in_the_order() -> None:
    assert folded("O\u2019Brien") == folded("obrien") == folded("ÓBRIEN")
    names = ["Zöller, A.", "o'brien, B.", "Obrien, A.", "Zoller, B.", "McAdam, C.", "Macadam, C."]
    ordered = [one.name for one in ballot_order(map(standing, names))]
    assert ordered == [
        "Macadam, C.",
        "McAdam, C.",
        "Obrien, A.",
        "o'brien, B.",
        "Zöller, A.",
        "Zoller, B.",
    ]


def test_candidates_of_one_name_follow_their_party() -> None:
    brown = [standing("Brown, A.", party) for party in PARTIES]
    assert [one.party.name for one in ballot_order(brown)] == [
        "Conservative and Unionist Party",
        "Hill Residents",
        "Labour Party",
    ]


candidates = st.lists(
    st.builds(
        standing,
        st.sampled_from(["Smith, A.", "Smith, B.", "SMITH, A.", "Smyth, Á.", "Brown, A.", "Ó, C."]),
        st.sampled_from(PARTIES),
        st.one_of(st.none(), st.integers(0, 3)),
        st.just(""),
    ),
    max_size=12,
)


@given(candidates, st.randoms(use_true_random=False))
def test_a_shuffle_changes_neither_order_nor_ids(
    given_order: list[SourceCandidate], random: Random
) -> None:
    shuffled = list(given_order)
    random.shuffle(shuffled)
    once, again = ballot_paper(CONTEST, given_order), ballot_paper(CONTEST, shuffled)
    assert list(once.items()) == list(again.items())


@given(candidates)
def test_votes_change_no_candidate_and_no_id(given_order: list[SourceCandidate]) -> None:
    def printed(these: Sequence[SourceCandidate]) -> list[tuple[str, str, str]]:
        paper = ballot_paper(CONTEST, these)
        return [(id_, one.name, one.party.name) for id_, one in paper.items()]

    without = [standing(one.name, one.party) for one in given_order]
    assert printed(given_order) == printed(without)


@given(candidates)
def test_every_candidate_has_an_id_of_their_own(given_order: list[SourceCandidate]) -> None:
    assert len(ballot_paper(CONTEST, given_order)) == len(given_order)


def test_an_id_tells_the_person_or_is_made_from_who_stands_where() -> None:
    assert candidate_id(CONTEST, standing("Emma Evans", person="37588")) == "dc:37588"
    made = candidate_id(CONTEST, standing("Evans, E."))
    assert made.startswith("c-")
    assert len(made) == len("c-") + 12
    assert made != candidate_id(
        ContestId("local.anyborough.dale.2024-05-02"), standing("Evans, E.")
    )
    assert made != candidate_id(CONTEST, standing("Evans, E."), ordinal=2)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ann Ash (Elected)", "Ann Ash"),
        ("Bob Birch (NOT ELECTED)", "Bob Birch"),
        ("Cat Cole (commonly known as Kit)", "Cat Cole (commonly known as Kit)"),
        ("Dee (Elected) Dale", "Dee (Elected) Dale"),
        ("(Elected)", "(Elected)"),
    ],
)
def test_a_mark_of_who_was_elected_is_no_part_of_a_name(written: str, name: str) -> None:
    assert unmarked(written) == name
