from __future__ import annotations

import os
import re
import sys
import tomllib
from functools import partial
from pathlib import Path
from subprocess import run

import pytest

import dev

ALL = (*dev.PARTS, "peers")
LOCKS = {part: dev.ROOT / "packaging" / "locks" / f"{part}.txt" for part in ALL}


def pins(part: str) -> dict[str, str]:
    """Map each package of a lock to the rest of its entry: version, marker, hashes."""
    text = LOCKS[part].read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {name: rest for name, _, rest in (entry.partition("==") for entry in entries)}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", wanted, maxsplit=1)[0].lower() for wanted in requirements}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / ".venv").mkdir()
    (tmp_path / "packaging" / "locks").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    for part, lock in LOCKS.items():
        (tmp_path / "packaging" / "locks" / lock.name).write_text(part, encoding="utf-8")
    return tmp_path


@pytest.fixture
def headless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be Linux with no screen, and afterwards what this was, whatever a task has set."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, "set, so that it is restored")
        monkeypatch.delenv(name)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Record what is prepared and what is handed over to, and do neither."""
    steps: list[tuple[str, ...]] = []

    def become(name: str, *arguments: str) -> int:
        steps.append((name, *arguments))
        return 0

    monkeypatch.setattr(dev, "prepare", lambda *parts: steps.append(("prepare", *parts)))
    monkeypatch.setattr(dev, "become", become)
    return steps


def test_without_a_word_every_task_is_listed_on_one_line() -> None:
    shown = run([sys.executable, dev.__file__], capture_output=True, text=True, check=True)
    listed = [line.split()[2] for line in shown.stdout.splitlines()]
    assert listed == list(dev.TASKS)
    assert {"setup", "run", "shots"} <= set(listed)
    assert not shown.stderr


def test_every_task_that_starts_a_script_has_its_script() -> None:
    starts = [task.run for task in dev.TASKS.values()]
    scripts = [start.args[0] for start in starts if isinstance(start, partial)]
    assert scripts
    assert [path for path in scripts if not (dev.ROOT / path).is_file()] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["declare"], "There is no task 'declare': `python3 dev.py` lists the tasks.\n"),
        (["setup", "everything"], "Nothing can follow setup: leave out 'everything'.\n"),
    ],
)
def test_misuse_is_one_sentence_and_exit_code_2(words: list[str], sentence: str) -> None:
    command = [sys.executable, dev.__file__, *words]
    shown = run(command, capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stdout, shown.stderr) == (2, "", sentence)


def test_an_older_python_is_told_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    assert dev.main(["setup"]) == 5
    assert capsys.readouterr().err.startswith("Python 3.11 or newer is needed")


def test_only_what_was_installed_from_these_files_is_held(checkout: Path) -> None:
    assert dev.held_parts(checkout) == set()
    dev.stamp(checkout, ["run", "dev"])
    assert dev.held_parts(checkout) == {"run", "dev"}


def test_another_lock_makes_its_part_stale_and_no_other(checkout: Path) -> None:
    dev.stamp(checkout, ["run", "dev"])
    (checkout / "packaging" / "locks" / "dev.txt").write_text("newer", encoding="utf-8")
    assert dev.held_parts(checkout) == {"run"}


def test_another_project_file_makes_everything_stale(checkout: Path) -> None:
    dev.stamp(checkout, dev.PARTS)
    (checkout / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert dev.held_parts(checkout) == set()


def test_an_environment_moved_from_elsewhere_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    for name, holds in (("python", ""), ("pip", f"#!{tmp_path}/bin/python\n")):
        dev.tool(name).parent.mkdir(exist_ok=True)
        dev.tool(name).write_text(holds, encoding="utf-8")
    assert dev.venv_stands()
    dev.tool("pip").write_text("#!/elsewhere/.venv/bin/python\n", encoding="utf-8")
    assert not dev.venv_stands()


def test_an_installation_cut_short_is_not_taken_for_a_whole_one(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dev.stamp(checkout, ["run"])
    monkeypatch.setattr(dev, "ROOT", checkout)
    monkeypatch.setattr(dev, "BUILD", checkout / "build")
    monkeypatch.setattr(dev, "venv_stands", lambda *_: True)
    monkeypatch.setattr(dev, "missing_system_packages", lambda _: [])
    monkeypatch.setattr(dev, "attempt", lambda *_: "Retrying\nno route to host")
    assert dev.main(["test"]) == 5
    assert "(no route to host): check the network, then call again." in capsys.readouterr().err
    assert (checkout / "build" / "setup.log").read_text(encoding="utf-8").startswith("Retrying")
    assert dev.held_parts(checkout) == set()


@pytest.fixture
def peers(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Be a checkout with a lock of the peers; record the commands, and only make the folder."""
    commands: list[tuple[str, ...]] = []

    def attempt(*command: str) -> str:
        commands.append(command)
        for name in ("python", "pip"):
            program = dev.tool(name, dev.PEERS)
            program.parent.mkdir(parents=True, exist_ok=True)
            program.write_text(f"#!{dev.PEERS}/bin/python\n", encoding="utf-8")
        return ""

    monkeypatch.setattr(dev, "ROOT", checkout)
    monkeypatch.setattr(dev, "VENV", checkout / ".venv")
    monkeypatch.setattr(dev, "PEERS", checkout / "build" / "peers")
    monkeypatch.setattr(dev, "attempt", attempt)
    return commands


def test_peers_are_installed_by_hash_in_an_environment_apart(peers: list[tuple[str, ...]]) -> None:
    assert dev.prepare_peers() == dev.tool("python", dev.PEERS)
    made, installed = peers
    assert made[-1] == str(dev.PEERS)
    assert installed[0] == str(dev.tool("python", dev.PEERS))
    assert {"--require-hashes", "--only-binary=:all:", "--no-deps"} < set(installed)
    assert installed[-1].endswith("packaging/locks/peers.txt")
    assert not any(str(dev.VENV) in word for command in peers for word in command)


