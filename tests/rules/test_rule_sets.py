"""Every shipped rule set against a table written from the domain reference, not from the files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, get_args

import pytest

from countroom.domain.counting import stv_northern_ireland, stv_scotland
from countroom.domain.identifiers import HeadId, RuleSetId
from countroom.domain.rule_set import Unproven
from countroom.rules import RuleSetError, load_rule_sets, rule_set_for, rule_set_in_force
from countroom.texts import Texts, say_head
from countroom.texts.sentences import HEADS, UNVERIFIED

if TYPE_CHECKING:
    from types import ModuleType

COUNCIL = ("no_official_mark", "too_many_votes", "identifying_mark", "unmarked_or_uncertain")
MAYOR = ("no_official_mark", "more_than_one_candidate", "identifying_mark", "unmarked_or_void")
FIRST = (
    *("no_official_mark", "more_than_one_first_preference", "identifying_mark"),
    "unmarked_or_void_first",
)
SECOND = ("unmarked_or_void_second",)
LIST = ("no_official_mark", "more_than_one_party", "identifying_mark", "unmarked_or_void")
NI = (
    *("no_official_mark", "no_figure_one", "figure_one_against_several", "identifying_mark"),
    "unmarked_or_void",
)
IN_THE_HALL, FOR_THE_AREA = True, False
LOT, VOTE_THEN_LOT = "lot", "one_vote_then_lot"
BACK, FROM_START = "latest_difference_then_lot", "earliest_difference_then_lot"
PLURALITY, SV, LISTS = "plurality", "supplementary_vote", "party_list"


class Law(NamedTuple):
    """What the domain reference says of one rule set."""

    first: str
    last: str | None
    system: str
    seats: int | None
    heads: tuple[str, ...]
    second_heads: tuple[str, ...] = ()
    tie_rule: str = LOT
    threshold: int | None = None
    decimals: int = 0
    declared: bool = IN_THE_HALL
    postal: tuple[int, int] | None = None
    constituencies: bool = True
    proven: bool = True


AFTER_10_DAYS = (10, 25)
# fmt: off
LAWS = {
    "england-principal-2006": Law(
        "2007-05-03", None, PLURALITY, None, COUNCIL, postal=AFTER_10_DAYS),
    "england-parish-2006": Law(
        "2007-05-03", None, PLURALITY, None, COUNCIL, postal=AFTER_10_DAYS, proven=False),
    "wales-principal-2006": Law("2007-05-03", "2022-05-04", PLURALITY, None, COUNCIL),
    "wales-principal-2021": Law("2022-05-05", None, PLURALITY, None, COUNCIL),
    "council-mayor-2007-sv": Law("2007-05-03", "2023-05-03", SV, 1, FIRST, SECOND),
    "council-mayor-2023-fptp": Law("2023-05-04", None, PLURALITY, 1, MAYOR, proven=False),
    "ca-mayor-2017-sv": Law(
        "2017-05-04", "2023-05-03", SV, 1, FIRST, SECOND, declared=FOR_THE_AREA),
    "ca-mayor-2023-fptp": Law(
        "2023-05-04", "2026-06-17", PLURALITY, 1, MAYOR, declared=FOR_THE_AREA),
    "ca-mayor-2026-sv": Law(
        "2026-06-18", None, SV, 1, FIRST, SECOND, declared=FOR_THE_AREA, proven=False),
    "pcc-2012-sv": Law(
        "2012-11-15", "2023-05-03", SV, 1, (*FIRST[:3], "unmarked", "void_first"), SECOND,
        declared=FOR_THE_AREA, postal=AFTER_10_DAYS),
    "pcc-2023-fptp": Law(
        "2023-05-04", None, PLURALITY, 1, (*MAYOR[:3], "unmarked", "void"),
        declared=FOR_THE_AREA, postal=AFTER_10_DAYS, proven=False),
    "london-mayor-2007-sv": Law(
        "2008-05-01", "2023-05-03", SV, 1, FIRST, SECOND, declared=FOR_THE_AREA, proven=False),
    "london-mayor-2024-fptp": Law(
        "2023-05-04", None, PLURALITY, 1, MAYOR, declared=FOR_THE_AREA, proven=False),
    "london-assembly-1999": Law(
        "2000-05-04", None, LISTS, 11, LIST, tie_rule=VOTE_THEN_LOT, threshold=5,
        declared=FOR_THE_AREA, proven=False),
    "scottish-parliament-1998": Law(
        "1999-05-06", None, LISTS, 7, ("no_official_mark_and_number", *LIST[1:]),
        tie_rule=VOTE_THEN_LOT, declared=FOR_THE_AREA, proven=False),
    "senedd-2006": Law(
        "2007-05-04", "2026-05-06", LISTS, 4, LIST, tie_rule=VOTE_THEN_LOT,
        declared=FOR_THE_AREA, proven=False),
    "senedd-2024": Law(
        "2026-05-07", None, LISTS, 6, LIST, tie_rule=VOTE_THEN_LOT, postal=AFTER_10_DAYS,
        constituencies=False, proven=False),
    "scotland-council-2011": Law(
        "2012-05-03", None, "stv_scotland", None,
        ("no_unique_identifying_mark", "no_first_preference", "several_first_preferences",
         "identifying_mark", "unmarked", "void"),
        tie_rule=BACK, decimals=5, proven=False),
    "ni-assembly-2001": Law(
        "2003-11-26", None, "stv_northern_ireland", None, NI, tie_rule=FROM_START, decimals=2,
        proven=False),
    "ni-council": Law(
        "1985-05-15", None, "stv_northern_ireland", None, NI, tie_rule=FROM_START, decimals=2,
        proven=False),
    "supplementary-vote": Law("2007-05-03", None, SV, 1, FIRST, SECOND),
    "plurality": Law("2007-05-03", None, PLURALITY, None, COUNCIL),
}
# fmt: on

RULE_SETS = load_rule_sets()


def test_exactly_these_rule_sets_are_shipped() -> None:
    assert set(RULE_SETS) == set(LAWS)


@pytest.mark.parametrize("id_", LAWS)
def test_a_rule_set_says_what_the_law_says(id_: str) -> None:
    rules = RULE_SETS[RuleSetId(id_)]
    found = Law(
        rules.valid_from,
        rules.valid_until,
        rules.system,
        rules.seats,
        rules.heads,
        rules.second_heads,
        rules.tie_rule,
        rules.threshold_percent,
        rules.decimals,
        rules.declared_locally,
        rules.postal_statement_days,
        rules.constituency_seats,
        rules.verified,
    )
    assert found == LAWS[id_]


@pytest.mark.parametrize("id_", LAWS)
def test_a_rule_set_names_the_law_it_comes_from(id_: str) -> None:
    source = RULE_SETS[RuleSetId(id_)].source
    assert re.search(r"SI \d{4}/\d+| Act .*(19|20)\d\d|^Plain counting", source), source


@pytest.mark.parametrize(
    ("kind", "day", "id_"),
    [
        ("council-mayor", "2023-05-03", "council-mayor-2007-sv"),
        ("council-mayor", "2023-05-04", "council-mayor-2023-fptp"),
        ("pcc", "2023-05-03", "pcc-2012-sv"),
        ("pcc", "2023-05-04", "pcc-2023-fptp"),
        ("london-mayor", "2021-05-06", "london-mayor-2007-sv"),
        ("london-mayor", "2023-05-04", "london-mayor-2024-fptp"),
        ("ca-mayor", "2023-05-03", "ca-mayor-2017-sv"),
        ("ca-mayor", "2023-05-04", "ca-mayor-2023-fptp"),
        ("ca-mayor", "2026-06-17", "ca-mayor-2023-fptp"),
        ("ca-mayor", "2026-06-18", "ca-mayor-2026-sv"),
        ("senedd", "2021-05-06", "senedd-2006"),
        ("senedd", "2026-05-06", "senedd-2006"),
        ("senedd", "2026-05-07", "senedd-2024"),
        ("wales-principal", "2022-05-04", "wales-principal-2006"),
        ("wales-principal", "2022-05-05", "wales-principal-2021"),
        ("scotland-council", "2012-05-03", "scotland-council-2011"),
        ("ni-council", "2023-05-18", "ni-council"),
        ("plurality", "2030-01-01", "plurality"),
        ("supplementary-vote", "2030-01-01", "supplementary-vote"),
    ],
)
def test_the_day_of_the_poll_decides_which_law_counts_it(kind: str, day: str, id_: str) -> None:
    assert rule_set_in_force(kind, day).id == id_


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("scotland-council", "2012-05-02"),
        ("pcc", "2012-11-14"),
        ("ca-mayor", "2017-05-03"),
        ("pcc-2012", "2016-05-05"),
        ("nowhere", "2024-05-02"),
    ],
)
def test_no_law_is_invented_for_a_day_or_a_kind_without_one(kind: str, day: str) -> None:
    with pytest.raises(RuleSetError, match=f"{kind}.*{day}"):
        rule_set_in_force(kind, day)


def test_a_principal_council_is_counted_by_its_nations_law() -> None:
    assert rule_set_for("England", "2024-05-02").id == "england-principal-2006"
    assert rule_set_for("Wales", "2017-05-04").id == "wales-principal-2006"
    assert rule_set_for("Wales", "2022-05-05").id == "wales-principal-2021"
    with pytest.raises(RuleSetError, match="Narnia"):
        rule_set_for("Narnia", "2024-05-02")


def test_the_kind_is_the_id_without_year_and_system() -> None:
    kinds = {rules.kind for rules in RULE_SETS.values()}
    assert kinds == {
        *("england-principal", "england-parish", "wales-principal", "council-mayor", "ca-mayor"),
        *("pcc", "london-mayor", "london-assembly", "scottish-parliament", "senedd"),
        *("scotland-council", "ni-assembly", "ni-council", "supplementary-vote", "plurality"),
    }


@pytest.mark.parametrize("id_", LAWS)
def test_those_who_may_ask_for_a_recount_are_the_candidates_and_more_at_area_elections(
    id_: str,
) -> None:
    asking = set(RULE_SETS[RuleSetId(id_)].recount_by)
    more = {"counting_agent_designated", "area_officer"}
    assert {"candidate", "election_agent"} <= asking
    assert (asking >= more) == id_.startswith(("pcc-", "ca-mayor-"))


def test_what_is_announced_and_in_which_order() -> None:
    announced = {id_: rules.announced for id_, rules in RULE_SETS.items()}
    assert announced[RuleSetId("england-principal-2006")] == ("result",)
    assert announced[RuleSetId("council-mayor-2007-sv")] == ("first_preferences", "result")
    assert announced[RuleSetId("ni-assembly-2001")] == ("each_stage", "result")
    for rules in RULE_SETS.values():
        authorised = rules.announced[0] == "local_totals_when_authorised"
        assert authorised is not rules.declared_locally
        assert rules.announced[-1] == "result"


CANDIDATES = P, X, Y, FEW, MORE = 1, 2, 3, 4, 5
EQUAL_AT_STAGE_3 = {
    (P,): 11,
    (X,): 10,
    (Y,): 9,
    (FEW, Y): 2,
    (FEW, P): 4,
    (MORE, X): 1,
    (MORE, P): 6,
}
"""X and Y have 10 and 9, then 10 and 11, then 11 each, lowest of all; the quota of 43 is 22."""


@pytest.mark.parametrize(
    ("module", "decimals", "tie_rule", "excluded"),
    [(stv_scotland, 5, BACK, X), (stv_northern_ireland, 2, FROM_START, Y)],
)
def test_what_a_rule_set_says_of_transfers_and_ties_is_what_the_count_does(
    module: ModuleType, decimals: int, tie_rule: str, excluded: int
) -> None:
    """X had fewer at stage 2, the latest where they differ; Y at stage 1, the earliest."""
    system = module.__name__.rpartition(".")[2]
    sets = [rules for rules in RULE_SETS.values() if rules.system == system]
    assert sets
    for rules in sets:
        assert (rules.decimals, rules.tie_rule) == (module.DECIMALS, tie_rule)
    assert decimals == module.DECIMALS
    result = module.count(EQUAL_AT_STAGE_3, len(CANDIDATES), 1)
    assert [stage.moved for stage in result.stages[1:4]] == [(FEW,), (MORE,), (excluded,)]
    third = result.stages[2]
    assert third.votes(X) == third.votes(Y) == 11 * module.ONE


def test_rule_sets_without_transfers_say_nothing_of_decimals() -> None:
    for rules in RULE_SETS.values():
        assert (rules.decimals > 0) is rules.system.startswith("stv")
        assert (rules.tie_rule == VOTE_THEN_LOT) is (rules.system == LISTS)


def test_a_second_count_is_there_only_where_a_supplementary_vote_is() -> None:
    for rules in RULE_SETS.values():
        assert (rules.system == SV) is bool(rules.second_heads)


def test_every_head_has_a_name_of_its_own_and_none_is_kept_for_nothing() -> None:
    texts = Texts()
    used = {head for rules in RULE_SETS.values() for head in (*rules.heads, *rules.second_heads)}
    assert used == set(HEADS)
    names = [say_head(texts, HeadId(head)) for head in HEADS]
    assert len(set(names)) == len(names)


def test_every_reason_for_an_unverified_law_has_its_sentence_and_is_given() -> None:
    given = {rules.unverified_because for rules in RULE_SETS.values()}
    assert given - {""} == set(UNVERIFIED) == set(get_args(Unproven)) - {""}
    assert all(sentence.endswith(".") for sentence in UNVERIFIED.values())


@pytest.mark.parametrize("code", [*HEADS, *UNVERIFIED])
def test_every_head_and_every_reason_is_in_welsh_too(code: str) -> None:
    sentence = {**HEADS, **UNVERIFIED}[code]
    assert Texts("cy").say(sentence) != sentence
