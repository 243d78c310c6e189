#!/usr/bin/env python3
"""The way in for everybody: `python3 dev.py` lists the tasks. Standard library only."""

from __future__ import annotations

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import sys
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, run
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build"
VENV = ROOT / ".venv"
PEERS = BUILD / "peers"  # what the bench compares with; never in .venv

PARTS = ("run", "dev", "desktop")  # one lock each
WORKSHOP = ("run", "dev")  # for what never opens a window
# tarjan comes as source alone; stvpoll wants it for a method that is not measured.
LOCK_OPTIONS = {"peers": ("--no-binary=tarjan", "--no-emit-package=tarjan")}
SAMPLE_NIGHT = ("resources/sample", "--election", "2024-05-02", "--council", "harlow")

# What QtGui needs to load at all, then what a real X11 window needs; each with Debian's package.
# fmt: off
QT_LIBRARIES = {
    "GL": "libgl1", "EGL": "libegl1", "fontconfig": "libfontconfig1",
    "xkbcommon": "libxkbcommon0", "dbus-1": "libdbus-1-3", "glib-2.0": "libglib2.0-0",
    "xcb-cursor": "libxcb-cursor0", "xcb-icccm": "libxcb-icccm4", "xcb-shape": "libxcb-shape0",
    "xcb-keysyms": "libxcb-keysyms1", "xkbcommon-x11": "libxkbcommon-x11-0",
}
# fmt: on

# What CI runs, in order.
STEPS = (
    ("ruff", "format", "--check"),
    ("ruff", "check"),
    ("mypy",),
    ("lint-imports",),
    # Side by side, a file in one process: alone, the windows take as long as all the rest.
    (
        *("pytest", "--numprocesses=auto", "--dist=loadfile"),
        *("--cov", "--cov-report=term-missing:skip-covered", "--cov-fail-under=90"),
    ),
    ("coverage", "report", "--include=*/countroom/domain/*,*/countroom/wire/*", "--fail-under=100"),
)


class Trouble(Exception):  # noqa: N818 - it is told to a person, not to a debugger
    """The machine, the network or the disk is not up to it: one sentence with its remedy."""


def setup(_: Sequence[str]) -> int:
    """Install everything."""
    prepare(*PARTS)
    return say("Ready. `python3 dev.py` lists what it can do.")


def desk(arguments: Sequence[str]) -> int:
    """Start the program as a person would."""
    if not screen_here():
        raise Trouble(
            "There is no screen here: `python3 dev.py rehearse` plays the night without one."
        )
    prepare("run", "desktop")
    return become("countroom", *arguments)


def rehearse(arguments: Sequence[str]) -> int:
    """Play the night that the arguments name, or the one in the box."""
    prepare("run")
    if not arguments:
        os.chdir(ROOT)
        out = Path("build", "rehearsal")
        shutil.rmtree(out, ignore_errors=True)
        arguments = (*SAMPLE_NIGHT, "--out", str(out))
    return become("countroom", "rehearse", *arguments)


def test(arguments: Sequence[str]) -> int:
    """Run every step of CI, or pytest alone with these arguments."""
    prepare(*PARTS)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # tests must not flash on a screen
    # Programs that tests start again and again are compiled once, as installed ones are.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(BUILD / "compiled")
    if arguments:
        return become("pytest", *arguments)
    for program, *options in STEPS:
        name = " ".join((program, *options))
        say(f"== {name}")
        if run((str(tool(program)), *options), cwd=ROOT, check=False).returncode:
            return say(f"Stopped at this step, which failed: {name}", code=1)
    return say("Every step passed.")


def script(path: str, parts: Sequence[str], arguments: Sequence[str]) -> int:
    """Hand over to a script of the project's own."""
    prepare(*parts)
    return become("python", str(ROOT / path), *arguments)


def shots(arguments: Sequence[str]) -> int:
    """Take pictures of the real window on a screen in memory."""
    if not shutil.which("Xvfb"):
        # With whatever else is lacking, so that nobody types a password twice.
        install_system_packages([*missing_system_packages(PARTS), "xvfb"])
    return script("packaging/shots.py", PARTS, arguments)


def lock(options: Sequence[str]) -> int:
    """Pin what pyproject.toml asks for: all platforms, each file's hash, no index's address."""
    import tomllib  # noqa: PLC0415 - an older Python must get as far as its sentence

    make_venv()
    if not tool("uv").exists():
        pip("install", "uv")
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project, builder = declared["project"], declared["build-system"]["requires"]
    asked = {"run": [*project["dependencies"], *builder], **project["optional-dependencies"]}
    goal = ("--universal", "--python-version=3.11", "--fork-strategy=fewest", "--only-binary=:all:")
    form = ("--generate-hashes", "--no-header", "--no-emit-index-url", "--quiet")
    for part, wanted in asked.items():
        out = f"packaging/locks/{part}.txt"
        apart = part in {"run", "peers"}
        base = () if apart else ("--constraint=packaging/locks/run.txt",)
        how = (*goal, *LOCK_OPTIONS.get(part, ()), *form, *options)
        command = (str(tool("uv")), "pip", "compile", "-", "-o", out, *base, *how)
        if run(command, cwd=ROOT, input="\n".join(wanted), text=True, check=False).returncode:
            raise Trouble(f"{out} was not pinned, for the reason above; the old one stands.")
    return 0


