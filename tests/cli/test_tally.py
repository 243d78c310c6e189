"""``countroom tally`` as a person or a script calls it: what is printed, and the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from countroom.cli.main import ANSWER_IS_NO, DONE, ENVIRONMENT_FAILED, MISUSE, run
from fuzz.readers import BALLOTS, LISTS, LOCAL, PLAIN, SHEET, SUPPLEMENTARY, TRANSFERS, real

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]
    Value = dict[str, Any]

KEYS = [
    *("title", "rules", "verified", "unverified_because", "valid", "rejected", "seats", "quota"),
    *("seats_by_party", "candidates", "elected", "below_threshold", "vacant", "stages", "lots"),
    *("remaining", "areas_missing", "findings", "departures", "next", "awaiting"),
]
STAGE_KEYS = ["stage", "action", "from", "transfer_value", "totals", "non_transferable"]
THREE_TIED = {"seats": 2, "votes": {"Ann": 9, "Bob": 5, "Cat": 5, "Dan": 1}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, content: str | bytes | Value) -> str:
    """Write an input; its name is all that is told about it."""
    if isinstance(content, dict):
        content = json.dumps(content, indent=1, ensure_ascii=False)
    name = "ward.json" if content[:1] in ("{", b"{") else "ward.blt"
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def told(capture: Capture, *argv: str, code: int) -> list[str]:
    """Run; give the lines on stdout, with nothing on stderr."""
    assert run(["tally", *argv]) == code
    out, err = capture.readouterr()
    assert err == ""
    return out.splitlines()


def document(capture: Capture, *argv: str, code: int = DONE) -> Value:
    found: Value = json.loads("\n".join(told(capture, *argv, "--json", code=code)))
    assert list(found) == KEYS
    assert all(list(stage) == STAGE_KEYS for stage in found["stages"])
    return found


def complaint(capture: Capture, *argv: str, code: int = MISUSE) -> str:
    """Run; give the one line on stderr, with nothing on stdout, as text and as JSON."""
    sentences = set()
    for form in ((), ("--json",)):
        assert run(["tally", *argv, *form]) == code
        out, err = capture.readouterr()
        assert out == ""
        assert err.endswith(".\n")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        sentences.add(err.rstrip("\n"))
    [sentence] = sentences
    return sentence


def test_votes_are_counted_and_told_as_text(folder: Path, capsys: Capture) -> None:
    votes = {**PLAIN["votes"], "Siân Cole": 91}
    argv = (write(folder, {**PLAIN, "votes": votes}), "--rules", "england-principal-2006")
    assert told(capsys, *argv, code=DONE) == [
        "england-principal-2006 · 2 seats · 160 valid papers · 3 rejected",
        "",
        "Elected:",
        "   1 Ann Ash (Green)",
        "   3 Siân Cole (Plaid Cymru)",
        "",
        "Stage               1",
        "                votes",
        " 1 Ann Ash        120",
        " 2 Bob Birch       90",
        " 3 Siân Cole       91",
        " 4 Dan Dow          7",
    ]


def test_votes_are_counted_and_told_as_json(folder: Path, capsys: Capture) -> None:
    votes = {**PLAIN["votes"], "Siân Cole": 91}
    name = write(folder, {**PLAIN, "votes": votes, "valid": 100})
    assert document(capsys, name, "--rules", "england-principal-2006") == {
        "title": "",
        "rules": "england-principal-2006",
        "verified": True,
        "unverified_because": "",
        "valid": 100,
        "rejected": 3,
        "seats": 2,
        "quota": None,
        "seats_by_party": None,
        "candidates": [
            {"number": 1, "name": "Ann Ash", "party": "Green", "votes": 120, "elected_at": [1]},
            {"number": 2, "name": "Bob Birch", "party": "", "votes": 90, "elected_at": []},
            {
                "number": 3,
                "name": "Siân Cole",
                "party": "Plaid Cymru",
                "votes": 91,
                "elected_at": [1],
            },
            {"number": 4, "name": "Dan Dow", "party": "", "votes": 7, "elected_at": []},
        ],
        "elected": [
            {"number": 1, "name": "Ann Ash", "party": "Green"},
            {"number": 3, "name": "Siân Cole", "party": "Plaid Cymru"},
        ],
        "below_threshold": [],
        "vacant": 0,
        "stages": [
            {
                "stage": 1,
                "action": "votes",
                "from": [],
                "transfer_value": None,
                "totals": ["120", "90", "91", "7"],
                "non_transferable": "0",
            }
        ],
        "lots": [],
        "remaining": [],
        "areas_missing": [],
        "findings": [
            {
                "code": "votes_above_papers",
                "stage": 1,
                "candidate": 1,
                "figure": "120",
                "expected": "100",
                "text": "stage 1, Ann Ash: 120 votes are more than 100, the most there can be.",
            }
        ],
        "departures": [],
        "next": None,
        "awaiting": [],
    }


def test_a_tie_ends_with_1_and_says_which_lot_to_draw(folder: Path, capsys: Capture) -> None:
    argv = (write(folder, THREE_TIED), "--rules", "plurality")
    lines = told(capsys, *argv, code=ANSWER_IS_NO)
    assert (
        "Equal at stage 1: Bob, Cat. Draw a lot; the one drawn is elected. Then add --lot 1:NAME "
        "with the name drawn."
    ) in " ".join(line.strip() for line in lines)
    found = document(capsys, *argv, code=ANSWER_IS_NO)
    assert found["lots"] == [{"stage": 1, "for": "seat", "tied": ["Bob", "Cat"], "drawn": None}]
    assert [one["name"] for one in found["elected"]] == ["Ann"]


@pytest.mark.parametrize("lot", ["1:Cat", "1: cat", "001:3"])
def test_a_lot_that_was_drawn_resumes_the_count(folder: Path, capsys: Capture, lot: str) -> None:
    argv = (write(folder, THREE_TIED), "--rules", "plurality", "--lot", lot)
    found = document(capsys, *argv)
    assert found["lots"] == [{"stage": 1, "for": "seat", "tied": ["Bob", "Cat"], "drawn": "Cat"}]
    assert [one["name"] for one in found["elected"]] == ["Ann", "Cat"]
    assert "Lot at stage 1 between Bob, Cat: Cat is elected." in told(capsys, *argv, code=DONE)


def test_several_lots_are_given_one_by_one(folder: Path, capsys: Capture) -> None:
    votes = {"seats": 2, "votes": {"Ann": 5, "Bob": 5, "Cat": 5}}
    argv = (write(folder, votes), "--rules", "plurality", "--lot", "1:Cat")
    assert document(capsys, *argv, code=ANSWER_IS_NO)["lots"][1]["tied"] == ["Ann", "Bob"]
    found = document(capsys, *argv, "--lot", "1:Bob")
    assert [one["number"] for one in found["elected"]] == [3, 2]


def test_a_second_count_that_is_not_known_ends_with_1(folder: Path, capsys: Capture) -> None:
    name = write(folder, {**SUPPLEMENTARY, "second_count": None})
    argv = (name, "--rules", "council-mayor-2007-sv")
    lines = told(capsys, *argv, code=ANSWER_IS_NO)
    assert any("The second count is between Ann Ash, Bob Birch:" in line for line in lines)
    found = document(capsys, *argv, code=ANSWER_IS_NO)
    assert found["remaining"] == ["Ann Ash", "Bob Birch"]
    assert (found["elected"], len(found["stages"])) == ([], 1)


def test_a_second_count_is_told_as_a_stage(folder: Path, capsys: Capture) -> None:
    name = write(folder, {**SUPPLEMENTARY, "transfers": TRANSFERS})
    found = document(capsys, name, "--rules", "london-mayor-2007-sv")
    assert found["elected"] == [{"number": 2, "name": "Bob Birch", "party": ""}]
    assert found["stages"][1] == {
        "stage": 2,
        "action": "second preferences",
        "from": [3, 4],
        "transfer_value": None,
        "totals": ["44", "47", "0", "0"],
        "non_transferable": "9",
    }


def test_local_counts_are_added(folder: Path, capsys: Capture) -> None:
    found = document(capsys, write(folder, LOCAL), "--rules", "ca-mayor-2023-fptp")
    assert found["stages"][0]["totals"] == ["25", "21", "13"]


def test_a_region_has_one_item_a_list_seat_and_its_parties(folder: Path, capsys: Capture) -> None:
    argv = (write(folder, LISTS), "--rules", "scottish-parliament-1998")
    found = document(capsys, *argv)
    assert found["seats_by_party"] == {"Labour": 2, "Green": 1, "Cat Cole": 1}
    assert found["elected"][2:] == [{"number": 1, "name": "", "party": "Labour"}] * 2
    lines = told(capsys, *argv, code=DONE)
    assert "  Cat Cole, seat 2" in lines
    assert [line for line in lines if line.startswith("  Labour, seat")] != []
    assert "Labour: 2" in lines


@pytest.mark.parametrize(
    ("rules", "value"), [("scotland-council-2011", "0.37931"), ("ni-council", "0.55")]
)
def test_ballots_are_counted_by_either_law(
    folder: Path, capsys: Capture, rules: str, value: str
) -> None:
    argv = (write(folder, BALLOTS), "--rules", rules)
    found = document(capsys, *argv)
    assert (found["valid"], found["rejected"], found["quota"]) == (52, 5, 18)
    assert [one["number"] for one in found["elected"]] == [1, 2]
    assert [stage["transfer_value"] for stage in found["stages"]] == [None, value]
    lines = told(capsys, *argv, code=DONE)
    assert lines[:2] == [
        "Ward 3, Leith",
        f"{rules} · 2 seats · 52 valid papers · 5 rejected · quota 18",
    ]
    assert '   2 Bob "The Cat" Birch, stage 2' in lines


def test_a_stage_sheet_is_checked_and_its_findings_end_with_0(
    folder: Path, capsys: Capture
) -> None:
    argv = (write(folder, {**SHEET, "valid_poll": None}), "--rules", "ni-assembly-2001")
    found = document(capsys, *argv)
    assert [one["code"] for one in found["findings"]] == ["valid_poll_missing"]
    assert found["findings"][0]["text"] in "\n".join(told(capsys, *argv, code=DONE))
    assert [one["number"] for one in found["elected"]] == [1, 2]


def test_seats_asked_for_go_before_those_of_the_input(folder: Path, capsys: Capture) -> None:
    name = write(folder, BALLOTS)
    found = document(capsys, name, "--rules", "ni-council", "--seats", "1")
    assert (found["seats"], found["quota"]) == (1, 27)


def test_names_in_any_script_are_printed(folder: Path, capsys: Capture) -> None:
    votes = {"seats": 1, "votes": {"Seán Ó Néill": 2, "Łucja Żak": 1}}
    lines = told(capsys, write(folder, votes), "--rules", "plurality", code=DONE)
    assert "   1 Seán Ó Néill" in lines


def test_it_speaks_welsh(folder: Path, capsys: Capture) -> None:
    name = write(folder, "3 2\n1 4 0\n0\n")
    assert run(["--language", "cy", "tally", name, "--rules", "scotland-council-2011"]) == MISUSE
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "was expected" not in err


@pytest.mark.parametrize(
    ("rules", "content", "sentence"),
    [
        (
            "scotland-council-2011",
            '3 2\n1 1 2 0\n1 4 0\n0\n"A"\n"B"\n"C"\n',
            "ward.blt, line 3: a candidate's place from 1 to 3 was expected; found “4”.",
        ),
        (
            "ni-council",
            "",
            (
                "ward.blt, line 1: the file is empty. It should begin with candidates and seats, "
                "as in 9 3."
            ),
        ),
        (
            "plurality",
            '{"votes": {\n "Ann": "5"}}',
            "ward.json, line 2: “votes.Ann” was expected to be a whole figure, not negative.",
        ),
        (
            "plurality",
            "{",
            "ward.json, line 1: this is not JSON at column 2. Check quotes, commas and brackets.",
        ),
        (
            "plurality",
            b'{"votes":\n{"Si\xe2n": 1}}',
            "ward.json, line 2: a letter is not written in UTF-8. Save the file as UTF-8.",
        ),
        (
            "plurality",
            BALLOTS,
            "ward.blt, line 1: plurality is counted from a record of votes. Give a JSON file.",
        ),
        (
            "scotland-council-2011",
            "{}",
            (
                "ward.json, line 1: scotland-council-2011 is counted from ballot papers. "
                "Give a BLT file."
            ),
        ),
        (
            "plurality",
            '{"votes": {"A": 1},\n"B\\n\x7f": 2,\n"B\\n\x7f": 3}',
            (
                "ward.json, line 3: “B\ufffd\ufffd” stands twice; one of the two would be lost. "
                "Keep one."
            ),
        ),
    ],
)
def test_what_is_not_readable_ends_with_2_and_one_sentence(
    folder: Path, capsys: Capture, rules: str, content: str | bytes, sentence: str
) -> None:
    assert complaint(capsys, write(folder, content), "--rules", rules) == sentence


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (
            ("--lot", "Cat"),
            "“Cat” is no lot. Write the stage and the name drawn, as in --lot 3:“Ann Ash”.",
        ),
        (
            ("--lot", "1:Eve"),
            "Nobody called Eve stands. Write the name as the input has it.",
        ),
        (
            ("--lot", "2:Bob"),
            "No lot with Bob is open at stage 2. Leave it out; the count says who is tied.",
        ),
    ],
)
def test_a_lot_that_cannot_be_ends_with_2(
    folder: Path, capsys: Capture, argv: tuple[str, ...], sentence: str
) -> None:
    name = write(folder, THREE_TIED)
    assert complaint(capsys, name, "--rules", "plurality", *argv) == sentence


@pytest.mark.parametrize("lot", ["", ":", "1:", "x:Bob", "-1:Bob", "1 Bob", "1000:Bob", "٣:Bob"])
def test_a_lot_is_written_as_stage_and_name(folder: Path, capsys: Capture, lot: str) -> None:
    name = write(folder, THREE_TIED)
    sentence = complaint(capsys, name, "--rules", "plurality", f"--lot={lot}")
    assert sentence.startswith(f"“{lot}” is no lot.")


def test_seats_that_the_law_has_not_end_with_2(folder: Path, capsys: Capture) -> None:
    name = write(folder, LOCAL)
    sentence = complaint(capsys, name, "--rules", "pcc-2023-fptp", "--seats", "2")
    assert sentence.startswith("pcc-2023-fptp fills 1 seat. Leave out --seats")


@pytest.mark.parametrize("seats", ["0", "-1", "1000", "two", "1.0", "", "٣"])
def test_seats_are_a_number_from_1_to_999(folder: Path, capsys: Capture, seats: str) -> None:
    name = write(folder, LOCAL)
    assert complaint(capsys, name, "--rules", "plurality", f"--seats={seats}")


def test_rules_that_are_not_known_end_with_2(folder: Path, capsys: Capture) -> None:
    name = write(folder, LOCAL)
    assert "no-such-law" in complaint(capsys, name, "--rules", "no-such-law")


@pytest.mark.parametrize("argv", [(), ("--rules", "plurality")])
def test_a_command_that_is_not_whole_ends_with_2(argv: tuple[str, ...], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["tally", *argv])
    assert ended.value.code == MISUSE
    assert capsys.readouterr().out == ""


def test_without_rules_they_are_listed(folder: Path, capsys: Capture) -> None:
    sentence = complaint(capsys, write(folder, LOCAL))
    assert sentence.startswith("Name the law with --rules, one of these: ca-mayor-2017-sv, ")


def test_a_file_that_is_not_there_ends_with_5(folder: Path, capsys: Capture) -> None:
    argv = ("ward.blt", "--rules", "scotland-council-2011")
    sentence = complaint(capsys, *argv, code=ENVIRONMENT_FAILED)
    assert sentence == "ward.blt does not exist. Check the name and the folder."
    assert list(folder.iterdir()) == []


def test_a_folder_is_no_input_and_ends_with_5(folder: Path, capsys: Capture) -> None:
    (folder / "ward").mkdir()
    sentence = complaint(capsys, "ward", "--rules", "plurality", code=ENVIRONMENT_FAILED)
    assert "ward" in sentence


@pytest.mark.data
@pytest.mark.parametrize(
    ("rules", "file", "elected"),
    [
        ("scotland-council-2011", "stv-scotland/west-lothian-2017-ward04.blt", 4),
        ("ni-assembly-2001", "stv-ni/ni-assembly-2017-foyle.json", 5),
        ("london-assembly-1999", "ams/london-assembly-2016.json", 11),
        ("senedd-2006", "ams/senedd-2021.json", 4),
    ],
)
def test_real_files_are_counted_as_they_stand(
    data_folder: Path, capsys: Capture, rules: str, file: str, elected: int
) -> None:
    path = str(data_folder / "counting" / file)
    found = document(capsys, path, "--rules", rules)
    assert len(found["elected"]) == elected
    lines = told(capsys, path, "--rules", rules, code=DONE)
    assert any(line.startswith(rules) for line in lines[:2])
    assert max(map(len, lines)) <= 100


@pytest.mark.data
def test_the_mayor_of_london_of_2016_is_counted_twice(
    data_folder: Path, folder: Path, capsys: Capture
) -> None:
    first = next(one for one in real(data_folder) if one.rules == "supplementary-vote")
    name = write(folder, first.content)
    found = document(capsys, name, "--rules", "london-mayor-2007-sv")
    assert found["elected"] == [{"number": 1, "name": "Sadiq Khan", "party": "Labour"}]
    assert found["stages"][1]["totals"][:2] == ["1310143", "994614"]


@pytest.mark.data
def test_a_file_of_several_records_is_refused(data_folder: Path, capsys: Capture) -> None:
    path = str(data_folder / "counting" / "sv" / "sv-contests.json")
    sentence = complaint(capsys, path, "--rules", "supplementary-vote")
    expected = "line 1: one record was expected; found a list of 5. Give one of them."
    assert sentence == f"{path}, {expected}"
