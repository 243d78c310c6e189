from __future__ import annotations

import json
from pathlib import Path

import pytest

from countroom.cli.main import DONE, ENVIRONMENT_FAILED, MISUSE, run

SAMPLE = str(Path(__file__).parents[2] / "resources" / "sample")
DAY = "2024-05-02"
KEYS = [
    *("council_slug", "council", "region", "election_date", "seats_total", "seats_up"),
    *("control_before", "control_after", "outcome", "lost_by"),
    *("seats_before", "seats_after", "elected", "change_eve_of_poll", "change_last_fought"),
    *("last_fought_unknown", "as_of", "source", "notes"),
    *("seats_vacant", "seats_undeclared", "wards_up", "wards_compared", "wards"),
]


def council(source: str, council: str = "harlow", day: str = DAY, *more: str) -> int:
    return run(["council", source, "--election", day, "--council", council, *more])


def test_a_council_is_told_in_a_block_of_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert council(SAMPLE) == DONE
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[:5] == [
        "Harlow (East of England), 2 May 2024",
        "  Conservative hold",
        "  Control before: Conservative",
        "  Control after: Conservative",
        "  Seats up: 33 of 33",
    ]
    assert lines[6].split() == ["Conservative", "21", "17", "17", "-4", "?"]
    assert lines[7].split() == ["Labour", "12", "16", "16", "+4", "?"]
    assert lines[-1] == "  Since last fought: The earlier results are not in the source."
    assert err == ""


def test_one_council_is_one_json_object_and_more_are_a_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert council(SAMPLE, "harlow", DAY, "--json") == DONE
    one = json.loads(capsys.readouterr().out)
    assert list(one) == KEYS
    assert (one["control_before"], one["control_after"], one["outcome"]) == ("CON", "CON", "hold")
    assert one["change_eve_of_poll"] == {"CON": -4, "LAB": 4}
    assert one["change_last_fought"] is None
    assert council(SAMPLE, "all", DAY, "--json") == DONE
    assert json.loads(capsys.readouterr().out) == {"councils": [one]}


def test_a_wards_share_of_the_vote_is_told_in_three_ways_by_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    council(SAMPLE, "harlow", DAY, "--json")
    ward = json.loads(capsys.readouterr().out)["wards"][0]
    assert ward["ward"] == "Bush Fair"
    labour, conservative = (778, 769, 737), (589, 575, 550)
    greens, others = (177, 175, 175), 141 + 89  # Ukip and the Liberal Democrats had one each
    everyone = sum(labour) + sum(conservative) + sum(greens) + others
    tops = labour[0] + conservative[0] + greens[0] + others
    means = (sum(labour) + sum(conservative) + sum(greens)) / 3 + others
    told = {basis: share["LAB"] for basis, share in ward["vote_share"].items()}
    assert told == {
        "all_votes": f"{100 * sum(labour) / everyone:.1f}",
        "average_per_candidate": f"{100 * sum(labour) / 3 / means:.1f}",
        "top_candidate": f"{100 * labour[0] / tops:.1f}",
    }
    assert told["all_votes"] == "48.0"


@pytest.mark.parametrize(
    ("slug", "day"), [("harlow", "2023-05-04"), ("nowhere", DAY), ("all", "2023-05-04"), (",", DAY)]
)
def test_what_the_source_does_not_have_is_misuse(
    capsys: pytest.CaptureFixture[str], slug: str, day: str
) -> None:
    assert council(SAMPLE, slug, day) == MISUSE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("The source has no poll on ")


def test_a_source_that_is_missing_is_the_environments_failure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert council(str(tmp_path / "gone")) == ENVIRONMENT_FAILED
    assert "does not exist" in capsys.readouterr().err


def test_unreadable_rows_are_all_named_and_nothing_is_printed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    results = tmp_path / "results"
    results.mkdir()
    (results / "2024-contests.csv").write_text(
        "contest_id,election_date,council_id,council_slug,ward,seats\n"
        "local.any.a.2024-05-02,2024-05-02,ANY,any,A,1\n"
        "local.any.b.2024-05-02,2024-05-02,ANY,any,B,\n"
    )
    (results / "2024-candidates.csv").write_text(
        "contest_id,candidate,party_label,party_id,party_group,votes\n"
        'local.any.a.2024-05-02,"Ash, A.",CON,PP52,CON,many\n'
    )
    assert council(str(tmp_path), "any") == MISUSE
    out, err = capsys.readouterr()
    assert out == ""
    first, second = err.splitlines()
    assert first.endswith(
        "2024-contests.csv, row 3, column seats: B has no seat to fill. Write how many there are."
    )
    assert "2024-candidates.csv, row 2, column votes: “many” is not a whole figure." in second


