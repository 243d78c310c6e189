from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from countroom.app.count import environment_in, read_count
from countroom.app.new_count import Made, Poll, Wanted, make_count, polls_in
from countroom.app.rehearsal.clock import NightClock
from countroom.app.sources import Source
from countroom.app.staff import read_secrets, sign_in
from countroom.domain.faults import Fault
from countroom.domain.identifiers import PersonId
from countroom.domain.refusals import Refusal
from countroom.texts import Texts

if TYPE_CHECKING:
    from countroom.app.new_count import Stage, Tell
    from tiny_source import TinySource

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
DAY = "2024-05-02"
TEXTS = Texts()


class EnoughError(Exception):
    pass


def make(
    source: Source, out: Path, tell: Tell | None = None
) -> Made | Refusal | tuple[object, ...]:
    wanted = Wanted(DAY, ("harlow",), out, "test", "A. Officer")
    random = Random(1).randbytes
    if tell is None:
        return make_count(source, wanted, NightClock(DAY, 1), random, TEXTS)
    return make_count(source, wanted, NightClock(DAY, 1), random, TEXTS, tell)


def test_every_poll_of_a_source_is_listed_the_latest_first(tiny: TinySource) -> None:
    for day in ("2022-05-05", "2024-05-02", "2023-05-04"):
        tiny.poll(day, {"Hill": (1, [("Ash, A.", "PP52", 9)]), "Dale": (1, [])})
    assert polls_in(Source([tiny.folder])) == [
        Poll(day, "anyborough", "Anyborough", 2)
        for day in ("2024-05-02", "2023-05-04", "2022-05-05")
    ]


def test_a_single_file_lists_its_polls_too(tiny: TinySource) -> None:
    tiny.poll(DAY, {"Hill": (1, [("Ash, A.", "PP52", 9)])})
    for half in ("contests", "candidates"):
        results = tiny.folder / "results"
        (results / f"2024-{half}.csv").rename(results / f"ours-{half}.csv")
    file = tiny.folder / "results" / "ours-contests.csv"
    assert [poll.day for poll in polls_in(Source([file]))] == [DAY]


def test_a_count_is_made_with_all_that_lies_beside_it(tmp_path: Path) -> None:
    made = make(Source([SAMPLE]), tmp_path / "new" / "a.count")
    assert isinstance(made, Made)
    assert made.contests == 11
    assert {file.name for file in made.path.parent.iterdir()} == {
        "a.count",
        "a.keys",
        "a.secrets",
        "a.slips.txt",
    }
    assert environment_in(made.path) == "test"
    election = next(iter(read_count(made.path).elections.values()))
    assert election.returning_officer == "A. Officer"


def test_everybody_signs_in_with_their_slip(tmp_path: Path) -> None:
    made = make(Source([SAMPLE]), tmp_path / "a.count")
    assert isinstance(made, Made)
    rows = [line.split("\t") for line in made.slips.read_text(encoding="utf-8").splitlines()]
    slips = {row[0]: row[2] for row in rows if len(row) == 3}
    assert len(slips) == 6
    secrets = read_secrets(made.secrets)
    assert not isinstance(sign_in(secrets, PersonId("keyer-1"), slips["keyer-1"]), Refusal)


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[Stage, int, int]] = []
    make(Source([SAMPLE]), tmp_path / "a.count", lambda *one: told.append(one))
    assert [stage for stage, _, _ in told[:3]] == ["reading", "reading", "keys"]
    assert told[-1] == ("contests", 11, 11)


@pytest.mark.parametrize("at", ["reading", "keys", "contests"])
def test_nothing_is_left_when_somebody_stops_it(tmp_path: Path, at: str) -> None:
    def tell(stage: Stage, done: int, _of: int) -> None:
        if stage == at and (stage != "contests" or done > 3):
            raise EnoughError

    with pytest.raises(EnoughError):
        make(Source([SAMPLE]), tmp_path / "a.count", tell)
    assert list(tmp_path.iterdir()) == []


def test_no_file_of_another_count_is_written_over(tmp_path: Path) -> None:
    slips = tmp_path / "a.slips.txt"
    slips.write_text("theirs", encoding="utf-8")
    with pytest.raises(Fault, match="file_exists"):
        make(Source([SAMPLE]), tmp_path / "a.count")
    assert slips.read_text(encoding="utf-8") == "theirs"
    slips.unlink()
    (tmp_path / "a.keys").write_text("theirs", encoding="utf-8")
    with pytest.raises(Fault, match="file_exists"):
        make(Source([SAMPLE]), tmp_path / "a.count")
    assert [file.name for file in tmp_path.iterdir()] == ["a.keys"]


def test_every_bad_row_is_said_once(tiny: TinySource, tmp_path: Path) -> None:
    tiny.poll(DAY, {"Hill": (0, [("Ash, A.", "PP52", 9)]), "Dale": (1, [])})
    wanted = Wanted(DAY, ("anyborough", "anyborough"), tmp_path / "out" / "a.count", "live")
    outcome = make_count(
        Source([tiny.folder]), wanted, NightClock(DAY, 1), Random(1).randbytes, TEXTS
    )
    assert isinstance(outcome, tuple)
    assert sorted(fault.code for fault in outcome) == ["contest_without_candidates", "no_seats"]
    assert not (tmp_path / "out").exists()
