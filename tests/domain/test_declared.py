"""A declaration by itself, as the feed checks it before it takes one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import scenarios as sc
from countroom.domain.checks import check_declaration
from countroom.domain.declaration import Declaration, Lot, Totals
from countroom.domain.identifiers import CandidateId, HeadId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countroom.domain.checks import Finding

ONE, THREE = sc.one_seat(), sc.three_seats()
A, B, C, D, E = (candidate.id for candidate in THREE.candidates)


def of_declaration(
    votes: Sequence[int], elected: Sequence[CandidateId], *lots: Lot
) -> tuple[Finding, ...]:
    declaration = Declaration(
        contest=sc.THREE,
        revision=1,
        supersedes=None,
        rule_set=THREE.rule_set,
        seats=3,
        electorate=THREE.electorate,
        totals=Totals(100, 100, dict(zip((A, B, C, D, E), votes, strict=True)), {}, 0, 0),
        totals_state="reconciled",
        elected=tuple(elected),
        lots=lots,
        findings=(),
        verification_version=1,
        provisional_version=1,
    )
    return check_declaration("plurality", THREE, declaration)


def codes(findings: Iterable[Finding]) -> set[str]:
    return {finding.code for finding in findings}


TIED = (60, 50, 40, 40, 20)
DAWSON_DRAWN = Lot((D, C), D, "names in a hat", ("B. Witness",))


def test_a_declared_lot_decides_the_last_place() -> None:
    assert not of_declaration(TIED, (A, B, D), DAWSON_DRAWN)


def test_lots_for_several_places_are_followed_one_by_one() -> None:
    first = Lot((D, C, B), C, "names in a hat", ("B. Witness",))
    second = Lot((D, B), B, "names in a hat", ("B. Witness",))
    votes = (60, 40, 40, 40, 20)
    assert not of_declaration(votes, (A, C, B), first, second)
    assert codes(of_declaration(votes, (A, C, B), second, first)) == {"V13"}
    assert codes(of_declaration(votes, (A, C), first)) == {"V13"}
    assert codes(of_declaration(votes, (A, C, C), first, first)) == {"V13"}


@pytest.mark.parametrize(
    ("votes", "elected", "lots"),
    [
        pytest.param(TIED, (A, B, C), (DAWSON_DRAWN,), id="the loser of the lot"),
        pytest.param(TIED, (A, B, D), (), id="no lot"),
        pytest.param(TIED, (A, B, D), (DAWSON_DRAWN, DAWSON_DRAWN), id="a lot twice"),
        pytest.param(TIED, (A, B, D), (replace(DAWSON_DRAWN, tied=(D, E)),), id="not who tied"),
        pytest.param(TIED, (A, B, E), (replace(DAWSON_DRAWN, drawn=E),), id="drawn from outside"),
        pytest.param((60, 50, 40, 30, 20), (A, B, C), (DAWSON_DRAWN,), id="a lot for nothing"),
        pytest.param((60, 50, 40, 30, 20), (A, B), (), id="too few"),
        pytest.param((60, 50, 40, 30, 20), (A, B, C, D), (), id="too many"),
        pytest.param((60, 50, 40, 30, 20), (A, A, B), (), id="one twice"),
        pytest.param((60, 50, 40, 30, 20), (B, A, C), (), id="out of order"),
    ],
)
def test_a_declaration_of_others_than_the_top_ones_is_impossible(
    votes: tuple[int, ...], elected: tuple[CandidateId, ...], lots: tuple[Lot, ...]
) -> None:
    assert codes(of_declaration(votes, elected, *lots)) == {"V13"}


def test_a_declaration_for_strangers_is_impossible() -> None:
    night = sc.declared(sc.Night())
    cleared = night[sc.ONE].cleared
    assert cleared is not None
    declaration = cleared.event.declaration
    assert check_declaration("plurality", ONE, declaration) == ()
    stranger = {CandidateId("somebody-else"): 0, **declaration.totals.votes}
    forged = replace(declaration, totals=replace(declaration.totals, votes=stranger))
    assert codes(check_declaration("plurality", ONE, forged)) == {"V13"}


def test_a_declaration_is_held_to_the_identities_too() -> None:
    night = sc.declared(sc.Night())
    cleared = night[sc.ONE].cleared
    assert cleared is not None
    declaration = cleared.event.declaration
    rejected = {HeadId("no_official_mark"): 0}
    forged = replace(declaration, totals=replace(declaration.totals, rejected=rejected))
    assert codes(check_declaration("plurality", ONE, forged)) == {"V06", "V11"}
