"""Labels of the results and registered names of the roster."""

from __future__ import annotations

import pytest

from countroom.app.sources.labels import own_names, same_party
from countroom.domain.election import Party
from countroom.domain.identifiers import PartyId


def party(name: str, id_: str = "", group: str = "OTH") -> Party:
    return Party(PartyId(id_), name, group)


UTTLESFORD = party("Residents for Uttlesford", "PP2468")
EWELL_COURT = party("Ewell Court Residents' Association", "PP230")
EPSOM = party("Residents Associations of Epsom and Ewell", "PP74")
GREENBELT = party("Guildford Greenbelt Group", "PP2535")
LOUGHTON = party("Independent Loughton Residents Association", "PP182")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("RES", UTTLESFORD),
        ("EC RES", EWELL_COURT),
        ("GGG", GREENBELT),
        ("The Guildford Greenbelt Group", GREENBELT),
        ("LRA", LOUGHTON),
    ],
)
def test_a_label_stands_for_the_party_whose_words_or_initials_it_shortens(
    label: str, name: Party
) -> None:
    assert same_party(party(label), [name]) == name


@pytest.mark.parametrize("label", ["RAIC", "RES FOR ESSEX", "UTT RES", "G", "&", ""])
def test_another_label_stays_what_it_is(label: str) -> None:
    assert same_party(party(label), [UTTLESFORD]) == party(label)


def test_of_several_it_is_the_one_with_most_of_their_councillors_or_none() -> None:
    assert same_party(party("RES"), [EPSOM, EPSOM, EWELL_COURT]) == EPSOM
    assert same_party(party("RES"), [EPSOM, EWELL_COURT]) == party("RES")


def test_a_party_with_an_id_or_of_a_large_group_is_never_renamed() -> None:
    registered = party("Residents", "PP1")
    independent = party("RES", group="IND")
    assert same_party(registered, [UTTLESFORD]) == registered
    assert same_party(independent, [UTTLESFORD]) == independent
    assert same_party(party("RES"), [party("Residents", "PP2", "IND")]) == party("RES")


def test_no_two_take_one_name_and_the_longer_label_goes_first() -> None:
    oxted = party("Oxted & Limpsfield Residents Group", "PP3978")
    short, long = party("RES"), party("O and L RES")
    assert own_names([short, long], [oxted]) == {long: oxted, short: short}
    assert own_names([short, oxted], [oxted]) == {oxted: oxted, short: short}
