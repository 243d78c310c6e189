"""The house keeps its shape: layers, sizes, docstrings, and the rules of its own tests."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "desktop" / "countroom"
MODULES = sorted(SOURCE.rglob("*.py"))

HARD, SOFT = 500, 300
LONG = {
    "domain/sheets.py": "every line that a sheet can have, and which sheets a contest has",
    "domain/state.py": "one state: all that folding the log gives",
    "app/station.py": "all that a desk asks of its file, a method each",
    "app/sources/stations.py": "one reader of one file: its columns, its rows, its boxes",
    "app/print_desk.py": "one queue from the log to the printer, and how each print ends",
    "app/screens/contests.py": "one board: its strip, its tiles and what waits, a function each",
    "feed/pages/shell.py": "what stands round every page, a function a part",
    "ui/desk.py": "all that a page may ask, a method each",
    "ui/window.py": "one window: what it shows, what it wears, how it ends",
    "ui/shell/window.py": "one frame round every page, and the keys that work everywhere",
    "ui/papers/page.py": "one page: a table, its sheets, and why each deed is closed",
    "ui/postal/page.py": "one page: packets, sessions, and how the ledger ends",
    "ui/pause/page.py": "one page that seals, closes or resumes, and what follows each",
    "ui/entry/page.py": "one page: its lines, its keys and what they say",
    "ui/result/page.py": "one page: totals, answers, consultation, lot, and what opens each",
    "feed/intake.py": "one ladder of refusals, a rung a check",
    "feed/pages/council.py": "one page from top to bottom",
    "feed/state.py": "the documents of one state, a function a document",
    "texts/sentences.py": "one table, a sentence a code",
}
"""Modules above the soft limit of lines, each with its reason."""


def named(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


# --- layers --------------------------------------------------------------------------------


def test_every_import_contract_holds() -> None:
    tool = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert tool is not None, "lint-imports is not installed beside this Python"
    path = os.pathsep.join([str(SOURCE.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [tool, "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]


def imports(file: Path) -> set[str]:
    """Name the top packages that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_nothing_below_the_windows_imports_qt() -> None:
    qt = {"PySide6", "shiboken6"}
    below = [file for file in MODULES if not named(file).startswith("ui/")]
    assert [named(file) for file in below if imports(file) & qt] == []


def test_the_domain_imports_only_itself_and_the_plainest_of_python() -> None:
    allowed = {
        *("__future__", "collections", "countroom", "dataclasses", "functools", "itertools"),
        *("operator", "re", "typing"),
    }
    pure = [file for file in MODULES if named(file).startswith("domain/")]
    assert {named(file): found for file in pure if (found := imports(file) - allowed)} == {}


# --- sizes and docstrings ------------------------------------------------------------------


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_the_hard_limit() -> None:
    assert {named(file): n for file in MODULES if (n := lines(file)) > HARD} == {}


def test_a_module_above_the_soft_limit_says_why() -> None:
    assert {named(file) for file in MODULES if lines(file) > SOFT} - set(LONG) == set()


def public(node: ast.AST) -> bool:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return isinstance(node, kinds) and not node.name.startswith("_")


def undocumented(file: Path) -> list[str]:
    """Name the public functions, classes and methods of a module without a docstring."""
    found = []
    for outer in ast.iter_child_nodes(tree(file)):
        if not public(outer):
            continue
        inner = ast.iter_child_nodes(outer) if isinstance(outer, ast.ClassDef) else ()
        for node in (outer, *filter(public, inner)):
            assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if ast.get_docstring(node) is None:
                found.append(f"{named(file)}:{node.lineno} {node.name}")
    return found


@pytest.mark.parametrize("package", sorted(p.name for p in SOURCE.iterdir() if p.is_dir()))
def test_every_public_name_of_a_package_has_a_docstring(package: str) -> None:
    inside = [file for file in MODULES if named(file).startswith(f"{package}/")]
    assert [name for file in inside for name in undocumented(file)] == []


# --- the rules of the tests themselves -----------------------------------------------------


def run_pytest(tmp_path: Path, body: str, data: str | None) -> subprocess.CompletedProcess[str]:
    """Run a test file of its own under our conftest, with or without the data promised."""
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_inner.py").write_text(body, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("COUNTROOM_", "COV"))}
    if data is not None:
        environment["COUNTROOM_DATA"] = data
    environment["PYTHONPATH"] = os.pathsep.join([str(SOURCE.parent), str(ROOT / "tests")])
    plain = ["-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(tmp_path), "-rs"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *plain, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


ASKS_FOR_DATA = """
import pytest

@pytest.mark.data
def test_real(data_folder):
    if not (data_folder / "results").is_dir():
        pytest.skip("no results in it")

@pytest.mark.data
@pytest.mark.xfail(reason="known", strict=True)
def test_known(data_folder):
    assert False

def test_other():
    pytest.skip("for another reason")
"""


def test_data_tests_are_skipped_with_the_reason_where_no_data_is_named(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, ASKS_FOR_DATA, None)
    assert done.returncode == 0, done.stdout
    assert "COUNTROOM_DATA does not name the folder of real elections" in done.stdout
    assert "3 skipped" in done.stdout


def test_a_data_test_skipped_although_the_data_is_named_fails_the_run(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, ASKS_FOR_DATA, str(tmp_path))
    assert done.returncode == 1, done.stdout
    assert "COUNTROOM_DATA is set, so this may not be skipped" in done.stdout
    assert "1 failed, 1 skipped, 1 xfailed" in done.stdout


LEAVES_A_THREAD = """
import threading

def test_leaves_one_behind():
    import conftest
    conftest._PATIENCE_SECONDS = 0.05
    threading.Thread(target=threading.Event().wait, args=(0.5,), name="forgotten").start()

def test_waits_for_its_own():
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()

def test_may_leave_a_daemon():
    threading.Thread(target=threading.Event().wait, daemon=True).start()
"""


def test_a_test_that_leaves_a_thread_behind_fails(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, LEAVES_A_THREAD, None)
    assert done.returncode == 1, done.stdout
    assert "threads still running" in done.stdout
    assert "forgotten" in done.stdout
    assert "3 passed, 1 error" in done.stdout
