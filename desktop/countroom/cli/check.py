"""``countroom check``: every check on every contest; 1 if a hard finding stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countroom.app.count import read_count
from countroom.cli.main import ANSWER_IS_NO, DONE
from countroom.domain.checks import check_count, stopping
from countroom.texts import say_finding

if TYPE_CHECKING:
    import argparse

    from countroom.domain.checks import Finding
    from countroom.domain.state import Count
    from countroom.texts import Texts


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``check`` takes."""
    parser.add_argument("file", type=Path, metavar="FILE.count")
    parser.add_argument("--json", action="store_true", help=texts.say("one JSON document"))


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Print the findings."""
    count = read_count(arguments.file)
    findings = check_count(count)
    hard = stopping(findings)
    if arguments.json:
        rows = [_row(count, finding, texts) for finding in findings]
        print(json.dumps({"contests": len(count.contests), "findings": rows}, indent=2))
    else:
        for finding in findings:
            print(say_finding(texts, count.contests[finding.contest].contest, finding))
        print(_summary(texts, len(count.contests), len(hard), len(findings)))
    return ANSWER_IS_NO if hard else DONE


def _summary(texts: Texts, contests: int, hard: int, findings: int) -> str:
    checked = texts.count("{n} contest checked", "{n} contests checked", contests)
    if not findings:
        return texts.say("{checked}: all checks clear.", checked=checked)
    return texts.say(
        "{checked}: {hard} must be settled, {other} to look at.",
        checked=checked,
        hard=texts.figure(hard),
        other=texts.figure(findings - hard),
    )


def _row(count: Count, finding: Finding, texts: Texts) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "contest": finding.contest,
        "sheet": finding.sheet,
        "fields": list(finding.fields),
        "numbers": dict(finding.numbers),
        "text": say_finding(texts, count.contests[finding.contest].contest, finding),
    }
