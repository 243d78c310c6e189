"""The counting systems against the peers that install from the package index.

Each engine, ours too, is a process of its own that reads the file, builds its ballots and counts;
they take turns, and a ratio is the median of the turns' ratios. The ward is the largest of the
data, Edinburgh Almond 2017, then ten and a hundred times its papers, then a hundred times with
60,000 distinct rankings, of about the ward's own length.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final

import dev
from bench.peers.process import Program, Running, ours
from bench.peers.race import ROUNDS, Timed, race
from bench.result import NotMeasured, result
from countroom.app.files import read_whole
from countroom.app.tally import Asked, tally
from countroom.cli.tally_block import tally_block
from countroom.cli.tally_document import document
from countroom.domain.identifiers import RuleSetId
from countroom.domain.refusals import Refusal
from countroom.rules import load_rule_sets
from countroom.texts import Texts

WARD: Final = "stv-scotland/city-of-edinburgh-2017-ward01.blt"
MANY: Final = 60_000
MADE: Final = "x100, 60,000 rankings"
SIZES: Final = {"x1": 1, "x10": 10, "x100": 100, MADE: 100}
ENGINES: Final = (
    *("interregnum", "pref_voting", "py_vote_core", "pyrankvote", "pyrcv", "rcv_cruncher"),
    *("stvpoll", "votekit_fast", "votekit_stv", "votelib"),
)
LISTS: Final = ("apportionment", "interregnum", "votelib")


def tally_vs_fastest(_: Path) -> dict[str, Any]:
    """Take how many times longer the fastest peer needs, at the size where that is least."""
    return _against(set(ENGINES), 5.0)


def tally_vs_right(_: Path) -> dict[str, Any]:
    """Take the same against the fastest of the peers that elect rightly on all the wards."""
    right = _right()
    everywhere = {name for name, found in right.items() if found["right"] == found["wards"]}
    return {**_against(everywhere - {"countroom"}, 20.0), "right": right}


def tally_growth(_: Path) -> dict[str, Any]:
    """Take the time of a distinct ranking among 60,000 over that of one among the ward's 2,766.

    The least of all turns over the least: the long turns are the ones that others disturb more.
    """
    with tempfile.TemporaryDirectory(dir=dev.BUILD) as folder:
        wards = _wards(Path(folder))
        small, large = wards["x1"], wards[MADE]
        sizes = [len(_ballots(path)[1]) for path in (small, large)]
        least: list[list[float]] = []
        with Running(ours("scotland")) as engine:
            for turn in range(ROUNDS + 1):
                quick, slow = engine.ask(small, 20), engine.ask(large, 2)
                if quick is None or slow is None:
                    raise NotMeasured(engine.over)
                if turn:
                    pairs = zip((quick, slow), sizes, strict=True)
                    least.append([_least(one) / rankings for one, rankings in pairs])
    ratios = sorted(long / short for short, long in least)
    few, many = map(min, zip(*least, strict=True))
    spread = [round(ratios[0], 2), round(ratios[-1], 2)]
    each = [round(few * 1e6, 2), round(many * 1e6, 2)]
    return {**result(many / few, "times", 1.25), "spread": spread, "microseconds": each}


def ward_with_sheet(_: Path) -> dict[str, Any]:
    """Read and count the ward, write its sheet as text and as JSON, as `countroom tally` does."""
    path, texts, rules = _data(WARD), Texts(), load_rule_sets()
    asked = Asked(rules[RuleSetId("scotland-council-2011")])
    taken = []
    for _turn in range(30):
        began = time.perf_counter()
        counted = tally(read_whole(path), asked)
        assert not isinstance(counted, Refusal)
        "\n".join(tally_block(texts, counted, 100))
        json.dumps(document(texts, counted), ensure_ascii=False, indent=2)
        taken.append((time.perf_counter() - began) * 1e3)
    least = round(min(taken), 2)
    return {**result(statistics.median(taken), "ms", 15.0), "least": least}


def count_memory(_: Path) -> dict[str, Any]:
    """Take the memory's peak of a process that imports the domain alone and counts the ward."""
    program = (
        f"import sys; sys.path[:0] = {[str(dev.ROOT / 'desktop'), str(dev.ROOT / 'tests')]!r}\n"
        "from bench.peers import ours, protocol\n"
        "engine = ours.scotland()\n"
        f"engine.count(engine.read({str(_data(WARD))!r}))\n"
        "print(protocol.peak_kb())"
    )
    command = (sys.executable, "-I", "-S", "-c", program)
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if not int(told):
        raise NotMeasured("this system does not tell the peak of a process's memory")
    return result(int(told) / 1024, "MB", 30.0, digits=1)


def lists_vs_fastest(folder: Path) -> dict[str, Any]:
    """Allocate the list seats of every region of the data, building each engine's input too."""
    regions = [
        region
        for path in sorted(_data("ams").glob("*.json"))
        for region in json.loads(path.read_text(encoding="utf-8"))
    ]
    asked = folder / "regions.json"
    keys = ("parties", "list_seats", "threshold_percent")
    asked.write_text(json.dumps([{key: one[key] for key in keys} for one in regions]))
    python = _peers()
    peers = [Program(name, python, f"bench.peers.lists:{name}") for name in LISTS]
    timed = race([ours("lists"), *peers], asked)
    answers = [one["official_list_seats"] for one in regions]
    right = {
        one.name: sum(a == b for a, b in zip(one.elected or [], answers, strict=False))
        for one in timed
    }
    rows = {one.name: {**one.row(timed[0]), "right": right[one.name]} for one in timed}
    _print(f"list seats of {len(regions)} regions", rows)
    able = [name for name in LISTS if right[name] == len(regions)]
    if not able:
        raise NotMeasured("no peer allocates rightly")
    fastest = min(able, key=lambda name: rows[name]["ratio"])
    found = result(rows[fastest]["ratio"], "times", 1.0, at_least=True)
    return {**found, "fastest": fastest, "right": right}