def build(_: Sequence[str]) -> int:
    """Build the wheel with the builder that the lock holds."""
    prepare("run")
    out = BUILD / "dist"
    shutil.rmtree(out, ignore_errors=True)
    pip("wheel", "--no-deps", "--no-build-isolation", f"--wheel-dir={out}", str(ROOT))
    print(*out.iterdir(), sep="\n")
    return 0


class Task(NamedTuple):
    """What a word after `dev.py` does, and what may follow it."""

    run: Callable[[Sequence[str]], int]
    purpose: str
    takes: str = ""


TASKS = {
    "setup": Task(setup, "install everything: the program, its window, the tools to work on it"),
    "run": Task(desk, "open the desk, or what ARGS ask of countroom", "[ARGS]"),
    "rehearse": Task(rehearse, "play a count night: the TEST night in the box, or ARGS", "[ARGS]"),
    "test": Task(test, "what CI runs, in order; with ARGS pytest alone", "[ARGS]"),
    "bench": Task(
        partial(script, "tests/bench/run.py", PARTS), "measure, against each base", "[ARGS]"
    ),
    "faults": Task(
        partial(script, "tests/faults/run.py", WORKSHOP), "break things on purpose", "[ARGS]"
    ),
    "fuzz": Task(
        partial(script, "tests/fuzz/run.py", WORKSHOP), "spoil a tally's inputs", "[--minutes N]"
    ),
    "accuracy": Task(
        partial(script, "packaging/thresholds.py", WORKSHOP), "how often checks warn on real wards"
    ),
    "shots": Task(shots, "take pictures of the window, on a screen in memory", "[ARGS]"),
    "texts": Task(
        partial(script, "packaging/texts.py", WORKSHOP), "bring the words up to date", "[ARGS]"
    ),
    "lock": Task(lock, "pin the requirements; ARGS go to uv, --upgrade for one", "[ARGS]"),
    "build": Task(build, "make the wheel, in build/dist"),
}


def screen_here() -> bool:
    """Say whether a window can be shown; only Linux runs without a screen as a matter of course."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(map(os.environ.get, named))


def prepare(*parts: str) -> None:
    """Bring .venv to what the locks of these parts say; where it is, this costs nothing."""
    held = held_parts(ROOT)
    if venv_stands() and held.issuperset(parts):
        return
    say(f"Setting up {', '.join(parts)}: a minute or so the first time.")
    install_system_packages(missing_system_packages(parts))
    make_venv()
    stamp(ROOT, ())  # an installation cut short must not pass for a whole one
    locks = [f"--requirement={ROOT}/packaging/locks/{part}.txt" for part in parts]
    pip("install", "--require-hashes", "--only-binary=:all:", *locks)
    # The builder came with the lock; left alone, pip would fetch another, unpinned.
    pip("install", "--no-deps", "--no-build-isolation", f"--editable={ROOT}")
    stamp(ROOT, held.union(parts))


def prepare_peers() -> Path:
    """Bring build/peers to what its lock says and give its Python; no peer ever enters .venv."""
    locked = ROOT / "packaging" / "locks" / "peers.txt"
    noted, holds = PEERS / "ready", hashlib.sha256(locked.read_bytes()).hexdigest()
    if venv_stands(PEERS) and noted.exists() and noted.read_text(encoding="utf-8") == holds:
        return tool("python", PEERS)
    say("Setting up the peers of the bench: some minutes and a gigabyte the first time.")
    make_venv(PEERS)
    noted.unlink(missing_ok=True)
    how = ("--require-hashes", "--only-binary=:all:", "--no-deps")
    pip("install", *how, f"--requirement={locked}", venv=PEERS)
    noted.write_text(holds, encoding="utf-8")
    return tool("python", PEERS)


def held_parts(root: Path) -> set[str]:
    """Return the parts that were installed from the files as they are now."""
    noted = root / ".venv" / "ready"
    lines = noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []
    return {part for part in PARTS if stamp_line(root, part) in lines}


def stamp(root: Path, parts: Iterable[str]) -> None:
    """Note that these parts, and no others, are installed."""
    lines = [stamp_line(root, part) + "\n" for part in sorted(parts)]
    (root / ".venv" / "ready").write_text("".join(lines), encoding="utf-8")


def stamp_line(root: Path, part: str) -> str:
    """Name a part by the content of what it is installed from."""
    sources = (root / "pyproject.toml", root / "packaging" / "locks" / f"{part}.txt")
    return f"{part} {hashlib.sha256(b''.join(s.read_bytes() for s in sources)).hexdigest()}"


def missing_system_packages(parts: Iterable[str]) -> list[str]:
    """Return Debian's names for what this machine lacks to install and load these parts."""
    if not sys.platform.startswith("linux"):
        return []
    lacking = [] if venv_stands() or importlib.util.find_spec("ensurepip") else ["python3-venv"]
    if "desktop" in parts:
        libraries = QT_LIBRARIES.items()
        lacking += [name for library, name in libraries if not ctypes.util.find_library(library)]
    return lacking


