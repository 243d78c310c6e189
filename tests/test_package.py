"""The wheel carries the program and everything that it finds through ``bundled``."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_every_resource_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    shipped = [file for file in (ROOT / "resources").rglob("*") if file.is_file()]
    assert shipped
    missing = [
        str(file.relative_to(ROOT))
        for file in shipped
        if f"countroom/{file.relative_to(ROOT).as_posix()}" not in inside
    ]
    assert missing == []


def test_the_wheel_alone_finds_rules_texts_fonts_and_the_sample(
    wheel: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(wheel) as file:
        file.extractall(tmp_path)
    program = (
        "from countroom.bundled import bundled; from countroom.rules import load_rule_sets;"
        "from countroom.texts import Texts;"
        "assert str(bundled('rules')).startswith(__import__('sys').argv[1]);"
        "print(len(load_rule_sets()), Texts('cy').day('2024-05-02'),"
        " bundled('fonts').is_dir(), bundled('sample/results').is_dir())"
    )
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r});"]
    command[-1] += program
    # Not measured: the copy in the wheel would count as a second, untested package.
    unmeasured = {name: value for name, value in os.environ.items() if "COV" not in name}
    done = subprocess.run(
        [*command, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=unmeasured,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["22", "2", "Mai", "2024", "True", "True"]