def _against(names: set[str], target: float) -> dict[str, Any]:
    """Put the least of the wards' ratios to the fastest of these peers against the target.

    The made ward of many rankings is told beside it: it is there for the growth.
    """
    fastest = {}
    for size, rows in _raced().items():
        able = [name for name in sorted(names) if "ratio" in rows[name]]
        if not able:
            raise NotMeasured(f"no such peer counts {size}")
        name = min(able, key=lambda name: rows[name]["ratio"])
        row = rows[name]
        fastest[size] = {
            "peer": name,
            **{key: row[key] for key in ("ratio", "spread", "count_ratio")},
        }
    least = min(found["ratio"] for size, found in fastest.items() if size != MADE)
    return {**result(least, "times", target, at_least=True), "sizes": fastest}


@cache
def _raced() -> dict[str, dict[str, dict[str, Any]]]:
    """Race all engines at each size, once a run; by size and engine."""
    python = _peers()
    peers = [Program(name, python, f"bench.peers.engines:{name}") for name in ENGINES]
    found = {}
    with tempfile.TemporaryDirectory(dir=dev.BUILD) as folder:
        for size, path in _wards(Path(folder)).items():
            timed: list[Timed] = race([ours("scotland"), *peers], path)
            found[size] = {one.name: one.row(timed[0]) for one in timed}
            _print(f"Edinburgh Almond {size}", found[size])
    return found


@cache
def _right() -> dict[str, dict[str, Any]]:
    """Find on how many of the wards each engine elects whom the council declared, once a run."""
    python = _peers()
    peers = [Program(name, python, f"bench.peers.engines:{name}") for name in ENGINES]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(_right_of, [ours("scotland"), *peers]))
    for one in found:
        print(json.dumps(one), flush=True)
    return {one.pop("engine"): one for one in found}


def _right_of(program: Program) -> dict[str, Any]:
    wards = sorted(_data("stv-scotland").glob("*.blt"))
    wrong: dict[str, str] = {}
    engine = Running(program)
    for ward in wards:
        answer = engine.ask(ward, 1, 20.0)
        official = json.loads(ward.with_suffix(".json").read_text(encoding="utf-8"))
        if answer is None:
            wrong[ward.stem] = engine.over
            engine.__exit__()
            engine = Running(program)
        elif sorted(answer["elected"]) != sorted(official["official_elected"]):
            wrong[ward.stem] = "elects others"
    engine.__exit__()
    right = len(wards) - len(wrong)
    return {"engine": program.name, "right": right, "wards": len(wards), "wrong": wrong}


def _wards(folder: Path) -> dict[str, Path]:
    """Write the ward at each size."""
    head, ballots, tail = _ballots(_data(WARD))
    found: dict[str, Path] = {}
    for size, times in SIZES.items():
        papers = {ranking: times * number for ranking, number in ballots.items()}
        if "rankings" in size:
            _vary(papers, int(head.split()[0]))
        lines = [" ".join(map(str, (number, *ranking, 0))) for ranking, number in papers.items()]
        found[size] = folder / f"{len(found)}.blt"
        found[size].write_text("\n".join([head, *lines, *tail]), encoding="utf-8")
    return found


def _ballots(path: Path) -> tuple[str, dict[tuple[int, ...], int], list[str]]:
    head, *lines = path.read_text(encoding="utf-8").split("\n")
    end = lines.index("0")
    numbers = [list(map(int, line.split())) for line in lines[:end]]
    return head, {tuple(ranking): papers for papers, *ranking, _ in numbers}, lines[end:]


def _vary(papers: dict[tuple[int, ...], int], candidates: int) -> None:
    """Give some papers another ranking behind their first preference until there are MANY."""
    chance, known = random.Random(1), list(papers)
    while len(papers) < MANY:
        ranking = chance.choice(known)
        others = [one for one in range(1, candidates + 1) if one != ranking[0]]
        new = (ranking[0], *chance.sample(others, chance.randint(3, len(others) - 1)))
        if new not in papers and papers[ranking] > 1:
            papers[new] = 1
            papers[ranking] -= 1


def _least(answer: dict[str, Any]) -> float:
    return min(map(sum, zip(answer["read"], answer["count"], strict=True)))


def _data(path: str) -> Path:
    data = os.environ.get("COUNTROOM_DATA")
    if not data:
        raise NotMeasured("COUNTROOM_DATA is not set")
    return Path(data, "counting", path)


@cache
def _peers() -> Path:
    """Give the Python of the peers' own environment; it is made the first time."""
    _data("")  # without which it would be made for nothing
    try:
        return dev.prepare_peers()
    except dev.Trouble as trouble:
        raise NotMeasured(str(trouble)) from trouble


def _print(title: str, rows: dict[str, dict[str, Any]]) -> None:
    """Print a table; times are least and median of the turns, in milliseconds."""
    print(title)
    for name, row in sorted(rows.items(), key=lambda item: item[1].get("ratio", 1e9)):
        if "ratio" not in row:
            print(f"  {name:14} {row['over']}")
            continue
        low, high = row["spread"]
        read, count = ("/".join(map(str, row[key])) for key in ("read_ms", "count_ms"))
        print(
            f"  {name:14} {row['ratio']:8.2f} times ({low} to {high}), counting alone"
            f" {row['count_ratio']}; read {read} ms, count {count} ms, {row['peak_mb']} MB",
            flush=True,
        )
