"""``countroom tally``: count one contest from ballots, a record of votes, or a stage sheet."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from countroom.app.files import read_whole
from countroom.app.tally import Asked, LotGiven, tally
from countroom.cli.main import ANSWER_IS_NO, DONE, MISUSE
from countroom.cli.tally_block import tally_block
from countroom.cli.tally_document import document
from countroom.domain.identifiers import RuleSetId
from countroom.domain.malformed import Malformed
from countroom.domain.refusals import Refusal, refuse
from countroom.rules import load_rule_sets
from countroom.texts import say_malformed, say_refusal
from countroom.texts.tally import say_keyed_at

if TYPE_CHECKING:
    import argparse

    from countroom.texts import Texts

_COLUMNS: Final = 100
"""How wide a page is where there is no terminal to ask."""
_SEATS: Final = re.compile(r"[1-9][0-9]{0,2}")
_LOT: Final = re.compile(r"([0-9]{1,3}):\s*(\S.*)")


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Declare what ``tally`` takes."""
    parser.add_argument("input", type=Path, metavar="INPUT", help=texts.say("BLT or JSON"))
    parser.add_argument(
        "--rules",
        default="",
        metavar="RULESET",
        help=texts.say("the law, as scotland-council-2011"),
    )
    parser.add_argument(
        "--seats", metavar="N", help=texts.say("seats to fill, instead of what the input says")
    )
    parser.add_argument(
        "--lot",
        action="append",
        default=[],
        metavar="STAGE:NAME",
        help=texts.say("on whom a lot fell, at the stage whose totals are equal"),
    )
    parser.add_argument("--json", action="store_true", help=texts.say("one JSON document"))


def run(arguments: argparse.Namespace, texts: Texts) -> int:
    """Print the count; 1 while a lot or a second count is missing."""
    asked = _asked(arguments)
    try:
        result = asked if isinstance(asked, Refusal) else tally(read_whole(arguments.input), asked)
    except Malformed as malformed:
        print(say_malformed(texts, str(arguments.input), malformed), file=sys.stderr)
        return MISUSE
    if isinstance(result, Refusal):
        sentence = say_keyed_at(texts, result.details, say_refusal(texts, result))
        print(sentence, file=sys.stderr)
        return MISUSE
    if arguments.json:
        print(json.dumps(document(texts, result), ensure_ascii=False, indent=2))
    else:
        columns = shutil.get_terminal_size((_COLUMNS, 0)).columns
        print("\n".join(tally_block(texts, result, columns)))
    return DONE if result.complete else ANSWER_IS_NO


def _asked(arguments: argparse.Namespace) -> Asked | Refusal:
    """Read what is asked for: a rule set that there is, some seats, lots with stage and name."""
    rule_sets = load_rule_sets()
    rules = rule_sets.get(RuleSetId(arguments.rules))
    if not arguments.rules:
        return refuse("rules_missing", known=", ".join(rule_sets))
    if rules is None:
        return refuse("rules_unknown", rules=arguments.rules, known=", ".join(rule_sets))
    if arguments.seats is not None and not _SEATS.fullmatch(arguments.seats):
        return refuse("seats_unreadable", text=arguments.seats)
    lots = []
    for text in arguments.lot:
        match = _LOT.fullmatch(text)
        if match is None:
            return refuse("lot_unreadable", text=text)
        lots.append(LotGiven(int(match[1]), match[2]))
    return Asked(rules, int(arguments.seats) if arguments.seats else None, tuple(lots))