@pytest.mark.data
def test_what_cannot_be_known_is_said(
    capsys: pytest.CaptureFixture[str], data_folder: Path
) -> None:
    assert council(str(data_folder), "swindon") == DONE
    out = capsys.readouterr().out
    assert "Wroughton and Wichelstowe: a councillor has left since the roster" in out
    assert council(str(data_folder), "adur", "2016-05-05") == DONE
    assert "no roster of an earlier year" in capsys.readouterr().out


@pytest.mark.data
def test_each_ward_says_who_had_its_seats_and_what_changed_hands(
    capsys: pytest.CaptureFixture[str], data_folder: Path
) -> None:
    assert council(str(data_folder), "stroud", DAY, "--json") == DONE
    told = json.loads(capsys.readouterr().out)
    wards = {ward["ward"]: ward for ward in told["wards"]}
    assert (told["wards_up"], told["wards_compared"], len(wards)) == (27, 24, 27)
    assert (told["seats_vacant"], told["seats_undeclared"]) == (0, 0)
    assert told["change_last_fought"] is None
    assert told["last_fought_unknown"] == "ward_changed"
    unknown = [ward for ward in wards.values() if ward["change"] == "no_comparison"]
    assert {ward["last_fought_unknown"] for ward in unknown} == {"ward_changed"}
    assert {ward["last_fought"] for ward in unknown} == {None}
    gained = next(ward for ward in wards.values() if ward["change"] == "gain")
    assert list(gained) == [
        *("contest", "ward", "seats", "elected", "last_fought", "last_fought_unknown"),
        *("change", "gains", "losses", "vote_share"),
    ]
    assert sum(gained["gains"].values()) == sum(gained["losses"].values()) > 0
    assert council(str(data_folder), "stroud") == DONE
    assert capsys.readouterr().out.splitlines()[-1] == "  Wards that can be compared: 24 of 27"


@pytest.mark.data
@pytest.mark.parametrize(
    ("slug", "day", "sentence"),
    [
        ("stockport", "2023-05-04", "taken from its seats by party for the whole council"),
        ("west-lindsey", "2023-05-04", "no poll for some wards (1): uncontested or put off"),
        ("uttlesford", "2023-05-04", "“RES” in the results is taken to be Residents for Uttles"),
        ("bexley", "2026-05-07", "taken from the roster made later in 2022"),
    ],
)
def test_what_stands_in_for_votes_is_said_of_each_council(
    capsys: pytest.CaptureFixture[str], data_folder: Path, slug: str, day: str, sentence: str
) -> None:
    assert council(str(data_folder), slug, day) == DONE
    assert sentence in capsys.readouterr().out


@pytest.mark.data
@pytest.mark.parametrize(
    ("day", "councils"),
    [
        ("2016-05-05", 147),
        ("2017-05-04", 111),
        ("2018-05-03", 158),
        ("2019-05-02", 254),
        ("2021-05-06", 140),
        ("2023-05-04", 228),
        ("2025-05-01", 23),
        ("2026-05-07", 16),
    ],
)
def test_every_year_of_the_data_says_of_each_council_what_it_cannot_know(
    capsys: pytest.CaptureFixture[str], data_folder: Path, day: str, councils: int
) -> None:
    assert council(str(data_folder), "all", day, "--json") == DONE
    found = json.loads(capsys.readouterr().out)["councils"]
    assert len(found) == councils
    for one in found:
        assert (one["change_last_fought"] is None) == bool(
            one["last_fought_unknown"] or one["seats_undeclared"]
        )
        known = one["control_after"] is not None and one["control_before"] is not None
        assert known or one["notes"] or one["last_fought_unknown"] == "new_council"


@pytest.mark.data
def test_all_councils_of_a_day_are_one_document(
    capsys: pytest.CaptureFixture[str], data_folder: Path
) -> None:
    assert council(str(data_folder), "all", DAY, "--json") == DONE
    councils = json.loads(capsys.readouterr().out)["councils"]
    assert len(councils) == 104
    outcomes = [one["outcome"] for one in councils]
    assert {outcome: outcomes.count(outcome) for outcome in outcomes} == {
        "hold": 56,
        "no_change": 27,
        "gain": 14,
        "loss": 7,
    }
