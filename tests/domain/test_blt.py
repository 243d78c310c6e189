"""Ballot files: every form that is met with, every complaint with its line, and real wards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countroom.domain.counting.blt import (
    MOST_CANDIDATES,
    BallotFile,
    Named,
    read_blt,
    shortened,
)
from countroom.domain.malformed import Malformed

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import DrawFn

UNTITLED = '3 2\n4 1 2 0\n2 3 0\n0\n"Ann Ash"\n"Bob Birch"\n"Cat Cole"\n'
NAMES = '"Ann Ash"\n"Bob Birch"\n"Cat Cole"\n"Village"\n'
PLAIN = f"3 2\n4 1 2 0\n2 3 0\n0\n{NAMES}"
READ = BallotFile(
    seats=2,
    candidates=(Named("Ann Ash", ""), Named("Bob Birch", ""), Named("Cat Cole", "")),
    withdrawn=frozenset(),
    ballots={(1, 2): 4, (3,): 2},
    rejected=0,
    title="Village",
)


def ballots(*lines: str) -> BallotFile:
    """Read ballot lines of three candidates and two seats."""
    return read_blt("\n".join(("3 2", *lines, "0", NAMES)))


def name(line: str) -> Named:
    """Read the line of the only candidate."""
    return read_blt(f"1 1\n0\n{line}\nVillage").candidates[0]


def title(line: str) -> str:
    return read_blt(UNTITLED + line).title


def complaint(text: str) -> tuple[int, str, dict[str, str | int]]:
    """Give line, code and details of what is not as it should be."""
    with pytest.raises(Malformed) as caught:
        read_blt(text)
    return caught.value.line, caught.value.expected, dict(caught.value.details)


def attempt(text: str) -> BallotFile | Malformed:
    try:
        return read_blt(text)
    except Malformed as malformed:
        return malformed


def test_a_file_gives_its_seats_names_and_how_many_papers_bear_each_ranking() -> None:
    assert read_blt(PLAIN) == READ


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        f"\ufeff{PLAIN}",
        PLAIN.replace(" ", "\t")
        .replace("n\tA", "n A")
        .replace("b\tB", "b B")
        .replace("t\tC", "t C"),
        PLAIN.replace("\n", " \t\n\n"),
        f"\n\n{PLAIN}",
        f"# made by hand\n{PLAIN}",
        PLAIN.replace("0\n", "0 # as keyed\n"),
        PLAIN.replace('0\n"Ann', '# none left\n0\n# names\n"Ann'),
        PLAIN.replace("4 1", "1 1 2 0\n 3 1"),
        PLAIN.replace("4 1", "(W1) 1 1 2 0\n(W 2) 3 1"),
        PLAIN.replace("4 1", "004 1"),
        PLAIN.replace('"', ""),
        PLAIN.rstrip("\n"),
    ],
    ids=[
        *("CRLF", "lone CR", "BOM", "tabs", "blank lines", "blank lines first", "comment first"),
        *("comments after", "comment lines", "ranking again", "papers' own names", "zeros before"),
        *("bare names", "no last line end"),
    ],
)
def test_it_reads_the_same_however_it_is_written(text: str) -> None:
    assert read_blt(text) == READ


def test_equal_rankings_are_added() -> None:
    assert ballots("2 1 3 0", "1 2 0", "5 1 3 0").ballots == {(1, 3): 7, (2,): 1}


def test_preferences_count_as_far_as_the_sequence_holds() -> None:
    found = ballots("1 1 - 2 0", "2 1 2=3 0", "3 2 1=3 0", "4 1 - 2=3 0", "5 3 1 2 0")
    assert found.ballots == {(1,): 7, (2,): 3, (3, 1, 2): 5}
    assert found.rejected == 0


def test_papers_without_a_clear_first_preference_are_rejected() -> None:
    found = ballots("1 - 2 0", "2 1=2 3 0", "4 0", "8 - 0", "3 1 0", "3 0")
    assert (found.ballots, found.rejected) == ({(1,): 3}, 18)


def test_the_withdrawn_are_taken_off_every_paper() -> None:
    found = ballots("-2", "4 2 1 0", "3 1 2 3 0", "2 2 0", "1 1 0", "5 1 3 0")
    assert found.withdrawn == {2}
    assert found.ballots == {(1,): 5, (1, 3): 8}
    assert found.rejected == 2
    assert len(found.candidates) == 3


def test_several_may_withdraw_in_one_line_or_in_more() -> None:
    assert ballots("-1 -3", "4 2 0").withdrawn == {1, 3}


def test_a_withdrawn_name_is_equal_to_nobody_and_leaves_no_gap() -> None:
    assert ballots("-3", "4 1=3 2 0").ballots == {(1, 2): 4}
    assert ballots("-3", "4 3 1=2 0").rejected == 4
    assert ballots("-1 -3", "4 1=3 2 0").ballots == {(2,): 4}


def test_the_withdrawn_may_be_named_on_several_lines() -> None:
    assert ballots("-1 # dead", "", "-3", "4 2 0").withdrawn == {1, 3}


def test_all_may_withdraw() -> None:
    found = ballots("-1 -2 -3", "4 2 0")
    assert (found.ballots, found.rejected) == ({}, 4)


@pytest.mark.parametrize(
    ("line", "written", "party"),
    [
        ('"Ann Ash"', "Ann Ash", ""),
        ('  "Ann Ash"  ', "Ann Ash", ""),
        ('" Ann Ash "', "Ann Ash", ""),
        ('"Rory O\'Neil"', "Rory O'Neil", ""),
        ("Rory O'Neil", "Rory O'Neil", ""),
        ('"Bob "The Cat" Birch"', 'Bob "The Cat" Birch', ""),
        (r'"Bob \"The Cat\" Birch"', 'Bob "The Cat" Birch', ""),
        (r'"Bob \"The Cat\""', 'Bob "The Cat"', ""),
        (r'"Bob \"Cat\" (the elder)"', 'Bob "Cat" (the elder)', ""),
        ('"Ann #1 Ash"', "Ann #1 Ash", ""),
        ('"Ann Ash" # sitting', "Ann Ash", ""),
        ("Ann Ash # sitting", "Ann Ash", ""),
        ('"Ann Ash" (Green)', "Ann Ash", "Green"),
        ('"Ann Ash"\t( Green )', "Ann Ash", "Green"),
        ('"Ann Ash" (Green) # sitting', "Ann Ash", "Green"),
        ('"Ann (Nan) Ash" (Green)', "Ann (Nan) Ash", "Green"),
        ('"Ann Ash" (Green (Scottish))', "Ann Ash", "Green (Scottish)"),
        ("Ann Ash (Green)", "Ann Ash", "Green"),
        ("Ann (Nan) Ash (Green)", "Ann (Nan) Ash", "Green"),
        ("Ann Ash (Scottish National Party (SNP))", "Ann Ash", "Scottish National Party (SNP)"),
        ("Ann (Nan) Ash (Green (G) and (R))", "Ann (Nan) Ash", "Green (G) and (R)"),
        ("Ann Ash ()", "Ann Ash", ""),
        ("Ann Ash (((Green)))", "Ann Ash (((Green)))", ""),
        ("Ann Ash (Green", "Ann Ash (Green", ""),
        ("Siân Ó Néill", "Siân Ó Néill", ""),
    ],
)
def test_a_name_is_quoted_or_bare_with_its_party_in_brackets(
    line: str, written: str, party: str
) -> None:
    assert name(line) == Named(written, party)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ('"Ward 3 (Leith)"', "Ward 3 (Leith)"),
        ("Ward 3 (Leith) # 2017", "Ward 3 (Leith)"),
        (r'"The \"Toon\""', 'The "Toon"'),
        ('""', ""),
        ('"Ward 3"\nfrom the council\'s page\n"on 5 May"', "Ward 3"),
    ],
)
def test_the_title_may_be_empty_and_two_lines_may_follow_it(line: str, written: str) -> None:
    assert title(line) == written


@pytest.mark.parametrize("after", ["", "\n# made by hand\n"])
def test_without_a_title_a_name_may_be_missing_and_the_file_is_refused(after: str) -> None:
    assert complaint(UNTITLED + after) == (7, "blt_title", {"candidates": 3})
    one_name_less = UNTITLED.replace('"Bob Birch"\n', "") + '"Village"\n'
    assert complaint(one_name_less) == (7, "blt_title", {"candidates": 3})


def test_the_form_that_is_met_with_most_has_bare_names_with_the_party_in_brackets() -> None:
    """As in 702 of 1,099 files of the ballot source: a blank after each line, no quotes."""
    text = (
        "4 3 \n101 1 0 \n7 1 3 2 0 \n12 4 2 0 \n0 \n"
        "Ann Ash (Scottish National Party (SNP))\nRory O (Lab)\nBob Birch (Con)\nCat Cole (Ind)\n"
        "Ward 5 - Leith \n"
    )
    read = read_blt(text)
    assert read.candidates == (
        Named("Ann Ash", "Scottish National Party (SNP)"),
        Named("Rory O", "Lab"),
        Named("Bob Birch", "Con"),
        Named("Cat Cole", "Ind"),
    )
    assert read.ballots == {(1,): 101, (1, 3, 2): 7, (4, 2): 12}
    assert (read.seats, read.title) == (3, "Ward 5 - Leith")


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("\n\n", 3), ("# nothing\n", 2), ("\ufeff", 1), ("\r\n\r", 3)]
)
def test_an_empty_file_is_said_to_be_empty(text: str, line: int) -> None:
    assert complaint(text) == (line, "blt_empty", {})


@pytest.mark.parametrize(
    "header",
    [
        *("3", "3 2 1", "0 1", "3 0", "-3 2", "3 2.0", "three two", "1000 2", "3 1000", "3,2"),
        *("٣ ٢", "3 ²", "3 1_0", "+3 2", "0x3 2", "3 9999999999", '"3 2"', "3 2\x00"),
    ],
)
def test_the_first_line_is_two_figures_in_plain_digits(header: str) -> None:
    found = header.replace("\x00", "\ufffd")
    details = {"found": found, "most": MOST_CANDIDATES}
    assert complaint(f"# a ward\n{header}\n{PLAIN}") == (2, "blt_header", details)


def test_the_most_there_can_be_are_read() -> None:
    names = "\n".join(f"C{n}" for n in range(999))
    read = read_blt(f"999 999\n999999999 999 1 0\n0\n{names}\nAll")
    assert (read.seats, len(read.candidates)) == (999, 999)
    assert read.ballots == {(999, 1): 999_999_999}


@pytest.mark.parametrize(
    ("papers", "found"),
    [
        *(
            (word, word)
            for word in ("0", "-1", "x", "1.5", "٤", "²", "1=2", "00", "1e3", "1000000000")
        ),
        ("-", "-"),
        ("-0", "-0"),
        ("(W1)0", "0"),
        ("(W1", "(W1"),
        ("9" * 5_000, "9" * 40 + "…"),
    ],
)
def test_a_ballot_line_begins_with_how_many_papers(papers: str, found: str) -> None:
    text = f"3 2\n1 1 0\n{papers} 1 2 0\n0\n{NAMES}"
    assert complaint(text) == (3, "blt_papers", {"found": found})


def test_a_bad_number_of_papers_is_not_let_through_when_it_stands_twice() -> None:
    assert complaint(f"3 2\nx 1 0\nx 1 0\n0\n{NAMES}")[:2] == (2, "blt_papers")


@pytest.mark.parametrize("ballot", ["2", "2 1 2", "2 1 2 # 0", "2 1 2 00", "2 1 2 -"])
def test_a_ballot_line_ends_with_0(ballot: str) -> None:
    assert complaint(f"3 2\n1 1 0\n\n{ballot}\n0\n{NAMES}") == (4, "blt_line_end", {})


@pytest.mark.parametrize("ballot", ["2 1 1 0", "2 1 2 3 1 0", "2 1=1 0", "2 1 2=1 0", "2 1 - 1 0"])
def test_a_ballot_names_nobody_twice(ballot: str) -> None:
    for before in ("", "2 3 0"):
        assert complaint(f"3 2\n{before}\n{ballot}\n0\n{NAMES}") == (3, "blt_twice", {})


@pytest.mark.parametrize(
    ("word", "found"),
    [
        *((word, word) for word in ("4", "-1", "x", "٣", "01", "1.0", "--", "0", "99999999999")),
        ("2=", ""),
        ("=", ""),
        ("2=4", "4"),
        ("\u202e2", "\ufffd2"),
        ("x" * 41, "x" * 40 + "…"),
    ],
)
def test_a_preference_is_a_candidates_place(word: str, found: str) -> None:
    details = {"found": found, "candidates": 3}
    assert complaint(f"3 2\n1 1 {word} 0\n0\n{NAMES}") == (2, "blt_preference", details)


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("-4\n", 2),
        ("-1 -4\n", 2),
        ("-1٢\n", 2),
        ("1 1 0\n-2\n", 3),
        ("1 - 1 0\n-2\n", 3),
        ("-2\n1 1 0\n-3\n", 4),
    ],
)
def test_the_withdrawn_stand_before_the_ballots_by_their_place(lines: str, line: int) -> None:
    assert complaint(f"3 2\n{lines}0\n{NAMES}") == (line, "blt_withdrawn", {"candidates": 3})


@pytest.mark.parametrize(
    ("text", "line"), [("3 2", 1), ("3 2\n", 2), ("3 2\n1 1 0\n2 2 0", 3), ("3 2\n1 1 0\n\n# x", 4)]
)
def test_the_ballots_end_with_a_0(text: str, line: int) -> None:
    assert complaint(text) == (line, "blt_no_end", {})


def test_where_the_0_is_forgotten_the_first_name_is_pointed_at() -> None:
    """As in one file of the ballot source."""
    assert complaint(f"3 2\n1 1 0\n{NAMES}") == (3, "blt_papers", {"found": '"Ann'})


@pytest.mark.parametrize(
    ("after", "line", "found"),
    [
        ("", 2, 0),
        ("\n", 3, 0),
        ("\nAnn", 3, 1),
        ("\nAnn\nBob\n", 5, 2),
        ("\n\nAnn\n# Bob\nCat\n\n", 8, 2),
    ],
)
def test_every_candidate_has_a_name(after: str, line: int, found: int) -> None:
    details = {"candidates": 3, "found": found}
    assert complaint(f"3 2\n0{after}") == (line, "blt_names", details)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('""', '""'),
        ('"  "', '"  "'),
        ('"', '"'),
        ('"Bob', '"Bob'),
        ('"Bob" Birch', '"Bob" Birch'),
        ("(Green)", "(Green)"),
        ('"" (Green)', '"" (Green)'),
        ('"Bob\x1b[31m', '"Bob\ufffd[31m'),
        ('"' + "y" * 99, '"' + "y" * 39 + "…"),
    ],
)
def test_a_name_is_something_and_its_quotes_are_closed(line: str, found: str) -> None:
    text = f"3 2\n0\n# names\nAnn\n{line}\nCat\nVillage\n"
    assert complaint(text) == (5, "blt_name", {"found": found})


def test_no_more_than_two_lines_follow_the_title() -> None:
    text = f"{UNTITLED}title\none\n# no line of its own\ntwo\n\n"
    assert read_blt(text).title == "title"
    assert complaint(f"{text}three\n") == (13, "blt_after_title", {})
    assert complaint(f"{text}three\nfour") == (13, "blt_after_title", {})


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(line_end: str) -> None:
    text = f"\ufeff\n3 2\n\n1 1 0\n2 5 0\n0\n{NAMES}".replace("\n", line_end)
    assert complaint(text)[:2] == (5, "blt_preference")


def test_what_is_quoted_stays_on_its_line_and_shows_what_is_invisible() -> None:
    assert shortened("  a b  ") == "a b"
    assert shortened("a\nb\u2028c\x00\u200b\ud800") == "a\ufffdb\ufffdc\ufffd\ufffd\ufffd"
    assert shortened("x" * 40) == "x" * 40
    assert shortened("x" * 41) == "x" * 40 + "…"


def test_a_complaint_keeps_what_it_was_given() -> None:
    malformed = Malformed(3, "blt_papers", found="x")
    assert (malformed.line, malformed.expected, malformed.details) == (
        3,
        "blt_papers",
        {"found": "x"},
    )
    assert isinstance(malformed, Exception)
    assert malformed.args == (3, "blt_papers", {"found": "x"})


@pytest.mark.parametrize(
    "filler", ['"', "(", ")", "()", " ", "-", "=", "- ", "#", "\\", '\\"', '" ']
)
def test_a_line_of_a_million_signs_is_read_or_refused(filler: str) -> None:
    """Nothing is timed; what tries every way of splitting such a line would never end."""
    million = filler * (1_000_000 // len(filler))
    for text in (
        f"{million}\n{PLAIN}",
        f"3 2\n{million}\n0\n{NAMES}",
        f"3 2\n5 {million} 0\n0\n{NAMES}",
        f"3 2\n0\nAnn\n{million}\nCat",
        f'3 2\n0\nAnn\n"{million}x\nCat',
        f"3 2\n0\nAnn\nBob{million}x\nCat",
    ):
        found = attempt(text)
        if isinstance(found, Malformed):
            assert 1 <= found.line <= text.count("\n") + 1
            assert all(len(str(detail)) < 50 for detail in found.details.values())
        else:
            assert found.seats == 2


LETTERS = st.characters(exclude_categories=("C", "Z"), exclude_characters='"\\()#')
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)


@st.composite
def files(draw: DrawFn) -> BallotFile:
    """Make what a file may hold, without a name that only quotes could tell."""
    candidates = draw(st.integers(1, 12))
    withdrawn = draw(st.frozensets(st.integers(1, candidates), max_size=candidates // 3))
    standing = [place for place in range(1, candidates + 1) if place not in withdrawn]
    ranking = st.permutations(standing).flatmap(
        lambda order: st.integers(1, len(order)).map(lambda n: tuple(order[:n]))
    )
    return BallotFile(
        seats=draw(st.integers(1, 20)),
        candidates=tuple(
            Named(draw(WORDS), draw(st.one_of(st.just(""), WORDS))) for _ in range(candidates)
        ),
        withdrawn=withdrawn,
        ballots=draw(st.dictionaries(ranking, st.integers(1, 999_999_999), max_size=20)),
        rejected=draw(st.integers(0, 999_999_999)),
        title=draw(WORDS),
    )


def written(file: BallotFile, line_end: str, *, quoted: bool) -> str:
    """Write a file as the format has it."""
    quote = '"' if quoted else ""
    parties = [f" ({one.party})" if one.party else "" for one in file.candidates]
    lines = [
        f"{len(file.candidates)} {file.seats}",
        " ".join(f"-{place}" for place in file.withdrawn),
        *(f"{n} {' '.join(map(str, ranking))} 0" for ranking, n in file.ballots.items()),
        f"{file.rejected} 0" if file.rejected else "",
        "0",
        *(
            f"{quote}{one.name}{quote}{party}"
            for one, party in zip(file.candidates, parties, strict=True)
        ),
        f"{quote}{file.title}{quote}",
    ]
    return line_end.join(lines) + line_end


@given(files(), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_what_is_written_is_what_is_read(file: BallotFile, line_end: str, quoted: bool) -> None:
    assert read_blt(written(file, line_end, quoted=quoted)) == file


@given(st.text(st.sampled_from('0123 -="#()\\\n\r\tAé٣\x00\u2028\ufeff'), max_size=60))
def test_any_text_is_read_or_refused_at_one_of_its_lines(text: str) -> None:
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    found = attempt(text)
    assert 1 <= found.line <= lines if isinstance(found, Malformed) else found.seats > 0


@pytest.mark.data
def test_every_real_ward_has_the_valid_poll_and_the_candidates_of_its_sheet(
    data_folder: Path,
) -> None:
    wards = sorted((data_folder / "counting" / "stv-scotland").glob("*.blt"))
    assert len(wards) == 68
    for ward in wards:
        read = read_blt(ward.read_text(encoding="utf-8"))
        sheet = json.loads(ward.with_suffix(".json").read_text(encoding="utf-8"))
        assert sum(read.ballots.values()) == sheet["valid_poll"], ward.stem
        assert (read.seats, read.rejected, read.withdrawn) == (sheet["seats"], 0, frozenset())
        assert len(read.candidates) == len(sheet["candidates"]), ward.stem
        assert read.title, ward.stem


@pytest.mark.data
def test_a_real_ward_in_the_form_met_with_most_reads_the_same(data_folder: Path) -> None:
    for ward in sorted((data_folder / "counting" / "stv-scotland").glob("*.blt"))[::9]:
        text = ward.read_text(encoding="utf-8")
        read, sheet = read_blt(text), json.loads(ward.with_suffix(".json").read_text("utf-8"))
        parties = tuple(one["party"] for one in sheet["candidates"])
        ballots_only = text.partition("\n0\n")[0].replace("\n", " \n")
        names = "\n".join(
            f"{one.name} ({party})" for one, party in zip(read.candidates, parties, strict=True)
        )
        wild = read_blt(f"{ballots_only} \n0 \n{names}\n{read.title} \n")
        assert (wild.ballots, wild.seats, wild.title) == (read.ballots, read.seats, read.title)
        assert tuple(one.name for one in wild.candidates) == tuple(n.name for n in read.candidates)
        assert tuple(one.party for one in wild.candidates) == parties
