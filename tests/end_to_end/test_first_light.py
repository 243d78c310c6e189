"""A real council's night, headless, from boxes to the published result, by the command line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from countroom.store.log import CountStore
from countroom.wire.short_code import short_code

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"


def rehearse(out: Path, *more: str, source: Path = SAMPLE, council: str = "harlow") -> None:
    command = [sys.executable, "-m", "countroom", "rehearse", str(source)]
    command += ["--election", "2024-05-02", "--council", council, "--out", str(out), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("harlow") / "night"
    rehearse(out, "--mistakes", "0.2", "--seed", "7")
    return out


def test_harlow_ends_as_the_real_night_did(night: Path) -> None:
    found: dict[str, Any] = json.loads((night / "summary.json").read_text(encoding="utf-8"))
    assert (found["council"], found["environment"]) == ("harlow", "test")
    assert (found["contests"], found["declared"], found["published"]) == (11, 11, 11)
    assert (found["control_before"], found["control_after"]) == ("CON", "CON")
    assert (found["outcome"], found["seats"]) == ("hold", {"CON": 17, "LAB": 16})
    assert found["documents"] == 11
    assert len(list((night / "documents").glob("*.pdf"))) == 11
    assert rows(night / "control.csv") == [
        {
            "council_slug": "harlow",
            "region": "East of England",
            "control_before": "CON",
            "control_after": "CON",
            "outcome": "hold",
            "lost_by": "",
        }
    ]


def test_every_vote_and_winner_published_is_the_published_one(night: Path) -> None:
    source = {
        (row["contest_id"], row["candidate"], row["party_id"]): (row["votes"], row["elected"])
        for row in rows(SAMPLE / "results" / "2024-candidates.csv")
    }
    published = {
        (row["contest_id"], row["name"], row["party_id"]): (row["votes"], row["elected"])
        for row in rows(night / "feed" / "results.csv")
    }
    assert len(source) == 101
    assert published == source


def test_every_planted_mistake_was_caught_by_an_event_of_the_log(night: Path) -> None:
    planted = rows(night / "mistakes.csv")
    store = CountStore(night / "night.count", read_only=True)
    kinds = dict(store.execute("SELECT id, type FROM event").fetchall())
    store.close()
    assert len(planted) >= 10
    for row in planted:
        caught = "SheetReopened" if row["kind"] == "sheet_twice" else "EntriesDiffered"
        assert kinds[row["caught_by_event"]] == caught
        assert bool(row["caught_by_check"]) == (row["kind"] == "sheet_twice")


def figures(night: Path) -> list[dict[str, str]]:
    """Give what is published of a night, however each result came onto the record."""
    how = ("revision", "on_paper")
    published = rows(night / "feed" / "results.csv")
    return [{name: row[name] for name in row if name not in how} for row in published]


@pytest.mark.parametrize("depth", ["team_summary", "every_sheet"])
def test_harlow_ends_the_same_whatever_is_keyed_of_its_paper(
    night: Path, tmp_path: Path, depth: str
) -> None:
    deep = tmp_path / "deep"
    rehearse(deep, "--mistakes", "0.1", "--seed", "7", "--depth", depth, "--no-documents")
    assert rows(deep / "control.csv") == rows(night / "control.csv")
    assert figures(deep) == figures(night)
    planted = rows(deep / "mistakes.csv")
    assert all(row["caught_by_event"] for row in planted)
    assert len({row["kind"] for row in planted}) > (3 if depth == "team_summary" else 8)
    found = json.loads((deep / "summary.json").read_text(encoding="utf-8"))
    assert found["depth"] == depth
    assert found["mistakes_made"] == found["mistakes_caught"] == len(planted)
    assert found["played"]["sheets"] > 44, "more than an account a box and a sheet a ward"
    asked = [sys.executable, "-m", "countroom", "verify", str(deep / "night.count")]
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 0
    asked = [sys.executable, "-m", "countroom", "check", "--json", str(deep / "night.count")]
    checked = subprocess.run(asked, capture_output=True, check=False)
    findings = json.loads(checked.stdout)["findings"]
    stands = [one for one in findings if one["severity"] in {"impossible", "not_reconciled"}]
    assert {one["severity"] for one in stands} == {"not_reconciled"}
    assert len({one["contest"] for one in stands}) == 1, "the ward that would not reconcile"


def test_the_count_file_verifies_and_its_checks_are_clear(night: Path) -> None:
    for command in ("verify", "check"):
        done = subprocess.run(
            [sys.executable, "-m", "countroom", command, str(night / "night.count")],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_feed_shows_the_council_to_readers(night: Path) -> None:
    state = json.loads((night / "feed/state/council/harlow.json").read_text(encoding="utf-8"))
    assert state["environment"] == "test"
    page = (night / "feed/council/harlow/index.html").read_text(encoding="utf-8")
    assert "TEST" in page
    assert "Conservative hold" in page
    assert "11 of 11" in page


def test_one_seed_gives_one_night_byte_for_byte(tmp_path: Path) -> None:
    logs = []
    for name in ("one", "two"):
        rehearse(tmp_path / name, "--mistakes", "0.3", "--seed", "3", "--no-documents")
        store = CountStore(tmp_path / name / "night.count", read_only=True)
        # A receipt is the feed's, with the feed's key and clock; what follows it chains to it.
        logs.append(
            store.execute(
                "SELECT envelope FROM event WHERE position <"
                " (SELECT min(position) FROM event WHERE type = 'DeclarationReceipted')"
            ).fetchall()
        )
        store.close()
    assert logs[0] == logs[1]
    assert len(logs[0]) > 150


@pytest.mark.data
def test_councils_of_every_kind_play_to_their_end(data_folder: Path, tmp_path: Path) -> None:
    """Thirds with a tie, thirds with a gain, a loss, votes that do not fit the source's papers."""
    councils = "stevenage,rushmoor,oldham,dudley"
    rehearse(tmp_path / "n", "--no-documents", source=data_folder, council=councils)
    found = json.loads((tmp_path / "n" / "summary.json").read_text(encoding="utf-8"))
    assert found["totals"]["declared"] == found["totals"]["published"]
    ends = {row["council_slug"]: row for row in rows(tmp_path / "n" / "control.csv")}
    assert ends["rushmoor"]["outcome"] == "gain"
    assert (ends["oldham"]["outcome"], ends["oldham"]["lost_by"]) == ("loss", "LAB")
    cases = {row["contest"]: row["code"] for row in rows(tmp_path / "n" / "source-faults.csv")}
    assert cases == {
        "local.stevenage.woodfield.2024-05-02": "tie_at_last_place",
        "local.dudley.norton.2024-05-02": "votes_exceed_papers",
    }
    assert all((tmp_path / "n" / slug / "night.count").is_file() for slug in councils.split(","))


def test_the_page_of_a_ward_shows_the_code_of_its_sheet(night: Path) -> None:
    store = CountStore(night / "night.count", read_only=True)
    cleared = dict(store.execute("SELECT contest, cleared FROM declaration").fetchall())
    store.close()
    assert len(cleared) == 11
    for contest, event in cleared.items():
        page = (night / "feed/contest" / contest / "index.html").read_text(encoding="utf-8")
        assert short_code(event) in page
