"""``countroom tally`` with a hand count keyed in papers: what is printed, and the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from countroom.cli.main import ANSWER_IS_NO, DONE, MISUSE, run

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]
    Value = dict[str, Any]

NAMES = ("Ann Ash", "Bob Birch", "Cat Cole", "Dan Dow", "Eve Elm")
SURPLUS: Value = {
    "action": "surplus",
    "from": [1],
    "sub_parcels": [{"papers": [0, 1, 0, 0, 3], "non_transferable": 8}],
}
FIRST_HALF: Value = {
    "action": "exclusion",
    "from": [5],
    "sub_parcels": [{"papers": [0, 1, 0, 0, 0], "non_transferable": 4}],
}
WHOLE: Value = {
    **FIRST_HALF,
    "sub_parcels": [
        *FIRST_HALF["sub_parcels"],
        {"papers": [0, 3, 0, 0, 0], "non_transferable": 0},
    ],
}
LAST: Value = {
    "action": "surplus",
    "from": [2],
    "sub_parcels": [{"papers": [0, 0, 2, 1, 0], "non_transferable": 0}],
}


def ward(*stages: Value, first: tuple[int, ...] = (12, 8, 7, 7, 5), seats: int = 3) -> Value:
    """Write the record of a count of 39 papers, quota 10, or of others."""
    candidates = [{"name": name, "party": "Green"} for name in NAMES[: len(first)]]
    return {
        "seats": seats,
        "candidates": candidates,
        "first_preferences": list(first),
        "stages": list(stages),
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def told(
    folder: Path, capture: Capture, record: Value, *argv: str, code: int = DONE
) -> tuple[list[str], Value]:
    """Run, as text and as JSON, with nothing on stderr."""
    (folder / "ward.json").write_text(json.dumps(record), encoding="utf-8")
    said = []
    for form in ((), ("--json",)):
        assert run(["tally", "ward.json", "--rules", "ni-council", *argv, *form]) == code
        out, err = capture.readouterr()
        assert err == ""
        said.append(out)
    return said[0].splitlines(), json.loads(said[1])


def complaint(folder: Path, capture: Capture, record: Value) -> str:
    (folder / "ward.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    assert run(["tally", "ward.json", "--rules", "ni-council"]) == MISUSE
    out, err = capture.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err.rstrip("\n")


def test_the_surplus_to_be_transferred_is_told(folder: Path, capsys: Capture) -> None:
    lines, found = told(folder, capsys, ward())
    assert "Next: transfer the surplus of Ann Ash, 2.00 votes." in lines
    assert found["next"] == {"action": "surplus", "of": [1], "waiting": []}
    assert (found["awaiting"], found["findings"], found["departures"]) == ([], [], [])


def test_who_is_to_be_excluded_is_told_and_no_surplus_waits(folder: Path, capsys: Capture) -> None:
    lines, found = told(folder, capsys, ward(SURPLUS))
    assert "Next: exclude Eve Elm." in lines
    assert not [line for line in lines if "wait" in line]
    assert found["next"] == {"action": "exclusion", "of": [5], "waiting": []}
    assert found["stages"][1]["transfer_value"] == "0.50"


def test_a_surplus_that_waits_is_told_with_the_reason(folder: Path, capsys: Capture) -> None:
    lines, found = told(folder, capsys, ward(first=(12, 9, 9, 4, 2)))
    at = lines.index("Next: exclude Dan Dow, Eve Elm together.")
    assert lines[at + 1] == (
        "The surplus of Ann Ash (2.00) waits, because it could not lift Dan Dow, Eve Elm to the "
        "next above."
    )
    waiting = [{"number": 1, "surplus": "2.00"}]
    assert found["next"] == {"action": "exclusion", "of": [4, 5], "waiting": waiting}


def test_surpluses_that_wait_are_told_together(folder: Path, capsys: Capture) -> None:
    """Ann 12, Bob 11 of 37 for three seats, quota 10: 3 in all, and Eve is 4 below Dan."""
    lines, found = told(folder, capsys, ward(first=(12, 11, 8, 5, 1)))
    said = " ".join(lines)
    assert "The surpluses of Ann Ash (2.00), Bob Birch (1.00) wait, because together" in said
    assert [one["number"] for one in found["next"]["waiting"]] == [1, 2]


def test_what_is_on_the_table_is_told(folder: Path, capsys: Capture) -> None:
    lines, found = told(folder, capsys, ward(SURPLUS, {**WHOLE, "sub_parcels": []}))
    at = lines.index("On the table: 5 papers received at 1.00 to be sorted.")
    assert lines[at + 1] == "  then 3 papers received at 0.50"
    assert found["next"] is None
    assert found["awaiting"] == [
        {"papers": 5, "received_at": "1.00"},
        {"papers": 3, "received_at": "0.50"},
    ]


def test_a_count_goes_on_between_two_sub_parcels(folder: Path, capsys: Capture) -> None:
    lines, found = told(folder, capsys, ward(SURPLUS, FIRST_HALF))
    assert "On the table: 3 papers received at 0.50 to be sorted." in lines
    assert len(found["stages"]) == 2
    begun = {**SURPLUS, "sub_parcels": []}
    lines, _ = told(folder, capsys, ward(begun, first=(12_009, 2, 1, 1, 1)))
    assert "On the table: 12,009 papers received at 1.00 to be sorted." in lines


def test_a_count_that_is_finished_says_so(folder: Path, capsys: Capture) -> None:
    lines, found = told(folder, capsys, ward(SURPLUS, WHOLE, LAST))
    assert "Nothing more is to be done: all seats are filled." in lines
    assert (found["next"], found["awaiting"]) == (None, [])
    assert [one["number"] for one in found["elected"]] == [1, 2, 3]
    lines, found = told(folder, capsys, ward(seats=6))
    assert "Nothing more is to be done: no candidate is left for the other seats." in lines


def test_other_inputs_have_no_next_step(folder: Path, capsys: Capture) -> None:
    (folder / "ward.json").write_text('{"seats": 1, "votes": {"Ann": 2, "Bob": 1}}', "utf-8")
    assert run(["tally", "ward.json", "--rules", "plurality", "--json"]) == DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["next"], found["awaiting"]) == (None, [])


def test_a_lot_ends_with_1_until_it_is_given(folder: Path, capsys: Capture) -> None:
    record = ward(first=(3, 2, 2, 4), seats=1)
    lines, found = told(folder, capsys, record, code=ANSWER_IS_NO)
    assert any(line.startswith("Equal at stage 1: Bob Birch, Cat Cole.") for line in lines)
    assert not [line for line in lines if line.startswith(("Next", "On the", "Nothing"))]
    assert (found["next"], found["lots"][0]["drawn"]) == (None, None)
    lines, found = told(folder, capsys, record, "--lot", "1:Cat Cole")
    assert "Next: exclude Cat Cole." in lines
    assert found["lots"][0]["drawn"] == "Cat Cole"


def test_advice_that_was_declined_is_told_with_the_reason(folder: Path, capsys: Capture) -> None:
    declined = {**FIRST_HALF, "declined": "the surplus\nwas overlooked"}
    lines, found = told(folder, capsys, ward(declined))
    at = lines.index("  stage 2: asked for surplus (Ann Ash); done exclusion (Eve Elm).")
    assert lines[at + 1] == "    Reason given: the surplus was overlooked"
    assert found["departures"][0]["reason"] == "the surplus\nwas overlooked"


def test_votes_that_the_papers_do_not_make_are_a_finding(folder: Path, capsys: Capture) -> None:
    parcel = {**SURPLUS["sub_parcels"][0], "votes": ["0.00", "0.50", "0.00", "0.00", "1.05"]}
    lines, found = told(folder, capsys, ward({**SURPLUS, "sub_parcels": [parcel]}))
    text = "stage 2, Eve Elm: the tellers made it 1.05 votes; the papers make 1.50."
    assert f"  {text}" in lines
    assert found["findings"] == [
        {
            "code": "votes_of_stage_wrong",
            "stage": 2,
            "candidate": 5,
            "figure": "1.05",
            "expected": "1.50",
            "text": text,
        }
    ]


def test_papers_that_do_not_add_up_are_refused_with_their_place(
    folder: Path, capsys: Capture
) -> None:
    short = {"papers": [0, 2, 0, 0, 0], "non_transferable": 0}
    stage = {**FIRST_HALF, "sub_parcels": [*FIRST_HALF["sub_parcels"], short]}
    sentence = complaint(folder, capsys, ward(SURPLUS, stage))
    assert sentence.startswith("stage 3, sub-parcel 2: 2 papers were sorted, and ")
    assert sentence.endswith(".")


def test_a_stage_that_cannot_be_begun_is_refused_with_its_number(
    folder: Path, capsys: Capture
) -> None:
    assert complaint(folder, capsys, ward(SURPLUS, LAST)) == (
        "stage 3: One elected candidate with a surplus not yet transferred was expected."
    )


def test_what_is_not_a_record_is_told_at_its_line(folder: Path, capsys: Capture) -> None:
    sentence = complaint(folder, capsys, ward(first=(1, 2)) | {"first_preferences": [1]})
    assert sentence == ("ward.json, line 13: a figure for each of the 2 candidates was expected.")
