"""``countroom verify``: 0 valid and current, 3 superseded, 4 not published yet, 1 invalid."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from countroom.app.audit import Audit, read_key_file, verify_count
from countroom.app.setup import keys_beside
from countroom.cli.main import ANSWER_IS_NO, DONE
from countroom.domain.faults import Fault
from countroom.texts import say_fault, say_problem

if TYPE_CHECKING:
    import argparse

    from countroom.app.audit import Verdict
    from countroom.texts import Texts

_EXIT: Final[dict[Verdict, int]] = {
    "valid": DONE,
    "invalid": ANSWER_IS_NO,
    "signer_unknown": ANSWER_IS_NO,
    "superseded": 3,
    "not_published": 4,
}


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``verify`` takes."""
    parser.add_argument("what", type=Path, metavar="FILE.count")
    parser.add_argument(
        "--trust",
        type=Path,
        metavar="KEYS",
        help=texts.say("the key file to trust; else the one beside the count file"),
    )
    parser.add_argument("--json", action="store_true", help=texts.say("one JSON document"))


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Print the verdict and what it rests on."""
    path: Path = arguments.what
    beside = keys_beside(path)
    keys = arguments.trust or (beside if beside.is_file() else None)
    trust = read_key_file(keys) if keys is not None else None
    try:
        audit = verify_count(path, trust)
    except Fault as fault:
        if fault.code != "file_damaged":
            raise
        print(say_fault(texts, fault.code, fault.details), file=sys.stderr)
        return ANSWER_IS_NO
    if arguments.json:
        print(json.dumps(_document(audit, keys, texts), indent=2))
    else:
        print(_sentence(audit, texts))
        if keys is not None:
            print(texts.say("Trusted keys: {path}", path=keys))
    return _EXIT[audit.verdict]


def _sentence(audit: Audit, texts: Texts) -> str:
    facts = texts.say(
        "{environment}, {events} events, {declared} contests declared, {receipted} receipted",
        environment=texts.say("LIVE") if audit.environment == "live" else texts.say("TEST"),
        events=texts.figure(audit.events),
        declared=texts.figure(audit.declared),
        receipted=texts.figure(audit.receipted),
    )
    match audit.verdict:
        case "valid":
            return texts.say("Valid and current: {facts}.", facts=facts)
        case "not_published":
            return texts.say("Valid, not all published yet: {facts}.", facts=facts)
        case "superseded":
            return texts.say("Valid but superseded: {facts}.", facts=facts)
        case "signer_unknown":
            return texts.say(
                "Sound, signer unknown: {facts}. Name the key file made at set-up with --trust.",
                facts=facts,
            )
        case "invalid":
            return texts.say(
                "Invalid at event {position}: {reason}.",
                position=texts.figure(audit.position),
                reason=_reason(audit, texts),
            )


def _reason(audit: Audit, texts: Texts) -> str:
    return say_problem(texts, audit.problem.code, audit.problem.where) if audit.problem else ""


def _document(audit: Audit, keys: Path | None, texts: Texts) -> dict[str, object]:
    return {
        "verdict": audit.verdict,
        "environment": audit.environment,
        "events": audit.events,
        "declared": audit.declared,
        "receipted": audit.receipted,
        "reason": _reason(audit, texts),
        "position": audit.position,
        "trusted_keys": str(keys) if keys else None,
    }
