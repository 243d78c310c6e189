"""``countroom doctor``: is this machine fit for a night; 1 when the night should not start."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from countroom.app.clock import SystemClock
from countroom.app.doctor import (
    EASY_ROOM_MB,
    LEAST_ROOM_MB,
    OLDEST_PYTHON,
    examine,
    home_folder,
)
from countroom.cli.main import ANSWER_IS_NO, DONE
from countroom.texts import N_, say_fault, say_unverified

if TYPE_CHECKING:
    import argparse

    from countroom.app.doctor import Check
    from countroom.texts import Texts

_STATES: Final = {"ok": N_("ok"), "note": N_("note"), "fault": N_("fault")}

_SENTENCES: Final = {
    ("python", "ok"): N_("Python {version} fits."),
    ("python", "fault"): N_(
        "Python {version} is too old; {oldest} is the least. Install Countroom again."
    ),
    ("store", "ok"): N_(
        "SQLite {version} is sound, and a file in {folder} keeps what it is given."
    ),
    ("disk", "ok"): N_("{folder} is on a disk of this machine ({kind})."),
    ("disk", "note"): N_(
        "Whether {folder} is on a disk of this machine cannot be told here. See that it is."
    ),
    ("disk", "fault"): N_(
        "{folder} is on no disk of this machine ({kind}), so what is saved there may be lost. "
        "Keep the count file on a local disk."
    ),
    ("room", "ok"): N_("{free} MB are free in {folder}."),
    ("room", "note"): N_("Only {free} MB are free in {folder}; {easy} are enough for every night."),
    ("room", "fault"): N_(
        "Only {free} MB are free in {folder}, and a night needs {least}. Free some space."
    ),
    ("clock", "ok"): N_("The clock says {time} on {day} in London. Compare it with a watch."),
    ("clock", "fault"): N_("The clock says {time} on {day} in London, which cannot be. Set it."),
    ("sheets", "ok"): N_("Sheets can be typeset."),
    ("sheets", "fault"): N_(
        "Sheets cannot be typeset: fonts or templates are missing. Install Countroom again."
    ),
    ("rules", "fault"): N_("The rule sets cannot be read ({reason}). Install Countroom again."),
}


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``doctor`` takes."""
    parser.add_argument(
        "--folder",
        type=Path,
        default=home_folder(),
        metavar="DIR",
        help=texts.say("folder of the count files (usually Countroom in your home folder)"),
    )
    parser.add_argument("--json", action="store_true", help=texts.say("one JSON document"))


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Print what was found."""
    checks = examine(arguments.folder, SystemClock().now())
    faults = [check for check in checks if check.state == "fault"]
    if arguments.json:
        rows = [_row(texts, check) for check in checks]
        print(json.dumps({"ready": not faults, "checks": rows}, indent=2, ensure_ascii=False))
    else:
        words = {state: texts.say(word) for state, word in _STATES.items()}
        width = max(len(word) for word in words.values())
        for check in checks:
            print(f"{words[check.state]:<{width}}  {_say(texts, check)}")
        print(_summary(texts, len(faults)))
    return ANSWER_IS_NO if faults else DONE


def _say(texts: Texts, check: Check) -> str:
    if check.subject == "law":
        reason = say_unverified(texts, check.why)
        return texts.say(
            "The law of {rule_set} is not verified: {reason}", reason=reason, **check.details
        )
    if check.subject == "store" and check.state == "fault":
        return say_fault(texts, check.why, check.details)
    if check.subject == "rules" and check.state == "ok":
        return texts.count(
            "{n} rule set reads well.", "{n} rule sets read well.", int(check.details["n"])
        )
    return texts.say(_SENTENCES[check.subject, check.state], **_values(texts, check))


def _values(texts: Texts, check: Check) -> dict[str, object]:
    values: dict[str, object] = {
        "oldest": ".".join(map(str, OLDEST_PYTHON)),
        "least": texts.figure(LEAST_ROOM_MB),
        "easy": texts.figure(EASY_ROOM_MB),
    }
    for name, value in check.details.items():
        figure = texts.figure(value) if isinstance(value, int) else value
        values[name] = texts.day(figure) if name == "day" else figure
    return values


def _row(texts: Texts, check: Check) -> dict[str, Any]:
    why = {"why": check.why} if check.why else {}
    return {
        "check": check.subject,
        "state": check.state,
        **why,
        **check.details,
        "text": _say(texts, check),
    }


def _summary(texts: Texts, faults: int) -> str:
    if not faults:
        return texts.say("The night can start on this machine.")
    return texts.count(
        "The night should not start on this machine: {n} fault.",
        "The night should not start on this machine: {n} faults.",
        faults,
    )