def test_peers_that_are_there_cost_nothing_until_their_lock_changes(
    checkout: Path, peers: list[tuple[str, ...]]
) -> None:
    dev.prepare_peers()
    dev.prepare_peers()
    assert len(peers) == 2
    (checkout / "packaging" / "locks" / "peers.txt").write_text("newer", encoding="utf-8")
    dev.prepare_peers()
    assert len(peers) == 3


def test_a_package_that_is_not_the_locked_one_is_not_blamed_on_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n  Got 63cf"
    monkeypatch.setattr(dev, "BUILD", tmp_path)
    monkeypatch.setattr(dev, "attempt", lambda *_: said)
    with pytest.raises(dev.Trouble, match=r"not the one that was locked \(Got 63cf\): do not go"):
        dev.pip("install")


def test_someone_without_the_right_is_told_the_exact_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/apt-get")
    with pytest.raises(dev.Trouble, match=r"\nsudo apt-get install -y python3-venv libegl1$"):
        dev.install_system_packages(["python3-venv", "libegl1"])


def test_the_window_s_libraries_are_asked_for_only_with_the_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "venv_stands", lambda *_: True)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None if name == "EGL" else "x")
    assert dev.missing_system_packages(["run", "dev"]) == []
    assert dev.missing_system_packages(["run", "desktop"]) == ["libegl1"]


@pytest.mark.usefixtures("headless")
def test_without_a_screen_the_desk_installs_nothing_and_names_the_other_way(
    started: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["run"]) == 5
    assert started == []
    assert capsys.readouterr().err == (
        "There is no screen here: `python3 dev.py rehearse` plays the night without one.\n"
    )


@pytest.mark.usefixtures("headless")
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_with_a_screen_the_desk_opens_on_what_was_asked(
    name: str, monkeypatch: pytest.MonkeyPatch, started: list[tuple[str, ...]]
) -> None:
    monkeypatch.setenv(name, "one")
    assert dev.main(["run", "night.count"]) == 0
    assert started == [("prepare", "run", "desktop"), ("countroom", "night.count")]


@pytest.mark.usefixtures("headless")
def test_elsewhere_than_on_linux_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, started: list[tuple[str, ...]]
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert dev.main(["run"]) == 0
    assert started[-1] == ("countroom",)


@pytest.mark.usefixtures("headless")
def test_tests_have_every_part_and_show_no_window(started: list[tuple[str, ...]]) -> None:
    assert dev.main(["test", "tests/ui"]) == 0
    assert started == [("prepare", *dev.PARTS), ("pytest", "tests/ui")]
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.usefixtures("headless", "started")
def test_a_platform_of_one_s_own_choice_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert dev.main(["test", "tests/ui"]) == 0
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"


def test_shots_have_every_part_and_a_screen_in_memory(
    monkeypatch: pytest.MonkeyPatch, started: list[tuple[str, ...]]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/Xvfb")
    assert dev.main(["shots", "--only", "grid"]) == 0
    program = str(dev.ROOT / "packaging/shots.py")
    assert started == [("prepare", *dev.PARTS), ("python", program, "--only", "grid")]


def test_shots_ask_at_once_for_all_that_the_system_lacks(
    monkeypatch: pytest.MonkeyPatch,
    started: list[tuple[str, ...]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: None if name == "Xvfb" else name)
    monkeypatch.setattr(dev, "missing_system_packages", lambda _: ["libegl1"])
    assert dev.main(["shots"]) == 5
    assert capsys.readouterr().err.endswith("\nsudo apt-get install -y libegl1 xvfb\n")
    assert started == []


@pytest.mark.usefixtures("headless")
def test_the_first_step_that_fails_is_named_and_the_last(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [("good", "-c", ""), ("bad", "-c", "raise SystemExit(3)"), ("never", "-c", "")]
    monkeypatch.setattr(dev, "prepare", lambda *_: None)
    monkeypatch.setattr(dev, "tool", lambda _: Path(sys.executable))
    monkeypatch.setattr(dev, "STEPS", steps)
    assert dev.main(["test"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "== good -c ",
        "== bad -c raise SystemExit(3)",
        "Stopped at this step, which failed: bad -c raise SystemExit(3)",
    ]


@pytest.mark.parametrize("part", ALL)
def test_every_pin_carries_hashes(part: str) -> None:
    assert pins(part)
    assert [name for name, rest in pins(part).items() if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("part", ALL)
def test_no_lock_names_a_host_a_folder_or_an_option(part: str) -> None:
    text = LOCKS[part].read_text(encoding="utf-8")
    assert re.findall(r"://|\bfile:|\bwww\.|\w\.(?:org|com|net|io|dev)\b|(?:^|\s)/\w", text) == []
    assert [line for line in text.splitlines() if line.startswith("-")] == []


def test_the_locks_cover_what_the_project_asks_for() -> None:
    declared = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project, builder = declared["project"], declared["build-system"]["requires"]
    assert names([*project["dependencies"], *builder]) <= pins("run").keys()
    assert set(ALL) == {"run", *project["optional-dependencies"]}
    for part, wanted in project["optional-dependencies"].items():
        assert names(wanted) <= pins(part).keys()


@pytest.mark.parametrize("part", ["dev", "desktop"])
def test_a_package_in_two_locks_has_one_version(part: str) -> None:
    def version(rest: str) -> str:
        return rest.split(maxsplit=1)[0]

    base, added = pins("run"), pins(part)
    shared = base.keys() & added.keys()
    assert [n for n in shared if version(base[n]) != version(added[n])] == []
