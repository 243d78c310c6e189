"""``countroom setup``: build a count file; every bad row is named at once, nothing half-made."""

from __future__ import annotations

import secrets
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from countroom.app.clock import SystemClock
from countroom.app.crew import enrol_members, usual_members
from countroom.app.files import write_whole
from countroom.app.setup import Plan, keys_beside, secrets_beside, set_up, slips_beside
from countroom.app.sources import Source, contests_for, election_for
from countroom.cli.main import DONE, MISUSE
from countroom.cli.sources import add_source_arguments, chosen_councils, say_faults
from countroom.domain.refusals import Refusal
from countroom.texts import say_refusal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from countroom.app.staff import Enrolled
    from countroom.domain.election import Contest, Environment
    from countroom.texts import Texts


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``setup`` takes."""
    add_source_arguments(parser, texts)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.count")
    parser.add_argument(
        "--officer",
        default="",
        metavar="NAME",
        help=texts.say("the returning officer's name as printed on the declaration"),
    )
    parser.add_argument(
        "--test", action="store_true", help=texts.say("a TEST count; without it the count is live")
    )


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Build the count file, its key file, its sealed file and the slips to hand out."""
    environment: Environment = "test" if arguments.test else "live"
    source = Source(arguments.source)
    slugs = chosen_councils(source, arguments, texts)
    if slugs is None:
        return MISUSE
    crew = enrol_members(usual_members(secrets.token_bytes), secrets.token_bytes)
    elections = []
    for slug in slugs:
        faults = source.faults(arguments.election, slug)
        if faults:
            say_faults(faults, texts)
            return MISUSE
        election = replace(
            election_for(source, slug, arguments.election), returning_officer=arguments.officer
        )
        elections.append((election, contests_for(source, slug, arguments.election)))
    plan = Plan(environment, elections, crew)
    count = set_up(arguments.out, plan, SystemClock(), secrets.token_bytes)
    if isinstance(count, Refusal):
        print(say_refusal(texts, count), file=sys.stderr)
        return MISUSE
    count.close()
    write_whole(slips_beside(arguments.out), _slips(crew, environment, texts), mode=0o600)
    _tell(arguments.out, [contest for _, held in elections for contest in held], texts)
    return DONE


def _slips(crew: Sequence[Enrolled], environment: Environment, texts: Texts) -> str:
    head = texts.say("Hand out one slip to each person, then delete this file.")
    lines = [head, texts.say("TEST") if environment == "test" else "", ""]
    for one in crew:
        lines += [f"{one.person.id}\t{' '.join(one.person.roles)}\t{one.member.secret}", ""]
    return "\n".join(lines)


def _tell(path: Path, contests: Sequence[Contest], texts: Texts) -> None:
    print(
        texts.count(
            "{path}: {n} contest set up, to be proven against the ballot paper.",
            "{path}: {n} contests set up, to be proven against the ballot papers.",
            len(contests),
            path=path,
        )
    )
    print(texts.say("Public keys, for whoever verifies: {path}", path=keys_beside(path)))
    print(texts.say("Sealed keys, for this laptop only: {path}", path=secrets_beside(path)))
    print(texts.say("Secrets to hand out, then delete: {path}", path=slips_beside(path)))