def install_system_packages(packages: Sequence[str]) -> None:
    """Install by apt-get where that is allowed; else say the exact line to type."""
    if not packages:
        return
    names = " ".join(packages)
    line = f"sudo apt-get install -y {names}"
    if not shutil.which("apt-get"):
        raise Trouble(f"Missing here, under Debian's names: {names}. Install it, then call again.")
    if os.geteuid() != 0:
        raise Trouble(f"This machine lacks {names}. Type this line, then call again:\n{line}")
    say(f"Installing {names}.")
    apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get")
    if attempt(*apt, "install", "-y", *packages):
        attempt(*apt, "update")  # a fresh machine may have no package lists, or stale ones
        if said := attempt(*apt, "install", "-y", *packages):
            raise failure("System packages could not be installed", said, f"try `{line}`")


def venv_stands(venv: Path | None = None) -> bool:
    """Tell a whole .venv, or other one, from one cut short, moved here, or orphaned."""
    ours = str(venv or VENV).encode()  # every program in one names the folder it was made in
    python, installer = tool("python", venv), tool("pip", venv)
    return python.exists() and installer.exists() and ours in installer.read_bytes()


def make_venv(venv: Path | None = None) -> None:
    """Make .venv, or another one, from the Python that runs this."""
    if venv_stands(venv):
        return
    folder = venv or VENV
    if said := attempt(sys.executable, "-m", "venv", "--clear", str(folder)):
        name = folder.relative_to(ROOT)
        raise failure(f"The folder {name} could not be made", said, "check free space and rights")


def pip(*arguments: str, venv: Path | None = None) -> None:
    """Run the pip of .venv, or of another one, quietly unless it fails."""
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    said = attempt(str(tool("python", venv)), "-m", "pip", *quiet, *arguments)
    if "DO NOT MATCH THE HASHES" in said:
        raise failure("A package is not the one that was locked", said, "do not go on; report it")
    if said:
        raise failure("Packages could not be installed", said, "check the network, then call again")


def tool(name: str, venv: Path | None = None) -> Path:
    """Return where .venv, or another one, has, or would have, a program."""
    folder = venv or VENV
    return folder / "Scripts" / f"{name}.exe" if os.name == "nt" else folder / "bin" / name


def become(name: str, *arguments: str) -> int:
    """Hand this process over to a program of .venv; where that cannot be, wait for it."""
    command = (str(tool(name)), *arguments)
    if os.name != "nt":
        os.execv(command[0], command)
    return run(command, check=False).returncode


def attempt(*command: str) -> str:
    """Run a command out of sight; return what it said if it failed, else nothing."""
    done = run(
        command, check=False, text=True, errors="replace", stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
    )
    return (done.stdout.strip() or f"exit code {done.returncode}") if done.returncode else ""


def failure(what: str, said: str, remedy: str) -> Trouble:
    """Tell what failed by the last of its words, and keep them all in a file."""
    BUILD.mkdir(exist_ok=True)
    (BUILD / "setup.log").write_text(said + "\n", encoding="utf-8")
    return Trouble(
        f"{what} ({said.splitlines()[-1].strip()}): {remedy}. The rest is in build/setup.log."
    )


def say(sentence: str, code: int = 0) -> int:
    """Speak beside the output of the task, which a program may be reading."""
    print(sentence, file=sys.stderr, flush=True)
    return code


def main(arguments: Sequence[str]) -> int:
    """List the tasks, or run the one that the first word names."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        for name, task in TASKS.items():
            print(f"python3 dev.py {f'{name} {task.takes}':16} {task.purpose}")
        return 0
    name, *rest = arguments
    if name not in TASKS:
        return say(f"There is no task {name!r}: `python3 dev.py` lists the tasks.", code=2)
    if rest and not TASKS[name].takes:
        return say(f"Nothing can follow {name}: leave out {rest[0]!r}.", code=2)
    if sys.version_info < (3, 11):  # noqa: UP036 - a person may start this with an older one
        return say(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", code=5)
    try:
        return TASKS[name].run(rest)
    except Trouble as trouble:
        return say(str(trouble), code=5)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
