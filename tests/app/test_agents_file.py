"""A file of agents: read whole or not at all, with every fault by its row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mansfield as mf
from countroom.app.count import read_count
from countroom.app.screens.new_count import say_fault_of_set_up
from countroom.app.sources import Source, contests_for, election_for
from countroom.app.sources.agents import read_agents
from countroom.cli import run
from countroom.domain.consultation import Agent, kinds_under
from countroom.domain.identifiers import ContestId
from countroom.domain.written import LONGEST_TEXT
from countroom.rules import load_rule_sets
from countroom.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countroom.app.sources.agents import Agents
    from countroom.app.sources.columns import Hall
    from countroom.app.sources.tables import SourceFault
    from countroom.domain.consultation import AgentKind
    from countroom.domain.election import Contest

    Capture = pytest.CaptureFixture[str]

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
TEMPLATE = SAMPLE / "agents-template.csv"
DAY = "2024-05-02"
BUSH_FAIR = ContestId(f"local.harlow.bush-fair.{DAY}")
SETUP = ["setup", str(SAMPLE), "--election", DAY, "--council", "harlow", "--test"]


@pytest.fixture(scope="module")
def harlow() -> Hall:
    source = Source([SAMPLE])
    return [(election_for(source, "harlow", DAY), contests_for(source, "harlow", DAY))]


def kinds(contest: Contest) -> tuple[AgentKind, ...]:
    return kinds_under(load_rule_sets()[contest.rule_set])


def read(
    folder: Path, hall: Hall, text: str, renamed: Mapping[str, str] | None = None
) -> Agents | tuple[SourceFault, ...]:
    path = folder / "agents.csv"
    path.write_text(text, encoding="utf-8")
    return read_agents(path, renamed or {}, hall, kinds)


def faults(found: Agents | tuple[SourceFault, ...]) -> list[tuple[str, int, str]]:
    assert isinstance(found, tuple)
    for one in found:
        assert say_fault_of_set_up(Texts(), one)
        assert say_fault_of_set_up(Texts("cy"), one)
    return [(one.code, one.row, one.column) for one in found]


def names(found: Agents | tuple[SourceFault, ...]) -> dict[ContestId, list[tuple[str, str]]]:
    assert isinstance(found, dict), found
    return {one: [(a.kind, a.name) for a in agents] for one, agents in found.items()}


def test_the_template_is_read_by_name_and_by_number(harlow: Hall) -> None:
    found = read_agents(TEMPLATE, {}, harlow, kinds)
    assert names(found) == {
        BUSH_FAIR: [
            ("election_agent", "Agent One (example)"),
            ("counting_agent", "Agent Two (example)"),
            ("election_agent", "Agent One (example)"),
        ],
        f"local.harlow.mark-hall.{DAY}": [("election_agent", "Agent Three (example)")],
    }
    assert isinstance(found, dict)
    (contest,) = (one for one in harlow[0][1] if one.id == BUSH_FAIR)
    told = [contest.candidate(agent.candidate).name for agent in found[BUSH_FAIR]]
    assert told == ["Dunne, J.", "Dunne, J.", "Ingall, M."]


def test_their_own_columns_are_named_and_others_left_out(tmp_path: Path, harlow: Hall) -> None:
    text = "Ward Name,Standing,Name,What,Phone\nmark hall,1,  Ann   Ash ,Asiant Etholiad,0\n"
    assert faults(read(tmp_path, harlow, text)) == [
        ("column_unknown", 1, "Ward Name"),
        ("column_unknown", 1, "Standing"),
        ("column_unknown", 1, "Name"),
        ("column_unknown", 1, "What"),
        ("column_unknown", 1, "Phone"),
        ("column_missing", 1, "candidate"),
        ("column_missing", 1, "agent"),
        ("column_missing", 1, "kind"),
    ]
    renamed = {"ward name": "ward", "Standing": "Candidate", "Name": "agent", "What": "kind"}
    found = read(tmp_path, harlow, text, {**renamed, "Phone": ""})
    assert list(names(found).values()) == [[("election_agent", "Ann Ash")]]
    twice = read(tmp_path, harlow, "ward,candidate,agent,kind,Name\n", {"Name": "agent"})
    assert faults(twice) == [("column_named_twice", 1, "Name")]


def test_every_fault_is_found_by_its_row_at_once(tmp_path: Path, harlow: Hall) -> None:
    rows = (
        "harlow,Bush Fair,1,Ann Ash,election agent",
        "harlow,Bush Fair,1,ann ash,election agent",  # 3: the same again
        "harlow,Bush Fair,1,Bob Birch,election agent",  # 4: a second of one
        "harlow,Nowhere,1,Bob Birch,election agent",  # 5
        "essex,Bush Fair,1,Bob Birch,election agent",  # 6
        "harlow,Bush Fair,Morrison,Bob Birch,counting agent",  # 7: two Morrisons stand
        "harlow,Bush Fair,99,,teller",  # 8: three at once
        "harlow,Bush Fair,2,Cat Cole,designated",  # 9: not by this law
        "harlow,,2,Cat Cole,counting agent",  # 10
        "harlow,Bush Fair,2,Cat Cole",  # 11: a cell too few
        f"harlow,Bush Fair,2,{'x' * (LONGEST_TEXT + 1)},counting agent",  # 12
        "harlow,Bush Fair,,Cat Cole,",  # 13
    )
    text = "poll,ward,candidate,agent,kind\n" + "".join(f"{row}\n" for row in rows)
    assert faults(read(tmp_path, harlow, text)) == [
        ("agent_twice", 3, "agent"),
        ("agent_is_one", 4, "kind"),
        ("ward_unknown", 5, "ward"),
        ("poll_unknown", 6, "poll"),
        ("candidate_unknown", 7, "candidate"),
        ("cell_empty", 8, "agent"),
        ("kind_unknown", 8, "kind"),
        ("candidate_unknown", 8, "candidate"),
        ("kind_not_here", 9, "kind"),
        ("cell_empty", 10, "ward"),
        ("row_uneven", 11, ""),
        ("agent_too_long", 12, "agent"),
        ("cell_empty", 13, "kind"),
        ("cell_empty", 13, "candidate"),
    ]
    assert faults(read(tmp_path, harlow, "ward,candidate,agent,kind\n")) == [("no_agents", 0, "")]
    bare = read(tmp_path, harlow, "candidate,agent,kind\n1,Ann Ash,counting agent\n")
    assert faults(bare) == [("column_missing", 2, "ward")]


def test_a_ward_of_two_polls_needs_its_poll_and_one_contest_needs_no_ward(
    tmp_path: Path, harlow: Hall
) -> None:
    election, contests = harlow[0]
    parish = replace(election, council=replace(election.council, slug="town", name="Harlow Town"))
    twin = replace(contests[0], id=ContestId("local.town.bush-fair.2024-05-02"))
    two: Hall = [(election, contests), (parish, [twin])]
    row = "Bush Fair,1,Ann Ash,election agent\n"
    assert faults(read(tmp_path, two, f"ward,candidate,agent,kind\n{row}")) == [
        ("ward_of_several_polls", 2, "ward")
    ]
    named = read(tmp_path, two, f"poll,ward,candidate,agent,kind\nHarlow Town,{row}")
    assert list(names(named)) == [twin.id]
    mayor: Hall = [(election, [mf.contest()])]
    alone = read(tmp_path, mayor, "candidate,agent,kind\nAllsop,Ann Ash,counting agent\n")
    assert list(names(alone)) == [mf.MAYOR]


def test_setup_takes_the_agents_down_or_leaves_nothing(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "a.count"
    assert run([*SETUP, "--out", str(out), "--agents", str(TEMPLATE)]) == 0
    count = read_count(out)
    dunne = next(c.id for c in count.contests[BUSH_FAIR].contest.candidates if c.name[:2] == "Du")
    assert count.contests[BUSH_FAIR].agents[0] == Agent(
        dunne, "election_agent", "Agent One (example)"
    )
    assert sum(len(state.agents) for state in count.contests.values()) == 4
    bad = tmp_path / "bad.csv"
    text = TEMPLATE.read_text(encoding="utf-8").replace("Mark Hall,1", "Mark Hall,77")
    bad.write_text(text.replace("counting agent", "teller"), encoding="utf-8")
    stations = tmp_path / "stations.csv"
    stations.write_text("ward,station\nNowhere,1\n", encoding="utf-8")
    asked = [*SETUP, "--out", str(tmp_path / "x" / "b.count"), "--agents", str(bad)]
    capsys.readouterr()
    assert run([*asked, "--stations", str(stations)]) == 2
    err = capsys.readouterr().err
    assert f"{bad}, row 3, column kind: “teller” is no kind of agent." in err
    assert f"{bad}, row 5, column candidate: “77” is no candidate in Mark Hall" in err
    assert f"{stations}, row 2" in err
    assert not (tmp_path / "x").exists()
